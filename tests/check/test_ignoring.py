"""Which findings a request covers, and what is said of one that covers none."""

import pytest

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Ignore, Place
from haqiba.check.ignoring import heeded
from haqiba.read.tags import language

PLACES = {"pieces/a.md#b1": Place("pieces/a.md", 7), "campaign.toml#helplines.1": Place("campaign.toml", 9)}


def campaign(code: str, where: str) -> Campaign:
    tongue = language("ar")
    assert tongue
    return Campaign("s", "t", "", (tongue,), ignores=(Ignore(code, where, "why", "campaign.toml@1"),), places=PLACES)


def finding(ref: str, edition: str | None = None) -> Finding:
    return Finding("blame", "warning", ref, "m", "n", edition)


@pytest.mark.parametrize(
    ("where", "ref", "edition", "covered"),
    [
        ("pieces/a.md#b1", "pieces/a.md#b1", None, True),
        ("pieces/a.md#b1", "pieces/a.md#b1.2", None, True),
        ("pieces/a.md#b1", "pieces/a.md#b12", None, False),
        ("pieces/a.md", "pieces/a.md#b2", None, True),
        ("pieces/a.md", "pieces/a.md@4", None, True),
        ("pieces/a.md", "pieces/a.mdx", None, False),
        ("pieces/*", "pieces/a.md#b1", None, True),
        ("*/zgh", "pieces/a.md#b1", "poster/zgh", True),
        ("*/zgh", "pieces/a.md#b1", "poster/ar", False),
        ("campaign.toml#helplines.1", "campaign.toml#helplines.1.channels.0.hours", None, True),
        ("", "art/a.svg", None, True),
    ],
)
def test_what_a_request_covers(where: str, ref: str, edition: str | None, covered: bool) -> None:
    kept, unused = heeded(campaign("blame", where), [finding(ref, edition)])
    assert [bool(kept), [one.code for one in unused]] == [not covered, [] if covered else ["ignore-unused"]]


def test_another_code_is_not_covered() -> None:
    kept, unused = heeded(campaign("law-audience", ""), [finding("pieces/a.md")])
    assert (len(kept), unused[0].ref) == (1, "campaign.toml@1")
