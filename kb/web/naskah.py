"""The tab Naskah: one instrument to read, its contents beside it, each article in its place; two texts compared."""

from __future__ import annotations

import datetime
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import parse_qsl, quote

import gradio as gr

from kb.answer.search import Hit
from kb.errors import KbError, LocatorError, QuestionError
from kb.indexing.clauses import StoredClause
from kb.law.lineage import lineage
from kb.law.regulation import Locator, Unit
from kb.originals import leaves_of
from kb.web.answers import fault_html, not_at_html
from kb.web.banding import Side, compared_html, history_html
from kb.web.cards import Cards
from kb.web.cari import chosen_day
from kb.web.events import CALM, arriving, asking, followed, following, settled
from kb.web.labels import badge, cause, doubt, icon, link, nature_label, note, number, reading, unverified
from kb.web.timeline import timeline_html
from kb.web.ways import Ways
from kb.web.wording import whole_html

HINT = '<p class="kb-petunjuk">Pilih peraturan untuk membacanya pasal demi pasal.</p>'
_LINKED = "naskah|banding"
_SHELF = "bacaan"
_OPEN = following("kbBaca")
_BEFORE = icon('<path d="M10 3 5 8l5 5"/>')
_AFTER = icon('<path d="m6 3 5 5-5 5"/>')


def naskah_tab(ways: Ways, page: Any) -> None:
    """Lay the tab out and wire it to ``page``, whose loading opens a link ``?naskah=KEY/LOCATOR``."""
    held = [h.regulation for h in ways.dealer.cards().kb.holdings() if h.clauses]
    choices = [(f"{r.short} · {r.judul}", r.kunci) for r in held]
    chosen = gr.Dropdown(choices, value=None, label="Peraturan", elem_id="pilih-naskah", filterable=True)
    with gr.Accordion("Bandingkan dua teks", open=False, elem_id="banding"), gr.Row(elem_id="baris-banding"):
        one = gr.Textbox(label="Teks pertama", placeholder="uu-5-2014/pasal-2 atau Pasal 71 UU 1/2015@2015-03-01", max_length=320)
        other = gr.Textbox(label="Teks kedua", placeholder="uu-20-2023/pasal-2", max_length=320)
        compare = gr.Button("Bandingkan", elem_id="bandingkan", scale=0, min_width=140)
    text = gr.HTML(HINT, elem_id=_SHELF, apply_default_css=False, js_on_load=_OPEN)

    ways.add("naskah", picked)
    ways.add("banding", compared)
    ways.add("tautan-naskah", arrive)
    set_too = [text, chosen, one, other]
    runs = [
        chosen.input(None, chosen, text, js=asking("naskah", _SHELF), **CALM),
        text.submit(None, None, set_too, js=followed("tautan-naskah", _SHELF), **CALM),
        page.load(None, None, set_too, js=arriving("tautan-naskah", _SHELF, _LINKED), **CALM),
        *(on(None, [one, other], text, js=asking("banding", _SHELF), **CALM) for on in (compare.click, one.submit, other.submit)),
    ]
    for run in runs:
        run.then(None, js=settled(_SHELF), **CALM)


def picked(cards: Cards, key: str | None) -> tuple[str]:
    """What an instrument chosen from the list shows."""
    return (reader_html(key, cards, None) if key else HINT,)


def compared(cards: Cards, one: str, other: str) -> tuple[str]:
    """What two texts to compare show."""
    return (_compared(cards, one, other),)


def _compared(cards: Cards, one: str, other: str) -> str:
    try:
        return compared_html(Side.parse(one), Side.parse(other), cards)
    except KbError as error:
        return fault_html(str(error))


def arrive(cards: Cards, link: str) -> tuple[str, str | None, str, str]:
    """What a link shows, the key to set in the list of instruments, and the two texts to set in the boxes."""
    asked = dict(parse_qsl(link.removeprefix("?")))
    one, other = asked.get("banding", "")[:320], asked.get("dengan", "")[:320]
    if one or other:
        return _compared(cards, one, other), None, one, other
    address = asked.get("naskah", "").strip()[:300]
    try:
        html = reader_html(address, cards, chosen_day(asked.get("tanggal", ""), None)) if address else HINT
    except KbError as error:
        html = fault_html(str(error))
    key = address.partition("/")[0]
    return html, key if any(key == held for held in cards.links.values()) else None, "", ""


def reader_html(address: str, cards: Cards, on: datetime.date | None) -> str:
    """An instrument open at an article: its contents on the left, the article and what belongs to it on the right.

    Args:
        address: A key, or an address whose article is opened; the first article for a key alone.
        cards: For the index and what can be linked to.
        on: The day asked for, None for today.
    """
    key, _, inner = address.partition("/")
    articles = cards.kb.contents(key)
    if not articles:
        return not_at_html(address, cards, on)
    try:
        first = next((c for c in articles if c.locator.steps[0].unit is not Unit.PEMBUKAAN), articles[0])
        wanted = Locator.parse(inner).article if inner else first.locator
    except LocatorError:
        return not_at_html(address, cards, on)
    place = next((i for i, clause in enumerate(articles) if clause.locator == wanted), None)
    if place is None:
        return not_at_html(address, cards, on)
    regulation = cards.kb.catalogue[key]
    standing = cards.kb.catalogue.status(key, None, on or datetime.date.today())
    shown = articles[place]
    return (
        f'<article class="kb-baca" data-ke="{escape(reading(shown.address, on))}">'
        f'<header><h2>{escape(regulation.short)}</h2><p class="kb-judul">{escape(regulation.official)}</p>'
        f'<p class="kb-lencana">{badge(standing)} <span class="kb-sebab">{cause(standing, regulation.short, cards.links, on)}</span></p>'
        f"{note(standing)}{timeline_html(lineage(cards.kb.catalogue, key), key, set(cards.links.values()), on)}</header>"
        f'<div class="kb-lembaran">{_contents(articles, shown, on)}'
        f"<section>{_article(shown, cards, on)}{_turning(articles, place, on)}</section></div></article>"
    )


