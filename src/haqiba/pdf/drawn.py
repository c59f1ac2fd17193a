"""What a page draws as text: every shown glyph with its place, its text and the block of operators that shows it.

Only the operators that Typst writes are read (ISO 32000-1, 9.4): a block is ``BT … ET``, each string has its own ``Tm``, a run
that is drawn against its reading order stands in ``/ReversedChars`` (14.8.2.3.3), and a cluster whose glyph has more than one
meaning in the file stands in a ``/Span`` with ``ActualText`` (14.9.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf

from haqiba.pdf.faces import Face

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# Elements that lie inside a line: their text belongs to the line of the block around them (ISO 32000-1, 14.8.4.4).
INLINE = frozenset(
    ["Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Note", "BibEntry", "Annot", "Ruby", "Warichu", "Formula", "Datetime", "Sub"]
)
PAINT = frozenset(["cs", "CS", "sc", "SC", "scn", "SCN", "g", "G", "rg", "RG", "k", "K", "gs", "w", "J", "j", "M", "d", "ri", "i"])
UNKNOWN_TEXT_OPERATORS = frozenset(["Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "T*", "'", '"'])


class NotTypst(ValueError):
    """The file is not a PDF written by Typst, or draws text in a way that Typst does not; nothing was changed."""


@dataclass(slots=True)
class Block:
    """One ``BT … ET``: where its instructions stand, and all that must be equal for text to move from one block to another."""

    start: int
    end: int
    ctm: Matrix
    frame: int
    paint: tuple[str, ...]
    mcid: int | None
    element: object
    parent: object

    @property
    def home(self) -> object:
        """Equal for blocks between which text may move unseen: same element, same clip and same paint."""
        return self.frame, self.element, self.paint, self.ctm[0], self.ctm[3]


@dataclass(slots=True)
class Glyph:
    """One shown code. ``x`` and ``y`` are in units of the page (points), ``size`` is the font size in the same units."""

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
    """A page read: its instructions, its text blocks and its upright glyphs in the order of the content stream."""

    instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]
    blocks: list[Block] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m first, then n (ISO 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _matrix(operands: Iterable[object]) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands)  # type: ignore[arg-type]
    return (a, b, c, d, e, f)


class Elements:
    """From a marked-content number of one page to its structure element (ISO 32000-1, 14.7.4.4)."""

    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        self._row: list[object] = []
        self._roles: dict[str, str] = {}
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None or "/StructParents" not in page.obj:
            return
        self._roles = {k.lstrip("/"): str(v).lstrip("/") for k, v in dict(tree.get("/RoleMap", {})).items()}
        number = int(page.obj["/StructParents"])
        row = pikepdf.NumberTree(tree["/ParentTree"]).get(number)
        if isinstance(row, pikepdf.Array):
            self._row = list(row)

    def of(self, mcid: int | None) -> tuple[object, object]:
        """The element's own key and the key of the block around it; (None, None) for untagged text."""
        if mcid is None or not 0 <= mcid < len(self._row):
            return None, None
        element = self._row[mcid]
        if not isinstance(element, pikepdf.Dictionary):
            return None, None
        own = key = element.objgen
        for _ in range(50):
            kind = str(element.get("/S", "")).lstrip("/")
            if self._roles.get(kind, kind) not in INLINE and kind not in INLINE:
                break
            above = element.get("/P")
            if not isinstance(above, pikepdf.Dictionary):
                break
            element, key = above, above.objgen
        return own, key


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    frame: int = 0
    paint: tuple[str, ...] = ()


