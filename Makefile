# One word per chore. PYTHON chooses the interpreter that makes the environment: `make test PYTHON=python3.12`.

PYTHON ?= python3
VENV ?= .venv
FUZZ_SECONDS ?= 60
MUTATE ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test check format generate bench fuzz mutate docs clean

help:
	@echo "make demo     make up a portfolio of some hundreds and classify it"
	@echo "make test     everything a change must pass"
	@echo "make check    the fast part: formatter, linter, types"
	@echo "make format   write the formatter's and the linter's changes"
	@echo "make generate write what is made: schemas/, the pages of keys, diagnostics, checks and notebooks"
	@echo "make bench    every benchmark; each holds its own bar"
	@echo "make fuzz     look for a text that breaks the loader, for FUZZ_SECONDS=60"
	@echo "make mutate   change each line of meaning/ and see that a test fails; an hour, or MUTATE=FILES"
	@echo "make docs     build the documentation into site/"
	@echo "make clean    remove everything that was made"

# The stamps say what is installed, so that only a change of pyproject.toml installs again.
$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --editable '.[dev]'
	touch $(VENV)/.installed $@

install: $(VENV)/.installed

demo: install
	$(BIN)/tierrules sample --rows 300 --as-of 2026-11-22 | \
		$(BIN)/tierrules classify size-and-dormancy - --as-of 2026-11-22

test: check
	$(BIN)/python -m pytest -n auto
	$(BIN)/mkdocs build --strict --site-dir site

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py

bench: $(VENV)/.installed-dev
	set -e; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script; done

# atheris has wheels for few platforms, so the environment does not bring it; the script says how to get it.
fuzz: $(VENV)/.installed-dev
	FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python fuzz/fuzz_loads.py

mutate: $(VENV)/.installed-dev
	$(BIN)/python -m mutation $(MUTATE)

docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --strict --site-dir site

clean:
	rm -rf $(VENV) build dist site .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
