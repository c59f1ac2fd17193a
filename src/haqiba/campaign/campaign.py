"""The campaign: one folder, read once, complete and immutable."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import PurePath
from typing import Any

from haqiba.campaign.art import Art, Blob
from haqiba.campaign.finding import Ignore, Places
from haqiba.campaign.language import Language
from haqiba.campaign.people import Approval, Credit, Day, Fact, Helpline, Partner, Plan, Safeguarding, Term
from haqiba.campaign.piece import Piece, Translation

AUDIENCES = ("children-8-11", "teens-12-17", "parents", "teachers", "public")


@dataclass(frozen=True, slots=True)
class Campaign:
    """All that the folder says. `languages` has the source language first; `notice` is the small
    type on every page; `approvers` the offices that must look at each edition; `colours` replaces colours
    of the palette by name; `words` are its own words by language, which no dictionary knows; `voices` are
    recordings by language and by the id of their line, `sounds` by name."""

    slug: str
    title: str
    slogan: str
    languages: tuple[Language, ...]
    audiences: tuple[str, ...] = ()
    version: str = ""
    date: datetime.date | None = None
    region: str = ""
    notice: str = ""
    licence: str = ""
    site: str = ""
    hashtags: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    partners: tuple[Partner, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    facts: dict[str, Fact] = field(default_factory=dict)
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    plan: Plan = field(default_factory=Plan)
    day: Day = field(default_factory=Day)
    credits: tuple[Credit, ...] = ()
    glossary: tuple[Term, ...] = ()
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    colours: dict[str, str] = field(default_factory=dict)
    paper: bool = True
    pieces: tuple[Piece, ...] = ()
    art: dict[str, Art] = field(default_factory=dict)
    fonts: dict[str, tuple[Blob, ...]] = field(default_factory=dict)
    voices: dict[str, dict[str, Blob]] = field(default_factory=dict)
    sounds: dict[str, Blob] = field(default_factory=dict)
    translations: dict[str, Translation] = field(default_factory=dict)
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def source(self) -> Language:
        return self.languages[0]

    def piece(self, slug: str) -> Piece:
        return next(piece for piece in self.pieces if piece.slug == slug)

    def helpline(self, id: str) -> Helpline | None:
        return next((line for line in self.helplines if line.id == id), None)


def plain(value: Any) -> Any:
    """A value as JSON can hold it; what takes no part in equality (places, paths) is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.compare}
    if isinstance(value, dict):
        return {_key(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (datetime.date, PurePath)):
        return str(value)
    return value


def _key(key: Any) -> str:
    return "\x00".join(key) if isinstance(key, tuple) else str(key)


def digest(value: Any) -> str:
    """SHA-256 of a value, the same in every process and on every day: 64 hex digits."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
