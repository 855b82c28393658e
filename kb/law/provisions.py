"""Find provisions in text: Pasal, ayat, huruf, angka, annex rows, diktum, points of letters; and lists of them.

A *path* is one provision as written; a *list* goes on after it with items of the same or a lower unit
that share what stands above them: ``Pasal 7 ayat (1), (2), dan (3)``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_lowercase

from kb.errors import LocatorError
from kb.law.numbering import CARDINALS, ORDINALS
from kb.law.regulation import Locator, Step, Unit


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as written: its half-open span, its locator, and whether it means something only beside an instrument."""

    start: int
    end: int
    locator: Locator
    needs_instrument: bool = False


def _words(*vocabularies: dict[str, int]) -> str:
    return "|".join(sorted((w.replace(" ", r"\s+") for v in vocabularies for w in v), key=len, reverse=True))


_NUM = rf"\d{{1,9}}[a-z]?(?![\w])|(?:{_words(CARDINALS, ORDINALS)})\b"
_PASAL_NUM = r"\d{1,9}(?:[a-z](?![\w])|\s[A-Z](?![\w.])|(?!\w))|(?i:[ivx]+)\b"  # 280, 187A, 187 A, Pasal I; not "5 s.d."
_SPELLED = rf"(?:\s*\((?:{_words(CARDINALS)})\))?"  # 2 (dua)
_AYAT = rf"(?:ayat|ay\.?)\s*\(?\s*(?P<ayat>{_NUM})\s*\)?{_SPELLED}"
_HURUF = r"(?:huruf|hrf\.?)\s*\(?(?P<huruf>[a-z]{1,2})\b\)?"
_ANGKA = rf"(?:angka|butir|poin)\s*\(?(?P<angka>{_NUM})\)?"
_SEP = r"[\s,]*"
_PATH = re.compile(
    rf"""
    (?P<penjelasan>penjelasan\s+(?:atas\s+)?)?
    \b(?:pasal|psl\.?|ps\.?)\s*(?P<pasal>{_PASAL_NUM}){_SPELLED}                            # pasal 280, Ps. 187A
    (?:{_SEP}(?:{_AYAT}|\(\s*(?P<ayat2>\d{{1,9}}[a-z]?)\s*\)))?                   # ayat (2), (2), ayat dua
    (?:{_SEP}(?:{_HURUF}|\((?P<huruf2>[a-z])\)|(?<=\))\s*(?P<huruf3>[a-z])(?![\w.])|(?<=\d\s)(?P<huruf5>[a-z])(?=[,;:])))?  # huruf f, (2) f
    (?:{_SEP}{_ANGKA}(?:{_SEP}(?:huruf|hrf\.?)\s*(?P<huruf4>[a-z]{{1,2}})\b)?)?     # angka 12 huruf a, where huruf stand under angka
    """.replace("(?i:[ivx]+)", "[ivx]+").replace(r"\s[A-Z](?![\w.])", r"\s(?-i:[A-Z])(?![\w.])"),
    re.VERBOSE | re.IGNORECASE,
)
_GENERAL = re.compile(r"\bpenjelasan\s+umum\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"\blampiran\s+(?P<lampiran>[ivx]+\b|\d{1,3}\b)"
    r"(?:[\s,]*(?:bagian|huruf)\s+(?P<bagian>[a-z])\b)?"
    r"(?:[\s,]*(?:angka|nomor|no\.?|baris|poin|butir)\s*(?P<baris>\d{1,9})\b)?",
    re.IGNORECASE,
)
_ORDINAL = "|".join(sorted((w.replace(" ", r"\s?") for w in ORDINALS), key=len, reverse=True))
_DIKTUM = re.compile(rf"\bdiktum\s+(?P<diktum>{_ORDINAL})\b(?:{_SEP}{_HURUF})?(?:{_SEP}{_ANGKA})?", re.IGNORECASE)
_POINT = re.compile(
    rf"\b(?:(?:bagian|huruf)\s+(?P<bagian>[A-Z]){_SEP})?{_ANGKA}(?:{_SEP}{_HURUF})?".replace("[A-Z]", "(?-i:[A-Z])"), re.IGNORECASE
)
_WHOLE_PART = re.compile(r"\bbagian\s+(?P<bagian>(?-i:[A-Z]))\b|\b(?P<opening>pembukaan|penutup)\b", re.IGNORECASE)
_JOINER = re.compile(
    r"[\s,]*(?:dan(?:/atau)?|atau|serta|sama|dengan|jo\.?|juncto|sampai\s+dengan|s[./]?d\.?|vs\.?|,|&)?[\s,]*", re.IGNORECASE
)
_NEXT = re.compile(rf"(?=ayat|ay\b|huruf|hrf|angka|butir|poin)(?:{_AYAT})?{_SEP}(?:{_HURUF})?{_SEP}(?:{_ANGKA})?", re.IGNORECASE)
_LAST = r"\s*,?\s*(?:dan(?:/atau)?|atau|serta|sampai\s+dengan|s[./]?d\.?|&)\s*"
_BARE = {
    Unit.PASAL: r"(?!(?:19|20)\d\d\b)\d{1,5}[a-z]?(?![\w/%]|\s*(?:tahun|thn|th\b|hari|bulan|orang|rupiah|persen|kali))",
    Unit.AYAT: r"\(\s*\d{1,3}[a-z]?\s*\)",
    Unit.HURUF: rf"(?:{'|'.join(letter * 2 for letter in ascii_lowercase)}|[a-z])(?!\w|\.\w)",
    Unit.ANGKA: r"\d{1,3}(?![\w/%]|\s*(?:tahun|thn|th\b|hari|bulan|orang|rupiah|persen|kali))",
}
_BARE_LIST = {
    unit: re.compile(rf"(?:\s*,\s*{item})*{_LAST}{item}" + (rf"|(?:\s*,\s*{item})+" if unit is Unit.AYAT else ""), re.IGNORECASE)
    for unit, item in _BARE.items()
}  # a list of bare numbers is one only if it closes with a word such as "dan"; brackets need none
_BARE_ITEM = {unit: re.compile(rf"(?<![\w]){item}", re.IGNORECASE) for unit, item in _BARE.items()}


