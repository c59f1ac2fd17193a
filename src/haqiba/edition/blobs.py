"""The bytes that an edition names beside the campaign's own: the faces of its script."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haqiba.campaign.art import Blob
from haqiba.look import fonts


@dataclass(frozen=True, slots=True)
class Faces:
    """Families in the order in which they are tried, their files, and the one that is not to be had."""

    text: tuple[str, ...]
    display: tuple[str, ...]
    blobs: tuple[Blob, ...]
    lost: str = ""


def faces(script: str, own: tuple[Blob, ...]) -> Faces:
    """The faces of a script, the campaign's own font files first."""
    families = tuple(dict.fromkeys(filter(None, (_family(blob.path, blob.digest) for blob in own))))
    display = (*families, *fonts.display_faces(script))
    # The display faces stand behind those for text: what one of them has is no missing character.
    text = (*families, *fonts.text_faces(script), *display)
    blobs, lost = list(own), "" if families or script in fonts.SCRIPTS else script
    for family in dict.fromkeys((*fonts.text_faces(script), *fonts.display_faces(script))):
        try:
            blobs += _blobs(family)
        except fonts.NoFont:
            lost = lost or ("" if families else family)
    return Faces(tuple(dict.fromkeys(text)), tuple(dict.fromkeys(display)), tuple(blobs), lost)


def _blobs(family: str) -> list[Blob]:
    return [_blob(family, path) for path in fonts.files(family)]


@cache
def _blob(family: str, path: Path) -> Blob:
    """Installed files do not change while a process runs, so each is read once."""
    data = path.read_bytes()
    return Blob(f"{family}/{path.name}", hashlib.sha256(data).hexdigest(), len(data), path)


# Words of style at the end of a family's name, which Typst cuts off (typographic_family in its font/exceptions).
_STYLES = "normal italic oblique slanted thin th hairline light lt regular medium med md bold bd demi extb black blk bk"
_WIDTHS = "heavy narrow condensed cond cn cd compressed expanded exp"
_MORE = "extra ext ex x semi sem sm demi dem ultra"
_STYLED = re.compile(
    rf"[ _-](?:(?:{_MORE.replace(' ', '|')})[ _-]?)?(?:{f'{_STYLES} {_WIDTHS}'.replace(' ', '|')})+$", re.IGNORECASE
)


def _unstyled(name: str) -> str:
    """`Noto Sans SC Thin` -> `Noto Sans SC`."""
    while name != (shorter := _STYLED.sub("", name)):
        name = shorter
    return name


@cache
def _family(path: Path, digest: str) -> str:
    """The family that a font file says it is of (OpenType name 16, else 1), as Typst will call it; empty where it
    is no font."""
    # Loaded where a campaign brings a font: the tables of OpenType cost a tenth of a second.
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            names = font["name"]
            return _unstyled(str(names.getBestFamilyName() or ""))
    except (TTLibError, OSError, KeyError, AssertionError):
        return ""
