"""What a clause cites that no longer stood on a day: the clause may still speak, but not by that rule."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Catalogue, Standing, Status
from kb.law.references import find_citations, resolve

_REVOKES = re.compile(r"\b(?:dicabut|mencabut|tidak berlaku)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A citation as written in a clause, the short label of its instrument, and where what it cites stood."""

    cited: str
    regulation: str
    standing: Standing


def outdated(clause: StoredClause, catalogue: Catalogue, on: datetime.date) -> list[Outdated]:
    """The citations of a clause to what was revoked on a day, each instrument once, in order.

    Only instruments named by number count. A clause that itself speaks of revoking is passed over.
    """
    if _REVOKES.search(clause.text):
        return []
    found: dict[str, Outdated] = {}
    for citation in find_citations(clause.text):
        known = resolve(citation.mention, catalogue) if citation.mention else []
        if len(known) != 1 or known[0].kunci == clause.key:
            continue
        standing = catalogue.status(known[0].kunci, citation.locator, on)
        if standing.status is Status.DICABUT:
            found.setdefault(known[0].kunci, Outdated(" ".join(citation.text.split()), known[0].short, standing))
    return list(found.values())
