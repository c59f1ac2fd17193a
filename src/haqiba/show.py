"""What people and programs are told: findings as text, documents as JSON, progress on the way."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from haqiba.bag import Kit, Verdict
from haqiba.build import Result
from haqiba.campaign.finding import Finding, Place, Places, locate, ordered, worst
from haqiba.edition.edition import Edition

if TYPE_CHECKING:
    # Its database library is slow to load, and no build needs it.
    from haqiba.field.handovers import Holder

Document = dict[str, Any]
State = tuple[Edition, str, Sequence[str]]
"""An edition, its state, the names of its files."""

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_BAR = 24
# A build tells so many warnings one by one.
_FEW = 12


def findings_text(findings: Iterable[Finding], places: Places) -> Iterator[str]:
    """`pieces/leaflet.md:12: helpline-missing: message; mend [leaflet/ar]`, in the order of the files."""
    for finding in ordered(findings, places):
        code = click.style(finding.code, fg=_COLOURS[finding.level], bold=finding.level == "error")
        words = "; ".join(part for part in (finding.message, finding.mend) if part)
        remarks = [remark for remark in (finding.level if finding.level != "error" else "", finding.edition) if remark]
        yield f"{place_text(locate(finding.ref, places))}: {code}: {words}" + (
            f" [{', '.join(remarks)}]" if remarks else ""
        )


def brief_text(findings: Sequence[Finding], places: Places) -> Iterator[str]:
    """Errors in full; of many warnings only how many there are of each kind."""
    lesser = [finding for finding in dict.fromkeys(findings) if finding.level != "error"]
    if len(lesser) <= _FEW:
        yield from findings_text(findings, places)
        return
    yield from findings_text([finding for finding in findings if finding.level == "error"], places)
    kinds = Counter(finding.code for finding in lesser)
    told = ", ".join(f"{code} {count}" for code, count in kinds.most_common())
    yield f"{len(lesser)} things to look at ({told}); haqiba check tells each with its line"


def place_text(place: Place) -> str:
    if place.at:
        return f"{place.file}{'' if place.at.startswith('#') else ':'}{place.at}"
    return f"{place.file}:{place.line}" if place.line else place.file


def counts_text(findings: Sequence[Finding]) -> str:
    levels = [finding.level for finding in dict.fromkeys(findings)]
    return f"{_plural(levels.count('error'), 'error')}, {_plural(levels.count('warning'), 'warning')}"


def findings_document(findings: Iterable[Finding], places: Places) -> list[Document]:
    return [_finding(finding, locate(finding.ref, places)) for finding in ordered(findings, places)]


def check_document(findings: Sequence[Finding], places: Places) -> Document:
    levels = [finding.level for finding in dict.fromkeys(findings)]
    told = findings_document(findings, places)
    return {"findings": told, "errors": levels.count("error"), "warnings": levels.count("warning")}


def build_document(results: Sequence[Result], seconds: float, out: Path) -> Document:
    states = [result.state for result in results]
    counted = {state: states.count(state) for state in ("built", "fresh", "failed")}
    return {"editions": len(states), **counted, "seconds": round(seconds, 3), "out": str(out)}


def list_document(states: Iterable[State]) -> Document:
    return {
        "editions": [
            {
                "piece": edition.piece,
                "kind": edition.kind,
                "language": edition.language.tag,
                "imprint": edition.imprint,
                "state": state,
                "borrowed": list(edition.borrowed),
                "files": list(files),
            }
            for edition, state, files in states
        ]
    }


def list_text(states: Sequence[State]) -> Iterator[str]:
    """Pieces down, languages across; `draft (ar)` where words of `ar` stand in for those that are missing."""
    rows: dict[str, dict[str, str]] = {}
    for edition, state, _ in states:
        row = f"{edition.piece}/{edition.imprint}" if edition.imprint else edition.piece
        lent = f" ({', '.join(edition.borrowed)})" if edition.borrowed else ""
        rows.setdefault(row, {})[edition.language.tag] = state + lent
    tags = list(dict.fromkeys(edition.language.tag for edition, _, _ in states))
    first = max((len(row) for row in rows), default=0)
    widths = {tag: max(len(tag), *(len(row.get(tag, "")) for row in rows.values())) for tag in tags}
    heading = {"": {tag: tag for tag in tags}}
    for name, cell in (heading | rows).items():
        cells = [cell.get(tag, "-").ljust(widths[tag]) for tag in tags]
        yield "  ".join([name.ljust(first), *cells]).rstrip()


def failures_text(results: Iterable[Result], log: Path) -> Iterator[str]:
    failed = [result for result in results if result.trace]
    for result in failed:
        yield f"{result.edition.name} {click.style('failed', fg='red', bold=True)}: {_last_line(result.trace)}"
    if failed:
        yield f"a fault of the program, not of the campaign; its whole trace is in {log}"


def build_text(results: Sequence[Result], kit: Kit, out: Path, seconds: float) -> Iterator[str]:
    """What was made, where it is, how to look at it."""
    told = build_document(results, seconds, out)
    yield (
        f"{_plural(told['editions'], 'edition')} in {seconds:.1f} s: "
        f"{told['built']} built, {told['fresh']} fresh, {told['failed']} failed"
    )
    if kit.specimen:
        yield f"a specimen, not to be given out as final ({_plural(len(kit.specimen), 'reason')} in bag-info.txt)"
    if kit.campaign.site and not kit.nacl:
        yield "without v.html, the page that checks papers: its script is not here; run scripts/nacl"
    yield f"the bag: {out}"
    yield f"to look at it, open {(out / 'data' / 'index.html').as_uri()}"


def verify_document(
    place: Path, verdict: Verdict, newest: bool | None, findings: Sequence[Finding], places: Places
) -> Document:
    return {
        "ok": worst(findings) != "error",
        "bag": str(place),
        "version": verdict.version,
        "newest": newest,
        "findings": findings_document(findings, places),
    }


def verify_text(
    place: Path, verdict: Verdict, words: Sequence[str], findings: Sequence[Finding], places: Places
) -> Iterator[str]:
    """`words` say who signed it and whether it is the newest."""
    yield from findings_text(findings, places)
    whole = "whole and unchanged" if verdict.ok else "NOT as it was packed"
    specimen = " (a specimen, not final)" if verdict.specimen else ""
    yield f"{place}{specimen}: " + "; ".join((whole, *words))


def holders_document(holders: "Iterable[Holder]") -> Document:
    return {
        "holders": [
            {
                "campaign": holder.last.campaign,
                "partner": holder.partner,
                "name": holder.last.name,
                "version": holder.last.version,
                "receipts": [
                    {
                        "number": receipt.number,
                        "version": receipt.what.version,
                        "date": receipt.what.date.isoformat(),
                        "copies": dict(receipt.what.copies),
                    }
                    for receipt in holder.receipts
                ],
            }
            for holder in holders
        ]
    }


def holders_text(holders: "Iterable[Holder]") -> Iterator[str]:
    """`youth: version 2 of net since 2024-07-30 (receipt 4), 500 leaflet-parents`, a line a receipt."""
    for holder in holders:
        for receipt in holder.receipts:
            what = receipt.what
            copies = "".join(f", {count} {piece}" for piece, count in what.copies.items())
            yield (
                f"{holder.partner}: version {what.version} of {what.campaign} since {what.date} "
                f"(receipt {receipt.number}){copies}"
            )


def tell(form: str, document: Document, lines: Iterable[str]) -> None:
    """One JSON document, or lines, on standard output."""
    for line in [json_text(document)] if form == "json" else lines:
        click.echo(line)


def json_text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


class Bar:
    """Progress on standard error: a bar on a terminal, a line a step elsewhere."""

    def __init__(self) -> None:
        self._drawn = False

    def __call__(self, done: int, total: int, name: str) -> None:
        if not sys.stderr.isatty():
            click.echo(f"{done}/{total} {name}", err=True)
            return
        full = _BAR * done // max(total, 1)
        click.echo(f"\r\x1b[2K{'━' * full}{'╌' * (_BAR - full)} {done}/{total} {name}", nl=False, err=True)
        self._drawn = True

    def close(self) -> None:
        if self._drawn:
            click.echo("\r\x1b[2K", nl=False, err=True)
            self._drawn = False


def _finding(finding: Finding, place: Place) -> Document:
    return {
        "code": finding.code,
        "level": finding.level,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "at": place.at,
        "edition": finding.edition,
        "message": finding.message,
        "mend": finding.mend,
    }


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _last_line(trace: str) -> str:
    return next((line.strip() for line in reversed(trace.splitlines()) if line.strip()), "for no known reason")
