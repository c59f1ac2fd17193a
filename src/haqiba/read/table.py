"""One table of settings, read key by key; every fault of meaning is noted, none stops the reading."""

import datetime
import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from haqiba.campaign.finding import Finding, Level

# No figure of a campaign is larger, and all below it can be printed, counted and divided.
MAX_NUMBER = 10**15
NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean X?` or the empty text."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


class Table:
    """`ref` is the reference of the table itself (`campaign.toml#helplines.0`)."""

    def __init__(self, data: dict[str, Any], file: str, path: str, findings: list[Finding]) -> None:
        self.data, self.file, self.path, self.findings = data, file, path, findings
        self.known: set[str] = set()

    def ref(self, key: str = "") -> str:
        path = ".".join(filter(None, (self.path, key)))
        return f"{self.file}#{path}" if path else self.file

    def fault(self, code: str, key: str, message: str, mend: str, level: Level = "error") -> None:
        self.findings.append(Finding(code, level, self.ref(key), message, mend))

    def _take(self, key: str, kind: type | tuple[type, ...], needed: bool) -> Any:
        self.known.add(key)
        value = self.data.get(key)
        if value is None:
            if needed:
                self.fault("key-missing", "", f"{key} is missing", f"add {key} = …")
            return None
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            wanted = NAMES.get(kinds[0], "a date (2024-07-30)" if kinds[0] is datetime.date else "a number")
            self.fault("value-type", key, f"{key} should be {wanted}", f"write {key} as {wanted}")
            return None
        if isinstance(value, (int, float)) and not abs(value) <= MAX_NUMBER:
            self.fault("value-type", key, f"{key} is no number that can be printed", "write up to 15 digits")
            return None
        return value

    def text(self, key: str, needed: bool = False) -> str:
        value = self._take(key, str, needed)
        if needed and value is not None and not value.strip():
            self.fault("key-missing", key, f"{key} is empty", f"write the {key}")
        return value or ""

    def choice(self, key: str, options: Iterable[str], needed: bool = False, default: str = "") -> str:
        value = self.text(key, needed) or default
        options = tuple(options)
        if value and value not in options:
            self._choice_fault(key, value, options)
            return default
        return value

    def _choice_fault(self, key: str, value: str, options: tuple[str, ...]) -> None:
        mend = nearest(value, options) or f"one of: {', '.join(options)}"
        self.fault("value-choice", key, f"{key.split('.')[0]} cannot be {value!r}", mend)

    def texts(self, key: str, options: Iterable[str] = ()) -> tuple[str, ...]:
        value = self._take(key, (list, str), False)
        items = [value] if isinstance(value, str) else value or []
        options = tuple(options)
        kept = []
        for number, item in enumerate(items):
            place = f"{key}.{number}" if isinstance(value, list) else key
            if not isinstance(item, str):
                self.fault("value-type", place, f"{key} should be a list of texts", 'write each between " "')
            elif options and item not in options:
                self._choice_fault(place, item, options)
            else:
                kept.append(item)
        return tuple(kept)

    def integer(self, key: str) -> int | None:
        value = self._take(key, int, False)
        return int(value) if value is not None else None

    def number(self, key: str) -> float | None:
        value = self._take(key, (float, int), False)
        return float(value) if value is not None else None

    def boolean(self, key: str, default: bool) -> bool:
        value = self._take(key, bool, False)
        return default if value is None else bool(value)

    def day(self, key: str) -> datetime.date | None:
        """A date; the empty text means that it is not known yet."""
        if self.data.get(key) == "":
            self.known.add(key)
            return None
        value = self._take(key, datetime.date, False)
        return value.date() if isinstance(value, datetime.datetime) else value

    def anything(self, key: str, kinds: tuple[type, ...], needed: bool = False) -> Any:
        return self._take(key, kinds, needed)

    def table(self, key: str) -> "Table":
        path = ".".join(filter(None, (self.path, key)))
        return Table(self._take(key, dict, False) or {}, self.file, path, self.findings)

    def tables(self, key: str) -> Iterator["Table"]:
        for number, item in enumerate(self._take(key, list, False) or []):
            path = ".".join(filter(None, (self.path, f"{key}.{number}")))
            if isinstance(item, dict):
                yield Table(item, self.file, path, self.findings)
            else:
                self.fault("value-type", f"{key}.{number}", f"{key} should be tables", f"write [[{key}]] above it")

    def close(self, prefix: str = "") -> None:
        """After all known keys were taken: what is left is unknown."""
        for key in self.data:
            if key not in self.known:
                mend = nearest(key, self.known) or f"known here: {', '.join(sorted(self.known))}"
                self.fault("key-unknown", key, f"{prefix}{key} is not a key that haqiba knows", mend)
