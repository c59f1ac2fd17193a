"""What one hears when: recordings, effects, music, in seconds from the beginning of the film."""

from dataclasses import dataclass
from typing import Literal

from haqiba.campaign.art import Blob
from haqiba.edition.edition import Edition
from haqiba.film.scene import Shot
from haqiba.film.speech import FPS
from haqiba.makers.film.script import Script, lasts


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording; `until` is when it ends at the latest, in seconds."""

    kind: Literal["voice", "sound", "music", "end"]
    at: float
    until: float
    blob: Blob | None = None


def starts(shots: tuple[Shot, ...]) -> list[int]:
    """The first frame of each shot, and the number of all frames."""
    made = [0]
    for shot in shots:
        made.append(made[-1] + shot.frames)
    return made


def timeline(edition: Edition, film: Script) -> tuple[Clip, ...]:
    """Every clip, the last of which is the end of the film."""
    made: list[Clip] = []
    sounds = {name: blob for name, blob in edition.sounds.items() if lasts(blob)}
    first = starts(film.shots)
    end = first[-1] / FPS
    music: list[tuple[str, float]] = []
    for shot, start in zip(film.shots, first, strict=False):
        for said in shot.said:
            voice = edition.voices.get(said.id)
            if voice and said.at >= 0 and lasts(voice):
                made.append(Clip("voice", (start + said.at) / FPS, end, voice))
        for cue in shot.cues:
            at = (start + cue.at) / FPS
            if cue.kind == "music":
                music.append((cue.name, at))
            elif cue.name in sounds:
                made.append(Clip("sound", at, end, sounds[cue.name]))
    for (name, at), (_, until) in zip(music, [*music[1:], ("", end)], strict=False):
        if name in sounds:
            made.append(Clip("music", at, until, sounds[name]))
    return (*made, Clip("end", end, end))
