"""Dates, numbers, lists, hours and sentences, by the rules of the language (CLDR, ICU)."""

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from haqiba.campaign.language import Language

# Marks that CLDR puts in to steer the plain-text bidi algorithm; our pages set direction themselves.
_BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOURS = re.compile(r"^(?P<days>[A-Z][a-z](?:-[A-Z][a-z])?(?:,[A-Z][a-z](?:-[A-Z][a-z])?)*) (?P<times>[\d:,-]+)$")
_TIME = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$")


@lru_cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def date(value: datetime.date, language: Language) -> str:
    """`30 يوليوز 2024`, `30 juillet 2024`."""
    return format_date(value, "long", locale=_locale(language.locale)).translate(_BIDI)


def number(value: float, language: Language, unit: str = "") -> str:
    """`unit`: percent (38 -> `38 %`), year (no grouping), else a decimal."""
    if unit == "percent":
        # By the language's own pattern, which has a space in French; as a decimal, so that 12.3 stays 12.3.
        share = Decimal(str(round(value, 3))) / 100
        told = format_percent(share, locale=_locale(language.locale), decimal_quantization=False)
        return told.translate(_BIDI)
    if unit == "year":
        return str(int(value))
    return format_decimal(value, locale=_locale(language.locale)).translate(_BIDI)


def listed(items: Sequence[str], language: Language) -> str:
    return format_list(list(items), locale=_locale(language.locale))


class HoursFault(ValueError):
    """Opening hours that cannot be told, or that contradict themselves."""


def hours(text: str, language: Language, labels: Mapping[str, str]) -> str:
    """Opening hours in words. `text`: `24/7`, or `Mo-Fr 10:00-16:00`, joined by `; `.

    Raises HoursFault where it is neither, or says always and sometimes at once."""
    rules = [rule.strip() for rule in text.split(";") if rule.strip()]
    if not rules:
        raise HoursFault("no hours")
    if "24/7" in rules:
        if len(rules) > 1:
            raise HoursFault("24/7 and other hours together")
        return labels["always"]
    return listed([_rule(rule, language) for rule in rules], language)


def _rule(rule: str, language: Language) -> str:
    match = _HOURS.match(rule)
    if not match:
        raise HoursFault(f"{rule!r} is not written as Mo-Fr 10:00-16:00")
    names = get_day_names("wide", "stand-alone", _locale(language.locale))
    days = []
    for part in match["days"].split(","):
        ends = part.split("-")
        if any(day not in DAYS for day in ends):
            raise HoursFault(f"{part!r} is no day: {', '.join(DAYS)}")
        days.append("–".join(names[DAYS.index(day)] for day in ends))
    times = []
    for part in match["times"].split(","):
        clock = _TIME.match(part)
        hours = [int(text) for text in clock.groups() if text] if clock else []
        if not hours or hours[:2] >= hours[2:]:
            raise HoursFault(f"{part!r} is no time: 10:00-16:00")
        times.append("–".join(_clock(hours[i], hours[i + 1], language) for i in (0, 2)))
    return f"{listed(days, language)} {listed(times, language)}"


def _clock(hour: int, minute: int, language: Language) -> str:
    if hour == 24:
        return "24:00"
    return format_time(datetime.time(hour, minute), "HH:mm", locale=_locale(language.locale)).translate(_BIDI)


# A message with choices in it: `{day.children, plural, one {…} other {…}}`.
ICU = re.compile(r"\{\s*[\w.-]+\s*,\s*(?:(?:plural|select|selectordinal)\s*,|number\s*[,}])")


class SentenceFault(ValueError):
    """An ICU message that cannot be read."""


def sentence(text: str, language: Language, values: Mapping[str, str | int | float | datetime.date]) -> str:
    """An ICU message with its arguments; ASCII apostrophes are plain text (doubled for ICU).

    Raises SentenceFault with ICU's words where the message or an argument is wrong."""
    # Loaded here: the C extension is needed only by the few messages that count.
    from icu4py.messageformat import MessageFormat

    try:
        made: str = MessageFormat(text.replace("'", "''"), language.locale).format(dict(values))
    except (ValueError, RuntimeError, TypeError, KeyError) as error:
        raise SentenceFault(str(error)) from error
    return made.translate(_BIDI)


_FRENCH = (
    (re.compile(r"(?<![ \u00a0\u202f])[ \u00a0\u202f]+([;!?])"), "\u202f\\1"),
    (re.compile(r"(?<![ \u00a0\u202f])[ \u00a0\u202f]+([:»])"), "\u00a0\\1"),
    (re.compile(r"«[ \u00a0\u202f]+"), "«\u00a0"),
)


def spaced(text: str, language: Language) -> str:
    """Spaces that must not break, by the habit of the language (French: before ; : ! ? »)."""
    if language.tag.split("-")[0] == "fr":
        for pattern, to in _FRENCH:
            text = pattern.sub(to, text)
    return text
