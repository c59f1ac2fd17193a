"""Kit -> bag, written aside and exchanged in one step: a kill leaves the old bag or the new one, whole."""

import os
import shutil
from hashlib import file_digest
from pathlib import Path

from haqiba.bag.aside import aside, exchange, recover
from haqiba.bag.kit import Kit
from haqiba.bag.layout import AGENT, SIGNATURES, Layout, digest_of, layout, size_of
from haqiba.campaign.art import Blob

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file browsers leave in folders that they show."""


class Refused(Exception):
    """The place for the bag holds something that is not ours to replace; the message says what."""


class Damaged(Exception):
    """A blob is not what its digest says."""


def claim(out: Path) -> None:
    """Refuse a place that holds anything but an older bag of ours; restore one that a kill left aside."""
    out = out.resolve()
    recover(out)
    if not out.exists():
        return
    if not out.is_dir():
        raise Refused(f"{out} is a file; name a folder for the bag")
    names = _names(out)
    if not names:
        return
    if not _ours(out):
        raise Refused(f"{out} holds other things than a bag of ours; name an empty or a new folder")
    listed = _listed(out) | {"tagmanifest-sha256.txt"}
    strangers = [name for name in names if name not in listed and not _passing(name)]
    if strangers:
        more = f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
        raise Refused(f"{out} holds files that are not of the bag: {', '.join(strangers[:3])}{more}; move them first")


def pack(kit: Kit, out: Path) -> bool:
    """Make `out` the bag of this kit; False if it was already, byte by byte. Its names were checked."""
    claim(out)
    out = out.resolve()
    files = layout(kit)
    same = _same(out, files)
    if len(same) == len(files) and all(name in files or _passing(name) for name in _names(out)):
        return False
    with aside(out) as fresh:
        for name, content in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if name not in same or not _linked(out / name, target):
                _write(content, target)
        exchange(fresh, out)
    return True


def _names(folder: Path) -> list[str]:
    """All that is no folder, sorted."""
    names: list[str] = []
    for root, folders, files in os.walk(folder):
        # Plain strings: a path object for each of some hundred files is felt in a build that has nothing to do.
        inside = root[len(str(folder)) + 1 :].replace(os.sep, "/")
        links = [sub for sub in folders if os.path.islink(f"{root}/{sub}")]  # noqa: PTH114
        names += [f"{inside}/{name}" if inside else name for name in (*files, *links)]
    return sorted(names)


def _passing(name: str) -> bool:
    return name.startswith(SIGNATURES) or name.rpartition("/")[2] in DROPPINGS


def _ours(out: Path) -> bool:
    try:
        info = (out / "bag-info.txt").read_text("utf-8")
    except (OSError, ValueError):
        return False
    return (out / "bagit.txt").is_file() and f"\nBag-Software-Agent: {AGENT} " in f"\n{info}"


def _listed(out: Path) -> set[str]:
    """The names in both manifests, as far as they can be read."""
    names: set[str] = set()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        try:
            text = (out / manifest).read_text("utf-8")
        except (OSError, ValueError):
            continue
        names.update(line.partition("  ")[2] for line in text.split("\n"))
        names.add(manifest)
    return names


def _same(out: Path, files: Layout) -> set[str]:
    """The names of which the old bag has the very bytes; each is read, none is trusted."""
    return {name for name, content in files.items() if _holds(out / name, content)}


def _holds(path: Path, content: Blob | bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != size_of(content):
            return False
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest_of(content)
    except OSError:
        return False


def _linked(old: Path, new: Path) -> bool:
    """The old bag goes when the new one comes, so their files may be one: a film is not copied again."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def _write(content: Blob | bytes, target: Path) -> None:
    # Copied from the cache, not linked: who edits a file of a bag must not edit every later bag.
    if isinstance(content, bytes):
        target.write_bytes(content)
        return
    shutil.copyfile(content.path, target)
    with target.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != content.digest:
            raise Damaged(f"{content.name} was damaged in the cache; build again")
