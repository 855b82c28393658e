"""From parsed documents to the files of a generation: clauses, words, vectors, and what a chunk leads to."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from kb.chunks import Chunk, chunks_of, questions_of_fate, read_questions
from kb.errors import LocatorError, ReadError
from kb.gather import Days, Gathered, Indexed
from kb.indexing.clauses import NO_CLAUSE, ClauseStore, Verdict
from kb.indexing.embedding import Embedder
from kb.indexing.links import NewLink
from kb.indexing.reuse import Remembered
from kb.indexing.stores import FAISS
from kb.indexing.writing import NewDocument, NewLayer, Truth
from kb.law.catalogue import Catalogue, Regulation
from kb.law.layers import root_of
from kb.law.links import Cited, cited_in, links_of
from kb.law.references import resolve
from kb.law.regulation import Clause, Document, Locator, Nature
from kb.parsed import Parsed, chunks_in
from kb.read.reading import Reading
from kb.read.structure import Structure

Progress = Callable[[str, int, int], None]
_TOLD_EVERY = 512
_TEXTS_NUMBERED = 500
ALWAYS: Days = (0, datetime.date.max.toordinal())


class Numbering:
    """The number of each clause of some texts: they are written, and numbered from 1, in this order."""

    def __init__(self, parsed: Sequence[Parsed]) -> None:
        self._texts: dict[str, dict[Nature, tuple[int, tuple[Locator, ...]]]] = defaultdict(dict)
        self._count = 0
        for one in parsed:
            self._texts[one.regulation.kunci][one.nature] = self._count + 1, one.locators
            self._count += len(one.locators)
        self._of = lru_cache(maxsize=_TEXTS_NUMBERED)(self._numbers)

    def __len__(self) -> int:
        return self._count

    def first(self, nature: Nature, key: str) -> int:
        """The number of the first clause of a text."""
        return self._texts[key][nature][0]

    def find(self, key: str, locator: Locator) -> int:
        """The number of the clause at an address, of an official text before any other; ``NO_CLAUSE`` where none is held."""
        return self._of(key).get(locator, NO_CLAUSE)

    def holds(self, place: tuple[str, Locator]) -> bool:
        """Whether a clause is held at an address."""
        return self.find(*place) != NO_CLAUSE

    def _numbers(self, key: str) -> dict[Locator, int]:
        texts = self._texts.get(key, {})
        return {
            locator: first + n
            for nature in reversed(Nature)
            for first, locators in [texts.get(nature, (0, ()))]
            for n, locator in enumerate(locators)
        }


def is_questions(name: str) -> bool:
    """Whether a file of a corpus holds questions written for clauses."""
    return "/pertanyaan/" in name and name.endswith(".tsv")


def check_questions(path: Path, name: str, numbering: Numbering) -> Verdict:
    """The verdict of a file of questions: partial where an address in it is not held."""
    try:
        rows = read_questions(path)
    except (ReadError, LocatorError, UnicodeDecodeError) as error:
        return Verdict(name, "failed", str(error))
    lost = sorted({f"{key}/{locator}" for key, locator, _ in rows if locator and not numbering.holds((key, locator))})
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
    numbering, gathered = Numbering(parsed), Gathered(embedder, remembered)
    links = _Linking(Catalogue(known), numbering, layers)
    asked = [Chunk(question, "", key, locator, question=True) for key, locator, question in questions_of_fate(catalogue)]
    with Truth(path, layers) as truth:
        truth.files(verdicts)
        truth.regulations((known[key], key in catalogue.regulations) for key in sorted(known))
        indexed = chain(
            _own_chunks(parsed, truth, links, _first_days(layers), _by_key(applied), numbering),
            _layer_chunks(layers, truth, links, known, len(numbering) + 1),
            _led([*_question_chunks(questions), *asked], numbering),
        )
        truth.chunks(map(_stored, _gathering(gathered, indexed, len(numbering), report)))
    return gathered, {
        "files": len(verdicts),
        "regulations": len({p.regulation.kunci for p in parsed}),
        "clauses": len(numbering),
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
    for number, one in enumerate(gathered.gather(indexed), start=1):
        if number % _TOLD_EVERY == 0:
            report("Mengindeks klausul", number, max(clauses, number + 1))
        yield one
    report("Mengindeks klausul", len(gathered), len(gathered))


def _stored(one: Indexed) -> tuple[object, ...]:
    chunk, clause, days = one
    return (chunk.own, chunk.context, chunk.key, str(chunk.locator) if chunk.locator else "", chunk.question, clause, *days)


def _restored(row: Sequence[Any]) -> Indexed:
    own, context, key, locator, question, clause, since, until = row
    return Chunk(own, context, key, Locator.parse(locator) if locator else None, question), clause, (since, until)


def _first_days(layers: Sequence[NewLayer]) -> dict[str, dict[Locator, int]]:
    """By key and article, for those that have layers, the day on which the first one begins."""
    days: dict[str, dict[Locator, int]] = defaultdict(dict)
    for new in reversed(layers):
        days[new.layer.base][new.layer.root.locator] = new.layer.since.toordinal()
    return days


def _by_key(places: Iterable[tuple[str, Locator]]) -> dict[str, set[Locator]]:
    found: dict[str, set[Locator]] = defaultdict(set)
    for key, locator in places:
        found[key].add(locator)
    return found


def _own_chunks(
    parsed: Sequence[Parsed],
    truth: Truth,
    links: _Linking,
    amended: Mapping[str, Mapping[Locator, int]],
    applied: Mapping[str, Collection[Locator]],
    numbering: Numbering,
) -> Iterator[Indexed]:
    """Write each text as it was first made; its chunks, with the clause each leads to and the days on which it is the wording."""
    for one in parsed:
        reading, key = one.read(), one.regulation.kunci
        first = numbering.first(one.nature, key)
        truth.document(new_document(one, reading))
        truth.links(links.of(key, reading.document.reading_text, reading.cited, reading.structure.clauses, first))
        numbers = {clause.locator: first + n for n, clause in enumerate(reading.structure.clauses)}
        elsewhere, until = applied.get(key, frozenset()), amended.get(key, {}) if one.nature is Nature.RESMI else {}
        for chunk in chunks_in(reading, one.regulation):
            if chunk.locator is not None and chunk.locator not in elsewhere:
                end = until.get(root_of(chunk.locator), ALWAYS[1]) if until else ALWAYS[1]
                yield chunk, numbers[chunk.locator], (ALWAYS[0], end)


def _layer_chunks(
    layers: Sequence[NewLayer], truth: Truth, links: _Linking, known: Mapping[str, Regulation], number: int
) -> Iterator[Indexed]:
    """Write the layers; the chunks of each under the amended law's address. Clauses are numbered on from ``number``."""
    truth.write_layers()
    until: list[int] = []
    next_day: dict[tuple[str, Locator], int] = {}
    for new in reversed(layers):
        place = new.layer.base, new.layer.root.locator
        until.append(next_day.get(place, ALWAYS[1]))
        next_day[place] = new.layer.since.toordinal()
    for new, end in zip(layers, reversed(until), strict=True):
        days, text = (new.layer.since.toordinal(), end), new.assembled.text
        clauses = tuple(clause for clause, _, _ in new.clauses)
        truth.links(links.of(new.layer.base, text, cited_in(text, clauses, links.names), clauses, number))
        places = {clause.locator: number + n for n, clause in enumerate(clauses)}
        number += len(clauses)
        for chunk in chunks_of(new.assembled.clauses, text, known[new.layer.base]):
            if chunk.locator is not None and chunk.locator not in new.assembled.deleted:
                yield chunk, places[chunk.locator], days


