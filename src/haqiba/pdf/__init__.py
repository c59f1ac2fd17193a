"""PDF -> PDF WHOSE TEXT IS TRUE (searched, copied and read aloud as it was written) and whose boxes are right; knows no
campaign.

``true_text`` mends the text of right-to-left lines in a PDF by Typst; ``boxes`` sets the page boxes that a press reads.
"""

from haqiba.pdf.boxes import BadBoxes, boxes
from haqiba.pdf.drawn import NotTypst
from haqiba.pdf.text import true_text

__all__ = ["BadBoxes", "NotTypst", "boxes", "true_text"]
