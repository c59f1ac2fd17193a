"""The font that npm has is fetched once; where it cannot be, that is said and the set-up goes on."""

import subprocess
import sys
import tarfile
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

ROOT = Path(__file__).parent.parent.parent
FONT = Path("data/haqiba/fonts/noto-sans-tifinagh/NotoSansTifinagh-400.ttf")


def package(folder: Path, family: str = "Noto Sans Tifinagh") -> Path:
    """A package like the one that npm has, with a font of one empty letter."""
    inside = folder / "package/files/noto-sans-tifinagh-tifinagh-400-normal.woff"
    inside.parent.mkdir(parents=True)
    built = FontBuilder(unitsPerEm=1000)
    built.setupGlyphOrder([".notdef", "yaz"])
    built.setupCharacterMap({0x2D63: "yaz"})
    built.setupGlyf({".notdef": Glyph(), "yaz": Glyph()})
    built.setupHorizontalMetrics({".notdef": (500, 0), "yaz": (500, 0)})
    built.setupHorizontalHeader()
    built.setupNameTable({"familyName": family, "styleName": "Regular"})
    built.setupPost()
    built.font.flavor = "woff"
    built.font.save(inside)
    (folder / "package/LICENSE").write_text("OFL")
    with tarfile.open(folder / "font.tgz", "w:gz") as tar:
        tar.add(folder / "package", "package")
    return folder / "font.tgz"


def fonts(folder: Path, npm: str = "") -> tuple[int, str]:
    """Exit code and standard error; `npm` is what its stand-in does, none without. $4 is the folder to pack into."""
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    for name in ("sh", "dirname", "mktemp", "tar", "gzip", "mkdir", "cp", "mv", "rm", "cat"):
        if not (tools / name).exists():
            found = next(Path(place) / name for place in ("/usr/bin", "/bin") if (Path(place) / name).exists())
            (tools / name).symlink_to(found)
    (tools / "npm").unlink(missing_ok=True)
    if npm:
        (tools / "npm").write_text(f"#!/bin/sh\n{npm}\n")
        (tools / "npm").chmod(0o755)
    environment = {"PATH": str(tools), "PYTHON": sys.executable, "XDG_DATA_HOME": str(folder / "data")}
    done = subprocess.run([str(ROOT / "scripts/fonts")], env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_the_font_is_fetched_once(tmp_path: Path) -> None:
    code, told = fonts(tmp_path, f'cp {package(tmp_path)} "$4"')
    assert code == 0, told
    with TTFont(tmp_path / FONT) as font:
        assert font.flavor is None
        assert 0x2D63 in font.getBestCmap()
    assert (tmp_path / FONT).with_name("LICENSE").read_text() == "OFL"
    assert fonts(tmp_path, "exit 1") == (0, "")


def test_without_npm_the_set_up_goes_on(tmp_path: Path) -> None:
    code, told = fonts(tmp_path)
    assert code == 0
    assert "npm, which is not installed" in told
    assert not (tmp_path / FONT).exists()


def test_without_a_network_what_npm_said_is_shown(tmp_path: Path) -> None:
    code, told = fonts(tmp_path, "echo no network; exit 1")
    assert code == 0
    assert "no network" in told
    assert not (tmp_path / FONT).exists()


def test_another_font_is_refused(tmp_path: Path) -> None:
    code, told = fonts(tmp_path, f'cp {package(tmp_path, "Another")} "$4"')
    assert code != 0
    assert "is called Another" in told
    assert not list((tmp_path / FONT).parent.iterdir())
