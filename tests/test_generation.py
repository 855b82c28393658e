"""Generations on disk: whole or not at all, the same bytes each time, and every fault of them told."""

from __future__ import annotations

import json
import shutil
import sqlite3

import msgspec
import pytest
from making import CONTOH, rows, static_model

from kb import ingest
from kb.errors import IndexCorrupt, IndexMismatch, IndexMissing, KbError
from kb.indexing import generation
from kb.indexing.disk import Disk
from kb.indexing.generation import current, read_manifest, verify
from kb.ingest import build
from kb.knowledge import KnowledgeBase

SMALL = "PERATURAN BUPATI CONTOH\nNOMOR 71 TAHUN 1998\nTENTANG\nPERAHU\n\nPasal 1\nPerahu dicat biru.\n\nPasal 2\nDayung disimpan kering.\n"


@pytest.fixture
def texts(tmp_path):
    """A folder of one small text, to be changed."""
    folder = tmp_path / "naskah"
    folder.mkdir()
    (folder / "a.txt").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path, index):
    """The made-up corpus's index, a copy to be harmed."""
    return shutil.copytree(index, tmp_path / "indeks")


def generations(index):
    return sorted(p.name for p in index.iterdir() if p.name.startswith("gen-"))


def test_the_same_corpus_gives_the_same_bytes(tmp_path, index, model):
    shutil.copytree(CONTOH, tmp_path / "contoh")
    again, _ = build([tmp_path / "contoh"], tmp_path / "indeks", str(model))
    held = current(index)
    assert again.name == held.name
    files = sorted(p.relative_to(held) for p in held.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert all((held / name).read_bytes() == (again / name).read_bytes() for name in files)


def test_the_manifest_names_every_file_and_what_was_counted(index):
    folder = current(index)
    manifest = verify(folder)
    on_disk = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(manifest.files) == on_disk
    assert (manifest.format, manifest.model, manifest.corpora) == (generation.FORMAT, "mungil", ["contoh"])
    with sqlite3.connect(f"file:{folder / 'clauses.sqlite'}?mode=ro", uri=True) as db:
        counted = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("files", "clauses")}
    db.close()
    assert counted.items() <= manifest.counts.items()
    assert manifest.counts["regulations"] == 7


def test_no_index_holds_a_pickle(index):
    assert not [p for p in current(index).rglob("*") if p.suffix in (".pkl", ".pickle")]
    assert all(b"\x80\x04\x95" not in p.read_bytes()[:16] for p in current(index).rglob("*") if p.is_file())


def test_an_unchanged_corpus_is_not_built_again(tmp_path, texts, model, monkeypatch):
    first, manifest = build([texts], tmp_path / "indeks", str(model))
    monkeypatch.setattr(ingest, "readings_of", lambda *_: pytest.fail("read again"))
    assert build([texts], tmp_path / "indeks", str(model)) == (first, manifest)


CHANGES = [
    # why, change of the folder
    ("a word", lambda folder: (folder / "a.txt").write_text(SMALL.replace("biru", "hijau"), encoding="utf-8")),
    ("a new file", lambda folder: (folder / "b.txt").write_text(SMALL.replace("71", "72"), encoding="utf-8")),
    ("a file's name", lambda folder: (folder / "a.txt").rename(folder / "b.txt")),
    (
        "a catalogue entry",
        lambda folder: (folder / "katalog").mkdir() or (folder / "katalog" / "uu-1-1991.toml").write_text("x", encoding="utf-8"),
    ),
]


@pytest.mark.parametrize("change", rows(CHANGES))
def test_a_changed_corpus_is_a_new_generation(tmp_path, texts, model, change):
    first, _ = build([texts], tmp_path / "indeks", str(model))
    change(texts)
    second, _ = build([texts], tmp_path / "indeks", str(model))
    assert first != second
    assert current(tmp_path / "indeks") == second


def test_the_previous_generation_stays_and_the_one_before_goes(tmp_path, texts, model):
    index = tmp_path / "indeks"
    built = []
    for colour in ("biru", "hijau", "merah"):
        (texts / "a.txt").write_text(SMALL.replace("biru", colour), encoding="utf-8")
        built.append(build([texts], index, str(model))[0].name)
    assert generations(index) == sorted(built[1:])
    (index / "CURRENT").write_text(built[1], encoding="utf-8")
    assert "hijau" in KnowledgeBase.open(index, str(model)).show("perbup-contoh-71-1998/pasal-1")[0].clause.text


