import re
import subprocess
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.language import Language
from haqiba.campaign.piece import Message
from haqiba.write.entries import MalformedPo, read
from haqiba.write.po import Row, fill, update
from tests.write.messages import ARABIC, DAY, FRENCH, LATER, message

TALK = message("Talk with your child every day")
CALL = message("Call {helpline.child.number}: it is free, it is open day and night, and nobody will ask for your name")
HOME = message("Home", "menu")


def made(*messages: Message, old: bytes | None = None, language: Language = FRENCH) -> bytes:
    return update(old, messages, language, project="shabakat", date=DAY if old is None else LATER)


def said(po: bytes, *pairs: tuple[Message, str]) -> bytes:
    rows = [Row(m.context, m.text, translation, "", "") for m, translation in pairs]
    new, findings = fill(po, rows)
    assert findings == ()
    return new


def gettext(*command: str, po: bytes, folder: Path) -> str:
    (folder / "x.po").write_bytes(po)
    run = subprocess.run([*command, str(folder / "x.po")], capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"})
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


def counts(po: bytes) -> tuple[int, int, int, int]:
    """Translated, fuzzy, untranslated, obsolete: as polib counts them."""
    book = polib.pofile(po.decode())
    translated, fuzzy = len(book.translated_entries()), len(book.fuzzy_entries())
    return translated, fuzzy, len(book.untranslated_entries()), len(book.obsolete_entries())


def lines_changed(old: bytes, new: bytes) -> set[str]:
    return set(new.decode().splitlines()) ^ set(old.decode().splitlines())


@pytest.mark.parametrize("language", [FRENCH, ARABIC, Language("zgh", "zgh_MA", "Tfng", "ltr", "x"),
                                      Language("qqq", "qqq", "Latn", "ltr", "unknown to CLDR")])  # fmt: skip
def test_gettext_takes_a_new_file(tmp_path: Path, language: Language) -> None:
    po = made(TALK, CALL, HOME, language=language)
    told = gettext("msgfmt", "--check", "--statistics", "-o", "/dev/null", po=po, folder=tmp_path)
    assert "3 untranslated" in told
    assert polib.pofile(po.decode()).metadata["Language"] == language.tag


def test_the_translator_is_told_where_a_text_stands() -> None:
    entry = polib.pofile(made(HOME).decode())[0]
    assert (entry.msgctxt, entry.comment, entry.occurrences) == ("menu", "leaflet, side 1", [("pieces/leaflet.md", "")])


def test_a_changed_text_is_fuzzy_and_remembers_what_its_translation_was_of() -> None:
    old = said(made(TALK, CALL), (TALK, "Parlez chaque jour avec votre enfant"), (CALL, "Appelez"))
    entry = polib.pofile(made(message("Talk to your child every day"), CALL, old=old).decode())[0]
    assert (entry.fuzzy, entry.previous_msgid) == (True, TALK.text)
    assert entry.msgstr == "Parlez chaque jour avec votre enfant"


def test_the_text_before_survives_a_second_update() -> None:
    old = said(made(TALK), (TALK, "Parlez"))
    once = made(message("Talk to your child every day"), old=old)
    twice = made(message("Talk to your child, every day"), HOME, old=once)
    assert polib.pofile(twice.decode())[0].previous_msgid == TALK.text


def test_nothing_changed_nothing_rewritten_though_the_day_is_another() -> None:
    old = said(made(TALK, CALL, HOME), (TALK, "Parlez"))
    assert made(TALK, CALL, HOME, old=old) == old


POEDIT = """\
# French of the campaign
# Someone <someone@example.org>, 2026
msgid ""
msgstr ""
"Project-Id-Version: shabakat\\n"
"POT-Creation-Date: 2025-01-01 10:00+0100\\n"
"Last-Translator: Someone <someone@example.org>\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.5\\n"


# keep this one short
#. leaflet, side 1
#: pieces/leaflet.md
#, max-length:30
msgid "Talk with your child "
"every day"
msgstr ""
"Parlez avec votre "
"enfant"
#. leaflet, side 1
#: pieces/leaflet.md
msgctxt "menu"
msgid "Home"
msgstr "Accueil"

#~ msgid "Gone long ago"
#~ msgstr "Parti"
"""


def test_a_new_text_touches_no_line_of_another_editors() -> None:
    new = made(TALK, CALL, HOME, old=POEDIT.encode()).decode()
    added = new.replace("2026-03-04 00:00+0000", "2025-01-01 10:00+0100")
    start = added.index('\n\n#. leaflet, side 1\n#: pieces/leaflet.md\nmsgid ""\n"Call')
    end = added.index('msgstr ""\n', start) + len('msgstr ""\n')
    assert added[:start] + "\n" + added[end:] == POEDIT


def test_only_the_comment_of_an_entry_that_moved_is_rewritten() -> None:
    moved = message(TALK.text, comment="leaflet, side 2")
    new = made(moved, HOME, old=POEDIT.encode())
    assert {line for line in lines_changed(POEDIT.encode(), new) if "POT-" not in line} == {"#. leaflet, side 2"}


def test_what_is_gone_is_kept_as_obsolete_with_its_flags_and_comes_back() -> None:
    old = POEDIT.encode().replace(b"#, max", b"#, fuzzy, max")
    gone = made(HOME, old=old)
    assert counts(gone) == (1, 0, 0, 2)
    back = polib.pofile(made(TALK, HOME, old=gone).decode())
    entry = back.find(TALK.text)
    assert entry is not None
    assert (entry.msgstr, entry.flags, entry.tcomment) == (
        "Parlez avec votre enfant", ["fuzzy", "max-length:30"], "keep this one short")  # fmt: skip
    assert len(back.obsolete_entries()) == 1


def test_windows_line_ends_stay() -> None:
    new = made(CALL, TALK, HOME, old=POEDIT.replace("\n", "\r\n").encode())
    assert new.count(b"\r\n") == new.count(b"\n") > POEDIT.count("\n")


def test_the_tools_flag_comes_and_goes_and_the_translators_stay() -> None:
    icu = Message(TALK.text, "", TALK.comments, TALK.refs, ("icu-message-format",))
    flagged = made(icu, HOME, old=POEDIT.encode())
    assert b"#, icu-message-format, max-length:30" in flagged
    assert b"#, max-length:30" in made(TALK, HOME, old=flagged)


def test_gettext_merges_to_the_same_numbers(tmp_path: Path) -> None:
    before = [message(f"Sentence about {what} and what one can do") for what in ("games", "gifts", "pictures")]
    before += [message("A quite other thing, gone tomorrow"), HOME]
    old = said(made(*before), *((m, f"«{m.text}»") for m in before))
    after = [before[0], message("Sentence about gifts, and what one can still do"), HOME, message("Zebra crossing")]
    new = made(*after, old=old)
    template = tmp_path / "new.pot"
    template.write_bytes(made(*after))
    (tmp_path / "old.po").write_bytes(old)
    merge = ["msgmerge", "--previous", "-q", str(tmp_path / "old.po"), str(template)]
    theirs = subprocess.run(merge, capture_output=True, check=True).stdout
    assert counts(new) == counts(theirs) == (2, 1, 1, 2)
    told = gettext("msgfmt", "--check", "--statistics", "-o", "/dev/null", po=new, folder=tmp_path)
    assert re.findall(r"\d+", told) == ["2", "1", "1"]


# polib takes any of these for the end of a line; gettext, Babel and we take \n alone.
POLIB_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

letters = st.sampled_from("ab \"\\\n\r\t{}'\u200f\u2028\u0085\x0bش، é#~|%s") | st.characters(codec="utf-8")
odd = st.text(letters, max_size=90)


@given(st.dictionaries(odd.filter(bool), odd, max_size=6))
def test_odd_texts_come_back_as_they_were(texts: dict[str, str]) -> None:
    messages = [message(text, comment="x") for text in texts]
    po = said(made(*messages), *zip(messages, texts.values(), strict=True))
    found = {entry.key[1]: entry.string for entry in read(po).entries[1:]}
    assert found == texts
    if not POLIB_BREAKS.search(po.decode()):
        assert {entry.msgid: entry.msgstr for entry in polib.pofile(po.decode())} == texts
    assert made(*messages, old=po) == po


def test_gettext_reads_odd_texts_as_they_were(tmp_path: Path) -> None:
    texts = ['a "quote"', "two\nlines\n", "back\\slash \\n", "\ttab", "\u200fمن اليمين\u200e", "a\u2028b\x85c\x0bd"]
    po = said(made(*map(message, texts)), *((message(text), f"!{text}") for text in texts))
    gettext("msgfmt", "-o", str(tmp_path / "x.mo"), po=po, folder=tmp_path)
    with (tmp_path / "x.mo").open("rb") as file:
        spoken = GNUTranslations(file)
    assert [spoken.gettext(text) for text in texts] == [f"!{text}" for text in texts]


@given(st.lists(st.sampled_from(POEDIT.splitlines()) | odd, max_size=30), st.booleans())
def test_any_file_is_read_or_refused_with_its_line(lines: list[str], headed: bool) -> None:
    data = ((POEDIT if headed else "") + "\n".join(lines)).encode()
    try:
        new = made(TALK, HOME, old=data)
    except MalformedPo as refused:
        assert 1 <= refused.line <= data.count(b"\n") + 1
    else:
        assert made(TALK, HOME, old=new) == new


@given(st.binary(max_size=60))
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    try:
        read(data)
    except MalformedPo as refused:
        assert refused.finding("translations/fr.po").ref == f"translations/fr.po@{refused.line}"


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 3),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3),
        ('\n"a"\n', 2),
        ("<<<<<<< HEAD\n", 1),
        ('msgid "a"\n', 1),
        ('msgid "a"\nmsgstr "\udcff"\n', 2),
    ],
)
def test_a_fault_is_named_with_its_line(fault: str, line: int) -> None:
    with pytest.raises(MalformedPo) as refused:
        read(fault.encode(errors="surrogateescape"))
    assert refused.value.line == line


def test_a_row_takes_fuzzy_away_and_is_not_taken_where_someone_was_faster() -> None:
    old = POEDIT.encode().replace(b"#, max", b"#, fuzzy, max")
    new, findings = fill(old, [
        Row("", TALK.text, "Parlez-lui", "Parlez avec votre enfant", "fr.xlsx#fr!D2"),
        Row("menu", "Home", "Maison", "Chez soi", "fr.xlsx#fr!D3"),
        Row("menu", "Gone", "Parti", "", "fr.xlsx#fr!D4"),
    ])  # fmt: skip
    assert [(f.code, f.ref) for f in findings] == [
        ("table-crossed", "fr.xlsx#fr!D3"), ("table-source-gone", "fr.xlsx#fr!D4")]  # fmt: skip
    removed, added = set(old.splitlines()) - set(new.splitlines()), set(new.splitlines()) - set(old.splitlines())
    assert removed == {b"#, fuzzy, max-length:30", b'"Parlez avec votre "', b'"enfant"'}
    assert added == {b"#, max-length:30", b'msgstr "Parlez-lui"'}
