"""editions.json: what the bag holds, for those who ask by the number on a piece of paper, and for the desk.

A tag file: the tag manifest lists it, so whoever signs the bag signs this too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from haqiba.bag.kit import Content, Kit

EDITIONS = "editions.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """What editions.json tells. An edition is name, kind, title, language, direction, number, helplines (name,
    contacts), draft, page (the picture of its first page, in data/)."""

    campaign: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    editions: tuple[Mapping[str, Any], ...] = ()

    @property
    def pieces(self) -> frozenset[str]:
        return frozenset(str(edition["name"]).split("/")[0] for edition in self.editions)

    @property
    def helplines(self) -> tuple[str, ...]:
        """Every number and address printed, once."""
        found = (contact for edition in self.editions for line in edition["helplines"] for contact in line["contacts"])
        return tuple(dict.fromkeys(found))

    @property
    def by_number(self) -> dict[str, Mapping[str, Any]]:
        return {edition["number"]: edition for edition in self.editions if edition["number"]}


def editions(kit: Kit) -> bytes:
    """The file, the same bytes for the same kit."""
    document = {
        "campaign": kit.campaign.slug,
        "version": kit.campaign.version,
        "date": kit.date.isoformat(),
        "site": kit.campaign.site,
        "titles": dict(kit.titles),
        "partners": {id: dict(names) for id, names in kit.partners.items()},
        "editions": [_edition(content) for content in kit.contents],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def contents(root: Path) -> Contents:
    """Of a bag that was verified; empty where an older haqiba packed it."""
    try:
        raw = json.loads((root / EDITIONS).read_bytes())
    except FileNotFoundError:
        return Contents()
    return Contents(raw["campaign"], raw["titles"], raw["partners"], tuple(raw["editions"]))


def _edition(content: Content) -> dict[str, Any]:
    pages = sorted(
        (blob.name for blob in content.files if blob.name.endswith("-1.png")), key=lambda name: (len(name), name)
    )
    return {
        "name": content.name,
        "kind": content.kind,
        "title": content.title,
        "language": content.language.tag,
        "direction": content.language.direction,
        "number": content.number,
        "helplines": [{"name": name, "contacts": list(values)} for name, values in content.helplines],
        "draft": bool(content.draft),
        "page": f"{content.folder}/{pages[0]}" if pages else "",
    }
