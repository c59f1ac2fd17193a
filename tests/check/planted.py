"""100 sentences with a planted fault and 100 that only look like it: how many are found, how many falsely.

Written before the lists that are to find them were looked at again, some in words that no list has: what is missed is
the honest part of the table. `python -m tests.check.planted` writes docs/lookup/checks-measured.md."""

import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from haqiba.campaign.campaign import Campaign
from haqiba.check import check
from haqiba.edition import editions
from haqiba.read import read
from tests.folders import TODAY, folder

PAGE = Path(__file__).parents[2] / "docs" / "lookup" / "checks-measured.md"
DATA = Path(__file__).with_name("planted.json")
CODES = {
    "blame or threat": {"blame", "threat"},
    "number typed by hand": {"helpline-typed"},
    "figure changed": {"numbers-changed"},
    "wrong mark": {"end-mark", "mark-foreign", "tatweel", "bidi-control", "double-space", "digits-mixed"},
    "wrong words": {"harmful-term", "law-audience", "stranger-only", "fear-last"},
}
FRONT = '+++\nkind = "poster"\naudiences = ["children-8-11"]\n+++\n'
HELPLINE = """
[[helplines]]
id = "child"
name = "child"
audiences = ["children-8-11"]
channels = [{ kind = "phone", value = "2511", hours = "24/7" }, { kind = "web", value = "e-blagh.ma", hours = "24/7" }]
"""


@dataclass(frozen=True)
class Planted:
    """A sentence of a kind in a language; `source` (language, text) where it is a translation."""

    kind: str
    tag: str
    text: str
    faulty: bool
    source: tuple[str, str] | None = None


def sentences() -> tuple[Planted, ...]:
    made = []
    for kind, rows in json.loads(DATA.read_text("utf-8")).items():
        for faulty, tag, *texts in rows:
            source = (texts[0], texts[1]) if len(texts) == 3 else None
            made.append(Planted(kind, tag, texts[-1], bool(faulty), source))
    return tuple(made)


def found(planted: Planted, root: Path) -> bool:
    """Whether the checks of its kind say something of the sentence."""
    campaign = _campaign(planted, root)
    told = check(campaign, editions(campaign, today=TODAY)[0], today=TODAY)
    where = "translations/" if planted.source else "pieces/"
    return any(finding.code in CODES[planted.kind] and finding.ref.startswith(where) for finding in told)


def _campaign(planted: Planted, root: Path) -> Campaign:
    tags = [planted.source[0], planted.tag] if planted.source else [planted.tag]
    files = {
        "campaign.toml": f'title = "x"\nregion = "MA"\nlanguages = {json.dumps(tags)}\n{HELPLINE}',
        "pieces/a.md": f"{FRONT}{planted.source[1] if planted.source else planted.text}\n",
    }
    if planted.source:
        texts = [json.dumps(text, ensure_ascii=False) for text in (planted.source[1], planted.text)]
        files[f"translations/{planted.tag}.po"] = f"msgid {texts[0]}\nmsgstr {texts[1]}\n"
    campaign, findings = read(folder(root, files))
    assert not findings, (planted, findings)
    return campaign


def measure() -> tuple[dict[tuple[str, str, bool], Counter[bool]], list[Planted]]:
    """(kind, language, faulty) -> how many were found or not; and the sentences that were judged wrongly."""
    counts: dict[tuple[str, str, bool], Counter[bool]] = {}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(sentences()):
            hit = found(one, Path(folder) / str(number))
            counts.setdefault((one.kind, one.tag, one.faulty), Counter())[hit] += 1
            if hit is not one.faulty:
                wrong.append(one)
    return counts, wrong


def page() -> str:
    counts, wrong = measure()
    rows = []
    for kind in CODES:
        for tag in ("ar", "fr", "en"):
            planted, clean = (counts.get((kind, tag, faulty), Counter()) for faulty in (True, False))
            cells = (kind, tag, planted.total(), planted[True], clean.total(), clean[True])
            rows.append(f"| {' | '.join(map(str, cells))} |")
    sums = [sum((c for (_, _, f), c in counts.items() if f is faulty), Counter()) for faulty in (True, False)]
    rows.append(f"| all | | {sums[0].total()} | {sums[0][True]} | {sums[1].total()} | {sums[1][True]} |")
    missed = [f"- {one.kind}, {one.tag}: {one.text}" for one in wrong if one.faulty]
    false = [f"- {one.kind}, {one.tag}: {one.text}" for one in wrong if not one.faulty]
    return "\n".join(
        [
            "# What the checks find, measured\n",
            "Written by `python -m tests.check.planted` from `tests/check/planted.json`: sentences with a planted "
            "fault,",
            "20 a kind, and as many without that look like it. They were written by the authors of the checks, so a "
            "stranger's texts",
            "will be found less well. The lists of words are meant to be exact rather than complete.\n",
            "| kind | language | planted | found | clean | falsely told |",
            "|---|---|---|---|---|---|",
            *rows,
            "\n## Missed\n",
            *(missed or ["None."]),
            "\n## Falsely told\n",
            *(false or ["None."]),
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
