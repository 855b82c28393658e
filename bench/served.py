"""A server of the page, started for a bench and asked over HTTP."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0


@contextmanager
def served(index: Path) -> Iterator[tuple[int, int]]:
    """Serve an index without a limit on how fast one may ask; the process and its port, as soon as the page can be had.

    Raises:
        SystemExit: If it ended, or gave no page in a minute.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kb", "serve", "--port", str(port), "--rate", "0", "--index", str(index)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            told(port, "/")
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("kb serve gave no page; is there an index?")


def told(port: int, path: str) -> str:
    """What the server says at a path."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return fetch(connection, "GET", path).decode()
    finally:
        connection.close()


def fetch(connection: http.client.HTTPConnection, verb: str, path: str, body: str | None = None) -> bytes:
    """The body of an answer.

    Raises:
        ValueError: If its code is not 200.
    """
    connection.request(verb, path, body, {"content-type": "application/json"} if body else {})
    answer = connection.getresponse()
    data = answer.read()
    if answer.status != 200:
        raise ValueError(f"{answer.status} {data[:100]!r}")
    return data
