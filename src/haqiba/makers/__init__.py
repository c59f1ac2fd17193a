"""Edition -> files + findings. Makers are pure: no clock, no network, no global state."""

from functools import cache
from importlib.metadata import entry_points

from haqiba.makers.film.maker import Film
from haqiba.makers.maker import Maker
from haqiba.makers.whole import Whole

_PAGE_MODULES = ("haqiba.makers.pages", "haqiba.look")
_PAGE_LIBRARIES = ("typst", "fonttools", "lxml", "pillow", "segno")

PAGES = Whole(
    "pages",
    frozenset({"leaflet", "trifold", "poster", "lesson", "sources", "style", "receipt", "letter"}),
    (*_PAGE_MODULES, "haqiba.pdf"),
    (*_PAGE_LIBRARIES, "pikepdf"),
)
CARDS = Whole("cards", frozenset({"cards"}), ("haqiba.makers.cards", *_PAGE_MODULES), _PAGE_LIBRARIES)
SLIDES = Whole(
    "slides",
    frozenset({"slides"}),
    ("haqiba.makers.slides", *_PAGE_MODULES, "haqiba.pdf"),
    (*_PAGE_LIBRARIES, "pikepdf", "python-pptx"),
)


@cache
def makers() -> tuple[Maker, ...]:
    """The built-in makers, then those of other packages (entry points `haqiba.makers`)."""
    own: tuple[Maker, ...] = (PAGES, CARDS, SLIDES, Film())
    return own + tuple(point.load()() for point in entry_points(group="haqiba.makers"))
