"""Run a command and see how much memory it and the processes it starts hold."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_LOOK_EVERY = 0.1


class Watched(NamedTuple):
    """How a command ended, what it wrote, and the most memory held at once, in MB; pages that processes share are counted for each."""

    code: int
    out: str
    told: str
    peak: float


def watched(command: Sequence[str], folder: Path) -> Watched:
    """Run a command in a folder, looking at its memory every tenth of a second; no model hub is asked."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=told, env={**os.environ, "HF_HUB_OFFLINE": "1"})
        most = 0.0
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(_LOOK_EVERY)
        out.seek(0)
        told.seek(0)
        return Watched(process.returncode, out.read(), told.read(), most)


def _held(pid: int) -> float:
    """The memory that a process and those below it hold now, in MB."""
    below: dict[int, list[int]] = defaultdict(list)
    pages: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            one = int(stat.parent.name)
            below[int(fields[1])].append(one)
            pages[one] = int(fields[21])
    found, total = [pid], 0
    while found:
        one = found.pop()
        total += pages.get(one, 0)
        found += below[one]
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20
