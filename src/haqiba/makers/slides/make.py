"""One edition of slides -> PDF, deck, its fonts, pictures, and the words with the speaker's notes."""

from dataclasses import asdict
from typing import Any

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import proof
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.text import text
from haqiba.makers.pages.typeset import Typeset, picture
from haqiba.makers.slides.deck import FACE, FACES, deck
from haqiba.makers.slides.layout import HEIGHT, LOGO, WIDTH, Slide, slides
from haqiba.pdf import true_text

# Pixels an inch of the pictures of the slides: full, demo; and of the art in the deck.
PPI = (96.0, 55.0)
ART_PPI = (150.0, 80.0)
LOGO_PPI = 300.0


def make(part: Part) -> Made:
    """`PIECE.pdf`, `PIECE.pptx`, `fonts/`, `PIECE-N.png`, `PIECE.txt`."""
    edition = part.edition
    lost = proof.unset(edition)
    if lost:
        return Made({}, lost)
    drawings = drawn(edition)
    made = slides(edition)
    data = _data(edition, drawings, made)
    typeset = Typeset("slides", data, edition.fonts)
    fine = 0 if part.quality == "full" else 1
    pictures = {
        one.number: picture(
            drawings[one.picture.name],
            (one.picture.width, one.picture.height),
            one.picture.anchor,
            ART_PPI[fine],
            edition.mirror,
        )
        for one in made
        if one.picture
    }
    logos = {name: picture(svg, _logo(edition, name), "center", LOGO_PPI, False) for name, svg in data["logos"].items()}
    files = {
        f"{edition.piece}.pdf": true_text(typeset.pdf()),
        f"{edition.piece}.pptx": deck(edition, made, pictures, logos),
        f"{edition.piece}.txt": text(edition).encode(),
    }
    files |= {f"{edition.piece}-{n}.png": png for n, png in enumerate(typeset.png(PPI[fine]), 1)}
    files |= _fonts(edition)
    return Made(files, tuple(proof.overflowing(edition, data)))


def proofed(edition: Edition) -> tuple[Finding, ...]:
    data = _data(edition, drawn(edition), slides(edition))
    return proof.unset(edition) or tuple(proof.overflowing(edition, data))


def _data(edition: Edition, drawings: dict[str, str], made: tuple[Slide, ...]) -> dict[str, Any]:
    return page(edition, drawings) | {"slides": [asdict(one) for one in made], "width": WIDTH, "height": HEIGHT}


def _logo(edition: Edition, name: str) -> tuple[float, float]:
    """Width and height of a logo in mm."""
    art = edition.art[name]
    return LOGO * art.width / art.height, LOGO


def _fonts(edition: Edition) -> dict[str, bytes]:
    """The faces of the deck, regular and bold, to install where they are missing: a deck embeds none."""
    families = (FACE, FACES.get(edition.language.script, FACE))
    wanted = ("Regular", "Bold", "400")
    return {
        f"fonts/{blob.name.split('/')[-1]}": blob.read()
        for blob in edition.fonts
        if blob.name.split("/")[0] in families and any(f"-{weight}." in blob.name for weight in wanted)
    }
