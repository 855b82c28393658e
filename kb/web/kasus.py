"""The tab Periksa Kasus: a story and a short form in; the clauses it touches out, with reasons, and what is unknown. No verdict."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from kb.answer.case import Examined, Point
from kb.answer.facts import MAX_STORY, Case, Fact
from kb.errors import KbError
from kb.law import actors, conduct
from kb.law.days import in_words
from kb.law.regulation import Locator
from kb.operations import OPERATIONS
from kb.records_case import FACT_LABELS, SECTIONS
from kb.web.answers import fault_html
from kb.web.cards import Cards
from kb.web.cari import chosen_day
from kb.web.events import CALM, asking, settled
from kb.web.labels import badge, link, nature_label, note
from kb.web.ways import Ways
from kb.web.wording import clause_html, lead_html

_UNTOLD = ("belum disebut", "")
FIELDS = (
    ("Status", [(t.name, t.code) for t in actors.STATUSES]),
    ("Perbuatan", [(a.name, a.code) for a in conduct.ACTS]),
    ("Media", [(t.name, t.code) for t in actors.MEDIA]),
    ("Tahap", [(t.name, t.code) for t in actors.PHASES]),
    ("Pemilu atau Pilkada", [(t.name, t.code) for t in actors.ELECTIONS]),
    ("Jabatan", [(t.name, t.code) for t in actors.POSITIONS]),
)
SAMPLES = (
    "Saya PNS, kemarin like status calon bupati di Facebook. Masa kampanye belum mulai.",
    "Kepala desa membagikan sembako bergambar caleg kepada warga.",
    "Suami saya maju sebagai calon wali kota. Saya PPPK, boleh ikut ke kampanyenya?",
)
_FOLDED = {"prosedur"}
HINT = (
    '<p class="kb-petunjuk">Ceritakan siapa melakukan apa, kapan, dan untuk siapa. Yang keluar: ketentuan yang tersentuh beserta '
    "alasannya, rentang sanksi, tempat melapor, dan fakta yang masih kurang. Orangnya tidak dinilai. Cerita tidak dicatat.</p>"
)
_SHELF = "hasil-kasus"


def kasus_tab(ways: Ways) -> None:
    """Lay the tab out and wire it."""
    story = gr.Textbox(
        label="Cerita kasus", placeholder="Saya PNS, kemarin like status calon bupati di Facebook.", lines=4, max_lines=14,
        max_length=MAX_STORY, elem_id="cerita",
    )  # fmt: skip
    with gr.Accordion("Isian singkat, boleh dikosongkan", open=False, elem_id="isian"), gr.Row():
        fields = [gr.Dropdown([_UNTOLD, *choices], value="", label=label, min_width=220) for label, choices in FIELDS]
        typed = gr.Textbox(label="Tanggal kejadian (TTTT-BB-HH)", placeholder="2024-09-25", max_length=10, min_width=220)
    button = gr.Button("Periksa", variant="primary", elem_id="periksa")
    results = gr.HTML(HINT, elem_id=_SHELF, apply_default_css=False)
    with gr.Column(elem_id="contoh-kasus") as samples:
        gr.HTML("<h2>Contoh</h2>", apply_default_css=False)
        buttons = [(gr.Button(text, elem_classes="kb-contoh", size="sm"), text) for text in SAMPLES]

    ways.add("kasus", respond, OPERATIONS["case"].most_bytes)
    ways.add("contoh-kasus", sample)
    given = [story, *fields, typed]
    runs = [button.click(None, given, [results, samples], js=asking("kasus", _SHELF, beside=True), **CALM)]
    runs += [
        b.click(None, None, [results, samples, *given], js=asking("contoh-kasus", _SHELF, text, beside=True), **CALM) for b, text in buttons
    ]
    for run in runs:
        run.then(None, js=settled(_SHELF), **CALM)


def sample(cards: Cards, story: str) -> tuple[Any, ...]:
    """What a sample story shows, then the story itself and the empty fields."""
    empty = [""] * (len(FIELDS) + 1)
    return (*respond(cards, story, *empty), story, *empty)


def respond(
    cards: Cards, story: str | None, status: str | None, act: str | None, medium: str | None, phase: str | None, election: str | None,
    position: str | None, typed: str | None,
) -> tuple[Any, ...]:  # fmt: skip
    """What the tab shows for a story and the fields in order, the date last; then whether the samples stay."""
    status, act, medium, phase, election, position = (field or "" for field in (status, act, medium, phase, election, position))
    try:
        on = chosen_day("lain", typed) if (typed or "").strip() else None
        html = case_html(cards.kb.case(Case(story or "", status, act, medium, phase, election, position, on)), cards, on)
    except KbError as error:
        return fault_html(str(error)), gr.update(visible=True)
    return html, gr.update(visible=False)


def case_html(examined: Examined, cards: Cards, on: datetime.date | None) -> str:
    """An examined case as calm sections, the message first, what is unknown before the long lists."""
    on = on or examined.understood.day
    parts = [_facts(examined.understood.facts), _missing(examined, cards, on)]
    parts += [_section(title, examined.of(*roles), cards, on) for _, title, roles in SECTIONS]
    if examined.unheld:
        parts.append(f'<section><h3>Yang tidak dipegang</h3><ul class="kb-butir-kasus">{_items(examined.unheld)}</ul></section>')
    state = f"{len(examined.points)} ketentuan · status per {in_words(examined.on)}"
    return (
        f'<section class="kb-hasil kb-kasus" aria-label="Hasil pemeriksaan"><p class="kb-keadaan">{escape(state)}</p>'
        f'<p class="kb-catatan">{escape(examined.message)}</p>{"".join(parts)}</section>'
    )


def _items(sentences: Sequence[str]) -> str:
    return "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)


def _facts(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f"<div><dt>{escape(FACT_LABELS[f.name])}</dt><dd>{escape(f.label)} <span>dari <q>{escape(f.words)}</q></span></dd></div>"
        for f in facts
    )
    return f'<section><h3>Fakta yang terbaca</h3><dl class="kb-fakta">{rows}</dl></section>'


def _missing(examined: Examined, cards: Cards, on: datetime.date | None) -> str:
    if not examined.missing:
        return ""
    rows = "".join(
        f"<li><strong>{escape(m.question)}</strong> {escape(m.changes)} {_addresses(m.addresses, cards, on)}</li>" for m in examined.missing
    )
    return f'<section><h3>Yang belum diketahui</h3><ul class="kb-butir-kasus">{rows}</ul></section>'


def _addresses(addresses: Sequence[str], cards: Cards, on: datetime.date | None) -> str:
    links = ", ".join(f'<a href="{escape(link(a, on))}">{escape(_cited(a, cards))}</a>' for a in addresses)
    return f'<span class="kb-alamat">{links}</span>' if links else ""


def _cited(address: str, cards: Cards) -> str:
    key, _, place = address.partition("/")
    return f"{Locator.parse(place).cite()} {cards.kb.catalogue[key].short}"


def _section(title: str, points: Sequence[Point], cards: Cards, on: datetime.date | None) -> str:
    if not points:
        return ""
    rows = "".join(f"<li>{_point(point, cards, on)}</li>" for point in points)
    if points[0].role in _FOLDED:
        return f'<details><summary>{escape(title)} ({len(points)})</summary><ol class="kb-titik">{rows}</ol></details>'
    return f'<section><h3>{escape(title)} <span class="kb-banyak">{len(points)}</span></h3><ol class="kb-titik">{rows}</ol></section>'


def _point(point: Point, cards: Cards, on: datetime.date | None) -> str:
    hit = point.hit
    condition = f'<p class="kb-syarat">{escape(point.condition[:1].upper() + point.condition[1:])}.</p>' if point.condition else ""
    leads = (c for c in cards.kb.place(hit.clause).above if not c.cells)
    above = "".join(f'<div class="kb-gantungan">{lead_html(c)}</div>' for c in leads)
    by = "; ".join(f'<a href="{escape(link(b.clause.address, on))}">{escape(b.citation)}</a>' for b in point.by)
    by = f'<p class="kb-oleh">Yang menjatuhkan: {by}</p>' if by else ""
    return (
        f'<article class="kb-pasal"><div><h4><a href="{escape(link(hit.clause.address, on))}">{escape(hit.citation)}</a></h4>'
        f'<p class="kb-alasan">{escape(point.why[:1].upper() + point.why[1:])}.</p>{condition}'
        f'<p class="kb-catatan">{badge(hit.standing)}{nature_label(hit.clause.nature)}</p></div>'
        f'<div>{above}<blockquote class="kb-kutipan kb-{hit.clause.nature}">{clause_html(hit.clause, frozenset())}</blockquote>'
        f"{note(hit.standing)}{by}</div></article>"
    )
