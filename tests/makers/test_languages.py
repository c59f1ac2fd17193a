"""Languages and what they do to a line: fallbacks, foreign words, numbers, scripts whose face the campaign brings."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from haqiba import show
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.piece import Translated, Translation
from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.makers import PAGES
from haqiba.read import read
from haqiba.read.tags import language
from tests.folders import TODAY, edition
from tests.makers.kinds import KIT, Drawn, campaign, characters, cut, kit, made, make, proof, sheets

KINDS = ("leaflet", "poster", "trifold", "cards", "slides", "lesson")


def test_ary_has_words_of_its_own_and_borrows_the_rest() -> None:
    own, lent = kit()["poster/ary"], kit()["trifold/ary"]
    assert own.title == "كلمة وحدة كتقطع الشبكة" and own.borrowed == ()
    assert lent.title == kit()["trifold/ar"].title and lent.borrowed == ("ar",)
    assert own.draft == lent.draft == ()
    assert proof(own) == []


def test_the_list_tells_what_is_borrowed() -> None:
    states = [(one, "final", ()) for one in kit().values()]
    rows = {row.split()[0]: row for row in show.list_text(states)}
    assert "final (ar)" in rows["trifold"] and "(ar)" not in rows["poster"]
    told = {(row["piece"], row["language"]): row["borrowed"] for row in show.list_document(states)["editions"]}
    assert told["trifold", "ary"] == ["ar"]
    assert told["poster", "ary"] == told["trifold", "fr"] == []


# ---------------------------------------------------------------- any other language


def spoken(tag: str, root: Path) -> dict[str, Edition]:
    """The kit with one language more that nobody knows of: its words are English ones; its face is made here."""
    base, tongue = campaign(), language(tag, "MA")
    assert tongue
    words = {key: Translated(one.text) for key, one in base.translations["en"].messages.items()}
    files = {"campaign.toml": f'title = "t"\nlanguages = ["ar", "{tag}"]\n', "fonts/" + tag + "/own.ttf": face("Own")}
    fonts = _read(root, files).fonts
    whole: Campaign = replace(
        base,
        languages=(base.source, tongue),
        translations={tag: Translation(tag, f"translations/{tag}.po", words)},
        fonts=fonts,
    )
    return {one.name: one for one in editions(whole, today=TODAY)[0]}


def _read(root: Path, files: dict[str, str | bytes]) -> Campaign:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(root)[0]


@cache
def face(family: str) -> bytes:
    """A font of boxes, for Amharic, Urdu's own letters and Han: what counts is that it is asked."""
    letters = [*range(0x20, 0x7F), *range(0x1200, 0x1380), *range(0x600, 0x700), *map(ord, "网络欺骗保护孩子’“”…éü")]
    names = {code: f"u{code:04X}" for code in dict.fromkeys(letters)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    for step, point in enumerate(((50, 0), (50, 700), (550, 700), (550, 0))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys([".notdef", *names.values()], box))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (600, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    about = {"familyName": family, "styleName": "Regular", "fullName": family, "psName": family.replace(" ", "")}
    builder.setupNameTable(about)
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("tag", "script"), [("am", "Ethi"), ("zh-Hans", "Hans"), ("ur", "Arab")])
def test_a_script_is_set_in_the_face_that_the_campaign_brings(tag: str, script: str, tmp_path: Path) -> None:
    found = spoken(tag, tmp_path)
    for kind in KINDS:
        one = found[f"{kind}/{tag}"]
        assert (one.language.script, one.faceless, one.text_faces[0], one.display_faces[0]) == (
            script,
            "",
            "Own",
            "Own",
        )
    assert proof(found[f"trifold/{tag}"]) in ([], ["page-overflow"])
    files = make(found[f"lesson/{tag}"]).files
    assert "lesson.pdf" in files and not cut(files["lesson.pdf"])


@pytest.mark.parametrize(
    "name", ["Own", "Own Thin", "Own-SemiBold", "Own Extra Condensed Black", "Own Serif Light Italic"]
)
def test_a_face_is_called_what_the_typesetter_calls_it(name: str, tmp_path: Path) -> None:
    """Where the two differ, not one character of the page could be shown."""
    files: dict[str, str | bytes] = {
        "campaign.toml": 'title = "መረብ"\nlanguages = ["am"]\n',
        "pieces/a.md": '+++\nkind = "poster"\n+++\n# መረብ\n',
        "fonts/am/own.ttf": face(name),
    }
    one = edition(tmp_path, files, "a/am")
    assert one.text_faces[0] in ("Own", "Own Serif")
    assert make(one).findings == ()


@pytest.mark.parametrize("tag", ["am", "zh-Hans"])
def test_a_script_without_a_face_is_told_and_no_page_is_made(tag: str, tmp_path: Path) -> None:
    files = {
        "campaign.toml": f'title = "t"\nlanguages = ["{tag}"]\n',
        "pieces/a.md": '+++\nkind = "poster"\n+++\n# t\n',
    }
    one = edition(tmp_path, files, f"a/{tag}")
    assert [finding.code for finding in PAGES.proof(one)] == ["font-missing"]


def test_spanish_needs_a_po_file_and_nothing_else(tmp_path: Path) -> None:
    words = '\nmsgid "una"\nmsgstr "¿Quién está detrás? ¡Señal!"\n'
    files: dict[str, str | bytes] = {
        "campaign.toml": 'title = "una"\nlanguages = ["fr", "es"]\n',
        "pieces/a.md": '+++\nkind = "poster"\n+++\n# una\n',
        "translations/es.po": f'msgid ""\nmsgstr "Language: es\\n"\n{words}',
    }
    one = edition(tmp_path, files, "a/es")
    assert one.title == "¿Quién está detrás? ¡Señal!"
    assert make(one).findings == ()


# ---------------------------------------------------------------- one line, two directions


def line(tag: str, text: str, root: Path) -> list[Drawn]:
    """What is drawn of a paragraph in a lesson, from left to right."""
    files = {
        "campaign.toml": f'title = "t"\nlanguages = ["{tag}"]\nregion = "MA"\n',
        "pieces/a.md": f'+++\nkind = "lesson"\n+++\n# t\n\n{text}\n',
    }
    (pdf,) = sheets(edition(root, files, f"a/{tag}"))
    all_drawn = [one for _, page in characters(pdf) for one in page if one.text.strip()]
    # The paragraph stands below the title, and above the foot.
    lowest = min(one.base for one in all_drawn if one.base > 100)
    return sorted((one for one in all_drawn if abs(one.base - lowest) < 3), key=lambda one: one.left)


def shown(tag: str, text: str, root: Path) -> str:
    return "".join(one.text for one in line(tag, text, root))


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [
        ("اتصل 0800002511 الآن", "0800002511"),
        ("اتصل +212 5 37-00 الآن", "212"),
        ("يوم 30 يوليوز 2024 هنا", "2024"),
        ("المصدر UNODC في 2024", "UNODC"),
        ("نسبة 38% هنا", "38"),
    ],
)
def test_numbers_and_latin_within_arabic_are_read_from_the_left(text: str, from_the_left: str, tmp_path: Path) -> None:
    assert from_the_left in shown("ar", text, tmp_path)


