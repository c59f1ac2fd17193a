"""Pages for the eye, the printer and the screen reader, set by Typst."""

from collections.abc import Sequence

from haqiba.campaign.campaign import digest
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages.page import SIZES


class Pages:
    """Leaflets and posters: PDF, PDF for the print shop, PNG a side, plain text."""

    name: str = "pages"
    kinds: frozenset[str] = frozenset(SIZES)
    modules: tuple[str, ...] = ("haqiba.makers.pages", "haqiba.look", "haqiba.pdf")
    libraries: tuple[str, ...] = ("typst", "fonttools", "pikepdf", "lxml")

    def parts(self, edition: Edition, quality: str) -> tuple[Part, ...]:
        return (Part(edition, "", digest(edition), quality),)

    # A build in which all is fresh asks a maker for its key alone: Typst, pikepdf and Pillow, a third of
    # a second, are loaded by the first page that is made.

    def make(self, part: Part) -> Made:
        from haqiba.makers.pages.make import made  # heavy: see above

        return made(part)

    def join(self, edition: Edition, made: Sequence[Made]) -> Made:
        return made[0]

    def proof(self, edition: Edition) -> tuple[Finding, ...]:
        from haqiba.makers.pages.proof import proofread  # heavy: see above

        return tuple(proofread(edition))
