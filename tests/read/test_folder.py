"""Files as disks, synchronisers and other people's computers leave them."""

import os
import unicodedata
from pathlib import Path

import pytest

from haqiba.read import NoCampaign, read
from haqiba.read.folder import MAX_BLOCK, MAX_WRITTEN
from tests.folders import FRONT, SETTINGS, folder, lines

GOOD = {"pieces/leaflet.md": FRONT + "# عنوان\n"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pieces/a.md", (FRONT + "# \x00\n").encode(), "pieces/a.md: file-nul"),
        ("pieces/a.md", (FRONT + "# عنوان\n").encode("utf-16"), "pieces/a.md: file-nul"),
        ("pieces/a.md", FRONT.encode() + "# été\n".encode("latin-1"), "pieces/a.md:4: file-not-utf8"),
        ("pieces/a.md", FRONT.encode() + b"x\n" * (MAX_WRITTEN // 2), "pieces/a.md: file-huge"),
        ("pieces/a.md", FRONT.encode() + b"x" * (MAX_BLOCK + 1), "pieces/a.md:4: block-huge"),
        ("pieces/a.md", FRONT.encode() + b"x\n" * MAX_BLOCK, "pieces/a.md:4: block-huge"),
        ("pieces/a.md", (FRONT + "# a\n").replace("\n", "\r").encode(), "pieces/a.md: file-line-ends"),
        ("pieces/a.md", (FRONT + "# a\u2028b\n").encode(), "pieces/a.md: file-line-ends"),
        ("pieces/a.md", b"", "pieces/a.md: file-empty"),
        ("art/a.sync-conflict-20260101.svg", b"<svg/>", "art/a.sync-conflict-20260101.svg: file-conflict"),
    ],
)
def test_what_a_file_should_not_be(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert lines(folder(tmp_path, {name: content})) == [said]


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(tmp_path: Path) -> None:
    settings = b"\xef\xbb\xbf" + SETTINGS.replace("\n", "\r\n").encode()
    piece = b"\xef\xbb\xbf" + (FRONT + "# عنوان\n\nنص\n").replace("\n", "\r\n").encode()
    folder(tmp_path, {"campaign.toml": settings, "pieces/a.md": piece})
    assert lines(tmp_path) == []
    assert [block.text for block in read(tmp_path)[0].pieces[0].blocks] == ["عنوان", "نص"]


def test_what_computers_leave_behind_is_passed_over(tmp_path: Path) -> None:
    left = {".git/config": b"\xff", "art/.DS_Store": b"\xff", "Thumbs.db": b"", "pieces/~$a.md": b"\xff"}
    assert lines(folder(tmp_path, GOOD | left)) == []


def test_links_may_not_lead_out_nor_round_in_circles(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(FRONT + "# سر\n")
    root = folder(tmp_path / "campaign", GOOD | {"art/a.txt": "x"})
    (root / "pieces/secret.md").symlink_to(outside / "secret.md")
    (root / "pieces/all").symlink_to(outside)
    (root / "pieces/circle").symlink_to(root / "pieces")
    (root / "pieces/lost.md").symlink_to("nowhere.md")
    (root / "pieces/self.md").symlink_to("self.md")
    names = ("all", "circle", "lost.md", "secret.md", "self.md")
    assert lines(root)[1:] == [f"pieces/{name}: file-link" for name in names]
    assert [piece.slug for piece in read(root)[0].pieces] == ["leaflet"]


def test_a_link_to_a_file_of_the_folder_is_that_file(tmp_path: Path) -> None:
    root = folder(tmp_path, GOOD)
    (root / "pieces/again.md").symlink_to("leaflet.md")
    assert lines(root) == []
    assert [piece.slug for piece in read(root)[0].pieces] == ["again", "leaflet"]


def test_names_that_other_computers_cannot_tell_apart(tmp_path: Path) -> None:
    one, other = (unicodedata.normalize(form, "logos/é.txt") for form in ("NFC", "NFD"))
    folder(tmp_path, GOOD | {one: "x", other: "y", "logos/a.txt": "x", "logos/A.txt": "y"})
    if len(list((tmp_path / "logos").iterdir())) < 4:
        pytest.fail("this file system has made them one; run the tests on one that tells them apart")
    assert lines(tmp_path) == ["logos/a.txt: file-twin", f"{one}: file-twin"]


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(tmp_path: Path) -> None:
    folder(tmp_path, GOOD | {"logos/a.txt": "x"})
    Path(os.fsdecode(os.fsencode(tmp_path / "logos") + b"/\xff.txt")).write_text("x")
    (said,) = lines(tmp_path)
    assert said == "logos/\\udcff.txt: file-name"
    said.encode()


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    """A directory where a file's bytes should be cannot be made; a file that the reader has no right to can."""
    root = folder(tmp_path, GOOD | {"logos/a.txt": "x", "logos/deep/b.txt": "y"})
    (root / "logos/a.txt").chmod(0)
    (root / "logos/deep").chmod(0)
    assert _as_someone_else(root) == ["logos/a.txt: file-unreadable", "logos/deep: file-unreadable"]


def _as_someone_else(root: Path) -> list[str]:
    """Read without the rights of root, which has all of them, whatever the bits say."""
    if os.geteuid() != 0:
        return lines(root)
    modes = {path: path.stat().st_mode for path in (root, *root.parents) if path.stat().st_mode & 0o055 != 0o055}
    try:
        for path in modes:
            path.chmod(modes[path] | 0o055)
        os.seteuid(65534)
        return lines(root)
    finally:
        os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_no_campaign_says_why(tmp_path: Path) -> None:
    with pytest.raises(NoCampaign, match="not a folder"):
        read(tmp_path / "none")
    with pytest.raises(NoCampaign, match="haqiba new"):
        read(tmp_path)
    (tmp_path / "campaign.toml").write_bytes(b"\xff")
    with pytest.raises(NoCampaign, match="cannot be read") as refused:
        read(tmp_path)
    assert [finding.code for finding in refused.value.findings] == ["file-not-utf8"]
