"""Reports of a check: one JSON object, lines for a terminal, Markdown, DOCX."""

from __future__ import annotations

import io
import json
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.answer.verdicts import Reference, Verdict
from kb.articles import Article
from kb.errors import QuestionError
from kb.escaping import in_docx, in_markdown
from kb.records import NATURE_LABELS, reference_record

VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.OK: "tepat",
    Verdict.WRONG_YEAR: "tahun salah",
    Verdict.WRONG_NUMBER: "nomor salah",
    Verdict.WRONG_TITLE: "judul salah",
    Verdict.WRONG_PROVISION: "pasal salah",
    Verdict.NO_PROVISION: "pasal tidak ada",
    Verdict.REVOKED: "sudah dicabut",
    Verdict.NOT_HELD: "isi tidak dipegang",
    Verdict.UNCLEAR: "belum jelas",
}


def check_record(article: Article, references: Sequence[Reference]) -> dict[str, Any]:
    """A check as one JSON object, with the article's id where it has one."""
    own = {} if article.number is None else {"id": article.number}
    return {**own, "references": [reference_record(r) for r in references]}


def summary(references: Sequence[Reference]) -> str:
    """How many references there are and how they fare, in one sentence."""
    if not references:
        return "Tidak ditemukan rujukan peraturan dalam tulisan ini."
    counts = Counter(r.verdict for r in references)
    parts = ", ".join(f"{counts[v]} {VERDICT_LABELS[v]}" for v in Verdict if counts[v])
    return f"{len(references)} rujukan: {parts}."


def printed_check(article: Article, references: Sequence[Reference]) -> str:
    """A check for a terminal: each reference with its verdict, the reason, and what was probably meant."""
    lines = [summary(references)]
    for reference in references:
        words = " ".join(reference.text.split())
        lines += ["", f"{VERDICT_LABELS[reference.verdict].upper()}: {textwrap.shorten(words, 120, placeholder=' …')}"]
        lines += textwrap.wrap(reference.finding.reason, 96, initial_indent="  ", subsequent_indent="  ")
        lines += [f"  Mungkin maksudnya: {reference.finding.suggestion}"] if reference.finding.suggestion else []
        lines += [f"  {reference.address}"] if reference.address else []
        lines += [f"  {quoted(reference)}"] if reference.quotation else []
    return "\n".join(lines)


def quoted(reference: Reference) -> str:
    """What is said of a quotation in one sentence, "" where there is none."""
    quotation = reference.quotation
    if quotation is None:
        return ""
    against = NATURE_LABELS[quotation.nature]
    if quotation.exact:
        return f"Kutipannya sama kata demi kata dengan naskah yang dipegang ({against})."
    changed = sum(p.kind != "same" for p in quotation.pieces)
    return f"Kutipannya berbeda di {changed} tempat dari naskah yang dipegang ({against})."


def markdown_report(article: Article, references: Sequence[Reference]) -> str:
    """A check as Markdown: a heading, the sentence of counts, a section a reference."""
    lines = ["# Verifikasi rujukan", "", *([f"Tulisan: {in_markdown(article.name)}", ""] if article.name else []), summary(references)]
    for number, reference in enumerate(references, start=1):
        lines += ["", f"## {number}. {in_markdown(reference.text)}", ""]
        lines += [f"- {name}: {in_markdown(value)}" for name, value in rows(reference)]
        if reference.finding.clause:
            lines += ["", *(f"> {in_markdown(line)}" for line in reference.finding.clause.text.splitlines() if line.strip())]
    return "\n".join(lines) + "\n"


def rows(reference: Reference) -> list[tuple[str, str]]:
    """What a report says of a reference, as names and values; empty values left out."""
    finding = reference.finding
    source = finding.clause.source if finding.clause else None
    given = [
        ("Putusan periksa", VERDICT_LABELS[reference.verdict]),
        ("Alasan", finding.reason),
        ("Mungkin maksudnya", finding.suggestion),
        ("Peraturan sebagaimana ditulis", reference.regulation),
        ("Status hari ini", reference.status_now.replace("_", " ")),
        ("Alamat", reference.address),
        ("Kutipan", quoted(reference)),
        ("Sifat naskah pembanding", NATURE_LABELS[finding.clause.nature] if finding.clause else ""),
        ("Dibaca dari", f"{source.file}, halaman {source.page}, karakter {source.start} sampai {source.end}" if source else ""),
    ]
    return [(name, value) for name, value in given if value]


def docx_report(article: Article, references: Sequence[Reference]) -> bytes:
    """A check as a DOCX file."""
    import docx

    document = docx.Document()
    document.add_heading("Verifikasi rujukan", level=1)
    if article.name:
        document.add_paragraph(f"Tulisan: {in_docx(article.name)}")
    document.add_paragraph(summary(references))
    for number, reference in enumerate(references, start=1):
        document.add_heading(in_docx(f"{number}. {' '.join(reference.text.split())}"), level=2)
        for name, value in rows(reference):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(in_docx(value))
        if reference.finding.clause:
            document.add_paragraph(in_docx(reference.finding.clause.text), style="Intense Quote")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def save_report(path: Path, article: Article, references: Sequence[Reference]) -> None:
    """Write a report in the form its name asks for.

    Raises:
        QuestionError: If the name has another ending, or the file cannot be written.
    """
    if path.suffix not in (".md", ".docx", ".json"):
        raise QuestionError(f"akhiran {path.suffix or 'kosong'!r} tidak dikenal; simpan sebagai .md, .docx atau .json")
    try:
        path.write_bytes(report(path.suffix, article, references))
    except OSError as error:
        raise QuestionError(f"{path}: tidak dapat ditulis ({error.strerror}); pilih tempat lain") from error


def report(suffix: str, article: Article, references: Sequence[Reference]) -> bytes:
    """A report's bytes: ``.md``, ``.docx`` or ``.json``."""
    if suffix == ".docx":
        return docx_report(article, references)
    if suffix == ".json":
        return (json.dumps(check_record(article, references), ensure_ascii=False, indent=1) + "\n").encode()
    return markdown_report(article, references).encode()
