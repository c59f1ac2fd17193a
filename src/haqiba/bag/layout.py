"""The files of a bag, payload and tags: strict BagIt 1.0 (RFC 8493), the same bytes for the same kit."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from haqiba.bag.checker import in_bag
from haqiba.bag.crate import crate
from haqiba.bag.editions import EDITIONS, editions
from haqiba.bag.index import index
from haqiba.bag.kit import Kit
from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import Campaign

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "haqiba"
TAGMANIFEST = "tagmanifest-sha256.txt"
SIGNATURES = "signatures/"
"""What is added after packing, and listed in no manifest."""

Layout = dict[str, Blob | bytes]
"""Name in the bag -> where its bytes are, or the bytes."""


def layout(kit: Kit) -> Layout:
    """Every file of the bag, in the order of its name's bytes."""
    payload: Layout = {f"data/{content.folder}/{blob.name}": blob for content in kit.contents for blob in content.files}
    payload["data/index.html"] = index(kit)
    if kit.campaign.site and kit.nacl:
        payload |= {f"data/{name}": data for name, data in in_bag(kit.nacl).items()}
    tags: Layout = {
        "bag-info.txt": _info(kit, payload),
        "bagit.txt": DECLARATION,
        EDITIONS: editions(kit),
        "manifest-sha256.txt": manifest(payload),
        "ro-crate-metadata.json": crate(kit),
    }
    tags[TAGMANIFEST] = manifest(tags)
    return dict(sorted((payload | tags).items(), key=lambda item: item[0].encode()))


def manifest(files: Mapping[str, Blob | bytes]) -> bytes:
    """Digests as `sha256sum -c` reads them, sorted by the bytes of the names."""
    names = sorted(files, key=str.encode)
    return "".join(f"{digest_of(files[name])}  {name}\n" for name in names).encode()


def digest_of(content: Blob | bytes) -> str:
    return sha256(content).hexdigest() if isinstance(content, bytes) else content.digest


def size_of(content: Blob | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.size


def agent(software: str) -> str:
    return f"{AGENT} {software}"


def _info(kit: Kit, payload: Layout) -> bytes:
    octets = sum(size_of(content) for content in payload.values())
    lines = [*_about(kit.campaign)]
    lines.append(("Bagging-Date", kit.date.isoformat()))
    lines.append(("Bag-Software-Agent", agent(kit.software)))
    lines.append(("Payload-Oxum", f"{octets}.{len(payload)}"))
    lines += [("Haqiba-Library", f"{name} {version}") for name, version in sorted(kit.libraries.items())]
    if kit.only != "*":
        lines.append(("Haqiba-Only", kit.only))
    if kit.specimen:
        lines.append(("Haqiba-Specimen", "yes"))
        lines += [("Haqiba-Specimen-Reason", reason) for reason in kit.specimen]
    # A value is one line: what an author wrote on several is joined by spaces.
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in lines).encode()


def _about(campaign: Campaign) -> Iterator[tuple[str, str]]:
    leads = [partner.name for partner in campaign.partners if partner.role == "lead"]
    for name in leads or [campaign.title]:
        yield "Source-Organization", name
    yield "External-Description", " — ".join(part for part in (campaign.title, campaign.slogan) if part)
    yield "External-Identifier", campaign.slug
    for language in campaign.languages:
        yield "Haqiba-Language", language.tag
    if campaign.version:
        yield "Haqiba-Campaign-Version", campaign.version
