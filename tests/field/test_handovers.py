import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from haqiba.field.backup import Unrestorable, as_csv, as_json, backup, restore
from haqiba.field.database import connected
from haqiba.field.handovers import (
    Unknown,
    attach,
    chain,
    hand_over,
    holders,
    receipt,
    stored,
    with_helpline,
    with_version,
)
from haqiba.field.receipt import FIRST, MalformedReceipt, broken, read
from haqiba.field.tables import METADATA
from tests.field.hands import sign, what

KILLS = 20 if "HAQIBA_SOAK" in os.environ else 2
TAMPERED = int(os.environ.get("HAQIBA_SOAK", "40"))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connected(url)
    yield engine
    engine.dispose()


def whole(engine: Engine) -> bool:
    return not list(broken(data for data, _ in stored(engine)))


def test_the_migrations_lead_to_the_tables(engine: Engine, url: str) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    connected(url).dispose()


def test_receipts_are_numbered_and_each_holds_the_digest_of_the_one_before(engine: Engine) -> None:
    first, second = (hand_over(engine, what(partner), sign) for partner in ("youth", "education"))
    assert (first.receipt.number, first.receipt.before) == (1, FIRST)
    assert (second.receipt.number, second.receipt.before) == (2, first.receipt.digest)
    assert chain(engine) == (first, second)
    assert receipt(engine, 2) == second
    assert read(second.data) == second.receipt
    with pytest.raises(Unknown):
        receipt(engine, 3)


