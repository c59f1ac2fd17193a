"""A maker whose editions are made in one part each."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.maker import Made, Part


@dataclass(frozen=True, slots=True)
class Whole:
    """`make` and `proofed` stand in the module haqiba.makers.NAME.make.

    It is loaded by the first edition that is made: a build in which all is fresh asks for keys alone, and
    Typst, pikepdf and Pillow cost a third of a second."""

    name: str
    kinds: frozenset[str]
    modules: tuple[str, ...]
    libraries: tuple[str, ...]

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        return (Part(edition, "", digest(edition), quality),)

    def make(self, part: Part) -> Made:
        made: Made = self._module().make(part)
        return made

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        return made[0]

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        found: tuple[Finding, ...] = self._module().proofed(edition)
        return found

    def _module(self) -> Any:
        return import_module(f"haqiba.makers.{self.name}.make")
