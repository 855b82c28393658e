"""From a question to ranked clauses: citations first and exact, then words and meaning, or a refusal.

Matching is done on small texts (ayat, huruf, angka, annex rows); what is ranked and shown is the
article each stands in, with the best matching clause in it as the hit.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kb.answer.exact import Target, beside_citations, targets
from kb.answer.fate import fates
from kb.answer.held import Held
from kb.answer.matching import Found, Mask, find_each
from kb.answer.ranking import OFFERED_AT, POOL, Candidate, Named, Sought, law_of_the_other_election, penalty_of_first, rank
from kb.answer.scope import THRESHOLD, Signals, speaks_of
from kb.answer.versions import amender_of, companion_of, quoted_first, standing_of
from kb.answer.words import Terms, terms_of
from kb.errors import QuestionError
from kb.indexing.clauses import StoredClause
from kb.indexing.rerank import Reranker
from kb.law.aims import Aims, read_aims
from kb.law.catalogue import Regulation, Standing, Status
from kb.law.references import Mention, find_mentions, resolve
from kb.law.regulation import Locator, Nature, Unit

MAX_QUESTION = 2000
MAX_HITS = 100
REVOKED_SHARE = 0.75
SURE = 0.9  # how surely the rest of a question must be covered when it names an instrument that is not held
_SATURATION = 1.6  # what a word of a short chunk scores at most, in units of its idf


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


def search(held: Held, question: Question, within: Sequence[Sequence[int]] = ()) -> Answer:
    """Answer a question with clauses; all but exact ones are of each of ``within``, the clauses that have its phrases.

    An exact citation puts its clause first. A question the corpus does not cover, or a citation of
    something not held, comes back with ``answered`` False and the reason.
    """
    mentions = find_mentions(question.text, held.catalogue.names)
    exact, missing = targets(question.text, mentions, held.catalogue, held.clauses)
    asked, told = _read(held, question.text, mentions), ""
    if not exact and asked.aims.fate and beside_citations(question.text, mentions):
        exact, told = fates(asked.named, held.catalogue, held.clauses, question.on)
    exact = [t for t in exact if _passes(held.catalogue.get(t.key), question)]
    found = _found_beside(held, asked, mentions) if missing and not exact else _found(held, asked)[0]
    if found is None:
        return Answer(question, False, (), _told(missing, told))
    if not exact and not question.phrases and _signals(held, asked, found).probability < THRESHOLD:
        return Answer(question, False, (), OUT_OF_CORPUS)
    hits = _ranked(held, question, asked, found, exact, _allowed(held, question, within))
    if not hits:
        return Answer(
            question, False, (), "Tidak ada klausul yang cocok dengan saringan atau frasa yang dipilih; longgarkan salah satunya."
        )
    return Answer(question, True, tuple(hits), _told(missing, told))


def _told(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


OUT_OF_CORPUS = (
    "Tidak ditemukan dalam korpus ini. Korpus memuat aturan netralitas ASN dalam pemilu dan pilkada; "
    "ini bukan berarti tidak ada aturannya di tempat lain."
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is asked, read: its words, their stems, the keys of the instruments it names, and what it says it is about."""

    words: str
    terms: Terms
    named: frozenset[str]
    aims: Aims


def _read(held: Held, words: str, mentions: Sequence[Mention]) -> _Read:
    named = frozenset(r.kunci for mention in mentions for r in resolve(mention, held.catalogue))
    return _Read(words, terms_of(words, held.lexical), named, read_aims(words))


def _found(held: Held, *asked: _Read, without: int | None = None) -> list[Found]:
    return find_each(held, [(read.words, read.terms) for read in asked], without)


def _found_beside(held: Held, asked: _Read, mentions: Sequence[Mention]) -> Found | None:
    """What matches a question that names an instrument which is not held, None unless the corpus covers what it asks beside that."""
    words = beside_citations(asked.words, mentions)
    if not words:
        return None
    rest = _read(held, words, find_mentions(words, held.catalogue.names))
    found, beside = _found(held, asked, rest)
    return found if _signals(held, rest, beside).probability >= SURE else None


def signals(held: Held, text: str, without: int | None = None) -> Signals:
    """What is known of a question before it is answered, as if the chunk ``without`` (one of our own questions) were not there."""
    read = _read(held, text, find_mentions(text, held.catalogue.names))
    return _signals(held, read, _found(held, read, without=without)[0])


def _signals(held: Held, read: _Read, found: Found) -> Signals:
    terms = read.terms
    weights = {s: held.lexical.weight(s) for s in set(terms.own)}
    total = sum(weights.values()) or 1.0
    known = sum(w for s, w in weights.items() if s in held.lexical or s in terms.explained)
    return Signals(
        known / total,
        min(1.0, found.top_words / (_SATURATION * total)),
        min(1.0, found.words_outside / (_SATURATION * total)),
        found.top_meaning - found.meaning_outside if len(held.outside) else 0.0,
        **speaks_of([*terms.own, *terms.explained]),
        named=float(bool(read.named)),
    )


def _ranked(held: Held, question: Question, read: _Read, found: Found, exact: list[Target], allowed: Mask | None) -> list[Hit]:
    aims = read.aims
    wanted = 3 * (question.k + len(exact)) * (10 if question.status else 1)
    sought = Sought(found, held.stands(question.on), allowed, bool(read.terms.everyday))
    candidates = rank(held, sought, aims, _meant(held, question, aims, read.named), wanted)
    hits = [_exact_hit(held, target, question.on) for target in exact]
    seen = {(h.clause.key, h.clause.locator.article) for h in hits}
    ranked = [_hit(held, c, question.on, aims) for c in candidates if (c.clause.key, c.clause.locator.article) not in seen]
    ranked = sorted(ranked, key=lambda h: (-h.score, h.clause.id))
    if held.reranker:
        ranked = _reranked(held, held.reranker, question.text, _of_status(ranked, question), aims)
    return _of_status([*hits, *_after_rules(ranked, aims)], question)[: question.k]


