"""Each kind of the example on the first day, and after one helpline was changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.example import EXAMPLE, Place
from benchmarks.measure import Pair, Row, in_turns
from benchmarks.table import Chapter

PIECES = ("leaflet-parents", "trifold", "poster", "cards", "slides", "lesson")
ROUNDS = 3
# The platform's address, printed by some pieces; the child's number stands on all of them.
OLD = "e-blagh.ma"
GOAL = 0.25
WORDS = """Each is `haqiba build` in a new process. *A kind, cold* is one piece in all its languages that builds, its
peer the whole example; *one helpline changed* gives the reporting platform another address, which leaflets for
grown-ups
and teenagers, the trifold, the slides and the lesson print: these are made again, and all else is fresh."""


def kinds(place: Place) -> Chapter:
    kept = place.beside("kept")
    folder = place.root / "shabakat"
    shutil.copytree(EXAMPLE, folder)
    kept.build(folder)
    count = iter(range(1, 10_000))

    def whole() -> None:
        place.forget()
        place.build(EXAMPLE)

    ways: dict[str, Callable[[], object]] = {"cold": whole}
    for piece in PIECES:
        ways[piece] = lambda piece=piece: _alone(place.beside(piece), piece)
    ways["changed"] = lambda: _changed(kept, folder, next(count))
    measured = in_turns(ways, ROUNDS)
    rows = [Row(f"{piece}, cold", "the example, cold", Pair(measured[piece], measured["cold"])) for piece in PIECES]
    rows.append(Row("one helpline changed", "the example, cold", Pair(measured["changed"], measured["cold"]), GOAL))
    return Chapter("Kinds, and one helpline changed", tuple(rows), (WORDS,))


def _alone(place: Place, piece: str) -> None:
    place.forget()
    place.build(EXAMPLE, "--only", f"{piece}/*")


def _changed(place: Place, folder: Path, number: int) -> None:
    text = (EXAMPLE / "campaign.toml").read_text("utf-8")
    (folder / "campaign.toml").write_text(text.replace(f'"{OLD}"', f'"{number}.{OLD}"'), "utf-8")
    place.build(folder)
