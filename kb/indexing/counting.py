"""The words of chunks, gathered and counted: what each scores in each chunk, as bm25s keeps it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from kb.indexing.lexical import Bm25Postings, LexicalIndex, idf
from kb.indexing.stems import Stemmed, Stems

_COUNTED_AT_ONCE = 20_000
_RENUMBERED_AT_ONCE = 1_000_000


class Words:
    """The words of chunks, one chunk after another, in four bytes each, to be indexed."""

    def __init__(self) -> None:
        self._stems = Stems()
        self._numbers, self._lengths = array("i"), array("q")

    def add(self, stems: Iterable[str]) -> None:
        """Take one more chunk."""
        numbers = self._stems.of(stems)
        self._numbers.extend(numbers)
        self._lengths.append(len(numbers))

    def take(self, some: Stemmed) -> None:
        """Take some more chunks; their numbers are turned into those of all."""
        known = np.array(self._stems.of(some.stems), dtype=np.int32)
        self._numbers.frombytes(known[np.frombuffer(some.numbers, dtype=np.int32)].tobytes())
        self._lengths.extend(some.lengths)

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many words each chunk has, shape (n_chunks,)."""
        return np.array(self._lengths, dtype=np.int64)

    def counted(self) -> Iterator[csc_array]:
        """How often each chunk has each word, float32, some thousand chunks at a time, shape (n, n_words), by word and then by chunk."""
        numbers, ends = np.frombuffer(self._numbers, dtype=np.int32), np.cumsum([0, *self._lengths])
        for first in range(0, len(self), _COUNTED_AT_ONCE):
            some = ends[first : first + _COUNTED_AT_ONCE + 1]
            words = numbers[some[0] : some[-1]]
            shape = (len(some) - 1, len(self._stems))
            counts = csr_array((np.ones(len(words), dtype=np.float32), words, some - some[0]), shape=shape).tocsc()
            counts.sum_duplicates()  # a word's chunks are in order already, so that nothing is sorted
            yield counts

    def index(self, k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
        """Index what was gathered, and let it go; words are numbered anew in alphabetical order, so that two builds agree."""
        met = self._stems.since(0)
        vocabulary = {word: i for i, word in enumerate(sorted(met))}
        places = np.array([vocabulary[word] for word in met], dtype=np.int32)
        for first in range(0, len(self._numbers), _RENUMBERED_AT_ONCE):
            some = np.frombuffer(self._numbers, dtype=np.int32)[first : first + _RENUMBERED_AT_ONCE]
            some[:] = places[some]
            del some
        retriever = _Bm25(method="lucene", k1=k1, b=b)
        retriever.index(bm25s.tokenization.Tokenized(self, vocabulary), show_progress=False, create_empty_token=False)
        self._numbers = array("i")
        frequency = np.diff(retriever.scores["indptr"]).astype(np.int64)
        return LexicalIndex(Bm25Postings(retriever), vocabulary, idf(frequency, max(1, len(self))))


def index_of(chunks: Iterable[Sequence[str]], k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
    """Index chunks given as stems."""
    words = Words()
    for chunk in chunks:
        words.add(chunk)
    return words.index(k1, b)


class _Bm25(bm25s.BM25):  # type: ignore[misc]
    """BM25 by bm25s, its words counted by scipy: chunk by chunk in Python takes ten times as long."""

    def build_index_from_ids(
        self, unique_token_ids: Sequence[int], corpus_token_ids: Words, show_progress: bool = True, leave_progress: bool = False
    ) -> dict[str, Any]:
        """What each word scores in each chunk, by word and then by chunk."""
        n, words = len(corpus_token_ids), len(unique_token_ids)
        frequency = np.zeros(words, dtype=np.int64)
        for part in corpus_token_ids.counted():  # counted twice: to keep the counts takes more memory than the scores
            frequency += np.diff(part.indptr)
        weights, starts = idf(frequency, max(1, n)), np.concatenate([[0], np.cumsum(frequency)])
        data, indices = np.empty(starts[-1], dtype=np.float32), np.empty(starts[-1], dtype=np.int32)
        lengths = corpus_token_ids.lengths
        free, first, usual = starts[:-1].copy(), 0, lengths.mean() if n else 0.0
        for part in corpus_token_ids.counted():
            long = lengths[first : first + part.shape[0]]
            dampening = (self.k1 * (1 - self.b + self.b * long / usual))[part.indices]
            counts = np.diff(part.indptr)
            scores = np.repeat(weights, counts) * (part.data / (dampening + part.data))
            at = np.repeat(free - part.indptr[:-1], counts) + np.arange(part.nnz)
            data[at], indices[at] = scores, part.indices + first
            free, first = free + counts, first + part.shape[0]
        self.nonoccurrence_array = None  # other variants of BM25 have one
        return {"data": data, "indices": indices, "indptr": starts, "num_docs": n}
