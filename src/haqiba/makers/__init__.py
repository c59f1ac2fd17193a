"""Edition -> files + findings. Makers are pure: no clock, no network, no global state."""

from functools import cache
from importlib.metadata import entry_points

from haqiba.makers.maker import Maker
from haqiba.makers.pages import Pages


@cache
def makers() -> tuple[Maker, ...]:
    """The built-in makers, then those of other packages (entry points `haqiba.makers`)."""
    own: tuple[Maker, ...] = (Pages(),)
    return own + tuple(point.load()() for point in entry_points(group="haqiba.makers"))
