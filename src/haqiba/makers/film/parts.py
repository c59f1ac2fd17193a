"""Which parts a film has, and all that each depends on."""

from haqiba.campaign.campaign import digest
from haqiba.edition.edition import Edition
from haqiba.film.scene import Shot
from haqiba.makers.film.script import Script, script
from haqiba.makers.film.track import timeline
from haqiba.makers.maker import Part

SHOT, SOUND, WORDS = "shot", "sound", "words"
# Drawings that a telephone shows, by what they are there: the face that one is shown, a gift, what is behind the face.
PROPS = {"avatar": "art/cast/coach.svg", "gift": "art/props/gift.svg", "mask": "art/cast/mask.svg"}


def parts(edition: Edition, quality: str) -> tuple[Part, ...]:
    """A part a shot, and the sound. A demo has the film in its source language alone, the words in all."""
    if edition.faceless or (quality == "demo" and edition.language != edition.source):
        return (Part(edition, WORDS, digest(edition), quality),)
    film = script(edition)
    made = [
        Part(edition, f"{SHOT}-{number:03}", digest(_shot(edition, film, shot, number == 0)), quality)
        for number, shot in enumerate(film.shots)
    ]
    sound = Part(edition, SOUND, digest({"sound": timeline(edition, film)}), quality)
    return (*made, sound)


def _shot(edition: Edition, film: Script, shot: Shot, first: bool) -> dict[str, object]:
    names = [film.cast.get(figure.who, "") for figure in shot.figures]
    names += [shot.place, *(PROPS.values() if shot.phone else ())]
    return {
        "shot": shot,
        "first": first,
        "texts": {id: film.texts[id] for id in read(shot, film)},
        "art": {name: edition.art[name].blob.digest for name in names if name in edition.art},
        "fonts": [blob.digest for blob in edition.fonts],
        "faces": [*edition.text_faces, *edition.display_faces],
        "language": edition.language,
        "colours": edition.colours,
        "paper": edition.paper,
        "card": [edition.helplines, edition.labels] if shot.card else [],
    }


def read(shot: Shot, film: Script) -> list[str]:
    """The ids of the texts that a shot shows, in order."""
    ids = [said.id for said in shot.said]
    wanted = [id for id in film.texts if id.rpartition(".")[0] in ids]
    wanted += [sign.id for sign in shot.signs]
    if shot.phone:
        wanted += [shot.phone.name, *(bubble.id for bubble in shot.phone.bubbles)]
    wanted += ["card"] if shot.card else []
    return [id for id in dict.fromkeys((*wanted, "draft")) if id in film.texts]
