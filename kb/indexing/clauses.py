"""The truth on disk, read: clauses with their words, spans and layers, files with their verdicts; ``writing`` makes it."""

from __future__ import annotations

import datetime
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kb.indexing.links import LinkStore
from kb.indexing.packed import unpacked
from kb.law.catalogue import Regulation
from kb.law.regulation import Locator, Nature, Repair, shown

BLOCK = 2000
"""How many characters of a document's text a row holds, so that a clause is read without what stands before it."""

_SELECT = f"""
SELECT c.id, c.key, c.locator, c.start, c.end, c.lead_end, c.page, c.heading, c.cells, c.repairs, c.doubts, c.checked, c.amended_by,
       c.point, c.since, c.deleted, c.words, c.pieces, d.nature, d.file, d.sha256, d.reporter,
       (SELECT group_concat(text, '') FROM (SELECT text FROM blocks
        WHERE id BETWEEN d.block + c.start / {BLOCK} AND d.block + (c.end - 1) / {BLOCK} ORDER BY id))
FROM clauses c JOIN documents d ON d.id = c.document
"""  # noqa: S608 - constant text

_TEXT = "SELECT group_concat(text, '') FROM (SELECT text FROM blocks WHERE id >= d.block AND id < d.block + d.blocks ORDER BY id)"

_PAGES_KB = 16_384
"""How much of the file a connection keeps in memory; SQLite's own 2 MB do not hold the upper pages of a large one."""
_REMEMBERED = 1000
"""How many addresses are kept once read: what people ask about is mostly the same."""
_NATURES = {nature: place for place, nature in enumerate(Nature)}

NO_CLAUSE = 0
"""What a chunk leads to that no clause answers; clauses are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file: ``ok``, ``partial`` or ``failed``, with the reason."""

    file: str
    verdict: str
    reason: str


class Source(msgspec.Struct, frozen=True):
    """Where words were read: the file and its hash, the page from 1, the half-open span in its text."""

    file: str
    page: int
    sha256: str
    start: int
    end: int


class StoredClause(msgspec.Struct, frozen=True):
    """A clause as held: ``text`` is what is shown, ``original`` the slice of the source, ``repairs`` where they differ.

    ``lead`` holds its own words before any child, as shown. ``doubts`` say what of it was not read with certainty (a scan, two
    readings that differ), in words for a person; the offsets of ``repairs`` are those of ``original``.
    ``checked`` names what a ringkasan was checked against, "" where it is unverified.
    ``amended_by`` is the key of the instrument whose version it is or restates, "" for the original's. A layer
    that an amending law made has the address of the ``point`` that made it and the day ``since`` which it stands;
    ``deleted`` says that its words only delete. One put together of several slices names each in ``pieces``.
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
    point: str = ""
    since: datetime.date | None = None
    deleted: bool = False
    pieces: tuple[Source, ...] = ()
    original: str = ""
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The permalink: regulation key and locator."""
        return f"{self.key}/{self.locator}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place its words were read from, in order: one, or several where an amendment left a part as it was."""
        return self.pieces or (self.source,)


