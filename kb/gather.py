"""Prepared chunks, one text after another, into words, vectors and what each leads to; no chunk's text is kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from kb.indexing.counting import Words
from kb.indexing.reuse import Embedded, Embeddings, Remembered
from kb.indexing.stores import write_store
from kb.law.catalogue import Regulation
from kb.prepared import Chunks, Column

TEXTS = "texts.npy"
"""The hashes of the texts that were embedded, by which the next build knows them."""


class Gathered:
    """What is indexed of the chunks taken so far: numbers and addresses, nothing of the texts they were made from.

    Args:
        dim: The length of a vector.
        remembered: The vectors of texts that were embedded before.
    """

    def __init__(self, dim: int, remembered: Remembered | None = None) -> None:
        self._embeddings, self._words = Embeddings(dim, remembered), Words()
        self._places, self._articles, self._keys = Numbered(), Numbered(), Numbered()
        self._clauses, self._asked, self._days = array("i"), array("i"), array("i")

    def __len__(self) -> int:
        return len(self._clauses)

    @property
    def questions(self) -> int:
        """How many of the chunks are questions."""
        return sum(self._asked)

    def take(self, chunks: Chunks, vectors: Embedded, before: int) -> None:
        """Take the chunks of one more text, so many clauses before it."""
        clauses = np.frombuffer(chunks.clauses, dtype=np.int32)
        self._clauses.frombytes(np.where(clauses, clauses + np.int32(before), clauses).tobytes())
        self._days.frombytes(chunks.days)
        self._asked.frombytes(chunks.asked)
        self._keys.take(chunks.keys)
        self._places.take(chunks.places)
        self._articles.take(chunks.articles)
        self._words.take(chunks.stems)
        self._embeddings.take(vectors)

    def save(self, folder: Path, store: str, generation: str, known: Mapping[str, Regulation]) -> None:
        """Write the arrays and, where the store keeps them, words and vectors; ``known`` are the instruments in key order."""
        keys = [*self._keys.values]
        kinds = ((known[key].jenis, known[key].wilayah) if key in known else ("", "") for key in (keys[n] for n in self._keys.numbers))
        write_store(store, generation, folder, self._embeddings.vectors, self._words.index, kinds)
        above = _above(self._places.values)
        leaf = np.array([address not in above for address in self._places.values], dtype=np.int32)
        place_in_order = {key: n for n, key in enumerate(known)}
        columns = {
            "clauses": self._clauses,
            "places": self._places.numbers,
            "leaves": leaf[np.array(self._places.numbers, dtype=np.int32)],
            "articles": self._articles.numbers,
            "keys": np.array([place_in_order.get(key, 0) for key in keys], dtype=np.int32)[np.array(self._keys.numbers, dtype=np.int32)],
            "questions": self._asked,
        }
        for name, column in columns.items():
            np.save(folder / f"{name}.npy", np.array(column, dtype=np.int32), allow_pickle=False)
        np.save(folder / "days.npy", np.array(self._days, dtype=np.int32).reshape(-1, 2), allow_pickle=False)
        np.save(folder / TEXTS, self._embeddings.digests, allow_pickle=False)


class Numbered:
    """The columns of one text after another as one: each value's number from 0, in order of first occurrence.

    >>> seen = Numbered()
    >>> for values in (["b", "a"], ["c", "b"]):
    ...     seen.take(Column.of(values))
    >>> list(seen.numbers), list(seen.values)
    ([0, 1, 2, 0], ['b', 'a', 'c'])
    """

    def __init__(self) -> None:
        self.values = _Places()
        self.numbers = array("i")

    def take(self, column: Column) -> None:
        """Take some more."""
        known = np.array(list(map(self.values.__getitem__, column.values)), dtype=np.int32)
        self.numbers.frombytes(known[np.frombuffer(column.numbers, dtype=np.int32)].tobytes())


class _Places(dict[str, int]):
    """Values by the order in which they were first asked for."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]


def _above(addresses: Iterable[str]) -> set[str]:
    """The addresses that some stand in: those of ``uu-1-1991/pasal-2/ayat-1`` are just ``uu-1-1991/pasal-2``."""
    found: set[str] = set()
    for address in addresses:
        above = address.rpartition("/")[0]
        while "/" in above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found
