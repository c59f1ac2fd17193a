import io
import re

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

from haqiba.pdf import NotTypst, true_text
from tests.pdf.typeset import paragraphs, source
from tests.pdf.witness import READERS, hard_lines, missed, pdfium, plain, poppler

PLAIN = """السلام عليكم ورحمة الله
نحمي أطفالنا من شباك الشاشة
لا تشارك صورتك مع الغرباء.
اطلب المساعدة، ولا تخف!
الأسرة والمدرسة معًا؛ حماية دائمة
هل تعرف من يكلمك؟
حملة وطنية للتوعية
الأطفال في خطر على الإنترنت
ولا لا لا لأن الآن إلى الإسلام
السَّلامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ
نَحْمِي أَطْفالَنا مِنْ شِباكِ الشّاشَةِ
لا تُشارِكْ صورَتَكَ مَعَ الغُرَباءِ.
اُطْلُبِ المُساعَدَةَ، وَلا تَخَفْ!
الأُسْرَةُ وَالمَدْرَسَةُ مَعًا؛ حِمايَةٌ دائِمَةٌ
هَلْ تَعْرِفُ مَنْ يُكَلِّمُكَ؟
كُلُّ طِفْلٍ لَهُ الحَقُّ في الأَمانِ
حَمْلَةٌ وَطَنِيَّةٌ لِلتَّوْعِيَةِ
الأَطْفالُ في خَطَرٍ عَلى الإِنْتَرْنِتِ
مِنْ أَجْلِ إِنْتَرْنِتٍ آمِنٍ لِلأَطْفالِ""".splitlines()
FACES = ("IBM Plex Sans Arabic", "Cairo", "Rubik")
MIXED = """= حماية الأطفال (2025)
#set par(justify: true)
يستعمل 95% من الأطفال *الإنترنت* و#text(red)[تطبيق WhatsApp] كل يوم، وكثير منهم لا يعرف #highlight[كيف يحمي] صورته.
زوروا #link("https://example.org/ar")[الموقع https://example.org/ar] أو اتصلوا على 2511 مجانًا، من الإثنين إلى الجمعة.
- لا تشارك كلمة السر، أبدًا.
+ بلّغ عبر الرقم 2511
#table(columns: 3, [8-11], [ساعة], [مع الأسرة])
#rotate(90deg, reflow: true)[مائل]
"""


@pytest.fixture(scope="module", params=FACES)
def hard(request: pytest.FixtureRequest) -> bytes:
    return true_text(paragraphs(hard_lines(), request.param))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("reader", READERS)
def test_every_plain_line_is_read_as_it_was_written(face: str, reader: str) -> None:
    assert missed(PLAIN, READERS[reader](true_text(paragraphs(PLAIN, face)))) == []


@pytest.mark.parametrize("reader", READERS)
def test_hard_lines_are_read_as_they_were_written(hard: bytes, reader: str) -> None:
    lines = hard_lines()
    assert len(lines) == 200
    assert len(missed(lines, READERS[reader](hard))) <= 2


def test_nothing_unseen_stands_inside_an_address() -> None:
    pdf = true_text(paragraphs(["زوروا https://example.org/ar?id=12 أو info@example.org اليوم."]))
    for reader in READERS.values():
        assert "https://example.org/ar?id=12" in reader(pdf)
        assert "info@example.org" in reader(pdf)


def test_an_address_alone_on_a_line_is_not_turned_round_in_an_arabic_document() -> None:
    lines = ["اقرأ الدليل كاملًا على الموقع", "https://example.org/ar", "CC BY 4.0"]
    pdf = true_text(paragraphs(lines))
    assert missed(lines, pdfium(pdf)) == []
    assert missed(lines, poppler(pdf)) == []


def test_a_line_is_whole_whatever_stands_in_it() -> None:
    """Weights, colours, links, lists and justified lines; a rotated word stays as Typst wrote it."""
    text = plain(pdfium(true_text(source(MIXED, width=148))))
    for part in ("حماية الأطفال (2025)", "تطبيق WhatsApp", "كيف يحمي", "https://example.org/ar"):
        assert part in text
    assert "1. بلّغ عبر الرقم 2511" in text
    assert "8-11 ساعة مع الأسرة" in text


@pytest.mark.parametrize("face", FACES)
def test_the_page_looks_the_same(face: str) -> None:
    """At 576 pixels an inch at most 1 % of the ink is elsewhere, in sum; coarser, glyphs snap to the other pixel."""
    before = paragraphs([*PLAIN[-3:], *hard_lines()[:4]], face, width=150, height=95)
    after = true_text(before)
    was, now = (_ink(pdf, scale=8) for pdf in (before, after))
    assert _sum(was) > 1e6
    assert _sum(ImageChops.difference(was, now)) <= 0.01 * _sum(was)


