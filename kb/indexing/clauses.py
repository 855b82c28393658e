"""The truth on disk: documents with their text, clauses with their spans, the catalogue; in SQLite.

Rows are written in a fixed order and read only, so the same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.law.catalogue import Regulation
from kb.law.regulation import Clause, Document, Locator, Nature, Repair, shown

_SCHEMA = """
CREATE TABLE files (id INTEGER PRIMARY KEY, file TEXT, verdict TEXT, reason TEXT);
CREATE TABLE regulations (key TEXT PRIMARY KEY, catalogued INTEGER, entry TEXT);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, key TEXT, nature TEXT, file TEXT, sha256 TEXT, layout TEXT,
    checked TEXT, reporter TEXT, pages TEXT, text TEXT
);
CREATE TABLE clauses (
    id INTEGER PRIMARY KEY, document INTEGER, key TEXT, locator TEXT, start INTEGER, end INTEGER, lead_end INTEGER,
    page INTEGER, heading TEXT, cells TEXT, repairs TEXT, doubts TEXT, checked TEXT, amended_by TEXT
);
CREATE INDEX clauses_by_address ON clauses (key, locator);
"""
_SELECT = """
SELECT c.id, c.key, c.locator, c.start, c.end, c.lead_end, c.page, c.heading, c.cells, c.repairs, c.doubts, c.checked, c.amended_by,
       d.nature, d.file, d.sha256, d.reporter, substr(d.text, c.start + 1, c.end - c.start)
