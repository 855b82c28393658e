"""What is indexed of each clause: its own words, and the words above it that give them their subject.

A huruf such as "ikut kampanye" says nothing alone; its chunk carries the lead of the ayat and Pasal it
stands in, the division's title and the name of the instrument.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.law.catalogue import Regulation
from kb.law.regulation import Clause, Locator, Unit

MAX_OWN = 4000
MAX_EMBEDDED = 1200
_NOT_INDEXED = {Unit.PEMBUKAAN, Unit.PENUTUP}
_EMPTY = re.compile(r"\s*(?:(?:Pasal|Ayat|Huruf|Angka)\s+\S+\s*)?Cukup\s+\^?jelas\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One indexed text: its own words, its context, and the article it is shown under."""

    own: str
    context: str
    key: str
    article: Locator

    @property
    def embedded(self) -> str:
        """What the embedding model reads: context before own words, cut to what it can weigh."""
        return f"{self.context[: MAX_EMBEDDED // 3]} {self.own[:MAX_EMBEDDED]}"


def chunks_of(clauses: Sequence[Clause], text: str, regulation: Regulation) -> list[tuple[Clause, Chunk | None]]:
    """Each clause of a document with its chunk, None for what is held but not indexed."""
    by_locator = {clause.locator: clause for clause in clauses}
    parents = {clause.locator.parent for clause in clauses}
    return [(clause, _chunk(clause, text, regulation, by_locator, clause.locator in parents)) for clause in clauses]


def _chunk(clause: Clause, text: str, regulation: Regulation, by_locator: dict[Locator, Clause], has_children: bool) -> Chunk | None:
    unit = clause.locator.steps[-1].unit
    own = text[clause.start : clause.end]
    if unit in _NOT_INDEXED or (has_children and unit in (Unit.LAMPIRAN, Unit.BAGIAN)) or _EMPTY.fullmatch(own):
        return None
    if len(own) > MAX_OWN:
        own = text[clause.start : max(clause.lead_end, clause.start + MAX_OWN // 4)] if has_children else own[:MAX_OWN]
    leads = []
    above = clause.locator.parent
    while above is not None:
        if parent := by_locator.get(above):
            leads.append(text[parent.start : parent.lead_end][:600])
        above = above.parent
    context = " ".join([regulation.judul, *clause.heading, *reversed(leads)])
    return Chunk(_words(own, clause), context, regulation.kunci, clause.locator.article)


def _words(own: str, clause: Clause) -> str:
    return own.replace("|", " ") if clause.cells else own