def test_a_receipt_is_not_kept_where_it_could_not_be_signed(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        hand_over(engine, what(), lambda data, claims: bytes(1 // 0))
    assert stored(engine) == ()
    assert hand_over(engine, what(), sign).receipt.number == 1


def test_who_has_what_and_who_must_be_told(engine: Engine) -> None:
    for partner, version, lines in (
        ("youth", "1", ("2511",)),
        ("education", "1", ("2511",)),
        ("youth", "2", ("2512",)),
        ("child", "2", ("2512",)),
    ):
        hand_over(engine, what(partner, version, helplines=lines), sign)
    hand_over(engine, what("youth", "1", campaign="other"), sign)
    assert {one.partner: one.last.version for one in holders(engine, "net")} == {
        "youth": "2",
        "education": "1",
        "child": "2",
    }
    assert len(holders(engine)) == 4
    # Paper hangs for long: who has a newer version is told as well.
    assert [one.partner for one in with_version(engine, "net", "1")] == ["youth", "education"]
    assert [one.partner for one in with_helpline(engine, "net", "2512")] == ["youth", "child"]
    assert with_helpline(engine, "net", "19") == ()


def test_a_backup_fills_another_database_and_no_database_that_is_in_use(engine: Engine, other: str) -> None:
    for partner in ("youth", "education"):
        hand_over(engine, what(partner), sign)
    scan = attach(engine, 2, "scan.pdf", b"\x00stamped")
    assert attach(engine, 2, "again.pdf", b"\x00stamped") == scan
    with pytest.raises(Unknown):
        attach(engine, 3, "scan.pdf", b"")
    saved = backup(engine)
    second = connected(other)
    assert restore(second, saved) == 2
    assert backup(second) == saved
    assert hand_over(second, what("child"), sign).receipt.number == 3
    assert whole(second)
    with pytest.raises(Unrestorable):
        restore(engine, saved)
    second.dispose()


def test_a_damaged_backup_restores_nothing(url: str, engine: Engine, other: str) -> None:
    for partner in ("youth", "education", "child"):
        hand_over(engine, what(partner), sign)
    document = json.loads(backup(engine))
    second = connected(other)
    for damage in (
        lambda receipts: receipts.pop(1),
        lambda receipts: receipts.reverse(),
        lambda receipts: receipts[1].update(data=receipts[1]["data"].replace("500", "900")),
        lambda receipts: receipts[1].update(data=receipts[1]["data"] + " "),
    ):
        harmed = json.loads(json.dumps(document))
        damage(harmed["receipts"])
        with pytest.raises(Unrestorable):
            restore(second, json.dumps(harmed).encode())
    for harmed in (b"", b"[]", b"{}", b"\xff", b'{"format": "other"}'):
        with pytest.raises(Unrestorable):
            restore(second, harmed)
    assert stored(second) == ()
    second.dispose()


def test_what_was_done_to_the_database_itself_is_seen(engine: Engine) -> None:
    for partner in ("youth", "education", "child"):
        hand_over(engine, what(partner), sign)
    data = stored(engine)[1][0].replace(b"500", b"900")
    with engine.begin() as connection:
        connection.execute(text("UPDATE receipts SET data = :data WHERE number = 2"), {"data": data})
    assert [finding.code for finding in broken(data for data, _ in stored(engine))] == ["receipt-chain"]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM receipts WHERE number = 2"))
    assert [finding.code for finding in broken(data for data, _ in stored(engine))] == ["receipt-gap"]


def test_tables_for_people(engine: Engine) -> None:
    hand_over(engine, what("youth", copies={"leaflet": 500, "poster": 20}, name="=HYPERLINK()"), sign)
    hand_over(engine, what("child", copies={}), sign)
    rows = list(csv.DictReader(io.StringIO(as_csv(engine).decode("utf-8-sig"))))
    assert [(row["partner"], row["piece"], row["copies"]) for row in rows] == [
        ("youth", "leaflet", "500"),
        ("youth", "poster", "20"),
        ("child", "", ""),
    ]
    assert rows[0]["name"] == "'=HYPERLINK()"
    assert [row["number"] for row in json.loads(as_json(engine))] == [1, 1, 2]


def test_no_tampered_receipt_is_read_as_another(tmp_path: Path) -> None:
    engine = connected(f"sqlite:///{tmp_path / 'x.sqlite'}")
    kept = [hand_over(engine, what(partner), sign).data for partner in ("youth", "education", "child")]
    engine.dispose()
    for number in range(TAMPERED):
        rng = random.Random(number)
        data = bytearray(kept[1])
        at = rng.randrange(len(data))
        if number % 3 == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif number % 3 == 1:
            del data[at:]
        else:
            data[at:at] = rng.choice([b" ", b"0", b"\n", b'"a":1,'])
        try:
            assert read(bytes(data)).digest != read(kept[1]).digest
        except MalformedReceipt as fault:
            assert str(fault)
        assert list(broken([kept[0], bytes(data), kept[2]]))
    assert not list(broken(kept))


def test_killed_under_concurrent_hand_overs_no_receipt_is_lost_and_the_chain_has_no_gap(url: str) -> None:
    connected(url).dispose()
    returned: list[tuple[int, str]] = []
    for kill in range(KILLS):
        crew = [_start(url, f"{kill}-{n}") for n in range(3)]
        readers = [threading.Thread(target=_listen, args=(child, returned)) for child in crew]
        for reader in readers:
            reader.start()
        _wait(returned, len(returned) + 15 + kill)
        for child in crew:
            child.send_signal(signal.SIGKILL)
        for reader in readers:
            reader.join()
    engine = connected(url)
    kept = chain(engine)
    assert whole(engine)
    assert [one.receipt.number for one in kept] == list(range(1, len(kept) + 1))
    assert len(returned) >= 15 * KILLS
    assert dict(returned).items() <= {one.receipt.number: one.receipt.digest for one in kept}.items()
    assert len(dict(returned)) == len(returned)
    engine.dispose()


def _start(url: str, name: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.field.hands", url, name, "1000"]
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)


def _listen(child: subprocess.Popen[str], returned: list[tuple[int, str]]) -> None:
    """Whole lines alone: one that a kill cut off was returned to nobody."""
    assert child.stdout
    with child.stdout as lines:
        for line in lines:
            if line.endswith("\n") and line != "ready\n":
                number, digest = line.split()
                returned.append((int(number), digest))
    child.wait()


def _wait(returned: list[tuple[int, str]], wanted: int) -> None:
    enough = threading.Event()
    for _ in range(3000):
        if len(returned) >= wanted:
            return
        enough.wait(0.01)
    raise AssertionError("no hand-over came through in 30 s")
