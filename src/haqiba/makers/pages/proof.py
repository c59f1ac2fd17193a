"""What the page itself tells: characters without a face, words without room, words on a ground that hides them."""

from collections.abc import Iterator
from typing import Any

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.pages import contrast, glyphs
from haqiba.makers.pages.typeset import Typeset

# Frames that hold no block of the piece.
FRAMES = {
    "name": "the words of the campaign's name",
    "helpline": "the words in the helpline's box",
    "helplines": "the helplines beside the box",
    "head": "the campaign's name and the title at the head of the page",
    "foot": "the lines at the foot (partners, sources, notice)",
    "back": "the helplines and the lines at the foot",
    "card": "the words of a card",
}


def unset(edition: Edition) -> tuple[Finding, ...]:
    """Why an edition cannot be set at all: its script has no face, or characters have none."""
    if edition.faceless:
        return (
            Finding(
                "font-missing",
                "error",
                "campaign.toml#languages",
                f"{edition.language.tag} needs a face for {edition.faceless}, and none is installed",
                f"run scripts/fonts, or put a font file in fonts/{edition.language.tag}/",
                edition.name,
            ),
        )
    return tuple(glyphs.missing(edition))


def unfit(edition: Edition, data: dict[str, Any]) -> Iterator[Finding]:
    """Contrast of the front, and every frame that does not hold its words."""
    yield from contrast.low(edition, data)
    yield from contrast.hidden(edition, data)
    yield from overflowing(edition, data)


def overflowing(edition: Edition, data: dict[str, Any]) -> Iterator[Finding]:
    """Frames that do not hold their words: never a smaller type, never a cut."""
    told: set[str] = set()
    for block, lines in Typeset(edition.kind, data, edition.fonts).overflows():
        if block in told:
            continue
        told.add(block)
        many = "1 line" if lines == 1 else f"{lines} lines"
        yield Finding(
            "page-overflow",
            "error",
            edition.ref("" if block in FRAMES else block),
            f"{FRAMES.get(block, 'the words')} need {many} more than there is room for",
            f"shorten them by {many}, or give them a larger place",
            edition.name,
        )
