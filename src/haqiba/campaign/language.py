"""Languages: all that follows from a BCP 47 tag is written here once, never guessed from text."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the campaign.

    `locale` is the CLDR locale for dates, numbers, lists and plurals ("ar" means "ar_MA" in
    Morocco); `script` an ISO 15924 code; `fallback` the tags to look in for a missing message.
    """

    tag: str
    locale: str
    script: str
    direction: Direction
    name: str
    fallback: tuple[str, ...] = ()

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"
