"""First vectors of the tokens, before any pair is seen: a factorised table of which tokens stand near which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def count_near(texts: Sequence[Ids], size: int, window: int) -> csr_matrix:
    """How often two tokens stand within a window of each other.

    Args:
        texts: Token ids of each text; pairs never reach over the end of a text.
        size: Number of tokens in the vocabulary.
        window: Largest distance. A pair at distance d counts 1/d.

    Returns:
        Symmetric counts, shape (size, size), float32.
    """
    flat = np.concatenate([np.append(ids, -np.ones(window, dtype=np.int64)) for ids in texts])
    counts = csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, window + 1):
        left, right = flat[:-distance], flat[distance:]
        inside = (left >= 0) & (right >= 0)
        rows, columns = left[inside], right[inside]
        weight = np.full(len(rows), 1 / distance, dtype=np.float32)
        counts = counts + csr_matrix((weight, (rows, columns)), shape=(size, size))
    return (counts + counts.T).tocsr()


def positive_pmi(counts: csr_matrix, power: float = 0.75) -> csr_matrix:
    """Positive pointwise mutual information in nats, with flattened context counts (Levy and others, 2015)."""
    table = counts.tocoo()
    row_sums = np.asarray(counts.sum(axis=1)).ravel()
    contexts = row_sums**power
    share = contexts / contexts.sum()
    with np.errstate(divide="ignore"):
        pmi = np.log(table.data) - np.log(row_sums[table.row]) - np.log(share[table.col])
    kept = pmi > 0
    return csr_matrix((pmi[kept].astype(np.float32), (table.row[kept], table.col[kept])), shape=counts.shape)


def first_vectors(texts: Sequence[Ids], weights: Floats, dimensions: int, window: int, seed: int) -> Floats:
    """Token vectors whose lengths are the given weights.

    Args:
        texts: Token ids of the texts to learn from.
        weights: Length of each vector, shape (n_tokens,).
        dimensions: Number of dimensions.
        window: Largest distance of two tokens counted as near.
        seed: Seed of the factorisation.

    Returns:
        Vectors, shape (n_tokens, dimensions), float32; a token never seen is all zeros.
    """
    table = positive_pmi(count_near(texts, len(weights), window))
    left, values, _ = randomized_svd(table, n_components=dimensions, n_iter=3, random_state=seed)
    vectors = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled = vectors / np.maximum(lengths, 1e-9) * weights[:, None]
    return np.where(lengths > 1e-6, scaled, 0).astype(np.float32)


def weigh(shares: npt.NDArray[np.float64], smoothing: float) -> Floats:
    """The weight of each token by rarity, as in smooth inverse frequency: a / (a + p), shape (n_tokens,).

    Source:
        Arora, Liang and Ma, A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017.
    """
    return (smoothing / (smoothing + shares / shares.sum())).astype(np.float32)
