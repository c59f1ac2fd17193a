"""Editions -> findings: one small generator a check, its why and its code beside it."""

import datetime
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding
from haqiba.check import (
    facts,
    helplines,
    marks,
    pictures,
    reading,
    record,
    safeguarding,
    sheet,
    spelling,
    structure,
    translation,
    wording,
    words,
)
from haqiba.check.case import Case, Check, Speller
from haqiba.check.ignoring import heeded
from haqiba.edition.edition import Edition

__all__ = ["Case", "Check", "Speller", "check", "checks", "heeded"]

OWN: tuple[Check, ...] = (
    *structure.CHECKS,
    *pictures.CHECKS,
    *sheet.CHECKS,
    *helplines.CHECKS,
    *safeguarding.CHECKS,
    *words.CHECKS,
    *facts.CHECKS,
    *translation.CHECKS,
    *wording.CHECKS,
    *marks.CHECKS,
    *reading.CHECKS,
    *spelling.CHECKS,
    *record.CHECKS,
)


def checks() -> tuple[Check, ...]:
    """The built-in checks in the order of the way, then those of other packages (`haqiba.checks`)."""
    return OWN + tuple(point.load() for point in entry_points(group="haqiba.checks"))


def check(
    campaign: Campaign, editions: Sequence[Edition], *, today: datetime.date, speller: Speller | None = None
) -> Iterator[Finding]:
    """The findings of all checks; those of the page itself come from the makers' proof."""
    case = Case(campaign, editions, today, speller)
    for one in checks():
        yield from one(case)
