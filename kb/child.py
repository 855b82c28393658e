"""A process of our own that answers one question after another, so that more than one processor works.

Frames of msgpack on its stdin and stdout, each behind its length in four bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar, cast

from kb.errors import IndexUnusable

T = TypeVar("T")
_MOST = 8


def processors() -> int:
    """How many processes are worth having."""
    return max(1, min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


def ahead(begun: Iterable[Future[T]], most: int) -> Iterator[T]:
    """The results of some work in the order in which it was begun, at most so much of it ahead of what is asked for."""
    waiting: deque[Future[T]] = deque()
    for work in begun:
        waiting.append(work)
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


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


class Helper:
    """Such a process that is started when it is first asked, and then ``told`` something first; it may not end over its work."""

    def __init__(self, module: str, *arguments: str, told: bytes | None = None) -> None:
        self._module, self._arguments, self._told = module, arguments, told
        self._child: Child | None = None

    def ask(self, packed: bytes) -> bytes:
        """The answer to a frame.

        Raises:
            IndexUnusable: If the process ended over it.
        """
        if self._child is None:
            self._child = Child(self._module, *self._arguments)
            if self._told is not None:
                with suppress(BrokenPipeError):  # noticed when it is asked
                    self._child.tell(self._told)
        answer = self._child.ask(packed)
        if answer is None:
            raise IndexUnusable(f"proses pembantu berhenti (kode {self._child.close()}); mungkin memori habis; jalankan lagi: kb build")
        return answer

    def close(self) -> None:
        """Let the process end, if it was started."""
        if self._child:
            self._child.close()


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