def _contents(articles: list[StoredClause], shown: StoredClause, on: datetime.date | None) -> str:
    """The table of contents; the division of the open article is unfolded."""
    divisions = []
    for title, group in groupby(articles, key=lambda c: c.heading[:1]):
        listed = list(group)
        items = "".join(_entry(c, shown, on) for c in listed)
        state = " open" if shown in listed or len(articles) <= 30 else ""
        ends = dict.fromkeys([listed[0].locator.cite(), listed[-1].locator.cite()])
        name, *span = [*map(escape, title), " – ".join(map(escape, ends))]
        divisions.append(
            f"<details{state}><summary>{name}{''.join(f' <span>{s}</span>' for s in span)}</summary><ol>{items}</ol></details>"
        )
    return (
        f'<nav class="kb-daftar-isi" aria-label="Daftar isi"><details open><summary>Daftar isi '
        f"<span>{number(len(articles))} pasal atau butir</span></summary>{''.join(divisions)}</details></nav>"
    )


def _entry(clause: StoredClause, shown: StoredClause, on: datetime.date | None) -> str:
    here = ' aria-current="true"' if clause == shown else ""
    return f'<li><a href="{escape(reading(clause.address, on))}"{here}>{escape(clause.locator.cite())}</a></li>'


def _article(clause: StoredClause, cards: Cards, on: datetime.date | None) -> str:
    """An article whole, its status, its penjelasan and the ringkasan beside it."""
    [hit, *_] = cards.kb.show(clause.address, on)
    heading = "".join(f"<li>{escape(title)}</li>" for title in clause.heading)
    return (
        f'<nav class="kb-letak" aria-label="Letak dalam peraturan"><ol>{heading}</ol></nav>'
        f'<h3><a href="{escape(link(clause.address, on))}">{escape(hit.citation)}</a></h3>'
        f'<div class="kb-lencana">{badge(hit.standing)}<span class="kb-sebab">'
        f"{cause(hit.standing, hit.regulation.short, cards.links, on)}</span>{nature_label(hit.clause.nature)}{_doubt(hit.clause)}</div>"
        f'<blockquote class="kb-kutipan kb-{hit.clause.nature}">{whole_html(hit.clause)}</blockquote>{note(hit.standing)}'
        f"{_aside('Penjelasan sederhana', hit.companion)}{_explained(clause, cards, on)}"
        f"{_history(clause, cards)}{_read(hit, cards, on)}"
    )


def _history(clause: StoredClause, cards: Cards) -> str:
    [layers, *_] = cards.kb.history(clause.address)
    fate = cards.kb.catalogue.fate(clause.key, clause.locator)
    return history_html(clause.address, clause.locator, layers, fate, cards)


def _explained(clause: StoredClause, cards: Cards, on: datetime.date | None) -> str:
    try:
        [hit, *_] = cards.kb.show(f"{clause.key}/penjelasan/{clause.locator}", on)
    except QuestionError:
        return ""
    return _aside(f"Penjelasan {clause.locator.cite()}", hit.clause)


def _aside(title: str, clause: StoredClause | None) -> str:
    if clause is None:
        return ""
    label = f'<p class="kb-catatan">{nature_label(clause.nature)}{_doubt(clause)}</p>'
    return f'<aside class="kb-sederhana"><h4>{escape(title)}</h4>{label}{whole_html(clause)}</aside>'


def _doubt(clause: StoredClause) -> str:
    return doubt() if unverified(clause) else ""


def _read(hit: Hit, cards: Cards, on: datetime.date | None) -> str:
    """Where the words were read, with the page of the print where its file lies there."""
    places = "; ".join(f"<code>{escape(s.file)}</code>, halaman {number(s.page)}" for s in hit.clause.sources)
    day = f"&tanggal={on.isoformat()}" if on else ""
    pages = "".join(
        f'<details class="kb-cetak"><summary>Lihat cetaknya, halaman {number(source.page)}</summary>'
        f'<img loading="lazy" src="{escape(f"halaman?alamat={quote(hit.clause.address)}{day}&lembar={leaf}")}" '
        f'alt="Halaman {source.page} {escape(source.file)}, {escape(hit.citation)} dibingkai"></details>'
        for leaf, (source, _) in enumerate(leaves_of(hit.clause))
        if cards.library.originals.has_page(source)
    )
    return f'<p class="kb-dibaca">Dibaca dari {places}.</p>{pages}'


def _turning(articles: list[StoredClause], place: int, on: datetime.date | None) -> str:
    """The way to the article before and to the one after."""
    before = articles[place - 1] if place else None
    after = articles[place + 1] if place + 1 < len(articles) else None
    back = f'<a rel="prev" href="{escape(reading(before.address, on))}">{_BEFORE}{escape(before.locator.cite())}</a>' if before else ""
    on_ = f'<a rel="next" href="{escape(reading(after.address, on))}">{escape(after.locator.cite())}{_AFTER}</a>' if after else ""
    return f'<nav class="kb-balik" aria-label="Pasal sebelum dan sesudah">{back}{on_}</nav>'
