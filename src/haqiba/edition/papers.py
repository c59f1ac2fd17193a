"""Papers of the desk as editions: the receipt of a hand-over, the letter to those who must be told.

The desk's own sentences are here, in the languages in which haqiba speaks itself; in any other language a paper is
written in the language of the campaign, or in Arabic.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from haqiba.campaign.language import Language
from haqiba.edition import format
from haqiba.edition.blobs import faces
from haqiba.edition.edition import Edition, Span, Words
from haqiba.edition.labels import shipped

Sentences = Mapping[str, str]

ARABIC = {
    "receipt": "وصل تسليم رقم {number}",
    "campaign": "الحملة",
    "version": "الإصدار",
    "date": "تاريخ التسليم",
    "office": "الجهة المسلِّمة",
    "partner": "الجهة المتسلِّمة",
    "helplines": "الأرقام المطبوعة فيه",
    "bag": "بصمة الحقيبة",
    "before": "بصمة الوصل السابق",
    "key": "رقم مفتاح التوقيع",
    "piece": "الدعامة",
    "copies": "عدد النسخ",
    "pledge": "تسلّمنا هذه الحقيبة كاملة، ونلتزم بسحب ما طُبع منها وعُلّق متى أُخبرنا بذلك.",
    "signature": "الاسم والصفة والتوقيع والخاتم",
    "recall": "سحب الإصدار {version}",
    "changed": "رقم تبليغ لم يعد صالحا",
    "to": "إلى: {name}",
    "received": "تسلّمتم منا من هذه الحملة:",
    "reason": "تقرر سحب هذا الإصدار للسبب الآتي: {reason}",
    "old": "الرقم الآتي مطبوع فيما تسلّمتم، ولم يعد صالحا: {value}",
    "new": "والصحيح من الآن: {value}",
    "ask": "المرجو وقف التوزيع، وسحب ما عُلّق أو وُزّع، وإخبارنا بعدد ما سُحب.",
    "replaced": "يعوّضه الإصدار {version}.",
    "serial": "الوصل",
}
FRENCH = {
    "receipt": "Récépissé de remise n° {number}",
    "campaign": "Campagne",
    "version": "Version",
    "date": "Date de remise",
    "office": "Remis par",
    "partner": "Reçu par",
    "helplines": "Numéros imprimés",
    "bag": "Empreinte de la mallette",
    "before": "Empreinte du récépissé précédent",
    "key": "Numéro de la clé de signature",
    "piece": "Support",
    "copies": "Exemplaires",
    "pledge": "Nous avons reçu cette mallette complète et nous engageons à retirer ce qui en a été imprimé et affiché "
    "dès que nous en serons avertis.",
    "signature": "Nom, qualité, signature et cachet",
    "recall": "Rappel de la version {version}",
    "changed": "Un numéro d’aide n’est plus valable",
    "to": "À : {name}",
    "received": "De cette campagne, vous avez reçu de nous :",
    "reason": "Cette version est rappelée pour la raison suivante : {reason}",
    "old": "Le numéro suivant est imprimé dans ce que vous avez reçu et n’est plus valable : {value}",
    "new": "Le bon numéro est désormais : {value}",
    "ask": "Merci d’arrêter la distribution, de retirer ce qui est affiché ou distribué, et de nous dire combien "
    "d’exemplaires ont été retirés.",
    "replaced": "Elle est remplacée par la version {version}.",
    "serial": "Récépissé",
}
ENGLISH = {
    "receipt": "Receipt of hand-over no. {number}",
    "campaign": "Campaign",
    "version": "Version",
    "date": "Handed over on",
    "office": "Handed over by",
    "partner": "Received by",
    "helplines": "Numbers printed in it",
    "bag": "Digest of the bag",
    "before": "Digest of the receipt before",
    "key": "Number of the signing key",
    "piece": "Piece",
    "copies": "Copies",
    "pledge": "We have received this bag whole, and will withdraw what was printed of it and put up as soon as we are "
    "told so.",
    "signature": "Name, office, signature and stamp",
    "recall": "Recall of version {version}",
    "changed": "A helpline is no longer valid",
    "to": "To: {name}",
    "received": "Of this campaign you received from us:",
    "reason": "This version is recalled for the following reason: {reason}",
    "old": "The following number is printed in what you received and is no longer valid: {value}",
    "new": "The right number from now on: {value}",
    "ask": "Please stop handing it out, take down or take back what was put up or given, and tell us how many copies "
    "were withdrawn.",
    "replaced": "Version {version} replaces it.",
    "serial": "Receipt",
}
SENTENCES: Mapping[str, Sentences] = {"ar": ARABIC, "fr": FRENCH, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Given:
    """A hand-over as paper tells it. `digests` are the bag's and the receipt's before, `key` who signed."""

    number: int
    campaign: str
    version: str
    date: datetime.date
    office: str
    partner: str
    copies: Mapping[str, int] = field(default_factory=dict)
    helplines: Sequence[str] = ()
    bag: str = ""
    before: str = ""
    key: str = ""


def spoken(tag: str) -> bool:
    """Whether the desk's papers can be written in this language."""
    return tag.split("-")[0] in SENTENCES


