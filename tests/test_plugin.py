"""A package of someone else's: the check and the maker of docs/do/write-a-check-or-a-maker.md, at work."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "do" / "write-a-check-or-a-maker.md"
DAY = ("--today", "2026-11-24")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An environment in which the documented package is installed, and a campaign that uses it."""
    blocks = re.findall(r"(?:^    .*\n|^\n)+", PAGE.read_text("utf-8"), re.MULTILINE)
    code = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() for block in blocks]
    points = next(block for block in code if block.startswith("[project.entry-points"))
    site = tmp_path / "site"
    info = site / "more-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "more.py").write_text("\n\n".join(c for c in code if c.startswith("from haqiba")), "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: more\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(re.sub(r'project\.entry-points\."([\w.]+)"', r"\1", points).replace('"', ""))
    campaign = tmp_path / "c"
    (campaign / "pieces").mkdir(parents=True)
    (campaign / "campaign.toml").write_text('title = "t"\nlanguages = ["en"]\n')
    (campaign / "pieces" / "bus.md").write_text('+++\nkind = "sticker"\n+++\n# Our hotline\n')
    return tmp_path


def haqiba(home: Path, *words: str, code: int = 0) -> dict[str, object]:
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(home / "site")]),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    command = [sys.executable, "-m", "haqiba", *words, "--format", "json", *DAY]
    done = subprocess.run(command, env=env, cwd=home, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stdout + done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_its_kind_is_listed(home: Path) -> None:
    assert [e["kind"] for e in haqiba(home, "list", "c")["editions"]] == ["sticker"]  # type: ignore[attr-defined]


def test_its_check_tells(home: Path) -> None:
    found = haqiba(home, "check", "c")["findings"]
    assert ("hotline-word", "pieces/bus.md", 4) in [(f["code"], f["file"], f["line"]) for f in found]  # type: ignore[attr-defined]


def test_its_maker_makes(home: Path) -> None:
    assert haqiba(home, "build", "c", "--out", "bag")["built"] == 1
    assert (home / "bag/data/en/bus/bus.txt").read_text("utf-8") == "Our hotline"
    assert haqiba(home, "build", "c", "--out", "bag")["fresh"] == 1
    with (home / "site" / "more.py").open("a") as more:
        more.write("\n# changed\n")
    assert haqiba(home, "build", "c", "--out", "bag")["built"] == 1


def test_a_kind_that_nobody_makes_is_told(home: Path) -> None:
    (home / "c" / "pieces" / "bus.md").write_text('+++\nkind = "stiker"\n+++\n# x\n')
    found = haqiba(home, "check", "c", code=1)["findings"]
    assert [(f["code"], f["mend"]) for f in found] == [("value-choice", "did you mean sticker?")]  # type: ignore[attr-defined]
