"""From a line to the strings that say it: one code, one character, so that a reader's own turning of the text gives it
back.

Every reader turns the text of a right-to-left line itself, and each in its own way; see docs/why/arabic-pdf.md, which
also says what each invisible mark below is for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from haqiba.pdf.faces import Shape
from haqiba.pdf.lines import RIGHT, Cell, Run

RLM, LRM = "\u200f", "\u200e"
NOTHING = Shape((), 0)
# A character that is nothing to see and is no mark: pdf.js takes two characters at one place for a doubled space.
TINY = Shape((), 1)
# The width that a letter of a ligature gets where it must not lie on its like.
SHARE = 150
# What stands alone must be this wide, or pdfium passes over it.
SPECK = Shape((), 5)
# How far an invisible mark stands from the glyph it must not be mixed up with, in font sizes: more than rounding.
HAIR = 0.002
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
    """Codes that are shown as one string: one face, one size, one block; ``turned``: drawn against its reading order.

    ``ahead`` and ``behind`` are invisible marks for pdfium alone, before and after the string as drawn.
    """

    cell: Cell
    turned: bool
    shown: list[Shown] = field(default_factory=list)
    ahead: str = ""
    behind: str = ""


def _kind(char: str) -> str:
    return unicodedata.bidirectional(char)


def _marked(cell: Cell) -> bool:
    return len(cell.text) > 1 and bool(unicodedata.combining(cell.text[-1]))


def _strong(cell: Cell) -> bool:
    return _kind(cell.text[0]) in RIGHT


def _turned(cell: Cell) -> bool:
    """Whether pdfium would give another character for a neutral one in a right-to-left section:

    Its mirror, or its plain form (® R).
    """
    char = cell.text[0]
    if _strong(cell) or char.isspace():
        return False
    plain = unicodedata.normalize("NFKC", char) == char and unicodedata.category(char) not in ("So", "Sk")
    return bool(unicodedata.mirrored(char)) or not plain


def _section(cell: Cell) -> bool:
    """Whether a neutral or weak cell of a right-to-left run begins a left-to-right section in poppler or pdfium."""
    return not _strong(cell) and (_kind(cell.text[0]) in WEAK or _turned(cell))


def _advances(cells: list[Cell]) -> list[int]:
    """The width each cell's code must have, in thousandths:

    Its own, unless the way to the next is longer or shorter.
    """
    widths = []
    for cell in cells:
        natural = round(cell.natural * 1000 / cell.size)
        gap = round(cell.advance * 1000 / cell.size) - natural
        widths.append(natural + gap if abs(gap) >= KERNING else natural)
    return widths


def _narrow_spaces(cells: list[Cell], widths: list[int], xs: list[float], span: range) -> None:
    """A space before a marked cluster: pdf.js reads the way over it twice if it is wider than 102, poppler not at all
    below 30.

    So the space is 80 wide and the glyph on its left takes the rest.
    """
    for i in span[1:-1]:
        if cells[i].text == " " and _marked(cells[i + 1]) and cells[i - 1].text != " " and widths[i] > 80:
            rest = widths[i] - 80
            widths[i - 1] += rest
            widths[i] = 80
            xs[i] += rest * cells[i].size / 1000


def _letters(text: str) -> list[str]:
    """A cluster's letters, each with the marks that follow it."""
    letters: list[str] = []
    for char in text:
        if letters and unicodedata.combining(char):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _cluster(cell: Cell, width: int, x: float) -> list[Shown]:
    """The codes of a right-to-left cluster, from left to right: the last letter first, each letter after its marks.

    The first letter draws the glyph; the other codes draw nothing and lie just left of it. But where a ligature has a
    character twice, each letter takes a share of its width: pdfium and poppler drop one of two equal characters at one
    place as shadow print.
    """
    letters = _letters(cell.text)
    twice = len(set(cell.text)) < len(cell.text) and width >= SHARE * len(letters)
    step = SHARE if twice else TINY.advance
    left = x if twice else x - (len(letters) - 1) * step * cell.size / 1000
    shown: list[Shown] = []
    for letter in reversed(letters[1:]):
        shown += [Shown(NOTHING, mark, left) for mark in reversed(letter[1:])]
        shown.append(Shown(Shape((), step), letter[0], left))
        left += step * cell.size / 1000
    shown += [Shown(NOTHING, mark, left) for mark in reversed(letters[0][1:])]
    moved = step * (len(letters) - 1) if twice else 0
    parts = tuple((gid, dx - moved, dy) for gid, dx, dy in cell.parts)
    shown.append(Shown(Shape(parts, width - moved), letters[0][0], left))
    return shown


def _last_marks(piece: Piece, shown: list[Shown]) -> Piece | None:
    """Takes the marks that a string would begin with out of it: pdf.js gives a mark that opens a string to the string
    before.

    They get a string of their own, just left of their letter and after it in the file. pdfium passes over a string that
    goes nowhere, so an invisible mark stands before them.
    """
    marks = []
    while unicodedata.combining(shown[0].text[0]):
        marks.append(shown.pop(0))
    if not marks:
        return None
    tail = Piece(piece.cell, False)
    step = SPECK.advance * piece.cell.size / 1000
    left = shown[0].x - (len(marks) + 1) * step
    for i, text in enumerate([RLM, *(mark.text for mark in marks)]):
        tail.shown.append(Shown(SPECK, text, left + i * step))
    return tail


