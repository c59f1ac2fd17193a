"""What other programs read in a PDF.

A line counts as read when it is a whole line of what was read, but for spaces and bidirectional controls.
"""

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2

CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
LINES = Path(__file__).parent / "lines.txt"


def hard_lines() -> list[str]:
    """The lines of lines.txt, mixed as on pages and not by kind: poppler takes one direction for a page."""
    text = LINES.read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line for start in range(37) for line in lines[start::37]]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(CONTROLS)).strip()


def poppler(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


READERS = {"poppler": poppler, "pdfium": pdfium}


def missed(lines: list[str], read: str) -> list[str]:
    """The lines that are no whole line of what was read."""
    found = {plain(line) for line in re.split(r"[\n\r\f]+", read)}
    return [line for line in lines if plain(line) not in found]
