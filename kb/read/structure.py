"""From a document's text to addressed clauses and a list of problems; any text parses.

What it guarantees: clauses nest and never cross; addresses are unique; every span lies in the text;
``pieces`` tile the whole text, so that their joined words give it back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.law.numbering import sort_key
from kb.law.regulation import Clause, Document, Locator, Problem, Step, Unit
from kb.read.amend import operations
from kb.read.annex import annex_clauses
from kb.read.crossrefs import unresolved
from kb.read.diktum import Diktum, diktum_of
from kb.read.elucidation import CLOSING, elucidation, elucidation_starts, trimmed
from kb.read.gaps import DECISION, fill_gaps
from kb.read.items import IN_LETTER, IN_PASAL, split_items
from kb.read.marks import Division, Mark, annex_marks, divisions, heading_at, pasal_chain, until_next

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
        if document.front.get("naskah", "resmi") == "resmi":
            problems += unresolved(text, clauses)
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
    return bool(pasal and pasal[0].weight >= 1 and pasal[0].number in ("1", "2", "I") and DECISION.search(text, 0, pasal[0].start))


def _body(text: str) -> tuple[list[Mark], int]:
    """The Pasal of the body and where the penjelasan starts.

    Of several PENJELASAN headings the one with the most Pasal before it opens the penjelasan: a law
    that enacts a Perppu carries its own short penjelasan first.
    """
    bodies = [(pasal_chain(text, 0, start), start) for start in elucidation_starts(text)[:_MOST_ELUCIDATIONS]] or [
        (pasal_chain(text, 0, len(text)), len(text))
    ]
    return max(bodies, key=lambda body: (len(body[0]), -body[1]))


def _peraturan(text: str, body_end: int, pasal: list[Mark], found: list[Division], problems: list[Problem]) -> list[Clause]:
    closing = CLOSING.search(text, pasal[-1].end, body_end)
    annexes = annex_marks(text, pasal[-1].end, body_end) if body_end > pasal[-1].end else []
    last = min([body_end, *(m.start for m in annexes), *([closing.start()] if closing else [])])
    clauses = [_plain(text, Unit.PEMBUKAAN, 0, min([pasal[0].start, *(d.start for d in found)]))]
    clauses += _articles(text, pasal, last, found, problems)
    clauses += _annexes(text, annexes, body_end, problems)
    if body_end < len(text):
        explained, annexes = elucidation(text, body_end, frozenset(c.locator for c in clauses), problems)
        clauses += explained + _annexes(text, annexes, len(text), problems)
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
        if not mark.number[0].isdecimal():
            return []
        number = sort_key(mark.number)[0]
        if number > previous + 1:
            out.append(Problem(f"Pasal sebelum {mark.number} tidak ditemukan", start, mark.start))
        previous, start = number, mark.start
    return out


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
    for mark, stop in until_next(marks, end):
        at = Locator((Step.of(Unit.LAMPIRAN, mark.number),))
        clauses += annex_clauses(text, at, (mark.start, mark.end, stop), problems)
    return clauses


def _plain(text: str, unit: Unit, start: int, end: int) -> Clause:
    return trimmed(text, Locator((Step(unit),)), start, end)


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
