"""From a document's text to addressed clauses and a list of problems; any text parses.

What it guarantees: clauses nest and never cross; addresses are unique; every span lies in the text;
``pieces`` tile the whole text, so that their joined words give it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.law.numbering import sort_key
from kb.law.regulation import Clause, Document, Locator, Problem, Step, Unit
from kb.read.amend import operations
from kb.read.annex import annex_clauses
from kb.read.diktum import Diktum, diktum_of
from kb.read.gaps import DECISION, SHARED, fill_gaps
from kb.read.items import IN_LETTER, IN_PASAL, split_items
from kb.read.marks import Division, Mark, annex_marks, divisions, heading_at, pasal_chain

_ELUCIDATION = re.compile(r"(?:^|(?<=\f))[ \t]*PENJELASAN[ \t]*$|(?<!\w)PENJELASAN\s+ATAS(?!\w)", re.MULTILINE)
_BY_PASAL = re.compile(r"PASAL\s+DEMI\s+PASAL")
_GENERAL = re.compile(r"(?:(?<=\s)I\s?\.?\s*)?\bUMUM\b")
_CLOSING = re.compile(r"(?:Agar\s+(?:supaya\s+)?setiap\s+orang|(?:Ditetapkan|Disahkan|Diundangkan)\s+di\s+[A-Z])")
_ELUCIDATED = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=\n))[ \t]*"
    r"(?:Ayat\s+\((?P<ayat>\d{1,2}[a-z]?)\)|Huruf\s+(?P<huruf>[a-z]{1,2})\b(?!\s*,)|Angka\s+(?P<angka>\d{1,3})\b)",
    re.MULTILINE,
)
_CLEAR_HEADING = 2.0
_MOST_ELUCIDATIONS = 8
_PASAL_I = Locator((Step(Unit.PASAL, "I"),))


@dataclass(frozen=True, slots=True)
class Structure:
    """What was understood of a document: its layout, clauses in order, divisions and problems."""

    layout: str
    clauses: tuple[Clause, ...]
    divisions: tuple[Division, ...]
    problems: tuple[Problem, ...]

    def pieces(self, text: str) -> list[str]:
        """The text cut at every border of a clause or division, nothing left out."""
        borders = {0, len(text)}
        for clause in self.clauses:
            borders |= {clause.start, clause.lead_end, clause.end}
        for division in self.divisions:
            borders |= {division.start, division.end}
        ordered = sorted(borders)
        return [text[a:b] for a, b in pairwise(ordered)]


def parse(document: Document) -> Structure:
    """Read a document's layout (peraturan, keputusan or surat) and address its clauses."""
    text = document.reading or document.text
    problems: list[Problem] = []
    pasal, body_end = _body(text)
    pasal, unclear = fill_gaps(text, pasal, (0, body_end))
    unsettled: list[Problem] = []
    diktum = diktum_of(text, unsettled)
    if _headed(text, pasal) and (len(pasal) >= len(diktum) or len(diktum) < 2):
        layout, found = "peraturan", divisions(text, 0, pasal)
        problems += unclear
        if document.front.get("naskah", "resmi") == "resmi":
            problems += _left_out(pasal)
        clauses = _peraturan(text, body_end, pasal, found, problems)
    elif diktum:
        layout, found, clauses = "keputusan", [], _keputusan(text, diktum, problems)
        problems += unsettled
    else:
        layout, found, clauses = "surat", [], _surat(text, problems)
    return Structure(layout, tuple(_unique(text, clauses, problems)), tuple(found), tuple(problems))


def _headed(text: str, pasal: list[Mark]) -> bool:
    """Whether the Pasal found are headings, not mentions in a letter."""
    if any(mark.weight >= _CLEAR_HEADING for mark in pasal) or [mark.number for mark in pasal[:2]] in (["1", "2"], ["I", "II"]):
        return True
    return bool(pasal and pasal[0].weight >= 1 and pasal[0].number in ("1", "I") and DECISION.search(text, 0, pasal[0].start))


def _body(text: str) -> tuple[list[Mark], int]:
    """The Pasal of the body and where the penjelasan starts.

    Of several PENJELASAN headings the one with the most Pasal before it opens the penjelasan: a law
    that enacts a Perppu carries its own short penjelasan first.
    """
    starts = [m.start() for m in _ELUCIDATION.finditer(text) if re.search(r"Pasal\s|UMUM", text[m.end() : m.end() + 6000])]
    if not starts and (by_pasal := _BY_PASAL.search(text)):
        general = [m.start() for m in _GENERAL.finditer(text, 0, by_pasal.start())]
        starts = [general[-1] if general else by_pasal.start()]
    bodies = [(pasal_chain(text, 0, start), start) for start in starts[:_MOST_ELUCIDATIONS]] or [
        (pasal_chain(text, 0, len(text)), len(text))
    ]
    return max(bodies, key=lambda body: (len(body[0]), -body[1]))


