"""v.html: anyone with a telephone asks by the number on a paper whether it is true. Nothing is loaded from elsewhere.

The page verifies the signature itself, with TweetNaCl, which set-up fetches and which lies in no repository of ours;
where it was not fetched there is no page.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from string import Template

_FILES = Path(__file__).with_name("v")
NACL_DIGEST = "3ec535c004aeeb225785d8e93fb33bf99f52e399bd7dfc01969b5629baea5131"
"""Of nacl-fast.min.js in the package tweetnacl 1.0.3 (scripts/nacl)."""


def nacl_path() -> Path:
    """Where set-up puts it: $XDG_DATA_HOME/haqiba/scripts/nacl.js, or in ~/.local/share."""
    home = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".local" / "share") / "haqiba" / "scripts" / "nacl.js"


def nacl() -> bytes:
    """The script, or nothing where it was not fetched or is another."""
    try:
        data = nacl_path().read_bytes()
    except OSError:
        return b""
    return data if sha256(data).hexdigest() == NACL_DIGEST else b""


def in_bag(script: bytes) -> dict[str, bytes]:
    """The page's files for data/ of a bag, which knows its own papers alone."""
    return _scripts(script) | {"v.html": _page("", "", "../signatures/editions.js")}


def on_site(script: bytes) -> dict[str, bytes]:
    """The page's files for a site: SITE/v and SITE/v.html, for hosts that serve the one or the other."""
    pages = {"v.html": _page("", "pages/", "versions.js"), "v/index.html": _page("../", "../pages/", "../versions.js")}
    return _scripts(script) | pages


def data_script(data: bytes, signature: bytes, public: bytes, id: str) -> bytes:
    """A signed list as a script: a page that is opened from a disk may read nothing else. `public` is a key's file."""
    key = public.decode().split("\n")[1]
    signed = {"text": data.decode(), "signature": signature.decode(), "key": key, "id": id}
    return f"var SIGNED = {json.dumps(signed)};\n".encode()


def _scripts(script: bytes) -> dict[str, bytes]:
    own = {name: (_FILES / name).read_bytes() for name in ("v.css", "v.js", "v-words.js")}
    return own | {"nacl.js": script}


def _page(base: str, pages: str, data: str) -> bytes:
    return Template((_FILES / "v.html").read_text("utf-8")).substitute(base=base, pages=pages, data=data).encode()
