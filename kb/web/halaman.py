"""The page of the print a clause was read from, as a picture with the clause boxed, at ``/halaman``."""

from __future__ import annotations

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb.errors import KbError, QuestionError
from kb.library import Library
from kb.web.cari import chosen_day

AT_ONCE = 2
"""Pages drawn at the same time, each in a process of its own."""


def page_route(library: Library) -> Route:
    """``/halaman?alamat=A&tanggal=TTTT-BB-HH&potong=N``: a PNG; ``potong`` tells the slices of a clause apart, from 0."""
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
    sources, piece = hit.clause.sources, asked.get("potong", "0")
    if not piece.isdecimal() or int(piece) >= len(sources):
        raise QuestionError(f"potong {piece[:20]!r} tidak ada; {hit.citation} terdiri atas {len(sources)} potong, dihitung dari 0")
    return library.originals.picture(sources[int(piece)], hit.clause.original)
