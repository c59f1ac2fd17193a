"""Built again, nothing changed."""

from benchmarks.example import EXAMPLE, Place, campaign_of
from benchmarks.measure import Pair, Row, in_turns, middle, seconds
from benchmarks.table import Chapter, told

SECONDS = 0.5
LEAFLETS = 8
WORDS = """The row is `haqiba build` in a new process on leaflets in two languages; the peer finds no cache and no bag.
What is left is Python loading haqiba and its readers: the folder is read whole, every key is reckoned, every byte that
was kept is checked, and the bag is packed anew. No typesetter is loaded."""


def fresh(place: Place) -> Chapter:
    """A campaign of one size in turns; the example, which takes long when cold, once and then again and again."""
    folder = campaign_of(place.root / "campaign", LEAFLETS)
    kept, example = place.beside("kept"), place.beside("example")
    kept.build(folder)

    def first() -> None:
        place.forget()
        place.build(folder)

    measured = in_turns({"cold": first, "fresh": lambda: kept.build(folder)})
    what = f"{2 * LEAFLETS} editions, nothing changed"
    row = Row(what, "cold build", Pair(measured["fresh"], measured["cold"]), goal=0.05)
    cold = seconds(lambda: example.build(EXAMPLE))
    spent = middle(in_turns({"fresh": lambda: example.build(EXAMPLE)})["fresh"])
    reached = "reached" if spent < SECONDS else "**missed**"
    editions = len(list((example.root / "bag" / "data").glob("*/*/")))
    told_example = f"""The whole example ({editions} editions): built cold once in {told(cold)}, then fresh in
{told(spent)}, {spent / cold:.1%} of it. Less than {told(SECONDS)} is wanted: {reached}."""
    return Chapter("Nothing changed", (row,), (told_example, WORDS))
