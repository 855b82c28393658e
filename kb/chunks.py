"""What is indexed of each clause: its own words with those above it, and the questions it answers.

A huruf such as "ikut kampanye" says nothing alone; its chunk carries the lead of the ayat and Pasal it
stands in, the division's title and the name of the instrument. A question we wrote for a clause is a
chunk of its own that leads to the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.errors import ReadError
from kb.law.catalogue import Catalogue, Regulation
from kb.law.regulation import Clause, Locator, Unit
from kb.law.silence import says_nothing

MAX_OWN = 4000
MAX_EMBEDDED = 1200
MAX_QUESTION = 500
_MAX_LEAD = 600
_NOTHING = "-"  # the address of a question that nothing in the corpus answers
_OF_PARTS = {Unit.LAMPIRAN, Unit.BAGIAN}
"""Where such a unit has parts, those are indexed and not it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One indexed text: its own words, its context, and the clause it leads to, none for a question out of scope."""

    own: str
    context: str
    key: str
    locator: Locator | None
    question: bool = False

    @property
    def embedded(self) -> str:
        """What the embedding model reads: context before own words, cut to what it can weigh."""
        return f"{self.context[: MAX_EMBEDDED // 3]} {self.own[:MAX_EMBEDDED]}".strip()


def chunks_of(clauses: Sequence[Clause], text: str, regulation: Regulation) -> Iterator[Chunk]:
    """The chunks of a document's clauses; a clause that says nothing to search for has none."""
    leads = {clause.locator: text[clause.start : clause.lead_end][:_MAX_LEAD] for clause in clauses}
    parents = {clause.locator.parent for clause in clauses}

    @cache  # those beside each other stand below the same
    def context(parent: Locator | None, heading: tuple[str, ...]) -> str:
        return " ".join([regulation.judul, *heading, *_above(parent, leads)])

    for clause in clauses:
        if own := _own(clause, text, clause.locator in parents):
            yield Chunk(own, context(clause.locator.parent, clause.heading), regulation.kunci, clause.locator)


def _own(clause: Clause, text: str, has_children: bool) -> str:
    unit = clause.locator.steps[-1].unit
    own = text[clause.start : clause.end]
    if says_nothing(unit, own) or (has_children and unit in _OF_PARTS):
        return ""
    if has_children and len(own) > MAX_OWN:  # its parts have chunks of their own
        own = text[clause.start : max(clause.lead_end, clause.start + MAX_OWN // 4)]
    return own.replace("|", " ") if clause.cells else own


def _above(at: Locator | None, leads: Mapping[Locator, str]) -> Iterator[str]:
    """The leads from the top down to a locator, its own among them."""
    if at is not None:
        yield from _above(at.parent, leads)
        if at in leads:
            yield leads[at]


def read_questions(path: Path) -> list[tuple[str, Locator | None, str]]:
    """The questions of a ``pertanyaan/*.tsv`` file as (key, locator, question); key "" for one that nothing here answers.

    Raises:
        ReadError: If a line has not three columns or its address is none; names the line.
    """
    out: list[tuple[str, Locator | None, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or ("/" not in columns[0] and columns[0] != _NOTHING):
            raise ReadError(f"baris {number}: perlu tiga kolom (alamat, ragam, pertanyaan) yang dipisah tab")
        key, _, locator = columns[0].removeprefix(_NOTHING).partition("/")
        out.append((key, Locator.parse(locator) if key else None, columns[2].strip()[:MAX_QUESTION]))
    return out


def questions_of_fate(catalogue: Catalogue) -> Iterator[tuple[str, Locator, str]]:
    """Questions that the catalogue itself answers, as (key, locator, question): what a Court ruling did, what was revoked where.

    A ruling's questions lead to the clause it reads anew, a revocation's to the clause that revokes.
    """
    for actor in catalogue.regulations.values():
        for effect in actor.membatasi:
            base = catalogue.get(effect.regulasi)
            name = base.sebutan[0] if base and base.sebutan else base.short if base else effect.regulasi
            for place in effect.klausul:
                locator = Locator.parse(place)
                ruling = ", ".join([actor.short, *actor.sebutan])
                yield (
                    effect.regulasi,
                    locator,
                    f"Bagaimana {locator.cite()} {base.short if base else name} ({name}) dibaca setelah {ruling}?",
                )
                if effect.akibat:
                    yield effect.regulasi, locator, f"Setelah putusan Mahkamah Konstitusi (MK) tahun {effect.sejak.year}: {effect.akibat}"
        for effect in actor.mencabut:
            base = catalogue.get(effect.regulasi)
            if base and effect.dasar and not effect.klausul:
                names = ", ".join([base.short, base.judul, *base.sebutan[:2]])
                yield (
                    actor.kunci,
                    Locator.parse(effect.dasar),
                    f"Apakah {names} masih berlaku, atau sudah dicabut dan diganti {actor.short}?",
                )
