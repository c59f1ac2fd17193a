"""Drawings are data: what could run, fetch or hide is refused, whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.art import Art, Blob, Slot
from haqiba.read.svg import MAX_LENGTH, svg
from tests.folders import DRAWING

NUMBERS = st.one_of(st.text("0123456789.-e px%", max_size=8), st.just("9" * 400))
ELEMENTS = st.recursive(
    st.sampled_from(
        ["", "text", "<!-- -->", "&#65;", "&nope;", "<text>x</text>", "<use href='#a'/>", "<a:b xmlns:a='u'/>"]
    ),
    lambda inner: st.builds(
        lambda tag, id, number, body: f'<{tag} id="{id}" width="{number}" height="5" style="fill:{id}">{body}</{tag}>',
        st.sampled_from(["g", "rect", "title", "desc", "metadata", "style", "script", "svg"]),
        st.sampled_from(["a", "slot-title", "slot-", "#", "é"]),
        NUMBERS,
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=8,
)


def read(data: str | bytes) -> tuple[Art | None, list[str]]:
    data = data if isinstance(data, bytes) else data.encode()
    art, places, findings = svg(data, Blob("art/a.svg", "0" * 64, len(data), None))  # type: ignore[arg-type]
    assert all(place.file == "art/a.svg" for place in places.values())
    return art, [finding.code for finding in findings]


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    art, codes = read(data)
    assert art or codes


@given(NUMBERS, NUMBERS, ELEMENTS)
def test_any_drawing_is_refused_or_has_a_size(x: str, width: str, inner: str) -> None:
    art, codes = read(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} 0 {width} 7">{inner}</svg>')
    assert art or codes
    if art:
        assert 1 <= art.width <= MAX_LENGTH
        assert all(slot.width > 0 and slot.height > 0 for slot in art.slots)


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("<script/>", "svg-script"),
        ("<x:script xmlns:x='urn:x'/>", "svg-script"),
        ("<Script/>", "svg-script"),
        ("<set/>", "svg-script"),
        ("<animateColor/>", "svg-script"),
        ("<g ONLOAD='x'/>", "svg-handler"),
        ("<use href='other.svg#a'/>", "svg-foreign"),
        ("<use HREF='other.svg#a'/>", "svg-foreign"),
        ("<a x:href='javascript:1' xmlns:x='http://www.w3.org/1999/xlink'/>", "svg-foreign"),
        ("<image href='data:image/png;base64,AA'/>", "svg-foreign"),
        ("<g fill='url(other.svg#a)'/>", "svg-foreign"),
        ("<g style='fill:URL( \"http://x\" )'/>", "svg-foreign"),
        ("<g style='fill:u\\72 l(//x)'/>", "svg-foreign"),
        ("<style>@Import 'x'</style>", "svg-foreign"),
        ("<style>@i\\mport 'x'</style>", "svg-foreign"),
        ("<style><![CDATA[a{src: src('x')}]]></style>", "svg-foreign"),
        ("<style>a<!-- -->{fill:url(x)}</style>", "svg-foreign"),
        ("<?xml-stylesheet href='x'?>", "svg-foreign"),
    ],
)
def test_what_a_drawing_may_not_do(inner: str, code: str) -> None:
    assert read(DRAWING.format(inner)) == (None, [code])


@pytest.mark.parametrize(
    "inner",
    ["<g fill='url(#a)'/>", "<g style='fill: url( #a )'/>", "<use href=' #a'/>", "<g style='fill:url(\"#a\")'/>"],
)
def test_what_stays_within_the_drawing_is_no_fault(inner: str) -> None:
    art, codes = read(DRAWING.format(inner))
    assert art and not codes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<?xml-stylesheet href='x'?>" + DRAWING.format(""), "svg-foreign"),
        (DRAWING.format("") + "<?x y?>", "svg-foreign"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + DRAWING.format("&b;"), "svg-entity"),
        ("<?xml version='1.0' encoding='UTF-7'?>" + DRAWING.format("+ADw-script/+AD4-"), "svg-syntax"),
        ("<?xml version='1.0' encoding='latin-1'?>" + DRAWING.format(""), "svg-syntax"),
        (DRAWING.format("<g>" * 100_000), "svg-syntax"),
        (DRAWING.format("<g>"), "svg-syntax"),
        ("<svg/>", "svg-syntax"),
        (DRAWING.format("<g a='" + "url(" * 300_000 + "'/>"), "svg-foreign"),
        (DRAWING.format("<g a='url(" + " " * 300_000 + "'/>"), "svg-foreign"),
    ],
)
def test_tricks_and_traps(data: str, code: str) -> None:
    assert read(data) == (None, [code])


def test_what_a_drawing_says_of_itself() -> None:
    art, codes = read(
        """<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="https://haqiba.org/ns" viewBox="-10, 20 100 200">
<title>A  door</title><desc>of
paper</desc><metadata><h:tags>door, net,</h:tags><h:youngest>12</h:youngest></metadata>
<rect id="slot-title" x="0" y="30" width="50.5px" height="20" style="fill:#fbf7ef;stroke:none"/>
<rect id="slot-foot" x="0" y="60" width="5" height="2" fill="none"/>
</svg>"""
    )
    assert not codes and art
    assert (art.title, art.desc, art.tags, art.youngest) == ("A door", "of paper", ("door", "net"), 12)
    assert (art.width, art.height) == (100, 200)
    assert art.slots == (Slot("title", 10, 10, 50.5, 20, "#FBF7EF"), Slot("foot", 10, 40, 5, 2, ""))


def test_numbers_beyond_all_measure_are_none() -> None:
    huge = "9" * 400
    art, codes = read(DRAWING.format(f'<metadata><youngest xmlns="https://haqiba.org/ns">{huge}</youngest></metadata>'))
    assert art and art.youngest == 0 and not codes
    assert read(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {huge} 1"/>') == (None, ["svg-size"])
