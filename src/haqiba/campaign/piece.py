"""Pieces: one thing in the kit, as its author wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from haqiba.campaign.finding import Ref

BlockKind = Literal[
    "heading", "paragraph", "list", "item", "table", "row", "cell", "image", "quote", "box", "slot", "break",
    "scene", "action", "cast", "line", "direction", "words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text piece, or of a film (from `scene` on).

    `text` is inline Markdown in the source language (of headings, paragraphs, cells and items);
    `name` the kind of a box, the name of a slot, the path of an image; `level` that of a heading,
    or 1 for an ordered list.
    In a film `name` is the heading of a scene, what happens in an action, who says a line (`level` 1: unseen),
    and, parted by tabs, verb, who and arguments of a direction, kind and who of words on the screen.
    """

    id: str
    kind: BlockKind
    text: str = ""
    name: str = ""
    level: int = 0
    children: tuple["Block", ...] = ()

    def walk(self) -> Iterator["Block"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. `front` holds the keys of its kind that are not fields here."""

    slug: str
    kind: str
    file: str
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cover: str = ""
    helplines: tuple[str, ...] = ()
    mirror: bool = True
    ground: str = ""
    blocks: tuple[Block, ...] = ()

    def ref(self, block: str = "") -> Ref:
        return f"{self.file}#{block}" if block else self.file

    def walk(self) -> Iterator[Block]:
        for block in self.blocks:
            yield from block.walk()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the translator: `text` in the source language, `context` only where the same
    words may need two translations, `comments` on where it stands and how much room it has."""

    text: str
    context: str = ""
    comments: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translated:
    """What a PO file says of one message; `text` empty where it is not translated."""

    text: str
    fuzzy: bool = False
    ref: Ref = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """A PO file: (context, source text) -> Translated."""

    tag: str
    file: str
    messages: dict[tuple[str, str], Translated] = field(default_factory=dict)
