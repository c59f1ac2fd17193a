"""The cut edge wanders, but only so far, and smoothly."""

import math

import pytest

from haqiba.look.cut import Field, cut
from haqiba.look.outline import Outline, path, shape, written
from haqiba.look.silhouette import polygon

PICTURE = (0.0, 0.0, 1200.0, 900.0)


def field(name: str = "sheet1-a") -> Field:
    return Field(name, 3.0, 60.0, PICTURE)


def outline(data: str) -> Outline:
    found = path(data)
    assert found is not None
    return found


def test_an_edge_wanders_within_the_amplitude() -> None:
    (run,) = cut(outline("M200 200H1000V700H200Z"), field())
    off = []
    for x, y in polygon(run):
        off.append(max(0.0, min(abs(x - 200), abs(x - 1000), abs(y - 200), abs(y - 700))))
    assert max(off) <= 3.0 * math.sqrt(2)
    assert max(off) > 0.5  # and it does wander
    assert len(run.segments) > 30  # a straight side is split, or it could not waver


def test_noise_is_bounded_and_its_slope_is_true() -> None:
    noise = field()
    for i in range(400):
        x, y = i * 37.7 % 1200, i * 91.3 % 900
        dx, dy, xx, xy, yx, yy = noise.at(x, y)
        assert abs(dx) <= 3 and abs(dy) <= 3
        step = 1e-5
        right, below = noise.at(x + step, y), noise.at(x, y + step)
        assert ((right[0] - dx) / step, (below[0] - dx) / step) == pytest.approx((xx, xy), abs=1e-3)
        assert ((right[1] - dy) / step, (below[1] - dy) / step) == pytest.approx((yx, yy), abs=1e-3)


def test_curves_stay_smooth_where_they_were() -> None:
    circle = shape("circle", {"cx": "500", "cy": "400", "r": "150"})
    assert circle is not None
    (run,) = cut(circle, field())
    for before, after in zip(run.segments, run.segments[1:], strict=False):
        into = math.atan2(before[5] - before[3], before[4] - before[2])
        out = math.atan2(after[1] - before[5], after[0] - before[4])
        assert abs(math.remainder(into - out, math.tau)) < 1e-6


def test_neighbours_in_one_sheet_stay_in_register() -> None:
    (left,), (right,) = cut(outline("M100 100L400 500"), field()), cut(outline("M100 100L400 500L700 100"), field())
    assert right.segments[: len(left.segments)] == left.segments


def test_each_sheet_has_an_edge_of_its_own() -> None:
    flat = outline("M100 100L400 500")
    assert cut(flat, field("sheet1-a")) != cut(flat, field("sheet1-b"))


def test_a_ground_still_reaches_the_edge_of_the_picture() -> None:
    (run,) = cut(outline("M0 600H1200V900H0Z"), field())
    xs, ys = zip(*polygon(run), strict=True)
    assert min(xs) == pytest.approx(0) and max(xs) == pytest.approx(1200) and max(ys) == pytest.approx(900)


def test_a_line_far_too_long_costs_little() -> None:
    assert len(written(cut(outline("M0 0L9000000 9000000"), field()), 1)) < 9000