class _Linking:
    """Tells which of the citations in a text cite a clause that is held, in a text or in a layer of one."""

    def __init__(self, catalogue: Catalogue, numbering: Numbering, layers: Sequence[NewLayer]) -> None:
        self.names = catalogue.names
        self._keys = lambda mention: [regulation.kunci for regulation in resolve(mention, catalogue)]
        self._numbering = numbering
        self._in_layers = {(new.layer.base, clause.locator) for new in layers for clause, _, _ in new.clauses}

    def of(self, key: str, text: str, cites: Iterable[Cited], clauses: Sequence[Clause], first: int) -> Iterator[NewLink]:
        """The links of a text of which the clauses are numbered from ``first``."""
        for at, link in links_of(cites, clauses, key, self._keys):
            place = link.key, link.locator
            if self._numbering.holds(place) or place in self._in_layers:
                yield NewLink(first + at, link.start - clauses[at].start, text[link.start : link.end], str(link.kind), *place)


def _question_chunks(paths: Sequence[Path]) -> list[Chunk]:
    out = []
    for path in paths:
        try:
            out += [Chunk(question, "", key, locator, question=True) for key, locator, question in read_questions(path)]
        except (ReadError, LocatorError, UnicodeDecodeError):
            continue  # its verdict row names the fault
    return out


def _led(chunks: Iterable[Chunk], numbering: Numbering) -> Iterator[Indexed]:
    """Questions with the clause each leads to; those for a clause that is not held are left out."""
    for chunk in chunks:
        number = numbering.find(chunk.key, chunk.locator) if chunk.locator is not None else NO_CLAUSE
        if number != NO_CLAUSE or chunk.locator is None:
            yield chunk, number, ALWAYS


def new_document(one: Parsed, reading: Reading) -> NewDocument:
    """A file as it is stored: each clause with what it was checked against and who amended it."""
    document, structure = reading.document, reading.structure
    default, reporter = document.front.get("diperiksa", ""), document.front.get("sumber", "")
    notes = _notes(document, structure)
    rows = []
    for clause in structure.clauses:
        told = notes(clause)
        checked = told.get("diperiksa", default)
        rows.append((clause, "" if checked == "belum" else checked, told.get("diubah", "")))
    return NewDocument(one.regulation.kunci, one.nature, document, structure.layout, default, reporter, rows)


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
