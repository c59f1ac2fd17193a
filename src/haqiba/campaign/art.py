"""Art and blobs: bytes that the campaign names by digest and size."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path


class Changed(RuntimeError):
    """A file changed between reading and use."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes by name; `path` is where they were read, and no part of what the blob is."""

    name: str
    digest: str
    size: int
    path: Path = field(compare=False, repr=False)

    def read(self) -> bytes:
        """The bytes of this digest. Raises Changed where the file holds others by now."""
        data = self.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise Changed(f"{self.name} was changed after it was read; build again")
        return data


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a picture leaves room for words, in the units of its view box; `ground` is the colour
    that lies under it, as `#rrggbb`."""

    name: str
    x: float
    y: float
    width: float
    height: float
    ground: str


@dataclass(frozen=True, slots=True)
class Art:
    """A drawing: `title` and `desc` are its alt text, `tags` its motifs, `youngest` the age from
    which it may be seen; width and height in the units of its view box."""

    blob: Blob
    title: str = ""
    desc: str = ""
    tags: tuple[str, ...] = ()
    youngest: int = 0
    width: float = 0.0
    height: float = 0.0
    slots: tuple[Slot, ...] = ()

    @property
    def name(self) -> str:
        return self.blob.name
