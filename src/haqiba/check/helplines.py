"""A dead, missing or contradictory number is the worst fault of a campaign: someone calls, and nobody answers."""

import re
from collections.abc import Iterator

import phonenumbers

from haqiba.campaign.finding import Finding
from haqiba.campaign.people import Channel, Helpline
from haqiba.check.case import Case, short
from haqiba.check.phrases import listed, plain
from haqiba.edition import VERIFIED_FOR, is_verified
from haqiba.edition.fill import PLACEHOLDER
from haqiba.edition.format import ICU, HoursFault, hours
from haqiba.edition.labels import ENGLISH
from haqiba.read.table import nearest


def helpline_missing(case: Case) -> Iterator[Finding]:
    """Every piece ends with what one can do: it prints a helpline that is there for its audience."""
    for edition in case.editions:
        printed = {name.split(".")[1] for name in edition.used if name.startswith("helpline.")}
        for audience in edition.audiences:
            served = [line for line in case.campaign.helplines if audience in line.audiences]
            if printed.intersection(line.id for line in served):
                continue
            offer = served[0].id if served else ""
            yield Finding(
                "helpline-missing",
                "error",
                edition.ref("front"),
                f"no helpline for {audience} on this piece",
                f'add helplines = ["{offer}"] above, or {{helpline.{offer}.number}} in the text'
                if offer
                else f'add a [[helplines]] with audiences = ["{audience}"] to campaign.toml',
            )


def helpline_unknown(case: Case) -> Iterator[Finding]:
    """A piece that asks for a helpline that the campaign does not have prints none."""
    known = [line.id for line in case.campaign.helplines]
    for piece in case.campaign.pieces:
        for number, name in enumerate(piece.helplines):
            if name not in known:
                mend = nearest(name, known) or f"known: {', '.join(known)}"
                yield Finding(
                    "helpline-unknown",
                    "error",
                    piece.ref(f"front.helplines.{number}"),
                    f"no helpline is called {name}",
                    mend,
                )


def helpline_unverified(case: Case) -> Iterator[Finding]:
    """Numbers die. One that no office has called within 180 days must not be printed as final."""
    for line in case.campaign.helplines:
        if is_verified(line, case.today):
            continue
        if not line.verified:
            said = "no office has called this helpline yet"
        elif not line.verified_by:
            said = "it is not written which office called"
        elif line.verified > case.today:
            said = f"verified on {line.verified}, which is still to come"
        else:
            said = f"verified on {line.verified}, more than {VERIFIED_FOR.days} days ago"
        yield Finding(
            "helpline-unverified",
            "warning",
            line.ref,
            said,
            "call it, then write verified = the day and verified_by = the office",
        )


def helpline_hours(case: Case) -> Iterator[Finding]:
    """Hours are told for each channel: a line may be open all night while its chat keeps office hours."""
    for line in case.campaign.helplines:
        for channel in line.channels:
            try:
                hours(channel.hours, case.campaign.source, ENGLISH)
            except HoursFault as fault:
                yield Finding(
                    "helpline-hours",
                    "error",
                    f"{channel.ref}.hours",
                    f"{line.id}, {channel.id}: {fault}",
                    'write hours = "24/7" or "Mo-Fr 10:00-16:00" for this channel alone',
                )


# Words that make a short number one that is called.
_CALL = {
    "ar": r"(?:اتصل|نتصل|اتصال|تتصل|رقم|هاتف|كلم)\w*(?: \w+){0,2} ?:? ?(?P<number>\d{2,6})",
    "fr": r"(?:appel|compos|téléphon|numéro)\w*(?: \w+){0,2} ?:? ?(?P<number>\d{2,6})",
    "en": r"(?:call|dial|phone|ring|number)\w*(?: \w+){0,2} ?:? ?(?P<number>\d{2,6})",
}
_LONG = re.compile(r"(?<![\w.,])\+?\d[\d .\u00a0\u202f()/-]{6,}\d(?!\w)")
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
# Short numbers have 3 to 6 digits, and no list of them is complete.
SHORTEST, SHORT = 2, 6


def helpline_typed(case: Case) -> Iterator[Finding]:
    """A number typed by hand stays as it is when the helpline changes, on one page of twenty."""
    known = {_digits(c.value): f"{line.id}.{c.id}" for line, c in _channels(case) if c.kind not in ("web", "email")}
    hosts = {c.value.casefold(): f"{line.id}.{c.id}" for line, c in _channels(case) if c.kind in ("web", "email")}
    for saying in case.sayings:
        if not saying.own or ICU.search(saying.text):
            continue
        text = PLACEHOLDER.sub("\ufffc", saying.text)
        typed = [match[0] for match in _LONG.finditer(text) if _is_number(match[0], case.campaign.region)]
        called = re.search(listed(_CALL, saying.language) or r"(?!)", plain(text))
        typed += [called["number"]] if called else []
        typed += [word for word in re.findall(r"\d{3,}", text) if _digits(word) in known]
        typed += [host for host in hosts if host and host in text.casefold()]
        for number in dict.fromkeys(typed):
            name = known.get(_digits(number)) or hosts.get(number, "")
            yield Finding(
                "helpline-typed",
                "error",
                saying.ref,
                f"{saying.language.tag}: {number.strip()} is typed by hand in «{short(saying.text)}»",
                f"write {{helpline.{name}}}" if name else "write it as [[helplines]] in campaign.toml, its name here",
            )


