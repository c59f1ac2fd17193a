"""Markdown: blocks keep ids and lines, inline text is kept as written, and nothing is dropped without a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.piece import Block
from haqiba.read.folder import MAX_BLOCK
from haqiba.read.markdown import markdown
from tests.folders import FRONT

# What Markdown is made of, a line each.
PIECES = st.lists(
    st.sampled_from(
        r"""# a
## b
#
-
- x
  - y
1. z
> q
---
***
| a | b |
|---|---|
```
    code
::: tip
:::
::: slot title
::::
<div>
<!--
-->
![a](b.svg)
[x]: y
x\
x  y
{fact.a}
**a
a**
`
&amp;

نص
""".splitlines()
    ),
    max_size=25,
).map("\n".join)


def blocks(body: str) -> tuple[Block, ...]:
    piece, _, findings = markdown(FRONT + body, "pieces/a.md", "a")
    assert piece and not findings
    return piece.blocks


@given(st.one_of(PIECES, st.text()))
def test_any_body_is_read_and_every_block_has_its_line(body: str) -> None:
    body = re.sub(r"[\r\x0b\x0c\x85\u2028\u2029]", "\n", body)
    piece, places, findings = markdown(FRONT + body, "pieces/a.md", "a")
    assert piece
    ids = [block.id for block in piece.walk()]
    assert len(ids) == len(set(ids))
    lines = (FRONT + body).count("\n") + 1
    for block in piece.walk():
        if block.kind != "cell":
            assert 3 < (places[piece.ref(block.id)].line or 0) <= lines
    assert {finding.code for finding in findings} <= {"markdown-unsupported", "box-unknown", "block-huge"}


@given(PIECES)
def test_no_word_is_lost_without_a_finding(body: str) -> None:
    body = "\n\n".join(f"{line} word{number}word" for number, line in enumerate(body.split("\n")))
    piece, _, findings = markdown(FRONT + body, "pieces/a.md", "a")
    assert piece
    kept = " ".join(f"{block.text} {block.name}" for block in piece.walk())
    lost = set(re.findall(r"word\d+word", body)) - set(re.findall(r"word\d+word", kept))
    assert not lost or findings or "<!--" in body


@given(st.text(), st.text())
def test_any_front_matter_is_read_or_refused(before: str, front: str) -> None:
    text = f"{before}+++\n{front}\n+++\n# a".replace("\r", "\n")
    piece, _, findings = markdown(text, "pieces/a.md", "a")
    assert piece or findings


def test_lines_are_those_of_the_file() -> None:
    body = "\n# one\n\ntwo\nlines\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
    piece, places, _ = markdown(FRONT + body, "pieces/a.md", "a")
    assert piece
    lines = {block.id: places[piece.ref(block.id)].line for block in piece.walk() if block.kind != "cell"}
    assert lines == {"b1": 5, "b2": 7, "b3": 10, "b3.1": 10, "b3.2": 11, "b4": 13, "b4.1": 13, "b4.2": 15}


def test_wrapping_a_paragraph_otherwise_changes_no_message() -> None:
    one, other = blocks("a b c d\n"), blocks("a\nb   \n c d\n")
    assert one[0].text == "a b c d"
    assert other[0].text == "a b\\\nc d"
    assert blocks("a\n  b\nc d")[0].text == one[0].text
    assert blocks("a\\\nb")[0].text == "a\\\nb"
    assert blocks("a\nb\\")[0].text == "a b"


def test_pictures_alone_are_blocks_and_items_hold_what_is_in_them() -> None:
    picture, listed = blocks("![alt {fact.a}](art/x.svg)\n\n1. one\n\n   ![](art/y.svg)\n")
    assert (picture.kind, picture.name, picture.text) == ("image", "art/x.svg", "alt {fact.a}")
    (item,) = listed.children
    assert (listed.level, item.text, item.children[0].name) == (1, "one", "art/y.svg")


@pytest.mark.parametrize(
    "body",
    [
        "> " * 4900 + "x",
        "".join("  " * depth + "- x\n" for depth in range(300)),
        "::: tip\n" * 3000,
        "|a" * 1500 + "\n" + "|-" * 1500 + "\n" + "x\n" * 1500,
        "![" * (MAX_BLOCK // 2),
        "a" + " " * (MAX_BLOCK - 2) + "b",
        "# x\n" * 5000,
    ],
    ids=["quotes", "lists", "boxes", "table", "pictures", "spaces", "headings"],
)
def test_traps_for_the_parser(body: str) -> None:
    piece, _, _ = markdown(FRONT + body, "pieces/a.md", "a")
    assert piece


def test_what_is_deeper_than_a_page_can_show_is_told() -> None:
    _, _, findings = markdown(FRONT + "> " * 40 + "x", "pieces/a.md", "a")
    assert [finding.code for finding in findings] == ["markdown-unsupported"]
