"""Fountain 1.1 (fountain.io/syntax) -> elements with line and column, in scripts without capitals too.

Beyond the standard only this: a line that begins with `داخلي.` or `خارجي.` is a scene heading as `INT.` is,
and a name is in capitals only if every letter is one: Arabic has none, so that there a name begins with @."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

ElementKind = Literal[
    "title", "scene", "action", "character", "parenthetical", "dialogue", "lyric", "transition", "centered",
    "note", "section", "synopsis", "page-break",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `name`: key of the title page, number of a scene, extension of a character;
    `level`: depth of a section, 1 for a dual character. Emphasis is kept as written."""

    kind: ElementKind
    text: str
    line: int
    column: int = 1
    name: str = ""
    level: int = 0


_SCENE = re.compile(r"(?:INT\.?/EXT|INT/EXT|I/E|INT|EXT|EST)[. ]|(?:داخلي/خارجي|داخلي|خارجي)\.", re.IGNORECASE)
_NUMBER = re.compile(r"#([\w.-]+)#$")
_TITLE = re.compile(r"^([^\s:\[(!@.>~#=][^:\n]{0,60}):[ \t]*(.*)$")
_TRANSITION = re.compile(r"TO:$")
_EXTENSION = re.compile(r"\(([^()]*)\)$")
_PAGE_BREAK = re.compile(r"^={3,}\s*$")
_NOTE = re.compile(r"\[\[((?:(?!\[\[|\]\]|\n[ ]?\n).)*)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    """`text` without notes and boneyard; `bare` is false where a line held only these."""

    text: str
    number: int
    bare: bool


def elements(text: str) -> tuple[Element, ...]:
    """Every element of a screenplay, in the order of its lines. No text is a fault."""
    lines, notes = _lines(text)
    title, start = _title_page(lines)
    made = [*title, *_Body(lines[start:]).read(), *notes]
    return tuple(sorted(made, key=lambda one: (one.line, one.column)))


def capitals(text: str) -> bool:
    """Whether a text has letters, and each of them is a capital."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _blanked(text: str) -> str:
    """Nothing but its line ends, each line marked so that it does not count as an empty one."""
    return "\0" + "\n\0" * text.count("\n")


def _unburied(text: str) -> str:
    """Without what stands between /* and */."""
    kept, at = [], 0
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        kept += [text[at:start], _blanked(text[start : end + 2])]
        at = end + 2
    return "".join([*kept, text[at:]])


def _lines(text: str) -> tuple[list[_Line], list[Element]]:
    text = _unburied(text)
    notes: list[Element] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text))] if "]]" in text else []

    def take(match: re.Match[str]) -> str:
        line = _row(starts, match.start())
        inside = " ".join(match[1].replace("\0", "").split())
        notes.append(Element("note", inside, line + 1, match.start() - starts[line] + 1))
        return _blanked(match[0])

    if starts:
        text = _NOTE.sub(take, text)
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(_Line(line.replace("\0", ""), number, "\0" not in line or bool(line.strip("\0 \t"))))
    return lines, notes


def _row(starts: list[int], at: int) -> int:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle] <= at else (low, middle)
    return low


def _title_page(lines: list[_Line]) -> tuple[list[Element], int]:
    """`Key: value`, or the key and indented lines; ends at the first empty line."""
    first = _TITLE.match(lines[0].text) if lines else None
    indented = len(lines) > 1 and re.match(r"(?: {3,}|\t)\S", lines[1].text)
    if not first or not (first[2] or indented) or (_SCENE.match(lines[0].text) and not first[2]):
        return [], 0
    made: list[Element] = []
    for count, line in enumerate(lines):
        if not line.text.strip():
            return made, count
        key = _TITLE.match(line.text)
        if key:
            made.append(Element("title", key[2].strip(), line.number, key.start(2) + 1, key[1].strip()))
        elif made and line.text[0] in " \t":
            made[-1] = replace(made[-1], text=f"{made[-1].text}\n{line.text.strip()}".strip())
        else:
            return made, count
    return made, len(lines)


def _paragraphs(said: list[Element]) -> list[Element]:
    """Lines of dialogue that follow one another as one element."""
    made: list[Element] = []
    for kind, group in groupby(said, key=lambda one: one.kind):
        rows = list(group)
        if kind == "dialogue":
            text = "\n".join(row.text for row in rows).strip()
            made += [replace(rows[0], text=text)] if text else []
        else:
            made += rows
    return made


