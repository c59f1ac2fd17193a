"""A campaign about harm must not do any: a child who tells is answered, and no page shows too much.

Sources: UNICEF's principles for reporting on children, US OTIP Look Beneath the Surface (imagery), WHO 2022."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case
from haqiba.edition.edition import Edition

# The age from which an audience is to be thought of; grown-ups may see all.
AGES = {"children-8-11": 8, "teens-12-17": 12}
ANSWERING = ("children-8-11", "teens-12-17", "teachers")

# Tags of a drawing, whole or as a word of one: what shows the child as an object of violence, or identifies hurt.
_BANNED = (
    "chain chains chained rope ropes handcuff handcuffs cuffs shackle shackles cage caged prison jail "
    "bars bruise bruises bruised blood bleeding wound wounds gag gagged blindfold blindfolded barcode "
    "tied crying weeping tears cowering naked nude undressed underwear lingerie sexualised sexualized "
    "whip beaten noose سلسلة سلاسل حبل حبال أصفاد قيود قفص سجن قضبان كدمة كدمات دم جرح بكاء دموع عارية "
    "عري chaîne chaînes corde cordes menottes barreaux cage bleus sang larmes pleurs nue code-barres"
)
BANNED = frozenset(_BANNED.split(" "))
BANNED_PAIRS = frozenset({"bar code", "duct tape", "bound hands", "black eye", "رمز شريطي", "code barres"})


def referral_missing(case: Case) -> Iterator[Finding]:
    """A child who tells after a lesson or a leaflet must find someone: the page names the way or a number."""
    for edition in case.editions:
        audiences = [audience for audience in edition.audiences if audience in ANSWERING]
        if "campaign.referral" in edition.used:
            continue
        printed = {name.split(".")[1] for name in edition.used if name.startswith("helpline.")}
        served = {a for line in case.campaign.helplines if line.id in printed for a in line.audiences}
        left = [audience for audience in audiences if audience not in served]
        if left:
            yield Finding(
                "referral-missing",
                "error",
                edition.ref("front"),
                f"{', '.join(left)}: the page does not say to whom a child is brought",
                "print {campaign.referral}, or a helpline for them",
            )


def first_minute_missing(case: Case) -> Iterator[Finding]:
    """A child tells whom it trusts: the teacher needs the words of the first minute before the lesson, not after."""
    for edition in case.editions:
        if "teachers" in edition.audiences and "campaign.first_minute" not in edition.used:
            yield Finding(
                "first-minute-missing",
                "error" if edition.kind == "lesson" else "warning",
                edition.ref("front"),
                "it does not tell a teacher what to say in the first minute, when a child tells",
                "print {campaign.first_minute}",
            )


def lead_missing(case: Case) -> Iterator[Finding]:
    """Somebody must answer for the children's safety, by name of the office, before the first child is met."""
    safe = case.campaign.safeguarding
    if any(a in ANSWERING for e in case.editions for a in e.audiences) and not safe.lead.strip():
        yield Finding(
            "safeguarding-lead",
            "warning",
            "campaign.toml#safeguarding.lead",
            "no office answers for the children's safety",
            'write lead = "the office" under [safeguarding]',
        )


def too_young(case: Case) -> Iterator[Finding]:
    """What may be told at twelve may frighten at eight: each fact and each picture states the youngest."""
    for edition in case.firsts:
        ages = [AGES[audience] for audience in edition.audiences if audience in AGES]
        if not ages:
            continue
        for ref, name, youngest in _shown(case, edition):
            if youngest > min(ages):
                yield Finding(
                    "too-young",
                    "error",
                    ref,
                    f"«{name}» is for {youngest} years and older; this piece is read from {min(ages)} on",
                    "choose another, or give the piece to older readers",
                )
            elif not youngest:
                yield Finding(
                    "age-missing",
                    "warning",
                    ref,
                    f"«{name}» does not say from which age it may be seen, and a piece for children shows it",
                    "write its youngest: [facts.NAME] youngest = 8, or <haqiba:youngest> in the drawing",
                )


def _shown(case: Case, edition: Edition) -> Iterator[tuple[str, str, int]]:
    """(where, name, youngest) of the facts told and the pictures shown, once each."""
    told = dict.fromkeys(name.split(".")[1] for name in edition.used if name.startswith("fact."))
    for name in told:
        fact = case.campaign.facts.get(name)
        if fact:
            blocks = (b for b in case.pieces[edition.piece].walk() if f"fact.{name}" in b.text)
            block = next(blocks, None)
            yield edition.ref(block.id if block else ""), name, fact.youngest
    places = {words.name: words.id for words in edition.walk() if words.kind == "image"}
    for name, art in edition.art.items():
        if name == edition.cover or name in places:
            yield edition.ref(places.get(name, "front.cover")), name, art.youngest


def motif_banned(case: Case) -> Iterator[Finding]:
    """Chains, bars, bruises or tears make a child an object, and hide what recruitment really looks like."""
    for name, art in case.campaign.art.items():
        found = [tag for tag in art.tags if _banned(tag.casefold())]
        if found:
            yield Finding(
                "motif-banned",
                "error",
                name,
                f"the drawing shows {', '.join(found)}",
                "draw what one really sees, such as a gift, a mask or a phone, and a child that acts",
            )


def _banned(tag: str) -> bool:
    return tag in BANNED_PAIRS or bool(BANNED.intersection(tag.replace("_", " ").split()))


def pictures_looked_at(case: Case) -> Iterator[Finding]:
    """A rule does not see a picture. How many a safeguarding reader has looked at is told, and never more than that."""
    reader = case.campaign.safeguarding.reader
    names = {name for e in case.editions for name in e.art if not any(p.logo == name for p in e.partners)}
    drawn = [case.campaign.art[name] for name in sorted(names)]
    if not drawn:
        return
    rows = [row for row in case.campaign.approvals if reader and row.office == reader]
    seen = [a for a in drawn if any(r.what == a.name and a.blob.digest.startswith(r.digest) for r in rows)]
    if len(seen) == len(drawn):
        return
    yield Finding(
        "pictures-looked-at",
        "note",
        "campaign.toml#safeguarding.reader" if not reader else "approvals.csv",
        f"{len(seen)} of {len(drawn)} pictures looked at by a safeguarding reader",
        f"{reader} writes a row a picture into approvals.csv: the file's name, its office, the day, the digest"
        if reader
        else "name the office, reader = … under [safeguarding]; it writes a row a picture into approvals.csv",
    )


CHECKS = (
    referral_missing,
    first_minute_missing,
    lead_missing,
    too_young,
    motif_banned,
    pictures_looked_at,
)
