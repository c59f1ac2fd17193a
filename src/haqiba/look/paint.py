"""What an element of SVG says of its paint and its clip, in attributes or in a style attribute (Inkscape's way)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from haqiba.look.matrix import LIMIT

SOLID = 0.5  # paint more transparent than this is light, not paper, and casts no shadow

_URL = re.compile(r"""\s*url\(\s*['"]?#([^'")]+?)['"]?\s*\)""")


@dataclass(frozen=True, slots=True)
class Paint:
    """What of the paint of an element decides whether it casts a shadow."""

    fill: str = "black"
    stroke: str = "none"
    width: float = 1.0
    opacity: float = 1.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    rule: str = "nonzero"
    hidden: bool = False

    @property
    def filled(self) -> bool:
        return self.fill not in ("none", "transparent") and self.opacity * self.fill_opacity >= SOLID

    @property
    def stroked(self) -> bool:
        seen = self.opacity * self.stroke_opacity >= SOLID and self.width > 0
        return seen and self.stroke not in ("none", "transparent")


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element as plain strings."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def _style(element: etree._Element) -> dict[str, str]:
    """The declarations of a style attribute, as Inkscape writes it."""
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def clip_of(element: etree._Element) -> str | None:
    """The id of the clip on an element, if any."""
    value = element.get("clip-path")
    if value is None and "clip-path" in element.get("style", ""):
        value = _style(element).get("clip-path")
    match = _URL.match(value or "")
    return match[1] if match else None


def point_to(element: etree._Element, name: str) -> None:
    """Make the clip of an element the one of that name."""
    if "clip-path" in element.get("style", ""):
        element.set("style", re.sub(r"(clip-path\s*:\s*)url\([^)]*\)", rf"\1url(#{name})", element.get("style", "")))
    else:
        element.set("clip-path", f"url(#{name})")


def painted(element: etree._Element, above: Paint) -> Paint:
    """The paint of an element below a parent painted so."""
    said = attributes(element)
    if "style" in said:
        said |= _style(element)
    get = said.get
    hidden = above.hidden or get("display") == "none" or get("visibility") in ("hidden", "collapse")
    return replace(
        above,
        fill=get("fill", above.fill),
        stroke=get("stroke", above.stroke),
        hidden=hidden,
        rule=get("fill-rule", above.rule),
        width=size(get("stroke-width"), above.width),
        opacity=above.opacity * size(get("opacity"), 1.0),
        fill_opacity=size(get("fill-opacity"), above.fill_opacity),
        stroke_opacity=size(get("stroke-opacity"), above.stroke_opacity),
    )


def size(text: str | None, otherwise: float) -> float:
    """A length or share that is not negative; `otherwise` where none is given or it cannot be read."""
    try:
        value = float((text or "").strip().removesuffix("px"))
    except ValueError:
        return otherwise
    return value if 0 <= value < LIMIT else otherwise
