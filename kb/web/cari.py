"""The tab Cari: a question and its filters in, cards out; permalinks open here too."""

from __future__ import annotations

import datetime
import re
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from kb.answer.search import MAX_QUESTION
from kb.errors import KbError, QuestionError
from kb.web.answers import HINT, answer_html, fault_html, opened_html
from kb.web.cards import Cards
from kb.web.events import CALM, arriving, asking, followed, following, settled
from kb.web.ways import Ways

OTHER = "lain"
HITS = 10
"""Clauses shown; twice as many with a region chosen, whose letters stand above the national rules."""
DAYS = [
    ("Hari ini", ""),
    ("Pemilu 14 Februari 2024", "2024-02-14"),
    ("Pilkada 27 November 2024", "2024-11-27"),
    ("Tanggal lain", OTHER),
]
SAMPLES = {
    "Petugas hukum": [
        "Pasal 280 ayat (2) UU Pemilu",
        "Pasal 7 ayat (3) PP 53/2010",
        "Jenis hukuman disiplin berat PNS",
    ],
    "ASN": ["Boleh nggak PNS ikut kampanye?", "Suami saya nyaleg, boleh foto bareng?", "Cuma like postingan capres, kena sanksi apa?"],
    "Wartawan": [
        "Pasal 4 angka 12 PP 53/2010",
        "Kepala desa jadi tim kampanye, apa pidananya?",
        "SKB netralitas 2022 foto bersama bakal calon",
    ],
}
_LINKED = "alamat|tanya|tanggal"
_OPEN = following("kbBuka")


def cari_tab(ways: Ways, page: Any) -> None:
    """Lay the tab out and wire it to ``page``, whose loading opens a permalink."""
    question, button = _question()
    filters = _filters(ways.dealer.cards())
    address = gr.Textbox(visible="hidden", container=False)
    results = gr.HTML(HINT, elem_id="hasil", apply_default_css=False, js_on_load=_OPEN)
    with gr.Column(elem_id="contoh") as samples:
        buttons = _samples()

    ways.add("cari", respond)
    ways.add("contoh", sample)
    ways.add("tautan", arrive)
    when, typed, *kinds = filters
    shown = [results, samples, address, typed]
    everything = [*shown, question, typed, when, *kinds]
    asked = [question.submit, button.click, when.input, typed.submit, *(kind.input for kind in kinds)]
    runs = [on(None, [*filters, question, address], shown, js=asking("cari", "hasil"), **CALM) for on in asked]
    runs += [b.click(None, filters, [*shown, question], js=asking("contoh", "hasil", text), **CALM) for b, text in buttons]
    runs += [results.submit(None, None, everything, js=followed("tautan", "hasil"), **CALM)]
    runs += [page.load(None, None, everything, js=arriving("tautan", "hasil", _LINKED), **CALM)]
    for run in runs:
        run.then(None, js=settled("hasil"), **CALM)


def _question() -> tuple[Any, Any]:
    with gr.Row(elem_id="baris-tanya"):
        question = gr.Textbox(
            label="Pertanyaan, kasus, atau rujukan pasal", placeholder="Boleh nggak PNS ikut kampanye?", lines=1, max_lines=6,
            max_length=MAX_QUESTION, elem_id="tanya", scale=1,
        )  # fmt: skip
        return question, gr.Button("Cari", variant="primary", elem_id="cari", scale=0, min_width=112)


def _filters(cards: Cards) -> tuple[Any, Any, Any, Any]:
    """The radio of days, the field for another day, the checkboxes of jenis and wilayah."""
    regions = cards.kb.wilayah
    with gr.Row(elem_id="baris-tanggal"):
        when = gr.Radio(DAYS, value="", label="Berlaku pada tanggal", elem_id="tanggal")
        typed = gr.Textbox(
            label="Tanggal (TTTT-BB-HH)", placeholder="2024-09-25", max_length=10, visible=False, elem_id="tanggal-lain", scale=0
        )
    with gr.Accordion("Saring menurut jenis dan wilayah", open=False, elem_id="saringan"):
        jenis = gr.CheckboxGroup(cards.kb.jenis, label="Jenis peraturan", info="Tidak memilih berarti semua jenis.")
        which = "Peraturan nasional selalu ikut. Tidak memilih berarti semua wilayah."
        wilayah = gr.CheckboxGroup(regions, label="Wilayah", info=which, visible=bool(regions))
    return when, typed, jenis, wilayah


def _samples() -> list[tuple[Any, str]]:
    """The sample questions as buttons, a column for each user."""
    out = []
    with gr.Row():
        for user, texts in SAMPLES.items():
            with gr.Column(min_width=220):
                gr.HTML(f"<h2>{escape(user)}</h2>", apply_default_css=False)
                out += [(gr.Button(text, elem_classes="kb-contoh", size="sm"), text) for text in texts]
    return out


def arrive(cards: Cards, link: str) -> tuple[Any, ...]:
    """What a link shows: ``?alamat=`` or ``?tanya=``, either with ``&tanggal=``, the latter with ``&jenis=&wilayah=``.

    Returns:
        What ``respond`` gives, then the question and the filters to set.
    """
    asked = dict(parse_qsl(link.removeprefix("?")))
    on = asked.get("tanggal", "")
    when, typed = (on, "") if on in [value for _, value in DAYS] else (OTHER, on)
    jenis = [kind for kind in asked.get("jenis", "").split(",") if kind in cards.kb.jenis]
    wilayah = [region for region in asked.get("wilayah", "").split(",") if region in cards.kb.wilayah]
    question = asked.get("tanya", "")
    shown = respond(cards, when, typed, jenis, wilayah, question, asked.get("alamat", ""))
    return (*shown, question, typed, when, jenis, wilayah)


def sample(cards: Cards, question: str, when: str, typed: str | None, jenis: list[str], wilayah: list[str]) -> tuple[Any, ...]:
    """What a sample question shows, then the question itself for its box."""
    return (*respond(cards, when, typed, jenis, wilayah, question, None), question)


def respond(
    cards: Cards, when: str, typed: str | None, jenis: list[str], wilayah: list[str], question: str, address: str | None
) -> tuple[Any, ...]:
    """What the page shows for a question, or for an address where there is no question.

    Returns:
        The results, the samples, the address that stays open, the date field: shown or hidden, but not what a person typed.
    """
    address = address or ""
    asked = bool(question.strip())
    try:
        on = chosen_day(when, typed)
        if asked:
            html = answer_html(
                cards.kb.ask(question, 2 * HITS if wilayah else HITS, on=on, jenis=tuple(jenis), wilayah=tuple(wilayah)), cards, on
            )
        else:
            html = opened_html(address, cards, on) if address else HINT
    except KbError as error:
        html = fault_html(str(error))
    return html, gr.update(visible=not asked and not address), "" if asked else address, gr.update(visible=when == OTHER)


def chosen_day(when: str, typed: str | None) -> datetime.date | None:
    """The day the radio and the field say, None for today; a field that was never shown holds None.

    Raises:
        QuestionError: If the field holds no date; shows the form.

    >>> chosen_day("lain", " 2024-09-25 ")
    datetime.date(2024, 9, 25)
    """
    text = (typed or "").strip() if when == OTHER else when
    if not text and when != OTHER:
        return None
    form = "tulis dengan bentuk TTTT-BB-HH, misalnya 2024-09-25"
    if not text:
        raise QuestionError(f"Tanggal belum diisi; {form}.")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise QuestionError(f"Tanggal {text[:40]!r} tidak terbaca; {form}.")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"Tanggal {text!r} tidak ada dalam kalender; {form}.") from None
