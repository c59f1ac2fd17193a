"""Campaign x language x imprint -> Edition."""

import datetime
from dataclasses import replace

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding
from haqiba.campaign.language import Language
from haqiba.campaign.people import Helpline
from haqiba.campaign.piece import Block, Piece
from haqiba.edition import format
from haqiba.edition.blobs import faces
from haqiba.edition.edition import Contact, Edition, FactRow, HelplineCard, PartnerName, Words
from haqiba.edition.fill import href, names, tokens, told_hours, values
from haqiba.edition.inline import spans
from haqiba.edition.labels import CONTEXT, ENGLISH, needed, shipped
from haqiba.edition.translate import Translator, messages

__all__ = ["VERIFIED_FOR", "Translator", "editions", "is_verified", "messages"]

# The folders of what a film is played with.
FILMED = ("art/cast/", "art/places/", "art/net/", "art/props/")
# A number that no office has confirmed for so long may be dead (rule 9).
VERIFIED_FOR = datetime.timedelta(days=180)


def is_verified(line: Helpline, today: datetime.date) -> bool:
    """Whether an office confirmed it within 180 days; a day in the future confirms nothing."""
    return bool(line.verified and line.verified_by and datetime.timedelta(0) <= today - line.verified <= VERIFIED_FOR)


def editions(campaign: Campaign, *, today: datetime.date) -> tuple[tuple[Edition, ...], tuple[Finding, ...]]:
    """Every piece in every language it is for, and what could not be put into words."""
    made: list[Edition] = []
    findings: list[Finding] = []
    for language in campaign.languages:
        scribe = _Scribe(campaign, language, today)
        for piece in campaign.pieces:
            if not piece.languages or language.tag in piece.languages:
                made.append(scribe.edition(piece))
        findings += scribe.findings
    order = {piece.slug: number for number, piece in enumerate(campaign.pieces)}
    made.sort(key=lambda edition: order[edition.piece])
    return tuple(made), tuple(findings)


