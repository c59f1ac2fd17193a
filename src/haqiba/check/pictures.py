"""A picture without words is nothing to those who listen; one that is missing is nothing to anyone."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case
from haqiba.read.table import nearest


def art_missing(case: Case) -> Iterator[Finding]:
    """A picture that a piece names and the folder does not hold."""
    for ref, name, _ in _used(case):
        if name not in case.campaign.art:
            mend = nearest(name, case.campaign.art) or "draw it, or mend its name"
            yield Finding("art-missing", "error", ref, f"there is no picture {name}, or it was refused", mend)


def alt_missing(case: Case) -> Iterator[Finding]:
    """Screen readers, search and the plain text read a picture's <desc>; without it there is a hole."""
    told: set[str] = set()
    for _, name, own in _used(case):
        art = case.campaign.art.get(name)
        if art and not own and not art.desc and name not in told:
            told.add(name)
            yield Finding(
                "alt-missing",
                "error",
                name,
                "this picture does not say what one sees",
                "in Inkscape: File > Document Properties > Metadata, or <desc> in the file",
            )


def slot_unknown(case: Case) -> Iterator[Finding]:
    """Words for a slot that the cover does not have would stand nowhere."""
    for piece in case.campaign.pieces:
        art = case.campaign.art.get(piece.cover)
        known = [slot.name for slot in art.slots] if art else []
        for block in piece.walk():
            if block.kind == "slot" and block.name not in known:
                mend = nearest(block.name, known) or f"slots of the cover: {', '.join(known) or 'none'}"
                yield Finding("slot-unknown", "error", piece.ref(block.id), f"the cover has no slot {block.name}", mend)


def _used(case: Case) -> Iterator[tuple[str, str, str]]:
    """(reference, picture, its own alt text) of each use."""
    for piece in case.campaign.pieces:
        if piece.cover:
            yield piece.ref("front.cover"), piece.cover, ""
        for block in piece.walk():
            if block.kind == "image":
                yield piece.ref(block.id), block.name, block.text


CHECKS = (art_missing, alt_missing, slot_unknown)
