"""Hand-overs: recorded one after the other, and asked who has what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Engine, insert, select

from haqiba.field.database import turn
from haqiba.field.receipt import FIRST, HandOver, Kept, Receipt, read
from haqiba.field.tables import RECEIPTS, SCANS

Signer = Callable[[bytes, Mapping[str, str]], bytes]
"""Bytes and what is claimed of them -> the signature's file."""


class Unknown(Exception):
    """There is no such receipt."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner and the receipts of what it holds, from old to new."""

    partner: str
    receipts: tuple[Receipt, ...]

    @property
    def last(self) -> HandOver:
        return self.receipts[-1].what


def hand_over(engine: Engine, what: HandOver, sign: Signer) -> Kept:
    """Record it and give the receipt: when this returns, it is on the disk, whatever happens next."""
    with engine.begin() as connection:
        turn(connection)
        last = connection.execute(
            select(RECEIPTS.c.number, RECEIPTS.c.data).order_by(RECEIPTS.c.number.desc()).limit(1)
        ).first()
        number, before = (last.number + 1, sha256(last.data).hexdigest()) if last else (1, FIRST)
        receipt = Receipt(number, before, what)
        kept = Kept(receipt, receipt.data, sign(receipt.data, receipt.claims))
        connection.execute(insert(RECEIPTS), row(kept))
    return kept


def row(kept: Kept) -> dict[str, object]:
    """A receipt as its table has it."""
    what = kept.receipt.what
    return {
        "number": kept.receipt.number,
        "before": kept.receipt.before,
        "campaign": what.campaign,
        "version": what.version,
        "partner": what.partner,
        "date": what.date,
        "data": kept.data,
        "signature": kept.signature,
    }


def chain(engine: Engine) -> tuple[Kept, ...]:
    """Every receipt, by number. Raises MalformedReceipt where one was changed beyond reading."""
    return tuple(Kept(read(data), data, signature) for data, signature in stored(engine))


def stored(engine: Engine) -> tuple[tuple[bytes, bytes], ...]:
    """Receipts and signatures as they lie in the database, by number; whatever was done to them."""
    with engine.connect() as connection:
        found = connection.execute(select(RECEIPTS.c.data, RECEIPTS.c.signature).order_by(RECEIPTS.c.number))
        return tuple((row.data, row.signature) for row in found)


def receipt(engine: Engine, number: int) -> Kept:
    """Raises Unknown."""
    found = next((kept for kept in chain(engine) if kept.receipt.number == number), None)
    if found is None:
        raise Unknown(f"there is no receipt {number}")
    return found


def attach(engine: Engine, number: int, name: str, data: bytes) -> str:
    """Keep the scan of a signed and stamped receipt; its SHA-256. The same scan twice is kept once."""
    digest = sha256(data).hexdigest()
    with engine.begin() as connection:
        turn(connection)
        if not connection.execute(select(RECEIPTS.c.number).where(RECEIPTS.c.number == number)).first():
            raise Unknown(f"there is no receipt {number}")
        if not connection.execute(select(SCANS.c.digest).where(SCANS.c.digest == digest)).first():
            connection.execute(insert(SCANS), {"digest": digest, "receipt": number, "name": name, "data": data})
    return digest


def holders(engine: Engine, campaign: str = "") -> tuple[Holder, ...]:
    """Who received anything, in the order of the first hand-over; of one campaign, or of all."""
    found: dict[tuple[str, str], list[Receipt]] = {}
    for kept in chain(engine):
        what = kept.receipt.what
        if campaign in ("", what.campaign):
            found.setdefault((what.campaign, what.partner), []).append(kept.receipt)
    return tuple(Holder(partner, tuple(receipts)) for (_, partner), receipts in found.items())


def with_version(engine: Engine, campaign: str, version: str) -> tuple[Holder, ...]:
    """Who must be told that a version is recalled: whoever received it, also if they have a newer one by now."""
    return _among(engine, campaign, lambda what: what.version == version)


def with_helpline(engine: Engine, campaign: str, value: str) -> tuple[Holder, ...]:
    """Who must be told that a number changed: whoever received a version that prints it; paper hangs for long."""
    return _among(engine, campaign, lambda what: value in what.helplines)


def _among(engine: Engine, campaign: str, wanted: Callable[[HandOver], bool]) -> tuple[Holder, ...]:
    found = []
    for holder in holders(engine, campaign):
        receipts = tuple(receipt for receipt in holder.receipts if wanted(receipt.what))
        if receipts:
            found.append(Holder(holder.partner, receipts))
    return tuple(found)
