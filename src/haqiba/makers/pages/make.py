"""One edition of pages -> its files and findings."""

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.look.tokens import BLEED_MM, MARKS_MM
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import proof
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.text import text
from haqiba.makers.pages.typeset import Typeset
from haqiba.pdf import boxes, true_text

# Pixels an inch of the picture for the screen: full, demo.
A4 = (110.0, 70.0)
PPI = {"leaflet": (168.0, 110.0), "trifold": (120.0, 80.0), "poster": (100.0, 60.0)}


def make(part: Part) -> Made:
    """PDF, PDF for the print shop, PNG a page, plain text."""
    edition = part.edition
    lost = proof.unset(edition)
    if lost:
        return Made({}, lost)
    drawings = drawn(edition)
    data = page(edition, drawings)
    screen = Typeset(edition.kind, data, edition.fonts)
    ppi = PPI.get(edition.kind, A4)[0 if part.quality == "full" else 1]
    files = {f"{edition.piece}.pdf": true_text(screen.pdf()), f"{edition.piece}.txt": text(edition).encode()}
    files |= {f"{edition.piece}-{n}.png": png for n, png in enumerate(screen.png(ppi), 1)}
    findings = tuple(proof.unfit(edition, data))
    press = Typeset(edition.kind, page(edition, drawings, print_shop=True), edition.fonts)
    files[f"{edition.piece}-print.pdf"] = boxes(press.pdf(), bleed_mm=BLEED_MM, marks_mm=MARKS_MM)
    return Made(files, findings)


def proofed(edition: Edition) -> tuple[Finding, ...]:
    return proof.unset(edition) or tuple(proof.unfit(edition, page(edition, drawn(edition))))
