"""The order of a line's strings, so that poppler and pdfium both read the source.

poppler sorts what it sees by place; pdfium sorts strings by where they begin, and keeps the order inside a string;
pdf.js keeps the order of the file. So the file is in reading order; invisible marks at the edges of runs serve poppler;
and where pdfium needs another order than the place gives, each string begins and ends with an invisible character
beyond the right edge of the sheet (a dock), where pdfium alone looks. See docs/why/arabic-pdf.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from haqiba.pdf.lines import Line
from haqiba.pdf.order import (
    HAIR,
    LRM,
    NOTHING,
    RLM,
    SPECK,
    Piece,
    Shown,
    direction,
    left_to_right,
    right_to_left,
    said,
    unseen,
)

# pdfium leaves this control character out of the text; the other readers do not see it, because it is off the sheet.
DOCK = "\x03"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a page matters for the order: its right edge in points, and whether the document says /Direction /R2L."""

    right: float
    right_to_left: bool


def _sections(text: str) -> tuple[int, int]:
    """How many right-to-left and left-to-right sections pdfium finds in a text."""
    kinds = [direction(c) for c in text]
    starts = [k for i, k in enumerate(kinds) if i == 0 or kinds[i - 1] != k]
    return starts.count("R"), starts.count("L")


def _dock(lines: list[list[Piece]], sheet: Sheet) -> None:
    """Moors all pieces at one height, line by line from left to right, so that pdfium takes each line's in the opposite
    order.

    pdfium then turns the order of all sections round, and with it the order of the pieces.
    """
    step = 0.2 * max(piece.cell.size for pieces in lines for piece in pieces)
    place = sheet.right + 2 * step
    backward = [piece for pieces in lines for piece in pieces[::-1]]
    starts = {id(pieces[-1]) for pieces in lines[1:]}
    right, left = _sections(DOCK.join(said([piece]) for piece in backward))
    # A line with more left-to-right sections would not be turned round.
    tip = 0 if sheet.right_to_left else max(0, left + 2 - right)
    for i, piece in enumerate(backward):
        head = [Shown(SPECK, DOCK, place)]
        for _ in range(tip if i == 0 else 0):
            place += step / 2
            head += [Shown(NOTHING, RLM, place), Shown(SPECK, DOCK, place)]
        head += [Shown(NOTHING, c, place) for c in (" " if id(piece) in starts else "") + piece.ahead]
        place += step
        tail = [Shown(NOTHING, c, place) for c in piece.behind]
        piece.shown = [*head, *piece.shown, *tail, Shown(NOTHING, DOCK, place)]


def _edges(pieces: list[Piece]) -> None:
    """Gives an invisible mark at the edge of a string a width: between two edges of no width pdfium sees a space."""
    for piece in pieces:
        speck = SPECK.advance * piece.cell.size / 1000
        if piece.shown[0].shape == NOTHING:
            piece.shown[0].shape = SPECK
        if piece.shown[-1].shape == NOTHING:
            piece.shown[-1].shape = SPECK
            piece.shown[-1].x -= speck


def _pieces(line: Line) -> tuple[list[Piece], list[Piece]]:
    """The strings of a line in reading order: all, and those that pdfium sees."""
    pieces: list[Piece] = []
    seen: list[Piece] = []
    drawn = sorted((cell for run in line.runs for cell in run.cells), key=lambda c: c.x)
    for run in line.runs:
        made = right_to_left(run, drawn[0], drawn[-1]) if run.rtl else left_to_right(run)
        first, last = run.cells[0], run.cells[-1]
        hair = HAIR * first.size
        end = unseen(last, LRM, last.x + last.advance - hair)
        if line.rtl and not run.rtl:
            # pdfium: a mark in front of what begins with no letter; poppler: the strings that follow.
            made[0].behind, made[-1].ahead = "" if direction(first.text[0]) == "L" else LRM, RLM
            pieces += [unseen(first, RLM, first.x - hair), end]
        elif not line.rtl and (run.rtl or (last is drawn[-1] and direction(last.text[-1]) != "L")):
            pieces.append(end)
        pieces += made
        seen += made
    return pieces, seen


def _as_it_lies(line: Line, seen: list[Piece], sheet: Sheet) -> bool:
    """Whether pdfium reads the line well without docks: all right to left, or one section."""
    if all(run.rtl for run in line.runs):
        right, left = _sections(said(reversed(seen)))
        return sheet.right_to_left or right >= left
    return len(line.runs) == 1 and len(seen) == 1


def strings(lines: list[Line], sheet: Sheet) -> list[list[Piece]]:
    """The strings of each line in the order of the file, which is the reading order."""
    made = [_pieces(line) for line in lines]
    rows: dict[float, list[int]] = {}
    for i, line in enumerate(lines):
        rows.setdefault(round(line.y, 1), []).append(i)
    for row in rows.values():
        if all(_as_it_lies(lines[i], made[i][1], sheet) for i in row):
            for i in row:
                _edges(made[i][1])
        else:
            row.sort(key=lambda i: min(cell.x for run in lines[i].runs for cell in run.cells))
            _dock([made[i][1] for i in row], sheet)
    return [pieces for pieces, _ in made]
