"""The example's own files, cut, doubled, flipped and mixed: never a traceback, only findings or NoCampaign."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from haqiba.campaign.finding import locate, ordered
from haqiba.check import check
from haqiba.edition import editions
from haqiba.read import NoCampaign, read
from tests.folders import TODAY

EXAMPLE = Path(__file__).parents[2] / "examples" / "shabakat"
COUNT = int(os.environ.get("HAQIBA_SOAK", "60"))
SECONDS = 20.0
# Signs that mean something to one of the formats, or to no one.
SIGNS = [
    *"\n\r\t\0\"'[]{}()<>=#*_`|\\&;:,.-+!%~^/ ",
    *("+++", ":::", "---", "[[", "{fact.", "{day.children, plural, other {", "msgid"),
    *('"""', "<!--", "]]>", "nan", "9" * 20),
    *("\ufeff", "\u2028", "\u202e", "\ud7ff", "\ue000", "\U0010ffff", "é", "نص", "١"),
]
# All that is written, and the smallest drawings: a large one takes its time and has nothing more to break.
WRITTEN = [path for path in EXAMPLE.rglob("*") if path.suffix in (".toml", ".md", ".po", ".csv")]
DRAWN = sorted(EXAMPLE.rglob("*.svg"), key=lambda path: (path.stat().st_size, path.name))[:6]
SOURCES = sorted(path.relative_to(EXAMPLE).as_posix() for path in (*WRITTEN, *DRAWN))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to four changes, near one another as often as not."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 2, 5, 40, 400, 4000)))
        data = data[:at] + _changed(data[at:to], data, chance) + data[to:]
    return data


def _changed(part: bytes, whole: bytes, chance: random.Random) -> bytes:
    other = chance.randrange(len(whole) + 1)
    sign = chance.choice(SIGNS).encode()
    flipped = bytes(byte ^ (1 << chance.randrange(8)) for byte in part[:1]) + part[1:]
    return chance.choice(
        (
            b"",
            part + part,
            part * 30,
            sign + part,
            sign * 200 + part,
            part[::-1],
            flipped,
            part.upper(),
            whole[other : other + 40] + part,
        )
    )


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mutations") / "shabakat"
    for name in SOURCES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(EXAMPLE / name, root / name)
    return root


@pytest.mark.parametrize("share", range(4))
def test_no_mutation_of_the_example_is_a_traceback(workshop: Path, share: int) -> None:
    for number in range(share, COUNT, 4):
        chance = random.Random(number)
        name = chance.choice(SOURCES)
        path = workshop / name
        before = path.read_bytes()
        try:
            path.write_bytes(mutated(before, chance))
            started = time.monotonic()
            _take(workshop)
            assert time.monotonic() - started < SECONDS, f"mutation {number} of {name} takes too long"
        except Exception as error:
            error.add_note(f"mutation {number} of {name}")
            raise
        finally:
            path.write_bytes(before)


def _take(root: Path) -> None:
    try:
        campaign, told = read(root)
    except NoCampaign as refused:
        assert refused.findings
        return
    made, faults = editions(campaign, today=TODAY)
    findings = [*told, *faults, *check(campaign, made, today=TODAY)]
    for finding in ordered(findings, campaign.places):
        place = locate(finding.ref, campaign.places)
        assert place.file and (place.line is None or place.line > 0)
        f"{place.file}: {finding.message}: {finding.mend}".encode()
    for edition in made:
        assert edition.digest()
