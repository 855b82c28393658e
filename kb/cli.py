"""The command line: look up, call the knowledge base, print. ``--json`` prints one object a line."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kb.errors import KbError, QuestionError

_INDEX = click.option("--index", type=click.Path(path_type=Path), default=Path("index"), show_default=True, help="Folder indeks.")
_MODEL = click.option("--model", default="", help="Model embedding: folder atau nama hub (bawaan: model proyek).")
_JSON = click.option("--json", "as_json", is_flag=True, help="Cetak JSON, satu objek sebaris.")
_ON = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Status pada tanggal ini (TTTT-BB-HH).")


class _Group(click.Group):
    """Turns a foreseen fault of any command into one line on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KbError as error:
            click.echo(f"kb: {' '.join(str(error).split())}", err=True)
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Basis pengetahuan aturan netralitas ASN: bertanya, membuka klausul, memeriksa isi korpus."""


@main.command()
@click.option("--corpus", type=click.Path(path_type=Path), multiple=True, help="Folder naskah; boleh beberapa kali (bawaan: corpus).")
@_INDEX
@_MODEL
@click.option("--store", default="faiss", show_default=True, help="Penyimpanan vektor: faiss, atau milvus:ALAMAT.")
def build(corpus: tuple[Path, ...], index: Path, model: str, store: str) -> None:
    """Bangun indeks dari folder naskah.

    Contoh: kb build --corpus corpus --corpus naskah-saya
    """
    from kb.ingest import build as build_index

    folder, manifest = build_index(corpus or (Path("corpus"),), index, model, _progress, store)
    counts = manifest.counts
    click.echo(
        f"{folder}: {counts['regulations']} peraturan, {counts['clauses']:,} klausul dari {counts['files']} berkas; "
        f"model {manifest.model}. Rincian tiap berkas: kb status"
    )


@main.command()
@click.option("--from", "origin", default="", help="Cermin: folder, atau alamat dasar http(s).")
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("corpus"), show_default=True, help="Folder dengan sumber.toml.")
@click.pass_context
def fetch(ctx: click.Context, origin: str, corpus: Path) -> None:
    """Ambil naskah resmi yang terdaftar di sumber.toml ke folder resmi.

    Contoh: kb fetch; kb fetch --from /media/usb/naskah
    """
    from kb.fetching.fetch import State, printed_fetch
    from kb.fetching.fetch import fetch as fetch_texts

    outcomes = fetch_texts(corpus, origin, _progress)
    click.echo(printed_fetch(outcomes))
    ctx.exit(int(any(outcome.state is State.GAGAL for outcome in outcomes)))


@main.command()
@click.argument("question", required=False)
@click.option("-k", default=10, show_default=True, help="Banyaknya klausul.")
@_ON
@click.option("--jenis", default="", help="Hanya jenis ini, dipisah koma: UU,PP,SKB.")
@click.option("--wilayah", default="", help="Hanya wilayah ini dan nasional, dipisah koma.")
@click.option("--batch", type=click.Path(path_type=Path), help="Berkas JSONL {id, question}; perlu --json.")
@_JSON
@_INDEX
@_MODEL
def ask(
    question: str | None,
    k: int,
    on: datetime.datetime | None,
    jenis: str,
    wilayah: str,
    batch: Path | None,
    as_json: bool,
    index: Path,
    model: str,
) -> None:
    """Jawab pertanyaan dengan klausul dan rujukannya.

    Contoh: kb ask "Boleh nggak PNS ikut kampanye?"
    """
    from kb.knowledge import KnowledgeBase
    from kb.records import answer_record, printed_answer

    if (question is None) == (batch is None):
        raise click.UsageError('beri satu pertanyaan, misalnya kb ask "Boleh nggak PNS ikut kampanye?", atau --batch BERKAS')
    lines = _batch(batch) if batch else iter([("", question or "")])
    kb = KnowledgeBase.open(index, model)
    for number, text in lines:
        try:
            answer = kb.ask(text, k, on.date() if on else None, _listed(jenis), _listed(wilayah))
        except QuestionError as error:
            if batch is None:
                raise
            _emit({"id": number, "question": text, "answered": False, "message": str(error), "hits": []})
            continue
        if as_json or batch:
            _emit({**({"id": number} if batch else {}), **answer_record(answer)})
        else:
            click.echo(printed_answer(kb, answer))


@main.command()
@click.argument("wanted")
@_ON
@click.option("--history", is_flag=True, help="Semua bunyinya dari waktu ke waktu, dengan beda kata.")
@_JSON
@_INDEX
@_MODEL
def show(wanted: str, on: datetime.datetime | None, history: bool, as_json: bool, index: Path, model: str) -> None:
    """Tampilkan satu klausul, atau kerangka satu peraturan.

    Contoh: kb show "Pasal 280 ayat (2) UU Pemilu"; kb show uu-1-2015/pasal-71 --history; kb show uu-7-2017
    """
    from kb.knowledge import KnowledgeBase
    from kb.records import history_record, hit_record, printed_clause, printed_history, printed_outline

    kb = KnowledgeBase.open(index, model)
    if history:
        for layers in kb.history(wanted):
            if as_json:
                for before, wording in zip([None, *layers], layers, strict=False):
                    _emit(history_record(wording, before))
            else:
                click.echo(printed_history(layers) + "\n")
        return
    hits = kb.show(wanted, on.date() if on else None)
    if as_json:
        for hit in hits:
            _emit(hit_record(hit, score=False))
    elif wanted.strip() in kb.catalogue.regulations:
        click.echo(printed_outline(hits))
    else:
        click.echo("\n\n".join(printed_clause(kb, hit) for hit in hits))


@main.command()
@_JSON
@_INDEX
@_MODEL
def status(as_json: bool, index: Path, model: str) -> None:
    """Tampilkan apa yang dipegang: peraturan, klausul, dan nasib tiap berkas."""
    from kb.knowledge import KnowledgeBase
    from kb.records import file_record, holding_record, printed_status

    kb = KnowledgeBase.open(index, model)
    if as_json:
        for record in (*map(holding_record, kb.holdings()), *map(file_record, kb.files())):
            _emit(record)
    else:
        click.echo(printed_status(kb))


@main.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
@_INDEX
@_MODEL
def evaluate(file: Path, as_json: bool, index: Path, model: str) -> None:
    """Ukur mutu temu kembali atas pertanyaan yang jawabannya diketahui.

    Contoh: kb eval pertanyaan.jsonl
    """
    from kb.evaluation import evaluate as run
    from kb.evaluation import printed_evaluation
    from kb.knowledge import KnowledgeBase

    kb = KnowledgeBase.open(index, model)
    rows = run(kb, _objects(file))
    if as_json:
        for row in rows:
            _emit(row)
    else:
        click.echo(printed_evaluation(rows))


@main.command()
@click.option("--port", default=7860, show_default=True, help="Porta pada 127.0.0.1.")
@click.option("--root-path", default="", help="Sub-jalur di belakang proksi balik, misalnya /netralitas.")
@click.option("--rate", default=20.0, show_default=True, help="Permintaan sedetik dari satu klien; 0: tanpa batas.")
@click.option("--mcp", is_flag=True, help="Layani satu klien MCP lewat stdin dan stdout, bukan halaman.")
@_INDEX
@_MODEL
def serve(port: int, root_path: str, rate: float, mcp: bool, index: Path, model: str) -> None:
    """Sajikan halaman dan API di 127.0.0.1, atau alat MCP."""
    if mcp:
        from kb.library import Library
        from kb.mcp_door import serve as serve_tools

        serve_tools(Library(index, model))
    else:
        from kb.web.page import Serving
        from kb.web.page import serve as serve_page

        serve_page(index, Serving(port, root_path, rate), model)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _emit(record: dict[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False)
    click.echo(line.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}))  # they would end a line


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise QuestionError(f"berkas {path} tidak ada")
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: bukan UTF-8 (byte ke-{error.start}); simpan ulang sebagai UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found = json.loads(line)
            except json.JSONDecodeError as error:
                raise QuestionError(f"{path}: baris {number} bukan JSON ({error.msg})") from error
            if not isinstance(found, dict) or not isinstance(found.get("question"), str):
                raise QuestionError(f'{path}: baris {number} harus objek berisi "question" berupa teks')
            yield found


def _batch(path: Path) -> Iterator[tuple[Any, str]]:
    for record in _objects(path):
        yield record.get("id", ""), record["question"]


def _progress(step: str, done: int, total: int) -> None:
    """One line that is rewritten on a terminal; elsewhere a line where a step ends."""
    if sys.stderr.isatty():
        click.echo(f"\r{step}: {done:,} dari {total:,}", nl=done == total, err=True)
    elif done == total:
        click.echo(f"{step}: {total:,}", err=True)
