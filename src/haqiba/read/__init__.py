"""Folder -> Campaign: one reader a craft's format."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from haqiba.campaign.art import Art, Blob
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Ignore, Place, Places, here, locate
from haqiba.campaign.language import Language
from haqiba.campaign.people import Approval
from haqiba.campaign.piece import Piece, Translation
from haqiba.read.approvals import approvals
from haqiba.read.folder import Source, folder
from haqiba.read.font import is_font
from haqiba.read.ignore import ignores
from haqiba.read.markdown import markdown
from haqiba.read.po import po
from haqiba.read.screenplay import screenplay
from haqiba.read.settings import settings
from haqiba.read.svg import svg
from haqiba.read.table import nearest

SETTINGS = "campaign.toml"
_WORDS = re.compile(r"words\.([A-Za-z0-9-]+)\.txt$")
READERS = {".md": markdown, ".fountain": screenplay}
RECORDED = frozenset({".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a"})
_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]{0,60}$")


class NoCampaign(Exception):
    """The folder holds no campaign that could be read; `findings` say why, `places` where."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = (), places: Places | None = None) -> None:
        super().__init__(message)
        self.findings = findings
        self.places = places or {}


def read(root: Path) -> tuple[Campaign, tuple[Finding, ...]]:
    """Read a campaign's folder whole. Authors' faults are findings, all at once.

    Raises NoCampaign where there is no campaign.toml, or it cannot be understood at all."""
    if not root.is_dir():
        raise NoCampaign(f"{root} is not a folder")
    sources, findings = folder(root)
    if any(locate(finding.ref, {}).file == SETTINGS for finding in findings) and SETTINGS not in sources:
        raise NoCampaign(f"{SETTINGS} cannot be read", tuple(findings))
    if SETTINGS not in sources:
        raise NoCampaign(f"{root} holds no {SETTINGS}; `haqiba new {root}` makes one", tuple(findings))
    places: dict[str, Place] = {}
    fields, found, faults = settings(sources[SETTINGS].text or "", SETTINGS)
    places |= found
    findings += faults
    if not fields.get("languages"):
        raise NoCampaign(f"{SETTINGS} cannot be understood", tuple(findings), places)
    fields["pieces"] = _pieces(sources, places, findings)
    findings += _languages(fields["pieces"], fields["languages"])
    fields["art"] = _art(sources, places, findings)
    fields["translations"] = _translations(sources, fields["languages"], places, findings)
    fields["approvals"] = _approvals(sources, places, findings)
    fields["fonts"] = _fonts(sources, findings)
    fields["words"] = _words(sources, fields["languages"], findings)
    fields["ignores"] += _ignores(sources, places, findings)
    fields["voices"], fields["sounds"] = _voices(sources), _sounds(sources)
    campaign = Campaign(slug=_slug_of(root), places=places, **fields)
    return campaign, tuple(findings)


