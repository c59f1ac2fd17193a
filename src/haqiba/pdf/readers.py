"""The order of a line's strings, so that poppler and pdfium both read the source.

poppler sorts what it sees by place; pdfium sorts strings by where they begin, and keeps the order inside a string; pdf.js keeps the
order of the file. So the file is in reading order; invisible marks at the edges of runs serve poppler; and where pdfium needs another
order than the place gives, each string begins and ends with an invisible character beyond the right edge of the sheet (a dock), where
pdfium alone looks. See docs/why/arabic-pdf.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from haqiba.pdf.lines import Line
from haqiba.pdf.order import LRM, NOTHING, RLM, SPECK, Piece, Shown, direction, left_to_right, right_to_left, said, unseen

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


def _dock(pieces: list[Piece], sheet: Sheet) -> None:
    """Moors the pieces, which come in reading order, so that pdfium takes them in the opposite order.

    pdfium then turns the order of all sections round, and with it the order of the pieces.
    """
    step = 0.2 * max(piece.cell.size for piece in pieces)
    place = sheet.right + 2 * step
    backward = pieces[::-1]
    right, left = _sections(DOCK.join(said([piece]) for piece in backward))
    tip = 0 if sheet.right_to_left else max(0, left + 2 - right)
    for i, piece in enumerate(backward):
        start = place + i * step
        head = [Shown(SPECK, DOCK, start)]
        if i == 0:  # a line with more left-to-right sections would not be turned round
            for n in range(tip):
                head += [Shown(NOTHING, RLM, start + (n + 1) * step / 2), Shown(SPECK, DOCK, start + (n + 1) * step / 2)]
            place += tip * step / 2
        head += [Shown(NOTHING, c, start) for c in piece.ahead]
        tail = [Shown(NOTHING, c, start + step) for c in piece.behind]
        piece.shown = [*head, *piece.shown, *tail, Shown(NOTHING, DOCK, place + (i + 1) * step)]


def _edges(pieces: list[Piece]) -> None:
    """Gives an invisible mark at the edge of a string a width: between two edges of no width pdfium sees a space."""
    for piece in pieces:
        speck = SPECK.advance * piece.cell.size / 1000
        if piece.shown[0].shape == NOTHING:
            piece.shown[0].shape = SPECK
        if piece.shown[-1].shape == NOTHING:
            piece.shown[-1].shape = SPECK
            piece.shown[-1].x -= speck


def pieces_of(line: Line, sheet: Sheet) -> list[Piece]:
    """The strings of a line in the order of the file, which is the reading order."""
    pieces: list[Piece] = []
    seen: list[Piece] = []
    for run in line.runs:
        made = right_to_left(run) if run.rtl else left_to_right(run)
        first, last = run.cells[0], run.cells[-1]
        hair = 0.002 * first.size
        if line.rtl and not run.rtl:
            # pdfium: a mark in front of what begins with no letter; poppler: the strings that follow.
            made[0].behind, made[-1].ahead = "" if direction(first.text[0]) == "L" else LRM, RLM
            pieces += [unseen(first, RLM, first.x - hair), unseen(last, LRM, last.x + last.advance - hair)]
        elif run.rtl and not line.rtl:
            pieces.append(unseen(last, LRM, last.x + last.advance - hair))
        pieces += made
        seen += made
    right, left = _sections(said(reversed(seen)))
    if any(not run.rtl for run in line.runs) or not (sheet.right_to_left or right >= left):
        _dock(seen, sheet)
    else:
        _edges(seen)
    return pieces
