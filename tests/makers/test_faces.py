"""A language whose face is not to be had is told once, and the others are made."""

from pathlib import Path

import pytest

from haqiba.makers import PAGES
from tests.makers.made import edition


def test_a_script_without_a_face_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nothing"))
    files: dict[str, str | bytes] = {
        "campaign.toml": 'title = "t"\nlanguages = ["zgh"]\n',
        "pieces/a.md": '+++\nkind = "leaflet"\n+++\n# ⵜⴰ\n\nⵢⴰ\n',
    }
    one = edition(tmp_path, files, "a/zgh")
    made = PAGES.make(PAGES.parts(one, "demo")[0])
    assert [finding.code for finding in made.findings] == ["font-missing"]
    assert made.files == {}
    assert [finding.code for finding in PAGES.proof(one)] == ["font-missing"]
