"""Sentences that a reader of that age can hold. Told for all languages alike; no grade is claimed for any."""

import re
from collections.abc import Iterator, Mapping

from haqiba.campaign.finding import Finding
from haqiba.check import phrases
from haqiba.check.case import Case, short
from haqiba.edition.edition import Edition, Words

# Words of the longest sentence, by the youngest audience.
MOST_WORDS = {"children-8-11": 18, "teens-12-17": 24, "parents": 30, "public": 30, "teachers": 36}
# Letters from which a word is long for a child; Arabic writes its small words and endings to it.
LONG = {"ar": 8, "fr": 10, "en": 9}
# Share of long words that a text for children may have.
MOST_LONG = 0.15
LEAST_WORDS = 30
_SENTENCE = re.compile(r"(?<=[.!?؟…:])[\s»”\"*)]+|\n")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def sentence_long(case: Case) -> Iterator[Finding]:
    """By the end of a long sentence, a child has lost its beginning."""
    for edition in case.editions:
        most = _least(edition, MOST_WORDS)
        for words in _read(edition):
            longest = max(_SENTENCE.split(words.text), key=_count, default="")
            if most and _count(longest) > most:
                yield Finding(
                    "sentence-long",
                    "warning",
                    edition.ref(words.id),
                    f"«{short(longest)}» has {_count(longest)} words; {most} are enough for these readers",
                    "make two sentences of it",
                    edition.name,
                )


def words_long(case: Case) -> Iterator[Finding]:
    """Many long words in a text for children: told as their share, with the longest, so that some can be changed."""
    for edition in case.editions:
        least = phrases.listed(LONG, edition.language)
        if "children-8-11" not in edition.audiences or not least:
            continue
        words = [w for block in _read(edition) for w in _WORD.findall(phrases.plain(block.text))]
        long = [word for word in words if len(word) >= least]
        if len(words) >= LEAST_WORDS and len(long) > MOST_LONG * len(words):
            longest = sorted(set(long), key=lambda word: (-len(word), word))[:5]
            yield Finding(
                "words-long",
                "note",
                edition.ref("front"),
                f"{len(long)} of {len(words)} words have {least} letters or more: {', '.join(longest)}",
                "look whether a shorter word says the same",
                edition.name,
            )


def _least(edition: Edition, limits: Mapping[str, int]) -> int:
    return min((limits[audience] for audience in edition.audiences if audience in limits), default=0)


def _read(edition: Edition) -> Iterator[Words]:
    """What its readers read in their language: notes are for the speaker, sources for those who look up."""
    for side in edition.sides:
        for block in side:
            if block.name not in ("notes", "source"):
                yield from (words for words in block.walk() if words.kind != "image" and _own(words))


def _own(words: Words) -> bool:
    """Whether it has words, and is not the source text that stands where a translation is missing."""
    return any(not span.language for span in words.spans)


def _count(text: str) -> int:
    return len(_WORD.findall(text))


CHECKS = (sentence_long, words_long)
