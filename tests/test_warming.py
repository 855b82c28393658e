"""A server's files read through when it opens them: no fault where they go away, nothing where they would not fit."""

from __future__ import annotations

import time

from kb.indexing import warming
from kb.indexing.generation import current
from kb.indexing.warming import read_through, read_through_beside
from kb.ingest import build
from kb.library import Library


def test_every_byte_is_read(tmp_path):
    (tmp_path / "dalam").mkdir()
    (tmp_path / "besar").write_bytes(b"a" * (2**20 + 5))
    (tmp_path / "dalam" / "kecil").write_bytes(b"b")
    (tmp_path / "kosong").touch()
    assert read_through(tmp_path) == 2**20 + 6


def test_what_would_not_fit_into_memory_is_left_alone(tmp_path, monkeypatch):
    (tmp_path / "besar").write_bytes(b"a")
    monkeypatch.setattr(warming, "_SHARE", 0)
    assert read_through(tmp_path) == 0


def test_a_folder_that_is_gone_is_no_fault(tmp_path):
    read_through_beside(tmp_path / "tidak-ada")


def test_a_server_reads_the_generation_it_opens_and_each_that_lands(tmp_path, corpus, model, monkeypatch):
    seen = []
    monkeypatch.setattr("kb.library.read_through_beside", seen.append)
    index, texts = tmp_path / "indeks", tmp_path / "naskah"
    texts.mkdir()
    text = "PERATURAN BUPATI CONTOH\nNOMOR 71 TAHUN 1998\nTENTANG CONTOH\n\nPasal 1\nPegawai wajib netral.\n"
    (texts / "71.txt").write_text(text, encoding="utf-8")
    first, _ = build([texts], index, str(model))
    library = Library(index, str(model), look_every=0)
    (texts / "71.txt").write_text(text.replace("netral", "adil"), encoding="utf-8")
    build([texts], index, str(model))
    _ = library.kb
    deadline = time.monotonic() + 10
    while len(seen) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert seen == [first, current(index)]
