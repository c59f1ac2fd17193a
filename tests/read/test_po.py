"""PO files as translators, editors and platforms save them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.piece import Translated
from haqiba.read.folder import MAX_BLOCK
from haqiba.read.po import message_id, po
from haqiba.read.tags import language

FRENCH = language("fr", "MA")
LINES = st.sampled_from(
    r"""msgid "a"
msgstr "b"
msgid ""
msgstr ""
msgctxt "c"
msgid_plural "as"
msgstr[0] "x"
msgstr[9] "y"
"more\n"
"\
"\q"
#, fuzzy
#: a:1
#~ msgid "old"
#| msgid "was"
# é

msgstr
msgid a
"Language: fr\n"
"Content-Type: text/plain; charset=utf-7\n"
"Content-Type: multipart\n"
"Plural-Forms: nplurals=9; plural=__import__\n"
"Plural-Forms: nplurals=x; plural=n>1;\n"
"PO-Revision-Date: never\n"
""".splitlines()
)


@given(st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text()))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert FRENCH
    translation, places, findings = po(text, "translations/fr.po", FRENCH)
    assert {finding.code for finding in findings} <= {"po-syntax", "po-language"}
    for said in translation.messages.values():
        assert 1 <= (places[said.ref].line or 0) <= text.count("\n") + 1


def test_messages_have_the_line_of_their_entry() -> None:
    assert FRENCH
    text = """msgid ""
msgstr "Language: fr\\n"

#, fuzzy
msgid "a"
msgstr "b"

msgctxt "c"
msgid ""
"a"
msgstr ""
"""
    translation, places, findings = po(text, "fr.po", FRENCH)
    assert not findings
    assert translation.messages == {("", "a"): Translated("b", True), ("c", "a"): Translated("")}
    assert [places[said.ref].line for said in translation.messages.values()] == [5, 9]
    assert translation.messages["c", "a"].ref == f"fr.po#{message_id('c', 'a')}"


def test_the_text_is_utf8_whatever_its_header_claims() -> None:
    assert FRENCH
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=iso-8859-6\\n"\n\nmsgid "نلاحظ"\nmsgstr "Réseaux"\n'
    translation, _, findings = po(text, "fr.po", FRENCH)
    assert not findings
    assert translation.messages["", "نلاحظ"].text == "Réseaux"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b"\nnot PO\n', 3),
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b" x\n', 2),
        ('# é\n\nmsgid "a "b" c"\n', 3),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, line: int) -> None:
    assert FRENCH
    translation, _, (finding,) = po(text, "fr.po", FRENCH)
    assert (finding.code, finding.ref) == ("po-syntax", f"fr.po@{line}")
    assert not translation.messages


def test_a_file_of_another_language() -> None:
    assert FRENCH
    _, _, (finding,) = po('msgid ""\nmsgstr ""\n"Language: es_MA\\n"\n', "fr.po", FRENCH)
    assert (finding.code, finding.ref) == ("po-language", "fr.po@3")
    assert not po('msgid ""\nmsgstr ""\n"Language: fr_MA\\n"\n', "fr.po", FRENCH)[2]


def test_a_translation_that_no_page_could_hold_counts_for_none() -> None:
    assert FRENCH
    text = f'msgid "a"\nmsgstr "{"[x](" * MAX_BLOCK}"\n'
    translation, _, findings = po(text, "fr.po", FRENCH)
    assert [finding.code for finding in findings] == ["block-huge"]
    assert translation.messages["", "a"].text == ""


def test_the_previous_source_of_an_obsolete_entry_is_passed_over() -> None:
    """msgmerge and haqiba translate write it; Babel cannot read it."""
    assert FRENCH
    text = 'msgid "a"\nmsgstr "b"\n\n#, fuzzy\n#~| msgid "old"\n#~ msgid "gone"\n#~ msgstr "parti"\n'
    made, _, findings = po(text + '\nmsgid "c"\nmsgstr "d"\n', "translations/fr.po", FRENCH)
    assert findings == []
    assert made.messages["", "c"].text == "d"
