"""Every instrument known, held or not: the catalogue and the register as one, found by number, by name, by title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.law.catalogue import Catalogue, Regulation
from kb.law.references import INSTRUMENT, Mention, kind_of, resolve
from kb.law.register import Entry, Register
from kb.law.titles import Compared, Title, compare, plain_words, title_start

_LONGEST_NAME = 12  # words
_AFTER_KIND = re.compile(r"(?:\s*\([^()\n]{1,12}\))?\s*(?:\s(?:tentang|ttg\.?)\s)?\s*[\"“]?", re.IGNORECASE)
_STOP = re.compile(r"[.;:()\[\]\"“”]|\n\s*\n|,\s*(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: its kind, number, year, title; ``regulation`` is its catalogue entry, None where only the register has it."""

    jenis: str
    nomor: str
    tahun: int
    judul: str
    regulation: Regulation | None = None

    @classmethod
    def of(cls, known: Regulation | Entry) -> Instrument:
        """The instrument that an entry of the catalogue or the register is."""
        if isinstance(known, Entry):
            return cls(known.jenis, known.nomor, known.tahun, known.judul)
        first = known.nomor[0]
        return cls(known.jenis, first.nomor, first.tahun, known.judul, known)

    @property
    def short(self) -> str:
        """The short label."""
        return self.regulation.short if self.regulation else Entry(self.jenis, self.nomor, self.tahun, self.judul).short

    @property
    def key(self) -> str:
        """The catalogue's key, "" where it has none."""
        return self.regulation.kunci if self.regulation else ""


class Known:
    """What exists, by every way people name it."""

    def __init__(self, catalogue: Catalogue, register: Register) -> None:
        self.catalogue, self.register = catalogue, register

    def numbered(self, mention: Mention) -> list[Instrument]:
        """The instruments with the kind, number and year written; the catalogue's before the register's."""
        found = [Instrument.of(r) for r in resolve(replace(mention, name=""), self.catalogue)]
        if not found and mention.jenis in ("SE", "Surat") and mention.nomor.count("/") > 1:  # a letter called a circular
            found = [Instrument.of(r) for r in resolve(replace(mention, name="", jenis=""), self.catalogue)]
        if found or (mention.issuer and mention.jenis not in ("UU", "PP", "Perppu")):
            return found
        return [Instrument.of(e) for e in self.register.numbered(mention.nomor, mention.jenis, mention.tahun) if e.jenis == mention.jenis]

    def same_number(self, jenis: str, nomor: str) -> list[Instrument]:
        """Every instrument of a kind with a number, of any year."""
        return self._both(
            [r for r in self.catalogue.regulations.values() if r.jenis == jenis and any(_same(n.nomor, nomor) for n in r.nomor)],
            self.register.numbered(nomor, jenis),
        )

    def same_year(self, jenis: str, tahun: int) -> list[Instrument]:
        """Every instrument of a kind and year."""
        mine = [r for r in self.catalogue.regulations.values() if r.jenis == jenis and any(n.tahun == tahun for n in r.nomor)]
        return self._both(mine, self.register.of_year(jenis, tahun))

    def of_kind(self, jenis: str) -> list[Instrument]:
        """Every instrument of a kind that the catalogue has."""
        return [Instrument.of(r) for r in self.catalogue.regulations.values() if r.jenis == jenis]

    def highest_pasal(self, instrument: Instrument) -> int:
        """A number above which an instrument has no Pasal, 0 where none is known."""
        if instrument.regulation and instrument.regulation.jumlah_pasal:
            return instrument.regulation.jumlah_pasal
        return self.register.highest_pasal(instrument.jenis, instrument.nomor, instrument.tahun)

    def title_of(self, text: str, mention: Mention) -> int | None:
        """Where a mention's title starts: after "tentang", or before the number (``UU ASN Nomor 20 Tahun 2023``); None if it has none."""
        kind = INSTRUMENT.match(text, mention.start) if mention.name and mention.nomor else None
        return kind.end() if kind else title_start(text, mention.end)

    def title(self, text: str, start: int, instrument: Instrument) -> Compared:
        """How a title written in a text agrees with an instrument's title, or with a name people use for it."""
        best = compare(text, start, instrument.judul)
        if best.title is Title.SAME or instrument.regulation is None:
            return best
        for name in instrument.regulation.sebutan:
            found = compare(text, start, INSTRUMENT.sub("", name, count=1), loose=False)
            if found.title is Title.SAME and found.coverage > 0.99:
                return found
        return best

    def named(self, text: str, kind: re.Match[str]) -> tuple[int, tuple[Instrument, ...]] | None:
        """The instruments of a kind whose title or name stands right after the kind's own words, and where that ends; longest first."""
        gap = _AFTER_KIND.match(text, kind.end())
        start = gap.end() if gap else kind.end()
        if INSTRUMENT.match(text, start):
            return None
        stop = _STOP.search(text, start, start + 200)
        words = plain_words(text, start, min(stop.start() if stop else start + 200, len(text)), _LONGEST_NAME)
        if not words or not (words[0][2] or words[0][0] in self._first_words):
            return None
        for count in range(len(words), 0, -1):
            found = self._names.get((kind_of(kind), tuple(w for w, _, _ in words[:count])))
            if found and (count == len(words) or words[count][1] != words[count - 1][1]):
                return words[count - 1][1], tuple(found)
        return None

    @cached_property
    def _names(self) -> dict[tuple[str, tuple[str, ...]], list[Instrument]]:
        names: dict[tuple[str, tuple[str, ...]], list[Instrument]] = defaultdict(list)
        for regulation in self.catalogue.regulations.values():
            instrument = Instrument.of(regulation)
            written = [(regulation.jenis, regulation.judul), *filter(None, map(_kind_and_rest, regulation.sebutan))]
            for jenis, rest in written:
                _add(names, jenis, rest, instrument)
        for entry in self.register:
            if entry.judul and self.catalogue_has(entry) is None:
                _add(names, entry.jenis, entry.judul, Instrument.of(entry))
        return dict(names)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(words[0] for _, words in self._names)

    def catalogue_has(self, entry: Entry) -> Regulation | None:
        """The catalogue's entry of an instrument of the register, None if it has none."""
        return self._catalogued.get((entry.jenis, entry.nomor, entry.tahun))

    @cached_property
    def _catalogued(self) -> dict[tuple[str, str, int], Regulation]:
        return {(r.jenis, n.nomor, n.tahun): r for r in self.catalogue.regulations.values() for n in r.nomor}

    def _both(self, mine: Sequence[Regulation], others: Iterable[Entry]) -> list[Instrument]:
        return [*map(Instrument.of, mine), *(Instrument.of(e) for e in others if self.catalogue_has(e) is None)]


def _add(names: dict[tuple[str, tuple[str, ...]], list[Instrument]], jenis: str, rest: str, instrument: Instrument) -> None:
    words = tuple(w for w, _, _ in plain_words(rest))[:_LONGEST_NAME]
    if words and instrument not in names[jenis, words]:
        names[jenis, words].append(instrument)


def _kind_and_rest(name: str) -> tuple[str, str] | None:
    """The kind and the other words of a name people use; None for a name that does not start with a kind."""
    kind = INSTRUMENT.match(name)
    return (kind_of(kind), name[kind.end() :]) if kind else None


def _same(one: str, other: str) -> bool:
    return one.casefold().lstrip("0") == other.casefold().lstrip("0")
