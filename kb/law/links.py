"""Links between clauses, read from their words: what a clause cites, and as what it cites it.

A provision without an instrument beside it is one of the same instrument; ``ayat (1)`` alone is one of the same
Pasal. Each link knows the words it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.law.provisions import find_provisions
from kb.law.references import Citation, Mention, find_citations, names_within
from kb.law.regulation import Clause, Locator, Unit


class LinkKind(StrEnum):
    """What the clause that cites says of the clause it cites."""

    MENYEBUT = "menyebut"
    MENGHUKUM = "menghukum"
    MENGATUR_PROSES = "mengatur_proses"
    MENGATUR_LAPORAN = "mengatur_laporan"
    MELANGGAR = "melanggar"
    DIHUKUM_MENURUT = "dihukum_menurut"
    MENJELASKAN = "menjelaskan"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a clause's words cite, before it is known which instrument they mean.

    ``clause`` is the position of the clause that cites, ``start:end`` its words in the document's text; without a
    ``mention`` it is a provision of the same instrument. ``itself`` tells that it is the place of that clause itself, or what
    it explains.
    """

    clause: int
    start: int
    end: int
    mention: Mention | None
    locator: Locator
    kind: LinkKind
    itself: bool = False


_WORTH = re.compile(r"\b(?:pasal|ayat|huruf|angka|lampiran|diktum)\b", re.IGNORECASE)
_AYAT = re.compile(r"\bayat\s*\(\d{1,3}[a-z]?\)", re.IGNORECASE)
_HURUF = re.compile(r"(?<!\) )(?<!\d )\bhuruf\s+[a-z]\b", re.IGNORECASE)
_PUNISHES = re.compile(
    r"\b(?:dipidana|pidana (?:penjara|kurungan|denda|yang sama)|tindak pidana|diancam|dijatuhi|dikenai\s+sanksi|dikenai\s+tindakan|sanksi|"
    r"hukuman disiplin (?:ringan|sedang|berat)|diberhentikan|pemberhentian|pembatalan)\b",
    re.IGNORECASE,
)
_BREACH = re.compile(
    r"\b(?:melanggar|pelanggaran|pelanggar|larangan|dilarang|terhadap kewajiban|tidak menaati|tidak memenuhi)\b", re.IGNORECASE
)
_MANNER = re.compile(r"\b(?:menurut|dalam|sesuai|berdasarkan|pada)\b", re.IGNORECASE)
_JOINED = re.compile(r"[\s,]*(?:dan(?:/atau)?|atau|serta|sampai dengan)?[\s,]*")
_REPORTS = re.compile(r"laporan pelanggaran|\bpelanggaran pemilu\b", re.IGNORECASE)
_PROCESS = re.compile(r"tata cara|penyelesaian|penanganan|pemeriksaan|penjatuhan", re.IGNORECASE)
_BEFORE = 70
_TAIL = 160


def cited_keys(own: str, named: Sequence[str] | None, itself: bool) -> Sequence[str]:
    """The keys of the instruments in which a citation leads to a clause; a clause is not linked with itself.

    Args:
        own: The key of the instrument that cites.
        named: The keys that the instrument it names can mean, None where it names none.
        itself: Whether the place cited is that of the clause that cites.

    >>> cited_keys("uu-1-1991", None, False), cited_keys("uu-1-1991", None, True), cited_keys("uu-1-1991", ["uu-2-1991"], True)
    (['uu-1-1991'], [], ['uu-2-1991'])
    """
    keys = [own] if named is None else named
    return [] if itself and list(keys) == [own] else keys


def cited_in(text: str, clauses: Sequence[Clause], names: Iterable[str]) -> Iterator[Cited]:
    """Every citation in the clauses of one document, in order.

    Args:
        text: The document's text.
        clauses: Its clauses, each with its span.
        names: Names people use for instruments.
    """
    names = names_within(text, names)
    leads = {clause.locator: text[clause.start : clause.lead_end] for clause in clauses}
    for number, clause in enumerate(clauses):
        own = leads[clause.locator]
        explained = _explained(clause.locator)
        if explained and len(own.split()) > len(explained.steps[-1].cite().split()):
            yield Cited(number, clause.start, clause.lead_end, None, explained, LinkKind.MENJELASKAN)
        if not clause.cells and not _WORTH.search(own):
            continue
        for column, start, end in _parts(clause):
            words = text[start:end]
            kinds = _Kinds(words, column, _above(clause, leads), clause)
            for citation in _citations(words, clause.locator, names):
                kind = kinds.of(citation)
                if citation.locator is not None:
                    end_of = citation.end - (citation.text.endswith(")") and citation.text.count(")") > citation.text.count("("))
                    itself = citation.locator in (clause.locator, explained)
                    yield Cited(number, start + citation.start, start + end_of, citation.mention, citation.locator, kind, itself)


