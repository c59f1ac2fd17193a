from datetime import date

import pytest

from benchmarks.measure import Pair, Row, in_turns
from benchmarks.table import Chapter, results

DAY = date(2026, 1, 31)


def page(row: Row) -> str:
    return results([Chapter("One question", (row,), ("Why.",))], day=DAY, others=("Chromium 1",))


def test_a_row_tells_medians_ratio_spread_and_rounds() -> None:
    text = page(Row("a leaflet", "another", Pair((0.1, 0.2, 0.3), (2.0, 1.0, 1.0))))
    assert "| a leaflet | 200 ms | 1.00 s | another | **0.20** (0.05 to 0.30) | 3 |" in text
    assert "2026-01-31" in text and "Chromium 1" in text and "Why." in text


@pytest.mark.parametrize(("goal", "word"), [(0.5, "reached"), (0.4, "**missed**")])
def test_a_goal_is_told_as_reached_or_missed(goal: float, word: str) -> None:
    assert word in page(Row("a", "b", Pair((1.0,), (2.0,)), goal=goal))


def test_ways_take_turns_and_the_first_round_does_not_count() -> None:
    done: list[str] = []
    measured = in_turns({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, rounds=2)
    assert done == ["b", "a", "a", "b", "b", "a"]
    assert {name: len(seconds) for name, seconds in measured.items()} == {"a": 2, "b": 2}
