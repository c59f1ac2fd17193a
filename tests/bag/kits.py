"""Kits packed from bytes at hand."""

import datetime
from hashlib import sha256
from pathlib import Path

from haqiba.bag import Content, Kit
from haqiba.campaign.art import Blob
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language
from tests.build.fakes import ARABIC, CAMPAIGN, FRENCH

DAY = datetime.date(2024, 7, 3)


def blob(folder: Path, name: str, data: bytes) -> Blob:
    digest = sha256(data).hexdigest()
    path = folder / digest
    path.write_bytes(data)
    return Blob(name, digest, len(data), path)


def content(folder: Path, piece: str, language: Language, *draft: str, text: str = "words") -> Content:
    files = tuple(
        blob(folder, name, f"{text} {name} {language.tag}".encode())
        for name in (f"{piece}-1.png", f"{piece}.pdf", f"{piece}.txt", "مطوية.txt")
    )
    name, place = f"{piece}/{language.tag}", f"{language.tag}/{piece}"
    return Content(name, place, language, "leaflet", "عنوان <b>", files, draft, "مسودة")


def kit(folder: Path, *, date: datetime.date = DAY, text: str = "words", campaign: Campaign = CAMPAIGN) -> Kit:
    folder.mkdir(exist_ok=True)
    contents = (
        content(folder, "leaflet", ARABIC, "أرقام لم تُؤكَّد بعد", text=text),
        content(folder, "leaflet", FRENCH),
        content(folder, "poster", ARABIC),
    )
    return Kit(campaign, contents, date, "0.1.0", {"typst": "0.15.2", "lxml": "6.1"}, missing=("film/ar",))


def bytes_of(bag: Path) -> dict[str, bytes]:
    return {path.relative_to(bag).as_posix(): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
