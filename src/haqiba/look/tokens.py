"""Palette, grid and sizes: the one place from which print, slides, web and film take them (ART.md)."""

from functools import cache

PALETTE = {
    "night": "#12263F",
    "deep": "#1D4E79",
    "heart": "#009EDB",
    "sky": "#D8F0FA",
    "paper": "#FBF7EF",
    "sand": "#F2D6A2",
    "saffron": "#F2A541",
    "coral": "#E4572E",
    "leaf": "#3C8D5A",
    "ink": "#1B1B1B",
    "white": "#FFFFFF",
}

# Text on ground, best first; each pair keeps 4.5:1 (WCAG 2.2, 1.4.3), see ART.md and tests.
TEXT_ON = {
    "paper": ("ink", "night", "deep"),
    "white": ("ink", "night", "deep"),
    "sky": ("night", "ink", "deep"),
    "sand": ("night", "ink", "deep"),
    "night": ("paper", "sky", "saffron"),
    "deep": ("paper", "sky", "sand"),
    "saffron": ("night", "ink", "night"),
    "heart": ("night", "ink", "night"),
}

MIN_CONTRAST = 4.5
# Large text (from 18 pt, or 14 pt bold) needs 3:1.
MIN_CONTRAST_LARGE = 3.0

BLEED_MM = 3.0
# Room outside the bleed for crop marks in the print variant (`room` in kit.typ is both).
MARKS_MM = 7.0
MARGIN_MM = 12.0

# Latin body size in points by audience (ART.md: children >= 12 pt Latin, 14 pt Arabic).
BODY_PT = {"children-8-11": 12.5, "teens-12-17": 10.5, "parents": 10.5, "teachers": 10.0, "public": 10.5}
# How much larger a script is set than Latin so that both look of one size.
SCRIPT_SCALE = {"Arab": 1.15, "Tfng": 1.0}
LINE_HEIGHT = {"Arab": 1.6}
DEFAULT_LINE_HEIGHT = 1.42
# Scripts whose face has one weight: emphasis is by colour there.
ONE_WEIGHT = frozenset({"Tfng"})


def palette(colours: dict[str, str]) -> dict[str, str]:
    """The palette with a campaign's own colours in it."""
    return PALETTE | colours


@cache
def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
