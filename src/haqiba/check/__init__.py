"""Editions -> findings: one small generator a check, its why and its code beside it."""

import datetime
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding
from haqiba.check import facts, helplines, pictures, structure, translation
from haqiba.check.case import Case, Check
from haqiba.edition.edition import Edition

__all__ = ["Case", "Check", "check", "checks"]

OWN: tuple[Check, ...] = (*structure.CHECKS, *pictures.CHECKS, *helplines.CHECKS, *facts.CHECKS, *translation.CHECKS)


def checks() -> tuple[Check, ...]:
    """The built-in checks in the order of the way, then those of other packages (`haqiba.checks`)."""
    return OWN + tuple(point.load() for point in entry_points(group="haqiba.checks"))


def check(campaign: Campaign, editions: Sequence[Edition], *, today: datetime.date) -> Iterator[Finding]:
    """The findings of all checks; those of the page itself come from the makers' proof."""
    case = Case(campaign, editions, today)
    for one in checks():
        yield from one(case)
