"""One file read, parsed, and searched for what it cites: all that can be known of it without knowing the others."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb.law.links import Cited, cited_in
from kb.law.regulation import Document
from kb.law.silence import says_nothing
from kb.read.identity import NOTHING_GIVEN, Given, Identity, identify
from kb.read.pages import read_document
from kb.read.structure import Structure, parse


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its structure, and what its clauses cite."""

    document: Document
    structure: Structure
    cited: tuple[Cited, ...]

    @classmethod
    def of(cls, document: Document, names: Sequence[str]) -> Reading:
        """Parse a document; ``names`` are those people use for instruments."""
        structure = parse(document)
        return cls(document, structure, tuple(cited_in(document.reading_text, structure.clauses, names)))


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a reading tells which text it is, and how large: ``identity`` is what its head says, ``problems`` in words.

    ``silent`` tells that no clause of it says anything to search for.
    """

    file: str
    front: dict[str, str]
    warnings: tuple[str, ...]
    identity: Identity
    locators: tuple[str, ...]
    problems: tuple[str, ...]
    silent: bool

    @classmethod
    def of(cls, reading: Reading) -> Outline:
        """The outline of a reading."""
        document, clauses = reading.document, reading.structure.clauses
        text = document.reading_text
        return cls(
            document.file,
            document.front,
            document.warnings,
            identity_of(document),
            tuple(str(clause.locator) for clause in clauses),
            tuple(problem.message for problem in reading.structure.problems),
            all(says_nothing(clause.locator.steps[-1].unit, text[clause.start : clause.end]) for clause in clauses),
        )


def identity_of(document: Document, given: Given = NOTHING_GIVEN) -> Identity:
    """Which instrument a document is by its head, and by what is given."""
    unsure = [(doubt.start, doubt.end) for doubt in document.doubts if document.text.count("\n", doubt.start, doubt.end) == 0]
    return identify(document.reading_text, document.file, unsure, given)


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading pressed together: those of a large corpus do not fit into memory otherwise."""

    data: bytes

    @classmethod
    def of(cls, reading: Reading) -> Packed:
        """Press a reading together."""
        return cls(zlib.compress(msgspec.msgpack.encode(reading), 1))

    def reading(self) -> Reading:
        """The reading, made anew at each call.

        Raises:
            ValueError: If this is none.
        """
        try:
            return msgspec.msgpack.decode(zlib.decompress(self.data), type=Reading)
        except zlib.error as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading as a build keeps it: its outline, and all of it pressed together."""

    outline: Outline
    packed: Packed

    @classmethod
    def of(cls, reading: Reading) -> Taken:
        """A reading as a build keeps it."""
        return cls(Outline.of(reading), Packed.of(reading))


def read(path: Path, name: str, names: Sequence[str]) -> Reading:
    """Read one file.

    Raises:
        ReadError: If it cannot be read, with the reason.
        OSError: If it cannot be opened.
    """
    return Reading.of(read_document(path, name), names)
