"""Processor time for one piece of work, after which it is told off; what waits for others costs nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(BaseException):
    """A piece of work took more processor time than it was given; no ``except Exception`` may swallow it."""


class ReadingTooLong(TooLong):
    """What is read in the limited child took more than is waited for here."""


_raising: list[type[TooLong]] = []


def _ring(number: int, frame: FrameType | None) -> None:
    if _raising:
        raise _raising[-1]


@contextmanager
def within(seconds: float, otherwise: type[TooLong]) -> Iterator[None]:
    """Give the block so many seconds; an outer block's clock stands still meanwhile.

    The clock rings on each second, since what rings inside a destructor goes unheard.
    """
    signal.signal(signal.SIGPROF, _ring)
    left, _ = signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    _raising.append(otherwise)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _raising.pop()
        if _raising:
            signal.setitimer(signal.ITIMER_PROF, max(left, 0.01), 1.0)