class ClauseStore:
    """The stored clauses, opened read only; one connection, shared by threads. ``links`` says which clause cites which."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.execute(f"PRAGMA cache_size = -{_PAGES_KB}")
        self._at = lru_cache(maxsize=_REMEMBERED)(self._read_at)
        self._around = lru_cache(maxsize=_REMEMBERED)(self._read_around)
        self.links = LinkStore(self._db)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def regulations(self) -> Iterator[tuple[Regulation, bool]]:
        """Every instrument known, with whether the catalogue names it, in key order."""
        for entry, known in self._db.execute("SELECT entry, catalogued FROM regulations ORDER BY key"):
            yield msgspec.json.decode(entry, type=Regulation), bool(known)

    def files(self) -> list[Verdict]:
        """What became of each file, in order of reading."""
        return [Verdict(*row) for row in self._db.execute("SELECT file, verdict, reason FROM files ORDER BY id")]

    def chunks(self) -> Iterator[tuple[int, list[list[Any]]]]:
        """What is indexed, text by text in order: how many clauses stand before it, and the rows as they were written."""
        for before, piece in self._db.execute("SELECT before, packed FROM chunks ORDER BY id"):
            yield before, unpacked(piece)

    def count(self) -> int:
        """How many clauses are held."""
        return int(self._db.execute("SELECT count(*) FROM clauses").fetchone()[0])

    def having(self, locator: Locator) -> list[tuple[str, str]]:
        """The key of every text that has a clause at a locator, in key order; beside a layer the key of what amended it, else ""."""
        query = """SELECT r.key, iif(c.point = '', '', c.amended_by) FROM regulations r
                   CROSS JOIN clauses c ON c.key = r.key AND c.locator = ? ORDER BY r.key"""
        return [(str(key), str(amender)) for key, amender in self._db.execute(query, (str(locator),))]

    def having_under(self, first: Locator) -> frozenset[str]:
        """The keys of the texts that have any clause below a locator of one step, or at it."""
        query = """SELECT r.key FROM regulations r
                   WHERE EXISTS (SELECT 1 FROM clauses c WHERE c.key = r.key AND c.locator >= ? AND c.locator < ?)"""
        return frozenset(str(key) for (key,) in self._db.execute(query, (str(first), f"{first}0")))

    def under(self, key: str, first: Locator) -> list[StoredClause]:
        """The clauses of an instrument below a locator of one step, and at it, in the order of ``of``."""
        rows = self._db.execute(
            f"{_SELECT} WHERE c.key = ? AND c.locator >= ? AND c.locator < ? ORDER BY c.id", (key, str(first), f"{first}0")
        )
        return _by_nature(map(_clause, rows))

    def holds(self, key: str) -> bool:
        """Whether any clause of an instrument is held."""
        return self._db.execute("SELECT 1 FROM clauses WHERE key = ? LIMIT 1", (key,)).fetchone() is not None

    def by_id(self, ids: Sequence[int]) -> dict[int, StoredClause]:
        """The clauses with these ids, by id; ids run from 1 in the order clauses were written."""
        marks = ",".join("?" * len(ids))
        return {clause.id: clause for clause in map(_clause, self._db.execute(f"{_SELECT} WHERE c.id IN ({marks})", list(map(int, ids))))}

    def beside(self, ids: Sequence[int]) -> dict[int, list[StoredClause]]:
        """For each of these ids the clauses at its address, itself among them: resmi, then ringkasan, then dilaporkan."""
        marks = ",".join("?" * len(ids))
        query = f"SELECT id, key, locator FROM clauses WHERE id IN ({marks})"  # noqa: S608 - constant text, values are bound
        addresses = self._db.execute(query, list(map(int, ids))).fetchall()
        places = {(key, locator): self.at(key, locator) for _, key, locator in addresses}
        return {number: places[key, locator] for number, key, locator in addresses}

    def at(self, key: str, locator: Locator | str) -> list[StoredClause]:
        """The clauses at an address: resmi, then ringkasan, then dilaporkan."""
        return list(self._at(key, str(locator)))

    def _read_at(self, key: str, locator: str) -> list[StoredClause]:
        rows = self._db.execute(f"{_SELECT} WHERE c.key = ? AND c.locator = ? ORDER BY c.id", (key, locator))
        return _by_nature(map(_clause, rows))

    def of(self, key: str) -> list[StoredClause]:
        """Every clause of an instrument in order, resmi before ringkasan before dilaporkan."""
        rows = self._db.execute(f"{_SELECT} WHERE c.key = ? ORDER BY c.id", (key,))
        return _by_nature(map(_clause, rows))

    def with_words(self, phrase: str, among: Sequence[int] | None = None) -> list[int]:
        """The ids of the clauses that have a phrase word for word; case and white space do not count.

        ``among`` are clauses outside whose documents the phrase is known not to stand.
        """
        stands = _finder(phrase)
        ids: list[int] = []
        for document, text in self._texts_with(phrase) if among is None else self._texts_of(among):
            if spans := stands(text):
                clauses = self._db.execute("SELECT id, start, end FROM clauses WHERE document = ?", (document,))
                ids += [number for number, start, end in clauses if _holds_any(spans, start, end)]
        return sorted(ids)

    def _texts_with(self, phrase: str) -> Iterator[tuple[int, str]]:
        """The documents that have the longest word of a phrase."""
        longest = max((word for word in phrase.split() if word.isascii()), key=len, default="")
        having = "%" + re.sub(r"([%_\\])", r"\\\1", longest) + "%"
        query = f"SELECT id, ({_TEXT}) AS text FROM documents d WHERE text LIKE ? ESCAPE '\\'"  # noqa: S608 - constant text
        yield from self._db.execute(query, (having,))

    def _texts_of(self, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The documents that some clauses stand in."""
        documents = set()
        for some in _some(ids):
            query = f"SELECT DISTINCT document FROM clauses WHERE id IN ({some})"  # noqa: S608 - numbers only
            documents |= {document for (document,) in self._db.execute(query)}
        for document in sorted(documents):
            yield from self._db.execute(f"SELECT id, ({_TEXT}) FROM documents d WHERE id = ?", (document,))  # noqa: S608 - constant text

    def around(self, clause: StoredClause) -> tuple[list[StoredClause], StoredClause | None, StoredClause | None]:
        """A clause's ancestors from the top in the same text, and the addresses before and after it at its depth."""
        above, before, after = self._around(clause.id, clause.key, clause.locator, clause.nature)
        return list(above), before, after

    def _read_around(
        self, number: int, key: str, locator: Locator, nature: Nature
    ) -> tuple[list[StoredClause], StoredClause | None, StoredClause | None]:
        parent = locator.parent
        above = [str(Locator(parent.steps[:n])) for n in range(1, len(parent.steps) + 1)] if parent else []
        marks = ",".join("?" * len(above))
        same = _SELECT + " WHERE c.edition = (SELECT edition FROM clauses WHERE id = ?)"  # noqa: S608 - constant text, values are bound
        ancestors = list(map(_clause, self._db.execute(f"{same} AND c.locator IN ({marks}) ORDER BY c.id", (number, *above))))
        inside = f"{parent}/" if parent else ""
        level = """SELECT min(c.id), c.locator, max(c.point) FROM clauses c JOIN documents d ON d.id = c.document
                   WHERE c.key = ? AND d.nature = ? AND substr(c.locator, 1, ?) = ? AND instr(substr(c.locator, ? + 1), '/') = 0
                   AND c.locator <> 'pembukaan' GROUP BY c.locator ORDER BY min(c.id)"""
        rows = self._db.execute(level, (key, nature, len(inside), inside, len(inside))).fetchall()
        if any(point for _, _, point in rows):  # inserted by an amendment: their numbers say where they stand
            rows.sort(key=lambda row: Locator.parse(row[1]).order)
        places = [place for _, place, _ in rows]
        at = places.index(str(locator)) if str(locator) in places else None
        beside = [rows[i][0] if at is not None and 0 <= i < len(rows) else NO_CLAUSE for i in ((at or 0) - 1, (at or 0) + 1)]
        found = self.by_id([i for i in beside if i != NO_CLAUSE])
        return ancestors, found.get(beside[0]), found.get(beside[1])

    def held(self) -> dict[str, dict[str, tuple[int, int]]]:
        """For each key and nature held: how many clauses, and how many of them are unverified."""
        out: dict[str, dict[str, tuple[int, int]]] = {}
        query = """SELECT c.key, d.nature, count(DISTINCT c.locator), sum(c.checked = '' AND d.nature <> 'resmi')
                   FROM clauses c JOIN documents d ON d.id = c.document GROUP BY c.key, d.nature ORDER BY c.key, d.nature"""
        for key, nature, count, unverified in self._db.execute(query):
            out.setdefault(key, {})[nature] = (count, unverified)
        return out


