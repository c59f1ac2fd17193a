"""The maker of films: each shot is a part, so that one line changed draws one shot again."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.maker import Made, Part

LIBRARIES = ("av", "numpy", "skia")


@dataclass(frozen=True, slots=True)
class Film:
    """Loaded by the first film that is made: Skia and FFmpeg's libraries take their time, and are an extra."""

    name: str = "film"
    kinds: frozenset[str] = frozenset({"film"})
    modules: tuple[str, ...] = ("haqiba.makers.film", "haqiba.makers.pages", "haqiba.film", "haqiba.look")
    libraries: tuple[str, ...] = ("av", "lxml", "numpy", "skia-python", "typst")

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        if absent():
            return (Part(edition, "", digest(["no film", edition]), quality),)
        made: tuple[Part, ...] = import_module("haqiba.makers.film.parts").parts(edition, quality)
        return made

    def make(self, part: Part) -> Made:
        if absent():
            return Made({}, (_untold(part.edition),))
        made: Made = import_module("haqiba.makers.film.make").make(part)
        return made

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        if absent():
            return made[0]
        whole: Made = import_module("haqiba.makers.film.make").join(edition, made)
        return whole

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        if absent():
            return (_untold(edition),)
        found: tuple[Finding, ...] = import_module("haqiba.makers.film.proof").proofed(edition)
        return found


def absent() -> list[str]:
    """The libraries of films that are not installed."""
    return [name for name in LIBRARIES if find_spec(name) is None]


def _untold(edition: Edition) -> Finding:
    message = f"films need {', '.join(absent())}, which is not installed"
    mend = 'install haqiba with its films: pip install "haqiba[film]"'
    return Finding("film-library", "error", edition.file, message, mend, edition.name)
