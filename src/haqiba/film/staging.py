"""Where everybody stands when a scene begins."""

from haqiba.film import scene
from haqiba.film.scene import Beat, Build, Figure

# Where somebody is who is not on the stage.
OFF = -1e4
# How somebody is when they come in may be told before they come.
STATES = ("feel", "hold", "drop")


def stood(beats: list[Beat], builds: dict[str, Build]) -> tuple[list[Figure], dict[str, float]]:
    """Who is in a scene, where they stand unless told otherwise and which way they face; and where everybody
    will stand who comes in later."""
    first: dict[str, Beat] = {}
    for beat in beats:
        if beat.who not in builds or (beat.kind == "line" and beat.unseen):
            continue
        if beat.who not in first or (first[beat.who].verb in STATES and beat.verb not in STATES):
            first[beat.who] = beat
    told = {who: side for who in first if (side := _side(beats, who)) is not None}
    # Those whose place is told do not take one of the others'.
    row = list(scene.ROWS[min(5, max(1, len(first)))])
    for x in list(told.values())[: len(row)]:
        row.remove(min(row, key=lambda one: abs(one - x)))
    spots = {who: told[who] if who in told else row.pop(0) if row else 960.0 for who in first}
    for who, beat in first.items():
        if beat.verb == "enter" and len(spots) > 1:
            spots[who] = _beside(spots, who, beat.arguments)
    middle = sum(spots.values()) / len(spots) if spots else 960.0
    figures = []
    for who, beat in first.items():
        x = spots[who]
        facing = 1 if x <= middle else -1
        if beat.verb == "enter":
            x = OFF
        figures.append(Figure(who, x, facing))
    return figures, spots


def _beside(spots: dict[str, float], who: str, arguments: tuple[str, ...]) -> float:
    """Where somebody stands who comes in: on the side from which they come, for nobody walks through the others."""
    others = [x for name, x in spots.items() if name != who]
    if "left" in arguments or "far-left" in arguments:
        return min(spots[who], max(190.0, min(others) - 330.0))
    if "right" in arguments or "far-right" in arguments:
        return max(spots[who], min(1730.0, max(others) + 330.0))
    return spots[who]


def _side(beats: list[Beat], who: str) -> float | None:
    """Where a note puts somebody at the beginning of a scene."""
    for beat in beats:
        if beat.who == who and beat.verb in ("stand", "sit"):
            return next((scene.SIDES[word] for word in beat.arguments if word in scene.SIDES), None)
        if beat.who == who and beat.verb in ("enter", "walk"):
            return None
    return None