class _Scribe:
    """Writes the editions of one language."""

    def __init__(self, campaign: Campaign, language: Language, today: datetime.date) -> None:
        self.campaign, self.language, self.today = campaign, language, today
        self.say = Translator(campaign, language)
        own = shipped(language)
        self.labelled = bool(own) or all(self.say.said(text, CONTEXT).finished for text in needed(campaign).values())
        self.labels = dict(own) if own else {key: self.say(text, CONTEXT) for key, text in ENGLISH.items()}
        self.values = values(campaign, language, self.labels, self.say)
        self.faces = faces(language.script, campaign.fonts.get(language.tag, ()))
        self.findings: list[Finding] = []
        # Whether all that the edition in work prints is translated, and still true to its source.
        self.finished = True
        # Languages that lent it the words of its blocks, in the order of their use.
        self.lenders: dict[str, None] = {}

    def edition(self, piece: Piece) -> Edition:
        campaign = self.campaign
        used: list[str] = []
        self.finished = self.labelled
        self.lenders = {}
        sides: list[list[Words]] = [[]]
        for block in piece.blocks:
            if block.kind == "break":
                sides.append([])
            else:
                sides[-1].append(self._words(piece, block, used))
        lines = [line for line in map(campaign.helpline, piece.helplines) if line and line.channels]
        used += [f"helpline.{line.id}.number" for line in lines]
        art = {name: campaign.art[name] for name in self._pictures(piece) if name in campaign.art}
        title = next((w.text for side in sides for w in side if w.kind == "heading"), piece.slug)
        made = Edition(
            piece=piece.slug,
            kind=piece.kind,
            file=piece.file,
            language=self.language,
            source=campaign.source,
            title=title,
            campaign=self._told(campaign.title),
            slogan=self._told(campaign.slogan),
            notice=self._told(campaign.notice),
            licence=campaign.licence,
            audiences=piece.audiences,
            cover=piece.cover,
            mirror=piece.mirror and self.language.direction != campaign.source.direction,
            paper=campaign.paper,
            ground=piece.ground,
            sides=tuple(tuple(side) for side in sides),
            helplines=tuple(self._card(line) for line in lines),
            partners=self._partners(),
            sources=self._sources(used),
            facts=self._facts() if piece.kind == "sources" else (),
            labels=self.labels,
            colours=campaign.colours,
            used=tuple(dict.fromkeys(used)),
            art=art | {p.logo: campaign.art[p.logo] for p in campaign.partners if p.logo in campaign.art},
            alts={name: self._told(drawn.desc or drawn.title) for name, drawn in art.items() if piece.kind != "film"},
            fonts=self.faces.blobs,
            text_faces=self.faces.text,
            display_faces=self.faces.display,
            faceless=self.faces.lost,
            hashtags=campaign.hashtags,
            borrowed=tuple(self.lenders),
            date=campaign.date.isoformat() if campaign.date else "",
            voices=campaign.voices.get(self.language.tag, {}) if piece.kind == "film" else {},
            sounds=campaign.sounds if piece.kind == "film" else {},
        )
        reasons = self._draft(used)
        if any(not self._approved(made, office) for office in campaign.approvers):
            reasons = (*reasons, self.labels["draft_approval"])
        made = replace(made, draft=reasons)
        # Last, for the number is of all that is printed beside it.
        return replace(made, code=f"{_address(campaign.site)}/v#{made.number}") if campaign.site else made

    def _approved(self, edition: Edition, office: str) -> bool:
        """Whether this office has approved the edition as it is now."""
        rows = [a for a in self.campaign.approvals if a.what == edition.name and a.office == office]
        return any(edition.approvable().startswith(row.digest) for row in rows)

    def _told(self, text: str) -> str:
        said = self.say.said(text)
        self.finished &= said.finished
        return said.text

    def _words(self, piece: Piece, block: Block, used: list[str]) -> Words:
        children = tuple(self._words(piece, child, used) for child in block.children)
        if not block.text:
            return Words(block.id, block.kind, (), block.name, block.level, children)
        said = self.say.said(block.text)
        self.finished &= said.finished
        self.lenders |= dict.fromkeys(filter(None, (said.lender,)))
        ref = said.ref or piece.ref(block.id)
        try:
            text, found = tokens(format.spaced(said.text, self.language), self.values, self.language)
        except format.SentenceFault as fault:
            self._fault(
                ref, piece, "icu-syntax", f"this sentence cannot be settled: {fault}", "mend its braces and forms"
            )
            text, found = said.text, {}
        used += names(said.text)
        self.finished &= all(self.values[name].finished for name in found.values())
        made, faults = spans(text, found, self.values)
        if said.state == "missing":
            # What is not translated is printed in the source language, and says so to a screen reader.
            made = tuple(replace(span, language=span.language or self.campaign.source.tag) for span in made)
        for what in faults:
            self._fault(ref, piece, "markdown-unsupported", f"{what} cannot be printed", "write it in words")
        return Words(block.id, block.kind, made, block.name, block.level, children)

    def _fault(self, ref: str, piece: Piece, code: str, message: str, mend: str) -> None:
        self.findings.append(Finding(code, "error", ref, message, mend, f"{piece.slug}/{self.language.tag}"))

    def _pictures(self, piece: Piece) -> list[str]:
        if piece.kind == "film":
            # A screenplay names its cast and places by the titles of their drawings.
            return [name for name in self.campaign.art if name.startswith(FILMED)]
        inside = (block.name for block in piece.walk() if block.kind == "image")
        return list(dict.fromkeys(filter(None, (piece.cover, *inside))))

    def _card(self, line: Helpline) -> HelplineCard:
        contacts = tuple(
            Contact(
                kind=channel.kind,
                value=channel.value,
                href=href(channel),
                hours=told_hours(channel, self.language, self.labels),
                cost=self.labels.get(channel.cost, ""),
            )
            for channel in line.channels
        )
        return HelplineCard(line.id, self._told(line.name), contacts, is_verified(line, self.today))

    def _partners(self) -> tuple[PartnerName, ...]:
        ordered = sorted(self.campaign.partners, key=lambda partner: partner.order)
        return tuple(PartnerName(self._told(p.name), p.role, self._told(p.statement), p.logo) for p in ordered)

    def _facts(self) -> tuple[FactRow, ...]:
        """Every figure of the campaign: what it says, who counted it and when, where it is printed."""
        rows = []
        for fact in self.campaign.facts.values():
            printing = [p for p in self.campaign.pieces if any(_names(b.text, fact.id) for b in p.walk())]
            titles = (next((b.text for b in p.blocks if b.kind == "heading"), p.slug) for p in printing)
            rows.append(
                FactRow(
                    value=self.values[f"fact.{fact.id}"].text,
                    text=self._told(fact.text),
                    source=self._told(fact.source),
                    date=fact.date,
                    url=fact.url,
                    pieces=tuple(self._told(title) for title in titles),
                )
            )
        return tuple(rows)

    def _sources(self, used: list[str]) -> tuple[str, ...]:
        told = (name.split(".")[1] for name in used if name.startswith("fact."))
        facts = (self.campaign.facts[name] for name in dict.fromkeys(told) if name in self.campaign.facts)
        return tuple(dict.fromkeys(self._told(fact.source) for fact in facts if fact.source))

    def _draft(self, used: list[str]) -> tuple[str, ...]:
        """Why this edition must not go out as final (rule 9)."""
        printed = {name.split(".")[1] for name in used if name.startswith("helpline.")}
        lines = (line for line in self.campaign.helplines if line.id in printed)
        reasons = []
        if any(not is_verified(line, self.today) for line in lines):
            reasons.append(self.labels["draft_helpline"])
        if not self.finished:
            reasons.append(self.labels["draft_translation"])
        return tuple(reasons)


def _address(site: str) -> str:
    return (site if "://" in site else f"https://{site}").rstrip("/")


def _names(text: str, fact: str) -> bool:
    """Whether a text prints this fact."""
    return any(name.split(".")[:2] == ["fact", fact] for name in names(text))
