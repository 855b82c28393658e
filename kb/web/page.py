"""The page: Gradio Blocks of one tab a door, served on 127.0.0.1 with no network, no analytics and no log."""

from __future__ import annotations

import ctypes
import errno
import inspect
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb import __version__
from kb.articles import MAX_BYTES
from kb.errors import ServeError
from kb.library import Library
from kb.operations import OPERATIONS
from kb.web.guard import Guard, Pace
from kb.web.log import event, listen
from kb.web.metrics import Metrics

if TYPE_CHECKING:
    from kb.web.ways import Ways

HOST = "127.0.0.1"
TITLE = "Netralitas ASN"
_HERE = Path(__file__).parent
_PATIENCE = 8  # seconds for answers under way when told to end
_UPLOADS_WAITING = 64
_LOOKED_EVERY = 0.02  # seconds; Gradio looks for uploads to check a thousand times a second, for a twentieth of a processor
_CONNECTIONS = 512
_MALLOPT = ((-3, 2**16), (-8, 2))  # M_MMAP_THRESHOLD in bytes, M_ARENA_MAX
UPLOADS = (300, 900)
"""How often, in seconds, and from which age files that were uploaded and never checked are removed; all of them when the server ends."""
_HEADER = (
    f'<header class="kb-atas"><h1>{TITLE}</h1>'
    "<p>Bertanyalah dengan bahasa sehari-hari. Jawabannya klausul peraturan, dikutip sampai ayat dan huruf.</p></header>"
    '<div id="siaran" class="kb-siaran" role="status" aria-live="polite"></div>'
)


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve: the port on 127.0.0.1, the sub-path a reverse proxy strips, and how fast one client may ask.

    ``corpora`` are where the files that the index was built from lie, to show their pages.
    ``rate`` is in requests a second and refills a store of ``burst``; 0 sets no limit.
    """

    port: int = 7860
    root_path: str = ""
    rate: float = 20.0
    burst: int = 60
    corpora: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.root_path and not re.fullmatch(r"(/[\w.~-]+)+", self.root_path):
            raise ServeError(f"sub-jalur {self.root_path[:80]!r} tidak dapat dipakai; tulis misalnya --root-path /netralitas")
        if self.rate < 0 or self.burst < 1:
            raise ServeError(f"batas {self.rate:g} permintaan sedetik tidak dapat dipakai; tulis 0 (tanpa batas) atau lebih")


def serve(index: Path, serving: Serving, model: str = "") -> None:
    """Serve the page and the API on 127.0.0.1 until interrupted or told to end; answers under way are finished.

    Args:
        index: The folder of generations.
        serving: Port, sub-path and limits.
        model: The embedding model the index was built with, "" for the embedded one.

    Raises:
        ServeError: If the port cannot be used; names another one.
        IndexUnusable: If the index cannot be opened.
    """
    check_port(serving.port)
    library = Library(index, model, corpora=serving.corpora)
    click.echo("Menyiapkan halaman …", err=True)
    _stay_at_home()
    listen()
    _give_memory_back()
    app = application(library, serving)
    library.let_go()  # Gradio lives as long: the collector need not walk it either

    import uvicorn

    config = uvicorn.Config(
        app, host=HOST, port=serving.port, root_path=serving.root_path, access_log=False, log_config=None, server_header=False,
        lifespan="on", timeout_graceful_shutdown=_PATIENCE, limit_concurrency=_CONNECTIONS, ws="none",
    )  # fmt: skip

    class Server(uvicorn.Server):
        """Tells when it can be asked and when it ends."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                behind = f", di balik proksi pada {serving.root_path}/" if serving.root_path else ""
                click.echo(f"Halaman siap: http://{HOST}:{serving.port}{behind} (berhenti: Ctrl+C)", err=True)
                event("mulai", port=serving.port, generation=library.generation)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await super().shutdown(sockets)
            event("berhenti")

    try:
        Server(config).run()
    except (KeyboardInterrupt, SystemExit) as error:
        if isinstance(error, SystemExit) and error.code:
            check_port(serving.port)
            raise ServeError(f"halaman tidak dapat disajikan di {HOST}:{serving.port}; coba lagi") from error


