"""The texts of a film as pictures: set by Typst, drawn by Skia."""

import re
from typing import Any

from lxml import etree

from haqiba.edition.edition import Edition
from haqiba.film.puppet import SVG, picture
from haqiba.film.telephone import Text
from haqiba.makers.film.script import Setting
from haqiba.makers.pages.page import page
from haqiba.makers.pages.typeset import Typeset

XLINK = "{http://www.w3.org/1999/xlink}href"


def drawn(edition: Edition, texts: dict[str, Setting]) -> dict[str, Text]:
    """Each text by its id, all set at once."""
    if not texts:
        return {}
    data: dict[str, Any] = page(edition, {})
    data["texts"] = [{"style": one.style, "text": one.text, "language": one.language} for one in texts.values()]
    pages = Typeset("film", data, edition.fonts).svg()
    return {id: _text(svg) for id, svg in zip(texts, pages, strict=True)}


def _text(svg: bytes) -> Text:
    root = etree.fromstring(svg)
    box = root.get("viewBox") or "0 0 1 1"
    _, _, width, height = (float(part) for part in re.split(r"[\s,]+", box.strip()))
    flattened(root)
    body = b"".join(etree.tostring(child) for child in root)
    return Text(picture(box, body), width, height)


def flattened(root: etree._Element) -> None:
    """Letters as paths where they stand: Skia draws a `use` of a `symbol` as nothing, and does not say so."""
    shapes = {symbol.get("id"): symbol for symbol in root.iter(f"{SVG}symbol")}
    for use in list(root.iter(f"{SVG}use")):
        symbol = shapes.get((use.get(XLINK) or use.get("href") or "").removeprefix("#"))
        parent = use.getparent()
        if symbol is None or parent is None:
            continue
        for path in symbol.iter(f"{SVG}path"):
            moved = f"translate({use.get('x', '0')},{use.get('y', '0')})"
            parent.append(
                etree.Element(
                    f"{SVG}path", {"d": path.get("d", ""), "transform": moved, "fill": use.get("fill", "#000")}
                )
            )
        parent.remove(use)
    for defs in list(root.iter(f"{SVG}defs")):
        above = defs.getparent()
        if above is not None and not defs.findall(f".//{SVG}clipPath"):
            above.remove(defs)
