"""The commands: each reads, asks a folder of the house, and shows what came of it."""

import datetime
import io
import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from haqiba import __version__, bag, show
from haqiba.asked import FORMAT, LANG, TODAY, day_of, said
from haqiba.bag import Content, Kit, Refused
from haqiba.bag.checker import nacl
from haqiba.build import Cache, Job, Result, chosen, plan, proofs, run, unmade, versions
from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding, Place, worst
from haqiba.campaign.language import Language
from haqiba.check import check as check_editions
from haqiba.check import heeded
from haqiba.check.spelling import hunspell
from haqiba.edition import Translator, editions, messages
from haqiba.edition.edition import Edition
from haqiba.look.tokens import palette
from haqiba.makers import makers
from haqiba.read import NoCampaign, read
from haqiba.read.tags import language as language_of
from haqiba.write import po, text
from haqiba.write.entries import MalformedPo

FOLDER = click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
JOBS = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes at most; else one a core.")


LATER = {
    "keys": "haqiba.desk:keys",
    "sign": "haqiba.desk:sign",
    "publish": "haqiba.desk:publish",
    "verify": "haqiba.desk:verify",
    "hand-over": "haqiba.handing:hand_over",
    "field": "haqiba.handing:field",
}
"""Commands that are loaded when they are asked for: cryptography and SQL would cost every build a tenth of a second."""


class Commands(click.Group):
    """The commands here, and those of LATER."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *LATER]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in LATER:
            return super().get_command(ctx, name)
        module, _, attribute = LATER[name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="haqiba")
def commands() -> None:
    """A campaign is a folder; haqiba turns the folder into a bag, in every language."""


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--languages", default="ar,fr", metavar="TAGS", help="Source language first [default: ar,fr].")
@TODAY
def new(folder: Path, languages: str, today: datetime.datetime | None) -> int:
    """Make a campaign that already builds."""
    from haqiba.write.new import NotEmpty  # its TOML library is slow to load, and no other command needs it
    from haqiba.write.new import new as new_campaign  # as above

    try:
        new_campaign(folder, _languages(languages), date=day_of(today))
    except NotEmpty as fault:
        raise click.UsageError(str(fault)) from None
    click.echo(f"{folder} is a campaign; to build its bag: haqiba build {folder}")
    return 0


@commands.command("list")
@FOLDER
@TODAY
@FORMAT
def list_(folder: Path, today: datetime.datetime | None, form: str) -> int:
    """Pieces by languages, with the state of each edition: stale, draft or final."""
    _, made, _ = _opened(folder, day_of(today))
    states = _states(made, Cache.of_user())
    show.tell(form, show.list_document(states), show.list_text(states))
    return 0


@commands.command()
@FOLDER
@JOBS
@TODAY
@LANG
@FORMAT
def check(folder: Path, jobs: int | None, today: datetime.datetime | None, lang: str | None, form: str) -> int:
    """Tell all that an author can mend."""
    day = day_of(today)
    campaign, made, findings = _opened(folder, day)
    results = _run(proofs(made, makers()), jobs)
    kept, unused = heeded(campaign, [*findings, *_found(campaign, made, results, day)])
    findings = said([*kept, *unused], lang, form)
    lines = [*show.findings_text(findings, campaign.places), show.counts_text(findings)]
    show.tell(form, show.check_document(findings, campaign.places), lines)
    return _code(findings, results)


@commands.command()
@FOLDER
@click.option("--out", metavar="BAG", type=click.Path(path_type=Path), help="Where to; else DIR-bag, beside DIR.")
@click.option("--only", default="*", metavar="PATTERN", help="Editions by name, such as 'trifold/ar' or '*/fr'.")
@JOBS
@click.option("--quality", type=click.Choice(["demo", "full"]), default="full", help="In a demo, films are small.")
@TODAY
@LANG
@FORMAT
def build(
    folder: Path,
    out: Path | None,
    only: str,
    jobs: int | None,
    quality: str,
    today: datetime.datetime | None,
    lang: str | None,
    form: str,
) -> int:
    """Make the bag: all pieces, in all their languages."""
    start, day = time.perf_counter(), day_of(today)
    out = _out(folder, out)
    campaign, made, findings = _opened(folder, day)
    made = _wanted(made, only)
    results = _run(plan(made, makers(), quality=quality), jobs)
    findings, _ = heeded(campaign, [*findings, *_found(campaign, made, results, day)])
    kit = _kit(campaign, results, day, only)
    findings += _packed(kit, out)
    seconds = time.perf_counter() - start
    told = said(_asked_for(findings, campaign, made), lang, form)
    for line in show.brief_text(told, campaign.places):
        click.echo(line, err=form == "json")
    show.tell(form, show.build_document(results, seconds, out), show.build_text(results, kit, out, seconds))
    return _code(told, results)


def _asked_for(findings: list[Finding], campaign: Campaign, made: Sequence[Edition]) -> list[Finding]:
    """Those of the editions that are built; of a language that is not among them, nothing."""
    names = {edition.name for edition in made}
    wanted = {edition.language.tag for edition in made} | {campaign.source.tag}
    others = tuple(f"translations/{lang.tag}.po" for lang in campaign.languages if lang.tag not in wanted)
    return [f for f in findings if f.edition in (None, *names) and not f.ref.startswith(others)]


@commands.command()
@FOLDER
@click.option("--table", "sheet", metavar="TAG.xlsx", type=click.Path(path_type=Path), help="Out if new; else back.")
@TODAY
def translate(folder: Path, sheet: Path | None, today: datetime.datetime | None) -> int:
    """Bring the PO files up to date; with --table, hand one to a translator as a spreadsheet, or take it back."""
    campaign, findings = _read(folder)
    if sheet is not None and sheet.stem not in [language.tag for language in campaign.languages[1:]]:
        raise click.UsageError(f"{sheet.stem} is not a language to translate into; name the table fr.xlsx for fr")
    for language in campaign.languages[1:]:
        findings += _update_po(folder, campaign, language, day_of(today))
    places = dict(campaign.places)
    if sheet is not None and sheet.exists():
        findings += _table_back(folder, sheet, places)
    elif sheet is not None:
        _table_out(folder, sheet)
    for line in show.findings_text(findings, places):
        click.echo(line)
    return _code(findings)


def main() -> NoReturn:
    """The program: 0 well, 1 findings or failures, 2 wrong use, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        # The words of a campaign are in every script, whatever the locale of the terminal says.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = commands.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        # Whoever read us has seen enough. Python flushes once more at its end: into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; what was finished is kept, and the next build goes on from there", err=True)
        code = 130
    except (OSError, bag.Damaged, text.NewerFile) as error:
        click.echo(f"haqiba: {error}", err=True)
        code = 1
    sys.exit(code)


