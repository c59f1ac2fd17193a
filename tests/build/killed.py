"""A build in a process of its own, to be killed: FOLDER, day of July 2024, processes, last touch.

Killed from outside at a moment, or by itself: before it touches the disk for the N-th time, so that no
moment is too short to be hit. In the end it tells how often it did."""

import datetime
import os
import signal
import sys
from pathlib import Path

from haqiba.bag import Content, Kit, pack
from haqiba.build import Cache, plan, run
from tests.build.fakes import CAMPAIGN, Plain, Shots, edition, six


def build(folder: Path, day: int, processes: int) -> None:
    films = (edition("film", text="a b c d", kind="film"),)
    jobs = plan((*six(), *films), [Plain(pause=0.01), Shots(pause=0.01)], quality="full")
    cache = Cache(folder / "cache")
    if processes > 1:
        # Taken for long, so that a pool is started.
        cache.note_seconds({f"plain make full  {edition.name}": 9.0 for edition in six()})
    results = run(jobs, cache, processes=processes)
    contents = tuple(
        Content(r.edition.name, r.edition.folder, r.edition.language, r.edition.kind, r.edition.title, r.files)
        for r in results
    )
    pack(Kit(CAMPAIGN, contents, datetime.date(2024, 7, day), "0.1.0"), folder / "out")


def kill_before(touch: int) -> list[int]:
    touches = [0]

    def hook(event: str, _: object) -> None:
        if event.startswith(("open", "os.", "shutil.", "ctypes.")):
            touches[0] += 1
            if touches[0] == touch:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return touches


if __name__ == "__main__":
    print("ready", flush=True)
    touches = kill_before(int(sys.argv[4]))
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(touches[0], flush=True)
