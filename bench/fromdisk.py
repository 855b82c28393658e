"""The first questions to an index on disk, its files read ahead and not: ``python -m bench.fromdisk --index INDEX [--asked N]``.

Before each, the system is told to drop the index's files from memory (Linux heeds it). Every process asks the same golden
questions, the first of them at once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from bench.peers import ROOT, lines, spread
from kb import library
from kb.indexing.generation import current


def main() -> None:
    """Print the table, or with ``--run`` ask in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--asked", type=int, default=60, help="how many of the golden questions, spread over all of them")
    parser.add_argument("--run", choices=("ahead", "not"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        print(" ".join(f"{ms:>9.1f}" for ms in _first(args.index, args.asked, args.run == "ahead")))
        return
    print(f"{'':<14}{'first ms':>9} {'p50 ms':>9} {'p95 ms':>9}")
    for run in ("ahead", "not", "ahead", "not"):
        _drop(current(args.index))
        command = [sys.executable, "-m", "bench.fromdisk", "--index", str(args.index), "--asked", str(args.asked), "--run", run]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        print(f"{'read ahead' if run == 'ahead' else 'not':<14}{done.stdout.strip()}", flush=True)


def _drop(folder: Path) -> None:
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _first(index: Path, asked: int, ahead: bool) -> tuple[float, float, float]:
    """Milliseconds of the first question, of half of them and of nearly all."""
    if not ahead:
        library.read_ahead_beside = lambda _: None
    questions = [q["question"] for q in map(json.loads, lines(ROOT / "tests" / "golden" / "questions.jsonl")) if q["gold"]]
    opened = library.Library(index)
    times = []
    for question in spread(questions, asked):
        started = time.perf_counter()
        opened.kb.ask(question)
        times.append(1000 * (time.perf_counter() - started))
    return times[0], float(np.median(times)), float(np.quantile(times, 0.95))


if __name__ == "__main__":
    main()
