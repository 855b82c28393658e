"""Where vectors are kept and searched: one protocol, FAISS behind it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
import numpy.typing as npt

from kb.indexing.embedding import Matrix

Ids = npt.NDArray[np.int64]


class VectorStore(Protocol):
    """Exact or near inner-product search over unit vectors; ids are positions in the order added."""

    def search(self, queries: Matrix, k: int) -> tuple[Matrix, Ids]:
        """Scores and ids, both of shape (n_queries, min(k, n_vectors)), best first, ties by id."""
        ...


class FaissStore:
    """FAISS with exact inner product."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Matrix) -> FaissStore:
        """Hold vectors of shape (n, dim), float32, in the order given."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def search(self, queries: Matrix, k: int) -> tuple[Matrix, Ids]:
        """Scores and ids, best first, ties by id."""
        most = min(k, self._index.ntotal)
        if most == 0:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        scores, ids = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), most)
        order = np.lexsort((ids, -scores), axis=1)
        return np.take_along_axis(scores, order, 1), np.take_along_axis(ids, order, 1)

    def save(self, path: Path) -> None:
        """Write the index to one file.

        Raises:
            OSError: If the disk does not take it.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(errno.EIO, f"vektor tidak dapat ditulis ke {path.name}") from error

    @classmethod
    def load(cls, path: Path) -> FaissStore:
        """Open what ``save`` wrote, memory-mapped."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