def test_another_model_is_another_generation(tmp_path, texts, model):
    first, _ = build([texts], tmp_path / "indeks", str(model))
    second, _ = build([texts], tmp_path / "indeks", str(static_model(tmp_path / "lain", seed=8)))
    assert first != second


STEPS = [
    # why, what fails: a function of the build by its place
    ("reading", "kb.read.reading.identify"),
    ("storing clauses", "kb.indexer.Truth.document"),
    ("indexing words", "kb.gather.Words.index"),
    ("indexing vectors", "kb.indexing.stores.FaissStore.build"),
    ("publishing", "kb.indexing.generation.point"),
]


@pytest.mark.parametrize("step", rows(STEPS))
def test_a_failing_build_leaves_the_old_index(tmp_path, texts, model, monkeypatch, step):
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    before = (index / "CURRENT").read_text(encoding="utf-8")
    (texts / "a.txt").write_text(SMALL.replace("biru", "hijau"), encoding="utf-8")

    def fail(*_):
        raise RuntimeError("listrik padam")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(RuntimeError, match="listrik padam"):
            build([texts], index, str(model))
    assert (index / "CURRENT").read_text(encoding="utf-8") == before
    assert not list(index.glob(".membangun-*"))
    assert "biru" in KnowledgeBase.open(index, str(model)).show("perbup-contoh-71-1998/pasal-1")[0].clause.text
    build([texts], index, str(model))
    assert "hijau" in KnowledgeBase.open(index, str(model)).show("perbup-contoh-71-1998/pasal-1")[0].clause.text


def test_a_reader_at_every_step_of_a_build_sees_the_old_or_the_new(tmp_path, texts, model):
    """Colours are built in turn, so that names of generations come back; a reader looks before and after each step on the disk."""
    index, seen = tmp_path / "indeks", []

    def look():
        if (index / "CURRENT").exists():
            seen.append(KnowledgeBase.open(index, str(model)).show("perbup-contoh-71-1998/pasal-1")[0].clause.text.split()[-1])

    class Watched(Disk):
        def __getattribute__(self, name):
            step = super().__getattribute__(name)
            return lambda *given: (look(), step(*given), look())

    colours = ["biru", "hijau", "merah", "hijau", "biru"]
    for colour in colours:
        (texts / "a.txt").write_text(SMALL.replace("biru", colour), encoding="utf-8")
        build([texts], index, str(model), disk=Watched())
    turns = [colour for colour, before in zip(seen, [None, *seen], strict=False) if colour != before]
    assert turns == [f"{colour}." for colour in colours]


def harm_file(name):
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:-1])


def harm_manifest(**changes):
    def change(folder):
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")

    return change


def other_analyser(folder):
    manifest = msgspec.structs.replace(read_manifest(folder), analyser="id-lama-1")
    (folder / "manifest.json").write_bytes(generation.sealed(manifest))


FAULTS = [
    # why, what is done to the current generation's folder, error, words of the message
    ("clauses gone", lambda folder: (folder / "clauses.sqlite").unlink(), IndexCorrupt, "clauses.sqlite: tidak ada"),
    ("vectors gone", lambda folder: (folder / "vectors.faiss").unlink(), IndexCorrupt, "vectors.faiss: tidak ada"),
    ("words gone", lambda folder: shutil.rmtree(folder / "lexical"), IndexCorrupt, "lexical"),
    ("clauses cut short", harm_file("clauses.sqlite"), IndexCorrupt, "clauses.sqlite"),
    ("arrays cut short", harm_file("articles.npy"), IndexCorrupt, "articles.npy"),
    ("manifest gone", lambda folder: (folder / "manifest.json").unlink(), IndexCorrupt, "manifest.json"),
    ("manifest cut short", harm_file("manifest.json"), IndexCorrupt, "manifest.json"),
    ("manifest is another thing", lambda folder: (folder / "manifest.json").write_text("[]"), IndexCorrupt, "manifest.json"),
    (
        "manifest lacks a field",
        lambda folder: (folder / "manifest.json").write_text(f'{{"format": {generation.FORMAT}}}'),
        IndexCorrupt,
        "manifest.json",
    ),
    ("newer format", harm_manifest(format=generation.FORMAT + 1), IndexMismatch, f"format {generation.FORMAT}"),
    ("no format", harm_manifest(format=None), IndexMismatch, "None"),
    ("other analyser", other_analyser, IndexMismatch, "'id-lama-1'"),
]