def find_provisions(text: str) -> list[Provision]:
    """Every provision in order of place; those that need an instrument beside them are marked so."""
    found: list[Provision] = []
    for match in _PATH.finditer(text):
        found.append(_provision(match, _pasal_steps(match)))
        found.extend(_list_after(text, found[-1]))
    found += _in_annexes(text)
    found += [_provision(m, _steps(m, diktum=Unit.DIKTUM, huruf=Unit.HURUF, angka=Unit.ANGKA)) for m in _DIKTUM.finditer(text)]
    found += [_provision(match, [Step(Unit.PENJELASAN), Step(Unit.UMUM)]) for match in _GENERAL.finditer(text)]
    found += [_part_alone(match) for match in _WHOLE_PART.finditer(text)]
    taken = sorted((p.start, p.end) for p in found if not p.needs_instrument)
    for match in _POINT.finditer(text):
        before = bisect_left(taken, (match.end(), 0)) - 1
        if before < 0 or taken[before][1] <= match.start():
            steps = _steps(match, bagian=Unit.BAGIAN, angka=Unit.ANGKA, huruf=Unit.HURUF)
            found.append(_provision(match, steps, needs_instrument=True))
    return sorted(found, key=lambda p: (p.start, -p.end))


def _in_annexes(text: str) -> Iterator[Provision]:
    """Annexes and places in them; "Lampiran 0" is none."""
    for match in _ANNEX.finditer(text):
        with suppress(LocatorError):
            yield _provision(match, _steps(match, lampiran=Unit.LAMPIRAN, bagian=Unit.BAGIAN, baris=Unit.BARIS))


