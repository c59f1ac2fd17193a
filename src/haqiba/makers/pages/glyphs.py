"""Which characters no face of a language can show: told before Typst leaves a gap."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from haqiba.campaign.art import Blob
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition

# Set by the engine itself, never drawn.
_UNDRAWN = frozenset(
    "\n\t \u00a0\u202f\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u061c\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


@lru_cache(maxsize=64)
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap() or ())


def covered(fonts: Iterable[Blob]) -> frozenset[int]:
    """Code points that at least one of the faces shows."""
    return frozenset().union(*(_covered(font.path) for font in fonts))


def missing(edition: Edition) -> Iterator[Finding]:
    """One finding a block: which characters, in which faces."""
    known = covered(edition.fonts)
    families = ", ".join(dict.fromkeys(font.name.split("/")[0] for font in edition.fonts))
    for ref, text in _texts(edition):
        lost = [c for c in dict.fromkeys(text) if c not in _UNDRAWN and ord(c) not in known]
        if lost:
            shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lost[:8])
            yield Finding(
                "glyph-missing",
                "error",
                ref,
                f"no face can show {shown}; looked in {families}",
                f"put a font that has it in fonts/{edition.language.tag}/, or write it otherwise",
                edition.name,
            )


def _texts(edition: Edition) -> Iterator[tuple[str, str]]:
    for words in edition.walk():
        if words.spans:
            yield edition.ref(words.id), words.text
    yield "campaign.toml#slogan", edition.slogan
    yield "campaign.toml#notice", edition.notice
    yield "campaign.toml#title", edition.campaign
    for line in edition.helplines:
        yield "campaign.toml#helplines", line.name
    for partner in edition.partners:
        yield "campaign.toml#partners", partner.name
    for source in edition.sources:
        yield "campaign.toml#facts", source
