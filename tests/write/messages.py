"""Messages and languages for the tests of write/."""

import datetime

from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message

ARABIC = Language("ar", "ar_MA", "Arab", "rtl", "العربية")
FRENCH = Language("fr", "fr_MA", "Latn", "ltr", "français")
DAY = datetime.date(2026, 1, 2)
LATER = datetime.date(2026, 3, 4)


def message(text: str, context: str = "", comment: str = "leaflet, side 1", file: str = "pieces/leaflet.md") -> Message:
    return Message(text, context, (comment,), (f"{file}#b1",))
