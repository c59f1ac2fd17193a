from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from haqiba.read.approvals import approvals

GOOD = "what,office,date,digest\nposter/ar,committee,2024-07-30,0123456789ab\n"


def codes(text: str) -> list[str]:
    return [finding.code for finding in approvals(text, "approvals.csv")[2]]


def test_a_row_is_an_approval_with_its_place() -> None:
    made, places, findings = approvals(GOOD, "approvals.csv")
    assert (made[0].what, made[0].office, made[0].date) == ("poster/ar", "committee", date(2024, 7, 30))
    assert places[made[0].ref].line == 2
    assert findings == []


def test_a_row_that_cannot_be_one_is_told() -> None:
    for row in ("x,,2024-07-30,0123456789ab", "x,y,yesterday,0123456789ab", "x,y,2024-07-30,nonsense", "x"):
        assert codes(f"what,office,date,digest\n{row}\n") == ["approval-form"]


def test_an_unknown_column_and_no_table() -> None:
    assert codes(GOOD.replace("office", "ofice")) == ["key-unknown", "approval-form"]
    assert codes('what,office\n"open') == ["csv-syntax"]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(approvals(text, "approvals.csv")[2], list)
