"""How the links of a clause are written for machines and for a terminal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from kb.answer.graph import Link
from kb.answer.search import Hit
from kb.knowledge import KnowledgeBase
from kb.records import hit_record, printed_clause

_MOST_PRINTED = 8


def link_record(link: Link) -> dict[str, Any]:
    """A link as one JSON object; ``span`` is where its words stand, null for what the catalogue says."""
    return {
        "label": link.label,
        "kind": link.kind,
        "direction": "keluar" if link.outward else "masuk",
        "address": link.address,
        "citation": link.citation,
        "status": str(link.status),
        "words": link.words,
        "span": {"address": link.span.address, "start": link.span.start, "end": link.span.end} if link.span else None,
        "via": link.via or None,
    }


def show_records(kb: KnowledgeBase, wanted: str, on: datetime.date | None) -> list[dict[str, Any]]:
    """The clauses that ``kb show`` shows, with the links of each; those of a whole regulation without."""
    whole = wanted.strip() in kb.catalogue.regulations
    hits = kb.show(wanted, on)
    return [hit_record(hit, score=False) | ({} if whole else {"links": _records(kb, hit, on)}) for hit in hits]


def _records(kb: KnowledgeBase, hit: Hit, on: datetime.date | None) -> list[dict[str, Any]]:
    return [link_record(link) for link in kb.links(hit.clause.address, on)]


def printed_linked(kb: KnowledgeBase, hit: Hit, on: datetime.date | None) -> str:
    """A clause with its links for a terminal."""
    return "\n".join(filter(None, [printed_clause(kb, hit, on), printed_links(kb.links(hit.clause.address, on))]))


def printed_links(links: Sequence[Link]) -> str:
    """The links of a clause for a terminal, a line for each label; "" where there are none."""
    lines: dict[str, list[str]] = {}
    for link in links:
        lines.setdefault(link.label, []).append(link.citation)
    out = []
    for label, ends in lines.items():
        more = f"; dan {len(ends) - _MOST_PRINTED} lagi" if len(ends) > _MOST_PRINTED else ""
        out.append(f"  {label}: {'; '.join(ends[:_MOST_PRINTED])}{more}")
    return "\n".join(out)
