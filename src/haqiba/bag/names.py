"""Names that every tool and every disk reads alike (RFC 8493, 5.2, and what real readers get wrong)."""

import unicodedata
from collections.abc import Iterable, Iterator

from haqiba.campaign.finding import Finding

# A reader may or may not decode %; a manifest is lines; \ is a folder on some disks, ~ a home in some shells.
FORBIDDEN = ("%", "\\")


def fault(name: str) -> str:
    """What is wrong with one name in a bag, in words; empty if nothing is."""
    if any(sign in name for sign in FORBIDDEN) or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return "it holds a percent sign, a backslash or an invisible control character"
    parts = name.split("/")
    if name.startswith("~") or any(part in ("", ".", "..") or part.startswith("~") for part in parts):
        return "it leads out of the bag, or may be taken for a home folder"
    if not unicodedata.is_normalized("NFC", name):
        return "its letters are written in two ways (not in Unicode form NFC)"
    return ""


def faults(names: Iterable[str]) -> Iterator[Finding]:
    """A finding for each bad name, and for each that some disks hold for the same as another."""
    seen: dict[str, str] = {}
    for name in names:
        words = fault(name)
        if words:
            yield Finding("bag-name", "error", name, f"this name cannot go into a bag: {words}", "rename the piece")
        twin = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if twin != name:
            yield Finding(
                "bag-name-twin",
                "error",
                name,
                f"some disks take this for the same name as {twin}",
                "rename one of them",
            )
