"""The door for programs: each operation under ``/api/``, by GET with a query or POST with JSON; health and metrics beside it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kb import __version__
from kb.errors import KbError
from kb.library import Library
from kb.operations import OPERATIONS, Form, Operation
from kb.web.exchange import Turns, answered, body_of, fault, refused
from kb.web.metrics import CONTENT_TYPE, Metrics


class Api:
    """Routes over one library.

    Args:
        library: Where answers come from.
        metrics: What ``/metrics`` shows.
        root_path: The sub-path a reverse proxy serves it under, for the description.
    """

    def __init__(self, library: Library, metrics: Metrics, root_path: str = "") -> None:
        self._library, self._metrics, self._root = library, metrics, root_path
        self._turns = Turns()

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
            return fault(404, f"/api/{name[:40]} tidak ada; yang ada: {', '.join(f'/api/{n}' for n in OPERATIONS)}")
        operation = OPERATIONS[name]
        try:
            form = await _form(operation, request)
            return await self._turns.take(lambda: answered(operation.run(self._library.kb, form)))
        except KbError as error:
            return refused(error)

    async def health(self, _: Request) -> Response:
        """Whether it can answer: the generation served, and why a newer one is not, if so."""
        library = self._library
        await run_in_threadpool(lambda: library.kb.manifest)
        state = {"status": "degraded" if library.fault else "ok", "generation": library.generation, "fault": library.fault}
        return answered({**state, "version": __version__})

    async def metrics(self, _: Request) -> Response:
        """The counters, for Prometheus."""
        counts = self._library.kb.manifest.counts
        gauges = {f"kb_{name}": counts[name] for name in ("regulations", "clauses", "files") if name in counts}
        gauges["kb_index_fault"] = int(bool(self._library.fault))
        return Response(self._metrics.text(gauges), media_type=CONTENT_TYPE)

    async def description(self, _: Request) -> Response:
        """The API in OpenAPI 3.1."""
        return answered(described(self._root))


async def _form(operation: Operation, request: Request) -> Form:
    if request.method == "GET":
        return operation.read(dict(request.query_params), strict=False)
    return operation.read_json(await body_of(request, operation.most_bytes, operation.name))


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
