import os
import shutil
import unicodedata
from collections.abc import Callable
from hashlib import sha256, sha512
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.bag import pack, verify
from tests.bag.kits import kit

PDF = "data/ar/leaflet/leaflet.pdf"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    pack(kit(folder / "k"), folder / "bag")
    return folder / "bag"


@pytest.fixture
def bag(packed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(packed, tmp_path / "bag")


def replace(name: str, old: str, new: str) -> Callable[[Path], object]:
    def act(bag: Path) -> None:
        text = (bag / name).read_text()
        assert old in text
        (bag / name).write_text(text.replace(old, new, 1))
        if name.startswith("manifest") or name in ("bagit.txt", "bag-info.txt"):
            resign(bag)

    return act


def resign(bag: Path) -> None:
    """A forger who also mends the tag manifest."""
    lines = (bag / "tagmanifest-sha256.txt").read_text().splitlines()
    names = [line[66:] for line in lines]
    (bag / "tagmanifest-sha256.txt").write_text(
        "".join(f"{sha256((bag / name).read_bytes()).hexdigest()}  {name}\n" for name in names if (bag / name).exists())
    )


def append(name: str, data: bytes) -> Callable[[Path], object]:
    def act(bag: Path) -> None:
        path = bag / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + data)

    return act


def link(bag: Path) -> None:
    (bag / PDF).unlink()
    (bag / PDF).symlink_to("/etc/hostname")


def swap(bag: Path) -> None:
    one, other = bag / PDF, bag / "data/fr/leaflet/leaflet.pdf"
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def flip(bag: Path) -> None:
    data = bytearray((bag / PDF).read_bytes())
    data[3] ^= 1
    (bag / PDF).write_bytes(data)


# What was done, the codes that tell it, and whether the bagit library refuses the bag too (it is laxer).
HARM: list[tuple[Callable[[Path], object], set[str], bool]] = [
    (flip, {"bag-file-changed"}, True),
    (swap, {"bag-file-changed"}, True),
    (append(PDF, b"more"), {"bag-file-changed", "bag-oxum"}, True),
    (lambda bag: (bag / PDF).unlink(), {"bag-file-missing", "bag-oxum"}, True),
    (lambda bag: shutil.rmtree(bag / "data/ar"), {"bag-file-missing", "bag-oxum"}, True),
    (append("data/virus.exe", b"x"), {"bag-file-extra", "bag-oxum"}, True),
    (append("data/ar/.DS_Store", b""), {"bag-file-extra", "bag-oxum"}, True),
    (append("readme.html", b"x"), {"bag-file-extra"}, False),
    (lambda bag: (bag / PDF).rename(bag / "data/ar/leaflet/Leaflet.PDF"), {"bag-file-missing", "bag-file-extra"}, True),
    (link, {"bag-link", "bag-file-missing", "bag-oxum"}, True),
    (lambda bag: (bag / "data/more").symlink_to("/etc"), {"bag-link"}, False),
    (lambda bag: os.mkfifo(bag / "data/pipe"), {"bag-link"}, False),
    (lambda bag: (bag / "bagit.txt").unlink(), {"bag-declaration", "bag-file-missing"}, True),
    (replace("bagit.txt", "1.0", "9.9"), {"bag-declaration"}, True),
    (replace("bagit.txt", "BagIt-Version: ", "BagIt-Version : "), {"bag-declaration"}, False),
    (append("bagit.txt", b"\xff\xfe"), {"bag-declaration", "bag-file-changed"}, True),
    (append("bag-info.txt", b"Forged: yes\n"), {"bag-file-changed"}, True),
    (append("bag-info.txt", b"no label here\n"), {"bag-info", "bag-file-changed"}, True),
    (replace("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"), {"bag-oxum"}, True),
    (lambda bag: (bag / "manifest-sha256.txt").unlink(), {"bag-manifest-missing", "bag-file-missing"}, True),
    (append("manifest-sha256.txt", b"\xff\n"), {"bag-text", "bag-file-changed", "bag-file-extra"}, True),
    (append("manifest-sha256.txt", b"abc  data/x\n"), {"bag-manifest-line", "bag-file-changed"}, True),
    (replace("manifest-sha256.txt", f"  {PDF}", "  data/../../etc/passwd"), {"bag-manifest-line"}, True),
    (replace("manifest-sha256.txt", f"  {PDF}", "  /etc/passwd"), {"bag-manifest-line"}, True),
    (lambda bag: (bag / "tagmanifest-sha256.txt").unlink(), {"bag-tagmanifest-missing"}, False),
    (append("fetch.txt", b"http://example.org/x - data/x\n"), {"bag-fetch", "bag-file-extra"}, False),
    (append("manifest-sha3256.txt", b""), {"bag-algorithm", "bag-file-extra"}, False),
    (append("data/50%.txt", b"x"), {"bag-name", "bag-file-extra"}, True),
]


