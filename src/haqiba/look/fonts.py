"""Which faces set a script, and where their files are. Fonts are installed, never committed."""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from haqiba.campaign.art import Blob

# Family names as the font files say them; each list is tried in order, glyph by glyph.
LATIN_TEXT = "IBM Plex Sans"
LATIN_DISPLAY = "Rubik"
TEXT = {"Arab": "IBM Plex Sans Arabic"}
DISPLAY = {"Arab": "Rubik"}

PACKAGES = {
    "IBM Plex Sans": "fontpkg_ibm_plex_sans",
    "IBM Plex Sans Arabic": "fontpkg_ibm_plex_sans_arabic",
    "Rubik": "fontpkg_rubik",
}


def text_faces(script: str) -> tuple[str, ...]:
    own = TEXT.get(script)
    faces = (own, LATIN_TEXT, TEXT["Arab"]) if own else (LATIN_TEXT, TEXT["Arab"])
    return tuple(dict.fromkeys(faces))


def display_faces(script: str) -> tuple[str, ...]:
    own = DISPLAY.get(script)
    return tuple(dict.fromkeys(filter(None, (own, LATIN_DISPLAY, *text_faces(script)))))


@cache
def folder(family: str) -> Path:
    """The folder with a family's files. Raises LookupError where its package is not installed."""
    spec = importlib.util.find_spec(PACKAGES[family])
    if spec is None or spec.origin is None:
        raise LookupError(f"the font {family} is not installed; run pip install {PACKAGES[family].replace('_', '-')}")
    return Path(spec.origin).parent / "files"


@cache
def files(script: str) -> tuple[Blob, ...]:
    """All font files that set this script, by digest."""
    families = dict.fromkeys((*text_faces(script), *display_faces(script)))
    return tuple(_blob(path, family) for family in families for path in sorted(folder(family).glob("*.[to]tf")))


def family(blob: Blob) -> str:
    """The family's name as the font file says it, which is what Typst asks for."""
    with TTFont(blob.path, lazy=True, fontNumber=0) as font:
        return font["name"].getBestFamilyName() or ""


def _blob(path: Path, family: str) -> Blob:
    data = path.read_bytes()
    return Blob(f"{family}/{path.name}", hashlib.sha256(data).hexdigest(), len(data), path)
