"""Two people, a place and a screenplay that tests of films share."""

from pathlib import Path

import haqiba
from haqiba.film.backdrop import Backdrop
from haqiba.film.director import shots
from haqiba.film.frames import Props
from haqiba.film.puppet import Puppet
from haqiba.film.scene import Beat, Build, Shot
from haqiba.film.telephone import Look
from haqiba.look.tokens import PALETTE

PERSON = Path(haqiba.__file__).parent / "look" / "film" / "person.svg"
COLOURS = {name: int("FF" + value[1:], 16) for name, value in PALETTE.items()}
BUILDS = {"a": Build(), "b": Build()}
SIZE = (160, 90)


def line(who: str, text: str, id: str = "") -> Beat:
    return Beat("line", who, text, id or f"l-{who}-{text[:8]}")


def do(who: str, verb: str, *arguments: str) -> Beat:
    return Beat("do", who, verb=verb, arguments=arguments)


def played(*beats: Beat, card: float = 0.0) -> tuple[Shot, ...]:
    return shots([Beat("scene", verb="night"), *beats], BUILDS, card=card)


def props(shot: Shot) -> Props:
    puppet = Puppet(PERSON.read_bytes())
    return Props(
        {figure.who: puppet for figure in shot.figures}, Backdrop.plain(shot.light, COLOURS), Look(COLOURS, {}, True)
    )
