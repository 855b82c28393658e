"""The files of a generation read once when a server opens it, so that the first people who ask do not wait for the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 2**20
_SHARE = 0.5  # of the machine's memory: more would only push out what was read first


def read_through(folder: Path) -> int:
    """Read every file of a folder, so that the system keeps them in memory; 0 where they would not fit, else how many bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if sum(path.stat().st_size for path in files) > _SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
        return 0
    piece, total = bytearray(_AT_ONCE), 0
    for path in files:
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(piece):
                total += count
    return total


def read_through_beside(folder: Path) -> None:
    """The same for a thread of its own, which nobody waits for: a folder that goes away meanwhile is no fault."""
    with suppress(OSError):
        read_through(folder)
