"""What a translator is asked for, by PO file and by table."""

from pathlib import Path

import openpyxl
import polib
import pytest

from haqiba.cli import commands
from haqiba.edition.labels import CONTEXT, ENGLISH

# The campaign has no site, so nobody is sent to one.
WORDS = sorted(text for key, text in ENGLISH.items() if key != "check")


@pytest.mark.parametrize(("tag", "wanted"), [("zgh", WORDS), ("ary", []), ("fr", [])])
def test_the_tools_own_words_are_asked_for_where_it_ships_none(tmp_path: Path, tag: str, wanted: list[str]) -> None:
    folder, sheet = tmp_path / "a", tmp_path / f"{tag}.xlsx"
    commands(["new", str(folder), "--languages", f"ar,{tag}"], standalone_mode=False)
    commands(["translate", str(folder), "--table", str(sheet)], standalone_mode=False)
    book = polib.pofile(str(folder / f"translations/{tag}.po"))
    assert sorted(entry.msgid for entry in book if entry.msgctxt == CONTEXT) == wanted
    rows = openpyxl.load_workbook(sheet).worksheets[0].values
    cells = {cell for row in rows for cell in row}
    assert cells & set(ENGLISH.values()) == set(wanted)
