"""What a page draws as text: every shown glyph with its place, its text and the block of operators that shows it.

Only what Typst writes is read (ISO 32000-1, 9.4): a block is ``BT … ET``, each string has its own ``Tm``, a run that is
drawn against its reading order stands in ``/ReversedChars`` (14.8.2.3.3), and a cluster whose glyph has more than one
meaning in the file stands in a ``/Span`` with ``ActualText`` (14.9.4). The art of a page is many times its text, so
outside the blocks the content is searched for the few operators that matter, and not parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pikepdf

from haqiba.pdf.elements import Elements
from haqiba.pdf.faces import Face
from haqiba.pdf.matrix import IDENTITY, Matrix, multiply

# A string in parentheses may hold such strings; glyph numbers never make more than a few levels.
_LITERAL = rb"\((?>[^()\\]+|\\.)*+\)"
for _ in range(6):
    _LITERAL = rb"\((?>[^()\\]+|\\.|" + _LITERAL + rb")*+\)"
_DICTIONARY = rb"<<(?:<[0-9A-Fa-f\s]*>|" + _LITERAL + rb"|[^<>()])*>>"
_NAME = rb"/[^\s/<>\[\]()]+"
# Operators outside text that say where text stands, how it is painted and which element it is of.
_OUTSIDE = re.compile(rb"BT|BI|BDC|BMC|EMC|q|Q|cm|cs|CS|scn?|SCN?|gs?|G|rg|RG|k|K|w")
_BEFORE, _AFTER = frozenset(b"\n\r \t>])"), frozenset(b"\n\r \t/<[(")
_PROPERTIES = re.compile(rb"(" + _NAME + rb")\s*(" + _DICTIONARY + rb"|" + _NAME + rb")?\s*\Z", re.S)
_NUMBER = re.compile(rb"/MCID\s+(\d+)")
_TOKEN = re.compile(
    rb"(?P<array>\[(?:" + _LITERAL + rb"|[^\]()])*\])|(?P<dictionary>" + _DICTIONARY + rb")|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<literal>" + _LITERAL + rb")|(?P<name>" + _NAME + rb")|(?P<number>[-+.\d]+)|(?P<operator>[A-Za-z*'\"]+)",
    re.S,
)
_SHOWN = re.compile(rb"(<[0-9A-Fa-f\s]*>|" + _LITERAL + rb")|([-+.\d]+)", re.S)
UNKNOWN = frozenset([b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Td", b"TD", b"T*", b"'", b'"'])


class NotTypst(ValueError):
    """The file is not a PDF written by Typst, or draws text in a way that Typst does not; nothing was changed."""


@dataclass(slots=True)
class Block:
    """One ``BT … ET``: its bytes in the content, and what must be equal for text to move from one block to another."""

    start: int
    end: int
    ctm: Matrix
    frame: int
    paint: tuple[tuple[bytes, bytes], ...]
    element: object
    parent: object
    mode: str = "0"

    @property
    def home(self) -> object:
        """Equal for blocks between which text may move unseen: same element, same clip and same paint."""
        return self.frame, self.element, self.paint, self.mode, self.ctm[0], self.ctm[3]


@dataclass(slots=True)
class Glyph:
    """One shown code.

    ``x`` and ``y`` are in units of the page (points), ``size`` is the font size in the same units.
    """

    face: Face
    font: str
    code: int
    text: str
    x: float
    y: float
    size: float
    block: int
    string: int
    reversed: bool
    span: int | None


@dataclass(slots=True)
class Drawn:
    """A page read: its content, its text blocks and its upright glyphs in the order of the content stream."""

    content: bytes
    blocks: list[Block] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    frame: int = 0
    paint: Mapping[bytes, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Mark:
    """Marked content that is open: an element's, a reversed run, or a cluster with a text of its own."""

    number: int | None = None
    reversed: bool = False
    span: int | None = None
    text: str = ""


