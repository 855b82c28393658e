"""From parsed documents to the files of a generation: clauses, words, vectors, and what a chunk leads to."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kb.chunks import Chunk, chunks_of, questions_of_fate, read_questions
from kb.errors import LocatorError, ReadError
from kb.gather import Days, Gathered
from kb.indexing.clauses import NO_CLAUSE, ClauseStore, Verdict
from kb.indexing.embedding import Embedder
from kb.indexing.links import NewLink, write_links
from kb.indexing.reuse import Remembered
from kb.indexing.stores import FAISS
from kb.indexing.writing import NewDocument, NewLayer, write_clauses
from kb.law.catalogue import Catalogue, Regulation
from kb.law.layers import root_of
from kb.law.links import Cited, cited_in, links_of
from kb.law.references import resolve
from kb.law.regulation import Clause, Document, Locator, Nature
from kb.read.structure import Structure

Progress = Callable[[str, int, int], None]
_BATCH = 512
ALWAYS: Days = (0, datetime.date.max.toordinal())
Indexed = tuple[Chunk, int, Days]
"""A chunk, the clause it leads to, and the days on which it is the wording."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read and parsed: what instrument it is, whose words, its clauses, what these cite, and what is doubtful."""

    regulation: Regulation
    nature: Nature
    document: Document
    structure: Structure
    cited: tuple[Cited, ...]
    doubts: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, str]:
        """Which of two copies of one text to use: more articles, then fewer problems, then the file's name."""
        articles = len({c.locator.article for c in self.structure.clauses})
        return (-articles, len(self.structure.problems), self.document.file)

    @property
    def chunks(self) -> Iterator[Chunk]:
        """The chunks of its clauses."""
        return chunks_of(self.structure.clauses, self.document.reading or self.document.text, self.regulation)

    @property
    def is_indexed(self) -> bool:
        """Whether there is anything in it to search for."""
        return next(self.chunks, None) is not None


def is_questions(name: str) -> bool:
    """Whether a file of a corpus holds questions written for clauses."""
    return "/pertanyaan/" in name and name.endswith(".tsv")


def check_questions(path: Path, name: str, held: Collection[tuple[str, Locator]]) -> Verdict:
    """The verdict of a file of questions: partial where an address in it is not held."""
    try:
        rows = read_questions(path)
    except (ReadError, LocatorError, UnicodeDecodeError) as error:
        return Verdict(name, "failed", str(error))
    lost = sorted({f"{key}/{locator}" for key, locator, _ in rows if locator and (key, locator) not in held})
    if lost:
        return Verdict(name, "partial", f"{len(lost)} alamat tidak dipegang: {', '.join(lost[:3])}")
    return Verdict(name, "ok", f"{len(rows)} pertanyaan contoh")


def write_truth(
    path: Path,
    verdicts: Sequence[Verdict],
    parsed: Sequence[Parsed],
    layers: Sequence[NewLayer],
    applied: Collection[tuple[str, Locator]],
    questions: Sequence[Path],
    catalogue: Catalogue,
    embedder: Embedder,
    report: Progress,
    remembered: Remembered | None = None,
) -> tuple[Gathered, dict[str, int]]:
    """Write the truth of a generation; what its caches are made of is gathered on the way, and what went in is counted.

    What an amending law says of a law that is held is indexed as that law's layers; ``applied`` names the
    addresses of the amending laws that are not indexed a second time. Texts that are ``remembered`` are not embedded again.
    """
    known = {**{p.regulation.kunci: p.regulation for p in parsed}, **catalogue.regulations}
    regulations = [(known[key], key in catalogue.regulations) for key in sorted(known)]
    ids = _clause_ids(parsed)
    write_links(path, _links(parsed, layers, Catalogue(known)))
    asked = [Chunk(question, "", key, locator, question=True) for key, locator, question in questions_of_fate(catalogue)]
    indexed = chain(
        _own_chunks(parsed, layers, applied, ids),
        _layer_chunks(layers, known, len(ids) + 1),
        _led([*_question_chunks(questions), *asked], ids),
    )
    gathered = Gathered(embedder, remembered)
    chunks = _gathering(gathered, indexed, len(ids), report)
    write_clauses(path, verdicts, regulations, map(new_document, parsed), layers, map(_stored, chunks))
    return gathered, {
        "files": len(verdicts),
        "regulations": len({p.regulation.kunci for p in parsed}),
        "clauses": len(ids),
        "questions": gathered.questions,
        "chunks": len(gathered),
    }


