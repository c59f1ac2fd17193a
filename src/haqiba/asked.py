"""What any command may be asked: for which day, in which form and language, with which password."""

import datetime
import os
import sys
from collections.abc import Iterable

import click

from haqiba.campaign.finding import Finding
from haqiba.locale import TONGUES, spoken, translator

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it.")
LANG = click.option("--lang", type=click.Choice(TONGUES), help="Findings in this language; else as the terminal.")
TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Reckon from this day.")


def day_of(today: datetime.datetime | None) -> datetime.date:
    """--today, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if today is not None or not epoch:
        return today.date() if today else datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None


def said(findings: Iterable[Finding], lang: str | None, form: str) -> list[Finding]:
    """In the language asked for, else that of the terminal; a document for programs is English unless asked."""
    return [*map(translator(lang or (spoken(os.environ) if form == "text" else "en")), findings)]


def password(of: str, *, twice: bool = False) -> str:
    """Asked for unseen at a terminal; else the first line of standard input, so that a script can hand it over."""
    if sys.stdin.isatty():
        return str(click.prompt(f"password of {of}", hide_input=True, confirmation_prompt=twice, err=True))
    return sys.stdin.readline().rstrip("\r\n")
