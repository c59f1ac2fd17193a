"""Edition -> what the director asks for: beats, who plays whom, where, and the texts that are read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from haqiba.campaign.art import Art, Blob
from haqiba.edition.edition import Edition, Words
from haqiba.film import sound
from haqiba.film.director import shots
from haqiba.film.scene import FIGURE, Beat, Build, Shot
from haqiba.film.speech import captions

CAST, PLACES = "art/cast/", "art/places/"
# Seconds of the card at the end.
CARD = 6.5
# Units from the top of a figure's drawing to the middle of its face.
FACE = 130.0
_HEADING = re.compile(
    r"^(?:INT\.?/EXT|INT/EXT|I/E|INT|EXT|EST|داخلي/خارجي|داخلي|خارجي)[. ]+|^(?:داخل|خارج)\s+", re.IGNORECASE
)
_OUTSIDE = re.compile(r"^(?:EXT|خارج)", re.IGNORECASE)
_NIGHT = re.compile(r"night|nuit|soir|evening|ليل|مساء", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set; `style` one of caption, in, out, name, show, draft, card; `language` where it is not the
    edition's own."""

    style: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """`cast` gives the drawing of each figure by its name, empty for one that nobody has drawn; `unknown` are names in
    notes that are nobody's, with the block that names them; `names` the characters in this language."""

    shots: tuple[Shot, ...]
    texts: dict[str, Setting]
    cast: dict[str, str]
    names: dict[str, str]
    unknown: tuple[tuple[str, str], ...] = ()
    undrawn: tuple[tuple[str, str], ...] = field(default=())


def script(edition: Edition) -> Script:
    """The whole film, shot by shot."""
    return _Reader(edition).script()


class _Reader:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.words = [words for words in edition.walk() if words.kind != "heading"]
        self.by_title = _titles(edition.art, CAST)
        self.places = _titles(edition.art, PLACES)
        self.names = {words.name: words.text for words in self.words if words.kind == "cast"}
        self.texts: dict[str, Setting] = {}
        self.unknown: list[tuple[str, str]] = []
        self.undrawn: list[tuple[str, str]] = []
        self.cast = self._cast()

    def _cast(self) -> dict[str, str]:
        """Who is seen: those who say a line in the picture, and those whom a note moves."""
        seen: dict[str, str] = {}
        for words in self.words:
            if words.kind == "line" and not words.level:
                self._seen(words.name, seen)
            elif words.kind == "direction":
                _, who, *_ = words.name.split("\t")
                if who and (who in self.names or _key(who) in self.by_title):
                    self._seen(who, seen)
                elif who:
                    self.unknown.append((who, words.id))
        return seen

    def _seen(self, name: str, seen: dict[str, str]) -> None:
        art = self.by_title.get(_key(name), "")
        if name in seen or (art and not is_rig(self.edition.art[art].blob)):
            # The face that somebody shows on a telephone is nobody who stands in a room.
            return
        seen[name] = art

    def script(self) -> Script:
        builds = {who: self._build(art) for who, art in self.cast.items()}
        beats = list(self._placed(self._beats()))
        card = CARD if self.edition.helplines else 0.0
        made = shots(beats, builds, card=card)
        if card:
            self.texts["card"] = Setting("card", "")
        if self.edition.draft:
            strip = " · ".join((self.edition.labels["draft"], *self.edition.draft))
            self.texts["draft"] = Setting("draft", strip)
        self._captions(made)
        return Script(made, self.texts, self.cast, self.names, tuple(self.unknown), tuple(self.undrawn))

    def _build(self, art: str) -> Build:
        height = self.edition.art[art].height - 14.0 if art else 726.0
        return Build((height - FACE) * FIGURE, height * FIGURE)

    def _captions(self, made: tuple[Shot, ...]) -> None:
        """What nobody has recorded yet is read in the picture itself."""
        foreign = {words.id: _language(words) for words in self.words if words.kind == "line"}
        for shot in made:
            for said in shot.said:
                voice = self.edition.voices.get(said.id)
                if voice and lasts(voice):
                    continue
                for page, part in enumerate(captions(said.text, said.until - said.at)):
                    self.texts[f"{said.id}.{page}"] = Setting("caption", part.text, foreign[said.id])

    def _beats(self) -> Iterator[Beat]:
        for words in self.words:
            if words.kind == "scene":
                yield self._scene(words)
            elif words.kind == "action":
                yield Beat("action", text=words.name)
            elif words.kind == "line":
                unseen = bool(words.level) or words.name not in self.cast
                voice = self.edition.voices.get(words.id)
                spoken = lasts(voice) if voice else 0.0
                yield Beat("line", words.name, words.text, words.id, seconds=spoken, unseen=unseen)
            elif words.kind == "words":
                yield self._screen(words)
            elif words.kind == "direction":
                yield self._direction(words)

    def _scene(self, words: Words) -> Beat:
        heading = words.name
        where, _, _ = re.sub(_HEADING, "", heading).partition(" - ")
        art = self._place(where)
        if not art:
            self.undrawn.append((where.strip(), words.id))
        outside = bool(_OUTSIDE.match(heading))
        light = "night" if _NIGHT.search(heading) else "outside" if outside else "day"
        return Beat("scene", text=art, verb=light, id=words.id)

    def _place(self, where: str) -> str:
        key = _key(where)
        if key in self.places:
            return self.places[key]
        return next((art for title, art in self.places.items() if title in key or (key and key in title)), "")

    def _screen(self, words: Words) -> Beat:
        kind, _, who = words.name.partition("\t")
        style = {"chat": "in", "reply": "out", "phone": "name"}.get(kind, "show")
        self.texts[words.id] = Setting(style, words.text, _language(words))
        return Beat("words", who, words.text, words.id, kind)

    def _direction(self, words: Words) -> Beat:
        verb, who, *arguments = words.name.split("\t")
        if verb == "place":
            return Beat("do", "", self._place(arguments[0] if arguments else ""), words.id, verb)
        return Beat("do", who, "", words.id, verb, tuple(arguments))

    @staticmethod
    def _placed(beats: Iterable[Beat]) -> Iterator[Beat]:
        """A note may name the drawing of its scene's place."""
        waiting: list[Beat] = []
        for beat in beats:
            if beat.kind == "scene":
                yield from waiting
                waiting = [beat]
            elif beat.kind == "do" and beat.verb == "place" and waiting:
                waiting[0] = replace(waiting[0], text=beat.text or waiting[0].text)
            elif waiting:
                waiting.append(beat)
            else:
                yield beat
        yield from waiting


def _language(words: Words) -> str:
    """The language of what has no translation yet; empty where it is the edition's."""
    return next((span.language for span in words.spans if span.language), "")


def _key(name: str) -> str:
    return " ".join(name.split()).casefold().strip(".،")


def _titles(art: dict[str, Art], folder: str) -> dict[str, str]:
    """Drawings of a folder by their title and by the name of their file."""
    found: dict[str, str] = {}
    for name, drawn in art.items():
        if name.startswith(folder):
            found[_key(name.removeprefix(folder).removesuffix(".svg"))] = name
            found.setdefault(_key(drawn.title), name)
    return {key: name for key, name in found.items() if key}


@lru_cache(maxsize=1024)
def lasts(recording: Blob) -> float:
    """Seconds of a recording; 0 where it is none."""
    return sound.seconds(recording.read())


@lru_cache(maxsize=64)
def is_rig(blob: Blob) -> bool:
    """Whether a drawing is a puppet: it has a mouth that can change."""
    return b'id="mouth"' in blob.read()
