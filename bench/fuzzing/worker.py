"""The process that does the work: ``python -m bench.fuzzing.worker INDEX MODEL ROOM SEED KINDS APART FIRST END``.

A line before each input says its number, a line after it what became of it. Where a parser ends this process, the one that
started it learns from the first line whose fault it was.
"""

from __future__ import annotations

import gc
import json
import logging
import resource
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from bench.fuzzing import clock, markup
from bench.fuzzing.doors import WORK_SECONDS, Doors
from bench.fuzzing.making import kind_of, made
from kb.read import sandbox


def main() -> None:
    """Send the inputs from FIRST until before END through, one after another."""
    index, model, room, seed, kinds, apart, first, end = sys.argv[1:]
    logging.disable()
    warnings.simplefilter("ignore")
    out, sys.stdout = sys.stdout, sys.stderr
    gc.set_threshold(50_000, 20, 100)
    doors = Doors(Path(index), model, Path(room), apart == "1")
    size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + sandbox.MEMORY, size + sandbox.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(int(first), int(end)):
        kind = kind_of(number, tuple(kinds.split(",")))
        print(json.dumps({"number": number, "kind": kind}), file=out, flush=True)
        print(json.dumps({"number": number, "kind": kind, **tried(doors, int(seed), number, kind)}), file=out, flush=True)


def tried(doors: Doors, seed: int, number: int, kind: str) -> dict[str, Any]:
    """What became of an input: ``why`` it was refused, ``fault`` where something went wrong that must not, how long it took."""
    slow, started = doors.slow, time.process_time()
    told: dict[str, Any] = {}
    try:
        told["why"] = doors.go(made(seed, number, kind, doors.room), number)
    except clock.TooLong:
        told["fault"] = f"more than {WORK_SECONDS} s: {_place()}"
    except markup.Unsafe as error:
        told["fault"] = f"{error} ({_place()})"
    except Exception:  # whatever it is, it is no error of the project's
        told["fault"] = traceback.format_exc(limit=-12)
    return {**told, "seconds": time.process_time() - started, "slow": doors.slow - slow}


def _place() -> str:
    return "; ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(sys.exc_info()[2])[-6:])


if __name__ == "__main__":
    main()
