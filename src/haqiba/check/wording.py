"""A translation says what its source says: the same figures, links, forms and terms."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.core import Locale

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case, changed, short
from haqiba.check.phrases import plain
from haqiba.edition.fill import PLACEHOLDER
from haqiba.edition.format import ICU

_NUMBER = re.compile(r"\d{1,3}(?: \d{3})++(?!\d)|\d+(?:[.,\u066b\u066c\u00a0\u202f]\d+)*+")
# What a language may write as a word: small and round numbers, and minutes as quarters of an hour.
SPELLED = frozenset({*range(21), 30, 40, 45, 50, 60, 100, 1000})
_ENDS = ("com|org|net|int|eu|gov|info|edu", "ma|dz|tn|mr|eg|ly|sa|ae|fr|be|ch|ca|uk|es")
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s)»”\"]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@.])[a-z][\w-]*(?:\.[\w-]+)*\.(?:{'|'.join(_ENDS)})"
    r"(?:/[^\s)»”\"]*)?(?![\w@])",
    re.ASCII | re.IGNORECASE,
)
# `/ar/` in an address is where a site keeps a language.
_TONGUE = re.compile(r"/(?:ar|fr|en|es|zgh|ary)(?=/|$)")
# Longer or shorter than a sentence grows or shrinks between the languages that we measured.
LONGER, SHORTER, LEAST = 2.4, 0.4, 40
# Every category that whole numbers up to here need (CLDR has more for fractions and millions).
MOST = 200


def same_as_source(case: Case) -> Iterator[Finding]:
    """A sentence that was copied and never translated looks finished to every tool."""
    source = case.campaign.source
    for saying in case.sayings:
        if not saying.translated or source.tag in saying.language.fallback:
            continue
        words = PLACEHOLDER.sub("", _LINK.sub("", saying.text))
        if saying.text == saying.message.text and sum(c.isalpha() for c in words) > 3:
            yield Finding(
                "same-as-source",
                "warning",
                saying.ref,
                f"{saying.language.tag}: «{short(saying.text)}» is the source text itself",
                "translate it; if it is the same in both languages, say so: # haqiba: ignore same-as-source: why",
            )


def numbers_changed(case: Case) -> Iterator[Finding]:
    """A figure that changes on the way is a false figure, in print, in one language only."""
    for saying in case.sayings:
        if not saying.translated or ICU.search(saying.message.text):
            continue
        wanted, told = _numbers(saying.message.text), _numbers(saying.text)
        lost, new = wanted - told, told - wanted
        if not _differ(lost, new):
            continue
        yield Finding(
            "numbers-changed",
            "error",
            saying.ref,
            changed(saying.language.tag, lost, new),
            "write the figures of the source, or a value such as {fact.NAME} in both",
        )


def _numbers(text: str) -> Counter[str]:
    """Figures in one form: digits 0-9, no separators."""
    bare = PLACEHOLDER.sub(" ", _LINK.sub(" ", text))
    found = (re.sub(r"\D", "", match[0]) for match in _NUMBER.finditer(bare))
    return Counter("".join(str(int(digit)) for digit in digits) for digits in found)


def _differ(lost: Counter[str], new: Counter[str]) -> bool:
    """A number may have become a word, or a word a number; not both at once."""
    spelled = all(int(number) in SPELLED for number in (*lost, *new))
    return bool(lost or new) and not (spelled and bool(lost) != bool(new))


def link_changed(case: Case) -> Iterator[Finding]:
    """An address that changes on the way leads nowhere, or to someone else."""
    for saying in case.sayings:
        if not saying.translated:
            continue
        wanted, told = _links(saying.message.text), _links(saying.text)
        if wanted != told:
            yield Finding(
                "link-changed",
                "error",
                saying.ref,
                changed(saying.language.tag, wanted - told, told - wanted),
                "copy the address from the source as it is",
            )


def _links(text: str) -> Counter[str]:
    return Counter(_TONGUE.sub("", match[0]).rstrip(".,;:!?").casefold() for match in _LINK.finditer(text))


def icu_forms(case: Case) -> Iterator[Finding]:
    """Arabic counts in six ways; a sentence without one of them is wrong Arabic for that number."""
    for saying in case.sayings:
        if not saying.own or not ICU.search(saying.text):
            continue
        needed = categories(saying.language.locale)
        for forms in plurals(saying.text):
            lost = [form for form in needed if form not in forms]
            if lost:
                yield Finding(
                    "icu-forms",
                    "error",
                    saying.ref,
                    f"{saying.language.tag}: this sentence has no form for {', '.join(lost)}",
                    f"write all of {', '.join(needed)}",
                )


@cache
def categories(locale: str) -> tuple[str, ...]:
    """The plural categories that whole numbers need in a language, by CLDR, in its order."""
    rule = Locale.parse(locale).plural_form
    used = {str(rule(number)) for number in range(MOST + 1)} | {"other"}
    return tuple(form for form in ("zero", "one", "two", "few", "many", "other") if form in used)


_PLURAL = re.compile(r"\{\s*[\w.-]+\s*,\s*plural\s*,")
_FORM = re.compile(r"\s*(?:offset:\d+\s*)?(=\d+|\w+)\s*\{")
_EXACT = {"=0": "zero", "=1": "one", "=2": "two"}


def plurals(text: str) -> Iterator[frozenset[str]]:
    """The forms that each plural of an ICU message has; `=1` stands for one."""
    for match in _PLURAL.finditer(text):
        forms, at = set(), match.end()
        while form := _FORM.match(text, at):
            forms.add(_EXACT.get(form[1], form[1]))
            at = _closing(text, form.end())
        yield frozenset(forms)


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes the one before `at`."""
    depth = 1
    while at < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at


