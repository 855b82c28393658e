"""The tab Verifikasi Rujukan: an article or a file in, the article back with each reference judged."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import gradio as gr

from kb.answer.verdicts import Period
from kb.answer.verify import MAX_TEXT
from kb.articles import Article, read_article
from kb.errors import KbError
from kb.escaping import whole_letters
from kb.knowledge import KnowledgeBase
from kb.operations import OPERATIONS
from kb.web.answers import fault_html
from kb.web.cards import Cards
from kb.web.events import CALM, asking, settled, waiting
from kb.web.verdicts import checked_html
from kb.web.ways import Ways

HINT = (
    '<p class="kb-petunjuk">Tempel tulisan atau unggah berkasnya (TXT, MD, DOCX, PDF, HTML). Tiap rujukan peraturan dicari, '
    "dicocokkan menurut tanggal tulisan, lalu diberi putusan beserta alasannya. Yang tidak dapat dipastikan disebut belum jelas.</p>"
)
SAMPLE = (
    "Bupati mengingatkan pegawainya akan PP Nomor 94 Tahun 2001 tentang Disiplin Pegawai Negeri Sipil. Menurut dia, Pasal 280 ayat (3) "
    "UU Nomor 7 Tahun 2017 melarang ASN menjadi tim kampanye, sedangkan Pasal 494 memuat ancaman pidananya. Ia juga menyebut UU Nomor 5 "
    "Tahun 2014 tentang ASN dan SKB 5 Menteri tahun 2022."
)
SAMPLE_DAY = "2024-09-25"
KINDS = [".txt", ".md", ".docx", ".pdf", ".html", ".htm"]
_SHELF = "hasil-rujukan"


def rujukan_tab(ways: Ways) -> None:
    """Lay the tab out and wire it; a file goes through Gradio, which takes uploads."""
    text = gr.Textbox(
        label="Tulisan yang diperiksa", lines=8, max_lines=18, elem_id="tulisan", placeholder="Tempel berita atau naskah di sini."
    )
    with gr.Row(elem_id="baris-rujukan"):
        day = gr.Textbox(
            label="Tanggal tulisan", placeholder="2024-09-25, 2024-09 atau 2024; kosong: hari ini", max_length=10,
            elem_id="tanggal-tulisan", scale=1,
        )  # fmt: skip
        upload = gr.UploadButton("Unggah berkas", file_types=KINDS, type="filepath", elem_id="unggah", scale=0)
        sample = gr.Button("Contoh", elem_id="contoh-rujukan", scale=0, min_width=96)
        button = gr.Button("Periksa rujukan", variant="primary", elem_id="periksa", scale=0, min_width=150)
    results = gr.HTML(HINT, elem_id=_SHELF, apply_default_css=False)

    def taken(path: str | None, day: str | None) -> tuple[Any, str]:
        return uploaded(ways.dealer.cards().kb, path, day)

    ways.add("rujukan", checked, OPERATIONS["check"].most_bytes)
    ways.add("contoh-rujukan", sampled)
    asks = asking("rujukan", _SHELF, beside=True)
    runs = [
        button.click(None, [text, day], results, js=asks, **CALM),
        day.submit(None, [text, day], results, js=asks, **CALM),
        sample.click(None, None, [results, text, day], js=asking("contoh-rujukan", _SHELF, beside=True), **CALM),
        upload.upload(taken, [upload, day], [text, results], js=waiting(_SHELF), **CALM | {"trigger_mode": "once"}),
    ]
    for run in runs:
        run.then(None, js=settled(_SHELF), **CALM)


def checked(cards: Cards, text: str | None, day: str | None) -> tuple[str]:
    """What the tab shows for an article of a day."""
    return (respond(cards.kb, text, day),)


def sampled(cards: Cards) -> tuple[str, str, str]:
    """What the tab shows for the sample article, then the article and its day."""
    return respond(cards.kb, SAMPLE, SAMPLE_DAY), SAMPLE, SAMPLE_DAY


def respond(kb: KnowledgeBase, text: str | None, day: str | None, name: str = "") -> str:
    """What the page shows for an article of a day.

    Returns:
        The checked article, a hint where there is none, or the fault in one line.
    """
    written = whole_letters(text or "")
    if not written.strip():
        return HINT
    try:
        article = Article(written, Period.of(day) if day and day.strip() else None, None, whole_letters(name))
        return checked_html(article, kb.check(article.text, article.day))
    except KbError as error:
        return fault_html(str(error))


def uploaded(kb: KnowledgeBase, path: str | None, day: str | None) -> tuple[Any, str]:
    """What the page shows for an uploaded file, and its text for the box; the copy that was uploaded is removed."""
    if not path:
        return gr.skip(), HINT
    file = Path(path)
    try:
        text = read_article(file)
    except KbError as error:
        return gr.skip(), fault_html(str(error))
    finally:
        with suppress(OSError):
            file.unlink()
    return text[:MAX_TEXT], respond(kb, text, day, file.name)
