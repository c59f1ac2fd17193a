"""An edition as plain text: what search, screen readers and a messaging app can always take."""

from haqiba.edition.edition import Edition, HelplineCard, Words


def text(edition: Edition) -> str:
    """UTF-8 text, one block a paragraph, in reading order."""
    lines = [edition.campaign, ""]
    for side in edition.sides:
        for words in side:
            lines += [*_block(words, edition), ""]
    if edition.helplines:
        lines += [edition.labels["help"], *(row for line in edition.helplines for row in _helpline(line)), ""]
    if edition.sources:
        lines += [f"{edition.labels['sources']}:", *edition.sources, ""]
    lines += [line for line in (edition.slogan, standing(edition), edition.notice, edition.licence) if line]
    if edition.code:
        lines += ["", f"{edition.labels['check']} {edition.code}"]
    if edition.draft:
        lines += ["", " · ".join((edition.labels["draft"], *edition.draft))]
    return "\n".join(lines).strip() + "\n"


def standing(edition: Edition) -> str:
    """Who stands behind it, in one line: lead, partners, funders, and what these ask to be printed.

    Recipients are not named on a page."""

    def named(role: str, *before: str) -> str:
        names = " · ".join(partner.name for partner in edition.partners if partner.role == role)
        return " ".join((*before, names)) if names else ""

    said = (named("lead"), named("partner", edition.labels["with"]), named("funder", edition.labels["funded"]))
    statements = (partner.statement for partner in edition.partners if partner.role != "recipient")
    return ". ".join(filter(None, (*said, *statements)))


def _block(words: Words, edition: Edition, indent: str = "") -> list[str]:
    if words.kind == "image":
        said = words.text or edition.alts.get(words.name, "")
        return [f"[{said}]"] if said else []
    if words.kind == "row":
        return [indent + " | ".join(cell.text for cell in words.children)]
    rows = [indent + words.text] if words.spans else []
    deeper = indent + "- " if words.kind == "list" else indent
    for number, child in enumerate(words.children, 1):
        lead = f"{indent}{number}. " if words.kind == "list" and words.level == 1 else deeper
        rows += _block(child, edition, lead if child.kind == "item" else indent)
    return rows


def _helpline(line: HelplineCard) -> list[str]:
    rows = [line.name]
    for contact in line.contacts:
        rows.append(" · ".join(filter(None, (contact.value, contact.hours, contact.cost))))
    return rows
