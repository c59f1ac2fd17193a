"""What there is to translate, and what a language says for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Block, Message, Piece, Translated
from haqiba.edition.format import ICU
from haqiba.edition.labels import CONTEXT, needed, shipped

State = Literal["source", "translated", "fuzzy", "fallback", "missing"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a language; `ref` is the PO entry, empty where there is none; `lender` the tag of the
    language that it fell back to."""

    text: str
    state: State
    ref: str = ""
    lender: str = ""

    @property
    def finished(self) -> bool:
        return self.state not in ("missing", "fuzzy")


class Translator:
    """Looks up messages of one language, through its fallbacks, to the source language."""

    def __init__(self, campaign: Campaign, language: Language) -> None:
        self.language = language
        self.is_source = language == campaign.source
        self._own = campaign.translations.get(language.tag)
        self._fallback = [campaign.translations[tag] for tag in language.fallback if tag in campaign.translations]
        self._source = campaign.source.tag
        self._falls_to_source = campaign.source.tag in language.fallback

    def said(self, text: str, context: str = "") -> Said:
        if self.is_source or not text:
            return Said(text, "source")
        own = self._own.messages.get((context, text)) if self._own else None
        if own and own.text:
            return Said(own.text, "fuzzy" if own.fuzzy else "translated", own.ref)
        for translation in self._fallback:
            found: Translated | None = translation.messages.get((context, text))
            if found and found.text and not found.fuzzy:
                return Said(found.text, "fallback", found.ref, translation.tag)
        ref = own.ref if own else ""
        return Said(text, "fallback", ref, self._source) if self._falls_to_source else Said(text, "missing", ref)

    def __call__(self, text: str, context: str = "") -> str:
        return self.said(text, context).text


def messages(campaign: Campaign, language: Language | None = None) -> tuple[Message, ...]:
    """All that a translator is asked for, once each, in reading order.

    The tool's own words are asked for only in a language that it does not ship."""
    merged: dict[tuple[str, str], Message] = {}
    comments: dict[tuple[str, str], dict[str, None]] = {}
    refs: dict[tuple[str, str], dict[str, None]] = {}
    own = _labels(campaign) if language is not None and shipped(language) is None else ()
    for message in (*_settings(campaign), *_pieces(campaign, language), *_art(campaign, language), *own):
        if not message.text.strip():
            continue
        key = (message.context, message.text)
        comments.setdefault(key, {}).update(dict.fromkeys(message.comments))
        refs.setdefault(key, {}).update(dict.fromkeys(message.refs))
        if key not in merged:
            flags = ("icu-message-format",) if ICU.search(message.text) else ()
            merged[key] = replace(message, flags=flags)
    return tuple(replace(m, comments=tuple(comments[key]), refs=tuple(refs[key])) for key, m in merged.items())


def _settings(campaign: Campaign) -> Iterator[Message]:
    def say(text: str, comment: str, ref: str) -> Message:
        return Message(text, comments=(comment,), refs=(ref,))

    top = "campaign.toml"
    yield say(campaign.title, "name of the campaign", f"{top}#title")
    yield say(campaign.slogan, "slogan of the campaign", f"{top}#slogan")
    yield say(campaign.notice, "small type on every page", f"{top}#notice")
    for partner in campaign.partners:
        yield say(partner.name, f"name of a partner ({partner.role})", partner.ref)
        yield say(partner.statement, f"statement of {partner.id}", partner.ref)
    for line in campaign.helplines:
        yield say(line.name, "name of a helpline, stands above its number", line.ref)
    for fact in campaign.facts.values():
        if isinstance(fact.value, str):
            yield say(fact.value, f"value of the fact {fact.id}", fact.ref)
        yield say(fact.text, f"the fact {fact.id} in words", fact.ref)
        yield say(fact.source, f"source of the fact {fact.id}", fact.ref)
    safe = campaign.safeguarding
    yield say(safe.referral, "to whom a child is referred", f"{top}#safeguarding.referral")
    yield say(
        safe.first_minute, "what one says in the first minute when a child tells", f"{top}#safeguarding.first_minute"
    )
    yield say(campaign.plan.name, "name of the plan", f"{top}#plan.name")
    for indicator in campaign.plan.indicators:
        yield say(indicator.name, "an indicator of the plan", indicator.ref)
    day = campaign.day
    for key in ("title", "place", "chair", "children_group"):
        yield say(getattr(day, key), f"the day: {key}", f"{top}#day.{key}")
    for number, speaker in enumerate(day.speakers):
        yield say(speaker, "the day: a speaker, by office", f"{top}#day.speakers.{number}")


def _asked(campaign: Campaign, language: Language | None) -> list[Piece]:
    """The pieces that there are in a language."""
    return [p for p in campaign.pieces if language is None or not p.languages or language.tag in p.languages]


def _pieces(campaign: Campaign, language: Language | None) -> Iterator[Message]:
    for piece in _asked(campaign, language):
        heading = ""
        for block in piece.walk():
            if block.kind in ("heading", "scene"):
                heading = block.text or block.name
            if block.text:
                yield Message(block.text, comments=(_comment(piece, block, heading),), refs=(piece.ref(block.id),))


_KINDS = {"image": "alternative text of a picture", "cast": "name of a character", "words": "read on the screen"}


def _comment(piece: Piece, block: Block, heading: str) -> str:
    kind = _KINDS.get(block.kind, block.kind)
    if block.kind == "line":
        kind = f"said by {block.name} (recording {block.id})"
    under = f", under «{heading}»" if heading and block.kind != "heading" else ""
    audience = f" for {', '.join(piece.audiences)}" if piece.audiences else ""
    return f"{piece.kind} {piece.slug}{audience}: {kind}{under}; about {room(block.text)} characters fit"


def room(text: str) -> int:
    """Characters that the place of a text is likely to hold: short ones may grow more."""
    return round(len(text) * (1.5 if len(text) < 40 else 1.25))


def _art(campaign: Campaign, language: Language | None) -> Iterator[Message]:
    for name in art_used(campaign, _asked(campaign, language)):
        art = campaign.art[name]
        if art.desc:
            yield Message(art.desc, comments=(f"what one sees in the picture {name}",), refs=(name,))


def art_used(campaign: Campaign, pieces: Iterable[Piece] | None = None) -> list[str]:
    names: dict[str, None] = {}
    for piece in campaign.pieces if pieces is None else pieces:
        for name in (piece.cover, *(b.name for b in piece.walk() if b.kind == "image" and not b.text)):
            if name in campaign.art:
                names[name] = None
    return list(names)


def _labels(campaign: Campaign) -> Iterator[Message]:
    for key, text in needed(campaign).items():
        yield Message(text, CONTEXT, (f"haqiba's own word ({key})",))
