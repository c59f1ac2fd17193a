"""How much chance the tests try: little each time, much in `make soak` (HAQIBA_SOAK = number of examples)."""

import os

from hypothesis import settings

settings.register_profile("short", max_examples=40, deadline=None)
settings.register_profile("soak", max_examples=int(os.environ.get("HAQIBA_SOAK", "0")) or 1, deadline=None)
settings.load_profile("soak" if "HAQIBA_SOAK" in os.environ else "short")
