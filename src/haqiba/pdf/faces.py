"""A face as Typst embeds it (Type 0, Identity-H, TrueType outlines), and a second font dictionary for it with codes of
our own.

Each of our codes stands for one glyph, one width and one Unicode text (ISO 32000-1, 9.7.4 and 9.10.3). Both
dictionaries share one font program, to which glyphs are only added; lines that are not rewritten go on using the first.
"""

from __future__ import annotations

import copy
import io
import re
from dataclasses import dataclass

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent

_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)

# A part of a cluster: glyph number, and its shift from the cluster's origin in thousandths of the font size.
Part = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a new code draws: parts (none: nothing is drawn) and the advance in thousandths of the font size."""

    parts: tuple[Part, ...]
    advance: int


# pdfium sees a space in every jump of half the width of the font's space, which is the first or the last code that says
# one; with a space of no width it goes by the width of what stands after the jump (see readers.py).
SPACE = (Shape((), 0), " ")


def _texts(cmap: bytes) -> dict[int, str]:
    texts: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, text in _CHAR.findall(body):
                texts[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        else:
            for first, last, text in _RANGE.findall(body):
                base = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for i in range(int(last, 16) - int(first, 16) + 1):
                    texts[int(first, 16) + i] = base[:-1] + chr(ord(base[-1]) + i)
    return texts


def _widths(array: pikepdf.Object | None) -> dict[int, float]:
    """Reads /W (ISO 32000-1, 9.7.4.3): ``first last width`` or ``first [widths]``."""
    widths: dict[int, float] = {}
    items = list(array) if array is not None else []
    i = 0
    while i + 1 < len(items):
        first = int(items[i])
        if isinstance(items[i + 1], pikepdf.Array):
            for n, width in enumerate(items[i + 1]):
                widths[first + n] = float(width)
            i += 2
        else:
            for code in range(first, int(items[i + 1]) + 1):
                widths[code] = float(items[i + 2])
            i += 3
    return widths


class Face:
    """One embedded face: the text and the width of its codes, and the making of new codes."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._font = font
        self._cid = font["/DescendantFonts"][0]
        self._descriptor = self._cid["/FontDescriptor"]
        self._texts = _texts(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
        self._widths = _widths(self._cid.get("/W"))
        self._default = float(self._cid.get("/DW", 1000))
        self._codes: dict[tuple[Shape, str], int] = {SPACE: 1}
        self._glyphs: dict[Shape, int] = {}
        self._program: TTFont | None = None
        self._made: pikepdf.Object | None = None

    @staticmethod
    def fits(font: pikepdf.Object) -> bool:
        """Whether the face is of the kind that new codes can be made for:

        Two-byte codes, TrueType outlines, CID = glyph.
        """
        if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H" or "/ToUnicode" not in font:
            return False
        cid = font["/DescendantFonts"][0]
        return cid.get("/CIDToGIDMap") == "/Identity" and "/FontFile2" in cid.get("/FontDescriptor", {})

    def text(self, code: int) -> str:
        """The text of a code of the file ('' if it has none)."""
        return self._texts.get(code, "")

    def texts(self) -> list[str]:
        """The texts of all codes of the file."""
        return list(self._texts.values())

    def width(self, code: int) -> float:
        """The advance of a code of the file, in thousandths of the font size."""
        return self._widths.get(code, self._default)

    def code(self, shape: Shape, text: str) -> int:
        """Our code that draws the shape and says the text; made when it is first asked for."""
        return self._codes.setdefault((shape, text), len(self._codes) + 1)

    @property
    def used(self) -> bool:
        """Whether codes were made."""
        return len(self._codes) > 1

    def ours(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font dictionary of our codes, empty until ``write``."""
        if self._made is None:
            self._made = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))
        return self._made

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Fills our font dictionary and adds our glyphs to the font program. Call once, when all pages are done."""
        if self._made is None:
            return
        said = [*self._codes, SPACE]
        data = self._descriptor["/FontFile2"].read_bytes()
        self._program = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
        self._program.setGlyphOrder([f"g{n}" for n in range(self._program["maxp"].numGlyphs)])
        per_mille = self._program["head"].unitsPerEm / 1000
        glyphs = [0, *(self._glyph(shape, per_mille) for shape, _ in said)]
        self._finish()
        out = io.BytesIO()
        self._program.save(out, reorderTables=None)
        data = out.getvalue()
        self._descriptor["/FontFile2"] = pikepdf.Stream(pdf, data, Length1=len(data))
        if "/CIDSet" in self._descriptor:  # it would have to name the new glyphs; PDF/A-2 does not ask for it
            del self._descriptor["/CIDSet"]
        cid = pikepdf.Dictionary(
            {key: value for key, value in self._cid.items() if key not in ("/W", "/DW", "/CIDToGIDMap")}
        )
        cid["/CIDToGIDMap"] = pikepdf.Stream(pdf, b"".join(gid.to_bytes(2, "big") for gid in glyphs))
        cid["/W"] = pikepdf.Array([1, pikepdf.Array([shape.advance for shape, _ in said])])
        font = self._made
        font["/Subtype"], font["/BaseFont"] = pikepdf.Name.Type0, self._font["/BaseFont"]
        font["/Encoding"] = pikepdf.Name("/Identity-H")
        font["/DescendantFonts"] = pikepdf.Array([pdf.make_indirect(cid)])
        font["/ToUnicode"] = pikepdf.Stream(pdf, _cmap([text for _, text in said]))

    def _glyph(self, shape: Shape, per_mille: float) -> int:
        """The glyph number for a shape: an old glyph where its width is the shape's, else a new glyph."""
        found = self._glyphs.get(shape)
        if found is not None:
            return found
        program = self._program
        assert program is not None
        advance = round(shape.advance * per_mille)
        metrics, outlines = program["hmtx"].metrics, program["glyf"]
        if len(shape.parts) == 1 and shape.parts[0][1:] == (0, 0):
            old = shape.parts[0][0]
            # A width in /W may differ from the program's by one thousandth (ISO 19005-2, 6.2.11.5).
            if abs(metrics[f"g{old}"][0] - advance) < per_mille:
                self._glyphs[shape] = old
                return old
            outline = copy.copy(outlines.glyphs[f"g{old}"])
        else:
            outline = _composite(shape, per_mille)
        number = len(program.getGlyphOrder())
        name = f"g{number}"
        program.setGlyphOrder([*program.getGlyphOrder(), name])
        outlines.glyphs[name] = outline
        outlines.glyphOrder = program.getGlyphOrder()
        metrics[name] = (advance, 0)
        self._glyphs[shape] = number
        return number

    def _finish(self) -> None:
        """Makes the tables agree with the new glyphs: bounds, greatest numbers, no glyph names.

        By hand, because fontTools would take every outline of the program apart to do the same.
        """
        program = self._program
        assert program is not None
        outlines, metrics = program["glyf"], program["hmtx"].metrics
        head, most = program["head"], program["maxp"]
        for shape, number in self._glyphs.items():
            if not shape.parts or number < most.numGlyphs:
                continue
            outline = outlines[f"g{number}"]
            outline.recalcBounds(outlines)
            metrics[f"g{number}"] = (metrics[f"g{number}"][0], outline.xMin)
            head.xMin, head.yMin = min(head.xMin, outline.xMin), min(head.yMin, outline.yMin)
            head.xMax, head.yMax = max(head.xMax, outline.xMax), max(head.yMax, outline.yMax)
            if outline.isComposite():
                points, contours, depth = outline.getCompositeMaxpValues(outlines)
                most.maxCompositePoints = max(most.maxCompositePoints, points)
                most.maxCompositeContours = max(most.maxCompositeContours, contours)
                most.maxComponentDepth = max(most.maxComponentDepth, depth)
                most.maxComponentElements = max(most.maxComponentElements, len(outline.components))
        program["hhea"].advanceWidthMax = max(width for width, _ in metrics.values())
        if "post" in program:
            program["post"].formatType = 3.0


def _cmap(texts: list[str]) -> bytes:
    """A ToUnicode CMap for the codes from 1 (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, 1)]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n"
        "/CMapName /Custom def\n/CMapVersion 1 def\n/CMapType 0 def\n/WMode 0 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _composite(shape: Shape, per_mille: float) -> Outline:
    """A glyph made of other glyphs; no part at all is an empty glyph (OpenType, glyf)."""
    outline = Outline()
    if not shape.parts:
        outline.numberOfContours = 0
        return outline
    outline.numberOfContours = -1
    outline.components = []
    for gid, dx, dy in shape.parts:
        part = GlyphComponent()
        part.glyphName = f"g{gid}"
        part.x, part.y = round(dx * per_mille), round(dy * per_mille)
        part.flags = 0x4 | 0x2  # ROUND_XY_TO_GRID, ARGS_ARE_XY_VALUES
        outline.components.append(part)
    return outline