def _peraturan(text: str, body_end: int, pasal: list[Mark], found: list[Division], problems: list[Problem]) -> list[Clause]:
    closing = _CLOSING.search(text, pasal[-1].end, body_end)
    annexes = annex_marks(text, pasal[-1].end, body_end) if body_end > pasal[-1].end else []
    last = min([body_end, *(m.start for m in annexes), *([closing.start()] if closing else [])])
    clauses = [_plain(text, Unit.PEMBUKAAN, 0, min([pasal[0].start, *(d.start for d in found)]))]
    clauses += _articles(text, pasal, last, found, problems)
    clauses += _annexes(text, annexes, body_end, problems)
    if body_end < len(text):
        clauses += _elucidation(text, body_end, frozenset(c.locator for c in clauses), problems)
    return clauses


def _articles(text: str, pasal: list[Mark], last: int, found: list[Division], problems: list[Problem]) -> list[Clause]:
    """The Pasal with all below them; an amending law's points stand under its Pasal I, beside the Pasal they quote."""
    points = operations(text, pasal, last)
    heads = sorted([*(m.start for m in (*pasal[1:], *points)), *(d.start for d in found), last])
    clauses: list[Clause] = []
    for mark in sorted([*pasal, *points], key=lambda m: m.start):
        stop = next((h for h in heads if h >= mark.end), last)
        stop = mark.end + len(text[mark.end : max(stop, mark.end)].rstrip())
        heading = heading_at(found, mark.start)
        if mark in points:
            clauses.append(Clause(_PASAL_I.child(Unit.ANGKA, mark.number), mark.start, stop, stop, heading))
            continue
        at = Locator((Step.of(Unit.PASAL, mark.number),))
        lead_end, items = split_items(text, (mark.end, stop), at, IN_PASAL, heading, problems)
        clauses.append(Clause(at, mark.start, stop, lead_end, heading))
        clauses.extend(items)
    return clauses


def _left_out(pasal: list[Mark]) -> list[Problem]:
    """A problem for each gap in the numbers of an instrument that is not an amending one.

    It spans the Pasal before the gap, whose last words may be those of the one that is missing.
    """
    out = []
    previous, start = 0, pasal[0].start
    for mark in pasal:
        if not mark.number[0].isdigit():
            return []
        number = sort_key(mark.number)[0]
        if number > previous + 1:
            out.append(Problem(f"Pasal sebelum {mark.number} tidak ditemukan", start, mark.end))
        previous, start = number, mark.start
    return out


def _elucidation(text: str, start: int, body: frozenset[Locator], problems: list[Problem]) -> list[Clause]:
    """The penjelasan: its Umum, and each Pasal's with Ayat, Huruf and Angka under it."""
    by_pasal = _BY_PASAL.search(text, start)
    begin = by_pasal.end() if by_pasal else start
    annexes = annex_marks(text, begin, len(text))
    stop = annexes[0].start if annexes else len(text)
    highest = max((sort_key(at.steps[0].number)[0] for at in body if at.steps[0].unit is Unit.PASAL), default=0)
    marks, unclear = fill_gaps(text, pasal_chain(text, begin, stop), (begin, stop), highest)
    problems += unclear
    top = Locator((Step(Unit.PENJELASAN),))
    clauses = []
    general = _GENERAL.search(text, start, by_pasal.start() if by_pasal else (marks[0].start if marks else stop))
    if general:
        end = _before_numeral(text, by_pasal.start()) if by_pasal else marks[0].start if marks else stop
        clauses.append(_clause(text, top.child(Unit.UMUM), general.start(), end))
    for mark, following in _until_next(marks, stop):
        parts = _elucidated(text, top.child(Unit.PASAL, mark.number), mark.start, following, body)
        clauses += parts
        if len(parts) == 1:
            clauses += [replace(parts[0], locator=top.child(Unit.PASAL, number)) for number in _shared(text, mark, marks)]
    clauses += _annexes(text, annexes, len(text), problems)
    return clauses


def _shared(text: str, mark: Mark, marks: list[Mark]) -> list[str]:
    """The other Pasal that a heading explains together with its own: those of "Pasal 9 s/d Pasal 12"."""
    match = SHARED.match(text, mark.end)
    if not match or not mark.number.isdigit():
        return []
    last = int(match["n"])
    first = last if match["to"] in ("dan", ",") else int(mark.number) + 1
    own = {m.number for m in marks}
    return [str(n) for n in range(max(first, int(mark.number) + 1), last + 1) if str(n) not in own]


def _before_numeral(text: str, heading: int) -> int:
    """Where the numeral of a heading begins: the II of "II. PASAL DEMI PASAL"."""
    numeral = re.search(r"(?:\bII\s?\.?\s*)?$", text[:heading].rstrip())
    return numeral.start() if numeral else heading


