"""What is said, in time: how long it takes, how lips move, how captions part it."""

import re
import unicodedata
from dataclasses import dataclass

FPS = 25
# Syllables a second of a calm speaker, and characters a second that a viewer can read.
RATE = 5.2
READING = 15.0
PAUSE = 0.35
SHORTEST = 1.1
# A caption: two lines of so many characters.
LINE = 37
LINES = 2

_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE)
# Nine shapes: A closed, B a little open, C open, D wide open, E round, F pursed, G teeth on lip, H tongue, X at rest.
SHAPES = {"A": "mbpمبⵎⴱ", "G": "fvفⴼ", "H": "lلⵍ", "F": "uwouوⵓⵡ", "E": "oôö", "D": "aàâاآأإىⴰ", "C": "eéèêiîyيئⴻⵉⵢ"}
_SHAPE = {letter: shape for shape, letters in SHAPES.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Caption:
    """A part of what is said that is read at once; frames within the line."""

    text: str
    at: int
    until: int


def syllables(text: str) -> int:
    """About how many: counted vowels where they are written, else three for five letters."""
    bare = _MARKS.sub("", text)
    latin = len(_VOWELS.findall(bare))
    others = sum(1 for c in bare if c.isalpha() and unicodedata.name(c, "").split(" ")[0] not in ("LATIN",))
    digits = sum(1 for c in bare if c.isdigit())
    return max(1, latin + round(0.6 * others) + 2 * digits)


def seconds(text: str) -> float:
    """How long a line takes: spoken calmly, and long enough to be read."""
    return max(syllables(text) / RATE, len(text) / READING, SHORTEST) + PAUSE


def frames(duration: float) -> int:
    """Whole frames, an even number: shots begin on an even frame, for bodies move on twos."""
    return 2 * max(1, round(duration * FPS / 2))


def lips(text: str, count: int) -> tuple[str, ...]:
    """A mouth shape for each two of `count` frames."""
    shapes = [_SHAPE.get(c, "B") if c.isalpha() else "X" for c in _MARKS.sub("", text.casefold()) if c not in "'’،,"]
    steps = max(1, count // 2)
    if not shapes:
        return ("X",) * steps
    voiced = max(1, steps - round(PAUSE * FPS / 2))
    made = [shapes[min(len(shapes) - 1, n * len(shapes) // voiced)] for n in range(voiced)]
    # A mouth that holds one shape for long looks stuck: every third drawing relaxes.
    made = ["B" if n % 3 == 2 and shape == made[n - 1] != "X" else shape for n, shape in enumerate(made)]
    return tuple(made + ["X"] * (steps - voiced))


def wrapped(text: str) -> list[str]:
    """Lines of at most 37 characters, of even length where it can be."""
    words, rows = text.split(), [""]
    total = len(text)
    count = -(-total // LINE)
    aim = min(LINE, max(total // count + 6, 12)) if count > 1 else LINE
    for word in words:
        if rows[-1] and len(rows[-1]) + 1 + len(word) > aim:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def captions(text: str, count: int) -> tuple[Caption, ...]:
    """Captions of at most two lines for a line of `count` frames, each shown as long as its share."""
    rows = wrapped(text)
    pages = ["\n".join(rows[n : n + LINES]) for n in range(0, len(rows), LINES)]
    lengths = [len(page) for page in pages]
    starts = [sum(lengths[:n]) * count // max(1, sum(lengths)) for n in range(len(pages) + 1)]
    return tuple(Caption(page, starts[n], starts[n + 1]) for n, page in enumerate(pages))
