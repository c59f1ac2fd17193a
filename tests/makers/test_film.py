"""Films: a shot is a part, one line changed draws one shot again, and the words stand beside."""

import io
import re
import wave
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from haqiba.edition import editions
from haqiba.edition.edition import Edition
from haqiba.film.speech import PAUSE, frames
from haqiba.makers.film import make, maker
from haqiba.makers.film.maker import Film
from haqiba.makers.film.script import script
from haqiba.makers.film.track import timeline
from haqiba.makers.maker import Made
from haqiba.read import read
from tests.folders import TODAY, folder

SETTINGS = """title = "حملة"
slogan = "شعار"
languages = ["ar", "fr"]
region = "MA"
[[helplines]]
id = "child"
name = "رقم"
audiences = ["public"]
source = "onde.ma"
[[helplines.channels]]
id = "short"
kind = "phone"
value = "2511"
hours = "24/7"
"""
SCREENPLAY = """العنوان: فيلم
أرقام المساعدة: child

داخلي. بيت - ليل

@لينا
مرحبا يا آدم، كيف حالك اليوم؟

@آدم
بخير.

[[لينا هاتف: المدرّب]]
[[رسالة: أهلا]]

@لينا
{}
"""
MAKER = Film()


def made_editions(root: Path, text: str, settings: str = SETTINGS) -> dict[str, Edition]:
    campaign, findings = read(folder(root, {"campaign.toml": settings, "pieces/film.fountain": text}))
    assert not [finding for finding in findings if finding.level == "error"]
    return {one.name: one for one in editions(campaign, today=TODAY)[0]}


@cache
def film() -> dict[str, Edition]:
    return made_editions(Path(mkdtemp()), SCREENPLAY.format("شكرا."))


@cache
def whole() -> Made:
    one = film()["film/ar"]
    return MAKER.join(one, [MAKER.make(part) for part in MAKER.parts(one, "demo")])


def keys(one: Edition) -> dict[str, str]:
    return {part.name: part.key for part in MAKER.parts(one, "demo")}


def test_a_demo_has_a_film_in_the_source_language_and_words_in_all() -> None:
    assert set(whole().files) == {"film.mp4", "film.png", "film.txt", "film.vtt"}
    other = film()["film/fr"]
    (part,) = MAKER.parts(other, "demo")
    assert set(MAKER.join(other, [MAKER.make(part)]).files) == {"film.txt", "film.vtt"}


def test_the_same_part_has_the_same_bytes() -> None:
    first = MAKER.parts(film()["film/ar"], "demo")[1]
    assert MAKER.make(first) == MAKER.make(first)


def test_one_line_changed_draws_one_shot_again(tmp_path: Path) -> None:
    before, after = keys(film()["film/ar"]), keys(made_editions(tmp_path, SCREENPLAY.format("لا..."))["film/ar"])
    assert [name for name in before if before[name] != after[name]] == ["shot-003"]


def test_a_helpline_changed_draws_the_card_alone(tmp_path: Path) -> None:
    text, settings = SCREENPLAY.format("شكرا."), SETTINGS.replace("2511", "2512")
    before, after = keys(film()["film/ar"]), keys(made_editions(tmp_path, text, settings)["film/ar"])
    assert [name for name in before if before[name] != after[name]] == ["shot-004"]


def test_a_film_too_large_for_messages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one = film()["film/ar"]
    monkeypatch.setattr(make, "SMALL", 1000)
    shot = {"small.mp4": MAKER.make(MAKER.parts(one, "demo")[0]).files["shot.mp4"]}
    assert [finding.code for finding in MAKER.join(one, [Made(shot)]).findings] == ["film-large"]


def test_without_its_libraries_a_film_tells_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    one = film()["film/ar"]
    monkeypatch.setattr(maker, "LIBRARIES", ("no_such_library",))
    (part,) = MAKER.parts(one, "full")
    found = MAKER.join(one, [MAKER.make(part)])
    assert (
        not found.files and [finding.code for finding in (*found.findings, *MAKER.proof(one))] == ["film-library"] * 2
    )


def test_captions_are_webvtt_in_order() -> None:
    text = whole().files["film.vtt"].decode()
    assert text.startswith("WEBVTT\n")
    times = re.findall(r"^(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})$", text, re.MULTILINE)
    assert times and all(at < until for at, until in times) and times == sorted(times)
    assert "<v لينا>شكرا." in text


def test_the_transcript_tells_what_is_said_and_read() -> None:
    text = whole().files["film.txt"].decode()
    assert "آدم: بخير." in text and "[أهلا]" in text and "2511" in text


def wav(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(b"\x00\x20\x00\xe0" * round(seconds * 8_000))
    return made.getvalue()


def test_a_recording_gives_a_line_its_length_and_needs_no_caption(tmp_path: Path) -> None:
    line = next(words for words in film()["film/ar"].walk() if words.kind == "line")
    folder(
        tmp_path, {f"voices/ar/{line.id}.wav": wav(5), "voices/ar/l-gone.wav": wav(1), "sounds/ping.ogg": b"no sound"}
    )
    one = made_editions(tmp_path, SCREENPLAY.format("شكرا."))["film/ar"]
    film_ = script(one)
    said = next(said for shot in film_.shots for said in shot.said if said.id == line.id)
    assert said.until - said.at == frames(5 + PAUSE)
    assert f"{line.id}.0" not in film_.texts
    assert [clip.kind for clip in timeline(one, film_)] == ["voice", "end"]
    told = {finding.ref: finding.code for finding in MAKER.proof(one) if finding.code.startswith("recording")}
    assert told == {"voices/ar/l-gone.wav": "recording-unused", "sounds/ping.ogg": "recording-broken"}


@pytest.mark.parametrize(
    "text",
    [
        "INT. HOUSE - DAY\n\nMARIE\nHello.\n\nJOHN\nGood day, Marie.\n",
        "A man walks into a bar.\n\nBARMAN (O.S.)\nWhy?\n",
        ".الشارع\n\n@سائق\nإلى أين؟\n\nصمت طويل.\n",
    ],
)
def test_a_plain_screenplay_is_a_film_without_a_fault(tmp_path: Path, text: str) -> None:
    one = made_editions(tmp_path, text)["film/ar"]
    assert not [finding for finding in MAKER.proof(one) if finding.level == "error"]
    parts = MAKER.parts(one, "demo")
    assert all(MAKER.make(part).files for part in parts[:1])
