"""One edition of cards -> pictures in three formats, each with the words to paste and what one sees."""

from collections.abc import Iterator, Sequence
from typing import Any

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition, Words
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import proof
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.text import standing
from haqiba.makers.pages.typeset import Typeset

# Width and height in pixels: feed, story, link preview.
FORMATS = {"square": (1080, 1080), "story": (1080, 1920), "wide": (1200, 630)}


def make(part: Part) -> Made:
    """`PIECE-N-FORMAT.png` and `PIECE-N.txt` for each card."""
    edition = part.edition
    lost = proof.unset(edition)
    if lost:
        return Made({}, lost)
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    ppi = 72.0 if part.quality == "full" else 36.0
    for name, data in _formats(edition):
        pictures = Typeset("cards", data, edition.fonts).png(ppi)
        files |= {f"{edition.piece}-{n}-{name}.png": png for n, png in enumerate(pictures, 1)}
        findings += proof.overflowing(edition, data)
    for number, side in enumerate(edition.sides, 1):
        files[f"{edition.piece}-{number}.txt"] = post(edition, side).encode()
    return Made(files, tuple(dict.fromkeys(findings)))


def proofed(edition: Edition) -> tuple[Finding, ...]:
    found = (finding for _, data in _formats(edition) for finding in proof.overflowing(edition, data))
    return proof.unset(edition) or tuple(dict.fromkeys(found))


def _formats(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    data = page(edition, drawn(edition))
    for name, size in FORMATS.items():
        yield name, data | {"format": size}


def post(edition: Edition, side: Sequence[Words]) -> str:
    """The text to paste beside the picture, then the picture's alt text under a line of its own."""
    said = [words.text for block in side for words in block.walk() if words.spans and words.kind != "image"]
    pictures = [words for block in side for words in block.walk() if words.kind == "image"]
    lines = list(said)
    for line in edition.helplines:
        contact = line.contacts[0]
        lines.append(" · ".join(filter(None, (f"{line.name}: {contact.value}", contact.hours, contact.cost))))
    if edition.hashtags:
        lines.append(" ".join(edition.hashtags))
    lines += [standing(edition), edition.notice]
    alts = [words.text or edition.alts.get(words.name, "") for words in pictures]
    shown = [f"{edition.labels['alt']}: {' '.join(filter(None, (*alts, *said)))}"]
    if edition.draft:
        shown.append(" · ".join((edition.labels["draft"], *edition.draft)))
    return "\n\n".join(filter(None, (*lines, *shown))) + "\n"
