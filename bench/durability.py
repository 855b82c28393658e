"""Builds that are killed: ``python -m bench.durability [--kills N] [--seed N] [--no-steps]``.

A made-up corpus changes its colour with each build. Children of this process build it and end in two ways: by themselves at
each step that touches the disk (``kb.indexing.disk.Disk``), before and after it, as a power cut would; and by SIGKILL at random
moments. After each death the index must be whole to the last byte, hold the text of before or of after, and take a new build.
Prints one line a kind and exits with 1 if any death left anything else.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.indexing.clauses import ClauseStore
from kb.indexing.disk import Disk
from kb.indexing.generation import TRUTH, current, verify
from kb.ingest import build
from kb.law.regulation import Locator

KEY = "perbup-contoh-71-1998"
TEXT = "PERATURAN BUPATI CONTOH\nNOMOR 71 TAHUN 1998\nTENTANG\nPERAHU\n\nPasal 1\nPerahu dicat {}.\n\nPasal 2\nDayung disimpan kering.\n"
_MOST_STEPS = 400


class Fatal(Disk):
    """Ends the process at one step, before it or half way through it, without any clean-up."""

    def __init__(self, at: int) -> None:
        self._left = at

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_"):
            return super().__getattribute__(name)
        self._left -= 1
        if self._left == 0:
            if name == "write":
                return lambda path, data: (path.write_bytes(data[: len(data) // 2]), os._exit(9))
            os._exit(9)
        return super().__getattribute__(name)


class Trial:
    """An index that is built, killed and looked at again and again."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.index = folder / "naskah", folder / "indeks"
        self.texts.mkdir()
        self.number = self.held = 0
        self.found: Counter[str] = Counter()
        self.faults: list[str] = []

    def child(self, work: Callable[[], None]) -> int:
        """Run something in a child; gives its process id."""
        pid = os.fork()
        if pid == 0:
            try:
                work()
            except BaseException as error:
                sys.stderr.write(f"{error!r}\n")
                os._exit(3)
            os._exit(0)
        return pid

    def change(self) -> None:
        """Another colour: what the next build should make of it."""
        self.number += 1
        fresh = self.texts / ".baru"
        fresh.write_text(TEXT.format(f"warna{self.number}"), encoding="utf-8")
        fresh.replace(self.texts / "a.txt")  # whole too, whenever the child dies

    def build(self, disk: Disk | None = None) -> None:
        """Build what stands in the folder of texts now."""
        build([self.texts], self.index, disk=disk)

    def look(self, what: str, allowed: Sequence[int]) -> None:
        """Count what a death left: whole, of a colour that was built before or since, or a fault."""
        try:
            folder = current(self.index)
            verify(folder)
            store = ClauseStore(folder / TRUTH)
            colour = store.at(KEY, Locator.parse("pasal-1"))[0].text.split()[-1].rstrip(".")
            store.close()
        except (KbError, OSError, IndexError) as error:
            self.faults.append(f"{what}: {error}")
            return
        self.found["whole"] += 1
        self.held = int(colour.removeprefix("warna"))
        if self.held not in allowed:
            self.faults.append(f"{what}: {colour}, expected one of {[*allowed]}")

    def steps(self) -> int:
        """Die at each step of a build in turn, until a build gets through."""
        for at in range(1, _MOST_STEPS):
            old = self.held
            self.change()
            pid = self.child(lambda at=at: self.build(Fatal(at)))
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            self.look(f"step {at}", (old, self.number))
            if code == 0:
                return at - 1
            if code != 9:
                self.faults.append(f"step {at}: child ended with {code}")
        raise SystemExit(f"more than {_MOST_STEPS} steps")

    def kills(self, times: int, chance: random.Random) -> None:
        """SIGKILL a child that builds one colour after another, at random moments."""
        for turn in range(times):
            old, first = self.held, self.number

            def work() -> None:
                while True:
                    self.change()
                    self.build()

            pid = self.child(work)
            time.sleep(chance.uniform(0.0, 0.6))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            written = (self.texts / "a.txt").read_text(encoding="utf-8").partition("warna")[2].partition(".")[0]
            self.number = int(written)
            self.look(f"kill {turn + 1}", (old, *range(first, self.number + 1)))


def main() -> int:
    """Run both kinds and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-steps", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        trial.change()
        os.waitpid(trial.child(trial.build), 0)  # nothing heavy runs in this process, so that it can be forked
        trial.look("first build", (1,))
        if not args.no_steps:
            trial.found.clear()
            steps = trial.steps()
            print(f"steps   {steps} disk steps of a build, the process ended at each: {trial.found['whole'] - 1} times whole")
        trial.found.clear()
        trial.kills(args.kills, random.Random(args.seed))
        print(f"kills   {args.kills} of kill -9 at random moments: {trial.found['whole']} times whole")
        trial.change()
        os.waitpid(trial.child(trial.build), 0)
        trial.look("last build", (trial.number,))
        left = sorted(p.name for p in trial.index.iterdir() if p.name.startswith((".membangun", ".CURRENT")))
        print(f"after   a build succeeds; left lying about: {', '.join(left) or 'nothing'}")
        for fault in trial.faults:
            print(f"FAULT   {fault}")
        return int(bool(trial.faults))


if __name__ == "__main__":
    sys.exit(main())
