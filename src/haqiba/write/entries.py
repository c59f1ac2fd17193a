"""A PO file as entries that remember their lines.

Babel's and polib's readers forget how an entry was wrapped and take `#|` for a comment or drop it; to rewrite
only what changed, each entry keeps its lines as they stood.
Source: GNU gettext manual, "The Format of PO Files".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel.messages.pofile import normalize, unescape

from haqiba.campaign.finding import Finding, here

Key = tuple[str, str]

_STRING = r'"(?:[^"\\]|\\.)*"'
_KEYWORD = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*({_STRING})$", re.DOTALL)
_MORE = re.compile(rf"{_STRING}$", re.DOTALL)
_LOCATION = re.compile("\u2068([^\u2069]*)\u2069(?::\\d+)?|(\\S+)")


class MalformedPo(Exception):
    """A PO file that gettext would not read either; `line` from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason

    def finding(self, file: str) -> Finding:
        return Finding("po-malformed", "error", here(file, self.line), self.reason,
                       "mend the line, or take back the file as it was before")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `lines` without their ends, `gap` the blank lines before it, `line` its first line from 1.

    `fields` are the values by keyword (`msgid`, `msgstr`, `msgstr[0]`)."""

    gap: tuple[str, ...]
    lines: tuple[str, ...]
    line: int
    fields: dict[str, str]
    obsolete: bool

    @property
    def key(self) -> Key:
        return self.fields.get("msgctxt", ""), self.fields["msgid"]

    @property
    def header(self) -> bool:
        return not self.obsolete and "msgctxt" not in self.fields and not self.fields["msgid"]

    @property
    def string(self) -> str:
        return self.fields.get("msgstr", self.fields.get("msgstr[0]", ""))

    @property
    def flags(self) -> frozenset[str]:
        flags = (flag.strip() for line in self.of("#,") for flag in line.strip()[2:].split(","))
        return frozenset(flag for flag in flags if flag)

    @property
    def notes(self) -> tuple[str, ...]:
        """The extracted comments, one a line."""
        return tuple(line.strip()[2:].strip() for line in self.of("#."))

    @property
    def files(self) -> tuple[str, ...]:
        """What the references name."""
        return tuple(a or b for line in self.of("#:") for a, b in _LOCATION.findall(line.strip()[2:]))

    def of(self, mark: str) -> tuple[str, ...]:
        """The lines that begin with a mark; `#` alone for the translator's own, `` for the words."""
        return tuple(line for line in self.lines if _mark(line) == mark)


@dataclass(slots=True)
class Book:
    """A whole file: the entries in their order, and what stands after the last."""

    entries: list[Entry] = field(default_factory=list)
    tail: tuple[str, ...] = ()
    crlf: bool = False

    def bytes(self) -> bytes:
        """Lines end as they ended in the file that was read."""
        lines = [line for entry in self.entries for line in (*entry.gap, *entry.lines)] + [*self.tail]
        end = "\r\n" if self.crlf else "\n"
        return "".join(line.removesuffix("\r") + end for line in lines).encode()


def read(data: bytes) -> Book:
    """Raises MalformedPo."""
    text = _decoded(data)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        reader.take(number, line)
    reader.close()
    return Book(reader.entries, (*reader.gap, *reader.lines), "\r\n" in text)


def words(keyword: str, text: str, prefix: str = "") -> list[str]:
    """The lines of one field, wrapped as Babel and gettext do."""
    return f"{prefix}{keyword} {normalize(text, prefix=prefix)}".split("\n")


def located(files: Iterable[str]) -> list[str]:
    """Reference lines: one file a line; a name with blanks between U+2068 and U+2069, as gettext has it."""
    return [f"#: \u2068{file}\u2069" if re.search(r"\s", file) else f"#: {file}" for file in files]


def retired(entry: Entry, gap: Sequence[str] = ("",)) -> Entry:
    """The entry kept for the day its text returns: words, translator's comments and flags; no place."""
    kept = [line for line in entry.lines if line.strip() and _mark(line) not in ("#.", "#:")]
    lines = [line if _mark(line) in ("#", "#,") else "#~" + _retired(line.strip()) for line in kept]
    return Entry(tuple(gap), tuple(lines), entry.line, entry.fields, True)


def _retired(line: str) -> str:
    return line[1:] if line.startswith("#|") else f" {line}"


def _mark(line: str) -> str:
    bare = line.strip()
    if bare[:1] != "#":
        return ""
    return bare[:2] if bare[:2] in ("#.", "#:", "#,", "#|", "#~") else "#"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise MalformedPo(line, "the file is not in UTF-8") from None


class _Reader:
    """Lines in, entries out."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.gap: list[str] = []
        self.lines: list[str] = []
        self.start = 1
        self.fields: dict[str, list[str]] = {}
        self.last = ""
        self.obsolete = False
        self.keys: dict[Key, int] = {}

    def take(self, number: int, line: str) -> None:
        bare = line.strip()
        if not bare:
            if "msgstr" in self.last:
                self.close()
            (self.lines if self.lines else self.gap).append(line)
            return
        mark = _mark(line)
        if mark not in ("", "#~") or bare.startswith("#~|"):
            if "msgstr" in self.last:
                self.close()
            self._keep(number, line)
            return
        body = bare[2:].strip() if mark else bare
        if body:
            self._words(number, line, body, bool(mark))
        else:
            self._keep(number, line)

    def _words(self, number: int, line: str, body: str, obsolete: bool) -> None:
        found = _KEYWORD.match(body)
        if found:
            keyword, value = found.groups()
            if "msgstr" in self.last and keyword in ("msgctxt", "msgid"):
                self.close()
            if keyword in self.fields or (keyword.startswith("msgstr") and "msgid" not in self.fields):
                raise MalformedPo(number, f"{keyword} stands where none may stand")
            self._keep(number, line)
            self.fields[keyword] = [value]
            self.last, self.obsolete = keyword, obsolete
        elif self.last and _MORE.match(body):
            self._keep(number, line)
            self.fields[self.last].append(body)
        else:
            raise MalformedPo(number, "neither a comment, a keyword with a text in quotes, nor a text in quotes")

    def _keep(self, number: int, line: str) -> None:
        if not self.lines:
            self.start = number
        self.lines.append(line)

    def close(self) -> None:
        """End the entry that is open, if one is."""
        if not self.fields:
            return
        if "msgid" not in self.fields or "msgstr" not in self.last:
            raise MalformedPo(self.start, "an entry without msgid or msgstr")
        fields = {keyword: "".join(map(unescape, parts)) for keyword, parts in self.fields.items()}
        entry = Entry(tuple(self.gap), tuple(self.lines), self.start, fields, self.obsolete)
        if not entry.obsolete:
            first = self.keys.setdefault(entry.key, entry.line)
            if first != entry.line:
                raise MalformedPo(entry.line, f"the same text as in line {first}")
        self.entries.append(entry)
        self.gap, self.lines, self.fields, self.last, self.obsolete = [], [], {}, "", False
