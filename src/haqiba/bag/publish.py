"""The next list of versions, signed and written where a web host or a USB stick gives it to everyone."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import minisign

from haqiba.bag.aside import put
from haqiba.bag.checker import data_script, on_site
from haqiba.bag.editions import contents
from haqiba.bag.keys import Key, id_of
from haqiba.bag.newest import Memory, Told, heard, told_at
from haqiba.bag.sign import signed
from haqiba.bag.signature import signer
from haqiba.bag.verify import Verdict, verify
from haqiba.bag.versions import (
    FILE,
    VALID_DAYS,
    Unlistable,
    Version,
    Versions,
    published,
    recalled,
    renewed,
    write,
)


@dataclass(frozen=True, slots=True)
class News:
    """What the next list says: a `bag` that is current from now on, a version to `recall` with its `reason` in every
    language, the id of a key to `revoke`; `days` until it expires."""

    bag: Path | None = None
    recall: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)
    revoke: str = ""
    days: int = VALID_DAYS


def publish(
    site: Path,
    news: News,
    secret: minisign.SecretKey,
    ring: Sequence[Key],
    memory: Memory,
    today: datetime.date,
    *,
    nacl: bytes = b"",
) -> Versions:
    """Write the next list into the folder `site`, and the page that reads it where `nacl` is its script.

    Raises Unlistable, with nothing written."""
    me = next((key for key in ring if key.id == id_of(secret)), None)
    if me is None:
        raise Unlistable("the key that signs is not among the trusted ones; put its .pub file beside it")
    verdict = _whole(news.bag, ring) if news.bag else None
    made = _before(site, verdict, ring, memory)
    if news.bag and verdict:
        made = published(made, _version(news.bag, verdict))
        made = replace(made, titles={**made.titles, **contents(news.bag).titles})
        # Every language that a bag ever spoke: whoever has an old one must understand why it is recalled.
        made = replace(made, languages=tuple(dict.fromkeys((*made.languages, *verdict.languages))))
    if news.recall:
        made = recalled(made, news.recall, news.reason)
    if news.revoke:
        made = _revoking(made, news.revoke, me)
    made = renewed(made, today, days=news.days)
    data = write(made)
    told = Told(data, signer(secret, prehashed=False)(data, made.claims))
    for name, page in _page(news.bag, data_script(told.data, told.signature, me.file, me.id), nacl).items():
        put(site / name, page)
    put(site / f"{FILE}.minisig", told.signature)
    put(site / FILE, told.data)
    memory.keep(made.campaign, told)
    return made


def _whole(bag: Path, ring: Sequence[Key]) -> Verdict:
    verdict = verify(bag)
    if not verdict.ok:
        raise Unlistable(f"{bag} is not as it was packed; haqiba verify tells why")
    if signed(bag, verdict, ring, demanded=True).key is None:
        raise Unlistable(f"{bag} is not signed by a key of yours; sign it first: haqiba sign {bag}")
    if verdict.specimen:
        raise Unlistable(f"{bag} is a specimen; only what is final is published")
    return verdict


def _page(bag: Path | None, script: bytes, nacl: bytes) -> dict[str, bytes]:
    """v.html, its scripts, and the true first pages of what the bag prints."""
    if not nacl:
        return {}
    files = on_site(nacl) | {"versions.js": script}
    for number, edition in (contents(bag).by_number if bag else {}).items():
        if bag and edition["page"]:
            files[f"pages/{number}.png"] = (bag / "data" / str(edition["page"])).read_bytes()
    return files


def _version(bag: Path, verdict: Verdict) -> Version:
    return Version(verdict.version, verdict.date, verdict.digest, editions=contents(bag).by_number)


def _before(site: Path, verdict: Verdict | None, ring: Sequence[Key], memory: Memory) -> Versions:
    """The list that the next one follows: the one in the folder, or a newer one that was seen elsewhere."""
    there = told_at(str(site))
    old = heard(there, ring) if there else None
    campaign = old.versions.campaign if old else verdict.campaign if verdict else ""
    if verdict and verdict.campaign != campaign:
        raise Unlistable(f"{site} is of the campaign {campaign}; give {verdict.campaign} a folder of its own")
    last = memory.last(campaign)
    seen = heard(last, ring) if last else None
    if there and not (old or seen):
        raise Unlistable(f"{site / FILE} is not signed by a key that you trust; take it away, or bring its key")
    # A list that was cut off while it was written, or put there by others, gives way to the one that was seen.
    known = [one.versions for one in (old, seen) if one]
    if known:
        return max(known, key=lambda versions: versions.number)
    if verdict is None:
        raise Unlistable(f"{site} has no list yet; name the first BAG")
    return Versions(campaign, 0, datetime.date.min, datetime.date.min)


def _revoking(made: Versions, id: str, me: Key) -> Versions:
    if id.upper() != me.successor_of:
        raise Unlistable(f"only the successor of {id} can revoke it, and {me.id} is not; --key NAME-successor signs")
    return replace(made, revoked=tuple(dict.fromkeys((*made.revoked, id.upper()))))
