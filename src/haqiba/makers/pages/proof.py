"""What the page itself tells: characters no face has, grounds that hide words, words that do not fit."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from haqiba.campaign.art import Blob
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.look.paper import finish
from haqiba.makers.pages import contrast, glyphs
from haqiba.makers.pages.page import page
from haqiba.makers.pages.typeset import Typeset

# Frames that hold no block of the piece.
FRAMES = {
    "name": "the words of the campaign's name",
    "helplines": "the helplines beside the box",
    "foot": "the lines at the foot (partners, sources, notice)",
}


def sheet(edition: Edition, *, print_shop: bool = False) -> dict[str, Any]:
    """The template's data, its pictures cut from paper."""
    return page(edition, drawn(edition), print_shop=print_shop)


def proofread(edition: Edition) -> Iterator[Finding]:
    """All findings of a page that is not to be made."""
    data = sheet(edition)
    yield from proof(edition, data, Typeset(edition.kind, data, edition.fonts))


def proof(edition: Edition, data: dict[str, Any], screen: Typeset) -> Iterator[Finding]:
    """All findings of a page; `data` and `screen` are its variant for the screen."""
    yield from glyphs.missing(edition)
    yield from contrast.low(edition, data)
    yield from overflowing(edition, screen)


def overflowing(edition: Edition, screen: Typeset) -> Iterator[Finding]:
    """Frames that do not hold their words: never a smaller type, never a cut."""
    for block, lines in screen.overflows():
        many = "1 line" if lines == 1 else f"{lines} lines"
        what = FRAMES.get(block, "the words")
        yield Finding(
            "page-overflow",
            "error",
            edition.ref("" if block in FRAMES else block),
            f"{what} need {many} more than there is room for",
            f"shorten them by {many}, or give them a larger place",
            edition.name,
        )


def drawn(edition: Edition) -> dict[str, str]:
    """The SVG text of each picture, cut from paper unless the campaign has another hand."""
    return {name: _finished(art.blob, edition.paper) for name, art in edition.art.items()}


@lru_cache(maxsize=64)
def _finished(blob: Blob, paper: bool) -> str:
    data = blob.read()
    return (finish(data) if paper else data).decode("utf-8-sig")