def write_caches(truth: Path, gathered: Gathered, folder: Path, store: str = FAISS, generation: str = "") -> None:
    """Write every other file of a generation but its manifest."""
    with closing(ClauseStore(truth)) as held:
        gathered.save(folder, store, generation, {regulation.kunci: regulation for regulation, _ in held.regulations()})


def rebuild_caches(truth: Path, folder: Path, embedder: Embedder, report: Progress, store: str = FAISS, generation: str = "") -> None:
    """Write the caches again from what the truth holds: the same bytes."""
    gathered = Gathered(embedder)
    with closing(ClauseStore(truth)) as held:
        for _ in _gathering(gathered, map(_restored, held.chunks()), 0, report):
            pass
    write_caches(truth, gathered, folder, store, generation)


def _gathering(gathered: Gathered, indexed: Iterator[Indexed], clauses: int, report: Progress) -> Iterator[Indexed]:
    """The chunks, each gathered on its way; ``clauses`` is about how many there will be."""
    while batch := list(islice(indexed, _BATCH)):
        gathered.add(batch)
        report("Mengindeks klausul", len(gathered), max(clauses, len(gathered) + 1))
        yield from batch
    report("Mengindeks klausul", len(gathered), len(gathered))


def _stored(one: Indexed) -> tuple[object, ...]:
    chunk, clause, days = one
    return (chunk.own, chunk.context, chunk.key, str(chunk.locator) if chunk.locator else "", chunk.question, clause, *days)


def _restored(row: Sequence[Any]) -> Indexed:
    own, context, key, locator, question, clause, since, until = row
    return Chunk(own, context, key, Locator.parse(locator) if locator else None, question), clause, (since, until)


def _own_chunks(
    parsed: Sequence[Parsed],
    layers: Sequence[NewLayer],
    applied: Collection[tuple[str, Locator]],
    ids: dict[tuple[Nature, str, Locator | None], int],
) -> Iterator[Indexed]:
    """The chunks of each text as it was first made, with the clause each leads to and the days on which it is the wording."""
    first: dict[tuple[str, Locator], int] = {}
    for new in reversed(layers):
        first[new.layer.base, new.layer.root.locator] = new.layer.since.toordinal()
    for one in parsed:
        for chunk in one.chunks:
            if chunk.locator is not None and (chunk.key, chunk.locator) not in applied:
                until = first.get((chunk.key, root_of(chunk.locator))) if one.nature is Nature.RESMI else None
                yield chunk, ids[one.nature, chunk.key, chunk.locator], (ALWAYS[0], until or ALWAYS[1])


def _layer_chunks(layers: Sequence[NewLayer], known: Mapping[str, Regulation], number: int) -> Iterator[Indexed]:
    """The chunks of each layer under the amended law's address; clauses are numbered on from ``number``."""
    until: list[int] = []
    next_day: dict[tuple[str, Locator], int] = {}
    for new in reversed(layers):
        place = new.layer.base, new.layer.root.locator
        until.append(next_day.get(place, ALWAYS[1]))
        next_day[place] = new.layer.since.toordinal()
    for new, end in zip(layers, reversed(until), strict=True):
        days = (new.layer.since.toordinal(), end)
        places = {clause.locator: number + n for n, (clause, _, _) in enumerate(new.clauses)}
        number += len(places)
        for chunk in chunks_of(new.assembled.clauses, new.assembled.text, known[new.layer.base]):
            if chunk.locator is not None and chunk.locator not in new.assembled.deleted:
                yield chunk, places[chunk.locator], days


