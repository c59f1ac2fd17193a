"""Bag -> findings: is every byte that was packed still here, and nothing else? RFC 8493, read strictly."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from haqiba.bag.layout import SIGNATURES, TAGMANIFEST
from haqiba.bag.names import faults
from haqiba.campaign.finding import Finding, Level, here

ALGORITHMS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
"""What a bag may be listed in, and how many hexadecimal digits that is."""

_DECLARATION = re.compile(rb"BagIt-Version: (\d+\.\d+)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(\S.*)")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LABEL = re.compile(r"([^\s:][^:]*):[ \t]*(.*)")
_ASK = "ask whoever packed the bag for a new copy"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found. The rest is what the bag tells of itself: campaign (its slug), version, day of packing,
    why it is a specimen, languages, and the digest by which all of it is known (SHA-256 of the tag manifest)."""

    findings: tuple[Finding, ...]
    campaign: str = ""
    version: str = ""
    date: str = ""
    specimen: bool = False
    reasons: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    digest: str = ""

    @property
    def ok(self) -> bool:
        return not any(finding.level == "error" for finding in self.findings)


@dataclass(slots=True)
class _Bag:
    """What is on the disk: real files by NFC name, since some disks change the form of names."""

    root: Path
    files: dict[str, Path] = field(default_factory=dict)


def verify(root: Path) -> Verdict:
    """Complete, unchanged, nothing beside it, well formed; never raises for what is in the bag."""
    if not os.path.isdir(root):  # noqa: PTH112  (never raises)
        return Verdict((_error("bag-missing", root.name, "there is no such folder", "name the folder of a bag"),))
    bag = _Bag(root)
    findings = [*_walk(bag), *_declaration(bag)]
    info, faulty = _info(bag)
    findings += faulty
    listed: set[str] = set()
    for name in sorted(name for name in bag.files if _MANIFEST.fullmatch(name)):
        findings += _check_manifest(bag, name, listed)
    if not any(name.startswith("manifest-") for name in bag.files):
        findings.append(_error("bag-manifest-missing", root.name, "no list of the files in data/", _ASK))
    if not any(name.startswith("tagmanifest-") for name in bag.files):
        message = "no list of the bag's own files, so that a change in them would go unseen"
        findings.append(_finding("bag-tagmanifest-missing", "warning", root.name, message, _ASK))
    findings += _extra(bag, listed)
    findings += _oxum(bag, info)
    return Verdict(
        tuple(dict.fromkeys(findings)),
        campaign=_last(info, "External-Identifier"),
        version=_last(info, "Haqiba-Campaign-Version"),
        date=_last(info, "Bagging-Date"),
        specimen="Haqiba-Specimen" in info,
        reasons=tuple(info.get("Haqiba-Specimen-Reason", ())),
        languages=tuple(info.get("Haqiba-Language", ())),
        digest=sha256(_read(bag, TAGMANIFEST) or b"").hexdigest(),
    )


def _last(info: dict[str, list[str]], label: str) -> str:
    return info.get(label, [""])[-1]


def _finding(code: str, level: Level, ref: str, message: str, mend: str) -> Finding:
    return Finding(code, level, _printable(ref), message, mend)


def _error(code: str, ref: str, message: str, mend: str) -> Finding:
    return _finding(code, "error", ref, message, mend)


def _printable(text: str) -> str:
    """A name that is no UTF-8 on the disk can still be told."""
    return text.encode("utf-8", "backslashreplace").decode()


def _walk(bag: _Bag) -> Iterator[Finding]:
    names: list[str] = []
    unread: list[OSError] = []
    for folder, folders, files in os.walk(bag.root, onerror=unread.append):
        for entry in [*files, *(sub for sub in folders if (Path(folder) / sub).is_symlink())]:
            path = Path(folder) / entry
            name = path.relative_to(bag.root).as_posix()
            if not stat.S_ISREG(path.lstat().st_mode):
                yield _error("bag-link", name, "a link or a device, not a file", "put the file itself here")
                continue
            names.append(name)
            bag.files[unicodedata.normalize("NFC", name)] = path
    for error in unread:
        name = Path(str(error.filename)).relative_to(bag.root).as_posix()
        yield _error("bag-file-unreadable", name, f"cannot be read: {error.strerror}", "mend its permissions")
    # A disk may have changed the form of a name, so only what it cannot have done is held against it.
    normal = (unicodedata.normalize("NFC", name) for name in sorted(names, key=os.fsencode))
    for finding in faults(normal):
        yield _error(finding.code, finding.ref, finding.message, _ASK)


def _read(bag: _Bag, name: str) -> bytes | None:
    try:
        return bag.files[name].read_bytes()
    except (KeyError, OSError):
        return None