@pytest.mark.parametrize(("harm", "error", "words"), rows(FAULTS))
def test_a_harmed_index_is_refused_with_the_remedy(own, model, harm, error, words):
    harm(current(own))
    with pytest.raises(error) as caught:
        KnowledgeBase.open(own, str(model))
    assert words in str(caught.value)
    assert "kb build" in str(caught.value)
    assert "\n" not in str(caught.value)


POINTERS = [
    ("no CURRENT", None),
    ("CURRENT names nothing that is there", "gen-0000000000000000"),
    ("CURRENT is empty", ""),
    ("CURRENT leads out of the index", "../indeks"),
    ("CURRENT is absolute", "/tmp"),
]


@pytest.mark.parametrize("pointer", rows(POINTERS))
def test_an_index_that_names_no_generation_is_missing(own, model, pointer):
    (own / "CURRENT").unlink()
    if pointer is not None:
        (own / "CURRENT").write_text(pointer, encoding="utf-8")
    with pytest.raises(IndexMissing, match="kb build"):
        KnowledgeBase.open(own, str(model))


def test_no_folder_is_a_missing_index(tmp_path, model):
    with pytest.raises(IndexMissing, match="belum ada indeks"):
        KnowledgeBase.open(tmp_path / "tidak-ada", str(model))


def test_verify_names_the_file_whose_bytes_changed(own):
    path = current(own) / "clauses.sqlite"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert read_manifest(current(own)).files["clauses.sqlite"][1] == len(data)
    with pytest.raises(IndexCorrupt, match=r"clauses\.sqlite: isinya berubah"):
        verify(current(own))


REMEDIES = [
    ("a file gone", lambda folder: (folder / "vectors.faiss").unlink()),
    ("manifest cut short", harm_file("manifest.json")),
]


@pytest.mark.parametrize("harm", rows(REMEDIES))
def test_the_remedy_mends_a_harmed_index(tmp_path, texts, model, harm):
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    harm(current(index))
    build([texts], index, str(model))
    assert KnowledgeBase.open(index, str(model)).show("perbup-contoh-71-1998/pasal-1")


def test_a_file_where_the_index_should_be_is_told(tmp_path, texts, model):
    (tmp_path / "indeks").write_text("bukan folder", encoding="utf-8")
    with pytest.raises(KbError):
        build([texts], tmp_path / "indeks", str(model))


def test_what_a_crashed_build_left_is_no_index(own, model):
    left = own / ".membangun-lama"
    left.mkdir()
    (left / "clauses.sqlite").write_bytes(b"separuh")
    assert KnowledgeBase.open(own, str(model)).show("uu-901-1991/pasal-2")


def test_an_open_index_goes_on_reading_after_it_is_replaced(tmp_path, texts, model):
    index = tmp_path / "indeks"
    build([texts], index, str(model))
    kb = KnowledgeBase.open(index, str(model))
    for colour in ("hijau", "merah"):
        (texts / "a.txt").write_text(SMALL.replace("biru", colour), encoding="utf-8")
        build([texts], index, str(model))
    assert "biru" in kb.ask("Pasal 1 Perbup Contoh 71/1998").hits[0].clause.text


def test_progress_is_told_in_steps_that_end(tmp_path, texts, model):
    told = []
    build([texts], tmp_path / "indeks", str(model), lambda *step: told.append(step))
    steps = {name: (done, total) for name, done, total in told}
    assert steps["Membaca naskah"] == (1, 1)
    assert all(done == total for done, total in steps.values())
    assert all(0 < done <= total for _, done, total in told)


def test_a_generation_is_readable_by_others(index):
    assert current(index).stat().st_mode & 0o055 == 0o055
