"""Many people at once: ``python -m bench.load [--people 50] [--seconds 20] [--pause 0] [--door api|page] [--index DIR]``.

Starts ``kb serve`` and lets each person ask, wait for the answer, and ask again, without a pause unless told: harder than people are.
Prints answers a second, latencies, faults, and the server's memory after the warm-up and at the end; exits with 1 on any fault.
The soak of an hour is ``--seconds 3600``. Clients run on the same machine as the server and take their share of it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import sys
import threading
import time
import urllib.parse
from pathlib import Path

from bench.served import fetch, served, told
from bench.speed import QUESTIONS

_WARM = 0.25  # of the time


class Person(threading.Thread):
    """Asks one question after another until it is time."""

    def __init__(self, number: int, port: int, until: float, pause: float, page: bool) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.until, self.pause, self.page = number, port, until, pause, page
        self.seconds: list[float] = []
        self.faults: list[str] = []

    def run(self) -> None:
        """Ask until it is time."""
        turn = self.number
        while time.monotonic() < self.until:
            turn += 1
            started = time.perf_counter()
            try:
                self.ask(QUESTIONS[turn % len(QUESTIONS)])
                self.seconds.append(time.perf_counter() - started)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.faults.append(f"{type(error).__name__}: {error}")
            time.sleep(self.pause)

    def ask(self, question: str) -> None:
        """One question over the API, or as the page in a browser asks it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if not self.page:
                answer = fetch(connection, "GET", f"/api/ask?{urllib.parse.urlencode({'question': question})}")
                if "hits" not in json.loads(answer):
                    raise ValueError("no answer")
                return
            answer = fetch(connection, "POST", "/minta/cari", json.dumps(["", None, [], [], question, None]))
            if "kb-hasil" not in json.loads(answer)[0]:
                raise ValueError("the page could not answer")
        finally:
            connection.close()


def memory(port: int) -> float:
    """The server's resident memory in MB, by its own metrics."""
    found = re.search(r"^process_resident_memory_bytes (\d+)", told(port, "/metrics"), re.MULTILINE)
    return int(found[1]) / 1e6 if found else 0.0


def processor(pid: int) -> float:
    """Seconds of processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load() -> str:
    """How busy the machine was, others' work included."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main() -> int:
    """Start, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0, help="seconds a person reads before asking again")
    parser.add_argument("--door", choices=["api", "page"], default="api")
    parser.add_argument("--index", type=Path, default=Path("index"))
    args = parser.parse_args()
    with served(args.index) as (process, port):
        return _load(process, port, args)


def _load(process: int, port: int, args: argparse.Namespace) -> int:
    before, started = processor(process), time.monotonic()
    people = [Person(n, port, started + args.seconds, args.pause, args.door == "page") for n in range(args.people)]
    for person in people:
        person.start()
    time.sleep(args.seconds * _WARM)
    warm = memory(port)
    for person in people:
        person.join(timeout=args.seconds + 120)
    seconds = sorted(s for person in people for s in person.seconds)
    faults = [fault for person in people for fault in person.faults]
    print(f"people    {args.people}, each asking again after {args.pause:g} s, for {args.seconds:g} s, door {args.door}")
    print(f"answers   {len(seconds)} ({len(seconds) / (time.monotonic() - started):.0f} a second), faults {len(faults)}")
    if len(seconds) > 1:
        cuts = statistics.quantiles(seconds, n=100)
        p50, p95, p99, most = (1000 * s for s in (cuts[49], cuts[94], cuts[98], seconds[-1]))
        print(f"latency   p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, most {most:.0f} ms")
        print(f"server    {1000 * (processor(process) - before) / len(seconds):.1f} ms of processor time an answer; load {load()}")
    print(f"memory    {warm:.0f} MB after the warm-up, {memory(port):.0f} MB at the end")
    for fault in sorted(set(faults))[:5]:
        print(f"FAULT     {faults.count(fault)} times {fault}")
    return int(bool(faults) or not seconds)


if __name__ == "__main__":
    sys.exit(main())
