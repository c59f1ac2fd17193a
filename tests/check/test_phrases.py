"""Blame and threats: what is meant, and what is taken back."""

import pytest

from haqiba.check import phrases
from haqiba.check.wording import categories, plurals
from haqiba.read.tags import language


def said(lists: dict[str, tuple[str, ...]], tag: str, text: str) -> bool:
    tongue = language(tag, "MA")
    assert tongue
    return bool(phrases.meant(lists, tongue, phrases.plain(text)))


@pytest.mark.parametrize(
    ("tag", "text", "blames"),
    [
        ("ar", "هذا خطؤك.", True),
        ("ar", "ليس خطأك.", False),
        ("ar", "لَيْسَ هذا خَطَأَك", False),
        ("ar", "ليس صحيحا أن الأمر سهل. هذا خطؤك", True),
        ("ar", "لماذا لم تخبرنا؟", True),
        ("ary", "ماشي غلطتك", False),
        ("fr", "C’est ta faute.", True),
        ("fr", "Ce n’est pas de ta faute.", False),
        ("fr", "Tu aurais dû te méfier.", True),
        ("en", "It’s your own fault.", True),
        ("en", "It’s not your fault.", False),
        ("en", "You should not have replied.", True),
        ("zgh", "it is your fault", False),
    ],
)
def test_blame(tag: str, text: str, blames: bool) -> None:
    assert said(phrases.BLAME, tag, text) is blames


@pytest.mark.parametrize(
    ("tag", "text", "threatens"),
    [
        ("ar", "سوف تندم", True),
        ("ar", "لن تندم", False),
        ("fr", "Tu vas le regretter.", True),
        ("fr", "Tu ne seras pas puni.", False),
        ("en", "You will be punished.", True),
        ("en", "They won’t be angry with you.", False),
    ],
)
def test_threats(tag: str, text: str, threatens: bool) -> None:
    assert said(phrases.THREAT, tag, text) is threatens


def test_arabic_words_with_what_is_written_to_them() -> None:
    assert phrases.found("خطر", "والخطر قريب")
    assert not phrases.found("خطر", "مخطر")


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("ar_MA", ("zero", "one", "two", "few", "many", "other")),
        ("fr_MA", ("one", "other")),
        ("en", ("one", "other")),
        ("zgh", ("other",)),
    ],
)
def test_plural_categories(locale: str, forms: tuple[str, ...]) -> None:
    assert categories(locale) == forms


def test_forms_of_a_sentence() -> None:
    text = "{n, plural, offset:1 =0 {a {x}} one {b} other {{n, number} c}} {m, plural, other {d"
    assert list(plurals(text)) == [frozenset({"zero", "one", "other"}), frozenset({"other"})]
