"""Which editions are to be made, by whom, and the key of each, known before anything runs."""

import importlib.metadata
import importlib.util
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.maker import Maker, Part

Aim = Literal["make", "proof"]


@dataclass(frozen=True, slots=True)
class Job:
    """One maker's work on one edition. Equal keys, equal files: 64 hex digits."""

    edition: Edition
    maker: Maker
    aim: Aim
    quality: str
    key: str

    def part_key(self, part: Part) -> str:
        """A part without a key of its own depends on the whole edition."""
        return _key(self.maker, "part", part.quality, [part.name, part.key or self.edition.digest()])


def chosen(editions: Iterable[Edition], only: str) -> tuple[Edition, ...]:
    """The editions whose name fits a shell pattern: `trifold/ar`, `*/fr`."""
    return tuple(edition for edition in editions if fnmatchcase(edition.name, only))


def plan(editions: Iterable[Edition], makers: Sequence[Maker], *, quality: str) -> tuple[Job, ...]:
    """The jobs of a build."""
    return tuple(
        Job(edition, maker, "make", quality, _key(maker, "make", quality, edition.digest()))
        for edition, maker in _pairs(editions, makers)
    )


def proofs(editions: Iterable[Edition], makers: Sequence[Maker]) -> tuple[Job, ...]:
    """The jobs of a check: the same makers look at the same pages and keep their findings alone."""
    return tuple(
        Job(edition, maker, "proof", "", _key(maker, "proof", "", edition.digest()))
        for edition, maker in _pairs(editions, makers)
    )


def unmade(editions: Iterable[Edition], makers: Sequence[Maker]) -> tuple[Finding, ...]:
    """A finding for each edition of a kind that nobody makes."""
    kinds = sorted({kind for maker in makers for kind in maker.kinds})
    mend = f"its kind is one of: {', '.join(kinds)}"
    return tuple(
        Finding("maker-missing", "error", edition.file, f"nothing here makes a {edition.kind}", mend, edition.name)
        for edition in editions
        if edition.kind not in kinds
    )


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """The exact versions of distributions, sorted by name; `absent` where one is not installed."""
    return {name: _version(name) for name in sorted(set(libraries))}


def _pairs(editions: Iterable[Edition], makers: Sequence[Maker]) -> list[tuple[Edition, Maker]]:
    return [(edition, maker) for edition in editions for maker in makers if edition.kind in maker.kinds]


def _key(maker: Maker, aim: str, quality: str, inputs: object) -> str:
    return digest(
        {
            "aim": aim,
            "inputs": inputs,
            "libraries": versions(maker.libraries),
            "maker": maker.name,
            "modules": {name: _source(name) for name in maker.modules},
            "platform": f"{sys.platform}-{platform.machine()}",
            "python": platform.python_version(),
            "quality": quality,
        }
    )


@cache
def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


@cache
def _source(module: str) -> str:
    """SHA-256 over a module's file, or over every file of a package: templates count like code."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"a maker names a module that is not there: {module}")
    files = [Path(spec.origin)]
    if spec.submodule_search_locations is not None:
        folders = [Path(folder) for folder in spec.submodule_search_locations]
        files = [file for folder in folders for file in sorted(folder.rglob("*")) if _counts(file)]
    total = sha256()
    for file in files:
        data = file.read_bytes()
        total.update(f"{file.name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def _counts(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts
