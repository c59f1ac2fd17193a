"""The folder: which files there are, and whether each is what a file should be."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from haqiba.campaign.art import Blob
from haqiba.campaign.finding import Finding, here

MAX_TEXT = 2_000_000
# What people write by hand; pictures and translations may be larger.
MAX_WRITTEN = 300_000
# Characters of one block or line: a page holds a third of it, and inline Markdown needs quadratic time.
MAX_BLOCK = 10_000
WRITTEN = frozenset({".toml", ".md", ".fountain"})
MAX_BLOB = 200_000_000
TEXTS = frozenset({".toml", ".md", ".po", ".svg", ".fountain", ".ink", ".csv", ".json", ".txt"})
CONFLICT = re.compile(
    r"conflicted copy|\.sync-conflict-|\(copie en conflit|نسخة متعارضة|\.orig$|_conf\(\d+\)", re.IGNORECASE
)
IGNORED = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the folder; `name` relative, with `/`; `text` None where it is not a text."""

    blob: Blob
    data: bytes
    text: str | None

    @property
    def name(self) -> str:
        return self.blob.name


def folder(root: Path) -> tuple[dict[str, Source], list[Finding]]:
    """Every readable file by name, in order, and what is wrong with the others."""
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for path in _walk(root, root, findings):
        name = path.relative_to(root).as_posix()
        if CONFLICT.search(path.name):
            findings.append(
                _error("file-conflict", name, "a copy that a synchroniser left", "keep the right one, delete this one")
            )
            continue
        source = _source(path, name, findings)
        if source:
            sources[name] = source
    findings += _twins(sources)
    return sources, findings


def _walk(folder: Path, root: Path, findings: list[Finding]) -> Iterator[Path]:
    """The files under `folder`, in the order of their names."""
    name = folder.relative_to(root).as_posix()
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        findings.append(_unreadable(name, error))
        return
    for path in paths:
        if path.name.startswith((".", "~$")) or path.name in IGNORED:
            continue
        name = path.relative_to(root).as_posix()
        shown = name.encode("utf-8", "backslashreplace").decode()
        if shown != name:
            findings.append(_error("file-name", shown, "the name of this file is not UTF-8", "rename it"))
        elif path.is_symlink() and not _inside(path, root):
            message = "a link out of the folder, or to nothing"
            findings.append(_error("file-link", name, message, "put the file itself here"))
        elif path.is_dir():
            yield from _walk(path, root, findings)
        elif path.is_file():
            yield path


def _inside(link: Path, root: Path) -> bool:
    """Whether a link leads to a file of the folder: one to a folder could lead round in circles."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(root.resolve()) and not target.is_dir()


def _source(path: Path, name: str, findings: list[Finding]) -> Source | None:
    is_text = path.suffix.lower() in TEXTS
    most = MAX_WRITTEN if path.suffix.lower() in WRITTEN else MAX_TEXT if is_text else MAX_BLOB
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= most else b""
    except OSError as error:
        findings.append(_unreadable(name, error))
        return None
    if size == 0:
        findings.append(_error("file-empty", name, "the file is empty", "write it, or delete it"))
        return None
    if size > most:
        findings.append(
            _error("file-huge", name, f"the file has {size / 1e6:.1f} MB", "split it, or make its pictures simpler")
        )
        return None
    blob = Blob(name, hashlib.sha256(data).hexdigest(), len(data), path)
    if not is_text:
        return Source(blob, data, None)
    if b"\x00" in data:
        findings.append(_error("file-nul", name, "the file holds NUL bytes", "save it as UTF-8 text"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.append(_error("file-not-utf8", here(name, line), "the file is not UTF-8", "save it as UTF-8"))
        return None
    if re.search(r"\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]", text):
        findings.append(
            Finding("file-line-ends", "warning", name, "odd line ends", "save it with the usual line ends (LF)")
        )
    return Source(blob, data, re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def _twins(sources: dict[str, Source]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in sources:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            yield _error(
                "file-twin", name, f"some computers cannot tell this name from {seen[key]}", "rename one of the two"
            )
        seen.setdefault(key, name)


def huge(ref: str) -> Finding:
    message = f"this is longer than {MAX_BLOCK} characters"
    return _error("block-huge", ref, message, "part it; a page holds some 3000 characters")


def _unreadable(name: str, error: OSError) -> Finding:
    said = error.strerror or type(error).__name__
    return _error("file-unreadable", name, f"it cannot be read: {said}", "ask its owner for the right to read it")


def _error(code: str, ref: str, message: str, mend: str) -> Finding:
    return Finding(code, "error", ref, message, mend)
