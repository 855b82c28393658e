"""Chunks, one after another, into words, vectors and what each leads to; no chunk's text is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from kb.chunks import Chunk
from kb.indexing.embedding import Embedder
from kb.indexing.lexical import Words
from kb.indexing.reuse import Embeddings, Remembered
from kb.indexing.stores import write_store
from kb.law.catalogue import Regulation
from kb.law.regulation import Locator

Days = tuple[int, int]
"""From which day, as an ordinal, until before which other day a wording stands."""
TEXTS = "texts.npy"
"""The hashes of the texts that were embedded, by which the next build knows them."""


class Gathered:
    """What is indexed of the chunks added so far."""

    def __init__(self, embedder: Embedder, remembered: Remembered | None = None) -> None:
        self._words, self._embeddings = Words(), Embeddings(embedder, remembered)
        self._places: list[tuple[str, Locator | None]] = []
        self._clauses: list[int] = []
        self._questions: list[int] = []
        self._days: list[Days] = []

    def __len__(self) -> int:
        return len(self._places)

    @property
    def questions(self) -> int:
        """How many of the chunks are questions."""
        return sum(self._questions)

    def add(self, batch: Sequence[tuple[Chunk, int, Days]]) -> None:
        """Take some chunks, each with the clause it leads to and the days on which its words are the law's."""
        for chunk, clause, days in batch:
            self._words.add_texts(chunk.own, chunk.context)
            self._places.append((chunk.key, chunk.locator))
            self._clauses.append(clause)
            self._questions.append(int(chunk.question))
            self._days.append(days)
        self._embeddings.add([chunk.embedded for chunk, _, _ in batch])

    def save(self, folder: Path, store: str, generation: str, known: Mapping[str, Regulation]) -> None:
        """Write the arrays and, where the store keeps them, words and vectors; ``known`` are the instruments in key order."""
        write_store(store, generation, folder, self._embeddings.vectors, self._words.index(), self._kinds(known))
        number = {key: i for i, key in enumerate(known)}
        above = _above(self._places)
        columns = {
            "clauses": self._clauses,
            "places": _numbered(self._places),
            "leaves": [int(place not in above) for place in self._places],
            "articles": _numbered([(key, locator.article if locator else None) for key, locator in self._places]),
            "keys": [number.get(key, 0) for key, _ in self._places],
            "questions": self._questions,
        }
        for name, column in columns.items():
            np.save(folder / f"{name}.npy", np.array(column, dtype=np.int32), allow_pickle=False)
        np.save(folder / "days.npy", np.array(self._days, dtype=np.int32).reshape(-1, 2), allow_pickle=False)
        np.save(folder / TEXTS, self._embeddings.digests, allow_pickle=False)

    def _kinds(self, known: Mapping[str, Regulation]) -> Iterator[tuple[str, str]]:
        for key, _ in self._places:
            yield (known[key].jenis, known[key].wilayah) if key in known else ("", "")


def _above(places: Sequence[tuple[str, Locator | None]]) -> set[tuple[str, Locator]]:
    """The places that have another below them."""
    out: set[tuple[str, Locator]] = set()
    for key, locator in places:
        parent = locator.parent if locator else None
        while parent is not None and (key, parent) not in out:
            out.add((key, parent))
            parent = parent.parent
    return out


def _numbered(places: Sequence[tuple[str, Locator | None]]) -> list[int]:
    """Each place's number, from 0 in order of first occurrence."""
    numbers = {place: i for i, place in enumerate(dict.fromkeys(places))}
    return [numbers[place] for place in places]
