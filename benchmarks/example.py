"""What is measured: the example, its editions with ever new words, and campaigns of any size."""

import datetime
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.read import read

HOME = Path(__file__).parents[1]
EXAMPLE = HOME / "examples" / "shabakat"
LEAFLET = "leaflet-parents"
DAY = datetime.date(2026, 1, 31)

_counter = itertools.count(1000)


def leaflet(tag: str) -> Edition:
    """The example's leaflet for parents in one language."""
    campaign, _ = read(EXAMPLE)
    made, _ = editions(campaign, today=DAY)
    return next(edition for edition in made if edition.name == f"{LEAFLET}/{tag}")


def reworded(edition: Edition) -> Edition:
    """The same edition with words that no cache has seen: a number of four digits in the notice."""
    return replace(edition, notice=f"{edition.notice} {next(_counter)}")


def campaign_of(folder: Path, leaflets: int) -> Path:
    """The example with that many leaflets and no poster; each in Arabic and French, each with a title of its own."""
    shutil.copytree(EXAMPLE, folder)
    title, french = leaflet("ar").title, leaflet("fr").title
    source = (folder / "pieces" / f"{LEAFLET}.md").read_text("utf-8")
    source = source.replace("+++\n", '+++\nlanguages = ["ar", "fr"]\n', 1)
    shutil.rmtree(folder / "pieces")
    (folder / "pieces").mkdir()
    with (folder / "translations" / "fr.po").open("a", encoding="utf-8") as translation:
        for number in range(1, leaflets + 1):
            numbered = source.replace(f"# {title}\n", f"# {number} {title}\n")
            (folder / "pieces" / f"leaflet-{number}.md").write_text(numbered, "utf-8")
            translation.write(f'\nmsgid "{number} {title}"\nmsgstr "{number} {french}"\n')
    return folder


class Place:
    """A new folder for everything that new processes read and write; they find their compiled Python in it,
    as after an installation, and nothing else that was there before."""

    def __init__(self, root: Path, compiled: Path | None = None) -> None:
        self.root = root
        self._compiled = compiled or root / "compiled"
        root.mkdir(exist_ok=True)
        self._env = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPATH": os.pathsep.join([str(HOME / "src"), str(HOME)]),
            "PYTHONPYCACHEPREFIX": str(self._compiled),
            "XDG_CACHE_HOME": str(root / "cache"),
        }

    def beside(self, name: str) -> "Place":
        """A place inside this one, with a cache and a bag of its own."""
        return Place(self.root / name, self._compiled)

    def forget(self) -> None:
        """No cache and no bag, as on the first day."""
        for name in ("cache", "bag"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def python(self, *arguments: str) -> None:
        self.run([sys.executable, *arguments])

    def build(self, folder: Path, *options: str) -> None:
        """`haqiba build` in a new process. It ends with 1 where an author has something to mend, and builds all."""
        bag = self.root / "bag"
        self.run([sys.executable, "-m", "haqiba", "build", str(folder), "--out", str(bag), *options], well=(0, 1))
        if not (bag / "bagit.txt").exists():
            raise RuntimeError("haqiba build made no bag")

    def run(self, command: Sequence[str], well: Sequence[int] = (0,)) -> None:
        """Raises RuntimeError with the last words of a program that failed."""
        done = subprocess.run(command, cwd=self.root, env=self._env, capture_output=True, text=True, check=False)
        if done.returncode not in well:
            raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr[-2000:]}")
