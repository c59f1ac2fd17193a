# Two commands on a fresh machine: `make demo` and `make test`. The others are for those who build haqiba.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
export PYTHON

.PHONY: demo bag test check bench soak accept docs gallery clean

demo: .venv/ready-run  ## the example, everything, film small
	$(BIN)/haqiba build examples/shabakat --quality demo --out out

bag: .venv/ready-run  ## the same in full
	$(BIN)/haqiba build examples/shabakat --quality full --out out

test: .venv/ready-test
	@$(PYTEST)

check: .venv/ready-test  ## what a change must pass beside the tests
	$(BIN)/ruff check .
	$(BIN)/mypy src
	$(BIN)/lint-imports
	$(PYTEST) tests/test_house.py

bench: .venv/ready-bench  ## measures, and writes benchmarks/results.md
	$(BIN)/python -m benchmarks

soak: .venv/ready-test  ## the same tests with far more chance, and 50 kills
	HAQIBA_SOAK=2000 $(PYTEST)

gallery: .venv/ready-run  ## docs/lookup/pieces.md, from the example
	$(BIN)/python scripts/gallery

accept: .venv/ready-test  ## renew the golden files; look at what changed before you commit it
	HAQIBA_ACCEPT=1 $(PYTEST)
	git status --short tests

docs: .venv/ready-test  ## what is written from the code: commands, findings, the catalogs of findings
	$(BIN)/python scripts/lookup
	$(BIN)/python scripts/findings

clean:
	rm -rf .venv out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/ready-%: pyproject.toml constraints.txt packages.apt scripts/setup scripts/packages scripts/fonts scripts/nacl
	@scripts/setup $*
