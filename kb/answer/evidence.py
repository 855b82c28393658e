"""How well a clause or an article answers a question: kinds of evidence, added up.

A clause is found by its own words and by the questions written for it, each by words and by meaning. These agree where
the clause is right and disagree where it is not, so their sum ranks better than the best of them. The weights are the
best round ones on the development half of our golden questions; questions drafted apart from those agree with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
TEXT_MEANING = 1.5
"""The weight of the meaning of a text against any other kind of evidence, each of which weighs 1."""


class Groups:
    """Chunks put together by the number of what they stand in, at least 0; groups are counted from 0 in order of that number.

    >>> groups = Groups(np.array([1, 0, 1]))
    >>> groups.members(np.array([1, 0]))
    (array([0, 2, 1]), array([0, 2]))
    """

    def __init__(self, group_of: npt.NDArray[np.int32]) -> None:
        group_of = np.asarray(group_of)
        self._order = np.argsort(group_of, kind="stable")
        self._starts = np.flatnonzero(np.diff(group_of[self._order], prepend=-1))
        self._counts = np.diff(self._starts, append=len(group_of))

    def __len__(self) -> int:
        return len(self._starts)

    def members(self, groups: npt.NDArray[np.int64]) -> tuple[Positions, Positions]:
        """The positions of some groups' members, one group after another, and where among them each group starts."""
        counts = self._counts[groups]
        return self._order[spans(self._starts[groups], counts)], np.cumsum(counts) - counts

    def first(self) -> Positions:
        """The position of each group's first member, shape (n_groups,)."""
        return self._order[self._starts]


@dataclass(frozen=True, slots=True)
class Matches:
    """How well some chunks match, by words and by meaning, each from 0 to 1; shape (n,) each.

    ``chunks`` are their positions in the index; ``asked`` tells which are questions, ``open`` which lead to a clause that may be shown.
    """

    chunks: Positions
    words: Scores
    meaning: Scores
    asked: npt.NDArray[np.bool_]
    open: npt.NDArray[np.bool_]

    def at(self, places: Positions) -> Matches:
        """Those at some places among these."""
        return Matches(self.chunks[places], self.words[places], self.meaning[places], self.asked[places], self.open[places])


class Evidence(NamedTuple):
    """What speaks for each group, shape (n_groups,) each, from 0 to 1."""

    text_words: Scores
    text_meaning: Scores
    asked_words: Scores
    asked_meaning: Scores
    asked_twice: Scores

    @classmethod
    def for_groups(cls, starts: Positions, matches: Matches) -> Evidence:
        """The best match of each kind, and how near the second of the questions is; groups lie one after another, each from its start."""
        text, asked = ~matches.asked, matches.asked
        nearest, next_nearest = two_best(starts, matches.meaning * asked)
        return cls(
            best(starts, matches.words * text),
            best(starts, matches.meaning * text),
            best(starts, matches.words * asked),
            nearest,
            next_nearest,
        )

    def total(self, lexical_share: float) -> Scores:
        """The sum, from 0 to 1; ``lexical_share`` weighs words against meaning."""
        words = self.text_words + self.asked_words
        meaning = TEXT_MEANING * self.text_meaning + self.asked_meaning + self.asked_twice
        most = 2 * lexical_share + (TEXT_MEANING + 2) * (1 - lexical_share)
        return np.asarray((lexical_share * words + (1 - lexical_share) * meaning) / most, dtype=np.float32)


def spans(starts: Positions, counts: Positions) -> Positions:
    """The positions of some stretches, one after another, each from where it starts and of so many positions.

    >>> spans(np.array([7, 2]), np.array([1, 3])).tolist()
    [7, 2, 3, 4]
    """
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def distinct(numbers: npt.NDArray[np.int32]) -> Positions:
    """Numbers, at least 0, each once and in order; of some thousand in an eighth of the time that ``numpy.unique`` takes.

    >>> distinct(np.array([3, 1, 3], dtype=np.int32)).tolist()
    [1, 3]
    """
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0].astype(np.int64)


def best(starts: Positions, scores: Scores) -> Scores:
    """The greatest score of each group, shape (n_groups,).

    >>> best(np.array([0, 2]), np.float32([1, 3, 2])).tolist()
    [3.0, 2.0]
    """
    return np.maximum.reduceat(scores, starts) if len(starts) else np.zeros(0, dtype=np.float32)


def two_best(starts: Positions, scores: Scores) -> tuple[Scores, Scores]:
    """The greatest score of each group and the next, 0 for a group of one; scores are at least 0.

    >>> [row.tolist() for row in two_best(np.array([0, 2]), np.float32([1, 3, 2]))]
    [[3.0, 2.0], [1.0, 0.0]]
    """
    first = best(starts, scores)
    group_of = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(scores)))
    equal = np.flatnonzero(scores == first[group_of])
    rest = scores.copy()
    rest[equal[np.flatnonzero(np.diff(group_of[equal], prepend=-1))]] = 0  # one of each group: groups lie one after another
    return first, best(starts, rest)


def greatest(scores: Scores, most: int) -> list[int]:
    """The positions of the greatest scores above 0 in order, at most ``most`` (1 or more); of equal ones the first.

    >>> greatest(np.float32([0, 3, 1, 3, 2]), most=3)
    [1, 3, 4]
    """
    among = np.flatnonzero(scores > 0)
    if len(among) > most:
        among = among[scores[among] >= np.partition(scores[among], -most)[-most]]
    return [int(place) for place in among[np.lexsort((among, -scores[among]))][:most]]
