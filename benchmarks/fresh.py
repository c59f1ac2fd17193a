"""The example built again, nothing changed."""

from benchmarks.example import EXAMPLE, Place
from benchmarks.measure import Pair, Row, in_turns, middle
from benchmarks.table import Chapter, told

SECONDS = 0.5
WORDS = """Both are `haqiba build examples/shabakat` in a new process; the peer finds no cache and no bag. What is
left is mostly Python loading haqiba and its readers: the folder is read whole, every key is reckoned, every byte that
was kept is checked, and the bag is packed anew. No typesetter is loaded."""


def fresh(place: Place) -> Chapter:
    """One row; the seconds have a goal of their own."""
    kept = place.beside("kept")
    kept.build(EXAMPLE)

    def first() -> None:
        place.forget()
        place.build(EXAMPLE)

    measured = in_turns({"cold": first, "fresh": lambda: kept.build(EXAMPLE)})
    spent = middle(measured["fresh"])
    row = Row("the example, nothing changed", "cold build", Pair(measured["fresh"], measured["cold"]), goal=0.05)
    reached = "reached" if spent < SECONDS else "**missed**"
    return Chapter("Nothing changed", (row,), (f"Less than {told(SECONDS)} is wanted too: {reached}.", WORDS))
