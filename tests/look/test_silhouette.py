"""Silhouettes cover what the sheet covers, in one path and few curves."""

from haqiba.look.outline import Outline, path
from haqiba.look.silhouette import Silhouette, area, eased, inside, joined, polygon, visible


def of(data: str, *, evenodd: bool = False, filled: bool = True) -> Silhouette:
    found = path(data)
    assert found is not None
    return Silhouette(found, filled, evenodd, 0.0 if filled else 3.0)


def winding(outline: Outline, x: float, y: float) -> int:
    """How often the runs turn about a point: simple runs only."""
    return sum((1 if area(polygon(run)) > 0 else -1) for run in outline if inside(x, y, polygon(run)))


CLOCKWISE, COUNTER = "M0 0H100V100H0Z", "M50 50V150H150V50Z"


def test_shapes_that_turn_against_each_other_leave_no_hole() -> None:
    both = joined([of(CLOCKWISE), of(COUNTER)])
    assert winding(both, 75, 75) == 2 and winding(both, 20, 20) == winding(both, 120, 120) == 1


def test_holes_stay_holes_unless_another_shape_fills_them() -> None:
    ring = of("M0 0H100V100H0ZM20 20H80V80H20Z", evenodd=True)
    assert winding(joined([ring]), 50, 50) == 0 and winding(joined([ring]), 10, 50) == 1
    assert winding(joined([ring, of(COUNTER)]), 60, 60) == 1
    turned = of("M0 0H100V100H0ZM20 20V80H80V20Z")
    assert winding(joined([turned]), 50, 50) == 0
    no_hole = of("M0 0H100V100H0ZM20 20H80V80H20Z")
    assert winding(joined([no_hole]), 50, 50) != 0


def test_two_islands_that_turn_against_each_other_are_both_land() -> None:
    islands = joined([of("M0 0H10V10H0ZM50 0V10H60V0Z"), of("M45 0H70V20H45Z")])
    assert winding(islands, 55, 5) == 2


def test_what_lies_within_another_shape_needs_no_shadow() -> None:
    face, eye, ear = of(CLOCKWISE), of("M20 20H30V30H20Z"), of("M90 40H130V60H90Z")
    assert visible([face, eye, ear], 1.0, 5.0) == [face, ear]
    shade = of("M60 0H100V100H60Z")  # shares three sides with the face
    assert visible([face, shade], 1.0, 5.0) == [face]
    crumb = of("M300 0H303V3H300Z")
    assert visible([face, crumb], 1.0, 5.0) == [face]


def test_a_thread_covers_nothing() -> None:
    loop, knot = of(CLOCKWISE, filled=False), of("M20 20H30V30H20Z")
    assert visible([loop, knot], 1.0, 5.0) == [loop, knot]


def test_parted_curves_become_one_again() -> None:
    whole = path("M0 0C0 40 60 40 60 0")
    parted = path("M0 0C0 20 15 30 30 30C45 30 60 20 60 0")
    assert whole is not None and parted is not None
    assert [s for run in eased(parted, 0.5) for s in run.segments] == whole[0].segments


def test_easing_never_strays() -> None:
    # A short piece before a long one: joining them would need a handle far outside the shape.
    hook = path("M0 0C1 0 2 0 3 0.2C60 10 5 80 90 60C95 58 96 50 90 40")
    assert hook is not None
    for x, y in (p for run in eased(hook, 1.0) for p in polygon(run)):
        assert -2 <= x <= 98 and -2 <= y <= 80
