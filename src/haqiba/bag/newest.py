"""Is this bag the newest? Yes, no, recalled, or: it cannot be told. Never a false yes.

Bad news is believed from any list that a trusted key signed, however old: what was recalled stays recalled. Good news
is believed only from a list that is still valid and no older than the last one that this user saw.
"""

import datetime
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

from haqiba.bag.aside import put
from haqiba.bag.keys import Key
from haqiba.bag.sign import SIGNATURE
from haqiba.bag.signature import check
from haqiba.bag.verify import Verdict
from haqiba.bag.versions import FILE, MalformedVersions, Version, Versions, read
from haqiba.campaign.finding import Finding

MAX_LIST = 64_000_000
"""Octets of a list that are read at most."""
SECONDS = 10.0
"""For how long a site is waited for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A list as it came: its bytes and its signature's."""

    data: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a bag stands; `bag` is its entry in the list that tells so."""

    state: Literal["newest", "superseded", "recalled", "unknown"]
    findings: tuple[Finding, ...] = ()
    bag: Version | None = None

    @property
    def newest(self) -> bool | None:
        return {"newest": True, "superseded": False, "recalled": False, "unknown": None}[self.state]


def told_at(place: str) -> Told | None:
    """The list in a folder, or at an https address; None where nothing answers."""
    try:
        if place.startswith(("https://", "http://")):
            base = place.rstrip("/") + f"/{FILE}"
            data, signature = (_fetched(f"{base}{end}") for end in ("", ".minisig"))
        else:
            data, signature = ((Path(place) / f"{FILE}{end}").read_bytes() for end in ("", ".minisig"))
    except (OSError, URLError, ValueError):
        return None
    return Told(data, signature)


@dataclass(frozen=True, slots=True)
class Memory:
    """The last list seen of each campaign: $XDG_STATE_HOME/haqiba/versions, a file each."""

    root: Path

    @staticmethod
    def of_user() -> "Memory":
        home = Path(os.environ.get("XDG_STATE_HOME", ""))
        return Memory((home if home.is_absolute() else Path.home() / ".local" / "state") / "haqiba" / "versions")

    def last(self, campaign: str) -> Told | None:
        try:
            raw = json.loads(self._path(campaign).read_bytes())
            return Told(raw["data"].encode(), raw["signature"].encode())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, campaign: str, told: Told) -> None:
        raw = {"data": told.data.decode(), "signature": told.signature.decode()}
        put(self._path(campaign), json.dumps(raw).encode())

    def _path(self, campaign: str) -> Path:
        # One file a list and its signature: a kill between two would forget both.
        return self.root / f"{campaign.encode().hex() or 'none'}.json"


@dataclass(frozen=True, slots=True)
class Heard:
    """A list, and who says so."""

    key: Key
    versions: Versions


def standing(
    verdict: Verdict,
    signer: Key | None,
    given: Told | None,
    memory: Memory,
    ring: Sequence[Key],
    today: datetime.date,
) -> Standing:
    """Of a bag that is whole, and of whom `signer` signed. A list newer than the last one seen is remembered."""
    campaign, digest = verdict.campaign, verdict.digest
    findings: tuple[Finding, ...] = ()
    known: list[Heard] = []
    if given:
        one, findings = _trusted(campaign, given, ring)
        known += [one] if one else []
    last = memory.last(campaign)
    # What is wrong with one's own memory (its key was put away since) is no news about the bag.
    before = _trusted(campaign, last, ring)[0] if last else None
    known += [before] if before else []
    gone = revoked(known)
    if any(one.key.id in gone for one in known[: len(known) - bool(before)]):
        findings = (*findings, _revoked(FILE))
    lists = [one.versions for one in known if one.key.id not in gone]
    if signer and signer.id in gone and not any(versions.bag(digest) for versions in lists):
        findings = (*findings, _revoked(SIGNATURE))
    bad = _bad_news(lists, digest)
    if bad:
        return replace(bad, findings=(*findings, *bad.findings))
    if not lists:
        missing = _finding("versions-missing", "no list of versions is at hand", "name one: --versions PLACE")
        return Standing("unknown", findings or (missing,))
    newest = max(lists, key=lambda versions: versions.number)
    if given and not findings and newest is lists[0] and not (before and before.versions.number == newest.number):
        memory.keep(campaign, given)
    findings = (*findings, *_doubts(lists, newest, digest, today))
    return Standing("unknown" if findings else "newest", findings, newest.bag(digest))


def revoked(known: Iterable[Heard]) -> set[str]:
    """Ids of keys whose word no longer counts: only a key's own successor can say so."""
    return {id for one in known for id in one.versions.revoked if id and id == one.key.successor_of}


def heard(told: Told, ring: Sequence[Key]) -> Heard | None:
    """The list, where a key of the ring signed it, whatever campaign it is of."""
    try:
        return _trusted(read(told.data).campaign, told, ring)[0]
    except MalformedVersions:
        return None


def _trusted(campaign: str, told: Told, ring: Sequence[Key]) -> tuple[Heard | None, tuple[Finding, ...]]:
    signed = check(told.data, told.signature, ring, FILE)
    if signed.key is None:
        return None, signed.findings
    try:
        versions = read(told.data)
    except MalformedVersions as fault:
        return None, (_finding("versions-form", f"no list of versions: {fault}", "ask for a new copy", error=True),)
    if versions.campaign != campaign or dict(signed.claims) != versions.claims:
        message = f"a list of the campaign {versions.campaign}, not of {campaign}"
        return None, (_finding("versions-other", message, "name the list of this campaign", error=True),)
    return Heard(signed.key, versions), ()


def _bad_news(lists: Sequence[Versions], digest: str) -> Standing | None:
    found = [bag for versions in lists if (bag := versions.bag(digest))]
    for bag in found:
        if bag.state == "recalled":
            message = "recalled: " + " · ".join(bag.reason.values())
            return Standing("recalled", (_finding("bag-recalled", message, "do not use it", error=True),), bag)
    for bag in found:
        if bag.state == "superseded":
            message, mend = f"superseded by version {bag.by}", f"use version {bag.by}"
            return Standing("superseded", (_finding("bag-superseded", message, mend),), bag)
    return None


def _revoked(ref: str) -> Finding:
    message = "signed by a key that its successor declared lost or stolen"
    return Finding("key-revoked", "error", ref, message, "ask for a copy that the successor signed")


def _doubts(lists: Sequence[Versions], newest: Versions, digest: str, today: datetime.date) -> Iterator[Finding]:
    if lists[0].number < newest.number:
        message = f"list {lists[0].number} was handed over, and list {newest.number} was seen before: somebody is late"
        yield _finding("versions-older", message, "ask for the newest list")
    if any(one.number == newest.number and one != newest for one in lists):
        message = f"two lists have the number {newest.number}: one of them is not to be trusted"
        yield _finding("versions-twice", message, "ask the campaign's office which")
    if not newest.issued <= today <= newest.valid_until:
        message = f"the list was valid from {newest.issued} to {newest.valid_until}"
        yield _finding("versions-expired", message, "ask for the newest list")
    if newest.bag(digest) is None:
        yield _finding("bag-unlisted", "the list does not name this bag", "ask whether it was ever published")


def _finding(code: str, message: str, mend: str, *, error: bool = False) -> Finding:
    return Finding(code, "error" if error else "warning", FILE, message, mend)


def _fetched(address: str) -> bytes:
    with urlopen(address, timeout=SECONDS) as answer:
        data: bytes = answer.read(MAX_LIST)
    return data
