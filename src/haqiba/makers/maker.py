"""The contract of a maker."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition


@dataclass(frozen=True, slots=True)
class Part:
    """A share of an edition that is built and kept alone; `name` is empty for the whole.

    `key` names all that the part depends on beside the maker itself; equal keys, equal bytes."""

    edition: Edition
    name: str = ""
    key: str = ""
    quality: str = "full"


@dataclass(frozen=True, slots=True)
class Made:
    """File name (relative to the edition's folder in the bag) -> bytes, and findings."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class Maker(Protocol):
    """Two levels, never more: parts are made alone, then joined.

    `modules` are the import names whose source is part of the key (a package stands for all its
    files), `libraries` the distributions whose exact versions are."""

    @property
    def name(self) -> str: ...

    @property
    def kinds(self) -> frozenset[str]: ...

    @property
    def modules(self) -> tuple[str, ...]: ...

    @property
    def libraries(self) -> tuple[str, ...]: ...

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]: ...

    def make(self, part: Part) -> Made: ...

    def join(self, edition: Edition, made: Sequence[Made]) -> Made: ...

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        """Findings of the page itself (overflow, glyphs, contrast); keeps nothing."""
        ...
