"""Silhouettes: what a sheet of paper covers, as few outlines as will do for its shadow.

A shadow is drawn as one path with the rule `nonzero`: the union of many shapes without a layer to blend, which is slow
in film. For this all outlines turn the same way, and holes the other. Lengths are user units of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import NamedTuple

from haqiba.look.outline import Box, Outline, Segment, Subpath

_SAMPLES = 10  # points of a shape that must lie inside another for it to be hidden by it
_MANY_RUNS = 40  # beyond, holes are not looked for one by one: n * n comparisons
_Point = tuple[float, float]


class Clip(NamedTuple):
    """A clipping outline in the space of the sheet, and the name under which the finish keeps it."""

    key: tuple[str, str, tuple[float, ...]]
    relative: tuple[float, float, float, float, float, float]
    outline: Outline


class Silhouette(NamedTuple):
    """One painted shape of a sheet: its outline, whether its inside is painted, the width of its stroke (0: none)."""

    outline: Outline
    filled: bool
    evenodd: bool
    stroke: float
    clips: tuple[Clip, ...] = ()


def polygon(run: Subpath) -> list[_Point]:
    """Points along a run: the ends of its segments, and the middles of curves where there are few."""
    points, few = [(run.x, run.y)], len(run.segments) < 16
    x, y = run.x, run.y
    for s in run.segments:
        if few and len(s) == 6:
            points.append(((x + 3 * (s[0] + s[2]) + s[4]) / 8, (y + 3 * (s[1] + s[3]) + s[5]) / 8))
        x, y = s[-2], s[-1]
        points.append((x, y))
    return points


def area(points: list[_Point]) -> float:
    """Signed area of a polygon, positive where x turns towards y."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)) / 2


