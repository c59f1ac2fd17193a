"""All that the database holds as one file, for any other database; and tables for people."""

import base64
import csv
import io
import json
from collections.abc import Iterator

from sqlalchemy import Engine, insert, select

from haqiba.campaign.finding import Finding
from haqiba.field.database import turn
from haqiba.field.handovers import chain, row
from haqiba.field.receipt import Kept, MalformedReceipt, Receipt, broken, read
from haqiba.field.tables import RECEIPTS, SCANS

FORMAT = "haqiba-field-1"
COLUMNS = ("number", "date", "campaign", "version", "partner", "name", "office", "piece", "copies")


class Unrestorable(Exception):
    """The backup is damaged, or the database is not empty; nothing was written."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


def backup(engine: Engine) -> bytes:
    """Receipts, signatures and scans as JSON."""
    receipts = [{"data": kept.data.decode(), "signature": kept.signature.decode()} for kept in chain(engine)]
    with engine.connect() as connection:
        scans = [
            {"receipt": scan.receipt, "name": scan.name, "digest": scan.digest, "data": _text(scan.data)}
            for scan in connection.execute(select(SCANS).order_by(SCANS.c.receipt, SCANS.c.digest))
        ]
    document = {"format": FORMAT, "receipts": receipts, "scans": scans}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def restore(engine: Engine, data: bytes) -> int:
    """Fill an empty database from a backup whose chain is whole; how many receipts. Raises Unrestorable."""
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise ValueError(f"its format is {document['format']}")
        receipts = [_received(raw["data"].encode(), raw["signature"].encode()) for raw in document["receipts"]]
        scans = [{**scan, "data": base64.b64decode(scan["data"], validate=True)} for scan in document["scans"]]
    except (ValueError, KeyError, TypeError, AttributeError, MalformedReceipt) as error:
        raise Unrestorable(f"this is no backup that can be read: {error}") from None
    findings = tuple(broken(kept.data for kept in receipts))
    if findings:
        raise Unrestorable("the chain of receipts in the backup is broken", findings)
    with engine.begin() as connection:
        turn(connection)
        if connection.execute(select(RECEIPTS.c.number).limit(1)).first():
            raise Unrestorable("the database has receipts already; name an empty one")
        if receipts:
            connection.execute(insert(RECEIPTS), [row(kept) for kept in receipts])
        if scans:
            connection.execute(insert(SCANS), scans)
    return len(receipts)


def as_csv(engine: Engine) -> bytes:
    """A line a piece handed over, UTF-8 with the mark by which spreadsheets know it."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(engine))
    return table.getvalue().encode("utf-8-sig")


def as_json(engine: Engine) -> bytes:
    """The same lines as a list of objects."""
    lines = [dict(zip(COLUMNS, line, strict=True)) for line in _rows(engine)]
    return json.dumps(lines, ensure_ascii=False, indent=1).encode() + b"\n"


def _rows(engine: Engine) -> Iterator[tuple[str | int, ...]]:
    for kept in chain(engine):
        receipt: Receipt = kept.receipt
        what = receipt.what
        told = (
            receipt.number,
            what.date.isoformat(),
            what.campaign,
            what.version,
            what.partner,
            what.name,
            what.office,
        )
        for piece, copies in what.copies.items() or [("", "")]:
            # A spreadsheet would run a name that begins so.
            yield tuple(
                f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@") else cell for cell in (*told, piece, copies)
            )


def _received(data: bytes, signature: bytes) -> Kept:
    return Kept(read(data), data, signature)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
