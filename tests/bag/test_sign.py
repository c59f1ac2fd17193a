import shutil
import subprocess
from pathlib import Path

import bagit
import minisign
import pytest

from haqiba.bag import pack, verify
from haqiba.bag.keys import KeyFault, id_of, load, new, ring, unlock
from haqiba.bag.sign import SIGNATURE, sign, signed
from haqiba.bag.signature import check, signer
from tests.bag.kits import kit
from tests.bag.seals import Seal, seal, signed_bag


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def office(home: Path) -> Seal:
    return seal(home / "keys", "office")


@pytest.fixture(scope="module")
def packed(home: Path, office: Seal) -> Path:
    return signed_bag(home, "1", office)


@pytest.fixture
def bag(packed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(packed, tmp_path / "bag")


def codes(bag: Path, *seals: Seal, demanded: bool = True) -> set[str]:
    verdict = verify(bag)
    found = signed(bag, verdict, [one.key for one in seals], demanded=demanded)
    assert (found.key is None) == bool(found.findings)
    return {finding.code for finding in (*verdict.findings, *found.findings)}


def run(*words: object, cwd: Path, stdin: str = "") -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, input=stdin, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_an_archivist_has_agrees(bag: Path, office: Seal) -> None:
    assert codes(bag, office) == set()
    public = f"signatures/{office.key.id}.pub"
    told = run("minisign", "-V", "-p", public, "-m", "tagmanifest-sha256.txt", "-x", SIGNATURE, cwd=bag)
    assert "campaign=net version=1 date=2024-07-03" in told
    run("sha256sum", "--strict", "--quiet", "-c", "tagmanifest-sha256.txt", "manifest-sha256.txt", cwd=bag)
    assert bagit.Bag(str(bag)).is_valid()


def test_what_minisign_signs_is_taken_here(bag: Path, tmp_path: Path) -> None:
    run("minisign", "-G", "-W", "-p", "theirs.pub", "-s", "theirs.key", cwd=tmp_path)
    comment = "campaign=net version=1 date=2024-07-03"
    run("minisign", "-S", "-s", tmp_path / "theirs.key", "-t", comment, "-m", "tagmanifest-sha256.txt",
        "-x", SIGNATURE, cwd=bag)  # fmt: skip
    for path in (bag / "signatures").iterdir():
        if path != bag / SIGNATURE:
            path.unlink()
    theirs = load(tmp_path / "theirs.pub")
    assert signed(bag, verify(bag), [theirs], demanded=True).key == theirs


def test_a_specimen_is_not_signed_unless_one_says_so_and_then_the_signature_says_it(
    tmp_path: Path, office: Seal
) -> None:
    bag = tmp_path / "bag"
    pack(kit(tmp_path / "k"), bag)
    findings = sign(bag, office.secret, office.key)
    assert [finding.code for finding in findings] == ["bag-specimen", "bag-specimen"]
    assert not (bag / "signatures").exists()
    assert sign(bag, office.secret, office.key, specimen=True) == ()
    assert codes(bag, office) == set()
    assert b"specimen=yes" in (bag / SIGNATURE).read_bytes()


def test_a_harmed_bag_is_not_signed(bag: Path, office: Seal) -> None:
    (bag / "data/ar/leaflet/leaflet.txt").write_text("other")
    before = (bag / SIGNATURE).read_bytes()
    assert {finding.code for finding in sign(bag, office.secret, office.key)} >= {"bag-file-changed"}
    assert (bag / SIGNATURE).read_bytes() == before


def test_who_signs_last_stands_alone(bag: Path, office: Seal, tmp_path: Path) -> None:
    other = seal(tmp_path / "keys", "other")
    assert sign(bag, other.secret, other.key) == ()
    assert codes(bag, other) == set()
    assert codes(bag, office) == {"signature-stranger"}


def test_an_unsigned_bag_is_an_error_only_where_a_key_is_demanded(bag: Path, office: Seal) -> None:
    shutil.rmtree(bag / "signatures")
    levels = {signed(bag, verify(bag), [office.key], demanded=d).findings[0].level for d in (True, False)}
    assert levels == {"error", "warning"}


def test_the_claims_are_those_of_the_bag(bag: Path, office: Seal) -> None:
    data = (bag / "tagmanifest-sha256.txt").read_bytes()
    (bag / SIGNATURE).write_bytes(signer(office.secret)(data, {"campaign": "net", "version": "9"}))
    assert codes(bag, office) == {"signature-claims"}


def test_a_claim_may_be_in_any_script_and_is_read_as_it_was(office: Seal) -> None:
    claims = {"campaign": "شبكة آمنة", "version": "1 & 2=3%"}
    found = check(b"x", signer(office.secret)(b"x", claims), [office.key], "x")
    assert (found.key, dict(found.claims)) == (office.key, claims)


def test_keys_are_made_in_pairs_under_a_password_and_never_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "keys"
    working, successor = new(place, "desk", "a password")
    assert successor.successor_of == working.id
    assert {key.name: key.id for key in ring(place)} == {"desk": working.id, "desk-successor": successor.id}
    assert {path.name: path.stat().st_mode & 0o777 for path in place.glob("*.key")} == {
        "desk.key": 0o600,
        "desk-successor.key": 0o600,
    }
    assert minisign.SecretKey.from_file(place / "desk.key").is_encrypted()
    assert id_of(unlock(place, "desk", "a password")) == working.id
    for name, password in (("desk", "a guess"), ("nobody", "a password")):
        with pytest.raises(KeyFault):
            unlock(place, name, password)
    for name, password in (("desk", "x"), ("../desk", "x"), ("empty", "")):
        with pytest.raises(KeyFault):
            new(place, name, password)
    run("minisign", "-S", "-s", "desk.key", "-m", "desk.pub", cwd=place, stdin="a password\n")
    assert working.id in run("minisign", "-V", "-p", "desk.pub", "-m", "desk.pub", cwd=place) + working.id
