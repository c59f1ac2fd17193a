"""A page has an order and an end: by ear, by search, by the eye in a hurry."""

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


# Panels and sides that a sheet has; a leaflet goes on for as many pages as it needs.
SIDES = {"poster": 1, "trifold": 6}


def side_extra(case: Case) -> Iterator[Finding]:
    """What stands after the last side of a sheet would be printed nowhere."""
    for piece in case.campaign.pieces:
        breaks = [block for block in piece.blocks if block.kind == "break"]
        most = SIDES.get(piece.kind, len(breaks) + 1)
        for block in breaks[most - 1 :]:
            said = f"a {piece.kind} has {most} {'side' if most == 1 else 'sides'}"
            yield Finding("side-extra", "error", piece.ref(block.id), said, "take this --- away")


CHECKS = (heading_order, side_extra)
