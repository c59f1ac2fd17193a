"""Translations brought up to date: only the lines of what changed are rewritten.

An entry that says what it should keeps its bytes as Poedit or Weblate left them, and its place in the file.
References name the file alone: with line numbers, or ids that count, a sentence added above would rewrite
every entry below it and bury the real change in the history.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import UnknownLocaleError
from babel.messages import Catalog
from babel.messages.catalog import Message as Merged
from babel.messages.plurals import get_plural
from babel.messages.pofile import escape

from haqiba.campaign.finding import Finding, locate
from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message
from haqiba.write.entries import Book, Entry, Key, located, read, retired, words

# The flags that the tool sets and takes away; every other belongs to the translators.
OURS = frozenset({"icu-message-format"})


@dataclass(frozen=True, slots=True)
class Row:
    """A translation that someone wrote elsewhere; `was` what the PO file said when they began."""

    context: str
    text: str
    translation: str
    was: str
    ref: str


def update(
    old: bytes | None,
    messages: Sequence[Message],
    language: Language,
    *,
    project: str,
    date: datetime.date,
) -> bytes:
    """The file with new messages added, changed ones fuzzy, gone ones obsolete; the same bytes if all is as it was.

    Raises MalformedPo.
    """
    wanted = {(message.context, message.text): message for message in messages if message.text}
    book = read(old or b"")
    if not any(entry.header for entry in book.entries):
        book.entries.insert(0, _header(language, project, date))
    entries = _merged(book.entries, wanted)
    if old is not None and entries == book.entries:
        return old
    new = Book([_dated(entry, date) if entry.header else entry for entry in entries], book.tail, book.crlf)
    return new.bytes()


def fill(old: bytes, rows: Iterable[Row]) -> tuple[bytes, tuple[Finding, ...]]:
    """The file with the rows' translations, no longer fuzzy. A row whose text is gone, or that someone has translated
    otherwise in the meantime, is a finding and changes nothing. Raises MalformedPo."""
    book = read(old)
    index = {entry.key: n for n, entry in enumerate(book.entries) if not entry.obsolete and entry.fields["msgid"]}
    findings: list[Finding] = []
    changed = False
    for row in rows:
        n = index.get((row.context, row.text))
        if n is None:
            findings.append(_gone(row))
            continue
        entry = book.entries[n]
        if entry.string == row.translation and "fuzzy" not in entry.flags:
            continue
        if entry.string != row.was:
            findings.append(_crossed(row, entry.string))
            continue
        book.entries[n] = _translated(entry, row.translation)
        changed = True
    return (book.bytes() if changed else old), tuple(findings)


def _merged(old: list[Entry], wanted: dict[Key, Message]) -> list[Entry]:
    """The entries as they should be, in their old order; new ones after the one they follow in the campaign."""
    live = {entry.key: n for n, entry in enumerate(old) if not entry.obsolete and entry.fields["msgid"]}
    returned = wanted.keys() - live.keys()
    back = {entry.key: n for n, entry in enumerate(old) if entry.obsolete and entry.key in returned}
    merged = _babel(old, live | back, wanted)
    placed: dict[int, Entry] = {n: old[n] for n in range(len(old)) if n not in {*live.values(), *back.values()}}
    following: dict[int, list[Entry]] = {}
    used = set(back.values())
    anchor = next(n for n, entry in enumerate(old) if entry.header)
    for key, message in wanted.items():
        found = merged[key]
        origin = _origin(found)
        string = found.string if isinstance(found.string, str) else ""
        fuzzy = "fuzzy" in found.flags and bool(string)
        base = old[origin] if origin is not None else None
        entry = _entry(base, message, string, fuzzy)
        if origin is not None and origin not in used and (key in live or old[origin].key not in wanted):
            placed[origin] = entry
            used.add(origin)
            anchor = origin
        else:
            following.setdefault(anchor, []).append(entry)
    # An untranslated text that is gone leaves nothing worth keeping; so gettext has it too.
    gone = [old[n] for n in live.values() if n not in used and old[n].string]
    result: list[Entry] = []
    for n in range(len(old)):
        result += [placed[n]] if n in placed else []
        result += following.get(n, [])
    return result + [retired(entry) for entry in gone]


def _babel(old: list[Entry], index: dict[Key, int], wanted: dict[Key, Message]) -> dict[Key, Merged]:
    """Babel's merge of the old entries with the wanted messages."""
    catalog, template = Catalog(), Catalog()
    for n in index.values():
        entry = old[n]
        flags = ["fuzzy"] if "fuzzy" in entry.flags else []
        # Babel carries a translator's comment along with the translation: so the number of the entry
        # that a translation came from travels as one.
        catalog.add(_id(entry), entry.fields.get("msgstr") or _strings(entry), flags=flags,
                    user_comments=[str(n)], context=entry.key[0] or None)  # fmt: skip
    for context, text in wanted:
        template.add(text, context=context or None)
    catalog.update(template)
    return {(merged.context or "", str(merged.id)): merged for merged in catalog if merged.id}


def _id(entry: Entry) -> str | tuple[str, str]:
    plural = entry.fields.get("msgid_plural")
    return entry.fields["msgid"] if plural is None else (entry.fields["msgid"], plural)


