"""Of the texts of one address, the one to quote on a date, and where that wording stands."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Catalogue, Standing, Status
from kb.law.regulation import Locator, Nature

_DELETED = "dihapus"
_LEFT_OUT = "tidak ada lagi dalam bunyi yang baru"


def quoted_first(versions: Sequence[StoredClause], catalogue: Catalogue, on: datetime.date) -> list[StoredClause]:
    """The texts of one address, the one to quote first.

    That is the wording of the day: of the newest amendment in force, resmi before ringkasan before dilaporkan. A clause
    that was deleted is quoted as it last read; a wording not yet in force stands last.
    """
    if len(versions) == 1:
        return list(versions)
    since = {version.id: wording_since(version, catalogue) or datetime.date.min for version in versions}
    now = max((day for day in since.values() if day <= on), default=datetime.date.min)
    gone = any(version.deleted and since[version.id] == now for version in versions)

    def rank(version: StoredClause) -> tuple[int, int, int]:
        day = since[version.id]
        nature = list(Nature).index(version.nature)
        if day > on:
            return 3, day.toordinal(), nature
        if version.deleted or (gone and version.nature is not Nature.RESMI):
            return 2, -day.toordinal(), nature
        return int(day != now and not gone), -day.toordinal(), nature

    return sorted(versions, key=rank)


def companion_of(versions: Sequence[StoredClause]) -> StoredClause | None:
    """The restatement to show beside the first version: one of the same wording, old or amended; None if there is none."""
    quote = versions[0]
    return next((v for v in versions[1:] if v.nature is not Nature.RESMI and v.amended_by == quote.amended_by), None)


def standing_of(versions: Sequence[StoredClause], catalogue: Catalogue, on: datetime.date) -> Standing:
    """Where the wording that is quoted stands on a date, the first of the versions.

    The catalogue says it, unless the wording itself came later; what an amending law that is held did to the clause
    is said where the catalogue is silent; and an amendment whose wording is not held is told.
    """
    clause = versions[0]
    since = wording_since(clause, catalogue)
    if since is not None and since > on:
        note = "bunyi ini baru berlaku kemudian; bunyi pada tanggal yang ditanya tidak dipegang"
        return Standing(Status.BELUM_BERLAKU, amender_of(clause, catalogue), since, note)
    standing = catalogue.status(clause.key, clause.locator, on)
    if standing.status in (Status.DICABUT, Status.BELUM_BERLAKU):
        return standing
    if (ended := _ended(versions, catalogue, on)) is not None:
        return Standing(
            Status.DICABUT, amender_of(ended, catalogue), ended.since, _DELETED if "hapus" in ended.text.casefold() else _LEFT_OUT
        )
    if standing.status is Status.BERLAKU and clause.point:
        return Standing(Status.DIUBAH, amender_of(clause, catalogue), since, standing.note)
    if (
        clause.nature is Nature.RESMI
        and standing.status is Status.DIUBAH
        and standing.since
        and standing.since > (since or datetime.date.min)
    ):
        note = "bunyi yang ditunjukkan dari sebelum perubahan itu; bunyi barunya tidak dipegang"
        return replace(standing, note="; ".join(filter(None, [standing.note, note])))
    return standing


def _ended(versions: Sequence[StoredClause], catalogue: Catalogue, on: datetime.date) -> StoredClause | None:
    """The layer that deleted the clause, where that is the last word of the layers in force."""
    layers = [v for v in versions if v.point and v.since is not None and v.since <= on]
    last = max(layers, key=lambda v: (v.since, v.id), default=None)
    return last if last is not None and last.deleted else None


def amender_of(clause: StoredClause, catalogue: Catalogue) -> str:
    """The short label of the instrument whose version a text is or restates, "" for the original's."""
    actor = catalogue.get(clause.amended_by)
    return actor.short if actor else clause.amended_by


def wording_since(clause: StoredClause, catalogue: Catalogue) -> datetime.date | None:
    """The day the amendment that made or is restated by a text came into force; None for an original's wording."""
    if clause.since is not None or not clause.amended_by:
        return clause.since
    days = [effect.sejak for kind, actor, effect in catalogue.effects_on(clause.key) if actor.kunci == clause.amended_by]
    actor = catalogue.get(clause.amended_by)
    return min(days) if days else (actor.berlaku or actor.ditetapkan) if actor else None


@dataclass(frozen=True, slots=True)
class Wording:
    """One layer of a clause: its text, from when and until when it was the law, by whom and by which of its points.

    ``since`` is None where the day is not known, ``until`` where it still stands; ``by`` is a short label.
    """

    clause: StoredClause
    since: datetime.date | None
    until: datetime.date | None
    by: str
    point: str


def history_of(versions: Sequence[StoredClause], catalogue: Catalogue) -> list[Wording]:
    """The layers of one address, oldest first, those that changed no word of it left out.

    Official layers where there are any, else what else is held.
    """
    official = [v for v in versions if v.nature is Nature.RESMI]
    own = catalogue.get(versions[0].key) if versions else None
    begins = (own.berlaku or own.ditetapkan) if own else None
    days = {v.id: wording_since(v, catalogue) or (begins if not v.amended_by else None) for v in versions}
    ordered = sorted(official or versions, key=lambda v: (v.point != "", days[v.id] or datetime.date.min, v.id))
    kept = [v for i, v in enumerate(ordered) if i == 0 or (v.text, v.deleted) != (ordered[i - 1].text, ordered[i - 1].deleted)]
    ends = [days[v.id] for v in kept[1:]]
    return [
        Wording(v, days[v.id], end, amender_of(v, catalogue) or (own.short if own else v.key), _point(v))
        for v, end in zip(kept, [*ends, None], strict=True)
    ]


def _point(clause: StoredClause) -> str:
    return Locator.parse(clause.point.partition("/")[2]).cite() if clause.point else ""
