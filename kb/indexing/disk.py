"""The few steps by which a build changes what others read, in one place, so that each can be made to fail on purpose."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from kb.errors import IndexUnusable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


class Disk:
    """Writes, flushes, renames and removals of an index, each one step; a test gives one that fails or ends the process at a step."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a whole file."""
        path.write_bytes(data)

    def flush(self, path: Path) -> None:
        """Make sure that a file, or a folder's names, outlast a power cut."""
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, path: Path, target: Path) -> None:
        """Give a file or folder its name in one step."""
        path.replace(target)

    def remove(self, folder: Path) -> None:
        """Remove a folder nobody needs any more; what cannot be removed stays and harms nobody."""
        shutil.rmtree(folder, ignore_errors=True)


def unwritable(index: Path, error: OSError | sqlite3.Error) -> IndexUnusable:
    """The fault of a disk in words: full, not to be written to, or what the system says."""
    number = error.errno if isinstance(error, OSError) else None
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if number in _FULL or "full" in said or "requested and" in said:
        reason, remedy = f"disk penuh atau batas ukuran berkas tercapai, sisa {_free(index)}", "sediakan ruang"
    elif number in _FORBIDDEN:
        reason, remedy = f"folder itu tidak boleh ditulisi ({said})", "beri izin menulis"
    else:
        reason, remedy = said, "periksa disknya"
    return IndexUnusable(f"{index}: indeks tidak dapat ditulis: {reason}; {remedy}, atau sebut folder lain dengan --index")


def _free(index: Path) -> str:
    try:
        return f"{shutil.disk_usage(index).free / 2**20:,.0f} MiB"
    except OSError:
        return "tidak diketahui"
