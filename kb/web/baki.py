"""The tray: clauses a person chose, kept in the page until it is closed, and the memo made of them at ``/memo``."""

from __future__ import annotations

import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb.errors import KbError, QuestionError
from kb.library import Library
from kb.memo import TYPES, memo
from kb.web.cari import chosen_day

MOST = 50
"""Clauses in one memo."""

BAR = (
    '<section id="baki" class="kb-baki" aria-label="Klausul pilihan" hidden>'
    '<p><strong></strong> <span></span></p><p class="kb-baki-tombol">'
    '<a data-bentuk="docx" download>Memo DOCX</a><a data-bentuk="md" download>Markdown</a><a data-bentuk="csv" download>CSV</a>'
    '<a data-banding href="?banding=">Bandingkan</a><button type="button">Kosongkan</button></p></section>'
)
"""Shown by the script once something is chosen."""


def memo_route(library: Library) -> Route:
    """``/memo?alamat=A&alamat=B&bentuk=docx|md|csv&tanggal=TTTT-BB-HH``: the clauses as a file to keep."""

    async def endpoint(request: Request) -> Response:
        try:
            return await run_in_threadpool(_memo, library, request)
        except KbError as error:
            return PlainTextResponse(str(error), 400)

    return Route("/memo", endpoint)


def _memo(library: Library, request: Request) -> Response:
    addresses = list(dict.fromkeys(request.query_params.getlist("alamat")))
    if len(addresses) > MOST:
        raise QuestionError(f"{len(addresses)} klausul dipilih, lebih dari batas {MOST}; bagilah menjadi beberapa memo")
    on = chosen_day(request.query_params.get("tanggal", ""), None) or datetime.date.today()
    form = request.query_params.get("bentuk", "docx")
    hits = [library.kb.show(address[:300], on)[0] for address in addresses]
    data = memo(hits, on, form)
    headers = {"content-disposition": f'attachment; filename="memo-rujukan-{on.isoformat()}.{form}"', "cache-control": "no-store"}
    return Response(data, headers=headers, media_type=TYPES[form])
