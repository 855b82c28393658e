"""The truth on disk, written: documents with their text, clauses with their spans, the catalogue; in SQLite.

Rows are written in a fixed order and read only, so the same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kb.indexing.clauses import BLOCK, Verdict
from kb.indexing.links import INDEXES, SCHEMA, NewLink
from kb.law.catalogue import Regulation
from kb.law.layers import Assembled, Layer, Slice
from kb.law.regulation import Clause, Document, Nature

_SCHEMA = """
CREATE TABLE files (id INTEGER PRIMARY KEY, file TEXT, verdict TEXT, reason TEXT);
CREATE TABLE regulations (key TEXT PRIMARY KEY, catalogued INTEGER, entry TEXT);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, key TEXT, nature TEXT, file TEXT, sha256 TEXT, layout TEXT,
    checked TEXT, reporter TEXT, pages TEXT, block INTEGER, blocks INTEGER
);
CREATE TABLE blocks (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE clauses (
    id INTEGER PRIMARY KEY, document INTEGER, key TEXT, locator TEXT, start INTEGER, end INTEGER, lead_end INTEGER,
    page INTEGER, heading TEXT, cells TEXT, repairs TEXT, doubts TEXT, checked TEXT, amended_by TEXT,
    edition INTEGER, point TEXT DEFAULT '', since TEXT DEFAULT '', deleted INTEGER DEFAULT 0, words TEXT DEFAULT '', pieces TEXT DEFAULT ''
);
CREATE TABLE chunks (id INTEGER PRIMARY KEY, before INTEGER, packed BLOB);
"""
_INDEXES = """
CREATE INDEX clauses_by_address ON clauses (key, locator);
CREATE INDEX clauses_by_document ON clauses (document);
"""

Checked = tuple[Clause, str, str]
"""A clause, what it was checked against, and which instrument amended it."""


class NewDocument(msgspec.Struct, array_like=True):
    """A document ready to be stored: ``row`` but for its number and where its blocks are, its text in blocks, its clauses' rows."""

    file: str
    row: tuple[str, ...]
    blocks: list[str]
    clauses: list[tuple[Any, ...]]

    @classmethod
    def of(
        cls,
        key: str,
        nature: Nature,
        document: Document,
        layout: str,
        checked: str,
        reporter: str,
        clauses: Iterable[Checked],
    ) -> NewDocument:
        """A document with its clauses; what it was checked against as a whole, and who reports it."""
        text, pages = document.text, json.dumps(document.page_starts)
        return cls(
            document.file,
            (key, nature, document.file, document.sha256, layout, checked, reporter, pages),
            [text[start : start + BLOCK] for start in range(0, len(text), BLOCK)],
            [(key, *_row(clause, document), checked, amended) for clause, checked, amended in clauses],
        )


_CLAUSE = "key, locator, start, end, lead_end, page, heading, cells, repairs, doubts, checked, amended_by"
_INSERT = "INSERT INTO clauses ({}) VALUES ({})"
_NOTHING_TOLD = "", ""


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


class Truth:
    """A new database of clauses, written once, in a context; clauses are numbered from 1 in the order in which they are written.

    Args:
        path: Where it is made.
        layers: The layers that will be written last; the documents that they are slices of are kept until then.
    """

    def __init__(self, path: Path, layers: Sequence[NewLayer] = ()) -> None:
        self._db = sqlite3.connect(path)
        self._layers = layers
        self._sliced = {piece.file for new in layers for _, piece in new.assembled.slices}
        self._sliced |= {piece.file for new in layers for _, pieces, _ in new.clauses for piece in pieces}
        self._sources: dict[str, tuple[int, Document]] = {}
        self._documents, self._block = 0, 1

    def __enter__(self) -> Truth:
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + SCHEMA)
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._db.commit()
            self._db.executescript(_INDEXES + INDEXES)  # of rows that are there already: sorted once, not kept in order row by row
        self._db.close()

    def files(self, verdicts: Iterable[Verdict]) -> None:
        """Write what became of each file."""
        rows = ((v.file, v.verdict, v.reason) for v in verdicts)
        self._db.executemany("INSERT INTO files (file, verdict, reason) VALUES (?, ?, ?)", rows)

    def regulations(self, regulations: Iterable[tuple[Regulation, bool]]) -> None:
        """Write the instruments, each with whether the catalogue names it."""
        self._db.executemany("INSERT INTO regulations VALUES (?, ?, ?)", ((r.kunci, int(known), _dump(r)) for r, known in regulations))

    def needs(self, file: str) -> bool:
        """Whether a layer is made of slices of a file."""
        return file in self._sliced

    def document(self, new: NewDocument, source: Document | None = None) -> None:
        """Write a document with its clauses; ``source`` is the document itself, where a layer needs it."""
        self._documents += 1
        number = self._documents
        if source:
            self._sources[new.file] = number, source
        row = (number, *new.row, self._block, len(new.blocks))
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._db.executemany("INSERT INTO blocks VALUES (?, ?)", enumerate(new.blocks, start=self._block))
        self._block += len(new.blocks)
        self._db.executemany(_INSERT.format(f"document, edition, {_CLAUSE}", f"{number}, {number}{', ?' * 12}"), new.clauses)

    def write_layers(self) -> None:
        """Write the layers, when every document is written."""
        editions: dict[tuple[str, str], int] = {}
        for new in self._layers:
            layer = new.layer
            edition = editions.setdefault((layer.base, layer.by), self._documents + len(editions) + 1)
            for clause, slices, deleted in new.clauses:
                made = (layer.by, f"{layer.by}/{layer.point}", layer.since.isoformat(), int(deleted))
                self._layer_clause(new, clause, slices, edition, made)

    def _layer_clause(self, new: NewLayer, clause: Clause, slices: Sequence[Slice], edition: int, made: tuple[object, ...]) -> None:
        number, document = self._sources[slices[0].file]
        start = slices[0].start
        row = _row(replace(clause, start=start, end=slices[0].end, lead_end=start + clause.lead_end - clause.start), document)
        words, pieces = "", ""
        if len(slices) > 1:
            words, *told = _joined(new.assembled, clause, {file: d for file, (_, d) in self._sources.items()})
            row = (*row[:-2], *told)
            read = [(s.file, d.page_of(s.start), d.sha256, s.start, s.end) for s in slices for _, d in [self._sources[s.file]]]
            pieces = json.dumps(read, ensure_ascii=False)
        columns = f"document, edition, {_CLAUSE}, point, since, deleted, words, pieces"
        values = (number, edition, new.layer.base, *row, "", *made, words, pieces)
        self._db.execute(_INSERT.format(columns, ", ".join("?" * len(values))), values)

    def links(self, links: Iterable[NewLink]) -> None:
        """Write what clauses cite."""
        self._db.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", links)

    def chunks(self, before: int, rows: bytes) -> None:
        """Write what is indexed, packed as it is: every cache can be made again from it. ``before`` clauses stand before its text."""
        self._db.execute("INSERT INTO chunks (before, packed) VALUES (?, ?)", (before, rows))


def _row(clause: Clause, document: Document) -> tuple[object, ...]:
    cells = json.dumps([[c.heading, c.start, c.end] for c in clause.cells], ensure_ascii=False) if clause.cells else ""
    told = map(_listed, _told(clause.start, clause.end, document, 0)) if document.repairs or document.doubts else _NOTHING_TOLD
    page = document.page_of(clause.start)
    return (str(clause.locator), clause.start, clause.end, clause.lead_end, page, _heading(clause.heading), cells, *told)


@lru_cache(maxsize=8)
def _heading(titles: tuple[str, ...]) -> str:
    """Titles as they are stored; those of neighbours are mostly the same."""
    return json.dumps(titles, ensure_ascii=False) if titles else ""


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
    return msgspec.json.encode(regulation).decode()
