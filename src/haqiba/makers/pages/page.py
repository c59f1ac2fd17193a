"""Edition -> all that a Typst template needs to know, as one value."""

import io
from collections.abc import Container, Iterable
from dataclasses import asdict, replace
from typing import Any

import segno

from haqiba.campaign.art import Art, Slot
from haqiba.edition.edition import Edition, Words
from haqiba.look import tokens
from haqiba.makers.pages.text import standing

# Trimmed width and height of what carries a front, in mm: the page, or the cover panel of a trifold.
FRONTS = {"leaflet": (148.0, 210.0), "poster": (297.0, 420.0), "trifold": (100.0, 210.0)}
# Narrow columns and long text: words are broken where their language has rules for it, Arabic never.
HYPHENATED = frozenset({"trifold", "lesson"})
SLOTS = ("name", "title", "words", "helpline", "foot")


def page(edition: Edition, drawings: dict[str, str], *, print_shop: bool = False) -> dict[str, Any]:
    """The template's `data`; `drawings` are the SVG texts by name, already cut from paper."""
    palette = tokens.palette(edition.colours)
    language = edition.language
    scale = tokens.SCRIPT_SCALE.get(language.script, 1.0)
    audience = edition.audiences[0] if edition.audiences else "public"
    year, month, day = (int(part) for part in (edition.date or "2000-01-01").split("-"))
    return {
        "title": edition.title.replace("\n", " "),
        "author": next((p.name for p in edition.partners if p.role == "lead"), edition.campaign),
        "date": {"year": year, "month": month, "day": day},
        "lang": language.tag.split("-")[0],
        "region": _region(language.locale),
        "direction": language.direction,
        "script": language.script,
        "heaviest": 400 if language.script in tokens.ONE_WEIGHT else 900,
        "colon": "\u00a0: " if language.tag.split("-")[0] == "fr" else ": ",
        "semicolon": "؛ " if language.script == "Arab" else "; ",
        "print": print_shop,
        "bleed": tokens.BLEED_MM,
        "marks": tokens.MARKS_MM,
        "palette": palette,
        "on": {name: on(palette[name], palette) for name in tokens.TEXT_ON},
        "faces": {"text": edition.text_faces, "display": edition.display_faces},
        "hyphenate": edition.kind in HYPHENATED and language.script == "Latn",
        "body": tokens.BODY_PT[audience] * scale,
        "scale": scale,
        "line_height": tokens.LINE_HEIGHT.get(language.script, tokens.DEFAULT_LINE_HEIGHT),
        "campaign": edition.campaign,
        "slogan": edition.slogan,
        "notice": edition.notice,
        "licence": edition.licence.replace(" ", "\u00a0"),
        "cover": edition.cover if edition.cover in drawings else "",
        "mirror": edition.mirror,
        "ground": edition.ground,
        "sides": [[asdict(words) for words in side] for side in stepped(edition.sides, drawings)],
        "helplines": [asdict(line) for line in edition.helplines],
        "partners": [asdict(partner) for partner in edition.partners],
        "standing": standing(edition),
        "sources": list(edition.sources),
        "facts": [asdict(row) for row in edition.facts],
        "labels": edition.labels,
        "draft": " · ".join((edition.labels["draft"], *edition.draft)) if edition.draft else "",
        "art": drawings,
        "logos": {p.logo: drawings[p.logo] for p in edition.partners if p.logo in drawings},
        "alts": edition.alts,
        "slots": slots(edition, palette),
        "code": code(edition),
    }


def code(edition: Edition) -> dict[str, str] | None:
    """The mark by which a paper can be checked: a QR code, and the same in words for those who trust no code."""
    if not edition.code:
        return None
    drawn = io.BytesIO()
    segno.make(edition.code, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, dark="#000", light="#fff")
    address, _, number = edition.code.rpartition("#")
    site = address.rpartition("/")[0].partition("://")[2]
    spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return {"svg": drawn.getvalue().decode(), "site": site, "number": spaced}


def _region(locale: str) -> str | None:
    part = locale.rpartition("_")[2]
    return part if len(part) == 2 and part.isupper() else None


def stepped(sides: Iterable[Iterable[Words]], drawings: Container[str]) -> list[tuple[Words, ...]]:
    """What can be set, its headings without a skipped level: PDF/UA allows none, and a check tells the author."""
    level = 0

    def step(words: Words) -> Words:
        nonlocal level
        if words.kind == "heading":
            level = min(words.level, level + 1)
            words = replace(words, level=level)
        return replace(words, children=tuple(step(child) for child in words.children))

    return [tuple(step(words) for words in shown(side, drawings)) for side in sides]


def shown(blocks: Iterable[Words], drawings: Container[str]) -> tuple[Words, ...]:
    """The blocks that can be set: a picture that is not there is told by a check, and left out here."""
    return tuple(
        replace(words, children=shown(words.children, drawings))
        for words in blocks
        if words.kind != "image" or words.name in drawings
    )


def on(ground: str, palette: dict[str, str]) -> list[str]:
    """Colours for text on a ground, `#rrggbb`: body, heading, accent."""
    name = next((name for name, value in palette.items() if value.upper() == ground.upper()), "")
    if name in tokens.TEXT_ON:
        return [palette[text] for text in tokens.TEXT_ON[name]]
    best = max((palette["ink"], palette["paper"]), key=lambda colour: tokens.contrast(colour, ground))
    return [best, best, best]


def slots(edition: Edition, palette: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Where the words of a front stand: x, y, width, height in mm of the trimmed page."""
    if edition.kind not in FRONTS:
        return {}
    width, height = FRONTS[edition.kind]
    art = edition.art.get(edition.cover)
    drawn = {slot.name: slot for slot in art.slots} if art else {}
    made = {}
    for name in SLOTS:
        if art and name in drawn:
            made[name] = _drawn(drawn[name], art, edition, width, height, palette)
        else:
            made[name] = _default(name, edition, width, height, palette)
    return made


def _drawn(
    slot: Slot, art: Art, edition: Edition, width: float, height: float, palette: dict[str, str]
) -> dict[str, Any]:
    """A slot of the picture. The picture covers the sheet with its bleed, centred, as `fit: cover` does."""
    bleed = tokens.BLEED_MM
    scale = max((width + 2 * bleed) / art.width, (height + 2 * bleed) / art.height)
    left = (width - art.width * scale) / 2
    top = (height - art.height * scale) / 2
    x = left + slot.x * scale
    if edition.mirror:
        x = width - x - slot.width * scale
    ground = slot.ground or palette[edition.ground]
    return {
        "x": x,
        "y": top + slot.y * scale,
        "width": slot.width * scale,
        "height": slot.height * scale,
        "ground": ground,
        "on": on(ground, palette),
        "drawn": True,
    }


# Shares of the trimmed page (x from the reading side, y, width, height) where a picture has no slot.
_DEFAULTS = {
    "name": (0.08, 0.04, 0.5, 0.045),
    "title": (0.08, 0.1, 0.84, 0.22),
    "words": (0.08, 0.36, 0.84, 0.16),
    "helpline": (0.54, 0.78, 0.38, 0.157),
    "foot": (0.08, 0.82, 0.42, 0.117),
}


def _default(name: str, edition: Edition, width: float, height: float, palette: dict[str, str]) -> dict[str, Any]:
    x, y, w, h = _DEFAULTS[name]
    left = (1 - x - w) if edition.language.rtl else x
    ground = palette[edition.ground]
    return {
        "x": left * width,
        "y": y * height,
        "width": w * width,
        "height": h * height,
        "ground": ground,
        "on": on(ground, palette),
    }