def _declaration(bag: _Bag) -> Iterator[Finding]:
    data = _read(bag, "bagit.txt")
    if data is None:
        yield _error("bag-declaration", "bagit.txt", "missing: without it this is no bag", _ASK)
        return
    match = _DECLARATION.fullmatch(data)
    if match is None:
        yield _error("bag-declaration", "bagit.txt", "not the two lines that RFC 8493 asks for", _ASK)
    elif match[1] != b"1.0":
        yield _error("bag-declaration", "bagit.txt", f"BagIt {match[1].decode()}, where 1.0 is expected", _ASK)
    if "fetch.txt" in bag.files:
        yield _error("bag-fetch", "fetch.txt", "files are to be loaded from elsewhere: the bag is not whole", _ASK)


def _lines(bag: _Bag, name: str) -> tuple[list[tuple[int, str]], list[Finding]]:
    data = _read(bag, name)
    if data is None:
        return [], [_error("bag-file-unreadable", name, "cannot be read", "mend its permissions")]
    try:
        # Not splitlines: it would also break at signs that names may hold.
        lines = re.split(r"\r\n|\n|\r", data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [_error("bag-text", here(name, line), "this is not UTF-8", _ASK)]
    return [(number, line) for number, line in enumerate(lines, start=1) if line], []


def _info(bag: _Bag) -> tuple[dict[str, list[str]], list[Finding]]:
    """The labels of bag-info.txt (optional by the RFC), each with all its values."""
    if "bag-info.txt" not in bag.files:
        return {}, []
    lines, findings = _lines(bag, "bag-info.txt")
    info: dict[str, list[str]] = {}
    label = ""
    for number, line in lines:
        match = _LABEL.fullmatch(line)
        if line[0] in " \t" and label:
            info[label][-1] += f" {line.strip()}"
        elif match:
            label = match[1].rstrip()
            info.setdefault(label, []).append(match[2])
        else:
            findings.append(_error("bag-info", here("bag-info.txt", number), "not of the form `Label: value`", _ASK))
    return info, findings


def _check_manifest(bag: _Bag, manifest: str, listed: set[str]) -> Iterator[Finding]:
    """Every line against the disk, and (of a payload) the disk against the lines."""
    match = _MANIFEST.fullmatch(manifest)
    tags, algorithm = bool(match and match[1]), match[2] if match else ""
    if algorithm not in ALGORITHMS:
        yield _error("bag-algorithm", manifest, f"digests of a kind that is not known here: {algorithm}", _ASK)
        return
    lines, findings = _lines(bag, manifest)
    yield from findings
    seen: set[str] = set()
    for number, line in lines:
        parsed = _LINE.fullmatch(line)
        if parsed is None or len(parsed[1]) != ALGORITHMS[algorithm]:
            yield _error("bag-manifest-line", here(manifest, number), "not of the form `digest  name`", _ASK)
            continue
        name = unicodedata.normalize("NFC", parsed[2])
        if name in seen:
            yield _error("bag-manifest-line", here(manifest, number), f"{name} is listed twice", _ASK)
        elif name.startswith("data/") == tags or any(part in ("", ".", "..") for part in name.split("/")):
            yield _error("bag-manifest-line", here(manifest, number), f"{name} does not belong in this list", _ASK)
        else:
            yield from _check_file(bag, name, algorithm, parsed[1].lower())
        seen.add(name)
    listed |= seen
    if not tags:
        for name in sorted(name for name in bag.files if name.startswith("data/") and name not in seen):
            yield _error(
                "bag-file-extra", name, f"not listed in {manifest}: it was added later", "take it out of the bag"
            )


def _check_file(bag: _Bag, name: str, algorithm: str, digest: str) -> Iterator[Finding]:
    if name not in bag.files:
        yield _error("bag-file-missing", name, "listed, and not here", _ASK)
        return
    try:
        with bag.files[name].open("rb") as file:
            found = file_digest(file, algorithm).hexdigest()
    except OSError as error:
        yield _error("bag-file-unreadable", name, f"cannot be read: {error.strerror}", "mend its permissions")
        return
    if found != digest:
        yield _error("bag-file-changed", name, f"not as it was packed: its {algorithm} is another", _ASK)


def _extra(bag: _Bag, listed: set[str]) -> Iterator[Finding]:
    """The bag's own files that no tag manifest lists; signatures come after it."""
    if not any(name.startswith("tagmanifest-") for name in bag.files):
        return
    for name in sorted(set(bag.files) - listed):
        if not name.startswith(("data/", "tagmanifest-", SIGNATURES)):
            yield _error("bag-file-extra", name, "not listed: it was added later", "take it out of the bag")


def _oxum(bag: _Bag, info: dict[str, list[str]]) -> Iterator[Finding]:
    if "Payload-Oxum" not in info:
        return
    told = _last(info, "Payload-Oxum")
    payload = [path for name, path in bag.files.items() if name.startswith("data/")]
    try:
        found = f"{sum(path.lstat().st_size for path in payload)}.{len(payload)}"
    except OSError:
        return
    if told.strip() != found:
        yield _error("bag-oxum", "bag-info.txt", f"{told} octets and files were packed, {found} are here", _ASK)
