"""Spelling asks a dictionary that a test writes; where there is none, nothing is said."""

from pathlib import Path

import pytest

from haqiba.campaign.finding import Finding
from haqiba.check import check
from haqiba.check.spelling import hunspell
from haqiba.edition import editions
from haqiba.read.tags import language
from tests.folders import FRONT, TODAY, campaign

AFFIXES = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n"
WORDS = "5\nle\nfilet/S\nun\nécran\nl'écran\n"


@pytest.fixture(autouse=True)
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "br_FR.aff").write_text(AFFIXES, "utf-8")
    (folder / "br_FR.dic").write_text(WORDS, "utf-8")
    (folder / "br_GB.aff").write_text("SET UTF-8\n", "utf-8")
    (folder / "br_GB.dic").write_text("1\ncolour\n", "utf-8")
    monkeypatch.setenv("DICPATH", str(folder))


def told(root: Path, body: str, words: str = "# names\nHaqiba\n") -> list[Finding]:
    """What is said of a leaflet in Breton, for which this machine has the dictionaries above and no others."""
    settings = 'title = "Haqiba"\nlanguages = ["br"]\nregion = "FR"\n'
    files = {"campaign.toml": settings, "words.br.txt": words, "pieces/a.md": FRONT + body}
    made = campaign(root / "folder", files)
    found = check(made, editions(made, today=TODAY)[0], today=TODAY, speller=hunspell)
    return [finding for finding in found if finding.code == "spelling"]


def test_a_word_that_no_dictionary_knows(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, "Un filett, des filets.\n".replace("des", "le"))
    assert (finding.ref, finding.level) == ("pieces/a.md#b1", "note")
    assert "filett" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "Haqiba, haqiba, HAQIBA",
        "l’écran",
        "{campaign.title} 3xq www.exq.org xq@exq.org #xq_xq",
        "**le** *filet*",
        "le colour",
        "filet's",
    ],
)
def test_what_is_no_mistake(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body + "\n") == []


def test_a_language_without_a_dictionary() -> None:
    tongue = language("zgh")
    assert tongue
    assert hunspell(tongue, ["ⵜⵓⴷⵔⵜ"]) is None


def test_without_a_speller_nothing_is_said(tmp_path: Path) -> None:
    made = campaign(tmp_path / "folder", {"campaign.toml": 'title = "xq"\nlanguages = ["br"]\n'})
    assert [f.code for f in check(made, (), today=TODAY)] == []
