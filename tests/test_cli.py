"""The commands as others script against them: documents, exit codes, what is said where."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bag.kits import bytes_of

SOURCE = Path(__file__).parents[1] / "src"
DAY = ("--today", "2024-07-03")


class Shell:
    """Runs `python -m haqiba` in a folder of its own, with a cache of its own."""

    def __init__(self, home: Path, **env: str) -> None:
        self.home = home
        homes = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("cache", "config", "data", "state")}
        self.env = {**os.environ, "PYTHONPATH": str(SOURCE), **homes, **env}
        self.env.pop("SOURCE_DATE_EPOCH", None)

    def start(self, *words: str, stdin: int = subprocess.DEVNULL, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "haqiba", *words],
            cwd=self.home,
            env=self.env | env,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            # A shell that runs the tests in the background has them ignore interrupts; the command must hear them.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def __call__(self, *words: str, code: int = 0, stdin: str = "", **env: str) -> tuple[str, str]:
        child = self.start(*words, stdin=subprocess.PIPE, **env)
        out, err = child.communicate(stdin)
        assert child.returncode == code, out + err
        assert "Traceback" not in err
        return out, err

    def document(self, *words: str, code: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self(*words, "--format", "json", code=code)[0])
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new campaign and its bag."""
    home = tmp_path_factory.mktemp("built")
    shell = Shell(home)
    shell("new", "c", *DAY)
    shell("translate", "c", *DAY)
    out, err = shell("build", "c", *DAY)
    assert "c-bag" in out
    assert "1/4" in err
    return home


@pytest.fixture
def shell(built: Path, tmp_path: Path) -> Shell:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


def test_what_is_built_is_fresh_and_nothing_is_written_again(shell: Shell) -> None:
    before = {path: path.stat().st_mtime_ns for path in (shell.home / "c-bag").rglob("*")}
    told = shell.document("build", "c", *DAY)
    assert {key: told[key] for key in ("editions", "built", "fresh", "failed")} == {
        "editions": 4,
        "built": 0,
        "fresh": 4,
        "failed": 0,
    }
    assert told["out"] == str(shell.home / "c-bag")
    assert isinstance(told["seconds"], float)
    assert before == {path: path.stat().st_mtime_ns for path in (shell.home / "c-bag").rglob("*")}


OTHER = """
[[helplines]]
id = "other"
name = "x"
audiences = ["public"]
source = "x"
[[helplines.channels]]
id = "other"
kind = "phone"
value = "111"
hours = "24/7"
"""


def test_a_changed_number_builds_the_editions_that_print_it_and_no_other(shell: Shell) -> None:
    settings, poster = shell.home / "c" / "campaign.toml", shell.home / "c" / "pieces" / "poster.md"
    settings.write_text(settings.read_text("utf-8") + OTHER, "utf-8")
    assert shell.document("build", "c", *DAY)["built"] == 0
    poster.write_text(poster.read_text("utf-8").replace('["child"]', '["child", "other"]'), "utf-8")
    shell.document("build", "c", *DAY)
    settings.write_text(settings.read_text("utf-8").replace('"111"', '"222"'), "utf-8")
    _, err = shell("build", "c", *DAY)
    # The longest goes first, by the time it took before: which that is, is chance.
    assert sorted(line.split()[1] for line in err.splitlines()) == ["poster/ar", "poster/fr"]
    assert "222" in (shell.home / "c-bag/data/ar/poster/poster.txt").read_text("utf-8")


def test_only_makes_a_bag_of_the_chosen(shell: Shell) -> None:
    assert shell.document("build", "c", "--only", "*/fr", "--out", "some", *DAY)["editions"] == 2
    assert {name.split("/")[1] for name in bytes_of(shell.home / "some") if "/" in name} == {"fr", "index.html"}
    assert "poster/ar" in shell("build", "c", "--only", "poster/xx", *DAY, code=2)[1]


