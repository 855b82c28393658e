"""Readings of many files: by every processor, and of a file that did not change not again.

A few small files are read here: starting another process costs more than reading them. For more there is a process for
each processor, and what they read is kept beside the index, each reading known by the bytes and name it was read from, the
code that read it, and the names it looked for. What is kept is a cache: a piece of it that is damaged is read anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from kb import __version__
from kb.child import ahead, processors
from kb.errors import ReadError
from kb.read import ocr
from kb.read.reading import Packed, Reading, read
from kb.read.worker import Worker


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading, and the same pressed together, which is what a build keeps of it."""

    reading: Reading
    packed: Packed


Read = Taken | ReadError | OSError
Wanted = tuple[Path, str]
FILE = "bacaan.sqlite"
_FEW = 3_000_000
"""Up to so many bytes are read here."""
_AHEAD = 4  # files for each processor
_DIGEST = 16
_KEPT_AT_ONCE = 100


def readings_of(files: Sequence[Wanted], names: Sequence[str], index: Path | None = None) -> Iterator[Read]:
    """The reading of each file in order, or the fault that kept it from being read.

    Args:
        files: Each file with its name in citations.
        names: Names people use for instruments.
        index: Where readings are kept; None reads every file.
    """
    count = processors()
    with ExitStack() as stack:
        if sum(_size(path) for path, _ in files) <= _FEW:
            pool = stack.enter_context(ThreadPoolExecutor(max_workers=count))  # PDF files are read in children anyway
            yield from ahead((pool.submit(reading_of, path, name, names) for path, name in files), _AHEAD * count)
            return
        kept = stack.enter_context(closing(Kept(index, names)))
        workers: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(count):
            workers.put(stack.enter_context(closing(Worker(names))))
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=count))
        yield from ahead((pool.submit(_kept_or_read, path, name, kept, workers) for path, name in files), _AHEAD * count)
        kept.forget_others()


def reading_of(path: Path, name: str, names: Sequence[str]) -> Read:
    """The reading of one file, or the fault that kept it from being read."""
    try:
        reading = read(path, name, names)
        return Taken(reading, Packed.of(reading))
    except (ReadError, OSError) as error:
        return error


def _kept_or_read(path: Path, name: str, kept: Kept, workers: SimpleQueue[Worker]) -> Read:
    try:
        key = kept.key(path, name)
        if (found := kept.find(key)) is not None:
            return found
        worker = workers.get()
        try:
            packed = Packed.pressed(worker.read(path, name))
        finally:
            workers.put(worker)
    except (ReadError, OSError) as error:
        return error
    kept.keep(key, packed)
    return Taken(packed.reading(), packed)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


class Kept:
    """The readings kept beside an index; where they cannot be kept, every file is read."""

    def __init__(self, index: Path | None, names: Sequence[str]) -> None:
        self._salt = _code() + hashlib.sha256("\0".join(names).encode()).digest()
        self._lock, self._asked, self._new = Lock(), set[bytes](), 0
        self._db = _opened(index / FILE) if index else None

    def key(self, path: Path, name: str) -> bytes:
        """What a file's reading is known by."""
        digest = hashlib.sha256(self._salt + (ocr.version().encode() if path.suffix.lower() == ".pdf" else b"") + name.encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()

    def find(self, key: bytes) -> Taken | None:
        """The reading kept, None where there is none or it is damaged."""
        try:
            with self._lock:
                self._asked.add(key)
                row = self._db.execute("SELECT packed FROM readings WHERE key = ?", (key,)).fetchone() if self._db else None
            sealed: bytes = row[0] if row else b""
            if _digest(sealed[_DIGEST:]) == sealed[:_DIGEST]:
                packed = Packed(sealed[_DIGEST:])
                return Taken(packed.reading(), packed)
        except (sqlite3.Error, ValueError):
            pass  # a cache: read it anew
        return None

    def keep(self, key: bytes, packed: Packed) -> None:
        """Keep a reading."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (key, _digest(packed.data) + packed.data))
                self._new += 1
                if self._new % _KEPT_AT_ONCE == 0:
                    self._db.commit()

    def forget_others(self) -> None:
        """Forget the readings that were not asked for."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                gone = [row for row in self._db.execute("SELECT key FROM readings") if row[0] not in self._asked]
                self._db.executemany("DELETE FROM readings WHERE key = ?", gone)

    def close(self) -> None:
        """Write what is new and let the file go."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                self._db.commit()
                self._db.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file of readings, made anew if it is none; None where it cannot be written to."""
    for _ in range(2):
        try:
            db = sqlite3.connect(path, check_same_thread=False, timeout=1)
            db.execute("PRAGMA auto_vacuum = FULL")
            db.execute("CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, packed BLOB) WITHOUT ROWID")
            return db
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


@cache
def _code() -> bytes:
    """A hash of the code that reads: another version may read otherwise."""
    package = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted([*package.glob("law/*"), *package.glob("read/*"), package / "errors.py"]):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()
