"""What a question's words and meaning find among the chunks, and the articles that are worth ranking for it.

Most chunks match nothing. Only the articles that can be among the best are ranked, each with all its chunks, so that
what a question costs hardly grows with the index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.answer.evidence import Matches, Positions, Scores, distinct
from kb.answer.held import Held
from kb.answer.words import Terms
from kb.indexing.clauses import NO_CLAUSE
from kb.indexing.vectors import EXACT_UP_TO

EVERYDAY_SHARE = 0.5
OTHER_DAY_SHARE = 0.6  # what a clause said before an amendment, or will say after one, can still lead to it
_STRONG = (0.3, 0.1, 0.0)  # the share of the greatest score by words from which a chunk is strong; less where too few are
_ENOUGH = 4  # strong chunks for each article wanted
_MOST = 1000  # chunks whose articles are ranked for their words, or as many as are enough
_NOTHING = float(np.finfo(np.float32).tiny)
_REACH, _REACH_OF_MANY = 400, 200  # the nearest by meaning that are looked at: of many chunks what stands further down only misleads
_BESIDE = ThreadPoolExecutor(thread_name_prefix="kata")
"""Counts words while the main thread searches by meaning, which leaves the interpreter to others."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """What matches a question: a score by words for each chunk, and the chunks nearest by meaning with their cosines.

    Chunks that lead to no clause are left out (0 by words); the best of them are told by ``words_outside`` and ``meaning_outside``,
    the best of the others by ``top_words`` and ``top_meaning``, all at least 0.
    """

    words: Scores
    near: Positions
    cosines: Scores
    top_words: float
    top_meaning: float
    words_outside: float
    meaning_outside: float


def find_each(held: Held, asked: Sequence[tuple[str, Terms]], without: int | None = None) -> list[Found]:
    """Search for some texts by words and by meaning, as if the chunk ``without`` were not there.

    Their meanings are searched together, which takes little more than one of them.
    """
    counting = [_BESIDE.submit(_by_words, held, terms) for _, terms in asked]
    cosines, near = held.vectors.search(held.embedder.encode_queries([text for text, _ in asked]), reach(len(held.chunk_clause)))
    return [_found(held, counting[n].result(), near[n], cosines[n], without) for n in range(len(asked))]


def _found(held: Held, words: Scores, near: Positions, cosines: Scores, without: int | None) -> Found:
    if without is not None:
        words[without] = 0
    words_outside = _top(words[held.outside])
    words[held.outside] = 0
    others = near != without
    near, cosines = near[others], cosines[others]
    leads = held.chunk_clause[near] != NO_CLAUSE
    return Found(words, near[leads], cosines[leads], _top(words), _top(cosines[leads]), words_outside, _top(cosines[~leads]))


def reach(chunks: int) -> int:
    """How many of the nearest by meaning are looked at among so many chunks."""
    return _REACH if chunks <= EXACT_UP_TO else _REACH_OF_MANY


def _by_words(held: Held, terms: Terms) -> Scores:
    return held.lexical.scores({**Counter(terms.own), **dict.fromkeys(terms.everyday, EVERYDAY_SHARE)})


def articles_worth_ranking(held: Held, found: Found, allowed: Mask | None, wanted: int) -> Positions:
    """The articles that can be among the best so many, in order; ``allowed`` tells which chunks pass the filters, None for all."""
    words = found.words if allowed is None else found.words * allowed
    near = found.near if allowed is None else found.near[allowed[found.near]]
    top = found.top_words if allowed is None else _top(words)
    for share in _STRONG:
        matching = np.flatnonzero(words >= max(share * top, _NOTHING))
        if len(matching) >= _ENOUGH * wanted:
            break
    if len(matching) > (most := max(_MOST, _ENOUGH * wanted)):
        matching = matching[words[matching] >= np.partition(words[matching], -most)[-most]]
    return distinct(held.chunk_article[np.concatenate([matching, near])])


def matches_of(held: Held, found: Found, chunks: Positions, stands: Mask, allowed: Mask | None) -> Matches:
    """How well some chunks match, scaled by the best of all; less for words that are not the law's on the day.

    Args:
        held: The open index.
        found: What matches the question.
        chunks: Which chunks.
        stands: Which chunks of the index hold the wording of the day.
        allowed: Which chunks of the index pass the filters, None for all.
    """
    share = np.where(stands[chunks], np.float32(1), np.float32(OTHER_DAY_SHARE))
    if allowed is not None:
        share = share * allowed[chunks]
    return Matches(
        chunks,
        _scaled(found.words[chunks], found.top_words) * share,
        _scaled(_cosines(found, chunks), found.top_meaning) * share,
        held.chunk_question[chunks] == 1,
        (held.chunk_clause[chunks] != NO_CLAUSE) & (share > 0),
    )


def _cosines(found: Found, chunks: Positions) -> Scores:
    """The cosine of each chunk, 0 for those not among the nearest."""
    order = np.argsort(found.near)
    near, cosines = np.append(found.near[order], -1), np.append(found.cosines[order], np.float32(0))
    at = np.searchsorted(near[:-1], chunks)
    return np.where(near[at] == chunks, cosines[at], np.float32(0))


def _top(scores: Scores) -> float:
    return float(scores.max(initial=0.0))


def _scaled(scores: Scores, top: float) -> Scores:
    kept = np.maximum(scores, 0)
    return np.asarray(kept / np.float32(top) if top > 0 else kept, dtype=np.float32)
