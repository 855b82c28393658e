"""Files read by several processes and remembered: the same readings as read here, and never a wrong one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from making import rows

from kb import keeping, readings
from kb.errors import ReadError
from kb.indexing.generation import current
from kb.ingest import build
from kb.keeping import FILE
from kb.knowledge import KnowledgeBase
from kb.read.reading import Outline
from kb.read.worker import Worker
from kb.readings import readings_of

REGULATION = """PERATURAN BUPATI CONTOH
NOMOR {0} TAHUN 1998
TENTANG SUMUR

Pasal 1
(1) Sumur digali {1}.
(2) Sumur sebagaimana dimaksud pada ayat (1) diberi tutup menurut Pasal 2 UU Taman.

Pasal 2
Peraturan ini berlaku.
"""
NAMES = ("UU Taman",)


@pytest.fixture
def wells(tmp_path):
    """Files of every fate, each with its name in citations."""
    made = {
        "71.txt": REGULATION.format(71, "dalam").encode(),
        "72.txt": REGULATION.format(72, "dangkal").encode(),
        "windows.txt": REGULATION.format(73, "dalam \x96 dan lebar").encode("cp1252", "replace"),
        "kosong.txt": b"",
        "biner.txt": b"Pasal 1\0",
        "rusak.pdf": b"%PDF-1.7 rusak",
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return [(tmp_path / name, f"naskah/{name}") for name in (*made, "tidak-ada.txt")]


@pytest.fixture
def many(monkeypatch):
    """Every number of files counts as many; one process reads them."""
    monkeypatch.setattr(readings, "_FEW", -1)
    monkeypatch.setattr(readings, "processors", lambda: 1)


@pytest.fixture
def read_anew(monkeypatch):
    """The names of the files that a worker read."""
    seen = []
    read = Worker.read
    monkeypatch.setattr(Worker, "read", lambda self, path, name: (seen.append(name), read(self, path, name))[1])
    return seen


def told(found):
    """Readings as they are, the same unpacked, faults as their words."""
    found = list(found)
    assert all(isinstance(one, Exception) or Outline.of(one.packed.reading()) == one.outline for one in found)
    return [(type(one), str(one)) if isinstance(one, Exception) else one.packed.reading() for one in found]


def test_several_processes_read_what_one_does(wells, monkeypatch):
    here = told(readings_of(wells, NAMES))
    monkeypatch.setattr(readings, "_FEW", -1)
    assert [one[1][:13] if isinstance(one, tuple) else len(one.cited) for one in here] == [
        4, 4, 4, "berkas kosong", "isi berkas bi", "PDF rusak ata", "[Errno 2] No ",
    ]  # fmt: skip
    elsewhere = told(readings_of(wells, NAMES))
    assert elsewhere[:-1] == here[:-1]
    assert elsewhere[-1][0] is FileNotFoundError


def test_what_did_not_change_is_not_read_again(wells, tmp_path, many, read_anew):
    first = told(readings_of(wells, NAMES, tmp_path))
    assert len(read_anew) == 6  # one is not there
    (tmp_path / "72.txt").write_text(REGULATION.format(72, "miring"), encoding="utf-8")
    read_anew.clear()
    again = told(readings_of(wells, NAMES, tmp_path))
    assert [name for name in read_anew if name.endswith("72.txt")] == ["naskah/72.txt"]
    assert not {"naskah/71.txt", "naskah/windows.txt"} & set(read_anew)
    assert [a == b for a, b in zip(first, again, strict=True)] == [True, False, True, True, True, True, True]


def test_other_names_or_another_name_of_the_file_are_another_reading(wells, tmp_path, many, read_anew):
    some = wells[:1]
    for names, label in ((NAMES, "a.txt"), ((), "a.txt"), (NAMES, "b.txt")):
        read_anew.clear()
        list(readings_of([(some[0][0], label)], names, tmp_path))
        assert read_anew == [label]


def test_what_is_no_longer_asked_for_is_forgotten(wells, tmp_path, many):
    list(readings_of(wells, NAMES, tmp_path))
    list(readings_of(wells[:1], NAMES, tmp_path))
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("SELECT count(*) FROM readings").fetchone() == (1,)


DAMAGE = [
    ("a bit flipped", "UPDATE readings SET packed = substr(packed, 1, 40) || x'00' || substr(packed, 42)"),
    ("cut short", "UPDATE readings SET packed = substr(packed, 1, 30)"),
    ("empty", "UPDATE readings SET packed = x''"),
    ("another table in its place", "DROP TABLE readings"),
    ("sealed, but no reading", None),
]


@pytest.mark.parametrize("damage", rows(DAMAGE))
def test_a_damaged_piece_is_read_anew(wells, tmp_path, many, read_anew, damage):
    whole = told(readings_of(wells[:2], NAMES, tmp_path))
    with sqlite3.connect(tmp_path / FILE) as db:
        if damage:
            db.execute(damage)
        else:
            db.execute("UPDATE readings SET packed = ?", (keeping._digest(b"salah") + b"salah",))
    read_anew.clear()
    assert told(readings_of(wells[:2], NAMES, tmp_path)) == whole
    assert sorted(read_anew) == ["naskah/71.txt", "naskah/72.txt"]


@pytest.mark.parametrize("bytes_", rows([("no database", b"bukan basis data" * 100), ("empty", b"")]))
def test_a_file_that_is_no_store_gives_way_to_one(wells, tmp_path, many, bytes_):
    (tmp_path / FILE).write_bytes(bytes_)
    assert told(readings_of(wells[:2], NAMES, tmp_path)) == told(readings_of(wells[:2], NAMES))


def test_a_file_of_the_form_before_gives_way_to_one_of_today(wells, tmp_path, many):
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("CREATE TABLE readings (key BLOB PRIMARY KEY, packed BLOB) WITHOUT ROWID")
        db.execute("INSERT INTO readings VALUES (x'00', x'00')")
        db.commit()
    assert told(readings_of(wells[:2], NAMES, tmp_path)) == told(readings_of(wells[:2], NAMES))
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        assert db.execute("SELECT count(rowid) FROM readings").fetchone() == (2,)


def test_where_nothing_can_be_kept_every_file_is_read(wells, tmp_path, many):
    assert told(readings_of(wells[:2], NAMES, tmp_path / "tidak" / "ada")) == told(readings_of(wells[:2], NAMES))


def test_a_text_over_the_limit_costs_its_own_verdict(wells, tmp_path):
    slow = tmp_path / "besar.txt"
    slow.write_text("Pasal 1\n(1) Sumur digali menurut Pasal 2 ayat (3).\n" * 250_000, encoding="utf-8")
    worker = Worker(NAMES, seconds=1)
    try:
        with pytest.raises(ReadError, match="melewati batas 1 detik"):
            worker.read(slow, "naskah/besar.txt")
        assert worker.read(*wells[0])  # another process was started
    finally:
        worker.close()


def test_a_file_whose_name_is_no_text_is_read(tmp_path):
    path = tmp_path / os.fsdecode(b"sumur-\xff.txt")
    path.write_text(REGULATION.format(71, "dalam"), encoding="utf-8")
    with closing(Worker(NAMES)) as worker:
        assert b"pasal-1/ayat-1" in worker.read(path, "naskah/sumur.txt")
        path.unlink()
        with pytest.raises(OSError, match="No such file"):
            worker.read(path, "naskah/sumur.txt")


def test_an_index_has_the_same_bytes_however_its_files_were_read(wells, tmp_path, model, monkeypatch):
    texts = tmp_path / "naskah"
    texts.mkdir()
    for path, _ in wells[:3]:
        path.rename(texts / path.name)
    here = build([texts], tmp_path / "a", str(model))[1]
    monkeypatch.setattr(readings, "_FEW", -1)
    there = build([texts], tmp_path / "b", str(model))[1]
    (texts / "72.txt").write_text(REGULATION.format(72, "miring"), encoding="utf-8")
    build([texts], tmp_path / "b", str(model))
    (texts / "72.txt").write_text(REGULATION.format(72, "dangkal"), encoding="utf-8")
    again = build([texts], tmp_path / "b", str(model))[1]
    assert here.files == there.files == again.files
    assert current(tmp_path / "b").name.startswith("gen-")
    assert KnowledgeBase.open(tmp_path / "b", str(model)).show("perbup-contoh-72-1998/pasal-1/ayat-1")[0].clause.text.endswith("dangkal.")
