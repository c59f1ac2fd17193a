"""Where a scene plays: a drawing in layers (`layer-back`, `layer-middle`, `layer-front`), or a plain room."""

import re
from dataclasses import dataclass

import skia
from lxml import etree

from haqiba.film.puppet import SVG, picture
from haqiba.film.scene import FLOOR, STAGE, View

# How much of the camera's move a layer makes: what is far moves less.
DEPTH = {"layer-back": 0.94, "layer-middle": 1.0, "layer-front": 1.06}


@dataclass(slots=True)
class Backdrop:
    """Pictures behind the figures and before them, each with its depth, in units of the stage."""

    behind: list[tuple[float, skia.Picture]]
    before: list[tuple[float, skia.Picture]]

    @staticmethod
    def of(svg: bytes) -> "Backdrop":
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
        box = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "0 0 1920 1080").strip())]
        defs = b"".join(etree.tostring(e) for e in root.iter(f"{SVG}defs", f"{SVG}clipPath"))
        made = Backdrop([], [])
        run: list[bytes] = []

        def flush(depth: float, before: bool) -> None:
            if run:
                fitted = _fitted(picture(" ".join(f"{n:g}" for n in box), defs + b"".join(run)), box)
                (made.before if before else made.behind).append((depth, fitted))
                run.clear()

        for child in root:
            if not isinstance(child.tag, str) or etree.QName(child).localname in ("title", "desc", "metadata", "defs"):
                continue
            name = child.get("id", "")
            if name in DEPTH:
                flush(1.0, False)
                run.append(etree.tostring(child))
                flush(DEPTH[name], name == "layer-front")
            else:
                run.append(etree.tostring(child))
        flush(1.0, False)
        return made

    @staticmethod
    def plain(light: str, colours: dict[str, int]) -> "Backdrop":
        """A wall and a floor, for a place that nobody has drawn."""
        wall, floor, stripe = {
            "night": ("deep", "night", "heart"),
            "card": ("night", "deep", "deep"),
            "outside": ("sky", "sand", "leaf"),
        }.get(light, ("sand", "paper", "saffron"))
        recorder = skia.PictureRecorder()
        canvas = recorder.beginRecording(skia.Rect.MakeWH(*STAGE))
        horizon = FLOOR - 190
        canvas.drawRect(skia.Rect.MakeLTRB(-900, -900, 2820, horizon), _flat(colours[wall]))
        canvas.drawRect(skia.Rect.MakeLTRB(-900, horizon, 2820, 1980), _flat(colours[floor]))
        canvas.drawRect(skia.Rect.MakeLTRB(-900, horizon - 16, 2820, horizon), _flat(colours[stripe]))
        return Backdrop([(1.0, recorder.finishRecordingAsPicture())], [])


def look(canvas: skia.Canvas, view: View, depth: float = 1.0) -> None:
    """Units of the stage -> units of a picture of 1920 by 1080, as the camera sees them."""
    x = STAGE[0] / 2 + (view.x - STAGE[0] / 2) * depth
    y = STAGE[1] / 2 + (view.y - STAGE[1] / 2) * depth
    zoom = 1.0 + (view.zoom - 1.0) * depth
    canvas.translate(STAGE[0] / 2, STAGE[1] / 2)
    canvas.scale(zoom, zoom)
    canvas.translate(-x, -y)


def _fitted(drawn: skia.Picture, box: list[float]) -> skia.Picture:
    """A drawing that covers the stage, whatever the size of its view box."""
    scale = max(STAGE[0] / box[2], STAGE[1] / box[3])
    if scale == 1.0 and box[:2] == [0.0, 0.0]:
        return drawn
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect.MakeWH(*STAGE))
    canvas.translate((STAGE[0] - box[2] * scale) / 2, (STAGE[1] - box[3] * scale) / 2)
    canvas.scale(scale, scale)
    canvas.drawPicture(drawn)
    return recorder.finishRecordingAsPicture()


def _flat(colour: int) -> skia.Paint:
    return skia.Paint(Color=colour)
