"""What is said to a child who may be in it already: no blame, no threat, and never fear as the last word."""

import re
from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check import phrases
from haqiba.check.case import Case
from haqiba.edition.edition import Edition, Words

# What someone else is quoted to say.
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def blame(case: Case) -> Iterator[Finding]:
    """Whoever reads that it was their fault does not tell: shame is what keeps children silent."""
    for saying in case.sayings:
        if not saying.own:
            continue
        said = phrases.meant(phrases.BLAME, saying.language, phrases.plain(saying.text))
        if said:
            yield Finding(
                "blame",
                "warning",
                saying.ref,
                f"{saying.language.tag}: «{said}» blames the one who was deceived",
                "say who did it; to the reader: it is not your fault",
            )


def threat(case: Case) -> Iterator[Finding]:
    """A child that fears punishment hides what happened, from those who could help too."""
    for saying in case.sayings:
        if not saying.own:
            continue
        own_words = _QUOTED.sub("", phrases.plain(saying.text))
        said = phrases.meant(phrases.THREAT, saying.language, own_words)
        if said:
            yield Finding(
                "threat",
                "warning",
                saying.ref,
                f"{saying.language.tag}: «{said}» threatens the reader",
                "say what one can do, and who helps",
            )


def harmful_term(case: Case) -> Iterator[Finding]:
    """Some terms make a crime against a child sound like the child's choice (Luxembourg Guidelines, 2016)."""
    for saying in case.sayings:
        text = phrases.plain(saying.text) if saying.own else ""
        for words, better in phrases.listed(phrases.HARMFUL, saying.language) or ():
            term = phrases.found(words, text)
            if term:
                yield Finding(
                    "harmful-term",
                    "warning",
                    saying.ref,
                    f"{saying.language.tag}: «{term[0].strip()}» makes the crime sound like the child's own doing",
                    f"write «{better}»",
                )


def fear_last(case: Case) -> Iterator[Finding]:
    """Fear without a way out makes people look away; the last words are what one can do."""
    for edition in case.firsts:
        last = _last(edition)
        if last is None or (last.kind == "box" and last.name == "tip"):
            continue
        text = phrases.plain("\n".join(words.text for words in last.walk()))
        fear = phrases.found(phrases.listed(phrases.FEAR, edition.language), text)
        if fear and not phrases.found(phrases.listed(phrases.HOPE, edition.language), text):
            yield Finding(
                "fear-last",
                "warning",
                edition.ref(last.id),
                f"the last words are of fear («{fear[0].strip()}»)",
                "end with what one can do, such as ::: tip with one step",
            )


def _last(edition: Edition) -> Words | None:
    """The last block with words that readers see."""
    blocks = [words for side in edition.sides for words in side if words.name not in ("notes", "source")]
    return next((b for b in reversed(blocks) if b.kind != "image" and any(w.text for w in b.walk())), None)


def action_missing(case: Case) -> Iterator[Finding]:
    """Awareness alone changes little; what is remembered is one concrete thing to do."""
    for edition in case.firsts:
        tip = any(words.kind == "box" and words.name == "tip" for words in edition.walk())
        if (
            not edition.audiences
            or tip
            or edition.helplines
            or any(name.startswith("helpline.") for name in edition.used)
        ):
            continue
        yield Finding(
            "action-missing",
            "warning",
            edition.ref("front"),
            "this piece does not say what one can do",
            "add ::: tip with one step, or helplines = […]",
        )


def stranger_only(case: Case) -> Iterator[Finding]:
    """Most are deceived by someone they know or of their age: warning of strangers alone misses it (WHO 2022)."""
    for edition in case.firsts:
        blocks = [(words, phrases.plain(words.text)) for words in edition.walk() if words.text]
        strangers = phrases.listed(phrases.STRANGER, edition.language)
        first = next((words for words, text in blocks if phrases.found(strangers, text)), None)
        known = phrases.listed(phrases.KNOWN, edition.language)
        if first and not any(phrases.found(known, text) for _, text in blocks):
            yield Finding(
                "stranger-only",
                "warning",
                edition.ref(first.id),
                "this piece warns of strangers alone",
                "say that it may be someone the child knows, or of the same age",
            )


def law_audience(case: Case) -> Iterator[Finding]:
    """Articles of law help teachers and the public; to a child or a parent in need they are a wall."""
    for edition in case.firsts:
        others = [audience for audience in edition.audiences if audience not in ("teachers", "public")]
        law = phrases.listed(phrases.LAW, edition.language) if others else None
        for words in edition.walk():
            article = phrases.found(law, phrases.plain(words.text)) if words.name != "source" else None
            if article:
                yield Finding(
                    "law-audience",
                    "warning",
                    edition.ref(words.id),
                    f"«{article[0].strip()}» is said to {', '.join(others)}",
                    "say in words what it means for them; keep the article for teachers and the public",
                )


CHECKS = (blame, threat, harmful_term, fear_last, action_missing, stranger_only, law_audience)
