"""A leaflet on the first day: new processes, nothing kept."""

from collections.abc import Callable

from benchmarks.example import EXAMPLE, LEAFLET, Place, leaflet
from benchmarks.from_data import keep
from benchmarks.measure import Pair, Row, in_turns
from benchmarks.peers import chromium, html, weasyprint
from benchmarks.table import Chapter
from benchmarks.warm import NAMES
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn

# What ours does, and the goal for it.
DOES = {"one PDF from ready data": 0.2, "one PDF from the folder": 0.2, "the build": 0.2}
WORDS = """Each is a new process that finds no cache and no profile, only its program's compiled Python. WeasyPrint and
Chromium make one PDF, as their defaults are (no archive standard, text as it falls), of an HTML page that is ready: the
same words, faces, page size and number of pages, the same pictures already cut from paper.

- *From ready data* is the same task: the words and pictures are ready, one PDF is set (PDF/A-2a, PDF/UA-1).
- *From the folder*: haqiba reads the folder, puts it into words, cuts the pictures from paper, sets that PDF and makes
  its text true.
- *The build* is `haqiba build --only`: that PDF, the PDF for the print shop with bleed and boxes, two PNG at 168 ppi,
  the plain text, all checks, and the bag with its manifests and index. Nothing the peers do compares to it."""


def cold(place: Place) -> Chapter:
    """Rows of both languages against both peers."""
    rows: list[Row] = []
    for tag, name in NAMES.items():
        measured = in_turns(_ways(place, tag))
        rows += [
            Row(f"leaflet, {name}, {what}", peer, Pair(measured[what], measured[peer]), goal)
            for what, goal in DOES.items()
            for peer in ("WeasyPrint", "Chromium")
        ]
    return Chapter("A leaflet, cold: against WeasyPrint and Chromium", tuple(rows), (WORDS,))


def _ways(place: Place, tag: str) -> dict[str, Callable[[], object]]:
    edition = leaflet(tag)
    source = html(edition, place.root / f"html-{tag}")
    data = keep(edition, page(edition, drawn(edition)), place.root / f"{tag}.json")
    out = str(place.root / "ours.pdf")

    def build() -> None:
        place.forget()
        place.build(EXAMPLE, "--only", f"{LEAFLET}/{tag}")

    return {
        "one PDF from ready data": lambda: place.python("-m", "benchmarks.from_data", str(data), out),
        "WeasyPrint": lambda: weasyprint(place, source),
        "one PDF from the folder": lambda: place.python("-m", "benchmarks.from_folder", tag, out),
        "Chromium": lambda: chromium(place, source),
        "the build": build,
    }
