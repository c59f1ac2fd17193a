"""What is missing is installed by root, and told to anyone else in one line to run."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LIST = """\
# a comment
run  | python3-venv | true
run  | there-not    | false
test | needs-python | $PYTHON -c "raise SystemExit(1)"
"""


def packages(folder: Path, *purposes: str, user: int, apt: str = "exit 0") -> tuple[int, str, str]:
    """Exit code, what apt-get was asked, standard error; `user` and `apt-get` are stand-ins."""
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/packages", folder / "scripts")
    (folder / "packages.apt").write_text(LIST)
    (folder / "bin").mkdir()
    for name, line in (("id", f"echo {user}"), ("apt-get", f'echo "$@" >>{folder}/asked; {apt}')):
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / "bin" / name).chmod(0o755)
    environment = {"PATH": f"{folder}/bin:/usr/bin:/bin"}
    command = [str(folder / "scripts/packages"), *purposes]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    asked = (folder / "asked").read_text() if (folder / "asked").exists() else ""
    return done.returncode, asked, done.stderr


def test_root_installs_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    code, asked, _ = packages(tmp_path, "run", user=0)
    assert (code, asked) == (0, "update\ninstall -y --no-install-recommends there-not\n")


def test_anyone_else_is_told_the_one_line_to_run(tmp_path: Path) -> None:
    code, asked, told = packages(tmp_path, "run", "test", user=1000)
    assert (code, asked) == (1, "")
    assert "    sudo apt-get install -y --no-install-recommends there-not needs-python\n" in told


def test_where_nothing_is_missing_nothing_is_done(tmp_path: Path) -> None:
    assert packages(tmp_path, "bench", user=0) == (0, "", "")


def test_an_installation_that_fails_is_shown(tmp_path: Path) -> None:
    code, _, told = packages(tmp_path, "run", user=0, apt="echo no network; exit 100")
    assert code == 1
    assert "no network" in told


def test_the_real_list_names_a_purpose_a_package_and_a_probe() -> None:
    lines = [line for line in (ROOT / "packages.apt").read_text().splitlines() if not line.startswith("#")]
    for line in lines:
        purpose, package, probe = (part.strip() for part in line.split("|"))
        assert purpose in ("run", "test", "bench")
        assert package
        assert probe


@pytest.mark.parametrize("script", ["scripts/packages", "scripts/setup", "scripts/fonts", ".ci/run"])
def test_scripts_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
