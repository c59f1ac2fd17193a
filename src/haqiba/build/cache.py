"""What was made before: blobs under their digest, entries under their key; never trusted unread.

    blobs/ab/cdef…     the bytes whose SHA-256 is abcdef…
    entries/ab/cdef…   the SHA-256 of the rest, a line end, and as JSON: files, their digests, findings

Everything is written aside and renamed, so that builds may share it and be killed at any moment.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

from haqiba.campaign.art import Blob
from haqiba.campaign.finding import Finding
from haqiba.makers.maker import Made

LIMIT = 8 * 1000**3
"""Bytes kept at most, about the films of ten campaigns."""
RECENT = 24 * 3600.0
"""Seconds in which a use protects from removal: another build may be packing what it found."""
OLD = 60 * RECENT
"""Seconds after which what nobody used is forgotten, however small."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an entry names: files by their name in the edition's folder, and findings."""

    files: tuple[Blob, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of made things."""

    root: Path

    @staticmethod
    def of_user() -> "Cache":
        """$XDG_CACHE_HOME/haqiba, or ~/.cache/haqiba; a relative XDG path is void (its standard says so)."""
        home = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return Cache((home if home.is_absolute() else Path.home() / ".cache") / "haqiba")

    def get(self, key: str) -> Kept | None:
        """What was kept, if it is all there and every byte is what it was."""
        path = self._path("entries", key)
        try:
            kept = self._parse(path.read_bytes())
            for blob in kept.files:
                with blob.path.open("rb") as file:
                    if file_digest(file, "sha256").hexdigest() != blob.digest:
                        return None
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept

    def put(self, key: str, made: Made) -> Kept:
        """Keep what a maker made; its names must stay inside the edition's folder."""
        blobs = tuple(self._blob(name, data) for name, data in sorted(made.files.items()))
        entry = {
            "files": [{"name": blob.name, "digest": blob.digest, "size": blob.size} for blob in blobs],
            "findings": [asdict(finding) for finding in made.findings],
        }
        body = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        _write(self._path("entries", key), sha256(body).hexdigest().encode() + b"\n" + body)
        return Kept(blobs, made.findings)

    def made(self, key: str) -> Made | None:
        """What was kept, read back into memory."""
        kept = self.get(key)
        if kept is None:
            return None
        return Made({blob.name: blob.path.read_bytes() for blob in kept.files}, kept.findings)

    def seconds(self) -> dict[str, float]:
        """How long each step took when it last ran; a hint and no more."""
        try:
            read = json.loads((self.root / "seconds.json").read_bytes())
            return {str(name): float(value) for name, value in read.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def note_seconds(self, seconds: dict[str, float]) -> None:
        if seconds:
            newest_last = {k: v for k, v in self.seconds().items() if k not in seconds} | seconds
            bounded = dict(list(newest_last.items())[-5000:])
            _write(self.root / "seconds.json", json.dumps(bounded).encode())

    def log(self, traces: Sequence[str]) -> None:
        """Why editions failed in the last run, for whoever mends a maker: failed.log."""
        if traces:
            _write(self.failed_log, "\n\n".join(traces).encode("utf-8", "backslashreplace"))
        else:
            self.failed_log.unlink(missing_ok=True)

    @property
    def failed_log(self) -> Path:
        return self.root / "failed.log"

    def trim(self, limit: int = LIMIT, recent: float = RECENT) -> None:
        """Forget what was used longest ago until `limit` bytes are left, and blobs that nothing names."""
        now = time.time()
        named: set[Path] = set()
        total = 0
        for used, entry in sorted(_dated(self.root / "entries"), reverse=True):
            new = {blob.path: blob.size for blob in self._blobs(entry) if blob.path not in named}
            if used >= now - recent or (used >= now - OLD and total + sum(new.values()) <= limit):
                named.update(new)
                total += sum(new.values())
            else:
                entry.unlink(missing_ok=True)
        for used, blob in _dated(self.root / "blobs"):
            if blob not in named and used < now - recent:
                blob.unlink(missing_ok=True)

    def _path(self, kind: str, digest: str) -> Path:
        return self.root / kind / digest[:2] / digest[2:]

    def _blob(self, name: str, data: bytes) -> Blob:
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or str(path) != name:
            raise ValueError(f"a maker gave a file a name outside its folder: {name!r}")
        digest = sha256(data).hexdigest()
        blob = Blob(name, digest, len(data), self._path("blobs", digest))
        _write(blob.path, data)
        return blob

    def _blobs(self, entry: Path) -> tuple[Blob, ...]:
        try:
            return self._parse(entry.read_bytes()).files
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def _parse(self, entry: bytes) -> Kept:
        head, _, body = entry.partition(b"\n")
        if head.decode() != sha256(body).hexdigest():
            raise ValueError("damaged entry")
        read = json.loads(body.decode("utf-8", "surrogatepass"))
        files = tuple(
            Blob(file["name"], file["digest"], file["size"], self._path("blobs", file["digest"]))
            for file in read["files"]
        )
        return Kept(files, tuple(Finding(**finding) for finding in read["findings"]))


def _write(path: Path, data: bytes) -> None:
    """Aside in the same folder, then renamed; a blob that is already there is replaced by its equal,
    which also mends it if it was damaged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".aside-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _dated(folder: Path) -> Iterator[tuple[float, Path]]:
    for path in folder.glob("*/*"):
        try:
            yield path.stat().st_mtime, path
        except FileNotFoundError:
            continue
