"""Links between clauses on disk, beside the clauses: which cites which, as what, with which words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kb.law.regulation import Locator

_REMEMBERED = 1000
SCHEMA = "CREATE TABLE links (clause INTEGER, start INTEGER, words TEXT, kind TEXT, key TEXT, locator TEXT);"
INDEXES = """
CREATE INDEX links_from ON links (clause);
CREATE INDEX links_to ON links (key, locator);
"""


class NewLink(NamedTuple):
    """A citation ready to be stored: the id of the clause that cites, where in its text and in which words, as what, what it cites."""

    clause: int
    start: int
    words: str
    kind: str
    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A citation as held: the clause that cites by id and address, what it cites, as what, and the words at ``start`` of its text."""

    clause: int
    key: str
    locator: Locator
    kind: str
    cited_key: str
    cited: Locator
    words: str
    start: int


class LinkStore:
    """The stored links of a database of clauses that is open already."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._of, self._to = lru_cache(maxsize=_REMEMBERED)(self._read_of), lru_cache(maxsize=_REMEMBERED)(self._read_to)

    def of(self, key: str, locator: Locator) -> list[StoredLink]:
        """What a clause and the clauses under it cite, in order."""
        return list(self._of(key, locator))

    def to(self, key: str, locator: Locator) -> list[StoredLink]:
        """What cites a clause, the clauses under it, or the units it stands in, in order."""
        return list(self._to(key, locator))

    def _read_of(self, key: str, locator: Locator) -> list[StoredLink]:
        at = str(locator)
        return self._found("c.key = ? AND (c.locator = ? OR substr(c.locator, 1, ?) = ?)", (key, at, len(at) + 1, f"{at}/"))

    def _read_to(self, key: str, locator: Locator) -> list[StoredLink]:
        at = str(locator)
        above = [str(Locator(locator.steps[:n])) for n in range(1, len(locator.steps) + 1)]
        marks = ",".join("?" * len(above))
        return self._found(f"l.key = ? AND (l.locator IN ({marks}) OR substr(l.locator, 1, ?) = ?)", (key, *above, len(at) + 1, f"{at}/"))

    def _found(self, where: str, values: tuple[object, ...]) -> list[StoredLink]:
        query = f"""SELECT l.clause, c.key, c.locator, l.kind, l.key, l.locator, l.words, l.start FROM links l
                    JOIN clauses c ON c.id = l.clause WHERE {where} ORDER BY l.clause, l.start, l.rowid"""  # noqa: S608 - values are bound
        rows = self._db.execute(query, values)
        return [
            StoredLink(n, k, Locator.parse(at), kind, ck, Locator.parse(c), words, start) for n, k, at, kind, ck, c, words, start in rows
        ]
