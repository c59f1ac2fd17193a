"""Who does the steps: this process, a pool of them, or any executor one hands in."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing.connection import Connection

from haqiba.build.cache import Cache
from haqiba.build.step import Outcome, Step, work

POOL_COST = 3.0
"""Seconds that a pool must save to be worth it: interpreters are started, libraries loaded, faces and pictures read
once more in each. On idle cores that is one second, on busy ones two or three (benchmarks/results.md)."""

Pair = tuple[Step, Outcome]


class Crew:
    """Does steps, the longest first. `measured` are the seconds of this run by Step.hint."""

    def __init__(self, cache: Cache, processes: int, executor: Executor | None = None) -> None:
        self.measured: dict[str, float] = {}
        self._cache = cache
        self._known = cache.seconds()
        self._typical: dict[str, float] = {}
        self._processes = processes
        self._executor = executor
        self._own: _Pool | None = None
        self._running: dict[Future[Outcome], Step] = {}
        self._suspects: list[Step] = []

    def outcomes(self, queue: list[Step]) -> Iterator[Pair]:
        """Empty the queue; who reads may add to it while it runs."""
        try:
            while queue or self._running:
                queue.sort(key=self._guess, reverse=True)
                if self._executor is None and self._worth(queue):
                    self._own = _Pool(self._processes)
                    self._executor = self._own.executor
                if self._executor is None:
                    step = queue.pop(0)
                    yield self._note(step, work(step, self._cache))
                else:
                    self._hand_out(queue, self._executor)
                    yield from self._collect()
                    yield from self._examine()
        finally:
            self._dismiss()

    def _guess(self, step: Step) -> float:
        """Seconds, as last time or as the longest step of its maker in this run; 0 if nothing is known."""
        return self._known.get(step.hint, self._typical.get(step.job.maker.name, 0.0))

    def _worth(self, queue: list[Step]) -> bool:
        guesses = [self._guess(step) for step in queue]
        alone, shared = sum(guesses), max(sum(guesses) / self._processes, *guesses, 0.0)
        return alone - shared > POOL_COST

    def _note(self, step: Step, outcome: Outcome) -> Pair:
        if outcome.seconds:
            maker = step.job.maker.name
            self.measured[step.hint] = round(outcome.seconds, 3)
            self._typical[maker] = max(outcome.seconds, self._typical.get(maker, 0.0))
        return step, outcome

    def _hand_out(self, queue: list[Step], executor: Executor) -> None:
        # Few at a time: the longest of what comes later still goes first, and few are lost with a pool.
        while queue and len(self._running) < 2 * self._processes:
            step = queue.pop(0)
            try:
                self._running[executor.submit(work, step, self._cache)] = step
            except BrokenExecutor:
                self._suspects.append(step)
                return

    def _collect(self) -> Iterator[Pair]:
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in done:
            step = self._running.pop(future)
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                self._suspects.append(step)
            elif error is not None:
                yield step, Outcome(None, 0.0, f"{type(error).__name__}: {error}")
            else:
                yield self._note(step, future.result())

    def _examine(self) -> Iterator[Pair]:
        """A pool died with several steps in it: each is done again alone, so that only the guilty fails."""
        if not self._suspects:
            return
        suspects = [*self._suspects, *self._running.values()]
        self._suspects.clear()
        self._dismiss()
        for step in suspects:
            pool = _Pool(1)
            try:
                outcome = pool.executor.submit(work, step, self._cache).result()
            except BrokenExecutor:
                outcome = Outcome(None, 0.0, "its process died: memory ran out, or a library crashed")
            finally:
                pool.dismiss(at_once=False)
            yield self._note(step, outcome)

    def _dismiss(self) -> None:
        if self._own is not None:
            self._own.dismiss(at_once=bool(self._running))
            self._own = None
        self._running.clear()
        self._executor = None


class _Pool:
    """Processes that end at once when they are dismissed, or when this process is killed."""

    def __init__(self, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        theirs, self._ours = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(processes, context, _enlist, (theirs,))

    def dismiss(self, *, at_once: bool) -> None:
        if at_once:
            self._ours.close()
        self.executor.shutdown(wait=True, cancel_futures=True)
        self._ours.close()


def _enlist(parent: Connection) -> None:
    """An interrupt is the parent's to answer; and a killed parent leaves nobody working in the dark."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Connection) -> None:
    try:
        parent.poll(None)
    finally:
        os._exit(0)
