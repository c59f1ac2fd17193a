"""The deck: what a program that edits it finds in it, and what LibreOffice makes of it."""

import io
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.text.text import _Paragraph as Paragraph

from haqiba.makers.slides import deck as module
from haqiba.makers.slides.layout import slides
from tests.makers.kinds import MM, SLIDE, characters, kit, made, make

TAGS = ("ar", "fr", "zgh")
BOTH = ("ar", "fr")


def opened(tag: str) -> Deck:
    return Presentation(io.BytesIO(made(f"slides/{tag}").files["slides.pptx"]))


def paragraphs(deck: Deck) -> Iterator[Paragraph]:
    for page in deck.slides:
        frames = [shape.text_frame for shape in page.shapes if shape.has_text_frame]
        if page.has_notes_slide:
            frames.append(page.notes_slide.notes_text_frame)
        for frame in frames:
            yield from frame.paragraphs


@pytest.mark.parametrize("tag", TAGS)
def test_it_opens_without_repair(tag: str, tmp_path: Path) -> None:
    """The schemas of ECMA-376 and what Office asks for beyond them."""
    path = tmp_path / "slides.pptx"
    path.write_bytes(made(f"slides/{tag}").files["slides.pptx"])
    assert OpenXmlValidator().validate(path).errors == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_paragraph_has_its_direction_and_every_run_its_language_and_face(tag: str) -> None:
    rtl = tag == "ar"
    seen = list(paragraphs(opened(tag)))
    assert len(seen) > 20
    for paragraph in seen:
        properties = paragraph._p.pPr
        assert (properties.get("rtl"), properties.get("algn")) == (("1", "r") if rtl else ("0", "l"))
        assert properties.get("marR") is None
        for run in paragraph.runs:
            said = run._r.rPr
            assert said.get("lang") == ("en" if run.text == "UNODC" and tag != "zgh" else tag)
            faces = {said.find(qn(f"a:{name}")).get("typeface") for name in ("latin", "ea", "cs")}
            assert faces == {module.FACES.get("Tfng") if tag == "zgh" else module.FACE}
            assert said.get("b") in ("0", "1")


@pytest.mark.parametrize("tag", TAGS)
def test_titles_are_placeholders_and_pictures_are_told(tag: str) -> None:
    one, deck = kit()[f"slides/{tag}"], opened(tag)
    headings = [words.text for side in one.sides for words in side if words.kind == "heading"]
    assert [page.shapes.title.text_frame.text for page in deck.slides] == headings
    for page in deck.slides:
        (title,) = page.placeholders
        assert title.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        assert next(iter(page.shapes)) == title
    pictures = [
        [
            shape._element.nvPicPr.cNvPr.get("descr")
            for shape in page.shapes
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        ]
        for page in deck.slides
    ]
    cover, eye = one.alts["art/cover.svg"], one.alts["art/eye.svg"]
    partners = [partner.name for partner in one.partners if partner.logo]
    assert pictures == [[cover], [], [eye], partners]


@pytest.mark.parametrize("tag", TAGS)
def test_notes_are_what_the_speaker_says(tag: str) -> None:
    one, deck = kit()[f"slides/{tag}"], opened(tag)
    said = [page.notes_slide.notes_text_frame.text if page.has_notes_slide else "" for page in deck.slides]
    boxes = [[words for words in side if words.name == "notes"] for side in one.sides]
    assert said == ["\n".join(child.text for box in side for child in box.children) for side in boxes]
    assert [len(text.split("\n")) for text in said] == [2, 1, 1, 1] and said[0]


@pytest.mark.parametrize("tag", TAGS)
def test_shapes_stand_where_the_slides_of_the_pdf_have_them(tag: str) -> None:
    deck, edition = opened(tag), kit()[f"slides/{tag}"]
    assert (deck.slide_width.mm, deck.slide_height.mm) == pytest.approx(SLIDE, abs=0.01)
    for page, slide in zip(deck.slides, slides(edition), strict=True):
        shapes = list(page.shapes)
        assert slide.title and shapes[0].left.mm == pytest.approx(slide.title.x, abs=0.01)
        if slide.body:
            assert shapes[1].top.mm == pytest.approx(slide.body.y, abs=0.01)
        for shape in shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width + 1
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height + 1


def test_links_have_the_colour_of_their_words() -> None:
    """The theme's blue cannot be read on a dark ground."""
    links = [link for paragraph in paragraphs(opened("fr")) for link in paragraph._p.iter(qn("a:hlinkClick"))]
    assert len(links) == 2
    assert [link.find(f".//{{{module._LINK_COLOUR}}}hlinkClr").get("val") for link in links] == ["tx", "tx"]


def test_the_same_bytes_twice() -> None:
    again = make(kit()["slides/ar"]).files
    assert {name: data == made("slides/ar").files[name] for name, data in again.items()} == dict.fromkeys(again, True)


