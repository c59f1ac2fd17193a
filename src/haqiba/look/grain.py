"""The grain of the paper: flecks and fibres, one tile repeated in brick bond, as four paths of very low opacity.

Paths, since a pattern is drawn as pixels or not at all by some renderers. Nothing is drawn where words are set.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from haqiba.look.cut import mixed, seed
from haqiba.look.outline import Box, number

TILE = 400  # side of the tile, in units of a picture 1200 wide
_MOST_TILES = 40  # along one side: a ribbon far longer than wide gets larger grain rather than more of it
_PAPER, _INK = "#FFFFFF", "#0C1B2E"


class Kind(NamedTuple):
    """One kind of mark: about so many a tile, how long (from, to) and wide in units, its colour and opacity."""

    name: str
    many: int
    shortest: int
    longest: int
    width: float
    colour: str
    opacity: float


KINDS = (
    Kind("flecks-dark", 72, 1, 1, 1.3, _INK, 0.07),
    Kind("flecks-light", 64, 1, 1, 1.5, _PAPER, 0.13),
    Kind("fibres-dark", 4, 7, 14, 0.7, _INK, 0.08),
    Kind("fibres-light", 6, 8, 18, 0.8, _PAPER, 0.13),
)
_Mark = tuple[int, int, int, int, int, int]  # start, then bend and end relative to it


@lru_cache(maxsize=8)
def tile(kind: Kind) -> tuple[_Mark, ...]:
    """The marks of one tile in whole units, one in each field of a grid: chance alone makes heaps that catch the eye.

    Row by row, to and fro, so that the steps between them are short to write.
    """
    state, marks = seed(kind.name), []

    def below(limit: int) -> int:
        nonlocal state
        state = (state + 0x9E3779B9) & 0xFFFFFFFF
        return mixed(state) % limit

    columns = round(sqrt(kind.many))
    rows = round(kind.many / columns)
    wide, high = TILE // columns, TILE // rows
    for row in range(rows):
        for column in range(columns) if row % 2 else reversed(range(columns)):
            length = kind.shortest + below(kind.longest - kind.shortest + 1)
            dx, dy = below(2 * length + 1) - length, below(length + 1)
            bend = length // 2
            marks.append(
                (
                    column * wide + below(wide),
                    row * high + below(high),
                    dx // 2 + below(bend + 1) - bend // 2,
                    dy // 2 + below(bend + 1) - bend // 2,
                    dx or 1,
                    dy,
                )
            )
    return tuple(marks)


def grain(picture: Box, spared: list[Box], scale: float, decimals: int) -> list[tuple[Kind, str]]:
    """Path data of each kind over the picture, none in the `spared` boxes; `scale` is user units a unit of the tile."""
    scale = max(scale, (picture[2] - picture[0]) / _MOST_TILES / TILE, (picture[3] - picture[1]) / _MOST_TILES / TILE)
    return [(kind, _drawn(kind, picture, spared, scale, decimals)) for kind in KINDS]


def _drawn(kind: Kind, picture: Box, spared: list[Box], scale: float, decimals: int) -> str:
    left, top, right, bottom = picture
    k = 10**decimals
    room = kind.longest * 1.5 + kind.width  # no mark reaches further from its start
    out, px, py = [], 0, 0
    side = TILE * scale
    for row in range(int((bottom - top) / side) + 1):
        for column in range(int((right - left) / side) + 2):
            x0, y0 = left + (column - row % 2 / 2) * side, top + row * side
            for mx, my, bx, by, ex, ey in tile(kind):
                x, y = x0 + mx * scale, y0 + my * scale
                if not (left <= x <= right and top <= y <= bottom) or any(
                    a - room * scale < x < c + room * scale and b - room * scale < y < d + room * scale
                    for a, b, c, d in spared
                ):
                    continue
                nx, ny = round(x * k), round(y * k)
                start = "m" + number(nx - px, decimals).lstrip() + number(ny - py, decimals)
                dx, dy = round(ex * scale * k), round(ey * scale * k)
                step = number(dx, decimals).lstrip(), number(dy, decimals)
                if kind.longest > 4:
                    bend = number(round(bx * scale * k), decimals).lstrip() + number(round(by * scale * k), decimals)
                    out.append(start + "q" + bend + number(dx, decimals) + step[1])
                else:
                    out.append(start + "h" + step[0])
                    dy = 0
                px, py = nx + dx, ny + dy
    return "".join(out)