def receipt(given: Given, language: Language) -> Edition:
    """One page: what was handed over, by whom, to whom; room for two signatures and stamps."""
    say = SENTENCES[language.tag.split("-")[0]]
    rows = [
        (say["campaign"], _plain(given.campaign)),
        (say["version"], _ltr(given.version)),
        (say["date"], _plain(format.date(given.date, language))),
        (say["office"], _plain(given.office)),
        (say["partner"], _plain(given.partner)),
        (say["helplines"], _each(given.helplines)),
        (say["bag"], _ltr(given.bag)),
        (say["before"], _ltr(given.before)),
        (say["key"], _ltr(given.key)),
    ]
    blocks = [_table("facts", [row for row in rows if row[1]])]
    if given.copies:
        counted = [(piece, _plain(format.number(copies, language))) for piece, copies in given.copies.items()]
        blocks.append(_table("copies", [(say["piece"], _plain(say["copies"])), *counted]))
    blocks.append(_paragraph("pledge", say["pledge"]))
    places = [
        _paragraph(f"sign-{n}", f"{who}\n{say['signature']}") for n, who in enumerate((given.office, given.partner))
    ]
    blocks.append(Words("sign", "box", name="sign", children=tuple(places)))
    return _paper(
        "receipt", f"receipt-{given.number:04}", say["receipt"].format(number=given.number), given, blocks, language
    )


def letter(
    name: str,
    given: Sequence[Given],
    language: Language,
    *,
    date: datetime.date,
    reason: str = "",
    by: str = "",
    old: str = "",
    new: str = "",
) -> Edition:
    """To a partner: a version is recalled for a `reason` (and replaced `by` another), or the number `old` died."""
    say = SENTENCES[language.tag.split("-")[0]]
    first = given[0]
    title = say["changed"] if old else say["recall"].format(version=first.version)
    rows = [(f"{say['serial']} {one.number}", _told(one, say, language)) for one in given]
    blocks = [
        _paragraph("date", format.date(date, language)),
        _paragraph("to", say["to"].format(name=first.partner)),
        _paragraph("received", say["received"]),
        _table("facts", rows),
    ]
    if old:
        blocks.append(_sentence("old", say["old"], old))
        blocks += [_sentence("new", say["new"], new)] if new else []
    else:
        blocks.append(_paragraph("reason", say["reason"].format(reason=reason)))
        blocks += [_paragraph("replaced", say["replaced"].format(version=by))] if by else []
    blocks.append(_paragraph("ask", say["ask"]))
    places = (_paragraph("sign-0", f"{first.office}\n{say['signature']}"),)
    blocks.append(Words("sign", "box", name="sign", children=places))
    return _paper("letter", name, title, first, blocks, language)


def _told(one: Given, say: Sentences, language: Language) -> tuple[Span, ...]:
    spans = [Span(f"{say['version']} {one.version} · {format.date(one.date, language)}")]
    for piece, copies in one.copies.items():
        spans += [Span("\n", "break"), Span(piece, direction="ltr"), Span(f" · {format.number(copies, language)}")]
    return tuple(spans)


def _paper(kind: str, name: str, title: str, given: Given, blocks: Sequence[Words], language: Language) -> Edition:
    found = faces(language.script, ())
    heading = Words("title", "heading", (Span(title),), level=1)
    return Edition(
        piece=name,
        kind=kind,
        file=name,
        language=language,
        source=language,
        title=title,
        campaign=given.campaign,
        sides=((heading, *blocks),),
        labels=dict(shipped(language) or {}),
        fonts=found.blobs,
        text_faces=found.text,
        display_faces=found.display,
        faceless=found.lost,
        date=given.date.isoformat(),
    )


def _table(id: str, rows: Sequence[tuple[str, tuple[Span, ...]]]) -> Words:
    made = []
    for number, (label, value) in enumerate(rows):
        cells = (Words(f"{id}-{number}-0", "cell", (Span(label),)), Words(f"{id}-{number}-1", "cell", value))
        made.append(Words(f"{id}-{number}", "row", children=cells))
    return Words(id, "table", name=id, children=tuple(made))


def _paragraph(id: str, text: str) -> Words:
    lines = text.split("\n")
    spans = [Span(lines[0])]
    for line in lines[1:]:
        spans += [Span("\n", "break"), Span(line)]
    return Words(id, "paragraph", tuple(spans))


def _sentence(id: str, sentence: str, value: str) -> Words:
    """A sentence with a number in it, which is never turned."""
    before, _, after = sentence.partition("{value}")
    spans = (Span(before), *_ltr(value), Span(after))
    return Words(id, "paragraph", tuple(span for span in spans if span.text))


def _plain(text: str) -> tuple[Span, ...]:
    return (Span(text),) if text else ()


def _ltr(text: str) -> tuple[Span, ...]:
    """What is read from the left in every script; a digest in two lines."""
    halves = (text[:32], text[32:]) if len(text) > 40 else (text,)
    spans: list[Span] = []
    for half in filter(None, halves):
        spans += [Span("\n", "break")] if spans else []
        spans.append(Span(half, direction="ltr"))
    return tuple(spans)


def _each(values: Sequence[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for value in values:
        spans += [Span(" · ")] if spans else []
        spans.append(Span(value, direction="ltr"))
    return tuple(spans)
