import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.build import Cache
from haqiba.campaign.finding import Finding
from haqiba.makers.maker import Made

KEY, OTHER = "ab" * 32, "cd" * 32
MADE = Made({"a.txt": b"one", "b/c.png": b"two"}, (Finding("code", "note", "f#b", "رسالة", "mend", "one/ar"),))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_is_put_comes_back(cache: Cache) -> None:
    assert cache.get(KEY) is None
    kept = cache.put(KEY, MADE)
    assert cache.get(KEY) == kept
    assert cache.made(KEY) == MADE
    assert [(blob.name, blob.size) for blob in kept.files] == [("a.txt", 3), ("b/c.png", 3)]


def files(cache: Cache, kind: str) -> list[Path]:
    return sorted(path for path in (cache.root / kind).rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["blobs", "entries"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone"])
def test_a_damaged_file_is_a_miss_and_mended_by_the_next_put(cache: Cache, kind: str, harm: str) -> None:
    cache.put(KEY, MADE)
    path = files(cache, kind)[0]
    data = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes({"flip": bytes([data[0] ^ 1]) + data[1:], "cut": data[:-1], "empty": b""}[harm])
    assert cache.get(KEY) is None
    assert cache.made(KEY) is None
    cache.put(KEY, MADE)
    assert cache.made(KEY) == MADE


@given(st.binary(max_size=300))
def test_any_bytes_in_an_entry_are_a_miss(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    path = cache.root / "entries" / KEY[:2] / KEY[2:]
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../b", "", "./a", "a//b"])
def test_a_name_that_leaves_the_folder_is_refused(cache: Cache, name: str) -> None:
    with pytest.raises(ValueError):
        cache.put(KEY, Made({name: b""}))
    assert cache.get(KEY) is None


def test_trimming_forgets_the_longest_unused_and_keeps_what_others_share(cache: Cache) -> None:
    cache.put(KEY, Made({"shared": b"s" * 100, "old": b"o" * 100}))
    cache.put(OTHER, Made({"shared": b"s" * 100, "new": b"n" * 100}))
    for path in files(cache, "entries"):
        os.utime(path, (0, 2e9 if OTHER[2:] in path.name else 1e9))
    for path in files(cache, "blobs"):
        os.utime(path, (0, 1e9))
    cache.trim(limit=250, recent=0)
    assert cache.get(KEY) is None
    assert cache.get(OTHER) is not None
    assert sum(path.stat().st_size for path in files(cache, "blobs")) == 200


def test_trimming_leaves_what_was_just_used(cache: Cache) -> None:
    cache.put(KEY, MADE)
    cache.trim(limit=0)
    assert cache.get(KEY) is not None


def test_seconds_are_a_hint_that_may_be_broken(cache: Cache) -> None:
    assert cache.seconds() == {}
    cache.note_seconds({"a": 1.5})
    cache.note_seconds({"b": 2.0})
    assert cache.seconds() == {"a": 1.5, "b": 2.0}
    (cache.root / "seconds.json").write_bytes(b'{"a": "x"}')
    assert cache.seconds() == {}


def test_the_users_cache_is_where_the_standard_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Cache.of_user().root == tmp_path / "haqiba"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Cache.of_user().root == tmp_path / "home" / ".cache" / "haqiba"
