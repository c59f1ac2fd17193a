"""approvals.csv as spreadsheets and people write it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.finding import locate
from haqiba.campaign.people import Approval
from haqiba.read.approvals import approvals

HEADER = "what,office,date,digest\n"
ROW = "poster/ar,committee,2026-11-01,0123456789ab\n"


def told(text: str) -> list[tuple[str, int | None]]:
    _, places, findings = approvals(text, "approvals.csv")
    return [(finding.code, locate(finding.ref, places).line) for finding in findings]


def test_rows_are_read_by_the_names_of_their_columns() -> None:
    rows, places, findings = approvals(
        "digest,what,date,office\n0123456789AB, poster/ar ,2026-11-01,committee\n", "a.csv"
    )
    assert not findings
    assert rows == (Approval("poster/ar", "committee", datetime.date(2026, 11, 1), "0123456789ab"),)
    assert places[rows[0].ref].line == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + ROW, []),
        (HEADER, []),
        (HEADER + "\n\n" + ROW + "\n" + ROW.replace("2026", "x"), [("approval-form", 6)]),
        (HEADER + '"poster\n/ar",c,x,y\n' + ROW.replace("ab\n", "\n"), [("approval-form", 3), ("approval-form", 4)]),
        (HEADER + "poster/ar\n", [("approval-form", 2)]),
        (HEADER + ROW.replace("committee", ""), [("approval-form", 2)]),
        (HEADER + ROW.strip() + ",more,and more\n", []),
        (HEADER.replace("digest", "digset") + ROW, [("key-unknown", 1), ("approval-form", 2)]),
        (HEADER + ROW + 'a"b,"c"d\n', [("csv-syntax", 3)]),
        (HEADER + ROW + '"never closed\n', [("csv-syntax", 3)]),
        (HEADER + "x" * 200_000, [("csv-syntax", 2)]),
    ],
)
def test_faults_have_their_line(text: str, said: list[tuple[str, int]]) -> None:
    assert told(text) == said


@given(st.one_of(st.text(), st.text('what,office"\n2026-1', max_size=60).map(lambda text: HEADER + text)))
def test_any_text_is_read_or_refused(text: str) -> None:
    rows, places, findings = approvals(text.replace("\r", "\n"), "a.csv")
    assert all(places[row.ref].line for row in rows)
    assert {finding.code for finding in findings} <= {"csv-syntax", "key-unknown", "approval-form"}
