"""PDF/UA-1 (ISO 14289-1), as far as pikepdf can see it: rules by clause and number, as veraPDF's profile counts them.

A document of ours has no forms, films, optional content or embedded files: rules about these are kept by having none.
Not looked at: 7.21.5-1, the width of each glyph in the font and in the dictionary.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from lxml import etree

ALL = 106
UA = "http://www.aiim.org/pdfua/ns/id/"
STANDARD = {
    *(
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
    ),
    *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead"),
    *("TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT"),
    *("RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "sh", "INLINE IMAGE"}
PARENTS = {
    "7.2-4": ("TR", {"Table", "THead", "TBody", "TFoot"}),
    "7.2-5": ("THead", {"Table"}),
    "7.2-6": ("TBody", {"Table"}),
    "7.2-7": ("TFoot", {"Table"}),
    "7.2-8": ("TH", {"TR"}),
    "7.2-9": ("TD", {"TR"}),
    "7.2-17": ("LI", {"L"}),
    "7.2-18": ("LBody", {"LI"}),
    "7.2-26": ("TOCI", {"TOC"}),
}
CHILDREN = {
    "7.2-3": ("Table", {"TR", "THead", "TBody", "TFoot", "Caption"}),
    "7.2-10": ("TR", {"TH", "TD"}),
    "7.2-19": ("L", {"L", "LI", "Caption"}),
    "7.2-20": ("LI", {"Lbl", "LBody"}),
    "7.2-27": ("TOC", {"TOC", "TOCI", "Caption"}),
    "7.2-36": ("THead", {"TR"}),
    "7.2-37": ("TBody", {"TR"}),
    "7.2-38": ("TFoot", {"TR"}),
}
AT_MOST_ONE = {"7.2-11": ("Table", "THead"), "7.2-12": ("Table", "TFoot"), "7.2-39": ("Table", "Caption")}
# First or last of its siblings, or first alone.
CAPTIONS = {"7.2-16": ("Table", (0, -1)), "7.2-28": ("TOC", (0,)), "7.2-40": ("L", (0,))}


@dataclass
class Element:
    """An element of the structure tree; `kind` by the role map, `marked` whether content hangs on it."""

    kind: str
    own: str
    node: pikepdf.Dictionary
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    annotations: list[pikepdf.Object] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()


class Document:
    """What the rules ask of a PDF."""

    def __init__(self, data: bytes) -> None:
        self.data, self.pdf = data, pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root
        roles = self.root.get("/StructTreeRoot", pikepdf.Dictionary()).get("/RoleMap", pikepdf.Dictionary())
        self.roles = {str(kind)[1:]: str(other)[1:] for kind, other in roles.items()}
        # Of each thing painted: whether it is tagged, whether an artifact. Of each marked content: what it stands in.
        self.painted: list[tuple[bool, bool]] = []
        self.marked: list[tuple[str, list[str]]] = []
        # Codes shown, by font; forms drawn, and whether they hold marked content.
        self.codes: dict[tuple[int, int], tuple[pikepdf.Object, set[int]]] = {}
        self.forms: list[pikepdf.Object] = []
        for page in self.pdf.pages:
            self._paint(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), [])

    @cached_property
    def elements(self) -> list[Element]:
        tree = self.root.get("/StructTreeRoot")
        if tree is None:
            return []
        top = Element("", "", tree, None)
        self._fill(top)
        return [one for child in top.children for one in child.walk()]

    def _fill(self, parent: Element) -> None:
        kids = parent.node.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            if kid.get("/Type") == "/OBJR":
                parent.annotations.append(kid.Obj)
            elif "/S" in kid:
                own = str(kid.S)[1:]
                kind, seen = own, {own}
                while kind not in STANDARD and self.roles.get(kind) and self.roles[kind] not in seen:
                    kind = self.roles[kind]
                    seen.add(kind)
                child = Element(kind, own, kid, parent if parent.kind else None)
                parent.children.append(child)
                self._fill(child)

    @cached_property
    def xmp(self) -> etree._Element | None:
        return etree.fromstring(bytes(self.root.Metadata.read_bytes())) if "/Metadata" in self.root else None

    def of(self, kind: str) -> list[Element]:
        return [one for one in self.elements if one.kind == kind]

    @cached_property
    def annotations(self) -> list[tuple[pikepdf.Page, pikepdf.Object]]:
        return [(page, note) for page in self.pdf.pages for note in page.get("/Annots", [])]

    def holder(self, note: pikepdf.Object) -> str:
        """The kind of the element that an annotation hangs on."""
        found = [one.kind for one in self.elements if any(held.objgen == note.objgen for held in one.annotations)]
        return found[0] if found else ""

    def _paint(self, holder: pikepdf.Object, resources: pikepdf.Object, around: list[str]) -> None:
        stack, font = list(around), None
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BDC", "BMC"):
                tagged = name == "BDC" and _has_id(operands[1], resources)
                self.marked.append(("tagged" if tagged else str(operands[0])[1:], list(stack)))
                stack.append(self.marked[-1][0])
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                font = resources.Font[operands[0]]
            elif name == "Do" and resources.XObject[operands[0]].Subtype == "/Form":
                form = resources.XObject[operands[0]]
                self.forms.append(form)
                self._paint(form, form.get("/Resources", resources), stack)
            elif name in PAINTS or name == "Do":
                self.painted.append(("tagged" in stack, "Artifact" in stack))
            if name in ("Tj", "'", '"', "TJ"):
                self._show(font, operands[-1] if name == "TJ" else [operands[-1]])

    def _show(self, font: pikepdf.Object, texts: list[pikepdf.Object]) -> None:
        codes = self.codes.setdefault(font.objgen, (font, set()))[1]
        wide = 2 if font.Subtype == "/Type0" else 1
        for text in texts:
            if isinstance(text, pikepdf.String):
                raw = bytes(text)
                codes |= {int.from_bytes(raw[at : at + wide], "big") for at in range(0, len(raw), wide)}


def _has_id(properties: pikepdf.Object, resources: pikepdf.Object) -> bool:
    if isinstance(properties, pikepdf.Name):
        properties = resources.Properties[properties]
    return "/MCID" in properties


def kinds(elements: list[Element]) -> list[str]:
    return [one.kind for one in elements]


def _captions(document: Document, kind: str, places: tuple[int, ...]) -> bool:
    for one in document.of(kind):
        inside = kinds(one.children)
        allowed = {place % len(inside) for place in places} if inside else set()
        if any(name == "Caption" and place not in allowed for place, name in enumerate(inside)):
            return False
    return True


def _rows(table: Element) -> list[Element]:
    return [one for one in table.walk() if one.kind == "TR"]


def _span(cell: Element, name: str) -> int:
    attributes = cell.node.get("/A", pikepdf.Array())
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return int(one[name])
    return 1


def _scoped(cell: Element) -> bool:
    attributes = cell.node.get("/A", pikepdf.Array())
    found = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return any(isinstance(one, pikepdf.Dictionary) and "/Scope" in one for one in found)


def _columns(document: Document) -> bool:
    tables = [[sum(_span(c, "/ColSpan") for c in row.children) for row in _rows(t)] for t in document.of("Table")]
    return all(len(set(widths)) <= 1 for widths in tables)


def _levels(document: Document) -> bool:
    level = 0
    for one in document.elements:
        if re.fullmatch("H[1-6]", one.kind):
            if int(one.kind[1]) > level + 1:
                return False
            level = int(one.kind[1])
    return True


def _language(document: Document) -> bool:
    tags = [str(document.root.Lang)] + [str(one.node.Lang) for one in document.elements if "/Lang" in one.node]
    return all(re.fullmatch("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", tag) for tag in tags)


def _identified(document: Document) -> list[etree._Element]:
    return [] if document.xmp is None else [one for one in document.xmp.iter() if str(one.tag).startswith(f"{{{UA}}}")]


def _part(document: Document) -> str | None:
    found = {etree.QName(one).localname: one.text for one in _identified(document)}
    if document.xmp is not None:
        for one in document.xmp.iter("{*}Description"):
            found |= {name.removeprefix(f"{{{UA}}}"): value for name, value in one.attrib.items() if UA in name}
    return found.get("part")


def _prefixed(document: Document) -> bool:
    return document.xmp is not None and all(
        prefix == "pdfuaid" for one in document.xmp.iter() for prefix, space in one.nsmap.items() if space == UA
    )


def _titled(document: Document) -> bool:
    said = document.xmp.find(".//{http://purl.org/dc/elements/1.1/}title") if document.xmp is not None else None
    return said is not None and any((one.text or "").strip() for one in said.iter())


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """Code -> text of a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    if "/ToUnicode" not in font:
        return {}
    found, text = {}, font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(said).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(said, 16)
            width = len(said) // 2
            for code in range(int(first, 16), int(last, 16) + 1):
                number = start + code - int(first, 16)
                found[code] = number.to_bytes(width, "big").decode("utf-16-be")
    return found


