"""The paper finish: a flat SVG in, cut paper out, and still plain vectors.

Groups whose id begins with `sheet1-`, `sheet2-` or `sheet3-` are sheets of paper at three heights. Each gets a cut
edge (look/cut) and a stacked shadow beneath it, the picture a faint grain (look/grain). Same picture, same bytes.
No filter, mask, pattern or style sheet: they turn into pixels in print and are drawn as nothing elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, replace
from dataclasses import field as default
from math import ceil, hypot, log10, sqrt

from lxml import etree

from haqiba.look.cut import Field, cut
from haqiba.look.grain import grain as grain_paths
from haqiba.look.matrix import LIMIT, UNMOVED, Matrix, inverse, times, transform
from haqiba.look.outline import GEOMETRY, Box, Outline, moved, number, shape, written
from haqiba.look.paint import Paint, attributes, clip_of, painted, point_to, size
from haqiba.look.silhouette import Clip, Silhouette, bounds, eased, joined, polygon, visible

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 1200.0  # the measures below are for a picture this wide, and grow and shrink with it
AMPLITUDE = 0.0024  # of the picture's diagonal: how far an edge wanders at most, in x and in y
CELL = 0.042  # of the diagonal: half a wave
LIGHT = (0.45, 1.0)  # where a shadow falls, for a depth of 1: the light stands above, a little to the left
NIGHT = "#0C1B2E"
GRAIN = "paper-grain"  # the id of the group that holds it
# Of each height, from the far copy to the near one: how deep (px), how dark.
SHADOWS = {
    1: ((2.6, 0.14), (1.3, 0.16)),
    2: ((7.0, 0.09), (4.5, 0.11), (2.0, 0.15)),
    3: ((15.0, 0.09), (9.5, 0.10), (4.0, 0.15)),
}
EASE = {1: 0.4, 2: 0.9, 3: 1.2}  # px: how far the outline of a shadow may stray to be shorter
CRUMB = 5.0  # px: what is smaller casts no shadow
THREAD = 5.0  # px: a stroke that is thinner casts one shadow, not a stack of them
ROUND = 0.12  # of a cell: a circle with a smaller radius is moved, not bent

_SHEET = re.compile(r"sheet([123])-.")
_GROUPS = {"g", "a", "switch"}
_HEADINGS = {"title", "desc", "metadata"}


@dataclass(slots=True)
class _Sheet:
    """One sheet of paper while the picture is walked through."""

    group: etree._Element
    height: int
    field: Field
    to_root: Matrix
    from_root: Matrix
    silhouettes: list[Silhouette] = default(default_factory=list)


@dataclass(slots=True)
class _Cut:
    """A clipPath as one sheet needs it: the same cut as the shapes that it clips, or gaps would show."""

    original: etree._Element
    data: list[str | None]  # path data of each child; None: left as it is
    outline: Outline  # in the space of the root
    users: list[etree._Element] = default(default_factory=list)
    name: str = ""


def finish(svg: bytes, *, grain: bool = True) -> bytes:
    """A flat SVG 1.1 as cut paper, in SVG 1.1 (ART.md, "Paper finish").

    Ids, title, desc, metadata and viewBox are kept; `slot-*` and `pivot-*` are not touched, no grain lies in a slot.
    A picture without sheets gets the grain alone; one without a size, nothing. Geometry that cannot be read stays.
    Raises lxml.etree.XMLSyntaxError if it is no XML.
    """
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    box = _picture(root)
    if box is None:
        return svg
    picture = _Picture(root, box)
    picture.walk(root, UNMOVED, Paint(), None, ())
    picture.settle_clips()
    picture.lay_shadows()
    if grain and GRAIN not in picture.ids:
        picture.lay_grain()
    return etree.tostring(root, encoding="utf-8")


def _picture(root: etree._Element) -> Box | None:
    """The viewBox, else width and height: left, top, right, bottom."""
    numbers = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(numbers) != 4:
        numbers = ["0", "0", root.get("width", "").removesuffix("px"), root.get("height", "").removesuffix("px")]
    try:
        x, y, w, h = map(float, numbers)
    except ValueError:
        return None
    return (x, y, x + w, y + h) if 0 < w < LIMIT and 0 < h < LIMIT and abs(x) < LIMIT and abs(y) < LIMIT else None


class _Picture:
    """One picture on its way from flat to paper."""

    def __init__(self, root: etree._Element, box: Box) -> None:
        self.root, self.box = root, box
        width, height = box[2] - box[0], box[3] - box[1]
        self.diagonal = hypot(width, height)
        self.unit = min(width, 2 * height) / WIDTH  # a long narrow strip keeps shadows that suit its height
        self.decimals = max(0, min(4, 1 - ceil(log10(self.unit * 2.5) - 1e-9))) if self.unit < 0.4 else 1
        self.sheets: list[_Sheet] = []
        self.slots: list[Box] = []
        self.ids = {i: e for e in root.iter() if (i := e.get("id")) is not None}
        self.cuts: dict[tuple[str, str, tuple[float, ...]], _Cut] = {}
        self.references = Counter(ref for e in root.iter() if (ref := clip_of(e)))

    def walk(
        self, parent: etree._Element, matrix: Matrix, paint: Paint, sheet: _Sheet | None, clips: tuple[Clip, ...]
    ) -> None:
        """Cut the shapes below `parent`, and note silhouettes, sheets and slots."""
        for element in list(parent):
            name = _name(element)
            own = transform(element.get("transform"))
            if own is None or (name not in _GROUPS and name not in GEOMETRY):
                continue
            to_root = times(matrix, own)
            identity = element.get("id", "")
            if inverse(to_root) is None or identity.startswith("pivot-"):
                continue
            if identity.startswith("slot-"):
                self._note_slot(element, name, to_root)
                continue
            own_paint = painted(element, paint)
            if name in GEOMETRY:
                if sheet is not None:
                    self._cut_shape(element, name, to_root, own_paint, sheet, clips)
            elif _SHEET.match(identity):
                inner = self._new_sheet(element, identity, to_root)
                self.walk(element, to_root, own_paint, inner, self._clips(element, to_root, inner, ()))
            else:
                self.walk(element, to_root, own_paint, sheet, self._clips(element, to_root, sheet, clips))

    def _new_sheet(self, group: etree._Element, name: str, to_root: Matrix) -> _Sheet:
        noise = Field(name, AMPLITUDE * self.diagonal, CELL * self.diagonal, self.box)
        sheet = _Sheet(group, int(name[5]), noise, to_root, inverse(to_root) or UNMOVED)
        self.sheets.append(sheet)
        return sheet

    def _note_slot(self, element: etree._Element, name: str, to_root: Matrix) -> None:
        outline = shape(name, attributes(element)) if name in GEOMETRY else None
        if outline:
            self.slots.append(bounds(p for run in moved(outline, to_root) for p in polygon(run)))

    def _finer(self, matrix: Matrix) -> int:
        """Decimals for numbers that the matrix will still enlarge or shrink."""
        return max(0, min(5, self.decimals + ceil(log10(_scale(matrix)) - 0.05)))

    def _cut_shape(
        self, element: etree._Element, name: str, to_root: Matrix, paint: Paint, sheet: _Sheet, clips: tuple[Clip, ...]
    ) -> None:
        flat = shape(name, attributes(element))
        if flat is None:
            return
        back = inverse(to_root) or UNMOVED
        if all(len(run.segments) == 1 and len(run.segments[0]) == 2 for run in flat):
            element.set("fill", "none")  # a straight line has no inside, but once it wavers it would get one
            paint = replace(paint, fill="none")
        clips = self._clips(element, to_root, sheet, clips)
        radius = size(element.get("r"), LIMIT) * _scale(to_root)
        if name == "circle" and radius < ROUND * sheet.field.cell:
            outline = self._shift(element, flat, to_root, sheet.field)
        else:
            outline = cut(moved(flat, to_root), sheet.field)
            _become_path(element, written(moved(outline, back), self._finer(to_root)))
        if not paint.hidden and (paint.filled or paint.stroked):
            width = paint.width * _scale(times(sheet.from_root, to_root)) if paint.stroked else 0.0
            sheet.silhouettes.append(
                Silhouette(
                    moved(outline, sheet.from_root), paint.filled, paint.rule == "evenodd", round(width, 2), clips
                )
            )

    def _shift(self, circle: etree._Element, flat: Outline, to_root: Matrix, noise: Field) -> Outline:
        """Move a small circle with the field, as the circle that it is."""
        x, y = moved(flat, to_root)[0][:2]
        dx, dy = noise.at(x, y)[:2]
        a, b, c, d, _, _ = inverse(to_root) or UNMOVED
        decimals = self._finer(to_root)
        cx, cy = flat[0].x - size(circle.get("r"), 0.0), flat[0].y
        circle.set("cx", number(round((cx + a * dx + c * dy) * 10**decimals), decimals).strip())
        circle.set("cy", number(round((cy + b * dx + d * dy) * 10**decimals), decimals).strip())
        return moved(moved(flat, to_root), (1.0, 0.0, 0.0, 1.0, dx, dy))

    def _clips(
        self, element: etree._Element, to_root: Matrix, sheet: _Sheet | None, clips: tuple[Clip, ...]
    ) -> tuple[Clip, ...]:
        """The clips that hold below an element; its own is cut with the field of the sheet."""
        reference = clip_of(element)
        original = self.ids.get(reference or "")
        if sheet is None or reference is None or original is None:
            return clips
        if original.get("clipPathUnits") == "objectBoundingBox":
            return clips
        key = (reference, sheet.group.get("id", ""), to_root)
        if key not in self.cuts:
            self.cuts[key] = self._cut_clip(original, to_root, sheet)
        self.cuts[key].users.append(element)
        outline = moved(self.cuts[key].outline, sheet.from_root)
        return (*clips, Clip(key, times(sheet.from_root, to_root), outline))

    def _cut_clip(self, original: etree._Element, to_root: Matrix, sheet: _Sheet) -> _Cut:
        found = _Cut(original, [], [])
        base = transform(original.get("transform"))
        for child in original:
            name = _name(child)
            own = transform(child.get("transform"))
            flat = shape(name, attributes(child)) if name in GEOMETRY else None
            matrix = UNMOVED if base is None or own is None else times(times(to_root, base), own)
            back = inverse(matrix)
            if flat is None or base is None or own is None or back is None:
                found.data.append(None)
                continue
            outline = cut(moved(flat, matrix), sheet.field)
            found.data.append(written(moved(outline, back), self._finer(matrix)))
            found.outline += outline
        return found

    def lay_shadows(self) -> None:
        """Beneath each sheet its silhouette, two or three times, ever nearer to it."""
        for sheet in self.sheets:
            name = "shadow-" + sheet.group.get("id", "")
            scale = _scale(sheet.to_root)
            shapes = visible(sheet.silhouettes, self.unit / scale, CRUMB * self.unit / scale)
            if shapes and name not in self.ids:
                self._lay_beneath(self._shadow(sheet, name, shapes, THREAD * self.unit / scale), sheet.group)

    def _shadow(self, sheet: _Sheet, name: str, shapes: list[Silhouette], thread: float) -> etree._Element:
        """The copies of a silhouette, far to near; strokes thinner than `thread` are in the second copy alone."""
        shadow = etree.Element(_tag(sheet.group, "g"), {"id": name, "fill": NIGHT, "stroke": "none"})
        broad = self._shadow_parts([s for s in shapes if s.filled or s.stroke >= thread], sheet)
        thin = self._shadow_parts([s for s in shapes if not s.filled and s.stroke < thread], sheet)
        a, b, c, d, _, _ = sheet.from_root
        for i, (depth, opacity) in enumerate(SHADOWS[sheet.height]):
            parts = deepcopy(broad + thin if i == 1 else broad)
            if not parts:
                continue
            if len(parts) == 1 and parts[0].get("d"):
                layer = parts[0]
            else:  # several paths: only a group blends their overlaps as one
                layer = etree.SubElement(shadow, _tag(sheet.group, "g"))
                layer.extend(parts)
            x, y = LIGHT[0] * depth * self.unit, LIGHT[1] * depth * self.unit
            layer.set("transform", f"translate({_short(a * x + c * y)} {_short(b * x + d * y)})")
            layer.set("opacity", _short(opacity))
            shadow.append(layer)
        return shadow

    def _shadow_parts(self, shapes: list[Silhouette], sheet: _Sheet) -> list[etree._Element]:
        """The silhouette as elements: a path for all that is filled, one a width of stroke, and groups for clips."""
        parts: list[etree._Element] = []
        # Of a shadow that lies deep, a tenth of a unit is not seen, and hardly a whole one.
        decimals = max(0, self._finer(sheet.to_root) - (sheet.height > 1))
        off = EASE[sheet.height] * self.unit / _scale(sheet.to_root)
        tag = _tag(sheet.group, "path")
        for clips in dict.fromkeys(tuple(clip.key for clip in s.clips) for s in shapes):
            group = [s for s in shapes if tuple(clip.key for clip in s.clips) == clips]
            paths = []
            if filled := eased(joined(s for s in group if s.filled), off):
                paths.append(etree.Element(tag, {"d": written(filled, decimals)}))
            for width in sorted({s.stroke for s in group if s.stroke}):
                outline = eased([run for s in group if s.stroke == width for run in s.outline], off)
                paths.append(
                    etree.Element(
                        tag,
                        {
                            "d": written(outline, decimals),
                            "fill": "none",
                            "stroke": NIGHT,
                            "stroke-width": _short(width),
                            "stroke-linecap": "round",
                            "stroke-linejoin": "round",
                        },
                    )
                )
            for clip in reversed(group[0].clips):
                paths = [self._clipped(paths, clip, sheet)]
            parts += paths
        return parts

    def _clipped(self, paths: list[etree._Element], clip: Clip, sheet: _Sheet) -> etree._Element:
        """The paths, drawn in the space of the sheet, within a clip that is drawn in a space of its own."""
        holder = etree.Element(_tag(sheet.group, "g"))
        holder.set("clip-path", f"url(#{self.cuts[clip.key].name})")
        inner = holder
        if clip.relative != UNMOVED:
            holder.set("transform", f"matrix({' '.join(map(_short, clip.relative))})")
            inner = etree.SubElement(holder, _tag(sheet.group, "g"))
            inner.set("transform", f"matrix({' '.join(map(_short, inverse(clip.relative) or UNMOVED))})")
        inner.extend(paths)
        return holder

    @staticmethod
    def _lay_beneath(shadow: etree._Element, group: etree._Element) -> None:
        """Into the sheet, so that it moves with it; beside it where a clip on the sheet would cut the shadow off."""
        shadow.tail = "\n"
        if clip_of(group) is None:
            at = 0
            while at < len(group) and _name(group[at]) in _HEADINGS:
                at += 1
            group.insert(at, shadow)
        else:
            if own := group.get("transform"):
                shadow.set("transform", own)
            group.addprevious(shadow)

    def settle_clips(self) -> None:
        """Put the cut clips in place: the original where one sheet alone uses it, else copies beside it."""
        cuts: dict[str, list[_Cut]] = {}
        for (reference, _, _), found in self.cuts.items():
            cuts.setdefault(reference, []).append(found)
        for reference, all_cuts in cuts.items():
            alone = sum(len(found.users) for found in all_cuts) == self.references[reference]
            flat = deepcopy(all_cuts[0].original)
            for i, found in enumerate(all_cuts):
                if i == 0 and alone:
                    mine, found.name = found.original, reference
                else:
                    mine, found.name = deepcopy(flat), f"{reference}-cut{i}"
                    mine.set("id", found.name)
                    mine.tail = "\n"
                    found.original.addprevious(mine)
                for child, data in zip(mine, found.data, strict=True):
                    if data is not None:
                        _become_path(child, data)
                for user in found.users:
                    point_to(user, found.name)

    def lay_grain(self) -> None:
        """The grain over all, but not where words are set."""
        holder = etree.SubElement(self.root, _tag(self.root, "g"))
        for name, value in (("id", GRAIN), ("fill", "none"), ("stroke-linecap", "round")):
            holder.set(name, value)
        for kind, data in grain_paths(self.box, self.slots, self.unit, max(0, self.decimals - 1)):
            if data:
                one = etree.SubElement(holder, _tag(self.root, "path"), {"d": data, "stroke": kind.colour})
                one.set("stroke-width", _short(kind.width * self.unit))
                one.set("opacity", _short(kind.opacity))
        holder.tail = "\n"


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _tag(like: etree._Element, name: str) -> str:
    return SVG + name if like.tag.startswith(SVG) else name


def _scale(matrix: Matrix) -> float:
    """How much longer a length becomes, on the mean of all directions."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _become_path(element: etree._Element, data: str) -> None:
    for attribute in GEOMETRY[_name(element)]:
        if attribute in element.attrib:
            del element.attrib[attribute]
    element.tag = _tag(element, "path")
    element.set("d", data)
