"""The desk's commands, as a desk and its partners use them."""

import json
import shutil
from pathlib import Path

import pytest

from haqiba.bag import pack
from tests.bag.seals import final
from tests.test_cli import Shell

PASSWORD = "a long password\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with keys and two bags, the first signed and published."""
    home = tmp_path_factory.mktemp("desk")
    shell = Shell(home)
    told, _ = shell("keys", "new", stdin=PASSWORD)
    assert len(told.splitlines()[0].split()[0]) == 16
    for version in ("1", "2"):
        pack(final(home / "blobs", version), home / f"bag-{version}")
        shell("sign", f"bag-{version}", stdin=PASSWORD)
    shell("publish", "bag-1", "--out", "site", "--today", "2024-07-03", stdin=PASSWORD)
    return home


@pytest.fixture
def desk(opened: Path, tmp_path: Path) -> Shell:
    shutil.copytree(opened, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


def verified(shell: Shell, bag: str, *words: str, code: int = 0) -> tuple[bool, bool | None, set[str]]:
    told = shell.document("verify", bag, "--versions", "site", "--today", "2024-07-04", *words, code=code)
    return told["ok"], told["newest"], {finding["code"] for finding in told["findings"]}


def test_a_bag_is_signed_published_superseded_and_recalled(desk: Shell) -> None:
    assert verified(desk, "bag-1") == (True, True, set())
    desk("publish", "bag-2", "--out", "site", "--today", "2024-07-03", stdin=PASSWORD)
    assert verified(desk, "bag-1") == (True, False, {"bag-superseded"})
    desk("publish", "--out", "site", "--recall", "1", "--reason", "ar=خطأ", stdin=PASSWORD, code=2)
    desk("publish", "--out", "site", "--recall", "1", "--reason", "ar=خطأ", "--reason", "fr=erreur",
         "--today", "2024-07-03", stdin=PASSWORD)  # fmt: skip
    assert verified(desk, "bag-1", code=1) == (False, False, {"bag-recalled"})
    assert "erreur" in desk("verify", "bag-1", "--versions", "site", code=1)[0]
    assert verified(desk, "bag-2") == (True, True, set())


def test_a_partner_without_keys_is_told_no_more_than_is_so(desk: Shell, tmp_path: Path) -> None:
    partner = Shell(desk.home, XDG_CONFIG_HOME=str(tmp_path / "partner"))
    assert verified(partner, "bag-1") == (True, None, set())
    out, _ = partner("verify", "bag-1", "--versions", "site")
    assert "cannot be told" in out
    key = str(desk.home / "config/haqiba/keys/campaign.pub")
    assert verified(partner, "bag-1", "--key", key) == (True, True, set())
    shutil.rmtree(desk.home / "bag-1" / "signatures")
    assert verified(partner, "bag-1", "--key", key, code=1) == (False, None, {"bag-unsigned"})


def test_a_harmed_bag_is_never_the_newest(desk: Shell) -> None:
    (desk.home / "bag-1/data/ar/leaflet/leaflet.txt").write_text("other")
    ok, newest, codes = verified(desk, "bag-1", code=1)
    assert (ok, newest) == (False, None)
    assert "bag-file-changed" in codes


@pytest.mark.parametrize(
    "words",
    [
        ("sign", "bag-1", "--key", "nobody"),
        ("sign", "bag-1", "--key", "campaign", "--wrong-password"),
        ("keys", "new"),
        ("publish", "--out", "elsewhere"),
        ("publish", "--out", "site", "--recall", "1", "--reason", "no language"),
        ("verify", "bag-1", "--key", "bag-1/bagit.txt"),
    ],
)
def test_wrong_use_ends_with_2_and_writes_nothing(desk: Shell, words: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in desk.home.rglob("*") if path.is_file()}
    stdin = "a guess\n" if "--wrong-password" in words else PASSWORD
    _, err = desk(*(word for word in words if word != "--wrong-password"), code=2, stdin=stdin)
    assert err
    assert {path: path.read_bytes() for path in desk.home.rglob("*") if path.is_file()} == before


def test_a_bag_is_handed_over_with_a_receipt_and_its_holders_are_told(desk: Shell) -> None:
    for version, partner, more in (
        ("1", "youth", ("--language", "fr", "--copies", "leaflet=500")),
        ("1", "school-7", ("--name", "مدرسة الأمل")),
    ):
        desk("hand-over", f"bag-{version}", "--to", partner, "--by", "a", "--today", "2024-07-03", "--out", "given",
             *more, stdin=PASSWORD)  # fmt: skip
    assert sorted(path.name for path in (desk.home / "given").iterdir()) == [
        f"receipt-000{number}{end}" for number in (1, 2) for end in (".json", ".json.minisig", ".pdf")
    ]
    receipt = desk.home / "given" / "receipt-0001.json"
    assert json.loads(receipt.read_bytes())["name"] == "Ministère de la jeunesse"
    assert verified(desk, str(receipt)) == (True, True, set())
    desk("publish", "bag-2", "--out", "site", "--recall", "1", "--reason", "ar=رقم خاطئ", "--reason",
         "fr=numéro faux", "--today", "2024-07-03", stdin=PASSWORD)  # fmt: skip
    assert verified(desk, str(receipt), code=1) == (False, False, {"bag-recalled"})
    desk("hand-over", "bag-1", "--to", "youth", "--by", "a", "--today", "2024-07-03", stdin=PASSWORD, code=2)
    told, _ = desk("field", "tell", "--recall", "1", "--out", "letters", "--today", "2024-07-05")
    assert {line.split(":")[0] for line in told.splitlines()[:2]} == {"youth", "school-7"}
    assert {path.name for path in (desk.home / "letters").iterdir()} == {
        "recall-1-youth.pdf",
        "recall-1-school-7.pdf",
    }
    assert "youth" in desk("field", "tell", "--helpline", "251", "--new", "252", "--out", "letters")[0]
    desk("field", "tell", "--recall", "2", code=2)
    (desk.home / "scan.pdf").write_bytes(b"%PDF stamped")
    desk("field", "attach", "1", "scan.pdf")
    assert {(one["partner"], one["version"]) for one in desk.document("field", "who")["holders"]} == {
        ("youth", "1"),
        ("school-7", "1"),
    }
    assert "whole chain" in desk("field", "check")[0]
    desk("field", "backup", "saved.json")
    other = f"sqlite:///{desk.home / 'other.sqlite'}"
    desk("field", "restore", "saved.json", "--database", other)
    desk("field", "restore", "saved.json", "--database", other, code=2)
    desk("field", "export", "all.csv", "--database", other)
    assert "مدرسة الأمل" in (desk.home / "all.csv").read_text("utf-8-sig")
    receipt.write_bytes(receipt.read_bytes().replace(b"500", b"900"))
    assert verified(desk, str(receipt), code=1)[2] == {"signature-false"}


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "nobody", "--by", "a"),
        ("--to", "../youth", "--by", "a", "--name", "x"),
        ("--to", "youth", "--by", "a", "--language", "de"),
        ("--to", "youth", "--by", "a", "--copies", "nothing=5"),
        ("--to", "youth", "--by", "a", "--copies", "leaflet=many"),
        ("--to", "youth", "--by", "a", "--database", "sqlite:////proc/nowhere/x"),
        ("--to", "youth", "--by", "a", "--database", "nonsense"),
    ],
)
def test_a_wrong_hand_over_is_recorded_nowhere(desk: Shell, words: tuple[str, ...]) -> None:
    desk("hand-over", "bag-1", *words, stdin=PASSWORD, code=2)
    assert desk.document("field", "who")["holders"] == []