FROM clauses c JOIN documents d ON d.id = c.document
"""


NO_CLAUSE = 0
"""What a chunk leads to that no clause answers; clauses are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file: ``ok``, ``partial`` or ``failed``, with the reason."""

    file: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where words were read: the file and its hash, the page from 1, the half-open span in its text."""

    file: str
    page: int
    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredClause:
    """A clause as held: ``text`` is what is shown, ``original`` the slice of the source, ``repairs`` where they differ.

    ``lead`` holds its own words before any child, as shown. ``doubts`` say what of it was not read with certainty (a scan, two
    readings that differ), in words for a person. ``checked`` names what a ringkasan was checked against, "" where it is unverified.
    ``amended_by`` is the key of the instrument whose version it restates, "" for the original's.
    """

    id: int
    key: str
    locator: Locator
    text: str
    lead: str
    source: Source
    nature: Nature
    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    checked: str
    amended_by: str
    reporter: str
    original: str = ""
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The permalink: regulation key and locator."""
        return f"{self.key}/{self.locator}"


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


def write_clauses(
    path: Path, files: Iterable[Verdict], regulations: Iterable[tuple[Regulation, bool]], documents: Iterable[NewDocument]
) -> None:
    """Write a new database; regulations come with whether the catalogue names them."""
    with sqlite3.connect(path) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        db.executemany("INSERT INTO files (file, verdict, reason) VALUES (?, ?, ?)", [(f.file, f.verdict, f.reason) for f in files])
        db.executemany("INSERT INTO regulations VALUES (?, ?, ?)", [(r.kunci, int(known), _dump(r)) for r, known in regulations])
        for number, new in enumerate(documents, start=1):
            d = new.document
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, new.key, new.nature, d.file, d.sha256, new.layout, new.checked, new.reporter, json.dumps(d.page_starts), d.text),
            )
            db.executemany(
                "INSERT INTO clauses (document, key, locator, start, end, lead_end, page, heading, cells, repairs, doubts,"
                " checked, amended_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, new.key, *_row(clause, d), checked, amended) for clause, checked, amended in new.clauses],
            )
    db.close()


def _row(clause: Clause, document: Document) -> tuple[object, ...]:
    cells = json.dumps([[c.heading, c.start, c.end] for c in clause.cells], ensure_ascii=False) if clause.cells else ""
    heading = json.dumps(clause.heading, ensure_ascii=False) if clause.heading else ""
    inside = [[r.start, r.end, r.to] for r in document.repairs if clause.start <= r.start and r.end <= clause.end]
    doubts = dict.fromkeys(d.message for d in document.doubts if d.start < clause.end and clause.start < d.end)
    return (
        str(clause.locator), clause.start, clause.end, clause.lead_end, document.page_of(clause.start), heading, cells,
        json.dumps(inside, ensure_ascii=False) if inside else "", json.dumps(list(doubts), ensure_ascii=False) if doubts else "",
    )  # fmt: skip


def _dump(regulation: Regulation) -> str:
    import msgspec

    return msgspec.json.encode(regulation).decode()


class ClauseStore:
    """The stored clauses, opened read only; one connection, shared by threads."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def regulations(self) -> Iterator[tuple[Regulation, bool]]:
        """Every instrument known, with whether the catalogue names it, in key order."""
        import msgspec

        for entry, known in self._db.execute("SELECT entry, catalogued FROM regulations ORDER BY key"):
            yield msgspec.json.decode(entry, type=Regulation), bool(known)

    def files(self) -> list[Verdict]:
        """What became of each file, in order of reading."""
        return [Verdict(*row) for row in self._db.execute("SELECT file, verdict, reason FROM files ORDER BY id")]

    def by_id(self, ids: Sequence[int]) -> dict[int, StoredClause]:
        """The clauses with these ids, by id; ids run from 1 in the order clauses were written."""
        marks = ",".join("?" * len(ids))
        return {clause.id: clause for clause in map(_clause, self._db.execute(f"{_SELECT} WHERE c.id IN ({marks})", list(map(int, ids))))}

    def at(self, key: str, locator: Locator) -> list[StoredClause]:
        """The clauses at an address: resmi, then ringkasan, then dilaporkan."""
        rows = self._db.execute(f"{_SELECT} WHERE c.key = ? AND c.locator = ? ORDER BY c.id", (key, str(locator)))
        return sorted(map(_clause, rows), key=lambda c: list(Nature).index(c.nature))

    def of(self, key: str) -> list[StoredClause]:
        """Every clause of an instrument in order, resmi before ringkasan before dilaporkan."""
        rows = self._db.execute(f"{_SELECT} WHERE c.key = ? ORDER BY c.id", (key,))
        return sorted(map(_clause, rows), key=lambda c: list(Nature).index(c.nature))

    def with_words(self, phrase: str) -> list[int]:
        """The ids of the clauses that have a phrase word for word; case and white space do not count."""
        wanted = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)", re.IGNORECASE)
        inside = "SELECT id FROM clauses WHERE document = ? AND start <= ? AND end >= ?"
        places = [
            (number, *found.span())
            for number, text in self._db.execute("SELECT id, text FROM documents")
            for found in wanted.finditer(text)
        ]
        return sorted({row[0] for place in places for row in self._db.execute(inside, place)})

    def around(self, clause: StoredClause) -> tuple[list[StoredClause], StoredClause | None, StoredClause | None]:
        """A clause's ancestors from the top, and the one before and after it at its depth, in the same document."""
        parent = clause.locator.parent
        above = [str(Locator(parent.steps[:n])) for n in range(1, len(parent.steps) + 1)] if parent else []
        same = _SELECT + " WHERE c.document = (SELECT document FROM clauses WHERE id = ?)"  # noqa: S608 - constant text, values are bound
        marks = ",".join("?" * len(above))
        ancestors = self._db.execute(f"{same} AND c.locator IN ({marks}) ORDER BY c.id", (clause.id, *above))
        inside = f"{parent}/" if parent else ""
        level = " AND substr(c.locator, 1, ?) = ? AND instr(substr(c.locator, ? + 1), '/') = 0 AND c.locator <> 'pembukaan'"
        where = (clause.id, len(inside), inside, len(inside), clause.id)
        before = self._db.execute(f"{same}{level} AND c.id < ? ORDER BY c.id DESC LIMIT 1", where).fetchone()
        after = self._db.execute(f"{same}{level} AND c.id > ? ORDER BY c.id LIMIT 1", where).fetchone()
        return list(map(_clause, ancestors)), _clause(before) if before else None, _clause(after) if after else None

    def held(self) -> dict[str, dict[str, tuple[int, int]]]:
        """For each key and nature held: how many clauses, and how many of them are unverified."""
        out: dict[str, dict[str, tuple[int, int]]] = {}
        query = """SELECT c.key, d.nature, count(*), sum(c.checked = '' AND d.nature <> 'resmi')
                   FROM clauses c JOIN documents d ON d.id = c.document GROUP BY c.key, d.nature ORDER BY c.key, d.nature"""
        for key, nature, count, unverified in self._db.execute(query):
            out.setdefault(key, {})[nature] = (count, unverified)
        return out


def _clause(row: tuple[object, ...]) -> StoredClause:
    (
        number,
        key,
        locator,
        start,
        end,
        lead_end,
        page,
        heading,
        cells,
        repairs,
        doubts,
        checked,
        amended,
        nature,
        file,
        sha256,
        reporter,
        text,
    ) = row
    first, lead, original = int(str(start)), int(str(lead_end)), str(text)
    mended = tuple(Repair(*repair) for repair in json.loads(str(repairs))) if repairs else ()
    return StoredClause(
        id=int(str(number)),
        key=str(key),
        locator=Locator.parse(str(locator)),
        text=shown(original, first, mended),
        lead=shown(original[: lead - first], first, mended),
        source=Source(str(file), int(str(page)), str(sha256), first, int(str(end))),
        nature=Nature(str(nature)),
        heading=tuple(json.loads(str(heading))) if heading else (),
        cells=tuple((h, shown(original[a - first : b - first], a, mended)) for h, a, b in json.loads(str(cells))) if cells else (),
        checked=str(checked),
        amended_by=str(amended),
        reporter=str(reporter),
        original=original,
        repairs=mended,
        doubts=tuple(json.loads(str(doubts))) if doubts else (),
    )