def _some(ids: Sequence[int], most: int = 900) -> Iterator[str]:
    """Numbers as SQL lists them, so many at a time."""
    for first in range(0, len(ids), most):
        yield ",".join(map(str, map(int, ids[first : first + most])))


def _finder(phrase: str) -> Callable[[str], list[tuple[int, int]]]:
    """Finds where a phrase stands in a text, in any case: in small letters, which is ten times as fast, where none of them is longer so."""
    words = r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)"
    in_any_case = re.compile(rf"(?<!\w){words}", re.IGNORECASE)
    small = re.compile(r"\s+".join(map(re.escape, phrase.lower().split())) + r"(?!\w)")
    inside = re.compile(r"\w")

    def stands(text: str) -> list[tuple[int, int]]:
        lower = text.lower()
        if len(lower) != len(text) or len(phrase.lower()) != len(phrase):
            return [found.span() for found in in_any_case.finditer(text)]
        return [m.span() for m in small.finditer(lower) if not (m.start() and inside.match(lower, m.start() - 1))]

    return stands


def _holds_any(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some spans, in order and apart, lies between two offsets."""
    first = bisect_left(spans, (start, start))
    return first < len(spans) and spans[first][1] <= end


def _by_nature(clauses: Iterable[StoredClause]) -> list[StoredClause]:
    return sorted(clauses, key=lambda c: _NATURES[c.nature])


def _clause(row: tuple[Any, ...]) -> StoredClause:
    number, key, locator, first, end, lead_end, page, heading, cells, repairs, doubts, checked, amended, *layer = row
    point, since, deleted, words, pieces, nature, file, sha256, reporter, text = layer
    original = words or (text or "")[first % BLOCK :][: end - first]
    mended = tuple(Repair(*repair) for repair in _listed(repairs))
    return StoredClause(
        id=number,
        key=key,
        locator=Locator.parse(locator),
        text=shown(original, 0, mended),
        lead=shown(original[: lead_end - first], 0, mended),
        source=Source(file, page, sha256, first, end),
        nature=Nature(nature),
        heading=tuple(_listed(heading)),
        cells=tuple((h, shown(original[a - first : b - first], a - first, mended)) for h, a, b in _listed(cells)),
        checked=checked,
        amended_by=amended,
        reporter=reporter,
        point=point,
        since=datetime.date.fromisoformat(since) if since else None,
        deleted=bool(deleted),
        pieces=tuple(Source(*piece) for piece in _listed(pieces)),
        original=original,
        repairs=mended,
        doubts=tuple(_listed(doubts)),
    )


def _listed(column: str) -> list[Any]:
    """A list as it is stored, "" for an empty one."""
    return msgspec.json.decode(column) if column else []
