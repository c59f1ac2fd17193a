"""versions.json: which bags of a campaign there are, and which one to use. Signed, numbered, and it expires.

A campaign that says nothing for `valid_until` cannot be told from one whose news is being held back, so then nobody
says "newest". A list is never changed: the next one has a higher number.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

FILE = "versions.json"
VALID_DAYS = 30

State = Literal["current", "superseded", "recalled"]
STATES: tuple[State, ...] = ("current", "superseded", "recalled")


class MalformedVersions(Exception):
    """Not a list of versions; the message says why."""


class Unlistable(Exception):
    """What was asked would make the list untrue; the message says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """A bag by the digest of its tag manifest. `by` is the version that superseded it, `reason` why it was recalled
    (language -> words), `editions` what is printed in it (number -> record, as editions.json has it)."""

    version: str
    date: str
    digest: str
    state: State = "current"
    by: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)
    editions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Versions:
    """The list: running `number` from 1, dates, bags from old to new, ids of keys whose word no longer counts,
    the campaign's title in its languages."""

    campaign: str
    number: int
    issued: datetime.date
    valid_until: datetime.date
    bags: tuple[Version, ...] = ()
    revoked: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def bag(self, digest: str) -> Version | None:
        return next((bag for bag in self.bags if bag.digest == digest), None)

    @property
    def claims(self) -> dict[str, str]:
        """What a signature says of the list."""
        return {"campaign": self.campaign, "versions": str(self.number), "date": self.issued.isoformat()}


def renewed(old: Versions, today: datetime.date, *, days: int) -> Versions:
    """The same list under the next number."""
    return replace(old, number=old.number + 1, issued=today, valid_until=today + datetime.timedelta(days))


def published(old: Versions, bag: Version) -> Versions:
    """With this bag as the current one. Raises Unlistable."""
    known = next((one for one in old.bags if one.version == bag.version), None)
    if known and known.digest != bag.digest:
        raise Unlistable(f"version {bag.version} was published with other contents; raise the version in campaign.toml")
    if known and known.state != "current":
        raise Unlistable(f"version {bag.version} was {known.state}; what is no longer current cannot become it again")
    before = (_superseded(one, bag.version) for one in old.bags if one.version != bag.version)
    return replace(old, bags=(*before, bag))


def recalled(old: Versions, version: str, reason: Mapping[str, str]) -> Versions:
    """With this version recalled, in every language of the campaign. Raises Unlistable."""
    if version not in [bag.version for bag in old.bags]:
        raise Unlistable(f"there is no version {version} to recall")
    missing = [tag for tag in old.languages if not reason.get(tag, "").strip()]
    if missing:
        raise Unlistable(f"the reason is not told in {', '.join(missing)}; a recall speaks to everyone who has the bag")
    bags = (replace(bag, state="recalled", reason=dict(reason)) if bag.version == version else bag for bag in old.bags)
    return replace(old, bags=tuple(bags))


def write(versions: Versions) -> bytes:
    """The list as JSON, the same bytes for the same list."""
    return json.dumps(asdict(versions), ensure_ascii=False, sort_keys=True, indent=1, default=str).encode() + b"\n"


def read(data: bytes) -> Versions:
    """A list from its JSON. Raises MalformedVersions for whatever `write` would not have written."""
    try:
        raw = json.loads(data)
        made = Versions(
            campaign=raw["campaign"],
            number=raw["number"],
            issued=datetime.date.fromisoformat(raw["issued"]),
            valid_until=datetime.date.fromisoformat(raw["valid_until"]),
            bags=tuple(Version(**bag) for bag in raw["bags"]),
            revoked=tuple(raw["revoked"]),
            languages=tuple(raw["languages"]),
            titles=raw["titles"],
        )
        if write(made) != data or type(made.number) is not int:
            raise ValueError("written by something else")
        if any(bag.state not in STATES for bag in made.bags):
            raise ValueError("a bag is in a state that is not known")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedVersions(str(error)) from None
    return made


def _superseded(bag: Version, by: str) -> Version:
    return replace(bag, state="superseded", by=by) if bag.state == "current" else bag
