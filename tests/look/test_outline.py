"""Outlines: what SVG says is what we read, and what we write is what we read."""

import math
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haqiba.look.matrix import UNMOVED, inverse, times, transform
from haqiba.look.outline import Subpath, moved, path, shape, written

NUMBERS = st.floats(-5000, 5000, allow_nan=False, width=32)


def ends(data: str) -> list[tuple[float, ...]]:
    outline = path(data)
    assert outline is not None
    return [tuple(round(n, 3) for n in s[-2:]) for run in outline for s in run.segments]


def test_every_command_absolute_and_relative() -> None:
    absolute = path("M10 10L20 10H30V20C30 30 40 30 40 40S50 50 60 40Q70 30 80 40T100 40A10 10 0 0 1 120 40Z")
    relative = path("m10 10l10 0h10v10c0 10 10 10 10 20s10 10 20 0q10 -10 20 0t20 0a10 10 0 0 1 20 0z")
    assert absolute is not None and relative is not None
    (a,), (r,) = absolute, relative
    assert (a.x, a.y, a.closed) == (r.x, r.y, r.closed) == (10, 10, True)
    assert len(a.segments) == len(r.segments) == 9  # the half circle takes two curves
    for one, other in zip(a.segments, r.segments, strict=True):
        assert one == pytest.approx(other)
    assert a.segments[4] == pytest.approx((40, 50, 50, 50, 60, 40))  # S mirrors the handle of C
    assert a.segments[6][1] == pytest.approx(40 + 2 / 3 * 10)  # T mirrors the point of Q


def test_commands_repeat_without_their_letter() -> None:
    assert ends("M0 0 10 0 10 10m5 5 1 1 1 1") == [(10, 0), (10, 10), (16, 16), (17, 17)]
    assert ends("M0 0H1 2 3") == [(1, 0), (2, 0), (3, 0)]


def test_numbers_need_no_space_where_a_sign_or_point_parts_them() -> None:
    assert ends("M0,0l-1-2.5.5.5") == [(-1, -2.5), (-0.5, -2)]
    assert ends("M0 0L1e1-5E-1") == [(10, -0.5)]
    assert ends("M0 0a1 1 0 01.5.5") == ends("M0 0 a 1 1 0 0 1 0.5 0.5")


def test_after_closing_the_pen_is_where_the_run_began() -> None:
    outline = path("M10 10h10v10zl5 5")
    assert outline is not None
    assert [(run.x, run.y, run.closed) for run in outline] == [(10, 10, True), (10, 10, False)]


def test_arcs_keep_to_their_circle() -> None:
    outline = path("M100 0A100 100 0 1 1 0 -100")
    assert outline is not None
    x, y = 100.0, 0.0
    for x1, y1, x2, y2, x3, y3 in outline[0].segments:
        middle = (x + 3 * x1 + 3 * x2 + x3) / 8, (y + 3 * y1 + 3 * y2 + y3) / 8
        assert math.hypot(*middle) == pytest.approx(100, abs=0.1)
        x, y = x3, y3
    assert (x, y) == (0, -100)
    assert len(outline[0].segments) == 3  # three quarters


@pytest.mark.parametrize(
    "data",
    [
        "10 10",
        "L10 10",
        "M0 0 L",
        "M0 0 X1 1",
        "M0 0 C1 2 3",
        "M0 0 L1e999 0",
        "M0 0 L nan 1",
        "M0 0 A1 1 0 2 0 1 1",
        "M0 0 Z 3",
        "M0 0 L 1,.",
        "M--1 0",
        "M0 0 L1e300 1",
    ],
)
def test_what_is_malformed_is_no_outline(data: str) -> None:
    assert path(data) is None


def test_basic_shapes() -> None:
    square = shape("rect", {"x": "1", "y": "2", "width": "3px", "height": "4"})
    assert square == [Subpath(1, 2, [(4, 2), (4, 6), (1, 6)], True)]
    rounded = shape("rect", {"width": "10", "height": "10", "rx": "20"})
    assert rounded is not None and rounded[0].segments[1][-2:] == (10, 5)  # a radius is half the side at most
    ring = shape("circle", {"cx": "5", "cy": "5", "r": "5"})
    assert ring is not None and (ring[0].x, ring[0].y) == (10, 5)
    assert shape("polygon", {"points": "0,0 1,0 1,1"}) == [Subpath(0, 0, [(1, 0), (1, 1)], True)]
    assert shape("line", {"x2": "9"}) == [Subpath(0, 0, [(9, 0)], False)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rect", {"width": "50%", "height": "1"}),
        ("rect", {"width": "-1", "height": "1"}),
        ("path", {}),
        ("circle", {"r": "0"}),
        ("circle", {"r": "inf"}),
        ("ellipse", {"rx": "nan", "ry": "1"}),
        ("polygon", {"points": "1 2 x"}),
    ],
)
def test_shapes_that_draw_nothing_are_no_outline(name: str, said: dict[str, str]) -> None:
    assert shape(name, said) is None


def test_transforms() -> None:
    assert transform(None) == UNMOVED
    whole = transform("translate(10, 20) rotate(90) scale(2)")
    assert whole is not None
    (run,) = moved([Subpath(1, 0, [(0, 1)], False)], whole)
    assert (run.x, run.y, *run.segments[0]) == pytest.approx((10, 22, 8, 20))
    assert transform("rotate(90 10 10)") == pytest.approx((0, 1, -1, 0, 20, 0))
    for wrong in ("rotate(1 2)", "matrix(1 2 3)", "turn(3)", "scale(1", "translate(a)"):
        assert transform(wrong) is None


@given(st.tuples(*[st.floats(-50, 50, width=32)] * 6))
def test_a_matrix_and_its_inverse_cancel(m: tuple[float, float, float, float, float, float]) -> None:
    back = inverse(m)
    if back is not None and abs(m[0] * m[3] - m[1] * m[2]) > 0.01:
        assert times(back, m) == pytest.approx(UNMOVED, abs=1e-4)


SEGMENTS = st.lists(st.one_of(st.tuples(NUMBERS, NUMBERS), st.tuples(*[NUMBERS] * 6)), min_size=1, max_size=8)


@given(NUMBERS, NUMBERS, SEGMENTS, st.booleans(), st.integers(0, 3))
def test_what_is_written_reads_as_it_was(
    x: float, y: float, segments: list[tuple[float, ...]], closed: bool, places: int
) -> None:
    again = path(written([Subpath(x, y, segments, closed)], places))
    assert again is not None and len(again) == 1 and again[0].closed == closed
    close = 0.51 / 10**places + 1e-6
    assert (again[0].x, again[0].y) == pytest.approx((x, y), abs=close)
    for one, other in zip(again[0].segments, segments, strict=True):
        assert one[-2:] == pytest.approx(other[-2:], abs=close)


@settings(max_examples=300)
@given(st.text(alphabet=string.ascii_letters + "0123456789 .,-+e", max_size=60))
def test_no_text_makes_it_raise(data: str) -> None:
    for name, said in (
        ("path", {"d": data}),
        ("path", {"d": "M0 0" + data}),
        ("polygon", {"points": data}),
        ("circle", {"r": data}),
        ("rect", {"width": data, "height": data}),
    ):
        shape(name, said)
    transform(data)
