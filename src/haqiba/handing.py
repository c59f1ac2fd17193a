"""The commands that hand bags over, and ask who has what. Loaded when one of them is asked for."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from haqiba import show
from haqiba.asked import FORMAT, TODAY, day_of, said
from haqiba.bag import verify
from haqiba.bag.aside import put
from haqiba.bag.editions import Contents, contents
from haqiba.bag.newest import Memory, heard, standing, told_at
from haqiba.bag.sign import signed
from haqiba.bag.signature import check as check_signature
from haqiba.bag.signature import signer
from haqiba.bag.verify import Verdict
from haqiba.bag.versions import Versions
from haqiba.build import Cache, plan, run
from haqiba.campaign.finding import Finding
from haqiba.campaign.language import Language
from haqiba.desk import KEY, ring, unlocked
from haqiba.edition.edition import Edition
from haqiba.edition.papers import Given, letter, receipt, spoken
from haqiba.field import backup as backups
from haqiba.field import handovers
from haqiba.field.database import connected, default_url
from haqiba.field.receipt import FIRST, HandOver, Kept, Receipt, broken
from haqiba.makers import makers
from haqiba.read.tags import language as language_of

DATABASE = click.option(
    "--database", "url", metavar="URL", envvar="HAQIBA_DATABASE", help="Else SQLite in your data folder."
)
OUT = click.option("--out", "folder", metavar="FOLDER", default=".", type=click.Path(path_type=Path), help="Where to.")
NUMBER = click.argument("number", metavar="RECEIPT", type=int)
FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@click.argument("bag", metavar="BAG", type=click.Path(path_type=Path))
@click.option("--to", "partner", metavar="PARTNER", required=True, help="A partner of the campaign, by its id.")
@click.option("--by", "office", metavar="OFFICE", required=True, help="Who hands it over: a partner's id, or a name.")
@click.option("--copies", metavar="PIECE=N", multiple=True, help="Printed copies that go with it.")
@click.option("--name", "named", metavar="NAME", help="Of a partner that campaign.toml does not have: a school.")
@click.option("--language", "tag", metavar="TAG", help="Of the receipt; else the campaign's first.")
@KEY
@DATABASE
@OUT
@TODAY
def hand_over(
    bag: Path,
    partner: str,
    office: str,
    copies: tuple[str, ...],
    named: str | None,
    tag: str | None,
    name: str,
    url: str | None,
    folder: Path,
    today: datetime.datetime | None,
) -> int:
    """Hand a signed bag to a partner, with a receipt: signed JSON, and a page to sign and stamp."""
    day = day_of(today)
    verdict, told = _final(bag, day), contents(bag)
    tag = tag or next(iter(verdict.languages), "ar")
    _language(tag)
    if not partner.replace("-", "").replace("_", "").isalnum():
        raise click.UsageError(f"{partner!r} cannot be an id; use letters, digits, - and _")
    if not named and partner not in told.partners:
        raise click.UsageError(f"{partner} is no partner here ({', '.join(told.partners)}); name a new one with --name")
    what = HandOver(
        campaign=verdict.campaign,
        title=_in(told.titles, tag, verdict.campaign),
        version=verdict.version,
        bag=verdict.digest,
        partner=partner,
        name=named or _in(told.partners[partner], tag, partner),
        language=tag,
        office=_in(told.partners.get(office, {}), tag, office),
        date=day,
        copies=dict(_copies(one, told) for one in copies),
        helplines=told.helplines,
    )
    with unlocked(name) as secret:
        kept = handovers.hand_over(_opened(url), what, signer(secret))
    _write(kept, folder)
    click.echo(f"{folder / kept.receipt.name}.pdf: for {what.name} to sign and stamp; then: haqiba field attach "
               f"{kept.receipt.number} SCAN")  # fmt: skip
    return 0


@click.group()
def field() -> None:
    """What happened: who has which version, who must be told; receipts, scans, backups."""


@field.command()
@DATABASE
@FORMAT
def who(url: str | None, form: str) -> int:
    """Who has which version."""
    holders = handovers.holders(_opened(url))
    show.tell(form, show.holders_document(holders), show.holders_text(holders))
    return 0


@field.command()
@click.option("--recall", "version", metavar="VERSION", default="", help="A version that was recalled.")
@click.option("--helpline", "old", metavar="NUMBER", default="", help="A number that is no longer valid.")
@click.option("--new", metavar="NUMBER", default="", help="The number that replaces it.")
@click.option("--campaign", metavar="NAME", default="", help="Where the database has several.")
@click.option("--versions", "place", metavar="PLACE", default="", help="Folder or address that has versions.json.")
@DATABASE
@OUT
@TODAY
def tell(
    version: str,
    old: str,
    new: str,
    campaign: str,
    place: str,
    url: str | None,
    folder: Path,
    today: datetime.datetime | None,
) -> int:
    """Who must be told of a recall or a changed helpline: the list, and a letter to each."""
    if bool(version) == bool(old):
        raise click.UsageError("say what happened: --recall VERSION, or --helpline NUMBER")
    engine, day = _opened(url), day_of(today)
    campaign = campaign or _only(engine)
    if version:
        versions = _list(campaign, place)
        recalled = next((bag for bag in versions.bags if (bag.version, bag.state) == (version, "recalled")), None)
        if recalled is None:
            raise click.UsageError(f"version {version} is not recalled; first: haqiba publish --recall {version}")
        by = next((bag.version for bag in versions.bags if bag.state == "current"), "")
        found = handovers.with_version(engine, campaign, version)
        letters = [_letter(f"recall-{version}", one, day, reason=recalled.reason, by=by) for one in found]
    else:
        found = handovers.with_helpline(engine, campaign, old)
        letters = [_letter("helpline", one, day, old=old, new=new) for one in found]
    for line in show.holders_text(found):
        click.echo(line)
    for path in _papers(letters, folder):
        click.echo(path)
    return 0


@field.command("receipt")
@NUMBER
@DATABASE
@OUT
def receipt_(number: int, url: str | None, folder: Path) -> int:
    """A receipt once more: its files, as they were given."""
    _write(_found(_opened(url), number), folder)
    return 0


@field.command()
@NUMBER
@FILE
@DATABASE
def attach(number: int, file: Path, url: str | None) -> int:
    """Keep the scan of a receipt that was signed and stamped."""
    engine = _opened(url)
    _found(engine, number)
    click.echo(f"{handovers.attach(engine, number, file.name, file.read_bytes())}  {file.name}")
    return 0


@field.command()
@DATABASE
def check(url: str | None) -> int:
    """Is every receipt as it was signed, and none missing?"""
    stored = handovers.stored(_opened(url))
    findings: list[Finding] = list(broken(data for data, _ in stored))
    trusted = ring()
    for number, (data, signature) in enumerate(stored, start=1):
        findings += check_signature(data, signature, trusted, f"receipt-{number:04}").findings
    for line in show.findings_text(said(findings, None, "text"), {}):
        click.echo(line)
    click.echo(f"{len(stored)} receipts: " + ("NOT as they were signed" if findings else "a whole chain"))
    return int(bool(findings))


@field.command()
@FILE
@DATABASE
def export(file: Path, url: str | None) -> int:
    """All hand-overs as a table: FILE.csv or FILE.json."""
    forms = {".csv": backups.as_csv, ".json": backups.as_json}
    if file.suffix not in forms:
        raise click.UsageError(f"{file}: name it .csv or .json")
    put(file, forms[file.suffix](_opened(url)))
    return 0


@field.command()
@FILE
@DATABASE
def backup(file: Path, url: str | None) -> int:
    """All that the database holds, as one file."""
    put(file, backups.backup(_opened(url)), mode=0o600)
    return 0


@field.command()
@FILE
@DATABASE
def restore(file: Path, url: str | None) -> int:
    """Fill an empty database from a backup."""
    try:
        count = backups.restore(_opened(url), file.read_bytes())
    except backups.Unrestorable as fault:
        for line in show.findings_text(said(fault.findings, None, "text"), {}):
            click.echo(line)
        raise click.UsageError(str(fault)) from None
    click.echo(f"{count} receipts restored")
    return 0


def _opened(url: str | None) -> Engine:
    try:
        return connected(url or default_url())
    except (SQLAlchemyError, ImportError, OSError) as fault:
        raise click.UsageError(f"the database cannot be opened: {fault}") from None


def _final(bag: Path, day: datetime.date) -> Verdict:
    """What may be handed over: whole, signed by a key of ours, final, and not known to be old."""
    trusted, verdict = ring(), verify(bag)
    by = signed(bag, verdict, trusted, demanded=True).key if verdict.ok else None
    if by is None or verdict.specimen:
        why = "a specimen" if verdict.specimen else "not whole, or not signed by a key of yours"
        raise click.UsageError(f"{bag} is {why}; haqiba verify {bag} tells more")
    stands = standing(verdict, by, told_at(str(bag.resolve().parent)), Memory.of_user(), trusted, day)
    if stands.newest is False:
        raise click.UsageError(f"{bag} is no longer current: {stands.findings[-1].message}")
    return verdict


def _found(engine: Engine, number: int) -> Kept:
    try:
        return handovers.receipt(engine, number)
    except handovers.Unknown as fault:
        raise click.UsageError(str(fault)) from None


def _only(engine: Engine) -> str:
    names = {holder.last.campaign for holder in handovers.holders(engine)}
    if len(names) != 1:
        raise click.UsageError(f"name the campaign: {', '.join(sorted(names)) or 'nothing was handed over yet'}")
    return names.pop()


def _list(campaign: str, place: str) -> Versions:
    told = told_at(place) if place else Memory.of_user().last(campaign)
    found = heard(told, ring()) if told else None
    if found is None or found.versions.campaign != campaign:
        raise click.UsageError(f"no signed list of versions of {campaign} is at hand; name one: --versions PLACE")
    return found.versions


def _copies(option: str, told: Contents) -> tuple[str, int]:
    piece, _, count = option.partition("=")
    if piece not in told.pieces or not count.isdecimal():
        raise click.UsageError(f"--copies {option!r} is not PIECE=N; pieces: {', '.join(sorted(told.pieces))}")
    return piece, int(count)


def _in(words: Mapping[str, str], tag: str, otherwise: str) -> str:
    """In this language; else in whatever the words have first."""
    return words.get(tag) or next(iter(words.values()), otherwise)


def _language(tag: str) -> Language:
    found = language_of(tag, "MA") if spoken(tag) else None
    if found is None:
        raise click.UsageError(f"the desk writes no {tag}; --language ar, fr or en")
    return found


def _write(kept: Kept, folder: Path) -> None:
    put(folder / f"{kept.receipt.name}.json", kept.data)
    put(folder / f"{kept.receipt.name}.json.minisig", kept.signature)
    key = check_signature(kept.data, kept.signature, ring(), kept.receipt.name).key
    given = _given(kept.receipt, key.id if key else "")
    list(_papers([receipt(given, _language(kept.receipt.what.language))], folder))


def _given(receipt: Receipt, key: str = "") -> Given:
    what = receipt.what
    return Given(
        number=receipt.number,
        campaign=what.title,
        version=what.version,
        date=what.date,
        office=what.office,
        partner=what.name,
        copies=what.copies,
        helplines=what.helplines,
        bag=what.bag,
        before="" if receipt.before == FIRST else receipt.before,
        key=key,
    )


def _letter(
    name: str,
    holder: handovers.Holder,
    day: datetime.date,
    *,
    reason: Mapping[str, str] | None = None,
    by: str = "",
    old: str = "",
    new: str = "",
) -> Edition:
    tag = holder.last.language
    return letter(
        f"{name}-{holder.partner}",
        [_given(receipt) for receipt in holder.receipts],
        _language(tag),
        date=day,
        reason=_in(reason or {}, tag, ""),
        by=by,
        old=old,
        new=new,
    )


def _papers(editions: Sequence[Edition], folder: Path) -> Iterable[Path]:
    """The PDF of each, written into the folder."""
    for result in run(plan(editions, makers(), quality="full"), Cache.of_user()):
        if not result.files:
            raise OSError(f"{result.edition.piece} could not be set: {result.trace or result.findings}")
        pdf = next(blob for blob in result.files if blob.name == f"{result.edition.piece}.pdf")
        path = folder / pdf.name
        put(path, pdf.read())
        yield path
