"""Measure retrieval: does a question find the Pasal it was written for?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def ranks(questions: npt.NDArray[np.float32], chunks: npt.NDArray[np.float32], answers: Sequence[int]) -> npt.NDArray[np.int64]:
    """Rank of each question's own chunk, from 1; a tie counts against it.

    Args:
        questions: Unit vectors, shape (n_questions, dimensions).
        chunks: Unit vectors, shape (n_chunks, dimensions).
        answers: Row of the right chunk of each question.
    """
    scores = questions @ chunks.T
    own = scores[np.arange(len(answers)), list(answers)]
    return np.asarray((scores >= own[:, None]).sum(axis=1))


def mrr_at_10(found: npt.NDArray[np.int64]) -> float:
    """Mean of 1/rank, 0 where the rank is above 10."""
    return float(np.mean(np.where(found <= 10, 1 / found, 0)))


def hit_at(found: npt.NDArray[np.int64], k: int) -> float:
    """Share of questions whose chunk is among the first k."""
    return float(np.mean(found <= k))
