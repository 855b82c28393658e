"""What stands before every request: security headers, limits on its size and on how fast one client asks, a count, a line of log."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from kb.web.log import event, fault_of
from kb.web.metrics import Metrics

MAX_BODY = 12 * 1024 * 1024
"""Bytes of one request; an operation of the API may allow less."""
UNFORESEEN = "terjadi kesalahan yang tidak terduga; pengelola dapat melihat letaknya di log"
_MANY_CLIENTS = 10_000
_EVENTS = {"/gradio_api/queue/join": "tanya", "/gradio_api/upload": "unggah"}
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]


class Pace:
    """A bucket of requests for each client that refills at a steady rate; the clients longest silent are forgotten.

    >>> pace = Pace(rate=1, burst=2)
    >>> [pace.allows("a", now) for now in (0.0, 0.0, 0.0, 1.0)]
    [True, True, False, True]
    """

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str, now: float) -> bool:
        """Whether a client may ask once more at a time in seconds; a rate of 0 lets everything through."""
        if not self._rate:
            return True
        left, since = self._left.pop(client, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        if len(self._left) > _MANY_CLIENTS:
            self._left.popitem(last=False)
        return allowed


class Guard:
    """Middleware around the page and the API.

    Args:
        app: What it guards.
        metrics: Where each request is counted.
        pace: How fast one client may ask; the page's own files are free.
        operations: Names of the API's operations, which become labels.
    """

    def __init__(self, app: Asgi, metrics: Metrics, pace: Pace, operations: Iterable[str]) -> None:
        self._app, self._metrics, self._pace, self._operations = app, metrics, pace, frozenset(operations)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on if it keeps the limits, and its answer back with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        door, started, code, started_answering = self._door(path), time.perf_counter(), 500, False

        async def guarded(message: Message) -> None:
            nonlocal code, started_answering
            if message["type"] == "http.response.start":
                code, started_answering = int(message["status"]), True
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            elif message["type"] == "http.response.body" and path == "/":
                # As long as what it replaces, so that Content-Length holds.
                message["body"] = message.get("body", b"").replace(b'lang="en"', b'lang="id"', 1)
            await send(message)

        try:
            await self._limited(scope, receive, guarded, door)
        except Exception as error:  # the log names the place; a client is told nothing of the inside
            event("galat", door=door, **fault_of(error))
            if not started_answering:
                await refuse(guarded, 500, UNFORESEEN)
        finally:
            seconds = time.perf_counter() - started
            self._metrics.observe(door, code, seconds)
            if door.startswith("api/") or code >= 500:
                event("permintaan", door=door, code=code, ms=round(1000 * seconds, 1))

    async def _limited(self, scope: Message, receive: Receive, send: Send, door: str) -> None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > MAX_BODY:
            await refuse(send, 413, f"permintaan lebih besar dari batas {MAX_BODY // 2**20} MiB; kirim sebagian")
        elif b"chunked" in headers.get(b"transfer-encoding", b"").lower():
            await refuse(send, 411, "kirim permintaan dengan Content-Length")
        elif door in ("api", "tanya", "unggah") or door.startswith("api/"):
            client = str((scope.get("client") or ("?",))[0])
            if self._pace.allows(client, time.monotonic()):
                await self._app(scope, receive, send)
            else:
                await refuse(send, 429, "terlalu banyak permintaan dari komputer ini; tunggu sebentar lalu ulangi")
        else:
            await self._app(scope, receive, send)

    def _door(self, path: str) -> str:
        """A name from a fixed few for what a path asks for."""
        first, _, rest = path.strip("/").partition("/")
        if first == "api":
            return f"api/{rest}" if rest in self._operations else "api"
        if path in _EVENTS:
            return _EVENTS[path]
        return {"": "halaman", "minta": "tanya", "healthz": "healthz", "metrics": "metrics"}.get(first, "berkas")


async def refuse(send: Send, code: int, message: str) -> None:
    """Answer with a fault in one line, in the form every fault of the API has."""
    body = json.dumps({"error": message}, ensure_ascii=False).encode()
    again = [(b"retry-after", b"2")] if code in (429, 503) else []
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode()), *again]
    await send({"type": "http.response.start", "status": code, "headers": headers})
    await send({"type": "http.response.body", "body": body})
