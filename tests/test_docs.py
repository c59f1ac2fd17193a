"""Documents that cannot rot: what the code knows must be said, and what is said must exist."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from haqiba.look.tokens import PALETTE
from haqiba.makers import makers
from haqiba.read.markdown import BOXES, GROUNDS, KINDS, markdown
from haqiba.read.settings import settings
from haqiba.read.table import Table

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ALL = """
[[partners]]
id = "p"
name = "p"
[[helplines]]
id = "h"
name = "h"
[[helplines.channels]]
kind = "phone"
value = "1"
[facts.f]
value = 1
[[plan.indicators]]
id = "i"
name = "i"
[[credits]]
name = "c"
role = "r"
[[glossary]]
term = "t"
[[ignore]]
code = "c"
why = "w"
"""


def words(page: str) -> set[str]:
    """What a page has between backticks, dots split as well."""
    told = re.findall(r"`([^`]+)`", (DOCS / "lookup" / page).read_text("utf-8"))
    return {part for word in told for part in (word, *word.split("."))}


def known(monkeypatch: pytest.MonkeyPatch, read: object) -> set[str]:
    """Every key that a reader asks for."""
    asked: set[str] = set()
    close = Table.close

    def noting(table: Table, prefix: str = "") -> None:
        asked.update(table.known)
        close(table, prefix)

    monkeypatch.setattr(Table, "close", noting)
    read()  # type: ignore[operator]
    return asked


def test_every_key_of_the_settings_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = known(monkeypatch, lambda: settings(ALL, "campaign.toml"))
    assert {"title", "verified_by", "hours", "youngest"} <= keys
    assert keys - set(PALETTE) - {
        "colours",
        "partners",
        "helplines",
        "facts",
        "safeguarding",
        "plan",
        "day",
        "credits",
        "glossary",
        "ignore",
    } <= (words("campaign-toml.md"))
    assert {"colours", "partners", "helplines", "facts", "safeguarding", "plan", "day", "credits"} <= keys


def test_every_key_box_and_ground_of_a_piece_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = known(monkeypatch, lambda: markdown('+++\nkind = "leaflet"\n+++\n', "a.md", "a"))
    told = words("front-matter.md")
    assert keys <= told
    assert set(KINDS) | set(GROUNDS) <= told
    assert {f"::: {box}" for box in BOXES if box != "tip"} <= told


def test_every_kind_has_a_maker() -> None:
    """A film is a screenplay; receipts and letters are written by the hand-over. All others are Markdown."""
    assert set(KINDS) | {"film", "receipt", "letter"} == {kind for maker in makers() for kind in maker.kinds}


def test_the_commands_are_as_they_say() -> None:
    script = ROOT / "scripts" / "lookup"
    spec = importlib.util.spec_from_loader("lookup", SourceFileLoader("lookup", str(script)))
    assert spec and spec.loader
    lookup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lookup)
    assert (DOCS / "lookup" / "commands.md").read_text("utf-8") == lookup.page(), "run scripts/lookup"


def pages() -> list[Path]:
    return sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`]*`", "", page.read_text("utf-8")))
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []


def test_every_page_of_do_can_be_found() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    assert [page.name for page in (DOCS / "do").glob("*.md") if f"do/{page.name}" not in index] == []


def test_the_first_campaign_goes_as_it_is_told(tmp_path: Path) -> None:
    """Every command of the page, in its order, in an empty folder."""
    page = (DOCS / "start" / "first-campaign.md").read_text("utf-8")
    commands = [shlex.split(line, comments=True)[1:] for line in re.findall(r"^    (haqiba .*)$", page, re.MULTILINE)]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for command in commands:
        subprocess.run(
            [sys.executable, "-m", "haqiba", *command], cwd=tmp_path, env=env, check=True, capture_output=True
        )
    assert {command[0] for command in commands} >= {"new", "build", "check", "translate"}
    assert (tmp_path / "my-bag" / "data" / "index.html").exists()


def test_every_finding_has_its_page() -> None:
    """`make docs` writes them; wording may be older than the code, a code may not be missing."""
    spec = importlib.util.spec_from_loader("findings", SourceFileLoader("findings", str(ROOT / "scripts" / "findings")))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    told = module.Source().told()
    assert {"blame", "svg-script", "key-missing", "page-overflow", "bag-oxum"} <= set(told)
    pages = {path.stem for path in (DOCS / "lookup" / "findings").glob("*.md")} - {"README"}
    assert pages == set(told), "run make docs"