def _slug_of(root: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", root.resolve().name.lower()).strip("-") or "campaign"


def _pieces(sources: dict[str, Source], places: dict[str, Place], findings: list[Finding]) -> tuple[Piece, ...]:
    pieces: dict[str, Piece] = {}
    for source in _under(sources, "pieces"):
        path = PurePosixPath(source.name)
        reader = READERS.get(path.suffix)
        if reader is None:
            mend = f"use {' or '.join(READERS)}"
            message = f"{path.suffix} is no format of a piece"
            findings.append(Finding("piece-format", "warning", source.name, message, mend))
            continue
        slug = path.stem
        if not _SLUG.match(slug):
            mend = "use small Latin letters, digits and -"
            findings.append(Finding("piece-name", "error", source.name, f"{slug!r} cannot name a piece", mend))
            continue
        piece, found, faults = reader(source.text or "", source.name, slug)
        places |= found
        findings += faults
        if slug in pieces:
            message = f"{pieces[slug].file} is called {slug} too"
            findings.append(Finding("piece-twice", "error", source.name, message, "rename one of the two"))
        elif piece:
            pieces[slug] = piece
    return tuple(pieces.values())


def _languages(pieces: tuple[Piece, ...], languages: tuple[Language, ...]) -> Iterator[Finding]:
    """A piece for a language that the campaign does not have would silently not be made."""
    known = [language.tag for language in languages]
    for piece in pieces:
        for number, tag in enumerate(piece.languages):
            if tag not in known:
                mend = nearest(tag, known) or f"the campaign has {', '.join(known)}"
                ref = piece.ref(f"front.languages.{number}")
                yield Finding("language-unknown", "error", ref, f"{tag!r} is no language of this campaign", mend)


def _art(sources: dict[str, Source], places: dict[str, Place], findings: list[Finding]) -> dict[str, Art]:
    art = {}
    for source in _under(sources, "art"):
        if PurePosixPath(source.name).suffix.lower() != ".svg":
            findings.append(
                Finding(
                    "art-format", "warning", source.name, "a picture of the campaign is an SVG", "draw it in Inkscape"
                )
            )
            continue
        drawn, found, faults = svg(source.data, source.blob)
        places |= found
        findings += faults
        if drawn:
            art[source.name] = drawn
    return art


def _translations(
    sources: dict[str, Source],
    languages: tuple[Language, ...],
    places: dict[str, Place],
    findings: list[Finding],
) -> dict[str, Translation]:
    by_tag = {language.tag: language for language in languages[1:]}
    made = {}
    for source in _under(sources, "translations"):
        path = PurePosixPath(source.name)
        if path.suffix != ".po":
            continue
        if path.stem not in by_tag:
            mend = nearest(path.stem, by_tag) or f"add {path.stem!r} to languages in {SETTINGS}"
            message = f"{path.stem} is not a language to translate into"
            findings.append(Finding("po-unasked", "warning", here(source.name), message, mend))
            continue
        translation, found, faults = po(source.text or "", source.name, by_tag[path.stem])
        places |= found
        findings += faults
        made[path.stem] = translation
    return made


def _approvals(sources: dict[str, Source], places: dict[str, Place], findings: list[Finding]) -> tuple[Approval, ...]:
    source = sources.get("approvals.csv")
    if source is None:
        return ()
    made, found, faults = approvals(source.text or "", source.name)
    places |= found
    findings += faults
    return made


def _fonts(sources: dict[str, Source], findings: list[Finding]) -> dict[str, Any]:
    fonts: dict[str, list[Any]] = {}
    for source in _under(sources, "fonts"):
        path = PurePosixPath(source.name)
        if len(path.parts) == 3 and path.suffix.lower() in (".ttf", ".otf"):
            if not is_font(source.data):
                mend = "put a whole TTF or OTF file here"
                findings.append(Finding("font-broken", "error", source.name, "this is not a font", mend))
                continue
            fonts.setdefault(path.parts[1], []).append(source.blob)
    return {tag: tuple(blobs) for tag, blobs in fonts.items()}


def _words(
    sources: dict[str, Source], languages: tuple[Language, ...], findings: list[Finding]
) -> dict[str, frozenset[str]]:
    """words.TAG.txt: names and terms that no dictionary knows, one a line; # begins a comment."""
    words = {}
    known = [language.tag for language in languages]
    for name, source in sources.items():
        match = _WORDS.match(name)
        if match and match[1] not in known:
            mend = nearest(match[1], known) or f"the campaign has {', '.join(known)}"
            findings.append(Finding("words-unasked", "warning", name, f"{match[1]} is no language of it", mend))
        elif match:
            lines = (line.partition("#")[0].strip() for line in (source.text or "").split("\n"))
            words[match[1]] = frozenset(filter(None, lines))
    return words


def _ignores(sources: dict[str, Source], places: Places, findings: list[Finding]) -> tuple[Ignore, ...]:
    made: list[Ignore] = []
    for source in sources.values():
        found, faults = ignores(source, places)
        made += found
        findings += faults
    return tuple(made)


def _voices(sources: dict[str, Source]) -> dict[str, dict[str, Blob]]:
    """Recordings: voices/LANGUAGE/LINE.wav, by language and line."""
    voices: dict[str, dict[str, Blob]] = {}
    for source in _under(sources, "voices"):
        path = PurePosixPath(source.name)
        if len(path.parts) == 3 and path.suffix.lower() in RECORDED:
            voices.setdefault(path.parts[1], {})[path.stem] = source.blob
    return voices


def _sounds(sources: dict[str, Source]) -> dict[str, Blob]:
    """Effects and music: sounds/NAME.ogg, by name."""
    paths = [(PurePosixPath(source.name), source.blob) for source in _under(sources, "sounds")]
    return {path.stem: blob for path, blob in paths if path.suffix.lower() in RECORDED}


def _under(sources: dict[str, Source], top: str) -> list[Source]:
    return [source for name, source in sources.items() if name.startswith(f"{top}/")]