def _elucidated(text: str, at: Locator, start: int, end: int, body: frozenset[Locator]) -> list[Clause]:
    """The penjelasan of one Pasal and of its parts, which nest as the parts of the Pasal do."""
    marks = list(_ELUCIDATED.finditer(text, start, end))
    end = start + len(text[start:end].rstrip())
    paths: list[tuple[Step, ...]] = []
    for match in marks:
        unit = match.lastgroup or "ayat"
        paths.append(_nested(at, paths[-1] if paths else (), Step.of(Unit(unit), match[unit]), body))
    stops = _stops([m.start() for m in marks], paths, end)
    clauses = [Clause(at, start, end, marks[0].start() if marks else end)]
    for i, (match, path) in enumerate(zip(marks, paths, strict=True)):
        lead = marks[i + 1].start() if i + 1 < len(marks) and marks[i + 1].start() < stops[i] else stops[i]
        clauses.append(_clause(text, Locator((*at.steps, *path)), match.start(), stops[i], lead))
    return clauses


def _stops(starts: list[int], paths: list[tuple[Step, ...]], end: int) -> list[int]:
    """Where each part ends: at the first later part that does not stand under it."""
    stops = [end] * len(paths)
    open_parts: list[int] = []
    for i, path in enumerate(paths):
        while open_parts and (above := paths[open_parts[-1]]) and (len(path) <= len(above) or path[: len(above)] != above):
            stops[open_parts.pop()] = starts[i]
        open_parts.append(i)
    return stops


def _nested(at: Locator, previous: tuple[Step, ...], step: Step, body: frozenset[Locator]) -> tuple[Step, ...]:
    """Where a part stands below its Pasal: as deep under the part before it as the body has such a place."""
    order = (Unit.AYAT, Unit.HURUF, Unit.ANGKA)
    for depth in range(len(previous), -1, -1):
        if Locator((*at.steps[1:], *previous[:depth], step)) in body:
            return (*previous[:depth], step)
    return (*(s for s in previous if order.index(s.unit) < order.index(step.unit)), step)


def _keputusan(text: str, diktum: list[Diktum], problems: list[Problem]) -> list[Clause]:
    annexes = annex_marks(text, diktum[-1].words, len(text))
    last = annexes[0].start if annexes else len(text)
    clauses = [_plain(text, Unit.PEMBUKAAN, 0, diktum[0].start)]
    for one in diktum:
        at = Locator((Step.of(Unit.DIKTUM, one.number),))
        stop = one.start + len(text[one.start : min(one.end, last)].rstrip())
        lead_end, items = split_items(text, (min(one.words, stop), stop), at, IN_PASAL, (), problems)
        clauses.append(Clause(at, one.start, stop, lead_end))
        clauses.extend(items)
    return clauses + _annexes(text, annexes, len(text), problems)


def _surat(text: str, problems: list[Problem]) -> list[Clause]:
    annexes = annex_marks(text, 0, len(text))
    end = annexes[0].start if annexes else len(text)
    closing = re.search(r"^[ \t]*(?:Demikian|Tembusan)\b", text[:end], re.MULTILINE | re.IGNORECASE)
    body = closing.start() if closing else end
    head, clauses = split_items(text, (0, body), Locator(()), IN_LETTER, (), problems)
    opening = _plain(text, Unit.PEMBUKAAN, 0, head)
    return [opening, *clauses, *_annexes(text, annexes, len(text), problems)]


def _annexes(text: str, marks: list[Mark], end: int, problems: list[Problem]) -> list[Clause]:
    clauses: list[Clause] = []
    for mark, stop in _until_next(marks, end):
        at = Locator((Step.of(Unit.LAMPIRAN, mark.number),))
        clauses += annex_clauses(text, at, (mark.start, mark.end, stop), problems)
    return clauses


def _until_next(marks: list[Mark], end: int) -> Iterator[tuple[Mark, int]]:
    """Each mark with where the next one, or the stretch, begins or ends."""
    yield from zip(marks, [*(m.start for m in marks[1:]), end], strict=False)


def _plain(text: str, unit: Unit, start: int, end: int) -> Clause:
    return _clause(text, Locator((Step(unit),)), start, end)


def _clause(text: str, at: Locator, start: int, end: int, lead_end: int | None = None) -> Clause:
    stop = start + len(text[start:end].rstrip())
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    return Clause(at, start, stop, stop if lead_end is None else max(start, min(lead_end, stop)))


def _unique(text: str, clauses: list[Clause], problems: list[Problem]) -> list[Clause]:
    """Keep the first clause of each address and those with words, leads without blanks; say which were repeated."""
    seen: set[Locator] = set()
    out = []
    for clause in clauses:
        if clause.start >= clause.end or not clause.locator.steps:
            continue
        if clause.locator in seen:
            problems.append(Problem(f"{clause.locator.cite()} tertulis dua kali; yang pertama dipakai", clause.start, clause.end))
            continue
        seen.add(clause.locator)
        lead_end = clause.start + len(text[clause.start : clause.lead_end].rstrip())
        out.append(replace(clause, lead_end=lead_end))
    return out
