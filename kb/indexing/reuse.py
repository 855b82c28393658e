"""Vectors of texts, each text embedded once: those of the generation that stands are taken over.

A text is known by a hash of the model, its prompt and every letter of it. What is shared is the arithmetic only:
each chunk keeps a vector of its own, so that two clauses of the same words stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

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


class Placed(NamedTuple):
    """Some texts: the hash of each, its vector where it is remembered, and those whose vectors are still to be filled in."""

    digests: bytes
    rows: Half
    missing: list[int]
    texts: list[str]


class Embeddings:
    """Gathers the vectors of texts, in half precision as they are kept, asking the model for what is not remembered."""

    def __init__(self, embedder: Embedder, remembered: Remembered | None = None) -> None:
        self._embedder, self._remembered = embedder, remembered
        self._salt = f"{embedder.fingerprint}\0{embedder.prompts.get('passage', '')}\0".encode()
        self._digests = bytearray()
        self._vectors = bytearray()

    def add(self, texts: Sequence[str]) -> None:
        """Take some more texts."""
        placed = self.place(texts)
        self.keep(placed, self._embedder.encode_passages(placed.texts) if placed.texts else np.zeros(0))

    def place(self, texts: Sequence[str]) -> Placed:
        """Look some texts up; they are taken when ``keep`` is given what is missing."""
        digests = [hashlib.blake2b(self._salt + text.encode("utf-8", "replace"), digest_size=_BYTES).digest() for text in texts]
        rows = np.zeros((len(texts), self._embedder.dim), dtype=np.float16)
        known, vectors = self._remembered.find(digests) if self._remembered else ([], rows[:0])
        if known:
            rows[known] = vectors
        missing = sorted(set(range(len(texts))) - set(known))
        return Placed(b"".join(digests), rows, missing, [texts[at] for at in missing])

    def keep(self, placed: Placed, vectors: npt.NDArray[Any]) -> None:
        """Take texts that were looked up, with the vectors of those that were missing."""
        if placed.missing:
            placed.rows[placed.missing] = vectors.reshape(len(placed.missing), -1)
        self._digests += placed.digests
        self._vectors += placed.rows.tobytes()

    @property
    def vectors(self) -> Half:
        """One vector a text, shape (n, dim), in the order given."""
        return np.frombuffer(self._vectors, dtype=np.float16).reshape(-1, self._embedder.dim)

    @property
    def digests(self) -> Digests:
        """One hash a text, shape (n, 16)."""
        return np.frombuffer(self._digests, dtype=np.uint8).reshape(-1, _BYTES)
