"""One file read, parsed, and searched for what it cites: all that can be known of it without knowing the others."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb.law.links import Cited, cited_in
from kb.law.regulation import Document
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
class Packed:
    """A reading pressed together: those of a large corpus do not fit into memory otherwise."""

    data: bytes

    @classmethod
    def of(cls, reading: Reading) -> Packed:
        """Press a reading together."""
        return cls.pressed(msgspec.msgpack.encode(reading))

    @classmethod
    def pressed(cls, encoded: bytes) -> Packed:
        """The same of a reading that is encoded already, as msgpack."""
        return cls(zlib.compress(encoded, 1))

    def reading(self) -> Reading:
        """The reading, made anew at each call.

        Raises:
            ValueError: If this is none.
        """
        try:
            return msgspec.msgpack.decode(zlib.decompress(self.data), type=Reading)
        except zlib.error as error:
            raise ValueError(str(error)) from error


def read(path: Path, name: str, names: Sequence[str]) -> Reading:
    """Read one file.

    Raises:
        ReadError: If it cannot be read, with the reason.
        OSError: If it cannot be opened.
    """
    return Reading.of(read_document(path, name), names)
