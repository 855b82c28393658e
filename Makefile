# Two commands do everything: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
CHROMIUM := /usr/bin/chromium

.PHONY: run test lint index bench clean

run: $(VENV)/.ready index
	$(BIN)/kb serve --port $(PORT)

index: $(VENV)/.ready
	$(BIN)/kb build

test: $(VENV)/.ready-dev | $(CHROMIUM)
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.ready
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) index/gen-* index/CURRENT

# torch is asked for by its exact version and first: any other spelling brings several gigabytes.
$(VENV)/.ready: pyproject.toml constraints.txt
	@echo "Menyiapkan lingkungan Python di $(VENV) (sekali saja, beberapa menit) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .[dev]
	touch $@

# The browser tests drive Debian's Chromium; where it cannot be installed they skip, in CI they fail.
$(CHROMIUM):
	-(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1
