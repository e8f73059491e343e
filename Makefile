# Two commands are enough: `make run` reads the samples, `make test` runs all tests. Both set up .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= gongkai-out
MINUTES ?= 40
SEED ?= 1
BUNDLE ?= gongkai-windows.zip
PYTHON_ZIP ?=
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
# Tests start some hundred processes; each would compile all of our modules where no bytecode may be written.
export PYTHONDONTWRITEBYTECODE :=

# The pinned versions are for these; any other Python takes what it finds. `make PINS= …` does so, too.
PINS ?= $(shell $(PYTHON) packaging/pinned.py)
PYTHONS ?= 3.11 3.12 3.13
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := .pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make pins'

.PHONY: help setup run serve test long quick pythons units check format pages dependencies pins docs pictures \
	bundle bundle-test bench fuzz crash clean

help:  ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

setup: $(VENV)/.ready  ## create .venv with gongkai and what its tests need

$(VENV)/.ready: pyproject.toml packaging/requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "gongkai needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
ifneq ($(PINS),)
	$(PIP) --require-hashes -r packaging/requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
else
	@echo "no versions are pinned for this Python: the newest that fit are taken"
	$(PIP) --editable '.[dev]'
endif
	@touch $@

run: setup  ## the main job on samples/: data (CSV) and workbook in gongkai-out/
	$(BIN)/gongkai extract samples -o $(OUT)

serve: run  ## the samples in a browser, at http://127.0.0.1:8765/
	$(BIN)/gongkai serve $(OUT) --root samples --open

test: setup  ## all tests but the long ones
	$(PYTEST)

long: setup  ## the long proofs: every file, command and case of the kinds that `make test` has a few of
	$(PYTEST) -m long

quick: check  ## check, and the tests of every room that take no half second: some five minutes on two cores
	$(PYTEST) -m "not slow" --durations 5 --durations-min 1

pythons:  ## the tests of `quick` with every Python of PYTHONS that is at hand, each in a .venv of its own
	@for version in $(PYTHONS); do \
		for python in python$$version $$HOME/.pyenv/versions/$$version.*/bin/python none; do \
			$$python -c '' 2>/dev/null && break; \
		done; \
		if [ $$python = none ]; then echo "Python $$version: not at hand"; continue; fi; \
		echo "Python $$version: $$python"; \
		$(MAKE) --no-print-directory VENV=.venv-$$version PYTHON=$$python units || exit 1; \
	done

units: setup
	$(PYTEST) -m "not slow"

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

dependencies: setup  ## docs/dependencies.md and its Chinese counterpart, from what is pinned and what it says of itself
	$(BIN)/python packaging/dependencies.py

pins:  ## packaging/requirements*.txt: the newest versions that fit, with hashes for every platform
	$(PYTHON) -m venv .pins
	.pins/bin/python -m pip install --quiet uv
	$(UV) pyproject.toml packaging/build.in --extra dev -o packaging/requirements-dev.txt
	$(UV) pyproject.toml --extra all --constraint packaging/requirements-dev.txt -o packaging/requirements.txt
	$(UV) packaging/docs.in -o packaging/requirements-docs.txt
	rm -rf .pins

docs: .docs/.ready  ## docs/ as a site that opens from a disk: gongkai-docs/index.html
	rm -rf gongkai-docs
	.docs/bin/python packaging/docs_site.py gongkai-docs

.docs/.ready: packaging/requirements-docs.txt
	$(PYTHON) -m venv .docs
	.docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/requirements-docs.txt
	@touch $@

pictures: setup  ## docs/pictures/: what is written about the samples, as LibreOffice and Chromium show it
	$(BIN)/python packaging/pictures.py

bundle: setup  ## gongkai-windows.zip, which runs from any folder; PYTHON_ZIP=… is the Python that it brings
	$(BIN)/python packaging/bundle.py $(BUNDLE) $(PYTHON_ZIP)

bundle-test: bundle  ## the bundle from end to end under wine
	$(BIN)/python packaging/bundle_test.py $(BUNDLE)

bench: long  ## the long proofs; speed, memory, whole reports, rules, mutants; figures in bench/README.md
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.whole
	$(BIN)/python -m bench.rules
	$(BIN)/python -m bench.mutants

fuzz: setup  ## files changed at random, MINUTES long, then as the code leads; what does harm is kept in gongkai-fuzz/
	$(BIN)/python -m bench.fuzz --minutes $(MINUTES) --seed $(SEED)
	$(BIN)/python -m pip install --quiet '.[fuzz]'
	for kind in text html docx pdf table; do $(BIN)/python -m bench.guided $$kind gongkai-fuzz --minutes $(MINUTES) || exit 1; done

crash: setup  ## a run over 10,000 files that is killed 200 times, and all commands that write, as often together
	$(BIN)/python -m bench.crash
	$(BIN)/python -m bench.killed

clean:  ## remove .venv and caches
	rm -rf $(VENV) .venv-* .pins .docs gongkai-docs .mypy_cache .ruff_cache .pytest_cache .hypothesis $(OUT)