class _Reader:
    """Walks the content of one page once."""

    def __init__(self, drawn: Drawn, faces: Mapping[str, Face], elements: Elements) -> None:
        self.drawn, self.faces, self.elements = drawn, faces, elements
        self.state, self.saved = _State(), list[_State]()
        self.marks = list[_Mark]()
        self.frames = self.strings = self.spans = 0
        self.tm, self.font, self.size = IDENTITY, "", 0.0

    def run(self) -> None:
        content, at = self.drawn.content, 0
        for found in _OUTSIDE.finditer(content):
            start, end = found.span()
            alone = (not start or content[start - 1] in _BEFORE) and (end == len(content) or content[end] in _AFTER)
            if start < at or not alone:
                continue
            name = found[0]
            if name == b"BT":
                at = self.block(start, end)
            elif name == b"q":
                self.saved.append(self.state)
                self.frames += 1
                self.state = _State(self.state.ctm, self.frames, self.state.paint)
            elif name == b"Q":
                self.state = self.saved.pop() if self.saved else _State()
            elif name == b"cm":
                a, b, c, d, e, f = (float(word) for word in content[max(0, start - 120) : start].split()[-6:])
                self.state.ctm = multiply((a, b, c, d, e, f), self.state.ctm)
            elif name == b"EMC":
                if self.marks:
                    self.marks.pop()
            elif name in (b"BDC", b"BMC"):
                properties = _PROPERTIES.search(content, max(0, start - 4000), start)
                self.mark(properties[1] if properties else b"", (properties and properties[2]) or b"")
            elif name == b"BI":
                raise NotTypst("an inline image, which Typst does not write")
            else:
                self.state.paint = {**self.state.paint, name: start}

    def painted(self) -> tuple[tuple[bytes, bytes], ...]:
        """The colours and graphics states in force, as they are written, to be compared."""
        return tuple(sorted((name, self.operands(start)) for name, start in self.state.paint.items()))

    def operands(self, start: int) -> bytes:
        """The operands that stand before an operator."""
        before = self.drawn.content[max(0, start - 120) : start]
        kept: list[bytes] = []
        for token in list(_TOKEN.finditer(before))[::-1]:
            if token.lastgroup == "operator":
                break
            kept.append(token[0])
        return b" ".join(kept[::-1])

    def mark(self, tag: bytes, properties: bytes) -> None:
        if number := _NUMBER.search(properties):
            self.marks.append(_Mark(number=int(number[1])))
        elif b"/ActualText" in properties:
            self.spans += 1
            text = str(pikepdf.Object.parse(properties)["/ActualText"])
            self.marks.append(_Mark(span=self.spans, text=text))
        else:
            self.marks.append(_Mark(reversed=tag == b"/ReversedChars"))

    def block(self, start: int, at: int) -> int:
        """Reads ``BT … ET`` and says where it ends."""
        number = next((m.number for m in reversed(self.marks) if m.number is not None), None)
        own, around = self.elements.of(number)
        frame = self.saved[-1].frame if self.saved else 0
        block = Block(start, at, self.state.ctm, frame, self.painted(), own, around)
        self.drawn.blocks.append(block)
        self.tm = IDENTITY
        operands: list[bytes] = []
        steps: dict[bytes, Callable[[list[bytes]], None]] = {b"Tf": self.face, b"Tm": self.place, b"TJ": self.show}
        steps[b"Tj"] = self.show
        for token in _TOKEN.finditer(self.drawn.content, at):
            if token.lastgroup != "operator":
                operands.append(token[0])
                continue
            name = token[0]
            if name == b"ET":
                block.end = token.end()
                return block.end
            if name in steps:
                steps[name](operands)
            elif name == b"Tr":
                block.mode = operands[-1].decode()
            elif name in (b"BDC", b"BMC"):
                self.mark(operands[0], operands[1] if len(operands) > 1 else b"")
            elif name == b"EMC":
                self.marks.pop()
            elif name in UNKNOWN:
                raise NotTypst(f"text operator {name.decode()}, which Typst does not write")
            operands.clear()
        raise NotTypst("text that does not end")

    def face(self, operands: list[bytes]) -> None:
        self.font, self.size = operands[-2].decode(), float(operands[-1])

    def place(self, operands: list[bytes]) -> None:
        a, b, c, d, e, f = (float(word) for word in operands[-6:])
        self.tm = (a, b, c, d, e, f)

    def show(self, operands: list[bytes]) -> None:
        """Adds the glyphs of a string; what is not upright, or not in a face of Typst's usual kind, is left alone."""
        face = self.faces.get(self.font)
        place = multiply(self.tm, self.state.ctm)
        turned = abs(place[1]) > 1e-6 or abs(place[2]) > 1e-6 or place[0] <= 0 or abs(place[0] - place[3]) > 1e-4
        if face is None or turned:
            return
        self.strings += 1
        span = next((m for m in reversed(self.marks) if m.span is not None), _Mark())
        backward = any(m.reversed for m in self.marks)
        pen, block = 0.0, len(self.drawn.blocks) - 1
        for raw, number in _SHOWN.findall(operands[-1]):
            if number:
                pen -= float(number) * self.size / 1000
                continue
            said = bytes.fromhex(raw[1:-1].decode()) if raw[:1] == b"<" else bytes(pikepdf.Object.parse(raw))
            for code in (said[i] << 8 | said[i + 1] for i in range(0, len(said) - 1, 2)):
                text = span.text if span.span is not None else face.text(code)
                x = place[4] + pen * place[0]
                size = self.size * place[0]
                self.drawn.glyphs.append(
                    Glyph(face, self.font, code, text, x, place[5], size, block, self.strings, backward, span.span)
                )
                pen += face.width(code) * self.size / 1000


def read_page(pdf: pikepdf.Pdf, page: pikepdf.Page, faces: Mapping[str, Face]) -> Drawn:
    """Reads what a page draws as upright text with the faces given by their resource names.

    Raises NotTypst for an operator that Typst does not write.
    """
    page.contents_coalesce()
    drawn = Drawn(page.obj["/Contents"].read_bytes())
    _Reader(drawn, faces, Elements(pdf, page)).run()
    return drawn
