"""The blobs of an edition as what a shot is played with."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from haqiba.campaign.art import Blob
from haqiba.edition.edition import Edition
from haqiba.film.backdrop import Backdrop
from haqiba.film.frames import Props
from haqiba.film.puppet import Puppet
from haqiba.film.scene import Shot
from haqiba.film.telephone import Look, Text
from haqiba.look.paper import finish
from haqiba.look.tokens import palette
from haqiba.makers.film.parts import PROPS, read
from haqiba.makers.film.script import Script
from haqiba.makers.film.words import drawn

STANDIN = Path(__file__).parents[2] / "look" / "film" / "person.svg"
# Colours of the stand-in's clothes and skin, light and dark, by which the undrawn are told apart.
CLOTHES = (("#F2A541", "#D6872A"), ("#3C8D5A", "#2F7048"), ("#E4572E", "#B9421F"), ("#7A5EA8", "#5F4787"))
SCARVES = (("#009EDB", "#0083B8"), ("#F2D6A2", "#D9B877"), ("#1D4E79", "#153C5F"), ("#3C8D5A", "#2F7048"))


def props(edition: Edition, film: Script, shot: Shot) -> Props:
    """Puppets, place, texts and colours of one shot."""
    colours = {name: int("FF" + value.lstrip("#"), 16) for name, value in palette(edition.colours).items()}
    puppets = {figure.who: _player(edition, film.cast[figure.who], figure.who) for figure in shot.figures}
    shown = PROPS.items() if shot.phone else ()
    drawings = {name: _drawing(edition.art[file].blob) for name, file in shown if file in edition.art}
    place = edition.art.get(shot.place)
    backdrop = _backdrop(place.blob, edition.paper and shot.rests) if place else Backdrop.plain(shot.light, colours)
    texts = drawn(edition, {id: film.texts[id] for id in read(shot, film)})
    return Props(puppets, backdrop, Look(colours, drawings, edition.language.rtl), texts)


def _player(edition: Edition, art: str, who: str) -> Puppet:
    return _puppet(edition.art[art].blob) if art else _standin(who)


@lru_cache(maxsize=32)
def _puppet(blob: Blob) -> Puppet:
    return Puppet(blob.read())


@lru_cache(maxsize=32)
def _standin(who: str) -> Puppet:
    """Somebody for a name that nobody has drawn yet."""
    number = sha256(who.encode()).digest()
    svg = STANDIN.read_text("utf-8")
    for old, new in ((CLOTHES[0], CLOTHES[number[0] % 4]), (SCARVES[0], SCARVES[number[1] % 4])):
        for here, there in zip(old, new, strict=True):
            svg = svg.replace(here, there.lower())
    return Puppet(svg.encode())


@lru_cache(maxsize=16)
def _backdrop(blob: Blob, finished: bool) -> Backdrop:
    """Cut from paper where the camera rests and the place is drawn once; flat where it is drawn on every frame."""
    return Backdrop.of(finish(blob.read()) if finished else blob.read())


@lru_cache(maxsize=16)
def _drawing(blob: Blob) -> Text:
    puppet = Puppet(blob.read())
    return Text(puppet.picture(), puppet.width, puppet.height)
