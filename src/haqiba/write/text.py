"""A file replaced whole or not at all."""

import hashlib
import os
import shutil
from pathlib import Path


class NewerFile(Exception):
    """The file is no longer the one that the change was based on: nothing was written."""

    def __init__(self, path: Path, state: str) -> None:
        super().__init__(f"{path} {state} since it was read; nothing was written, read it again and redo the change")
        self.path = path


def digest(path: Path) -> str | None:
    """SHA-256 of a file, 64 hex digits; None where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def replace(path: Path, based_on: str | None, new: bytes) -> None:
    """Write `new` at `path` if the file still has the digest `based_on` (None: if there is still no file).

    The mode of an old file is kept. Raises NewerFile.
    """
    target = path.resolve()  # a link stays a link: what it points to is replaced
    # Beside the target, because a rename is atomic only within one file system; hidden, so that no reader takes it.
    aside = target.with_name(f".{target.name}.{os.getpid()}~")
    try:
        with aside.open("xb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if based_on is not None and target.exists():
            shutil.copymode(target, aside)
        # Last, so that the moment in which another program's change could be missed is as short as can be.
        found = digest(target)
        if found != based_on:
            raise NewerFile(path, _state(based_on, found))
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _state(based_on: str | None, found: str | None) -> str:
    if found is None:
        return "was removed"
    return "was created" if based_on is None else "was changed"
