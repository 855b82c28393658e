"""Stems as numbers, so that the words of many chunks are kept in four bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TypeVar

import msgspec
import numpy as np

from kb.indexing.lexical import analyse

T = TypeVar("T")
_WORDS_REMEMBERED = 200_000


class Stemmed(msgspec.Struct, array_like=True):
    """The stems of some chunks: each stem once; those of every chunk by their numbers in that list, int32; how many each chunk has."""

    stems: list[str]
    numbers: bytes
    lengths: list[int]


class _Table(dict[str, T]):
    """What is known of words, each worked out when it is first asked for; of more than ``most`` only the first are remembered."""

    def __init__(self, known_of: Callable[[str], T], most: int | None = None) -> None:
        super().__init__()
        self._known_of, self._most = known_of, most

    def __missing__(self, word: str) -> T:
        known = self._known_of(word)
        if self._most is None or len(self) < self._most:
            self[word] = known
        return known


class Stems:
    """Stems as numbers from 0, in order of first occurrence.

    >>> stems = Stems()
    >>> stems.of_text("PNS wajib netral. Netralitas PNS").tolist(), stems.since(1)
    ([0, 1, 2, 2, 0], ['wajib', 'netral'])
    """

    def __init__(self) -> None:
        self._met: list[str] = []
        self._numbers = _Table(self._number)
        self._words = _Table(self._numbers_of_word, _WORDS_REMEMBERED)

    def of(self, stems: Iterable[str]) -> array[int]:
        """Stems as numbers."""
        return array("i", map(self._numbers.__getitem__, stems))

    def of_text(self, text: str) -> array[int]:
        """The stems of a text's content words as numbers; what stands between blanks has the same ones in every text."""
        return array("i", chain.from_iterable(map(self._words.__getitem__, text.split())))

    def _numbers_of_word(self, word: str) -> tuple[int, ...]:
        return tuple(self._numbers[stem] for stem in analyse(word))

    def _number(self, stem: str) -> int:
        self._met.append(stem)
        return len(self._met) - 1

    def stemmed(self, chunks: Iterable[tuple[str, str]]) -> Stemmed:
        """The stems of some chunks, each its own text and that above it, which neighbours share.

        >>> Stems().stemmed([("wajib netral", "pns"), ("wajib", "pns")]).stems
        ['wajib', 'netral', 'pns']
        """
        numbers, lengths, above = array("i"), [], _Table(self.of_text)
        for own, context in chunks:
            found = self.of_text(own) + above[context]
            numbers.extend(found)
            lengths.append(len(found))
        met = np.frombuffer(numbers, dtype=np.int32)
        occurs = np.bincount(met) > 0
        positions = np.cumsum(occurs, dtype=np.int32) - 1
        return Stemmed([self._met[number] for number in np.flatnonzero(occurs).tolist()], positions[met].tobytes(), lengths)

    def since(self, number: int) -> list[str]:
        """The stems from a number on."""
        return self._met[number:]

    def __len__(self) -> int:
        return len(self._met)
