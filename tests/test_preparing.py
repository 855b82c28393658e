"""Texts prepared by other processes, and kept: the same bytes, never a wrong one, and a process that ends costs the build only."""

from __future__ import annotations

import os
import signal
import sqlite3
from concurrent.futures import Future

import pytest
from making import rows, static_model

from kb import keeping
from kb.child import Child
from kb.crew import Crew, ahead
from kb.errors import IndexUnusable
from kb.indexing.generation import current
from kb.ingest import build
from kb.keeping import FILE


@pytest.fixture
def many(monkeypatch):
    """Every number of texts counts as many; they are prepared by as many processes as are told."""

    def told(processes):
        monkeypatch.setattr("kb.indexer.FEW", -1)
        monkeypatch.setattr("kb.indexer._BATCH", 2)
        monkeypatch.setattr("kb.preparing.processors", lambda: processes)

    return told


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    seen: list[Child] = []
    start = Child.__init__
    monkeypatch.setattr(Child, "__init__", lambda self, *words: (start(self, *words), seen.append(self))[0])
    return seen


@pytest.fixture
def asked(monkeypatch):
    """What the processes were asked."""
    seen: list[bytes] = []
    ask = Child.ask
    monkeypatch.setattr(Child, "ask", lambda self, packed: (seen.append(packed), ask(self, packed))[1])
    return seen


def bytes_of(folder):
    """Every file of a generation but its manifest, which tells where it was built from."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_an_index_made_by_several_has_the_same_bytes(tmp_path, corpus, model, many, started, processes, monkeypatch):
    monkeypatch.setattr("kb.indexer._BATCH", 2)
    one, _ = build([corpus], tmp_path / "satu", str(model))
    assert started == []
    many(processes)
    other, _ = build([corpus], tmp_path / "dua", str(model))
    assert 1 <= len(started) <= processes
    assert bytes_of(one) == bytes_of(other)
    assert {child._process.poll() for child in started} == {0}


def test_a_process_that_is_killed_leaves_the_old_index_and_no_other_process(tmp_path, corpus, model, many, started, monkeypatch):
    index = tmp_path / "indeks"
    before, _ = build([corpus], index, str(model))
    many(2)
    ask = Child.ask
    monkeypatch.setattr(Child, "ask", lambda self, packed: (os.kill(self._process.pid, signal.SIGKILL), ask(self, packed))[1])
    other = static_model(tmp_path / "lain", seed=8)
    with pytest.raises(IndexUnusable, match=r"proses pembantu berhenti \(kode -9\).*jalankan lagi: kb build"):
        build([corpus], index, str(other))
    assert current(index) == before
    assert {child._process.poll() for child in started} <= {-9, 0}  # none is left


REGULATION = "PERATURAN BUPATI CONTOH\nNOMOR {0} TAHUN 1998\nTENTANG CONTOH\n\nPasal 1\n{1}\n\nPasal 2\nPeraturan ini berlaku.\n"


@pytest.fixture
def texts(tmp_path):
    """Two regulations, and a place for the index."""
    folder = tmp_path / "naskah"
    folder.mkdir()
    for number in (71, 72):
        (folder / f"{number}.txt").write_text(REGULATION.format(number, "Pegawai wajib netral."), encoding="utf-8")
    return folder


def test_a_text_that_did_not_change_is_not_prepared_again(tmp_path, texts, model, many, asked):
    many(1)
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    assert len(asked) == 2
    asked.clear()
    (texts / "71.txt").write_text(REGULATION.format(71, "Pegawai dilarang kampanye."), encoding="utf-8")
    again, _ = build([texts], index, str(model))
    assert len(asked) == 1
    fresh, _ = build([texts], tmp_path / "baru", str(model))
    assert bytes_of(again) == bytes_of(fresh)


def test_another_model_or_no_vectors_to_take_over_prepare_all_again(tmp_path, texts, model, many, asked):
    many(1)
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    asked.clear()
    build([texts], index, str(static_model(tmp_path / "lain", seed=8)))
    assert len(asked) == 2
    asked.clear()
    (index / "CURRENT").unlink()
    build([texts], index, str(model))
    assert len(asked) == 2


def test_other_names_of_instruments_prepare_the_layers_again(tmp_path, texts, model, many, asked):
    many(1)
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    asked.clear()
    catalogue = texts / "katalog"
    catalogue.mkdir()
    entry = 'kunci = "uu-905-1990"\njenis = "UU"\njudul = "Sumur"\nsebutan = ["UU Sumur"]\n\n[[nomor]]\nnomor = "905"\ntahun = 1990\n'
    (catalogue / "uu-905-1990.toml").write_text(entry, encoding="utf-8")
    build([texts], index, str(model))
    assert len(asked) == 2


def test_a_damaged_vector_is_not_handed_on(tmp_path, texts, model, many):
    many(1)
    index = tmp_path / "indeks"
    folder, _ = build([texts], index, str(model))
    vectors = bytearray((folder / "vectors.faiss").read_bytes())
    vectors[-1] ^= 1
    (folder / "vectors.faiss").write_bytes(vectors)
    (texts / "73.txt").write_text(REGULATION.format(73, "Pegawai wajib adil."), encoding="utf-8")
    again, _ = build([texts], index, str(model))
    fresh, _ = build([texts], tmp_path / "baru", str(model))
    assert bytes_of(again) == bytes_of(fresh)


UNPRESSED = b"\x92\xc4\x01x\x93\xc4\x00\xc4\x00\xc4\x00"
DAMAGE = [
    ("a bit flipped", "UPDATE prepared SET packed = substr(packed, 1, 40) || x'00' || substr(packed, 42)"),
    ("cut short", "UPDATE prepared SET packed = substr(packed, 1, 30)"),
    ("another table in its place", "DROP TABLE prepared"),
    ("sealed, but nothing that was prepared", None),
    (
        "sealed, but not pressed together",
        keeping._digest(UNPRESSED) + UNPRESSED,
    ),
]


@pytest.mark.parametrize("damage", rows(DAMAGE))
def test_a_damaged_piece_is_prepared_anew(tmp_path, texts, model, many, asked, damage):
    many(1)
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    with sqlite3.connect(index / FILE) as db:
        if isinstance(damage, str):
            db.execute(damage)
        else:
            db.execute("UPDATE prepared SET packed = ?", (damage or keeping._digest(b"salah") + b"salah",))
    asked.clear()
    (texts / "73.txt").write_text(REGULATION.format(73, "Pegawai wajib adil."), encoding="utf-8")
    again, _ = build([texts], index, str(model))
    assert len(asked) == 3
    fresh, _ = build([texts], tmp_path / "baru", str(model))
    assert bytes_of(again) == bytes_of(fresh)


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


def test_a_crew_gives_all_in_order_and_no_maker_does_two_things_at_once():
    busy, most = set(), []
    with Crew(["satu", "dua"], ahead=3) as crew:

        def work(number):
            with crew.one() as maker:
                assert maker not in busy
                busy.add(maker)
                most.append(len(busy))
                busy.remove(maker)
            return number * number

        assert list(crew.each(work, range(50))) == [number * number for number in range(50)]
    assert max(most) <= 2