def test_faces_lie_beside_the_deck_regular_and_bold() -> None:
    names = {name for name in made("slides/ar").files if name.startswith("fonts/")}
    assert names == {"fonts/IBMPlexSansArabic-Regular.ttf", "fonts/IBMPlexSansArabic-Bold.ttf"}


def test_the_validator_that_we_ask_sees_faults(tmp_path: Path) -> None:
    deck = opened("fr")
    properties = next(paragraphs(deck))._p.pPr
    properties.set("rtl", "perhaps")
    etree.SubElement(properties, qn("a:nothing"))
    deck.save(str(tmp_path / "bad.pptx"))
    assert OpenXmlValidator().validate(tmp_path / "bad.pptx").errors


# ---------------------------------------------------------------- in LibreOffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The decks as LibreOffice prints them, with the faces that lie beside them."""
    home = tmp_path_factory.mktemp("office")
    for tag in BOTH:
        for name, data in made(f"slides/{tag}").files.items():
            path = home / tag / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    places = f"<dir>{home}/ar/fonts</dir><cachedir>{home}/cache</cachedir>"
    (home / "fonts.conf").write_text(f"{head}<fontconfig>{places}</fontconfig>")
    found = {}
    for tag in BOTH:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{home}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(home / tag / "office"),
                str(home / tag / "slides.pptx"),
            ],
            env=os.environ | {"HOME": str(home), "FONTCONFIG_FILE": str(home / "fonts.conf")},
            capture_output=True,
            check=True,
            timeout=120,
        )
        found[tag] = (home / tag / "office" / "slides.pdf").read_bytes()
    return found


def told(pdf: bytes) -> list[str]:
    """The letters of each page in the order in which they are drawn."""
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    pages = []
    for sheet in document:
        drawn = sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=sheet.get_textpage())
        pages.append("".join(letter for one in drawn for letter in one.extract() if letter.isalpha()))
    document.close()
    return pages


def in_order(letters: str, texts: list[str]) -> bool:
    """Whether the letters of the texts follow each other; LibreOffice turns some round within a word of Arabic."""
    for text in texts:
        wanted = [letter for letter in text if letter.isalpha()]
        if Counter(letters[: len(wanted)]) != Counter(wanted):
            return False
        letters = letters[len(wanted) :]
    return not letters


@pytest.mark.parametrize("tag", BOTH)
def test_libreoffice_reads_in_the_order_of_the_deck_and_of_the_pdf(office: dict[str, bytes], tag: str) -> None:
    deck = opened(tag)
    ours, theirs = told(made(f"slides/{tag}").files["slides.pdf"]), told(office[tag])
    assert len(theirs) == len(ours) == len(deck.slides)
    for page, mine, other in zip(deck.slides, ours, theirs, strict=True):
        texts = [one.text for shape in page.shapes if shape.has_text_frame for one in shape.text_frame.paragraphs]
        assert in_order(other, texts)
        # The foot of the PDF breaks its line elsewhere; what is read before it is the same.
        foot = sum(letter.isalpha() for letter in texts[-1])
        assert in_order(mine[: len(mine) - foot], texts[:-1])


@pytest.mark.parametrize("tag", BOTH)
def test_libreoffice_begins_lines_where_one_begins_to_read(office: dict[str, bytes], tag: str) -> None:
    edges = characters(office[tag])
    for slide, ((width, _), drawn) in zip(slides(kit()[f"slides/{tag}"]), edges, strict=True):
        assert slide.title
        rows: dict[float, list[tuple[float, float]]] = {}
        for one in drawn:
            column = slide.title.x * MM - 2 <= one.left and one.right <= (slide.title.x + slide.title.width) * MM + 2
            if column and one.size > 15:
                rows.setdefault(round(one.base), []).append((one.left, one.right))
        assert rows and width > 0
        for row in rows.values():
            # A bullet within a list stands further in, by no more than two indents.
            if tag == "ar":
                gap = (slide.title.x + slide.title.width) * MM - max(right for _, right in row)
            else:
                gap = min(left for left, _ in row) - slide.title.x * MM
            assert -3 <= gap <= 75


@pytest.mark.parametrize("tag", BOTH)
def test_libreoffice_shows_bold(office: dict[str, bytes], tag: str) -> None:
    document = pdfium.PdfDocument(io.BytesIO(office[tag]))
    faces = {
        (one.get_font().get_base_name().split("+")[-1])
        for sheet in document
        for one in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    }
    document.close()
    assert faces == {"IBMPlexSansArabic-Regular", "IBMPlexSansArabic-Bold"}


def test_a_deck_without_pictures_and_helplines_is_a_deck(tmp_path: Path) -> None:
    bare = replace(kit()["slides/ar"], helplines=(), art={}, cover="", partners=())
    path = tmp_path / "bare.pptx"
    path.write_bytes(make(bare).files["slides.pptx"])
    assert OpenXmlValidator().validate(path).errors == []
