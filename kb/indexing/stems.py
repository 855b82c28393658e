"""Stems as numbers, so that the words of many chunks are kept in four bytes each."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache

from kb.indexing.lexical import content, words_of

_STOP = re.compile(r"[.;:\n]+")  # no word holds one, so that a text's words are those of its pieces
_PIECES = 20_000
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

    An article says again what its ayat and huruf say: what stands between two stops is analysed once while it is remembered.

    >>> stems = Stems()
    >>> stems.of_texts("PNS wajib netral.", "Netralitas PNS").tolist(), stems.since(1)
    ([0, 1, 2, 2, 0], ['wajib', 'netral'])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._met: list[str] = []
        self._words = _Table(self._number_of_word)
        self._numbered = lru_cache(maxsize=_PIECES)(self._numbers_in)

    def of(self, stems: Iterable[str]) -> array[int]:
        """Stems as numbers."""
        return array("i", map(self._number, stems))

    def of_texts(self, *texts: str) -> array[int]:
        """The stems of some texts' content words as numbers, one text after another."""
        found = array("i")
        for text in texts:
            for piece in _STOP.split(text):
                found.extend(self._numbered(piece))
        return found

    def _numbers_in(self, piece: str) -> array[int]:
        return array("i", [number for word in words_of(piece) if (number := self._words[word]) != _NOTHING])

    def _number_of_word(self, word: str) -> int:
        stem = content(word)
        return self._number(stem) if stem else _NOTHING

    def _number(self, stem: str) -> int:
        if (number := self._numbers.setdefault(stem, len(self._met))) == len(self._met):
            self._met.append(stem)
        return number

    def since(self, number: int) -> list[str]:
        """The stems from a number on."""
        return self._met[number:]

    def __len__(self) -> int:
        return len(self._met)
