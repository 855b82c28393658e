"""Chosen clauses as a memo to paste or to file: Markdown, DOCX or CSV, each clause with all that makes it checkable."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any

from kb.answer.search import Hit
from kb.errors import QuestionError
from kb.escaping import in_csv, in_docx, in_markdown
from kb.records import NATURE_LABELS, repairs_told, status_line, words_of

TITLE = "Memo rujukan netralitas ASN"
CAUTION = "Ringkasan dan pemberitaan bukan teks resmi; periksa naskah resminya sebelum mengutip. Memo ini bukan nasihat hukum."


def memo(hits: Sequence[Hit], on: datetime.date, form: str) -> bytes:
    """Write clauses as a memo.

    Args:
        hits: The clauses, in the order they shall stand.
        on: The day their status is of.
        form: ``md``, ``docx`` or ``csv``.

    Raises:
        QuestionError: If the form is another, or there is no clause.
    """
    if form not in FORMS:
        raise QuestionError(f"bentuk memo {form[:20]!r} tidak ada; pilih {', '.join(FORMS)}")
    if not hits:
        raise QuestionError("belum ada klausul yang dipilih untuk memo")
    return FORMS[form](hits, on)


def facts(hit: Hit) -> dict[str, str]:
    """What a memo says of a clause beside its words, by name, empty ones left out.

    The same names head the columns of the CSV.
    """
    clause = hit.clause
    found = {
        "Peraturan": hit.regulation.official,
        "Status": status_line(hit),
        "Sifat naskah": NATURE_LABELS[clause.nature],
        "Menurut": clause.reporter,
        "Bunyi menurut": f"perubahan oleh {hit.amender}" if hit.amender else "",
        "Dibaca dari": "; ".join(f"{s.file}, halaman {s.page}, karakter {s.start}–{s.end}" for s in clause.sources),
        "SHA-256 berkas": "; ".join(dict.fromkeys(s.sha256 for s in clause.sources)),
        "Diperiksa terhadap": clause.checked,
        "Perhatian": "; ".join(clause.doubts),
        "Ejaan diperbaiki dari naskah": "; ".join(repairs_told(clause)),
        "Alamat": clause.address,
    }
    return {name: value for name, value in found.items() if value}


def _markdown(hits: Sequence[Hit], on: datetime.date) -> bytes:
    lines = [f"# {TITLE}", "", f"Status per {on.isoformat()}. {CAUTION}"]
    for number, hit in enumerate(hits, start=1):
        lines += ["", f"## {number}. {in_markdown(hit.citation)}", "", f"> {in_markdown(words_of(hit.clause))}", ""]
        if hit.companion:
            lines += [f"Penjelasan sederhana (ringkasan, bukan teks resmi): {in_markdown(words_of(hit.companion))}", ""]
        lines += [f"- {name}: {in_markdown(value)}" for name, value in facts(hit).items()]
    return ("\n".join(lines) + "\n").encode()


def _docx(hits: Sequence[Hit], on: datetime.date) -> bytes:
    import docx

    document: Any = docx.Document()
    document.core_properties.author = "kb"
    document.core_properties.created = document.core_properties.modified = datetime.datetime(on.year, on.month, on.day)
    document.add_heading(TITLE, 0)
    document.add_paragraph(f"Status per {on.isoformat()}. {CAUTION}")
    for number, hit in enumerate(hits, start=1):
        document.add_heading(in_docx(f"{number}. {hit.citation}"), 2)
        document.add_paragraph(in_docx(words_of(hit.clause)), style="Intense Quote")
        if hit.companion:
            document.add_paragraph(in_docx(f"Penjelasan sederhana (ringkasan, bukan teks resmi): {words_of(hit.companion)}"))
        for name, value in facts(hit).items():
            row = document.add_paragraph(style="List Bullet")
            row.add_run(f"{name}: ").bold = True
            row.add_run(in_docx(value))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _csv(hits: Sequence[Hit], on: datetime.date) -> bytes:
    columns = ["Kutipan", "Bunyi", "Penjelasan sederhana", "Status per", *dict.fromkeys(name for hit in hits for name in facts(hit))]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for hit in hits:
        simple = words_of(hit.companion) if hit.companion else ""
        row = {"Kutipan": hit.citation, "Bunyi": words_of(hit.clause), "Penjelasan sederhana": simple, "Status per": on.isoformat()}
        row |= facts(hit)
        writer.writerow({name: in_csv(value) for name, value in row.items()})
    return ("\ufeff" + out.getvalue()).encode()  # spreadsheets read UTF-8 only with the mark


FORMS: dict[str, Callable[[Sequence[Hit], datetime.date], bytes]] = {"md": _markdown, "docx": _docx, "csv": _csv}
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
