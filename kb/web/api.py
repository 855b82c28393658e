"""The door for programs: each operation under ``/api/``, by GET with a query or POST with JSON; health and metrics beside it."""

from __future__ import annotations

from typing import Any

import anyio
import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kb import __version__
from kb.errors import IndexUnusable, KbError, ModelError, QuestionError
from kb.library import Library
from kb.operations import OPERATIONS, Form, Operation
from kb.web.metrics import CONTENT_TYPE, Metrics

AT_ONCE = 2
"""Answers made at the same time."""
WAITING = 64
"""Requests that may wait for their turn; the next one is told to come back."""


class Api:
    """Routes over one library.

    Args:
        library: Where answers come from.
        metrics: What ``/metrics`` shows.
        root_path: The sub-path a reverse proxy serves it under, for the description.
    """

    def __init__(self, library: Library, metrics: Metrics, root_path: str = "") -> None:
        self._library, self._metrics, self._root = library, metrics, root_path
        self._turns = anyio.CapacityLimiter(AT_ONCE)

    @property
    def routes(self) -> list[BaseRoute]:
        """What to put before the page."""
        return [
            Route("/healthz", self.health),
            Route("/metrics", self.metrics),
            Route("/api", self.description),
            Route("/api/openapi.json", self.description),
            Route("/api/{name:path}", self.operation, methods=["GET", "POST"]),
        ]

    async def operation(self, request: Request) -> Response:
        """Run one operation; a fault is ``{"error": "…"}`` with the sentence the command line would print."""
        name = request.path_params["name"]
        if name not in OPERATIONS:
            return _fault(404, f"/api/{name[:40]} tidak ada; yang ada: {', '.join(f'/api/{n}' for n in OPERATIONS)}")
        if self._turns.statistics().tasks_waiting >= WAITING:
            return _fault(503, "terlalu banyak yang menunggu; ulangi beberapa saat lagi")
        operation = OPERATIONS[name]
        try:
            form = await _form(operation, request)
            async with self._turns:
                return await run_in_threadpool(self._answer, operation, form)
        except _TooLarge as error:
            return _fault(413, str(error))
        except (IndexUnusable, ModelError) as error:
            return _fault(503, str(error))
        except KbError as error:
            return _fault(400, " ".join(str(error).split()))

    def _answer(self, operation: Operation, form: Form) -> Response:
        return _json(operation.run(self._library.kb, form))

    async def health(self, _: Request) -> Response:
        """Whether it can answer: the generation served, and why a newer one is not, if so."""
        library = self._library
        await run_in_threadpool(lambda: library.kb.manifest)
        state = {"status": "degraded" if library.fault else "ok", "generation": library.generation, "fault": library.fault}
        return _json({**state, "version": __version__})

    async def metrics(self, _: Request) -> Response:
        """The counters, for Prometheus."""
        counts = self._library.kb.manifest.counts
        gauges = {f"kb_{name}": counts[name] for name in ("regulations", "clauses", "files") if name in counts}
        gauges["kb_index_fault"] = int(bool(self._library.fault))
        return Response(self._metrics.text(gauges), media_type=CONTENT_TYPE)

    async def description(self, _: Request) -> Response:
        """The API in OpenAPI 3.1."""
        return _json(described(self._root))


class _TooLarge(QuestionError):
    """More bytes than an operation takes."""


async def _form(operation: Operation, request: Request) -> Form:
    if request.method == "GET":
        return operation.read(dict(request.query_params), strict=False)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise QuestionError("kirim isi permintaan sebagai application/json")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > operation.most_bytes:
            raise _TooLarge(f"isi permintaan lebih dari batas {operation.most_bytes:,} byte untuk {operation.name}")
    return operation.read_json(body)


def described(root_path: str = "") -> dict[str, Any]:
    """The OpenAPI description of every operation, in Indonesian."""
    paths: dict[str, Any] = {}
    fault = {"description": "permintaan tidak dapat dijawab; sebabnya ada di error"}
    for operation in OPERATIONS.values():
        schema = operation.schema()
        parameters = [
            {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": field, "explode": False}
            for name, field in schema["properties"].items()
        ]
        answers = {"200": {"description": "satu objek" if operation.one else "daftar objek, berurutan"}, "4XX": fault, "503": fault}
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        get = {"operationId": operation.name, "summary": operation.does, "parameters": parameters, "responses": answers}
        post = {"operationId": f"{operation.name}_json", "summary": operation.does, "requestBody": body, "responses": answers}
        paths[f"/api/{operation.name}"] = {"get": get, "post": post}
    about = {
        "title": "Netralitas ASN",
        "version": __version__,
        "description": "Klausul peraturan netralitas ASN; pertanyaan tidak dicatat.",
    }
    return {"openapi": "3.1.0", "info": about, "servers": [{"url": root_path or "/"}], "paths": paths}


def _json(value: Any, code: int = 200) -> Response:
    headers = {"cache-control": "no-store"}
    return Response(msgspec.json.encode(value), code, headers, media_type="application/json; charset=utf-8")


def _fault(code: int, message: str) -> Response:
    answer = _json({"error": message}, code)
    if code == 503:
        answer.headers["retry-after"] = "2"
    return answer
