"""Words that no dictionary knows, where hunspell and a dictionary are installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator

from haqiba.campaign.finding import Finding, Ref
from haqiba.campaign.language import Language
from haqiba.check.case import Case
from haqiba.edition.fill import PLACEHOLDER
from haqiba.edition.format import ICU

# Not what holds digits, an address or a tag.
_SKIP = re.compile(r"\S*[@/#\d]\S*|\S+\.\w{2,}\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def spelling(case: Case) -> Iterator[Finding]:
    """A misspelt leaflet is not believed. Names and terms of the campaign stand in words.TAG.txt, one a line."""
    if case.speller is None:
        return
    for language in case.campaign.languages:
        places: dict[str, Ref] = {}
        for saying in case.sayings:
            if saying.language == language and saying.own and not ICU.search(saying.text):
                for word in _words(saying.text):
                    places.setdefault(word, saying.ref)
        own = {word.casefold() for word in case.campaign.words.get(language.tag, ())}
        for word in sorted(case.speller(language, places) or ()):
            if word.casefold() not in own:
                yield Finding(
                    "spelling",
                    "note",
                    places[word],
                    f"{language.tag}: no dictionary knows {word}",
                    f"mend it, or write it into words.{language.tag}.txt",
                )


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(_SKIP.sub(" ", PLACEHOLDER.sub(" ", text)).replace("’", "'")):
        yield word.removesuffix("'s")


def hunspell(language: Language, words: Iterable[str]) -> frozenset[str] | None:
    """The words that hunspell's dictionary of the language does not know; None where there is none."""
    program = shutil.which("hunspell")
    names = _of(language) if program else ""
    if not program or not names:
        return None
    asked = sorted(words)
    if not asked:
        return frozenset()
    told = subprocess.run(
        [program, "-l", "-i", "UTF-8", "-d", names],
        input="\n".join(asked) + "\n",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    # It may cut a word at a sign that its language does not have: then it was not asked about that word.
    return frozenset(told.stdout.split("\n")).intersection(asked) if told.returncode == 0 else None


def _of(language: Language) -> str:
    """All dictionaries of the language: a campaign may write the English of either side of the sea."""
    code = language.tag.split("-")[0]
    return ",".join(name for name in _dictionaries() if name.split("_")[0] == code)


def _dictionaries() -> tuple[str, ...]:
    """The names of the installed ones, as hunspell lists them on standard error."""
    told = subprocess.run(["hunspell", "-D"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    listed = told.stderr.decode("utf-8", "replace").partition("AVAILABLE DICTIONARIES")[2].partition("LOADED")[0]
    return tuple(sorted(line.rsplit("/", 1)[1] for line in listed.splitlines() if line.startswith("/")))


CHECKS = (spelling,)
