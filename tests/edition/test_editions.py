"""A piece in a language: what is said, filled in, marked as a draft; and what changes its digest."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.edition import editions, is_verified, messages
from haqiba.edition.edition import Edition, Span, Words
from haqiba.edition.fill import Value, names, strays, tokens
from haqiba.edition.inline import spans
from haqiba.edition.labels import CONTEXT, needed
from haqiba.read import read
from haqiba.read.tags import language
from tests.folders import FRONT, SMALL, TODAY, campaign, edition, folder

HELPLINE = """
[[helplines]]
id = "child"
name = "رقم"
audiences = ["parents"]
verified = 2026-11-01
verified_by = "المرصد"
channels = [
  { id = "short", kind = "phone", value = "2511", hours = "24/7" },
  { kind = "whatsapp", value = "+212 600", hours = "Mo-Fr 10:00-16:00" },
  { kind = "office", value = "الرباط" },
]
"""
SETTINGS = f"""title = "حملة"
languages = ["ar", "fr", "ary"]
region = "MA"
{HELPLINE}
[facts.share]
value = 38
unit = "percent"
text = "أطفال"
source = "تقرير"
date = "2024"
[facts.since]
value = 2024-07-30
source = "تقرير"
date = "2024"
[day]
children = 20
"""
HEADER = 'msgid ""\nmsgstr "Language: {}\\n"\n\n'


def entry(text: str, said: str, flags: str = "") -> str:
    escaped = (part.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for part in (text, said))
    return f'{flags}msgid "{next(escaped)}"\nmsgstr "{next(escaped)}"\n\n'


def words(tmp_path: Path, body: str, tag: str = "ar", **translations: str) -> Words:
    """The one block of a body, in a language; `translations` are PO entries by tag."""
    files = {"campaign.toml": SETTINGS, "pieces/a.md": FRONT + body}
    files |= {f"translations/{t}.po": HEADER.format(t) + entries for t, entries in translations.items()}
    made, _ = editions(campaign(tmp_path, files), today=TODAY)
    (found,) = next(one for one in made if one.language.tag == tag).sides[0]
    return found


# ---------------------------------------------------------------- translations and fallbacks


@pytest.mark.parametrize(
    ("french", "said", "tongue"),
    [
        (entry("نص", "texte"), "texte", ""),
        (entry("نص", "texte", "#, fuzzy\n"), "texte", ""),
        (entry("نص", ""), "نص", "ar"),
        (entry("غيره", "autre"), "نص", "ar"),
    ],
)
def test_what_is_not_translated_is_printed_in_the_source_and_says_so(
    tmp_path: Path, french: str, said: str, tongue: str
) -> None:
    found = words(tmp_path, "نص\n", "fr", fr=french)
    assert found.spans == (Span(said, language=tongue),)


def test_darija_falls_back_to_arabic(tmp_path: Path) -> None:
    assert words(tmp_path, "نص\n", "ary", ary=entry("نص", "كلام")).text == "كلام"
    assert words(tmp_path / "bare", "نص\n", "ary").spans == (Span("نص"),)


def test_darija_falls_back_to_an_arabic_translation(tmp_path: Path) -> None:
    files = {
        "campaign.toml": 'title = "t"\nlanguages = ["fr", "ar", "ary"]\n',
        "pieces/a.md": FRONT + "texte\n\nautre\n\nseul\n",
        "translations/ar.po": HEADER.format("ar") + entry("texte", "نص") + entry("autre", "آخر", "#, fuzzy\n"),
        "translations/ary.po": HEADER.format("ary") + entry("seul", "وحدو"),
    }
    made, _ = editions(campaign(tmp_path, files), today=TODAY)
    darija = next(one for one in made if one.language.tag == "ary")
    assert [block.text for block in darija.sides[0]] == ["نص", "autre", "وحدو"]
    assert darija.labels["always"] == "طيلة اليوم، كل أيام الأسبوع"


@pytest.mark.parametrize("lost", ["عنوان", "حملة", "رقم", "تقرير", "أطفال"])
@pytest.mark.parametrize("how", ["missing", "fuzzy"])
def test_anything_printed_that_is_not_well_translated_makes_a_draft(tmp_path: Path, lost: str, how: str) -> None:
    texts = ["عنوان", "{fact.share.text} {fact.share}", "حملة", "رقم", "تقرير", "أطفال"]
    files = {
        "campaign.toml": SETTINGS,
        "pieces/a.md": '+++\nkind = "leaflet"\nhelplines = ["child"]\n+++\n# عنوان\n\n{fact.share.text} {fact.share}\n',
    }
    files["translations/fr.po"] = HEADER.format("fr") + "".join(entry(text, text) for text in texts)
    assert edition(tmp_path / "whole", files, "a/fr").draft == ()
    said = entry(lost, "x", "#, fuzzy\n") if how == "fuzzy" else ""
    files["translations/fr.po"] = HEADER.format("fr") + said + "".join(entry(t, t) for t in texts if t != lost)
    assert edition(tmp_path / "torn", files, "a/fr").draft == ("traduction inachevée",)


def test_a_language_that_the_tool_does_not_speak_asks_for_the_tool_s_words(tmp_path: Path) -> None:
    files = {"campaign.toml": 'title = "t"\nlanguages = ["fr", "es"]\n', "pieces/a.md": FRONT + "un\n"}
    made = campaign(tmp_path, files)
    spanish, arabic = (language(tag) for tag in ("es", "ar"))
    asked = {message.text for message in messages(made, spanish) if message.context == CONTEXT}
    assert asked == set(needed(made).values())
    assert not [message for message in messages(made, arabic) if message.context == CONTEXT]


def test_a_piece_is_translated_into_its_own_languages_alone(tmp_path: Path) -> None:
    piece = '+++\nkind = "leaflet"\nlanguages = ["ar"]\n+++\nنص وحيد\n'
    made = campaign(tmp_path, {"campaign.toml": SETTINGS, "pieces/a.md": piece})
    french, arabic = made.languages[1], made.source
    assert "نص وحيد" in {message.text for message in messages(made, arabic)}
    assert "نص وحيد" not in {message.text for message in messages(made, french)}
    assert [one.name for one in editions(made, today=TODAY)[0]] == ["a/ar"]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("body", "tag", "said"),
    [
        ("{fact.share}", "ar", "38%"),
        ("{fact.share}", "fr", "38\u00a0%"),
        ("{ fact.share }", "ar", "38%"),
        ("{fact.since}", "ar", "30 يوليوز 2024"),
        ("{fact.since}", "fr", "30 juillet 2024"),
        ("{helpline.child.number}", "ar", "2511"),
        ("{helpline.child.short}", "ar", "2511"),
        ("{helpline.child.whatsapp} {helpline.child.hours}", "fr", "+212 600 24 h sur 24, tous les jours"),
        ("{helpline.child.whatsapp.hours}", "fr", "lundi–vendredi 10:00–16:00"),
        ("{helpline.none.number} {fact.share", "ar", "{helpline.none.number} {fact.share"),
        ("{day.children, plural, zero{لا أحد} two{طفلان} few{# أطفال} other{# طفلا}}", "ar", "20 طفلا"),
        ("{day.children, plural, one{un} other{# enfants de l'{campaign.title}}}", "fr", "20 enfants de l'حملة"),
        ("{day.children, number} {fact.share}", "ar", "20 38%"),
        ("\\{fact.share\\}", "ar", "{fact.share}"),
    ],
)
def test_values_stand_where_their_names_were(tmp_path: Path, body: str, tag: str, said: str) -> None:
    assert words(tmp_path, body, tag).text == said


def test_a_number_keeps_its_direction_and_can_be_called(tmp_path: Path) -> None:
    first, number, last = words(tmp_path, "قبل **{helpline.child.number}** بعد").spans
    assert number == Span("2511", "value", True, href="tel:2511", direction="ltr", name="helpline.child.number")
    assert (first.text, last.text) == ("قبل ", " بعد")


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[اتصل](tel:{helpline.child.number})", "tel:2511"),
        ("[{helpline.child.number}](https://x.org)", "https://x.org"),
        ("[x](https://x.org/?q={fact.share}&r={helpline.child.short})", "https://x.org/?q=38%25&r=2511"),
        ("{helpline.child.whatsapp}", "https://wa.me/212600"),
        ("{helpline.child.office}", ""),
    ],
)
def test_addresses(tmp_path: Path, text: str, href: str) -> None:
    (span,) = words(tmp_path, text).spans
    assert span.href == href


def test_values_are_never_read_as_markdown_or_as_a_sentence(tmp_path: Path) -> None:
    settings = SETTINGS.replace('text = "أطفال"', "text = '**{n, plural, other {#}}** [x](y) <b> \\\\'")
    files = {"campaign.toml": settings, "pieces/a.md": FRONT + "{day.children, plural, other {{fact.share.text}}}\n"}
    made, _ = editions(campaign(tmp_path, files), today=TODAY)
    (span,) = made[0].sides[0][0].spans
    assert span.text == "**{n, plural, other {#}}** [x](y) <b> \\\\"


def test_characters_for_private_use_are_not_taken_for_values(tmp_path: Path) -> None:
    assert words(tmp_path, "\ue000 {fact.share} \ue001").text == "\ue000 38% \ue001"


NAMES = st.sampled_from(["fact.share", "fact.a-b", "helpline.child.number", "nope.x", "fact", "day.children"])
PARTS = st.one_of(
    st.text("{}[]()*_`\\<>!#'\" .,|=aé\ue000\n", max_size=6),
    NAMES.map(lambda name: f"{{{name}}}"),
    NAMES.map(lambda name: f"{{ {name}, plural, other {{#}}}}"),
)


@given(st.lists(PARTS, max_size=8).map("".join))
def test_any_text_is_set_and_no_token_is_left(text: str) -> None:
    arabic = language("ar", "MA")
    assert arabic
    known = {"fact.share": Value("38 %", 38), "helpline.child.number": Value("2511", "2511", "ltr", "tel:2511")}
    try:
        filled, found = tokens(text, known, arabic)
    except ValueError:
        return
    made, _ = spans(filled, found, known)
    printed = "".join(span.text + span.href for span in made)
    assert not set(found) & set(printed)
    assert set(found.values()) <= set(names(text))


def test_names_and_slips() -> None:
    text = "{fact.a} { helpline.b-c.d } {day.n, plural, other {#}} {x} {fact} {facts.a} {a.b, select, other {}} {1.5}"
    assert names(text) == ("fact.a", "helpline.b-c.d", "day.n")
    assert strays(text) == ("facts.a", "a.b")


# ---------------------------------------------------------------- spans


def spelled(made: tuple[Span, ...]) -> list[str]:
    """`text` with its marks: *strong*, /emphasis/, @language, <direction, ->address."""
    return [
        ("*" if s.strong else "")
        + ("/" if s.emphasis else "")
        + s.text
        + (f"@{s.language}" if s.language else "")
        + (f"<{s.direction}" if s.direction else "")
        + (f"->{s.href}" if s.href else "")
        for s in made
    ]


@pytest.mark.parametrize(
    ("text", "said", "faults"),
    [
        ("a **b *c*** d", ["a ", "*b ", "*/c", " d"], ()),
        ("[a **b**](https://x.org)", ["a ->https://x.org", "*b->https://x.org"], ()),
        ("[grooming]{lang=en} x", ["grooming@en", " x"], ()),
        ("[0800]{dir=ltr}", ["0800<ltr"], ()),
        ("[x]{onclick=y}", ["x"], ()),
        ("a\\\nb", ["a", "\n", "b"], ()),
        ("a [b] c (d) e!", ["a [b] c (d) e!"], ()),
        ("[x](javascript:alert)", ["[x](javascript:alert)"], ()),
        ("2 * 3 * 4 _a_b", ["2 * 3 * 4 _a_b"], ()),
        ("\\*a\\*", ["*a*"], ()),
        ("a `b` c", ["a ", " c"], ("code",)),
        ("![a](b.svg)", [], ("a picture within a line",)),
        ("a <b>c</b>", ["a <b>c</b>"], ("HTML",)),
        ("1 < 2 > 0", ["1 < 2 > 0"], ()),
        ("[a](https://x.org/" + "b" * 2000 + ")", ["a"], ("an address of more than 2000 characters",)),
    ],
)
def test_inline_markdown(text: str, said: list[str], faults: tuple[str, ...]) -> None:
    made, found = spans(text, {}, {})
    joined = spelled(made)
    assert (re.sub(r"\s", "", "".join(joined)), found) == (re.sub(r"\s", "", "".join(said)), faults)
    assert len(joined) <= max(len(said), 2)


# ---------------------------------------------------------------- drafts, sides, sources


@pytest.mark.parametrize(
    ("verified", "by", "is_so"),
    [
        ("2026-11-24", "المرصد", True),
        ("2026-05-28", "المرصد", True),
        ("2026-05-27", "المرصد", False),
        ("2026-11-25", "المرصد", False),
        ("2026-11-01", "", False),
    ],
)
def test_a_number_is_good_for_180_days(tmp_path: Path, verified: str, by: str, is_so: bool) -> None:
    settings = SETTINGS.replace("2026-11-01", verified).replace('verified_by = "المرصد"', f'verified_by = "{by}"')
    files = {"campaign.toml": settings, "pieces/a.md": FRONT + "{helpline.child.number}", "pieces/b.md": FRONT + "ب\n"}
    made = campaign(tmp_path, files)
    assert is_verified(made.helplines[0], TODAY) is is_so
    drafts = {one.name: bool(one.draft) for one in editions(made, today=TODAY)[0] if one.language.tag == "ar"}
    assert drafts == {"a/ar": not is_so, "b/ar": False}


def test_sides_helplines_and_the_sources_of_figures(tmp_path: Path) -> None:
    piece = FRONT.replace('"leaflet"', '"leaflet"\nhelplines = ["child"]') + "# أ\n\n---\n\nب {fact.share}\n"
    made = edition(tmp_path, {"campaign.toml": SETTINGS, "pieces/a.md": piece}, "a/ar")
    assert [[block.text for block in side] for side in made.sides] == [["أ"], ["ب 38%"]]
    assert made.used == ("fact.share", "helpline.child.number")
    assert (made.sources, made.title) == (("تقرير",), "أ")
    (card,) = made.helplines
    assert [(contact.value, contact.href) for contact in card.contacts][::2] == [("2511", "tel:2511"), ("الرباط", "")]


def test_a_helpline_that_nobody_can_call_is_not_printed(tmp_path: Path) -> None:
    settings = 'title = "ح"\nlanguages = ["ar"]\n[[helplines]]\nid = "a"\nname = "ر"\n'
    root = folder(
        tmp_path, {"campaign.toml": settings, "pieces/a.md": '+++\nkind="leaflet"\nhelplines=["a"]\n+++\n# أ\n'}
    )
    made, findings = read(root)
    assert [finding.code for finding in findings] == ["key-missing"]
    (one,) = editions(made, today=TODAY)[0]
    assert (one.helplines, one.used) == ((), ())


# ---------------------------------------------------------------- digests


def digests(root: Path, today: datetime.date = TODAY) -> dict[str, str]:
    return {one.name: one.digest() for one in editions(read(root)[0], today=today)[0]}


def changed(root: Path, before: dict[str, str]) -> set[str]:
    after = digests(root)
    return {name for name in before if after[name] != before[name]}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "small"
    shutil.copytree(SMALL, root)
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_lines_that_move_change_no_digest(small: Path, tmp_path: Path) -> None:
    before = digests(small)
    edit(small / "campaign.toml", "title", "# a remark\n\ntitle")
    edit(small / "pieces/leaflet.md", "# مَن وراء", "\n\n\n<!-- note -->\n\n# مَن وراء".replace("<!-- note -->\n\n", ""))
    edit(small / "translations/fr.po", 'msgid "شبكات"', '# a remark\n\nmsgid "شبكات"')
    edit(small / "pieces/poster.md", "ليس خطأك.", "ليس\nخطأك.")
    moved = shutil.move(small, tmp_path / "elsewhere")
    assert digests(Path(moved)) == before
    assert digests(Path(moved), TODAY + datetime.timedelta(days=1)) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "which"),
    [
        ("pieces/poster.md", "ليس خطأك.", "ليس خطأك أبدا.", {"poster/ar", "poster/fr"}),
        ("translations/fr.po", "Ce soir", "Demain", {"leaflet/fr"}),
        ("campaign.toml", "value = 38", "value = 39", {"leaflet/ar", "leaflet/fr"}),
        ("campaign.toml", "children = 20", "children = 21", set()),
        ("campaign.toml", 'notice = "مثال"', 'notice = ""', {"leaflet/ar", "leaflet/fr", "poster/ar", "poster/fr"}),
        ("art/eye.svg", "#1D4E79", "#1D4E78", {"leaflet/ar", "leaflet/fr"}),
        ("campaign.toml", "2026-11-01", "2026-01-01", {"leaflet/ar", "leaflet/fr", "poster/ar", "poster/fr"}),
    ],
)
def test_an_edit_changes_exactly_what_prints_it(small: Path, name: str, old: str, new: str, which: set[str]) -> None:
    before = digests(small)
    edit(small / name, old, new)
    assert changed(small, before) == which


def test_a_helpline_changes_only_the_editions_that_print_it(small: Path) -> None:
    other = HELPLINE.replace('"child"', '"other"').replace("2511", "1111")
    with (small / "campaign.toml").open("a") as settings:
        settings.write(other)
    edit(small / "pieces/poster.md", 'helplines = ["child"]', 'helplines = ["other"]')
    before = digests(small)
    edit(small / "campaign.toml", "2511", "2512")
    assert changed(small, before) == {"leaflet/ar", "leaflet/fr"}
    before = digests(small)
    edit(small / "campaign.toml", "1111", "1112")
    assert changed(small, before) == {"poster/ar", "poster/fr"}


def test_an_edition_is_frozen_and_equal_to_itself_read_again(small: Path) -> None:
    one, again = (editions(read(small)[0], today=TODAY)[0] for _ in range(2))
    assert one == again
    assert isinstance(one[0], Edition)
    with pytest.raises(AttributeError):
        one[0].title = "x"  # type: ignore[misc]
