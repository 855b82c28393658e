"""Where vectors are kept and searched: one protocol, FAISS behind it on one machine (``milvus`` has the other)."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
import numpy.typing as npt

from kb.indexing.embedding import Matrix

Ids = npt.NDArray[np.int64]
Half = npt.NDArray[np.float16]
EXACT_UP_TO = 50_000
"""Up to this many vectors every one is compared; beyond, codes of four bits for two numbers choose which are."""

_SIFTED = 12  # how many vectors are compared for each one asked for; ``bench.growth`` measures what that finds
_LEARNT_FROM = 5_000


class VectorStore(Protocol):
    """Exact or near inner-product search over unit vectors; ids are positions in the order added."""

    def search(self, queries: Matrix, k: int) -> tuple[Matrix, Ids]:
        """Scores and ids, both of shape (n_queries, min(k, n_vectors)), best first, ties by id."""
        ...

    def rows(self, ids: Ids) -> Matrix:
        """The vectors with these ids, shape (n_ids, dim), as they were added."""
        ...


class FaissStore:
    """FAISS over vectors in half precision.

    A few are all compared. Of many, codes an eighth as long (a product quantiser scanned in the processor's
    registers) choose which are compared, so that a question reads little memory and its scores are still exact.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Matrix | Half, exact_up_to: int = EXACT_UP_TO) -> FaissStore:
        """Hold vectors of shape (n, dim) in the order given; they are rounded to half precision."""
        n, dim = vectors.shape
        whole = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        index: faiss.Index = whole
        if n > exact_up_to and dim % 2 == 0:
            index = sifted = faiss.IndexRefine(faiss.IndexPQFastScan(dim, dim // 2, 4, faiss.METRIC_INNER_PRODUCT), whole)
            sifted.k_factor = _SIFTED
            learnt = np.linspace(0, n - 1, min(n, _LEARNT_FROM)).astype(np.int64)
            index.train(np.ascontiguousarray(vectors[learnt], dtype=np.float32))
        for start in range(0, n, _LEARNT_FROM):
            index.add(np.ascontiguousarray(vectors[start : start + _LEARNT_FROM].astype(np.float16), dtype=np.float32))
        return cls(index)

    @property
    def kind(self) -> str:
        """How it searches, for a table: ``exact`` or ``sifted``."""
        return "sifted" if isinstance(self._index, faiss.IndexRefine) else "exact"

    def search(self, queries: Matrix, k: int) -> tuple[Matrix, Ids]:
        """Scores and ids, best first, ties by id."""
        most = min(k, self._index.ntotal)
        if most == 0:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        scores, ids = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), most)
        order = np.lexsort((ids, -scores), axis=1)
        return np.take_along_axis(scores, order, 1), np.take_along_axis(ids, order, 1)

    def rows(self, ids: Ids) -> Matrix:
        """The vectors with these ids."""
        index = self._index
        whole = faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index
        return np.asarray(whole.reconstruct_batch(np.ascontiguousarray(ids, dtype=np.int64)), dtype=np.float32)

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
        faiss.omp_set_num_threads(1)  # a question is one query: more threads would only wait for each other
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
