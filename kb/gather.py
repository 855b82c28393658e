"""Chunks, one after another, into words, vectors and what each leads to; no chunk's text is kept."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np

from kb.chunks import Chunk
from kb.indexing.analysis import Asked, analysed
from kb.indexing.counting import Words
from kb.indexing.embedding import Embedder
from kb.indexing.reuse import Embeddings, Placed, Remembered
from kb.indexing.stores import write_store
from kb.law.catalogue import Regulation

Days = tuple[int, int]
"""From which day, as an ordinal, until before which other day a wording stands."""
Indexed = tuple[Chunk, int, Days]
"""A chunk, the clause it leads to, and the days on which its words are the law's."""
TEXTS = "texts.npy"
"""The hashes of the texts that were embedded, by which the next build knows them."""
_BATCH = 512


class Gathered:
    """What is indexed of the chunks added so far: numbers and addresses, nothing of the texts they were made from."""

    def __init__(self, embedder: Embedder, remembered: Remembered | None = None) -> None:
        self._embedder, self._embeddings = embedder, Embeddings(embedder, remembered)
        self._words = Words()
        self._places, self._articles, self._keys = Numbered(), Numbered(), Numbered()
        self._clauses, self._asked, self._days = array("i"), array("i"), array("i")

    def __len__(self) -> int:
        return len(self._clauses)

    @property
    def questions(self) -> int:
        """How many of the chunks are questions."""
        return sum(self._asked)

    def gather(self, indexed: Iterator[Indexed]) -> Iterator[Indexed]:
        """The chunks again, each gathered on its way."""
        waiting: deque[tuple[list[Indexed], Placed]] = deque()

        def asked() -> Iterator[Asked]:
            while batch := list(islice(indexed, _BATCH)):
                waiting.append((batch, self._embeddings.place([chunk.embedded for chunk, _, _ in batch])))
                yield Asked([(chunk.own, chunk.context) for chunk, _, _ in batch], waiting[-1][1].texts)

        for told in analysed(asked(), self._embedder):
            batch, placed = waiting.popleft()
            self._words.take(told)
            self._embeddings.keep(placed, np.frombuffer(told.vectors, dtype=np.float16))
            for chunk, clause, days in batch:
                self._number(chunk)
                self._clauses.append(clause)
                self._days.extend(days)
            yield from batch

    def _number(self, chunk: Chunk) -> None:
        self._places.add(f"{chunk.key}/{chunk.locator}" if chunk.locator else "")
        self._articles.add(f"{chunk.key}/{chunk.locator.article}" if chunk.locator else "")
        self._keys.add(chunk.key)
        self._asked.append(chunk.question)

    def save(self, folder: Path, store: str, generation: str, known: Mapping[str, Regulation]) -> None:
        """Write the arrays and, where the store keeps them, words and vectors; ``known`` are the instruments in key order."""
        keys = [*self._keys.values]
        kinds = ((known[key].jenis, known[key].wilayah) if key in known else ("", "") for key in (keys[n] for n in self._keys.numbers))
        write_store(store, generation, folder, self._embeddings.vectors, self._words.index(), kinds)
        above = {place for address in self._places.values for place in _above(address)}
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
    """Values one after another, each as its number from 0 in order of first occurrence.

    >>> seen = Numbered()
    >>> for value in ("b", "a", "b"):
    ...     seen.add(value)
    >>> list(seen.numbers), list(seen.values)
    ([0, 1, 0], ['b', 'a'])
    """

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.numbers = array("i")

    def add(self, value: str) -> None:
        """Take one more."""
        self.numbers.append(self.values.setdefault(value, len(self.values)))


def _above(address: str) -> Iterator[str]:
    """The addresses that one stands in: those of ``uu-1-1991/pasal-2/ayat-1`` are just ``uu-1-1991/pasal-2``."""
    while (address := address.rpartition("/")[0]).count("/"):
        yield address
