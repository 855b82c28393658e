"""Commands for whoever keeps an index: fetch texts, serve, verify, back up, bring back, export."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

_INDEX = click.option("--index", type=click.Path(path_type=Path), default=Path("index"), show_default=True, help="Folder indeks.")
_MODEL = click.option("--model", default="", help="Model embedding: folder atau nama hub (bawaan: model proyek).")


@click.command()
@click.option("--from", "origin", default="", help="Cermin: folder, atau alamat dasar http(s).")
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("corpus"), show_default=True, help="Folder dengan sumber.toml.")
@click.pass_context
def fetch(ctx: click.Context, origin: str, corpus: Path) -> None:
    """Ambil naskah resmi yang terdaftar di sumber.toml ke folder resmi.

    Contoh: kb fetch; kb fetch --from /media/usb/naskah
    """
    from kb.fetching.fetch import State, printed_fetch
    from kb.fetching.fetch import fetch as fetch_texts

    outcomes = fetch_texts(corpus, origin, progress)
    click.echo(printed_fetch(outcomes))
    ctx.exit(int(any(outcome.state is State.GAGAL for outcome in outcomes)))


@click.command()
@click.option("--port", default=7860, show_default=True, help="Porta pada 127.0.0.1.")
@click.option("--root-path", default="", help="Sub-jalur di belakang proksi balik, misalnya /netralitas.")
@click.option("--rate", default=20.0, show_default=True, help="Permintaan sedetik dari satu klien; 0: tanpa batas.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Folder naskah yang dibangun, untuk menunjukkan cetaknya (bawaan: corpus).",
)
@click.option("--mcp", is_flag=True, help="Layani satu klien MCP lewat stdin dan stdout, bukan halaman.")
@_INDEX
@_MODEL
def serve(port: int, root_path: str, rate: float, corpus: tuple[Path, ...], mcp: bool, index: Path, model: str) -> None:
    """Sajikan halaman dan API di 127.0.0.1, atau alat MCP."""
    if mcp:
        from kb.library import Library
        from kb.mcp_door import serve as serve_tools

        serve_tools(Library(index, model))
    else:
        from kb.web.page import Serving
        from kb.web.page import serve as serve_page

        serve_page(index, Serving(port, root_path, rate, corpora=corpus or (Path("corpus"),)), model)


@click.command("verify-index")
@click.option("--repair", is_flag=True, help="Perbaiki: buat ulang cache, atau kembali ke generasi sebelumnya.")
@_INDEX
@_MODEL
def verify_index(repair: bool, index: Path, model: str) -> None:
    """Periksa setiap byte indeks; sebut yang rusak, dan perbaiki bila diminta.

    Contoh: kb verify-index; kb verify-index --repair
    """
    from kb.upkeep import printed_report
    from kb.upkeep import verify_index as verify

    report = verify(index, repair, model)
    click.echo(printed_report(report))
    sys.exit(0 if report.whole else 1)


@click.command()
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), multiple=True, help="Ikutkan folder naskah ini; boleh beberapa kali.")
@_INDEX
def backup(file: Path, corpus: tuple[Path, ...], index: Path) -> None:
    """Simpan indeks, dan folder naskah yang disebut, ke satu berkas .tar.gz.

    Contoh: kb backup cadangan.tar.gz --corpus naskah-saya
    """
    from kb.backup import back_up

    click.echo(back_up(file, index, corpus))


@click.command()
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--corpus-to", type=click.Path(path_type=Path), default=None, help="Kembalikan juga folder naskah, ke dalam folder ini.")
@_INDEX
def restore(file: Path, corpus_to: Path | None, index: Path) -> None:
    """Kembalikan indeks dari cadangan; yang sedang terpakai baru diganti setelah isinya terbukti utuh.

    Contoh: kb restore cadangan.tar.gz
    """
    from kb.backup import restore as bring_back

    click.echo(bring_back(file, index, corpus_to))


@click.command()
@click.argument("key", metavar="KUNCI")
@click.option("--as", "form", type=click.Choice(["akn", "jsonld"]), required=True, help="Akoma Ntoso 3.0 (XML) atau JSON-LD.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Status pada tanggal ini (TTTT-BB-HH).")
@_INDEX
@_MODEL
def export(key: str, form: str, on: datetime.datetime | None, index: Path, model: str) -> None:
    """Cetak satu peraturan dalam bentuk yang dibaca program lain.

    Contoh: kb export pp-94-2021 --as akn > pp-94-2021.xml
    """
    from kb.export import exported
    from kb.knowledge import KnowledgeBase

    click.echo(exported(KnowledgeBase.open(index, model), key, form, on.date() if on else None), nl=False)


COMMANDS = (fetch, serve, verify_index, backup, restore, export)


def progress(step: str, done: int, total: int) -> None:
    """One line that is rewritten on a terminal; elsewhere a line where a step ends."""
    if sys.stderr.isatty():
        click.echo(f"\r{step}: {done:,} dari {total:,}", nl=done == total, err=True)
    elif done == total:
        click.echo(f"{step}: {total:,}", err=True)
