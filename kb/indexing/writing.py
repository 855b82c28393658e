"""The truth on disk, written: documents with their text, clauses with their spans, the catalogue; in SQLite.

Rows are written in a fixed order and read only, so the same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.indexing.clauses import Verdict
from kb.indexing.packed import packed
from kb.law.catalogue import Regulation
from kb.law.layers import Assembled, Layer, Slice
from kb.law.regulation import Clause, Document, Nature

_SCHEMA = """
CREATE TABLE files (id INTEGER PRIMARY KEY, file TEXT, verdict TEXT, reason TEXT);
CREATE TABLE regulations (key TEXT PRIMARY KEY, catalogued INTEGER, entry TEXT);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, key TEXT, nature TEXT, file TEXT, sha256 TEXT, layout TEXT,
    checked TEXT, reporter TEXT, pages TEXT, text TEXT
);
CREATE TABLE clauses (
    id INTEGER PRIMARY KEY, document INTEGER, key TEXT, locator TEXT, start INTEGER, end INTEGER, lead_end INTEGER,
    page INTEGER, heading TEXT, cells TEXT, repairs TEXT, doubts TEXT, checked TEXT, amended_by TEXT,
    edition INTEGER, point TEXT DEFAULT '', since TEXT DEFAULT '', deleted INTEGER DEFAULT 0, words TEXT DEFAULT '', pieces TEXT DEFAULT ''
);
CREATE TABLE chunks (id INTEGER PRIMARY KEY, packed BLOB);
CREATE INDEX clauses_by_address ON clauses (key, locator);
CREATE INDEX clauses_by_document ON clauses (document);
"""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document ready to be stored, each clause with what it was checked against and which instrument amended it."""

    key: str
    nature: Nature
    document: Document
    layout: str
    checked: str
    reporter: str
    clauses: Sequence[tuple[Clause, str, str]]


@dataclass(frozen=True, slots=True)
class NewLayer:
    """An article as an amending law made it: its text, the clauses in it, those that ended, and the law's and the point's key."""

    layer: Layer
    assembled: Assembled

    @property
    def clauses(self) -> Iterator[tuple[Clause, tuple[Slice, ...], bool]]:
        """Each clause, the slices its words are, and whether it is deleted; those that ended come last.

        One that could not be told from the rest of its article has the words of all of it.
        """
        for clause in self.assembled.clauses:
            yield clause, self.assembled.within(clause.start, clause.end), clause.locator in self.assembled.deleted
        whole = len(self.assembled.text)
        for locator in self.layer.unread:
            yield Clause(locator, 0, whole, whole, self.layer.root.heading), self.assembled.within(0, whole), False
        for locator, words in self.layer.gone:
            length = words.end - words.start
            yield Clause(locator, 0, length, length, self.layer.root.heading), (words,), True


def write_clauses(
    path: Path,
    files: Iterable[Verdict],
    regulations: Iterable[tuple[Regulation, bool]],
    documents: Iterable[NewDocument],
    layers: Sequence[NewLayer] = (),
    chunks: Iterable[Sequence[object]] = (),
) -> None:
    """Write a new database; regulations come with whether the catalogue names them.

    ``chunks`` are rows of what is indexed, kept as they are: every cache can be made again from them.

    Clauses are numbered from 1: those of each document in turn, then those of each layer.
    """
    with sqlite3.connect(path) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        db.executemany("INSERT INTO files (file, verdict, reason) VALUES (?, ?, ?)", [(f.file, f.verdict, f.reason) for f in files])
        db.executemany("INSERT INTO regulations VALUES (?, ?, ?)", [(r.kunci, int(known), _dump(r)) for r, known in regulations])
        sources: dict[str, tuple[int, Document]] = {}
        for number, new in enumerate(documents, start=1):
            d = new.document
            sources[d.file] = number, d
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, new.key, new.nature, d.file, d.sha256, new.layout, new.checked, new.reporter, json.dumps(d.page_starts), d.text),
            )
            db.executemany(
                "INSERT INTO clauses (document, key, locator, start, end, lead_end, page, heading, cells, repairs, doubts,"
                " checked, amended_by, edition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, new.key, *_row(clause, d), checked, amended, number) for clause, checked, amended in new.clauses],
            )
        _write_layers(db, sources, layers)
        db.executemany("INSERT INTO chunks (packed) VALUES (?)", ((piece,) for piece in packed(chunks)))
    db.close()


