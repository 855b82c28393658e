"""Stems as numbers, so that the words of many chunks are kept in four bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec
import numpy as np

from kb.indexing.lexical import content, words_of


class Stemmed(msgspec.Struct, array_like=True):
    """The stems of some chunks: each stem once; those of every chunk by their numbers in that list, int32; how many each chunk has."""

    stems: list[str]
    numbers: bytes
    lengths: list[int]


_TEXTS = 2_000
_NOTHING = -1


class _Table(dict[str, int]):
    """Numbers of words, each worked out when it is first asked for."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, word: str) -> int:
        self[word] = self._number(word)
        return self[word]


class Stems:
    """Stems as numbers from 0, in order of first occurrence.

    What stands above several clauses is analysed once while it is remembered.

    >>> stems = Stems()
    >>> stems.of_texts("PNS wajib netral.", "Netralitas PNS").tolist(), stems.since(1)
    ([0, 1, 2, 2, 0], ['wajib', 'netral'])
    """

    def __init__(self) -> None:
        self._met: list[str] = []
        self._numbers = _Table(self._number)
        self._words = _Table(self._number_of_word)
        self._numbered = lru_cache(maxsize=_TEXTS)(self._numbers_in)

    def of(self, stems: Iterable[str]) -> array[int]:
        """Stems as numbers."""
        return array("i", map(self._numbers.__getitem__, stems))

    def of_texts(self, *texts: str) -> array[int]:
        """The stems of some texts' content words as numbers, one text after another."""
        found = array("i")
        for text in texts:
            found.extend(self._numbered(text))
        return found

    def _numbers_in(self, text: str) -> array[int]:
        return array("i", [number for number in map(self._words.__getitem__, words_of(text)) if number != _NOTHING])

    def _number_of_word(self, word: str) -> int:
        stem = content(word)
        return self._numbers[stem] if stem else _NOTHING

    def _number(self, stem: str) -> int:
        self._met.append(stem)
        return len(self._met) - 1

    def stemmed(self, chunks: Iterable[Sequence[str]]) -> Stemmed:
        """The stems of some chunks, each given as the pieces of its text.

        >>> Stems().stemmed([["wajib netral"], ["netral", "wajib"]]).stems
        ['wajib', 'netral']
        """
        numbers, lengths = array("i"), []
        for pieces in chunks:
            before = len(numbers)
            numbers.extend(self.of_texts(*pieces))
            lengths.append(len(numbers) - before)
        used, positions = np.unique(np.array(numbers, dtype=np.int32), return_inverse=True)
        return Stemmed([self._met[number] for number in used.tolist()], positions.astype(np.int32).tobytes(), lengths)

    def since(self, number: int) -> list[str]:
        """The stems from a number on."""
        return self._met[number:]

    def __len__(self) -> int:
        return len(self._met)
