"""What an author can mend in a film before it is drawn."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition
from haqiba.film.puppet import Puppet
from haqiba.makers.film.script import lasts, script
from haqiba.makers.pages import proof

# What a missing part of a rig means, and how it is mended.
FAULTS = {
    "part": ("puppet-part", "it has no group called {0}", "name the group {0} in Inkscape (Object properties)"),
    "pivot": (
        "puppet-pivot",
        "nothing says about which point {0} turns",
        "draw a circle called pivot-{0} in that group",
    ),
    "shape": ("puppet-mouth", "it has no {0}, and cannot speak well", "draw the mouth {0} in the group mouth"),
}


def proofed(edition: Edition) -> tuple[Finding, ...]:
    return proof.unset(edition) or tuple(_told(edition))


def _told(edition: Edition) -> Iterator[Finding]:
    film = script(edition)
    yield from _recordings(edition)
    if edition.language == edition.source:
        # What is drawn and directed is the same in every language: it is told once.
        for name, block in film.unknown:
            mend = f"known here: {', '.join(film.names) or 'nobody'}; or draw art/cast/NAME.svg with that title"
            message = f"nobody is called {name}"
            yield Finding("figure-unknown", "warning", edition.ref(block), message, mend, edition.name)
        for art in sorted(set(film.cast.values()) - {""}):
            yield from _rig(edition, art)


def _recordings(edition: Edition) -> Iterator[Finding]:
    """Files that are no recordings, and recordings of lines that are said otherwise by now."""
    lines = {words.id for words in edition.walk() if words.kind == "line"}
    for id, blob in sorted((edition.voices | edition.sounds).items()):
        if not lasts(blob):
            mend = "record it again, or save it as WAV, FLAC or Ogg"
            yield Finding("recording-broken", "error", blob.name, "nothing is heard in this file", mend, edition.name)
        elif id in edition.voices and id not in lines:
            message = "no line has this id: it was changed, or is gone"
            mend = "record the new line, or delete this file"
            yield Finding("recording-unused", "warning", blob.name, message, mend, edition.name)


def _rig(edition: Edition, art: str) -> Iterator[Finding]:
    """What a puppet lacks, one finding a kind of fault."""
    lacking: dict[str, list[str]] = {}
    for kind, name in Puppet(edition.art[art].blob.read()).faults():
        lacking.setdefault(kind, []).append(name)
    for kind, names in lacking.items():
        code, message, mend = FAULTS[kind]
        listed = ", ".join(names)
        yield Finding(code, "warning", art, message.format(listed), mend.format(names[0]), edition.name)
