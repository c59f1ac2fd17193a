"""Pages by Typst for tests: lines of text, or a source of one's own."""

import importlib
import json
from functools import cache
from pathlib import Path

import typst

PACKAGES = ("fontpkg_ibm_plex_sans_arabic", "fontpkg_cairo", "fontpkg_rubik", "fontpkg_ibm_plex_sans")
HEAD = """#set document(title: "t", date: datetime(year: 2026, month: 1, day: 1))
#set page(width: {width}mm, height: {height}mm, margin: 12mm)
#set text(font: ("{face}", "IBM Plex Sans"), lang: "{language}", dir: {direction}, size: 12pt)
"""
PARAGRAPHS = "#for line in json(bytes(sys.inputs.data)) { par(line) }\n"


@cache
def _compiler() -> typst.Compiler:
    folders = [str(Path(importlib.import_module(name).__file__ or "").parent / "files") for name in PACKAGES]
    return typst.Compiler(font_paths=folders, ignore_system_fonts=True)


def source(
    body: str,
    face: str = "IBM Plex Sans Arabic",
    *,
    language: str = "ar",
    width: int = 210,
    height: int = 297,
    data: str = "",
) -> bytes:
    """A PDF/A-2a and PDF/UA-1 of a body of Typst."""
    direction = "rtl" if language == "ar" else "ltr"
    head = HEAD.format(face=face, language=language, direction=direction, width=width, height=height)
    pdf = _compiler().compile(
        input=(head + body).encode(), format="pdf", sys_inputs={"data": data}, pdf_standards=["a-2a", "ua-1"]
    )
    assert isinstance(pdf, bytes)
    return pdf


def paragraphs(lines: list[str], face: str = "IBM Plex Sans Arabic", **page: int | str) -> bytes:
    """A PDF with one paragraph a line."""
    return source(PARAGRAPHS, face, data=json.dumps(lines), **page)  # type: ignore[arg-type]
