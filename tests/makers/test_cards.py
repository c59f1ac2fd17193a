"""Cards: three formats of picture, and the words to paste beside each."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from haqiba.makers.cards.make import FORMATS
from tests.makers.kinds import kit, made, make, proof

TAGS = ("ar", "fr", "zgh")


@pytest.mark.parametrize("tag", TAGS)
def test_each_card_is_drawn_in_each_format_and_has_its_words(tag: str) -> None:
    files = made(f"cards/{tag}").files
    pictures = {f"cards-{number}-{form}.png" for number in (1, 2) for form in FORMATS}
    assert set(files) == pictures | {"cards-1.txt", "cards-2.txt"}


@pytest.mark.parametrize("form", FORMATS)
def test_pixels_are_those_that_the_networks_ask_for(form: str) -> None:
    one = kit()["cards/fr"]
    width, height = FORMATS[form]
    assert {"square": (1080, 1080), "story": (1080, 1920), "wide": (1200, 630)}[form] == (width, height)
    # A demo has half of them.
    assert Image.open(io.BytesIO(made(one.name).files[f"cards-1-{form}.png"])).size == (width // 2, height // 2)


@pytest.mark.parametrize("tag", TAGS)
def test_the_post_has_words_help_hashtags_and_what_one_sees(tag: str) -> None:
    one = kit()[f"cards/{tag}"]
    for number, side in enumerate(one.sides, 1):
        rows = made(one.name).files[f"cards-{number}.txt"].decode().rstrip("\n").split("\n\n")
        said = [words.text for words in side if words.kind in ("heading", "paragraph")]
        assert rows[: len(said)] == said
        line = one.helplines[0]
        assert line.name in rows[len(said)] and "2511" in rows[len(said)]
        assert rows[len(said) + 1] == " ".join(one.hashtags)
        (seen,) = (row for row in rows if row.startswith(f"{one.labels['alt']}: {one.alts['art/eye.svg']}"))
        assert all(words in seen for words in said)


def test_two_cards_have_grounds_of_their_own() -> None:
    grounds = [
        Image.open(io.BytesIO(made("cards/ar").files[f"cards-{number}-square.png"])).convert("RGB").getpixel((2, 2))
        for number in (1, 2)
    ]
    assert grounds == [(0xD8, 0xF0, 0xFA), (0xF2, 0xA5, 0x41)]


@pytest.mark.parametrize(("tag", "side"), [("ar", "left"), ("fr", "right")])
def test_the_picture_stands_across_from_the_words(tag: str, side: str) -> None:
    """The eye is drawn where one does not begin to read, in the square and in the wide card."""
    for form in ("square", "wide"):
        seen = Image.open(io.BytesIO(made(f"cards/{tag}").files[f"cards-1-{form}.png"])).convert("RGB")
        width, height = seen.size
        blue = [
            x for x in range(0, width, 4) for y in range(0, height, 4) if seen.getpixel((x, y)) == (0x1D, 0x4E, 0x79)
        ]
        middle = sum(blue) / len(blue) / width
        assert middle < 0.4 if side == "left" else middle > 0.6


def test_words_do_not_run_into_the_picture() -> None:
    """A square holds fewer lines than a story: what has no room above the picture is told."""
    one = kit()["cards/fr"]
    heading, paragraph = (words for words in one.sides[0] if words.kind in ("heading", "paragraph"))
    picture = next(words for words in one.sides[0] if words.kind == "image")
    many = replace(paragraph, spans=paragraph.spans * 4)
    assert "page-overflow" in proof(replace(one, sides=((picture, heading, many),)))
    assert proof(replace(one, sides=((heading, paragraph),))) == []


def test_the_same_bytes_twice() -> None:
    assert make(kit()["cards/ar"]) == made("cards/ar")
