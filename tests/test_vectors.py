"""Vector search against the slow way: every product, sorted, ties by id."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import rows

from kb.indexing.vectors import FaissStore

SQUARE = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float32)
FOUND = [
    # why, vectors, query, k, ids, scores
    ("best first", SQUARE, [0.6, 0.8], 4, [1, 0, 2, 3], [0.8, 0.6, -0.6, -0.8]),
    ("ties by id", SQUARE, [1, 0], 4, [0, 1, 3, 2], [1, 0, 0, -1]),
    ("no more than asked for", SQUARE, [0.6, 0.8], 2, [1, 0], [0.8, 0.6]),
    ("no more than there are", SQUARE, [0.6, 0.8], 9, [1, 0, 2, 3], [0.8, 0.6, -0.6, -0.8]),
    ("none asked for", SQUARE, [1, 0], 0, [], []),
    ("none there", np.zeros((0, 2), np.float32), [1, 0], 3, [], []),
    ("a query without words", SQUARE, [0, 0], 2, [0, 1], [0, 0]),
    ("the same vector many times", np.ones((6, 2), np.float32), [1, 0], 3, [0, 1, 2], [1, 1, 1]),
]


@pytest.mark.parametrize(("vectors", "query", "k", "ids", "scores"), rows(FOUND))
def test_search(vectors, query, k, ids, scores):
    found_scores, found = FaissStore.build(vectors).search(np.array([query], np.float32), k)
    assert found.tolist() == [ids]
    assert found_scores[0] == pytest.approx(scores)


COORDINATE = st.integers(-2, 2).map(float)
VECTORS = st.lists(st.tuples(COORDINATE, COORDINATE, COORDINATE), min_size=1, max_size=12)


@settings(max_examples=60)
@given(VECTORS, VECTORS, st.integers(1, 15))
def test_search_is_every_product_sorted(vectors, queries, k):
    held, asked = np.array(vectors, np.float32), np.array(queries, np.float32)
    scores, ids = FaissStore.build(held).search(asked, k)
    assert ids.shape == scores.shape == (len(asked), min(k, len(held)))
    products = asked @ held.T
    for row, found, said in zip(products, ids, scores, strict=True):
        best = sorted(range(len(held)), key=lambda i: (-row[i], i))[:k]
        assert said == pytest.approx(row[best])
        if k >= len(held):
            assert found.tolist() == best


def test_vectors_read_back_and_the_same_ones_give_the_same_bytes(tmp_path):
    store = FaissStore.build(SQUARE)
    store.save(tmp_path / "satu")
    FaissStore.build(SQUARE.copy()).save(tmp_path / "dua")
    assert (tmp_path / "satu").read_bytes() == (tmp_path / "dua").read_bytes()
    query = np.array([[0.6, 0.8]], np.float32)
    for again, held in zip(FaissStore.load(tmp_path / "satu").search(query, 3), store.search(query, 3), strict=True):
        assert again.tolist() == held.tolist()
