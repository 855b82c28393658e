"""A text prepared for the index: all of it that depends on no other text, as rows, words, numbers and hashes.

A build puts these together, one text after another; ``preparing`` has them made by several processes, and keeps them.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from kb.chunks import Chunk, chunks_of
from kb.indexing.embedding import Embedder
from kb.indexing.packed import packed
from kb.indexing.reuse import Embedded, Known, embedded
from kb.indexing.stems import Stemmed, Stems
from kb.indexing.writing import NewDocument
from kb.law.catalogue import Regulation
from kb.law.layers import root_of
from kb.law.links import Cited, cited_in
from kb.law.references import Mention
from kb.law.regulation import Clause, Locator
from kb.parsed import Parsed, chunks_in, document_of

Days = tuple[int, int]
"""From which day, as an ordinal, until before which other day a wording stands."""
Indexed = tuple[Chunk, int, Days]
"""A chunk, the clause it leads to, and the days on which its words are the law's."""
ALWAYS: Days = (0, datetime.date.max.toordinal())
NOTHING_NAMED = -1


class Text(msgspec.Struct, array_like=True, tag="naskah"):
    """To be prepared: a text as it was first made.

    ``elsewhere`` are the clauses of it that are not indexed; ``until`` the articles that were amended, each with the day of it.
    """

    parsed: Parsed
    elsewhere: list[Locator]
    until: list[tuple[Locator, int]]


class Layered(msgspec.Struct, array_like=True, tag="lapis"):
    """To be prepared: an article as an amending law made it. ``clauses`` are all of it, ``indexed`` those to be searched."""

    regulation: Regulation
    text: str
    clauses: list[Clause]
    indexed: list[Clause]
    deleted: list[Locator]
    days: Days


class Rows(msgspec.Struct, array_like=True, tag="baris"):
    """To be prepared: chunks as they are."""

    rows: list[Indexed]


Asked = Text | Layered | Rows


class Column(msgspec.Struct, array_like=True):
    """A value for each chunk: the values, each once, in order of first occurrence; each chunk's place among them, int32."""

    values: list[str]
    numbers: bytes

    @classmethod
    def of(cls, values: Iterable[str]) -> Column:
        """The column of some values, one a chunk."""
        places: dict[str, int] = {}
        numbers = array("i", [places.setdefault(value, len(places)) for value in values])
        return cls(list(places), numbers.tobytes())


class Chunks(msgspec.Struct, array_like=True):
    """Chunks prepared: their rows, ``packed``, and what is known of each.

    ``clauses`` is the clause each leads to, int32, by its number within the text from 1, 0 for none; ``days`` from which
    until before which day its words are the law's, two int32; ``asked`` 1 where it is a question, int32. ``keys``, ``places``
    and ``articles`` are those of the clause, "" for none.
    """

    packed: bytes
    clauses: bytes
    days: bytes
    asked: bytes
    keys: Column
    places: Column
    articles: Column
    stems: Stemmed


class Cite(msgspec.Struct, array_like=True):
    """What a clause cites: its number within the text from 1, where in its words and in which, as what, and the place.

    ``mention`` is the instrument named, by its place in the list of them, ``NOTHING_NAMED`` where none is; ``itself`` as ``Cited`` has it.
    """

    clause: int
    start: int
    words: str
    kind: str
    locator: str
    mention: int
    itself: bool


class Prepared(msgspec.Struct, array_like=True):
    """A text prepared; ``document`` is None where its clauses are not stored with it."""

    chunks: Chunks
    document: NewDocument | None = None
    mentions: list[Mention] = []
    cites: list[Cite] = []


