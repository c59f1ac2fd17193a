"""What each kind of page looks like in Arabic and French, small; HAQIBA_ACCEPT=1 renews the pictures."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.makers.kinds import made
from tests.makers.test_golden import differs

GOLDEN = Path(__file__).parent / "golden" / "kinds"
WIDTH = 160
# A picture of each kind of page; of the deck the slides that differ, of the cards each format.
PICTURES = {
    "leaflet": ("1", "2"),
    "poster": ("1",),
    "trifold": ("1", "2"),
    "lesson": ("1", "2"),
    "slides": ("1", "2", "3", "4"),
    "cards": ("1-square", "2-story", "1-wide"),
}
PAGES = [(f"{kind}/{tag}", page) for kind, pages in PICTURES.items() for tag in ("ar", "fr") for page in pages]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_the_page_looks_as_it_did(name: str, page: str, tmp_path: Path) -> None:
    data = made(name).files[f"{name.split('/')[0]}-{page}.png"]
    seen = Image.open(io.BytesIO(data)).convert("RGB")
    seen = seen.resize((WIDTH, round(WIDTH * seen.height / seen.width)), Image.Resampling.BOX)
    path = GOLDEN / f"{name.replace('/', '-')}-{page}.png"
    if os.environ.get("HAQIBA_ACCEPT") == "1":
        path.parent.mkdir(exist_ok=True)
        aside = path.with_suffix(".new")
        # Flat papers need few colours; `differs` is far coarser than what is lost.
        seen.quantize(64).save(aside, "PNG", optimize=True)
        aside.replace(path)
    golden = Image.open(path).convert("RGB")
    assert seen.size == golden.size
    if differs(seen, golden):
        seen.save(tmp_path / path.name)
        pytest.fail(f"it looks otherwise, see {tmp_path / path.name}; HAQIBA_ACCEPT=1 renews {path.name}")


def test_golden_pages_are_small() -> None:
    files = list(GOLDEN.glob("*.png"))
    assert len(files) == len(PAGES)
    assert max(file.stat().st_size for file in files) < 12_000
