"""Vectors of texts, each text embedded once: those of the generation that stands are taken over.

A text is known by a hash of the model, its prompt and every letter of it. What is shared is the arithmetic only:
each chunk keeps a vector of its own, so that two clauses of the same words stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from kb.indexing.embedding import Embedder
from kb.indexing.vectors import Half, Ids, VectorStore

Digests = npt.NDArray[np.uint8]
_BYTES = 16
_UNKNOWN = -1
_LOOKED_UP_AT_ONCE = 4_000


class Known:
    """Which texts have a vector, by their hashes.

    Args:
        digests: The hash of each text, shape (n, 16).
    """

    def __init__(self, digests: Digests) -> None:
        self._digests, heads = digests, _heads(digests)
        self._order = np.argsort(heads, kind="stable")
        self._heads = heads[self._order]

    def places(self, digests: Digests) -> Ids:
        """Where each of some hashes stands, shape (n,); below 0 where it does not."""
        if not len(self._heads):
            return np.full(len(digests), _UNKNOWN, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._heads, _heads(digests)), len(self._heads) - 1)
        places = self._order[at]
        return np.where((self._digests[places] == digests).all(axis=1), places, _UNKNOWN)


class Remembered:
    """The vectors of a generation.

    Args:
        digests: The hash of each text, shape (n, 16).
        store: Where their vectors are, in the same order.
    """

    def __init__(self, digests: Digests, store: VectorStore) -> None:
        self.known, self._store = Known(digests), store

    def rows(self, places: Ids) -> Half:
        """The vectors at some places, shape (n, dim)."""
        return self._store.rows(places).astype(np.float16)


class Embedded(msgspec.Struct, array_like=True):
    """Some texts: ``digests`` is the hash of each, 16 bytes; ``vectors`` those of the ``new`` ones, float16, by their positions, int32."""

    digests: bytes
    new: bytes
    vectors: bytes


def embedded(embedder: Embedder, texts: Sequence[str], known: Known | None = None) -> Embedded:
    """The hashes of texts, and the vectors of those that are not known."""
    salt = f"{embedder.fingerprint}\0{embedder.prompts.get('passage', '')}\0".encode()
    digests = b"".join(hashlib.blake2b(salt + text.encode("utf-8", "replace"), digest_size=_BYTES).digest() for text in texts)
    new = np.flatnonzero(known.places(digests_in(digests)) < 0) if known else np.arange(len(texts))
    wanted = [texts[at] for at in new.tolist()]
    vectors = embedder.encode_passages(wanted).astype(np.float16).tobytes() if wanted else b""
    return Embedded(digests, new.astype(np.int32).tobytes(), vectors)


class Embeddings:
    """Gathers the vectors of texts, in half precision as they are kept; those that are not new are remembered."""

    def __init__(self, dim: int, remembered: Remembered | None = None) -> None:
        self._dim, self._remembered = dim, remembered
        self._digests, self._vectors = bytearray(), bytearray()
        self._waiting: list[Embedded] = []
        self._count = 0

    def take(self, some: Embedded) -> None:
        """Take some more texts.

        Raises:
            ValueError: If a text is neither new nor remembered; some later, since many are looked up at once.
        """
        self._waiting.append(some)
        self._count += len(some.digests) // _BYTES
        if self._count >= _LOOKED_UP_AT_ONCE:
            self._look_up()

    def _look_up(self) -> None:
        if not self._waiting:
            return
        digests = digests_in(b"".join(some.digests for some in self._waiting))
        starts = np.cumsum([0, *(len(some.digests) // _BYTES for some in self._waiting)])
        new = np.concatenate([np.frombuffer(some.new, dtype=np.int32) + start for some, start in zip(self._waiting, starts, strict=False)])
        rows = np.zeros((len(digests), self._dim), dtype=np.float16)
        rows[new] = np.frombuffer(b"".join(some.vectors for some in self._waiting), dtype=np.float16).reshape(len(new), self._dim)
        others = np.ones(len(digests), dtype=np.bool_)
        others[new] = False
        if others.any():
            places = self._remembered.known.places(digests[others]) if self._remembered else np.array([_UNKNOWN])
            if places.min() < 0 or not self._remembered:
                raise ValueError("vektor sebuah teks tidak baru dan tidak diingat")
            rows[others] = self._remembered.rows(places)
        self._digests += digests.tobytes()
        self._vectors += rows.tobytes()
        self._waiting, self._count = [], 0

    @property
    def vectors(self) -> Half:
        """One vector a text, shape (n, dim), in the order given."""
        self._look_up()
        return np.frombuffer(self._vectors, dtype=np.float16).reshape(-1, self._dim)

    @property
    def digests(self) -> Digests:
        """One hash a text, shape (n, 16)."""
        self._look_up()
        return digests_in(self._digests)


def digests_in(data: bytes | bytearray) -> Digests:
    """Hashes one after another as an array, shape (n, 16)."""
    return np.frombuffer(data, dtype=np.uint8).reshape(-1, _BYTES)


def _heads(digests: Digests) -> npt.NDArray[np.uint64]:
    """The first half of each hash, which all but tells texts apart."""
    return np.ascontiguousarray(digests[:, : _BYTES // 2]).view("<u8").reshape(-1)
