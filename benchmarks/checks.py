"""All checks on campaigns of two sizes: time a message must not grow with the campaign."""

import datetime
import json
from pathlib import Path

from benchmarks.measure import Pair, Row, in_turns, middle, seconds
from benchmarks.table import Chapter, told
from haqiba.check import check
from haqiba.edition import editions
from haqiba.read import read

LANGUAGES = ("ar", "fr", "en", "es", "de", "it", "pt", "nl", "tr", "ru")
SMALL, LARGE = 50, 200
MILLISECONDS = 10.0
TODAY = datetime.date(2026, 1, 1)
FRONT = '+++\nkind = "leaflet"\naudiences = ["parents"]\nhelplines = ["child"]\n+++\n'
SETTINGS = f"""title = "شبكات"
region = "MA"
languages = {json.dumps(LANGUAGES)}
[[helplines]]
id = "child"
name = "رقم"
audiences = ["parents"]
channels = [{{ kind = "phone", value = "0800002511", hours = "24/7" }}]
"""
WORDS = f"""Generated leaflets of five sentences each in {len(LANGUAGES)} languages, read from a folder, put into
editions
and given to every check (spelling and the proofs of pages apart). The peer of the row is the same on {SMALL} pieces, a
message for a message: 1 is linear. Milliseconds are of one message in one language."""


def checks(root: Path) -> Chapter:
    """Time a message, of a large campaign against a small one, in turns; and what reading adds."""
    small, large = (_campaign(root / str(number), number) for number in (SMALL, LARGE))
    messages = {SMALL: 5 * SMALL * len(LANGUAGES), LARGE: 5 * LARGE * len(LANGUAGES)}
    measured = in_turns({"small": lambda: _checked(small), "large": lambda: _checked(large)}, rounds=3)
    ours, peer = ([1000 * s / messages[n] for s in measured[name]] for name, n in (("large", LARGE), ("small", SMALL)))
    row = Row(f"1000 messages, of {LARGE} pieces", f"of {SMALL} pieces", Pair(tuple(ours), tuple(peer)), goal=1.25)
    each, all_of_it = middle(tuple(ours)), seconds(lambda: _checked(large))
    reached = "reached" if each < MILLISECONDS else "**missed**"
    spent = f"""{each:.2f} ms a message, all {LARGE} x {len(LANGUAGES)} editions in {told(all_of_it)}.
Less than {MILLISECONDS:.0f} ms is wanted: {reached}."""
    return Chapter("All checks", (row,), (spent, WORDS))


def _checked(root: Path) -> int:
    campaign, _ = read(root)
    made, _ = editions(campaign, today=TODAY)
    return len(list(check(campaign, made, today=TODAY)))


def _campaign(root: Path, number: int) -> Path:
    """A campaign of `number` leaflets with all its translations."""
    files = {"campaign.toml": SETTINGS}
    sources = []
    for piece in range(number):
        texts = [f"نلاحظ في اللعبة {piece}.{n} ثم نحفظ الدليل، ونخبر من نثق به؟" for n in range(4)]
        sources += [f"ورقة {piece}", *texts]
        files[f"pieces/p{piece}.md"] = FRONT + "# " + "\n\n".join(sources[-5:]) + "\n"
    for tag in LANGUAGES[1:]:
        entries = (f'msgid "{text}"\nmsgstr "{tag} {_translated(text)}"\n' for text in sources)
        files[f"translations/{tag}.po"] = "\n".join(entries)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def _translated(text: str) -> str:
    """Words of another script with the figures of the source."""
    return " ".join(word if any(c.isdigit() for c in word) else "filet" for word in text.split()) + (
        " ?" if text.endswith("؟") else ""
    )
