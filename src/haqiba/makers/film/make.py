"""A part -> its frames or its sound; all parts -> the film, its captions, its words and a picture of it."""

from collections.abc import Sequence

import skia

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.film import sound
from haqiba.film.encode import encoded, joined
from haqiba.film.frames import Painter, frames
from haqiba.film.scene import Shot
from haqiba.makers.film.parts import SHOT, SOUND
from haqiba.makers.film.props import props
from haqiba.makers.film.script import Script, script
from haqiba.makers.film.subtitles import subtitles, transcript
from haqiba.makers.film.track import timeline
from haqiba.makers.maker import Made, Part
from haqiba.makers.pages import proof

# Width, height and quality (x264's crf: less is better) of the film, and of the one for a messaging application.
FULL = ((1920, 1080, 19), (854, 480, 25))
DEMO = ((640, 360, 21),)
NAMES = ("shot.mp4", "small.mp4")
# What messaging applications take, in bytes.
SMALL = 8_000_000
POSTER = (1280, 720)


def make(part: Part) -> Made:
    """A shot: `shot.mp4`, `small.mp4` and, of the first, `poster.png`. The sound: `sound.mp4`."""
    edition = part.edition
    lost = proof.unset(edition)
    kind, _, number = part.name.rpartition("-")
    if lost or part.name in ("", "words"):
        return Made({}, lost if part.name in ("", "words") or number == "000" else ())
    film = script(edition)
    if part.name == SOUND:
        return Made({"sound.mp4": _sound(edition, film)})
    assert kind == SHOT
    return Made(
        _shot(edition, film, film.shots[int(number)], int(number) == 0, DEMO if part.quality == "demo" else FULL)
    )


def _shot(
    edition: Edition, film: Script, shot: Shot, first: bool, sizes: Sequence[tuple[int, int, int]]
) -> dict[str, bytes]:
    played = props(edition, film, shot)
    width, height, _ = sizes[0]
    made = encoded(
        frames(shot, played, width, height),
        [(w, h) for w, h, _ in sizes],
        shot.frames,
        [crf for _, _, crf in sizes],
    )
    files = dict(zip(NAMES, made, strict=False))
    if first:
        painter = Painter(shot, played, *POSTER)
        painter.paint(shot.frames * 2 // 3)
        image = skia.Image.fromarray(painter.pixels, colorType=skia.kRGBA_8888_ColorType)
        files["poster.png"] = bytes(image.encodeToData(skia.kPNG, 100))
    return files


def _sound(edition: Edition, film: Script) -> bytes:
    clips = timeline(edition, film)
    heard = [sound.Heard(clip.blob.read(), clip.at, clip.until, clip.kind) for clip in clips if clip.blob]
    return sound.track(sound.mixed(heard, clips[-1].at))


def join(edition: Edition, made: Sequence[Made]) -> Made:
    """`PIECE.mp4`, `PIECE-small.mp4`, `PIECE.png`, `PIECE.vtt`, `PIECE.txt`."""
    findings = list(dict.fromkeys(finding for one in made for finding in one.findings))
    if any(finding.level == "error" for finding in findings):
        return Made({}, tuple(findings))
    film = script(edition)
    files = {
        f"{edition.piece}.vtt": subtitles(edition, film).encode(),
        f"{edition.piece}.txt": transcript(edition, film).encode(),
    }
    track = next((one.files["sound.mp4"] for one in made if "sound.mp4" in one.files), None)
    for name, suffix in zip(NAMES, ("", "-small"), strict=True):
        shots = [one.files[name] for one in made if name in one.files]
        if shots:
            files[f"{edition.piece}{suffix}.mp4"] = joined(shots, track)
    posters = [one.files["poster.png"] for one in made if "poster.png" in one.files]
    files |= {f"{edition.piece}.png": poster for poster in posters}
    size = len(files.get(f"{edition.piece}-small.mp4", b""))
    if size > SMALL:
        message = f"the small film has {size / 1e6:.1f} MB, and messaging applications take {SMALL / 1e6:.0f}"
        findings.append(Finding("film-large", "warning", edition.file, message, "make it shorter", edition.name))
    return Made(files, tuple(findings))
