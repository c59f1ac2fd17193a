"""Who listens to a page jumps from heading to heading: none may be skipped."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition


def skipped(edition: Edition) -> Iterator[Finding]:
    """Headings that begin low or skip a level: PDF/UA-1 (ISO 14289-1, 7.4.2) refuses the page."""
    above = 0
    for words in edition.walk():
        if words.kind != "heading":
            continue
        if words.level > above + 1:
            said = f"a heading of level {words.level} follows one of level {above}"
            yield Finding(
                "heading-order",
                "error",
                edition.ref(words.id),
                said if above else f"the first heading is of level {words.level}",
                f"write it with {'#' * (above + 1)}",
                edition.name,
            )
        above = words.level
