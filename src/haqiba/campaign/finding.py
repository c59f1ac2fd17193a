"""Findings: what an author can mend, and where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: file relative to the campaign folder, line and column from 1.

    `at` names a place that has no line: a cell `poll!C7`, a part of a drawing `#arm-l`.
    """

    file: str
    line: int | None = None
    column: int | None = None
    at: str | None = None


# A reference names a value, not a line: "FILE" or "FILE#ID". Lines move when someone edits above;
# references do not, so they are what findings, cached results and editions carry.
Ref = str
Places = Mapping[Ref, Place]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. Tests aim at `code`; `message` and `mend` are for people."""

    code: str
    level: Level
    ref: Ref
    message: str
    mend: str
    edition: str | None = None

    def of(self, edition: str) -> "Finding":
        return replace(self, edition=edition)


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings of `code` that an author does not want to be told again, and why.

    `where`: a reference (the value and all within it), a file, an edition (`poster/ar`), or a pattern of
    either (`*/zgh`); empty for the whole campaign."""

    code: str
    where: str
    why: str
    ref: Ref


def here(file: str, line: int | None = None, column: int | None = None) -> Ref:
    """A reference to a bare line, for what has no id: a syntax error."""
    if line is None:
        return file
    return f"{file}@{line}" if column is None else f"{file}@{line}:{column}"


_BARE = re.compile(r"^(?P<file>.*)@(?P<line>\d+)(?::(?P<column>\d+))?$", re.DOTALL)


def locate(ref: Ref, places: Places) -> Place:
    """The place of a reference; the nearest enclosing value's where it has none of its own."""
    probe = ref
    while probe:
        if probe in places:
            return places[probe]
        bare = _BARE.match(probe)
        if bare:
            column = bare["column"]
            return Place(bare["file"], int(bare["line"]), int(column) if column else None)
        file, mark, name = probe.rpartition("#")
        if not mark:
            return Place(probe)
        head, dot, _ = name.rpartition(".")
        probe = f"{file}#{head}" if dot else file
    return Place(ref)


def ordered(findings: Iterable[Finding], places: Places) -> list[Finding]:
    """In the order of the files and lines, without repeats."""

    def key(f: Finding) -> tuple[str, int, str, str, str]:
        place = locate(f.ref, places)
        return (place.file, place.line or 0, f.code, f.edition or "", f.message)

    return sorted(dict.fromkeys(findings), key=key)


def worst(findings: Iterable[Finding]) -> Level | None:
    levels = {f.level for f in findings}
    return next((level for level in ("error", "warning", "note") if level in levels), None)
