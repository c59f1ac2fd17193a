"""The net: threads that join at knots, growing from one side, falling apart when it is cut."""

import math
from functools import cache

import skia

from haqiba.film.acting import chance, eased
from haqiba.film.scene import Net

COLUMNS, ROWS = 9, 6
Point = tuple[float, float]


@cache
def threads() -> tuple[tuple[Point, Point], ...]:
    """All threads on a picture of 1920 by 1080, the first to grow first: from the upper right corner on."""
    knots = {
        (i, j): (
            (i - 0.3 + 0.6 * chance("x", i, j)) * 1920 / (COLUMNS - 2),
            (j - 0.3 + 0.6 * chance("y", i, j)) * 1080 / (ROWS - 2) - 60,
        )
        for i in range(COLUMNS)
        for j in range(ROWS)
    }
    made = []
    for (i, j), knot in knots.items():
        for other in ((i + 1, j), (i, j + 1), (i + 1, j - 1) if chance("d", i, j) < 0.35 else (99, 99)):
            if other in knots:
                pair = (knot, knots[other])
                made.append(pair if math.dist(pair[0], (1920, 0)) < math.dist(pair[1], (1920, 0)) else pair[::-1])
    return tuple(sorted(made, key=lambda pair: math.dist(pair[0], (1920, 0)) + 260 * chance(*pair[0], *pair[1])))


def draw(canvas: skia.Canvas, net: Net, share: float, colour: int) -> None:
    """The net at a share of its shot, in units of the picture."""
    strength = net.start + (net.end - net.start) * eased(share)
    if net.cut:
        _fall(canvas, net.start, eased(share * 1.15), colour)
        return
    if strength <= 0.01:
        return
    every = threads()
    reached = strength / 4.0 * len(every)
    paint = _paint(colour, 2.2 + 0.5 * strength, 0.75)
    knot = skia.Paint(Color=colour, AntiAlias=True, Alphaf=0.9)
    for number, (start, end) in enumerate(every):
        grown = min(1.0, max(0.0, reached - number))
        if grown <= 0.0:
            break
        tip = (start[0] + (end[0] - start[0]) * grown, start[1] + (end[1] - start[1]) * grown)
        canvas.drawLine(*start, *tip, paint)
        canvas.drawCircle(*start, 5.0 + 0.6 * strength, knot)
        if grown == 1.0:
            canvas.drawCircle(*end, 5.0 + 0.6 * strength, knot)


def _fall(canvas: skia.Canvas, strength: float, share: float, colour: int) -> None:
    """Each thread parts in its middle; the halves curl back and sink."""
    every = threads()
    alpha = max(0.0, 1.0 - share)
    if alpha <= 0.01:
        return
    for number, (start, end) in enumerate(every[: round(strength / 4.0 * len(every))]):
        own = min(1.0, max(0.0, share * 1.8 - 0.8 * chance("cut", number)))
        paint = _paint(colour, 3.2, 0.75 * alpha)
        sink = 260.0 * own * own * (0.5 + chance("sink", number))
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        for root in (start, end):
            tip = (root[0] + (middle[0] - root[0]) * (1 - 0.7 * own), root[1] + (middle[1] - root[1]) * (1 - 0.7 * own))
            path = skia.Path()
            path.moveTo(root[0], root[1] + sink * 0.6)
            bow = 40.0 * own * (1 if number % 2 else -1)
            path.quadTo((root[0] + tip[0]) / 2 + bow, (root[1] + tip[1]) / 2 + sink, tip[0], tip[1] + sink)
            canvas.drawPath(path, paint)


def _paint(colour: int, width: float, alpha: float) -> skia.Paint:
    return skia.Paint(
        Color=colour,
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        Alphaf=alpha,
    )
