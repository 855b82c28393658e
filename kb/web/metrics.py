"""Counters and latencies in Prometheus's text form; labels are ours, so that no question can become one."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency histogram, in seconds."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What was asked at which door, with what outcome, and how long it took; shared by threads.

    >>> metrics = Metrics()
    >>> metrics.observe("api/ask", 200, 0.004)
    >>> print(metrics.text({"kb_clauses": 2368}).splitlines()[2])
    kb_requests_total{door="api/ask",code="200"} 1
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)

    def observe(self, door: str, code: int, seconds: float) -> None:
        """Count one request; ``door`` is a name from a fixed few."""
        with self._lock:
            self._counts[door, code] += 1
            self._buckets[door][bisect_left(BOUNDS, seconds)] += 1
            self._seconds[door] += seconds

    def text(self, gauges: Mapping[str, float]) -> str:
        """All of it, with the given gauges, as Prometheus scrapes it."""
        with self._lock:
            lines = ["# HELP kb_requests_total Requests by door and status code.", "# TYPE kb_requests_total counter"]
            lines += [f'kb_requests_total{{door="{door}",code="{code}"}} {n}' for (door, code), n in sorted(self._counts.items())]
            lines += ["# HELP kb_request_seconds Time to answer, by door.", "# TYPE kb_request_seconds histogram"]
            for door in sorted(self._buckets):
                lines += self._histogram(door)
        for name, value in {**gauges, "process_resident_memory_bytes": _resident()}.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"]
        return "\n".join(lines) + "\n"

    def _histogram(self, door: str) -> list[str]:
        total, lines = 0, []
        for bound, count in zip([*map(str, BOUNDS), "+Inf"], self._buckets[door], strict=True):
            total += count
            lines.append(f'kb_request_seconds_bucket{{door="{door}",le="{bound}"}} {total}')
        lines.append(f'kb_request_seconds_sum{{door="{door}"}} {self._seconds[door]:.6f}')
        return [*lines, f'kb_request_seconds_count{{door="{door}"}} {total}']


def _resident() -> int:
    """Bytes of memory held; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * 4096
