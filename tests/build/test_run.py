import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from haqiba.build import Cache, Result, plan, proofs, run
from haqiba.build import crew as crew_module
from haqiba.makers.maker import Maker
from tests.build.fakes import FRENCH, Faulty, Plain, Shots, edition, six


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def lines(log: Path) -> list[str]:
    found = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def states(results: tuple[Result, ...]) -> dict[str, str]:
    return {result.edition.name: result.state for result in results}


def build(editions: tuple, makers: list[Maker], cache: Cache, **how: object) -> tuple[Result, ...]:  # type: ignore[type-arg]
    return run(plan(editions, makers, quality="full"), cache, **how)  # type: ignore[arg-type]


def test_only_the_changed_edition_is_made(cache: Cache, log: Path) -> None:
    maker = Plain(log=str(log))
    first = build(six(), [maker], cache)
    assert set(states(first).values()) == {"built"}
    assert sorted(lines(log)) == sorted(edition.name for edition in six())
    changed = tuple(edition("two", FRENCH, "other words") if e.name == "two/fr" else e for e in six())
    second = build(changed, [maker], cache)
    assert [name for name, state in states(second).items() if state == "built"] == ["two/fr"]
    assert lines(log) == ["two/fr"]
    assert [r.files for r in first if r.edition.name != "two/fr"] == [
        r.files for r in second if r.edition.name != "two/fr"
    ]


def test_findings_come_from_the_cache_too_and_name_their_edition(cache: Cache) -> None:
    first, second = (build((edition("one"),), [Plain()], cache) for _ in range(2))
    assert first[0].findings == second[0].findings
    assert [(f.code, f.edition) for f in second[0].findings] == [("page-overflow", "one/ar")]


def test_a_damaged_blob_is_made_again(cache: Cache, log: Path) -> None:
    maker = Plain(log=str(log))
    (before,) = build((edition("one"),), [maker], cache)
    before.files[0].path.write_bytes(b"damage")
    (after,) = build((edition("one"),), [maker], cache)
    assert after.state == "built"
    assert after.files == before.files
    assert b"damage" not in [blob.path.read_bytes() for blob in after.files]


def test_a_shot_that_two_films_share_is_made_once_and_a_changed_word_is_one_shot(cache: Cache, log: Path) -> None:
    maker = Shots(log=str(log))
    films = (edition("film", text="a b", kind="film"), edition("film", FRENCH, "a c", kind="film"))
    results = build(films, [maker], cache)
    assert sorted(lines(log)) == ["a", "b", "c", "join film/ar", "join film/fr"]
    assert [blob.path.read_bytes() for result in results for blob in result.files] == [b"A-B", b"A-C"]
    build((edition("film", text="a d", kind="film"), films[1]), [maker], cache)
    assert lines(log) == ["d", "join film/ar"]
    build((edition("film", text="b a", kind="film"),), [maker], cache)
    assert lines(log) == ["join film/ar"]


def test_a_broken_shot_fails_its_films_alone(cache: Cache, log: Path) -> None:
    films = (
        edition("good", text="a b", kind="film"),
        edition("bad", text="a broken", kind="film"),
        edition("worse", text="broken z", kind="film"),
    )
    seen: list[tuple[int, int]] = []
    results = build(films, [Shots(log=str(log))], cache, progress=lambda done, total, _: seen.append((done, total)))
    assert states(results) == {"good/ar": "built", "bad/ar": "failed", "worse/ar": "failed"}
    assert "this shot cannot be drawn" in results[1].trace
    assert "join bad/ar" not in lines(log)
    assert seen[-1][0] == seen[-1][1]


def test_a_maker_that_raises_fails_its_edition_and_the_others_go_on(cache: Cache) -> None:
    results = build(six(), [Faulty()], cache)
    failed = [result for result in results if result.state == "failed"]
    assert [result.edition.name for result in failed] == ["two/ar", "two/fr"]
    assert all("ZeroDivisionError" in result.trace and not result.files for result in failed)
    again = build(six(), [Faulty()], cache)
    assert list(states(again).values()).count("fresh") == 4


class Unfolding(Plain):
    def parts(self, edition, quality):  # type: ignore[no-untyped-def]
        raise RuntimeError("no parts")


def test_a_maker_that_cannot_tell_its_parts_is_a_failed_edition(cache: Cache) -> None:
    (result,) = build((edition("one"),), [Unfolding()], cache)
    assert result.state == "failed"
    assert "no parts" in result.trace


def test_two_makers_share_an_edition_but_no_name(cache: Cache) -> None:
    second = dataclasses.replace(Shots(), kinds=frozenset({"leaflet"}))
    (both,) = build((edition("one"),), [Plain(), second], cache)
    assert [blob.name for blob in both.files] == ["film.txt", "look/page-1.png", "one.txt"]
    (clash,) = build((edition("one"),), [Plain(), dataclasses.replace(Plain(), name="again")], cache)
    assert clash.state == "failed"


def test_proofs_keep_findings_alone(cache: Cache, log: Path) -> None:
    maker = Plain(log=str(log))
    for _ in range(2):
        results = run(proofs(six(), [maker]), cache)
    assert all(result.files == () and result.findings[0].code == "contrast" for result in results)
    assert len(lines(log)) == 6


def test_any_executor_will_do(cache: Cache) -> None:
    films = tuple(edition(f"film{n}", text=f"a b c{n}", kind="film") for n in range(5))
    with ThreadPoolExecutor(3) as executor:
        results = build((*films, *six()), [Plain(), Shots()], cache, processes=3, executor=executor)
    assert set(states(results).values()) == {"built"}
    assert results[4].files[0].path.read_bytes() == b"A-B-C4"


def test_small_work_starts_no_pool(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(crew_module, "_Pool", started.append)
    build(six(), [Plain()], cache, processes=2)
    assert started == []


def remember(cache: Cache, maker: str) -> None:
    """As if each edition had taken long before, the later the longer."""
    cache.note_seconds({f"{maker} make full  {e.name}": 9.0 + n for n, e in enumerate(six())})


def test_the_longest_goes_first(cache: Cache) -> None:
    remember(cache, "plain")
    done: list[str] = []
    build(six(), [Plain()], cache, progress=lambda _, __, name: done.append(name))
    assert done == [e.name for e in reversed(six())]


def test_large_work_goes_to_a_pool_and_gives_the_same(cache: Cache, tmp_path: Path) -> None:
    jobs = plan(six(), [Plain()], quality="full")
    alone = run(jobs, Cache(tmp_path / "alone"))
    remember(cache, "plain")
    shared = run(jobs, cache, processes=2)
    assert [result.files for result in shared] == [result.files for result in alone]
    assert threading.active_count() == 1


def test_a_process_that_dies_fails_its_edition_alone(cache: Cache) -> None:
    remember(cache, "faulty")
    results = build(six(), [Faulty(dies=True)], cache, processes=2)
    assert [name for name, state in states(results).items() if state == "failed"] == ["two/ar", "two/fr"]
    assert list(states(results).values()).count("built") == 4
