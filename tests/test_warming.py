"""A server's files asked of the disk when it opens them: no fault where they go away, nothing where they would not fit."""

from __future__ import annotations

import os
import time

from kb.indexing import warming
from kb.indexing.generation import current
from kb.indexing.warming import read_ahead, read_ahead_beside
from kb.ingest import build
from kb.library import Library


def test_every_byte_is_asked_for(tmp_path, monkeypatch):
    asked = {}

    def advise(descriptor, start, length, _advice):
        asked.setdefault(os.fstat(descriptor).st_ino, set()).update(range(start, start + length))

    monkeypatch.setattr(os, "posix_fadvise", advise)
    (tmp_path / "dalam").mkdir()
    sizes = {tmp_path / "besar": 3 * 2**17 + 5, tmp_path / "dalam" / "kecil": 1, tmp_path / "kosong": 0}
    for path, size in sizes.items():
        path.write_bytes(b"a" * size)
    assert read_ahead(tmp_path) == sum(sizes.values())
    for path, size in sizes.items():
        assert set(range(size)) <= asked.get(path.stat().st_ino, set())


def test_a_system_that_takes_no_advice_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    (tmp_path / "besar").write_bytes(b"a")
    assert read_ahead(tmp_path) == 0


def test_what_would_not_fit_into_memory_is_left_alone(tmp_path, monkeypatch):
    (tmp_path / "besar").write_bytes(b"a")
    monkeypatch.setattr(warming, "_SHARE", 0)
    assert read_ahead(tmp_path) == 0


def test_a_folder_that_is_gone_is_no_fault(tmp_path):
    read_ahead_beside(tmp_path / "tidak-ada")


def test_a_server_reads_the_generation_it_opens_and_each_that_lands(tmp_path, corpus, model, monkeypatch):
    seen = []
    monkeypatch.setattr("kb.library.read_ahead_beside", seen.append)
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
