"""Contrast as it is really used: the colour of the words against what lies under them."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import typst
from PIL import Image

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.look.tokens import MIN_CONTRAST, contrast

# Width in px at which a picture is looked at: enough for a slot, cheap enough for every build.
_WIDTH = 220
# A thread may cross a slot; more than this share of it below the ratio is a ground that is not calm.
_SHARE = 0.04


def low(edition: Edition, data: dict[str, Any]) -> Iterator[Finding]:
    """Slots of the front whose words stand on a ground that hides them."""
    for name, slot in data["slots"].items():
        if name == "helpline":
            continue
        text = slot["on"][0]
        drawn = _under(edition, data, slot) if data["cover"] else [(slot["ground"], 1)]
        total = sum(count for _, count in drawn)
        bad = [(contrast(text, colour), count) for colour, count in drawn if contrast(text, colour) < MIN_CONTRAST]
        if sum(count for _, count in bad) > _SHARE * total:
            worst = min(ratio for ratio, _ in bad)
            ref = f"{edition.cover}#slot-{name}" if data["cover"] else edition.ref("front.ground")
            yield Finding(
                "contrast",
                "error",
                ref,
                f"words in {text} on this ground have {worst:.1f}:1; {MIN_CONTRAST}:1 is needed",
                "keep one calm colour of the palette under the slot, and name it as the slot's fill",
                edition.name,
            )


def hidden(edition: Edition, data: dict[str, Any]) -> Iterator[Finding]:
    """Words on the plain grounds of a page, where a campaign has put colours of its own into the palette."""
    if not edition.colours:
        return
    grounds = {edition.ground: True, "night": bool(edition.helplines), "saffron": _has_tip(edition)}
    for name in (name for name, printed in grounds.items() if printed):
        for text in dict.fromkeys(data["on"][name]):
            ratio = contrast(text, data["palette"][name])
            if ratio < MIN_CONTRAST:
                yield Finding(
                    "contrast",
                    "error",
                    "campaign.toml#colours",
                    f"words in {text} on {name} have {ratio:.1f}:1; {MIN_CONTRAST}:1 is needed",
                    "choose a darker or a lighter colour",
                    edition.name,
                )


def _has_tip(edition: Edition) -> bool:
    return any(words.kind == "box" and words.name == "tip" for words in edition.walk())


def _under(edition: Edition, data: dict[str, Any], slot: dict[str, Any]) -> list[tuple[str, int]]:
    """(colour, pixels) of the picture under a slot."""
    art = edition.art[edition.cover]
    drawn = next(s for s in art.slots if s.name in _names(data, slot)) if _names(data, slot) else None
    if drawn is None:
        return [(slot["ground"], 1)]
    image = _picture(data["art"][edition.cover], art.width, art.height)
    scale = image.width / art.width
    box = [drawn.x, drawn.y, drawn.x + drawn.width, drawn.y + drawn.height]
    left, top, right, bottom = (round(v * scale) for v in box)
    under = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    # Pillow clears a table of as many colours as one asks for: ask for no more than there can be.
    seen = under.getcolors(under.width * under.height) or []
    return [(f"#{r:02X}{g:02X}{b:02X}", count) for count, (r, g, b) in seen]  # type: ignore[misc]


def _names(data: dict[str, Any], slot: dict[str, Any]) -> list[str]:
    return [name for name, value in data["slots"].items() if value is slot and value.get("drawn")]


@lru_cache(maxsize=8)
def _picture(svg: str, width: float, height: float) -> Image.Image:
    tall = _WIDTH * height / width
    source = f"""#set page(width: {_WIDTH}pt, height: {tall}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "stretch")"""
    made = typst.compile(source.encode(), format="png", ppi=72, sys_inputs={"svg": svg}, ignore_system_fonts=True)
    return Image.open(io.BytesIO(made)).convert("RGB")
