"""campaign.toml -> the campaign's own words, all faults at once."""

import datetime
from collections.abc import Callable
from typing import Any

from haqiba.campaign.campaign import AUDIENCES
from haqiba.campaign.finding import Finding, Place
from haqiba.campaign.language import Language
from haqiba.campaign.people import (
    CHANNELS,
    ROLES,
    Channel,
    Credit,
    Day,
    Fact,
    Helpline,
    Indicator,
    Partner,
    Plan,
    Safeguarding,
    Term,
)
from haqiba.read.ignore import in_settings
from haqiba.read.table import Table
from haqiba.read.tags import language
from haqiba.read.toml import load

PALETTE = ("night", "deep", "heart", "sky", "paper", "sand", "saffron", "coral", "leaf", "ink")


def settings(text: str, file: str) -> tuple[dict[str, Any], dict[str, Place], list[Finding]]:
    """Fields of Campaign by name, the places of all keys, findings."""
    document, findings = load(text, file)
    if findings:
        return {}, {}, findings
    top = Table(document.data, file, "", findings)
    region = top.text("region")
    fields: dict[str, Any] = {
        "title": top.text("title", needed=True),
        "slogan": top.text("slogan"),
        "languages": _languages(top, region),
        "audiences": top.texts("audiences", AUDIENCES),
        "region": region,
        "version": top.text("version"),
        "date": top.day("date"),
        "notice": top.text("notice"),
        "licence": top.text("licence"),
        "site": top.text("site"),
        "hashtags": top.texts("hashtags"),
        "approvers": top.texts("approvers"),
        "paper": top.boolean("paper", True),
        "partners": _unique(top, "partners", _partner),
        "helplines": _unique(top, "helplines", _helpline),
        "facts": _facts(top.table("facts")),
        "safeguarding": _safeguarding(top.table("safeguarding")),
        "plan": _plan(top.table("plan")),
        "day": _day(top.table("day")),
        "credits": tuple(_credit(table) for table in top.tables("credits")),
        "colours": _colours(top.table("colours")),
        "glossary": tuple(_term(table) for table in top.tables("glossary")),
        "ignores": in_settings(top),
    }
    top.close()
    places = {f"{file}#{path}": place for path, place in document.places.items()}
    return fields, places, findings


def _languages(top: Table, region: str) -> tuple[Language, ...]:
    found: list[Language] = []
    for number, tag in enumerate(top.texts("languages")):
        one = language(tag, region)
        if one is None:
            top.fault(
                "language-unknown",
                f"languages.{number}",
                f"{tag!r} is not a language tag that CLDR knows",
                "use a BCP 47 tag: ar, fr, en, zgh, ary, es …",
            )
        elif one.tag in (known.tag for known in found):
            top.fault("language-twice", f"languages.{number}", f"{tag} is named twice", "keep one")
        else:
            found.append(one)
    if not top.data.get("languages"):
        key = "languages" if "languages" in top.data else ""
        top.fault("key-missing", key, "languages is missing", 'add languages = ["ar", "fr"], the source language first')
    return tuple(found)


def _unique(top: Table, key: str, one: Callable[[Table], Any]) -> tuple[Any, ...]:
    made = []
    seen: set[str] = set()
    for table in top.tables(key):
        item = one(table)
        if item.id in seen:
            table.fault("id-twice", "id", f"two {key} are called {item.id!r}", "give one of them another id")
        elif item.id:
            seen.add(item.id)
            made.append(item)
    return tuple(made)


def _identifier(table: Table, key: str = "id") -> str:
    name = table.text(key, needed=True)
    if name and not name.replace("_", "").replace("-", "").isalnum():
        table.fault("id-form", key, f"{name!r} cannot be an id", "use letters, digits, - and _ only")
        return ""
    return name


def _partner(table: Table) -> Partner:
    partner = Partner(
        id=_identifier(table),
        name=table.text("name", needed=True),
        role=table.choice("role", ROLES, default="partner"),
        order=table.integer("order") or 0,
        logo=table.text("logo"),
        statement=table.text("statement"),
        ref=table.ref(),
    )
    table.close()
    return partner


