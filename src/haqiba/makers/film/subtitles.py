"""A film for those who do not hear it, or cannot see it: WebVTT captions, and the words as text."""

from collections.abc import Iterator
from dataclasses import replace

from haqiba.edition.edition import Edition
from haqiba.film.scene import Shot
from haqiba.film.speech import FPS, captions
from haqiba.makers.film.script import Script
from haqiba.makers.film.track import starts
from haqiba.makers.pages.text import text

Cue = tuple[int, int, str]


def subtitles(edition: Edition, film: Script) -> str:
    """WebVTT (w3.org/TR/webvtt1): who says what, what stands on the telephone, where music begins."""
    cues = sorted(
        cue for start, shot in zip(starts(film.shots), film.shots, strict=False) for cue in _cues(start, shot, film)
    )
    rows = ["WEBVTT", f"Language: {edition.language.tag}", ""]
    for number, (at, until, said) in enumerate(cues, 1):
        rows += [str(number), f"{_time(at)} --> {_time(until)}", said, ""]
    return "\n".join(rows)


def _cues(start: int, shot: Shot, film: Script) -> Iterator[Cue]:
    for said in shot.said:
        if said.at < 0:
            continue
        who = _safe(film.names.get(said.who, said.who))
        for part in captions(said.text, said.until - said.at):
            at = start + said.at
            yield at + part.at, at + part.until, f"<v {who}>{_safe(part.text)}"
    for sign in shot.signs:
        yield start + sign.at, start + sign.until, f"<i>{_safe(film.texts[sign.id].text)}</i>"
    for cue in shot.cues:
        if cue.kind == "music" and cue.name != "stop":
            yield start + cue.at, min(start + cue.at + 2 * FPS, start + shot.frames), "♪"


def _safe(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(frame: int) -> str:
    milliseconds = frame * 1000 // FPS
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def transcript(edition: Edition, film: Script) -> str:
    """All that is said and read, in order, then what stands at the end of every piece."""
    rows = []
    owner = ""
    for words in edition.walk():
        if words.kind == "line":
            rows.append(f"{film.names.get(words.name, words.name)}: {words.text}")
        elif words.kind == "words":
            kind, _, who = words.name.partition("\t")
            owner = who if kind == "phone" else owner
            rows.append(f"[{words.text}]" if kind != "reply" else f"[{film.names.get(owner, owner)}: {words.text}]")
    return "\n".join((edition.title, "", *rows, "", text(_bare(edition))))


def _bare(edition: Edition) -> Edition:
    """The edition without its scenes: what is left is the foot of every text."""
    return replace(edition, sides=())