def _languages(tags: str) -> list[Language]:
    found = {tag: language_of(tag.strip(), "MA") for tag in tags.split(",")}
    unknown = ", ".join(tag for tag, language in found.items() if language is None)
    if unknown:
        raise click.UsageError(f"no language is called {unknown}; languages are written so: ar,fr,en")
    return [language for language in found.values() if language]


def _read(folder: Path) -> tuple[Campaign, list[Finding]]:
    try:
        campaign, findings = read(folder)
    except NoCampaign as fault:
        for line in show.findings_text(said(fault.findings, None, "text"), fault.places):
            click.echo(line, err=True)
        raise click.UsageError(str(fault)) from None
    return campaign, list(findings)


def _opened(folder: Path, day: datetime.date) -> tuple[Campaign, tuple[Edition, ...], list[Finding]]:
    campaign, findings = _read(folder)
    made, more = editions(campaign, today=day)
    return campaign, made, [*findings, *more]


def _wanted(made: Sequence[Edition], only: str) -> tuple[Edition, ...]:
    found = chosen(made, only)
    if made and not found:
        raise click.UsageError(f"no edition is called {only}; there are {', '.join(edition.name for edition in made)}")
    return found


def _run(jobs: Sequence[Job], processes: int | None) -> tuple[Result, ...]:
    cache, bar = Cache.of_user(), show.Bar()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        results = run(jobs, cache, processes=processes or cores, progress=bar)
    finally:
        bar.close()
    cache.log([f"{result.edition.name}\n{result.trace}" for result in results if result.trace])
    for line in show.failures_text(results, cache.failed_log):
        click.echo(line, err=True)
    return results


def _found(
    campaign: Campaign, made: Sequence[Edition], results: Sequence[Result], day: datetime.date
) -> Iterable[Finding]:
    yield from check_editions(campaign, made, today=day, speller=hunspell)
    yield from unmade(made, makers())
    for result in results:
        yield from result.findings


