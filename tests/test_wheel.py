"""The wheel works alone: nothing that a build needs is forgotten in the repository."""

import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_campaign_is_built_by_the_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # The build tools of this environment where it has them (`make test` sees to that), else pip fetches its own.
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
    run(*pip, "wheel", ROOT, "--no-deps", *isolation, "-w", tmp_path, cwd=tmp_path)
    (wheel,) = tmp_path.glob("haqiba-*.whl")
    venv.create(tmp_path / "venv")
    run(*pip, "--python", tmp_path / "venv/bin/python", "install", "--no-deps", wheel, cwd=tmp_path)
    # Its libraries are those of this environment, seen through a path file; haqiba itself is not among them,
    # for the path files of a folder that is so added are not followed.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    seen = tmp_path / "venv/lib" / version / "site-packages/libraries.pth"
    seen.write_text(sysconfig.get_path("purelib") + "\n" + sysconfig.get_path("platlib") + "\n")
    haqiba = tmp_path / "venv/bin/haqiba"
    run(haqiba, "new", "x", cwd=tmp_path)
    run(haqiba, "build", "x", "--quality", "demo", "--out", "bag", cwd=tmp_path)
    assert {p.name for p in (tmp_path / "bag/data").iterdir()} == {"ar", "fr", "index.html"}
