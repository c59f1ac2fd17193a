"""Fountain: every element with its line, in scripts without capitals too; what screenplain reads, we read alike."""

import io

from hypothesis import given
from hypothesis import strategies as st
from screenplain.parsers import fountain as oracle
from screenplain.types import Action, Dialog, DualDialog, Section, Slug, Transition

from haqiba.read.fountain import capitals, elements

SCRIPT = """Title: The Net
Author: Nobody

INT. HOUSE - DAY #1-A#

Marie runs. /* not
this */
[[a remark]] She stops.

MARIE (V.O.)
(softly)
Hello
there.

ÉMILIE ^
Good evening.

CUT TO:

> FADE <

.forced heading

!SHOUT

~ la la

# Act

= what happens
"""
ARABIC = "داخلي. غرفة - ليل\n\n@لينا\n(خوف)\nمرحبا\n\nشاشة TV مضاءة\nوصوت خافت.\n\n.الشارع\n\nINT. هنا\n"

BITS = (
    "INT. A|.b|..c|@لينا|MARIE|MARIE ^|(x)|hello|مرحبا||  |>|> a <|>TO:|CUT TO:|/*|*/|[[|]]|[[a]]|~|#|= x|===|!|@|"
    "Title: x|   y|\ta|(|A (|#1#"
)
PIECES = st.lists(st.sampled_from(BITS.split("|")), max_size=40).map("\n".join)


def told(text: str) -> list[tuple[str, str, int]]:
    return [(one.kind, one.text, one.line) for one in elements(text)]


def test_every_element_knows_its_line() -> None:
    assert told(SCRIPT) == [
        ("title", "The Net", 1),
        ("title", "Nobody", 2),
        ("scene", "INT. HOUSE - DAY", 4),
        ("action", "Marie runs.\n\n She stops.".replace("\n\n", "\n"), 6),
        ("note", "a remark", 8),
        ("character", "MARIE", 10),
        ("parenthetical", "softly", 11),
        ("dialogue", "Hello\nthere.", 12),
        ("character", "ÉMILIE", 15),
        ("dialogue", "Good evening.", 16),
        ("transition", "CUT TO:", 18),
        ("centered", "FADE", 20),
        ("scene", "forced heading", 22),
        ("action", "SHOUT", 24),
        ("lyric", "la la", 26),
        ("section", "Act", 28),
        ("synopsis", "what happens", 30),
    ]


def test_numbers_extensions_and_duals_are_kept_apart() -> None:
    made = {one.text: one for one in elements(SCRIPT)}
    assert made["INT. HOUSE - DAY"].name == "1-A"
    assert made["MARIE"].name == "V.O."
    assert made["ÉMILIE"].level == 1


def test_arabic_needs_no_capitals() -> None:
    assert [(kind, text) for kind, text, _ in told(ARABIC)] == [
        ("scene", "داخلي. غرفة - ليل"),
        ("character", "لينا"),
        ("parenthetical", "خوف"),
        ("dialogue", "مرحبا"),
        ("action", "شاشة TV مضاءة\nوصوت خافت."),
        ("scene", "الشارع"),
        ("scene", "INT. هنا"),
    ]
    assert not capitals("شاشة TV") and capitals("ÉMILIE 2")


def test_a_column_is_where_the_words_begin() -> None:
    made = elements("  @لينا\nمرحبا [[تبتسم]]\n")
    assert [(one.kind, one.line, one.column) for one in made] == [
        ("character", 1, 4),
        ("dialogue", 2, 1),
        ("note", 2, 7),
    ]


@given(st.one_of(PIECES, st.text(max_size=300)))
def test_no_text_is_a_fault(text: str) -> None:
    made = elements(text)
    assert all(1 <= one.line <= text.count("\n") + 1 and one.column >= 1 for one in made)


LINES = st.sampled_from(["INT. HOUSE - DAY", "A man runs.", "MARIE\nHello.", "MARIE\n(low)\nHello.\nAgain.", "CUT TO:",
                         "> FADE OUT", ".forced", "@McCLANE\nYes.", "# Act", "!CRASH"])  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=8))
def test_screenplain_reads_the_same(paragraphs: list[str]) -> None:
    text = "\n\n" + "\n\n".join(paragraphs) + "\n"
    kinds = {Slug: "scene", Action: "action", Transition: "transition", Section: "section"}
    theirs = []
    for one in oracle.parse(io.StringIO(text)):
        assert not isinstance(one, DualDialog)
        theirs.append("dialogue" if isinstance(one, Dialog) else kinds[type(one)])
    ours = [one.kind for one in elements(text) if one.kind not in ("character", "parenthetical")]
    assert ours == theirs
