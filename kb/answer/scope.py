"""Whether the corpus covers a question: a small logistic model over what is known of its words and matches.

A refusal is a promise kept ("not in this corpus" is said), so the features are few and plain. The
weights come from ``python -m bench.scope``: our own questions, each as if it were not in the index, and the development
half of the golden ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from kb.indexing.lexical import stem
from kb.law.terms import FIELD

WEIGHTS: tuple[float, ...] = (-3.39, -1.86, 7.65, -3.47, 16.7, 2.41, 1.47, 2.13, 3.04)
"""Bias first, then one weight for each field of ``Signals`` in order."""

THRESHOLD = 0.2
"""Below this a question is refused: the lowest of those tried that still refuses nine in ten of our own questions outside the field,
for refusing one inside it is the worse fault."""
_STEMS = {group: frozenset(map(stem, words)) for group, words in FIELD.items()}


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question before it is answered, each from 0 to 1 unless said otherwise.

    ``known``: share of the question's words, by weight, that the corpus holds. ``matched``: how well the
    best clause or its questions match by words; ``matched_outside``: the same among the questions we wrote
    that nothing here answers. ``nearer``: the greatest cosine among the former less that among the latter,
    from -1 to 1, so that it means the same under a model whose cosines are all high. ``election``, ``actor``,
    ``discipline``: whether it speaks of these. ``named``: whether it names an instrument of the catalogue.
    """

    known: float
    matched: float
    matched_outside: float
    nearer: float
    election: float
    actor: float
    discipline: float
    named: float

    @property
    def probability(self) -> float:
        """How likely the corpus covers the question, from 0 to 1."""
        z = WEIGHTS[0] + sum(w * x for w, x in zip(WEIGHTS[1:], astuple(self), strict=True))
        return 1 / (1 + math.exp(-z))


def speaks_of(stems: Iterable[str]) -> dict[str, float]:
    """For each group of words that place a question in the field, whether a stem of it occurs, as 0 or 1.

    >>> speaks_of(["camat", "kampanye"])
    {'election': 1.0, 'actor': 1.0, 'discipline': 0.0}
    """
    words = set(stems)
    return {group: float(bool(words & held)) for group, held in _STEMS.items()}
