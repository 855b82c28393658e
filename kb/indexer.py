"""From parsed documents to the files of a generation: clauses, words, vectors, and what a chunk leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from kb.chunks import Chunk, questions_of_fate, read_questions
from kb.errors import LocatorError, ReadError
from kb.gather import Gathered
from kb.indexing.clauses import NO_CLAUSE, ClauseStore, Verdict
from kb.indexing.links import NewLink
from kb.indexing.stores import FAISS
from kb.indexing.writing import NewLayer, Truth
from kb.law.catalogue import Catalogue, Regulation
from kb.law.links import cited_keys
from kb.law.references import resolve
from kb.law.regulation import Locator, Nature
from kb.layering import Amendments
from kb.parsed import Parsed
from kb.prepared import ALWAYS, NOTHING_NAMED, Indexed, Layered, Prepared, Rows, Text, restored
from kb.preparing import Preparing, Unit

Progress = Callable[[str, int, int], None]
FEW = 20_000
"""Texts of up to so many clauses are prepared by the build itself: starting a process costs more."""
_TEXTS_NUMBERED = 2_000
_MENTIONS = 20_000
_BATCH = 512


class Numbering:
    """The number of each clause of some texts: they are written, and numbered from 1, in this order."""

    def __init__(self, parsed: Sequence[Parsed]) -> None:
        self._texts: dict[str, dict[Nature, tuple[int, tuple[str, ...]]]] = defaultdict(dict)
        self._count = 0
        for one in parsed:
            self._texts[one.regulation.kunci][one.nature] = self._count, one.locators
            self._count += len(one.locators)
        self._of = lru_cache(maxsize=_TEXTS_NUMBERED)(self._numbers)

    def __len__(self) -> int:
        return self._count

    def before(self, nature: Nature, key: str) -> int:
        """How many clauses stand before those of a text."""
        return self._texts[key][nature][0]

    def find(self, key: str, locator: str) -> int:
        """The number of the clause at an address, of an official text before any other; ``NO_CLAUSE`` where none is held."""
        return self._of(key).get(locator, NO_CLAUSE)

    def holds(self, place: tuple[str, str]) -> bool:
        """Whether a clause is held at an address."""
        return self.find(*place) != NO_CLAUSE

    def _numbers(self, key: str) -> dict[str, int]:
        texts, found = self._texts.get(key, {}), dict[str, int]()
        for nature in reversed(Nature):
            before, locators = texts.get(nature, (0, ()))
            found.update(zip(locators, range(before + 1, before + 1 + len(locators)), strict=True))
        return found


def is_questions(name: str) -> bool:
    """Whether a file of a corpus holds questions written for clauses."""
    return "/pertanyaan/" in name and name.endswith(".tsv")


def check_questions(path: Path, name: str, numbering: Numbering) -> Verdict:
    """The verdict of a file of questions: partial where an address in it is not held."""
    try:
        rows = read_questions(path)
    except (ReadError, LocatorError, UnicodeDecodeError) as error:
        return Verdict(name, "failed", str(error))
    lost = sorted({f"{key}/{locator}" for key, locator, _ in rows if locator and not numbering.holds((key, str(locator)))})
    if lost:
        return Verdict(name, "partial", f"{len(lost)} alamat tidak dipegang: {', '.join(lost[:3])}")
    return Verdict(name, "ok", f"{len(rows)} pertanyaan contoh")


def write_truth(
    path: Path,
    verdicts: Sequence[Verdict],
    parsed: Sequence[Parsed],
    amendments: Amendments,
    questions: Sequence[Path],
    catalogue: Catalogue,
    preparing: Preparing,
    report: Progress,
) -> tuple[Gathered, dict[str, int]]:
    """Write the truth of a generation; what its caches are made of is gathered on the way, and what went in is counted.

    What an amending law says of a law that is held is indexed as that law's layers, and not a second time.
    """
    known = {**{p.regulation.kunci: p.regulation for p in parsed}, **catalogue.regulations}
    numbering, layers, gathered = Numbering(parsed), amendments.layers, preparing.gathered()
    links = _Linking(Catalogue(known), numbering, layers)
    asked = [Chunk(question, "", key, locator, question=True) for key, locator, question in questions_of_fate(catalogue)]
    led = list(_led([*_question_chunks(questions), *asked], numbering))
    units = chain(_texts(parsed, amendments, numbering), _layers(layers, known, len(numbering)), _batches(led))
    with Truth(path, layers) as truth:
        truth.files(verdicts)
        truth.regulations((known[key], key in catalogue.regulations) for key in sorted(known))
        for unit, made, vectors in preparing.prepared(units, few=len(numbering) <= FEW):
            if made.document and isinstance(unit.asked, Text):
                truth.document(made.document, unit.asked.parsed.read().document if truth.needs(made.document.file) else None)
            truth.links(links.of(unit.key, made, unit.before))
            truth.chunks(unit.before, made.chunks.packed)
            gathered.take(made.chunks, vectors, unit.before)
            report("Mengindeks klausul", len(gathered), max(len(numbering), len(gathered) + 1))
        report("Mengindeks klausul", len(gathered), len(gathered))
        truth.write_layers()
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


def rebuild_caches(truth: Path, folder: Path, preparing: Preparing, report: Progress, store: str = FAISS, generation: str = "") -> None:
    """Write the caches again from what the truth holds: the same bytes."""
    gathered = preparing.gathered()
    with closing(ClauseStore(truth)) as held:
        units = (Unit(Rows(list(restored(rows))), before) for before, rows in held.chunks())
        for unit, made, vectors in preparing.prepared(units, few=held.count() <= FEW):
            gathered.take(made.chunks, vectors, unit.before)
            report("Mengindeks klausul", len(gathered), len(gathered) + 1)
    write_caches(truth, gathered, folder, store, generation)


def _texts(parsed: Sequence[Parsed], amendments: Amendments, numbering: Numbering) -> Iterator[Unit]:
    """Each text as it was first made."""
    amended, elsewhere = _first_days(amendments.layers), _by_key(amendments.applied)
    for one in parsed:
        key = one.regulation.kunci
        until = amended.get(key, {}) if one.nature is Nature.RESMI else {}
        text = Text(replace(one, locators=()), sorted(elsewhere.get(key, ()), key=str), sorted(until.items(), key=str))
        yield Unit(text, numbering.before(one.nature, key), key)


def _layers(layers: Sequence[NewLayer], known: Mapping[str, Regulation], before: int) -> Iterator[Unit]:
    """The layers, each at the amended law's address, with the days on which it is the wording; ``before`` clauses are written before."""
    until: list[int] = []
    next_day: dict[tuple[str, Locator], int] = {}
    for new in reversed(layers):
        place = new.layer.base, new.layer.root.locator
        until.append(next_day.get(place, ALWAYS[1]))
        next_day[place] = new.layer.since.toordinal()
    for new, end in zip(layers, reversed(until), strict=True):
        made, key = new.assembled, new.layer.base
        clauses, deleted = [clause for clause, _, _ in new.clauses], sorted(made.deleted, key=str)
        days = new.layer.since.toordinal(), end
        yield Unit(Layered(known[key], made.text, clauses, list(made.clauses), deleted, days), before, key)
        before += len(clauses)


