"""Which words of a sentence are said of a reference, and whether another clause says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answer.content import Content
from kb.answer.context import Cited
from kb.answer.verdicts import Finding, Verdict
from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Catalogue
from kb.law.titles import compare, title_start

Near = tuple[Cited | None, Cited | None]
"""The references before and after one."""

_BROKEN_BEFORE = re.compile(r"(?:melanggar|pelanggaran|dilanggar|dimaksud|bertentangan|jerat\w*)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_NORM_BEFORE = re.compile(r"(?:larangan|terhadap|ketentuan)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_LIST_GAP = 14
_BEFORE = 60
_MOST_PLACES = 3


def said_of(text: str, cited: Cited, near: Near) -> str:
    """The words of the sentence that are said of a reference: those after it, up to the next; "" where that cannot be told."""
    if cited.locator is None:
        return ""
    before, after = near
    start, end = cited.written.end, cited.sentence[1]
    if after and after.written.start < end:
        if after.written.start - start <= _LIST_GAP:
            return ""
        end = after.written.start
    if before is not None and 0 <= cited.written.start - before.written.end <= _LIST_GAP:
        return ""  # of a list nobody can tell which item is meant
    title = title_start(text, start)
    if title is not None and title < end and cited.instruments:
        start = max(title, compare(text, title, cited.instruments[0].judul).end)
    return text[start:end]


def other_clause(
    text: str, cited: Cited, clause: StoredClause, said: str, near: Near, content: Content, catalogue: Catalogue
) -> Finding | None:
    """The finding that the article says of a clause what another clause says; None where it does not."""
    before = text[max(cited.sentence[0], cited.written.start - _BEFORE) : cited.written.start]
    if not said or not content.says_something(said) or _BROKEN_BEFORE.search(before):
        return None  # after "melanggar Pasal ..." stands what is said of the breach, not of the clause
    alone = not any(n and n.locator and n.sentence == cited.sentence for n in near)
    instrument = cited.instruments[0] if cited.instruments else None
    held = f"{clause.locator.cite()} ({clause.nature}) tidak memuat itu"
    name = instrument.short if instrument else catalogue[clause.key].short
    if alone and not _NORM_BEFORE.search(before) and (penal := content.sanction_elsewhere(said, text[slice(*cited.sentence)], clause)):
        reason = f"Tulisan ini menyebut ancaman pidana, sedangkan {held}; ancaman seperti itu ada pada {places(penal, name)}."
        return Finding(Verdict.WRONG_PROVISION, reason, places(penal, name), instrument, cited.locator, clause, penal[0])
    if better := content.better(said, clause):
        reason = f"Yang ditulis tentang klausul ini adalah isi {places(better, name)}, sedangkan {held}."
        return Finding(Verdict.WRONG_PROVISION, reason, places(better, name), instrument, cited.locator, clause, better[0])
    return None


def places(clauses: Sequence[StoredClause], name: str) -> str:
    """Where clauses of one instrument stand: ``Pasal 71 ayat (3) UU 1/2015``; of several that say the same at most three."""
    cited = " atau ".join(clause.locator.cite() for clause in clauses[:_MOST_PLACES])
    return f"{cited} {name}" if len(clauses) <= _MOST_PLACES else f"{cited} (dan lainnya) {name}"
