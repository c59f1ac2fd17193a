"""An edition: one piece in one language, everything said and nothing left to look up."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from haqiba.campaign.art import Art, Blob
from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Ref
from haqiba.campaign.language import Language
from haqiba.campaign.piece import BlockKind

SpanKind = Literal["text", "value", "break"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `kind` value: it came from a placeholder (`name`); `direction` is set where it
    must not follow its surroundings (a phone number), `language` where it is foreign."""

    text: str
    kind: SpanKind = "text"
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    language: str = ""
    direction: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A block in the edition's language: as piece.Block, with the text set out in spans."""

    id: str
    kind: BlockKind
    spans: tuple[Span, ...] = ()
    name: str = ""
    level: int = 0
    children: tuple["Words", ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    def walk(self) -> Iterator["Words"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Contact:
    """A helpline's channel as printed: `hours`, `cost` and `languages` in words of the language."""

    kind: str
    value: str
    href: str
    hours: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class HelplineCard:
    id: str
    name: str
    contacts: tuple[Contact, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A figure of the campaign with its source; `pieces` are the titles of those that print it."""

    value: str
    text: str
    source: str
    date: str
    url: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerName:
    name: str
    role: str
    statement: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The unit that is built, kept, checked, approved and counted.

    `sides` are the blocks between breaks; `labels` the tool's own words in this language; `draft`
    why it is one (empty: final); `sources` the lines to print under figures used, `facts` the table
    of all of them in a piece of that kind;
    `text_faces` and `display_faces` are families in the order in which they are tried, `faceless` the family
    that the language needs and that is not installed; `used` the reserved names printed
    (`helpline.child.number`), for checks and letters; `borrowed` the languages whose words stand where
    its own has none (`ar` in `ary`); `voices` are a film's recordings by the id of their line, `sounds` its
    effects and music by name; `code` is the address at which one can ask whether the paper is true, printed as a
    QR code, empty where the campaign has no site.
    """

    piece: str
    kind: str
    file: str
    language: Language
    source: Language
    imprint: str = ""
    title: str = ""
    campaign: str = ""
    slogan: str = ""
    notice: str = ""
    licence: str = ""
    audiences: tuple[str, ...] = ()
    cover: str = ""
    mirror: bool = False
    paper: bool = True
    ground: str = ""
    sides: tuple[tuple[Words, ...], ...] = ()
    helplines: tuple[HelplineCard, ...] = ()
    partners: tuple[PartnerName, ...] = ()
    sources: tuple[str, ...] = ()
    facts: tuple[FactRow, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    draft: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    art: dict[str, Art] = field(default_factory=dict)
    alts: dict[str, str] = field(default_factory=dict)
    fonts: tuple[Blob, ...] = ()
    text_faces: tuple[str, ...] = ()
    display_faces: tuple[str, ...] = ()
    faceless: str = ""
    hashtags: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    date: str = ""
    voices: dict[str, Blob] = field(default_factory=dict)
    sounds: dict[str, Blob] = field(default_factory=dict)
    code: str = ""

    @property
    def name(self) -> str:
        """`leaflet-parents/ar`, or `leaflet-parents/ar/PARTNER` for an imprint."""
        base = f"{self.piece}/{self.language.tag}"
        return f"{base}/{self.imprint}" if self.imprint else base

    @property
    def folder(self) -> str:
        """Its place in the bag: `ar/leaflet-parents`."""
        base = f"{self.language.tag}/{self.piece}"
        return f"{base}/{self.imprint}" if self.imprint else base

    def digest(self) -> str:
        """Of everything printed; of no place and no path."""
        return digest(self)

    @property
    def number(self) -> str:
        """The small number printed on it, by which anyone can ask whether it is true: 12 letters and digits, base32."""
        printed = self.code.rpartition("#")[2]
        return printed or base64.b32encode(bytes.fromhex(self.digest()))[:12].decode()

    def approvable(self) -> str:
        """The digest that an office approves: of what is said and drawn, whatever happens to helplines and drafts."""
        lines = tuple(replace(line, verified=False) for line in self.helplines)
        return digest(replace(self, draft=(), helplines=lines, fonts=(), code=""))

    def ref(self, block: str = "") -> Ref:
        return f"{self.file}#{block}" if block else self.file

    def walk(self) -> Iterator[Words]:
        for side in self.sides:
            for words in side:
                yield from words.walk()
