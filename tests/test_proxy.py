"""The page behind a reverse proxy that takes a sub-path off: what it asks for goes there too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from page_fixtures import chromium, free_port, running
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SUB = "/netralitas"
_ITS_OWN = {"transfer-encoding", "connection", "content-length", "content-encoding"}


@contextmanager
def proxy(port: int) -> Iterator[str]:
    """Pass on what is asked for below the sub-path, and nothing else; gives the page's address."""

    async def passed_on(request: Request) -> Response:
        target = f"http://127.0.0.1:{port}/{request.path_params['path']}?{request.url.query}"
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            answer = await client.request(request.method, target, content=await request.body(), headers=request.headers)
        headers = {name: value for name, value in answer.headers.items() if name not in _ITS_OWN}
        return Response(answer.content, answer.status_code, headers)

    app = Starlette(routes=[Route(f"{SUB}/{{path:path}}", passed_on, methods=["GET", "POST"])])
    outside = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=outside, log_level="error", ws="none"))
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        yield f"http://127.0.0.1:{outside}{SUB}/"
    finally:
        server.should_exit = True
        serving.join(timeout=20)


@pytest.fixture
def page(index, model, tmp_path) -> Iterator[tuple[Page, str]]:
    port = free_port()
    with running(index, model, tmp_path / "log", port, "--root-path", SUB), proxy(port) as url, chromium() as browser:
        made = browser.new_page()
        made.set_default_timeout(30_000)
        yield made, url


def test_a_question_a_link_and_a_tab_stay_below_the_sub_path(page):
    made, url = page
    lost: list[str] = []
    made.on("response", lambda response: lost.append(response.url) if response.status >= 400 else None)
    made.goto(url)
    made.wait_for_selector("#contoh button")
    made.get_by_label("Pertanyaan, kasus, atau rujukan pasal").fill("Pasal 3 ayat (1) huruf c UU 901/1991")
    made.keyboard.press("Enter")
    expect(made.locator(".kb-kartu h3").first).to_have_text("Pasal 3 ayat (1) huruf c UU 901/1991")
    made.locator(".kb-kartu h3 a").first.click()
    expect(made.locator("#hasil .kb-keadaan")).to_contain_text("Tautan klausul")
    assert made.url == f"{url}?alamat=uu-901-1991/pasal-3/ayat-1/huruf-c"
    made.reload()
    expect(made.locator(".kb-kartu h3").first).to_have_text("Pasal 3 ayat (1) huruf c UU 901/1991")
    made.get_by_role("tab", name="Korpus").click()
    expect(made.locator(".kb-korpus")).to_contain_text("Nasib tiap berkas")
    assert lost == []
