"""A process of our own that answers one question after another, so that more than one processor works.

Frames of msgpack on its stdin and stdout, each behind its length in four bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

_MOST = 8


def processors() -> int:
    """How many processes are worth having."""
    return max(1, min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


class Child:
    """Such a process, seen from outside: ``python -m MODULE ARGUMENTS``, started at once."""

    def __init__(self, module: str, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603 - our own module
        self._asking, self._answering = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)

    def tell(self, packed: bytes) -> None:
        """Send a frame to which no answer comes.

        Raises:
            BrokenPipeError: If the process ended.
        """
        send(self._asking, packed)

    def ask(self, packed: bytes) -> bytes | None:
        """The answer to a frame, None if the process ended over it."""
        try:
            self.tell(packed)
            return receive(self._answering)
        except BrokenPipeError:
            return None

    def close(self) -> int:
        """Let the process end; its exit code."""
        with suppress(BrokenPipeError):
            self._asking.close()
        self._answering.close()
        return self._process.wait()


def send(stream: IO[bytes], packed: bytes) -> None:
    """Write a frame."""
    stream.write(len(packed).to_bytes(4, "big") + packed)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame, None where the other side is gone."""
    head = stream.read(4)
    size = int.from_bytes(head, "big")
    packed = stream.read(size)
    return packed if len(head) == 4 and len(packed) == size else None


def asked() -> Iterator[bytes]:
    """In the process: each frame that is sent to it, until nobody asks any more."""
    while (packed := receive(sys.stdin.buffer)) is not None:
        yield packed


def answer(packed: bytes) -> None:
    """In the process: answer the frame that was asked."""
    send(sys.stdout.buffer, packed)
