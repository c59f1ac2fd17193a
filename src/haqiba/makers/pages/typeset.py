"""Typst: a template and its data -> PDF, PNG, what does not fit."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from haqiba.campaign.art import Blob

TEMPLATES = Path(__file__).parents[2] / "look" / "typst"
# PDF/A-2a for the archive, PDF/UA-1 for screen readers; Typst refuses what breaks their rules.
# What the kit reads at its top; a picture alone needs no more.
_NO_DATA = json.dumps({"direction": "ltr", "print": False, "body": 10, "line_height": 1.4, "bleed": 3, "marks": 7})
# Kinds that are set by the template of another.
SAME = {"sources": "lesson", "receipt": "paper", "letter": "paper"}
STANDARDS: list[Any] = ["a-2a", "ua-1"]


@lru_cache(maxsize=16)
def _compiler(kind: str, folders: tuple[Path, ...]) -> typst.Compiler:
    """One warm compiler a template and set of fonts; not to be shared between threads."""
    return typst.Compiler(
        input=TEMPLATES / f"{kind}.typ",
        root=TEMPLATES,
        font_paths=list(folders),
        ignore_system_fonts=True,
        sys_inputs={"data": "{}"},
    )


class Typeset:
    """One document; `data` as page.page makes it. Raises typst.TypstError where it cannot be set."""

    def __init__(self, kind: str, data: dict[str, Any], fonts: tuple[Blob, ...]) -> None:
        kind = SAME.get(kind, kind)
        self._compiler = _compiler(kind, tuple(dict.fromkeys(blob.path.parent for blob in fonts)))
        self._input = TEMPLATES / f"{kind}.typ"
        self._inputs = {"data": json.dumps(data, ensure_ascii=False)}

    def pdf(self) -> bytes:
        made = self._compiler.compile(
            input=self._input, sys_inputs=self._inputs, format="pdf", pdf_standards=STANDARDS, timestamp=0
        )
        assert isinstance(made, bytes)
        return made

    def png(self, ppi: float) -> list[bytes]:
        """A picture a page."""
        made = self._compiler.compile(input=self._input, sys_inputs=self._inputs, format="png", ppi=ppi)
        return [made] if isinstance(made, bytes) else list(made or ())

    def svg(self) -> list[bytes]:
        """A drawing a page."""
        made = self._compiler.compile(input=self._input, sys_inputs=self._inputs, format="svg")
        return [made] if isinstance(made, bytes) else list(made or ())

    def overflows(self) -> list[tuple[str, int]]:
        """(block id, lines too many) of each frame that does not hold its words."""
        # The inputs of a query are those of the last compile; this one draws next to nothing.
        self._compiler.compile(input=self._input, sys_inputs=self._inputs, format="png", ppi=2)
        found = json.loads(self._compiler.query("<overflow>", field="value"))
        return [(row["id"], row["lines"]) for row in found]


def picture(svg: str, frame: tuple[float, float], anchor: str, ppi: float, mirrored: bool) -> bytes:
    """A drawing alone as PNG, filling a frame of width by height mm; `anchor` as in kit.typ's `cropped`."""
    width, height = frame
    source = f"""#import "kit.typ": cropped
#set page(width: {width}mm, height: {height}mm, margin: 0mm, fill: none)
#let drawn = cropped(image.with(bytes(sys.inputs.svg), format: "svg"), {width}mm, {height}mm, {anchor})
#{"scale(x: -100%, drawn)" if mirrored else "drawn"}"""
    compiler = typst.Compiler(source.encode(), root=TEMPLATES, ignore_system_fonts=True)
    made = compiler.compile(format="png", ppi=ppi, sys_inputs={"svg": svg, "data": _NO_DATA})
    assert isinstance(made, bytes)
    return made
