"""v.html in a browser, opened from a disk: a number on a paper is true, false, old, recalled, or it cannot be told."""

import datetime
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from haqiba.bag import pack, verify
from haqiba.bag.checker import nacl
from haqiba.bag.newest import Memory
from haqiba.bag.publish import News, publish
from haqiba.bag.sign import sign
from tests.bag.chrome import Phone, chromium
from tests.bag.seals import Seal, final, seal

TODAY = datetime.date.today()
REASON = {"ar": "رقم خاطئ", "fr": "numéro faux"}


def number(version: str) -> str:
    return f"ARABIC{version * 6}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    phone = Phone(browser)
    yield phone
    assert phone.complaints == []
    assert {address.partition(":")[0] for address in phone.asked} <= {"file", "about"}
    phone.page.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seal]:
    """Bags 2 to 4; the site says: 2 recalled, 3 superseded, 4 current."""
    assert nacl(), "run scripts/nacl"
    home = tmp_path_factory.mktemp("office")
    by = seal(home / "keys", "office")
    for version in "234":
        kit = final(home / "blobs", version)
        campaign = replace(kit.campaign, site="net.example")
        bag = home / f"bag-{version}"
        pack(replace(kit, campaign=campaign, nacl=nacl()), bag)
        assert sign(bag, by.secret, by.key) == ()
        told(home, by, News(bag))
    told(home, by, News(recall="2", reason=REASON))
    return home, by


def told(home: Path, by: Seal, news: News, day: datetime.date = TODAY, site: str = "site") -> None:
    publish(home / site, news, by.secret, [by.key], Memory(home / "memory"), day, nacl=nacl())


def first(bag: Path) -> Path:
    return bag / "data/ar/leaflet/leaflet-1.png"


def at(page: Path, fragment: str = "") -> str:
    return f"{page.as_uri()}#{fragment}"


def test_a_paper_is_the_newest_old_recalled_or_false(office: tuple[Path, Seal], phone: Phone) -> None:
    site = office[0] / "site"
    for page in (site / "v.html", site / "v" / "index.html"):
        state, words = phone.told(at(page, number("4")))
        assert (state, "254" in words, "أحدث إصدار" in words) == ("newest", True, True)
        shown = str(phone.page.evaluate("document.getElementById('page').src"))
        assert shown == (site / "pages" / f"{number('4')}.png").as_uri()
        assert (site / "pages" / f"{number('4')}.png").read_bytes() == (first(office[0] / "bag-4")).read_bytes()
        state, words = phone.told(at(page, number("3")))
        assert (state, "الإصدار 4" in words) == ("superseded", True)
        state, words = phone.told(at(page, number("2")))
        assert (state, "رقم خاطئ" in words) == ("recalled", True)
        # Never a number that is no longer right, but the one of today.
        assert ("252" in words, "254" in words) == (False, True)
        assert phone.told(at(page, "NOTOURNUMBER"))[0] == "false"
        assert phone.told(at(page, "X"))[0] == "unknown"


def test_it_speaks_the_language_of_the_paper_and_then_the_one_that_is_asked_for(
    office: tuple[Path, Seal], phone: Phone
) -> None:
    state, words = phone.told(at(office[0] / "site" / "v.html", "FRENCH222222"))
    assert (state, "dernière version" in words, "Un réseau sûr" in words) == ("newest", True, True)
    phone.page.click("button[lang=ar]")
    assert phone.page.evaluate("document.documentElement.dir") == "rtl"
    assert "أحدث إصدار" in phone.page.inner_text("#said")


def test_a_number_is_typed_as_it_is_printed(office: tuple[Path, Seal], phone: Phone) -> None:
    assert phone.told(at(office[0] / "site" / "v.html"))[0] == "wait"
    phone.page.fill("#number", "arab ic44 4444")
    phone.page.keyboard.press("Enter")
    phone.page.locator("#verdict.newest").wait_for()
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_bag_alone_cannot_tell_whether_there_is_a_newer_one(office: tuple[Path, Seal], phone: Phone) -> None:
    page = office[0] / "bag-4" / "data" / "v.html"
    state, words = phone.told(at(page, number("4")))
    assert (state, "254" in words, "net.example" in words) == ("unknown", True, True)
    assert phone.told(at(page, number("3")))[0] == "unknown"
    assert verify(office[0] / "bag-4").ok


def test_an_expired_list_tells_bad_news_and_no_good_news(
    office: tuple[Path, Seal], phone: Phone, tmp_path: Path
) -> None:
    home, by = office
    site = tmp_path / "site"
    publish(site, News(home / "bag-3"), by.secret, [by.key], Memory(tmp_path / "m"), TODAY, nacl=nacl())
    old = TODAY - datetime.timedelta(31)
    publish(site, News(home / "bag-4"), by.secret, [by.key], Memory(tmp_path / "m"), old, nacl=nacl())
    page = site / "v.html"
    assert [phone.told(at(page, one))[0] for one in (number("4"), "NOTOURNUMBER", number("3"))] == [
        "unknown",
        "unknown",
        "superseded",
    ]


@pytest.mark.parametrize("harm", ["text", "signature", "comment", "key", "missing"])
def test_a_list_that_nobody_signed_so_tells_nothing(
    office: tuple[Path, Seal], browser: Browser, tmp_path: Path, harm: str
) -> None:
    site = shutil.copytree(office[0] / "site", tmp_path / "site")
    script = site / "versions.js"
    signed = json.loads(script.read_text().removeprefix("var SIGNED = ").rstrip().removesuffix(";"))
    if harm == "text":
        signed["text"] = signed["text"].replace("254", "666")
    elif harm == "signature":
        lines = signed["signature"].split("\n")
        lines[1] = lines[1][:40] + ("A" if lines[1][40] != "A" else "B") + lines[1][41:]
        signed["signature"] = "\n".join(lines)
    elif harm == "comment":
        signed["signature"] = signed["signature"].replace("versions=4", "versions=9")
    elif harm == "key":
        signed["key"] = seal(tmp_path / "keys", "other").key.file.decode().split("\n")[1]
    script.write_text(f"var SIGNED = {json.dumps(signed)};\n")
    if harm == "missing":
        script.unlink()
    phone = Phone(browser)
    for one in (number("4"), "NOTOURNUMBER"):
        assert phone.told(at(site / "v.html", one))[0] == "unknown"
    assert "666" not in phone.page.inner_text("body")
    phone.page.close()


def test_the_page_holds_nothing_inline_and_asks_nobody(office: tuple[Path, Seal]) -> None:
    page = (office[0] / "site" / "v.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert "unsafe" not in page
    assert "style=" not in page
    assert "<script>" not in page
    assert "http" not in page.replace("http-equiv", "")
