"""What a page looks like, small: `HAQIBA_ACCEPT=1` renews the pictures after someone has looked at them."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.makers.made import made

GOLDEN = Path(__file__).parent / "golden"
WIDTH = 200
# Of 255, over all pixels and channels: fonts and rasterisers of other versions differ less, a lost line differs more.
MEAN = 2.5
# Of pixels that differ by more than a quarter of the scale: a short line of small type has twice as many.
SHARE = 0.0012

PAGES = [(f"leaflet/{tag}", side) for tag in ("ar", "fr") for side in (1, 2)]
PAGES += [(f"poster/{tag}", 1) for tag in ("ar", "fr")]


def page(name: str, side: int) -> Image.Image:
    seen = Image.open(io.BytesIO(made(name).files[f"{name.split('/')[0]}-{side}.png"])).convert("RGB")
    return seen.resize((WIDTH, round(WIDTH * seen.height / seen.width)), Image.Resampling.BOX)


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures of one size show different things."""
    gap = ImageChops.difference(one, other)
    strong = gap.convert("L").point(lambda value: 255 if value > 64 else 0)
    return max(ImageStat.Stat(gap).mean) > MEAN or ImageStat.Stat(strong).mean[0] > SHARE * 255


@pytest.mark.parametrize(("name", "side"), PAGES)
def test_the_page_looks_as_it_did(name: str, side: int, tmp_path: Path) -> None:
    seen = page(name, side)
    path = GOLDEN / f"{name.replace('/', '-')}-{side}.png"
    if os.environ.get("HAQIBA_ACCEPT") == "1":
        path.parent.mkdir(exist_ok=True)
        aside = path.with_suffix(".new")
        seen.save(aside, "PNG", optimize=True)
        aside.replace(path)
    golden = Image.open(path).convert("RGB")
    assert seen.size == golden.size
    if differs(seen, golden):
        kept = tmp_path / path.name
        seen.save(kept)
        pytest.fail(f"it looks otherwise, see {kept}; HAQIBA_ACCEPT=1 renews {path.name}")


def test_the_measure_tells_a_lost_line_from_a_hair() -> None:
    whole = page("leaflet/fr", 2)
    hair = whole.point(lambda value: max(0, value - 2))
    lost = whole.copy()
    lost.paste(whole.getpixel((2, 2)), (80, 25, 195, 35))
    assert not differs(whole, hair)
    assert differs(whole, lost)
    assert differs(page("leaflet/ar", 1), page("leaflet/fr", 1))
