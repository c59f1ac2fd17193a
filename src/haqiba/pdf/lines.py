"""From shown glyphs to lines in reading order.

Typst writes the runs of a line in reading order and the glyphs of a run from left to right, and it opens a new text
object for every glyph that is off the baseline. So a mark stands before its base in a right-to-left run, with the same
text as the base.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from haqiba.pdf.drawn import Block, Drawn, Glyph
from haqiba.pdf.faces import Face, Part

RIGHT = frozenset(["R", "AL"])
LEFT = frozenset(["L", "EN", "AN"])
# Bidirectional controls have done their work when a line is laid out; in a cluster's text they would hide its letter
# from pdf.js.
CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def is_right_to_left(text: str) -> bool:
    """Whether a text has a letter of a right-to-left script (Unicode bidirectional class R or AL)."""
    return any(unicodedata.bidirectional(c) in RIGHT for c in text)


@dataclass(slots=True)
class Cell:
    """One cluster as drawn:

    A base glyph with its marks. ``x`` is in points; ``advance`` reaches to the next cell, in points.
    """

    text: str
    face: Face
    font: str
    size: float
    x: float
    y: float
    natural: float
    parts: list[Part]
    home: object
    block: int
    blocks: frozenset[int]
    string: int
    reversed: bool
    rtl: bool | None = None
    advance: float = 0.0


@dataclass(slots=True)
class Run:
    """Neighbours that read in one direction; ``cells`` from left to right, as drawn."""

    rtl: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One line: its runs in reading order, and whether the line as a whole reads from right to left."""

    rtl: bool
    y: float
    runs: list[Run]


def _cell(glyph: Glyph, marks: list[Glyph], home: object) -> Cell:
    size = glyph.size
    parts: list[Part] = [(glyph.code, 0, 0)]
    for mark in marks:
        parts.append((mark.code, round((mark.x - glyph.x) * 1000 / size), round((mark.y - glyph.y) * 1000 / size)))
    return Cell(
        glyph.text.translate(CONTROLS) or glyph.text,
        glyph.face,
        glyph.font,
        size,
        glyph.x,
        glyph.y,
        glyph.face.width(glyph.code) * size / 1000,
        parts,
        home,
        glyph.block,
        frozenset([glyph.block, *(m.block for m in marks)]),
        glyph.string,
        glyph.reversed,
    )


def _levels(glyphs: list[Glyph]) -> dict[float, float]:
    """How much is drawn at each height: the baseline of a cluster is where more is drawn."""
    weight: dict[float, float] = defaultdict(float)
    for glyph in glyphs:
        weight[round(glyph.y, 2)] += glyph.face.width(glyph.code) * glyph.size
    return weight


def _cluster_ends(glyphs: list[Glyph], first: int, weight: dict[float, float]) -> tuple[int, int]:
    """The end of the cluster that begins at ``first``, and the index of its base."""
    start = glyphs[first]
    end = first + 1
    while (
        end < len(glyphs)
        and glyphs[end].text == start.text
        and abs(glyphs[end].x - start.x) <= 1.2 * start.size
        and abs(glyphs[end].y - start.y) <= 1.5 * start.size
    ):
        end += 1
    group = range(first, end)
    if len(group) == 1:
        return end, first

    def spacing(i: int) -> bool:
        own = glyphs[i]
        heavier = max(weight[round(glyphs[j].y, 2)] for j in group)
        return own.face.width(own.code) > 0 and weight[round(own.y, 2)] == heavier

    if not any(not spacing(i) for i in group):
        # No mark at all: equal letters side by side, or one cluster of several spacing glyphs, which has one
        # ActualText.
        same = start.span is not None and all(glyphs[i].span == start.span for i in group)
        return (end, first) if same else (first + 1, first)
    base = next((i for i in group if spacing(i)), first)
    if spacing(first) and start.reversed is False and not is_right_to_left(start.text):
        base = first  # left to right: the marks follow
        while base + 1 < end and not spacing(base + 1):
            base += 1
        return base + 1, first
    if spacing(first):
        return first + 1, first
    return base + 1, base


def cells_of(glyphs: list[Glyph], blocks: list[Block]) -> list[Cell]:
    """The clusters of one block of the document, in the order of the content stream."""
    weight, cells, i = _levels(glyphs), list[Cell](), 0
    while i < len(glyphs):
        if not glyphs[i].text:
            i += 1
            continue
        end, base = _cluster_ends(glyphs, i, weight)
        marks = [glyphs[j] for j in range(i, end) if j != base]
        cell = _cell(glyphs[base], marks, blocks[glyphs[base].block].home)
        if marks and all(m.span is not None and m.span == glyphs[base].span and m.y == cell.y for m in marks):
            last = max(glyphs[i:end], key=lambda g: g.x)
            cell.natural = last.x + last.face.width(last.code) * last.size / 1000 - cell.x
        cells.append(cell)
        i = end
    _lower(cells, weight)
    _lower(cells[::-1], weight)
    return cells


def _lower(cells: list[Cell], weight: dict[float, float]) -> None:
    """Puts a letter that a face draws higher or lower for the sake of its neighbours on their baseline;

    Its outline keeps its place.
    """
    for last, cell in pairwise(cells):
        shift = cell.y - last.y
        if (
            0.01 < abs(shift) <= 0.4 * cell.size
            and last.size == cell.size
            and weight[round(last.y, 2)] > weight[round(cell.y, 2)]
            and is_right_to_left(cell.text)
            and min(abs(cell.x - last.x - last.natural), abs(last.x - cell.x - cell.natural)) <= 0.4 * cell.size
        ):
            cell.parts = [(gid, dx, dy + round(shift * 1000 / cell.size)) for gid, dx, dy in cell.parts]
            cell.y = last.y


