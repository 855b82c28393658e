"""The tab Korpus: what is held of each instrument, and what became of each file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from kb.indexing.clauses import Verdict
from kb.knowledge import Holding
from kb.records import NATURE_LABELS
from kb.web.cards import Cards
from kb.web.events import CALM, quietly
from kb.web.labels import badge, cause, doubt, link, number
from kb.web.ways import Ways

VERDICTS = {
    "failed": ("gagal", "tidak terbaca; tidak ada isinya yang dipegang"),
    "partial": ("sebagian", "terbaca dengan keraguan yang disebut"),
    "ok": ("baik", "terbaca utuh"),
}


def korpus_tab(ways: Ways, tab: Any) -> None:
    """Lay the tab out; what it says is made anew each time ``tab`` is opened, since status depends on the day."""
    held = gr.HTML('<p class="kb-petunjuk">Memuat isi korpus…</p>', elem_id="isi-korpus", apply_default_css=False)
    ways.add("korpus", listed)
    tab.select(None, None, held, js=quietly("korpus", "isi-korpus"), **CALM)


def listed(cards: Cards) -> tuple[str]:
    """What the tab shows."""
    return (corpus_html(cards),)


def corpus_html(cards: Cards) -> str:
    """What is held, what is known but not held, and the verdict on each file."""
    holdings = cards.kb.holdings()
    held = [h for h in holdings if h.clauses]
    clauses = sum(h.clauses for h in held)
    doubtful = sum(h.unverified for h in held)
    return (
        '<section class="kb-korpus"><h2>Isi korpus</h2>'
        f'<p class="kb-ringkas"><strong>{number(len(held))}</strong> peraturan, <strong>{number(clauses)}</strong> klausul'
        f"{f', <strong>{number(doubtful)}</strong> di antaranya belum diverifikasi' if doubtful else ', semuanya diverifikasi'}."
        " Status menurut hari ini.</p>"
        f"{_held(held, cards)}{_known(holdings)}{_files(cards.kb.files())}</section>"
    )


def _held(held: Sequence[Holding], cards: Cards) -> str:
    rows = "".join(_row(holding, cards) for holding in held)
    head = "<th scope='col'>Peraturan</th><th scope='col'>Status</th><th scope='col'>Klausul</th><th scope='col'>Belum diverifikasi</th>"
    return f'<table class="kb-tabel"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(holding: Holding, cards: Cards) -> str:
    regulation, standing = holding.regulation, holding.standing
    why = cause(standing, regulation.short, cards.links)
    natures = "".join(f"<li>{number(count)} {escape(NATURE_LABELS[nature])}</li>" for nature, count in holding.natures.items())
    return (
        f'<tr><th scope="row"><a href="{escape(link(regulation.kunci))}">{escape(regulation.short)}</a>'
        f"<span>{escape(regulation.judul)}</span></th>"
        f"<td>{badge(standing)}{f'<p class=kb-sebab>{why}</p>' if why else ''}</td>"
        f'<td data-kolom="Klausul"><ul>{natures}</ul></td>'
        f"{_unverified(holding.unverified)}</tr>"
    )


def _unverified(count: int) -> str:
    return f'<td data-kolom="Belum diverifikasi">{doubt(number(count))}</td>' if count else '<td class="kb-nol">0</td>'


def _known(holdings: Sequence[Holding]) -> str:
    names = "".join(
        f"<li><strong>{escape(h.regulation.short)}</strong> {escape(h.regulation.judul)}</li>" for h in holdings if not h.clauses
    )
    count = sum(not h.clauses for h in holdings)
    summary = f"{number(count)} peraturan dikenal, tetapi isinya tidak dipegang"
    return f'<details class="kb-dikenal"><summary>{summary}</summary><ul>{names}</ul></details>' if count else ""


def _files(files: Sequence[Verdict]) -> str:
    counts = ", ".join(
        f"{number(count)} {name}" for verdict, (name, _) in VERDICTS.items() if (count := sum(f.verdict == verdict for f in files))
    )
    lists = "".join(_verdict(verdict, [f for f in files if f.verdict == verdict]) for verdict in VERDICTS)
    return f"<h2>Nasib tiap berkas</h2><p class='kb-ringkas'>{number(len(files))} berkas dibaca: {counts}.</p>{lists}"


def _verdict(verdict: str, files: Sequence[Verdict]) -> str:
    """The files with one verdict; those with a fault are open to see, those without one are folded."""
    if not files:
        return ""
    name, meaning = VERDICTS[verdict]
    rows = "".join(f"<li><code>{escape(f.file)}</code>{f' <span>{escape(f.reason)}</span>' if f.reason else ''}</li>" for f in files)
    state = "" if verdict == "ok" else " open"
    title = f"<strong>{number(len(files))} {name}</strong>: {meaning}"
    return f'<details class="kb-berkas kb-berkas-{verdict}"{state}><summary>{title}</summary><ul>{rows}</ul></details>'
