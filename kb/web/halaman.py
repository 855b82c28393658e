"""The page of the print a clause was read from, as a picture with the clause boxed, at ``/halaman``."""

from __future__ import annotations

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb.errors import KbError, QuestionError
from kb.library import Library
from kb.originals import leaves_of
from kb.web.cari import chosen_day

AT_ONCE = 2
"""Pages drawn at the same time, each in a process of its own."""


def page_route(library: Library) -> Route:
    """``/halaman?alamat=A&tanggal=TTTT-BB-HH&lembar=N``: a PNG; ``lembar`` counts the pages it stands on from 0."""
    turns = anyio.CapacityLimiter(AT_ONCE)

    async def endpoint(request: Request) -> Response:
        try:
            async with turns:
                png = await run_in_threadpool(_picture, library, request)
        except KbError as error:
            return PlainTextResponse(str(error), 404)
        return Response(png, headers={"cache-control": "private, max-age=3600"}, media_type="image/png")

    return Route("/halaman", endpoint)


def _picture(library: Library, request: Request) -> bytes:
    asked = request.query_params
    hit = library.kb.show(asked.get("alamat", "")[:300], chosen_day(asked.get("tanggal", ""), None))[0]
    leaves, leaf = leaves_of(hit.clause), asked.get("lembar", "0")
    if not leaf.isdecimal() or int(leaf) >= len(leaves):
        raise QuestionError(f"lembar {leaf[:20]!r} tidak ada; {hit.citation} ada di {len(leaves)} lembar, dihitung dari 0")
    return library.originals.picture(*leaves[int(leaf)])
