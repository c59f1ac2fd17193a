"""Whose name stands on a page, in which order, and what an office's approval takes off it."""

import io
from dataclasses import replace

import pikepdf
import pytest

from haqiba.campaign.people import Approval
from haqiba.edition import editions
from haqiba.edition.edition import Edition
from tests.folders import TODAY
from tests.makers.kinds import campaign, characters, kit, made, make, sheets

KINDS = ("leaflet", "poster", "trifold", "slides", "lesson")
STATEMENTS = {"ar": "هذا المحتوى لا يعبر عن رأي الصندوق", "fr": "Ce contenu n’engage pas le fonds"}


def asked(*approvals: Approval) -> dict[str, Edition]:
    """The kit as if the office had to approve each edition of it."""
    whole = replace(campaign(), approvers=("office",), approvals=approvals)
    return {one.name: one for one in editions(whole, today=TODAY)[0]}


def drafts(one: Edition) -> bool:
    """Whether the strip is printed: it is set in the words of the label, which stand nowhere else."""
    pages = [page for pdf in sheets(one) for _, page in characters(pdf)]
    said = ["".join(sorted(c.text for c in page if c.text.isalpha())) for page in pages]
    bare = [
        "".join(sorted(c.text for c in page if c.text.isalpha()))
        for pdf in sheets(replace(one, draft=()))
        for _, page in characters(pdf)
    ]
    return all(len(here) > len(there) for here, there in zip(said, bare, strict=True))


@pytest.mark.parametrize("kind", (*KINDS, "cards"))
def test_what_nobody_has_approved_is_a_draft_on_each_page(kind: str) -> None:
    one = asked()[f"{kind}/fr"]
    assert one.draft == ("pas encore approuvé",)
    assert drafts(one)


def test_an_approval_lifts_the_strip_of_what_was_looked_at_alone() -> None:
    wanted = asked()["poster/fr"].approvable()
    row = Approval("poster/fr", "office", TODAY, wanted[:12])
    found = asked(row)
    assert found["poster/fr"].draft == ()
    assert found["poster/ar"].draft and found["trifold/fr"].draft
    assert not drafts(found["poster/fr"])
    for other in (replace(row, office="watch"), replace(row, what="poster/ar"), replace(row, digest="0123456789ab")):
        assert asked(other)["poster/fr"].draft


def test_words_changed_after_the_approval_are_a_draft_again() -> None:
    row = Approval("poster/fr", "office", TODAY, asked()["poster/fr"].approvable())
    changed = replace(campaign(), approvers=("office",), approvals=(row,), notice="شيء آخر")
    found = {one.name: one for one in editions(changed, today=TODAY)[0]}
    assert "pas encore approuvé" in found["poster/fr"].draft


# ---------------------------------------------------------------- partners


def figures(data: bytes) -> list[str]:
    """Alternative texts in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if node.S == "/Figure":
                found.append(str(node.Alt))
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("tag", ["ar", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_logos_stand_in_the_order_of_precedence(kind: str, tag: str) -> None:
    one = kit()[f"{kind}/{tag}"]
    logos = [partner.name for partner in one.partners if partner.logo]
    assert len(logos) == 2
    assert [alt for alt in figures(made(one.name).files[f"{kind}.pdf"]) if alt in logos] == logos


@pytest.mark.parametrize("tag", ["ar", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_funder_is_printed_with_what_it_asks_for(kind: str, tag: str) -> None:
    files = made(f"{kind}/{tag}").files
    drawn = [c.text for _, page in characters(files[f"{kind}.pdf"]) for c in page if c.text.isalpha()]
    without = replace(kit()[f"{kind}/{tag}"], partners=())
    bare = [c.text for pdf in sheets(without) for _, page in characters(pdf) for c in page if c.text.isalpha()]
    said = [letter for letter in STATEMENTS[tag] if letter.isalpha()]
    for letter in set(said):
        assert drawn.count(letter) - bare.count(letter) >= said.count(letter)
    assert STATEMENTS[tag] in files[f"{kind}.txt"].decode()


@pytest.mark.parametrize("tag", ["ar", "fr"])
def test_posts_of_cards_name_the_funder(tag: str) -> None:
    for number in (1, 2):
        assert STATEMENTS[tag] in made(f"cards/{tag}").files[f"cards-{number}.txt"].decode()


def test_recipients_are_named_on_no_page() -> None:
    one = kit()["trifold/fr"]
    given = replace(one, partners=tuple(replace(partner, role="recipient") for partner in one.partners))
    files = make(given).files
    assert STATEMENTS["fr"] not in files["trifold.txt"].decode()
    assert not set(figures(files["trifold.pdf"])) & {partner.name for partner in one.partners}
