"""A leaflet by the maker against the bare binding, both warm: same data, same outputs, new words every time."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from benchmarks.example import leaflet, reworded
from benchmarks.measure import ROUNDS, Pair, Row, in_turns, middle
from benchmarks.table import Chapter, told
from haqiba.edition.edition import Edition
from haqiba.look.tokens import BLEED_MM, MARKS_MM
from haqiba.makers import PAGES
from haqiba.makers.pages import contrast, glyphs, make
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.proof import overflowing
from haqiba.makers.pages.text import text
from haqiba.makers.pages.typeset import Typeset
from haqiba.pdf import boxes, true_text

NAMES = {"ar": "Arabic", "fr": "French"}
WHOLE, LESS, BARE = "maker", "maker without true text", "bare"
# These are the quickest of all, and the machine has other things to do.
MANY = 2 * ROUNDS + 1
WORDS = """The binding compiles the template with data that are ready: a PDF/A-2a with PDF/UA-1, the PDF for the print
shop, two PNG at 168 ppi. The maker does that and more: it makes the data, proves the page (characters, contrast,
overflow), writes the plain text and sets the page boxes. Pictures are the same in all rounds and cut before; words are
new in each, as when somebody changed a helpline.

`true_text` makes Arabic searchable and readable aloud, which no binding does: a feature of its own, told apart.
What each step takes when done alone, the overflow with its layout:"""


def warm() -> Chapter:
    """The rows of both languages, and what the maker's steps take."""
    rows: list[Row] = []
    shares: list[str] = []
    for tag, name in NAMES.items():
        measured = in_turns(_ways(leaflet(tag)), MANY)
        bare = measured[BARE]
        what = f"leaflet, {name}, the maker"
        rows.append(Row(f"{what} without `true_text`", "`typst` alone", Pair(measured[LESS], bare), goal=1.15))
        rows.append(Row(f"{what}, whole", "`typst` alone", Pair(measured[WHOLE], bare)))
        steps = [step for step in measured if step not in (WHOLE, LESS, BARE)]
        shares.append(f"- {name}: {', '.join(f'{step} {told(middle(measured[step]))}' for step in steps)}.")
    return Chapter("A leaflet, warm: the maker against the bare binding", tuple(rows), (WORDS, "\n".join(shares)))


def _ways(edition: Edition) -> dict[str, Callable[[], object]]:
    """Each way does its work on words of its own; what stands beside the clock is made here."""
    maker = PAGES
    one = reworded(edition)
    screen, press = (variant.pdf() for variant in _ready(one))
    waiting = [_ready(reworded(edition)) for _ in range(MANY + 1)]
    data = _sheet(one)

    def whole() -> object:
        return maker.make(maker.parts(reworded(edition), "full")[0])

    def less() -> object:
        with patch.object(make, "true_text", bytes):
            return whole()

    def bare() -> object:
        for_screen, for_press = waiting.pop()
        return for_screen.pdf(), for_screen.png(make.PPI[edition.kind][0]), for_press.pdf()

    return {
        WHOLE: whole,
        LESS: less,
        BARE: bare,
        "true text": lambda: true_text(screen),
        "page boxes": lambda: boxes(press, bleed_mm=BLEED_MM, marks_mm=MARKS_MM),
        "data of both variants": lambda: _ready(one),
        "characters": lambda: list(glyphs.missing(one)),
        "contrast": lambda: [*contrast.low(one, data), *contrast.hidden(one, data)],
        "overflow": lambda: list(overflowing(one, data)),
        "plain text": lambda: text(one),
    }


def _sheet(edition: Edition, *, print_shop: bool = False) -> dict[str, Any]:
    return page(edition, drawn(edition), print_shop=print_shop)


def _ready(edition: Edition) -> tuple[Typeset, Typeset]:
    """For the screen, for the print shop: all but the typesetting done."""
    variants = (_sheet(edition), _sheet(edition, print_shop=True))
    return Typeset(edition.kind, variants[0], edition.fonts), Typeset(edition.kind, variants[1], edition.fonts)
