"""A rebuild embeds only what changed, and gives the bytes of a build from nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.indexing.embedding import StaticEmbedder
from kb.indexing.generation import current
from kb.indexing.reuse import Embedded, Embeddings, Known, Remembered, embedded
from kb.indexing.vectors import FaissStore
from kb.ingest import build
from kb.knowledge import KnowledgeBase


class Counting:
    """A model of three letters that remembers what it was given."""

    name, fingerprint, dim = "hitung", "1", 3

    def __init__(self):
        self.given = []
        self.prompts = {}

    def encode_passages(self, texts):
        self.given += texts
        return np.array([[text.count(letter) / 10 for letter in "abc"] for text in texts], np.float32).reshape(-1, 3)


TEXTS = st.lists(st.text("abc ", max_size=6), max_size=12)


def gathered(model, texts, remembered=None):
    """The texts embedded, some at a time."""
    found = Embeddings(3, remembered)
    for first in range(0, len(texts), 5):
        found.take(embedded(model, texts[first : first + 5], remembered and remembered.known))
    return found


def remembering(found):
    return Remembered(found.digests, FaissStore.build(found.vectors))


@given(TEXTS, TEXTS)
def test_only_new_texts_are_given_to_the_model_and_every_text_has_a_vector(before, after):
    first = gathered(Counting(), before)
    model = Counting()
    second = gathered(model, after, remembering(first))
    fresh = gathered(Counting(), after)
    assert sorted(model.given) == sorted(text for text in after if text not in before)
    assert len(second.vectors) == len(after)
    assert second.vectors.tobytes() == fresh.vectors.tobytes()
    assert second.digests.tobytes() == fresh.digests.tobytes()


def test_another_model_or_prompt_remembers_nothing():
    first = gathered(Counting(), ["a"])
    for change in ({"fingerprint": "2"}, {"prompts": {"passage": "teks: "}}):
        model = Counting()
        vars(model).update(change)
        gathered(model, ["a"], remembering(first))
        assert model.given == ["a"]


def test_hashes_that_begin_alike_are_told_apart():
    one, other = np.zeros((1, 16), np.uint8), np.zeros((1, 16), np.uint8)
    other[0, 15] = 1
    assert Known(one).places(np.concatenate([one, other])).tolist() == [0, -1]


def test_a_text_that_is_neither_new_nor_remembered_is_an_error():
    known = embedded(Counting(), ["a", "b"])
    found = Embeddings(3)
    found.take(Embedded(known.digests, b"", b""))
    with pytest.raises(ValueError, match="tidak diingat"):
        _ = found.vectors


REGULATION = "PERATURAN BUPATI CONTOH\nNOMOR {0} TAHUN 1998\nTENTANG CONTOH\n\nPasal 1\n{1}\n\nPasal 2\nPeraturan ini berlaku.\n"


@pytest.fixture
def given_to_the_model(monkeypatch):
    seen = []
    encode = StaticEmbedder.encode_passages
    monkeypatch.setattr(StaticEmbedder, "encode_passages", lambda self, texts: (seen.extend(texts), encode(self, texts))[1])
    return seen


def test_one_changed_document_costs_its_changed_clauses(tmp_path, model, given_to_the_model):
    texts, index = tmp_path / "naskah", tmp_path / "indeks"
    texts.mkdir()
    for number in (71, 72):  # the second Pasal of both has the same words and stays two clauses
        (texts / f"{number}.txt").write_text(REGULATION.format(number, "Pegawai wajib netral."), encoding="utf-8")
    build([texts], index, str(model))
    assert len(given_to_the_model) == 4
    given_to_the_model.clear()
    (texts / "71.txt").write_text(REGULATION.format(71, "Pegawai dilarang kampanye."), encoding="utf-8")
    _, again = build([texts], index, str(model))
    assert [text for text in given_to_the_model if "kampanye" not in text] == []
    assert len(given_to_the_model) == 1
    _, fresh = build([texts], tmp_path / "baru", str(model))
    assert again.files == fresh.files
    kb = KnowledgeBase.open(index, str(model))
    assert [len(kb.show(f"perbup-contoh-{number}-1998/pasal-2")) for number in (71, 72)] == [1, 1]


def test_an_index_whose_hashes_are_gone_is_built_from_nothing(tmp_path, model, given_to_the_model):
    texts, index = tmp_path / "naskah", tmp_path / "indeks"
    texts.mkdir()
    (texts / "71.txt").write_text(REGULATION.format(71, "Pegawai wajib netral."), encoding="utf-8")
    build([texts], index, str(model))
    (current(index) / "texts.npy").write_bytes(b"rusak")
    given_to_the_model.clear()
    (texts / "71.txt").write_text(REGULATION.format(71, "Pegawai wajib adil."), encoding="utf-8")
    build([texts], index, str(model))
    assert len(given_to_the_model) == 2
