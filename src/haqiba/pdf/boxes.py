"""Page boxes for the press (ISO 32000-1, 14.11.2): Typst writes a TrimBox for ``page(bleed: …)`` and no BleedBox."""

from __future__ import annotations

import io

import pikepdf

POINTS_PER_MM = 72 / 25.4
Rectangle = tuple[float, float, float, float]


class BadBoxes(ValueError):
    """The boxes asked for do not lie inside each other, or leave no page."""


def _inset(box: Rectangle, by: float) -> Rectangle:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _array(box: Rectangle) -> pikepdf.Array:
    return pikepdf.Array([round(v, 4) for v in box])


def boxes(pdf: bytes, *, bleed_mm: float, marks_mm: float = 0.0) -> bytes:
    """Sets MediaBox, BleedBox and TrimBox of every page from the page as it is drawn.

    The MediaBox stays the sheet that Typst drew. ``marks_mm`` is the room outside the bleed that the template drew crop
    marks in (0: the sheet ends at the bleed), ``bleed_mm`` is the bleed; both are the same on four sides, in
    millimetres: BleedBox = MediaBox less marks_mm, TrimBox = BleedBox less bleed_mm. A CropBox is set to the MediaBox,
    so that a viewer shows the whole sheet. Text, tags and metadata are not touched; the same bytes come out twice.

    Raises BadBoxes when a number is negative or when the trimmed page would be smaller than 10 mm.
    """
    if bleed_mm < 0 or marks_mm < 0:
        raise BadBoxes(f"bleed {bleed_mm} mm and marks {marks_mm} mm must not be negative")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            x0, y0, x1, y1 = (float(v) for v in page.mediabox)
            media = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            bleed = _inset(media, marks_mm * POINTS_PER_MM)
            trim = _inset(bleed, bleed_mm * POINTS_PER_MM)
            if min(trim[2] - trim[0], trim[3] - trim[1]) < 10 * POINTS_PER_MM:
                raise BadBoxes(f"page {number} is too small for a bleed of {bleed_mm} mm and marks of {marks_mm} mm")
            page.obj["/MediaBox"] = _array(media)
            page.obj["/CropBox"] = _array(media)
            page.obj["/BleedBox"] = _array(bleed)
            page.obj["/TrimBox"] = _array(trim)
        return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """The file's bytes, small and the same each time (its identifier follows from its content, ISO 32000-1, 14.4)."""
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        linearize=False,
        fix_metadata_version=False,  # Typst's own metadata are right; they stay as they are, byte for byte
    )
    return out.getvalue()