@pytest.mark.parametrize(("harm", "codes", "refused"), HARM)
def test_harm_is_told(bag: Path, harm: Callable[[Path], object], codes: set[str], refused: bool) -> None:
    harm(bag)
    verdict = verify(bag)
    found = {finding.code for finding in verdict.findings}
    assert codes <= found
    assert verdict.ok == (found == {"bag-tagmanifest-missing"})
    if refused:
        with pytest.raises((bagit.BagError, UnicodeDecodeError)):
            bagit.Bag(str(bag)).validate()


def test_a_line_of_a_manifest_is_told_by_its_number(bag: Path) -> None:
    (bag / "manifest-sha256.txt").write_text("nonsense\n")
    assert "manifest-sha256.txt@1" in [f.ref for f in verify(bag).findings if f.code == "bag-manifest-line"]


def test_what_never_was_a_bag_is_told(tmp_path: Path) -> None:
    assert [f.code for f in verify(tmp_path / "nowhere").findings] == ["bag-missing"]
    assert {f.code for f in verify(tmp_path).findings} >= {"bag-declaration", "bag-manifest-missing"}
    (tmp_path / "file").write_text("x")
    assert [f.code for f in verify(tmp_path / "file").findings] == ["bag-missing"]


def test_signatures_come_after_packing(bag: Path) -> None:
    (bag / "signatures").mkdir()
    (bag / "signatures" / "a.minisig").write_text("x")
    assert verify(bag).findings == ()


def test_other_digests_and_line_ends_are_read_too(bag: Path) -> None:
    manifest = bag / "manifest-sha256.txt"
    names = [line[66:] for line in manifest.read_text().splitlines()]
    lines = [f"{sha512((bag / name).read_bytes()).hexdigest().upper()} *{name}" for name in names]
    manifest.unlink()
    (bag / "manifest-sha512.txt").write_bytes("\r\n".join(lines).encode())
    (bag / "tagmanifest-sha256.txt").unlink()
    assert {finding.code for finding in verify(bag).findings} == {"bag-tagmanifest-missing"}


def test_a_disk_that_writes_letters_in_two_parts_is_no_tampering(bag: Path) -> None:
    path = bag / "data/ar/leaflet/مطوية.txt"
    name = "data/ar/leaflet/\u0622.txt"
    path.rename(bag / unicodedata.normalize("NFD", name))
    replace("manifest-sha256.txt", "data/ar/leaflet/مطوية.txt", name)(bag)
    assert {finding.code for finding in verify(bag).findings} == set()


def test_a_name_that_is_no_text_is_told(bag: Path) -> None:
    (Path(os.fsdecode(os.fsencode(bag) + b"/data/\xff.txt"))).write_bytes(b"x")
    codes = {finding.code for finding in verify(bag).findings}
    assert {"bag-name", "bag-file-extra"} <= codes


@given(data=st.data())
def test_any_bytes_in_any_tag_file_give_findings_and_no_traceback(packed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]))
    path = packed / name
    old = path.read_bytes()
    start = data.draw(st.integers(0, len(old)))
    new = old[:start] + data.draw(st.binary(max_size=40)) + old[start + data.draw(st.integers(0, 40)) :]
    path.write_bytes(new)
    try:
        # Nothing lists the tag manifest itself: there, a space more is no harm to any other file.
        assert verify(packed).findings or new == old or name == "tagmanifest-sha256.txt"
    finally:
        path.write_bytes(old)