class Preparer:
    """Prepares one text after another.

    Args:
        embedder: The embedding model.
        known: The texts that need not be embedded.
        names: Names people use for instruments.
    """

    def __init__(self, embedder: Embedder, known: Known | None, names: Sequence[str]) -> None:
        self._embedder, self._known, self._names = embedder, known, names
        self._stems = Stems()

    def prepare(self, asked: Asked) -> tuple[Prepared, Embedded]:
        """What is asked for, and its vectors."""
        if isinstance(asked, Rows):
            return Prepared(self._chunks(asked.rows)), self._embedded(asked.rows)
        if isinstance(asked, Layered):
            return self._layer(asked)
        return self._text(asked)

    def _text(self, asked: Text) -> tuple[Prepared, Embedded]:
        one, elsewhere, until = asked.parsed, set(asked.elsewhere), dict(asked.until)
        reading = one.read()
        clauses = reading.structure.clauses
        numbers = {clause.locator: n for n, clause in enumerate(clauses, start=1)}
        indexed: list[Indexed] = [
            (chunk, numbers[chunk.locator], (ALWAYS[0], until.get(root_of(chunk.locator), ALWAYS[1]) if until else ALWAYS[1]))
            for chunk in chunks_in(reading, one.regulation)
            if chunk.locator is not None and chunk.locator not in elsewhere
        ]
        cites = _cites(reading.document.reading_text, reading.cited, clauses)
        return Prepared(self._chunks(indexed), document_of(one, reading), *cites), self._embedded(indexed)

    def _layer(self, asked: Layered) -> tuple[Prepared, Embedded]:
        numbers = {clause.locator: n for n, clause in enumerate(asked.clauses, start=1)}
        deleted = set(asked.deleted)
        indexed: list[Indexed] = [
            (chunk, numbers[chunk.locator], asked.days)
            for chunk in chunks_of(asked.indexed, asked.text, asked.regulation)
            if chunk.locator is not None and chunk.locator not in deleted
        ]
        cites = _cites(asked.text, cited_in(asked.text, asked.clauses, self._names), asked.clauses)
        return Prepared(self._chunks(indexed), None, *cites), self._embedded(indexed)

    def _embedded(self, indexed: Sequence[Indexed]) -> Embedded:
        return embedded(self._embedder, [chunk.embedded for chunk, _, _ in indexed], self._known)

    def _chunks(self, indexed: Sequence[Indexed]) -> Chunks:
        keys = [chunk.key for chunk, _, _ in indexed]
        places = [str(chunk.locator) if chunk.locator else "" for chunk, _, _ in indexed]
        rows = [
            (chunk.own, chunk.context, chunk.key, place, chunk.question, clause, *days)
            for (chunk, clause, days), place in zip(indexed, places, strict=True)
        ]
        return Chunks(
            packed(rows),
            array("i", [clause for _, clause, _ in indexed]).tobytes(),
            array("i", [day for _, _, days in indexed for day in days]).tobytes(),
            array("i", [chunk.question for chunk, _, _ in indexed]).tobytes(),
            Column.of(keys),
            Column.of(f"{key}/{place}" if place else "" for key, place in zip(keys, places, strict=True)),
            Column.of(f"{chunk.key}/{chunk.locator.article}" if chunk.locator else "" for chunk, _, _ in indexed),
            self._stems.stemmed((chunk.own, chunk.context) for chunk, _, _ in indexed),
        )


def restored(rows: Iterable[Sequence[Any]]) -> Iterator[Indexed]:
    """Chunks again from their rows."""
    for own, context, key, locator, question, clause, since, until in rows:
        yield Chunk(own, context, key, Locator.parse(locator) if locator else None, question), clause, (since, until)


def _cites(text: str, cited: Iterable[Cited], clauses: Sequence[Clause]) -> tuple[list[Mention], list[Cite]]:
    """The instruments that some citations name, each once wherever it stands, and the citations."""
    mentions: dict[Mention, int] = {}
    cites = []
    for one in cited:
        mention = mentions.setdefault(replace(one.mention, start=0, end=0), len(mentions)) if one.mention else NOTHING_NAMED
        start = one.start - clauses[one.clause].start
        cites.append(Cite(one.clause + 1, start, text[one.start : one.end], str(one.kind), str(one.locator), mention, one.itself))
    return list(mentions), cites
