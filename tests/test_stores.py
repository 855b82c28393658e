"""One protocol over both stores: the same vectors, words and questions give the same answers on FAISS files and on Milvus."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter

import numpy as np
import pytest
from making import rows

from kb.errors import IndexCorrupt, IndexUnusable, QuestionError
from kb.indexing.counting import index_of
from kb.indexing.milvus import MilvusStore
from kb.indexing.stores import named, open_store, write_store
from kb.indexing.vectors import FaissStore
from kb.ingest import build
from kb.knowledge import KnowledgeBase

HAS_MILVUS = importlib.util.find_spec("milvus_lite") is not None or os.environ.get("CI") == "true"
needs_milvus = pytest.mark.skipif(not HAS_MILVUS, reason="milvus-lite is not installed; it comes with the extra [milvus]")
pytestmark = pytest.mark.filterwarnings("ignore")  # grpc and protobuf warn of their own future
STORES = [("files", "faiss"), pytest.param("milvus", marks=needs_milvus, id="milvus")]
CHUNKS = [["netral", "asn"], ["kampanye", "asn", "asn"], [], ["cuti", "kampanye"]]
VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 0], [0, -1]], np.float16)
PLACES = [("UU", "nasional"), ("SE", "DKI Jakarta"), ("UU", "nasional"), ("", "")]


def spec(store, tmp_path):
    return "faiss" if store == "faiss" else f"milvus:{tmp_path / 'uji.db'}"


@pytest.fixture
def opened(request, tmp_path):
    store = spec(request.param, tmp_path)
    write_store(store, "gen-uji", tmp_path, VECTORS, lambda: index_of(CHUNKS), iter(PLACES))
    return open_store(store, "gen-uji", tmp_path, len(CHUNKS))


BOTH = pytest.mark.parametrize("opened", rows(STORES[:1]) + STORES[1:], indirect=True)
FOUND = [
    # why, query, k, ids, scores
    ("best first", [0.6, 0.8], 4, [1, 0, 2, 3], [1.0, 0.6, 0.0, -0.8]),
    ("no more than asked for", [1, 0], 1, [0], [1.0]),
    ("no more than there are", [1, 0], 9, [0, 1, 2, 3], [1.0, 0.6, 0.0, 0.0]),
    ("none asked for", [1, 0], 0, [], []),
]
WEIGHED = [
    # why, stems
    ("one word", ["netral"]),
    ("several", ["kampanye", "asn", "cuti"]),
    ("a word twice counts twice", ["asn", "asn", "cuti"]),
    ("none that is known", ["rendang"]),
    ("none", []),
]


@BOTH
@pytest.mark.parametrize(("query", "k", "ids", "scores"), rows(FOUND))
def test_vectors_are_found(opened, query, k, ids, scores):
    found_scores, found = opened[1].search(np.array([query], np.float32), k)
    assert found.tolist() == [ids]
    assert found_scores[0] == pytest.approx(scores, abs=1e-3)


@BOTH
@pytest.mark.parametrize("stems", rows(WEIGHED))
def test_words_score_as_in_memory(opened, stems):
    assert opened[0].scores(Counter(stems)) == pytest.approx(index_of(CHUNKS).scores(Counter(stems)), abs=1e-5)


@BOTH
def test_rows_are_given_back_as_they_were_added(opened):
    assert (opened[1].rows(np.array([3, 1, 1])) == VECTORS[[3, 1, 1]].astype(np.float32)).all()


NAMES = [
    # why, store
    ("no such store", "chroma"),
    ("no address", "milvus:"),
    ("a path that is no embedded file", "milvus:/tmp/folder"),
    ("nothing", ""),
]


@pytest.mark.parametrize("store", rows(NAMES))
def test_a_store_that_is_none_is_told(store):
    with pytest.raises(QuestionError, match="milvus:http"):
        named(store)


@needs_milvus
def test_a_collection_that_is_not_whole_is_refused(tmp_path):
    uri = str(tmp_path / "uji.db")
    with pytest.raises(IndexCorrupt, match="kb_gen_uji tidak ada"):
        MilvusStore.open(uri, "kb_gen_uji", 4)
    write_store(f"milvus:{uri}", "gen-uji", tmp_path, VECTORS, lambda: index_of(CHUNKS), iter(PLACES))
    with pytest.raises(IndexCorrupt, match="berisi 4 baris, seharusnya 5"):
        MilvusStore.open(uri, "kb_gen_uji", 5)


def test_milvus_without_its_client_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pymilvus", None)
    with pytest.raises(IndexUnusable, match=r"kb-netralitas-asn\[milvus\]"):
        MilvusStore.open("http://127.0.0.1:1", "kb_gen_uji", 4)


QUESTIONS = ["Boleh ikut kampanye?", "pasal 2", "sanksi disiplin berat", "Apakah netral wajib?", "cuti kampanye"]


@needs_milvus
def test_both_stores_answer_alike(tmp_path, corpus, model, kb):
    index = tmp_path / "indeks"
    _, manifest = build([corpus], index, str(model), store=spec("milvus", tmp_path))
    other = KnowledgeBase.open(index, str(model))
    assert manifest.store.startswith("milvus:")
    assert not [name for name in manifest.files if name.endswith((".faiss", "csc.index.npy"))]
    for question in QUESTIONS:
        here, there = kb.ask(question), other.ask(question)
        assert [h.clause.address for h in here.hits] == [h.clause.address for h in there.hits]
        assert [h.score for h in here.hits] == pytest.approx([h.score for h in there.hits], abs=2e-4)


@needs_milvus
def test_what_milvus_holds_is_not_embedded_again(tmp_path, corpus, model):
    index = tmp_path / "indeks"
    build([corpus], index, str(model), store=spec("milvus", tmp_path))
    _, again = build([corpus], index, str(model))
    _, fresh = build([corpus], tmp_path / "baru", str(model))
    assert again.files == fresh.files


def test_many_vectors_are_sifted_and_found_as_if_compared_one_by_one():
    """Recall at ten against comparing every one, over clustered vectors like a corpus's."""
    random = np.random.default_rng(5)
    centres = random.normal(size=(60, 32))
    held = centres[random.integers(0, 60, 6000)] + 0.7 * random.normal(size=(6000, 32))
    asked = centres[random.integers(0, 60, 100)] + 0.9 * random.normal(size=(100, 32))
    held, asked = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (held, asked))
    exact, sifted = FaissStore.build(held.astype(np.float16)), FaissStore.build(held.astype(np.float16), exact_up_to=1000)
    assert (exact.kind, sifted.kind) == ("exact", "sifted")
    wanted, (scores, found) = exact.search(asked.astype(np.float32), 10)[1], sifted.search(asked.astype(np.float32), 10)
    assert np.mean([len(set(a) & set(b)) / 10 for a, b in zip(wanted, found, strict=True)]) >= 0.99
    assert scores == pytest.approx(np.take_along_axis(asked @ held.T, found, 1), abs=2e-3)
    assert (sifted.rows(np.array([0, 5999])) == held[[0, 5999]].astype(np.float16)).all()


def test_sifted_vectors_give_the_same_bytes(tmp_path):
    held = np.random.default_rng(5).normal(size=(3000, 16)).astype(np.float16)
    for name in ("satu", "dua"):
        FaissStore.build(held, exact_up_to=1000).save(tmp_path / name)
    assert (tmp_path / "satu").read_bytes() == (tmp_path / "dua").read_bytes()
    query = held[:1].astype(np.float32)
    assert FaissStore.load(tmp_path / "satu").search(query, 5)[1].tolist() == FaissStore.build(held, 1000).search(query, 5)[1].tolist()