def _strings(entry: Entry) -> str | tuple[str, ...]:
    return "" if "msgid_plural" not in entry.fields else (entry.string, "")


def _origin(merged: Merged) -> int | None:
    return int(merged.user_comments[0]) if merged.user_comments else None


def _entry(base: Entry | None, message: Message, string: str, fuzzy: bool) -> Entry:
    """The entry of a message; `base` is the old one its translation comes from: its lines are kept where they hold."""
    notes = [line for comment in message.comments for line in comment.splitlines() if line.strip()]
    files = tuple(dict.fromkeys(locate(ref, {}).file for ref in message.refs))
    if base is None:
        lines = [*_commented(notes), *located(files), *_flagged(frozenset(message.flags)), *_said(message, "")]
        return Entry(("",), tuple(lines), 0, _fields(message, ""), False)
    flags = (base.flags - OURS - {"fuzzy"}) | frozenset(message.flags) | ({"fuzzy"} if fuzzy else set())
    same = not base.obsolete and base.fields == _fields(message, string)
    told = " ".join(" ".join(notes).split()) == " ".join(" ".join(base.notes).split())
    if same and told and flags == base.flags and files == base.files:
        return base
    lines = [
        *base.of("#"),
        *(base.of("#.") if told else _commented(notes)),
        *(base.of("#:") if files == base.files else located(files)),
        *(base.of("#,") if flags == base.flags else _flagged(flags)),
        *(_previous(base, message) if fuzzy else ()),
        *(base.of("") if same else _said(message, string)),
    ]
    return Entry(base.gap or ("",), tuple(lines), base.line, _fields(message, string), False)


def _previous(base: Entry, message: Message) -> list[str]:
    """`#|` lines: the text that the translation is of."""
    if base.of("#|"):
        return list(base.of("#|"))
    if base.obsolete:
        return ["#" + line.strip()[2:] for line in base.of("#~") if line.strip().startswith("#~|")]
    if base.key == (message.context, message.text):
        return []
    context = words("msgctxt", base.key[0], "#| ") if base.key[0] else []
    return context + words("msgid", base.key[1], "#| ")


def _translated(entry: Entry, translation: str) -> Entry:
    flags = entry.flags - {"fuzzy"}
    cut = next(n for n, line in enumerate(entry.of("")) if line.strip().startswith("msgstr"))
    lines = [
        *entry.of("#"),
        *entry.of("#."),
        *entry.of("#:"),
        *(entry.of("#,") if flags == entry.flags else _flagged(flags)),
        *entry.of("")[:cut],
        *words("msgstr", translation),
    ]
    return Entry(entry.gap, tuple(lines), entry.line, {**entry.fields, "msgstr": translation}, False)


def _commented(notes: Iterable[str]) -> list[str]:
    return [f"#. {' '.join(note.split())}" for note in notes]


def _flagged(flags: frozenset[str]) -> list[str]:
    # fuzzy first, as gettext writes it
    return ["#, " + ", ".join(sorted(flags, key=lambda flag: (flag != "fuzzy", flag)))] if flags else []


def _fields(message: Message, string: str) -> dict[str, str]:
    context = {"msgctxt": message.context} if message.context else {}
    return {**context, "msgid": message.text, "msgstr": string}


def _said(message: Message, string: str) -> list[str]:
    return [line for keyword, text in _fields(message, string).items() for line in words(keyword, text)]


def _header(language: Language, project: str, date: datetime.date) -> Entry:
    try:
        count, rule = get_plural(language.locale)
    except UnknownLocaleError:
        count, rule = 2, "(n != 1)"
    lines = (
        f"Project-Id-Version: {' '.join(project.split())}",
        "Report-Msgid-Bugs-To: ",
        f"POT-Creation-Date: {_stamp(date)}",
        f"PO-Revision-Date: {_stamp(date)}",
        "Last-Translator: ",
        "Language-Team: ",
        f"Language: {language.tag.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={count}; plural={rule};",
    )
    string = "".join(f"{line}\n" for line in lines)
    said = ('msgid ""', 'msgstr ""', *(escape(f"{line}\n") for line in lines))
    return Entry((), said, 0, {"msgid": "", "msgstr": string}, False)


def _stamp(date: datetime.date) -> str:
    return f"{date:%Y-%m-%d} 00:00+0000"


def _dated(header: Entry, date: datetime.date) -> Entry:
    """The header with the day of this change, and the encoding that it is written in; all else as it was."""
    lines = tuple(_header_line(line, date) for line in header.lines)
    return Entry(header.gap, lines, header.line, header.fields, False)


def _header_line(line: str, date: datetime.date) -> str:
    if line.startswith('"POT-Creation-Date:'):
        return f'"POT-Creation-Date: {_stamp(date)}\\n"'
    if line.startswith('"Content-Type:') and "utf-8" not in line.lower():
        return '"Content-Type: text/plain; charset=UTF-8\\n"'
    return line


def _gone(row: Row) -> Finding:
    return Finding("table-source-gone", "warning", row.ref, "the campaign no longer says this text",
                   "nothing was taken over; write a new table and translate there")  # fmt: skip


def _crossed(row: Row, now: str) -> Finding:
    return Finding("table-crossed", "warning", row.ref, f"translated elsewhere since the table was written: {now!r}",
                   "decide which one is right, in the PO file or in a new table")  # fmt: skip
