"""What the doors over HTTP share: a body read within its limit, a turn to answer, JSON out, a fault in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import msgspec
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from kb.errors import IndexUnusable, KbError, ModelError, QuestionError

AT_ONCE = 2
"""Answers made at the same time, at each door."""
WAITING = 64
"""Requests that may wait for their turn; the next one is told to come back."""

_Made = TypeVar("_Made")


class Busy(KbError):
    """As many wait as may."""


class TooLarge(QuestionError):
    """More bytes than are read."""


class Turns:
    """Lets so many answers be made at a time, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._free = anyio.CapacityLimiter(AT_ONCE)
        self._taken = 0

    async def take(self, work: Callable[..., _Made], *given: Any) -> _Made:
        """What ``work`` makes, in a thread, when its turn has come.

        Raises:
            Busy: If too many wait already.
        """
        if self._taken >= AT_ONCE + WAITING:
            raise Busy("terlalu banyak yang menunggu; ulangi beberapa saat lagi")
        self._taken += 1
        try:
            return await run_sync(work, *given, limiter=self._free)
        finally:
            self._taken -= 1


async def body_of(request: Request, most: int, name: str) -> bytes:
    """The body of a request.

    Raises:
        QuestionError: If it is not told to be JSON; ``TooLarge`` if it has more than ``most`` bytes.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise QuestionError("kirim isi permintaan sebagai application/json")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLarge(f"isi permintaan lebih dari batas {most:,} byte untuk {name}")
    return bytes(body)


def answered(value: Any, code: int = 200) -> Response:
    """A value as JSON, which nobody on the way should keep."""
    headers = {"cache-control": "no-store"}
    return Response(msgspec.json.encode(value), code, headers, media_type="application/json; charset=utf-8")


def refused(error: KbError) -> Response:
    """A foreseen fault, with the code that says whose it is."""
    code = 413 if isinstance(error, TooLarge) else 503 if isinstance(error, Busy | IndexUnusable | ModelError) else 400
    answer = fault(code, " ".join(str(error).split()))
    if code == 503:
        answer.headers["retry-after"] = "2"
    return answer


def fault(code: int, message: str) -> Response:
    """A fault in one line: ``{"error": "…"}``."""
    return answered({"error": message}, code)