def _batches(indexed: Sequence[Indexed]) -> Iterator[Unit]:
    """Chunks that belong to no text, some hundred at a time."""
    for first in range(0, len(indexed), _BATCH):
        yield Unit(Rows(list(indexed[first : first + _BATCH])), 0)


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


class _Linking:
    """Tells which of the citations in a text cite a clause that is held, in a text or in a layer of one."""

    def __init__(self, catalogue: Catalogue, numbering: Numbering, layers: Sequence[NewLayer]) -> None:
        self._keys = lru_cache(maxsize=_MENTIONS)(lambda mention: [regulation.kunci for regulation in resolve(mention, catalogue)])
        self._numbering = numbering
        self._in_layers = {(new.layer.base, str(clause.locator)) for new in layers for clause, _, _ in new.clauses}

    def of(self, key: str, made: Prepared, before: int) -> Iterator[NewLink]:
        """The links of a text, so many clauses before it."""
        named = [self._keys(mention) for mention in made.mentions]
        for cite in made.cites:
            for cited in cited_keys(key, named[cite.mention] if cite.mention != NOTHING_NAMED else None, cite.itself):
                place = cited, cite.locator
                if self._numbering.holds(place) or place in self._in_layers:
                    yield NewLink(before + cite.clause, cite.start, cite.words, cite.kind, *place)


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
        number = numbering.find(chunk.key, str(chunk.locator)) if chunk.locator is not None else NO_CLAUSE
        if number != NO_CLAUSE or chunk.locator is None:
            yield chunk, number, ALWAYS
