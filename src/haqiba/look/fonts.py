"""Which faces set a script, and where their files are. Fonts are installed, never committed."""

import importlib.util
import os
from functools import cache
from pathlib import Path

# Family names as the font files say them; each list is tried in order, glyph by glyph.
LATIN_TEXT = "IBM Plex Sans"
LATIN_DISPLAY = "Rubik"
TEXT = {"Arab": "IBM Plex Sans Arabic", "Tfng": "Noto Sans Tifinagh"}
DISPLAY = {"Arab": "Rubik", "Tfng": "Noto Sans Tifinagh"}
# Scripts that these faces set; any other needs a font in the campaign's fonts/LANG.
SCRIPTS = frozenset({"Latn", "Grek", "Cyrl", *TEXT})

PACKAGES = {
    "IBM Plex Sans": "fontpkg_ibm_plex_sans",
    "IBM Plex Sans Arabic": "fontpkg_ibm_plex_sans_arabic",
    "Rubik": "fontpkg_rubik",
}
# Fetched at set-up (scripts/fonts), for no package of Python has them.
FETCHED = {"Noto Sans Tifinagh": "noto-sans-tifinagh"}


class NoFont(LookupError):
    """A family that is not installed; its name is the argument."""


def text_faces(script: str) -> tuple[str, ...]:
    own = TEXT.get(script)
    faces = (own, LATIN_TEXT, TEXT["Arab"]) if own else (LATIN_TEXT, TEXT["Arab"])
    return tuple(dict.fromkeys(faces))


def display_faces(script: str) -> tuple[str, ...]:
    own = DISPLAY.get(script)
    return tuple(dict.fromkeys(filter(None, (own, LATIN_DISPLAY, *text_faces(script)))))


def fetched_folder() -> Path:
    """Where set-up puts the fonts that it fetches: XDG_DATA_HOME/haqiba/fonts."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "haqiba" / "fonts"


def folder(family: str) -> Path:
    """The folder with a family's files. Raises NoFont where it is not installed."""
    if family in FETCHED:
        found = fetched_folder() / FETCHED[family]
        if not any(found.glob("*.ttf")):
            raise NoFont(family)
        return found
    return _package_folder(family)


@cache
def _package_folder(family: str) -> Path:
    spec = importlib.util.find_spec(PACKAGES[family])
    if spec is None or spec.origin is None:
        raise NoFont(family)
    return Path(spec.origin).parent / "files"


def files(family: str) -> tuple[Path, ...]:
    """The font files of a family. Raises NoFont."""
    return tuple(sorted(folder(family).glob("*.[to]tf")))
