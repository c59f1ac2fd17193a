"""Puppets: bones turn about their pivots, one shape of several is shown, what a rig lacks is told."""

import math

import numpy as np
import pytest
import skia
from hypothesis import given
from hypothesis import strategies as st

from haqiba.film.puppet import Pose, Puppet, Turn, reach
from tests.film.people import PERSON

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g id="man">
<g id="arm-l"><circle id="pivot-arm-l" cx="10" cy="10" fill="none"/>
<rect x="10" y="8" width="10" height="4" fill="#ff0000"/>
<g id="hand-l"><circle id="pivot-hand-l" cx="20" cy="10" fill="none"/></g></g>
<g id="mouth"><g id="mouth-A"><rect x="30" y="0" width="4" height="4"/></g>
<g id="mouth-B" style="display:none"><rect x="36" y="0" width="4" height="4"/></g></g></g></svg>"""


def drawn(pose: Pose) -> np.ndarray:
    pixels = np.zeros((20, 40, 4), np.uint8)
    info = skia.ImageInfo.Make(40, 20, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    Puppet(SVG).draw(skia.Surface.MakeRasterDirect(info, pixels).getCanvas(), pose)
    return pixels[..., 3] > 128


def test_a_bone_turns_about_its_pivot() -> None:
    assert drawn(Pose())[10, 15] and not drawn(Pose())[15, 10]
    turned = drawn(Pose({"arm-l": Turn(90)}))
    assert turned[15, 10] and not turned[10, 16]
    moved = Puppet(SVG).at("hand-l", Pose({"arm-l": Turn(90)}))
    assert moved and math.dist(moved, (10, 20)) < 0.01


def test_one_mouth_of_several_is_shown() -> None:
    assert drawn(Pose())[1, 31] and not drawn(Pose())[1, 38]
    other = drawn(Pose(shapes={"mouth": "mouth-B"}))
    assert other[1, 38] and not other[1, 31]
    assert drawn(Pose(shapes={"mouth": "mouth-Z"}))[1, 31]


def test_what_a_rig_lacks_is_told() -> None:
    faults = set(Puppet(SVG).faults())
    assert {("part", "head"), ("part", "eyes"), ("shape", "mouth-X")} <= faults
    assert not list(Puppet(PERSON.read_bytes()).faults())


def test_without_a_pivot_it_is_told() -> None:
    assert ("pivot", "arm-l") in set(Puppet(SVG.replace(b'id="pivot-arm-l"', b"")).faults())


def test_a_drawing_without_a_size_is_no_puppet() -> None:
    with pytest.raises(ValueError):
        Puppet(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


@given(st.floats(-300, 300), st.floats(-300, 300), st.sampled_from([1, -1]))
def test_a_hand_comes_as_near_to_its_goal_as_it_can(x: float, y: float, bend: int) -> None:
    shoulder, elbow, hand = (0.0, 0.0), (10.0, 80.0), (5.0, 150.0)
    first, second = reach(shoulder, elbow, hand, (x, y), bend)
    upper = Pose({"a": Turn(first)})
    at = _turn(elbow, shoulder, upper.turns["a"].angle)
    end = _turn(_turn(hand, elbow, second), shoulder, first)
    long, short = math.dist(shoulder, elbow), math.dist(elbow, hand)
    away = min(max(math.hypot(x, y), abs(long - short) + 1), (long + short) * 0.985)
    assert abs(math.dist(end, shoulder) - away) < 0.01 and abs(math.dist(at, shoulder) - long) < 0.01


def _turn(point: tuple[float, float], about: tuple[float, float], angle: float) -> tuple[float, float]:
    a = math.radians(angle)
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * math.cos(a) - y * math.sin(a), about[1] + x * math.sin(a) + y * math.cos(a)
