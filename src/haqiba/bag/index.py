"""data/index.html: what is in the bag, on one page that needs no network, no script and no program of ours."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from urllib.parse import quote

from haqiba.bag.kit import Content, Kit
from haqiba.campaign.art import Blob
from haqiba.campaign.language import Language

PALETTE = {"night": "#12263F", "deep": "#1D4E79", "sky": "#D8F0FA", "paper": "#FBF7EF", "saffron": "#F2A541"}
"""The colours of the page; a kit may bring its own."""

# What people come for; pictures of pages, plain texts and fonts are folded away behind it.
_FIRST = (".pdf", ".pptx", ".mp4", ".html")
_SHOWN = 3

_STYLE = Path(__file__).with_name("index.css")


def index(kit: Kit) -> bytes:
    """The page as UTF-8, a section a language in the order of the campaign."""
    campaign = kit.campaign
    by_language = [(language, list(group)) for language, group in groupby(_sorted(kit), key=lambda c: c.language)]
    style = Template(_STYLE.read_text("utf-8")).substitute(
        PALETTE | {name: kit.colours[name] for name in PALETTE if name in kit.colours}
    )
    lines = [
        f'<!doctype html>\n<html lang="{escape(campaign.source.tag)}" dir="{campaign.source.direction}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(campaign.title)}</title>\n<style>{style}</style></head>",
        f"<body>\n<header><h1>{escape(campaign.title)}</h1>",
        f"<p>{escape(campaign.slogan)}</p>" if campaign.slogan else "",
        "<nav>",
        *(f'<a href="#{escape(lang.tag)}" {_speaks(lang)}>{escape(lang.name)}</a>' for lang, _ in by_language),
        "</nav></header>\n<main>",
        *(line for language, contents in by_language for line in _section(language, contents)),
        "</main>\n<footer>",
        *(f"<p>{escape(text)}</p>" for text in (campaign.notice, campaign.licence) if text),
        f"<p><bdi>{kit.date.isoformat()}</bdi></p></footer>\n</body></html>\n",
    ]
    return "\n".join(line for line in lines if line).encode()


def _sorted(kit: Kit) -> list[Content]:
    order = {language.tag: number for number, language in enumerate(kit.campaign.languages)}
    return sorted(kit.contents, key=lambda content: (order.get(content.language.tag, len(order)), content.language.tag))


def _speaks(language: Language) -> str:
    return f'lang="{escape(language.tag)}" dir="{language.direction}"'


def _section(language: Language, contents: list[Content]) -> Iterator[str]:
    yield f'<section id="{escape(language.tag)}" {_speaks(language)}><h2>{escape(language.name)}</h2><div class="kit">'
    for content in contents:
        badge = f'<span class="draft">{escape(content.draft_word)}</span>' if content.draft else ""
        yield f"<article>{_look(content)}<h3><span>{escape(content.title or content.name)}</span>{badge}</h3>"
        first = [blob for blob in content.files if blob.name.endswith(_FIRST)] or content.files[:_SHOWN]
        rest = [blob for blob in content.files if blob not in first]
        yield from _files(content, first)
        if rest:
            yield f"<details><summary>+ {len(rest)}</summary>"
            yield from _files(content, rest)
            yield "</details>"
        yield "</article>"
    yield "</div></section>"


def _files(content: Content, blobs: Sequence[Blob]) -> Iterator[str]:
    yield "<ul>"
    for blob in blobs:
        yield f'<li><a href="{_href(content, blob)}"><bdi>{escape(blob.name)}</bdi></a>'
        yield f'<bdi dir="ltr">{size(blob.size)}</bdi></li>'
    yield "</ul>"


def _look(content: Content) -> str:
    """The first page as a picture, leading to the paper (or film, or page) itself, not to the print shop's."""
    ranked = sorted(content.files, key=lambda blob: (len(blob.name), blob.name))
    pictures = [blob for blob in ranked if blob.name.endswith(".png")]
    others = [blob for blob in ranked if not blob.name.endswith((".png", ".txt"))]
    if not pictures:
        return '<span class="look"></span>'
    image = f'<img src="{_href(content, pictures[0])}" alt="" loading="lazy">'
    # The list beneath has the same link in words: readers of the page by ear or by key meet it once.
    return (
        f'<a class="look" href="{_href(content, (others or pictures)[0])}" tabindex="-1" aria-hidden="true">{image}</a>'
    )


def _href(content: Content, blob: Blob) -> str:
    return escape(quote(f"{content.folder}/{blob.name}"))


def size(octets: int) -> str:
    """Octets as people read them: 1.2 MB."""
    if octets < 1000:
        return f"{octets} B"
    for unit, factor in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if octets < factor * 999.5 or unit == "GB":
            break
    value = octets / factor
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
