"""A rigged SVG -> a puppet that can be posed: every group with an id is a bone, nested as the body is.

A bone turns about `<circle id="pivot-NAME">`; what is not a bone is drawn once and replayed. `mouth`, `eyes`, a hand
and a mask hold several shapes, of which one is shown: `mouth-A … mouth-H, mouth-X`, `hand-l-rest`, `hand-l-point`…"""

import math
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

import skia
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
# Bones whose children are shapes of which one is shown.
SHAPED = re.compile(r"^(mouth|eyes|hand-[lr]|expr)$")
_SHAPE = re.compile(r"^(mouth-[A-HX]|eyes-(?:open|half|closed)|hand-[lr]-[a-z]+|expr-[a-z]+)$")
NEEDED = ("arm-l", "arm-r", "forearm-l", "forearm-r", "head", "mouth", "eyes")
_SKIPPED = frozenset({"title", "desc", "metadata", "defs"})


@dataclass(slots=True)
class Bone:
    """A part of a puppet; `items` in the order in which they are drawn."""

    name: str
    pivot: tuple[float, float] | None = None
    hidden: bool = False
    items: "list[skia.Picture | Bone]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a bone differs from the drawing: degrees about its pivot, then moved in units of the drawing."""

    angle: float = 0.0
    dx: float = 0.0
    dy: float = 0.0


@dataclass(slots=True)
class Pose:
    """Turns by bone, and the shape shown by each bone that has several (`{"mouth": "mouth-D"}`)."""

    turns: dict[str, Turn] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)


class Puppet:
    """One character. Raises ValueError where the drawing is no SVG with a view box."""

    def __init__(self, svg: bytes) -> None:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
        box = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()) if part]
        if len(box) != 4:
            raise ValueError("a puppet needs a viewBox")
        self.width, self.height = box[2], box[3]
        self.bones: dict[str, Bone] = {}
        self._box = " ".join(f"{number:g}" for number in box)
        self._defs = b"".join(etree.tostring(e) for e in root.iter(f"{SVG}defs", f"{SVG}clipPath"))
        self.root = Bone("")
        self._fill(self.root, root, [])

    def faults(self) -> Iterator[tuple[str, str]]:
        """(`mouth` or `pivot`, name of the bone) of what a film needs and the drawing lacks."""
        for name in NEEDED:
            bone = self.bones.get(name)
            if bone is None:
                yield "part", name
            elif bone.pivot is None and not SHAPED.match(name):
                yield "pivot", name
        if "mouth" in self.bones:
            for letter in "ABCDEFGHX":
                if f"mouth-{letter}" not in self.bones:
                    yield "shape", f"mouth-{letter}"

    def draw(self, canvas: skia.Canvas, pose: Pose) -> None:
        self._draw(canvas, self.root, pose)

    def picture(self) -> skia.Picture:
        """The drawing as it stands, at rest."""
        recorder = skia.PictureRecorder()
        self.draw(recorder.beginRecording(skia.Rect.MakeWH(self.width, self.height)), Pose())
        return recorder.finishRecordingAsPicture()

    def at(self, name: str, pose: Pose) -> tuple[float, float] | None:
        """Where the pivot of a bone is in a pose, in units of the drawing."""
        chain = self._chain(self.root, name)
        bone = self.bones.get(name)
        if chain is None or bone is None or bone.pivot is None:
            return None
        x, y = bone.pivot
        for parent in reversed(chain):
            turn = pose.turns.get(parent.name)
            if turn and parent.pivot and parent is not bone:
                x, y = _turned((x, y), parent.pivot, turn)
        own = pose.turns.get(name)
        return (x + own.dx, y + own.dy) if own else (x, y)

    def _chain(self, bone: Bone, name: str) -> list[Bone] | None:
        if bone.name == name:
            return [bone]
        for item in bone.items:
            if isinstance(item, Bone) and (found := self._chain(item, name)) is not None:
                return [bone, *found]
        return None

    def _fill(self, bone: Bone, element: etree._Element, wrappers: list[str]) -> None:
        """Take in the children of an element: bones apart, the rest in runs."""
        run: list[etree._Element] = []
        for child in element:
            if not isinstance(child.tag, str) or etree.QName(child).localname in _SKIPPED:
                continue
            name = child.get("id", "")
            if name.startswith("pivot-"):
                if name == f"pivot-{bone.name}":
                    bone.pivot = (float(child.get("cx", "0")), float(child.get("cy", "0")))
            elif child.tag == f"{SVG}g" and self._has_bones(child):
                self._flush(bone, run, wrappers)
                inner = bone
                if _is_bone(name):
                    inner = Bone(name, hidden=bool(re.search(r"display:\s*none", _style(child))))
                    self.bones[name] = inner
                    bone.items.append(inner)
                self._fill(inner, child, [*wrappers, _opening(child)])
            elif child.tag != f"{SVG}clipPath":
                run.append(child)
        self._flush(bone, run, wrappers)

    @staticmethod
    def _has_bones(element: etree._Element) -> bool:
        return any(_is_bone(group.get("id", "")) for group in element.iter(f"{SVG}g"))

    def _flush(self, bone: Bone, run: list[etree._Element], wrappers: list[str]) -> None:
        if run:
            body = b"".join(etree.tostring(_plain(element)) for element in run)
            source = "".join(wrappers).encode() + body + b"</g>" * len(wrappers)
            bone.items.append(picture(self._box, self._defs + source))
            run.clear()

    def _draw(self, canvas: skia.Canvas, bone: Bone, pose: Pose) -> None:
        turn = pose.turns.get(bone.name)
        if turn:
            canvas.save()
            canvas.translate(turn.dx, turn.dy)
            if turn.angle and bone.pivot:
                canvas.rotate(turn.angle, *bone.pivot)
        shown = pose.shapes.get(bone.name)
        if shown is not None and shown not in self.bones:
            shown = None
        for item in bone.items:
            if not isinstance(item, Bone):
                canvas.drawPicture(item)
            elif shown is not None and _SHAPE.match(item.name):
                if item.name == shown:
                    self._draw(canvas, item, pose)
            elif not item.hidden:
                self._draw(canvas, item, pose)
        if turn:
            canvas.restore()


