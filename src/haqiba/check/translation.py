"""A sentence left in another language, or a number lost on the way, in a page that looks finished."""

from collections import Counter
from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message
from haqiba.check.case import Case
from haqiba.edition.fill import names
from haqiba.edition.translate import Said, Translator, messages


def _said(case: Case) -> Iterator[tuple[Language, Message, Said]]:
    for language in case.campaign.languages[1:]:
        say = Translator(case.campaign, language)
        for message in messages(case.campaign, language):
            yield language, message, say.said(message.text, message.context)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def untranslated(case: Case) -> Iterator[Finding]:
    """Without a translation, the source language is printed: the edition stays a draft, never final."""
    for language, message, said in _said(case):
        if said.state == "missing":
            yield Finding(
                "untranslated",
                "warning",
                said.ref or message.refs[0] if message.refs else f"translations/{language.tag}.po",
                f"{language.tag}: «{_short(message.text)}» is not translated",
                f"translate it in translations/{language.tag}.po (haqiba translate brings it up to date)",
            )


def fuzzy(case: Case) -> Iterator[Finding]:
    """The source has changed since: the translation may say what is no longer true."""
    for language, message, said in _said(case):
        if said.state == "fuzzy":
            yield Finding(
                "fuzzy",
                "warning",
                said.ref,
                f"{language.tag}: «{_short(message.text)}» is not confirmed: a draft, or changed since",
                "look at it again and take the fuzzy mark away",
            )


def placeholder_lost(case: Case) -> Iterator[Finding]:
    """A translator's slip takes the helpline out of a whole language."""
    for language, message, said in _said(case):
        if said.state not in ("translated", "fuzzy"):
            continue
        wanted, found = Counter(names(message.text)), Counter(names(said.text))
        # A sentence that counts may use its argument once a form.
        lost = [n for n in wanted if found[n] == 0] if "icu-message-format" in message.flags else (wanted - found)
        extra = [n for n in found if n not in wanted]
        if lost or extra:
            parts = [f"{{{n}}} is lost" for n in lost] + [f"{{{n}}} is not in the source" for n in extra]
            yield Finding(
                "placeholder-lost",
                "error",
                said.ref,
                f"{language.tag}: {', '.join(parts)}",
                "copy the names between braces from the source as they are",
            )


CHECKS = (untranslated, fuzzy, placeholder_lost)
