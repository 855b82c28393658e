"""What a regulation's text is made of: locators, clauses, and the source each word was read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kb.errors import LocatorError
from kb.law.numbering import from_roman, sort_key, to_roman


class Nature(StrEnum):
    """Whose words a text is."""

    RESMI = "resmi"
    RINGKASAN = "ringkasan"
    DILAPORKAN = "dilaporkan"

    __hash__ = str.__hash__


class Unit(StrEnum):
    """A kind of step in a locator, in the words of Indonesian drafting."""

    PEMBUKAAN = "pembukaan"
    PENUTUP = "penutup"
    PENJELASAN = "penjelasan"
    UMUM = "umum"
    LAMPIRAN = "lampiran"
    BAGIAN = "bagian"
    DIKTUM = "diktum"
    PASAL = "pasal"
    AYAT = "ayat"
    HURUF = "huruf"
    ANGKA = "angka"
    BARIS = "baris"

    __hash__ = str.__hash__  # Enum's own is a Python call, and locators are looked up by the million


_UNIT_NAMES = {str(unit) for unit in Unit}
_UPPER = {Unit.PASAL, Unit.BAGIAN}
_CITED_AS = {
    Unit.AYAT: "ayat ({})",
    Unit.HURUF: "huruf {}",
    Unit.ANGKA: "angka {}",
    Unit.BARIS: "baris {}",
    Unit.PASAL: "Pasal {}",
    Unit.BAGIAN: "bagian {}",
    Unit.UMUM: "Umum",
    Unit.PENJELASAN: "Penjelasan",
    Unit.PEMBUKAAN: "Pembukaan",
    Unit.PENUTUP: "Penutup",
}
_PRINTED = (
    Unit.PEMBUKAAN,
    Unit.UMUM,
    Unit.DIKTUM,
    Unit.PASAL,
    Unit.AYAT,
    Unit.BAGIAN,
    Unit.HURUF,
    Unit.ANGKA,
    Unit.BARIS,
    Unit.PENUTUP,
    Unit.LAMPIRAN,
    Unit.PENJELASAN,
)
_STEP = re.compile(r"([a-z]+)(?:-([a-z0-9]+(?:-[a-z0-9]+)*))?")
_REMEMBERED = 20_000
"""How many addresses and steps are kept once read: the same ones come again and again."""


@lru_cache(maxsize=_REMEMBERED)
def _slug(unit: Unit, number: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", number.casefold()).strip("-")
    return f"{unit}-{slug}" if slug else str(unit)


class Step(NamedTuple):
    """One step of a locator: a unit and its number as printed, "" where the unit has none."""

    unit: Unit
    number: str = ""

    def __str__(self) -> str:
        return _slug(self.unit, self.number)

    def cite(self) -> str:
        """Write the step as a citation does: ``ayat (2)``, ``Lampiran II``, ``diktum KESATU``."""
        if self.unit is Unit.DIKTUM:
            return f"diktum {self.number.replace('-', ' ').upper()}"
        if self.unit is Unit.LAMPIRAN:
            return f"Lampiran {to_roman(int(self.number))}" if self.number else "Lampiran"
        return _CITED_AS[self.unit].format(self.number)

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(text: str) -> Step:
        """Read ``pasal-280`` or ``penjelasan``.

        Raises:
            LocatorError: If the text has another form or names no known unit.
        """
        match = _STEP.fullmatch(text)
        if not match or match[1] not in _UNIT_NAMES:
            raise LocatorError(f"{text!r} bukan bagian alamat; contoh yang benar: pasal-5, huruf-n, diktum-kesatu")
        return Step.of(Unit(match[1]), match[2] or "")

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def of(unit: Unit, number: str = "") -> Step:
        """Make a step in canonical form: Pasal 7a is 7A, Lampiran II is 2, huruf N is n."""
        number = re.sub(r"\s+", "-", number.strip())
        if unit is Unit.LAMPIRAN:
            roman = from_roman(number.upper())
            number = str(roman) if roman and not number.isdecimal() else number
            if number and not (number.isdecimal() and 0 < int(number) < 400):
                raise LocatorError(f"nomor lampiran {number!r} tidak dikenal; pakai angka, misalnya lampiran-2")
            return Step(unit, str(int(number)) if number else "")
        return Step(unit, number.upper() if unit in _UPPER else number.casefold())


def _place(step: Step) -> tuple[int, str]:
    """The order of a step's number; a part's letter is a letter, though C and D are Roman numerals too."""
    return sort_key(step.number.lower() if step.unit is Unit.BAGIAN else step.number)


@dataclass(frozen=True, slots=True)
class Locator:
    """An address inside a regulation, from the numbers as printed; ``str`` and ``parse`` are inverses.

    >>> loc = Locator.parse("pasal-280/ayat-2/huruf-f")
    >>> loc.cite(), str(loc.parent), loc.as_dict()
    ('Pasal 280 ayat (2) huruf f', 'pasal-280/ayat-2', {'pasal': '280', 'ayat': '2', 'huruf': 'f'})
    >>> Locator.parse("penjelasan/pasal-5/huruf-n").cite()
    'Penjelasan Pasal 5 huruf n'
    """

    steps: tuple[Step, ...]

    def __hash__(self) -> int:
        return hash(self.steps)

    def __str__(self) -> str:
        return "/".join([_slug(unit, number) for unit, number in self.steps])

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(text: str) -> Locator:
        """Read ``pasal-280/ayat-2``.

        Raises:
            LocatorError: If any step is not of that form; quotes it.
        """
        return Locator(tuple(Step.parse(part) for part in text.strip("/").split("/")))

    @property
    def parent(self) -> Locator | None:
        """The locator one step up, None at the top."""
        return Locator(self.steps[:-1]) if len(self.steps) > 1 else None

    def child(self, unit: Unit, number: str = "") -> Locator:
        """The locator one step down."""
        return Locator((*self.steps, Step.of(unit, number)))

    def cite(self) -> str:
        """Write the locator as a citation does."""
        return " ".join(step.cite() for step in self.steps)

    def as_dict(self) -> dict[str, str]:
        """Units to numbers in order; a unit that occurs twice keeps its first number under its own name."""
        out: dict[str, str] = {}
        for step in self.steps:
            key, twice = str(step.unit), 2
            while key in out:
                key, twice = f"{step.unit}_{twice}", twice + 1
            out[key] = step.number
        return out

    @property
    def order(self) -> tuple[tuple[int, int, str], ...]:
        """A key that puts locators in the order an instrument prints them: body, annexes, penjelasan."""
        return tuple((_PRINTED.index(step.unit), *_place(step)) for step in self.steps)

    @property
    def article(self) -> Locator:
        """The Pasal, diktum, annex row or point this locator stands in: what a reader is shown as one result.

        A penjelasan belongs to the article it explains.
        """
        if self.steps[0].unit is Unit.PENJELASAN and len(self.steps) > 1 and self.steps[1].unit is Unit.PASAL:
            return Locator(self.steps[1:2])
        for i, step in enumerate(self.steps, start=1):
            if step.unit in (Unit.PASAL, Unit.DIKTUM, Unit.BARIS):
                return Locator(self.steps[:i])
            if step.unit in (Unit.ANGKA, Unit.HURUF):
                return Locator(self.steps[:i])
        return self


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an annex row: its column's heading and its half-open span in the document's text."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """An addressed text inside one document, spans in code points of the document's text, half-open.

    ``start:end`` holds the clause and everything under it, ``start:lead_end`` its own words before its
    first child. ``heading`` is the chain of division titles above it.
    """

    locator: Locator
    start: int
    end: int
    lead_end: int
    heading: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the parser could not settle, where it stands, in words for a person."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One place where what is shown differs from the source: ``to`` in place of ``text[start:end]``, "" for what is left out."""

    start: int
    end: int
    to: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of the source that was not read with certainty, and why, in words for a person."""

    start: int
    end: int
    message: str


def shown(source: str, start: int, repairs: Iterable[Repair]) -> str:
    """A slice of a source with its repairs applied.

    Args:
        source: The slice as stored.
        start: Where it begins in the document's text.
        repairs: Repairs in order, in the document's offsets; one that is not wholly in the slice is not applied.

    >>> shown("unhrk ASN", 100, [Repair(100, 105, "untuk"), Repair(108, 120, "")])
    'untuk ASN'
    """
    if not repairs:
        return source
    out, at = [], 0
    for repair in repairs:
        first, last = repair.start - start, repair.end - start
        if at <= first <= last <= len(source):
            out += [source[at:first], repair.to]
            at = last
    return "".join([*out, source[at:]])


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file as read: pages joined by form feeds, nothing dropped.

    ``page_starts`` holds the offset of each page; ``notes`` are the annotation lines of our own files
    (offset, name, value), blanked in ``reading`` so that no word of them is taken for the instrument's.
    ``reading`` is as long as ``text``, so that a span in one is a span in the other; ``repairs`` (in order, never
    crossing) say where what is shown differs from ``text``, ``doubts`` what was not read with certainty.
    """

    file: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = (0,)
    front: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[int, str, str], ...] = ()
    reading: str = ""
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def page_of(self, offset: int) -> int:
        """The page, counted from 1, on which an offset stands."""
        return max(1, bisect_right(self.page_starts, offset))

    @property
    def reading_text(self) -> str:
        """What is parsed: ``reading``, or ``text`` where they do not differ."""
        return self.reading or self.text
