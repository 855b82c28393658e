"""Fusion: the arithmetic written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.indexing.fusion import convex

FUSED = [
    # why, lexical, dense, share of lexical, fused
    ("each scaled by its greatest, then shared", [4, 2, 0], [0.2, 0.8, 0.4], 0.7,
     [0.7 * 4 / 4 + 0.3 * 0.2 / 0.8, 0.7 * 2 / 4 + 0.3 * 0.8 / 0.8, 0.7 * 0 / 4 + 0.3 * 0.4 / 0.8]),
    ("words alone", [3, 1], [0.1, 0.9], 1.0, [3 / 3, 1 / 3]),
    ("meaning alone", [3, 1], [0.1, 0.9], 0.0, [0.1 / 0.9, 0.9 / 0.9]),
    ("a cosine below nothing counts as nothing", [0, 0], [-0.5, 0.5], 0.5, [0.0, 0.5]),
    ("no word matches", [0, 0], [0.2, 0.1], 0.7, [0.3 * 0.2 / 0.2, 0.3 * 0.1 / 0.2]),
    ("no meaning matches", [5, 0], [0, 0], 0.7, [0.7 * 5 / 5, 0.0]),
    ("nothing matches", [0, 0], [0, -1], 0.7, [0.0, 0.0]),
    ("ties stay ties", [1, 1], [0.5, 0.5], 0.7, [1.0, 1.0]),
    ("no chunks", [], [], 0.7, []),
]  # fmt: skip


@pytest.mark.parametrize(("lexical", "dense", "share", "fused"), rows(FUSED))
def test_convex(lexical, dense, share, fused):
    found = convex(np.array(lexical, np.float32), np.array(dense, np.float32), share)
    assert found == pytest.approx(fused)
    assert found.dtype == np.float32


SCORE = st.floats(0, 100, width=32)
COSINE = st.floats(-1, 1, width=32)


@given(st.lists(st.tuples(SCORE, COSINE), min_size=1, max_size=20), st.floats(0, 1))
def test_fused_scores_lie_between_nothing_and_one_and_keep_agreed_order(pairs, share):
    lexical, dense = np.array(pairs, np.float32).T
    before = lexical.copy(), dense.copy()
    fused = convex(lexical, dense, share)
    assert ((fused >= 0) & (fused <= 1 + 1e-6)).all()
    for i in range(len(pairs)):
        for j in range(len(pairs)):
            if lexical[i] >= lexical[j] and dense[i] >= dense[j]:
                assert fused[i] >= fused[j] - 1e-6
    assert (lexical == before[0]).all()
    assert (dense == before[1]).all()
