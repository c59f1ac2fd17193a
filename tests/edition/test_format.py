"""Dates, numbers, hours, lists and sentences as they are written in Morocco: golden lines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.language import Language
from haqiba.edition import format
from haqiba.edition.format import HoursFault, SentenceFault
from haqiba.edition.labels import ARABIC, ENGLISH, FRENCH
from haqiba.read.tags import language

NB, NNB = "\u00a0", "\u202f"
CHILDREN = (
    "{n, plural, zero {لا طفل} one {طفل واحد} two {طفلان} few {# أطفال} many {# طفلا} other {# طفل}}"  # the six of CLDR
)


def lang(tag: str, region: str = "MA") -> Language:
    found = language(tag, region)
    assert found
    return found


AR, FR, EN = lang("ar"), lang("fr"), lang("en")


def test_arabic_means_that_of_the_campaign_s_country() -> None:
    day = datetime.date(2024, 7, 30)
    assert format.date(day, AR) == "30 يوليوز 2024"
    assert format.date(day, lang("ary")) == "30 يوليوز 2024"
    assert format.date(day, lang("ar", "EG")) == "30 يوليو 2024"
    assert format.date(day, FR) == "30 juillet 2024"
    assert format.date(day, EN) == "July 30, 2024"


@pytest.mark.parametrize(
    ("value", "unit", "arabic", "french", "english"),
    [
        (38, "percent", "38%", f"38{NB}%", "38%"),
        (12.5, "percent", "12,5%", f"12,5{NB}%", "12.5%"),
        (0.1 + 0.2, "percent", "0,3%", f"0,3{NB}%", "0.3%"),
        (2030, "year", "2030", "2030", "2030"),
        (12345, "count", "12.345", f"12{NNB}345", "12,345"),
        (-3.25, "", "-3,25", "-3,25", "-3.25"),
    ],
)
def test_numbers(value: float, unit: str, arabic: str, french: str, english: str) -> None:
    assert [format.number(value, one, unit) for one in (AR, FR, EN)] == [arabic, french, english]


@pytest.mark.parametrize(
    ("rule", "arabic", "french"),
    [
        ("24/7", "طيلة اليوم، كل أيام الأسبوع", "24 h sur 24, tous les jours"),
        ("Mo-Fr 10:00-16:00", "الاثنين–الجمعة 10:00–16:00", "lundi–vendredi 10:00–16:00"),
        ("Mo,We 09:00-24:00", "الاثنين والأربعاء 09:00–24:00", "lundi et mercredi 09:00–24:00"),
        (
            "Mo-Fr 08:30-12:30,14:00-18:30; Sa 09:00-12:00",
            "الاثنين–الجمعة 08:30–12:30 و14:00–18:30 والسبت 09:00–12:00",
            "lundi–vendredi 08:30–12:30 et 14:00–18:30 et samedi 09:00–12:00",
        ),
    ],
)
def test_hours_in_words(rule: str, arabic: str, french: str) -> None:
    assert format.hours(rule, AR, ARABIC) == arabic
    assert format.hours(rule, FR, FRENCH) == french


@pytest.mark.parametrize(
    "rule",
    [
        "",
        ";",
        "24/7; Mo 10:00-16:00",
        "Mo-Fr",
        "10:00-16:00",
        "Mo-Fr 16:00-10:00",
        "Mo-Fr 10:00-10:00",
        "Mo-Fr 25:00-26:00",
        "Mo-Fr 10:00-24:30",
        "Mo-Fr 24:00-24:00",
        "Mo-Fr 10:60-11:00",
        "Mo-Fr 10:00-16:00-18:00",
        "Mo-Fr 10:00-16:00,",
        "Mo-Fr 10-16",
        "Mo–Fr 10:00-16:00",
        "mo-fr 10:00-16:00",
        "Xx 10:00-16:00",
        "Fr-Mo-Su 10:00-16:00",
        "always",
    ],
)
def test_hours_that_cannot_be_told(rule: str) -> None:
    with pytest.raises(HoursFault):
        format.hours(rule, AR, ARABIC)


@given(st.text("MoTuFrSa247/:-,; 0123456789", max_size=30))
def test_any_hours_are_told_or_refused(rule: str) -> None:
    try:
        assert format.hours(rule, EN, ENGLISH)
    except HoursFault as fault:
        assert str(fault)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا طفل"),
        (1, "طفل واحد"),
        (2, "طفلان"),
        (3, "3 أطفال"),
        (10, "10 أطفال"),
        (11, "11 طفلا"),
        (20, "20 طفلا"),
        (99, "99 طفلا"),
        (100, "100 طفل"),
        (102, "102 طفل"),
        (103, "103 أطفال"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert format.sentence(CHILDREN, AR, {"n": count}) == said


def test_apostrophes_are_plain_text_everywhere() -> None:
    text = "l'école d'{n, plural, one {un enfant d'ici} other {# enfants d'ici, aujourd'hui l''un}}"
    assert format.sentence(text, FR, {"n": 1}) == "l'école d'un enfant d'ici"
    assert format.sentence(text, FR, {"n": 3}) == "l'école d'3 enfants d'ici, aujourd'hui l''un"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{n, plural, one {x}}", {"n": 1}),
        ("{n, plural, other {x}", {"n": 1}),
        ("{n, plural, other {#}}", {"n": "many"}),
        ("{n, plural, other {x}} {", {"n": 1}),
        ("{n, plural, other {" * 3000, {"n": 1}),
    ],
)
def test_sentences_that_cannot_be_settled(text: str, values: dict[str, int | str]) -> None:
    with pytest.raises(SentenceFault):
        format.sentence(text, FR, values)


@given(
    st.lists(
        st.sampled_from([*"{}#',an ", "{n, plural, ", "other {", "one {", "select, ", "}}", "é"]), max_size=20
    ).map("".join)
)
def test_any_sentence_is_settled_or_refused(text: str) -> None:
    try:
        format.sentence(text, FR, {"n": 2})
    except SentenceFault as fault:
        assert str(fault)


def test_lists() -> None:
    assert format.listed(["أ", "ب", "ج"], AR) == "أ وب وج"
    assert format.listed(["a", "b", "c"], FR) == "a, b et c"
    assert format.listed(["a"], FR) == "a"


def test_french_spaces_do_not_break() -> None:
    text = "Qui ? « oui » ; non : fin ! 10:00"
    assert format.spaced(text, FR) == f"Qui{NNB}? «{NB}oui{NB}»{NNB}; non{NB}: fin{NNB}! 10:00"
    assert format.spaced(format.spaced(text, FR), FR) == format.spaced(text, FR)
    assert format.spaced(text, EN) == text
    assert format.spaced("a" + " " * 200_000 + "b", FR)


def test_languages_follow_from_their_tags() -> None:
    assert (AR.locale, AR.script, AR.direction, AR.fallback) == ("ar_MA", "Arab", "rtl", ())
    darija, tamazight = lang("ary"), lang("zgh")
    assert (darija.tag, darija.locale, darija.direction, darija.fallback) == ("ary", "ar_MA", "rtl", ("ar",))
    assert (tamazight.script, tamazight.direction, tamazight.name) == ("Tfng", "ltr", "ⵜⴰⵎⴰⵣⵉⵖⵜ")
    assert lang("ar-Latn").direction == "ltr"
    assert lang("FR_ca", "").tag == "fr-CA"
    assert [language(tag, "MA") for tag in ("", "x", "qq", "français", "12", "abcd", "ar " * 3)] == [None] * 7


@given(st.text(max_size=12))
def test_any_tag_is_a_language_or_none(tag: str) -> None:
    found = language(tag, "MA")
    assert found is None or found.direction in ("ltr", "rtl")
