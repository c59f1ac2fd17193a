"""Campaign folders for tests: the smallest one, and the way that a command takes through one."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Places, locate, ordered
from haqiba.check import check, heeded
from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.makers import makers
from haqiba.read import NoCampaign, read

TODAY = datetime.date(2026, 11, 24)
ROOT = Path(__file__).parent / "campaigns"
SMALL = ROOT / "small"

SETTINGS = """title = "حملة"
languages = ["ar"]
"""
FRONT = '+++\nkind = "leaflet"\n+++\n'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 14"><desc>ورقة</desc>{}</svg>'


def folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A campaign's folder; campaign.toml is the smallest one where `files` has none."""
    for name, content in ({"campaign.toml": SETTINGS} | dict(files)).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def campaign(root: Path, files: Mapping[str, str | bytes]) -> Campaign:
    made, findings = read(folder(root, files))
    assert not findings
    return made


def edition(root: Path, files: Mapping[str, str | bytes], name: str) -> Edition:
    made, findings = editions(campaign(root, files), today=TODAY)
    assert not findings
    return next(one for one in made if one.name == name)


def findings(root: Path, *, proof: bool = True) -> tuple[list[Finding], Places]:
    """All that `haqiba check` would tell, in its order."""
    try:
        found, told = read(root)
    except NoCampaign as refused:
        return ordered(refused.findings, refused.places), refused.places
    made, faults = editions(found, today=TODAY)
    all_told = [*told, *faults, *check(found, made, today=TODAY)]
    if proof:
        for maker in makers():
            for one in made:
                all_told += maker.proof(one) if one.kind in maker.kinds else ()
    kept, unused = heeded(found, all_told)
    return ordered([*kept, *unused], found.places), found.places


def lines(root: Path, *, proof: bool = True) -> list[str]:
    """`pieces/leaflet.md:12: helpline-missing`, a line a finding."""
    told, places = findings(root, proof=proof)
    rows = []
    for finding in told:
        place = locate(finding.ref, places)
        rows.append(f"{place.file}:{place.line}: {finding.code}" if place.line else f"{place.file}: {finding.code}")
    return rows
