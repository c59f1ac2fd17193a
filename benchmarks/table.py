"""Rows -> results.md. It names no folder and no machine."""

import importlib.metadata
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.measure import Pair, Row, middle

LIBRARIES = ("typst", "pikepdf", "fonttools", "lxml")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A question, its rows, and what a reader must know to judge them."""

    title: str
    rows: tuple[Row, ...]
    words: tuple[str, ...] = ()


def results(chapters: Iterable[Chapter], *, day: date, others: Sequence[str] = ()) -> str:
    """The whole page in Markdown; `others` are programs with their versions."""
    lines = [
        "# How fast",
        "",
        f"Measured by `make bench` on {day.isoformat()}: {machine()}; {versions(others)}.",
        "",
        "Ours and the peer take turns within one run, and every second round goes backwards. Seconds are medians and",
        "belong to this machine on this day; the ratio is the median over the rounds of ours ÷ peer, the least and the",
        "greatest behind it. Below 1, ours is faster. A goal is the greatest ratio wanted.",
        "",
    ]
    for chapter in chapters:
        lines += [f"## {chapter.title}", "", *_table(chapter.rows), ""]
        lines += [line for words in chapter.words for line in (words, "")]
    return "\n".join(lines)


def _table(rows: Iterable[Row]) -> list[str]:
    head = ["| what | ours | peer | | ratio (least to greatest) | rounds | goal |", "|---|---|---|---|---|---|---|"]
    return head + [
        f"| {row.what} | {told(middle(row.pair.ours))} | {told(middle(row.pair.peer))} | {row.peer} "
        f"| {_ratio(row.pair)} | {len(row.pair.ours)} | {_goal(row)} |"
        for row in rows
    ]


def told(spent: float) -> str:
    return f"{spent:.2f} s" if spent >= 1 else f"{spent * 1000:.0f} ms"


def _ratio(pair: Pair) -> str:
    ratios = pair.ratios
    return f"**{middle(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def _goal(row: Row) -> str:
    if row.goal is None:
        return row.note
    reached = middle(row.pair.ratios) <= row.goal
    return f"{row.goal:.2f}: {'reached' if reached else '**missed**'}{f'; {row.note}' if row.note else ''}"


def machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{cores} core{'' if cores == 1 else 's'}, {platform.system()}, {platform.machine()}"


def versions(others: Sequence[str] = ()) -> str:
    libraries = [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES]
    return ", ".join([f"Python {platform.python_version()}", *libraries, *others])
