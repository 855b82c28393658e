"""Chosen clauses as a memo to paste or to file: Markdown, DOCX or CSV, each clause with all that makes it checkable."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kb.answer.search import Hit
from kb.errors import QuestionError
from kb.records import NATURE_LABELS, repairs_told, status_line

TITLE = "Memo rujukan netralitas ASN"
CAUTION = "Ringkasan dan pemberitaan bukan teks resmi; periksa naskah resminya sebelum mengutip. Memo ini bukan nasihat hukum."
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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


def _words(hit: Hit) -> str:
    if hit.clause.cells:
        return "; ".join(f"{heading}: {' '.join(words.split())}" if heading else words for heading, words in hit.clause.cells)
    return " ".join(re.sub(r"<!--.*?-->", " ", hit.clause.text, flags=re.DOTALL).split())


def _markdown(hits: Sequence[Hit], on: datetime.date) -> bytes:
    lines = [f"# {TITLE}", "", f"Status per {on.isoformat()}. {CAUTION}"]
    for number, hit in enumerate(hits, start=1):
        lines += ["", f"## {number}. {_plain(hit.citation)}", "", f"> {_plain(_words(hit))}", ""]
        if hit.companion:
            lines += [f"Penjelasan sederhana (ringkasan, bukan teks resmi): {_plain(_words(_of(hit)))}", ""]
        lines += [f"- {name}: {_plain(value)}" for name, value in facts(hit).items()]
    return ("\n".join(lines) + "\n").encode()


def _of(hit: Hit) -> Hit:
    return replace(hit, clause=hit.companion or hit.clause, companion=None)


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _docx(hits: Sequence[Hit], on: datetime.date) -> bytes:
    import docx

    document: Any = docx.Document()
    document.core_properties.author = "kb"
    document.core_properties.created = document.core_properties.modified = datetime.datetime(on.year, on.month, on.day)
    document.add_heading(TITLE, 0)
    document.add_paragraph(f"Status per {on.isoformat()}. {CAUTION}")
    for number, hit in enumerate(hits, start=1):
        document.add_heading(_legible(f"{number}. {hit.citation}"), 2)
        document.add_paragraph(_legible(_words(hit)), style="Intense Quote")
        if hit.companion:
            document.add_paragraph(_legible(f"Penjelasan sederhana (ringkasan, bukan teks resmi): {_words(_of(hit))}"))
        for name, value in facts(hit).items():
            row = document.add_paragraph(style="List Bullet")
            row.add_run(f"{name}: ").bold = True
            row.add_run(_legible(value))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _legible(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)  # XML has no room for control characters


def _csv(hits: Sequence[Hit], on: datetime.date) -> bytes:
    columns = ["Kutipan", "Bunyi", "Penjelasan sederhana", "Status per", *dict.fromkeys(name for hit in hits for name in facts(hit))]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for hit in hits:
        simple = _words(_of(hit)) if hit.companion else ""
        row = {"Kutipan": hit.citation, "Bunyi": _words(hit), "Penjelasan sederhana": simple, "Status per": on.isoformat(), **facts(hit)}
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return ("\ufeff" + out.getvalue()).encode()  # spreadsheets read UTF-8 only with the mark


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _harmless("=1+1"), _harmless("Pasal 5")
    ("'=1+1", 'Pasal 5')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


FORMS: dict[str, Callable[[Sequence[Hit], datetime.date], bytes]] = {"md": _markdown, "docx": _docx, "csv": _csv}
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