def application(library: Library, serving: Serving) -> Guard:
    """The page, the API and what guards them, as one ASGI application."""
    with _no_stubs():
        import gradio as gr
    from fastapi import FastAPI

    from kb.web.api import Api
    from kb.web.baki import memo_route
    from kb.web.cards import Dealer
    from kb.web.halaman import page_route
    from kb.web.theme import theme
    from kb.web.ways import Ways

    metrics = Metrics()
    ways = Ways(Dealer(library))
    page = build(ways)
    page.queue(api_open=False, max_size=_UPLOADS_WAITING, default_concurrency_limit=1)
    page._queue.sleep_when_free = _LOOKED_EVERY
    page.has_launched = True  # else Gradio, which did not launch it, takes any file of the machine for one that was uploaded
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    routes = [*Api(library, metrics, serving.root_path).routes, ways.route, memo_route(library), page_route(library)]
    app = FastAPI(routes=routes, docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app, page, path="/", server_name=HOST, server_port=serving.port, root_path=serving.root_path or None, show_error=False,
        ssr_mode=False, pwa=False, mcp_server=False, enable_monitoring=False, run_history=False, footer_links=[], allowed_paths=[],
        max_file_size=MAX_BYTES, favicon_path=str(_HERE / "favicon.svg"), theme=theme(),
        head=f"<style>{style}</style><script>{script}</script>",
    )  # fmt: skip
    return Guard(app, metrics, Pace(serving.rate, serving.burst), OPERATIONS)


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


def _give_memory_back() -> None:
    """Have the C library, where it is GNU's, give the pages of answers back to the system; it keeps tens of MB of pieces in an hour."""
    with suppress(OSError, AttributeError, TypeError):
        option = ctypes.CDLL(None).mallopt
        for name, value in _MALLOPT:
            option(name, value)


def _stay_at_home() -> None:
    """Turn off what Gradio sends out and what it counts, and keep its call to its own server from going through a proxy."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"  # else it keeps the last 10,000 events and makes a table of them at each
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name, ""), HOST, "localhost"]))


@contextmanager
def _no_stubs() -> Iterator[None]:
    """Keeps Gradio, while it is imported, from writing stubs for editors of all its components, which takes as long as the rest of it.

    Of a class without a file it writes none.
    """
    getfile = inspect.getfile

    def of_no_component(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError
        return getfile(thing)

    inspect.getfile = of_no_component  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = getfile


def build(ways: Ways) -> Any:
    """The page, not yet served; what its events ask for is added to ``ways``."""
    import gradio as gr

    from kb.web.baki import BAR
    from kb.web.cari import cari_tab
    from kb.web.kasus import kasus_tab
    from kb.web.korpus import korpus_tab
    from kb.web.naskah import naskah_tab
    from kb.web.rujukan import rujukan_tab

    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=UPLOADS) as page:
        gr.HTML(_HEADER, apply_default_css=False, elem_id="atas")
        with gr.Tabs(elem_id="pintu"):
            with gr.Tab("Cari", id="cari"):
                cari_tab(ways, page)
            with gr.Tab("Periksa Kasus", id="kasus"):
                kasus_tab(ways)
            with gr.Tab("Verifikasi Rujukan", id="rujukan"):
                rujukan_tab(ways)
            with gr.Tab("Naskah", id="naskah"):
                naskah_tab(ways, page)
            with gr.Tab("Korpus", id="korpus") as tab:
                korpus_tab(ways, tab)
        gr.HTML(BAR, apply_default_css=False, elem_id="wadah-baki")
        gr.HTML(_footer(), apply_default_css=False, elem_id="bawah")
    return page


def _footer() -> str:
    return (
        '<footer class="kb-bawah"><p><strong>Bukan nasihat hukum.</strong> Halaman ini menunjukkan klausul yang dipegang korpus, letaknya, '
        "dan statusnya. Ia tidak memutus perkara. Ringkasan bukan teks resmi: periksa naskah resminya sebelum mengutip.</p>"
        f"<p>kb {__version__} · dijalankan di komputer ini, tanpa jaringan; pertanyaan tidak dicatat.</p></footer>"
    )