class _Reader:
    """Walks the instructions of one page once."""

    def __init__(self, drawn: Drawn, faces: Mapping[str, Face], elements: Elements) -> None:
        self.drawn, self.faces, self.elements = drawn, faces, elements
        self.state, self.saved = _State(), list[_State]()
        self.marks: list[tuple[str, int | str | None]] = []
        self.frames = self.strings = self.spans = 0
        self.tm, self.font, self.size, self.mode = IDENTITY, "", 0.0, "0"
        self.block: Block | None = None

    def run(self) -> None:
        for at, instruction in enumerate(self.drawn.instructions):
            if not isinstance(instruction, pikepdf.ContentStreamInstruction):
                continue
            name = str(instruction.operator)
            step = getattr(self, "op_" + name, None) if name not in PAINT else self.paint
            if step is not None:
                step(at, instruction)
            elif name in UNKNOWN_TEXT_OPERATORS:
                raise NotTypst(f"text operator {name}, which Typst does not write")

    def paint(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        name = str(instruction.operator)
        operands = " ".join(str(v) for v in instruction.operands)
        # A colour space resets the colour: keep the last word of each operator only.
        kept = tuple(p for p in self.state.paint if p.split(" ", 1)[0] != name)
        self.state.paint = (*kept, f"{name} {operands}")

    def op_q(self, _: int, __: object) -> None:
        self.saved.append(self.state)
        self.frames += 1
        self.state = _State(self.state.ctm, self.frames, self.state.paint)

    def op_Q(self, _: int, __: object) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def op_cm(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        self.state.ctm = multiply(_matrix(instruction.operands), self.state.ctm)

    def op_BT(self, at: int, _: object) -> None:
        mcid = next((v for kind, v in reversed(self.marks) if kind == "mcid"), None)
        number = mcid if isinstance(mcid, int) else None
        own, around = self.elements.of(number)
        frame = self.saved[-1].frame if self.saved else 0
        self.block = Block(at, at, self.state.ctm, frame, self.state.paint, number, own, around)
        self.drawn.blocks.append(self.block)
        self.tm = IDENTITY

    def op_ET(self, at: int, _: object) -> None:
        if self.block is not None:
            self.block.end = at
        self.block = None

    def op_BMC(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        reverse = str(instruction.operands[0]) == "/ReversedChars"
        self.marks.append(("reversed" if reverse else "other", None))

    def op_BDC(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        properties = instruction.operands[1] if len(instruction.operands) > 1 else None
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            self.marks.append(("mcid", int(properties["/MCID"])))
        elif isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
            self.spans += 1
            self.marks.append((f"text {self.spans}", str(properties["/ActualText"])))
        else:
            self.marks.append(("other", None))

    def op_EMC(self, _: int, __: object) -> None:
        if self.marks:
            self.marks.pop()

    def op_Tf(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        self.font, self.size = str(instruction.operands[0]), float(instruction.operands[1])

    def op_Tm(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        self.tm = _matrix(instruction.operands)

    def op_Tr(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        kept = tuple(p for p in self.state.paint if not p.startswith("Tr "))
        mode = str(instruction.operands[0])
        self.state.paint = kept if mode == "0" else (*kept, f"Tr {mode}")
        if self.block is not None:
            self.block.paint = self.state.paint

    def op_Tj(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        self.show([instruction.operands[0]])

    def op_TJ(self, _: int, instruction: pikepdf.ContentStreamInstruction) -> None:
        self.show(list(instruction.operands[0]))  # type: ignore[call-overload]

    def show(self, items: list[object]) -> None:
        """Adds the glyphs of one string; a string that is not upright, or whose face is not Typst's, is left alone."""
        face = self.faces.get(self.font)
        if face is None or self.block is None:
            return
        place = multiply(self.tm, self.state.ctm)
        if abs(place[1]) > 1e-6 or abs(place[2]) > 1e-6 or place[0] <= 0 or abs(place[0] - place[3]) > 1e-4:
            return
        self.strings += 1
        span = next(((int(k[5:]), str(v)) for k, v in reversed(self.marks) if k.startswith("text ")), None)
        turned = any(kind == "reversed" for kind, _ in self.marks)
        pen, size, block = 0.0, self.size * place[0], len(self.drawn.blocks) - 1
        for item in items:
            if not isinstance(item, pikepdf.String):
                pen -= float(item) * self.size / 1000  # type: ignore[arg-type]
                continue
            raw = bytes(item)
            for i in range(0, len(raw) - 1, 2):
                code = raw[i] << 8 | raw[i + 1]
                text = span[1] if span else face.text(code)
                self.drawn.glyphs.append(
                    Glyph(
                        face,
                        self.font,
                        code,
                        text,
                        place[4] + pen * place[0],
                        place[5],
                        size,
                        block,
                        self.strings,
                        turned,
                        span[0] if span else None,
                    )
                )
                pen += face.width(code) * self.size / 1000


def read_page(pdf: pikepdf.Pdf, page: pikepdf.Page, faces: Mapping[str, Face]) -> Drawn:
    """Reads what a page draws as upright text with the faces given by their resource names.

    Raises NotTypst for a text operator that Typst does not write.
    """
    drawn = Drawn(list(pikepdf.parse_content_stream(page)))
    _Reader(drawn, faces, Elements(pdf, page)).run()
    return drawn
