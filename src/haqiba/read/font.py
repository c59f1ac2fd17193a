"""A font of the campaign's own: can it be opened at all?"""

import io

from fontTools.ttLib import TTFont


def is_font(data: bytes) -> bool:
    """Whether these bytes are a font that has a name and says which characters it shows."""
    try:
        with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as font:
            return bool(font["name"].getBestFamilyName() and font.getBestCmap())
    except Exception:  # fontTools promises no list of what broken tables raise
        return False
