"""The files of a generation asked of the disk once when a server opens it, so that the first people who ask do not wait for it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 128 * 2**10  # what Linux reads ahead at the least: more at once it may cut short
_SHARE = 0.5  # of the machine's memory: more would only push out what was read first


def read_ahead(folder: Path) -> int:
    """Ask the system to keep every file of a folder in memory, and go on while it reads.

    What is in memory already costs next to nothing: no byte is copied.

    Returns:
        How many bytes were asked for; 0 where they would not fit, or where the system takes no such advice.
    """
    sizes = {path: path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    total = sum(sizes.values())
    if total > _SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") or not hasattr(os, "posix_fadvise"):
        return 0
    for path in sorted(sizes, key=sizes.__getitem__):  # of a large one a question needs a part
        with path.open("rb", buffering=0) as file:
            for start in range(0, sizes[path], _AT_ONCE):
                os.posix_fadvise(file.fileno(), start, _AT_ONCE, os.POSIX_FADV_WILLNEED)
    return total


def read_ahead_beside(folder: Path) -> None:
    """The same for a thread of its own, which nobody waits for: a folder that goes away meanwhile is no fault."""
    with suppress(OSError):
        read_ahead(folder)
