"""SVG -> Art. A drawing is data: what could run, fetch or hide is refused."""

import re
from collections.abc import Iterator

from lxml import etree

from haqiba.campaign.art import Art, Blob, Slot
from haqiba.campaign.finding import Finding, Level, Place

SVG = "{http://www.w3.org/2000/svg}"
NAMESPACE = "{https://haqiba.org/ns}"
HREFS = ("href", "src")
ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "audio", "video", "set", "handler", "embed", "object", "base", "link", "meta"}
)
# What a style fetches: possessive, so that spaces before # are not given back to make it look foreign.
_FETCHES = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)|@import|image-set\(|\bsrc\(", re.IGNORECASE)
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
# Longer against wider than any page or frame.
MAX_RATIO = 20.0
# Units of a view box: beyond them, no renderer is exact.
MAX_LENGTH = 1e6


def svg(data: bytes, blob: Blob) -> tuple[Art | None, dict[str, Place], list[Finding]]:
    """A drawing and its findings; None where it is refused."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        return (
            None,
            {},
            [_finding(blob.name, "svg-entity", "it declares a document type or entities", "save as Plain SVG")],
        )
    claimed = _ENCODING.match(data)
    if claimed and claimed[1].lower() not in (b"utf-8", b"us-ascii"):
        # The folder reads it as UTF-8; another encoding could hide what the first lines look for.
        message = f"it says that it is written in {claimed[1].decode('ascii', 'replace')}"
        return None, {}, [_finding(f"{blob.name}@1", "svg-syntax", message, "save it in UTF-8, as Plain SVG")]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        found = _finding(f"{blob.name}@{line}", "svg-syntax", f"this is not XML: {error}", "save it again as Plain SVG")
        return None, {}, [found]
    if root.tag != f"{SVG}svg":
        return None, {}, [_finding(blob.name, "svg-syntax", "the file holds no SVG drawing", "save it as Plain SVG")]
    findings = list(_dangers(root, blob.name))
    if findings:
        return None, {}, findings
    art, sized = _art(root, blob)
    findings += sized + list(_twins(root, blob.name))
    places = {f"{blob.name}#{e.get('id')}": Place(blob.name, _line(e), at=f"#{e.get('id')}") for e in _ids(root)}
    return art, places, findings


def _finding(ref: str, code: str, message: str, mend: str, level: Level = "error") -> Finding:
    return Finding(code, level, ref, message, mend)


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (e for e in root.iter() if isinstance(e.tag, str))


def _ids(root: etree._Element) -> Iterator[etree._Element]:
    return (e for e in _elements(root) if e.get("id"))


def _dangers(root: etree._Element, file: str) -> Iterator[Finding]:
    for element in _elements(root):
        # In small letters: in a web page, <SCRIPT> within a drawing is a script.
        name = etree.QName(element).localname.lower()
        ref = f"{file}@{element.sourceline}"
        if name in ACTIVE or name.startswith("animate"):
            yield _finding(ref, "svg-script", f"<{name}> can run or embed something", "delete this element")
        for key, value in element.attrib.items():
            key, value = str(key), str(value)
            bare = key.rpartition("}")[2].lower()
            if bare.startswith("on"):
                yield _finding(ref, "svg-handler", f"the attribute {bare} would run a script", "delete this attribute")
            if bare in HREFS and not value.strip().startswith("#"):
                yield _finding(ref, "svg-foreign", f"it fetches {value[:60]!r} from elsewhere", "draw it in this file")
            elif _fetches(value):
                yield _finding(
                    ref, "svg-foreign", "a style fetches from elsewhere", "use colours and shapes of this file"
                )
        if name == "style" and _fetches("".join(map(str, element.itertext()))):
            yield _finding(ref, "svg-foreign", "a style fetches from elsewhere", "use colours and shapes of this file")
    before = root.itersiblings(etree.ProcessingInstruction, preceding=True)
    for node in (*before, *root.iter(etree.ProcessingInstruction), *root.itersiblings(etree.ProcessingInstruction)):
        yield _finding(f"{file}@{node.sourceline}", "svg-foreign", "a processing instruction", "save it as Plain SVG")


def _fetches(style: str) -> bool:
    if not any(sign in style for sign in "(@\\"):
        # Nearly every attribute is the long way of a path: a glance at it, no search.
        return False
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1], 16), 0x10FFFF)) if m[1] else m[2], style)
    return bool(_FETCHES.search(plain))


def _twins(root: etree._Element, file: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in _ids(root):
        id = str(element.get("id"))
        if id in seen:
            yield _finding(
                f"{file}@{element.sourceline}", "svg-id-twice", f"two elements are called {id}", "rename one"
            )
        seen.add(id)
    for element in _elements(root):
        if element.tag == f"{SVG}text" and "".join(map(str, element.itertext())).strip():
            ref = f"{file}@{element.sourceline}"
            mend = "use a slot-NAME rectangle"
            yield _finding(ref, "svg-words", "words in a picture stay in one language", mend, "warning")


def _art(root: etree._Element, blob: Blob) -> tuple[Art | None, list[Finding]]:
    findings: list[Finding] = []
    box = [_length(v) for v in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()) if v]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        x, y, width, height = box
    else:
        x, y, width, height = 0.0, 0.0, _length(root.get("width") or ""), _length(root.get("height") or "")
    if not (width >= 1 and height >= 1 and 1 / MAX_RATIO <= width / height <= MAX_RATIO):
        message = "the drawing has no size that a page could hold"
        return None, [_finding(blob.name, "svg-size", message, "give the page a viewBox of its width and height")]
    slots = []
    for element in _ids(root):
        if str(element.get("id")).startswith("slot-"):
            slot, faults = _slot(element, x, y), list(_misplaced(element, blob.name))
            findings += faults
            slots += [] if faults else [slot]
    art = Art(
        blob=blob,
        title=_text(root, f"{SVG}title"),
        desc=_text(root, f"{SVG}desc"),
        tags=tuple(filter(None, (t.strip() for t in _text(root, f".//{NAMESPACE}tags").split(",")))),
        youngest=int(_length(_text(root, f".//{NAMESPACE}youngest"))),
        width=width,
        height=height,
        slots=tuple(slots),
    )
    return art, findings


def _misplaced(element: etree._Element, file: str) -> Iterator[Finding]:
    """Words would stand where no one drew the slot: it must be a plain rectangle in the units of the view box."""
    ref = f"{file}#{element.get('id')}"
    mend = "draw the slot as a rectangle, outside of any group that is moved, turned or scaled"
    sides = [_length(element.get(key) or "") for key in ("width", "height")]
    if element.tag != f"{SVG}rect" or min(sides) <= 0:
        yield _finding(ref, "svg-slot", "this slot is no rectangle with a width and a height", mend)
    elif any(e.get("transform") for e in (element, *element.iterancestors())):
        yield _finding(ref, "svg-slot", "this slot is moved by a transform, which words would not follow", mend)


def _slot(element: etree._Element, x: float, y: float) -> Slot:
    style = dict(part.split(":", 1) for part in (element.get("style") or "").split(";") if ":" in part)
    ground = element.get("fill") or style.get("fill", "").strip() or ""
    return Slot(
        name=str(element.get("id")).removeprefix("slot-"),
        x=_length(element.get("x") or "") - x,
        y=_length(element.get("y") or "") - y,
        width=_length(element.get("width") or ""),
        height=_length(element.get("height") or ""),
        ground=ground.upper() if re.fullmatch(r"#[0-9a-fA-F]{6}", ground) else "",
    )


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _text(root: etree._Element, path: str) -> str:
    found = root.find(path)
    return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


def _length(text: str) -> float:
    """A number with or without px; 0 where it is none."""
    match = re.match(r"\s*(-?\d+(?:\.\d+)?)", text)
    value = float(match[1]) if match else 0.0
    return value if abs(value) <= MAX_LENGTH else 0.0
