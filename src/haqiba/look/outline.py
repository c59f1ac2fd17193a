"""Outlines: the shapes of SVG 1.1 read as lines and cubic curves, moved, measured, and written as path data.

Source: SVG 1.1 (W3C 2011), chapters 8.3 (path data), 9 (basic shapes), appendix F.6 (arcs).
Lengths are user units. What cannot be read is None, never an exception: the caller leaves such an element as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from haqiba.look.matrix import LIMIT, UNMOVED, Matrix

Segment = tuple[float, ...]  # (x, y) a line to, (x1, y1, x2, y2, x, y) a cubic curve to
Box = tuple[float, float, float, float]  # left, top, right, bottom


_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])")
_NOT_SPACE = re.compile(r"[^\s,]")
_STRANGE = re.compile(r"[^MmLlHhVvCcSsQqTtAaZz\s,]")
# The two flags of an arc are single digits that need no space after them: "a1 1 0 01.5.5".
_ARC = re.compile(
    rf"\s*,?\s*({_NUMBER.pattern})"
    + rf"\s*,?\s*({_NUMBER.pattern})" * 2
    + r"\s*,?\s*([01])" * 2
    + rf"\s*,?\s*({_NUMBER.pattern})" * 2
)
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}
_KAPPA = 0.5522847498307936  # handle of a quarter circle of radius 1 drawn as a cubic


class Subpath(NamedTuple):
    """One run of the pen: a start, what follows, and whether it was closed with Z."""

    x: float
    y: float
    segments: list[Segment]
    closed: bool


Outline = list[Subpath]


class _Pen:
    """Follows path data command by command and keeps absolute lines and cubics."""

    def __init__(self) -> None:
        self.outline: Outline = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control_x = self.control_y = 0.0  # last control point, for S and T
        self.last = ""
        self.run: list[Segment] | None = None

    def end(self, closed: bool) -> None:
        if self.run is not None:
            self.outline.append(Subpath(self.start_x, self.start_y, self.run, closed))
        self.run = None

    def move(self, x: float, y: float) -> None:
        self.end(False)
        self.x, self.y, self.start_x, self.start_y = x, y, x, y
        self.run = []

    def close(self) -> None:
        self.end(True)
        self.x, self.y = self.start_x, self.start_y

    def _to(self, segment: Segment) -> None:
        if self.run is None:  # after Z the next command starts where the closed run began
            self.start_x, self.start_y, self.run = self.x, self.y, []
        self.run.append(segment)
        self.x, self.y = segment[-2], segment[-1]

    def _quadratic(self, qx: float, qy: float, x: float, y: float) -> None:
        self.control_x, self.control_y = qx, qy
        self._to(
            (
                self.x + (qx - self.x) * 2 / 3,
                self.y + (qy - self.y) * 2 / 3,
                x + (qx - x) * 2 / 3,
                y + (qy - y) * 2 / 3,
                x,
                y,
            )
        )

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self._to((x1, y1, x2, y2, x, y))
        self.control_x, self.control_y = x2, y2

    def draw(self, command: str, relative: bool, v: list[float]) -> None:
        ox, oy = (self.x, self.y) if relative else (0.0, 0.0)
        smooth = "CS" if command == "S" else "QT"
        mirrored = self.last in smooth and self.last != ""
        mx = 2 * self.x - self.control_x if mirrored else self.x
        my = 2 * self.y - self.control_y if mirrored else self.y
        if command == "C":
            self._cubic(ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5])
        elif command == "L":
            self._to((ox + v[0], oy + v[1]))
        elif command == "M":
            self.move(ox + v[0], oy + v[1])
        elif command == "H":
            self._to((ox + v[0], self.y))
        elif command == "V":
            self._to((self.x, oy + v[0]))
        elif command == "S":
            self._cubic(mx, my, ox + v[0], oy + v[1], ox + v[2], oy + v[3])
        elif command == "Q":
            self._quadratic(ox + v[0], oy + v[1], ox + v[2], oy + v[3])
        elif command == "T":
            self._quadratic(mx, my, ox + v[0], oy + v[1])
        else:
            for segment in _arc(self.x, self.y, v, ox + v[5], oy + v[6]):
                self._to(segment)
        self.last = command


def _arc(x0: float, y0: float, v: list[float], x: float, y: float) -> list[Segment]:
    """An elliptical arc as cubics of a quarter turn at most (SVG 1.1, F.6.5 and F.6.6)."""
    rx, ry = abs(v[0]), abs(v[1])
    if rx == 0 or ry == 0 or (x0 == x and y0 == y):
        return [(x, y)]
    sin, cos = math.sin(math.radians(v[2])), math.cos(math.radians(v[2]))
    hx, hy = (x0 - x) / 2, (y0 - y) / 2
    px, py = cos * hx + sin * hy, cos * hy - sin * hx
    grow = math.hypot(px / rx, py / ry)
    if grow > 1:
        rx, ry = rx * grow, ry * grow
    rest = max(0.0, 1 / max(1e-12, (px / rx) ** 2 + (py / ry) ** 2) - 1)
    root = math.sqrt(rest) * (-1 if v[3] == v[4] else 1)
    ux, uy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = cos * ux - sin * uy + (x0 + x) / 2, sin * ux + cos * uy + (y0 + y) / 2
    first = math.atan2((py - uy) / ry, (px - ux) / rx)
    turn = math.atan2((-py - uy) / ry, (-px - ux) / rx) - first
    if v[4] and turn < 0:
        turn += 2 * math.pi
    elif not v[4] and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    handle = 4 / 3 * math.tan(turn / pieces / 4)
    found: list[Segment] = []
    for i in range(pieces):
        a, b = first + turn * i / pieces, first + turn * (i + 1) / pieces
        points: list[float] = []
        for px, py in (
            (math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a)),
            (math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b)),
            (math.cos(b), math.sin(b)),
        ):
            points += (cos * rx * px - sin * ry * py + cx, sin * rx * px + cos * ry * py + cy)
        found.append(tuple(points))
    found[-1] = (*found[-1][:4], x, y)
    return found


def path(data: str) -> Outline | None:
    """The outline of path data, all commands of SVG 1.1; None if the data is not well formed."""
    if _STRANGE.search(_NUMBER.sub("", data)):
        return None
    pieces = _COMMAND.split(data)
    if _NOT_SPACE.search(pieces[0]) or (len(pieces) > 1 and pieces[1] not in "Mm"):
        return None
    pen = _Pen()
    for letter, text in zip(pieces[1::2], pieces[2::2], strict=True):
        command, relative = letter.upper(), letter.islower()
        if command == "Z":
            if _NOT_SPACE.search(text):
                return None
            pen.close()
            pen.last = "Z"
            continue
        numbers = _arcs(text) if command == "A" else [float(n) for n in _NUMBER.findall(text)]
        size = _ARITY[command]
        if not numbers or len(numbers) % size or max(map(abs, numbers)) >= LIMIT:
            return None
        for i in range(0, len(numbers), size):
            pen.draw("L" if command == "M" and i else command, relative, numbers[i : i + size])
        if not (-LIMIT < pen.x < LIMIT and -LIMIT < pen.y < LIMIT):
            return None
    pen.end(False)
    return pen.outline


def _arcs(text: str) -> list[float]:
    numbers: list[float] = []
    at = 0
    while match := _ARC.match(text, at):
        numbers += map(float, match.groups())
        at = match.end()
    return [] if _NOT_SPACE.search(text, at) else numbers


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline | None:
    if rx <= 0 or ry <= 0:
        return None
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return [
        Subpath(
            cx + rx,
            cy,
            [
                (cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
                (cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
                (cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
                (cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
            ],
            True,
        )
    ]


def _rectangle(x: float, y: float, w: float, h: float, rx: float, ry: float) -> Outline | None:
    if w <= 0 or h <= 0:
        return None
    rx, ry = min(rx, w / 2), min(ry, h / 2)
    if rx <= 0 or ry <= 0:
        return [Subpath(x, y, [(x + w, y), (x + w, y + h), (x, y + h)], True)]
    r, b, kx, ky = x + w, y + h, rx * (1 - _KAPPA), ry * (1 - _KAPPA)
    return [
        Subpath(
            x + rx,
            y,
            [
                (r - rx, y),
                (r - kx, y, r, y + ky, r, y + ry),
                (r, b - ry),
                (r, b - ky, r - kx, b, r - rx, b),
                (x + rx, b),
                (x + kx, b, x, b - ky, x, b - ry),
                (x, y + ry),
                (x, y + ky, x + kx, y, x + rx, y),
            ],
            True,
        )
    ]


GEOMETRY = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}


def shape(name: str, attributes: Mapping[str, str]) -> Outline | None:
    """The outline of a basic shape or path by its SVG name; None if malformed, empty or not in user units."""
    if name == "path":
        return path(attributes.get("d", "")) or None
    if name in ("polyline", "polygon"):
        return path("M" + attributes.get("points", "") + ("Z" if name == "polygon" else "")) or None
    try:
        n = {key: float(attributes.get(key, "0").strip().removesuffix("px")) for key in GEOMETRY[name]}
    except (KeyError, ValueError):
        return None
    if not all(-LIMIT < value < LIMIT for value in n.values()):
        return None
    if name == "circle":
        return _ellipse(n["cx"], n["cy"], n["r"], n["r"])
    if name == "ellipse":
        return _ellipse(n["cx"], n["cy"], n["rx"], n["ry"])
    if name == "line":
        return [Subpath(n["x1"], n["y1"], [(n["x2"], n["y2"])], False)]
    rx = n["rx"] if "rx" in attributes else n["ry"]  # one radius given counts for both
    return _rectangle(n["x"], n["y"], n["width"], n["height"], rx, n["ry"] if "ry" in attributes else rx)


def moved(outline: Outline, m: Matrix) -> Outline:
    """The outline in the space that the matrix leads to."""
    if m == UNMOVED:
        return outline
    a, b, c, d, e, f = m
    new: Outline = []
    for run in outline:
        segments: list[Segment] = []
        for s in run.segments:
            if len(s) == 2:
                segments.append((a * s[0] + c * s[1] + e, b * s[0] + d * s[1] + f))
            else:
                x1, y1, x2, y2, x, y = s
                segments.append(
                    (
                        a * x1 + c * y1 + e,
                        b * x1 + d * y1 + f,
                        a * x2 + c * y2 + e,
                        b * x2 + d * y2 + f,
                        a * x + c * y + e,
                        b * x + d * y + f,
                    )
                )
        new.append(Subpath(a * run.x + c * run.y + e, b * run.x + d * run.y + f, segments, run.closed))
    return new


@lru_cache(maxsize=1 << 14)
def number(n: int, decimals: int) -> str:
    """n / 10**decimals in the fewest characters that SVG allows, with a space before where no sign parts it."""
    text = f"{n / 10**decimals:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return text if n < 0 else " " + text


def written(outline: Iterable[Subpath], decimals: int) -> str:
    """Path data: absolute starts, relative steps taken between rounded points, so that no error adds up.

    A cubic that a quadratic follows to within the rounding is written as one: a third shorter.
    """
    k = 10**decimals
    close = (0.6 / k / 0.0481) ** 2  # the two are at most sqrt(3)/36 of the vector below apart
    out: list[str] = []
    for run in outline:
        x0, y0 = run.x, run.y
        px, py = round(x0 * k), round(y0 * k)
        out += ("M", number(px, decimals).lstrip(), number(py, decimals))
        for s in run.segments:
            x, y = s[-2], s[-1]
            nx, ny = round(x * k), round(y * k)
            if len(s) == 2:
                out += ("l", number(nx - px, decimals).lstrip(), number(ny - py, decimals))
            else:
                x1, y1, x2, y2 = s[0], s[1], s[2], s[3]
                if (x - x0 + 3 * (x1 - x2)) ** 2 + (y - y0 + 3 * (y1 - y2)) ** 2 < close:
                    out += (
                        "q",
                        number(round((3 * (x1 + x2) - x0 - x) / 4 * k) - px, decimals).lstrip(),
                        number(round((3 * (y1 + y2) - y0 - y) / 4 * k) - py, decimals),
                    )
                else:
                    out += (
                        "c",
                        number(round(x1 * k) - px, decimals).lstrip(),
                        number(round(y1 * k) - py, decimals),
                        number(round(x2 * k) - px, decimals),
                        number(round(y2 * k) - py, decimals),
                    )
                out += (number(nx - px, decimals), number(ny - py, decimals))
            x0, y0, px, py = x, y, nx, ny
        if run.closed:
            out.append("z")
    return "".join(out)
