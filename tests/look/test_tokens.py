"""The palette: every pair of text and ground that a page may use can be read."""

import pytest

from haqiba.look import tokens
from haqiba.read.markdown import GROUNDS
from haqiba.read.settings import PALETTE

PAIRS = [(ground, text) for ground, texts in tokens.TEXT_ON.items() for text in dict.fromkeys(texts)]


@pytest.mark.parametrize(("ground", "text"), PAIRS)
def test_text_on_its_ground_keeps_the_ratio(ground: str, text: str) -> None:
    assert tokens.contrast(tokens.PALETTE[text], tokens.PALETTE[ground]) >= tokens.MIN_CONTRAST


def test_every_ground_that_an_author_may_choose_has_its_texts() -> None:
    assert set(GROUNDS) <= set(tokens.TEXT_ON) <= set(tokens.PALETTE)
    assert set(PALETTE) == set(tokens.PALETTE) - {"white"}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48), ("#FF0000", "#FFFFFF", 4.0), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert tokens.contrast(other, one) == tokens.contrast(one, other)


def test_children_read_larger_type() -> None:
    """ART.md: at least 12 pt Latin and 14 pt Arabic."""
    assert tokens.BODY_PT["children-8-11"] >= 12
    assert tokens.BODY_PT["children-8-11"] * tokens.SCRIPT_SCALE["Arab"] >= 14
