"""Hand-overs for tests, and a process of its own that makes some, to be killed: URL, name, how many."""

import datetime
import sys
from collections.abc import Mapping

from haqiba.field.database import connected
from haqiba.field.handovers import hand_over
from haqiba.field.receipt import HandOver

DAY = datetime.date(2024, 7, 3)


def what(partner: str = "youth", version: str = "1", **more: object) -> HandOver:
    told: dict[str, object] = {
        "campaign": "net",
        "title": "شبكة آمنة",
        "bag": "ab" * 32,
        "name": f"وزارة {partner}",
        "language": "ar",
        "office": "اللجنة",
        "date": DAY,
        "copies": {"leaflet": 500},
        "helplines": ("2511",),
    }
    return HandOver(version=version, partner=partner, **(told | more))  # type: ignore[arg-type]


def sign(data: bytes, claims: Mapping[str, str]) -> bytes:
    return b"signed " + data[:10]


if __name__ == "__main__":
    engine = connected(sys.argv[1])
    print("ready", flush=True)
    for number in range(int(sys.argv[3])):
        kept = hand_over(engine, what(f"{sys.argv[2]}-{number}"), sign)
        print(kept.receipt.number, kept.receipt.digest, flush=True)
