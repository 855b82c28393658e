"""The house's own rules, read from its source: who imports whom, how long a room is, what is never used."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache

import pytest
from making import ROOT, rows

MOST_LINES = 320
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted((ROOT / "kb").rglob("*.py"))
}


@cache
def tree(module):
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imported(module):
    """The kb modules a module imports, anywhere in it, inside functions too."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = module if MODULES[module].stem == "__init__" else module.rpartition(".")[0]
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            name = ".".join(filter(None, [base, node.module]))
            found |= {f"{name}.{alias.name}" if f"{name}.{alias.name}" in MODULES else name for alias in node.names}
    return {name for name in found if name in MODULES} - {"kb"}


def wing(module):
    return ".".join(module.split(".")[:2])


MAY_IMPORT = [
    # wing, the wings below it that it may import
    ("kb.errors", set()),
    ("kb.child", set()),
    ("kb.crew", {"kb.child", "kb.errors"}),
    ("kb.law", {"kb.errors"}),
    ("kb.read", {"kb.law", "kb.errors", "kb.child"}),
    ("kb.indexing", {"kb.law", "kb.errors", "kb.child"}),
    ("kb.answer", {"kb.indexing", "kb.law", "kb.errors"}),
    ("kb.knowledge", {"kb.answer", "kb.indexing", "kb.law", "kb.errors"}),
    ("kb.chunks", {"kb.law", "kb.errors"}),
]


@pytest.mark.parametrize(("above", "below"), rows([(name, name, below) for name, below in MAY_IMPORT]))
def test_imports_run_one_way(above, below):
    crossing = {(m, name) for m in MODULES if wing(m) == above for name in imported(m) if wing(name) not in below | {above}}
    assert crossing == set()


def test_every_wing_of_the_house_is_there():
    assert {name for name, _ in MAY_IMPORT} <= {wing(m) for m in MODULES}


def test_doors_are_at_the_top():
    doors = {"kb.cli", "kb.cli_admin", "kb.web"}
    crossing = {(m, name) for m in MODULES if wing(m) not in {*doors, "kb.__main__"} for name in imported(m) if wing(name) in doors}
    assert crossing == set()


def test_no_module_imports_itself_by_way_of_others():
    def reaches(start, at, seen):
        return any(name == start or (name not in seen and reaches(start, name, seen | {name})) for name in imported(at))

    assert [m for m in MODULES if reaches(m, m, frozenset())] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_room_that_grows_gets_a_wall(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def calls(module):
    return [node for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]


def names(module):
    """Every module name imported, of kb or not, by its first part."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


FORBIDDEN = [
    # why, what a module must not hold
    ("no pickle in any form", lambda m: {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib"} & set(names(m))),
    ("no code of a model's author is run", lambda m: [v for v in given(m, "trust_remote_code") if not is_false(v)]),
    ("no pickled arrays", lambda m: [v for v in given(m, "allow_pickle") if not is_false(v)]),
    ("no stray print", lambda m: [c for c in calls(m) if isinstance(c.func, ast.Name) and c.func.id == "print"]),
    ("no code from text", lambda m: [c for c in calls(m) if isinstance(c.func, ast.Name) and c.func.id in ("eval", "exec", "compile")]),
    ("no shell", lambda m: [v for v in given(m, "shell") if not is_false(v)]),
]  # fmt: skip


def given(module, argument):
    return [keyword.value for call in calls(module) for keyword in call.keywords if keyword.arg == argument]


def is_false(node):
    return isinstance(node, ast.Constant) and node.value is False


@pytest.mark.parametrize("held", rows(FORBIDDEN))
def test_what_is_never_used(held):
    assert [m for m in MODULES if held(m)] == []


def test_the_rules_would_see_a_breach():
    """Near misses of the reader of imports itself: a lazy import, a relative one, a name from a package."""
    assert "kb.read.pdf" in imported("kb.read.sandbox")
    assert "kb.read.sandbox" in imported("kb.read.pages")


HEAVY = ("torch", "gradio", "sentence_transformers", "transformers", "sklearn", "pandas", "pymilvus", "grpc")
LIGHT = [
    ("the command line", "kb.cli"),
    ("an open index", "kb.knowledge"),
    ("a build", "kb.ingest"),
    ("the law", "kb.law.catalogue"),
]


@pytest.mark.parametrize("module", rows(LIGHT))
def test_importing_is_light(module):
    code = f"import sys, json, {module}; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_cold_question_is_light(index, model):
    """From a fresh process to the answer, nothing heavy is loaded on the way, inside functions either."""
    asking = f"""
import json, sys
from click.testing import CliRunner
from kb.cli import main
done = CliRunner().invoke(main, ["ask", "Boleh ikut kampanye?", "--index", {str(index)!r}, "--model", {str(model)!r}])
print(json.dumps([done.exit_code, [m for m in {HEAVY!r} if m in sys.modules]]))
"""
    done = subprocess.run([sys.executable, "-c", asking], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, []]


@pytest.mark.parametrize("module", rows([(m, m) for m in MODULES if m != "kb.__main__"]))
def test_every_module_says_what_it_is_for(module):
    assert ast.get_docstring(tree(module))
