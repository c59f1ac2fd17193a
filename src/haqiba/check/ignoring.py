"""What an author asked not to be told again is not told; a request that no finding answers is."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Ignore, Places, locate


def heeded(campaign: Campaign, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """All but the ignored findings, and what to say of the requests that ignored nothing.

    Those are to be told only where all checks and proofs of all editions were run."""
    kept, used = [], set()
    by_code: dict[str, list[Ignore]] = {}
    for ignore in campaign.ignores:
        by_code.setdefault(ignore.code, []).append(ignore)
    for finding in findings:
        asked = [i for i in by_code.get(finding.code, ()) if _covers(i.where, finding, campaign.places)]
        used.update(asked)
        if not asked:
            kept.append(finding)
    return kept, _unused([ignore for ignore in campaign.ignores if ignore not in used])


def _covers(where: str, finding: Finding, places: Places) -> bool:
    ref = finding.ref
    if not where or ref == where or ref.startswith((f"{where}.", f"{where}#", f"{where}@")):
        return True
    if "#" in where:
        return False
    file = locate(ref, places).file
    return fnmatchcase(file, where) or fnmatchcase(finding.edition or "", where)


def _unused(ignores: Sequence[Ignore]) -> list[Finding]:
    """A fault that was mended, or a slip in the code: the request would hide the next true finding."""
    return [
        Finding(
            "ignore-unused",
            "warning",
            ignore.ref,
            f"there is no {ignore.code} here to ignore",
            "take it away, or mend its code or place",
        )
        for ignore in ignores
    ]
