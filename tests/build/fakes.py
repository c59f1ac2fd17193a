"""Makers that need no library, and editions written by hand."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding
from haqiba.campaign.language import Language
from haqiba.campaign.people import Credit, Partner
from haqiba.edition.edition import Edition, Span, Words
from haqiba.makers.maker import Made, Part

ARABIC = Language("ar", "ar_MA", "Arab", "rtl", "العربية")
FRENCH = Language("fr", "fr_MA", "Latn", "ltr", "français")
CAMPAIGN = Campaign(
    slug="net",
    title="شبكة آمنة",
    slogan="لا تصدّق كل ما تراه",
    languages=(ARABIC, FRENCH),
    licence="CC BY 4.0",
    version="2",
    partners=(Partner("a", "Committee A", "lead"),),
    credits=(Credit("Amal", "drawings"), Credit("Committee A", "words")),
)


def edition(piece: str, language: Language = ARABIC, text: str = "", kind: str = "leaflet", **more: object) -> Edition:
    words = Words("p1", "paragraph", (Span(text or piece),))
    return Edition(piece, kind, f"pieces/{piece}.md", language, ARABIC, title=piece, sides=((words,),), **more)  # type: ignore[arg-type]


def six() -> tuple[Edition, ...]:
    return tuple(edition(piece, language) for piece in ("one", "two", "three") for language in (ARABIC, FRENCH))


@dataclass(frozen=True)
class Plain:
    """A leaflet: a text and a block of bytes, both of the words alone. `log` gets a line each time."""

    name: str = "plain"
    kinds: frozenset[str] = frozenset({"leaflet"})
    modules: tuple[str, ...] = ("tests.build.fakes",)
    libraries: tuple[str, ...] = ("click",)
    pause: float = 0.0
    log: str = ""

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        return (Part(edition, quality=quality),)

    def make(self, part: Part) -> Made:
        time.sleep(self.pause)
        self.note(part.edition.name)
        text = " ".join(words.text for words in part.edition.walk())
        noise = b"".join(sha256(f"{text}{n}".encode()).digest() for n in range(2000))
        finding = Finding("page-overflow", "warning", part.edition.ref("p1"), "too long", "shorten it")
        return Made({f"{part.edition.piece}.txt": text.encode(), "look/page-1.png": noise}, (finding,))

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        return made[0]

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        self.note(f"proof {edition.name}")
        return (Finding("contrast", "error", edition.ref("p1"), "too pale", "darken it"),)

    def note(self, line: str) -> None:
        if self.log:
            with Path(self.log).open("a") as file:
                file.write(f"{line}\n")


@dataclass(frozen=True)
class Shots(Plain):
    """A film of shots, one a word; a shot depends on its word alone, so that films share shots."""

    name: str = "shots"
    kinds: frozenset[str] = frozenset({"film"})

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        text = " ".join(words.text for words in edition.walk())
        return tuple(Part(edition, word, word, quality) for word in text.split())

    def make(self, part: Part) -> Made:
        time.sleep(self.pause)
        self.note(part.name)
        if part.name == "broken":
            raise ValueError("this shot cannot be drawn")
        return Made({"shot": part.name.upper().encode()})

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        self.note(f"join {edition.name}")
        return Made({"film.txt": b"-".join(one.files["shot"] for one in made)})


@dataclass(frozen=True)
class Faulty(Plain):
    """Fails on the piece `two`: by an exception, or by the death of its process."""

    name: str = "faulty"
    dies: bool = False

    def make(self, part: Part) -> Made:
        if part.edition.piece == "two" and self.dies:
            os._exit(9)
        if part.edition.piece == "two":
            raise ZeroDivisionError("no page has zero columns")
        return super().make(part)
