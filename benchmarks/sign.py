"""Signing and verifying two gigabytes, against the digests alone."""

import datetime
import random
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import minisign

from benchmarks.measure import Pair, Row, in_turns
from benchmarks.table import Chapter
from haqiba.bag import Content, Kit, pack, verify
from haqiba.bag.keys import Key, load
from haqiba.bag.sign import sign, signed
from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language

FILES, OCTETS = 2000, 1_000_000
ROUNDS = 3
WORDS = """2000 files of a megabyte. Signing verifies the bag first, so that nobody signs what is not whole; verifying
checks every byte, every name and the signature. The peer, `sha256sum -c`, checks the bytes alone, from the same
manifest. All was read before, so the disk counts for neither."""


def signing(root: Path) -> Chapter:
    bag, key, secret = _bag(root)
    data = str(bag)

    def check() -> None:
        subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=data, check=True)

    measured = in_turns(
        {"sign": lambda: _sign(bag, key, secret), "verify": _verifying(bag, key), "peer": check}, ROUNDS
    )
    rows = tuple(
        Row(f"2 GB: {name}", "sha256sum -c", Pair(measured[name], measured["peer"]), goal=1.0)
        for name in ("sign", "verify")
    )
    return Chapter("Sign and verify", rows, (WORDS,))


def _sign(bag: Path, key: Key, secret: minisign.SecretKey) -> None:
    assert sign(bag, secret, key) == ()


def _verifying(bag: Path, key: Key) -> Callable[[], None]:
    def work() -> None:
        verdict = verify(bag)
        assert verdict.ok
        assert signed(bag, verdict, [key], demanded=True).key == key

    return work


def _bag(root: Path) -> tuple[Path, Key, minisign.SecretKey]:
    """A bag of random bytes, and the key that has signed it."""
    rng = random.Random(1)
    language = Language("ar", "ar_MA", "Arab", "rtl", "العربية")
    source = root / "source"
    source.mkdir(parents=True)
    blobs = []
    for number in range(FILES):
        data = rng.randbytes(OCTETS)
        path = source / f"{number:04}.bin"
        path.write_bytes(data)
        blobs.append(Blob(path.name, sha256(data).hexdigest(), len(data), path))
    content = Content("films/ar", "ar/films", language, "film", "films", tuple(blobs))
    campaign = Campaign("net", "net", "", (language,), version="1")
    pack(Kit(campaign, (content,), datetime.date(2024, 7, 3), "0"), root / "bag")
    pair = minisign.KeyPair.generate()
    (root / "key.pub").write_bytes(bytes(pair.public_key) + b"\n")
    key = load(root / "key.pub")
    _sign(root / "bag", key, pair.secret_key)
    return root / "bag", key, pair.secret_key
