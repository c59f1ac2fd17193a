"""Every key that tomllib finds has a place, and the place's line really holds the key."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.finding import locate
from haqiba.read.toml import MAX_DEPTH, Document, load

# ---------------------------------------------------------------- documents, written in every way that TOML allows

BARE = st.text("abz09_-", min_size=1, max_size=4)
# Neither empty nor with a dot: a dotted path could not tell such keys apart.
QUOTED = st.text("a é\"'=#[]{}\\\t", min_size=1, max_size=4)


def written(key: str) -> str:
    bare = key and all(character.isascii() and (character.isalnum() or character in "_-") for character in key)
    return key if bare else '"' + key.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


SCALARS = st.one_of(
    st.integers(-9, 9).map(str),
    st.sampled_from(
        ["true", "1979-05-27", "1979-05-27 07:32:00Z", "inf", "0x1F", "1_000.5", "'''\n[x]\ny = 1'''", "''"]
    ),
    st.sampled_from(['"""a""""', '"""\\\n  = # ""\\""""', '"]"', "'}'", '"\\"="', "'#'", '"""\n[[a]]\nb = 1\n"""']),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", # ]\n  ".join(items) + "]"),
        st.lists(st.tuples(BARE, inner), max_size=2, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }"
        ),
    ),
    max_leaves=6,
)
KEYS = st.lists(st.one_of(BARE, QUOTED), min_size=1, max_size=3).map(lambda keys: " . ".join(map(written, keys)))
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}  # [no]"),
    KEYS.map(lambda key: f"[ {key} ] # = 1"),
    KEYS.map(lambda key: f"[[{key}]]"),
    st.sampled_from(["", "  ", "# a = 1", "#[b]"]),
)
DOCUMENTS = st.lists(LINES, max_size=12).map("\n".join)


def accepted(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def paths(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(dotted path, its last key) of all that a document holds; numbers of a list have no key of their own."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        inside = f"{path}.{key}" if path else str(key)
        yield inside, key if isinstance(key, str) else ""
        yield from paths(inner, inside)


@given(DOCUMENTS.filter(accepted), st.integers(1, 9))
def test_every_key_has_a_place_that_holds_it(text: str, first_line: int) -> None:
    document, findings = load(text, "f.toml", first_line)
    assert not findings
    assert document.data == tomllib.loads(text)
    lines = text.split("\n")
    for path, key in paths(document.data):
        place = document.places[path]
        assert place.line is not None and place.column is not None
        line = lines[place.line - first_line]
        assert place.column <= len(line) + 1
        assert written(key) in line or key in line


@given(st.text())
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    document, findings = load(text.replace("\r", ""), "f.toml")
    if findings:
        assert document == Document({})
        (finding,) = findings
        place = locate(finding.ref, {})
        assert finding.code == "toml-syntax" and place.line
        assert 1 <= place.line <= text.count("\n") + 1


def test_the_line_of_each_kind_of_key() -> None:
    text = """title = "x"
[[helplines]]
id = "a"
[[helplines.channels]]
kind = "phone"
[[helplines.channels]]
kind = "sms"
[[helplines]]
channels = [
  { kind = "web" },
]
[facts.share]
value.x = 1
"""
    places = load(text, "f", 1)[0].places
    lines = {path: place.line for path, place in places.items()}
    assert lines["helplines"] == lines["helplines.0"] == 2
    assert lines["helplines.0.channels.1.kind"] == 7
    assert lines["helplines.1"] == 8
    assert lines["helplines.1.channels.0.kind"] == 10
    assert lines["facts"] == lines["facts.share"] == 12
    assert lines["facts.share.value.x"] == 13


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "x = " + "[" * 494 + "]" * 494,
        "x = " + "{a = " * 100_000,
        "a" + ".a" * 100_000 + " = 1",
        "[a" + " . a" * 100_000 + "]",
        "x = {" + '"a".' * 100_000 + "a = 1}",
    ],
    ids=lambda text: text[:8],
)
def test_what_is_nested_too_deeply_is_refused_at_once(text: str) -> None:
    document, (finding,) = load("title = 1\n" + text, "f.toml")
    assert finding.code == "toml-syntax" and not document.data


def test_dots_in_texts_are_no_nesting() -> None:
    assert not load('x = "' + "and so on. " * 200 + "..." * 50 + '"', "f.toml")[1]


def test_many_keys_need_no_more_than_their_share_of_time() -> None:
    document, findings = load("\n".join(f"k{number} = 1" for number in range(30_000)), "f.toml")
    assert not findings and document.places["k29999"].line == 30_000
