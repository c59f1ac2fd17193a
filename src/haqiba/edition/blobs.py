"""The bytes that an edition names beside the campaign's own: the faces of its script."""

import hashlib
from functools import cache

from haqiba.campaign.art import Blob
from haqiba.look import fonts


@cache
def faces(script: str) -> tuple[Blob, ...]:
    """The font files of a script by digest; their folder is installed, so it is read once a process."""
    blobs = []
    for family, path in fonts.files(script):
        data = path.read_bytes()
        blobs.append(Blob(f"{family}/{path.name}", hashlib.sha256(data).hexdigest(), len(data), path))
    return tuple(blobs)
