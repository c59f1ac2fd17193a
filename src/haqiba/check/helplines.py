"""A dead, missing or contradictory number is the worst fault of a campaign: someone calls, and nobody answers."""

from collections.abc import Iterator

from haqiba.campaign.finding import Finding
from haqiba.check.case import Case
from haqiba.edition import VERIFIED_FOR, is_verified
from haqiba.edition.format import HoursFault, hours
from haqiba.edition.labels import ENGLISH
from haqiba.read.table import nearest


def helpline_missing(case: Case) -> Iterator[Finding]:
    """Every piece ends with what one can do: it prints a helpline that is there for its audience."""
    for edition in case.editions:
        printed = {name.split(".")[1] for name in edition.used if name.startswith("helpline.")}
        for audience in edition.audiences:
            served = [line for line in case.campaign.helplines if audience in line.audiences]
            if printed.intersection(line.id for line in served):
                continue
            offer = served[0].id if served else ""
            yield Finding(
                "helpline-missing",
                "error",
                edition.ref("front"),
                f"no helpline for {audience} on this piece",
                f'add helplines = ["{offer}"] above, or {{helpline.{offer}.number}} in the text'
                if offer
                else f'add a [[helplines]] with audiences = ["{audience}"] to campaign.toml',
            )


def helpline_unknown(case: Case) -> Iterator[Finding]:
    """A piece that asks for a helpline that the campaign does not have prints none."""
    known = [line.id for line in case.campaign.helplines]
    for piece in case.campaign.pieces:
        for number, name in enumerate(piece.helplines):
            if name not in known:
                mend = nearest(name, known) or f"known: {', '.join(known)}"
                yield Finding(
                    "helpline-unknown",
                    "error",
                    piece.ref(f"front.helplines.{number}"),
                    f"no helpline is called {name}",
                    mend,
                )


def helpline_unverified(case: Case) -> Iterator[Finding]:
    """Numbers die. One that no office has called within 180 days must not be printed as final."""
    for line in case.campaign.helplines:
        if is_verified(line, case.today):
            continue
        if not line.verified:
            said = "no office has called this helpline yet"
        elif not line.verified_by:
            said = "it is not written which office called"
        elif line.verified > case.today:
            said = f"verified on {line.verified}, which is still to come"
        else:
            said = f"verified on {line.verified}, more than {VERIFIED_FOR.days} days ago"
        yield Finding(
            "helpline-unverified",
            "warning",
            line.ref,
            said,
            "call it, then write verified = the day and verified_by = the office",
        )


def helpline_hours(case: Case) -> Iterator[Finding]:
    """Hours are told for each channel: a line may be open all night while its chat keeps office hours."""
    for line in case.campaign.helplines:
        for channel in line.channels:
            try:
                hours(channel.hours, case.campaign.source, ENGLISH)
            except HoursFault as fault:
                yield Finding(
                    "helpline-hours",
                    "error",
                    f"{channel.ref}.hours",
                    f"{line.id}, {channel.id}: {fault}",
                    'write hours = "24/7" or "Mo-Fr 10:00-16:00" for this channel alone',
                )


CHECKS = (helpline_unknown, helpline_missing, helpline_unverified, helpline_hours)
