"""From a marked-content number of a page to its structure element (ISO 32000-1, 14.7.4.4)."""

from __future__ import annotations

import pikepdf

# Elements that lie inside a line: their text belongs to the line of the block around them (ISO 32000-1, 14.8.4.4).
INLINE = frozenset(["Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Note", "BibEntry", "Annot"])
INLINE |= frozenset(["Ruby", "Warichu", "Formula", "Datetime", "Sub"])
# No tree is as deep; a tree that bites its tail would be.
DEPTH = 50


class Elements:
    """The structure elements of one page."""

    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        self._row: list[object] = []
        self._roles: dict[str, str] = {}
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None or "/StructParents" not in page.obj:
            return
        roles = tree.get("/RoleMap", pikepdf.Dictionary())
        self._roles = {key.lstrip("/"): str(role).lstrip("/") for key, role in roles.items()}
        row = pikepdf.NumberTree(tree["/ParentTree"]).get(int(page.obj["/StructParents"]))
        if isinstance(row, pikepdf.Array):
            self._row = list(row)

    def of(self, number: int | None) -> tuple[object, object]:
        """The element's own key and the key of the block around it; (None, None) for untagged text."""
        if number is None or not 0 <= number < len(self._row):
            return None, None
        element = self._row[number]
        if not isinstance(element, pikepdf.Dictionary):
            return None, None
        own = key = element.objgen
        for _ in range(DEPTH):
            kind = str(element.get("/S", "")).lstrip("/")
            above = element.get("/P")
            if self._roles.get(kind, kind) not in INLINE or not isinstance(above, pikepdf.Dictionary):
                break
            element, key = above, above.objgen
        return own, key
