"""Scenes as data: what a shot shows, and where everybody stands. Lengths in frames, places in units of the stage.

The stage is 1920 wide and 1080 high; feet stand at FLOOR."""

from dataclasses import dataclass, field, replace
from typing import Literal

STAGE = (1920.0, 1080.0)
FLOOR = 985.0
# Units of the stage for one unit of a figure's drawing.
FIGURE = 0.9
# How much lower somebody is who sits.
SEAT = 150.0
SIDES = {"far-left": 250.0, "left": 560.0, "centre": 960.0, "right": 1360.0, "far-right": 1670.0}
ROWS = {
    1: (960.0,),
    2: (690.0, 1230.0),
    3: (480.0, 960.0, 1440.0),
    4: (360.0, 760.0, 1160.0, 1560.0),
    5: (260.0, 610.0, 960.0, 1310.0, 1660.0),
}

BeatKind = Literal["scene", "action", "line", "words", "do"]
Side = Literal["in", "out"]
BubbleKind = Literal["text", "typing", "picture", "gift", "block", "report"]


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that a screenplay asks for. `id` names its text; `seconds` is how long a recording
    lasts, 0 where there is none; of a scene `text` is the place and `verb` the light."""

    kind: BeatKind
    who: str = ""
    text: str = ""
    id: str = ""
    verb: str = ""
    arguments: tuple[str, ...] = ()
    seconds: float = 0.0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """How high above the floor a figure's head is, and how high the figure is, in units of the stage."""

    head: float = 536.0
    height: float = 640.0


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody at the beginning of a shot; `facing` 1 to the right, -1 to the left."""

    who: str
    x: float
    facing: int = 1
    mood: str = "calm"
    sits: bool = False
    holds: str = ""
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does from one frame to another; `x` is where a walk ends, `start` where who
    enters comes from, `target` whom it is about."""

    verb: str
    who: str
    at: int
    until: int
    x: float = 0.0
    target: str = ""
    mood: str = ""
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """A line; `at` is negative where it began in the shot before."""

    id: str
    who: str
    text: str
    at: int
    until: int
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """Something on the telephone, `in` from the other or `out` from its owner; `id` names its text."""

    kind: BubbleKind
    side: Side
    at: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone as large as the picture; `name` is the id of the text above the chat."""

    owner: str
    name: str = ""
    bubbles: tuple[Bubble, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees: the middle of the picture, and how much it is enlarged."""

    x: float = 960.0
    y: float = 540.0
    zoom: float = 1.0


@dataclass(frozen=True, slots=True)
class Net:
    """Strength of the net, 0 to 4, at the beginning and at the end of a shot; `cut` while it falls apart."""

    start: float = 0.0
    end: float = 0.0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """Words on the screen from one frame to another."""

    id: str
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound, or the music of that name from here on (`stop`: its end). A telephone asks for `message`, a net that
    is cut for `cut`: what the folder does not have is not heard."""

    kind: Literal["sound", "music"]
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot, complete: nothing else is asked when it is drawn. `framing` is how it was taken."""

    frames: int
    place: str = ""
    light: str = ""
    framing: str = "wide"
    view: View = View()
    to: View = View()
    figures: tuple[Figure, ...] = ()
    acts: tuple[Act, ...] = ()
    said: tuple[Said, ...] = ()
    phone: Phone | None = None
    net: Net = Net()
    signs: tuple[Sign, ...] = ()
    cues: tuple[Cue, ...] = field(default=())
    card: bool = False

    @property
    def rests(self) -> bool:
        """Whether the camera does."""
        return self.view == self.to


def clamped(view: View) -> View:
    """The nearest view that does not look past the edges of the stage."""
    width, height = STAGE[0] / view.zoom / 2, STAGE[1] / view.zoom / 2
    x = min(max(view.x, width), STAGE[0] - width)
    y = min(max(view.y, height), STAGE[1] - height)
    return replace(view, x=round(x, 1), y=round(y, 1))


def wide() -> View:
    return View()


def close(figure: Figure, build: Build) -> View:
    """A head and its shoulders, with room in front of the eyes."""
    head = FLOOR - build.head + (SEAT if figure.sits else 0.0)
    return clamped(View(figure.x + 80.0 * figure.facing, head + 105.0, 2.1))


def beside(figure: Figure, build: Build) -> View:
    """A head and its shoulders in the left half: the telephone is in the other."""
    head = FLOOR - build.head + (SEAT if figure.sits else 0.0)
    return View(figure.x + 195.0, head + 130.0, 1.9)


def halved(figure: Figure, view: View) -> bool:
    """Whether the edge of the picture goes through a face."""
    return abs(abs(figure.x - view.x) - STAGE[0] / view.zoom / 2) < 115.0


def group(figures: tuple[Figure, ...], builds: dict[str, Build]) -> View:
    """All of some figures from the knee up."""
    xs = [figure.x for figure in figures]
    tops = [FLOOR - builds[f.who].height + (SEAT if f.sits else 0.0) for f in figures]
    zoom = min(1.55, STAGE[0] / (max(xs) - min(xs) + 720.0), 900.0 / (FLOOR - min(tops)) + 0.25)
    middle = min(tops) - 60.0 / zoom + STAGE[1] / zoom / 2
    return clamped(View((max(xs) + min(xs)) / 2, middle, round(max(1.0, zoom), 3)))


def pushed(view: View, by: float = 1.07) -> View:
    """The same view a little nearer."""
    return clamped(replace(view, zoom=round(view.zoom * by, 3)))
