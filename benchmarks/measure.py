"""Two ways of doing the same, in turns: what other programs do to the machine, they do to both."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of ours and of the peer, one of each a round, in the order of the rounds."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours by the peer's, round by round: neighbours in time are compared."""
        return tuple(sorted(own / other for own, other in zip(self.ours, self.peer, strict=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `goal` is the greatest ratio that is wanted, where there is one."""

    what: str
    peer: str
    pair: Pair
    goal: float | None = None
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(ways: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, tuple[float, ...]]:
    """Seconds of each way by name, A B C A B C …, after a round that does not count.

    Every second round goes backwards, so that none of them always stands in the shadow of another."""
    measured: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        order = list(ways) if number % 2 else list(reversed(list(ways)))
        for name in order:
            spent = seconds(ways[name])
            if number:
                measured[name].append(spent)
    return {name: tuple(all_seconds) for name, all_seconds in measured.items()}


def middle(numbers: tuple[float, ...]) -> float:
    return float(median(numbers))
