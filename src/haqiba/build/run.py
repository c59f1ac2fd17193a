"""Jobs -> results: what is fresh is looked up, the rest is made."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from haqiba.build.cache import Cache, Kept
from haqiba.build.crew import Crew
from haqiba.build.plan import Job
from haqiba.build.step import Outcome, Step
from haqiba.campaign.art import Blob
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition

State = Literal["built", "fresh", "failed"]
Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what was done last."""


@dataclass(frozen=True, slots=True)
class Result:
    """An edition after a build. `files` are named inside the edition's folder; `trace` is for the
    log, and says why it failed."""

    edition: Edition
    state: State
    files: tuple[Blob, ...] = ()
    findings: tuple[Finding, ...] = ()
    trace: str = ""


def run(
    jobs: Sequence[Job],
    cache: Cache,
    *,
    processes: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Result, ...]:
    """One result an edition, in the order of the jobs. With an `executor` all work goes there;
    else a pool of `processes` is started, once it is sure to save more than it costs."""
    board = _Board(cache, jobs)
    queue = [step for job in jobs for step in board.unfold(job)]
    crew = Crew(cache, processes, executor)
    for done, (step, outcome) in enumerate(crew.outcomes(queue), start=1):
        queue += board.record(step, outcome)
        if progress:
            progress(done, board.total, step.name)
    if board.total:
        cache.note_seconds(crew.measured)
        cache.trim()
    return tuple(board.results())


class _Board:
    """What is kept, what waits for what, and what failed."""

    def __init__(self, cache: Cache, jobs: Sequence[Job]) -> None:
        self.total = 0
        self._cache = cache
        self._jobs = jobs
        self._kept = {job.key: cache.get(job.key) for job in jobs}
        self._fresh = {key for key, kept in self._kept.items() if kept}
        self._traces: dict[str, str] = {}
        self._queued: set[str] = set()
        self._waiting: dict[str, tuple[Step, set[str]]] = {}

    def unfold(self, job: Job) -> list[Step]:
        """The steps that can begin at once; a part that two editions share is made once."""
        if self._kept[job.key] or job.key in self._queued:
            return []
        if job.aim == "proof":
            return self._queue([Step(job, job.key)])
        try:
            parts = job.maker.parts(job.edition, job.quality)
        except Exception:
            self._traces[job.key] = traceback.format_exc()
            return []
        if len(parts) == 1:
            return self._queue([Step(job, job.key, parts[0])])
        keys = tuple(job.part_key(part) for part in parts)
        join = Step(job, job.key, inputs=keys)
        missing = {key: part for key, part in zip(keys, parts, strict=True) if not self._cache.get(key)}
        if not missing:
            return self._queue([join])
        self.total += 1
        self._waiting[job.key] = join, set(missing)
        return self._queue([Step(job, key, part) for key, part in missing.items()])

    def record(self, step: Step, outcome: Outcome) -> list[Step]:
        """Note an outcome; the joins that it was the last to hold back."""
        if step.key in self._kept:
            self._kept[step.key] = outcome.kept
            self._traces[step.key] = outcome.trace
        ready = []
        for key, (join, missing) in list(self._waiting.items()):
            if step.key not in missing:
                continue
            missing.discard(step.key)
            if outcome.trace:
                self._traces[key] = outcome.trace
            if not missing:
                del self._waiting[key]
                self.total -= 1
                ready += [] if self._traces.get(key) else self._queue([join])
        return ready

    def results(self) -> Iterator[Result]:
        for _, group in groupby(self._jobs, key=lambda job: job.edition.name):
            jobs = tuple(group)
            yield _result(jobs, [self._kept[job.key] for job in jobs], self._state(jobs), self._trace(jobs))

    def _queue(self, steps: list[Step]) -> list[Step]:
        new = [step for step in steps if step.key not in self._queued]
        self._queued.update(step.key for step in new)
        self.total += len(new)
        return new

    def _state(self, jobs: Sequence[Job]) -> State:
        if self._trace(jobs):
            return "failed"
        return "fresh" if all(job.key in self._fresh for job in jobs) else "built"

    def _trace(self, jobs: Sequence[Job]) -> str:
        return "\n".join(trace for job in jobs if (trace := self._traces.get(job.key)))


def _result(jobs: Sequence[Job], kept: Sequence[Kept | None], state: State, trace: str) -> Result:
    edition = jobs[0].edition
    findings = tuple(
        finding if finding.edition else finding.of(edition.name) for one in kept if one for finding in one.findings
    )
    files = {blob.name: blob for one in kept if one for blob in one.files}
    if sum(len(one.files) for one in kept if one) > len(files):
        names = " and ".join(job.maker.name for job in jobs)
        return Result(edition, "failed", (), findings, f"the makers {names} give two files the same name")
    if state == "failed":
        # Half an edition is none: what one of its makers made stays in the cache alone.
        return Result(edition, state, (), findings, trace)
    return Result(edition, state, tuple(blob for _, blob in sorted(files.items())), findings, trace)
