"""Readings of many files: by every processor, and of a file that did not change not again.

A few small files are read here: starting another process costs more than reading them. For more there is a process for
each processor. What was read is kept beside the index, each reading known by the bytes and name it was read from, the code
that read it, and the names it looked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import msgspec

from kb.child import processors
from kb.crew import Crew
from kb.errors import ReadError
from kb.keeping import Kept, code_of
from kb.read import ocr
from kb.read.reading import Taken, read
from kb.read.worker import Worker

Read = Taken | ReadError | OSError
Wanted = tuple[Path, str]
_FEW = 3_000_000
"""Up to so many bytes are read here."""
_AHEAD = 4  # files for each processor
_CODE = ("law/*", "read/*", "errors.py")


def readings_of(files: Sequence[Wanted], names: Sequence[str], index: Path | None = None) -> Iterator[Read]:
    """The reading of each file in order, or the fault that kept it from being read.

    Args:
        files: Each file with its name in citations.
        names: Names people use for instruments.
        index: Where readings are kept; None reads every file.
    """
    few, count = sum(_size(path) for path, _ in files) <= _FEW, processors()
    with ExitStack() as stack:
        kept, keys = stack.enter_context(closing(Kept(index, "readings"))), _Keys(names)
        # PDF files are read in children anyway
        readers = [_Here(names) if few else stack.enter_context(closing(Worker(names))) for _ in range(count)]
        crew = stack.enter_context(Crew[_Here | Worker](readers, _AHEAD))
        yield from crew.each(lambda file: _kept_or_read(*file, keys, kept, crew), files)
        kept.forget_others()


class _Here:
    """Reads in this process."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def read(self, path: Path, name: str) -> bytes:
        return msgspec.msgpack.encode(Taken.of(read(path, name, self._names)))


def reading_of(path: Path, name: str, names: Sequence[str]) -> Read:
    """The reading of one file, or the fault that kept it from being read."""
    try:
        return Taken.of(read(path, name, names))
    except (ReadError, OSError) as error:
        return error


def _kept_or_read(path: Path, name: str, keys: _Keys, kept: Kept, crew: Crew[_Here | Worker]) -> Read:
    try:
        key = keys.of(path, name)
        if data := kept.find(key):
            with suppress(ValueError):  # what is no reading is read anew
                return msgspec.msgpack.decode(data, type=Taken)
        with crew.one() as reader:
            data = reader.read(path, name)
    except (ReadError, OSError) as error:
        return error
    kept.keep(key, data)
    return msgspec.msgpack.decode(data, type=Taken)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


class _Keys:
    """What the reading of each file is known by."""

    def __init__(self, names: Sequence[str]) -> None:
        self._salt = code_of(*_CODE) + hashlib.sha256("\0".join(names).encode()).digest()

    def of(self, path: Path, name: str) -> bytes:
        """The hash of a file's bytes and name, of the code that reads it, and of the names it looks for."""
        digest = hashlib.sha256(self._salt + (ocr.version().encode() if path.suffix.lower() == ".pdf" else b"") + name.encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()
