"""`haqiba: ignore CODE: why` speaks of what follows it, in each format."""

from pathlib import Path

import pytest

from haqiba.campaign.finding import Ignore
from haqiba.read import read
from tests.folders import DRAWING, SETTINGS, folder

PIECE = """+++
kind = "leaflet"
# haqiba: ignore helpline-missing: a form for the office
audiences = ["parents"]
+++
# عنوان

<!-- haqiba: ignore law-audience: asked for by the ministry -->
<!-- haqiba: ignore blame: a quotation -->

- واحد
- اثنان

فقرة <!-- haqiba: ignore -->
"""


def asked(root: Path, files: dict[str, str]) -> tuple[list[Ignore], list[str]]:
    campaign, findings = read(folder(root, files))
    return list(campaign.ignores), [f"{finding.ref} {finding.code}" for finding in findings]


def test_markdown_the_next_block_and_the_next_key(tmp_path: Path) -> None:
    made, findings = asked(tmp_path, {"pieces/a.md": PIECE})
    assert [(one.code, one.where.removeprefix("pieces/a.md#"), one.why) for one in made] == [
        ("helpline-missing", "front.audiences", "a form for the office"),
        ("law-audience", "b4", "asked for by the ministry"),
        ("blame", "b4", "a quotation"),
    ]
    assert findings == []


def test_markdown_at_the_top_the_whole_file(tmp_path: Path) -> None:
    top = '+++\nkind = "leaflet"\n+++\n<!-- haqiba: ignore blame: all of it quotes -->\n\n# عنوان\n'
    made, _ = asked(tmp_path, {"pieces/a.md": top})
    assert [one.where for one in made] == ["pieces/a.md"]


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ('# haqiba: ignore x: y\n\n# more\nslogan = "s"\n', "slogan"),
        ('slogan = "s"  # haqiba: ignore x: y\ndate = 2024-01-01\n', "slogan"),
        ("# haqiba: ignore x: y\n[facts.a]\nvalue = 1\n", "facts.a"),
        ('# haqiba: ignore x: y\n[[credits]]\nname = "n"\nrole = "r"\n', "credits.0"),
        ('hashtags = [\n"#a",\n# haqiba: ignore x: y\n"#b",\n]\n', "hashtags.1"),
    ],
)
def test_toml_the_next_key_or_table(tmp_path: Path, lines: str, where: str) -> None:
    made, findings = asked(tmp_path, {"campaign.toml": SETTINGS + lines})
    assert [(one.code, one.where) for one in made] == [("x", f"campaign.toml#{where}")]
    assert findings == []


def test_a_drawing_the_file(tmp_path: Path) -> None:
    made, _ = asked(tmp_path, {"art/a.svg": DRAWING.format("<!-- haqiba: ignore motif-banned: a quilt -->")})
    assert [(one.where, one.why) for one in made] == [("art/a.svg", "a quilt")]


def test_po_the_next_entry(tmp_path: Path) -> None:
    po = 'msgid "a"\nmsgstr "b"\n\n# haqiba: ignore same-as-source: a name\n#: x.md\nmsgid "c"\nmsgstr "c"\n'
    files = {"campaign.toml": SETTINGS.replace('["ar"]', '["ar", "fr"]'), "translations/fr.po": po}
    made, _ = asked(tmp_path, files)
    campaign, _ = read(tmp_path)
    assert [one.where for one in made] == [campaign.translations["fr"].messages[("", "c")].ref]


def test_without_a_reason_it_is_not_heeded(tmp_path: Path) -> None:
    settings = SETTINGS + '# haqiba: ignore a\nslogan = "s"\n[[ignore]]\ncode = "b"\nwhere = "*"\n'
    made, findings = asked(tmp_path, {"campaign.toml": settings})
    assert made == []
    assert findings == ["campaign.toml#ignore.0 ignore-without-why", "campaign.toml@3 ignore-without-why"]


def test_in_settings(tmp_path: Path) -> None:
    settings = SETTINGS + '[[ignore]]\ncode = "b"\nwhere = "*/zgh"\nwhy = "draft"\n'
    made, findings = asked(tmp_path, {"campaign.toml": settings})
    assert made == [Ignore("b", "*/zgh", "draft", "campaign.toml#ignore.0")]
    assert findings == []
