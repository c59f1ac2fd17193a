"""The cut edge: outlines moved by a smooth, slow noise, as scissors wander along a drawn line.

The noise is value noise of one octave on a square lattice, with its exact derivative. Points on the curve are moved by
it; handles are turned by the derivative, so curves stay smooth and corners stay corners, with few pieces.
"""

from __future__ import annotations

import math
from hashlib import sha256

from haqiba.look.outline import Box, Outline, Segment, Subpath

_WORD = 0xFFFFFFFF
_MOST_PIECES = 64  # of one segment: a line far longer than the picture must not cost time
_Cell = tuple[float, float, float, float, float, float, float, float]


def seed(name: str) -> int:
    """A 32-bit seed that depends on the name alone (hash() changes from run to run)."""
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big")


def mixed(n: int) -> int:
    """32 bits well mixed, in integers, so that it is the same on every machine."""
    n &= _WORD
    n = ((n ^ n >> 16) * 0x21F0AAAD) & _WORD
    n = ((n ^ n >> 15) * 0x735A2D97) & _WORD
    return n ^ n >> 15


class Field:
    """How far each point of the plane wanders: at most `amplitude` in x and in y, over waves of about two `cell`s.

    Towards the edge of the picture the move across that edge fades out: a ground that ends there would leave a gap.
    """

    def __init__(self, name: str, amplitude: float, cell: float, picture: Box) -> None:
        self.cell = cell
        self._seed = seed(name)
        self._amplitude = amplitude
        self._picture = picture
        self._cells: dict[tuple[int, int], _Cell] = {}

    def _corner(self, ix: int, iy: int) -> tuple[float, float]:
        n = mixed(mixed(self._seed + ix * 0x9E3779B1) + iy * 0x85EBCA77)
        scale = self._amplitude / 0x8000
        return ((n & 0xFFFF) - 0x8000) * scale, ((n >> 16) - 0x8000) * scale

    def _new_cell(self, ix: int, iy: int) -> _Cell:
        (ax, ay), (bx, by) = self._corner(ix, iy), self._corner(ix + 1, iy)
        (cx, cy), (dx, dy) = self._corner(ix, iy + 1), self._corner(ix + 1, iy + 1)
        cell = (ax, bx - ax, cx - ax, ax - bx - cx + dx, ay, by - ay, cy - ay, ay - by - cy + dy)
        self._cells[ix, iy] = cell
        return cell

    def at(self, x: float, y: float) -> tuple[float, float, float, float, float, float]:
        """The move (dx, dy) at a point, and its derivatives ddx/dx, ddx/dy, ddy/dx, ddy/dy."""
        size = self.cell
        gx, gy = x / size, y / size
        ix, iy = math.floor(gx), math.floor(gy)
        a, b, c, d, e, f, g, h = self._cells.get((ix, iy)) or self._new_cell(ix, iy)
        gx -= ix
        gy -= iy
        u, v = gx * gx * (3 - 2 * gx), gy * gy * (3 - 2 * gy)
        du, dv = 6 * gx * (1 - gx) / size, 6 * gy * (1 - gy) / size
        mx, my = a + b * u + (c + d * u) * v, e + f * u + (g + h * u) * v
        xx, xy, yx, yy = (b + d * v) * du, (c + d * u) * dv, (f + h * v) * du, (g + h * u) * dv
        left, top, right, bottom = self._picture
        if not left + size < x < right - size:
            w, dw = _fade(x - left, right - x, size)
            mx, xx, xy = mx * w, xx * w + mx * dw, xy * w
        if not top + size < y < bottom - size:
            w, dw = _fade(y - top, bottom - y, size)
            my, yx, yy = my * w, yx * w, yy * w + my * dw
        return mx, my, xx, xy, yx, yy


def _fade(before: float, after: float, size: float) -> tuple[float, float]:
    """Weight 0 at an edge of the picture and 1 at `size` from it, and its slope."""
    near, sign = (before, 1.0) if before < after else (after, -1.0)
    if near <= 0:
        return 0.0, 0.0
    t = min(1.0, near / size)
    return t * t * (3 - 2 * t), sign * 6 * t * (1 - t) / size


def cut(outline: Outline, field: Field) -> Outline:
    """The outline as scissors cut it: long segments are split, and bent unless they are very short lines."""
    step, short, at, hypot = field.cell * 0.62, field.cell * 0.3, field.at, math.hypot
    new: Outline = []
    for run in outline:
        x, y = run.x, run.y
        here = at(x, y)
        start_x, start_y = x + here[0], y + here[1]
        segments: list[Segment] = []
        drawn = run.segments
        if run.closed and drawn and drawn[-1][-2:] != (x, y):
            drawn = [*drawn, (x, y)]  # the side that Z draws is cut too
        for s in drawn:
            if len(s) == 2:
                dx, dy = s[0] - x, s[1] - y
                length = hypot(dx, dy)
                ax = ay = bx = by = 0.0
                cx, cy = dx, dy
            else:
                x1, y1, x2, y2 = s[0] - x, s[1] - y, s[2] - x, s[3] - y
                dx, dy = s[4] - x, s[5] - y
                length = (hypot(x1, y1) + hypot(x2 - x1, y2 - y1) + hypot(dx - x2, dy - y2) + hypot(dx, dy)) / 2
                cx, cy, bx, by = 3 * x1, 3 * y1, 3 * (x2 - 2 * x1), 3 * (y2 - 2 * y1)
                ax, ay = dx - cx - bx, dy - cy - by
            pieces = min(_MOST_PIECES, int(length / step) + 1)
            hx, hy = cx / (3 * pieces), cy / (3 * pieces)  # handle: a third of the speed, for a piece's share of time
            px, py = x + here[0], y + here[1]
            for i in range(1, pieces + 1):
                t = i / pieces
                qx, qy = x + ((ax * t + bx) * t + cx) * t, y + ((ay * t + by) * t + cy) * t
                kx = ((3 * ax * t + 2 * bx) * t + cx) / (3 * pieces)
                ky = ((3 * ay * t + 2 * by) * t + cy) / (3 * pieces)
                there = at(qx, qy)
                ex, ey = qx + there[0], qy + there[1]
                if len(s) == 2 and length < short:
                    segments.append((ex, ey))
                else:
                    segments.append(
                        (
                            px + hx + here[2] * hx + here[3] * hy,
                            py + hy + here[4] * hx + here[5] * hy,
                            ex - kx - there[2] * kx - there[3] * ky,
                            ey - ky - there[4] * kx - there[5] * ky,
                            ex,
                            ey,
                        )
                    )
                px, py, hx, hy, here = ex, ey, kx, ky, there
            x, y = s[-2], s[-1]
        new.append(Subpath(start_x, start_y, segments, run.closed))
    return new
