"""The words of a question: its own stems, those the law uses for its everyday words, and the clauses that have a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from kb.answer.held import Held
from kb.indexing.clauses import NO_CLAUSE
from kb.indexing.lexical import LexicalIndex, analyse
from kb.law.terms import EVERYDAY

_EVERYDAY = {e.word: analyse(e.legal) for e in EVERYDAY}
_EVERYDAY_PATTERN = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in sorted(_EVERYDAY, key=len, reverse=True))})(?:nya|in)?(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's stems; those the law uses for its everyday words; and the stems so explained."""

    own: list[str]
    everyday: list[str]
    explained: frozenset[str]


def terms_of(text: str, lexical: LexicalIndex) -> Terms:
    """The stems to search for, spoken forms turned into those the index holds."""
    matches = [match[0] for match in _EVERYDAY_PATTERN.finditer(text)]
    own = [lexical.known(stem) for stem in analyse(text)]
    everyday = dict.fromkeys(stem for word in matches for stem in _everyday(word))
    return Terms(own, [s for s in everyday if s not in own], frozenset(s for word in matches for s in analyse(word)))


def clauses_with(held: Held, phrase: str) -> list[int]:
    """The ids of the clauses that have a phrase word for word; only the documents of chunks that have all its stems are read."""
    stems = set(analyse(phrase))
    if not stems:
        return held.clauses.with_words(phrase)
    having = np.logical_and.reduce([held.lexical.scores({stem: 1.0}) > 0 for stem in stems]) & (held.chunk_clause != NO_CLAUSE)
    return held.clauses.with_words(phrase, np.unique(held.chunk_clause[having]).tolist())


def _everyday(word: str) -> list[str]:
    plain = word.casefold()
    return next((_EVERYDAY[w] for w in (plain, plain.removesuffix("nya"), plain.removesuffix("in")) if w in _EVERYDAY), [])
