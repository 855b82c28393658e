"""The READMEs show what their commands print, and every command of the program is named in one of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.cli import main
from kb.ingest import build

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

from refresh import READMES, refreshed  # noqa: E402 - a script beside the documents it writes


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("indeks")
    build([ROOT / "corpus"], folder)
    return folder


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_the_output_shown_is_what_is_printed(path, index):
    text = path.read_text(encoding="utf-8")
    assert refreshed(text, index) == text, "run: python docs/refresh.py"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_named_in_the_readme_and_has_help(command):
    assert main.commands[command].help
    assert any(f"kb {command}" in path.read_text(encoding="utf-8") for path in READMES)