def picture(box: str, body: bytes) -> skia.Picture:
    """SVG elements within a view box as a picture of Skia's."""
    _, _, width, height = (float(part) for part in box.split())
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}" '
        f'width="{width:g}" height="{height:g}">'.encode()
        + body
        + b"</svg>"
    )
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg))
    if dom is None:
        raise ValueError("Skia cannot read this drawing")
    dom.setContainerSize(skia.Size(width, height))
    recorder = skia.PictureRecorder()
    dom.render(recorder.beginRecording(skia.Rect.MakeLTRB(-width, -height, 2 * width, 2 * height)))
    return recorder.finishRecordingAsPicture()


def reach(
    shoulder: tuple[float, float], elbow: tuple[float, float], hand: tuple[float, float], goal: tuple[float, float],
    bend: int = 1,
) -> tuple[float, float]:  # fmt: skip
    """Two-bone arm: degrees that shoulder and elbow turn so that the hand comes to the goal, or as near as it can;
    `bend` is the side to which the elbow goes."""
    upper, lower = math.dist(shoulder, elbow), math.dist(elbow, hand)
    away = min(max(math.dist(shoulder, goal), abs(upper - lower) + 1.0), (upper + lower) * 0.985)
    to_goal = math.atan2(goal[1] - shoulder[1], goal[0] - shoulder[0])
    inner = math.acos(max(-1.0, min(1.0, (upper**2 + away**2 - lower**2) / (2 * upper * away))))
    first = to_goal + bend * inner
    knee = (shoulder[0] + upper * math.cos(first), shoulder[1] + upper * math.sin(first))
    aim = (shoulder[0] + away * math.cos(to_goal), shoulder[1] + away * math.sin(to_goal))
    second = math.atan2(aim[1] - knee[1], aim[0] - knee[0])
    rest_first = math.atan2(elbow[1] - shoulder[1], elbow[0] - shoulder[0])
    rest_second = math.atan2(hand[1] - elbow[1], hand[0] - elbow[0])
    turn = math.degrees(first - rest_first)
    return _short(turn), _short(math.degrees(second - rest_second) - turn)


def _short(angle: float) -> float:
    return (angle + 180.0) % 360.0 - 180.0


def _turned(point: tuple[float, float], pivot: tuple[float, float], turn: Turn) -> tuple[float, float]:
    angle = math.radians(turn.angle)
    x, y = point[0] - pivot[0], point[1] - pivot[1]
    cos, sin = math.cos(angle), math.sin(angle)
    return pivot[0] + x * cos - y * sin + turn.dx, pivot[1] + x * sin + y * cos + turn.dy


def _is_bone(name: str) -> bool:
    return bool(name) and not name.startswith(("sheet", "pivot-", "slot-"))


def _style(element: etree._Element) -> str:
    return f"{element.get('style') or ''};display:{element.get('display') or 'inline'}"


def _plain(element: etree._Element) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _opening(element: etree._Element) -> str:
    """The opening tag of a group, without what hides it."""
    kept = {key: value for key, value in element.attrib.items() if key not in ("id", "style", "display")}
    style = re.sub(r"display:\s*none;?", "", element.get("style") or "")
    kept |= {"style": style} if style.strip() else {}
    copy = etree.Element("g", {str(key): str(value) for key, value in kept.items()})
    return etree.tostring(copy).decode().removesuffix("/>") + ">"
