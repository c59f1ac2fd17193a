"""A maker is pure: it opens what the edition names, its own package and its libraries, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import haqiba
from haqiba.makers import PAGES, makers
from tests.folders import SMALL
from tests.makers.made import small

OPENED = Path(__file__).with_name("opened.py")


def test_a_maker_opens_only_what_its_edition_names() -> None:
    run = subprocess.run(
        [sys.executable, str(OPENED), str(SMALL), "leaflet/fr"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    one = small()["leaflet/fr"]
    named = {art.blob.path.resolve() for art in one.art.values()} | {font.path.resolve() for font in one.fonts}
    libraries = [Path(haqiba.__file__).parent, Path(sys.prefix), Path(sys.base_prefix)]
    rows = [row.partition(" ") for row in run.stdout.splitlines()]
    assert {event for event, _, _ in rows} == {"open"}
    opened = {Path(name).resolve() for _, _, name in rows}
    assert {art.blob.path.resolve() for art in one.art.values()} <= opened
    strange = {path for path in opened - named if not any(path.is_relative_to(folder) for folder in libraries)}
    assert not strange


def test_the_built_in_makers_keep_the_contract() -> None:
    for maker in makers():
        assert maker.name and maker.kinds and maker.modules and maker.libraries
    one = small()["leaflet/ar"]
    (part,) = PAGES.parts(one, "demo")
    (again,) = PAGES.parts(one, "full")
    assert part.key == again.key and part.quality != again.quality
    assert PAGES.parts(small()["leaflet/fr"], "demo")[0].key != part.key
