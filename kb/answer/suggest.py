"""What a reference that fits nothing probably meant: the same title, or a number or year one slip of the hand away."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.law.known import Instrument, Known
from kb.law.references import Mention
from kb.law.titles import Title


@dataclass(frozen=True, slots=True)
class Slip:
    """An instrument that was probably meant, and in which part of the reference the fault lies: ``year`` or ``number``."""

    instrument: Instrument
    part: str


def one_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by one slip: a digit wrong, doubled, lost, or two exchanged.

    >>> [one_slip("2107", "2017"), one_slip("2001", "2021"), one_slip("17", "7"), one_slip("94", "53")]
    [True, True, True, False]
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        off = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(off) == 2 and off[1] == off[0] + 1 and (one[off[0]], one[off[1]]) == (other[off[1]], other[off[0]])
        return len(off) == 1 or swapped
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def slips(mention: Mention, known: Known, fits: Callable[[Instrument], bool]) -> list[Slip]:
    """The catalogue's instruments of the kind whose number or year is one slip from what is written, the year's first."""
    out = []
    for instrument in known.of_kind(mention.jenis):
        for number in instrument.regulation.nomor if instrument.regulation else ():
            same_number, same_year = _plain(number.nomor) == _plain(mention.nomor), number.tahun == mention.tahun
            if same_number and not same_year and one_slip(str(number.tahun), str(mention.tahun)):
                out.append(Slip(instrument, "year"))
            elif same_year and not same_number and one_slip(_plain(number.nomor), _plain(mention.nomor)):
                out.append(Slip(instrument, "number"))
    out = [s for s in out if fits(s.instrument)]
    return sorted(out, key=lambda s: (s.part != "year", s.instrument.short))


def by_title(mention: Mention, text: str, start: int, known: Known, on: datetime.date) -> list[Slip]:
    """The instruments of the kind whose title is the one written: of the same number, then of the same year; the newest first."""
    tahun = mention.tahun or 0
    same_number = _titled(text, start, [i for i in known.same_number(mention.jenis, mention.nomor) if i.tahun != tahun], known)
    same_year = _titled(text, start, [i for i in known.same_year(mention.jenis, tahun) if not _has(i, mention.nomor)], known)
    near_number = [i for i in same_number if one_slip(str(i.tahun), str(tahun))] or [i for i in same_number if i.tahun <= on.year]
    return [*(Slip(i, "year") for i in near_number or same_number), *(Slip(i, "number") for i in same_year)]


def elsewhere(mention: Mention, text: str, start: int, known: Known) -> list[Instrument]:
    """The catalogue's instruments of the kind whose title is the one written, whatever their number."""
    return [i for i in _titled(text, start, known.of_kind(mention.jenis), known) if not _has(i, mention.nomor)]


def _titled(text: str, start: int, instruments: Sequence[Instrument], known: Known) -> list[Instrument]:
    """Those whose title agrees and is mostly there, the best agreement first."""
    compared = [(i, known.title(text, start, i)) for i in instruments]
    good = [(i, c) for i, c in compared if c.title is Title.SAME and (c.coverage >= 0.5 or c.matched >= 4)]
    return [i for i, c in sorted(good, key=lambda item: (-item[1].coverage, -item[0].tahun))]


def _has(instrument: Instrument, nomor: str) -> bool:
    numbers = [n.nomor for n in instrument.regulation.nomor] if instrument.regulation else [instrument.nomor]
    return _plain(nomor) in map(_plain, numbers)


def _plain(nomor: str) -> str:
    return nomor.casefold().split("/")[0].lstrip("0") if nomor.split("/")[0].isdecimal() else nomor.casefold()
