"""Typst: a template and its data -> PDF, PNG, what does not fit."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from haqiba.campaign.art import Blob

TEMPLATES = Path(__file__).parents[2] / "look" / "typst"
# PDF/A-2a for the archive, PDF/UA-1 for screen readers; Typst refuses what breaks their rules.
STANDARDS: list[Any] = ["a-2a", "ua-1"]


class _Press:
    """A warm compiler, and the document that it set last: the only one that it can be asked about.

    Not to be shared between threads."""

    def __init__(self, kind: str, folders: tuple[Path, ...]) -> None:
        self.input = TEMPLATES / f"{kind}.typ"
        self.last: Typeset | None = None
        self.compiler = typst.Compiler(
            input=self.input,
            root=TEMPLATES,
            font_paths=list(folders),
            ignore_system_fonts=True,
            sys_inputs={"data": "{}"},
        )


@lru_cache(maxsize=16)
def _press(kind: str, folders: tuple[Path, ...]) -> _Press:
    """One a template and set of fonts."""
    return _Press(kind, folders)


class Typeset:
    """One document; `data` as page.page makes it. Raises typst.TypstError where it cannot be set."""

    def __init__(self, kind: str, data: dict[str, Any], fonts: tuple[Blob, ...]) -> None:
        self._press = _press(kind, tuple(dict.fromkeys(blob.path.parent for blob in fonts)))
        self._inputs = {"data": json.dumps(data, ensure_ascii=False)}

    def pdf(self) -> bytes:
        made = self._set(format="pdf", pdf_standards=STANDARDS, timestamp=0)
        assert isinstance(made, bytes)
        return made

    def png(self, ppi: float) -> list[bytes]:
        """A picture a page."""
        made = self._set(format="png", ppi=ppi)
        return [made] if isinstance(made, bytes) else list(made or ())

    def overflows(self) -> list[tuple[str, int]]:
        """(block id, lines too many) of each frame that does not hold its words; quick after pdf() or png()."""
        if self._press.last is not self:
            self._set(format="png", ppi=2)  # draws next to nothing
        found = json.loads(self._press.compiler.query("<overflow>", field="value"))
        return [(row["id"], row["lines"]) for row in found]

    def _set(self, **options: Any) -> Any:
        self._press.last = None
        made = self._press.compiler.compile(input=self._press.input, sys_inputs=self._inputs, **options)
        self._press.last = self
        return made
