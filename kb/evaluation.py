"""Retrieval quality over questions whose answering clauses are known.

A hit list is reduced to distinct articles (a keputusan or letter counts as one document unless the gold
names an annex); a question is hit at the first rank that is one of its gold articles. Where a question is hit
at rank 1 and its gold names an ayat, huruf, angka or annex row, the hit is also right or wrong down to that.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.answer.search import Answer, Hit
from kb.errors import IndexMismatch
from kb.knowledge import KnowledgeBase
from kb.law.aims import ELECTION_LAWS, Election
from kb.law.numbering import from_roman
from kb.law.references import find_mentions, resolve
from kb.law.regulation import Locator

K = 10
_ONE_LAW = {key for key, election in ELECTION_LAWS.items() if election is Election.PILKADA}
"""The Pilkada law and its amendments count as one consolidated law."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold clause: the keys that count as its instrument, its Pasal, annex or "" for any, and what it names below that."""

    keys: frozenset[str]
    pasal: str
    below: tuple[tuple[str, str], ...] = ()

    def matches(self, hit: Hit) -> bool:
        """Whether a hit is this clause, at the level of the Pasal or annex."""
        key = "pilkada" if hit.clause.key in _ONE_LAW else hit.clause.key
        if key not in self.keys:
            return False
        units = hit.clause.locator.as_dict()
        if "pasal" in units:
            return units["pasal"].upper() == self.pasal.upper()
        if annex := re.match(r"lampiran\s+([IVX]+)(?:.*?(\d+))?", self.pasal, re.IGNORECASE):
            same = units.get("lampiran") == str(from_roman(annex[1].upper()))
            return same and (not annex[2] or units.get("baris") == annex[2])
        return True

    def names_precisely(self, hit: Hit) -> bool:
        """Whether a hit is this clause or stands in it, down to the ayat, huruf, angka and row it names."""
        units = hit.clause.locator.as_dict()
        return self.matches(hit) and all(units.get(unit, "").casefold() == number for unit, number in self.below)


