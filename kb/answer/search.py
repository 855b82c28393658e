"""From a question to ranked clauses: citations first and exact, then words and meaning, or a refusal.

Matching is done on small texts (ayat, huruf, angka, annex rows); what is ranked and shown is the
article each stands in, with the best matching clause in it as the hit.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kb.answer.exact import Target, targets
from kb.answer.held import Held
from kb.answer.scope import THRESHOLD, Signals, speaks_of
from kb.answer.versions import amender_of, companion_of, quoted_first, standing_of
from kb.errors import QuestionError
from kb.indexing.clauses import NO_CLAUSE, StoredClause
from kb.indexing.fusion import by_group, convex, greatest
from kb.indexing.lexical import LexicalIndex, analyse
from kb.law.catalogue import Regulation, Standing, Status
from kb.law.references import find_mentions, resolve
from kb.law.regulation import Locator, Nature, Unit
from kb.law.terms import EVERYDAY, JENIS, KEBIJAKAN

MAX_QUESTION = 2000
MAX_HITS = 100
EVERYDAY_SHARE = 0.5
SIBLING_SHARE = 0.15
REVOKED_SHARE = 0.6
LETTER_SHARE = 0.85  # a circular repeats what a primary norm says
OTHER_DAY_SHARE = 0.6  # what a clause said before an amendment, or will say after one, can still lead to it
NAMED_BONUS = 0.5  # what a clause gains when the question names its instrument
_SATURATION = 1.6  # what a word of a short chunk scores at most, in units of its idf
_REACH = 400

Scores = npt.NDArray[np.float32]
LAW = frozenset(jenis.short for jenis in JENIS if jenis.rank < KEBIJAKAN) | {"SKB"}
_EVERYDAY = {e.word: analyse(e.legal) for e in EVERYDAY}
_EVERYDAY_PATTERN = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in sorted(_EVERYDAY, key=len, reverse=True))})(?:nya|in)?(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its filters; empty filters let everything through."""

    text: str
    k: int = 10
    on: datetime.date = field(default_factory=datetime.date.today)
    jenis: tuple[str, ...] = ()
    wilayah: tuple[str, ...] = ()
    tahun: tuple[int, ...] = ()
    status: tuple[Status, ...] = ()
    phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise QuestionError("pertanyaan kosong; tulis pertanyaan atau rujukan pasal")
        if len(self.text) > MAX_QUESTION:
            raise QuestionError(f"pertanyaan {len(self.text):,} karakter, lebih dari batas {MAX_QUESTION:,}; ringkaslah")
        if not 1 <= self.k <= MAX_HITS:
            raise QuestionError(f"jumlah hasil {self.k} di luar batas 1 sampai {MAX_HITS}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked clause: the quote, the ringkasan beside it where both are held, its standing, and why it matched.

    ``amender`` is the short label of the instrument whose wording is quoted, "" for the original's.
    """

    clause: StoredClause
    companion: StoredClause | None
    regulation: Regulation
    standing: Standing
    score: float
    why: tuple[str, ...]
    amender: str = ""

    @property
    def citation(self) -> str:
        """The short citation: ``Pasal 280 ayat (2) huruf f UU 7/2017``.

        The points of a letter known from a press text are numbered by us, and the citation says so.
        """
        return f"{self.clause.locator.cite()} {self.regulation.short}{self._numbering}"

    @property
    def official_citation(self) -> str:
        """The citation with the instrument's official name, and the amendment whose wording it is."""
        amended = f" sebagaimana diubah dengan {self.amender}" if self.amender else ""
        return f"{self.clause.locator.cite()} {self.regulation.official}{amended}{self._numbering}"

    @property
    def _numbering(self) -> str:
        return " (penomoran penyusun)" if self.clause.nature is Nature.DILAPORKAN else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits in order, whether they answer the question, and what to tell the person."""

    question: Question
    answered: bool
    hits: tuple[Hit, ...]
    message: str = ""


def search(held: Held, question: Question) -> Answer:
    """Answer a question with clauses.

    An exact citation puts its clause first. A question the corpus does not cover, or a citation of
    something not held, comes back with ``answered`` False and the reason.
    """
    exact, missing = targets(question.text, held.catalogue, held.clauses)
    exact = [t for t in exact if _passes(held.catalogue.get(t.key), question)]
    if not exact and missing:
        return Answer(question, False, (), missing)
    terms = _terms(question.text, held.lexical)
    lexical, dense = _scores(held, question.text, terms)
    if not exact and not question.phrases and _signals(held, question.text, terms, lexical, dense).probability < THRESHOLD:
        return Answer(question, False, (), OUT_OF_CORPUS)
    hits = _ranked(held, question, terms, lexical, dense, exact)
    if not hits:
        return Answer(
            question, False, (), "Tidak ada klausul yang cocok dengan saringan atau frasa yang dipilih; longgarkan salah satunya."
        )
    return Answer(question, True, tuple(hits), missing)


OUT_OF_CORPUS = (
    "Tidak ditemukan dalam korpus ini. Korpus memuat aturan netralitas ASN dalam pemilu dan pilkada; "
    "ini bukan berarti tidak ada aturannya di tempat lain."
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """A question's stems; those the law uses for its everyday words; and the stems so explained."""

    own: list[str]
    everyday: list[str]
    explained: frozenset[str]


def _terms(text: str, lexical: LexicalIndex) -> _Terms:
    matches = [match[0] for match in _EVERYDAY_PATTERN.finditer(text)]
    own = [lexical.known(stem) for stem in analyse(text)]
    everyday = dict.fromkeys(stem for word in matches for stem in _everyday(word))
    return _Terms(own, [s for s in everyday if s not in own], frozenset(s for word in matches for s in analyse(word)))


def _everyday(word: str) -> list[str]:
    plain = word.casefold()
    return next((_EVERYDAY[w] for w in (plain, plain.removesuffix("nya"), plain.removesuffix("in")) if w in _EVERYDAY), [])


def signals(held: Held, text: str) -> Signals:
    """What is known of a question before it is answered."""
    terms = _terms(text, held.lexical)
    return _signals(held, text, terms, *_scores(held, text, terms))


def _signals(held: Held, text: str, terms: _Terms, lexical: Scores, dense: Scores) -> Signals:
    weights = {s: held.lexical.weight(s) for s in set(terms.own)}
    total = sum(weights.values()) or 1.0
    known = sum(w for s, w in weights.items() if s in held.lexical or s in terms.explained)
    outside = held.chunk_clause == NO_CLAUSE
    inside = ~outside
    return Signals(
        known / total,
        min(1.0, _top(lexical, inside) / (_SATURATION * total)),
        min(1.0, _top(lexical, outside) / (_SATURATION * total)),
        _top(dense, inside) - _top(dense, outside) if outside.any() else 0.0,
        **speaks_of([*terms.own, *terms.explained]),
        named=float(any(r for m in find_mentions(text, held.catalogue.names) for r in resolve(m, held.catalogue))),
    )


def _top(scores: Scores, among: npt.NDArray[np.bool_]) -> float:
    return float(scores.max(initial=0.0, where=among))


def _scores(held: Held, text: str, terms: _Terms) -> tuple[Scores, Scores]:
    """The lexical scores and the cosines of every chunk, both of shape (n_chunks,)."""
    lexical = held.lexical.scores(terms.own) + np.float32(EVERYDAY_SHARE) * held.lexical.scores(terms.everyday)
    return lexical, _dense(held, text)


def _ranked(held: Held, question: Question, terms: _Terms, lexical: Scores, dense: Scores, exact: list[Target]) -> list[Hit]:
    scores = convex(lexical, dense, held.lexical_share)
    scores = scores * _standing_in_rank(held) * _of_the_day(held, question.on)
    if keys := _named(held, question.text):
        bonus = np.where(np.isin(held.chunk_key, keys) & (scores > 0), np.float32(NAMED_BONUS), np.float32(0))
        scores = (scores + bonus) / np.float32(1 + NAMED_BONUS)
    scores = np.where(_allowed(held, question) & (held.chunk_clause != NO_CLAUSE), scores, np.float32(0))
    best, totals = by_group(scores, held.chunk_article, SIBLING_SHARE)
    wanted = (question.k + len(exact)) * (10 if question.status else 1)
    order = greatest(totals, best, 3 * wanted)
    clauses = held.clauses.by_id([int(held.chunk_clause[best[a]]) for a in order])
    hits = [_exact_hit(held, target, question.on) for target in exact]
    seen = {(h.clause.key, h.clause.locator.article) for h in hits}
    found: list[Hit] = []
    for article in order:
        chunk = int(best[article])
        clause = clauses[int(held.chunk_clause[chunk])]
        if (clause.key, clause.locator.article) in seen:
            continue
        why = _why(bool(held.chunk_question[chunk]), lexical[chunk] > 0, terms.everyday)
        found.append(_hit(held, clause, question.on, float(totals[article]), why))
    found.sort(key=lambda h: (-h.score, h.clause.id))
    return [h for h in (*hits, *found) if not question.status or h.standing.status in question.status][: question.k]


def _dense(held: Held, text: str) -> Scores:
    """Cosines of the nearest chunks, 0 for the rest, shape (n_chunks,)."""
    out = np.zeros(len(held.chunk_key), dtype=np.float32)
    scores, ids = held.vectors.search(held.embedder.encode_queries([text]), _REACH)
    out[ids[0]] = scores[0]
    return out


def _standing_in_rank(held: Held) -> Scores:
    """A factor for each chunk: 1 for law and the joint decree, less for letters, which follow from them."""
    shares = [1.0 if held.catalogue[key].jenis in LAW else LETTER_SHARE for key in held.keys]
    return np.asarray(np.array(shares, dtype=np.float32)[held.chunk_key])


def _of_the_day(held: Held, on: datetime.date) -> Scores:
    """The share of each chunk: 1, less for the words of a layer that is not the wording of the day."""
    day = on.toordinal()
    stands = (held.chunk_days[:, 0] <= day) & (day < held.chunk_days[:, 1])
    return np.where(stands, np.float32(1), np.float32(OTHER_DAY_SHARE))


def _named(held: Held, text: str) -> list[int]:
    """The numbers of the instruments a question names."""
    named = {r.kunci for mention in find_mentions(text, held.catalogue.names) for r in resolve(mention, held.catalogue)}
    return [number for number, key in enumerate(held.keys) if key in named]


def _allowed(held: Held, question: Question) -> npt.NDArray[np.bool_]:
    """Which chunks pass the filters, shape (n_chunks,)."""
    allowed = np.ones(len(held.chunk_key), dtype=bool)
    if question.jenis or question.wilayah or question.tahun:
        allowed = np.array([_passes(held.catalogue.get(key), question) for key in held.keys], dtype=bool)[held.chunk_key]
    for phrase in question.phrases:
        allowed &= np.isin(held.chunk_clause, held.clauses.with_words(phrase))
    return allowed


def _passes(regulation: Regulation | None, question: Question) -> bool:
    if regulation is None:
        return not (question.jenis or question.wilayah or question.tahun)
    if question.tahun and not any(number.tahun in question.tahun for number in regulation.nomor):
        return False
    jenis = {j.casefold() for j in question.jenis}
    wilayah = {w.casefold() for w in question.wilayah}
    return (not jenis or regulation.jenis.casefold() in jenis) and (not wilayah or regulation.wilayah.casefold() in wilayah | {"nasional"})


def _exact_hit(held: Held, target: Target, on: datetime.date) -> Hit:
    return _hit(held, target.clause, on, 1.0, (target.why,), exact=True)


def _hit(held: Held, clause: StoredClause, on: datetime.date, score: float, why: tuple[str, ...], exact: bool = False) -> Hit:
    """The hit of a clause: the official wording is the quote, our ringkasan stands beside it."""
    versions = quoted_first(_versions(held, clause, exact), held.catalogue, on)
    quote = versions[0]
    companion = companion_of(versions)
    regulation = held.catalogue[clause.key]
    standing = standing_of(versions, held.catalogue, on)
    if not exact:
        score = min(0.999, score) * (REVOKED_SHARE if standing.status in (Status.DICABUT, Status.BELUM_BERLAKU) else 1.0)
    return Hit(quote, companion, regulation, standing, round(score, 4), why, amender_of(quote, held.catalogue))


def _versions(held: Held, clause: StoredClause, exact: bool) -> list[StoredClause]:
    """A clause's texts; for a penjelasan that was not asked for, those of the norm it explains."""
    norm = None if exact or clause.locator.steps[0].unit is not Unit.PENJELASAN else Locator(clause.locator.steps[1:])
    while norm is not None and norm.steps:
        if versions := held.clauses.at(clause.key, norm):
            return versions
        norm = norm.parent
    return held.clauses.at(clause.key, clause.locator)


def _why(by_question: bool, by_words: bool, everyday: Sequence[str]) -> tuple[str, ...]:
    if by_question:
        return ("pertanyaan serupa",)
    reasons = ["kata yang sama"] if by_words else ["makna yang dekat"]
    return (*reasons, "padanan kata sehari-hari") if everyday and by_words else tuple(reasons)
