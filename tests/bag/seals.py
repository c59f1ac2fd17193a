"""Keys without a password, and signed bags and lists made with them."""

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path

import minisign

from haqiba.bag import Kit, pack
from haqiba.bag.keys import Key, load
from haqiba.bag.newest import Memory
from haqiba.bag.publish import News, publish
from haqiba.bag.sign import sign
from haqiba.bag.versions import Versions
from tests.bag.kits import content
from tests.build.fakes import ARABIC, CAMPAIGN, FRENCH

DAY = datetime.date(2024, 7, 3)


@dataclass(frozen=True)
class Seal:
    key: Key
    secret: minisign.SecretKey


def seal(folder: Path, name: str, successor_of: str = "") -> Seal:
    folder.mkdir(parents=True, exist_ok=True)
    pair = minisign.KeyPair.generate()
    if successor_of:
        pair.public_key.untrusted_comment = f"haqiba successor of {successor_of}"
    path = folder / f"{name}.pub"
    path.write_bytes(bytes(pair.public_key) + b"\n")
    return Seal(load(path), pair.secret_key)


def final(folder: Path, version: str) -> Kit:
    """A kit in which nothing is a draft; versions differ in their words."""
    folder.mkdir(exist_ok=True)
    lines = (("رقم", (f"25{version}",)),)
    contents = tuple(
        dataclasses.replace(content(folder, "leaflet", language, text=version), helplines=lines, number=number)
        for language, number in ((ARABIC, f"ARABIC{version * 6}"), (FRENCH, "FRENCH222222"))
    )
    return Kit(
        dataclasses.replace(CAMPAIGN, version=version),
        contents,
        DAY,
        "0.1.0",
        titles={"ar": CAMPAIGN.title, "fr": "Un réseau sûr"},
        partners={"youth": {"ar": "وزارة الشباب", "fr": "Ministère de la jeunesse"}, "a": {"ar": "لجنة"}},
    )


def signed_bag(folder: Path, version: str, by: Seal) -> Path:
    bag = folder / f"bag-{version}"
    pack(final(folder / "blobs", version), bag)
    assert sign(bag, by.secret, by.key) == ()
    return bag


def published(site: Path, by: Seal, news: News, memory: Memory, *ring: Key, day: datetime.date = DAY) -> Versions:
    return publish(site, news, by.secret, (by.key, *ring), memory, day)
