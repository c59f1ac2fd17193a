"""Signs that the eye passes over: a comma of another script, a mark that turns the line round, a stretched word."""

import re
from collections.abc import Iterator

from babel.core import Locale

from haqiba.campaign.finding import Finding
from haqiba.campaign.language import Language
from haqiba.check.case import Case, Saying, short
from haqiba.edition.fill import PLACEHOLDER
from haqiba.edition.format import ICU

BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
TATWEEL = re.compile("\\w\u0640+|\u0640+\\w")
# Behind a word; French sets a space before some.
_LATIN = re.compile(r"(?<=[\u0620-\u06ff*»)])\s?[?;,](?=\s|$|[*»)])")
_ARABIC = re.compile("[؟،؛]")
_SPACES = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
_CLOSERS = "*_»”\"'’)]} \u00a0\u202f\n"
# The end of a sentence by what it is for; a shout may become a statement.
_ENDS = {"question": "?؟", "colon": ":", "stop": ".!…۔", "comma": ",،", "semicolon": ";؛"}
_DIGITS = {"latn": "[0-9]", "arab": "[٠-٩]", "arabext": "[۰-۹]"}


def end_mark(case: Case) -> Iterator[Finding]:
    """A question that became a statement is another sentence, and a lost full stop runs two into one."""
    for saying in case.sayings:
        if not saying.translated or len(saying.message.text) < 3:
            continue
        (wanted, mark), (told, own) = _end(saying.message.text), _end(saying.text)
        if wanted != told:
            yield Finding(
                "end-mark",
                "warning",
                saying.ref,
                f"{saying.language.tag}: «{short(saying.text)}» ends with {own}, its source with {mark}",
                "end it as the source does, with the marks of the language",
            )


def _end(text: str) -> tuple[str, str]:
    """What the last mark is for, and the mark itself."""
    last = text.rstrip(_CLOSERS)[-1:]
    kind = next((kind for kind, marks in _ENDS.items() if last and last in marks), "")
    return kind, last if kind else "∅"


def mark_foreign(case: Case) -> Iterator[Finding]:
    """Each script has its own marks: ؟ ، ؛ in Arabic, ? , ; elsewhere; the other ones stand on the wrong side."""
    for saying, text in _own(case):
        arabic = saying.language.script == "Arab"
        foreign = (_LATIN if arabic else _ARABIC).search(text)
        if foreign:
            mark = foreign[0].strip()
            yield Finding(
                "mark-foreign",
                "warning",
                saying.ref,
                f"{saying.language.tag}: {mark} is a mark of another script",
                f"write {mark.translate(str.maketrans('?,;؟،؛', '؟،؛?,;'))}",
            )


def double_space(case: Case) -> Iterator[Finding]:
    """Two spaces make a hole in a justified line."""
    for saying, text in _own(case):
        if _SPACES.search(text):
            yield Finding(
                "double-space",
                "note",
                saying.ref,
                f"{saying.language.tag}: two spaces in «{short(text)}»",
                "keep one",
            )


def tatweel(case: Case) -> Iterator[Finding]:
    """A stretched word is not found by search, and read letter by letter by a screen reader."""
    for saying, text in _own(case):
        if TATWEEL.search(text):
            yield Finding(
                "tatweel",
                "warning",
                saying.ref,
                f"{saying.language.tag}: a word is stretched (ـ) in «{short(text)}»",
                "take the stretching away; weight and colour emphasise",
            )


def bidi_control(case: Case) -> Iterator[Finding]:
    """Invisible marks that turn the line round come with pasted text; the pages set the direction themselves."""
    for saying in case.sayings:
        mark = BIDI.search(saying.text) if saying.own else None
        if mark:
            yield Finding(
                "bidi-control",
                "warning",
                saying.ref,
                f"{saying.language.tag}: the invisible character U+{ord(mark[0]):04X} stands here",
                "take it away, such as by writing the words around it again",
            )


def digits_mixed(case: Case) -> Iterator[Finding]:
    """One kind of digits a language: who compares two numbers should not have to translate one."""
    for saying, text in _own(case):
        habit = _habit(saying.language)
        foreign = [name for name, digits in _DIGITS.items() if name != habit and re.search(digits, text)]
        # Where the habit is not 0-9, these may be a telephone number.
        if foreign and (foreign != ["latn"] or re.search(_DIGITS[habit], text)):
            yield Finding(
                "digits-mixed",
                "warning",
                saying.ref,
                f"{saying.language.tag}: digits of another kind in «{short(text)}»",
                f"write them as {''.join(chr(ord(_DIGITS[habit][1]) + n) for n in range(10))}",
            )


def _habit(language: Language) -> str:
    name: str = Locale.parse(language.locale).default_numbering_system
    return name if name in _DIGITS else "latn"


def _own(case: Case) -> Iterator[tuple[Saying, str]]:
    """What each language says in its own words, without values and choices."""
    for saying in case.sayings:
        if saying.own:
            yield saying, saying.text if ICU.search(saying.text) else PLACEHOLDER.sub("\ufffc", saying.text)


CHECKS = (end_mark, mark_foreign, double_space, tatweel, bidi_control, digits_mixed)
