import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from haqiba.campaign.piece import Translated, Translation
from haqiba.look.zip import pack
from haqiba.write.po import Row
from haqiba.write.table import Returned, back, out
from tests.write.messages import ARABIC, FRENCH, message

MESSAGES = [message("=1+1"), message("تحدث مع طفلك"), message("Home", "menu", file="pieces/a b.md")]
SAID = Translation("fr", "translations/fr.po", {
    ("", "=1+1"): Translated("=2"),
    ("", "تحدث مع طفلك"): Translated("Parlez", fuzzy=True),
})  # fmt: skip


def sent() -> bytes:
    return out(MESSAGES, SAID, source=ARABIC, target=FRENCH)


SENT = sent()


def opened(data: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(data)).worksheets[0]


def returned(change: Callable[[Worksheet], object], data: bytes | None = None) -> Returned:
    book = load_workbook(io.BytesIO(data or SENT))
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return back(buffer.getvalue(), "fr.xlsx")


def typed(cell: str, value: object, format: str = "@") -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        sheet[cell].value = value
        sheet[cell].number_format = format

    return change


def codes(result: Returned) -> list[tuple[str, str]]:
    return [(f.code, f.ref) for f in result.findings]


def test_a_sheet_reads_from_the_right_where_its_language_does() -> None:
    assert not opened(sent()).sheet_view.rightToLeft
    assert opened(out(MESSAGES, None, source=FRENCH, target=ARABIC)).sheet_view.rightToLeft


def test_only_translation_and_state_can_be_written_in() -> None:
    sheet = opened(sent())
    free = {cell.column_letter for row in sheet.iter_rows(min_row=2) for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet
    assert free == {"D", "E"}
    assert [cell.value for cell in sheet["E"]] == ["state", "done", "fuzzy", "new"]
    assert sheet["F4"].value == "pieces/a b.md"
    assert sheet["C2"].data_type == "s"


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert sent() == sent()


def test_an_untouched_sheet_says_nothing() -> None:
    assert back(sent(), "fr.xlsx") == Returned("fr")


def test_what_was_changed_comes_back() -> None:
    result = returned(typed("D4", "Accueil"))
    assert result.rows == (Row("menu", "Home", "Accueil", "", "fr.xlsx#fr!D4"),)
    assert result.places["fr.xlsx#fr!D4"].at == "fr!D4"


def test_a_fuzzy_translation_is_confirmed_by_its_state() -> None:
    assert returned(typed("E3", "Done ")).rows == (Row("", "تحدث مع طفلك", "Parlez", "Parlez", "fr.xlsx#fr!D3"),)


def test_an_emptied_cell_loses_no_translation() -> None:
    assert returned(typed("D2", None)) == Returned("fr")


def test_columns_may_move_and_rows_be_removed() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D4"] = "Accueil"
        sheet.delete_rows(2)
        sheet.insert_cols(1)

    assert [row.translation for row in returned(change).rows] == ["Accueil"]


@pytest.mark.parametrize(("value", "format", "text"), [(2024, "General", "2024"), (0.5, "@", "0.5"), (3.0, "0", "3")])
def test_a_number_is_taken_as_it_was_typed(value: float, format: str, text: str) -> None:
    assert [row.translation for row in returned(typed("D4", value, format)).rows] == [text]


@pytest.mark.parametrize(("value", "format"), [("=D3", "General"), (0.5, "0%"), (True, "General"), (4.5, "yyyy")])
def test_what_the_spreadsheet_made_of_a_text_is_a_finding(value: object, format: str) -> None:
    result = returned(typed("D4", value, format))
    assert (result.rows, codes(result)) == ((), [("table-not-text", "fr.xlsx#fr!D4")])


def test_a_source_that_was_altered_in_the_sheet_is_a_finding() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C4"], sheet["D4"] = "House", "Maison"

    result = returned(change)
    assert (result.rows, codes(result)) == ((), [("table-source-changed", "fr.xlsx#fr!C4")])


def test_a_heading_that_is_gone_is_a_finding() -> None:
    assert codes(returned(typed("C1", "quelle"))) == [("table-unreadable", "fr.xlsx")]


def test_a_cell_at_the_end_of_the_world_does_not_stop_the_reading() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D4"], sheet["XFD1048576"] = "Accueil", "x"

    assert [row.translation for row in returned(change).rows] == ["Accueil"]


with zipfile.ZipFile(io.BytesIO(SENT)) as archive:
    INSIDE = {name: archive.read(name) for name in archive.namelist()}


@given(st.sampled_from(sorted(INSIDE)), st.floats(0, 1), st.integers(0, 60), st.binary(max_size=20) | st.just(b"99999"))
def test_no_file_is_too_broken_to_be_a_finding(name: str, share: float, cut: int, noise: bytes) -> None:
    part = INSIDE[name]
    at = int(share * len(part))
    result = back(pack({**INSIDE, name: part[:at] + noise + part[at + cut :]}), "fr.xlsx")
    assert all(finding.ref.startswith("fr.xlsx") for finding in result.findings)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t"), min_size=1))
def test_odd_texts_go_out_and_come_back(text: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = "x"

    result = returned(change, out([message(text)], None, source=ARABIC, target=FRENCH))
    assert [row.text for row in result.rows] == [text]


def test_a_workbook_of_another_kind_is_a_finding() -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    assert codes(back(buffer.getvalue(), "fr.xlsx")) == [("table-unreadable", "fr.xlsx")]