def _chains(cells: list[Cell]) -> list[list[Cell]]:
    """Cuts a line's cells where the pen goes back to the left:

    There a new run begins (or a mark's own object, see cells_of).
    """
    chains: list[list[Cell]] = []
    for cell in cells:
        if chains:
            last = chains[-1][-1]
            if last.string == cell.string or (cell.x > last.x - 0.01 and cell.x - last.x - last.natural > -cell.size):
                chains[-1].append(cell)
                continue
        chains.append([cell])
    return chains


def _flag(chain: list[Cell]) -> None:
    """Says of each cell whether it reads from right to left, where the drawing or the letters of its string tell.

    Typst does not mark every right-to-left string as reversed: one that a mark was cut out of may lack it.
    """
    strings: dict[int, list[Cell]] = defaultdict(list)
    for cell in chain:
        strings[cell.string].append(cell)
    for cells in strings.values():
        kinds = {unicodedata.bidirectional(c) for cell in cells for c in cell.text}
        rtl = True if cells[0].reversed or kinds & RIGHT else False if kinds & LEFT else None
        for cell in cells:
            cell.rtl = rtl


def _runs_of(chain: list[Cell], base_rtl: bool) -> list[Run]:
    known = {cell.rtl for cell in chain if cell.rtl is not None}
    if len(known) < 2:
        return [Run(known.pop() if known else base_rtl, chain)]
    # Both directions go right: a left-to-right surrounding. What is neither takes the side of what is before it.
    runs: list[Run] = []
    for i, cell in enumerate(chain):
        rtl = cell.rtl
        if rtl is None:
            after = next((c.rtl for c in chain[i + 1 :] if c.rtl is not None), False)
            rtl = bool(runs and runs[-1].rtl and after)
        if not runs or runs[-1].rtl != rtl:
            runs.append(Run(rtl))
        runs[-1].cells.append(cell)
    return runs


def _line(cells: list[Cell]) -> Line:
    chains = _chains(cells)
    for chain in chains:
        _flag(chain)
    flags = {cell.rtl for chain in chains for cell in chain}
    leftward = chains[0][0].x > chains[-1][0].x
    base = leftward if len(chains) > 1 else True in flags and False not in flags
    runs: list[Run] = []
    for chain in chains:
        for run in _runs_of(chain, base):
            if runs and runs[-1].rtl == run.rtl and run.rtl and base:
                runs[-1].cells = run.cells + runs[-1].cells
            else:
                runs.append(run)
    _trim(runs)
    _advance([cell for run in runs for cell in run.cells])
    return Line(base, cells[0].y, runs)


def _trim(runs: list[Run]) -> None:
    """Takes away the spaces at the end of a line:

    Typst lets them lie on the last letter. Their blocks go with a neighbour.
    """
    while runs:
        run = runs[-1]
        at = 0 if run.rtl else len(run.cells) - 1
        if not run.cells[at].text.isspace() or (len(runs) == 1 and len(run.cells) == 1):
            return
        gone = run.cells.pop(at)
        if not run.cells:
            runs.pop()
        runs[-1].cells[0].blocks |= gone.blocks


def _advance(cells: list[Cell]) -> None:
    """Lets each cell reach to its right neighbour, if that is near:

    The gap is kerning, a stretched space or tracking.
    """
    drawn = sorted(cells, key=lambda c: c.x)
    for left, right in pairwise(drawn):
        gap = right.x - left.x
        left.advance = gap if abs(gap - left.natural) <= 2 * left.size else left.natural
    drawn[-1].advance = drawn[-1].natural


def lines_of(drawn: Drawn, every: bool) -> list[Line]:
    """The lines of a page that have a right-to-left letter or stand at the height of one that has (``every``: all
    lines).

    A line is text of one block of the document (a paragraph, a heading, a cell) on one baseline without a gap of 2 em.
    """
    blocks: dict[object, list[Glyph]] = defaultdict(list)
    for glyph in drawn.glyphs:
        block = drawn.blocks[glyph.block]
        blocks[block.frame, block.parent].append(glyph)
    rows: list[tuple[float, list[Cell]]] = []
    for glyphs in blocks.values():
        heights: dict[float, list[Cell]] = defaultdict(list)
        for cell in cells_of(glyphs, drawn.blocks):
            heights[round(cell.y, 2)].append(cell)
        rows += heights.items()
    chosen = {round(y, 1) for y, row in rows if any(is_right_to_left(cell.text) for cell in row)}
    # All of a row, so that no block is rewritten in part.
    return [_line(piece) for y, row in rows if every or round(y, 1) in chosen for piece in _without_gaps(row)]


def _without_gaps(row: list[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    right = 0.0
    for cell in sorted(row, key=lambda c: c.x):
        if groups and cell.x - right <= 2 * cell.size:
            groups[-1].append(cell)
        else:
            groups.append([cell])
        right = max(right, cell.x + cell.natural) if len(groups[-1]) > 1 else cell.x + cell.natural
    order = {id(cell): i for i, cell in enumerate(row)}
    return [sorted(group, key=lambda c: order[id(c)]) for group in groups]
