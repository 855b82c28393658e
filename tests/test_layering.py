"""Many amended laws: consolidated by several processes and kept, with the same bytes, and only again where a text of theirs changed."""

from __future__ import annotations

import os
import signal
import sqlite3

import pytest
from making import rows
from test_layers import BASE, FIRST
from test_preparing import bytes_of

from kb import keeping, layering
from kb.child import Child
from kb.errors import IndexUnusable
from kb.ingest import build
from kb.keeping import FILE
from kb.knowledge import KnowledgeBase

LAWS = 3


@pytest.fixture
def laws(tmp_path):
    """Three laws, each with one that amends it, and one that amends a law not held."""
    folder = tmp_path / "naskah"
    folder.mkdir()
    for number in range(901, 901 + 2 * LAWS, 2):
        texts = [
            text.replace("NOMOR 902", "NOMOR 000").replace("901", str(number)).replace("000", str(number + 1)) for text in (BASE, FIRST)
        ]
        for offset, text in enumerate(texts):
            (folder / f"{number + offset}.txt").write_text(text, encoding="utf-8")
    alone = FIRST.replace("NOMOR 902", "NOMOR 990").replace("901", "989")
    (folder / "990.txt").write_text(alone, encoding="utf-8")
    return folder


@pytest.fixture
def consolidated(monkeypatch):
    """The laws that were consolidated, by how many amend each; in this process."""
    seen = []
    one = layering.consolidated
    monkeypatch.setattr(layering, "consolidated", lambda law: (seen.append(law.base and law.base.regulation.kunci), one(law))[1])
    return seen


def several(monkeypatch, processes):
    monkeypatch.setattr(layering, "_FEW", 0)
    monkeypatch.setattr(layering, "processors", lambda: processes)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_layers_made_by_several_processes_have_the_same_bytes(tmp_path, laws, model, monkeypatch, processes):
    one, _ = build([laws], tmp_path / "satu", str(model))
    several(monkeypatch, processes)
    other, _ = build([laws], tmp_path / "dua", str(model))
    assert bytes_of(one) == bytes_of(other)
    kb = KnowledgeBase.open(tmp_path / "dua", str(model))
    assert {key for key in kb.held.keys if any(clause.point for clause in kb.held.clauses.of(key))} == {
        "uu-901-1991",
        "uu-903-1991",
        "uu-905-1991",
    }


def test_only_a_law_of_which_a_text_changed_is_consolidated_again(tmp_path, laws, model, consolidated):
    index = tmp_path / "indeks"
    build([laws], index, str(model))
    assert consolidated == ["uu-901-1991", "uu-903-1991", "uu-905-1991", None]
    consolidated.clear()
    changed = laws / "904.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("malam hari", "petang hari"), encoding="utf-8")
    again, _ = build([laws], index, str(model))
    assert consolidated == ["uu-903-1991"]
    fresh, _ = build([laws], tmp_path / "baru", str(model))
    assert bytes_of(again) == bytes_of(fresh)


DAMAGE = [
    ("sealed, but nothing pressed together", b"salah"),
    ("sealed and pressed, but no layers", b"x\x9c\x01\x01\x00\xfe\xff\xc0\x00\xc1\x00\xc1"),
    ("not sealed", None),
]


@pytest.mark.parametrize("damage", rows(DAMAGE))
def test_damaged_layers_are_made_anew(tmp_path, laws, model, consolidated, damage):
    index = tmp_path / "indeks"
    build([laws], index, str(model))
    with sqlite3.connect(index / FILE) as db:
        db.execute("UPDATE layers SET packed = ?", (keeping._digest(damage) + damage if damage else b"salah",))
    consolidated.clear()
    (laws / "991.txt").write_text(BASE.replace("901", "991"), encoding="utf-8")
    again, _ = build([laws], index, str(model))
    assert len(consolidated) == LAWS + 1
    fresh, _ = build([laws], tmp_path / "baru", str(model))
    assert bytes_of(again) == bytes_of(fresh)


def test_a_process_that_is_killed_ends_the_build_with_the_remedy(tmp_path, laws, model, monkeypatch):
    several(monkeypatch, 2)
    ask = Child.ask
    monkeypatch.setattr(Child, "ask", lambda self, packed: (os.kill(self._process.pid, signal.SIGKILL), ask(self, packed))[1])
    with pytest.raises(IndexUnusable, match=r"proses pembantu berhenti \(kode -9\).*jalankan lagi: kb build"):
        build([laws], tmp_path / "indeks", str(model))
