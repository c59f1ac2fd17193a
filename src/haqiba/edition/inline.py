"""Inline Markdown -> spans, with values put where their tokens stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from haqiba.edition.edition import Span
from haqiba.edition.fill import Value

# Beyond it, neither browsers nor PDF readers follow a link.
MAX_ADDRESS = 2000
_HTML = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link", "newline", "escape", "image", "backticks"])
    return parser.use(attrs_plugin, spans=True, after=("span_close",), allowed=["lang", "dir"])


_PARSER = _parser()


@dataclass(frozen=True, slots=True)
class _Style:
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    language: str = ""
    direction: str = ""


def spans(text: str, used: dict[str, str], known: dict[str, Value]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Spans of a text with tokens, and what is in it that cannot be set (`code`, `a picture`…)."""
    faults: list[str] = []
    if _HTML.search(text):
        faults.append("HTML")
    (line,) = _PARSER.parseInline(text)
    made = [
        span for token, style in _styled(line.children or [], faults) for span in _expanded(token, style, used, known)
    ]
    return tuple(_joined(made)), tuple(dict.fromkeys(faults))


def _styled(tokens: list[Token], faults: list[str]) -> Iterator[tuple[Token, _Style]]:
    stack = [_Style()]
    for token in tokens:
        style = stack[-1]
        if token.type == "strong_open":
            stack.append(replace(style, strong=True))
        elif token.type == "em_open":
            stack.append(replace(style, emphasis=True))
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if len(href) > MAX_ADDRESS:
                faults.append(f"an address of more than {MAX_ADDRESS} characters")
                href = ""
            stack.append(replace(style, href=href))
        elif token.type == "span_open":
            language, direction = str(token.attrGet("lang") or ""), str(token.attrGet("dir") or "")
            stack.append(replace(style, language=language, direction=direction))
        elif token.type.endswith("_close"):
            stack.pop()
        elif token.type in ("text", "softbreak", "hardbreak", "text_special"):
            yield token, style
        else:
            faults.append({"image": "a picture within a line", "code_inline": "code"}.get(token.type, token.type))


def _expanded(token: Token, style: _Style, used: dict[str, str], known: dict[str, Value]) -> Iterator[Span]:
    base = Span(
        "",
        strong=style.strong,
        emphasis=style.emphasis,
        href=_address(style.href, used, known),
        language=style.language,
        direction=style.direction,
    )
    if token.type == "hardbreak":
        yield replace(base, text="\n", kind="break")
        return
    text = " " if token.type == "softbreak" else token.content
    at = 0
    for here, character in enumerate(text):
        if character not in used:
            continue
        if here > at:
            yield replace(base, text=text[at:here])
        value = known[used[character]]
        yield replace(
            base,
            text=value.text,
            kind="value",
            name=used[character],
            direction=value.direction or style.direction,
            href=base.href or value.href,
        )
        at = here + 1
    if at < len(text):
        yield replace(base, text=text[at:])


def _address(href: str, used: dict[str, str], known: dict[str, Value]) -> str:
    """A link's address with the values in it: markdown-it has percent-encoded their tokens."""
    for character, name in used.items():
        href = href.replace(quote(character), quote(known[name].text, safe=":/+@?&=#.-"))
    return href


def _joined(made: list[Span]) -> Iterator[Span]:
    """Neighbours of one style as one span: markdown-it splits text at every bracket."""
    pending: Span | None = None
    for span in made:
        if pending and pending.kind == span.kind == "text" and replace(pending, text="") == replace(span, text=""):
            pending = replace(pending, text=pending.text + span.text)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending
