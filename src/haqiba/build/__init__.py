"""Which, fresh or not, where: plan, cache, run."""

from haqiba.build.cache import Cache, Kept
from haqiba.build.plan import Job, chosen, plan, proofs, unmade, versions
from haqiba.build.run import Progress, Result, run

__all__ = ["Cache", "Job", "Kept", "Progress", "Result", "chosen", "plan", "proofs", "run", "unmade", "versions"]
