import stat
from pathlib import Path

import pytest

from haqiba.write.text import NewerFile, digest, replace


def test_a_new_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    replace(tmp_path / "fr.po", None, b"one")
    assert (tmp_path / "fr.po").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["fr.po"]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    replace(path, digest(path), b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_the_user_asked_for(tmp_path: Path) -> None:
    replace(tmp_path / "fr.po", None, b"one")
    (tmp_path / "plain").touch()
    assert (tmp_path / "fr.po").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("now", [b"theirs", None])
def test_a_file_that_is_no_longer_the_one_that_was_read_is_left_alone(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes(b"one")
    read = digest(path)
    path.unlink()
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(NewerFile) as refused:
        replace(path, read, b"mine")
    assert refused.value.path == path
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == ({"fr.po": now} if now else {})


def test_a_file_that_someone_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes(b"theirs")
    with pytest.raises(NewerFile):
        replace(path, None, b"mine")
    assert path.read_bytes() == b"theirs"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.po").write_bytes(b"one")
    (tmp_path / "fr.po").symlink_to("real.po")
    replace(tmp_path / "fr.po", digest(tmp_path / "fr.po"), b"two")
    assert (tmp_path / "fr.po").is_symlink()
    assert (tmp_path / "real.po").read_bytes() == b"two"
