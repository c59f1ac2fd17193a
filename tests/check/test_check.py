"""Checks where they turn from silence to a finding; whole campaigns are in tests/campaigns."""

from pathlib import Path

import pytest

from haqiba.check import check, checks
from haqiba.check.facts import TYPED
from haqiba.edition import editions
from tests.folders import FRONT, TODAY, campaign

HELPLINE = """
[[helplines]]
id = "child"
name = "n"
audiences = ["parents"]
verified = 2026-11-01
verified_by = "o"
channels = [{ kind = "phone", value = "2511", hours = "24/7", cost = "free", languages = ["fr", "ar"] }]
"""


def told(root: Path, body: str, settings: str = "", **translations: str) -> list[tuple[str, str]]:
    """(code, message) of what the checks say of one leaflet for parents, in French and Arabic."""
    files = {
        "campaign.toml": f'title = "t"\nlanguages = ["fr", "ar"]\n{HELPLINE}{settings}',
        "pieces/a.md": FRONT.replace("+++\n", '+++\naudiences = ["parents"]\n', 1) + body + "\n",
    }
    files |= {f"translations/{tag}.po": text for tag, text in translations.items()}
    made = campaign(root, files)
    found = check(made, editions(made, today=TODAY)[0], today=TODAY)
    return [(finding.code, finding.message) for finding in found]


def codes(found: list[tuple[str, str]]) -> set[str]:
    return {code for code, _ in found} - {"untranslated", "picture-missing"}


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("x", True),
        ("{helpline.child.number}", False),
        ("{helpline.child.phone}", False),
        ("{ helpline.child.number }", False),
        ("{helpline.child.number", True),
        ("{helpline.none.number}", True),
    ],
)
def test_a_helpline_counts_when_it_is_printed(tmp_path: Path, body: str, missing: bool) -> None:
    assert ("helpline-missing" in codes(told(tmp_path, body))) is missing


def test_a_helpline_that_a_translation_loses_is_missing_there(tmp_path: Path) -> None:
    po = 'msgid "{helpline.child.number}"\nmsgstr "نتصل"\n'
    found = told(tmp_path, "{helpline.child.number}", ar=po)
    assert codes(found) == {"placeholder-lost", "helpline-missing"}


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("{fact.a} {helpline.child.number}", False),
        ("{helpline.child.number}، {fact.a}", False),
        ("{fact.a} {fact.a} {helpline.child.number}", False),
        ("{fact.b} {helpline.child.number}", True),
        ("{fact.a}", True),
    ],
)
def test_values_survive_translation(tmp_path: Path, said: str, lost: bool) -> None:
    settings = '[facts.a]\nvalue = 1\nsource = "s"\ndate = "2024"\n[facts.b]\nvalue = 2\nsource = "s"\ndate = "2024"\n'
    po = f'msgid "{{fact.a}} {{helpline.child.number}}"\nmsgstr "{said}"\n'
    found = told(tmp_path, "{fact.a} {helpline.child.number}", settings, ar=po)
    assert ("placeholder-lost" in codes(found)) is lost


def test_a_sentence_that_counts_may_say_its_number_once_a_form(tmp_path: Path) -> None:
    body = "{day.children, plural, one {un} other {# enfants}} {helpline.child.number}"
    said = "{day.children, plural, zero {لا أحد} one {طفل} two {طفلان} few {# أطفال} many {# طفلا} "
    said += "other {{day.children, number} طفل}} "
    po = f'#, icu-message-format\nmsgid "{body}"\nmsgstr "{said}{{helpline.child.number}}"\n'
    assert codes(told(tmp_path, body, "[day]\nchildren = 3\n", ar=po)) == set()


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("38%", "38%"),
        ("38 % des", "38 %"),
        ("plus de 1\u202f200,5\u00a0%", "1\u202f200,5\u00a0%"),
        ("٣٨٪ من", "٣٨٪"),
        ("٪ 40", "٪ 40"),
        ("en 2024", None),
        ("2511", None),
        ("100 enfants", None),
        ("%", None),
    ],
)
def test_figures_typed_by_hand(text: str, figure: str | None) -> None:
    found = TYPED.search(text)
    assert (found[0].strip() if found else None) == figure


def test_a_million_digits_are_searched_in_no_time() -> None:
    assert not TYPED.search("1" * 1_000_000)


def test_values_have_no_place_outside_of_pieces(tmp_path: Path) -> None:
    files = {"campaign.toml": 'title = "t"\nlanguages = ["fr"]\nnotice = "{campaign.title}"\n'}
    made = campaign(tmp_path, files)
    (finding,) = check(made, (), today=TODAY)
    assert (finding.code, finding.ref) == ("placeholder-unknown", "campaign.toml#notice")


def test_every_check_says_why_it_is_there() -> None:
    for one in checks():
        assert (one.__doc__ or "").endswith(".")
