"""Hostile input: ``python -m bench.fuzz [--inputs 100000] [--seed 0] [--kinds pdf,html] [--only N]``.

Makes PDFs, DOCX, pages, letters, questions, articles and cases, spoils them from a fixed seed, and sends each through the product: read,
parsed, indexed, asked, shown, printed, exported. Prints how they fared; exits with 1 if any of them raised what is no error of the
project's, took the server more than its time, ended a process that must stand, or put out anything but text and our own templates.

Parsers run in one long-lived process with the memory that the product's own child has; a file on which they take long, or that
ends the process, is read again by the product's own child, whose verdict counts. Each fault is printed with the command that repeats it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.fuzzing.making import SHARES
from bench.fuzzing.seeds import FOLDER

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS = 120.0
"""Wall-clock time without a word, after which the process is taken for hung; its own clocks ring long before."""
MOST_FAULTS = 200
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
"""One thread: many small inputs gain nothing from more, and the machine may have other work."""


@dataclass
class Tally:
    """What became of the inputs."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, told: dict[str, Any]) -> None:
        """Count one input."""
        kind, why = told["kind"], told.get("why", "")
        self.counts[kind]["inputs"] += 1
        self.counts[kind]["slow"] += told["slow"]
        self.slowest = max(self.slowest, (told["seconds"], told["number"], kind))
        if "fault" in told:
            self.counts[kind]["faults"] += 1
            self.faults.append((told["number"], kind, told["fault"]))
        else:
            self.counts[kind]["refused" if why else "ok"] += 1
            if why:
                self.reasons[f"{kind}: {_class_of(why)}"] += 1


def _class_of(why: str) -> str:
    """A reason without what is of one input only."""
    return re.sub(r"'.*'|\".*\"|\(.*\)|[\d.,]+", "…", why)[:70]


class Run:
    """Inputs sent through, whatever they do to the process that they are sent through."""

    def __init__(self, args: argparse.Namespace, room: Path) -> None:
        self._args, self._room = args, room
        self.deaths: list[tuple[int, int]] = []

    def results(self, first: int, end: int) -> Iterator[dict[str, Any]]:
        """What became of each input, in order."""
        number = first
        while number < end:
            started: dict[str, Any] | None = None
            for told in self._told(number, end, apart=False):
                started = told
                if "seconds" in told:
                    number = told["number"] + 1
                    yield told
            if number < end:
                if started is None or "seconds" in started:
                    raise SystemExit("the process ended before it began")
                yield self._again(started)
                number += 1

    def _again(self, started: dict[str, Any]) -> dict[str, Any]:
        """An input that ended the process, sent through with its file read in the product's own child."""
        number = started["number"]
        for told in self._told(number, number + 1, apart=True):
            if "seconds" in told:
                return {**told, "slow": told["slow"] + 1}
        return {**started, "fault": "ends the process, or hangs it, though its file is read apart", "seconds": 0.0, "slow": 1}

    def _told(self, first: int, end: int, apart: bool) -> Iterator[dict[str, Any]]:
        args = self._args
        arguments = [args.index, args.model, self._room, args.seed, args.kinds, int(apart), first, end]
        command = [sys.executable, "-m", "bench.fuzzing.worker", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "HF_HUB_OFFLINE": "1", FOLDER: args.texts, **ALONE}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=args.stderr) as process:
            if process.stdout is None:
                return
            with selectors.DefaultSelector() as selector:
                selector.register(process.stdout, selectors.EVENT_READ)
                rest = b""
                while selector.select(MOST_SECONDS) and (data := os.read(process.stdout.fileno(), 1 << 16)):
                    *lines, rest = (rest + data).split(b"\n")
                    yield from map(json.loads, lines)
            process.kill()
            if code := process.wait():
                self.deaths.append((first, code))


def main() -> int:
    """Run and tell."""
    args = _arguments()
    first, end = (args.only, args.only + 1) if args.only is not None else (args.start, args.start + args.inputs)
    tally, began = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kb-acak-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as room:
        run = Run(args, Path(room))
        for told in run.results(first, end):
            tally.add(told)
            if "fault" in told:
                print(f"FAULT {told['kind']} {told['number']}: {told['fault']}\n  again: {_command(args, told['number'])}", flush=True)
            if len(tally.faults) >= MOST_FAULTS:
                print(f"{MOST_FAULTS} faults; stopped")
                break
            if args.only is not None:
                print(told)
            if args.verbose and told["number"] % 1000 == 999:
                print(f"{told['number'] + 1} {time.monotonic() - began:.0f} s, {len(tally.faults)} faults", file=sys.stderr, flush=True)
    _report(tally, run, time.monotonic() - began)
    return int(bool(tally.faults))


def _command(args: argparse.Namespace, number: int) -> str:
    texts = f" --texts {args.texts}" if args.texts else ""
    return f"python -m bench.fuzz --seed {args.seed} --kinds {args.kinds}{texts} --only {number}"


def _report(tally: Tally, run: Run, seconds: float) -> None:
    total = Counter[str]()
    print(f"{'kind':10}{'inputs':>9}{'ok':>9}{'refused':>9}{'read apart':>12}{'faults':>8}")
    for kind, counts in sorted(tally.counts.items()):
        total += counts
        print(f"{kind:10}{counts['inputs']:9}{counts['ok']:9}{counts['refused']:9}{counts['slow']:12}{counts['faults']:8}")
    print(f"{'all':10}{total['inputs']:9}{total['ok']:9}{total['refused']:9}{total['slow']:12}{total['faults']:8}")
    at, number, kind = tally.slowest
    pace = total["inputs"] / max(seconds, 1e-9)
    print(f"{pace:.0f} inputs a second, {seconds:.0f} s; slowest: {kind} {number}, {at:.1f} s of processor time")
    print(f"the process ended {len(run.deaths)} times")
    for reason, count in tally.reasons.most_common(12):
        print(f"{count:9} {reason}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default=",".join(SHARES))
    parser.add_argument("--only", type=int, help="one input, by its number")
    parser.add_argument("--index", default="index", help="what questions are asked of; kb build makes it")
    parser.add_argument("--model", default="")
    parser.add_argument("--texts", default="", help="a folder of texts (.md) that are spoiled beside our own")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.kinds.split(",")) - set(SHARES):
        parser.error(f"unknown kinds: {', '.join(sorted(unknown))}; choose from {', '.join(SHARES)}")
    args.stderr = None if args.verbose or args.only is not None else subprocess.DEVNULL
    return args


if __name__ == "__main__":
    sys.exit(main())
