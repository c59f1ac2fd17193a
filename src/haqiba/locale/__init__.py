"""Findings in the reader's language. Catalogs are gettext PO files, read only where they are asked for.

Findings are made, kept and tested in English, with their values in place; a catalog holds the sentence with names in
place of the values. So the sentence is found again by its code, its values are read out of it, and put into the
translation: nobody who makes a finding needs to think of languages. What is not in the catalog stays in English."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from babel.messages.pofile import read_po

from haqiba.campaign.finding import Finding

TONGUES = ("en", "fr", "ar")
_FIELD = re.compile(r"\{\{|\}\}|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence with names for its values; `translation` has the same names."""

    pattern: re.Pattern[str]
    translation: str

    def said(self, text: str) -> str | None:
        match = self.pattern.fullmatch(text)
        return filled(self.translation, match.groupdict()) if match else None


def spoken(environment: Mapping[str, str]) -> str:
    """The tongue that a terminal asks for (POSIX: LC_ALL, LC_MESSAGES, LANG); English where we have none."""
    asked = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    tongue = re.split(r"[_.@]", asked)[0]
    return tongue if tongue in TONGUES else "en"


def translator(tongue: str) -> Callable[[Finding], Finding]:
    """What says a finding in `tongue`, one of TONGUES."""
    if tongue == "en":
        return lambda finding: finding
    entries = _entries(tongue)

    def say(finding: Finding) -> Finding:
        known = entries.get(finding.code, [])
        return replace(finding, message=_said(known, finding.message), mend=_said(known, finding.mend))

    return say


def _said(entries: Iterable[Entry], text: str) -> str:
    return next((said for entry in entries if (said := entry.said(text)) is not None), text)


def _entries(tongue: str) -> dict[str, list[Entry]]:
    """By code; the sentence with the most words of its own first."""
    found: dict[str, list[tuple[int, Entry]]] = {}
    with (files("haqiba.locale") / f"{tongue}.po").open("rb") as file:
        for message in read_po(file):
            if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string:
                entry = Entry(pattern(message.id), message.string)
                for code in ", ".join(message.auto_comments).split(", "):
                    found.setdefault(code, []).append((len(_FIELD.sub("", message.id)), entry))
    return {code: [entry for _, entry in sorted(rows, key=lambda row: -row[0])] for code, rows in found.items()}


def pattern(template: str) -> re.Pattern[str]:
    """What a filled template looks like; a name that comes twice has one value."""
    parts, at, seen = [], 0, set[str]()
    for match in _FIELD.finditer(template):
        parts.append(re.escape(template[at : match.start()]))
        at = match.end()
        if match[1] is None:
            parts.append(re.escape(match[0][0]))
        else:
            parts.append(f"(?P={match[1]})" if match[1] in seen else f"(?P<{match[1]}>.*?)")
            seen.add(match[1])
    return re.compile("".join(parts) + re.escape(template[at:]), re.DOTALL)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its values; names that it does not have are not missed."""
    return _FIELD.sub(lambda match: values.get(match[1], "") if match[1] else match[0][0], template)
