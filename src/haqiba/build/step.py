"""A step: what one process does in one go, from the cache to the cache."""

import time
import traceback
from dataclasses import dataclass

from haqiba.build.cache import Cache, Kept
from haqiba.build.plan import Job
from haqiba.makers.maker import Made, Part

WAKING = 1.0
"""Seconds a maker may need to load its libraries in a new process: no measure of the work itself."""

_awake: set[str] = set()


@dataclass(frozen=True, slots=True)
class Step:
    """Kept under `key`: a `part`, the parts kept under `inputs` joined, or (neither) a proof."""

    job: Job
    key: str
    part: Part | None = None
    inputs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        part = self.part.name if self.part else ""
        return f"{self.job.edition.name} {part}".strip()

    @property
    def hint(self) -> str:
        """What its time is remembered under: the same step of the next version of the edition."""
        return f"{self.job.maker.name} {self.job.aim} {self.job.quality} {self.job.edition.campaign} {self.name}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`seconds` of work, waking left out; `trace` says why there is nothing kept."""

    kept: Kept | None
    seconds: float = 0.0
    trace: str = ""


def work(step: Step, cache: Cache) -> Outcome:
    """Do a step and keep what comes of it. A maker's fault is an outcome too."""
    start = time.perf_counter()
    maker = step.job.maker.name
    try:
        kept = cache.put(step.key, _made(step, cache))
    except KeyboardInterrupt:
        raise
    except BaseException:  # a panic inside a Rust library is no Exception
        return Outcome(None, 0.0, traceback.format_exc())
    seconds = time.perf_counter() - start - (0.0 if maker in _awake else WAKING)
    _awake.add(maker)
    return Outcome(kept, max(seconds, 0.0))


def _made(step: Step, cache: Cache) -> Made:
    maker, edition = step.job.maker, step.job.edition
    if step.job.aim == "proof":
        return Made(findings=tuple(maker.proof(edition)))
    if step.part is not None:
        made = maker.make(step.part)
        # The only part of an edition is kept joined, under the key of the whole.
        return maker.join(edition, [made]) if step.key == step.job.key else made
    parts = [cache.made(key) for key in step.inputs]
    if any(part is None for part in parts):
        raise FileNotFoundError("a part was damaged in the cache before it could be joined; build again")
    return maker.join(edition, [part for part in parts if part is not None])
