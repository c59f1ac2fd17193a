"""`haqiba: ignore CODE: why`, in the comments of each format and in [[ignore]] of campaign.toml -> Ignore.

A comment applies to what follows it: the next block (of the whole file, where no block stands above), the next
key or table, the next entry of a PO file; in a drawing to the file."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from haqiba.campaign.finding import Finding, Ignore, Place, here
from haqiba.read.folder import Source
from haqiba.read.table import Table

# In Markdown and SVG, in TOML and PO. A line each, so that an unclosed comment takes nothing with it.
_COMMENTS = {
    suffix: re.compile(
        rf"{mark}[ \t]*haqiba:[ \t]*ignore[ \t]+(?P<code>[a-z][a-z0-9-]*)[ \t]*:?(?P<why>[^\n]*?){end}", re.M
    )
    for suffix, mark, end in (
        (".md", "(?:<!--|^#)", "(?:-->|$)"),
        (".svg", "<!--", "-->"),
        (".toml", "#", "$"),
        (".po", "^#", "$"),
    )
}


def ignores(source: Source, places: Mapping[str, Place]) -> tuple[tuple[Ignore, ...], list[Finding]]:
    """What the comments of one file ask not to be told; one without a reason is a finding, and is not heeded."""
    suffix = PurePosixPath(source.name).suffix.lower()
    if suffix not in _COMMENTS or source.text is None or "haqiba:" not in source.text:
        return (), []
    marks = sorted(
        (place.line, place.column or 0, ref)
        for ref, place in places.items()
        if place.file == source.name and place.line and "#" in ref
    )
    made, findings = [], []
    for match in _COMMENTS[suffix].finditer(source.text):
        line = source.text.count("\n", 0, match.start()) + 1
        where = source.name if suffix == ".svg" else _next(marks, line, suffix, source.name)
        ignore = Ignore(match["code"], where, match["why"].strip(), here(source.name, line))
        if ignore.why:
            made.append(ignore)
        else:
            findings.append(_silent(ignore.code, ignore.ref))
    return tuple(made), findings


def _next(marks: list[tuple[int, int, str]], line: int, suffix: str, file: str) -> str:
    """The value that a comment on this line speaks of."""
    after = [mark for mark in marks if mark[0] >= line]
    if suffix == ".md" and not any(at < line and "#front" not in ref for at, _, ref in marks):
        in_front = any(at > line and "#front" in ref for at, _, ref in marks)
        return after[0][2] if in_front else file
    if not after:
        return file
    first = [ref for at, column, ref in after if (at, column) == after[0][:2]]
    # Of `[facts.share]` the table, not all facts; of a list the list, not its first item.
    return max(first, key=len) if suffix == ".toml" else min(first, key=len)


def in_settings(top: Table) -> tuple[Ignore, ...]:
    """[[ignore]]: code, where, why."""
    made = []
    for table in top.tables("ignore"):
        ignore = Ignore(table.text("code", needed=True), table.text("where"), table.text("why").strip(), table.ref())
        table.close()
        if not ignore.why:
            top.findings.append(_silent(ignore.code, ignore.ref))
        elif ignore.code:
            made.append(ignore)
    return tuple(made)


def _silent(code: str, ref: str) -> Finding:
    """The next author cannot know whether an ignored finding still may be ignored, unless it says why."""
    return Finding(
        "ignore-without-why",
        "error",
        ref,
        f"it does not say why {code} may be ignored here",
        "write the reason behind it; the reasons are listed in the bag",
    )
