"""Small faulty campaigns, each with what is said of it: one line a finding."""

import re
from pathlib import Path

import pytest

from tests.folders import ROOT, findings, lines

SOURCE = Path(__file__).parents[1] / "src" / "haqiba"
# Where findings about a campaign's folder are made; those of bags and of tables for translators have their own tests.
TOLD_OF_CAMPAIGNS = ("read", "edition", "check", "makers")
_FIRST = re.compile(r'\bFinding\(\s*"([a-z0-9-]+)"')
# The small makers of findings take the code first or second.
_SMALL = re.compile(r'\b_?(?:error|finding|fault|syntax)\((?:[^()"]|\([^()]*\)|f"[^"]*")*?"([a-z0-9]+(?:-[a-z0-9]+)+)"')

CAMPAIGNS = ("read", "edition", "check", "makers")
_CODE = re.compile(r'"([a-z]+(?:-[a-z0-9]+)*)"')
# A code stands first in Finding(…), and first or second in the small makers of findings beside it.
_CALL = re.compile(r'(?:Finding\(|_error\(|_finding\(|_fault\(|\bfault\()((?:[^()"]|\([^()"]*\)|f?"[^"]*"){0,160})')

CAMPAIGNS = sorted(path for path in ROOT.iterdir() if path.is_dir())


def expected(campaign: Path) -> list[str]:
    return [line for line in (campaign / "expected.txt").read_text().splitlines() if line]


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda path: path.name)
def test_what_is_said_of_it(campaign: Path) -> None:
    assert lines(campaign) == expected(campaign)


def test_the_smallest_good_campaign_is_not_scolded() -> None:
    told, _ = findings(ROOT / "small")
    assert {finding.level for finding in told} == {"note"}


def codes() -> set[str]:
    """Every code that the source can tell of a campaign's folder."""
    files = [path.read_text() for folder in TOLD_OF_CAMPAIGNS for path in (SOURCE / folder).rglob("*.py")]
    return {match[1] for text in files for pattern in (_FIRST, _SMALL) for match in pattern.finditer(text)}


def test_every_code_is_tested() -> None:
    told = {line.rsplit(": ", 1)[1] for path in CAMPAIGNS for line in expected(path)}
    tests = "".join(path.read_text() for path in Path(__file__).parent.rglob("test_*.py"))
    named = {code for code in codes() if f'"{code}"' in tests or f": {code}" in tests}
    assert {"helpline-missing", "svg-foreign", "page-overflow", "toml-syntax", "key-unknown", "fuzzy"} <= told
    assert len(codes()) > 50
    assert codes() <= told | named
