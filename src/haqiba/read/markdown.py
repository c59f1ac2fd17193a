"""Markdown with TOML front matter -> Piece. Blocks keep ids; inline text is kept as written.

The subset (docs/lookup): headings 1-4, paragraphs, lists, tables, quotes, a picture alone on its
line, `---` for the next side, `::: box NAME` and `::: slot NAME`. Anything else is a finding.
"""

import re
from collections.abc import Iterable
from importlib.metadata import entry_points

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from haqiba.campaign.campaign import AUDIENCES
from haqiba.campaign.finding import Finding, Place, here
from haqiba.campaign.piece import Block, Piece
from haqiba.read.folder import MAX_BLOCK, huge
from haqiba.read.table import Table, nearest
from haqiba.read.toml import load

KINDS = ("leaflet", "trifold", "poster", "cards", "slides", "lesson", "sources", "style")
BOXES = ("box", "tip", "warn", "source", "notes")
GROUNDS = ("paper", "sky", "sand", "night", "deep", "saffron")

# Blocks within blocks.
MAX_DEPTH = 8

_IMAGE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)\)$")
_FENCE = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)


def markdown(text: str, file: str, slug: str) -> tuple[Piece | None, dict[str, Place], list[Finding]]:
    """A piece, the places of its blocks and keys, and findings; None where it has no front matter."""
    long = next((n for n, line in enumerate(text.split("\n"), 1) if len(line) > MAX_BLOCK), None)
    if long:
        return None, {}, [huge(here(file, long))]
    front, body, front_line, body_line = _split(text)
    if front is None:
        finding = Finding(
            "front-missing",
            "error",
            here(file, 1),
            "this piece does not say what kind it is",
            f'begin the file with +++, kind = "{KINDS[0]}", +++',
        )
        return None, {}, [finding]
    document, findings = load(front, file, front_line)
    if findings:
        return None, {}, findings
    places = {f"{file}#front.{path}": place for path, place in document.places.items()}
    places[f"{file}#front"] = Place(file, 1)
    table = Table(document.data, file, "front", findings)
    kind = table.choice("kind", _kinds(document.data.get("kind")), needed=True)
    piece = Piece(
        slug=slug,
        kind=kind,
        file=file,
        audiences=table.texts("audiences", AUDIENCES),
        languages=table.texts("languages"),
        cover=table.text("cover"),
        helplines=table.texts("helplines"),
        mirror=table.boolean("mirror", True),
        ground=table.choice("ground", GROUNDS, default="paper"),
        blocks=_Blocks(file, body_line, places, findings).read(body),
    )
    table.close()
    return (piece if kind else None), places, findings


def _kinds(asked: object) -> tuple[str, ...]:
    """The kinds that there are. Those of other packages are the names of their entry points (`haqiba.makers`), which
    are looked up only where a piece asks for one that is not ours: it means reading what is installed."""
    return KINDS if asked in KINDS else (*KINDS, *sorted(entry_points(group="haqiba.makers").names))


def _split(text: str) -> tuple[str | None, str, int, int]:
    """Front matter, body, and the first line of each."""
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None, text, 1, 1
    front = text[opening.end() + 1 : closing.start()]
    return front, text[closing.end() :], 2, text.count("\n", 0, closing.end()) + 1


def _parser() -> MarkdownIt:
    # Far more than MAX_DEPTH: what markdown-it finds too deep it drops without a word.
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable(["lheading", "code", "reference"])
    parser.core.ruler.disable(["inline", "text_join"])
    return parser.use(container_plugin, "any", validate=lambda *_: True)


_PARSER = _parser()