def bounds(points: Iterable[_Point]) -> Box:
    """The smallest upright box about the points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def inside(x: float, y: float, points: list[_Point]) -> bool:
    """Whether a point lies inside a polygon (even-odd)."""
    within = False
    x0, y0 = points[-1]
    for x1, y1 in points:
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            within = not within
        x0, y0 = x1, y1
    return within


def backwards(run: Subpath) -> Subpath:
    """The same run drawn from its end to its start."""
    ends = [(run.x, run.y), *((s[-2], s[-1]) for s in run.segments)]
    segments: list[Segment] = []
    for (x, y), s in zip(ends[-2::-1], reversed(run.segments), strict=True):
        segments.append((x, y) if len(s) == 2 else (s[2], s[3], s[0], s[1], x, y))
    return Subpath(*ends[-1], segments, run.closed)


def turned(shape: Silhouette) -> Outline:
    """The outline with every outer run turning the positive way, and every hole the other."""
    runs = shape.outline
    polygons = [polygon(run) for run in runs]
    own = [area(p) >= 0 for p in polygons]
    if len(runs) == 1:
        return runs if own[0] else [backwards(runs[0])]
    if len(runs) > _MANY_RUNS:
        return runs if sum(map(area, polygons)) >= 0 else [backwards(run) for run in runs]
    boxes = [bounds(p) for p in polygons]
    all_runs = range(len(runs))
    around = [
        [j for j in all_runs if j != i and _within(boxes[i], boxes[j]) and inside(*polygons[i][0], polygons[j])]
        for i in all_runs
    ]
    wanted: dict[int, bool] = {}
    for i in sorted(range(len(runs)), key=lambda i: len(around[i])):
        holder = max((j for j in around[i] if j in wanted), key=lambda j: len(around[j]), default=None)
        if holder is None:
            wanted[i] = True
        elif shape.evenodd:
            wanted[i] = not wanted[holder]
        else:
            wanted[i] = wanted[holder] == (own[i] == own[holder])
    return [run if own[i] == wanted[i] else backwards(run) for i, run in enumerate(runs)]


def eased(outline: Outline, off: float) -> Outline:
    """The same curves in fewer pieces: smooth neighbours become one where it strays at their joint less than `off`."""
    return [Subpath(run.x, run.y, _eased(run, off), run.closed) for run in outline]


def _eased(run: Subpath, off: float) -> list[Segment]:
    segments: list[Segment] = []
    starts: list[_Point] = []
    x, y = run.x, run.y
    for s in run.segments:
        start = (x, y)
        x, y = s[-2], s[-1]
        if segments and (one := _one_curve(starts[-1], segments[-1], s, off)):
            segments[-1] = one
        else:
            segments.append(s)
            starts.append(start)
    return segments


def _one_curve(start: _Point, a: Segment, b: Segment, off: float) -> Segment | None:
    """Two cubics as the one that was parted into them, if there is such a one."""
    if len(a) == 2 or len(b) == 2:
        return None
    (x, y), (mx, my) = start, a[4:]
    ux, uy, vx, vy = mx - a[2], my - a[3], b[0] - mx, b[1] - my
    before, after = hypot(ux, uy), hypot(vx, vy)
    if ux * vx + uy * vy < 0.96 * before * after or before == 0 or after == 0:
        return None
    t = before / (before + after)  # de Casteljau's parting at t, undone
    one = (
        x + (a[0] - x) / t,
        y + (a[1] - y) / t,
        b[4] + (b[2] - b[4]) / (1 - t),
        b[5] + (b[3] - b[5]) / (1 - t),
        *b[4:],
    )
    if _stray(start, one, t, mx, my) > off:
        return None
    ax, ay = (x + 3 * (a[0] + a[2]) + mx) / 8, (y + 3 * (a[1] + a[3]) + my) / 8
    bx, by = (mx + 3 * (b[0] + b[2]) + b[4]) / 8, (my + 3 * (b[1] + b[3]) + b[5]) / 8
    return one if _stray(start, one, t / 2, ax, ay) < off and _stray(start, one, (1 + t) / 2, bx, by) < off else None


def _stray(start: _Point, s: Segment, t: float, x: float, y: float) -> float:
    """How far the point of a cubic at t lies from where it should."""
    p, q, r, w = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return hypot(p * start[0] + q * s[0] + r * s[2] + w * s[4] - x, p * start[1] + q * s[1] + r * s[3] + w * s[5] - y)


def joined(shapes: Iterable[Silhouette]) -> Outline:
    """One outline that covers, under the rule nonzero, all that the filled shapes cover."""
    return [run for shape in shapes for run in turned(shape)]


def _within(a: Box, b: Box, slack: float = 0.0) -> bool:
    return a[0] >= b[0] - slack and a[1] >= b[1] - slack and a[2] <= b[2] + slack and a[3] <= b[3] + slack


class _Seen(NamedTuple):
    size: float
    order: int
    box: Box
    points: list[_Point]
    shape: Silhouette


def visible(shapes: list[Silhouette], slack: float, crumb: float) -> list[Silhouette]:
    """The shapes without those that lie inside another one (eyes in a face).

    What stands out less than `slack` is let go, and so is what is smaller than a `crumb`.
    """
    seen: list[_Seen] = []
    for order, shape in enumerate(shapes):
        points = [p for run in shape.outline for p in polygon(run)]
        box = bounds(points)
        if max(box[2] - box[0], box[3] - box[1]) < crumb:
            continue
        seen.append(_Seen((box[2] - box[0]) * (box[3] - box[1]), order, box, points, shape))
    covers: list[_Seen] = []
    kept: list[_Seen] = []
    for one in sorted(seen, key=lambda s: (-s.size, s.order)):
        clips = [[p for run in clip.outline for p in polygon(run)] for clip in one.shape.clips]
        if any(_covered(points, bounds(points), covers, slack) for points in (one.points, *filter(None, clips))):
            continue
        kept.append(one)
        if one.shape.filled and not one.shape.clips and len(one.shape.outline) == 1:
            covers.append(one)
    return [one.shape for one in sorted(kept, key=lambda s: s.order)]


def _covered(points: list[_Point], box: Box, covers: list[_Seen], slack: float) -> bool:
    holders = [c for c in covers if _within(box, c.box, slack)]
    if not holders:
        return False
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    # Points are drawn in by the slack: two shapes often share an edge, and then a point lies on it.
    sample = [
        (x + max(-slack, min(slack, cx - x)), y + max(-slack, min(slack, cy - y)))
        for x, y in points[:: max(1, len(points) // _SAMPLES)]
    ]
    return any(all(inside(x, y, c.points) for x, y in sample) for c in holders)
