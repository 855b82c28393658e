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
TEXT_MEANING = 1.5
"""The weight of the meaning of a text against any other kind of evidence, each of which weighs 1."""


class Groups:
    """Chunks put together by the number of what they stand in, from 0 with none left out.

    >>> groups = Groups(np.array([1, 0, 1]))
    >>> groups.best(np.float32([0.2, 0.3, 0.9])).tolist(), groups.members(1).tolist()
    ([0.30000001192092896, 0.8999999761581421], [0, 2])
    """

    def __init__(self, group_of: npt.NDArray[np.int32]) -> None:
        self._group_of = np.asarray(group_of)
        self._order = np.argsort(self._group_of, kind="stable")
        self._starts = np.flatnonzero(np.diff(self._group_of[self._order], prepend=-1))

    def __len__(self) -> int:
        return len(self._starts)

    def members(self, group: int) -> npt.NDArray[np.int64]:
        """The positions of a group's members, in order."""
        end = self._starts[group + 1] if group + 1 < len(self) else len(self._order)
        return self._order[self._starts[group] : end]

    def first(self) -> npt.NDArray[np.int64]:
        """The position of each group's first member, shape (n_groups,)."""
        return self._order[self._starts]

    def best(self, scores: Scores) -> Scores:
        """The greatest score of each group, shape (n_groups,); scores are at least 0."""
        at = np.flatnonzero(scores > 0)
        return self._greatest(self._group_of[at], scores[at])

    def two_best(self, scores: Scores) -> tuple[Scores, Scores]:
        """The greatest score of each group and the next, 0 for a group of one, both of shape (n_groups,)."""
        at = np.flatnonzero(scores > 0)
        groups, found = self._group_of[at], scores[at]
        best = self._greatest(groups, found)
        equal = np.flatnonzero(found == best[groups])
        _, first = np.unique(groups[equal], return_index=True)
        found[equal[first]] = 0
        return best, self._greatest(groups, found)

    def _greatest(self, groups: npt.NDArray[np.int32], scores: Scores) -> Scores:
        """The greatest score of each group among some chunks, given with the group of each: most chunks match nothing."""
        out = np.zeros(len(self), dtype=np.float32)
        np.maximum.at(out, groups, scores)
        return out


@dataclass(frozen=True, slots=True)
class Matches:
    """How well each chunk matches, by words and by meaning, each from 0 to 1; shape (n_chunks,).

    ``asked`` tells which chunks are questions, ``open`` which lead to a clause that may be shown.
    """

    words: Scores
    meaning: Scores
    asked: npt.NDArray[np.bool_]
    open: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, words: Scores, meaning: Scores, asked: npt.NDArray[np.bool_], answers: npt.NDArray[np.bool_]) -> Matches:
        """Raw scores scaled by the greatest among the chunks that lead to a clause; the others count for nothing."""
        return cls(_scaled(np.where(answers, words, 0)), _scaled(np.where(answers, meaning, 0)), asked, answers)

    def of_chunks(self, chunks: npt.NDArray[np.int64]) -> Matches:
        """The matches of some chunks alone."""
        return Matches(self.words[chunks], self.meaning[chunks], self.asked[chunks], self.open[chunks])

    def weighed(self, share: Scores) -> Matches:
        """The matches, each counted for its share from 0 to 1; a chunk whose share is 0 is not open to the question."""
        return Matches(self.words * share, self.meaning * share, self.asked, self.open & (share > 0))


class Evidence(NamedTuple):
    """What speaks for each group, shape (n_groups,) each, from 0 to 1."""

    text_words: Scores
    text_meaning: Scores
    asked_words: Scores
    asked_meaning: Scores
    asked_twice: Scores

    @classmethod
    def for_groups(cls, groups: Groups, matches: Matches) -> Evidence:
        """The best match of each kind, and how near the second of the questions is."""
        text, asked = ~matches.asked, matches.asked
        nearest, next_nearest = groups.two_best(np.where(asked, matches.meaning, 0))
        return cls(
            groups.best(np.where(text, matches.words, 0)),
            groups.best(np.where(text, matches.meaning, 0)),
            groups.best(np.where(asked, matches.words, 0)),
            nearest,
            next_nearest,
        )

    def total(self, lexical_share: float) -> Scores:
        """The sum, from 0 to 1; ``lexical_share`` weighs words against meaning."""
        words = self.text_words + self.asked_words
        meaning = TEXT_MEANING * self.text_meaning + self.asked_meaning + self.asked_twice
        most = 2 * lexical_share + (TEXT_MEANING + 2) * (1 - lexical_share)
        return np.asarray((lexical_share * words + (1 - lexical_share) * meaning) / most, dtype=np.float32)


def greatest(scores: Scores, most: int) -> list[int]:
    """The positions of the greatest scores above 0 in order, at most ``most`` (1 or more); of equal ones the first.

    >>> greatest(np.float32([0, 3, 1, 3, 2]), most=3)
    [1, 3, 4]
    """
    among = np.flatnonzero(scores > 0)
    if len(among) > most:
        among = among[scores[among] >= np.partition(scores[among], -most)[-most]]
    return [int(place) for place in among[np.lexsort((among, -scores[among]))][:most]]


def _scaled(scores: Scores) -> Scores:
    kept = np.maximum(scores, 0).astype(np.float32)
    top = float(kept.max(initial=0.0))
    return kept / np.float32(top) if top > 0 else kept
