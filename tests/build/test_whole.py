"""The whole of build and bag: the same bytes whatever happens on the way."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import bagit
import pytest

from haqiba.bag import verify
from tests.bag.kits import bytes_of
from tests.build.killed import build

KILLS = min(int(os.environ.get("HAQIBA_SOAK", "5")), 50)
HOME = Path(__file__).parents[2]


def start(folder: Path, day: int, processes: int, last_touch: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.build.killed", *map(str, (folder, day, processes, last_touch))]
    env = {**os.environ, "PYTHONPATH": f"{HOME / 'src'}{os.pathsep}{HOME}"}
    child = subprocess.Popen(command, cwd=HOME, env=env, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def finish(child: subprocess.Popen[str]) -> int:
    """Wait, and tell how often it touched the disk; 0 if it was killed."""
    assert child.stdout is not None
    touches = child.stdout.read()
    child.stdout.close()
    child.wait()
    return int(touches or 0)


def test_the_same_bytes_with_and_without_a_cache_and_with_one_and_two_processes(tmp_path: Path) -> None:
    cold, warm, two = (tmp_path / name for name in ("cold", "warm", "two"))
    build(cold, 3, 1)
    shutil.copytree(cold / "cache", warm / "cache")
    build(warm, 3, 1)
    build(two, 3, 2)
    assert len(bytes_of(cold / "out")) > 15
    assert bytes_of(cold / "out") == bytes_of(warm / "out") == bytes_of(two / "out")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bytes]]:
    bags = {}
    for day in (3, 4):
        folder = tmp_path_factory.mktemp("expected")
        build(folder, day, 1)
        bags[day] = bytes_of(folder / "out")
    return bags


def prepared(folder: Path, state: str) -> Path:
    """A folder with the bag of the 3rd, and what the cache of the 4th finds."""
    build(folder, 3, 1)
    if state == "cold":
        shutil.rmtree(folder / "cache")
    return folder


def whole(folder: Path, expected: dict[int, dict[str, bytes]]) -> None:
    """The old bag or the new one, both for us and for the library; and the next build as if nothing had been."""
    assert bytes_of(folder / "out") in (expected[3], expected[4])
    assert verify(folder / "out").ok
    bagit.Bag(str(folder / "out")).validate()
    build(folder, 4, 1)
    assert bytes_of(folder / "out") == expected[4]
    assert sorted(path.name for path in folder.iterdir()) == ["cache", "out"]


@pytest.mark.parametrize("state", ["cold", "warm"])
def test_a_build_killed_at_any_touch_leaves_the_old_bag_or_the_new_one(
    tmp_path: Path, expected: dict[int, dict[str, bytes]], state: str
) -> None:
    touches = finish(start(prepared(tmp_path / "all", state), 4, 1))
    assert touches > 100
    chance = random.Random(state)
    for number in range(KILLS):
        folder = prepared(tmp_path / str(number), state)
        child = start(folder, 4, 1, chance.randint(1, touches))
        assert finish(child) == 0
        assert child.returncode == -signal.SIGKILL
        whole(folder, expected)


def test_a_build_of_many_processes_killed_at_any_moment_too(
    tmp_path: Path, expected: dict[int, dict[str, bytes]]
) -> None:
    chance = random.Random(0)
    for number in range(KILLS):
        folder = prepared(tmp_path / str(number), "cold")
        child = start(folder, 4, 2)
        time.sleep(chance.uniform(0, 0.6))
        child.kill()
        finish(child)
        whole(folder, expected)


def test_two_builds_at_once_leave_a_whole_bag(tmp_path: Path, expected: dict[int, dict[str, bytes]]) -> None:
    children = [start(tmp_path, day, 1) for day in (3, 4, 3)]
    for child in children:
        finish(child)
        assert child.returncode == 0
    assert bytes_of(tmp_path / "out") in expected.values()
    build(tmp_path, 3, 1)
    assert bytes_of(tmp_path / "out") == expected[3]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "out"]


def test_no_process_outlives_a_killed_build(tmp_path: Path) -> None:
    child = start(tmp_path, 3, 2)
    time.sleep(0.4)
    workers = children_of(child.pid)
    child.kill()
    finish(child)
    for _ in range(100):
        if not any(alive(pid) for pid in workers):
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def children_of(parent: int) -> list[int]:
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in text.split()]


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
