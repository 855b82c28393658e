"""Of the texts of one address, the one to quote on a date, and where that wording stands."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Catalogue, Standing, Status
from kb.law.regulation import Nature


def quoted_first(versions: Sequence[StoredClause], catalogue: Catalogue, on: datetime.date) -> list[StoredClause]:
    """The texts of one address, the one to quote first: resmi, then ringkasan, then dilaporkan.

    A ringkasan of the clause as an amendment in force made it stands before an official text of the old
    wording; one of an amendment not yet in force stands last.
    """
    since = {version.id: wording_since(version, catalogue) for version in versions}
    amended = any(day is not None and day <= on for day in since.values())

    def rank(version: StoredClause) -> tuple[int, int]:
        day = since[version.id]
        stale = day is None and amended
        return (2 if day is not None and day > on else int(stale), list(Nature).index(version.nature))

    return sorted(versions, key=rank)


def companion_of(versions: Sequence[StoredClause]) -> StoredClause | None:
    """The restatement to show beside the first version: one of the same wording, old or amended; None if there is none."""
    quote = versions[0]
    return next((v for v in versions[1:] if v.nature is not Nature.RESMI and v.amended_by == quote.amended_by), None)


def standing_of(clause: StoredClause, catalogue: Catalogue, on: datetime.date) -> Standing:
    """Where a clause's wording stands on a date: the catalogue's word, unless the wording itself came later."""
    since = wording_since(clause, catalogue)
    if since is not None and since > on:
        actor = catalogue.get(clause.amended_by)
        note = "bunyi ini baru berlaku kemudian; bunyi pada tanggal yang ditanya tidak dipegang"
        return Standing(Status.BELUM_BERLAKU, actor.short if actor else clause.amended_by, since, note)
    return catalogue.status(clause.key, clause.locator, on)


def wording_since(clause: StoredClause, catalogue: Catalogue) -> datetime.date | None:
    """The day the amendment that a text restates came into force; None for an original's wording."""
    if not clause.amended_by:
        return None
    days = [effect.sejak for kind, actor, effect in catalogue.effects_on(clause.key) if actor.kunci == clause.amended_by]
    actor = catalogue.get(clause.amended_by)
    return min(days) if days else (actor.berlaku or actor.ditetapkan) if actor else None
