"""The trifold: two sheets that fold into three, in the direction in which one reads."""

import io

import pikepdf
import pytest

from tests.makers.kinds import MM, characters, kit, made

SHORT, LONG = 97.0, 100.0
# Where each of the six panels begins and ends, in mm from the left: cover, flap, three inside, back.
ARABIC = [(0, 100), (200, 297), (197, 297), (97, 197), (0, 97), (100, 200)]
FRENCH = [(197, 297), (0, 97), (0, 100), (100, 200), (200, 297), (97, 197)]
SHEETS = (0, 0, 1, 1, 1, 0)


def headings(name: str) -> list[str]:
    return [next(words.text for words in side if words.kind == "heading") for side in kit()[name].sides]


@pytest.mark.parametrize(("name", "panels"), [("trifold/ar", ARABIC), ("trifold/fr", FRENCH)])
def test_each_panel_keeps_its_words(name: str, panels: list[tuple[int, int]]) -> None:
    """All that is drawn stands on a panel, nothing over a fold, and the headings where the folded sheet has them."""
    pages = characters(made(name).files["trifold.pdf"])
    for number, (heading, sheet, (left, right)) in enumerate(zip(headings(name), SHEETS, panels, strict=True)):
        letters = [one for one in pages[sheet][1] if left * MM <= one.left < right * MM]
        # Each panel has the letters of its own heading, in the size of headings.
        largest = max(one.size for one in letters if one.text.isalpha())
        drawn = sorted(one.text.casefold() for one in letters if one.text.isalpha() and one.size == largest)
        assert drawn == sorted(letter.casefold() for letter in heading if letter.isalpha()), number
        assert all(one.right <= (right + 0.5) * MM for one in letters if one.text.isalnum())


def test_the_sheet_is_mirrored() -> None:
    for (left, right), (other_left, other_right) in zip(ARABIC, FRENCH, strict=True):
        assert (left, right) == (297 - other_right, 297 - other_left)


@pytest.mark.parametrize("name", ["trifold/ar", "trifold/fr"])
def test_panels_are_read_in_order(name: str) -> None:
    """Outside: cover, flap, back; inside: from where one begins to read."""
    with pikepdf.open(io.BytesIO(made(name).files["trifold.pdf"])) as pdf:
        (document,) = (
            pdf.Root.StructTreeRoot.K
            if isinstance(pdf.Root.StructTreeRoot.K, pikepdf.Array)
            else [pdf.Root.StructTreeRoot.K]
        )
        found = [str(one.T) for one in document.K if str(one.get("/S", "")) in ("/H1", "/H2")]
    cover, flap, first, second, third, back = headings(name)
    assert found == [cover, flap, back, first, second, third]


@pytest.mark.parametrize(
    ("name", "folds"),
    [("trifold/ar", ((100, 200), (97, 197))), ("trifold/fr", ((97, 197), (100, 200)))],
)
def test_fold_marks_stand_outside_the_bleed(name: str, folds: tuple[tuple[int, int], ...]) -> None:
    """Dashed lines, at the top and at the bottom of the press sheet, at the folds and nowhere else."""
    with pikepdf.open(io.BytesIO(made(name).files["trifold-print.pdf"])) as pdf:
        for page, wanted in zip(pdf.pages, folds, strict=True):
            marks = dashed(page)
            assert sorted({round(x / MM - 10, 1) for x, _ in marks}) == list(wanted)
            assert sorted({round(y / MM) for _, y in marks}) in ([1, 224], [6, 229], [1, 229], [6, 224])


def dashed(page: pikepdf.Page) -> list[tuple[float, float]]:
    """x and y, in points from the lower left, where each dashed line begins."""
    found, matrix, kept, dash = [], pikepdf.Matrix(), [], False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            kept.append((matrix, dash))
        elif name == "Q":
            matrix, dash = kept.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*(float(number) for number in operands)) @ matrix
        elif name == "d":
            dash = len(operands[0]) > 0
        elif name == "m" and dash:
            point = matrix.transform((float(operands[0]), float(operands[1])))
            found.append((float(point[0]), float(point[1])))
    return found
