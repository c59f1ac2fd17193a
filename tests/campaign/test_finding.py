"""Findings point to values, not to lines; the line is looked up when they are shown."""

from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.finding import Finding, Place, here, locate, ordered, worst

PLACES = {
    "campaign.toml#helplines.0": Place("campaign.toml", 12, 1),
    "campaign.toml#title": Place("campaign.toml", 1, 1),
    "art/a#b.svg#slot-title": Place("art/a#b.svg", 4, at="#slot-title"),
}


def finding(ref: str, code: str = "a-code", level: str = "error", edition: str | None = None) -> Finding:
    return Finding(code, level, ref, "message", "mend", edition)  # type: ignore[arg-type]


def test_the_nearest_place_around_a_value() -> None:
    assert locate("campaign.toml#helplines.0", PLACES).line == 12
    assert locate("campaign.toml#helplines.0.channels.3.hours", PLACES).line == 12
    assert locate("campaign.toml#facts.x", PLACES) == Place("campaign.toml")
    assert locate("art/a#b.svg#slot-title", PLACES).at == "#slot-title"
    assert locate("none.md", PLACES) == Place("none.md")


def test_bare_lines() -> None:
    assert locate(here("a@b.md", 3, 7), {}) == Place("a@b.md", 3, 7)
    assert locate(here("a.md", 3), {}) == Place("a.md", 3)
    assert locate(here("a@1"), {}) == Place("a", 1)


@given(st.text(), st.integers(1, 10**6))
def test_any_reference_has_a_place(ref: str, line: int) -> None:
    assert isinstance(locate(ref, PLACES), Place)
    if ref:
        assert locate(here(ref, line), {}).line == line


def test_in_the_order_of_files_and_lines_without_repeats() -> None:
    told = [
        finding("z.md@2"),
        finding("campaign.toml#helplines.0.name"),
        finding("z.md@10"),
        finding("campaign.toml#title"),
        finding("z.md@2"),
        finding("z.md"),
        finding("z.md@2", edition="a/fr"),
    ]
    refs = [one.ref for one in ordered(told, PLACES)]
    assert refs == ["campaign.toml#title", "campaign.toml#helplines.0.name", "z.md", "z.md@2", "z.md@2", "z.md@10"]


def test_the_worst_level() -> None:
    assert worst([]) is None
    assert worst([finding("a", level="note"), finding("a", level="warning")]) == "warning"
    assert worst([finding("a", level="note"), finding("a")]) == "error"
