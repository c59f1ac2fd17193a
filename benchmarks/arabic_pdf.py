"""`python -m benchmarks.arabic_pdf`: how much of Arabic text each reader gets back, and from whose PDF.

Writes the table into docs/why/arabic-pdf.md. poppler and pdfium always read; another reader is a command that gets a
file and prints its text: `--reader "pdf.js=node benchmarks/pdfjs.mjs"`. WeasyPrint and Chromium set the same lines in
the same faces where they are installed.
"""

import argparse
import base64
import html
import importlib.util
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from haqiba.pdf import true_text
from tests.pdf.test_true_text import PLAIN
from tests.pdf.typeset import paragraphs
from tests.pdf.witness import READERS, hard_lines, missed

DOCUMENT = Path(__file__).parent.parent / "docs" / "why" / "arabic-pdf.md"
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
FACES = {
    "IBM Plex Sans Arabic": "fontpkg_ibm_plex_sans_arabic/files/IBMPlexSansArabic-Regular.ttf",
    "Cairo": "fontpkg_cairo/files/Cairo[slnt,wght].ttf",
    "Rubik": "fontpkg_rubik/files/Rubik[wght].ttf",
}
ROUNDS = 7
Reader = Callable[[bytes], str]


def _command(words: str) -> Reader:
    def read(pdf: bytes) -> str:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            done = subprocess.run([*shlex.split(words), file.name], capture_output=True, check=True)
        return done.stdout.decode()

    return read


def _page(lines: list[str], face: str) -> str:
    package, _, file = FACES[face].partition("/")
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None
    font = base64.b64encode((Path(spec.origin).parent / file).read_bytes()).decode()
    style = f'@font-face{{font-family:"f";src:url("data:font/ttf;base64,{font}")}}body{{font:16px "f"}}'
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f'<!doctype html><html dir="rtl" lang="ar"><meta charset="utf-8"><style>{style}</style>{body}</html>'


def _weasyprint(lines: list[str], face: str) -> bytes:
    from weasyprint import HTML  # a peer; not every machine has it

    pdf = HTML(string=_page(lines, face)).write_pdf()
    assert isinstance(pdf, bytes)
    return pdf


def _chromium(lines: list[str], face: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(_page(lines, face), "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(["chromium", *options, f"--print-to-pdf={pdf}", page.as_uri()], capture_output=True, check=True)
        return pdf.read_bytes()


def _makers() -> dict[str, Callable[[list[str], str], bytes]]:
    makers: dict[str, Callable[[list[str], str], bytes]] = {
        "Typst": paragraphs,
        "Typst, `true_text`": lambda lines, face: true_text(paragraphs(lines, face)),
    }
    if importlib.util.find_spec("weasyprint"):
        makers["WeasyPrint"] = _weasyprint
    if shutil.which("chromium"):
        makers["Chromium"] = _chromium
    return makers


def _cost(face: str) -> str:
    before = paragraphs(hard_lines(), face)
    after = true_text(before)
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        true_text(before)
        seconds.append(time.perf_counter() - start)
    return (
        f"- {face}: {median(seconds) * 1000:.0f} ms (median of {ROUNDS}) for the 200 lines on seven pages; "
        f"{len(before) / 1000:.0f} KB before, {len(after) / 1000:.0f} KB after."
    )


def figures(readers: dict[str, Reader]) -> str:
    """The table, and what it costs, as Markdown."""
    plain, hard = PLAIN, hard_lines()
    rows = [f"| face | PDF by | {' | '.join(readers)} |", "|---|---|" + "---|" * len(readers)]
    for face in FACES:
        for name, make in _makers().items():
            files = make(plain, face), make(hard, face)
            cells = []
            for read in readers.values():
                lost = [len(missed(lines, read(pdf))) for lines, pdf in zip((plain, hard), files, strict=True)]
                cells.append(f"{len(plain) - lost[0]}, {len(hard) - lost[1]}")
            rows.append(f"| {face} | {name} | {' | '.join(cells)} |")
    counts = f"Lines read whole, of {len(plain)} plain and {len(hard)} hard ones."
    return "\n".join([counts, "", *rows, "", *map(_cost, FACES), ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", action="append", default=[], metavar="NAME=COMMAND")
    readers: dict[str, Reader] = dict(READERS)
    for one in parser.parse_args().reader:
        name, _, words = one.partition("=")
        readers[name] = _command(words)
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    table = figures(readers)
    DOCUMENT.write_text(before + START + table + END + after, "utf-8")
    print(table)


if __name__ == "__main__":
    main()