class _Body:
    """Reads line by line; what a line is depends on its neighbours and on the dialogue that is open."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = [line for line in lines if line.bare]
        self.at = 0

    def read(self) -> Iterator[Element]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.text.strip():
                self.at += 1
                continue
            yield from self._single(line) or self._dialogue(line) or [self._action()]

    def _blank(self, at: int) -> bool:
        return not 0 <= at < len(self.lines) or not self.lines[at].text.strip()

    def _single(self, line: _Line) -> list[Element]:
        """An element of one line, or none."""
        kind, text, skip, name, level = self._told(line.text)
        if not kind:
            return []
        self.at += 1
        column = len(line.text) - len(line.text.lstrip()) + skip + 1
        return [Element(kind, text.strip(), line.number, column, name, level)]

    def _told(self, raw: str) -> tuple[ElementKind | None, str, int, str, int]:
        """Kind, text, marks skipped, name, level."""
        text = raw.strip()
        alone = self._blank(self.at - 1)
        if _PAGE_BREAK.match(text):
            return "page-break", "", 0, "", 0
        if text[0] == "#":
            depth = len(text) - len(text.lstrip("#"))
            return "section", text[depth:], depth, "", depth
        if text[0] == "=":
            return "synopsis", text[1:], 1, "", 0
        if text[0] == "~":
            return "lyric", text[1:], 1, "", 0
        if text[0] == ">":
            if text.endswith("<") and len(text) > 1:
                return "centered", text[1:-1], 1, "", 0
            return "transition", text[1:], 1, "", 0
        forced = text[0] == "." and len(text) > 1 and text[1] not in ". "
        if alone and (forced or (_SCENE.match(text) and self._blank(self.at + 1))):
            number = _NUMBER.search(text)
            heading = text[: number.start()].strip() if number else text
            return "scene", heading[1:] if forced else heading, int(forced), number[1] if number else "", 0
        if alone and self._blank(self.at + 1) and capitals(text) and _TRANSITION.search(text):
            return "transition", text, 0, "", 0
        return None, "", 0, "", 0

    def _dialogue(self, line: _Line) -> list[Element]:
        """A character with what is said, or nothing."""
        text = line.text.strip()
        forced = text[0] == "@" and len(text) > 1
        dual = text.endswith("^")
        name = (text[1:] if forced else text).removesuffix("^").strip()
        extension = _EXTENSION.search(name)
        bare = name[: extension.start()].strip() if extension else name
        cue = forced or (text[0] != "!" and capitals(bare))
        if not cue or not bare or not self._blank(self.at - 1) or self._blank(self.at + 1):
            return []
        column = len(line.text) - len(line.text.lstrip()) + 1 + forced
        how = extension[1].strip() if extension else ""
        made = [Element("character", bare, line.number, column, how, int(dual))]
        self.at += 1
        said: list[Element] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            # Two spaces keep an empty line inside what is said.
            if not line.text.strip() and len(line.text) < 2:
                break
            self.at += 1
            said.append(self._said(line))
        return made + _paragraphs(said)

    @staticmethod
    def _said(line: _Line) -> Element:
        text = line.text.strip()
        column = len(line.text) - len(line.text.lstrip()) + 1
        if text.startswith("(") and text.endswith(")"):
            return Element("parenthetical", text[1:-1].strip(), line.number, column)
        if text.startswith("~"):
            return Element("lyric", text[1:].strip(), line.number, column + 1)
        return Element("dialogue", text, line.number, column)

    def _action(self) -> Element:
        """A paragraph: lines up to an empty one, or to one that is something by itself."""
        first = self.lines[self.at]
        forced = first.text.lstrip().startswith("!")
        rows: list[str] = []
        while not self._blank(self.at):
            line = self.lines[self.at]
            if rows and self._told(line.text)[0]:
                break
            rows.append(line.text.lstrip().removeprefix("!") if forced and not rows else line.text.rstrip())
            self.at += 1
        column = len(first.text) - len(first.text.lstrip()) + 1 + forced
        return Element("action", "\n".join(rows).strip(), first.number, column)
