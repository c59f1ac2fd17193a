"""Placeholders: a value written once in the campaign is used everywhere."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language
from haqiba.campaign.people import Channel, Fact, Helpline
from haqiba.edition import format
from haqiba.edition.translate import Translator

ROOTS = ("helpline", "fact", "campaign", "partner", "day", "record")
_NAME = rf"(?:{'|'.join(ROOTS)})(?:\.[\w-]+)+"
PLACEHOLDER = re.compile(rf"\{{\s*({_NAME})\s*\}}")
_PRIVATE = range(0xE000, 0xF900)
# As an argument of a sentence that counts: `{day.children, plural, …}`.
ARGUMENT = re.compile(rf"\{{\s*({_NAME})(?=\s*,)")
_EITHER = re.compile(rf"\{{\s*({_NAME})\s*(?=[,}}])")
# Dotted braces that begin with none of the roots: a slip of the pen.
STRAY = re.compile(r"\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)+)\s*(?=[,}])")


def names(text: str) -> tuple[str, ...]:
    """The reserved names in a text, in order, repeats kept."""
    return tuple(match[1] for match in _EITHER.finditer(text))


def strays(text: str) -> tuple[str, ...]:
    """Names in braces that look like ours and are not."""
    return tuple(m[1] for m in STRAY.finditer(text) if m[1].split(".")[0] not in ROOTS)


@dataclass(frozen=True, slots=True)
class Value:
    """What a placeholder stands for: `text` as printed, `raw` for a sentence that counts;
    `direction` is ltr for what must never be turned, `href` where it can be called or opened;
    `finished` is false where a translation is missing or no longer true to its source."""

    text: str
    raw: int | float | str | datetime.date | None = None
    direction: str = ""
    href: str = ""
    finished: bool = True


def _told(say: Translator, text: str, raw: int | float | str | datetime.date | None = None) -> Value:
    said = say.said(text)
    return Value(said.text, raw, finished=said.finished)


def values(campaign: Campaign, language: Language, labels: dict[str, str], say: Translator) -> dict[str, Value]:
    """Every reserved name of a campaign that has a value, in one language."""
    found = {
        "campaign.title": _told(say, campaign.title),
        "campaign.slogan": _told(say, campaign.slogan),
        "campaign.notice": _told(say, campaign.notice),
        "campaign.licence": Value(campaign.licence, direction="ltr"),
        "campaign.site": Value(campaign.site, direction="ltr", href=campaign.site),
        "campaign.plan": _told(say, campaign.plan.name),
        "campaign.referral": _told(say, campaign.safeguarding.referral),
        "campaign.first_minute": _told(say, campaign.safeguarding.first_minute),
    }
    for partner in campaign.partners:
        found[f"partner.{partner.id}"] = _told(say, partner.name)
    for line in campaign.helplines:
        found.update(_helpline(line, language, labels, say))
    for fact in campaign.facts.values():
        found.update(_fact(fact, language, say))
    found.update(_day(campaign, language, say))
    return {name: value for name, value in found.items() if value.text}


def _helpline(
    line: Helpline, language: Language, labels: dict[str, str], say: Translator
) -> Iterator[tuple[str, Value]]:
    base = f"helpline.{line.id}"
    yield f"{base}.name", _told(say, line.name)
    for number, channel in enumerate(line.channels):
        keys = {channel.id, channel.kind} | ({"number"} if number == 0 else set())
        value = Value(channel.value, channel.value, "ltr", href(channel))
        told = told_hours(channel, language, labels)
        for key in sorted(keys):
            yield f"{base}.{key}", value
            if told:
                yield f"{base}.{key}.hours", Value(told)
        if number == 0 and told:
            yield f"{base}.hours", Value(told)


def told_hours(channel: Channel, language: Language, labels: dict[str, str]) -> str:
    """The hours in words; empty where they cannot be told (check says why)."""
    try:
        return format.hours(channel.hours, language, labels)
    except format.HoursFault:
        return ""


def href(channel: Channel) -> str:
    """A link that calls, writes or opens the channel; empty for an office."""
    digits = re.sub(r"[^\d+]", "", channel.value)
    address = channel.value if "://" in channel.value else f"https://{channel.value}"
    return {
        "phone": f"tel:{digits}",
        "sms": f"sms:{digits}",
        "whatsapp": f"https://wa.me/{digits.lstrip('+')}",
        "web": address,
        "email": f"mailto:{channel.value}",
    }.get(channel.kind, "")


def _fact(fact: Fact, language: Language, say: Translator) -> Iterator[tuple[str, Value]]:
    if isinstance(fact.value, datetime.date):
        value = Value(format.date(fact.value, language), fact.value)
    elif isinstance(fact.value, (int, float)):
        value = Value(format.number(fact.value, language, fact.unit), fact.value)
    else:
        value = _told(say, fact.value, fact.value)
    yield f"fact.{fact.id}", value
    yield f"fact.{fact.id}.text", _told(say, fact.text)
    yield f"fact.{fact.id}.source", _told(say, fact.source)


def _day(campaign: Campaign, language: Language, say: Translator) -> Iterator[tuple[str, Value]]:
    day = campaign.day
    for key in ("title", "place", "chair", "children_group"):
        yield f"day.{key}", _told(say, getattr(day, key))
    if day.date:
        yield "day.date", Value(format.date(day.date, language), day.date)
    if day.children is not None:
        yield "day.children", Value(format.number(day.children, language), day.children)


def tokens(text: str, known: dict[str, Value], language: Language) -> tuple[str, dict[str, str]]:
    """A text with its values as tokens, and the name of each: one private-use character that the text does not hold.

    A sentence that counts is settled by ICU on the way; its arguments are passed, never pasted.
    Unknown names stay as written: a check tells them. Raises format.SentenceFault."""
    used: dict[str, str] = {}
    free = (character for character in map(chr, _PRIVATE) if character not in text)

    def token(match: re.Match[str]) -> str:
        character = next(free, "") if match[1] in known else ""
        if not character:
            return match[0]
        used[character] = match[1]
        return character

    counts = bool(format.ICU.search(text))
    arguments: dict[str, str | int | float | datetime.date] = {}

    def argument(match: re.Match[str]) -> str:
        plain = re.sub(r"[.-]", "_", match[1])
        value = known.get(match[1])
        if value is not None:
            arguments[plain] = value.text if value.raw is None else value.raw
        return "{" + plain

    made = PLACEHOLDER.sub(token, text)
    if counts:
        made = format.sentence(ARGUMENT.sub(argument, made), language, arguments)
    return made, used
