"""Whether the corpus covers a question: a small logistic model over what is known of its words and matches.

A refusal is a promise kept ("not in this corpus" is said), so the features are few and plain. The
weights come from ``python -m bench.scope`` on the development half of our own questions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kb.law.terms import FIELD

WEIGHTS: tuple[float, ...] = (-1.0, 3.0, 1.0, 0.5, 1.0, 1.0)
"""Bias first, then one weight for each field of ``Signals`` in order."""

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a question before it is answered, each from 0 to 1.

    ``known``: share of the question's words, by weight, that the corpus holds. ``matched``: share that
    the best clause holds. ``near``: the greatest cosine. ``election`` and ``actor``: whether it speaks of
    elections, of officials.
    """

    known: float
    matched: float
    near: float
    election: float
    actor: float

    @property
    def probability(self) -> float:
        """How likely the corpus covers the question, from 0 to 1."""
        z = WEIGHTS[0] + sum(w * x for w, x in zip(WEIGHTS[1:], astuple(self), strict=True))
        return 1 / (1 + math.exp(-z))


def speaks_of(stems: Sequence[str]) -> tuple[float, float]:
    """Whether stems name elections and parties, and whether they name officials, as 0 or 1.

    >>> speaks_of(["camat", "kampanye"]), speaks_of(["rendang"])
    ((1.0, 1.0), (0.0, 0.0))
    """
    words = set(stems)
    return float(bool(words & FIELD["election"])), float(bool(words & FIELD["actor"]))
