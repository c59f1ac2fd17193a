"""What goes into a bag: plain records, filled by those who stand above."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language


@dataclass(frozen=True, slots=True)
class Content:
    """One edition in the bag: `folder` below data/ (`ar/leaflet`), `draft` the reasons why it is
    one, `draft_word` the word for it in its language; files are named inside the folder. `number` is printed on it,
    `helplines` are (name, its numbers and addresses)."""

    name: str
    folder: str
    language: Language
    kind: str
    title: str
    files: tuple[Blob, ...]
    draft: tuple[str, ...] = ()
    draft_word: str = "DRAFT"
    number: str = ""
    helplines: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Kit:
    """A whole bag before it is packed. `software` and `libraries` map names to exact versions;
    `missing` names the editions that failed; `only` is the pattern where not all were wanted; `titles` and `partners`
    are the campaign's title, and the names of partners by their id, in each language by its tag; `nacl` is the script
    of the page that checks papers."""

    campaign: Campaign
    contents: tuple[Content, ...]
    date: datetime.date
    software: str
    libraries: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    only: str = "*"
    titles: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    nacl: bytes = b""

    @property
    def specimen(self) -> tuple[str, ...]:
        """Why the bag is no final one, a line a reason; empty where it is."""
        drafts = [f"{content.name}: {reason}" for content in self.contents for reason in content.draft]
        return (*drafts, *(f"{name}: could not be built" for name in self.missing))