def test_the_bag_is_the_same_in_another_home_and_on_another_day_of_the_epoch(shell: Shell, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other", LC_ALL="C", PYTHONHASHSEED="7")
    shutil.copytree(shell.home / "c", other.home / "c")
    other("build", "c", "--jobs", "1", SOURCE_DATE_EPOCH="1720000000")
    assert bytes_of(other.home / "c-bag") == bytes_of(shell.home / "c-bag")
    assert "SOURCE_DATE_EPOCH" in other("build", "c", code=2, SOURCE_DATE_EPOCH="soon")[1]


def test_list_tells_the_state_of_each_edition(shell: Shell) -> None:
    editions = shell.document("list", "c", *DAY)["editions"]
    assert {tuple(sorted(e)) for e in editions} == {
        ("borrowed", "files", "imprint", "kind", "language", "piece", "state")
    }
    assert {e["state"] for e in editions} <= {"draft", "final"}
    shutil.rmtree(shell.home / "cache")
    assert {(e["state"], len(e["files"])) for e in shell.document("list", "c", *DAY)["editions"]} == {("stale", 0)}
    assert shell("list", "c", *DAY)[0].splitlines()[0].split() == ["ar", "fr"]


def test_check_tells_all_in_the_form_of_the_contract_and_ends_with_1(shell: Shell) -> None:
    assert shell.document("check", "c", *DAY)["errors"] == 0
    piece = shell.home / "c" / "pieces" / "poster.md"
    piece.write_text(piece.read_text("utf-8") + "\n{helpline.nobody.number}\n", "utf-8")
    told = shell.document("check", "c", *DAY, code=1)
    assert set(told) == {"findings", "errors", "warnings"}
    keys = {"code", "level", "file", "line", "column", "at", "edition", "message", "mend"}
    assert all(set(finding) == keys for finding in told["findings"])
    (unknown,) = [f for f in told["findings"] if f["code"] == "placeholder-unknown" and f["level"] == "error"][:1]
    assert unknown["file"] == "pieces/poster.md"
    out, _ = shell("check", "c", *DAY, code=1)
    assert f"pieces/poster.md:{unknown['line']}: placeholder-unknown: " in out
    assert len([line for line in out.splitlines() if ": " in line]) == len(told["findings"])


def test_verify_tells_a_whole_bag_from_a_harmed_one(shell: Shell) -> None:
    told = shell.document("verify", "c-bag")
    assert (told["ok"], told["bag"], told["newest"], told["findings"]) == (True, "c-bag", None, [])
    (shell.home / "c-bag/data/ar/more#1.txt").write_text("x")
    told = shell.document("verify", "c-bag", code=1)
    assert {(f["code"], f["file"]) for f in told["findings"]} == {
        ("bag-file-extra", "data/ar/more#1.txt"),
        ("bag-oxum", "bag-info.txt"),
    }


@pytest.mark.parametrize("out", ["c", "c/out", ".", "thesis", "c/campaign.toml"])
def test_a_bag_goes_nowhere_where_others_work(shell: Shell, out: str) -> None:
    (shell.home / "thesis").mkdir()
    (shell.home / "thesis" / "chapter.odt").write_text("x")
    before = bytes_of(shell.home)
    shell("build", "c", "--out", out, *DAY, code=2)
    assert bytes_of(shell.home) == before


@pytest.mark.parametrize(
    "words",
    [
        ("build", "nowhere"),
        ("build", "thesis"),
        ("check", "c", "--today", "tomorrow"),
        ("new", "c"),
        ("new", "d", "--languages", "ar,klingon"),
        ("translate", "c", "--table", "xx.xlsx"),
        ("build", "c", "--jobs", "0"),
        ("nonsense",),
    ],
)
def test_wrong_use_ends_with_2(shell: Shell, words: tuple[str, ...]) -> None:
    (shell.home / "thesis").mkdir()
    out, err = shell(*words, code=2)
    assert not out
    assert err


def test_a_table_goes_out_and_comes_back(shell: Shell) -> None:
    po = shell.home / "c" / "translations" / "fr.po"
    before = po.read_bytes()
    shell("translate", "c", *DAY)
    shell("translate", "c", "--table", "fr.xlsx", *DAY)
    assert (shell.home / "fr.xlsx").stat().st_size > 1000
    shell("translate", "c", "--table", "fr.xlsx", *DAY)
    assert po.read_bytes() == before
    po.write_text("msgid broken\n", "utf-8")
    assert "translations/fr.po:1: po-" in shell("translate", "c", *DAY, code=1)[0]


def test_whoever_reads_us_may_stop_reading(shell: Shell) -> None:
    child = shell.start("check", "c", "--format", "json", *DAY)
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    told = child.stderr.read()
    child.stderr.close()
    assert child.wait() in (1, 141)
    assert "Error" not in told
    assert "Traceback" not in told


def test_an_interrupt_ends_at_once_and_the_next_build_goes_on(shell: Shell) -> None:
    for _ in range(9):
        shutil.rmtree(shell.home / "cache")
        shutil.rmtree(shell.home / "c-bag")
        child = shell.start("build", "c", *DAY)
        assert child.stderr
        assert child.stderr.readline().startswith("1/4")
        child.send_signal(signal.SIGINT)
        _, err = child.communicate()
        # On a busy machine the build may be over before it hears of it: then it ended well, and we try again.
        if child.returncode != 0:
            break
    assert child.returncode == 130
    assert "Traceback" not in err
    assert sorted(path.name for path in shell.home.iterdir()) == ["c", "cache"]
    assert shell.document("build", "c", *DAY)["fresh"] >= 1


def test_findings_speak_the_language_that_is_asked_for(shell: Shell) -> None:
    english, french = (shell.document("check", "c", *DAY, *more) for more in ((), ("--lang", "fr")))
    pairs = list(zip(english["findings"], french["findings"], strict=True))
    assert pairs
    assert all(one["code"] == other["code"] and one["message"] != other["message"] for one, other in pairs)
    assert any("\u0600" < sign < "\u06ff" for sign in shell("check", "c", *DAY, LC_ALL="ar_MA.UTF-8")[0])
