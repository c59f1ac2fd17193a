"""A new campaign: a folder that already builds, to be written over."""

import datetime
import os
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

import tomlkit
from tomlkit.items import AoT

from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message
from haqiba.write.po import Row, fill, update

STARTER = files("haqiba.write") / "starter"
# A picture's title is for its author; all else is said to readers and translated.
UNTOLD = frozenset({"art_cover_title", "art_poster_title"})


class NotEmpty(Exception):
    """There is something where the campaign should stand: nothing was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not an empty folder; name one that is empty or does not exist yet")
        self.folder = folder


def new(
    folder: Path, languages: Sequence[Language], *, title: str = "", region: str = "MA", date: datetime.date
) -> tuple[str, ...]:
    """Write a campaign in `languages`, the source first; the names of its files. Raises NotEmpty.

    Without a title it bears that of the starter, in every language that the starter speaks."""
    if folder.exists() and (not folder.is_dir() or any(not p.name.startswith(".") for p in folder.iterdir())):
        raise NotEmpty(folder)
    texts = _texts(languages, title, region, date)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".new-{os.getpid()}"
    try:
        for name, text in texts.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_text(text, "utf-8", newline="\n")
        # campaign.toml last: a folder becomes a campaign when it is whole.
        for child in sorted(aside.iterdir(), key=lambda path: path.name == "campaign.toml"):
            child.replace(folder / child.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return tuple(sorted(texts))


def _texts(languages: Sequence[Language], title: str, region: str, date: datetime.date) -> dict[str, str]:
    spoken = tomllib.loads(_text(STARTER / "words.toml"))
    words: dict[str, str] = _words(spoken, languages[0]) or spoken["en"]
    named = {**words, "title": title} if title else words
    made = {"campaign.toml": _campaign(named, languages, region, date)}
    for name in ("pieces/leaflet.md", "pieces/poster.md"):
        made[name] = Template(_text(STARTER / name)).substitute(named)
    for name in ("art/scenes/cover.svg", "art/scenes/poster.svg"):
        made[name] = Template(_text(STARTER / name)).substitute({key: escape(text) for key, text in named.items()})
    for language in languages[1:]:
        said = _words(spoken, language) or {}
        made[f"translations/{language.tag}.po"] = _translation(words, named, said, language, date)
    return made


def _text(file: Traversable) -> str:
    return file.read_text("utf-8")


def _words(spoken: Mapping[str, dict[str, str]], language: Language) -> dict[str, str] | None:
    tags = (language.tag, language.tag.split("-")[0], *language.fallback)
    return next((spoken[tag] for tag in tags if tag in spoken), None)


def _campaign(words: Mapping[str, str], languages: Sequence[Language], region: str, date: datetime.date) -> str:
    document = tomlkit.parse(_text(STARTER / "campaign.toml"))
    for key in ("title", "slogan", "notice"):
        document[key] = words[key]
    document["languages"] = [language.tag for language in languages]
    document["region"] = region
    document["date"] = date
    for table, key in (("partners", "lead"), ("helplines", "helpline")):
        rows = document[table]
        assert isinstance(rows, AoT)
        rows[0]["name"] = words[key]
    return tomlkit.dumps(document)


def _translation(
    words: Mapping[str, str],
    named: Mapping[str, str],
    said: Mapping[str, str],
    language: Language,
    date: datetime.date,
) -> str:
    """A PO file; what the starter does not say in this language (a title of one's own) waits for a translator."""
    messages = [Message(text) for key, text in named.items() if key not in UNTOLD]
    po = update(None, messages, language, project=named["title"], date=date)
    known = [key for key in said if key not in UNTOLD and words[key] == named[key]]
    filled, _ = fill(po, [Row("", words[key], said[key], "", key) for key in known])
    return filled.decode()