def _ink(pdf: bytes, *, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return ImageChops.invert(document[0].render(scale=scale, grayscale=True).to_pil().convert("L"))


def _sum(ink: Image.Image) -> float:
    return ImageStat.Stat(ink).sum[0]


def test_marks_and_colours_are_where_they_were() -> None:
    before = source(MIXED, width=148)
    was, now = (_ink(pdf, scale=2) for pdf in (before, true_text(before)))
    assert abs(_sum(was) - _sum(now)) <= 0.01 * _sum(was)


def test_the_same_bytes_come_out_twice_and_once_is_enough() -> None:
    before = source(MIXED)
    after = true_text(before)
    assert after == true_text(before)
    assert true_text(after) == after


def test_a_document_without_right_to_left_text_comes_back_as_it_is() -> None:
    before = paragraphs(["Protéger l’enfance : 95 % (2025)", "https://example.org"], "IBM Plex Sans", language="fr")
    assert true_text(before) == before


def test_a_french_document_keeps_its_lines_and_reads_its_arabic() -> None:
    lines = ["Bonjour à tous : « 95 % » (2025).", "Campagne حماية الأطفال au Maroc", "Contact : info@example.org"]
    pdf = true_text(paragraphs(lines, language="fr"))
    assert missed(lines, pdfium(pdf)) == []
    assert missed(lines, poppler(pdf)) == []


def test_the_file_is_sound_and_still_what_it_claims() -> None:
    before = source(MIXED)
    with pikepdf.open(io.BytesIO(true_text(before))) as after, pikepdf.open(io.BytesIO(before)) as was:
        assert after.check_pdf_syntax() == []
        claims = after.Root["/Metadata"].read_bytes()
        assert b"<pdfaid:part>2<" in claims and b"<pdfuaid:part>1<" in claims
        assert claims == was.Root["/Metadata"].read_bytes()
        for page, old in zip(after.pages, was.pages, strict=True):
            numbers = re.compile(rb"/MCID\s+(\d+)")
            assert numbers.findall(page.Contents.read_bytes()) == numbers.findall(old.Contents.read_bytes())
        assert _elements(after.Root["/StructTreeRoot"]) == _elements(was.Root["/StructTreeRoot"])


def _elements(element: pikepdf.Object) -> list[object]:
    below = element.get("/K", pikepdf.Array())
    kids = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [str(element.get("/S", "")), *(_elements(k) if isinstance(k, pikepdf.Dictionary) else k for k in kids)]


def test_every_code_that_is_shown_has_a_text_and_the_width_of_its_glyph(hard: bytes) -> None:
    """What PDF/A-2a asks of a font (ISO 19005-2, 6.2.11.5 and 6.2.11.7)."""
    with pikepdf.open(io.BytesIO(hard)) as document:
        fonts = {font.objgen: font for page in document.pages for font in page.Resources.Font.values()}
        ours = [font for font in fonts.values() if "/HQBA_TrueText" in font]
        assert ours
        for font in ours:
            widths = list(font.DescendantFonts[0].W[1])
            gids = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
            cmap = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
            texts = re.findall(rb"^<[0-9A-F]{4}> <([0-9A-F]+)>$", cmap, re.M)
            assert len(gids) // 2 - 1 == len(widths) == len(texts)
            assert not {b"0000", b"FEFF", b"FFFE"} & set(texts)
            program = _program(font)
            for n, width in enumerate(widths, 1):
                name = program.getGlyphName(int.from_bytes(gids[2 * n : 2 * n + 2], "big"))
                assert abs(program["hmtx"][name][0] * 1000 / program["head"].unitsPerEm - float(width)) <= 1


def _program(font: pikepdf.Object) -> TTFont:
    return TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\nnothing", b"<html>"])
def test_what_is_no_pdf_is_refused(broken: bytes) -> None:
    with pytest.raises(NotTypst):
        true_text(broken)


def test_a_pdf_of_another_program_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(out)
    with pytest.raises(NotTypst, match="not by Typst"):
        true_text(out.getvalue())


def test_text_operators_that_typst_does_not_write_are_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paragraphs(["نص"]))) as document:
        page = document.pages[0]
        page.obj["/Contents"] = pikepdf.Stream(document, page.Contents.read_bytes().replace(b"0 Tr", b"1 Tc 0 Tr"))
        document.save(out)
    with pytest.raises(NotTypst, match="Tc"):
        true_text(out.getvalue())
