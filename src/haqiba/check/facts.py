"""A figure without a source is a rumour, and a campaign is scolded for it."""

import re
from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case
from haqiba.edition.fill import PLACEHOLDER, names, strays, values
from haqiba.edition.labels import ENGLISH
from haqiba.edition.translate import Translator, messages
from haqiba.read.table import nearest

# A share or a large count typed by hand: it must be a fact with its source.
TYPED = re.compile(r"\d[\d.,\u00a0\u202f]{0,20}\s?[%٪]|[%٪]\s?\d{1,20}")


def fact_without_source(case: Case) -> Iterator[Finding]:
    """Every figure names who counted it and when."""
    for fact in case.campaign.facts.values():
        lost = [key for key in ("source", "date") if not getattr(fact, key)]
        if lost:
            yield Finding(
                "fact-without-source",
                "error",
                fact.ref,
                f"the fact {fact.id} has no {', '.join(lost)}",
                f"add {', '.join(f'{key} = …' for key in lost)}",
            )
    for piece in case.campaign.pieces:
        for block in piece.walk():
            typed = TYPED.search(PLACEHOLDER.sub("", block.text))
            if typed:
                yield Finding(
                    "fact-without-source",
                    "error",
                    piece.ref(block.id),
                    f"the figure {typed[0].strip()} stands here without a source",
                    "write it as [facts.NAME] in campaign.toml and as {fact.NAME} here",
                )


def placeholder_unknown(case: Case) -> Iterator[Finding]:
    """A value that is not there is printed as braces, on paper, thousands of times."""
    campaign = case.campaign
    known = values(campaign, campaign.source, ENGLISH, Translator(campaign, campaign.source))
    for message in messages(campaign):
        for name in dict.fromkeys((*names(message.text), *strays(message.text))):
            # Values are put into the words of pieces alone.
            lost = [ref for ref in message.refs if name not in known or not ref.startswith("pieces/")]
            for ref in lost:
                yield Finding(
                    "placeholder-unknown",
                    "error",
                    ref,
                    f"{{{name}}} stands for nothing {'here' if name in known else 'in this campaign'}",
                    "write it out: only pieces have places for values"
                    if name in known
                    else nearest(name, known) or "write the value into campaign.toml, or mend the name",
                )


CHECKS = (fact_without_source, placeholder_unknown)
