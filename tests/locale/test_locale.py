"""A finding is found again in the catalog of its language, with its values."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from haqiba.campaign.finding import Finding
from haqiba.locale import TONGUES, filled, pattern, spoken, translator

ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def script() -> ModuleType:
    spec = spec_from_loader("findings", SourceFileLoader("findings", str(ROOT / "scripts" / "findings")))
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalog(tongue: str) -> dict[str, str]:
    with (ROOT / "src" / "haqiba" / "locale" / f"{tongue}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def test_values_go_over() -> None:
    made = Finding("helpline-missing", "error", "a.md", "no helpline for parents on this piece", "", "a/ar")
    said = translator("fr")(made)
    assert said.message == "aucune ligne d’aide pour parents sur cette pièce"
    assert (said.code, said.level, said.ref, said.edition) == (made.code, made.level, made.ref, made.edition)


def test_what_no_catalog_has_stays_as_it_is() -> None:
    made = Finding("of-a-plugin", "note", "", "no helpline for parents on this piece", "")
    assert [translator(tongue)(made) for tongue in TONGUES] == [made] * 3


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [
        ({}, "en"),
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ar_MA@latin"}, "ar"),
        ({"LC_ALL": "", "LANG": "ar"}, "ar"),
        ({"LANG": "zgh"}, "en"),
    ],
)
def test_the_tongue_of_a_terminal(environment: dict[str, str], tongue: str) -> None:
    assert spoken(environment) == tongue


@given(st.dictionaries(st.sampled_from("abc"), st.text("xyz{} \n:"), min_size=3))
def test_a_filled_sentence_is_read_back(values: dict[str, str]) -> None:
    template = "{a} «{{b}}» {b}; {a}|{c}"
    match = pattern(template).fullmatch(filled(template, values))
    assert match
    assert filled(template, match.groupdict()) == filled(template, values)


@pytest.mark.parametrize("tongue", ["fr", "ar"])
def test_translations_have_the_values_of_their_source(tongue: str) -> None:
    said = {text: other for text, other in catalog(tongue).items() if other}
    assert {t: o for t, o in said.items() if set(_NAME.findall(t)) != set(_NAME.findall(o))} == {}


@pytest.mark.parametrize("tongue", ["fr", "ar"])
def test_all_that_checks_say_is_translated(tongue: str) -> None:
    module = script()
    told = {code: one for code, one in module.Source().told().items() if "check" in one.tellers}
    assert len(told) > 50
    said = catalog(tongue)
    assert [text for text in module.templates(told) if not said.get(text)] == []
