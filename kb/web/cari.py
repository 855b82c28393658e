"""The tab Cari: a question and its filters in, cards out; permalinks open here too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from kb.answer.search import MAX_QUESTION, Answer, Hit
from kb.errors import KbError, QuestionError
from kb.web.cards import Cards
from kb.web.labels import day, icon, number
from kb.web.naskah import outline_html
from kb.web.wording import telling

OTHER = "lain"
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
        "Siapa yang berwenang menjatuhkan hukuman disiplin berat?",
    ],
    "ASN": ["Boleh nggak PNS ikut kampanye?", "Suami saya nyaleg, boleh foto bareng?", "Cuma like postingan capres, kena sanksi apa?"],
    "Wartawan": [
        "Pasal 4 angka 12 PP 53/2010",
        "Kepala desa jadi tim kampanye, apa pidananya?",
        "SKB netralitas 2022 foto bersama bakal calon",
    ],
}
_BUSY = "(...isian) => { window.kbSibuk(true); return isian; }"
_DONE = "() => { window.kbSibuk(false); }"
_HINT = "Tulis pertanyaan atau rujukan pasal, lalu tekan Enter; atau mulai dari contoh di bawah."
_ALERT = icon('<circle cx="8" cy="8" r="6.25"/><path d="M8 4.5v4.2m0 2.3v.6"/>')


def cari_tab(cards: Cards, page: Any) -> None:
    """Lay the tab out and wire it to ``page``, whose loading opens a permalink."""
    kb = cards.kb
    with gr.Row(elem_id="baris-tanya"):
        question = gr.Textbox(
            label="Pertanyaan, kasus, atau rujukan pasal", placeholder="Boleh nggak PNS ikut kampanye?", lines=1, max_lines=6,
            max_length=MAX_QUESTION, elem_id="tanya", scale=1,
        )  # fmt: skip
        button = gr.Button("Cari", variant="primary", elem_id="cari", scale=0, min_width=112)
    with gr.Row(elem_id="baris-tanggal"):
        when = gr.Radio(DAYS, value="", label="Berlaku pada tanggal", elem_id="tanggal")
        typed = gr.Textbox(
            label="Tanggal (TTTT-BB-HH)", placeholder="2024-09-25", max_length=10, visible=False, elem_id="tanggal-lain", scale=0
        )
    with gr.Accordion("Saring menurut jenis dan wilayah", open=False, elem_id="saringan"):
        jenis = gr.CheckboxGroup(kb.jenis, label="Jenis peraturan", info="Tidak memilih berarti semua jenis.")
        wilayah = gr.CheckboxGroup(
            kb.wilayah,
            label="Wilayah",
            info="Peraturan nasional selalu ikut. Tidak memilih berarti semua wilayah.",
            visible=bool(kb.wilayah),
        )
    address = gr.State("")
    results = gr.HTML(_line("kb-petunjuk", _HINT), elem_id="hasil", apply_default_css=False)
    with gr.Column(elem_id="contoh") as samples:
        buttons = _samples()

    filters = [when, typed, jenis, wilayah]
    shown = [question, address, typed, results, samples]
    calm = {"outputs": shown, "api_visibility": "private", "show_progress": "hidden", "js": _BUSY}
    asked = [question.submit, button.click, typed.submit, when.input, jenis.input, wilayah.input]
    runs = [on(partial(respond, cards), [question, address, *filters], **calm) for on in asked]
    runs += [b.click(partial(respond, cards, text, ""), filters, **calm) for b, text in buttons]

    def opened(request: gr.Request) -> tuple[Any, ...]:
        return arrive(cards, request.query_params)

    runs.append(page.load(opened, None, [when, *shown], api_visibility="private", show_progress="hidden"))
    for run in runs:
        run.then(None, js=_DONE, api_visibility="private")


def _samples() -> list[tuple[Any, str]]:
    """The sample questions as buttons, a column for each user."""
    out = []
    with gr.Row():
        for user, texts in SAMPLES.items():
            with gr.Column(min_width=220):
                gr.HTML(f"<h2>{escape(user)}</h2>", apply_default_css=False)
                out += [(gr.Button(text, elem_classes="kb-contoh", size="sm"), text) for text in texts]
    return out


def arrive(cards: Cards, link: Mapping[str, str]) -> tuple[Any, ...]:
    """What a page opened by a link shows: ``?alamat=``, ``?tanya=``, either with ``&tanggal=``."""
    on = link.get("tanggal", "")
    when, typed = (on, "") if on in [value for _, value in DAYS] else (OTHER, on)
    return (when, *respond(cards, link.get("tanya", ""), link.get("alamat", ""), when, typed, [], []))


def respond(cards: Cards, question: str, address: str, when: str, typed: str, jenis: list[str], wilayah: list[str]) -> tuple[Any, ...]:
    """What the page shows for a question, or for an address where there is no question.

    Returns:
        The question, the address that stays open, the date field, the results, the samples; in the order of the outputs.
    """
    asked = bool(question.strip())
    try:
        on = chosen_day(when, typed)
        if asked:
            answer = cards.kb.ask(question, on=on, jenis=tuple(jenis), wilayah=tuple(wilayah))
            html = answer_html(answer, cards, on)
        else:
            html = opened_html(address, cards, on) if address else _line("kb-petunjuk", _HINT)
    except KbError as error:
        html = _line("kb-salah", str(error), _ALERT)
    empty = not asked and not address
    return question, "" if asked else address, gr.update(value=typed, visible=when == OTHER), html, gr.update(visible=empty)


def chosen_day(when: str, typed: str) -> datetime.date | None:
    """The day the radio and the field say, None for today.

    Raises:
        QuestionError: If the field holds no date; shows the form.

    >>> chosen_day("lain", " 2024-09-25 ")
    datetime.date(2024, 9, 25)
    """
    text = typed.strip() if when == OTHER else when
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


def answer_html(answer: Answer, cards: Cards, on: datetime.date | None) -> str:
    """The cards of an answer, or what is held where there is none."""
    question = answer.question
    chosen = ", ".join([*question.jenis, *question.wilayah])
    state = f"{len(answer.hits)} klausul · status per {day(question.on)}" + (f" · hanya {chosen}" if chosen else "")
    if not answer.answered:
        return _empty(answer, cards)
    note = _line("kb-catatan", answer.message) if answer.message else ""
    return _results(state, note, [cards.card(hit, telling(question.text), on) for hit in answer.hits])


def opened_html(address: str, cards: Cards, on: datetime.date | None) -> str:
    """The clauses at an address with their neighbours unfolded, or an instrument's outline."""
    hits = cards.kb.show(address[:MAX_QUESTION], on)
    per = f"status per {day(on or datetime.date.today())}"
    if address.strip() in cards.kb.catalogue.regulations:
        return _wrapped(f"{hits[0].regulation.short} · {per}", outline_html(hits, cards, on))
    return _results(f"Tautan klausul · {per}", "", [cards.card(hit, on=on, opened=True) for hit in _paired(hits)])


