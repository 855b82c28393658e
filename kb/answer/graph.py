"""The links of a clause, both ways: what it cites and what cites it, as norm, act, sanction, procedure, report, explanation.

Links are read from the words of the held texts when the index is built; what other instruments did to a clause
comes from the catalogue. Each link knows its words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.answer.held import Held
from kb.answer.versions import companion_of, quoted_first
from kb.indexing.links import StoredLink
from kb.law.catalogue import Status
from kb.law.links import LinkKind
from kb.law.regulation import Locator, Unit

_OUT = {
    LinkKind.MENYEBUT: "Merujuk",
    LinkKind.MENGHUKUM: "Mengancam pelanggaran atas",
    LinkKind.MENGATUR_PROSES: "Mengatur proses menurut",
    LinkKind.MENGATUR_LAPORAN: "Mengatur pelaporan menurut",
    LinkKind.MELANGGAR: "Aturan yang dilanggar",
    LinkKind.DIHUKUM_MENURUT: "Sanksi menurut",
    LinkKind.MENJELASKAN: "Menjelaskan",
}
_IN = {
    LinkKind.MENYEBUT: "Dirujuk oleh",
    LinkKind.MENGHUKUM: "Sanksi",
    LinkKind.MENGATUR_PROSES: "Proses",
    LinkKind.MENGATUR_LAPORAN: "Pelaporan",
    LinkKind.MELANGGAR: "Bentuk pelanggaran",
    LinkKind.DIHUKUM_MENURUT: "Dipakai untuk menghukum",
    LinkKind.MENJELASKAN: "Penjelasan",
}
_EFFECTS = {"mencabut": "Dicabut oleh", "mengubah": "Diubah oleh", "membatasi": "Dibatasi oleh"}
_ORDER = ["Sanksi", "Bentuk pelanggaran", "Aturan yang dilanggar", "Sanksi menurut", "Mengancam pelanggaran atas"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a link's words stand: the clause they are in, and their half-open span in that clause's text."""

    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a clause: what it is called, which way it goes, the other end, the words it was read from.

    ``via`` is the address the words name, where that is not the clause itself but a unit above or below it.
    ``span`` is None for what the catalogue says of an instrument.
    """

    kind: str
    label: str
    outward: bool
    address: str
    citation: str
    status: Status
    words: str
    span: Span | None
    via: str = ""


def links(held: Held, address: str, on: datetime.date) -> list[Link]:
    """The links of a clause as they stand on a day, sanctions and acts first; each other end once for each label."""
    key, _, place = address.partition("/")
    locator = Locator.parse(place)
    found = [*_outward(held, key, locator, on), *_inward(held, key, locator, on), *_effects(held, key, locator, on)]
    once: dict[tuple[str, str], Link] = {}
    for link in found:
        kept = once.get((link.label, link.address))
        if kept is None or (kept.via and not link.via):
            once[link.label, link.address] = link
    return sorted(once.values(), key=lambda link: _ORDER.index(link.label) if link.label in _ORDER else len(_ORDER))


def _outward(held: Held, key: str, locator: Locator, on: datetime.date) -> Iterator[Link]:
    for link in _of_the_day(held, held.clauses.links.of(key, locator), on):
        if not _inside(link.cited_key, link.cited, key, locator):
            via = "" if link.locator == locator else f"{key}/{link.locator}"
            yield _link(held, link, _OUT[LinkKind(link.kind)], True, link.cited_key, link.cited, via, on)


def _inward(held: Held, key: str, locator: Locator, on: datetime.date) -> Iterator[Link]:
    for link in _of_the_day(held, held.clauses.links.to(key, locator), on):
        if not _inside(link.key, link.locator, key, locator):
            via = "" if link.cited == locator else f"{key}/{link.cited}"
            yield _link(held, link, _IN[LinkKind(link.kind)], False, link.key, link.locator, via, on)


def _of_the_day(held: Held, links: Iterable[StoredLink], on: datetime.date) -> Iterator[StoredLink]:
    """The links whose words are those of the day: of the text quoted for the clause, or of the restatement beside it."""
    spoken: dict[tuple[str, Locator], set[int]] = {}
    for link in links:
        place = (link.key, link.locator)
        if place not in spoken:
            versions = quoted_first(held.clauses.at(*place), held.catalogue, on)
            companion = companion_of(versions)
            spoken[place] = {versions[0].id} | ({companion.id} if companion else set())
        if link.clause in spoken[place]:
            yield link


def _inside(key: str, locator: Locator, of_key: str, of: Locator) -> bool:
    """Whether a clause is the other one or stands in it."""
    return key == of_key and locator.steps[: len(of.steps)] == of.steps


def _link(held: Held, link: StoredLink, label: str, outward: bool, key: str, locator: Locator, via: str, on: datetime.date) -> Link:
    regulation = held.catalogue[key]
    status = held.catalogue.status(key, locator, on).status
    span = Span(f"{link.key}/{link.locator}", link.start, link.start + len(link.words))
    citation = f"{locator.cite()} {regulation.short}"
    return Link(link.kind, label, outward, f"{key}/{locator}", citation, status, " ".join(link.words.split()), span, via)


def _effects(held: Held, key: str, locator: Locator, on: datetime.date) -> Iterator[Link]:
    """What other instruments did to this clause, by the catalogue; of the whole instrument only where it says the whole."""
    plain = Locator(locator.steps[1:]) if locator.steps[0].unit is Unit.PENJELASAN and len(locator.steps) > 1 else locator
    for kind, actor, effect in held.catalogue.effects_on(key):
        named = [place for place in effect.klausul if _touches(str(plain), place)]
        if effect.sejak <= on and named:
            words = effect.akibat or f"sejak {effect.sejak.isoformat()}"
            via = "" if str(plain) in named else f"{key}/{named[0]}"
            yield Link(kind, _EFFECTS[kind], False, actor.kunci, actor.short, Status.BERLAKU, words, None, via)


def _touches(place: str, named: str) -> bool:
    """Whether an effect on one place reaches another: the same, above it, or under it."""
    return f"{place}/".startswith(f"{named}/") or f"{named}/".startswith(f"{place}/")
