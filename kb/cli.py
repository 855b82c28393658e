"""The command line: look up, call the knowledge base, print. ``--json`` prints one object a line."""

from __future__ import annotations

import datetime
import gettext
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kb.cli_admin import COMMANDS, progress
from kb.errors import KbError, QuestionError
from kb.escaping import on_terminal
from kb.lines import read_lines

_INDEX = click.option("--index", type=click.Path(path_type=Path), default=Path("index"), show_default=True, help="Folder indeks.")
_MODEL = click.option("--model", default="", help="Model embedding: folder atau nama hub (bawaan: model proyek).")
_RERANK = click.option("--rerank", default="", help="Urutkan ulang 30 pasal teratas dengan cross-encoder: folder atau nama hub.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Cetak JSON, satu objek sebaris.")
_MOST_READ = 64 * 1024 * 1024
_ON = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Status pada tanggal ini (TTTT-BB-HH).")


class _Group(click.Group):
    """Turns a foreseen fault of any command into one line on stderr and exit code 1; what click says is said in Indonesian."""

    def main(self, *args: Any, **more: Any) -> Any:
        gettext.bindtextdomain("messages", str(Path(__file__).parent / "bahasa"))
        os.environ["LANGUAGE"] = "id"
        return super().main(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KbError as error:
            click.echo(on_terminal(f"kb: {' '.join(str(error).split())}"), err=True)
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

    folder, manifest = build_index(corpus or (Path("corpus"),), index, model, progress, store=store)
    counts = manifest.counts
    click.echo(
        f"{folder}: {counts['regulations']} peraturan, {counts['clauses']:,} klausul dari {counts['files']} berkas; "
        f"model {manifest.model}. Rincian tiap berkas: kb status"
    )


@main.command()
@click.argument("question", metavar="[PERTANYAAN]", required=False)
@click.option("-k", default=10, show_default=True, help="Banyaknya klausul.")
@_ON
@click.option("--jenis", default="", help="Hanya jenis ini, dipisah koma: UU,PP,SKB.")
@click.option("--wilayah", default="", help="Hanya wilayah ini dan nasional, dipisah koma.")
@click.option("--batch", type=click.Path(path_type=Path), help="Berkas JSONL {id, question}; perlu --json.")
@_JSON
@_INDEX
@_MODEL
@_RERANK
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
    rerank: str,
) -> None:
    """Jawab pertanyaan dengan klausul dan rujukannya.

    Contoh: kb ask "Boleh nggak PNS ikut kampanye?"
    """
    from kb.knowledge import KnowledgeBase
    from kb.records import answer_record, printed_answer

    if (question is None) == (batch is None):
        raise click.UsageError('beri satu pertanyaan, misalnya kb ask "Boleh nggak PNS ikut kampanye?", atau --batch BERKAS')
    lines = read_lines(batch, "question") if batch else iter([{"question": question or ""}])
    kb = KnowledgeBase.open(index, model, rerank=rerank)
    for number, text in ((line.get("id", ""), line["question"]) for line in lines):
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
            click.echo(on_terminal(printed_answer(kb, answer)))


@main.command()
@click.argument("wanted", metavar="RUJUKAN")
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
    from kb.records import history_record, printed_history, printed_outline
    from kb.records_links import printed_linked, show_records

    kb = KnowledgeBase.open(index, model)
    if history:
        for layers in kb.history(wanted):
            if as_json:
                for before, wording in zip([None, *layers], layers, strict=False):
                    _emit(history_record(wording, before))
            else:
                click.echo(on_terminal(printed_history(layers) + "\n"))
        return
    day = on.date() if on else None
    if as_json:
        for record in show_records(kb, wanted, day):
            _emit(record)
        return
    hits = kb.show(wanted, day)
    if wanted.strip() in kb.catalogue.regulations:
        click.echo(on_terminal(printed_outline(hits)))
    else:
        click.echo(on_terminal("\n\n".join(printed_linked(kb, hit, day) for hit in hits)))


