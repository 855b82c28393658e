"""The page: Gradio Blocks of one tab a door, served on 127.0.0.1 with no network, no analytics and no log."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import click

from kb import __version__
from kb.articles import MAX_BYTES
from kb.errors import ServeError
from kb.knowledge import KnowledgeBase

HOST = "127.0.0.1"
TITLE = "Netralitas ASN"
_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
_HEADER = (
    f'<header class="kb-atas"><h1>{TITLE}</h1>'
    "<p>Bertanyalah dengan bahasa sehari-hari. Jawabannya klausul peraturan, dikutip sampai ayat dan huruf.</p></header>"
    '<div id="siaran" class="kb-siaran" role="status" aria-live="polite"></div>'
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]


def serve(index: Path, port: int, model: str = "") -> None:
    """Serve the page on 127.0.0.1 until interrupted.

    Args:
        index: The folder of generations.
        port: From 1 to 65535.
        model: The embedding model the index was built with, "" for the embedded one.

    Raises:
        ServeError: If the port cannot be used; names another one.
        IndexError_: If the index cannot be opened.
    """
    check_port(port)
    kb = KnowledgeBase.open(index, model)
    click.echo("Menyiapkan halaman …", err=True)
    _stay_at_home()
    page = launch(kb, port)
    click.echo(f"Halaman siap: http://{HOST}:{port} (berhenti: Ctrl+C)", err=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        page.close(verbose=False)


def check_port(port: int) -> None:
    """Make sure that a port can be listened on.

    Raises:
        ServeError: If it cannot; says why and names another one.
    """
    other = port + 1 if 1024 <= port < 65535 else 7861
    remedy = f"pilih porta lain, misalnya: kb serve --port {other}"
    if not 1 <= port <= 65535:
        raise ServeError(f"porta {port} di luar batas 1 sampai 65535; {remedy}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = "sedang dipakai program lain" if error.errno == errno.EADDRINUSE else f"tidak boleh dipakai ({error.strerror})"
            raise ServeError(f"porta {port} di {HOST} {reason}; {remedy}") from error


def _stay_at_home() -> None:
    """Turn off what Gradio sends out, and keep its call to its own server from going through a proxy."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name, ""), HOST, "localhost"]))


def launch(kb: KnowledgeBase, port: int) -> Any:
    """Start the server in a thread of its own and return the running page.

    Raises:
        ServeError: If the port was taken in the meantime.
    """
    from starlette.middleware import Middleware

    from kb.web.theme import theme

    page = build(kb)
    page.queue(api_open=False, max_size=64, default_concurrency_limit=4)
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    try:
        page.launch(
            server_name=HOST, server_port=port, prevent_thread_lock=True, quiet=True, show_error=False, share=False, inbrowser=False,
            ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, run_history=False, footer_links=[], allowed_paths=[],
            max_file_size=MAX_BYTES, favicon_path=_HERE / "favicon.svg", theme=theme(),
            head=f"<style>{style}</style><script>{script}</script>", app_kwargs={"middleware": [Middleware(AtHome)]},
        )  # fmt: skip
    except OSError as error:
        check_port(port)
        raise ServeError(f"halaman tidak dapat disajikan di {HOST}:{port} ({error}); coba lagi: kb serve --port {port}") from error
    return page


def build(kb: KnowledgeBase) -> Any:
    """The page over an open index, not yet served."""
    import gradio as gr

    from kb.web.cards import Cards
    from kb.web.cari import cari_tab
    from kb.web.korpus import korpus_tab
    from kb.web.rujukan import rujukan_tab

    cards = Cards.of(kb)
    with gr.Blocks(title=TITLE, analytics_enabled=False) as page:
        gr.HTML(_HEADER, apply_default_css=False, elem_id="atas")
        with gr.Tabs(elem_id="pintu"):
            with gr.Tab("Cari", id="cari"):
                cari_tab(cards, page)
            with gr.Tab("Verifikasi Rujukan", id="rujukan"):
                rujukan_tab(kb)
            with gr.Tab("Korpus", id="korpus"):
                korpus_tab(cards, page)
        gr.HTML(_footer(kb), apply_default_css=False, elem_id="bawah")
    return page


def _footer(kb: KnowledgeBase) -> str:
    return (
        '<footer class="kb-bawah"><p><strong>Bukan nasihat hukum.</strong> Halaman ini menunjukkan klausul yang dipegang korpus, letaknya, '
        "dan statusnya. Ia tidak memutus perkara. Ringkasan bukan teks resmi: periksa naskah resminya sebelum mengutip.</p>"
        f"<p>kb {__version__} · dijalankan di komputer ini, tanpa jaringan; pertanyaan tidak dicatat.</p></footer>"
    )


class AtHome:
    """Middleware: forbids the page anything from another host, and says that it is in Indonesian."""

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers added."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            elif message["type"] == "http.response.body" and scope["path"] == "/":
                # As long as what it replaces, so that Content-Length holds.
                message["body"] = message.get("body", b"").replace(b'lang="en"', b'lang="id"', 1)
            await send(message)

        await self._app(scope, receive, guarded)
