"""From a line to the strings that say it: one code, one character, so that a reader's own turning of the text gives it back.

Every reader turns the text of a right-to-left line itself, and each in its own way; see docs/why/arabic-pdf.md, which also says what
each invisible mark below is for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from haqiba.pdf.faces import Shape
from haqiba.pdf.lines import RIGHT, Cell, Line, Run

RLM, LRM = "\u200f", "\u200e"
NOTHING = Shape((), 0)
# A character that is nothing to see and is no mark: pdf.js takes two characters at one place for a doubled space.
TINY = Shape((), 1)
# pdfium and poppler read these as the start of a left-to-right section.
WEAK = frozenset(["EN", "AN", "ES", "ET", "CS", "NSM", "BN"])
# A jump below this is kerning; above it pdf.js and poppler may see a space, so the width of the code takes it.
KERNING = 30


@dataclass(slots=True)
class Shown:
    """One code to show: its shape, its text, where it begins (points)."""

    shape: Shape
    text: str
    x: float


@dataclass(slots=True)
class Piece:
    """Codes that are shown as one string: one face, one size, one block; ``turned``: drawn against its reading order."""

    cell: Cell
    turned: bool
    shown: list[Shown] = field(default_factory=list)


def _kind(char: str) -> str:
    return unicodedata.bidirectional(char)


def _marked(cell: Cell) -> bool:
    return len(cell.text) > 1 and bool(unicodedata.combining(cell.text[-1]))


def _strong(cell: Cell) -> bool:
    return _kind(cell.text[0]) in RIGHT


def _section(cell: Cell) -> bool:
    """Whether a neutral or weak cell of a right-to-left run begins a left-to-right section in poppler or pdfium."""
    return not _strong(cell) and (_kind(cell.text[0]) in WEAK or bool(unicodedata.mirrored(cell.text[0])))


def _advances(cells: list[Cell]) -> list[int]:
    """The width each cell's code must have, in thousandths: its own, unless the way to the next is longer or shorter."""
    widths = []
    for cell in cells:
        natural = round(cell.natural * 1000 / cell.size)
        gap = round(cell.advance * 1000 / cell.size) - natural
        widths.append(natural + gap if abs(gap) >= KERNING else natural)
    return widths


def _narrow_spaces(cells: list[Cell], widths: list[int], xs: list[float]) -> None:
    """A space before a marked cluster: pdf.js reads the way over it twice if it is wider than 102, poppler not at all below 30.

    So the space is 80 wide and the glyph on its left takes the rest.
    """
    for i in range(1, len(cells) - 1):
        if cells[i].text == " " and _marked(cells[i + 1]) and _strong(cells[i - 1]) and widths[i] > 80:
            rest = widths[i] - 80
            widths[i - 1] += rest
            widths[i] = 80
            xs[i] += rest * cells[i].size / 1000


def _right_to_left(run: Run) -> list[Piece]:
    """The strings of a right-to-left run, the rightmost first; each from left to right, as drawn."""
    cells = run.cells
    widths, xs = _advances(cells), [cell.x for cell in cells]
    _narrow_spaces(cells, widths, xs)
    pieces: list[Piece] = []
    for i, cell in enumerate(cells):
        before = cells[i - 1] if i else None
        if not pieces or not _together(pieces[-1].cell, cell):
            pieces.append(Piece(cell, True))
        shown, x = pieces[-1].shown, xs[i]
        if before is None:
            if not _strong(cell):
                shown.append(Shown(NOTHING, RLM, x))
        elif (_section(cell) and not _strong(before)) or (_marked(cell) and _section(before)):
            shown.append(Shown(NOTHING, RLM, x))
        for char in reversed(cell.text[1:]):
            blank = NOTHING if unicodedata.combining(char) else TINY
            shown.append(Shown(blank, char, x))
            x += blank.advance * cell.size / 1000
        shown.append(Shown(Shape(tuple(cell.parts), widths[i]), cell.text[0], xs[i]))
        if unicodedata.mirrored(cell.text[0]):
            shown.append(Shown(NOTHING, LRM, xs[i] + widths[i] * cell.size / 1000))
    return pieces[::-1]


def _left_to_right(run: Run) -> list[Piece]:
    """The strings of a left-to-right run, in reading order."""
    widths = _advances(run.cells)
    pieces: list[Piece] = []
    for i, cell in enumerate(run.cells):
        if not pieces or not _together(pieces[-1].cell, cell):
            pieces.append(Piece(cell, False))
        pieces[-1].shown.append(Shown(Shape(tuple(cell.parts), widths[i]), cell.text, cell.x))
    return pieces


def _together(a: Cell, b: Cell) -> bool:
    return a.face is b.face and a.font == b.font and a.size == b.size and a.home == b.home


def pieces_of(line: Line) -> list[Piece]:
    """The strings of a line, in reading order."""
    pieces: list[Piece] = []
    for run in line.runs:
        made = _right_to_left(run) if run.rtl else _left_to_right(run)
        if not run.rtl and line.rtl and made:
            first, last = made[0], made[-1]
            first.shown.insert(0, Shown(NOTHING, RLM, first.shown[0].x))
            cell = run.cells[-1]
            last.shown.append(Shown(NOTHING, LRM, cell.x + cell.advance))
        pieces += made
    return pieces
