"""What partners ask in three years: who made this, may we copy it, who paid, what was the plan."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case

TOP = "campaign.toml"


def lead_partner(case: Case) -> Iterator[Finding]:
    """A page that names partners and not who leads them has nobody to answer for it."""
    partners = case.campaign.partners
    if partners and not any(partner.role == "lead" for partner in partners):
        yield Finding(
            "lead-missing",
            "warning",
            partners[0].ref,
            "no partner leads this campaign",
            'give one of them role = "lead"',
        )


def licence_missing(case: Case) -> Iterator[Finding]:
    """Partners print and translate only what says that they may."""
    if case.campaign.partners and not case.campaign.licence:
        yield Finding(
            "licence-missing",
            "warning",
            TOP,
            "it does not say who may copy this campaign",
            'write licence = "CC BY 4.0", or another',
        )


def date_missing(case: Case) -> Iterator[Finding]:
    """An undated leaflet is used for years after its numbers died."""
    if case.campaign.partners and not case.campaign.date:
        yield Finding("date-missing", "warning", TOP, "this campaign has no date", "write date = 2024-07-30, or so")


def credits_missing(case: Case) -> Iterator[Finding]:
    """Whoever drew and wrote is named: it is owed, and the next campaign finds them again."""
    if case.campaign.art and case.campaign.partners and not case.campaign.credits:
        yield Finding(
            "credits-missing",
            "note",
            TOP,
            "nobody is named who drew or wrote this",
            "add [[credits]] with name and role",
        )


def funder_statement(case: Case) -> Iterator[Finding]:
    """Funders ask for their words (the EU: views are the authors' own), and reclaim money where they are missing."""
    for partner in case.campaign.partners:
        if partner.role == "funder" and not partner.statement:
            yield Finding(
                "funder-statement",
                "warning",
                partner.ref,
                f"the statement that {partner.id} asks for is missing",
                "copy it from the contract, as statement = …",
            )


def plan_incomplete(case: Case) -> Iterator[Finding]:
    """A result is told against a plan: what was to change, from where, to where, counted by whom."""
    plan = case.campaign.plan
    if plan.name and not plan.indicators:
        yield Finding(
            "plan-incomplete",
            "note",
            f"{TOP}#plan",
            "the plan has no indicator to measure this campaign by",
            "add [[plan.indicators]] with id, name, baseline, target and source",
        )
    for indicator in plan.indicators:
        told = {"baseline": indicator.baseline, "target": indicator.target, "source": indicator.source or None}
        lost = [key for key, value in told.items() if value is None]
        if lost:
            yield Finding(
                "plan-incomplete",
                "warning",
                indicator.ref,
                f"the indicator {indicator.id} has no {', '.join(lost)}",
                "write it as the plan has it; where the plan says nothing, ignore this with that reason",
            )


CHECKS = (lead_partner, licence_missing, date_missing, credits_missing, funder_statement, plan_incomplete)