def _explained(locator: Locator) -> Locator | None:
    """What a penjelasan explains, None for anything else."""
    return Locator(locator.steps[1:]) if locator.steps[0].unit is Unit.PENJELASAN and len(locator.steps) > 1 else None


def _parts(clause: Clause) -> Iterator[tuple[str, int, int]]:
    """The stretches of a clause's own words: an annex row's cells with their headings, else its lead."""
    if clause.cells:
        yield from ((cell.heading, cell.start, cell.end) for cell in clause.cells)
    else:
        yield "", clause.start, clause.lead_end


def _above(clause: Clause, leads: dict[Locator, str]) -> str:
    """The words a clause hangs on: the leads of the units it stands in."""
    out = []
    at = clause.locator.parent
    while at is not None:
        out.append(leads.get(at, ""))
        at = at.parent
    return " ".join(reversed(out))


def _citations(words: str, own: Locator, names: Sequence[str]) -> list[Citation]:
    """What a stretch of words cites, ``ayat (1)`` and ``huruf a`` alone read as of the Pasal they stand in."""
    found = [c for c in find_citations(words, names) if c.locator is not None]
    article = next((Locator(own.steps[: i + 1]) for i, step in enumerate(own.steps) if step.unit is Unit.PASAL), None)
    if article is None or own.steps[0].unit is Unit.PENJELASAN:
        return found
    ayat = next((step for step in own.steps if step.unit is Unit.AYAT), None)
    taken = bytearray(len(words))
    for c in found:
        taken[c.start : c.end] = b"\1" * (c.end - c.start)
    for pattern, stem in ((_AYAT, article.cite()), (_HURUF, f"{article.cite()} {ayat.cite()}" if ayat else article.cite())):
        for match in pattern.finditer(words):
            if taken[match.start()]:
                continue
            prefix = f"{stem} "
            for provision in find_provisions(prefix + words[match.start() : match.start() + _TAIL]):
                start, end = max(provision.start - len(prefix), 0) + match.start(), provision.end - len(prefix) + match.start()
                if provision.start > len(prefix) and words[start:end].casefold().startswith("pasal"):
                    break
                if not taken[start]:
                    found.append(Citation(words[start:end], start, end, provision.locator, None))
                    taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda c: (c.start, c.end))


class _Kinds:
    """As what each citation of a stretch of words is cited; one joined to the one before is cited as that is."""

    def __init__(self, words: str, column: str, above: str, clause: Clause) -> None:
        self._words, self._column, self._above = words, column.casefold(), above
        self._heading = " ".join(clause.heading[-2:])
        self._punishes = bool(_PUNISHES.search(words) or _PUNISHES.search(above))
        self._end, self._last = -1, LinkKind.MENYEBUT

    def of(self, citation: Citation) -> LinkKind:
        joined = self._end >= 0 and _JOINED.fullmatch(self._words, self._end, citation.start) is not None
        self._last = self._last if joined else self._fresh(citation)
        self._end = citation.end
        return self._last

    def _fresh(self, citation: Citation) -> LinkKind:
        if "dilanggar" in self._column:
            return LinkKind.MELANGGAR
        if "sanksi" in self._column:
            return LinkKind.DIHUKUM_MENURUT
        before = self._words[max(0, citation.start - _BEFORE) : citation.start]
        breach = max((m.end() for m in _BREACH.finditer(before)), default=-1)
        manner = max((m.end() for m in _MANNER.finditer(before)), default=-1)
        in_brackets = before.rstrip().endswith("(") and _BREACH.search(self._above)
        if self._punishes and (breach > manner or in_brackets):
            return LinkKind.MENGHUKUM
        if _REPORTS.search(self._heading):
            return LinkKind.MENGATUR_LAPORAN
        if _PROCESS.search(self._heading):
            return LinkKind.MENGATUR_PROSES
        return LinkKind.MENYEBUT
