"""How much chance the tests try: little each time, much in `make soak`, which sets HAQIBA_SOAK."""

import os

from hypothesis import settings

settings.register_profile("short", max_examples=40, deadline=None)
settings.register_profile("soak", max_examples=2000, deadline=None)
settings.load_profile("soak" if "HAQIBA_SOAK" in os.environ else "short")
