"""`python -m benchmarks.from_data DATA FILE`: one PDF from data that are ready, as the peers' HTML is."""

import json
import sys
from pathlib import Path

from haqiba.campaign.art import Blob
from haqiba.edition.edition import Edition
from haqiba.makers.pages.typeset import Typeset


def keep(edition: Edition, data: dict[str, object], path: Path) -> Path:
    """All that the typesetting needs, as JSON."""
    fonts = [str(blob.path) for blob in edition.fonts]
    path.write_text(json.dumps({"kind": edition.kind, "data": data, "fonts": fonts}), "utf-8")
    return path


if __name__ == "__main__":
    kept = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    faces = tuple(Blob("", "", 0, Path(path)) for path in kept["fonts"])
    Path(sys.argv[2]).write_bytes(Typeset(kept["kind"], kept["data"], faces).pdf())
