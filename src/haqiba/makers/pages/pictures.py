"""The pictures of an edition as they are printed: cut from paper, unless the campaign has another hand."""

from functools import lru_cache

from haqiba.campaign.art import Blob
from haqiba.edition.edition import Edition
from haqiba.look.paper import finish


def drawn(edition: Edition) -> dict[str, str]:
    """SVG texts by name. A partner's logo is never touched."""
    logos = {partner.logo for partner in edition.partners}
    return {name: _finished(art.blob, edition.paper and name not in logos) for name, art in edition.art.items()}


@lru_cache(maxsize=64)
def _finished(blob: Blob, paper: bool) -> str:
    data = blob.read()
    return (finish(data) if paper else data).decode("utf-8-sig")
