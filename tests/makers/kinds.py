"""Every kind of page, made once a run from the campaign in kit/; and what is drawn on a page, measured."""

import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.piece import Translated, Translation
from haqiba.edition import editions
from haqiba.edition.edition import Edition, Span, Words
from haqiba.makers import makers
from haqiba.makers.cards import make as cards
from haqiba.makers.maker import Made
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.typeset import Typeset
from haqiba.makers.slides import make as slides
from haqiba.makers.slides.layout import HEIGHT, WIDTH
from haqiba.pdf import true_text
from haqiba.read import read
from haqiba.read.tags import language
from tests.folders import TODAY

KIT = Path(__file__).parent / "kit"
MM = 72 / 25.4
# Trimmed width and height in mm, pages.
SHEETS = {
    "leaflet": (148.0, 210.0, 2),
    "poster": (297.0, 420.0, 1),
    "trifold": (297.0, 210.0, 2),
    "lesson": (210.0, 297.0, 2),
}
SLIDE = (WIDTH, HEIGHT)
# Letters that the small print of this test is put into where there is no translator: the sounds of IRCAM's alphabet.
TIFINAGH = dict(zip("abcdefghijklmnopqrstuvwxyz", "ⴰⴱⵛⴷⴻⴼⴳⵀⵉⵊⴽⵍⵎⵏⵓⵒⵇⵔⵙⵜⵓⵡⵡⵅⵢⵣ", strict=True))


def tifinagh(text: str) -> str:
    """English words in Tifinagh letters: they mean nothing, and take the room that Tifinagh takes."""
    made, inside = [], 0
    for character in text:
        inside += {"{": 1, "}": -1}.get(character, 0)
        made.append(character if inside else TIFINAGH.get(character.lower(), character))
    return "".join(made)


@cache
def campaign() -> Campaign:
    """The kit; its Tifinagh is English in other letters."""
    found, faults = read(KIT)
    assert not faults
    tongue = language("zgh", "MA")
    assert tongue
    messages = {key: Translated(tifinagh(said.text)) for key, said in found.translations["en"].messages.items()}
    spoken = {**found.translations, "zgh": Translation("zgh", "translations/zgh.po", messages)}
    return replace(found, languages=(*found.languages, tongue), translations=spoken)


@cache
def kit() -> dict[str, Edition]:
    return {one.name: one for one in editions(campaign(), today=TODAY)[0]}


@cache
def made(name: str) -> Made:
    """An edition of the kit at demo quality."""
    return make(kit()[name])


def make(one: Edition) -> Made:
    maker = next(maker for maker in makers() if one.kind in maker.kinds)
    return maker.join(one, [maker.make(part) for part in maker.parts(one, "demo")])


def proof(one: Edition) -> list[str]:
    """The codes of what the page itself tells."""
    maker = next(maker for maker in makers() if one.kind in maker.kinds)
    return [finding.code for finding in maker.proof(one)]


def sheets(one: Edition) -> list[bytes]:
    """The pages of an edition with true text: one PDF, or one a format of cards."""
    pictures = drawn(one)
    if one.kind == "cards":
        return [true_text(Typeset("cards", data, one.fonts).pdf()) for _, data in cards._formats(one)]
    data = page(one, pictures)
    if one.kind == "slides":
        data = slides._data(one, pictures, slides.slides(one))
    return [true_text(Typeset(one.kind, data, one.fonts).pdf())]


def longer(one: Edition, share: float) -> Edition:
    """The same edition with words that are longer by this share, all that is said in it."""

    def more(text: str) -> str:
        return f"{text} {(f'{text} ' * math.ceil(share))[: round(len(text) * share)].strip()}" if text else ""

    def span(old: Span) -> Span:
        return replace(old, text=more(old.text)) if old.kind == "text" and old.text.strip() else old

    def words(old: Words) -> Words:
        return replace(old, spans=tuple(map(span, old.spans)), children=tuple(map(words, old.children)))

    lines = tuple(
        replace(line, name=more(line.name), contacts=tuple(replace(c, hours=more(c.hours)) for c in line.contacts))
        for line in one.helplines
    )
    return replace(
        one,
        title=more(one.title),
        campaign=more(one.campaign),
        slogan=more(one.slogan),
        notice=more(one.notice),
        helplines=lines,
        partners=tuple(replace(p, name=more(p.name), statement=more(p.statement)) for p in one.partners),
        sources=tuple(map(more, one.sources)),
        sides=tuple(tuple(map(words, side)) for side in one.sides),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character on a page: its box, the y of its baseline from the bottom, its size; points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float


def characters(pdf: bytes) -> list[tuple[tuple[float, float], list[Drawn]]]:
    """((width, height), what is drawn) of each page."""
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    found = [(sheet.get_size(), list(_drawn(sheet.get_textpage()))) for sheet in document]
    document.close()
    return found


def _drawn(text: pdfium.PdfTextPage) -> Iterator[Drawn]:
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if right > left and top > bottom and not raw.FPDFText_IsGenerated(text, index):
            size = raw.FPDFText_GetFontSize(text, index) * _scale(text, index)
            said = chr(raw.FPDFText_GetUnicode(text, index))
            # Marks are drawn above or below their letter, from a baseline of their own; what is not printed is no type.
            if unicodedata.combining(said) or not said.isprintable():
                continue
            yield Drawn(said, left, bottom, right, top, y.value, round(size, 1))


def _scale(text: pdfium.PdfTextPage, index: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    return math.hypot(matrix.c, matrix.d)


def sizes(pdf: bytes) -> set[float]:
    """The sizes of type drawn, in points."""
    return {one.size for _, all_drawn in characters(pdf) for one in all_drawn}


def cut(pdf: bytes) -> list[str]:
    """Characters that hang over the edge of their page."""
    return [
        one.text
        for (width, height), all_drawn in characters(pdf)
        for one in all_drawn
        if one.left < -1 or one.bottom < -1 or one.right > width + 1 or one.top > height + 1
    ]


def collisions(pdf: bytes) -> list[tuple[str, str]]:
    """Lines that stand on each other, as their first words: nearer than half their size, one above the other."""
    found = []
    for _, all_drawn in characters(pdf):
        rows: dict[tuple[float, float], list[Drawn]] = {}
        for one in all_drawn:
            rows.setdefault((round(one.base, 1), one.size), []).append(one)
        for (base, size), (other, other_size) in combinations(rows, 2):
            if 1 < abs(base - other) < 0.5 * min(size, other_size):
                a, b = rows[base, size], rows[other, other_size]
                if any(p.left < q.right - 0.5 and q.left < p.right - 0.5 for p in a for q in b):
                    found.append(("".join(p.text for p in a)[:20], "".join(q.text for q in b)[:20]))
    return found
