"""A sentence left in another language, or a number lost on the way, in a page that looks finished."""

from collections import Counter
from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case, changed, short
from haqiba.edition.fill import names


def untranslated(case: Case) -> Iterator[Finding]:
    """Without a translation, the source language is printed: the edition stays a draft, never final."""
    for saying in case.sayings:
        language, message, said = saying.language, saying.message, saying.said
        if said.state == "missing":
            yield Finding(
                "untranslated",
                "warning",
                saying.ref,
                f"{language.tag}: «{short(message.text)}» is not translated",
                f"translate it in translations/{language.tag}.po (haqiba translate brings it up to date)",
            )


def fuzzy(case: Case) -> Iterator[Finding]:
    """The source has changed since: the translation may say what is no longer true."""
    for saying in case.sayings:
        language, message, said = saying.language, saying.message, saying.said
        if said.state == "fuzzy":
            yield Finding(
                "fuzzy",
                "warning",
                said.ref,
                f"{language.tag}: «{short(message.text)}» is not confirmed: a draft, or changed since",
                "look at it again and take the fuzzy mark away",
            )


def placeholder_lost(case: Case) -> Iterator[Finding]:
    """A translator's slip takes the helpline out of a whole language."""
    for saying in case.sayings:
        language, message, said = saying.language, saying.message, saying.said
        if said.state not in ("translated", "fuzzy"):
            continue
        wanted, found = Counter(names(message.text)), Counter(names(said.text))
        # A sentence that counts may use its argument once a form.
        lost = [n for n in wanted if found[n] == 0] if "icu-message-format" in message.flags else (wanted - found)
        extra = [n for n in found if n not in wanted]
        if lost or extra:
            yield Finding(
                "placeholder-lost",
                "error",
                said.ref,
                changed(language.tag, map("{{{}}}".format, lost), map("{{{}}}".format, extra)),
                "copy the names between braces from the source as they are",
            )


CHECKS = (untranslated, fuzzy, placeholder_lost)
