"""How fast haqiba is, against what else does the same work: `make bench` writes results.md."""
