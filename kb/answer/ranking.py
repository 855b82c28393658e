"""The order of articles: evidence first, then the rules a lawyer expects, each article with the clause of it that answers.

Every rule is one factor or one move, named here, so that it can be taken away and measured (``bench/ablation.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.answer.evidence import Evidence, Groups, Matches, Positions, Scores, greatest, spans
from kb.answer.held import Held
from kb.answer.matching import Found, Mask, articles_worth_ranking, matches_of
from kb.indexing.clauses import StoredClause
from kb.law.aims import ELECTION_LAWS, Aims, cites_article, sets_penalty, speaks_of_subject

LETTER_SHARE = 0.9  # a circular repeats what a primary norm says
NAMED_BONUS = 0.5  # what an article gains when the question names its instrument
LEAF_BONUS = 0.1  # what the smallest address gains over those it stands in
OTHER_ELECTION_SHARE = 0.85  # an election law when the question names the other election
SUBJECT_GAIN = 1.05  # a clause on those the question names
OFFERED_AT = 4  # the place, from 0, at which the law of the other election is offered where none is named
OFFERED_SHARE = 0.75  # how near the best article it must score
POOL = 30
"""How many articles the rules look at, whatever number of hits is wanted."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: the numbers of its instruments, and of the articles that a ruling it speaks of reads anew."""

    instruments: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found of a question; which chunks hold the wording of its day, and which pass its filters, None for all.

    ``everyday`` tells whether words of the law were added for everyday ones.
    """

    found: Found
    stands: Mask
    allowed: Mask | None
    everyday: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as its best clause, with all texts of that address, its score from 0 to 1, and why it was found."""

    clause: StoredClause
    versions: tuple[StoredClause, ...]
    score: float
    why: tuple[str, ...]


def rank(held: Held, question: Sought, aims: Aims, named: Named, wanted: int) -> list[Candidate]:
    """The best articles, best first, at most ``wanted`` or ``POOL``, whichever is more.

    Args:
        held: The open index.
        question: What was found of the question, and what is allowed to answer it.
        aims: What the question says it is about.
        named: The instruments the question names.
        wanted: How many articles to return.
    """
    wanted = max(wanted, POOL)
    articles = _to_rank(held, question, named, wanted)
    chunks, starts = held.articles.members(articles)
    matches = matches_of(held, question.found, chunks, question.stands, question.allowed)
    evidence = Evidence.for_groups(starts, matches)
    totals = evidence.total(held.lexical_share) * np.where(held.is_law[articles], np.float32(1), np.float32(LETTER_SHARE))
    totals = totals * _election(held, articles, aims)
    if named.instruments or named.articles:
        at_home = (np.isin(held.article_key[articles], named.instruments) | np.isin(articles, named.articles)) & (totals > 0)
        totals = (totals + np.where(at_home, np.float32(NAMED_BONUS), np.float32(0))) / np.float32(1 + NAMED_BONUS)
    order = greatest(totals, wanted)
    ids = held.chunk_clause[_best_chunks(held, matches, starts, order)].tolist()
    beside = held.clauses.beside(ids)
    found = []
    for place, number in zip(order, ids, strict=True):
        versions = tuple(beside[number])
        clause = next(version for version in versions if version.id == number)
        gain = SUBJECT_GAIN if speaks_of_subject(clause.text, aims.subjects) else 1.0
        score = min(0.999, float(totals[place]) * gain)
        found.append(Candidate(clause, versions, score, _why(evidence, place, question.everyday)))
    return found


def _to_rank(held: Held, question: Sought, named: Named, wanted: int) -> Positions:
    """The articles that can be among the best: those that match well, and all that stand in what the question names."""
    articles = articles_worth_ranking(held, question.found, question.allowed, wanted)
    if not named.instruments and not named.articles:
        return articles
    at_home = np.flatnonzero(np.isin(held.article_key, named.instruments))
    return np.unique(np.concatenate([articles, at_home, np.array(named.articles, dtype=np.int64)]))


def _best_chunks(held: Held, matches: Matches, starts: Positions, groups: list[int]) -> list[int]:
    """For each of some articles, given by where it starts among the matches, a chunk of the address in it that answers best."""
    if not groups:
        return []
    inside = matches.at(spans(starts[groups], np.diff(starts, append=len(matches.chunks))[groups]))
    places = Groups(held.chunk_place[inside.chunks])
    members, opening = places.members(np.arange(len(places)))
    by_place = inside.at(members)
    first = by_place.chunks[opening]
    totals = Evidence.for_groups(opening, by_place).total(held.lexical_share)
    totals = totals + np.where((held.chunk_leaf[first] == 1) & (totals > 0), np.float32(LEAF_BONUS), np.float32(0))
    article_of = held.chunk_article[first]
    order = np.lexsort((-totals, article_of))  # of equal ones the first place stays first
    leading = order[np.flatnonzero(np.diff(article_of[order], prepend=-1))]
    best = leading[np.searchsorted(article_of[leading], held.chunk_article[matches.chunks[starts[groups]]])]
    is_open = np.append(np.flatnonzero(by_place.open), len(by_place.open))
    answering = is_open[np.searchsorted(is_open, opening[best])]
    closing = np.append(opening[1:], len(by_place.chunks))[best]
    return [int(chunk) for chunk in by_place.chunks[np.where(answering < closing, answering, opening[best])]]


def penalty_of_first(clauses: Sequence[StoredClause]) -> int | None:
    """Where the clause stands that sets the penalty for breaking the first; None if the first sets one itself or none does."""
    norm = clauses[0] if clauses else None
    pasal = norm.locator.article.as_dict().get("pasal") if norm else None
    if norm is None or pasal is None or sets_penalty(norm.text):
        return None
    guards = (n for n, c in enumerate(clauses[:POOL]) if n and c.key == norm.key and sets_penalty(c.text) and cites_article(c.text, pasal))
    return next(guards, None)


def law_of_the_other_election(clauses: Sequence[StoredClause], scores: Sequence[float]) -> int | None:
    """Where the best clause of the other election law stands, if one law leads and the other is near but not among the first five."""
    laws = [ELECTION_LAWS.get(clause.key) for clause in clauses[:POOL]]
    first = next((law for law in laws[:OFFERED_AT] if law), None)
    other = next((n for n, law in enumerate(laws) if law and law != first), None)
    return other if first and other is not None and other > OFFERED_AT and scores[other] >= OFFERED_SHARE * scores[0] else None


def _election(held: Held, articles: Positions, aims: Aims) -> Scores:
    """A factor for each of some articles: less for the law of an election the question does not mean."""
    laws = ELECTION_LAWS.items() if aims.elections else ()
    other = [held.numbers[key] for key, law in laws if law not in aims.elections and key in held.numbers]
    return np.where(np.isin(held.article_key[articles], other), np.float32(OTHER_ELECTION_SHARE), np.float32(1))


def _why(evidence: Evidence, article: int, everyday: bool) -> tuple[str, ...]:
    """The kinds of evidence that speak for one of the articles ranked: questions written for it, or its own words, or their meaning."""
    asked = float(evidence.asked_words[article] + evidence.asked_meaning[article])
    words, meaning = float(evidence.text_words[article]), float(evidence.text_meaning[article])
    if asked > words + meaning:
        return ("pertanyaan serupa",)
    reasons = ["kata yang sama"] if words > 0 else ["makna yang dekat"]
    return (*reasons, "padanan kata sehari-hari") if everyday and words > 0 else tuple(reasons)
