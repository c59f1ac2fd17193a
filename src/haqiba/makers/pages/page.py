"""Edition -> all that a Typst template needs to know, as one value."""

from dataclasses import asdict
from typing import Any

from haqiba.campaign.art import Art, Slot
from haqiba.edition.edition import Edition, Words
from haqiba.look import fonts, tokens

# Trimmed width and height in mm.
SIZES = {"leaflet": (148.0, 210.0), "poster": (297.0, 420.0)}
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
        "print": print_shop,
        "palette": palette,
        "on": {name: on(palette[name], palette) for name in tokens.TEXT_ON},
        "faces": _faces(edition),
        "body": tokens.BODY_PT[audience] * scale,
        "scale": scale,
        "line_height": tokens.LINE_HEIGHT.get(language.script, tokens.DEFAULT_LINE_HEIGHT),
        "campaign": edition.campaign,
        "slogan": edition.slogan,
        "notice": edition.notice,
        "licence": edition.licence,
        "cover": edition.cover if edition.cover in drawings else "",
        "mirror": edition.mirror,
        "ground": edition.ground,
        "sides": [[_words(words) for words in side] for side in edition.sides],
        "helplines": [asdict(line) for line in edition.helplines],
        "partners": [asdict(partner) for partner in edition.partners],
        "sources": list(edition.sources),
        "labels": edition.labels,
        "draft": " · ".join((edition.labels["draft"], *edition.draft)) if edition.draft else "",
        "art": drawings,
        "alts": edition.alts,
        "slots": slots(edition, palette),
    }


def _faces(edition: Edition) -> dict[str, list[str]]:
    """Families by use, tried in order: a campaign's own font comes last, so that it fills gaps alone; the display faces
    stand behind those for text, since glyphs.missing asks all of them."""
    own = [fonts.family(blob) for blob in edition.fonts if blob.name.startswith("fonts/")]
    script = edition.language.script
    text, display = fonts.text_faces(script), fonts.display_faces(script)
    return {
        "text": list(dict.fromkeys((*text, *display, *own))),
        "display": list(dict.fromkeys((*display, *own))),
    }


def _region(locale: str) -> str | None:
    part = locale.rpartition("_")[2]
    return part if len(part) == 2 and part.isupper() else None


def _words(words: Words) -> dict[str, Any]:
    return asdict(words)


def on(ground: str, palette: dict[str, str]) -> list[str]:
    """Colours for text on a ground, `#rrggbb`: body, heading, accent."""
    name = next((name for name, value in palette.items() if value.upper() == ground.upper()), "")
    if name in tokens.TEXT_ON:
        return [palette[text] for text in tokens.TEXT_ON[name]]
    best = max((palette["ink"], palette["paper"]), key=lambda colour: tokens.contrast(colour, ground))
    return [best, best, best]


def slots(edition: Edition, palette: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Where the words of a front stand: x, y, width, height in mm of the trimmed page."""
    width, height = SIZES[edition.kind]
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