def evaluate(kb: KnowledgeBase, questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a question, then a last row of means over those with held gold.

    Args:
        kb: The knowledge base.
        questions: Objects with ``question`` and ``gold`` (a list of ``reg``, ``pasal``, ``alt``); ``gold`` [] is out of scope.

    Returns:
        Rows ``{"id", "question", "held", "rank", "precise", "answered", "first"}`` and ``{"summary": {...}}`` with hit@1, hit@5,
        mrr@10, precise (share right down to ayat or huruf, of those hit at rank 1 whose gold names one), refused (share of
        out-of-scope questions not answered) and refused_wrongly (of those in scope).
    """
    held = {h.regulation.kunci for h in kb.holdings() if h.clauses}
    rows = []
    for record in questions:
        gold = [g for g in (_gold(kb, item) for item in record.get("gold", [])) if g and _is_held(kb, g, held)]
        answer = kb.ask(str(record["question"]), K)
        in_scope = bool(record.get("gold"))
        rows.append({
            "id": record.get("id", ""), "question": record["question"], "held": bool(gold) if in_scope else None,
            "rank": _rank(answer, gold), "precise": _precise(answer, gold), "answered": answer.answered,
            "first": answer.hits[0].clause.address if answer.hits else "",
        })  # fmt: skip
    return [*rows, {"summary": summary(rows)}]


def _gold(kb: KnowledgeBase, item: dict[str, Any]) -> Gold | None:
    labels = [item["reg"], *item.get("alt", [])]
    names = [n for r in kb.catalogue.regulations.values() for n in (*r.sebutan, r.short)]
    keys = {r.kunci for label in labels for m in find_mentions(label, names) for r in resolve(m, kb.catalogue)}
    if not keys:
        return None
    return Gold(frozenset(keys | ({"pilkada"} if keys & _ONE_LAW else set())), str(item.get("pasal") or ""), _below(item))


def _below(item: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The units a gold clause names below its Pasal or annex, and their numbers; from its address where it has one."""
    if address := item.get("address"):
        units = Locator.parse(str(address).partition("/")[2]).as_dict()
        return tuple((unit, number.casefold()) for unit, number in units.items() if unit not in ("pasal", "lampiran", "diktum"))
    named = {unit: item.get(unit) for unit in ("ayat", "huruf", "angka")}
    return tuple((unit, str(number).casefold()) for unit, number in named.items() if number)


def _precise(answer: Answer, gold: list[Gold]) -> bool | None:
    """Whether the first hit is right down to what its gold names; None where it is not hit or its gold names no more."""
    first = next(iter(answer.hits), None)
    met = [g for g in gold if first is not None and g.matches(first)]
    if first is None or not met or not all(g.below for g in met):
        return None
    return any(g.names_precisely(first) for g in met)


def _is_held(kb: KnowledgeBase, gold: Gold, held: set[str]) -> bool:
    keys = (gold.keys & held) | (_ONE_LAW & held if "pilkada" in gold.keys else set())
    if not re.fullmatch(r"\d+[A-Za-z]?|[IVX]+", gold.pasal):
        return bool(keys)
    return any(kb.has(key, f"pasal-{gold.pasal.lower()}") for key in keys)


def _rank(answer: Answer, gold: list[Gold]) -> int | None:
    seen: list[tuple[str, str]] = []
    for hit in answer.hits:
        units = hit.clause.locator.as_dict()
        place = (hit.clause.key, units.get("pasal") or f"{units.get('lampiran', '')}/{units.get('baris', '')}")
        if place not in seen:
            seen.append(place)
        if any(g.matches(hit) for g in gold):
            return len(seen)
    return None


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The means over rows of an evaluation, its own summary left out."""
    scored = [r for r in rows if r["held"]]
    outside = [r for r in rows if r["held"] is None]
    inside = [r for r in rows if r["held"] is not None]
    ranks = [r["rank"] for r in scored]

    def share(hits: int, of: int) -> float | None:
        return round(hits / of, 4) if of else None

    return {
        "questions": len(rows),
        "gold_held": len(scored),
        "hit@1": share(sum(r == 1 for r in ranks), len(ranks)),
        "hit@5": share(sum(r is not None and r <= 5 for r in ranks), len(ranks)),
        "mrr@10": round(sum(1 / r for r in ranks if r and r <= K) / len(ranks), 4) if ranks else None,
        "precise": share(sum(r["precise"] for r in scored if r["precise"] is not None), sum(r["precise"] is not None for r in scored)),
        "refused": share(sum(not r["answered"] for r in outside), len(outside)),
        "refused_wrongly": share(sum(not r["answered"] for r in inside), len(inside)),
    }


def reciprocal_ranks(rows: list[dict[str, Any]]) -> npt.NDArray[np.float64]:
    """The reciprocal rank of each question with held gold, 0 beyond rank 10, in order."""
    return np.array([1 / r["rank"] if r["rank"] and r["rank"] <= K else 0.0 for r in rows[:-1] if r["held"]])


def interval(values: npt.NDArray[np.float64], samples: int = 2000) -> tuple[float, float]:
    """The middle 95 % of the means of bootstrap samples, fixed seed; (0, 0) for no values."""
    if not len(values):
        return 0.0, 0.0
    means = np.random.default_rng(0).choice(values, (samples, len(values))).mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the same questions: both MRR@10, their difference, its 95 % interval, and a p-value.

    The p-value is that of the paired randomisation test: how often a difference as large comes of flipping, at
    random, which run each question's difference belongs to.
    """

    one: float
    other: float
    difference: float
    low: float
    high: float
    p: float
    better: int
    worse: int


def compare(one: list[dict[str, Any]], other: list[dict[str, Any]], samples: int = 10_000) -> Comparison:
    """Compare two evaluations of the same questions, row by row.

    Source:
        Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for IR Evaluation, CIKM 2007.
    """
    first, second = reciprocal_ranks(one), reciprocal_ranks(other)
    gains = second - first
    flips = np.random.default_rng(0).choice([-1.0, 1.0], (samples, len(gains)))
    as_large = np.abs((flips * gains).mean(axis=1)) >= abs(gains.mean()) - 1e-12 if len(gains) else np.ones(1, dtype=bool)
    low, high = interval(gains)
    a, b = (float(ranks.mean()) if len(ranks) else 0.0 for ranks in (first, second))
    return Comparison(a, b, b - a, low, high, float(as_large.mean()), int((gains > 0).sum()), int((gains < 0).sum()))


def evaluate_with(
    kb: KnowledgeBase,
    rows: list[dict[str, Any]],
    questions: list[dict[str, Any]],
    model: str,
    corpora: Sequence[Path],
    report: Callable[[str, int, int], None] | None = None,
    rerank: str = "",
) -> Comparison:
    """Compare an evaluation with that of another model, over an index of the same texts made for the occasion.

    ``rerank`` names what orders the first articles of the other, "" for nothing, as it did those of the first.

    Raises:
        IndexMismatch: If the texts are not those of the first index.
    """
    from kb.ingest import build

    with tempfile.TemporaryDirectory() as folder:
        _, manifest = build(corpora, Path(folder), model, report)
        if manifest.corpus_hash != kb.manifest.corpus_hash:
            raise IndexMismatch(
                f"indeks dibuat dari naskah lain ({kb.manifest.corpus_hash[:12]}) daripada {', '.join(map(str, corpora))} "
                f"({manifest.corpus_hash[:12]}); sebut naskah yang sama dengan --corpus, atau bangun ulang indeks"
            )
        return compare(rows, evaluate(KnowledgeBase.open(Path(folder), model, rerank=rerank), questions))


def printed_comparison(names: tuple[str, str], found: Comparison) -> str:
    """The comparison for a terminal."""
    return "\n".join([
        f"{'MRR@10 ' + names[0]:<40} {found.one:.4f}",
        f"{'MRR@10 ' + names[1]:<40} {found.other:.4f}",
        f"{'selisih':<40} {found.difference:+.4f} (95 %: {found.low:+.4f} sampai {found.high:+.4f})",
        f"{'lebih baik / lebih buruk':<40} {found.better} / {found.worse} pertanyaan",
        f"{'p (uji acak berpasangan)':<40} {found.p:.4f}",
    ])  # fmt: skip


def printed_evaluation(rows: list[dict[str, Any]]) -> str:
    """The evaluation for a terminal: the means, then the questions missed."""
    lines = [f"{name:<16} {value}" for name, value in rows[-1]["summary"].items()]
    missed = [r for r in rows[:-1] if r["held"] and r["rank"] != 1]
    return "\n".join([*lines, "", "Tidak di urutan pertama:", *(f"  {r['rank'] or '-':>3}  {r['question']}" for r in missed)])
