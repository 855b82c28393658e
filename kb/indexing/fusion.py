"""Join lexical and dense scores into one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


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
