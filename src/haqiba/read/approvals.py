"""approvals.csv -> who looked at what, when, and at which state of it."""

import csv
import datetime
import io
import re

from haqiba.campaign.finding import Finding, Place, here
from haqiba.campaign.people import Approval
from haqiba.read.table import nearest

COLUMNS = ("what", "office", "date", "digest")
_DIGEST = re.compile(r"[0-9a-f]{12,64}")


def approvals(text: str, file: str) -> tuple[tuple[Approval, ...], dict[str, Place], list[Finding]]:
    """The rows of the table, the place of each, findings. Columns in any order, named in the first row."""
    findings: list[Finding] = []
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        # Empty lines are no rows, and a quoted cell may hold several lines: the reader alone knows where it is.
        rows = [(row, reader.line_num) for row in reader]
    except csv.Error as error:
        # A line counts as read once it is understood.
        ref = here(file, min(reader.line_num + 1, len(text.splitlines())))
        return (), {}, [Finding("csv-syntax", "error", ref, f"this is not a table: {error}", "save it as CSV")]
    names = [name for name in reader.fieldnames or () if name]
    for name in names:
        if name not in COLUMNS:
            mend = nearest(name, COLUMNS) or f"columns: {', '.join(COLUMNS)}"
            findings.append(
                Finding("key-unknown", "error", here(file, 1), f"{name} is not a column that is known", mend)
            )
    made, places = [], {}
    for row, number in rows:
        what, office, day, digest = ((row.get(name) or "").strip() for name in COLUMNS)
        ref = f"{file}#{number}"
        places[ref] = Place(file, number)
        fault = _fault(what, office, day, digest)
        if fault:
            mend = "what,office,date,digest such as poster/ar,committee,2024-07-30,0123456789ab (haqiba list tells it)"
            findings.append(Finding("approval-form", "error", ref, fault, mend))
        else:
            made.append(Approval(what, office, datetime.date.fromisoformat(day), digest.lower(), ref))
    return tuple(made), places, findings


def _fault(what: str, office: str, day: str, digest: str) -> str:
    if not (what and office):
        return "it does not say what was approved, or by which office"
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return f"{day!r} is not a date"
    return "" if _DIGEST.fullmatch(digest.lower()) else f"{digest!r} is not a digest of 12 signs or more"
