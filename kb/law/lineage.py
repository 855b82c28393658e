"""What stood when: the instruments that replaced one another, as spans of time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kb.law.catalogue import Catalogue, Regulation


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which an instrument was changed, and by which one; ``kind`` as the catalogue names it."""

    day: datetime.date
    kind: str
    by: Regulation


@dataclass(frozen=True, slots=True)
class Span:
    """How long an instrument stood: from its first day to the day it was revoked whole, None while it stands.

    ``marks`` are the amendments, partial revocations and Court rulings in between, oldest first.
    """

    regulation: Regulation
    start: datetime.date
    end: datetime.date | None
    ended_by: Regulation | None
    marks: tuple[Mark, ...]


def lineage(catalogue: Catalogue, key: str) -> tuple[Span, ...]:
    """The spans of an instrument, of those it replaced whole, and of those that replaced them, oldest first.

    An instrument that only amends another is a mark on that one's span, not a span.
    Instruments whose first day the catalogue does not know are left out.

    Raises:
        KeyError: If the catalogue does not know the key.
    """
    found = {key: catalogue[key]}
    waiting = [key]
    while waiting:
        for other in (*_replaced_by(catalogue, waiting[-1]), *_replacing(catalogue, waiting.pop())):
            if other.kunci not in found:
                found[other.kunci] = other
                waiting.append(other.kunci)
    spans = [span for regulation in found.values() if (span := _span(catalogue, regulation))]
    amending = {mark.by.kunci for span in spans for mark in span.marks if mark.kind == "mengubah"} - {key}
    spans = [span for span in spans if span.regulation.kunci not in amending]
    return tuple(sorted(spans, key=lambda s: (s.start, s.regulation.kunci)))


def _replaced_by(catalogue: Catalogue, key: str) -> Iterator[Regulation]:
    """The instruments of the same jenis that one revoked whole."""
    for effect in catalogue[key].mencabut:
        if not effect.klausul and (other := catalogue.get(effect.regulasi)) and other.jenis == catalogue[key].jenis:
            yield other


def _replacing(catalogue: Catalogue, key: str) -> Iterator[Regulation]:
    """The instruments of the same jenis that revoked one whole."""
    for kind, actor, effect in catalogue.effects_on(key):
        if kind == "mencabut" and not effect.klausul and actor.jenis == catalogue[key].jenis:
            yield actor


def _span(catalogue: Catalogue, regulation: Regulation) -> Span | None:
    start = regulation.berlaku or regulation.ditetapkan
    if start is None:
        return None
    end, ended_by = regulation.berakhir, None
    marks = []
    for kind, actor, effect in catalogue.effects_on(regulation.kunci):
        if kind == "mencabut" and not effect.klausul:
            if end is None or effect.sejak < end:
                end, ended_by = effect.sejak, actor
        else:
            marks.append(Mark(effect.sejak, kind, actor))
    unique = dict.fromkeys(mark for mark in marks if end is None or mark.day <= end)
    return Span(regulation, start, end, ended_by, tuple(unique))