def _glyphs(font: pikepdf.Object, codes: set[int]) -> tuple[set[int], int]:
    """The glyphs that the codes of a composite font stand for, and how many its program has."""
    inner = font.DescendantFonts[0]
    about = inner.FontDescriptor
    if "/FontFile2" in about:
        with TTFont(io.BytesIO(about.FontFile2.read_bytes())) as program:
            many = int(program["maxp"].numGlyphs)
        table = inner.get("/CIDToGIDMap")
        if isinstance(table, pikepdf.Stream):
            raw = table.read_bytes()
            return {int.from_bytes(raw[2 * code : 2 * code + 2], "big") for code in codes}, many
        return codes, many
    raw = io.BytesIO(about.FontFile3.read_bytes())
    fonts = CFFFontSet()
    fonts.decompile(raw, None)
    program = fonts[0]
    if hasattr(program, "ROS"):  # CID-keyed: a code is a CID, which the charset names
        known = {
            int(name.removeprefix("cid")) if name != ".notdef" else 0: at for at, name in enumerate(program.charset)
        }
        return {known.get(code, len(program.charset)) for code in codes}, len(program.charset)
    return codes, len(program.charset)


def _all_fonts(document: Document, rule: Callable[[pikepdf.Object, set[int]], bool]) -> bool:
    return all(rule(font, codes) for font, codes in document.codes.values())


