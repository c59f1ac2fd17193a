"""An edition -> its files: PDF, PDF for the print shop, PNG a side, plain text."""

from haqiba.look.tokens import BLEED_MM, MARKS_MM
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import glyphs
from haqiba.makers.pages.proof import proof, sheet
from haqiba.makers.pages.text import text
from haqiba.makers.pages.typeset import Typeset
from haqiba.pdf import boxes, true_text

# Pixels an inch of the picture for the screen: full, demo.
PPI = {"leaflet": (168.0, 110.0), "poster": (100.0, 60.0)}


def made(part: Part) -> Made:
    """The files of an edition; none where a character cannot be shown, for Typst would leave a gap."""
    edition = part.edition
    data = sheet(edition)
    screen = Typeset(edition.kind, data, edition.fonts)
    if any(glyphs.missing(edition)):
        return Made({}, tuple(proof(edition, data, screen)))
    pdf = screen.pdf()  # before the proof, which then need not set the page to see what does not fit
    findings = tuple(proof(edition, data, screen))
    press = Typeset(edition.kind, sheet(edition, print_shop=True), edition.fonts)
    ppi = PPI[edition.kind][0 if part.quality == "full" else 1]
    files = {f"{edition.piece}.pdf": true_text(pdf), f"{edition.piece}.txt": text(edition).encode()}
    files |= {f"{edition.piece}-{n}.png": png for n, png in enumerate(screen.png(ppi), 1)}
    files[f"{edition.piece}-print.pdf"] = boxes(press.pdf(), bleed_mm=BLEED_MM, marks_mm=MARKS_MM)
    return Made(files, findings)
