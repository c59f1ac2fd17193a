"""Tampered bags and lists: none is taken, and each says what is wrong."""

import os
import random
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from haqiba.bag import verify
from haqiba.bag.layout import SIGNATURES
from haqiba.bag.newest import Memory, Told, standing
from haqiba.bag.publish import News
from haqiba.bag.sign import signed
from haqiba.campaign.finding import worst
from tests.bag.seals import DAY, Seal, published, seal, signed_bag

# 100 in `make test`: a third of them lists.
BAGS = int(os.environ.get("HAQIBA_SOAK", "70"))
LISTS = int(os.environ.get("HAQIBA_SOAK", "30"))

Tamper = Callable[[random.Random, Path, Path], None]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seal]:
    home = tmp_path_factory.mktemp("tampered")
    by = seal(home / "keys", "office")
    for version in ("1", "2"):
        signed_bag(home, version, by)
    return home, by


def files(bag: Path) -> list[Path]:
    return sorted(path for path in bag.rglob("*") if path.is_file())


def flip(rng: random.Random, bag: Path, _: Path) -> None:
    path = rng.choice(files(bag))
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def cut(rng: random.Random, bag: Path, _: Path) -> None:
    path = rng.choice(files(bag))
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data))])


def insert(rng: random.Random, bag: Path, _: Path) -> None:
    path = rng.choice(files(bag))
    data = path.read_bytes()
    at = rng.randrange(len(data) + 1)
    path.write_bytes(data[:at] + rng.choice([b"\n", b" ", b"\0", b"\r\n", b"a"]) + data[at:])


def swap(rng: random.Random, bag: Path, _: Path) -> None:
    one, other = rng.sample(files(bag), 2)
    data = one.read_bytes(), other.read_bytes()
    one.write_bytes(data[1])
    other.write_bytes(data[0])


def remove(rng: random.Random, bag: Path, _: Path) -> None:
    # Without its copy of the public key, or what the page v.html reads, a bag is as true as with it.
    spare = {f"{SIGNATURES}{name}" for name in ("editions.js", "editions.json.minisig")}
    names = {path.relative_to(bag).as_posix(): path for path in files(bag)}
    rng.choice([path for name, path in names.items() if path.suffix != ".pub" and name not in spare]).unlink()


def extra(rng: random.Random, bag: Path, _: Path) -> None:
    folder = rng.choice(["", "data/", "data/ar/leaflet/", "signatures/", "new/"])
    path = bag / f"{folder}{rng.choice(['x', '.hidden', 'fetch.txt', 'leaflet (1).pdf', 'manifest-md5.txt'])}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")


def rename(rng: random.Random, bag: Path, _: Path) -> None:
    path = rng.choice(files(bag))
    twist = rng.choice([lambda n: n.upper(), lambda n: f"\u202e{n}", lambda n: f"{n} ", lambda n: n.replace("e", "е")])
    fresh = path.with_name(twist(path.name))
    path.rename(fresh if fresh != path else path.with_name("y"))


def replay(rng: random.Random, bag: Path, other: Path) -> None:
    """A file of the other version, with whatever lists it mended by a forger who has no key."""
    for path in files(other):
        name = path.relative_to(other)
        if name.parts[0] == rng.choice(["data", "signatures", "bag-info.txt", "tagmanifest-sha256.txt"]):
            shutil.copyfile(path, bag / name)
    flip(rng, bag / "data", other)
    mend(bag)


def mend(bag: Path) -> None:
    payload = [path.relative_to(bag).as_posix() for path in files(bag / "data")]
    for manifest, names in (
        ("manifest-sha256.txt", payload),
        (
            "tagmanifest-sha256.txt",
            ["bag-info.txt", "bagit.txt", "editions.json", "manifest-sha256.txt", "ro-crate-metadata.json"],
        ),
    ):
        lines = [f"{sha256((bag / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
        (bag / manifest).write_text("".join(lines), "utf-8")


TAMPER: list[Tamper] = [flip, cut, insert, swap, remove, extra, rename, replay]


def test_no_tampered_bag_verifies(office: tuple[Path, Seal], tmp_path: Path) -> None:
    home, by = office
    for number in range(BAGS):
        rng = random.Random(number)
        bag = shutil.copytree(home / "bag-1", tmp_path / "bag")
        act = TAMPER[number % len(TAMPER)]
        act(rng, bag, home / "bag-2")
        verdict = verify(bag)
        findings = [*verdict.findings, *signed(bag, verdict, [by.key], demanded=True).findings]
        assert worst(findings) == "error", (number, act.__name__)
        assert all(finding.message and finding.mend for finding in findings)
        shutil.rmtree(bag)


def test_no_tampered_list_is_believed(office: tuple[Path, Seal], tmp_path: Path) -> None:
    home, by = office
    told = []
    for version in ("1", "2"):
        published(home / "site", by, News(home / f"bag-{version}"), Memory(home / "desk"))
        site = home / "site"
        told.append(Told((site / "versions.json").read_bytes(), (site / "versions.json.minisig").read_bytes()))
    verdict = verify(home / "bag-2")
    memory = Memory(tmp_path / "memory")
    assert standing(verdict, by.key, told[1], memory, [by.key], DAY).newest
    for number in range(LISTS):
        rng = random.Random(number)
        parts = [bytearray(told[1].data), bytearray(told[1].signature)]
        part = rng.choice(parts)
        if number % 4 == 0:
            part[rng.randrange(len(part))] ^= 1 << rng.randrange(8)
        elif number % 4 == 1:
            del part[rng.randrange(len(part)) :]
        elif number % 4 == 2:
            part[rng.randrange(len(part)) : 0] = rng.choice([b" ", b"\n", b"0"])
        else:
            parts[number // 4 % 2] = bytearray((told[0].data, told[0].signature)[number // 4 % 2])
        false = Told(bytes(parts[0]), bytes(parts[1]))
        found = standing(verdict, by.key, false, Memory(tmp_path / "none"), [by.key], DAY)
        assert (found.state, found.newest) == ("unknown", None), number
        assert found.findings
        assert worst(found.findings) == "error", number
