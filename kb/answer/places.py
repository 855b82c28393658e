"""Where a cited provision stands in what is held of an instrument: found, surely absent, not held, or in several places.

A Pasal is held whole or not at all (``corpus/README.md``), so an ayat that a held Pasal lacks does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kb.answer.exact import find_clauses
from kb.indexing.clauses import ClauseStore, StoredClause
from kb.law.catalogue import Catalogue
from kb.law.known import Instrument, Known
from kb.law.regulation import Locator, Step, Unit

_SLACK = 5  # a scan can lose the last headings of a text


class State(StrEnum):
    """What is known of a provision."""

    FOUND = "found"
    ABSENT = "absent"
    UNHELD = "unheld"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Place:
    """A provision's state; the clause where it was found, its full locator, the choices where there are several, and a remark."""

    state: State
    locator: Locator
    clause: StoredClause | None = None
    choices: tuple[Locator, ...] = ()
    note: str = ""


class Places:
    """Looks provisions up in an open index."""

    def __init__(self, clauses: ClauseStore, known: Known) -> None:
        self._clauses, self._known = clauses, known
        self._in = lru_cache(maxsize=50_000)(self._looked_up)
        self._whole = lru_cache(maxsize=512)(self._held_whole)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of what is held."""
        return self._known.catalogue

    def keys(self, instrument: Instrument) -> list[str]:
        """The instrument's key, and those of the laws it amends: ``Pasal 71 UU 10/2016`` stands in UU 1/2015."""
        if instrument.regulation is None:
            return []
        return list(dict.fromkeys([instrument.key, *(e.regulasi for e in instrument.regulation.mengubah)]))

    def hold(self, first: Locator) -> frozenset[str]:
        """The keys of what can have a provision: those with any clause below its first step."""
        return self._clauses.having_under(first)

    def look(self, instrument: Instrument, locator: Locator) -> Place:
        """Where a provision stands in an instrument, the likeliest reading first."""
        found = [self._in(key, locator) for key in self.keys(instrument)]
        for state in (State.FOUND, State.SEVERAL, State.ABSENT):
            if one := next((p for p in found if p.state is state), None):
                return one
        return self._beyond(instrument, locator)

    def _looked_up(self, key: str, locator: Locator) -> Place:
        if exact := find_clauses(self._clauses, key, locator):
            return _one_of(exact, locator) if exact[0].locator != locator else Place(State.FOUND, locator, exact[0])
        first = locator.steps[0]
        if first.unit is not Unit.PASAL:
            return Place(State.UNHELD, locator)
        inside = _one_version_each(self._clauses.under(key, Locator((first,))))
        if not inside:
            return Place(State.UNHELD, locator)
        for wanted in (locator.steps, _swapped(locator.steps)):
            if fits := [c for c in inside if c.locator.steps[-1] == wanted[-1] and _in_order(wanted, c.locator.steps)]:
                return _one_of(fits, locator)
        return Place(State.ABSENT, locator, choices=tuple(c.locator for c in inside))

    def _beyond(self, instrument: Instrument, locator: Locator) -> Place:
        """Absent where the Pasal's number lies above the instrument's last, or the whole of it is held without it."""
        first, top = locator.steps[0], self._known.highest_pasal(instrument)
        if first.unit is not Unit.PASAL or not top or self._amended(instrument):
            return Place(State.UNHELD, locator)
        counted = instrument.regulation is not None and instrument.regulation.jumlah_pasal > 0
        if first.number.isdecimal() and int(first.number) > top + (0 if counted else _SLACK):
            words = f"hanya sampai Pasal {top}" if counted else f"tidak menyebut Pasal di atas {top}"
            return Place(State.ABSENT, locator, note=words)
        whole = counted and self._whole(instrument.key, top)
        return Place(State.ABSENT, locator, note=f"dipegang utuh, {top} Pasal") if whole else Place(State.UNHELD, locator)

    def _held_whole(self, key: str, top: int) -> bool:
        numbers = {c.locator.steps[0].number for c in self._clauses.of(key) if c.locator.steps[0].unit is Unit.PASAL}
        return {str(n) for n in range(1, top + 1)} <= numbers

    @staticmethod
    def _amended(instrument: Instrument) -> bool:
        """Whether it amends others: a Pasal cited of it is then one of theirs."""
        return bool(instrument.regulation and instrument.regulation.mengubah)


def _one_version_each(clauses: Sequence[StoredClause]) -> list[StoredClause]:
    out: dict[Locator, StoredClause] = {}
    for clause in clauses:
        out.setdefault(clause.locator, clause)
    return list(out.values())


def _one_of(fits: Sequence[StoredClause], locator: Locator) -> Place:
    if len(fits) == 1:
        return Place(State.FOUND, fits[0].locator, fits[0], note=f"letak lengkapnya {fits[0].locator.cite()}")
    return Place(State.SEVERAL, locator, choices=tuple(c.locator for c in fits))


def _swapped(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps with angka for ayat and ayat for angka, which people confuse."""
    other = {Unit.AYAT: Unit.ANGKA, Unit.ANGKA: Unit.AYAT}
    return tuple(Step(other.get(s.unit, s.unit), s.number) for s in steps)


def _in_order(wanted: Sequence[Step], steps: Sequence[Step]) -> bool:
    """Whether the wanted steps occur among the steps in their order."""
    left = iter(steps)
    return all(step in left for step in wanted)
