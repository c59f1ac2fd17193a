"""A shot -> its frames. Bodies move on twos, the camera on every frame; at rest the background is drawn once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import skia

from haqiba.film import net, telephone
from haqiba.film.acting import Actor, Stand, eased, placed
from haqiba.film.backdrop import Backdrop, look
from haqiba.film.puppet import Puppet
from haqiba.film.scene import FIGURE, FLOOR, SEAT, STAGE, Figure, Shot, View
from haqiba.film.speech import captions
from haqiba.film.telephone import Look, Text

Pixels = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]
# The lowest edge of a caption, and how far the DRAFT strip stands from the corner.
CAPTION, STRIP = 1030.0, 18.0
# A small telephone in a hand, in units of a figure's drawing.
HELD = (30.0, 58.0)


@dataclass(slots=True)
class Props:
    """All that shots are played with. `texts` by id: a sign, a bubble; `LINE.N` the Nth caption of a line;
    `card` and `draft`."""

    puppets: dict[str, Puppet]
    backdrop: Backdrop
    look: Look
    texts: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """Pixels (RGBA, height by width), and whether they are the very pixels of the frame before."""

    pixels: Pixels
    repeated: bool


def frames(shot: Shot, props: Props, width: int, height: int) -> Iterator[Frame]:
    """Every frame of a shot; the pixels are one buffer, used again for the next."""
    painter = Painter(shot, props, width, height)
    for number in range(shot.frames):
        repeated = number % 2 == 1 and shot.rests
        if not repeated:
            painter.paint(number)
        yield Frame(painter.pixels, repeated)


class Painter:
    """Draws the frames of one shot, in any order, into `pixels`."""

    def __init__(self, shot: Shot, props: Props, width: int, height: int) -> None:
        self.shot, self.props = shot, props
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self._canvas = _surface(self.pixels).getCanvas()
        self._scale = width / STAGE[0]
        self._actors = {f.who: Actor(f.who, props.puppets[f.who]) for f in shot.figures if f.who in props.puppets}
        self._kept: Pixels | None = None
        self._front: list[tuple[skia.Image, int, int]] | None = None
        self._net_rests = shot.rests and shot.net.start == shot.net.end and not shot.net.cut

    def paint(self, number: int) -> None:
        shot, canvas = self.shot, self._canvas
        share = number / max(1, shot.frames - 1)
        view = self._view(number, share)
        canvas.save()
        canvas.scale(self._scale, self._scale)
        self._behind(view)
        if not self._net_rests:
            net.draw(canvas, shot.net, (number - number % 2) / max(1, shot.frames - 1), self._net_colour())
        self._figures(canvas, view, number)
        self._before(view)
        if shot.phone is not None:
            if "mask" in self.props.look.drawings and shot.net.end > shot.net.start and shot.net.end >= 4.0:
                telephone.unmasked(canvas, self.props.look.drawings["mask"], (number - number % 2) / shot.frames)
            telephone.draw(canvas, shot.phone, number, self.props.texts, self.props.look)
        self._words(canvas, number)
        canvas.restore()

    def _view(self, number: int, share: float) -> View:
        start, end = self.shot.view, self.shot.to
        if start == end:
            return start
        way = eased(share)
        x, y = start.x + (end.x - start.x) * way, start.y + (end.y - start.y) * way
        return View(x, y, start.zoom * (end.zoom / start.zoom) ** way)

    def _behind(self, view: View) -> None:
        """The background; where the camera rests, drawn once and copied."""
        if self._kept is not None:
            np.copyto(self.pixels, self._kept)
            return
        for depth, drawn in self.props.backdrop.behind:
            self._layer(self._canvas, view, depth, drawn)
        if self.shot.phone is not None:
            self._canvas.drawRect(skia.Rect.MakeWH(*STAGE), _flat(self._colour("night"), 0.55))
        if self._net_rests:
            net.draw(self._canvas, self.shot.net, 0.0, self._net_colour())
        if self.shot.rests:
            self._kept = self.pixels.copy()

    def _before(self, view: View) -> None:
        """What stands before the figures; where the camera rests, drawn once into a picture no larger than it is."""
        layers = self.props.backdrop.before
        if not self.shot.rests:
            for depth, drawn in layers:
                self._layer(self._canvas, view, depth, drawn)
            return
        if self._front is None:
            self._front = self._rastered(view, layers)
        for image, x, y in self._front:
            self._canvas.save()
            self._canvas.resetMatrix()
            self._canvas.drawImage(image, x, y)
            self._canvas.restore()

    def _rastered(self, view: View, layers: list[tuple[float, skia.Picture]]) -> list[tuple[skia.Image, int, int]]:
        pixels: Pixels = np.zeros_like(self.pixels)
        canvas = _surface(pixels).getCanvas()
        canvas.scale(self._scale, self._scale)
        for depth, drawn in layers:
            self._layer(canvas, view, depth, drawn)
        rows, columns = (np.flatnonzero(pixels[..., 3].any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            return []
        top, left = int(rows[0]), int(columns[0])
        part = np.ascontiguousarray(pixels[top : rows[-1] + 1, left : columns[-1] + 1])
        return [(_surface(part).makeImageSnapshot(), left, top)]

    @staticmethod
    def _layer(canvas: skia.Canvas, view: View, depth: float, drawn: skia.Picture) -> None:
        canvas.save()
        look(canvas, view, depth)
        canvas.drawPicture(drawn)
        canvas.restore()

    def _figures(self, canvas: skia.Canvas, view: View, number: int) -> None:
        canvas.save()
        look(canvas, view)
        where = {f.who: placed(f, self.shot, number - number % 2)[0] for f in self.shot.figures}
        for figure in sorted(self.shot.figures, key=self._depth):
            actor = self._actors.get(figure.who)
            if actor:
                others = {who: x for who, x in where.items() if who != figure.who}
                self._figure(canvas, actor, actor.stand(figure, self.shot, number, others), figure)
        canvas.restore()

    def _depth(self, figure: Figure) -> tuple[bool, float]:
        """Who walks goes before the others; else the small stand before the tall."""
        walks = any(act.who == figure.who and act.verb in ("walk", "enter", "leave") for act in self.shot.acts)
        puppet = self.props.puppets.get(figure.who)
        return walks, -(puppet.height if puppet else 0.0)

    def _figure(self, canvas: skia.Canvas, actor: Actor, stand: Stand, figure: Figure) -> None:
        puppet = actor.puppet
        canvas.save()
        canvas.translate(stand.x, FLOOR + SEAT * stand.drop * 0.55)
        if stand.drop < 0.5:
            shade = skia.Rect.MakeXYWH(-115, -14, 230, 30)
            canvas.drawOval(shade, _flat(self._colour("night"), 0.22))
        canvas.scale(FIGURE * stand.facing, FIGURE)
        canvas.translate(-puppet.width / 2, -(puppet.height - 14.0))
        puppet.draw(canvas, stand.pose)
        if figure.holds or self.shot.phone is not None:
            self._held(canvas, puppet, stand)
        canvas.restore()

    def _held(self, canvas: skia.Canvas, puppet: Puppet, stand: Stand) -> None:
        """A telephone in the hand: its back is to us, its light on the face."""
        where = puppet.at("prop-r", stand.pose) or puppet.at("hand-r", stand.pose)
        if where is None:
            return
        canvas.save()
        canvas.translate(*where)
        canvas.rotate(16.0)
        width, height = HELD
        box = skia.Rect.MakeXYWH(-width / 2, -height * 0.72, width, height)
        canvas.drawRoundRect(box, 6, 6, _flat(self._colour("ink")))
        canvas.drawRoundRect(box.makeInset(3, 3), 4, 4, _flat(self._colour("deep")))
        canvas.drawCircle(-width / 2 + 9, -height * 0.72 + 10, 3.4, _flat(self._colour("sky")))
        canvas.restore()

    def _words(self, canvas: skia.Canvas, number: int) -> None:
        texts = self.props.texts
        if self.shot.card and "card" in texts:
            card = texts["card"]
            self._text(canvas, card, (STAGE[0] - card.width) / 2, 60.0)
            beat = 1.0 + 0.05 * eased(abs((number - number % 2) % 40 - 20) / 20)
            for x in (250.0, 1670.0):
                telephone.heart(canvas, x, 230.0, 92.0 * beat, self._colour("heart"))
        for sign in self.shot.signs:
            text = texts.get(sign.id)
            if text and sign.at <= number < sign.until:
                come = eased(min(number - sign.at, sign.until - number) / 8)
                box = skia.Rect.MakeXYWH((1920 - text.width) / 2 - 44, 96, text.width + 88, text.height + 44)
                canvas.drawRoundRect(box, 20, 20, _flat(self._colour("night"), 0.9 * come))
                if come > 0.5:
                    self._text(canvas, text, (1920 - text.width) / 2, 118.0)
        self._caption(canvas, number)
        draft = texts.get("draft")
        if draft:
            canvas.drawRect(
                skia.Rect.MakeXYWH(0, 0, draft.width + 2 * STRIP, draft.height + 12), _flat(self._colour("night"), 0.8)
            )
            self._text(canvas, draft, STRIP, 6.0)

    def _caption(self, canvas: skia.Canvas, number: int) -> None:
        for said in self.shot.said:
            if not said.at <= number < said.until:
                continue
            for page, part in enumerate(captions(said.text, said.until - said.at)):
                text = self.props.texts.get(f"{said.id}.{page}")
                if text and part.at <= number - said.at < part.until:
                    # Beside a telephone, not over it.
                    middle = 545.0 if self.shot.phone is not None else STAGE[0] / 2
                    left, top = middle - text.width / 2, CAPTION - text.height - 14
                    band = skia.Rect.MakeXYWH(left - 30, top - 14, text.width + 60, text.height + 28)
                    canvas.drawRoundRect(band, 16, 16, _flat(self._colour("night"), 0.88))
                    self._text(canvas, text, left, top)

    @staticmethod
    def _text(canvas: skia.Canvas, text: Text, x: float, y: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.drawPicture(text.picture)
        canvas.restore()

    def _net_colour(self) -> int:
        dark = self.shot.light in ("night", "card") or self.shot.phone is not None
        return self._colour("sky" if dark else "night")

    def _colour(self, name: str) -> int:
        return self.props.look.colours[name]


def _surface(pixels: Pixels) -> skia.Surface:
    """A surface on an array. Skia's own are RGBA only if one says so: their order depends on the platform."""
    height, width, _ = pixels.shape
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels)


def _flat(colour: int, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(Color=colour, AntiAlias=True, Alphaf=alpha)