def _embedded(font: pikepdf.Object, _: set[int]) -> bool:
    about = font.DescendantFonts[0].FontDescriptor if font.Subtype == "/Type0" else font.get("/FontDescriptor", {})
    return font.Subtype == "/Type3" or any(name in about for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _present(font: pikepdf.Object, codes: set[int]) -> bool:
    if font.Subtype != "/Type0":
        return True
    glyphs, many = _glyphs(font, codes)
    return all(glyph < many for glyph in glyphs)


def _listed(font: pikepdf.Object, codes: set[int]) -> bool:
    """A CIDSet, where there is one, has a bit for each glyph of the program (ISO 32000-1, table 124)."""
    if font.Subtype != "/Type0" or "/CIDSet" not in font.DescendantFonts[0].FontDescriptor:
        return True
    bits = font.DescendantFonts[0].FontDescriptor.CIDSet.read_bytes()
    many = _glyphs(font, codes)[1]
    return all(cid // 8 < len(bits) and bits[cid // 8] & (0x80 >> cid % 8) for cid in range(many))


def _no_notdef(font: pikepdf.Object, codes: set[int]) -> bool:
    return font.Subtype != "/Type0" or 0 not in _glyphs(font, codes)[0]


def _nothing(document: Document, *types: str) -> bool:
    return not any(
        isinstance(one, pikepdf.Dictionary) and str(one.get("/Type", one.get("/S", "")))[1:] in types
        for one in document.pdf.objects
    )


def _has_language(document: Document) -> bool:
    return "/Lang" in document.root


def _composite(document: Document) -> bool:
    return _all_fonts(document, lambda font, _: font.Subtype in ("/Type0", "/Type3"))


def _alone(document: Document) -> bool:
    """A form whose content is tagged is drawn once."""
    seen = [one.objgen for one in document.forms if "/StructParents" in one or b"/MCID" in one.read_bytes()]
    return len(seen) == len(set(seen))


RULES: dict[str, Callable[[Document], bool]] = {
    "5-1": lambda d: _part(d) is not None,
    "5-2": lambda d: _part(d) == "1",
    "5-3": _prefixed,
    "5-4": _prefixed,
    "5-5": _prefixed,
    "6.1-1": lambda d: re.match(rb"%PDF-1\.[0-7][\r\n]", d.data) is not None,
    "6.2-1": lambda d: bool(d.root.get("/MarkInfo", {}).get("/Marked", False)),
    "7.1-1": lambda d: not any(kind == "Artifact" and "tagged" in around for kind, around in d.marked),
    "7.1-2": lambda d: not any(kind == "tagged" and "Artifact" in around for kind, around in d.marked),
    "7.1-3": lambda d: all(tagged or artifact for tagged, artifact in d.painted),
    "7.1-4": lambda d: not d.root.get("/MarkInfo", {}).get("/Suspects", False),
    "7.1-5": lambda d: all(one.kind in STANDARD for one in d.elements),
    "7.1-6": lambda d: all(_ends(kind, d.roles) for kind in d.roles),
    "7.1-7": lambda d: not STANDARD & set(d.roles),
    "7.1-8": lambda d: "/Metadata" in d.root,
    "7.1-9": _titled,
    "7.1-10": lambda d: bool(d.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
    "7.1-11": lambda d: bool(d.elements),
    "7.1-12": lambda d: all("/P" in one.node for one in d.elements),
    "7.2-2": _has_language,
    "7.2-13": lambda d: all("TBody" in kinds(t.children) for t in d.of("Table") if "TFoot" in kinds(t.children)),
    "7.2-14": lambda d: all("TBody" in kinds(t.children) for t in d.of("Table") if "THead" in kinds(t.children)),
    "7.2-15": lambda d: all(_span(cell, "/RowSpan") == 1 for cell in d.of("TD") + d.of("TH")),
    **{f"7.2-{number}": _has_language for number in (*range(21, 26), *range(30, 35))},
    "7.2-29": _language,
    "7.2-41": lambda d: all(_span(cell, "/RowSpan") == 1 for cell in d.of("TD") + d.of("TH")),
    "7.2-42": _columns,
    "7.2-43": _columns,
    "7.3-1": lambda d: all(str(f.node.get("/Alt", f.node.get("/ActualText", ""))).strip() for f in d.of("Figure")),
    "7.4.2-1": _levels,
    "7.4.4-1": lambda d: all(kinds(one.children).count("H") <= 1 for one in d.elements),
    "7.4.4-2": lambda d: not d.of("H"),
    "7.4.4-3": lambda d: not d.of("H"),
    "7.5-1": lambda d: all(_scoped(cell) for cell in d.of("TH")),
    "7.5-2": lambda d: all(_scoped(cell) for cell in d.of("TH")),
    "7.7-1": lambda d: not d.of("Formula"),
    "7.9-1": lambda d: all(str(one.node.get("/ID", "")) for one in d.of("Note")),
    "7.9-2": lambda d: len({str(one.node.get("/ID")) for one in d.of("Note")}) == len(d.of("Note")),
    "7.10-1": lambda d: "/OCProperties" not in d.root,
    "7.10-2": lambda d: "/OCProperties" not in d.root,
    "7.11-1": lambda d: not list(d.pdf.attachments),
    "7.15-1": lambda d: "/AcroForm" not in d.root,
    "7.16-1": lambda d: not d.pdf.is_encrypted,
    "7.18.1-1": lambda d: all(note.Subtype == "/Link" for _, note in d.annotations),
    "7.18.1-2": lambda d: all(str(note.get("/Contents", "")).strip() for _, note in d.annotations),
    "7.18.1-3": lambda d: not any(note.Subtype == "/Widget" for _, note in d.annotations),
    "7.18.2-1": lambda d: not any(note.Subtype == "/TrapNet" for _, note in d.annotations),
    "7.18.3-1": lambda d: all(page.get("/Tabs") == "/S" for page, _ in d.annotations),
    "7.18.4-1": lambda d: not any(note.Subtype == "/Widget" for _, note in d.annotations),
    "7.18.4-2": lambda d: not d.of("Form"),
    "7.18.5-1": lambda d: all(d.holder(note) == "Link" for _, note in d.annotations),
    "7.18.5-2": lambda d: all(str(note.get("/Contents", "")).strip() for _, note in d.annotations),
    "7.18.6.2-1": lambda d: _nothing(d, "MediaClip", "Rendition"),
    "7.18.6.2-2": lambda d: _nothing(d, "MediaClip", "Rendition"),
    "7.18.8-1": lambda d: not any(note.Subtype == "/PrinterMark" for _, note in d.annotations),
    "7.20-1": lambda d: not any("/Ref" in form for form in d.forms),
    "7.20-2": _alone,
    "7.21.3.1-1": lambda d: _all_fonts(
        d, lambda font, _: str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
    ),
    "7.21.3.2-1": lambda d: _all_fonts(d, _mapped),
    "7.21.3.3-1": lambda d: _all_fonts(
        d, lambda font, _: str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
    ),
    "7.21.3.3-2": lambda d: _all_fonts(
        d, lambda font, _: str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
    ),
    "7.21.3.3-3": lambda d: _all_fonts(
        d, lambda font, _: str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
    ),
    "7.21.4.1-1": lambda d: _all_fonts(d, _embedded),
    "7.21.4.1-2": lambda d: _all_fonts(d, _present),
    "7.21.4.2-1": _composite,
    "7.21.4.2-2": lambda d: _all_fonts(d, _listed),
    **{f"7.21.6-{number}": _composite for number in range(1, 5)},
    "7.21.7-1": lambda d: _all_fonts(d, lambda font, codes: codes <= set(_unicode(font))),
    "7.21.7-2": lambda d: _all_fonts(
        d,
        lambda font, codes: (
            not {"\0", "\ufeff", "\ufffe"} & {c for code in codes for c in _unicode(font).get(code, "")}
        ),
    ),
    "7.21.8-1": lambda d: _all_fonts(d, _no_notdef),
}


def _ends(kind: str, roles: dict[str, str]) -> bool:
    seen: set[str] = set()
    while kind in roles:
        if kind in seen:
            return False
        seen.add(kind)
        kind = roles[kind]
    return True


def _mapped(font: pikepdf.Object, _: set[int]) -> bool:
    if font.Subtype != "/Type0":
        return True
    inner = font.DescendantFonts[0]
    return inner.Subtype != "/CIDFontType2" or "/CIDToGIDMap" in inner


def _structure(document: Document) -> Iterator[tuple[str, bool]]:
    for rule, (kind, allowed) in PARENTS.items():
        yield rule, all((one.parent.kind if one.parent else "") in allowed for one in document.of(kind))
    for rule, (kind, allowed) in CHILDREN.items():
        yield rule, all(set(kinds(one.children)) <= allowed for one in document.of(kind))
    for rule, (kind, child) in AT_MOST_ONE.items():
        yield rule, all(kinds(one.children).count(child) <= 1 for one in document.of(kind))
    for rule, (kind, places) in CAPTIONS.items():
        yield rule, _captions(document, kind, places)


def checked(data: bytes) -> dict[str, bool]:
    """Rule -> whether a PDF keeps it; what cannot be looked at is not kept."""
    document = Document(data)
    return dict(_structure(document)) | {rule: _kept(document, rule) for rule in RULES}


def _kept(document: Document, rule: str) -> bool:
    try:
        return bool(RULES[rule](document))
    except (AttributeError, KeyError, TypeError, ValueError, etree.XMLSyntaxError):
        return False
