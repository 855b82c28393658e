"""Vectors of texts, each text embedded once: those of the generation that stands are taken over.

A text is known by a hash of the model, its prompt and every letter of it. What is shared is the arithmetic only:
each chunk keeps a vector of its own, so that two clauses of the same words stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kb.indexing.embedding import Embedder
from kb.indexing.vectors import Half, VectorStore

Digests = npt.NDArray[np.uint8]
_BYTES = 16


class Remembered:
    """The vectors of a generation by the hash of their texts.

    Args:
        digests: The hash of each text, shape (n, 16).
        store: Where their vectors are, in the same order.
    """

    def __init__(self, digests: Digests, store: VectorStore) -> None:
        self._places = {digest.tobytes(): place for place, digest in enumerate(digests)}
        self._store = store

    def find(self, digests: Sequence[bytes]) -> tuple[list[int], Half]:
        """Which of some hashes are known, as positions in the list given, and their vectors."""
        known = [at for at, digest in enumerate(digests) if digest in self._places]
        places = np.array([self._places[digests[at]] for at in known], dtype=np.int64)
        return known, self._store.rows(places).astype(np.float16) if known else np.zeros((0, 0), dtype=np.float16)


class Embeddings:
    """Gathers the vectors of texts, in half precision as they are kept, asking the model for what is not remembered."""

    def __init__(self, embedder: Embedder, remembered: Remembered | None = None) -> None:
        self._embedder, self._remembered = embedder, remembered
        self._salt = f"{embedder.fingerprint}\0{embedder.prompts.get('passage', '')}\0".encode()
        self._digests: list[bytes] = []
        self._vectors: list[Half] = [np.zeros((0, embedder.dim), dtype=np.float16)]

    def add(self, texts: Sequence[str]) -> None:
        """Take some more texts."""
        digests = [hashlib.blake2b(self._salt + text.encode("utf-8", "replace"), digest_size=_BYTES).digest() for text in texts]
        out = np.zeros((len(texts), self._embedder.dim), dtype=np.float16)
        known, vectors = self._remembered.find(digests) if self._remembered else ([], out[:0])
        if known:
            out[known] = vectors
        new = sorted(set(range(len(texts))) - set(known))
        if new:
            out[new] = self._embedder.encode_passages([texts[at] for at in new])
        self._digests += digests
        self._vectors.append(out)

    @property
    def vectors(self) -> Half:
        """One vector a text, shape (n, dim), in the order given."""
        return np.concatenate(self._vectors)

    @property
    def digests(self) -> Digests:
        """One hash a text, shape (n, 16)."""
        return np.frombuffer(b"".join(self._digests), dtype=np.uint8).reshape(-1, _BYTES)