def test_dates_keep_the_order_of_their_words(tmp_path: Path) -> None:
    """From the right: day, month, year."""
    seen = line("ar", "30 يوليوز 2024", tmp_path)
    text = "".join(one.text for one in seen)
    assert text.startswith("2024") and text.endswith("30")


def test_brackets_within_arabic_open_at_the_right(tmp_path: Path) -> None:
    seen = line("ar", "كلمة (شرح) كلمة", tmp_path)
    opening, closing = (next(one for one in seen if one.text == mark) for mark in "()")
    inside = [one for one in seen if one.text in "شرح"]
    assert closing.left < min(one.left for one in inside)
    assert max(one.left for one in inside) < opening.left


def test_a_latin_name_in_brackets_within_arabic_keeps_both(tmp_path: Path) -> None:
    seen = line("ar", "المكتب [UNODC]{lang=en} (الجدول 2) هنا", tmp_path)
    order = "".join(one.text for one in seen)
    assert "UNODC" in order
    opening, closing = (next(one for one in seen if one.text == mark) for mark in "()")
    assert closing.left < next(one for one in seen if one.text == "2").left < opening.left
    assert opening.left < next(one for one in seen if one.text == "U").left


def test_arabic_within_french_is_read_from_the_right(tmp_path: Path) -> None:
    seen = line("fr", "Le mot [شبكة]{lang=ar} (filet), ici", tmp_path)
    letters = [one for one in seen if one.text in "شبكة"]
    assert max(letters, key=lambda one: one.left).text == "ش"
    after = next(one for one in seen if one.text == "f")
    assert max(one.right for one in letters) < after.left


@pytest.mark.parametrize("tag", ["ar", "fr"])
def test_a_list_within_a_list_stands_further_in(tag: str) -> None:
    (page, *_) = characters(made(f"lesson/{tag}").files["lesson.pdf"])
    width = page[0][0]
    outer, inner = ("سبورة", "أقلام") if tag == "ar" else ("Un tableau", "des stylos")
    start = {word: _start(page[1], word, tag, width) for word in (outer, inner)}
    assert start[inner] - start[outer] > 8


def _start(drawn: list[Drawn], word: str, tag: str, width: float) -> float:
    """How far from the side where one begins to read a line with this word alone begins."""
    rows: dict[int, list[Drawn]] = {}
    for one in drawn:
        if one.text.isalpha():
            rows.setdefault(round(one.base), []).append(one)
    wanted = sorted(letter for letter in word if letter.isalpha())
    row = next(row for row in rows.values() if sorted(one.text for one in row) == wanted)
    return width - max(one.right for one in row) if tag == "ar" else min(one.left for one in row)


def test_the_kit_has_no_fault_in_its_own_languages() -> None:
    assert read(KIT)[1] == ()
    assert {one.draft for one in kit().values() if one.language.tag != "zgh"} == {()}
