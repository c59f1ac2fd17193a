"""A folder, or a file, written aside and put in place in one step; what killed builds left is cleaned up.

Linux exchanges two folders in one system call. Where that is not to be had, two renames do it, and
`recover` repairs what a kill between them leaves.
"""

import contextlib
import ctypes
import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextlib.contextmanager
def aside(out: Path) -> Iterator[Path]:
    """An empty folder beside `out`, removed at the end with whatever it then holds."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder, lock = _begun(out)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def exchange(fresh: Path, out: Path) -> None:
    """Put `fresh` at the place of `out`; what was there is then at the place of `fresh`."""
    if not out.exists():
        fresh.rename(out)
    elif not _exchanged(fresh, out):
        old = out.parent / f"{_prefix(out, 'old')}{secrets.token_hex(4)}"
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def recover(out: Path) -> None:
    """Bring back a bag that was moved and not replaced, and remove what nobody works on any more."""
    beside = sorted(out.parent.iterdir()) if out.parent.is_dir() else []
    for path in beside:
        if path.name.startswith(_prefix(out, "old")):
            if out.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(out)
    for path in beside:
        if path.name.startswith(_prefix(out, "partial")):
            with contextlib.suppress(OSError):
                lock = _lock(path)
                if lock is not None:
                    shutil.rmtree(path, ignore_errors=True)
                    os.close(lock)


def put(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """A file written aside, safe on the disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}~")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123  (a mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _begun(out: Path) -> tuple[Path, int | None]:
    """A new folder and its lock; again where another build, tidying up, was quicker than the lock."""
    while True:
        folder = out.parent / f"{_prefix(out, 'partial')}{secrets.token_hex(4)}"
        folder.mkdir()
        with contextlib.suppress(FileNotFoundError, BlockingIOError):
            lock = _lock(folder)
            if folder.exists():
                return folder, lock


def _prefix(out: Path, what: str) -> str:
    return f".{out.name}.{what}-"


def _lock(folder: Path) -> int | None:
    """A lock on the folder, which the system lifts when this process ends; BlockingIOError if another
    has it, None where the disk knows no locks (there, left-overs are for people to remove)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    return handle


def _exchanged(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
    return bool(result == 0)
