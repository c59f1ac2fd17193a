"""A page that is listened to is walked by its headings; a step that is left out loses the listener."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case


def heading_order(case: Case) -> Iterator[Finding]:
    """The first heading is the title (`#`), and no level is skipped on the way down."""
    for piece in case.campaign.pieces:
        level = 0
        for block in piece.walk():
            if block.kind != "heading":
                continue
            most = 1 if level == 0 else level + 1
            if block.level > most:
                yield Finding(
                    "heading-order",
                    "error",
                    piece.ref(block.id),
                    f"a heading of level {block.level} where {most} is the deepest that can follow",
                    f"write it with {'#' * most}",
                )
            level = block.level


def side_extra(case: Case) -> Iterator[Finding]:
    """A poster has one side: what stands after --- would be printed nowhere."""
    for piece in case.campaign.pieces:
        parted = next((block for block in piece.blocks if block.kind == "break"), None)
        if piece.kind == "poster" and parted:
            yield Finding("side-extra", "error", piece.ref(parted.id), "a poster has one side", "take the --- away")


CHECKS = (heading_order, side_extra)