def _clause_ids(parsed: Sequence[Parsed]) -> dict[tuple[Nature, str, Locator | None], int]:
    """The id of each clause: they are written, and numbered from 1, in this order."""
    order: list[tuple[Nature, str, Locator | None]] = [
        (one.nature, one.regulation.kunci, clause.locator) for one in parsed for clause in one.structure.clauses
    ]
    return {place: number for number, place in enumerate(order, start=1)}


def _links(parsed: Sequence[Parsed], layers: Sequence[NewLayer], catalogue: Catalogue) -> Iterator[NewLink]:
    """Every citation of a clause that is held, in the texts and in their layers, in the order in which clauses are numbered."""
    texts: list[tuple[str, str, Iterable[Cited], Sequence[Clause], range]] = []
    number = 1
    for one in parsed:
        clauses: Sequence[Clause] = one.structure.clauses
        texts.append((one.regulation.kunci, one.document.reading_text, one.cited, clauses, range(number, number + len(clauses))))
        number += len(clauses)
    for new in layers:
        clauses = tuple(clause for clause, _, _ in new.clauses)
        cited = cited_in(new.assembled.text, clauses, catalogue.names)
        texts.append((new.layer.base, new.assembled.text, cited, clauses, range(number, number + len(clauses))))
        number += len(clauses)
    held = {(key, clause.locator) for key, _, _, clauses, _ in texts for clause in clauses}
    for key, text, cites, clauses, numbers in texts:
        for at, link in links_of(cites, clauses, key, lambda m: [r.kunci for r in resolve(m, catalogue)]):
            if (link.key, link.locator) in held:
                words = text[link.start : link.end]
                yield NewLink(numbers[at], link.start - clauses[at].start, words, str(link.kind), link.key, link.locator)


def _question_chunks(paths: Sequence[Path]) -> list[Chunk]:
    out = []
    for path in paths:
        try:
            out += [Chunk(question, "", key, locator, question=True) for key, locator, question in read_questions(path)]
        except (ReadError, LocatorError, UnicodeDecodeError):
            continue  # its verdict row names the fault
    return out


def _led(chunks: Iterable[Chunk], ids: dict[tuple[Nature, str, Locator | None], int]) -> Iterator[Indexed]:
    """Questions with the clause each leads to; those for a clause that is not held are left out."""
    for chunk in chunks:
        quote = next((ids[n, chunk.key, chunk.locator] for n in Nature if (n, chunk.key, chunk.locator) in ids), NO_CLAUSE)
        if quote != NO_CLAUSE or chunk.locator is None:
            yield chunk, quote, ALWAYS


def new_document(one: Parsed) -> NewDocument:
    """A parsed file as it is stored: each clause with what it was checked against and who amended it."""
    default = one.document.front.get("diperiksa", "")
    notes = _notes(one.document, one.structure)
    rows = []
    for clause in one.structure.clauses:
        told = notes(clause)
        checked = told.get("diperiksa", default)
        rows.append((clause, "" if checked == "belum" else checked, told.get("diubah", "")))
    reporter = one.document.front.get("sumber", "")
    return NewDocument(one.regulation.kunci, one.nature, one.document, one.structure.layout, default, reporter, rows)


def _notes(document: Document, structure: Structure) -> Callable[[Clause], dict[str, str]]:
    """From a clause to the annotations that hold for it: those just before it, else before the nearest unit it stands in."""
    if not document.notes:
        return lambda clause: {}
    starts = {clause.locator: clause.start for clause in structure.clauses}
    ends = sorted(clause.end for clause in structure.clauses)

    def of(clause: Clause) -> dict[str, str]:
        found: dict[str, str] = {}
        at: Locator | None = clause.locator
        while at is not None:
            if (start := starts.get(at)) is not None:
                before = bisect_right(ends, start)
                floor = ends[before - 1] if before else 0
                found = {name: value for offset, name, value in document.notes if floor <= offset <= start} | found
            at = at.parent
        return found

    return of
