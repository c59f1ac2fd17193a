"""Type worth a second look: widows, orphans, hyphens, headings, sizes. On the example too, which is what people see."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.look import tokens
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.typeset import Typeset
from haqiba.read import read
from tests.folders import TODAY, edition
from tests.makers.kinds import Drawn, characters, kit, made, sheets

EXAMPLE = Path(__file__).parents[2] / "examples" / "shabakat"
TAGS = ("ar", "fr")
LEAFLETS = ("leaflet-children", "leaflet-parents", "leaflet-teens")
LONG = {
    "ar": "لا نطلب من أي طفل أن يحكي قصته. نتكلم عن شخصيات متخيَّلة، ونترك لكل واحد حق الصمت وحق الخروج من القسم. " * 2,
    "fr": "On ne demande à aucun enfant de raconter son histoire, et l’on parle de personnages imaginaires seulement. "
    * 2,
}


@cache
def example() -> dict[str, Edition]:
    return {one.name: one for one in editions(read(EXAMPLE)[0], today=TODAY)[0]}


@cache
def pages(name: str) -> list[tuple[tuple[float, float], list[Drawn]]]:
    return characters(sheets(example()[name])[0])


def rows(page: list[Drawn]) -> list[list[Drawn]]:
    """Lines of a page, from the top; each from the left."""
    found: dict[tuple[float, float], list[Drawn]] = {}
    for one in page:
        if one.text.strip():
            found.setdefault((round(one.base), one.size), []).append(one)
    return [sorted(row, key=lambda one: one.left) for _, row in sorted(found.items(), key=lambda item: -item[0][0])]


def paragraphs(page: list[Drawn], tag: str) -> Iterator[list[list[Drawn]]]:
    """Runs of lines of the body's size that follow each other as the lines of a paragraph do."""
    size, pitch = _most(page), tokens.LINE_HEIGHT["Arab"] if tag == "ar" else tokens.DEFAULT_LINE_HEIGHT
    run: list[list[Drawn]] = []
    for row in rows(page):
        if abs(row[0].size - size) > 0.05:
            continue
        gap = run[-1][0].base - row[0].base if run else 0
        if run and gap > (pitch + 0.1) * size:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def width(row: list[Drawn]) -> float:
    return max(one.right for one in row) - min(one.left for one in row)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("piece", LEAFLETS)
def test_no_paragraph_of_a_leaflet_ends_with_a_short_word(piece: str, tag: str) -> None:
    """The last line of a paragraph is no shorter than a sixth of the longest."""
    (_, inside) = pages(f"{piece}/{tag}")[1]
    short = [
        "".join(one.text for one in run[-1])
        for run in paragraphs(inside, tag)
        if len(run) > 1 and width(run[-1]) < max(map(width, run)) / 6
    ]
    assert short == []


def _most(page: list[Drawn]) -> float:
    """The size of most letters above the small print: the body's."""
    counted: dict[float, int] = {}
    for one in page:
        if one.size > 8.5:
            counted[one.size] = counted.get(one.size, 0) + 1
    return max(counted, key=lambda size: counted[size])


@pytest.mark.parametrize(("tag", "least"), [("ar", 14.0), ("fr", 12.0)])
def test_children_read_large_type(tag: str, least: float) -> None:
    for name, one in (("leaflet-children", pages(f"leaflet-children/{tag}")[1][1]), ("kit", _inside(tag))):
        assert _most(one) >= least, name


def _inside(tag: str) -> list[Drawn]:
    return characters(made(f"leaflet/{tag}").files["leaflet.pdf"])[1][1]


@pytest.mark.parametrize("name", ["lesson/ar", "lesson/fr"])
def test_the_lines_of_a_title_are_of_one_length(name: str) -> None:
    """No word of a title stands alone under the others."""
    (_, first) = pages(name)[0]
    largest = max(one.size for one in first)
    title = [row for row in rows(first) if row[0].size == largest]
    assert len(title) >= 2
    assert min(map(width, title)) > 0.4 * max(map(width, title))


@pytest.mark.parametrize("tag", TAGS)
def test_no_line_of_a_lesson_stands_alone(tag: str, tmp_path: Path) -> None:
    """Wherever a page ends, a paragraph leaves two lines behind it and takes two to the next."""
    for many in range(9, 14):
        body = "\n\n".join(f"{number}. {LONG[tag]}".replace(". ", ") ", 1) for number in range(many * 2))
        files = {
            "campaign.toml": f'title = "t"\nlanguages = ["{tag}"]\nregion = "MA"\n',
            "pieces/a.md": f'+++\nkind = "lesson"\n+++\n# t\n\n{"x " * many * 20}\n\n{body}\n',
        }
        (pdf,) = sheets(edition(tmp_path / str(many), files, f"a/{tag}"))
        found = characters(pdf)
        assert len(found) > 1
        runs = [list(paragraphs(page, tag)) for _, page in found if any(one.size > 8.5 for one in page)]
        assert all(len(page[0]) >= 2 for page in runs[1:])
        assert all(len(page[-1]) >= 2 for page in runs[:-1])


@pytest.mark.parametrize("tag", TAGS)
def test_a_short_list_is_not_torn(tag: str) -> None:
    """In the example, the stages on the board stand on one page."""
    one = example()[f"lesson/{tag}"]
    stages = next(words for words in one.walk() if words.kind == "list" and len(words.children) == 5)
    letters = sorted(letter for letter in "".join(item.text for item in stages.children) if letter.isalpha())
    held = [_holds(page, letters) for _, page in pages(f"lesson/{tag}")]
    assert any(held)


def _holds(page: list[Drawn], letters: list[str]) -> bool:
    """Whether five lines in a row have these letters."""
    drawn = [sorted(one.text for one in row if one.text.isalpha()) for row in rows(page)]
    return any(sorted(letter for row in drawn[at : at + 5] for letter in row) == letters for at in range(len(drawn)))


def test_words_are_broken_in_latin_alone() -> None:
    """Long words in a narrow panel: French ones are broken, and take fewer lines; Arabic ones never are."""
    wide = "anticonstitutionnellement " * 6
    one = kit()["trifold/fr"]
    whole = page(one, drawn(one))
    data = [whole | {"hyphenate": broken, "sides": _said(whole["sides"], wide)} for broken in (True, False)]
    broken, unbroken = (len(rows(characters(_pdf(one, each))[1][1])) for each in data)
    assert broken < unbroken
    assert whole["hyphenate"] and not page(kit()["trifold/ar"], {})["hyphenate"]


def test_narrow_and_long_texts_alone_are_broken() -> None:
    found = {name: page(one, {})["hyphenate"] for name, one in kit().items() if one.language.tag in TAGS}
    assert {name for name, broken in found.items() if broken} == {"trifold/fr", "lesson/fr"}


def _said(sides: list[list[dict[str, object]]], text: str) -> list[list[dict[str, object]]]:
    """The same sides with another paragraph on the third."""
    words = next(block for block in sides[2] if block["kind"] == "paragraph")
    span = words["spans"][0] | {"text": text}  # type: ignore[index]
    return [*sides[:2], [words | {"spans": [span]}], *sides[3:]]


def _pdf(one: Edition, data: dict[str, object]) -> bytes:
    return Typeset(one.kind, data, one.fonts).pdf()
