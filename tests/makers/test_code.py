"""The mark on paper: its code is read from a photograph, and leads to the number of the edition."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter
from pyzbar import pyzbar

from haqiba.makers import makers
from haqiba.makers.maker import Part
from tests import folders
from tests.folders import SMALL

SITE = "shabakat.example"


def files(root: Path, *, site: str = SITE) -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = {
        path.relative_to(SMALL).as_posix(): path.read_bytes() for path in SMALL.rglob("*") if path.is_file()
    }
    settings = (SMALL / "campaign.toml").read_text("utf-8")
    made["campaign.toml"] = f'site = "{site}"\n{settings}' if site else settings
    made.pop("expected.txt", None)
    return made


def foot(pdf: bytes) -> Image.Image:
    """The lowest quarter of the last page, as many dots an inch as a telephone sees from a hand's breadth."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1].render(scale=300 / 72).to_pil()
    return page.crop((0, page.height * 3 // 4, page.width, page.height))


def photograph(page: Image.Image) -> Image.Image:
    """As a telephone sees it: from the side, not quite sharp, pale, and a JPEG."""
    width, height = page.size
    seen = page.convert("L").transform(
        page.size,
        Image.Transform.QUAD,
        (0.0, 0.0, width * 0.04, height * 0.97, width * 0.99, float(height), width * 0.97, height * 0.03),
        Image.Resampling.BICUBIC,
    )
    seen = seen.rotate(4, Image.Resampling.BICUBIC, fillcolor=128).filter(ImageFilter.GaussianBlur(1.2))
    seen = seen.point([60 + value * 3 // 5 for value in range(256)])
    kept = io.BytesIO()
    seen.save(kept, "JPEG", quality=45)
    return Image.open(kept)


@pytest.mark.parametrize("name", ["leaflet/ar", "leaflet/fr", "poster/ar", "poster/fr"])
def test_a_photograph_of_the_paper_leads_to_its_number(tmp_path: Path, name: str) -> None:
    edition = folders.edition(tmp_path, files(tmp_path), name)
    made = makers()[0].make(Part(edition))
    (found,) = pyzbar.decode(photograph(foot(made.files[f"{edition.piece}.pdf"])))
    assert found.data.decode() == edition.code == f"https://{SITE}/v#{edition.number}"
    words = made.files[f"{edition.piece}.txt"].decode()
    assert edition.code in words


def test_without_a_site_nothing_is_printed_and_the_number_is_the_same_for_the_same_words(tmp_path: Path) -> None:
    plain = folders.edition(tmp_path / "a", files(tmp_path, site=""), "leaflet/ar")
    coded = folders.edition(tmp_path / "b", files(tmp_path), "leaflet/ar")
    assert plain.code == ""
    assert plain.number == coded.number
    assert len(plain.number) == 12
    assert plain.approvable() == coded.approvable()
    assert coded.code == f"https://{SITE}/v#{coded.number}"
