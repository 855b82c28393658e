"""What ``deploy/`` hands to an engine: the image gets all that building and asking need, and both run commands that exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner
from making import ROOT

from kb.cli import main

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "kb.service").read_text(encoding="utf-8")


def test_the_image_holds_all_that_building_and_asking_need(tmp_path):
    for line in re.findall(r"^COPY (.+)$", CONTAINER, re.M):
        *sources, target = shlex.split(line)
        for source in sources:
            here, there = ROOT / source, tmp_path / target
            if here.is_dir():
                shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(here, there)
    for command in ("build", "ask 'Bolehkah PNS ikut kampanye?' --json"):
        done = subprocess.run(
            [sys.executable, "-m", "kb", *shlex.split(command)], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "pp-94-2021/pasal-5" in done.stdout


@pytest.mark.parametrize("line", re.findall(r"^Exec\w+=\S+ -m kb (.+)$", UNIT, re.M))
def test_the_unit_gives_only_options_that_the_program_has(line):
    command, *options = shlex.split(line)
    told = CliRunner().invoke(main, [command, "--help"])
    assert told.exit_code == 0
    assert {o for o in options if o.startswith("--")} <= set(re.findall(r"--[a-z-]+", told.output))
