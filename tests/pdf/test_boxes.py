import io

import pikepdf
import pytest

from haqiba.pdf import BadBoxes, boxes
from tests.pdf.typeset import source

MM = 72 / 25.4


def _millimetres(pdf: bytes, name: str) -> list[float]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [float(v) / MM for v in document.pages[0].obj[name]]


def test_bleed_and_trim_follow_from_the_sheet() -> None:
    pdf = boxes(source("#set page(width: 148mm, height: 210mm, bleed: 3mm)\nنص"), bleed_mm=3)
    assert _millimetres(pdf, "/MediaBox") == pytest.approx([0, 0, 154, 216], abs=0.1)
    assert _millimetres(pdf, "/BleedBox") == pytest.approx([0, 0, 154, 216], abs=0.1)
    assert _millimetres(pdf, "/TrimBox") == pytest.approx([3, 3, 151, 213], abs=0.1)


def test_marks_lie_outside_the_bleed() -> None:
    pdf = boxes(source("#set page(width: 168mm, height: 230mm)\nنص"), bleed_mm=3, marks_mm=7)
    assert _millimetres(pdf, "/MediaBox") == pytest.approx([0, 0, 168, 230], abs=0.1)
    assert _millimetres(pdf, "/BleedBox") == pytest.approx([7, 7, 161, 223], abs=0.1)
    assert _millimetres(pdf, "/TrimBox") == pytest.approx([10, 10, 158, 220], abs=0.1)


def test_boxes_are_the_same_twice_and_the_file_is_sound() -> None:
    pdf = source("نص")
    once = boxes(pdf, bleed_mm=3)
    assert once == boxes(pdf, bleed_mm=3)
    with pikepdf.open(io.BytesIO(once)) as document:
        assert document.check_pdf_syntax() == []


@pytest.mark.parametrize(("bleed", "marks"), [(-1, 0), (3, -1), (100, 10)])
def test_boxes_that_leave_no_page_are_refused(bleed: float, marks: float) -> None:
    with pytest.raises(BadBoxes):
        boxes(source("نص"), bleed_mm=bleed, marks_mm=marks)