def _of_status(hits: list[Hit], question: Question) -> list[Hit]:
    return [h for h in hits if not question.status or h.standing.status in question.status]


def _reranked(held: Held, reranker: Reranker, text: str, hits: list[Hit], aims: Aims) -> list[Hit]:
    """The first hits in the order of a model that reads the question beside each; the rest follow, so that scores still fall."""
    first, rest = hits[:POOL], hits[POOL:]
    read = reranker.scores(text, [_in_place(held, hit.clause) for hit in first])
    scores = [min(0.999, float(score)) * _share(hit.standing, aims) for hit, score in zip(first, read, strict=True)]
    order = sorted(range(len(first)), key=lambda n: -scores[n])
    told = [replace(first[n], score=round(scores[n], 4), why=(*first[n].why, "urutan oleh model pembanding")) for n in order]
    return [*told, *(replace(hit, score=min(hit.score, told[-1].score)) for hit in rest)]


def _in_place(held: Held, clause: StoredClause) -> str:
    """A clause as it is shown, below the leads above it."""
    above, _, _ = held.clauses.around(clause)
    return "\n".join([*(c.lead for c in above if not c.cells), clause.text])


def _after_rules(hits: list[Hit], aims: Aims) -> list[Hit]:
    """Hits with the penalty for breaking the first norm below it, and both election laws where neither was named."""
    if aims.penalty and (place := penalty_of_first([h.clause for h in hits])):
        hits = _moved(hits, place, 1, "sanksi atas norma di atasnya")
    if not aims.elections and (place := law_of_the_other_election([h.clause for h in hits], [h.score for h in hits])):
        hits = _moved(hits, place, OFFERED_AT, "aturan pemilihan yang lain")
    return hits


def _moved(hits: list[Hit], place: int, to: int, why: str) -> list[Hit]:
    """A hit moved up and told why, with the score of the one it follows, so that scores still fall."""
    rest = [*hits[:place], *hits[place + 1 :]]
    moved = replace(hits[place], score=max(hits[place].score, rest[to - 1].score), why=(*hits[place].why, why))
    return [*rest[:to], moved, *rest[to:]]


def _meant(held: Held, question: Question, aims: Aims, named: frozenset[str]) -> Named:
    """The instruments a question names, those of the regions chosen among them; and what the rulings it speaks of read anew.

    A ruling spoken of without its number can be any of them.
    """
    rulings = named & held.read_anew.keys() or (held.read_anew.keys() if aims.ruling else set())
    regions = {region.casefold() for region in question.wilayah} - {"nasional"}
    if regions:
        named |= {key for key in held.keys if held.catalogue[key].wilayah.casefold() in regions}
    named |= {effect.regulasi for key in named for effect in held.catalogue[key].mengubah}  # its words are found there
    return Named(
        tuple(sorted(held.numbers[key] for key in named if key in held.numbers)),
        tuple(sorted({article for key in rulings for article in held.read_anew[key]})),
    )


def _allowed(held: Held, question: Question, within: Sequence[Sequence[int]]) -> Mask | None:
    """Which chunks pass the filters, shape (n_chunks,); None where there are none."""
    if not (question.jenis or question.wilayah or question.tahun or within):
        return None
    allowed = np.ones(len(held.chunk_key), dtype=bool)
    if question.jenis or question.wilayah or question.tahun:
        allowed = np.array([_passes(held.catalogue.get(key), question) for key in held.keys], dtype=bool)[held.chunk_key]
    for clauses in within:
        allowed &= np.isin(held.chunk_clause, clauses)
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
    ordered = quoted_first(held.clauses.at(target.key, target.clause.locator), held.catalogue, on)
    return _as_hit(held, ordered, standing_of(ordered, held.catalogue, on), 1.0, (target.why,))


def _hit(held: Held, found: Candidate, on: datetime.date, aims: Aims) -> Hit:
    """The hit of a candidate, with its share of the score."""
    ordered = quoted_first(_versions(held, found, aims.meaning), held.catalogue, on)
    standing = standing_of(ordered, held.catalogue, on)
    return _as_hit(held, ordered, standing, round(found.score * _share(standing, aims), 4), found.why)


def _share(standing: Standing, aims: Aims) -> float:
    """What a clause counts by its standing: less if revoked or not yet in force, unless the question asks for the old rule."""
    stands = standing.status not in (Status.DICABUT, Status.BELUM_BERLAKU)
    return 1.0 if stands or (aims.former and standing.status is Status.DICABUT) else REVOKED_SHARE


def _as_hit(held: Held, ordered: Sequence[StoredClause], standing: Standing, score: float, why: tuple[str, ...]) -> Hit:
    """The hit of an address: the official wording is the quote, our ringkasan stands beside it."""
    quote = ordered[0]
    return Hit(quote, companion_of(ordered), held.catalogue[quote.key], standing, score, why, amender_of(quote, held.catalogue))


def _versions(held: Held, found: Candidate, meaning: bool) -> Sequence[StoredClause]:
    """A candidate's texts; for a penjelasan, those of the norm it explains, unless the meaning of a word is asked."""
    clause = found.clause
    norm = None if meaning or clause.locator.steps[0].unit is not Unit.PENJELASAN else Locator(clause.locator.steps[1:])
    while norm is not None and norm.steps:
        if versions := held.clauses.at(clause.key, norm):
            return versions
        norm = norm.parent
    return found.versions
