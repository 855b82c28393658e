"""Reports a person can send to whoever keeps the corpus: the page writes them to a file on their own machine, nothing is sent.

The script saves what a button's ``data-lapor`` says under the name in ``data-berkas``.
"""

from __future__ import annotations

from html import escape

from kb.answer.search import Answer, Hit

_CLOSING = "\n\nKeterangan pelapor (tulis di sini, lalu kirim berkas ini kepada pengelola korpus):\n\n"


def wrong_text(hit: Hit) -> str:
    """The button "teks salah" of a clause."""
    source = hit.clause.source
    words = (
        f"LAPORAN: TEKS SALAH\n\nKlausul: {hit.citation}\nAlamat: {hit.clause.address}\nBerkas: {source.file}, halaman {source.page}, "
        f"karakter {source.start}-{source.end}\nSHA-256: {source.sha256}\n\nTeks yang tampil:\n{hit.clause.text.strip()[:2000]}"
    )
    return _button("Laporkan teks salah", words, "laporan-teks-salah.txt")


def missing(answer: Answer, generation: str) -> str:
    """The button "seharusnya ada" of an answer without clauses."""
    question = answer.question
    filters = ", ".join([*question.jenis, *question.wilayah]) or "tanpa saringan"
    words = (
        f"LAPORAN: SEHARUSNYA ADA\n\nPertanyaan: {question.text}\nSaringan: {filters}\nTanggal: {question.on.isoformat()}\n"
        f"Jawaban: {answer.message}\nIndeks: {generation}\n\nPeraturan dan pasal yang seharusnya muncul:"
    )
    return _button("Laporkan: seharusnya ada", words, "laporan-seharusnya-ada.txt")


def _button(label: str, words: str, file: str) -> str:
    return f'<button type="button" class="kb-lapor" data-lapor="{escape(words + _CLOSING)}" data-berkas="{file}">{label}</button>'
