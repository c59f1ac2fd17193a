import dataclasses
from pathlib import Path

import pytest

from haqiba.build import chosen, plan, proofs, unmade, versions
from haqiba.build.plan import _source
from tests.build.fakes import FRENCH, Plain, Shots, edition, six


def key(**change: object) -> str:
    (job,) = plan([edition("one")], [dataclasses.replace(Plain(), **change)], quality="full")  # type: ignore[arg-type]
    return job.key


def test_equal_editions_have_equal_keys_and_places_count_for_nothing() -> None:
    assert key() == key()


def test_a_key_follows_the_words_the_quality_the_maker_and_its_libraries() -> None:
    (demo,) = plan([edition("one")], [Plain()], quality="demo")
    (other,) = plan([edition("one", text="else")], [Plain()], quality="full")
    (proof,) = proofs([edition("one")], [Plain()])
    keys = [key(), key(name="x"), key(libraries=("click", "pytest")), key(modules=("haqiba.campaign",))]
    keys += [demo.key, other.key, proof.key]
    assert len(set(keys)) == len(keys)


def test_a_key_follows_every_file_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "templates_for_key"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    digests = []
    for text in ("#let a = 1", "#let a = 2"):
        (package / "page.typ").write_text(text)
        _source.cache_clear()
        digests.append(_source("templates_for_key"))
    assert digests[0] != digests[1]


def test_a_maker_that_names_no_module_of_ours_is_our_fault() -> None:
    with pytest.raises(ModuleNotFoundError):
        key(modules=("haqiba.nowhere",))


def test_only_is_a_pattern_on_names() -> None:
    assert [e.name for e in chosen(six(), "two/*")] == ["two/ar", "two/fr"]
    assert [e.name for e in chosen(six(), "*/fr")] == ["one/fr", "two/fr", "three/fr"]
    assert chosen(six(), "TWO/ar") == ()


def test_a_kind_that_nobody_makes_is_a_finding() -> None:
    opera = edition("opera", FRENCH, kind="opera")
    (finding,) = unmade([edition("one"), opera], [Plain(), Shots()])
    assert (finding.code, finding.edition, finding.ref) == ("maker-missing", "opera/fr", "pieces/opera.md")
    assert plan([opera], [Plain()], quality="full") == ()


def test_a_part_without_a_key_depends_on_its_edition() -> None:
    def part_key(text: str, word: str) -> str:
        film = edition("film", text=text, kind="film")
        (job,) = plan([film], [Shots()], quality="full")
        part = next(part for part in Shots().parts(film, "full") if part.name == word)
        return job.part_key(part), job.part_key(dataclasses.replace(part, key=""))  # type: ignore[return-value]

    one, other = part_key("a b", "a"), part_key("a c", "a")
    assert one[0] == other[0]
    assert one[1] != other[1]


def test_versions_are_exact_and_sorted() -> None:
    found = versions(["pytest", "click", "no-such-thing"])
    assert list(found) == ["click", "no-such-thing", "pytest"]
    assert found["pytest"] == pytest.__version__
    assert found["no-such-thing"] == "absent"
