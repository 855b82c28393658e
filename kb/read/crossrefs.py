"""What a text says of itself must stand in it: ``dimaksud dalam Pasal 5 ayat (2)``, where Pasal 5 has no ayat (2), tells of a misreading.

Nothing is moved or added for it: the clause that cites is marked, and so is the article that lacks what is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.law.regulation import Clause, Locator, Problem, Step, Unit

_MEANT = re.compile(
    r"sebagaimana\s+dimaksud\s+(?:pada|dalam|di)\s+(?:Pasal\s+(?P<pasal>\d{1,3}[A-Z]?)\b\s*)?"
    r"(?:ayat\s+\((?P<ayat>\d{1,2}[a-z]?)\)\s*)?(?:huruf\s+(?P<huruf>[a-z])\b)?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"[^.;:]{0,60}?\b(?:Undang-Undang|Peraturan|Keputusan|Perppu)\b(?!\s+(?:Pemerintah\s+|Menteri\s+|Presiden\s+)?ini\b)", re.IGNORECASE
)
"""A reference that goes on to name an instrument is to that one, not to this."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that words in a span mean."""

    meant: Locator
    start: int
    end: int


def unresolved(text: str, clauses: Sequence[Clause]) -> list[Problem]:
    """A problem for each such reference to an ayat or huruf that its article, which was found, does not have.

    Passed over: articles quoted from other instruments, and those the text is not known to number so (a Pasal without any
    ayat that only others cite by one, an ayat without any huruf).
    """
    at = {clause.locator: clause for clause in reversed(clauses)}
    listed = {(locator.parent, locator.steps[-1].unit) for locator in at}
    told: dict[tuple[Locator, Locator], list[Problem]] = {}
    for clause in clauses:
        for reference in references(text, clause):
            meant = reference.meant
            if meant in at or meant.parent not in at or (meant.parent, meant.steps[-1].unit) not in listed:
                continue
            said = [Problem(f"{clause.locator.cite()} merujuk {meant.cite()}, yang tidak ditemukan", reference.start, reference.end)]
            if meant.article != clause.locator.article:
                lacking = at[meant.parent]
                said.append(
                    Problem(f"{meant.cite()} dirujuk {clause.locator.cite()}, tetapi tidak ditemukan", lacking.start, lacking.lead_end)
                )
            told.setdefault((clause.locator, meant), said)
    return [problem for said in told.values() for problem in said]


def references(text: str, clause: Clause) -> Iterator[Reference]:
    """The ayat and huruf that a clause's own words name, with where they are named."""
    article = clause.locator.steps[0]
    if article.unit is not Unit.PASAL or not article.number[:1].isdigit():
        return
    for match in _MEANT.finditer(text, clause.start, clause.lead_end):
        if not (match["ayat"] or (match["pasal"] and match["huruf"])) or _OTHER.match(text, match.end()):
            continue
        steps = [Step.of(Unit.PASAL, match["pasal"]) if match["pasal"] else article]
        for unit in (Unit.AYAT, Unit.HURUF):
            if number := match[unit.value]:
                steps.append(Step.of(unit, number))
                yield Reference(Locator(tuple(steps)), match.start(), match.end())
