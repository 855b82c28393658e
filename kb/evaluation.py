"""Retrieval quality over questions whose answering clauses are known.

A hit list is reduced to distinct articles (a keputusan or letter counts as one document unless the gold
names an annex); a question is hit at the first rank that is one of its gold articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.answer.search import Answer, Hit
from kb.knowledge import KnowledgeBase
from kb.law.numbering import from_roman
from kb.law.references import find_mentions, resolve

K = 10
_ONE_LAW = {"uu-1-2015", "uu-8-2015", "uu-10-2016", "uu-6-2020", "perppu-1-2014", "perppu-2-2020"}
"""The Pilkada law and its amendments count as one consolidated law."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold clause: the keys that count as its instrument, and its Pasal, annex or "" for any."""

    keys: frozenset[str]
    pasal: str

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


def evaluate(kb: KnowledgeBase, questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a question, then a last row of means over those with held gold.

    Args:
        kb: The knowledge base.
        questions: Objects with ``question`` and ``gold`` (a list of ``reg``, ``pasal``, ``alt``); ``gold`` [] is out of scope.

    Returns:
        Rows ``{"id", "question", "held", "rank", "answered"}`` and ``{"summary": {...}}`` with hit@1, hit@5,
        mrr@10, refused (share of out-of-scope questions not answered) and refused_wrongly (of those in scope).
    """
    held = {h.regulation.kunci for h in kb.holdings() if h.clauses}
    rows = []
    for record in questions:
        gold = [g for g in (_gold(kb, item) for item in record.get("gold", [])) if g and _is_held(kb, g, held)]
        answer = kb.ask(str(record["question"]), K)
        in_scope = bool(record.get("gold"))
        rows.append({
            "id": record.get("id", ""), "question": record["question"], "held": bool(gold) if in_scope else None,
            "rank": _rank(answer, gold), "answered": answer.answered,
        })  # fmt: skip
    return [*rows, {"summary": _summary(rows)}]


def _gold(kb: KnowledgeBase, item: dict[str, Any]) -> Gold | None:
    labels = [item["reg"], *item.get("alt", [])]
    names = [n for r in kb.catalogue.regulations.values() for n in (*r.sebutan, r.short)]
    keys = {r.kunci for label in labels for m in find_mentions(label, names) for r in resolve(m, kb.catalogue)}
    return Gold(frozenset(keys | ({"pilkada"} if keys & _ONE_LAW else set())), str(item.get("pasal") or "")) if keys else None


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


def _summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
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
        "refused": share(sum(not r["answered"] for r in outside), len(outside)),
        "refused_wrongly": share(sum(not r["answered"] for r in inside), len(inside)),
    }


def printed_evaluation(rows: list[dict[str, Any]]) -> str:
    """The evaluation for a terminal: the means, then the questions missed."""
    summary = rows[-1]["summary"]
    lines = [f"{name:<16} {value}" for name, value in summary.items()]
    missed = [r for r in rows[:-1] if r["held"] and r["rank"] != 1]
    return "\n".join([*lines, "", "Tidak di urutan pertama:", *(f"  {r['rank'] or '-':>3}  {r['question']}" for r in missed)])
