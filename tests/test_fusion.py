"""Fusion: the arithmetic written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.indexing.fusion import by_group, convex, greatest

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


def slow_by_group(scores, groups, share):
    """Every chunk sorted, best first, ties by place; the first of each group and a share of the second."""
    best: dict[int, list[int]] = {}
    for place in sorted(range(len(scores)), key=lambda i: (-scores[i], i)):
        if scores[place] > 0:
            best.setdefault(groups[place], []).append(place)
    second = {group: scores[places[1]] if len(places) > 1 else 0 for group, places in best.items()}
    return {places[0]: (scores[places[0]] + share * second[group]) / (1 + share) for group, places in best.items()}


CHUNK = st.tuples(st.sampled_from([0, 0.25, 0.5, 0.75, 1]), st.integers(0, 4))


@given(st.lists(CHUNK, max_size=20), st.floats(0, 1))
def test_a_group_counts_its_best_and_a_share_of_its_second(chunks, share):
    scores, groups = np.array([c[0] for c in chunks], np.float32), np.array([c[1] for c in chunks], np.int32)
    best, totals = by_group(scores, groups, share)
    assert dict(zip(best.tolist(), totals.tolist(), strict=True)) == pytest.approx(slow_by_group(scores.tolist(), groups.tolist(), share))


@given(st.lists(st.sampled_from([0, 0.5, 1]), max_size=12), st.integers(1, 15), st.randoms())
def test_the_greatest_are_the_first_of_all_sorted(scores, most, random):
    ties = list(range(len(scores)))
    random.shuffle(ties)
    expected = sorted(range(len(scores)), key=lambda i: (-scores[i], ties[i]))[:most]
    assert greatest(np.array(scores, np.float32), np.array(ties, np.int64), most) == expected