def _paired(hits: list[Hit]) -> list[Hit]:
    """One hit an address: the first text as the quote, the next as its companion."""
    out: dict[str, Hit] = {}
    for hit in hits:
        first = out.setdefault(hit.clause.address, hit)
        if first is not hit and first.companion is None:
            out[hit.clause.address] = replace(first, companion=hit.clause)
    return list(out.values())


def _results(state: str, note: str, cards: list[str]) -> str:
    return _wrapped(state, f"{note}<ol class='kb-daftar'>{''.join(f'<li>{card}</li>' for card in cards)}</ol>")


def _wrapped(state: str, html: str) -> str:
    """Results with the line that says what they are, which the script also reads out."""
    return f'<section class="kb-hasil" aria-label="Hasil"><p class="kb-keadaan">{escape(state)}</p>{html}</section>'


def _empty(answer: Answer, cards: Cards) -> str:
    counts = cards.kb.manifest.counts
    filtered = "<li>Kosongkan saringan jenis dan wilayah.</li>" if answer.question.jenis or answer.question.wilayah else ""
    return (
        '<section class="kb-hasil kb-kosong" aria-label="Hasil"><p class="kb-keadaan">0 klausul</p>'
        f"<p><strong>{escape(answer.message)}</strong></p>"
        f"<p>Yang dipegang: {number(counts['regulations'])} peraturan, {number(counts['clauses'])} klausul; lihat tab Korpus.</p>"
        f"<p>Yang dapat dicoba:</p><ul>{filtered}"
        "<li>Ceritakan perbuatannya dengan kata lain, misalnya “ikut kampanye” atau “foto bersama calon”.</li>"
        "<li>Sebut pasalnya, misalnya “Pasal 5 huruf n PP 94/2021”.</li>"
        "<li>Tambahkan naskah yang belum ada: <code>kb build --corpus corpus --corpus FOLDER</code>.</li></ul></section>"
    )


def _line(kind: str, words: str, sign: str = "") -> str:
    role = ' role="alert"' if kind == "kb-salah" else ""
    return f'<p class="{kind}"{role}>{sign}{escape(words)}</p>'
