"""ro-crate-metadata.json: who made each file, in which language, under which licence (RO-Crate 1.2)."""

import json
import mimetypes
from typing import Any
from urllib.parse import quote

from haqiba.bag.kit import Content, Kit
from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import Campaign

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"

Entity = dict[str, Any]

# The machine's own table of types differs from one to the next; Python's built-in one does not.
_TYPES = mimetypes.MimeTypes()


def crate(kit: Kit) -> bytes:
    """The metadata of a kit as JSON-LD, the same bytes for the same kit."""
    people = _people(kit.campaign)
    licence = _licence(kit.campaign)
    files = [_file(content, blob, people, licence) for content in kit.contents for blob in content.files]
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    page = {"@id": "data/index.html", "@type": "File", "name": kit.campaign.title, "encodingFormat": "text/html"}
    graph = [descriptor, _root(kit, files, people, licence), page, *files, *people, *licence]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _root(kit: Kit, files: list[Entity], people: list[Entity], licence: list[Entity]) -> Entity:
    campaign = kit.campaign
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": campaign.title,
        "description": campaign.slogan or campaign.title,
        "datePublished": (campaign.date or kit.date).isoformat(),
        "inLanguage": [language.tag for language in campaign.languages],
        "hasPart": [{"@id": "data/index.html"}, *_refs(files)],
    }
    if campaign.version:
        root["version"] = campaign.version
    if campaign.site.startswith(("http://", "https://")):
        root["url"] = campaign.site
    return root | _rights(people, licence)


def _file(content: Content, blob: Blob, people: list[Entity], licence: list[Entity]) -> Entity:
    name = f"data/{content.folder}/{blob.name}"
    return {
        "@id": quote(name),
        "@type": "File",
        "name": content.title or content.name,
        "alternateName": blob.name,
        "contentSize": str(blob.size),
        "encodingFormat": _TYPES.guess_type(blob.name)[0] or "application/octet-stream",
        "inLanguage": content.language.tag,
        "sha256": blob.digest,
    } | _rights(people, licence)


def _rights(people: list[Entity], licence: list[Entity]) -> Entity:
    rights: Entity = {}
    if people:
        rights["creator"] = _refs(people)
    if licence:
        rights["license"] = _refs(licence)[0]
    return rights


def _refs(entities: list[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]


def _people(campaign: Campaign) -> list[Entity]:
    """Those whom the campaign credits; the leading offices where it credits nobody."""
    offices = {partner.name for partner in campaign.partners}
    names = [credit.name for credit in campaign.credits]
    names = names or [partner.name for partner in campaign.partners if partner.role == "lead"]
    return [
        {"@id": f"#creator-{number}", "@type": "Organization" if name in offices else "Person", "name": name}
        for number, name in enumerate(dict.fromkeys(names), start=1)
    ]


def _licence(campaign: Campaign) -> list[Entity]:
    text = campaign.licence.strip()
    if not text:
        return []
    address = quote(text, safe=":/?#[]@!$&'()*+,;=~%") if text.startswith(("http://", "https://")) else "#licence"
    return [{"@id": address, "@type": "CreativeWork", "name": text}]
