"""Files for the press and for the screen reader: boxes, faces, and the rules of PDF/UA-1 that we look at ourselves."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.makers import pdfua
from tests.makers.kinds import MM, SHEETS, SLIDE, made

TAGS = ("ar", "fr", "zgh")
FILES = [(f"{kind}/{tag}", f"{kind}{end}.pdf") for kind in SHEETS for tag in TAGS for end in ("", "-print")]
FILES += [(f"slides/{tag}", "slides.pdf") for tag in TAGS]
PAGE = Path(__file__).parents[2] / "docs" / "lookup" / "pdf-ua.md"


def opened(name: str, file: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(name).files[file]))


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", SHEETS)
def test_boxes_for_the_press(kind: str, tag: str) -> None:
    """Bleed 3 mm, marks in the 7 mm outside it, each box right to 0.1 mm (ISO 32000-1, 14.11.2)."""
    width, height, _ = SHEETS[kind]
    wanted = {"/TrimBox": 10, "/BleedBox": 7, "/MediaBox": 0, "/CropBox": 0}
    for page in opened(f"{kind}/{tag}", f"{kind}-print.pdf").pages:
        for box, inset in wanted.items():
            mm = [float(side) / MM for side in page.obj[box]]  # type: ignore[union-attr]
            assert mm == pytest.approx([inset, inset, width + 20 - inset, height + 20 - inset], abs=0.1)


@pytest.mark.parametrize(("name", "file"), [row for row in FILES if not row[1].endswith("-print.pdf")])
def test_size_on_the_screen(name: str, file: str) -> None:
    width, height = SLIDE if name.startswith("slides") else SHEETS[name.split("/")[0]][:2]
    for page in opened(name, file).pages:
        assert [float(side) / MM for side in page.mediabox] == pytest.approx([0, 0, width, height], abs=0.1)


@pytest.mark.parametrize(("kind", "many"), [(kind, sheet[2]) for kind, sheet in SHEETS.items()])
def test_the_press_gets_the_pages_of_the_screen(kind: str, many: int) -> None:
    screen, press = (len(opened(f"{kind}/ar", f"{kind}{end}.pdf").pages) for end in ("", "-print"))
    assert screen == press == many


@pytest.mark.parametrize(("name", "file"), FILES)
def test_qpdf_finds_no_fault(name: str, file: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_bytes(made(name).files[file])
    told = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(("name", "file"), FILES)
def test_rules_of_pdf_ua(name: str, file: str) -> None:
    assert [rule for rule, kept in pdfua.checked(made(name).files[file]).items() if not kept] == []


def test_the_page_tells_how_many_rules_we_look_at() -> None:
    looked = len(pdfua.checked(made("trifold/ar").files["trifold.pdf"]))
    assert f"{looked} of {pdfua.ALL} rules" in PAGE.read_text("utf-8")


# ---------------------------------------------------------------- and each rule is one that can be broken


def _first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{kind}" and "/P" in one
    )


def _without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return spoil


def _renamed(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        _first(pdf, kind).S = pikepdf.Name(f"/{other}")

    return spoil


def _no_alt(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "Figure").Alt = pikepdf.String("")


def _no_cell(pdf: pikepdf.Pdf) -> None:
    row = _first(pdf, "TD").P
    row.K = pikepdf.Array(list(row.K)[:-1])  # type: ignore[call-overload]


def _no_scope(pdf: pikepdf.Pdf) -> None:
    del _first(pdf, "TH")["/A"]


def _link(key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        note = next(note for page in pdf.pages for note in page.get("/Annots", []))
        del note[key]

    return spoil


def _no_tabs(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Tabs" in page.obj:
            del page.obj["/Tabs"]


def _untagged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def _font(key: str, inner: str = "") -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            wanted = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == (f"/{inner}" if inner else "/Font")
            if wanted and key in one:
                del one[key]

    return spoil


def _not_ua(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(re.sub(rb"pdfuaid:part[^<]*<", b"pdfuaid:part>2<", pdf.Root.Metadata.read_bytes()))


SPOILED = {
    "5-2": _not_ua,
    "6.2-1": _without("/MarkInfo"),
    "7.1-3": _untagged,
    "7.1-5": _renamed("P", "Paragraph"),
    "7.1-8": _without("/Metadata"),
    "7.1-10": _without("/ViewerPreferences"),
    "7.1-11": _without("/StructTreeRoot"),
    "7.2-10": _renamed("TD", "P"),
    "7.2-20": _renamed("Lbl", "P"),
    "7.2-34": _without("/Lang"),
    "7.2-43": _no_cell,
    "7.3-1": _no_alt,
    "7.4.2-1": _renamed("H2", "H5"),
    "7.4.4-2": _renamed("H2", "H"),
    "7.5-1": _no_scope,
    "7.18.1-2": _link("/Contents"),
    "7.18.3-1": _no_tabs,
    "7.18.5-1": _renamed("Link", "Span"),
    "7.21.4.1-1": _font("/FontFile2", "FontDescriptor"),
    "7.21.7-1": _font("/ToUnicode"),
}


@pytest.mark.parametrize("rule", SPOILED)
def test_a_rule_that_is_broken_is_seen(rule: str) -> None:
    pdf = opened("lesson/fr", "lesson.pdf")
    SPOILED[rule](pdf)
    spoiled = io.BytesIO()
    pdf.save(spoiled)
    assert pdfua.checked(spoiled.getvalue())[rule] is False