def _spans(cells: list[Cell]) -> list[range]:
    """Cuts a right-to-left run, from left to right, into what is shown as one string.

    A space at the edge of a string stands alone, because pdf.js loses it there. What has no letter stands alone as
    well, and so does all of a string with few letters in it, because pdf.js turns only strings with right-to-left
    letters; < and > it drops in those.
    """
    spans: list[range] = []
    first = 0
    for i in range(1, len(cells) + 1):
        if (
            i == len(cells)
            or not _together(cells[first], cells[i])
            or cells[i].text in "<>"
            or cells[i - 1].text in "<>"
        ):
            spans += _without_edges(cells, first, i)
            first = i
    return spans


def _without_edges(cells: list[Cell], first: int, end: int) -> list[range]:
    left, right = first, end
    while left < end and cells[left].text.isspace():
        left += 1
    while right > left and cells[right - 1].text.isspace():
        right -= 1
    letters = sum(_strong(cell) for cell in cells[left:right])
    if letters < 0.35 * (right - left):
        return [range(i, i + 1) for i in range(first, end)]
    core = [range(left, right)] if left < right else []
    return [*(range(i, i + 1) for i in range(first, left)), *core, *(range(i, i + 1) for i in range(right, end))]


def _space(cell: Cell, width: int, edge: bool) -> Piece:
    """A space that stands alone. pdf.js keeps it because it is not white space to it: an invisible mark comes first.

    At the edge of a line it is a plain space.
    """
    return Piece(cell, False, [Shown(Shape(tuple(cell.parts), width), cell.text if edge else RLM + cell.text, cell.x)])


def right_to_left(run: Run, first: Cell, last: Cell) -> list[Piece]:
    """The strings of a right-to-left run, the rightmost first; each from left to right, as drawn.

    ``first`` and ``last`` are the outermost cells of the line.
    """
    cells = run.cells
    widths, xs = _advances(cells), [cell.x for cell in cells]
    pieces: list[Piece] = []
    for span in _spans(cells):
        if len(span) == 1 and cells[span[0]].text.isspace():
            cell = cells[span[0]]
            pieces.append(_space(cell, widths[span[0]], cell is first or cell is last))
            continue
        _narrow_spaces(cells, widths, xs, span)
        piece = Piece(cells[span[0]], True)
        for i in span:
            cell, before = cells[i], cells[i - 1] if i else None
            cluster = _cluster(cell, widths[i], xs[i])
            if cell is first and unicodedata.combining(cluster[0].text[0]):
                piece.shown.append(Shown(SPECK, RLM + " ", cluster[0].x - SPECK.advance * cell.size / 1000))
            elif i == span[0]:
                tail = _last_marks(piece, cluster)
                pieces += [tail] if tail else []
            if before is None:
                if not _strong(cell):
                    piece.shown.append(Shown(NOTHING, RLM, cluster[0].x))
            elif (_section(cell) and not _strong(before)) or (_marked(cell) and _section(before)):
                piece.shown.append(Shown(NOTHING, RLM, cluster[0].x))
            piece.shown += cluster
            if _turned(cell):
                # poppler sorts by place: the mark must not be right of where the neighbour begins
                end = min(xs[i] + widths[i] * cell.size / 1000, xs[i + 1] if i + 1 in span else cell.x + cell.advance)
                piece.shown.append(Shown(NOTHING, LRM, end - 2 * HAIR * cell.size))
            elif i == len(cells) - 1 and cell.text in "-\u2010\u00ad":
                # poppler takes a hyphen at the right end for a broken word
                piece.shown.append(Shown(NOTHING, RLM, xs[i] + widths[i] * cell.size / 1000))
        pieces.append(piece)
    return pieces[::-1]


def direction(char: str) -> str:
    """pdfium's class of a character: R, L, W (numbers, their marks, and what is nothing) or N (the rest)."""
    kind = _kind(char)
    return "R" if kind in RIGHT else "W" if kind in WEAK else "L" if kind == "L" else "N"


def left_to_right(run: Run) -> list[Piece]:
    """The strings of a left-to-right run, in reading order;

    Each of one class in pdfium, which puts the classes in its own order.
    """
    widths = _advances(run.cells)
    pieces: list[Piece] = []
    for i, cell in enumerate(run.cells):
        last = pieces[-1].cell if pieces else None
        if last is None or not _together(last, cell) or direction(last.text[0]) != direction(cell.text[0]):
            pieces.append(Piece(cell, False))
        pieces[-1].shown.append(Shown(Shape(tuple(cell.parts), widths[i]), cell.text, cell.x))
    return pieces


def unseen(cell: Cell, text: str, x: float) -> Piece:
    """An invisible mark for poppler alone: pdfium passes over a string that goes nowhere, pdf.js over the mark."""
    return Piece(cell, False, [Shown(NOTHING, text, x)])


def said(pieces: Iterable[Piece]) -> str:
    """All that the pieces say, in the order given and as drawn."""
    return "".join(shown.text for piece in pieces for shown in piece.shown)


def _together(a: Cell, b: Cell) -> bool:
    return a.face is b.face and a.font == b.font and a.size == b.size and a.home == b.home
