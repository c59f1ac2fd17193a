"""Edition -> files + findings. Makers are pure: no clock, no network, no global state."""

from importlib.metadata import entry_points

from haqiba.makers.maker import Maker


def makers() -> tuple[Maker, ...]:
    """The built-in makers, then those of other packages (entry points `haqiba.makers`)."""
    # Loaded when asked for: a build in which all is fresh needs no typesetter.
    from haqiba.makers.cards import Cards
    from haqiba.makers.pages import Pages
    from haqiba.makers.slides import Slides

    own: tuple[Maker, ...] = (Pages(), Cards(), Slides())
    return own + tuple(point.load()() for point in entry_points(group="haqiba.makers"))
