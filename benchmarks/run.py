"""Asks every question, one after the other, and writes results.md. Takes some minutes."""

import datetime
import importlib.metadata
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.checks import checks
from benchmarks.cold import cold
from benchmarks.example import Place
from benchmarks.fresh import fresh
from benchmarks.kinds import kinds
from benchmarks.peers import chromium_version, missing
from benchmarks.processes import processes
from benchmarks.sign import signing
from benchmarks.table import Chapter, results
from benchmarks.warm import warm

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Ends with 2, and leaves the old results, where something to measure against is missing."""
    absent = list(missing())
    if absent:
        print(*absent, "Nothing was measured.", sep="\n", file=sys.stderr)
        sys.exit(2)
    with tempfile.TemporaryDirectory(prefix="haqiba-bench-") as folder:
        place = Place(Path(folder))
        questions: dict[str, Callable[[], Chapter]] = {
            "warm": warm,
            "cold": lambda: cold(place.beside("cold")),
            "nothing changed": lambda: fresh(place.beside("changed")),
            "checks": lambda: checks(place.beside("checks").root),
            "kinds": lambda: kinds(place.beside("kinds")),
            "signing": lambda: signing(place.beside("signing").root),
            "processes": lambda: processes(place.beside("processes")),
        }
        chapters = []
        for number, (name, ask) in enumerate(questions.items(), 1):
            print(f"{number}/{len(questions)} {name}", file=sys.stderr, flush=True)
            chapters.append(ask())
    page = results(
        chapters,
        day=datetime.date.today(),
        others=(chromium_version(), f"weasyprint {importlib.metadata.version('weasyprint')}"),
    )
    aside = RESULTS.with_suffix(".aside")
    aside.write_text(page, "utf-8")
    aside.replace(RESULTS)
    print(page)