def _states(made: Iterable[Edition], cache: Cache) -> list[show.State]:
    states: list[show.State] = []
    for edition in made:
        kept = [cache.get(job.key) for job in plan([edition], makers(), quality="full")]
        files = [blob.name for one in kept if one for blob in one.files]
        fresh = bool(kept) and all(kept)
        states.append((edition, ("draft" if edition.draft else "final") if fresh else "stale", files if fresh else []))
    return states


def _out(folder: Path, out: Path | None) -> Path:
    """Where the bag goes: never into the folder, which holds only what people wrote."""
    home = folder.resolve()
    place = (out or home.with_name(f"{home.name}-bag")).resolve()
    if place.is_relative_to(home) or home.is_relative_to(place):
        raise click.UsageError(
            f"the bag cannot go to {place}: the campaign is there; name a folder beside it with --out"
        )
    try:
        bag.claim(place)
    except Refused as fault:
        raise click.UsageError(str(fault)) from None
    return place


def _kit(campaign: Campaign, results: Sequence[Result], day: datetime.date, only: str) -> Kit:
    libraries = {name for maker in makers() for name in maker.libraries}
    says = [Translator(campaign, language) for language in campaign.languages]
    return Kit(
        campaign=campaign,
        contents=tuple(_content(result) for result in results if result.files),
        date=day,
        software=__version__,
        libraries=versions(libraries),
        colours=palette(campaign.colours),
        missing=tuple(result.edition.name for result in results if not result.files),
        only=only,
        titles={say.language.tag: say(campaign.title) for say in says},
        nacl=nacl() if campaign.site else b"",
        partners={one.id: {say.language.tag: say(one.name) for say in says} for one in campaign.partners},
    )


def _content(result: Result) -> Content:
    edition = result.edition
    return Content(
        name=edition.name,
        folder=unicodedata.normalize("NFC", edition.folder),
        language=edition.language,
        kind=edition.kind,
        title=edition.title,
        files=tuple(replace(blob, name=unicodedata.normalize("NFC", blob.name)) for blob in result.files),
        draft=edition.draft,
        draft_word=edition.labels.get("draft", "DRAFT"),
        # Only where it is printed: the number is a digest of all that is.
        number=edition.number if edition.code else "",
        helplines=tuple((line.name, tuple(contact.value for contact in line.contacts)) for line in edition.helplines),
    )


def _packed(kit: Kit, out: Path) -> list[Finding]:
    names = [f"data/{content.folder}/{blob.name}" for content in kit.contents for blob in content.files]
    findings = list(bag.faults(names))
    if not findings:
        bag.pack(kit, out)
    return findings


def _update_po(folder: Path, campaign: Campaign, language: Language, day: datetime.date) -> list[Finding]:
    path = _po_path(folder, language.tag)
    old = path.read_bytes() if path.exists() else None
    try:
        fresh = po.update(old, messages(campaign, language), language, project=campaign.title, date=day)
    except MalformedPo as fault:
        return [fault.finding(path.relative_to(folder).as_posix())]
    _write_po(path, old, fresh)
    return []


def _table_out(folder: Path, sheet: Path) -> None:
    from haqiba.write import table  # its spreadsheet library is slow to load, and no other command needs it

    campaign, _ = _read(folder)
    target = next(language for language in campaign.languages if language.tag == sheet.stem)
    known = campaign.translations.get(target.tag)
    data = table.out(messages(campaign, target), known, source=campaign.source, target=target)
    text.replace(sheet, None, data)
    click.echo(f"{sheet} is for the translator; the same command takes it back")


def _table_back(folder: Path, sheet: Path, places: dict[str, Place]) -> list[Finding]:
    from haqiba.write import table  # as above

    returned = table.back(sheet.read_bytes(), sheet.name)
    places |= returned.places
    if not returned.tag:
        return list(returned.findings)
    path = _po_path(folder, returned.tag)
    old = path.read_bytes()
    fresh, findings = po.fill(old, returned.rows)
    _write_po(path, old, fresh)
    return [*returned.findings, *findings]


def _po_path(folder: Path, tag: str) -> Path:
    return folder / "translations" / f"{tag}.po"


def _write_po(path: Path, old: bytes | None, fresh: bytes) -> None:
    if fresh != old:
        path.parent.mkdir(exist_ok=True)
        text.replace(path, None if old is None else sha256(old).hexdigest(), fresh)
        click.echo(f"{path} is up to date", err=True)


def _code(findings: Iterable[Finding], results: Iterable[Result] = ()) -> int:
    return int(worst(findings) == "error" or any(result.state == "failed" for result in results))
