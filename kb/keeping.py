"""What an earlier build worked out, kept beside the index in one file, so that it need not be worked out again.

It is a cache: a piece of it that is damaged is as if it were not there, and where it cannot be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock

from kb import __version__

FILE = "bacaan.sqlite"
_DIGEST = 16
_KEPT_AT_ONCE = 100
_PAGE = 16_384  # what is kept is some ten thousand bytes long: with small pages finding it takes twice as long


class Kept:
    """Bytes by their keys, in one table of the file; shared by threads.

    Args:
        index: The folder where the file is; None keeps nothing.
        table: The table's name.
    """

    def __init__(self, index: Path | None, table: str) -> None:
        self._find = f"SELECT packed FROM {table} WHERE key = ?"  # noqa: S608 - a constant of ours, as below
        self._keep = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608
        self._all, self._drop = f"SELECT key FROM {table}", f"DELETE FROM {table} WHERE key = ?"  # noqa: S608
        self._lock, self._asked, self._new = Lock(), set[bytes](), 0
        self._db = _opened(index / FILE, table) if index else None

    def find(self, key: bytes) -> bytes | None:
        """What is kept, None where there is nothing or it is damaged."""
        with self._lock, suppress(sqlite3.Error):
            self._asked.add(key)
            row = self._db.execute(self._find, (key,)).fetchone() if self._db else None
            sealed: bytes = row[0] if row else b""
            if _digest(sealed[_DIGEST:]) == sealed[:_DIGEST]:
                return sealed[_DIGEST:]
        return None

    def keep(self, key: bytes, data: bytes) -> None:
        """Keep what was worked out."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                self._db.execute(self._keep, (key, _digest(data) + data))
                self._new += 1
                if self._new % _KEPT_AT_ONCE == 0:
                    self._db.commit()

    def forget_others(self) -> None:
        """Forget what was not asked for."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                gone = [row for row in self._db.execute(self._all) if row[0] not in self._asked]
                self._db.executemany(self._drop, gone)

    def close(self) -> None:
        """Write what is new and let the file go."""
        with self._lock, suppress(sqlite3.Error):
            if self._db:
                self._db.commit()
                self._db.close()


@cache
def code_of(*patterns: str) -> bytes:
    """A hash of some of the package's own files: another version of them may work out something else."""
    package = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted({path for pattern in patterns for path in package.glob(pattern) if path.is_file()}):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def _opened(path: Path, table: str) -> sqlite3.Connection | None:
    """The file, made anew if it is none; None where it cannot be written to."""
    for _ in range(2):
        try:
            db = sqlite3.connect(path, check_same_thread=False, timeout=1)
            db.executescript(f"PRAGMA page_size = {_PAGE}; PRAGMA auto_vacuum = FULL;")
            if db.execute("PRAGMA page_size").fetchone() != (_PAGE,):
                raise sqlite3.DatabaseError("kept by a version of before, whose code made something else")
            db.execute(f"CREATE TABLE IF NOT EXISTS {table} (key BLOB PRIMARY KEY, packed BLOB)")
            return db
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