def joiner_end(text: str, at: int) -> int:
    """Where a joining word such as "dan" or "jo." after an offset ends; the offset itself if none stands there."""
    match = _JOINER.match(text, at)
    return match.end() if match else at


def _provision(match: re.Match[str], steps: list[Step], needs_instrument: bool = False) -> Provision:
    end = match.start() + len(match[0].rstrip(" ,\n\t\r\f"))
    return Provision(match.start(), end, Locator(tuple(steps)), needs_instrument)


def _part_alone(match: re.Match[str]) -> Provision:
    """A lettered part, the opening or the closing, which mean something only beside an instrument."""
    step = Step.of(Unit.BAGIAN, match["bagian"]) if match["bagian"] else Step(Unit(match["opening"].casefold()))
    return _provision(match, [step], needs_instrument=True)


def _number(text: str) -> str:
    word = " ".join(text.split()).casefold().strip("() ")
    return str(CARDINALS.get(word) or ORDINALS.get(word) or word)


def _steps(match: re.Match[str], **units: Unit) -> list[Step]:
    """The steps a match names, in the order given; a letter or a diktum's word is kept, another word becomes a number."""
    out = []
    for group, unit in units.items():
        if match[group]:
            letter = unit in (Unit.HURUF, Unit.BAGIAN, Unit.DIKTUM, Unit.LAMPIRAN)
            out.append(Step.of(unit, match[group] if letter else _number(match[group])))
    return out


def _pasal_steps(match: re.Match[str]) -> list[Step]:
    steps = [Step(Unit.PENJELASAN)] if match["penjelasan"] else []
    steps.append(Step.of(Unit.PASAL, re.sub(r"\s", "", match["pasal"])))
    if ayat := match["ayat"] or match["ayat2"]:
        steps.append(Step.of(Unit.AYAT, _number(ayat)))
    if huruf := match["huruf"] or match["huruf2"] or match["huruf3"] or match["huruf5"]:
        steps.append(Step.of(Unit.HURUF, huruf))
    if match["angka"]:
        steps.append(Step.of(Unit.ANGKA, _number(match["angka"])))
    if match["huruf4"]:
        steps.append(Step.of(Unit.HURUF, match["huruf4"]))
    return steps


def _list_after(text: str, first: Provision) -> Iterator[Provision]:
    """The later items of a list, each under what it shares with the one before."""
    previous = first
    while True:
        bare = list(_bare_items(text, previous))
        if bare:
            yield from bare
            previous = bare[-1]
        at = joiner_end(text, previous.end)
        match = _NEXT.match(text, at) if at > previous.end else None
        steps = _steps(match, ayat=Unit.AYAT, huruf=Unit.HURUF, angka=Unit.ANGKA) if match else []
        if not match or not steps:
            return
        previous = _provision(match, [*_above(previous.locator, steps[0].unit), *steps])
        yield previous


def _bare_items(text: str, first: Provision) -> Iterator[Provision]:
    """Items written without their unit: ``Pasal 7, 8, dan 9``."""
    unit = first.locator.steps[-1].unit
    whole = _BARE_LIST[unit].match(text, first.end) if unit in _BARE_LIST else None
    if not whole:
        return
    closing = [(m.start(), m.end()) for m in re.finditer(_LAST, whole[0], re.IGNORECASE)][-1:] or [(0, 0)]
    low, high = first.end + closing[0][0], first.end + closing[0][1]
    for item in _BARE_ITEM[unit].finditer(text, first.end, whole.end()):
        if not low <= item.start() < high:
            step = Step.of(unit, _number(item[0]))
            yield Provision(item.start(), item.end(), Locator((*first.locator.steps[:-1], step)))


def _above(locator: Locator, unit: Unit) -> list[Step]:
    order = (Unit.PENJELASAN, Unit.PASAL, Unit.AYAT, Unit.HURUF, Unit.ANGKA)
    return [s for s in locator.steps if s.unit in order and order.index(s.unit) < order.index(unit)]
