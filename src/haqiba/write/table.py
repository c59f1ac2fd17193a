"""Translations as a spreadsheet, out and back, for translators who live in one.

Two hidden columns remember what a row said when it went out, so that what comes back is only what its translator
changed: a sheet that was on the road for a week does not undo a week of other people's work.
"""

import datetime
import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from haqiba.campaign.finding import Finding, Place, Ref, locate
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message, Translated, Translation
from haqiba.look.zip import pack
from haqiba.write.po import Row

# Heading -> width in characters; 0: hidden.
COLUMNS = {
    "id": 0, "context": 14, "source": 48, "translation": 48, "state": 10, "where": 26, "notes": 40,
    "was": 0, "state was": 0,
}  # fmt: skip
STATES = {"new": "D8F0FA", "fuzzy": "F2D6A2", "done": "FFFFFF"}
GROUND, HEAD = "FBF7EF", "12263F"
# Far more than any campaign says, far less than fills a memory: bytes unpacked, rows, columns.
LONGEST, DEEPEST, WIDEST = 50_000_000, 20_000, 200

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


_Cells = dict[str, Cell | MergedCell]


class _Unreadable(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: the language's tag, the rows that their translator changed, what could not be taken over."""

    tag: str = ""
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: dict[Ref, Place] = field(default_factory=dict)


def out(messages: Sequence[Message], translation: Translation | None, *, source: Language, target: Language) -> bytes:
    """An .xlsx of one sheet, named by the tag: only translation and state can be written in."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = target.tag
    _dress(sheet, target)
    said = translation.messages if translation else {}
    for number, message in enumerate(messages, 2):
        _row(sheet, number, message, said.get((message.context, message.text), Translated("")), source, target)
    sheet.auto_filter.ref = sheet.dimensions
    # A fixed day, as in the archive: the same sheet has the same bytes.
    book.properties.creator = "haqiba"
    book.properties.created = book.properties.modified = datetime.datetime(1980, 1, 1)
    return pack(_files(book))


def back(data: bytes, file: str) -> Returned:
    """Never raises for what stands in a sheet: what cannot be read is a finding."""
    try:
        sheet = _opened(data)
        columns = _columns(sheet)
    except _Unreadable as fault:
        mend = "save it as .xlsx with its first row as it was, or write a new table"
        return Returned(findings=(Finding("table-unreadable", "error", file, str(fault), mend),))
    said: list[Row | Finding] = []
    # Not further than the last column of ours: one slip into the far corner must not cost minutes.
    for cells in sheet.iter_rows(2, min(sheet.max_row, DEEPEST), max_col=max(columns.values()) + 1):
        row = {name: cells[n] for name, n in columns.items()}
        if any(cell.value is not None for cell in row.values()):
            said += _read(row, file, sheet.title)
    places = {each.ref: Place(file, at=each.ref.removeprefix(f"{file}#")) for each in said}
    rows = tuple(each for each in said if isinstance(each, Row))
    return Returned(sheet.title, rows, tuple(each for each in said if isinstance(each, Finding)), places)


def _dress(sheet: Worksheet, target: Language) -> None:
    sheet.sheet_view.rightToLeft = target.rtl
    sheet.freeze_panes = "A2"
    for number, (name, width) in enumerate(COLUMNS.items(), 1):
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = width or 8, not width
    choice = DataValidation("list", formula1=f'"{",".join(STATES)}"', allow_blank=False)
    states = get_column_letter(1 + list(COLUMNS).index("state"))
    choice.add(f"{states}2:{states}{DEEPEST}")
    sheet.add_data_validation(choice)
    # Against slips, not against people: there is no password.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False


def _row(sheet: Worksheet, number: int, message: Message, said: Translated, source: Language, target: Language) -> None:
    state = "new" if not said.text else "fuzzy" if said.fuzzy else "done"
    values = {
        "id": _digest(message.context, _shown(message.text)),
        "context": message.context,
        "source": message.text,
        "translation": said.text,
        "state": state,
        "where": "\n".join(dict.fromkeys(locate(ref, {}).file for ref in message.refs)),
        "notes": "\n".join(message.comments),
        "was": said.text,
        "state was": state,
    }
    for column, (name, value) in enumerate(values.items(), 1):
        cell = sheet.cell(number, column, _shown(value))
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True  # a text stays one, also `=1` and `2/3`
        order = {"source": source.rtl, "translation": target.rtl}.get(name, False)
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if order else 1)
        free = name in ("translation", "state")
        cell.protection = Protection(locked=not free)
        cell.fill = PatternFill("solid", fgColor=STATES[state] if free else GROUND)


def _files(book: Workbook) -> dict[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _shown(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)  # the format has no place for control characters


def _digest(context: str, text: str) -> str:
    return hashlib.sha256(f"{context}\0{text}".encode()).hexdigest()[:12]


def _opened(data: bytes) -> Worksheet:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > LONGEST:
            raise _Unreadable("the table is far too big")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that openpyxl drops another program's extras is nobody's concern here
            return load_workbook(io.BytesIO(data)).worksheets[0]
    except _Unreadable:
        raise
    except Exception as fault:  # on a damaged file openpyxl raises whatever its depths raise
        raise _Unreadable(f"not a spreadsheet that can be read ({type(fault).__name__})") from None


def _columns(sheet: Worksheet) -> dict[str, int]:
    """Heading -> index, wherever the translator has moved the column."""
    heads = [str(cell.value or "") for cell in next(sheet.iter_rows(max_row=1, max_col=WIDEST))]
    missing = [name for name in COLUMNS if name not in heads]
    if missing:
        raise _Unreadable(f"no column {', '.join(missing)}")
    return {name: heads.index(name) for name in COLUMNS}


def _read(row: _Cells, file: str, tag: str) -> Iterator[Row | Finding]:
    context, source, was = (_plain(row[name]) for name in ("context", "source", "was"))
    cell = row["translation"]
    translation = _text(cell)
    if translation is None:
        yield Finding("table-not-text", "error", _ref(file, tag, cell), "a formula, date or number in place of a text",
                      "format the cell as text and write the translation again")  # fmt: skip
        return
    confirmed = _plain(row["state"]).strip().lower() == "done" and _plain(row["state was"]) == "fuzzy"
    # An emptied cell says nothing: a slip of the delete key must not lose a translation.
    if not translation.strip() or (translation == was and not confirmed):
        return
    if _plain(row["id"]) != _digest(context, source):
        yield Finding("table-source-changed", "error", _ref(file, tag, row["source"]),
                      "the source text was changed in the table, so it is not known what this translates",
                      "write a new table and translate there; mend the source in its piece")  # fmt: skip
        return
    yield Row(context, source, translation, was, _ref(file, tag, cell))


def _ref(file: str, tag: str, cell: Cell | MergedCell) -> Ref:
    return f"{file}#{tag}!{cell.coordinate}"


def _plain(cell: Cell | MergedCell) -> str:
    return "" if cell.value is None else str(cell.value).replace("\r\n", "\n")


def _text(cell: Cell | MergedCell) -> str | None:
    """What the translator typed, a plain number as its digits; None where the spreadsheet made something else of it."""
    value = cell.value
    if value is None or (isinstance(value, str) and cell.data_type not in ("f", "e")):
        return _plain(cell)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and cell.number_format in ("General", "@", "0"):
        return f"{value:.15g}"
    return None
