"""An open index, as answering needs it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from kb.answer.evidence import Groups
from kb.indexing.clauses import NO_CLAUSE, ClauseStore
from kb.indexing.embedding import Embedder
from kb.indexing.lexical import LexicalIndex
from kb.indexing.rerank import Reranker
from kb.indexing.vectors import VectorStore
from kb.law.catalogue import Catalogue
from kb.law.regulation import Locator
from kb.law.terms import JENIS, KEBIJAKAN

LAW = frozenset(jenis.short for jenis in JENIS if jenis.rank < KEBIJAKAN) | {"SKB"}
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
    chunk_place: npt.NDArray[np.int32]
    chunk_leaf: npt.NDArray[np.int32]
    chunk_days: npt.NDArray[np.int32]
    lexical_share: float = LEXICAL_SHARE
    reranker: Reranker | None = None

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each instrument by its key."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def outside(self) -> npt.NDArray[np.int64]:
        """The chunks that lead to no clause: questions that nothing here answers."""
        return np.flatnonzero(self.chunk_clause == NO_CLAUSE)

    @cached_property
    def articles(self) -> Groups:
        """Chunks by the article they stand in."""
        return Groups(self.chunk_article)

    @cached_property
    def stands(self) -> Callable[[datetime.date], npt.NDArray[np.bool_]]:
        """From a day to which chunks are the wording of it, shape (n_chunks,); the last few days are kept."""

        def on_day(on: datetime.date) -> npt.NDArray[np.bool_]:
            day = on.toordinal()
            return np.asarray((self.chunk_days[:, 0] <= day) & (day < self.chunk_days[:, 1]))

        return lru_cache(maxsize=4)(on_day)

    @cached_property
    def is_law(self) -> npt.NDArray[np.bool_]:
        """Which articles are of law or the joint decree, not of a letter, which follows from them; shape (n_articles,)."""
        laws = [number for number, key in enumerate(self.keys) if self.catalogue[key].jenis in LAW]
        return np.isin(self.article_key, laws)

    @cached_property
    def read_anew(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the articles that each Court ruling reads anew, by the ruling's key."""
        out = {}
        for key, actor in self.catalogue.regulations.items():
            places = [(effect.regulasi, Locator.parse(place)) for effect in actor.membatasi for place in effect.klausul]
            ids = [clause.id for base, locator in places for clause in self.clauses.at(base, locator)]
            if ids:
                out[key] = tuple(np.unique(self.chunk_article[np.isin(self.chunk_clause, ids)]).tolist())
        return out

    @cached_property
    def article_key(self) -> npt.NDArray[np.int32]:
        """The number of each article's instrument, shape (n_articles,)."""
        return np.asarray(self.chunk_key[self.articles.first()])
