"""A receipt: what was handed over, to whom, by whom. Each holds the digest of the one before: a chain without a gap.

The receipt is its bytes, JSON in the one form that RFC 8785 (JCS) allows; a signature lies beside them.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256

import rfc8785

from haqiba.campaign.finding import Finding

FIRST = "0" * 64
"""What the first receipt has in the place of a digest."""


class MalformedReceipt(Exception):
    """Not a receipt; the message says why."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What an office hands to a partner: a version of a bag, known by its digest, and printed copies (piece -> how
    many). `helplines` are the numbers printed in it, so that one knows later who has a number that died."""

    campaign: str
    title: str
    version: str
    bag: str
    partner: str
    name: str
    language: str
    office: str
    date: datetime.date
    copies: Mapping[str, int] = field(default_factory=dict)
    helplines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A hand-over with its place in the chain: `number` from 1, `before` the digest of the receipt before it."""

    number: int
    before: str
    what: HandOver

    @property
    def data(self) -> bytes:
        """The bytes that are signed and kept."""
        plain = asdict(self.what) | {"date": self.what.date.isoformat(), "helplines": list(self.what.helplines)}
        return rfc8785.dumps({**plain, "number": self.number, "before": self.before})

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def claims(self) -> dict[str, str]:
        """What a signature says of it."""
        what = self.what
        told = {"campaign": what.campaign, "version": what.version, "receipt": str(self.number)}
        return told | {"date": what.date.isoformat()}

    @property
    def name(self) -> str:
        """Of its files: `receipt-0007`."""
        return f"receipt-{self.number:04}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt as it is stored and handed out: its bytes and the signature's file."""

    receipt: Receipt
    data: bytes
    signature: bytes


def read(data: bytes) -> Receipt:
    """A receipt from its bytes. Raises MalformedReceipt for whatever is not exactly one."""
    try:
        raw = json.loads(data)
        number, before = raw.pop("number"), raw.pop("before")
        raw["date"] = datetime.date.fromisoformat(raw["date"])
        raw["helplines"] = tuple(raw["helplines"])
        made = Receipt(number, before, HandOver(**raw))
        if made.data != data or type(number) is not int:
            raise ValueError("written by something else")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedReceipt(str(error)) from None
    return made


def broken(chain: Iterable[bytes]) -> Iterator[Finding]:
    """A finding for every receipt, in the order in which they were given, that does not follow from the one before."""
    before = FIRST
    for number, data in enumerate(chain, start=1):
        name = f"receipt-{number:04}"
        try:
            receipt = read(data)
        except MalformedReceipt as fault:
            yield _error("receipt-form", name, f"it was changed: {fault}")
        else:
            if receipt.number != number:
                yield _error("receipt-gap", name, f"receipt {receipt.number} stands in its place")
            elif receipt.before != before:
                yield _error("receipt-chain", name, "it does not follow from the receipt before it")
        before = sha256(data).hexdigest()


def _error(code: str, name: str, message: str) -> Finding:
    mend = "compare it with the paper and with the partner's copy; restore the last good backup"
    return Finding(code, "error", name, message, mend)
