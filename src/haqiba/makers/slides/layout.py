"""Where things stand on a slide: one answer for the PDF and for the editable deck."""

from collections.abc import Sequence
from dataclasses import dataclass

from haqiba.campaign.art import Art
from haqiba.edition.edition import Edition, Span, Words

# 16:9, in mm: 13 1/3 by 7 1/2 inches, the usual wide slide.
WIDTH, HEIGHT = 338.667, 190.5
MARGIN = 16.0
FOOT = 14.0
# Room for the partners on the last slide, and the height of their logos.
STANDING = 23.0
LOGO = 8.0
HELP_WIDTH, HELP_HEIGHT = 96.0, 57.0
# By kind of slide: size of title and of body in points, top and height of the title in mm.
OPENING = (46.0, 21.0, 34.0, 82.0)
BESIDE = (31.0, 20.0, 20.0, 50.0)
ALONE = (46.0, 29.0, 22.0, 34.0)
LAST = (42.0, 25.0, 20.0, 30.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """x, y, width, height in mm from the left edge of the frame that the picture fills; `ratio` is its own width
    by its height, `anchor` the edge of a tall picture that is kept: top, bottom or center."""

    name: str
    alt: str
    x: float
    y: float
    width: float
    height: float
    ratio: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Title:
    """A frame for the heading; `size` in points."""

    id: str
    spans: tuple[Span, ...]
    x: float
    y: float
    width: float
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Body:
    """A frame for the blocks; `size` in points."""

    id: str
    blocks: tuple[Words, ...]
    x: float
    y: float
    width: float
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; `ground` is a colour of the palette, `notes` what the speaker says; `help` and `standing`: whether
    the helpline and the partners stand on it."""

    number: int
    opening: bool
    ground: str
    picture: Picture | None
    title: Title | None
    body: Body | None
    help: bool
    standing: bool
    notes: str


def slides(edition: Edition) -> tuple[Slide, ...]:
    """The slides of a deck: an opening, pictures beside words, words alone, help at the end."""
    last = len(edition.sides)
    return tuple(_slide(edition, side, number, number == last) for number, side in enumerate(edition.sides, 1))


def _slide(edition: Edition, side: Sequence[Words], number: int, last: bool) -> Slide:
    opening = number == 1
    heading = next((w for w in side if w.kind == "heading"), None)
    image = next((w for w in side if w.kind == "image"), None)
    notes = "\n".join(c.text for w in side if w.kind == "box" and w.name == "notes" for c in w.walk() if c.spans)
    words = tuple(w for w in side if w not in (heading, image) and not (w.kind == "box" and w.name == "notes"))
    picture = _picture(edition, image, opening)
    far = picture.width if picture else (HELP_WIDTH + MARGIN if last and edition.helplines else 0.0)
    x = MARGIN if not edition.language.rtl else far + (MARGIN * 0.9 if far else MARGIN)
    width = WIDTH - far - MARGIN - (MARGIN * 0.9 if far else MARGIN)
    scale = 1.12 if edition.language.script == "Arab" else 1.0
    standing = last and any(partner.role != "recipient" for partner in edition.partners)
    title = body = None
    title_size, body_size, title_top, title_height = (
        OPENING if opening else BESIDE if picture else LAST if last and edition.helplines else ALONE
    )
    if heading:
        title = Title(heading.id, heading.spans, x, title_top, width, title_height, title_size * scale)
    if words:
        top = title_top + title_height + 7.0
        below = FOOT + 2.0 + (STANDING if standing else 0.0)
        body = Body(words[0].id, words, x, top, width, HEIGHT - top - below, body_size * scale)
    ground = "night" if opening or last else ("paper" if picture else "sky")
    return Slide(number, opening, ground, picture, title, body, last, standing, notes)


def _picture(edition: Edition, image: Words | None, opening: bool) -> Picture | None:
    """The picture on the far side from where one reads, full height: half the opening, else as wide as it is."""
    name = image.name if image else (edition.cover if opening else "")
    art = edition.art.get(name)
    if art is None:
        return None
    width = WIDTH * 0.46 if opening else min(WIDTH * 0.655, HEIGHT * art.width / art.height)
    x = 0.0 if edition.language.rtl else WIDTH - width
    alt = image.text if image and image.spans else edition.alts.get(name, "")
    return Picture(name, alt, x, 0.0, width, HEIGHT, art.width / art.height, _anchor(art))


def _anchor(art: Art) -> str:
    """A picture with room for a title shows its other half: the words stand beside it here."""
    slot = next((slot for slot in art.slots if slot.name == "title"), None)
    if slot is None:
        return "center"
    return "bottom" if slot.y + slot.height / 2 < art.height / 2 else "top"
