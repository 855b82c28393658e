"""Join lexical and dense scores into one, the scores of chunks into those of the groups they belong to, and take the best."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


def convex(lexical: Scores, dense: Scores, weight: float) -> Scores:
    """The convex combination of two score lists, each scaled by its greatest value first.

    Args:
        lexical: Scores of the chunks, shape (n,), at least 0.
        dense: Cosines of the same chunks, shape (n,), from -1 to 1; below 0 counts as 0.
        weight: The share of the lexical score, from 0 to 1.

    Returns:
        Scores from 0 to 1, shape (n,), float32; all 0 where both lists are.

    Source:
        Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023.

    >>> convex(np.float32([4, 2, 0]), np.float32([0.5, 0.5, -0.2]), weight=0.5).tolist()
    [1.0, 0.75, 0.0]
    """
    return weight * _scaled(lexical) + (1 - weight) * _scaled(dense)


def _scaled(scores: Scores) -> Scores:
    kept = np.maximum(scores, 0).astype(np.float32)
    top = float(kept.max(initial=0.0))
    return kept / np.float32(top) if top > 0 else kept


def by_group(scores: Scores, groups: npt.NDArray[np.int32], share: float) -> tuple[Places, Scores]:
    """For each group with a score above 0 its best chunk, and its score: that chunk's and a share of its second best.

    Args:
        scores: Scores of the chunks, shape (n,), from 0 to 1.
        groups: The group of each chunk, shape (n,), numbers from 0.
        share: How much the second best counts beside the best, at least 0.

    Returns:
        The place of each group's best chunk, the first of equal ones, in order of group; and its score from 0 to 1.

    >>> by_group(np.float32([0.2, 0.8, 0, 0.4]), np.int32([5, 5, 7, 8]), share=1)
    (array([1, 3]), array([0.5, 0.2], dtype=float32))
    """
    matching = np.flatnonzero(scores > 0)
    matched, of = scores[matching], groups[matching]
    top = np.zeros(int(of.max(initial=-1)) + 1, dtype=np.float32)
    np.maximum.at(top, of, matched)
    equal = np.flatnonzero(matched == top[of])[::-1]
    first = np.full(len(top), -1, dtype=np.int64)
    first[of[equal]] = equal  # written from the last to the first: the first stays
    first = first[first >= 0]
    rest = matched.copy()
    rest[first] = 0
    second = np.zeros(len(top), dtype=np.float32)
    np.maximum.at(second, of, rest)
    total = matched[first] + np.float32(share) * second[of[first]]
    return matching[first], np.asarray(total / (1 + share), dtype=np.float32)


def greatest(scores: Scores, ties: Places, most: int) -> list[int]:
    """The places of the greatest scores in order, at most ``most`` (1 or more); of equal ones the least of ``ties`` first.

    >>> greatest(np.float32([1, 3, 3, 2]), np.array([0, 9, 4, 1]), most=3)
    [2, 1, 3]
    """
    floor = np.partition(scores, -most)[-most] if len(scores) > most else -np.inf
    among = np.flatnonzero(scores >= floor)
    order = np.lexsort((ties[among], -scores[among]))[:most]
    return [int(place) for place in among[order]]
