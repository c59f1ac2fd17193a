"""What one sees of a page before reading it: how full it is, and whether there is a picture."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case
from haqiba.edition.edition import Edition, Words

# One idea a panel. Arabic writes articles, pronouns and small words to the next word, so it has fewer.
FEWEST, MOST = 45, 75
ARABIC = 0.75
SPREADS = {"leaflet": ((0,), (1,)), "trifold": ((0, 1, 5), (2, 3, 4))}


def panel_words(case: Case) -> Iterator[Finding]:
    """A panel of a trifold is read while standing: too many words and it is folded again, too few and it is empty."""
    for edition in case.editions:
        if edition.kind != "trifold":
            continue
        share = ARABIC if edition.language.script == "Arab" else 1.0
        # The cover is a title, the last panel has the helplines.
        for side in edition.sides[1:-1]:
            count = sum(len(words.text.split()) for block in side for words in block.walk() if words.kind != "image")
            fewest, most = int(FEWEST * share), int(MOST * share)
            # Too few is a matter of the piece, too many of each language.
            if side and (count > most or (count < fewest and edition in case.firsts)):
                yield Finding(
                    "panel-words",
                    "warning",
                    edition.ref(side[0].id),
                    f"this panel has {count} words; {fewest} to {most} are read",
                    "shorten it" if count > most else "say a little more, or draw it larger",
                    edition.name,
                )


def picture_missing(case: Case) -> Iterator[Finding]:
    """A spread without a picture is not picked up, and says nothing to those who hardly read."""
    for edition in case.firsts:
        if not edition.audiences:
            continue
        for spread in SPREADS.get(edition.kind, ()):
            sides = [edition.sides[number] for number in spread if number < len(edition.sides)]
            if any(sides) and not any(map(_pictured, sides)) and not (0 in spread and edition.cover):
                first = next(side[0] for side in sides if side)
                yield Finding(
                    "picture-missing",
                    "warning",
                    edition.ref(first.id),
                    "there is no picture on this spread",
                    "add one, ![](art/….svg), or cover = … in front",
                )
        yield from _bare(edition)


def _bare(edition: Edition) -> Iterator[Finding]:
    """Posters and cards are their picture."""
    if edition.kind == "poster" and not edition.cover and not any(map(_pictured, edition.sides)):
        yield Finding(
            "picture-missing",
            "warning",
            edition.ref("front"),
            "this poster has no picture",
            'add cover = "art/….svg"',
        )
    for side in edition.sides if edition.kind == "cards" else ():
        if side and not _pictured(side):
            yield Finding(
                "picture-missing",
                "warning",
                edition.ref(side[0].id),
                "this card has no picture",
                "add one, ![](art/….svg)",
            )


def _pictured(side: tuple[Words, ...]) -> bool:
    return any(words.kind == "image" for block in side for words in block.walk())


CHECKS = (panel_words, picture_missing)
