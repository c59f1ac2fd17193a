"""`python -m benchmarks.from_folder LANGUAGE FILE`: from the folder to one PDF with true text, and nothing else."""

import sys
from pathlib import Path

from benchmarks.example import leaflet
from haqiba.makers.pages.page import page
from haqiba.makers.pages.pictures import drawn
from haqiba.makers.pages.typeset import Typeset
from haqiba.pdf import true_text

if __name__ == "__main__":
    edition = leaflet(sys.argv[1])
    Path(sys.argv[2]).write_bytes(true_text(Typeset(edition.kind, page(edition, drawn(edition)), edition.fonts).pdf()))
