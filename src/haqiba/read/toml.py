"""TOML with the line of every key: tomllib gives the values, a scanner the places."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from haqiba.campaign.finding import Finding, Place, here

# Deeper than any campaign goes; tomllib needs quadratic time for dotted keys, and the scanner needs the stack.
MAX_DEPTH = 30
_DOTTED = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}")
_ERROR = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(slots=True)
class Document:
    """`data` as tomllib gives it; `places` by dotted path (`helplines.0.name`)."""

    data: dict[str, Any]
    places: dict[str, Place] = field(default_factory=dict)


def load(text: str, file: str, first_line: int = 1) -> tuple[Document, list[Finding]]:
    """Read TOML that begins at `first_line` of `file`; a syntax error is one finding with its line."""
    try:
        dotted = _DOTTED.search(text)
        if dotted:
            raise ValueError(f"nested too deeply (at line {text.count(chr(10), 0, dotted.start()) + 1}, column 1)")
        data = tomllib.loads(text)
        if not _shallow(data):
            raise ValueError("nested too deeply")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        match = _ERROR.search(str(error))
        line = int(match[1]) if match and match[1] else max(1, text.count("\n"))
        column = int(match[2]) if match and match[2] else None
        said = _ERROR.sub("", str(error)).strip() or "nested too deeply"
        finding = Finding(
            "toml-syntax",
            "error",
            here(file, line + first_line - 1, column),
            f"this is not TOML: {said}",
            'mend this line; a text stands between " ", a list between [ ]',
        )
        return Document({}), [finding]
    return Document(data, _Scanner(text, file, first_line).places()), []


def _shallow(data: dict[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [v for box in level for v in (box.values() if isinstance(box, dict) else box)]
        level = [v for v in level if isinstance(v, (dict, list))]
    return not level


class _Scanner:
    """Walks TOML that tomllib has accepted, so it need not refuse anything; it only counts."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text, self.file, self.first = text, file, first_line
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: dict[str, Place] = {}
        self.counts: dict[str, int] = {}

    def places(self) -> dict[str, Place]:
        table = ""
        while self.at < len(self.text):
            self._blank(newlines=True)
            if self.at >= len(self.text):
                break
            table = self._header() if self.text[self.at] == "[" else self._pair(table)
        return self.found

    def _mark(self, path: str) -> None:
        line = bisect_right(self.starts, self.at)
        column = self.at - self.starts[line - 1] + 1
        self.found.setdefault(path, Place(self.file, line - 1 + self.first, column))

    def _header(self) -> str:
        start = self.at
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        keys = self._keys()
        self.at = self.text.find("]", self.at) + (2 if double else 1)
        after, self.at = self.at, start
        path = self._resolve(keys[:-1])
        path = _join(path, keys[-1])
        if double:
            self._mark(path)
            number = self.counts.get(path, -1) + 1
            self.counts[path] = number
            path = f"{path}.{number}"
        self._mark(path)
        self.at = after
        return path

    def _resolve(self, keys: list[str]) -> str:
        """A header's prefix, through the newest element of each array of tables; it opens those tables too."""
        path = ""
        for key in keys:
            path = _join(path, key)
            self._mark(path)
            if path in self.counts:
                path = f"{path}.{self.counts[path]}"
        return path

    def _pair(self, table: str) -> str:
        start = self.at
        keys = self._keys()
        end, self.at = self.at, start
        path = table
        for key in keys:
            path = _join(path, key)
            self._mark(path)
        self.at = self.text.index("=", end) + 1
        self._value(path)
        return table

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._blank()
            if self.text[self.at] in "\"'":
                start = self.at
                self._string()
                keys.append(next(iter(tomllib.loads(f"{self.text[start : self.at]} = 0"))))
            else:
                match = re.compile(r"[A-Za-z0-9_-]+").match(self.text, self.at)
                assert match, "tomllib has accepted this key"
                keys.append(match[0])
                self.at = match.end()
            self._blank()
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self, path: str) -> None:
        self._blank(newlines=True)
        char = self.text[self.at]
        if char in "\"'":
            self._string()
        elif char == "[":
            self._sequence(path, "]")
        elif char == "{":
            self._sequence(path, "}")
        else:
            match = re.compile(r"[^,\]}#\r\n]+").match(self.text, self.at)
            self.at = match.end() if match else self.at + 1

    def _sequence(self, path: str, close: str) -> None:
        self.at += 1
        number = 0
        while True:
            self._blank(newlines=True)
            if self.text[self.at] == close:
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
            elif close == "]":
                self._mark(f"{path}.{number}")
                self._value(f"{path}.{number}")
                number += 1
            else:
                self._pair(path)

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            pattern = r"(?:\\.|[^\\])*?\"{3,5}" if quote == '"' else r".*?'{3,5}"
            match = re.compile(pattern, re.DOTALL).match(self.text, self.at + 3)
        else:
            pattern = r"(?:\\.|[^\"\\])*\"" if quote == '"' else r"[^']*'"
            match = re.compile(pattern).match(self.text, self.at + 1)
        assert match, "tomllib has accepted this string"
        self.at = match.end()

    def _blank(self, newlines: bool = False) -> None:
        """Skip spaces; with `newlines` also line ends and comments."""
        pattern = r"(?:[ \t\r\n]+|#[^\n]*)*" if newlines else r"[ \t]*"
        match = re.compile(pattern).match(self.text, self.at)
        assert match
        self.at = match.end()


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
