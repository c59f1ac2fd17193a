"""Who stands behind a campaign, whom one calls, and what it claims."""

import datetime
from dataclasses import dataclass, field

from haqiba.campaign.finding import Ref

ROLES = ("lead", "partner", "funder", "media", "recipient")
CHANNELS = ("phone", "whatsapp", "sms", "web", "email", "office")


@dataclass(frozen=True, slots=True)
class Partner:
    id: str
    name: str
    role: str
    order: int = 0
    logo: str = ""
    statement: str = ""
    ref: Ref = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a helpline. `hours` in opening-hours notation: `24/7`, `Mo-Fr 10:00-16:00`;
    `cost` one of free, paid, unknown; `languages` those it answers in (BCP 47), empty = unknown."""

    id: str
    kind: str
    value: str
    hours: str = ""
    cost: str = "unknown"
    languages: tuple[str, ...] = ()
    ref: Ref = ""


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number or address for help. `verified` is the day an office called it, `verified_by` who."""

    id: str
    name: str
    audiences: tuple[str, ...]
    channels: tuple[Channel, ...]
    source: str = ""
    source_date: str = ""
    verified: datetime.date | None = None
    verified_by: str = ""
    ref: Ref = ""

    def channel(self, name: str) -> Channel | None:
        """By its id or kind; `number` is the first channel."""
        for channel in self.channels:
            if name in (channel.id, channel.kind):
                return channel
        return self.channels[0] if name == "number" and self.channels else None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its source. `unit`: percent, year, date, count, or empty for words;
    `youngest` is the age from which it may be told."""

    id: str
    value: int | float | str | datetime.date
    unit: str = ""
    text: str = ""
    source: str = ""
    date: str = ""
    url: str = ""
    youngest: int = 0
    ref: Ref = ""


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Who answers for the children's safety; what one says in the first minute when a child tells.

    `reader` is the office, as approvals.csv names it, that looks at every picture."""

    lead: str = ""
    referral: str = ""
    first_minute: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    name: str
    baseline: float | None = None
    target: float | None = None
    source: str = ""
    ref: Ref = ""


@dataclass(frozen=True, slots=True)
class Plan:
    name: str = ""
    first_year: int | None = None
    last_year: int | None = None
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The communication day: `children` is a number of children present, never a list."""

    title: str = ""
    date: datetime.date | None = None
    place: str = ""
    zone: str = ""
    chair: str = ""
    speakers: tuple[str, ...] = ()
    children: int | None = None
    children_group: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    name: str
    role: str
    ref: Ref = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """An office looked at an edition (`poster/ar`) or a picture (`art/…svg`): which, when, of which digest.

    `digest` is at least the first 12 hex digits of Edition.approvable(), or of the picture's bytes."""

    what: str
    office: str
    date: datetime.date | None
    digest: str
    ref: Ref = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source language; by language (BCP 47): `said`, one of which must translate it, and
    `never`, words that must not be used. `term` is empty where only words are forbidden."""

    term: str = ""
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)
    never: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ref: Ref = ""
