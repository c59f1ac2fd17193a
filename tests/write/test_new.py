import tomllib
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest

from haqiba.campaign.language import Language
from haqiba.write.new import STARTER, NotEmpty, new
from tests.write.messages import ARABIC, DAY, FRENCH

TAMAZIGHT = Language("zgh", "zgh_MA", "Tfng", "ltr", "ⵜⴰⵎⴰⵣⵉⵖⵜ")
WORDS = tomllib.loads((STARTER / "words.toml").read_text("utf-8"))


def test_a_campaign_in_its_languages(tmp_path: Path) -> None:
    made = new(tmp_path / "a" / "b", [ARABIC, FRENCH, TAMAZIGHT], date=DAY)
    found = sorted(p.relative_to(tmp_path / "a/b").as_posix() for p in (tmp_path / "a/b").rglob("*") if p.is_file())
    assert list(made) == found
    campaign = tomllib.loads((tmp_path / "a/b/campaign.toml").read_text("utf-8"))
    assert (campaign["title"], campaign["languages"]) == (WORDS["ar"]["title"], ["ar", "fr", "zgh"])
    assert campaign["date"] == DAY
    assert "verified" not in campaign["helplines"][0]
    assert WORDS["ar"]["poster_title"] in (tmp_path / "a/b/pieces/poster.md").read_text("utf-8")
    french = polib.pofile(str(tmp_path / "a/b/translations/fr.po"))
    assert french.percent_translated() == 100
    assert polib.pofile(str(tmp_path / "a/b/translations/zgh.po")).percent_translated() == 0


def test_a_title_of_ones_own_is_kept_and_waits_for_its_translation(tmp_path: Path) -> None:
    title = '"Nets" \\ of & <deceit>'
    new(tmp_path, [ARABIC, FRENCH], title=title, date=DAY)
    campaign = tomllib.loads((tmp_path / "campaign.toml").read_text("utf-8"))
    french = polib.pofile(str(tmp_path / "translations/fr.po"))
    assert [entry.msgid for entry in french.untranslated_entries()] == [campaign["title"]] == [title]


def test_a_language_that_the_starter_does_not_speak_begins_in_english(tmp_path: Path) -> None:
    new(tmp_path, [TAMAZIGHT], date=DAY)
    assert tomllib.loads((tmp_path / "campaign.toml").read_text("utf-8"))["slogan"] == WORDS["en"]["slogan"]


@pytest.mark.parametrize("language", [ARABIC, FRENCH])
def test_pictures_say_what_they_show_and_leave_room_for_words(tmp_path: Path, language: Language) -> None:
    new(tmp_path, [language], date=DAY)
    for name in ("cover", "poster"):
        root = ElementTree.parse(tmp_path / f"art/scenes/{name}.svg").getroot()
        assert root.findtext("{*}desc") == WORDS[language.tag][f"art_{name}_desc"]
        slots = {str(e.get("id")) for e in root.iter() if str(e.get("id")).startswith("slot-")}
        assert slots == {f"slot-{slot}" for slot in ("name", "title", "words", "helpline", "foot")}


@pytest.mark.parametrize("there", ["notes.txt", "campaign.toml"])
def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(NotEmpty):
        new(tmp_path, [ARABIC], date=DAY)
    with pytest.raises(NotEmpty):
        new(tmp_path / there, [ARABIC], date=DAY)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [(there, "mine")]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "campaign.toml" in new(tmp_path, [ARABIC], date=DAY)


def test_every_language_of_the_starter_says_the_same_things() -> None:
    assert {tuple(words) for words in WORDS.values()} == {tuple(WORDS["en"])}
