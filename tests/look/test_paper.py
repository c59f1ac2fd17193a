"""The paper finish: flat pictures become cut paper."""

import io
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from haqiba.look.outline import path
from haqiba.look.paper import finish
from haqiba.look.silhouette import bounds, polygon

HERE = Path(__file__).parent
PICTURES = ("telephone", "girl")
SVG = "{http://www.w3.org/2000/svg}"


@cache
def flat(name: str) -> bytes:
    return (HERE / f"{name}.svg").read_bytes()


def picture(inside: str, size: str = "0 0 600 400", defs: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><defs>{defs}</defs>{inside}</svg>'.encode()


def tree(svg: bytes) -> dict[str, etree._Element]:
    """The elements of a picture by their id."""
    return {i: e for e in etree.fromstring(svg).iter() if (i := e.get("id"))}


def drawn(svg: bytes, width: int = 300) -> Image.Image:
    """The picture as Typst draws it, on white."""
    source = (
        f"#set page(width: {width}pt, height: auto, margin: 0pt, fill: white)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt)'
    )
    png = typst.compile(source.encode(), format="png", ppi=72, sys_inputs={"svg": svg.decode()})
    return Image.open(io.BytesIO(png)).convert("RGB")


def box(data: str) -> tuple[float, float, float, float]:
    outline = path(data)
    assert outline
    return bounds(p for run in outline for p in polygon(run))


@pytest.mark.parametrize("name", PICTURES)
def test_same_picture_same_bytes_in_any_process(name: str) -> None:
    code = "import sys; from haqiba.look.paper import finish; sys.stdout.buffer.write(finish(sys.stdin.buffer.read()))"
    here = finish(flat(name))
    assert finish(flat(name)) == here
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=flat(name),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout == here


@pytest.mark.parametrize("name", PICTURES)
def test_what_others_rely_on_is_kept(name: str) -> None:
    before, after = etree.fromstring(flat(name)), etree.fromstring(finish(flat(name)))
    assert before.get("viewBox") == after.get("viewBox")
    for heading in ("title", "desc", "metadata"):
        said = [etree.tostring(e) for e in before.iter(SVG + heading)]
        assert said == [etree.tostring(e) for e in after.iter(SVG + heading)]
    ids = tree(flat(name))
    kept = tree(finish(flat(name)))
    assert ids.keys() <= kept.keys()
    for identity, element in ids.items():
        if identity.startswith(("slot-", "pivot-")):
            assert element.items() == kept[identity].items()


@pytest.mark.parametrize("name", PICTURES)
def test_it_stays_plain_vector(name: str) -> None:
    names = {etree.QName(e).localname for e in etree.fromstring(finish(flat(name))).iter() if isinstance(e.tag, str)}
    assert not names & {"filter", "mask", "pattern", "image", "style", "use", "foreignObject"}


@pytest.mark.parametrize("name", PICTURES)
def test_every_reference_leads_somewhere(name: str) -> None:
    out = finish(flat(name))
    ids = [e.get("id") for e in etree.fromstring(out).iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(rb"url\(#([^)]+)\)", out)) <= {i.encode() for i in ids if i}


def test_a_sheet_lies_on_its_shadow_and_a_higher_one_on_a_deeper() -> None:
    rect = '<rect x="100" y="100" width="200" height="100" fill="#F2A541"/>'
    depths = []
    for height in (1, 2, 3):
        out = tree(finish(picture(f'<g id="sheet{height}-a"><title>a</title>{rect}</g>')))
        group, shadow = out[f"sheet{height}-a"], out[f"shadow-sheet{height}-a"]
        assert [etree.QName(e).localname for e in group] == ["title", "g", "path"]
        assert group[1] is shadow and 2 <= len(shadow) <= 3
        moves = [tuple(map(float, re.findall(r"[-\d.]+", layer.get("transform", "")))) for layer in shadow]
        assert all(x > 0 and y > x for x, y in moves)  # down, and a little to the side
        assert moves == sorted(moves, reverse=True)  # the deepest first
        depths.append(moves[0][1] * 2)  # at 1200 wide
    assert depths == pytest.approx([2, 6, 14], rel=0.4)


@pytest.mark.parametrize(
    "turn",
    [
        "",
        "rotate(90 200 200)",
        "translate(400 0) scale(-1 1)",
        "translate(100 100) scale(.5)",
        "matrix(2 0 0 2 -200 -200)",
    ],
)
def test_the_light_is_the_same_for_the_whole_picture(turn: str) -> None:
    sheet = f'<g id="sheet3-a" transform="{turn}"><path d="M150 150h100v100h-100z" fill="#3C8D5A"/></g>'
    image = drawn(finish(picture(f'<rect width="600" height="400" fill="#FBF7EF"/>{sheet}'), grain=False), 600)
    ground, leaf = (0xFB, 0xF7, 0xEF), (0x3C, 0x8D, 0x5A)
    green = [(x, y) for x in range(0, 600, 2) for y in range(0, 400, 2) if image.getpixel((x, y)) == leaf]
    left, top, right, bottom = bounds(green)
    middle_x, middle_y = int(left + right) // 2, int(top + bottom) // 2
    below = image.getpixel((middle_x, int(bottom) + 4))
    assert isinstance(below, tuple) and sum(below) < sum(ground) - 30
    assert image.getpixel((middle_x, int(top) - 4)) == ground  # no shadow towards the light
    assert image.getpixel((int(left) - 4, middle_y)) == ground


def test_a_drawn_sheet_keeps_its_colour_and_darkens_what_lies_below() -> None:
    image = drawn(finish(flat("telephone"), grain=False), 600)
    plain = drawn(flat("telephone"), 600)
    assert image.getpixel((130, 130)) == plain.getpixel((130, 130)) == (0x00, 0x9E, 0xDB)  # in the heart
    shadow, sky = image.getpixel((132, 168)), plain.getpixel((132, 168))  # beneath its tip
    assert isinstance(shadow, tuple) and isinstance(sky, tuple) and sum(shadow) < sum(sky) - 15
    assert image.getpixel((60, 200)) == plain.getpixel((60, 200))


def test_the_slots_are_free_of_grain_and_the_rest_is_not() -> None:
    slot = '<rect id="slot-title" x="50" y="50" width="300" height="200" opacity="0"/>'
    slots = f'<g transform="translate(100 0)">{slot}</g>'
    bare, spared = (tree(finish(picture(s)))["paper-grain"] for s in ("", slots))

    def points(group: etree._Element) -> list[tuple[float, float]]:
        runs = [run for mark in group for run in path(mark.get("d", "").replace("m", "M0 0m", 1)) or []]
        return [p for run in runs if run.segments for p in polygon(run)]

    def within(group: etree._Element) -> int:
        return sum(149 < x < 451 and 49 < y < 251 for x, y in points(group))

    assert within(bare) > 20 and within(spared) == 0
    assert len(points(spared)) > 100


def test_the_grain_is_faint_and_small() -> None:
    group = tree(finish(picture("", "0 0 1200 900")))["paper-grain"]
    assert len(etree.tostring(group)) < 12_000
    assert all(float(mark.get("opacity", "1")) <= 0.15 for mark in group)


def test_the_grain_of_a_long_ribbon_stays_small() -> None:
    assert len(finish(picture("", "0 0 1000000 3"))) < 100_000


def test_without_sheets_there_is_only_grain() -> None:
    flat_picture = picture('<path d="M0 0L9 9" stroke="#000"/><g id="hill"><circle r="40"/></g>')
    out = etree.fromstring(finish(flat_picture))
    assert out[-1].get("id") == "paper-grain"
    out.remove(out[-1])
    assert etree.tostring(out) == etree.tostring(etree.fromstring(flat_picture))
    assert b"paper-grain" not in finish(flat_picture, grain=False)


def test_a_picture_without_a_size_is_left_alone() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="sheet1-a"><circle r="40"/></g></svg>'
    assert finish(svg) == svg


def test_threads_are_moved_but_keep_their_width() -> None:
    thread = '<line x1="50" y1="300" x2="550" y2="120" stroke="#D8F0FA" stroke-width="3"/>'
    out = etree.fromstring(finish(picture(f'<g id="sheet1-net">{thread}</g>')))
    line = next(e for e in out.iter(SVG + "path") if e.get("stroke") == "#D8F0FA")
    assert line.get("stroke-width") == "3" and line.get("fill") == "none" and "x1" not in line.attrib
    assert len((path(line.get("d", "")) or [])[0].segments) > 5


def test_a_clip_is_cut_like_what_it_clips_and_shared_clips_are_parted() -> None:
    data = "M100 100H400V300H100Z"
    body = f'<path d="{data}" fill="#1D4E79"/><g clip-path="url(#c)"><path d="M300 50H500V350H300Z"/></g>'
    clip = f'<clipPath id="c"><path d="{data}"/></clipPath>'
    out = tree(finish(picture(f'<g id="sheet1-a">{body}</g>', defs=clip)))
    base = next(e.get("d") for e in out["sheet1-a"] if e.tag == SVG + "path")
    assert out["c"][0].get("d") == base != data
    assert b"clip-path" not in etree.tostring(out["shadow-sheet1-a"])  # the body hides it: no shadow of its own
    two = finish(picture(f'<g id="sheet1-a">{body}</g><g id="sheet2-b">{body}</g><g clip-path="url(#c)"/>', defs=clip))
    assert tree(two)["c"][0].get("d") == data
    for sheet in ("sheet1-a", "sheet2-b"):
        group = tree(two)[sheet]
        used = next(e.get("clip-path", "") for e in group if e.get("clip-path"))
        assert tree(two)[used[5:-1]][0].get("d") == next(e.get("d") for e in group if e.tag == SVG + "path")


def test_a_clip_on_the_sheet_does_not_cut_its_shadow_off() -> None:
    clip = '<clipPath id="c"><circle cx="300" cy="200" r="80"/></clipPath>'
    sheet = '<g id="sheet3-a" clip-path="url(#c)"><rect x="150" y="100" width="300" height="200" fill="#E4572E"/></g>'
    image = drawn(finish(picture('<rect width="600" height="400" fill="#fff"/>' + sheet, defs=clip), grain=False), 600)
    below, corner = image.getpixel((300, 284)), image.getpixel((160, 296))
    assert isinstance(below, tuple) and 120 < sum(below) / 3 < 245
    assert corner == (255, 255, 255)  # and the shadow has the shape of what is seen


def test_nested_sheets_cast_their_own_shadows() -> None:
    out = tree(finish(flat("telephone")))
    for name in ("hills", "hand", "mask"):
        assert any(i.startswith("shadow-sheet") and i.endswith(name) for i in out)
    layer = out["shadow-sheet2-hand"][0]
    hand = box(layer.get("d", "") or layer[0].get("d", ""))
    assert hand[1] > 200  # the telephone in it reaches higher, but that is another sheet


def test_what_is_hidden_or_light_casts_no_shadow() -> None:
    light = '<circle cx="300" cy="200" r="90" fill="#F2A541" opacity="0.3"/>'
    shapes = light + '<rect width="9" height="99" display="none"/>'
    out = tree(finish(picture(f'<g id="sheet2-sun">{shapes}</g>')))
    assert "shadow-sheet2-sun" not in out


@pytest.mark.parametrize("data", ["M0 0 X 5 5", "M10", "", "M0 0 L1e999 5", "M0 0 L 5 5 5"])
def test_malformed_geometry_stays_as_it_is(data: str) -> None:
    unread = '<circle id="c" r="5%"/><g transform="spin(3)"><path id="q" d="M0 0L99 99"/></g>'
    out = finish(picture(f'<g id="sheet1-a"><path id="p" d="{data}"/>{unread}</g>'))
    assert tree(out)["p"].get("d") == data
    assert tree(out)["c"].get("r") == "5%" and tree(out)["q"].get("d") == "M0 0L99 99"


def test_finishing_twice_does_no_harm() -> None:
    once = finish(flat("girl"))
    twice = finish(once)
    ids = [e.get("id") for e in etree.fromstring(twice).iter() if e.get("id")]
    assert len(ids) == len(set(ids))


NUMBER = st.one_of(st.integers(-2000, 2000), st.floats(allow_nan=False, allow_infinity=False), st.just(""))
COMMAND = st.builds(
    lambda letter, numbers: letter + " ".join(map(str, numbers)),
    st.sampled_from("MmLlHhVvCcSsQqTtAaZzXe"),
    st.lists(NUMBER, max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(COMMAND, max_size=12),
    st.sampled_from(["", "rotate(30)", "scale(-2 .001)", "matrix(1 0 0 0 0 0)", "x"]),
    st.sampled_from(["0 0 600 400", "-5 -5 10 10", "0 0 1e6 3", "0 0 0 0"]),
)
def test_no_path_makes_it_raise(commands: list[str], turn: str, size: str) -> None:
    data = "M0 0" + "".join(commands)
    one = f'<path d="{data}" stroke="#000"/>'
    shapes = f'<g transform="{turn}">{one}<g clip-path="url(#c)">{one}</g></g>'
    clip = f'<clipPath id="c"><path d="{data}"/></clipPath>'
    out = finish(picture(f'<g id="sheet3-x">{shapes}</g>', size, clip))
    etree.fromstring(out)
