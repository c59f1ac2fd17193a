"""A telephone as large as the picture: a chat that grows, dots while one writes, a gift, a picture, block, report."""

import math
from dataclasses import dataclass

import skia

from haqiba.film.acting import eased
from haqiba.film.scene import Bubble, Phone

# Where it stands on a picture of 1920 by 1080.
LEFT, TOP, WIDTH, HEIGHT = 1080.0, 40.0, 540.0, 1000.0
EDGE, BAR, ROUND = 18.0, 118.0, 56.0
PAD, GAP = 22.0, 18.0
ICON = 170.0


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a picture; width and height in units of a picture of 1920 by 1080."""

    picture: skia.Picture
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """Colours (0xAARRGGBB) by name, and drawings by name: avatar, gift."""

    colours: dict[str, int]
    drawings: dict[str, Text]
    rtl: bool


def draw(canvas: skia.Canvas, phone: Phone, frame: int, texts: dict[str, Text], look: Look) -> None:
    """The telephone at a frame of its shot; on twos, as all that is no camera."""
    frame -= frame % 2
    colours = look.colours
    body = skia.Rect.MakeXYWH(LEFT, TOP, WIDTH, HEIGHT)
    canvas.drawRoundRect(body.makeOffset(14, 18), ROUND, ROUND, _fill(colours["night"], 0.35))
    canvas.drawRoundRect(body, ROUND, ROUND, _fill(colours["ink"]))
    screen = body.makeInset(EDGE, EDGE)
    canvas.save()
    canvas.clipRRect(skia.RRect.MakeRectXY(screen, ROUND - EDGE, ROUND - EDGE), skia.ClipOp.kIntersect, True)
    canvas.drawRect(screen, _fill(colours["sky"]))
    _bubbles(canvas, phone, frame, texts, look, screen)
    _bar(canvas, phone, texts, look, screen)
    _sealed(canvas, phone, frame, look, screen)
    canvas.restore()


def unmasked(canvas: skia.Canvas, mask: Text, share: float) -> None:
    """What is behind the friendly face comes out from behind the telephone."""
    come = eased(share * 3.0 - 1.0)
    if come <= 0.0:
        return
    canvas.save()
    canvas.translate(LEFT + WIDTH - 250.0 + 205.0 * come, 330.0)
    canvas.rotate(5.0 * come)
    _drawing(canvas, mask, 0.0, 0.0, 300.0)
    canvas.restore()


def _bar(canvas: skia.Canvas, phone: Phone, texts: dict[str, Text], look: Look, screen: skia.Rect) -> None:
    """Who is at the other end: the face that he wants one to see, and his name."""
    bar = skia.Rect.MakeLTRB(screen.left(), screen.top(), screen.right(), screen.top() + BAR)
    canvas.drawRect(bar, _fill(look.colours["deep"]))
    middle = bar.centerY() + 6
    x = screen.right() - 64 if look.rtl else screen.left() + 64
    _drawing(canvas, look.drawings.get("avatar"), x - 42, middle - 42, 84)
    name = texts.get(phone.name)
    if name:
        at = x - 60 - name.width if look.rtl else x + 60
        _text(canvas, name, at, middle - name.height / 2)


def _bubbles(
    canvas: skia.Canvas, phone: Phone, frame: int, texts: dict[str, Text], look: Look, screen: skia.Rect
) -> None:
    """The newest at the bottom; the others move up as it comes."""
    shown = [b for n, b in enumerate(phone.bubbles) if b.at <= frame and not _over(phone, n, frame)]
    bottom = screen.bottom() - 34
    for bubble in reversed(shown):
        if bubble.kind in ("block", "report"):
            continue
        width, height = _size(bubble, texts)
        come = eased((frame - bubble.at + 2) / 10) if bubble.at >= 0 else 1.0
        top = bottom - height * come
        own = bubble.side == "out"
        left_side = own == look.rtl
        x = screen.left() + 22 if left_side else screen.right() - 22 - width
        if top + height > screen.top() + BAR:
            _bubble(canvas, bubble, (x, top, width, height), frame, texts, look, come)
        bottom -= (height + GAP) * come


def _over(phone: Phone, number: int, frame: int) -> bool:
    """Dots end where the next thing comes."""
    following = phone.bubbles[number + 1 : number + 2]
    return phone.bubbles[number].kind == "typing" and any(b.at <= frame for b in following)


def _size(bubble: Bubble, texts: dict[str, Text]) -> tuple[float, float]:
    if bubble.kind == "typing":
        return 120.0, 66.0
    if bubble.kind in ("gift", "picture"):
        return ICON + 2 * PAD, ICON + 2 * PAD
    text = texts.get(bubble.id)
    return (text.width + 2 * PAD, text.height + 2 * PAD - 8) if text else (120.0, 66.0)


def _bubble(
    canvas: skia.Canvas, bubble: Bubble, box: tuple[float, float, float, float], frame: int, texts: dict[str, Text],
    look: Look, come: float,
) -> None:  # fmt: skip
    x, y, width, height = box
    colours = look.colours
    own = bubble.side == "out"
    canvas.save()
    canvas.translate(x + width / 2, y + height)
    canvas.scale(0.7 + 0.3 * come, 0.7 + 0.3 * come)
    canvas.translate(-x - width / 2, -y - height)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, width, height), 26, 26, _fill(colours["deep" if own else "paper"]))
    if bubble.kind == "typing":
        for n in range(3):
            lift = 7.0 * max(0.0, math.sin((frame - bubble.at) * 2 * math.pi / 24 - n * 0.9))
            canvas.drawCircle(x + 34 + 26 * n, y + height / 2 - lift, 8, _fill(colours["deep"], 0.75))
    elif bubble.kind == "gift":
        swing = 4.0 * math.sin((frame - bubble.at) * 2 * math.pi / 30)
        canvas.rotate(swing, x + width / 2, y + height - PAD)
        if "gift" in look.drawings:
            _drawing(canvas, look.drawings["gift"], x + PAD, y + PAD, ICON)
        else:
            _gift(canvas, x + PAD, y + PAD, colours)
    elif bubble.kind == "picture":
        _frame(canvas, x + PAD, y + PAD, colours)
    elif bubble.id in texts:
        _text(canvas, texts[bubble.id], x + PAD, y + PAD - 4)
    canvas.restore()


def _sealed(canvas: skia.Canvas, phone: Phone, frame: int, look: Look, screen: skia.Rect) -> None:
    """Block: the chat goes dark behind a bar. Report: the blue heart comes."""
    for bubble in phone.bubbles:
        if bubble.kind not in ("block", "report") or bubble.at > frame:
            continue
        come = eased((frame - bubble.at) / 14) if bubble.at >= 0 else 1.0
        x, y = screen.centerX(), screen.centerY() + (150 if bubble.kind == "report" else -90)
        if bubble.kind == "block":
            canvas.drawRect(screen, _fill(look.colours["night"], 0.62 * come))
            ring = skia.Paint(
                Color=look.colours["coral"], AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=22
            )
            canvas.drawCircle(x, y, 92 * come, ring)
            canvas.drawLine(x - 64 * come, y - 64 * come, x + 64 * come, y + 64 * come, ring)
        else:
            canvas.drawCircle(x, y, 104 * come, _fill(look.colours["paper"]))
            heart(canvas, x, y + 4, 62 * come, look.colours["heart"])


def heart(canvas: skia.Canvas, x: float, y: float, size: float, colour: int) -> None:
    """The blue heart that marks help, `size` from its middle to its edge."""
    path = skia.Path()
    path.moveTo(x, y + size * 0.95)
    path.cubicTo(x - size * 1.5, y - size * 0.1, x - size * 0.85, y - size * 1.15, x, y - size * 0.35)
    path.cubicTo(x + size * 0.85, y - size * 1.15, x + size * 1.5, y - size * 0.1, x, y + size * 0.95)
    path.close()
    canvas.drawPath(path, _fill(colour))


def _gift(canvas: skia.Canvas, x: float, y: float, colours: dict[str, int]) -> None:
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x + 18, y + 66, 134, 100), 10, 10, _fill(colours["saffron"]))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x + 8, y + 44, 154, 36), 8, 8, _fill(colours["coral"]))
    canvas.drawRect(skia.Rect.MakeXYWH(x + 74, y + 44, 22, 122), _fill(colours["paper"]))
    for side in (-1, 1):
        canvas.drawOval(skia.Rect.MakeXYWH(x + 85 + (4 if side > 0 else -50), y + 10, 46, 36), _fill(colours["coral"]))


def _frame(canvas: skia.Canvas, x: float, y: float, colours: dict[str, int]) -> None:
    """A picture is asked for: an empty frame, and no face in it."""
    pen = skia.Paint(Color=colours["deep"], AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=8)
    pen.setPathEffect(skia.DashPathEffect.Make([22.0, 16.0], 0.0))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x + 10, y + 10, 150, 150), 18, 18, pen)
    canvas.drawCircle(x + 85, y + 68, 26, _fill(colours["deep"], 0.35))
    canvas.drawArc(skia.Rect.MakeXYWH(x + 37, y + 102, 96, 96), 180, 180, True, _fill(colours["deep"], 0.35))


def _fill(colour: int, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(Color=colour, AntiAlias=True, Alphaf=alpha)


def _text(canvas: skia.Canvas, text: Text, x: float, y: float) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.drawPicture(text.picture)
    canvas.restore()


def _drawing(canvas: skia.Canvas, drawing: Text | None, x: float, y: float, size: float) -> None:
    """A drawing within a square of a size."""
    if drawing is None:
        return
    canvas.save()
    canvas.translate(x, y)
    scale = size / max(drawing.width, drawing.height)
    canvas.scale(scale, scale)
    canvas.drawPicture(drawing.picture)
    canvas.restore()
