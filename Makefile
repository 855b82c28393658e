# Two commands do everything: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
CHROMIUM := /usr/bin/chromium
TESSERACT := /usr/share/tesseract-ocr/5/tessdata/ind.traineddata

TORCH := torch==2.13.0
AUDIT := .venv-audit

.PHONY: run test lint index bench ocr audit clean

run: $(VENV)/.ready index
	$(BIN)/kb serve --port $(PORT)

index: $(VENV)/.ready
	$(BIN)/kb build

# Reading scans: Tesseract with Indonesian, and its wrapper.
ocr: $(VENV)/.ready | $(TESSERACT)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .[ocr]
	@tesseract --list-langs | grep -qx ind || { echo "Tesseract belum terpasang: jalankan sebagai root, atau minta: apt-get install tesseract-ocr tesseract-ocr-ind"; exit 1; }

test: $(VENV)/.ready-dev | $(CHROMIUM) $(TESSERACT)
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.ready
	$(BIN)/python -m bench

# Known weaknesses of every pinned package, asked of PyPI's own records; one that cannot be asked for is a failure, not a pass.
audit:
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	{ cat constraints.txt; echo "$(TORCH)"; } > $(AUDIT)/packages.txt
	$(AUDIT)/bin/pip-audit --strict --no-deps --disable-pip --requirement $(AUDIT)/packages.txt

clean:
	rm -rf $(VENV) $(AUDIT) index/gen-* index/CURRENT

# torch is asked for by its exact version and first: any other spelling brings several gigabytes.
$(VENV)/.ready: pyproject.toml constraints.txt
	@echo "Menyiapkan lingkungan Python di $(VENV) (sekali saja, beberapa menit) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .[dev,ocr]
	touch $@

# The browser tests drive Debian's Chromium; where it cannot be installed they skip, in CI they fail.
$(CHROMIUM):
	-(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1

# Debian's Tesseract; where it cannot be installed the tests of scans skip, in CI they fail.
$(TESSERACT):
	-(apt-get update -qq && apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-ind) >/dev/null 2>&1
