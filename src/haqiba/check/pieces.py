"""What a piece holds must find its place on a page."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check import Case


def side_extra(case: Case) -> Iterator[Finding]:
    """A poster has one side: what stands after --- would be printed nowhere."""
    for piece in case.campaign.pieces:
        parted = next((block for block in piece.blocks if block.kind == "break"), None)
        if piece.kind == "poster" and parted:
            yield Finding("side-extra", "error", piece.ref(parted.id), "a poster has one side", "take the --- away")


CHECKS = (side_extra,)