@main.command()
@click.argument("story", metavar="[CERITA]", required=False, default="")
@click.option("--status", default="", help="Status orangnya, misalnya pns, pppk, cpns, non_asn, tni, polri, kepala_desa.")
@click.option("--act", default="", help="Perbuatan, misalnya interaksi_medsos; untuk kasus tanpa cerita.")
@click.option("--medium", default="", help="Media: medsos, ruang_publik, tatap_muka.")
@click.option("--phase", default="", help="Tahap: bakal, calon, tenang, suara.")
@click.option("--election", default="", help="pemilu atau pilkada.")
@click.option("--position", default="", help="Jabatan: pejabat_tinggi, pejabat, lurah, fungsional.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Tanggal kejadian (TTTT-BB-HH).")
@_JSON
@_INDEX
@_MODEL
def case(story: str, on: datetime.datetime | None, as_json: bool, index: Path, model: str, **form: Any) -> None:
    """Periksa kasus: ketentuan yang tersentuh, sanksi, pelaporan, dan fakta yang kurang. Tidak menilai orangnya.

    Contoh: kb case "Saya PNS, kemarin like postingan calon bupati"; cerita - dibaca dari masukan standar
    """
    from kb.answer.facts import Case
    from kb.knowledge import KnowledgeBase
    from kb.records_case import case_record, printed_case

    told = sys.stdin.buffer.read(_MOST_READ).decode("utf-8", "replace") if story == "-" else story
    kb = KnowledgeBase.open(index, model)
    examined = kb.case(Case(told, **form, on=on.date() if on else None))
    _emit(case_record(examined)) if as_json else click.echo(on_terminal(printed_case(kb, examined)))


@main.command()
@click.argument("source", metavar="[BERKAS|-]", required=False)
@_ON
@click.option("--batch", type=click.Path(path_type=Path), help="Berkas JSONL {id, text, pub_date}; perlu --json.")
@click.option("--out", type=click.Path(path_type=Path), help="Simpan laporan: .md, .docx atau .json.")
@_JSON
@_INDEX
@_MODEL
def check(
    source: str | None, on: datetime.datetime | None, batch: Path | None, out: Path | None, as_json: bool, index: Path, model: str
) -> None:
    """Periksa tiap rujukan peraturan dalam sebuah tulisan.

    Contoh: kb check berita.txt --on 2023-10-01; kb check - < berita.txt
    """
    from kb.articles import read_articles
    from kb.knowledge import KnowledgeBase
    from kb.reports import check_record, printed_check, save_report

    if (source is None) == (batch is None):
        raise click.UsageError("beri satu berkas, misalnya kb check berita.txt, atau --batch BERKAS")
    articles = read_articles(str(batch or source), on.date() if on else None, as_lines=batch is not None)
    kb = KnowledgeBase.open(index, model)
    for article in articles:
        try:
            references = kb.check(article.text, article.day)
        except QuestionError as error:
            if article.number is None:
                raise
            _emit({"id": article.number, "references": [], "message": str(error)})
            continue
        if as_json or batch:
            _emit(check_record(article, references))
        else:
            click.echo(on_terminal(printed_check(article, references)))
        if out:
            save_report(out, article, references)


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
        click.echo(on_terminal(printed_status(kb)))


@main.command("eval")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--compare", "other", default="", help="Model kedua: ukur keduanya, dengan uji keberartian berpasangan.")
@click.option("--corpus", type=click.Path(path_type=Path), multiple=True, help="Naskah indeks itu, untuk --compare (bawaan: corpus).")
@_JSON
@_INDEX
@_MODEL
@_RERANK
def evaluate(file: Path, other: str, corpus: tuple[Path, ...], as_json: bool, index: Path, model: str, rerank: str) -> None:
    """Ukur mutu temu kembali atas pertanyaan yang jawabannya diketahui.

    Contoh: kb eval pertanyaan.jsonl; kb eval pertanyaan.jsonl --compare intfloat/multilingual-e5-small
    """
    from kb.evaluation import evaluate as run
    from kb.evaluation import evaluate_with, printed_comparison, printed_evaluation
    from kb.knowledge import KnowledgeBase

    kb = KnowledgeBase.open(index, model, rerank=rerank)
    questions = list(read_lines(file, "question"))
    rows = run(kb, questions)
    if other:
        found = evaluate_with(kb, rows, questions, other, corpus or (Path("corpus"),), progress, rerank)
        if as_json:
            _emit(asdict(found))
        else:
            click.echo(printed_comparison((kb.manifest.model, other), found))
        return
    if as_json:
        for row in rows:
            _emit(row)
    else:
        click.echo(printed_evaluation(rows))


for _command in COMMANDS:
    main.add_command(_command)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _emit(record: dict[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False)
    click.echo(line.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}))  # they would end a line
