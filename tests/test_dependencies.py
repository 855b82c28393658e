"""What is installed for the project: each package pinned, permissively licensed, and the direct ones named with their reason.

Known weaknesses are asked for by ``make audit``, which needs a database that the tests do not.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
from making import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PROJECT = "kb-netralitas-asn"
PERMISSIVE = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python", "ISC",
    "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib",
}  # fmt: skip
WRITTEN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Licences as older packages write them, by their SPDX names."""
EXCEPTIONS = {
    "axe-playwright-python": "names no licence in its metadata; its LICENSE is MIT, and axe-core in it MPL-2.0; for developers only",
    "certifi": "MPL-2.0: a file of certificates, passed on unchanged",
    "hypothesis": "MPL-2.0, unchanged; for developers only",
    "orjson": "MPL-2.0 for what it took over, unchanged; a library of Gradio",
    "pathspec": "MPL-2.0, unchanged; for developers only, a library of mypy",
    "tqdm": "MPL-2.0 for part of it, unchanged; a library of transformers",
}
"""Packages that are not permissive throughout, each with why it may be there: weak copyleft that ends at its own files."""
ELSEWHERE = {"torch": "asked for by its exact version in the Makefile, before all else"}


def direct():
    """What pyproject.toml asks for, every extra included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return {canonicalize_name(wanted.name): wanted for wanted in map(Requirement, lines) if wanted.name != PROJECT}


def needed():
    """The distributions that the project needs with every extra, by canonical name."""
    found: dict[str, metadata.Distribution] = {}
    ahead, seen = list(direct().values()), set()
    while ahead:
        wanted = ahead.pop()
        name = canonicalize_name(wanted.name)
        if (name, *sorted(wanted.extras)) in seen:
            continue
        seen.add((name, *sorted(wanted.extras)))
        found[name] = metadata.distribution(name)
        ahead += [below for below in map(Requirement, found[name].requires or ()) if applies(below, wanted.extras)]
    return found


def applies(wanted, extras):
    """Whether a package that was asked for with some extras asks for another here."""
    return wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras))


NEEDED = needed()
OTHERS = sorted(NEEDED)


def licence_of(distribution):
    """The licence as an SPDX expression, "" where the package says none."""
    told = distribution.metadata
    classified = [
        c.split(" :: ")[-1] for c in told.get_all("Classifier") or () if c.startswith("License :: ") and c != "License :: OSI Approved"
    ]
    said = told.get("License-Expression") or " AND ".join(WRITTEN.get(c, c) for c in classified) or told.get("License") or ""
    return WRITTEN.get(said, said)


def test_every_extra_is_walked():
    assert set(NEEDED) >= {"gradio", "pymilvus", "pytesseract", "ruff", "torch", "pillow"}


@pytest.mark.parametrize("name", OTHERS)
def test_a_package_is_free_to_use(name):
    names = {part.strip() for part in re.split(r"\s+(?:AND|OR)\s+|[()]", licence_of(NEEDED[name])) if part.strip()}
    permissive = bool(names) and names <= PERMISSIVE
    assert permissive != (name in EXCEPTIONS), f"{name}: {sorted(names)}; a licence that is not permissive needs a reason in EXCEPTIONS"


@pytest.mark.parametrize("name", [name for name in OTHERS if name not in ELSEWHERE])
def test_a_package_is_pinned_to_the_version_that_is_installed(name):
    assert pins().get(name) == NEEDED[name].version


@pytest.mark.parametrize("name", OTHERS)
def test_a_package_takes_every_python_that_the_project_takes(name):
    """An early 3.11 too: Debian 12 and its servers stand at 3.11.2, and pip finds no version at all for a pin beyond it."""
    assert SpecifierSet(NEEDED[name].metadata["Requires-Python"] or "").contains("3.11.0")


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_nothing_is_pinned_that_nobody_needs():
    assert set(pins()) - set(OTHERS) == set()


def test_torch_is_asked_for_by_the_version_that_is_installed():
    assert f"torch=={metadata.version('torch').partition('+')[0]}" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_each_direct_package_is_named_with_its_reason():
    table = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Dependencies")[1].partition("|---|")[2]
    named = {
        canonicalize_name(re.sub(r"\(.*\)", "", name).strip())
        for row in re.findall(r"^\| ([^|]+) \|", table, re.M)
        for name in row.split(",")
    }
    assert set(direct()) <= named
    assert named <= set(direct()), "what is gone leaves the table"


def test_what_the_program_imports_is_asked_for():
    """Not left to a package that happens to need it too."""
    packages = metadata.packages_distributions()
    imported = set()
    for path in (ROOT / "kb").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    others = {name for name in imported if name not in sys.stdlib_module_names and name != "kb"}
    assert {name for name in others if not {canonicalize_name(d) for d in packages.get(name, [name])} & set(direct())} == set()
