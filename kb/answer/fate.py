"""Whether an instrument that a question names still holds: told from the catalogue, beside the clause that took it away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from kb.answer.exact import Target, find_clauses
from kb.indexing.clauses import ClauseStore
from kb.law.catalogue import STATUS_LABELS, Catalogue, Effect, Regulation, Status
from kb.law.days import in_words
from kb.law.regulation import Locator

_MOST = 3
"""Instruments whose fate one answer tells."""


def fates(keys: Iterable[str], catalogue: Catalogue, clauses: ClauseStore, on: datetime.date) -> tuple[list[Target], str]:
    """The held clauses that revoked some instruments as a whole, and a sentence for each instrument: where it stands on a day.

    Instruments that the catalogue does not know are left out.
    """
    found: list[Target] = []
    told = []
    for key in sorted(key for key in keys if key in catalogue.regulations)[:_MOST]:
        regulation = catalogue[key]
        revoked = [(actor, e) for kind, actor, e in catalogue.effects_on(key) if kind == "mencabut" and not e.klausul and e.sejak <= on]
        for actor, effect in revoked:
            if effect.dasar:
                why = f"mencabut {regulation.short}"
                found += [Target(actor.kunci, clause, why) for clause in find_clauses(clauses, actor.kunci, Locator.parse(effect.dasar))]
        told.append(_told(regulation, [effect for _, effect in revoked], catalogue, on))
    return found, " ".join(told)


def _told(regulation: Regulation, revoked: list[Effect], catalogue: Catalogue, on: datetime.date) -> str:
    standing = catalogue.status(regulation.kunci, None, on)
    words = f"{regulation.short} {STATUS_LABELS[standing.status]}"
    if standing.status is Status.DIUBAH:
        words += ", terakhir"
    if standing.cause and standing.cause != regulation.short:
        words += f" oleh {standing.cause}"
    if standing.since:
        words += f" {'sampai' if standing.status is Status.BELUM_BERLAKU else 'sejak'} {in_words(standing.since)}"
    spared = [Locator.parse(place).cite() for effect in revoked for place in effect.kecuali]
    return f"{words}{', kecuali ' + ', '.join(spared) if spared else ''} (katalog)."
