"""A screenplay as a piece: scenes, lines with stable ids, directions in the words of the tool."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable

from haqiba.campaign.campaign import AUDIENCES
from haqiba.campaign.finding import Finding, Level, Place, here
from haqiba.campaign.piece import Block, BlockKind, Piece
from haqiba.read.direction import MOODS, direction, near
from haqiba.read.folder import MAX_BLOCK, huge
from haqiba.read.fountain import Element, elements
from haqiba.read.table import nearest

# Keys of the title page that mean something here; others are the writer's own.
KEYS = {
    "title": ("title", "titre", "العنوان"),
    "audiences": ("audiences", "publics", "الجمهور"),
    "helplines": ("helplines", "aide", "أرقام المساعدة"),
    "languages": ("languages", "langues", "اللغات"),
}
_EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)([^*_\n]+)(?<=\S)[*_]{1,3}")
OFF_SCREEN = re.compile(r"^(?:v\.?o\.?|o\.?s\.?|o\.?c\.?|off|voix off|صوت|خارج الكادر)", re.IGNORECASE)


def screenplay(text: str, file: str, slug: str) -> tuple[Piece | None, dict[str, Place], list[Finding]]:
    """A film, the places of its blocks, and findings; None where a line is too long to be one."""
    long = next((n for n, line in enumerate(text.split("\n"), 1) if len(line) > MAX_BLOCK), None)
    if long:
        return None, {}, [huge(here(file, long))]
    read = _Screenplay(file)
    for element in elements(text):
        read.take(element)
    if not any(block.kind in ("line", "action", "words") for block in read.blocks):
        mend = "write a scene: INT. or a dot before its heading, a name (after @ in Arabic) before what is said"
        read.findings.append(Finding("film-empty", "error", file, "nobody says or does anything in this film", mend))
    return read.piece(slug), read.places, read.findings


class _Screenplay:
    """Collects the blocks of one film."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.blocks: list[Block] = []
        self.places: dict[str, Place] = {}
        self.findings: list[Finding] = []
        self.front: dict[str, str] = {}
        self.names: dict[str, Block] = {}
        self._counts: Counter[str] = Counter()
        self._speaker = Element("character", "", 0)

    def piece(self, slug: str) -> Piece:
        title = self.front.get("title", "")
        heading = (Block("title", "heading", title, level=1),) if title else ()
        audiences = self._known("audiences", AUDIENCES)
        return Piece(
            slug=slug,
            kind="film",
            file=self.file,
            audiences=audiences,
            languages=self._listed("languages"),
            helplines=self._listed("helplines"),
            mirror=False,
            ground="night",
            blocks=(*heading, *self.names.values(), *self.blocks),
        )

    def _listed(self, key: str) -> tuple[str, ...]:
        return tuple(filter(None, re.split(r"[\s,،]+", self.front.get(key, ""))))

    def _known(self, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
        values = self._listed(key)
        for value in values:
            if value not in options:
                mend = nearest(value, options) or f"one of: {', '.join(options)}"
                ref = f"{self.file}#front.{key}"
                self.findings.append(Finding("value-choice", "error", ref, f"{key} cannot be {value!r}", mend))
        return tuple(value for value in values if value in options)

    def take(self, element: Element) -> None:
        kinds: dict[str, Callable[[Element], None]] = {
            "title": self._title,
            "scene": lambda one: self._plain("scene", one),
            "action": lambda one: self._plain("action", one),
            "character": self._character,
            "parenthetical": self._parenthetical,
            "dialogue": self._line,
            "lyric": self._line,
            "note": self._note,
            "centered": lambda one: self._words("show", one),
        }
        if element.kind in kinds:
            kinds[element.kind](element)

    def _add(self, id: str, kind: BlockKind, element: Element, text: str = "", name: str = "", level: int = 0) -> None:
        self._counts[id] += 1
        many = self._counts[id]
        unique = f"{id}-{many}" if many > 1 else id
        self.places[f"{self.file}#{unique}"] = Place(self.file, element.line, element.column)
        self.blocks.append(Block(unique, kind, text, name, level))

    def _title(self, element: Element) -> None:
        for key, words in KEYS.items():
            if element.name.casefold() in words:
                self.front[key] = _spoken(element.text) if key == "title" else element.text
                place = Place(self.file, element.line, element.column)
                self.places[f"{self.file}#front.{key}"] = place
                if key == "title":
                    self.places[f"{self.file}#title"] = place

    def _plain(self, kind: BlockKind, element: Element) -> None:
        self._add(f"{kind[0]}-{_digest(element.text)}", kind, element, name=" ".join(element.text.split()))

    def _character(self, element: Element) -> None:
        self._speaker = element
        if element.text and element.text not in self.names:
            id = f"c-{_digest(element.text)}"
            self.places[f"{self.file}#{id}"] = Place(self.file, element.line, element.column)
            self.names[element.text] = Block(id, "cast", element.text, element.text)

    def _parenthetical(self, element: Element) -> None:
        """In brackets one writes how a line is said: a mood, or nothing that the film can draw."""
        told = direction(f"feel {element.text}")
        moods = tuple(word for word in told.arguments if word in MOODS) if told else ()
        if moods:
            self._direct("feel", self._speaker.text, moods, element)

    def _line(self, element: Element) -> None:
        text, who = _spoken(element.text), self._speaker.text
        if text:
            off = bool(OFF_SCREEN.match(self._speaker.name))
            self._add(f"l-{_digest(who, text)}", "line", element, text, who, int(off))

    def _words(self, name: str, element: Element, text: str = "", who: str = "") -> None:
        words = _spoken(text or element.text)
        if words:
            self._add(f"w-{_digest(name, words)}", "words", element, words, "\t".join((name, who)))

    def _note(self, element: Element) -> None:
        told = direction(element.text)
        if told and told.words:
            self._words(told.verb, element, told.words, told.who)
        elif told:
            self._direct(told.verb, told.who, told.arguments, element)
        elif element.text:
            mend = near(element.text)
            level: Level = "warning" if mend else "note"
            ref = here(self.file, element.line, element.column)
            message = f"this note directs nothing: {element.text[:40]}"
            mend = mend or "the words of direction are in docs/do/write-a-film.md; a remark may stay"
            self.findings.append(Finding("direction-unknown", level, ref, message, mend))

    def _direct(self, verb: str, who: str, arguments: tuple[str, ...], element: Element) -> None:
        name = "\t".join((verb, who, *arguments))
        self._add(f"d-{_digest(name)}", "direction", element, name=name)


def _spoken(text: str) -> str:
    """Words without Fountain's emphasis, on one line: a recording has no bold."""
    return " ".join(_EMPHASIS.sub(r"\1", text).split())


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
