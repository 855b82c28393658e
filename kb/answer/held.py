"""An open index, as answering needs it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.indexing.clauses import ClauseStore
from kb.indexing.embedding import Embedder
from kb.indexing.lexical import LexicalIndex
from kb.indexing.vectors import VectorStore
from kb.law.catalogue import Catalogue

LEXICAL_SHARE = 0.5
"""The share of words against meaning, the best of nine on the development half of our golden questions."""


@dataclass(frozen=True)
class Held:
    """An open index: clauses, the arrays over chunks, the model, the catalogue.

    ``chunk_days`` of shape (n_chunks, 2) holds from which day until before which other a chunk's words are the law's.
    """

    clauses: ClauseStore
    lexical: LexicalIndex
    vectors: VectorStore
    embedder: Embedder
    catalogue: Catalogue
    keys: tuple[str, ...]
    chunk_clause: npt.NDArray[np.int32]
    chunk_article: npt.NDArray[np.int32]
    chunk_key: npt.NDArray[np.int32]
    chunk_question: npt.NDArray[np.int32]
    chunk_days: npt.NDArray[np.int32]
    lexical_share: float = LEXICAL_SHARE
