"""One process or two, on the first day."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.example import Place, campaign_of
from benchmarks.measure import Pair, Row, in_turns
from benchmarks.table import Chapter

# Leaflets, each in two languages.
SIZES = (2, 8)
WORDS = """`haqiba build --jobs 2` against `--jobs 1`, nothing kept, not even how long an edition takes. Two may be
used, and are once that is sure to save more than a pool costs. "Never slower" is a goal of 1, within what the machine
wavers."""
# Less than this is no difference: see the least and the greatest of a row in which both do the same.
NOISE = 1.05


def processes(place: Place) -> Chapter:
    rows = []
    for leaflets in SIZES:
        folder = campaign_of(place.root / f"campaign-{leaflets}", leaflets)
        measured = in_turns({"two": _way(place, folder, 2), "one": _way(place, folder, 1)})
        rows.append(Row(f"{2 * leaflets} editions, 2 processes", "1 process", Pair(*measured.values()), goal=NOISE))
    return Chapter("Two processes", tuple(rows), (WORDS,))


def _way(place: Place, folder: Path, jobs: int) -> Callable[[], object]:
    def build() -> None:
        place.forget()
        place.build(folder, "--jobs", str(jobs))

    return build