def translation_length(case: Case) -> Iterator[Finding]:
    """Half a sentence missing, or two sentences pasted: lengths tell what no one reads twice."""
    for saying in case.sayings:
        source, text = (PLACEHOLDER.sub("", t).strip() for t in (saying.message.text, saying.text))
        if not saying.translated or len(source) < LEAST or ICU.search(source):
            continue
        share = len(plain(text)) / max(1, len(plain(source)))
        if not SHORTER <= share <= LONGER:
            yield Finding(
                "translation-length",
                "warning",
                saying.ref,
                f"{saying.language.tag}: «{short(text)}» is {share:.1f} times as long as its source",
                "look whether something was lost or added",
            )


def glossary(case: Case) -> Iterator[Finding]:
    """One name for one thing: a reader who meets three words for it thinks of three things."""
    for saying in case.sayings:
        if not saying.translated:
            continue
        source, text = plain(saying.message.text), plain(saying.text)
        for term in case.campaign.glossary:
            said = term.said.get(saying.language.tag, ())
            if said and term.term and plain(term.term) in source and not any(plain(word) in text for word in said):
                yield Finding(
                    "glossary",
                    "warning",
                    saying.ref,
                    f"{saying.language.tag}: «{term.term}» is not said as the glossary of the campaign has it",
                    f"say {' or '.join(said)}",
                )


def term_forbidden(case: Case) -> Iterator[Finding]:
    """Words that the campaign has decided not to use."""
    for saying in case.sayings:
        text = plain(saying.text) if saying.own else ""
        for term in case.campaign.glossary:
            for word in term.never.get(saying.language.tag, ()):
                if re.search(rf"(?<!\w){re.escape(plain(word))}(?!\w)", text):
                    better = " or ".join(term.said.get(saying.language.tag, ()))
                    yield Finding(
                        "term-forbidden",
                        "warning",
                        saying.ref,
                        f"{saying.language.tag}: this campaign does not say «{word}»",
                        f"say {better}" if better else "say it in other words",
                    )


CHECKS = (
    same_as_source,
    numbers_changed,
    link_changed,
    icu_forms,
    translation_length,
    glossary,
    term_forbidden,
)
