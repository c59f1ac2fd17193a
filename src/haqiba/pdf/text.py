"""PDF -> PDF whose text is true:

What is searched, copied and read aloud is what was written, in right-to-left scripts too.
"""

from __future__ import annotations

import io

import pikepdf

from haqiba.pdf.boxes import saved
from haqiba.pdf.drawn import Block, Drawn, NotTypst, read_page
from haqiba.pdf.faces import Face
from haqiba.pdf.lines import is_right_to_left, lines_of
from haqiba.pdf.order import KERNING, Piece
from haqiba.pdf.readers import Sheet, strings

# Our own key in a font dictionary (ISO 32000-1, annex E: a second-class name): its text has been made true.
DONE = "/HQBA_TrueText"
# What the resource name of a font of ours has after the name that Typst gave the face.
OURS = "t"


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class _Faces:
    """The faces of a document, each read once, whichever pages and names it is used under."""

    def __init__(self) -> None:
        self.all: dict[tuple[int, int], Face] = {}

    def of(self, page: pikepdf.Page) -> dict[str, Face]:
        """The faces of a page by resource name, those that codes can be made for."""
        named: dict[str, Face] = {}
        for name, font in _fonts(page):
            if font.objgen not in self.all and Face.fits(font):
                self.all[font.objgen] = Face(font)
            if font.objgen in self.all:
                named[name] = self.all[font.objgen]
        return named


def _fonts(page: pikepdf.Page) -> list[tuple[str, pikepdf.Object]]:
    fonts = page.resources.get("/Font") if "/Resources" in page.obj else None
    return list(fonts.items()) if fonts is not None else []


def _placed(piece: Piece, block: Block) -> bytes:
    """The operators for one string, in the space of the block it is written into."""
    cell, m = piece.cell, block.ctm
    x0 = piece.shown[0].x
    size = cell.size / m[0]
    pen, out, text = x0, list[str](), ""
    for shown in piece.shown:
        jump = round((shown.x - pen) * 1000 / cell.size, 2)
        # Before a code that draws nothing pdfium takes any jump for a space.
        if abs(jump) >= 0.05 and (shown.shape.parts or not 0 < jump < KERNING):
            if text:
                out.append(f"<{text}>")
            # pdf.js passes over an invisible mark and the number that follows it: that number must be nothing.
            out.append(f"-.01 {_number(-jump)}" if text else _number(-jump))
            text = ""
            pen += jump * cell.size / 1000
        text += f"{cell.face.code(shown.shape, shown.text):04x}"
        pen += shown.shape.advance * cell.size / 1000
    out.append(f"<{text}>")
    tx, ty = (x0 - m[4]) / m[0], (cell.y - m[5]) / m[3]
    sign = "1" if m[3] > 0 else "-1"
    start, stop = ("/ReversedChars BMC ", " EMC") if piece.turned else ("", "")
    font = f"{cell.font}{OURS} {_number(size)} Tf"
    place = f"1 0 0 {sign} {_number(tx)} {_number(ty)} Tm"
    return f"{start}{font} {place} [{' '.join(out)}]TJ{stop}".encode()


def _groups(pieces: list[Piece]) -> list[tuple[int, list[Piece]]]:
    """The block each piece is written into: the last one of its neighbours with the same element and the same paint.

    The last and not the first, because a highlight behind a word is drawn just before that word.
    """
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and groups[-1][0].cell.home == piece.cell.home:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [(max(p.cell.block for p in group), group) for group in groups]


def _rewritten(drawn: Drawn, sheet: Sheet) -> bytes | None:
    """The page's content with its right-to-left lines said anew, or None where there is none."""
    lines = lines_of(drawn, sheet.right_to_left)
    if not lines:
        return None
    gone = {block for line in lines for run in line.runs for cell in run.cells for block in cell.blocks}
    said: dict[int, list[bytes]] = {}
    for pieces_of_line in strings(lines, sheet):
        for block, pieces in _groups(pieces_of_line):
            said.setdefault(block, []).extend(_placed(piece, drawn.blocks[block]) for piece in pieces)
    out, at = list[bytes](), 0
    for number in sorted(gone):
        written = drawn.blocks[number]
        out.append(drawn.content[at : written.start])
        if number in said:
            out.append(b"BT %s Tr\n%s\nET" % (written.mode.encode(), b"\n".join(said[number])))
        at = written.end
    return b"".join([*out, drawn.content[at:]])


def true_text(pdf: bytes) -> bytes:
    """Makes the text of a PDF by Typst true: what is searched, copied and read aloud is what was written.

    In lines with a right-to-left letter each shown code gets one character, in an order that readers turn into the
    source; marks are merged into the outline of their letter. Pages look the same, tags and metadata (PDF/A-2a,
    PDF/UA-1) are kept, other lines keep their codes, the same bytes come out twice, and a file that has been through
    here comes back as it is.

    Raises NotTypst when the file is no PDF, is encrypted, was not written by Typst or draws text with operators that
    Typst does not use.
    """
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise NotTypst(f"not a readable PDF: {error}") from error
    with document:
        _demand_typst(document)
        faces = _Faces()
        view = document.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        backward = view.get("/Direction") == "/R2L"
        if any(DONE in font for page in document.pages for _, font in _fonts(page)):
            return pdf
        for page in document.pages:
            _mend_page(document, page, faces.of(page), backward)
        made = [face for face in faces.all.values() if face.used]
        for face in made:
            face.write(document)
            face.ours(document)[DONE] = True
        return saved(document) if made else pdf


def _mend_page(document: pikepdf.Pdf, page: pikepdf.Page, named: dict[str, Face], backward: bool) -> None:
    if not any(is_right_to_left(text) for face in named.values() for text in face.texts()):
        return
    right = max(float(v) for box in (page.mediabox, page.cropbox) for v in (box[0], box[2]))
    content = _rewritten(read_page(document, page, named), Sheet(right, backward))
    if content is None:
        return
    page.obj["/Contents"] = pikepdf.Stream(document, content)
    for name, face in named.items():
        if face.used:
            page.resources["/Font"][name + OURS] = face.ours(document)


def _demand_typst(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise NotTypst("the PDF is encrypted")
    creator = str(document.docinfo.get("/Creator", "")) if "/Info" in document.trailer else ""
    if not creator.startswith("Typst"):
        raise NotTypst(f"written by {creator or 'an unnamed program'}, not by Typst")
