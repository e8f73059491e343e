# Two commands are enough: `make run` reads the samples, `make test` runs all tests. Both set up .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= gongkai-out
MINUTES ?= 40
SEED ?= 1
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

.PHONY: help setup run test quick check format pages bench fuzz crash clean

help:  ## show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ready  ## create .venv with gongkai and what its tests need

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "gongkai needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

run: setup  ## the main job on samples/: data (CSV) and workbook in gongkai-out/
	$(BIN)/gongkai extract samples -o $(OUT)

test: setup  ## all tests
	$(PYTEST)

quick: check  ## check, and the tests of every room that take no second: under a minute on two cores
	$(PYTEST) -m "not slow" --durations 5 --durations-min 1

check: setup  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup  ## put the code into shape
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

pages: setup  ## docs/rules.md and its Chinese counterpart, from the catalogue of rules
	$(BIN)/gongkai rules --markdown --lang en > docs/rules.md
	$(BIN)/gongkai rules --markdown --lang zh > docs/rules.zh.md

bench: setup  ## speed, memory, whole reports, rules, mutants; figures in bench/README.md
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.whole
	$(BIN)/python -m bench.rules
	$(BIN)/python -m bench.mutants

fuzz: setup  ## files changed at random, MINUTES long, then as the code leads; what does harm is kept in gongkai-fuzz/
	$(BIN)/python -m bench.fuzz --minutes $(MINUTES) --seed $(SEED)
	$(BIN)/python -m pip install --quiet '.[fuzz]'
	for kind in text html docx pdf table; do $(BIN)/python -m bench.guided $$kind gongkai-fuzz --minutes $(MINUTES) || exit 1; done

crash: setup  ## a run over 10,000 files that is killed 200 times
	$(BIN)/python -m bench.crash

clean:  ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis $(OUT)
