"""Keys: minisign (Ed25519), the secret half encrypted, in a folder of the user's, never in a campaign or a bag.

Two are made at once. The successor is taken away to a safe and signs only when the working key is lost or stolen;
both public halves are handed out from the first day, so that its word is known when it is needed.
"""

import base64
import os
import re
from dataclasses import dataclass
from pathlib import Path

import minisign

from haqiba.bag.aside import put

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SUCCESSOR = re.compile(r"haqiba successor of ([0-9A-F]{16})")
# scrypt in 128 MiB: about half a second here, and as much for each guess of a thief.
_OPERATIONS, _MEMORY = 2**22, 2**27


class KeyFault(Exception):
    """A key that is not there, cannot be read or opened, or would be overwritten; the message says which."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key. `id` has 16 hexadecimal digits, as minisign prints it; `successor_of` the id of another."""

    id: str
    name: str
    public: minisign.PublicKey
    successor_of: str = ""

    @property
    def file(self) -> bytes:
        """As minisign reads it (`-p FILE`)."""
        return bytes(self.public) + b"\n"


def folder() -> Path:
    """$XDG_CONFIG_HOME/haqiba/keys, or ~/.config/haqiba/keys."""
    home = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".config") / "haqiba" / "keys"


def new(place: Path, name: str, password: str) -> tuple[Key, Key]:
    """Make the working key NAME and its successor NAME-successor. Raises KeyFault where one is there."""
    if not NAME.fullmatch(name):
        raise KeyFault(f"{name!r} cannot name a key; use Latin letters, digits, . - and _")
    if not password:
        raise KeyFault("a key without a password is anybody's")
    names = (name, f"{name}-successor")
    there = [path for one in names for end in ("key", "pub") if (path := place / f"{one}.{end}").exists()]
    if there:
        raise KeyFault(f"{there[0]} is there already; a key is never overwritten: choose another name")
    working, successor = minisign.KeyPair.generate(), minisign.KeyPair.generate()
    successor.public_key.untrusted_comment = f"haqiba successor of {_id(working.public_key)}"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one, pair in zip(names, (working, successor), strict=True):
        pair.secret_key.encrypt(password, opslimit=_OPERATIONS, memlimit=_MEMORY)
        put(place / f"{one}.key", bytes(pair.secret_key) + b"\n", mode=0o600)
        put(place / f"{one}.pub", bytes(pair.public_key) + b"\n")
        pair.secret_key.wipe()
    made = [load(place / f"{one}.pub") for one in names]
    return made[0], made[1]


def load(path: Path) -> Key:
    """A public key from its file. Raises KeyFault."""
    try:
        public = minisign.PublicKey.from_file(path)
    except OSError as error:
        raise KeyFault(f"{path} cannot be read: {error.strerror}") from None
    except minisign.Error as error:
        raise KeyFault(f"{path} is no public key of minisign: {error}") from None
    successor = _SUCCESSOR.fullmatch(public.untrusted_comment or "")
    return Key(_id(public), path.stem, public, successor[1] if successor else "")


def ring(place: Path) -> tuple[Key, ...]:
    """The public keys that this user trusts: every .pub file in the folder."""
    return tuple(load(path) for path in sorted(place.glob("*.pub")))


def unlock(place: Path, name: str, password: str) -> minisign.SecretKey:
    """The secret key NAME, ready to sign; wipe it after use. Raises KeyFault."""
    path = place / f"{name}.key"
    try:
        secret = minisign.SecretKey.from_file(path)
        secret.decrypt(password)
    except FileNotFoundError:
        raise KeyFault(f"there is no key {path}; make one: haqiba keys new {name}") from None
    except OSError as error:
        raise KeyFault(f"{path} cannot be read: {error.strerror}") from None
    except minisign.Error as error:
        raise KeyFault(f"{path} cannot be opened: {error}") from None
    return secret


def id_of(secret: minisign.SecretKey) -> str:
    return _id(secret.get_public_key())


def _id(public: minisign.PublicKey) -> str:
    # Two bytes of algorithm, eight of the id, lowest first: minisign prints it as a number.
    return base64.b64decode(public.to_base64())[2:10][::-1].hex().upper()
