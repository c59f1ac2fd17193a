"""Pages for the tests: made once a run."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.makers import PAGES
from haqiba.makers.maker import Made, Part
from haqiba.read import read
from tests.folders import SMALL, TODAY, edition

MM = 72 / 25.4
ARABIC = "هدايا في لعبة من شخص لا نعرفه، وصديق جديد لا يريد أن يعرفه أحد، وهاتف يُخفى كلما اقتربنا منه في البيت."
FRENCH = (
    "Des cadeaux dans un jeu de la part d’une personne que l’on ne connaît pas, un nouvel ami qui se cache, "
    "un téléphone que l’on retourne dès que nous approchons."
)


@cache
def small() -> dict[str, Edition]:
    return {one.name: one for one in editions(read(SMALL)[0], today=TODAY)[0]}


@cache
def made(name: str) -> Made:
    """An edition of the smallest good campaign, at demo quality."""
    one = small()[name]
    return make(one)


def make(one: Edition) -> Made:
    pages = PAGES
    (part,) = pages.parts(one, "demo")
    assert isinstance(part, Part)
    return pages.join(one, [pages.make(part)])


def leaflet(root: Path, inside: str, tag: str, settings: str = "", front: str = "") -> Edition:
    """A leaflet with a bare cover and one inside page, written in the language itself."""
    files = {
        "campaign.toml": f'title = "t"\nlanguages = ["{tag}"]\nregion = "MA"\n{settings}',
        "pieces/a.md": f'+++\nkind = "leaflet"\n{front}+++\n# t\n\n---\n\n{inside}\n',
    }
    return edition(root, files, f"a/{tag}")


Box = tuple[float, float, float, float, float]


def lines(pdf: bytes, page: int) -> list[tuple[float, float, float]]:
    """(left, right, size) of each line of text on a page, top first, in points."""
    rows: dict[int, list[Box]] = {}
    for box in _characters(pdf, page):
        rows.setdefault(round(box[3] / 3), []).append(box)
    return [
        (min(box[0] for box in row), max(box[2] for box in row), max(box[4] for box in row))
        for _, row in sorted(rows.items(), reverse=True)
    ]


def _characters(pdf: bytes, page: int) -> Iterator[Box]:
    """(left, bottom, right, origin, size) of what is drawn; the origin is the baseline's y."""
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    text = document[page].get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if right > left and top > bottom and not raw.FPDFText_IsGenerated(text, index):
            yield left, bottom, right, y.value, raw.FPDFText_GetFontSize(text, index)
    document.close()
