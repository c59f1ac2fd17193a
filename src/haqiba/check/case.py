"""What a check may look at."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Ref
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message, Piece
from haqiba.edition.edition import Edition
from haqiba.edition.labels import CONTEXT
from haqiba.edition.translate import Said, Translator, messages

Speller = Callable[[Language, Iterable[str]], frozenset[str] | None]
"""Which of the words no dictionary of the language knows; None where there is no dictionary."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A message as one language says it; in the source language as its author does."""

    language: Language
    message: Message
    said: Said

    @property
    def ref(self) -> Ref:
        """Where one mends it."""
        if self.said.ref:
            return self.said.ref
        return self.message.refs[0] if self.message.refs else f"translations/{self.language.tag}.po"

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def own(self) -> bool:
        """Whether this language says it in words of its own: neither missing nor borrowed."""
        return self.said.state in ("source", "translated", "fuzzy")

    @property
    def translated(self) -> bool:
        return self.said.state in ("translated", "fuzzy")


@dataclass(frozen=True)
class Case:
    """A campaign, its editions, the day from which ages are reckoned, and who knows how words are spelled."""

    campaign: Campaign
    editions: Sequence[Edition]
    today: datetime.date
    speller: Speller | None = None

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """All messages in all languages; reckoned once for all checks."""
        made = []
        for language in self.campaign.languages:
            say = Translator(self.campaign, language)
            for message in messages(self.campaign, language):
                if message.context == CONTEXT and language == self.campaign.source:
                    continue  # the tool's own words, which nobody can translate here
                made.append(Saying(language, message, say.said(message.text, message.context)))
        return tuple(made)

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        return {piece.slug: piece for piece in self.campaign.pieces}

    @cached_property
    def firsts(self) -> tuple[Edition, ...]:
        """An edition a piece, in the source language where there is one: for what all its languages share."""
        made: dict[str, Edition] = {}
        for edition in self.editions:
            if edition.piece not in made or edition.language == self.campaign.source:
                made[edition.piece] = edition
        return tuple(made.values())


Check = Callable[[Case], Iterator[Finding]]


def changed(tag: str, lost: Iterable[str], new: Iterable[str]) -> str:
    """What a translation left out and what it brought in, as one sentence."""
    gone, come = ", ".join(dict.fromkeys(lost)), ", ".join(dict.fromkeys(new))
    if gone and come:
        return f"{tag}: {gone} became {come}"
    return f"{tag}: {gone} is lost" if gone else f"{tag}: {come} is not in the source"


def short(text: str) -> str:
    """A text as a message quotes it."""
    line = text.replace("\\\n", " ").replace("\n", " ")
    return line if len(line) <= 40 else line[:39] + "…"
