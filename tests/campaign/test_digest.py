"""A digest depends on what a value says, and on nothing else."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from haqiba.campaign.art import Blob, Changed
from haqiba.campaign.campaign import digest
from haqiba.campaign.piece import Translated
from haqiba.read import read
from tests.folders import SMALL


def test_places_and_paths_are_part_of_nothing() -> None:
    one, other = (Blob("a", "0" * 64, 3, Path(path)) for path in ("/a", "/b"))
    assert one == other and digest(one) == digest(other)
    assert digest(Translated("x", ref="a@1")) == digest(Translated("x", ref="a@2"))


def test_what_differs_differs() -> None:
    values = [
        None,
        "",
        "1",
        1,
        1.5,
        True,
        [],
        ["1"],
        {"1": 1},
        {("a", "b"): 1},
        {"ab": 1},
        datetime.date(2024, 7, 30),
        "é",
    ]
    assert len({digest(value) for value in values}) == len(values)
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("\udcff")


def test_the_same_in_every_process() -> None:
    script = "import sys, pathlib; from haqiba.read import read; from haqiba.campaign.campaign import digest\n"
    script += "print(digest(read(pathlib.Path(sys.argv[1]))[0]))"
    told = {
        subprocess.run(
            [sys.executable, "-c", script, str(SMALL)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {digest(read(SMALL)[0])}


def test_a_blob_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(b"one")
    blob = Blob("a.svg", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", 3, path)
    assert blob.read() == b"one"
    path.write_bytes(b"two")
    with pytest.raises(Changed, match=r"a\.svg"):
        blob.read()
