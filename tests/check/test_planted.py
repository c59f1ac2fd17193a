"""The table of what the checks find is as it is told."""

from collections import Counter

from tests.check import planted


def test_twenty_of_each_kind_and_as_many_that_look_like_it() -> None:
    counts = Counter((one.kind, one.faulty) for one in planted.sentences())
    assert counts == {(kind, faulty): 20 for kind in planted.CODES for faulty in (True, False)}


def test_the_table_is_true() -> None:
    assert planted.PAGE.read_text("utf-8") == planted.page(), "run python -m tests.check.planted"