def _helpline(table: Table) -> Helpline:
    channels = []
    for row in table.tables("channels"):
        kind = row.choice("kind", CHANNELS, needed=True, default="phone")
        channel = Channel(
            id=row.text("id") or kind,
            kind=kind,
            value=row.text("value", needed=True).strip(),
            hours=row.text("hours"),
            cost=row.choice("cost", ("free", "paid", "unknown"), default="unknown"),
            languages=row.texts("languages"),
            ref=row.ref(),
        )
        row.close()
        if channel.value:
            channels.append(channel)
    if not channels:
        table.fault(
            "key-missing",
            "",
            "a helpline needs a channel",
            'add [[helplines.channels]] with kind = "phone" and value = "…"',
        )
    helpline = Helpline(
        id=_identifier(table),
        name=table.text("name", needed=True),
        audiences=table.texts("audiences", AUDIENCES),
        channels=tuple(channels),
        source=table.text("source"),
        source_date=table.text("source_date"),
        verified=table.day("verified"),
        verified_by=table.text("verified_by"),
        ref=table.ref(),
    )
    table.close()
    return helpline


def _facts(table: Table) -> dict[str, Fact]:
    facts = {}
    for name, value in table.data.items():
        if not isinstance(value, dict):
            table.fault(
                "value-type", name, f"fact {name} should be a table", f"write [facts.{name}] with value and source"
            )
            continue
        row = table.table(name)
        found = row.anything("value", (int, float, str, datetime.date), needed=True)
        facts[name] = Fact(
            id=name,
            value="" if found is None else found,
            unit=row.choice("unit", ("percent", "year", "date", "count")),
            text=row.text("text"),
            source=row.text("source"),
            date=row.text("date") if isinstance(row.data.get("date"), str) else _iso(row),
            url=row.text("url"),
            youngest=row.integer("youngest") or 0,
            ref=row.ref(),
        )
        row.close()
    return facts


def _iso(row: Table) -> str:
    day = row.day("date")
    return day.isoformat() if day else ""


def _safeguarding(table: Table) -> Safeguarding:
    made = Safeguarding(table.text("lead"), table.text("referral"), table.text("first_minute"), table.text("reader"))
    table.close("safeguarding.")
    return made


def _plan(table: Table) -> Plan:
    indicators = []
    for row in table.tables("indicators"):
        indicators.append(
            Indicator(
                _identifier(row),
                row.text("name", needed=True),
                row.number("baseline"),
                row.number("target"),
                row.text("source"),
                row.ref(),
            )
        )
        row.close()
    plan = Plan(table.text("name"), table.integer("first_year"), table.integer("last_year"), tuple(indicators))
    table.close("plan.")
    return plan


def _day(table: Table) -> Day:
    day = Day(
        title=table.text("title"),
        date=table.day("date"),
        place=table.text("place"),
        zone=table.text("zone"),
        chair=table.text("chair"),
        speakers=table.texts("speakers"),
        children=table.integer("children"),
        children_group=table.text("children_group"),
    )
    table.close("day.")
    return day


def _credit(table: Table) -> Credit:
    credit = Credit(table.text("name", needed=True), table.text("role", needed=True), table.ref())
    table.close()
    return credit


def _colours(table: Table) -> dict[str, str]:
    colours = {}
    for name in PALETTE:
        value = table.text(name)
        if not value:
            continue
        if len(value) == 7 and value[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in value[1:]):
            colours[name] = value.upper()
        else:
            table.fault("value-type", name, f"{value!r} is not a colour", "write it as #12263F")
    table.close("colours.")
    return colours


def _term(table: Table) -> Term:
    said, never = (_by_language(table, key) for key in ("said", "never"))
    term = Term(table.text("term", needed=bool(said)).strip(), said, never, table.ref())
    table.close()
    return term


def _by_language(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    words = table.table(key)
    return {tag: tuple(filter(None, map(str.strip, words.texts(tag)))) for tag in words.data}
