"""The commands of the desk: keys, signing, publishing, verifying. Loaded when one of them is asked for."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import click
import minisign

from haqiba import show
from haqiba.asked import FORMAT, LANG, TODAY, day_of, password, said
from haqiba.bag import keys as keyring
from haqiba.bag import verify as verify_bag
from haqiba.bag.checker import nacl, nacl_path
from haqiba.bag.keys import Key, KeyFault
from haqiba.bag.newest import Memory, Standing, standing, told_at
from haqiba.bag.publish import News
from haqiba.bag.publish import publish as publish_list
from haqiba.bag.sign import sign as sign_bag
from haqiba.bag.sign import signed
from haqiba.bag.signature import Signed, check
from haqiba.bag.verify import Verdict
from haqiba.bag.versions import Unlistable
from haqiba.campaign.finding import Finding, Place, worst
from haqiba.field.receipt import MalformedReceipt
from haqiba.field.receipt import read as read_receipt

KEY = click.option("--key", "name", default="campaign", metavar="NAME", show_default=True, help="Which key signs.")
TRUST = click.option(
    "--key", "files", metavar="FILE.pub", multiple=True, type=click.Path(path_type=Path), help="Trust this key too."
)


@click.group()
def keys() -> None:
    """The keys that sign: their secret halves stay in your configuration folder, under a password."""


@keys.command()
@click.argument("name", metavar="[NAME]", default="campaign")
def new(name: str) -> int:
    """Make a key and its successor."""
    place = keyring.folder()
    try:
        working, successor = keyring.new(place, name, password(name, twice=True))
    except KeyFault as fault:
        raise click.UsageError(str(fault)) from None
    click.echo(f"{working.id}  {working.name}\n{successor.id}  {successor.name}")
    click.echo(f"Move {place / successor.name}.key to a safe, off this machine, for the day when {name}.key is lost.")
    click.echo(f"Hand out {working.name}.pub and {successor.name}.pub, and print both numbers where people find them.")
    return 0


@click.command()
@click.argument("bag", metavar="BAG", type=click.Path(path_type=Path))
@KEY
@click.option("--specimen", is_flag=True, help="Although something in it is a draft; the signature says so.")
def sign(bag: Path, name: str, specimen: bool) -> int:
    """Sign a bag that is whole, final and approved."""
    with unlocked(name) as secret:
        key = next((key for key in ring() if key.id == keyring.id_of(secret)), None)
        if key is None:
            raise click.UsageError(f"{name}.pub is not in {keyring.folder()}; put it back beside {name}.key")
        findings = sign_bag(bag, secret, key, specimen=specimen)
    for line in show.findings_text(said(findings, None, "text"), {}):
        click.echo(line)
    click.echo(f"{bag}: NOT signed" if findings else f"{bag}: signed by {key.name}, {key.id}")
    return int(bool(findings))


@click.command()
@click.argument("bag", metavar="[BAG]", required=False, type=click.Path(path_type=Path))
@click.option("--out", "site", metavar="SITE", required=True, type=click.Path(path_type=Path), help="Folder to host.")
@KEY
@click.option("--recall", metavar="VERSION", default="", help="Recall this version.")
@click.option("--reason", "reasons", metavar="LANG=WORDS", multiple=True, help="Why; once for each language.")
@click.option("--revoke", metavar="ID", default="", help="Declare a key lost or stolen; its successor signs.")
@click.option("--valid", "days", default=30, show_default=True, type=click.IntRange(1), help="Days it counts.")
@TODAY
def publish(
    bag: Path | None,
    site: Path,
    name: str,
    recall: str,
    reasons: tuple[str, ...],
    revoke: str,
    days: int,
    today: datetime.datetime | None,
) -> int:
    """Write the next signed list of versions, with BAG as the current one, for a web host or a USB stick."""
    news = News(bag, recall, dict(map(_reason, reasons)), revoke, days)
    with unlocked(name) as secret:
        try:
            made = publish_list(site, news, secret, ring(), Memory.of_user(), day_of(today), nacl=nacl())
        except Unlistable as fault:
            raise click.UsageError(str(fault)) from None
    if not (site / "v.html").exists():
        click.echo(f"no page to check papers: there is no {nacl_path()}; run scripts/nacl", err=True)
    click.echo(f"{site}: list {made.number}, valid until {made.valid_until}")
    for one in made.bags:
        click.echo(f"  version {one.version}: {one.state}" + (f" by version {one.by}" if one.by else ""))
    return 0


@click.command()
@click.argument("what", metavar="BAG|RECEIPT", type=click.Path(path_type=Path))
@TRUST
@click.option("--versions", "place", metavar="PLACE", default="", help="Folder or address that has versions.json.")
@TODAY
@LANG
@FORMAT
def verify(
    what: Path, files: tuple[Path, ...], place: str, today: datetime.datetime | None, lang: str | None, form: str
) -> int:
    """Is it whole, who signed it, and is it the newest?"""
    trusted = ring(files)
    verdict = verify_receipt(what) if what.is_file() else verify_bag(what)
    findings = list(verdict.findings)
    signer, stands = None, Standing("unknown")
    if what.is_file() or (trusted and what.is_dir()):
        told = signed_receipt(what, trusted) if what.is_file() else signed(what, verdict, trusted, demanded=bool(files))
        signer, findings = told.key, [*findings, *told.findings]
        if worst(findings) != "error":
            # A stick has the list beside the bag.
            given = told_at(place or str(what.resolve().parent))
            stands = standing(verdict, signer, given, Memory.of_user(), trusted, day_of(today))
            findings += stands.findings
    findings = said(findings, lang, form)
    places = {finding.ref: Place(finding.ref) for finding in findings if finding.ref.startswith("data/")}
    document = show.verify_document(what, verdict, stands.newest, findings, places)
    show.tell(form, document, show.verify_text(what, verdict, _words(signer, stands, findings), findings, places))
    return int(worst(findings) == "error")


def verify_receipt(path: Path) -> Verdict:
    """A receipt as a verdict on the bag that it tells of."""
    try:
        receipt = read_receipt(path.read_bytes())
    except MalformedReceipt as fault:
        mend = "name receipt-N.json as it was handed to you"
        return Verdict((Finding("receipt-form", "error", path.name, f"this is no receipt: {fault}", mend),))
    what = receipt.what
    return Verdict((), what.campaign, what.version, what.date.isoformat(), digest=what.bag)


def signed_receipt(path: Path, trusted: Sequence[Key]) -> Signed:
    beside = path.with_name(f"{path.name}.minisig")
    signature = beside.read_bytes() if beside.is_file() else b""
    return check(path.read_bytes(), signature, trusted, path.name)


def unlocked(name: str) -> minisign.SecretKey:
    try:
        return keyring.unlock(keyring.folder(), name, password(name))
    except KeyFault as fault:
        raise click.UsageError(str(fault)) from None


def ring(files: Sequence[Path] = ()) -> tuple[Key, ...]:
    """The keys in the user's folder, and those named for this once."""
    try:
        return (*keyring.ring(keyring.folder()), *map(keyring.load, files))
    except KeyFault as fault:
        raise click.UsageError(str(fault)) from None


def _words(signer: Key | None, stands: Standing, findings: Sequence[Finding]) -> list[str]:
    if worst(findings) == "error" and stands.state != "recalled":
        return []
    by = f"signed by {signer.name}, {signer.id}" if signer else "signed by nobody that is known here"
    states = {"newest": "the newest version", "unknown": "whether it is the newest cannot be told"}
    return [by, states.get(stands.state, stands.state.upper())]


def _reason(option: str) -> tuple[str, str]:
    tag, mark, words = option.partition("=")
    if not mark:
        raise click.UsageError(f"--reason {option!r} is not of the form fr=WORDS")
    return tag, words
