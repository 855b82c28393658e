"""Work shared out: among makers that each do one thing at a time, and given back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

from kb.child import Child
from kb.errors import IndexUnusable

M = TypeVar("M")
T = TypeVar("T")
R = TypeVar("R")


class Crew(Generic[M]):
    """Some makers with a thread for each, in a context.

    Args:
        makers: Those who make, in this process or seen from outside.
        ahead: So many things for each are begun before they are asked for.
    """

    def __init__(self, makers: Sequence[M], ahead: int) -> None:
        self._idle: SimpleQueue[M] = SimpleQueue()
        for maker in makers:
            self._idle.put(maker)
        self._ahead = ahead * len(makers)
        self._pool = ThreadPoolExecutor(max_workers=len(makers))

    def __enter__(self) -> Crew[M]:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown()

    def each(self, work: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """What a piece of work gives for each of some things, in order; it is done in the threads, and borrows ``one`` maker."""
        yield from ahead((self._pool.submit(work, thing) for thing in things), self._ahead)

    @contextmanager
    def one(self) -> Iterator[M]:
        """A maker that does nothing else meanwhile."""
        maker = self._idle.get()
        try:
            yield maker
        finally:
            self._idle.put(maker)


class Helper:
    """A process of our own that is started when it is first asked, and then ``told`` something first; it may not end over its work."""

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


def ahead(begun: Iterable[Future[T]], most: int) -> Iterator[T]:
    """The results of some work in the order in which it was begun, at most so much of it ahead of what is asked for."""
    waiting: deque[Future[T]] = deque()
    for work in begun:
        waiting.append(work)
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
