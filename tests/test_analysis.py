"""Stems and vectors worked out by other processes: the same bytes, and a process that ends costs the build, not the index."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future

import pytest
from making import static_model

from kb.child import Child, ahead
from kb.errors import IndexUnusable
from kb.indexing import analysis
from kb.indexing.analysis import Asked, analysed
from kb.indexing.counting import Words
from kb.indexing.embedding import load_embedder
from kb.indexing.generation import current
from kb.ingest import build

TEXTS = [f"Sumur {n} digali {'dalam; ' * (n % 3)}oleh pegawai. Netralitas pegawai {n % 7}" for n in range(60)]
BATCHES = [Asked([(text, "taman") for text in TEXTS[n : n + 7]], TEXTS[n : n + 7]) for n in range(0, 60, 7)]


@pytest.fixture
def few(monkeypatch):
    """One chunk is few; all others are worked out by as many processes as are told."""

    def told(processes):
        monkeypatch.setattr(analysis, "FEW", 1)
        monkeypatch.setattr("kb.gather._BATCH", 5)
        monkeypatch.setattr(analysis, "processors", lambda: processes + 1)

    return told


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    seen: list[Child] = []
    start = Child.__init__
    monkeypatch.setattr(Child, "__init__", lambda self, *words: (start(self, *words), seen.append(self))[0])
    return seen


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def indexed(model):
    words, vectors = Words(), b""
    for told in analysed(iter(BATCHES), load_embedder(str(model))):
        words.take(told)
        vectors += told.vectors
    return words.index(), vectors


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_several_processes_tell_what_one_does(model, few, started, processes):
    here, vectors = indexed(model)
    assert started == []
    few(processes)
    elsewhere, others = indexed(model)
    assert len(started) == processes
    assert others == vectors
    assert elsewhere.scores(["sumur", "netral", "taman"]).tolist() == here.scores(["sumur", "netral", "taman"]).tolist()


def test_an_index_made_by_several_has_the_same_bytes(tmp_path, corpus, model, few, started):
    one, _ = build([corpus], tmp_path / "satu", str(model))
    few(2)
    other, _ = build([corpus], tmp_path / "dua", str(model))
    assert len(started) == 2
    assert bytes_of(one) == bytes_of(other)
    assert [child._process.poll() for child in started] == [0, 0]


def test_a_process_that_is_killed_leaves_the_old_index_and_no_other_process(tmp_path, corpus, model, few, started, monkeypatch):
    index = tmp_path / "indeks"
    before, _ = build([corpus], index, str(model))
    few(2)
    ask = Child.ask
    monkeypatch.setattr(Child, "ask", lambda self, packed: (os.kill(self._process.pid, signal.SIGKILL), ask(self, packed))[1])
    other = static_model(tmp_path / "lain", seed=8)
    with pytest.raises(IndexUnusable, match=r"proses pembantu berhenti \(kode -9\).*jalankan lagi: kb build"):
        build([corpus], index, str(other))
    assert current(index) == before
    assert len(started) == 2
    assert {child._process.poll() for child in started} <= {-9, 0}  # none is left


def test_work_is_begun_no_further_ahead_than_told():
    begun = []

    def works():
        for n in range(9):
            begun.append(n)
            work: Future[int] = Future()
            work.set_result(n)
            yield work

    results = ahead(works(), 3)
    assert [next(results), len(begun)] == [0, 4]
    assert [*results] == [1, 2, 3, 4, 5, 6, 7, 8]
