"""Pages for the eye, the printer and the screen reader, set by Typst."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.look.paper import finish
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import contrast, glyphs, headings
from haqiba.makers.pages.page import SIZES, page
from haqiba.makers.pages.text import text
from haqiba.makers.pages.typeset import Typeset

# Pixels an inch of the picture for the screen: full, demo.
PPI = {"leaflet": (168.0, 110.0), "poster": (100.0, 60.0)}

# With these, no accessible PDF can be made at all.
REFUSED = ("glyph-missing", "heading-order")
# Frames that hold no block of the piece.
FRAMES = {
    "name": "the words of the campaign's name",
    "helpline": "the words in the helpline's box",
    "helplines": "the helplines beside the box",
    "foot": "the lines at the foot (partners, sources, notice)",
}


class Pages:
    """Leaflets and posters: PDF, PDF for the print shop, PNG a side, plain text."""

    name: str = "pages"
    kinds: frozenset[str] = frozenset(SIZES)
    modules: tuple[str, ...] = ("haqiba.makers.pages", "haqiba.look", "haqiba.pdf")
    libraries: tuple[str, ...] = ("typst", "fonttools", "pikepdf", "lxml")

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        return (Part(edition, "", digest(edition), quality),)

    def make(self, part: Part) -> Made:
        edition = part.edition
        drawings = drawn(edition)
        findings = tuple(self._proof(edition, drawings))
        if any(finding.code in REFUSED for finding in findings):
            return Made({}, findings)
        screen = Typeset(edition.kind, page(edition, drawings), edition.fonts)
        press = Typeset(edition.kind, page(edition, drawings, print_shop=True), edition.fonts)
        ppi = PPI[edition.kind][0 if part.quality == "full" else 1]
        files = {f"{edition.piece}.pdf": screen.pdf(), f"{edition.piece}.txt": text(edition).encode()}
        files |= {f"{edition.piece}-{n}.png": png for n, png in enumerate(screen.png(ppi), 1)}
        files[f"{edition.piece}-print.pdf"] = press.pdf()
        return Made(files, findings)

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        return made[0]

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        return tuple(self._proof(edition, drawn(edition)))

    def _proof(self, edition: Edition, drawings: dict[str, str]) -> Iterator[Finding]:
        data = page(edition, drawings)
        yield from glyphs.missing(edition)
        yield from headings.skipped(edition)
        yield from contrast.low(edition, data)
        yield from contrast.hidden(edition, data)
        yield from overflowing(edition, data)


def overflowing(edition: Edition, data: dict[str, Any]) -> Iterator[Finding]:
    """Frames that do not hold their words: never a smaller type, never a cut."""
    for block, lines in Typeset(edition.kind, data, edition.fonts).overflows():
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
