"""Words that are longer than their author thought: told, never set smaller, never cut."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from haqiba.edition.edition import Edition
from haqiba.makers.slides.layout import slides
from tests.makers.kinds import characters, collisions, cut, kit, longer, make, proof, sheets, sizes

TAGS = ("ar", "fr", "en", "zgh")
KINDS = ("leaflet", "poster", "trifold", "cards", "slides", "lesson")
# A poster and the frames of slides and cards hold a few lines: words of three times the length cannot fit. The English
# of the leaflet is short enough to, and a lesson flows on to the next page.
ALWAYS_FITS = {"lesson"}
MAY_FIT = {("leaflet", "en")}


@cache
def drawn(kind: str, tag: str, share: float) -> tuple[Edition, list[bytes], list[str]]:
    one = kit()[f"{kind}/{tag}"]
    one = longer(one, share) if share else one
    return one, sheets(one), proof(one)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_words_as_they_are_have_room(kind: str, tag: str) -> None:
    _, pdfs, told = drawn(kind, tag, 0.0)
    assert told == []
    assert [(cut(pdf), collisions(pdf)) for pdf in pdfs] == [([], [])] * len(pdfs)


@pytest.mark.parametrize("share", [0.2, 2.0])
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", KINDS)
def test_longer_words_are_told_where_they_have_no_room(kind: str, tag: str, share: float) -> None:
    _, pdfs, told = drawn(kind, tag, share)
    assert set(told) <= {"page-overflow"}
    if any(cut(pdf) or collisions(pdf) for pdf in pdfs):
        assert told
    if kind in ALWAYS_FITS:
        assert not told
    elif share == 2.0 and (kind, tag) not in MAY_FIT:
        assert told


@pytest.mark.parametrize("share", [0.2, 2.0])
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", KINDS)
def test_longer_words_are_not_set_smaller(kind: str, tag: str, share: float) -> None:
    before, after = (set().union(*map(sizes, drawn(kind, tag, many)[1])) for many in (0.0, share))
    # The head of a lesson stands from its second page on.
    assert after - ({8.5} if kind == "lesson" else set()) <= before
    assert before <= after


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", KINDS)
def test_all_of_longer_words_is_there(kind: str, tag: str) -> None:
    one, pdfs, _ = drawn(kind, tag, 2.0)
    for pdf in pdfs:
        assert letters("".join(said(one))) <= letters("".join(c.text for _, page in characters(pdf) for c in page))


def said(one: Edition) -> list[str]:
    """The words of the blocks that are printed, without the notes of the speaker and the alternative texts."""
    unseen = {words.id for block in one.walk() if block.name == "notes" for words in block.walk()}
    return [words.text for words in one.walk() if words.id not in unseen and words.kind != "image"]


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text.casefold() if letter.isalpha())


def test_a_lesson_goes_on_where_its_page_ends() -> None:
    one = kit()["lesson/fr"]
    long = replace(one, sides=((*one.sides[0], *(longer(one, 5.0).sides[0])),))
    (short,), (pdf,) = sheets(one), sheets(long)
    assert len(characters(pdf)) > len(characters(short)) + 1
    assert proof(long) == [] and cut(pdf) == [] and collisions(pdf) == []


def test_a_box_that_is_longer_than_a_page_is_broken() -> None:
    one = kit()["lesson/ar"]
    long = replace(one, sides=((one.sides[0][0], longer(one, 60.0).sides[0][1]),))
    (pdf,) = sheets(long)
    assert len(characters(pdf)) > 2
    assert cut(pdf) == [] and collisions(pdf) == []


@pytest.mark.parametrize("kind", ["lesson", "cards", "slides"])
def test_furniture_that_is_too_long_is_told(kind: str) -> None:
    """The head and foot of a page, the help on a card."""
    one = longer(kit()[f"{kind}/fr"], 60.0)
    assert "page-overflow" in proof(replace(kit()[f"{kind}/fr"], campaign=one.campaign, notice=one.notice))
    number = replace(
        one.helplines[0].contacts[0], value="signalement.plateforme-nationale.example/formulaire-des-enfants"
    )
    line = replace(kit()[f"{kind}/fr"].helplines[0], contacts=(number,))
    assert "page-overflow" in proof(replace(kit()[f"{kind}/fr"], helplines=(line,)))


def test_a_number_of_ten_digits_has_room_on_a_card() -> None:
    one = kit()["cards/ar"]
    line = one.helplines[0]
    assert proof(replace(one, helplines=(replace(line, contacts=line.contacts[1:]),))) == []


@pytest.mark.parametrize("tag", ["ar", "fr"])
def test_the_deck_is_not_set_smaller(tag: str) -> None:
    """The editable deck has the places and sizes of the slides, whatever is written in them."""
    one = kit()[f"slides/{tag}"]
    places = [
        [(part.x, part.y, part.width, part.height, part.size) for part in (slide.title, slide.body) if part]
        for deck in (one, longer(one, 2.0))
        for slide in slides(deck)
    ]
    assert places[: len(places) // 2] == places[len(places) // 2 :]
    assert "page-overflow" in [finding.code for finding in make(longer(one, 2.0)).findings]