class _Blocks:
    """Walks the block tokens; `line` is the body's first line in the file."""

    def __init__(self, file: str, line: int, places: dict[str, Place], findings: list[Finding]) -> None:
        self.file, self.line, self.places, self.findings = file, line, places, findings

    def read(self, body: str) -> tuple[Block, ...]:
        tokens: list[Token] = _PARSER.parse(body)
        return self._children(SyntaxTreeNode(tokens).children, "")

    def _children(self, nodes: Iterable[SyntaxTreeNode], parent: str) -> tuple[Block, ...]:
        blocks = []
        for number, node in enumerate(nodes, 1):
            id = f"{parent}.{number}" if parent else f"b{number}"
            if node.map is not None:
                self.places[f"{self.file}#{id}"] = Place(self.file, self.line + node.map[0])
            block = self._block(node, id)
            if block is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self, node: SyntaxTreeNode, id: str) -> Block | None:
        if id.count(".") >= MAX_DEPTH:
            self._refuse(id, "block so deep within others")
            return None
        read = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "hr": lambda node, id: Block(id, "break"),
            "bullet_list": lambda node, id: Block(id, "list", children=self._children(node.children, id)),
            "ordered_list": lambda node, id: Block(id, "list", level=1, children=self._children(node.children, id)),
            "list_item": self._item,
            "blockquote": lambda node, id: Block(id, "quote", children=self._children(node.children, id)),
            "container_any": self._container,
            "table": self._table,
            "html_block": self._html,
        }.get(node.type)
        if read is None:
            self._refuse(id, node.type.replace("_", " "))
            return None
        return read(node, id)

    def _refuse(self, id: str, what: str) -> None:
        self.findings.append(
            Finding(
                "markdown-unsupported",
                "error",
                f"{self.file}#{id}",
                f"a {what} cannot be printed",
                "write it as a paragraph, a list, a table or a ::: box",
            )
        )

    def _heading(self, node: SyntaxTreeNode, id: str) -> Block | None:
        level = int(node.tag[1])
        if level > 4:
            self._refuse(id, f"heading of level {level}")
            return None
        text = self._inline(node, id)
        if not text:
            self._refuse(id, "heading without words")
            return None
        return Block(id, "heading", text, level=level)

    def _paragraph(self, node: SyntaxTreeNode, id: str) -> Block:
        text = self._inline(node, id)
        image = _IMAGE.match(text)
        if image:
            return Block(id, "image", text=image["alt"], name=image["path"])
        return Block(id, "paragraph", text)

    def _item(self, node: SyntaxTreeNode, id: str) -> Block:
        children = self._children(node.children, id)
        if children and children[0].kind == "paragraph":
            return Block(id, "item", children[0].text, children=children[1:])
        return Block(id, "item", children=children)

    def _container(self, node: SyntaxTreeNode, id: str) -> Block | None:
        words = (node.info or "").split()
        name = words[0] if words else ""
        if name == "slot" and len(words) == 2:
            return Block(id, "slot", name=words[1], children=self._children(node.children, id))
        if name in BOXES and len(words) == 1:
            return Block(id, "box", name=name, children=self._children(node.children, id))
        known = (*BOXES, "slot NAME")
        mend = ("" if name == "slot" else nearest(name, known)) or f"one of: {', '.join(known)}"
        self.findings.append(
            Finding(
                "box-unknown", "error", f"{self.file}#{id}", f"::: {' '.join(words)} is not a box that is known", mend
            )
        )
        return Block(id, "box", name="box", children=self._children(node.children, id))

    def _table(self, node: SyntaxTreeNode, id: str) -> Block:
        rows: list[Block] = []
        for section in node.children:
            for row in section.children:
                row_id = f"{id}.{len(rows) + 1}"
                cells = tuple(
                    Block(f"{row_id}.{n}", "cell", self._inline(cell, row_id)) for n, cell in enumerate(row.children, 1)
                )
                if row.map is not None:
                    self.places[f"{self.file}#{row_id}"] = Place(self.file, self.line + row.map[0])
                rows.append(Block(row_id, "row", level=1 if section.type == "thead" else 0, children=cells))
        return Block(id, "table", children=tuple(rows))

    def _html(self, node: SyntaxTreeNode, id: str) -> Block | None:
        comment = node.content.strip()
        if not (comment.startswith("<!--") and comment.endswith("-->")):
            self._refuse(id, "piece of HTML")
        else:
            # No block: what is asked in it (read/ignore) is asked of the next.
            self.places.pop(f"{self.file}#{id}", None)
        return None

    def _inline(self, node: SyntaxTreeNode, id: str) -> str:
        """Inline Markdown with soft line ends made spaces, so that re-wrapping changes no message."""
        content: str = "".join(child.content for child in node.children if child.type == "inline")
        if len(content) > MAX_BLOCK:
            self.findings.append(huge(f"{self.file}#{id}"))
            return ""
        parts = [""]
        for line in content.split("\n"):
            hard = line.endswith(("  ", "\\"))
            words = line.removesuffix("\\").strip()
            parts[-1] = f"{parts[-1]} {words}" if parts[-1] else words
            if hard:
                parts.append("")
        return "\\\n".join(parts).strip().removesuffix("\\").strip()