def _write_layers(db: sqlite3.Connection, sources: Mapping[str, tuple[int, Document]], layers: Sequence[NewLayer]) -> None:
    editions: dict[tuple[str, str], int] = {}
    for new in layers:
        layer = new.layer
        edition = editions.setdefault((layer.base, layer.by), len(sources) + len(editions) + 1)
        for clause, slices, deleted in new.clauses:
            number, document = sources[slices[0].file]
            start = slices[0].start
            row = _row(replace(clause, start=start, end=slices[0].end, lead_end=start + clause.lead_end - clause.start), document)
            words, pieces = "", ""
            if len(slices) > 1:
                words, *told = _joined(new.assembled, clause, {file: d for file, (_, d) in sources.items()})
                row = (*row[:-2], *told)
                read = [(s.file, d.page_of(s.start), d.sha256, s.start, s.end) for s in slices for _, d in [sources[s.file]]]
                pieces = json.dumps(read, ensure_ascii=False)
            made = (layer.by, edition, f"{layer.by}/{layer.point}", layer.since.isoformat(), int(deleted), words, pieces)
            db.execute(
                "INSERT INTO clauses (document, key, locator, start, end, lead_end, page, heading, cells, repairs, doubts, checked,"
                " amended_by, edition, point, since, deleted, words, pieces)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?)",
                (number, layer.base, *row, *made),
            )


def _row(clause: Clause, document: Document) -> tuple[object, ...]:
    cells = json.dumps([[c.heading, c.start, c.end] for c in clause.cells], ensure_ascii=False) if clause.cells else ""
    heading = json.dumps(clause.heading, ensure_ascii=False) if clause.heading else ""
    told = map(_listed, _told(clause.start, clause.end, document, 0))
    return (str(clause.locator), clause.start, clause.end, clause.lead_end, document.page_of(clause.start), heading, cells, *told)


def _joined(assembled: Assembled, clause: Clause, documents: Mapping[str, Document]) -> tuple[str, str, str]:
    """The words of a clause put together of several slices as the sources have them, with the slices' repairs and doubts."""
    words, repairs, doubts = assembled.text, [], []
    for offset, piece in assembled.slices:
        stop = offset + piece.end - piece.start
        words = words[:offset] + documents[piece.file].text[piece.start : piece.end] + words[stop:]
        if offset < clause.end and clause.start < stop:
            first, last = max(offset, clause.start), min(stop, clause.end)
            found = _told(piece.start + first - offset, piece.start + last - offset, documents[piece.file], first - clause.start)
            repairs += found[0]
            doubts += found[1]
    return words[clause.start : clause.end], _listed(repairs), _listed(list(dict.fromkeys(doubts)))


def _listed(found: object) -> str:
    return json.dumps(found, ensure_ascii=False) if found else ""


def _told(start: int, end: int, document: Document, at: int) -> tuple[list[tuple[int, int, str]], list[str]]:
    """The repairs of a span, as if it began at an offset, and what is doubtful in it."""
    inside = [r for r in document.repairs if start <= r.start and r.end <= end]
    doubts = dict.fromkeys(d.message for d in document.doubts if d.start < end and start < d.end)
    return [(r.start - start + at, r.end - start + at, r.to) for r in inside], list(doubts)


def _dump(regulation: Regulation) -> str:
    import msgspec

    return msgspec.json.encode(regulation).decode()