def _channels(case: Case) -> Iterator[tuple[Helpline, Channel]]:
    return ((line, channel) for line in case.campaign.helplines for channel in line.channels)


def _digits(text: str) -> str:
    return "".join(str(int(c)) for c in text if c.isdecimal())


def _is_number(text: str, region: str) -> bool:
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def helpline_number(case: Case) -> Iterator[Finding]:
    """One digit too many, and every copy of the leaflet calls nobody."""
    region = case.campaign.region
    for line, channel in _channels(case):
        if channel.kind not in ("phone", "sms", "whatsapp") or not (region or channel.value.startswith("+")):
            continue
        digits = _digits(channel.value)
        if SHORTEST <= len(digits) <= SHORT and channel.kind != "whatsapp":
            if not _known_short(digits, region):
                yield Finding(
                    "helpline-short",
                    "note",
                    f"{channel.ref}.value",
                    f"{line.id}, {channel.id}: no list knows the short number {channel.value} in {region}",
                    "call it from a mobile telephone and from a fixed line, of every operator",
                )
            continue
        if not _is_number(channel.value, region):
            yield Finding(
                "helpline-number",
                "warning",
                f"{channel.ref}.value",
                f"{line.id}, {channel.id}: {channel.value} is no number in {region}",
                "look at its digits again; from abroad it begins with + and the country",
            )


def _known_short(digits: str, region: str) -> bool:
    code = phonenumbers.country_code_for_region(region)
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(digits))
    return bool(phonenumbers.is_valid_short_number_for_region(number, region))


def helpline_link(case: Case) -> Iterator[Finding]:
    """On a telephone one touches the number; a link that no telephone understands is a dead end."""
    for line, channel in _channels(case):
        value = channel.value
        wrong = {
            "phone": not _digits(value),
            "sms": not _digits(value),
            "whatsapp": not value.startswith("+") and "wa.me" not in value,
            "web": not _HOST.fullmatch(value),
            "email": not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value),
        }.get(channel.kind, False)
        if wrong:
            mend = "begin it with + and the country" if channel.kind == "whatsapp" else "write it as one uses it"
            yield Finding(
                "helpline-link",
                "error",
                f"{channel.ref}.value",
                f"{line.id}, {channel.id}: {value} cannot be opened by touching it",
                mend,
            )


def helpline_cost(case: Case) -> Iterator[Finding]:
    """A child without credit calls only what it knows to be free."""
    for line, channel in _channels(case):
        if channel.kind in ("phone", "sms") and channel.cost == "unknown":
            yield Finding(
                "helpline-cost",
                "note",
                channel.ref,
                f"{line.id}, {channel.id}: it is not known what a call costs",
                'ask, then write cost = "free" or "paid"',
            )


def helpline_languages(case: Case) -> Iterator[Finding]:
    """Whoever is frightened speaks the language of home: say which ones are answered."""
    for line, channel in _channels(case):
        answered = {tag.split("-")[0] for tag in channel.languages}
        spoken = [
            language.tag
            for language in case.campaign.languages
            if answered.isdisjoint({language.tag.split("-")[0], *language.fallback})
        ]
        said = f"{line.id}, {channel.id}: nobody answers in {', '.join(spoken)}"
        mend = "tell the lead office; the pages keep the number"
        if not channel.languages:
            said = f"{line.id}, {channel.id}: it is not known which languages are answered"
            mend = 'ask, then write languages = ["ar", …]'
        if spoken:
            yield Finding("helpline-languages", "note", channel.ref, said, mend)


def helpline_contradicts(case: Case) -> Iterator[Finding]:
    """One number with two hours or two prices: one of the two is false."""
    first: dict[tuple[str, str], tuple[Helpline, Channel]] = {}
    for line, channel in _channels(case):
        address = _digits(channel.value) if channel.kind in ("phone", "sms", "whatsapp") else channel.value.casefold()
        other_line, other = first.setdefault((channel.kind, address), (line, channel))
        for key in ("hours", "cost"):
            one, two = getattr(other, key), getattr(channel, key)
            if one and two and one != two and "unknown" not in (one, two):
                yield Finding(
                    "helpline-contradicts",
                    "error",
                    f"{channel.ref}.{key}",
                    f"{channel.value} has {key} {two!r} here and {one!r} as {other_line.id}",
                    "ask the helpline which is true",
                )


CHECKS = (
    helpline_unknown,
    helpline_missing,
    helpline_unverified,
    helpline_hours,
    helpline_typed,
    helpline_number,
    helpline_link,
    helpline_cost,
    helpline_languages,
    helpline_contradicts,
)
