"""Leaflets and posters as files: what a reader, a printer and a screen reader find in them."""

import io
import math
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from haqiba.look import fonts, tokens
from haqiba.makers import PAGES
from haqiba.makers.pages.make import PPI
from haqiba.makers.pages.page import FRONTS, page
from haqiba.makers.pages.typeset import _compiler
from tests.folders import DRAWING, edition
from tests.makers.made import ARABIC, FRENCH, MM, leaflet, lines, made, make, small

EDITIONS = ("leaflet/ar", "leaflet/fr", "poster/ar", "poster/fr")
TITLES = {"leaflet/ar": "مَن وراء الشاشة؟", "leaflet/fr": "Qui est derrière l'écran\u202f?"}
TITLES |= {"poster/ar": "كلمة واحدة", "poster/fr": "Un seul mot"}


def elements(data: bytes) -> list[tuple[str, str]]:
    """(kind, alt text) of all elements of the structure tree, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return list(_elements(document.Root.StructTreeRoot.K))


def pdf(name: str, variant: str = "") -> pikepdf.Pdf:
    piece = name.split("/")[0]
    return pikepdf.open(io.BytesIO(made(name).files[f"{piece}{variant}.pdf"]))


def _elements(node: pikepdf.Object) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)[1:], str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _elements(node.K)


@pytest.mark.parametrize("name", EDITIONS)
def test_what_a_pdf_says_of_itself(name: str) -> None:
    document, tongue = pdf(name), name.split("/")[1]
    assert str(document.Root.Lang) == f"{tongue}-MA"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.Root.ViewerPreferences.Direction) == ("/R2L" if tongue == "ar" else "/L2R")
    with document.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
        assert said["dc:title"] == TITLES[name]
        assert said["xmp:CreateDate"].startswith("2024-07-30")


@pytest.mark.parametrize("name", EDITIONS)
def test_what_is_read_aloud_is_tagged(name: str) -> None:
    found = elements(made(name).files[f"{name.split('/')[0]}.pdf"])
    kinds = [kind for kind, _ in found]
    assert kinds.count("H1") == 1 and "P" in kinds and "Link" in kinds
    assert kinds.index("Figure") < kinds.index("H1")
    alts = [alt for kind, alt in found if kind == "Figure"]
    assert alts == [small()[name].alts[picture] for picture in small()[name].art]
    if name.startswith("leaflet"):
        assert kinds.count("H2") == 1 and kinds.count("L") == 1 and kinds.count("LI") == 2
        assert kinds.index("H1") < kinds.index("H2") < kinds.index("L")


@pytest.mark.parametrize("name", EDITIONS)
def test_bookmarks_and_links(name: str) -> None:
    document = pdf(name)
    with document.open_outline() as outline:
        (first,) = outline.root
        assert first.title == small()[name].title
        assert len(first.children) == (1 if name.startswith("leaflet") else 0)
    links = [str(note.A.URI) for sheet in document.pages for note in sheet.get("/Annots", []) if "/A" in note]
    assert set(links) == {"tel:2511"}


@pytest.mark.parametrize("name", EDITIONS)
def test_sizes(name: str) -> None:
    piece = name.split("/")[0]
    width, height = FRONTS[piece]
    for variant, room in (("", 0.0), ("-print", 10.0)):
        for sheet in pdf(name, variant).pages:
            box = [float(side) for side in sheet.mediabox]
            assert box == pytest.approx([0, 0, (width + 2 * room) * MM, (height + 2 * room) * MM], abs=0.01)
    pngs = [file for file in made(name).files if file.endswith(".png")]
    assert len(pngs) == (2 if piece == "leaflet" else 1)
    for file in pngs:
        seen = Image.open(io.BytesIO(made(name).files[file]))
        assert seen.size == pytest.approx([side * PPI[piece][1] / 25.4 for side in (width, height)], abs=1)


@pytest.mark.parametrize("name", EDITIONS)
def test_the_same_bytes_twice(name: str) -> None:
    before = made(name)
    _compiler.cache_clear()
    assert make(small()[name]) == before


def test_the_text_beside_has_all_that_is_printed() -> None:
    text = made("leaflet/fr").files["leaflet.txt"].decode()
    rows = ["Réseaux", "Qui est derrière l'écran\u202f?", "[Un œil]", "- Écouter", "- Garder", "Où trouver de l’aide"]
    rows += ["Numéro de l’enfant", "2511 · 24 h sur 24, tous les jours", "Sources:", "Rapport 2024", "CC BY 4.0"]
    at = [text.index(row) for row in rows]
    assert at == sorted(at)
    assert "38\u00a0% des victimes" in text and "{" not in text


# ---------------------------------------------------------------- where the words stand


def test_arabic_begins_at_the_right_and_french_at_the_left(tmp_path: Path) -> None:
    """`place(top + left)` once leaked its `left` into the words; it was missed in two looks."""
    width = FRONTS["leaflet"][0] * MM
    margin = tokens.MARGIN_MM * MM
    arabic = lines(make(leaflet(tmp_path / "ar", f"{ARABIC}\n\n{ARABIC[:60]}", "ar")).files["a.pdf"], 1)
    french = lines(make(leaflet(tmp_path / "fr", f"{FRENCH}\n\n{FRENCH[:60]}", "fr")).files["a.pdf"], 1)
    for left, right, _ in arabic[:3]:
        assert right == pytest.approx(width - margin, abs=3)
        assert left > margin - 1
    for left, right, _ in french[:4]:
        assert left == pytest.approx(margin, abs=3)
        assert right < width - margin + 1
    assert max(left for left, _, _ in arabic[:3]) > margin + 40
    assert min(right for _, right, _ in french[:4]) < width - margin - 40


@pytest.mark.parametrize(("tag", "text"), [("ar", ARABIC), ("fr", FRENCH)])
def test_what_does_not_fit_is_told_and_never_set_smaller(tmp_path: Path, tag: str, text: str) -> None:
    one = make(leaflet(tmp_path / "one", text, tag))
    whole = len(lines(one.files["a.pdf"], 1))
    size = lines(one.files["a.pdf"], 1)[0][2]
    assert one.findings == ()
    fewer, more = (make(leaflet(tmp_path / str(n), "\n\n".join([text] * n), tag)) for n in (20, 22))
    told = []
    for crowded in (fewer, more):
        (finding,) = crowded.findings
        assert (finding.code, finding.level, finding.edition) == ("page-overflow", "error", f"a/{tag}")
        told.append(int(next(word for word in finding.message.split() if word.isdigit())))
        assert {round(row[2], 2) for row in lines(crowded.files["a.pdf"], 1)} == {round(size, 2)}
    # Two paragraphs more need their lines, and the room between them of at most a line each.
    assert 2 * whole <= told[1] - told[0] <= 2 * whole + 3
    # By hand: the lines of 20 paragraphs and the spaces between them, less those that the frame of 134 mm holds.
    height = tokens.LINE_HEIGHT["Arab"] if tag == "ar" else tokens.DEFAULT_LINE_HEIGHT
    spaces = 19 * 0.2 / height
    assert told[0] == pytest.approx(20 * whole + spaces - 134 * MM / (size * height), abs=2)


def test_a_title_that_is_too_long_is_told(tmp_path: Path) -> None:
    files = {
        "campaign.toml": 'title = "t"\nlanguages = ["fr"]\n',
        "pieces/p.md": f'+++\nkind = "poster"\n+++\n# {FRENCH}\n',
    }
    (finding,) = PAGES.proof(edition(tmp_path, files, "p/fr"))
    assert (finding.code, finding.ref) == ("page-overflow", "pieces/p.md#b1")


@pytest.mark.parametrize(
    ("name", "value", "hours", "told"),
    [
        ("Numéro vert de l’observatoire national", "0800002511", "24/7", []),
        ("Numéro vert de l’observatoire national des droits de l’enfant " * 3, "2511", "24/7", ["page-overflow"]),
        ("n", "2511", "Mo-Th 08:30-12:30,14:00-18:30; Fr 08:30-12:00; " * 4 + "Su 10:00-11:00", ["page-overflow"]),
        ("n", "signalement.plateforme-nationale.example/formulaire", "24/7", ["page-overflow"]),
    ],
)
def test_the_helpline_s_box_holds_its_words(tmp_path: Path, name: str, value: str, hours: str, told: list[str]) -> None:
    channel = f'{{ kind = "phone", value = "{value}", hours = "{hours}" }}'
    settings = f'[[helplines]]\nid = "a"\nname = "{name}"\nchannels = [{channel}]\n'
    findings = PAGES.proof(leaflet(tmp_path, "x", "fr", settings, 'helplines = ["a"]\n'))
    assert sorted({finding.code for finding in findings}) == told
    assert all(finding.ref == "pieces/a.md" for finding in findings)


# ---------------------------------------------------------------- what cannot be printed


def test_missing_glyphs_are_named_with_the_faces_that_were_asked(tmp_path: Path) -> None:
    crowded = make(leaflet(tmp_path, "漢字漢 ok", "fr"))
    (finding,) = crowded.findings
    assert finding.code == "glyph-missing" and finding.ref.endswith("#b3")
    assert "漢 (U+6F22) 字 (U+5B57)" in finding.message
    assert all(face in finding.message for face in ("IBM Plex Sans", "IBM Plex Sans Arabic", "Rubik"))
    assert crowded.files == {}


def test_every_character_that_counts_as_shown_is_shown(tmp_path: Path) -> None:
    """Hebrew is in the display face alone: an accessible PDF refuses what the faces asked for cannot show."""
    crowded = make(leaflet(tmp_path, "שלום, привет, ﷺ, ⁦2511⁩ a\u00adb\u200bc", "ar"))
    assert [finding.code for finding in crowded.findings] == [] and "a.pdf" in crowded.files


def test_a_font_of_the_campaign_s_own_is_used(tmp_path: Path) -> None:
    own = next(fonts.folder("Rubik").glob("*.ttf")).read_bytes()
    files: dict[str, str | bytes] = {
        "campaign.toml": 'title = "t"\nlanguages = ["fr"]\n',
        "pieces/a.md": '+++\nkind = "leaflet"\n+++\n# t\n',
        "fonts/fr/own.ttf": own,
    }
    one = edition(tmp_path, files, "a/fr")
    assert one.fonts[0].name == "fonts/fr/own.ttf"
    assert page(one, {})["faces"]["text"][0] == "Rubik"
    assert make(one).findings == ()


def test_headings_that_skip_a_level_are_set_without_the_gap(tmp_path: Path) -> None:
    """A check tells the author; PDF/UA takes no page with a gap, so it is set as if there were none."""
    kinds = [kind for kind, _ in elements(make(leaflet(tmp_path, "### c\n\n#### d", "fr")).files["a.pdf"])]
    assert [kind for kind in kinds if kind[0] == "H"] == ["H1", "H2", "H3"]


def test_a_script_without_a_face_is_told(tmp_path: Path) -> None:
    one = leaflet(tmp_path, "שלום", "he")
    (finding,) = make(one).findings
    assert (finding.code, make(one).files) == ("font-missing", {})


@pytest.mark.parametrize(
    "inside",
    [
        "- a\n  - b\n    - c\n\n1. d\n2. e",
        "| a | b |\n|---|---|\n| c | **d** |",
        "> q\n> - r",
        "::: warn\nx\n:::\n\n::: tip\n## y\n\n- z\n:::",
        "[a](https://x.org) [b](tel:1) [c](mailto:d@e.org) [f]{lang=en}",
        "a\\\nb",
        "# again\n\n## and",
        "",
    ],
)
def test_all_that_markdown_may_hold_becomes_an_accessible_page(tmp_path: Path, inside: str) -> None:
    assert list(make(leaflet(tmp_path, inside, "fr")).files)


def test_pictures_that_are_lost_or_mute_leave_a_page(tmp_path: Path) -> None:
    """Both are findings of the checks; a page without them is still a page."""
    files = {
        "campaign.toml": 'title = "t"\nlanguages = ["fr"]\n',
        "pieces/a.md": '+++\nkind = "leaflet"\n+++\n# t\n\n---\n\n![](art/mute.svg)\n\n![](art/lost.svg)\n',
        "art/mute.svg": DRAWING.replace("<desc>ورقة</desc>", "").format(""),
    }
    found = elements(make(edition(tmp_path, files, "a/fr")).files["a.pdf"])
    assert "Figure" not in [kind for kind, _ in found]


def test_an_office_is_no_link(tmp_path: Path) -> None:
    channel = '{ kind = "office", value = "12, rue X", hours = "24/7" }'
    settings = f'[[helplines]]\nid = "a"\nname = "n"\nchannels = [{channel}, {channel}]\n'
    one = leaflet(tmp_path, "x", "fr", settings, 'helplines = ["a"]\n')
    assert "Link" not in [kind for kind, _ in elements(make(one).files["a.pdf"])]


# ---------------------------------------------------------------- contrast


@pytest.mark.parametrize(
    ("ground", "drawn", "told"),
    [
        ("#FBF7EF", "", []),
        ("#FBF7EF", '<rect width="10" height="14" fill="#12263F"/>', ["contrast"]),
        ("#12263F", '<rect width="10" height="14" fill="#12263F"/>', []),
        ("#FBF7EF", '<rect x="1" y="2.4" width="8" height="0.05" fill="#12263F"/>', []),
        ("#808080", '<rect width="10" height="14" fill="#808080"/>', ["contrast"]),
    ],
)
def test_words_on_what_is_drawn_under_them(tmp_path: Path, ground: str, drawn: str, told: list[str]) -> None:
    slot = f'<rect id="slot-title" x="1" y="1" width="8" height="3" fill="{ground}" fill-opacity="0"/>'
    files = {
        "campaign.toml": 'title = "t"\nlanguages = ["fr"]\npaper = false\n',
        "pieces/a.md": '+++\nkind = "leaflet"\ncover = "art/c.svg"\n+++\n# t\n',
        "art/c.svg": DRAWING.format(f'<rect width="10" height="14" fill="#FBF7EF"/>{drawn}{slot}'),
    }
    findings = PAGES.proof(edition(tmp_path, files, "a/fr"))
    assert [finding.code for finding in findings] == told
    assert all(finding.ref == "art/c.svg#slot-title" for finding in findings)


def test_colours_of_the_campaign_s_own_are_looked_at(tmp_path: Path) -> None:
    good = leaflet(tmp_path / "good", "x", "fr", '[colours]\nink = "#000000"\n')
    bad = leaflet(tmp_path / "bad", "x", "fr", '[colours]\nink = "#C0C0C0"\n')
    assert PAGES.proof(good) == ()
    refs = {(finding.code, finding.ref) for finding in PAGES.proof(bad)}
    assert ("contrast", "campaign.toml#colours") in refs


def test_a_picture_is_turned_round_where_the_language_reads_the_other_way() -> None:
    """The door of the cover stands at the start in Arabic, and at the end in French."""

    def middle_of_blue(name: str) -> float:
        seen = Image.open(io.BytesIO(made(name).files["leaflet-1.png"])).convert("RGB").resize((148, 210))
        blue = [x for x in range(148) for y in range(110, 160) if math.dist(_pixel(seen, x, y), (29, 78, 121)) < 30]
        return sum(blue) / len(blue) / 148

    assert middle_of_blue("leaflet/ar") < 0.4
    assert middle_of_blue("leaflet/fr") > 0.6


def _pixel(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]
