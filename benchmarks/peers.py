"""The same page for WeasyPrint and Chromium: the same words, pictures, faces and size, as HTML."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.example import Place
from haqiba.edition.edition import Edition, HelplineCard, Span, Words
from haqiba.makers.pages.pictures import drawn

CHROMIUM = "chromium"
# No window, no network, nothing of a browser that a print does not need.
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
_WEIGHTS = {
    "Thin": "100",
    "ExtraLight": "200",
    "Light": "300",
    "Regular": "400",
    "Medium": "500",
    "SemiBold": "600",
    "Bold": "700",
}
_TAGS = {"paragraph": "p", "list": "ul", "item": "li", "quote": "blockquote"}


def missing() -> Iterator[str]:
    """What is not there of what is measured against, and how to get it."""
    if importlib.util.find_spec("weasyprint") is None:
        yield "WeasyPrint is missing; it comes with the extra `bench`: pip install '.[bench]'"
    if shutil.which(CHROMIUM) is None:
        yield "Chromium is missing; on Debian and Ubuntu: apt-get install chromium"


def chromium_version() -> str:
    told = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split()[:2])


def weasyprint(place: Place, source: Path) -> None:
    """One process, one PDF."""
    place.run([sys.executable, "-m", "weasyprint", str(source), str(place.root / "weasyprint.pdf")])


def chromium(place: Place, source: Path) -> None:
    """One process that finds no profile, one PDF."""
    profile = place.root / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses root
    out = place.root / "chromium.pdf"
    out.unlink(missing_ok=True)
    place.run([CHROMIUM, *_QUIET, *sandbox, f"--user-data-dir={profile}", f"--print-to-pdf={out}", source.as_uri()])
    if not out.exists():
        raise RuntimeError("Chromium ended well and printed nothing")


def html(edition: Edition, folder: Path) -> Path:
    """The edition as page.html, its pictures (as haqiba draws them) beside it; fonts stay where they are."""
    folder.mkdir(parents=True)
    pictures: dict[str, str] = {}
    for name, svg in drawn(edition).items():
        pictures[name] = f"{len(pictures)}.svg"
        (folder / pictures[name]).write_text(svg, "utf-8")
    css = Path(__file__).with_name("page.css").read_text("utf-8")
    sides = "".join(f"<section>{''.join(_side(edition, number, pictures))}</section>" for number in (0, 1))
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="{edition.language.tag}" dir="{edition.language.direction}"><meta charset="utf-8">'
        f"<title>{escape(edition.title)}</title><style>{_faces(edition)}{css}</style>{sides}</html>",
        "utf-8",
    )
    return page


def _faces(edition: Edition) -> str:
    """Each upright font file under its family and weight, as its name says them: `Rubik[wght].ttf` has all of them."""
    return "".join(
        f'@font-face{{font-family:"{blob.name.split("/")[0]}";font-weight:{weight};src:url("{blob.path.as_uri()}")}}'
        for blob in edition.fonts
        if (weight := _weight(blob.path.stem))
    )


def _weight(stem: str) -> str:
    if "[" in stem:
        return "" if "Italic" in stem else "100 900"
    return _WEIGHTS.get(stem.rpartition("-")[2], "")


def _side(edition: Edition, number: int, pictures: dict[str, str]) -> Iterator[str]:
    if number == 0 and edition.cover:
        yield f'<img class="cover" src="{pictures[edition.cover]}" alt="{escape(edition.alts[edition.cover])}">'
        yield f"<p>{escape(edition.campaign)}</p>"
    for words in edition.sides[number]:
        yield _block(words, edition, pictures)
    for line in edition.helplines[: 1 + number]:
        yield _helpline(line)
    foot = [edition.slogan, edition.notice]
    if number:
        foot += [*edition.sources, *(partner.name for partner in edition.partners), edition.licence]
    yield f"<footer>{escape(' · '.join([*foot, *edition.draft]))}</footer>"


def _block(words: Words, edition: Edition, pictures: dict[str, str]) -> str:
    if words.kind == "image":
        return f'<img src="{pictures[words.name]}" alt="{escape(words.text or edition.alts[words.name])}">'
    inner = "".join(_span(span) for span in words.spans)
    inner += "".join(_block(child, edition, pictures) for child in words.children)
    if words.kind == "heading":
        return f"<h{words.level}>{inner}</h{words.level}>"
    tag = _TAGS.get(words.kind)
    return f"<{tag}>{inner}</{tag}>" if tag else f'<div class="{words.kind}">{inner}</div>'


def _span(span: Span) -> str:
    text = "<br>" if span.kind == "break" else escape(span.text)
    return f"<strong>{text}</strong>" if span.strong else text


def _helpline(line: HelplineCard) -> str:
    rows = "".join(
        f'<p><a href="{escape(one.href)}"><bdi dir="ltr">{escape(one.value)}</bdi></a> {escape(one.hours)}</p>'
        for one in line.contacts
    )
    return f'<div class="help"><p>{escape(line.name)}</p>{rows}</div>'
