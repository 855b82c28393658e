"""Address a penjelasan: where it starts, its Umum, and what it says of each Pasal and its parts."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.law.numbering import sort_key
from kb.law.regulation import Clause, Locator, Problem, Step, Unit
from kb.read.gaps import SHARED, fill_gaps
from kb.read.marks import Mark, annex_marks, pasal_chain, until_next

CLOSING = re.compile(r"(?:Agar\s+(?:supaya\s+)?setiap\s+orang|(?:Ditetapkan|Disahkan|Diundangkan)\s+di\s+[A-Z])")
_ELUCIDATION = re.compile(r"(?:^|(?<=\f))[ \t]*PENJELASAN[ \t]*$|(?<!\w)PENJELASAN\s+ATAS(?!\w)", re.MULTILINE)
_BY_PASAL = re.compile(r"PASAL\s*DEMI\s*PASAL")
_EXPLAINED = re.compile(r"Pasal\s+\d+[.\s]+[Cc]ukup\s+\^?jelas")
_GENERAL = re.compile(r"(?:(?<=\s)I\s?\.?\s*)?(?<!KETENTUAN )(?<!KETENTUAN\n)\bUMUM\b")
_PART = (
    r"(?:Ayat\s+\(\s?(?P<ayat>[1-9]\d?[a-z]?)\s?(?:\)|(?<=\d)[1lIt\]](?=\s))"
    r"|Huruf\s+(?P<huruf>[a-z]{1,2})\b(?!\s*,)|Angka\s+(?P<angka>\d{1,3})\b)"
)
_FIRST_ELUCIDATED = re.compile(_PART)
_STOPS = re.compile(r"[\s.:]*")
_ELUCIDATED = re.compile(rf"(?:^|(?<=[.;:]\s)|(?<=\n))[ \t]*{_PART}", re.MULTILINE)


def elucidation_starts(text: str) -> list[int]:
    """Where a penjelasan may start: at its headings, or, where they were lost, at what stands in it; [] if there is none."""
    headed = [m.start() for m in _ELUCIDATION.finditer(text) if re.search(r"Pasal\s|UMUM", text[m.end() : m.end() + 6000])]
    return headed or _unheaded(text)


def _unheaded(text: str) -> list[int]:
    """Where a penjelasan starts whose heading was lost or misread, by what stands in it; [] if there is none."""
    if not (by_pasal := _BY_PASAL.search(text)):
        return [m.start() for m in (_EXPLAINED.search(text),) if m]
    closing = CLOSING.search(text, 0, by_pasal.start())
    general = [m.start() for m in _GENERAL.finditer(text, closing.end() if closing else 0, by_pasal.start())]
    return [general[-1] if general else by_pasal.start()]


def elucidation(text: str, start: int, body: frozenset[Locator], problems: list[Problem]) -> tuple[list[Clause], list[Mark]]:
    """The penjelasan: its Umum, and each Pasal's with Ayat, Huruf and Angka under it; and the annexes that come after it.

    Args:
        text: The document's reading text.
        start: Where the penjelasan starts.
        body: The locators of the body, which say how the parts of a Pasal nest and which numbers there are.
        problems: What could not be settled is added here.
    """
    by_pasal = _BY_PASAL.search(text, start)
    begin = by_pasal.end() if by_pasal else start
    annexes = annex_marks(text, begin, len(text))
    stop = annexes[0].start if annexes else len(text)
    highest = max((sort_key(at.steps[0].number)[0] for at in body if at.steps[0].unit is Unit.PASAL), default=0)
    marks, unclear = fill_gaps(text, pasal_chain(text, begin, stop), (begin, stop), highest)
    problems += [replace(problem, message=f"Penjelasan {problem.message}") for problem in unclear] + _unresolved(marks, highest)
    top = Locator((Step(Unit.PENJELASAN),))
    clauses = []
    general = _GENERAL.search(text, start, by_pasal.start() if by_pasal else (marks[0].start if marks else stop))
    if general:
        end = _before_numeral(text, by_pasal.start()) if by_pasal else marks[0].start if marks else stop
        clauses.append(trimmed(text, top.child(Unit.UMUM), general.start(), end))
    for mark, following in until_next(marks, stop):
        parts = _elucidated(text, top.child(Unit.PASAL, mark.number), mark, following, body)
        clauses += parts
        if len(parts) == 1:
            clauses += [replace(parts[0], locator=top.child(Unit.PASAL, number)) for number in _shared(text, mark, marks, highest)]
    return clauses, annexes


def _unresolved(explained: list[Mark], highest: int) -> list[Problem]:
    """A problem for what is explained behind the last Pasal found: the body's end was not read."""
    later = [mark for mark in explained if mark.number.isdecimal() and int(mark.number) > highest > 0]
    return [Problem(f"Pasal {later[-1].number} dijelaskan tetapi tidak ditemukan", later[-1].start, later[-1].end)] if later else []


def _shared(text: str, mark: Mark, marks: list[Mark], highest: int) -> list[str]:
    """The other Pasal that a heading explains together with its own: those of "Pasal 9 s/d Pasal 12"."""
    match = SHARED.match(text, mark.end)
    if not match or not mark.number.isdecimal() or int(match["n"]) > highest:
        return []
    last = int(match["n"])
    first = last if match["to"] in ("dan", ",") else int(mark.number) + 1
    own = {m.number for m in marks}
    return [str(n) for n in range(max(first, int(mark.number) + 1), last + 1) if str(n) not in own]


def _before_numeral(text: str, heading: int) -> int:
    """Where the numeral of a heading begins: the II of "II. PASAL DEMI PASAL"."""
    numeral = re.search(r"(?:\bII\s?\.?\s*)?$", text[:heading].rstrip())
    return numeral.start() if numeral else heading


def _elucidated(text: str, at: Locator, heading: Mark, end: int, body: frozenset[Locator]) -> list[Clause]:
    """The penjelasan of one Pasal and of its parts, which nest as the parts of the Pasal do."""
    start = heading.start
    opening = _STOPS.match(text, heading.end, end)
    first = _FIRST_ELUCIDATED.match(text, opening.end() if opening else heading.end, end)
    marks = [*filter(None, [first]), *_ELUCIDATED.finditer(text, first.end() if first else heading.end, end)]
    end = start + len(text[start:end].rstrip())
    paths: list[tuple[Step, ...]] = []
    for match in marks:
        unit = match.lastgroup or "ayat"
        paths.append(_nested(at, paths[-1] if paths else (), Step.of(Unit(unit), match[unit]), body))
    stops = _stops([m.start() for m in marks], paths, end)
    clauses = [Clause(at, start, end, marks[0].start() if marks else end)]
    for i, (match, path) in enumerate(zip(marks, paths, strict=True)):
        lead = marks[i + 1].start() if i + 1 < len(marks) and marks[i + 1].start() < stops[i] else stops[i]
        clauses.append(trimmed(text, Locator((*at.steps, *path)), match.start(), stops[i], lead))
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


def trimmed(text: str, at: Locator, start: int, end: int, lead_end: int | None = None) -> Clause:
    """A clause of a stretch of text, its blank edges left out."""
    stop = start + len(text[start:end].rstrip())
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    return Clause(at, start, stop, stop if lead_end is None else max(start, min(lead_end, stop)))
