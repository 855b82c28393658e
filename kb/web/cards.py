"""A result card as HTML: citation, status, nature, words, neighbours, source. All text is escaped."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

from kb.answer.graph import Link
from kb.answer.outdated import Outdated
from kb.answer.search import Hit
from kb.indexing.clauses import Source, StoredClause
from kb.knowledge import KnowledgeBase, Place
from kb.law.catalogue import Status
from kb.law.terms import is_policy
from kb.library import Library
from kb.records import NATURE_LABELS, repairs_told
from kb.web.labels import badge, cause, doubt, icon, link, nature_label, note, number, policy_label, reading, unverified
from kb.web.lapor import wrong_text
from kb.web.links import links_html
from kb.web.wording import clause_html, lead_html

_PIECE = "; "
_REMEMBERED = 2_000
_CHOOSE_ICON = icon('<path d="M4 2.5h8v11l-4-3-4 3z"/>')
_COPY_ICON = icon('<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/>')


@dataclass(frozen=True)
class Cards:
    """Makes cards of hits; ``links`` holds the keys of the instruments held, by short label."""

    kb: KnowledgeBase
    links: dict[str, str]
    library: Library

    @classmethod
    def of(cls, library: Library) -> Cards:
        """Cards for the index that a library holds open now."""
        kb = library.kb
        return cls(kb, _links(kb), library)

    def card(self, hit: Hit, stems: frozenset[str] = frozenset(), on: datetime.date | None = None, opened: bool = False) -> str:
        """One clause with all that belongs to it.

        Args:
            hit: The clause.
            stems: Stems whose words are marked.
            on: The day asked for, None for today; links to other clauses carry it.
            opened: Whether its neighbours are unfolded, as on a permalink.
        """
        place = self.kb.place(hit.clause)
        revoked = " kb-kartu-dicabut" if hit.standing.status is Status.DICABUT else ""
        return (
            f'<article class="kb-kartu{revoked}"><header class="kb-kepala-kartu">{_breadcrumb(hit, on)}'
            f'<h3><a href="{escape(link(hit.clause.address, on))}">{escape(hit.citation)}</a></h3>'
            f'<p class="kb-judul">{escape(hit.regulation.judul)}{self._amended(hit.clause)}</p></header>'
            f'<div class="kb-lencana">{self._signs(hit, on)}</div>'
            f'<div class="kb-isi">{_words(hit, place, stems, opened)}{_doubts(hit.clause)}{note(hit.standing)}'
            f"{self._outdated(hit, on)}{_companion(hit)}</div>"
            f"{_copying(hit, on)}"
            f'<div class="kb-lipatan">{self._linked(hit, on, opened)}{self._context(hit, place, on, opened)}'
            f"{_original(hit.clause)}{_source(hit)}</div></article>"
        )

    def _outdated(self, hit: Hit, on: datetime.date | None) -> str:
        """That a clause which stands cites what no longer does."""
        if hit.standing.status is Status.DICABUT:
            return ""
        told = "; ".join(
            f"{escape(old.cited)} sudah dicabut{f' {why}' if (why := cause(old.standing, old.regulation, self.links, on)) else ''}"
            for old in self._outdated_in(hit.clause, on or datetime.date.today())
        )
        return f'<p class="kb-akibat">{doubt("")}<span><strong>Perhatikan rujukannya:</strong> {told}.</span></p>' if told else ""

    def _linked(self, hit: Hit, on: datetime.date | None, opened: bool) -> str:
        """What the clause is linked with: its sanctions, what cites it, what it cites."""
        return links_html(self._links_of(hit.clause.address, on or datetime.date.today()), hit.citation, on, opened)

    @cached_property
    def _links_of(self) -> Callable[[str, datetime.date], list[Link]]:
        """The links of a clause on a day, remembered: the same few clauses answer most questions."""
        return lru_cache(maxsize=_REMEMBERED)(self.kb.links)

    @cached_property
    def _outdated_in(self) -> Callable[[StoredClause, datetime.date], list[Outdated]]:
        """The dead citations of a clause on a day, remembered."""
        return lru_cache(maxsize=_REMEMBERED)(self.kb.outdated)

    def _amended(self, clause: StoredClause) -> str:
        """The instrument whose version the words restate, "" for the original's."""
        by = self.kb.catalogue.get(clause.amended_by) if clause.amended_by else None
        return f", menurut perubahan oleh {escape(by.short if by else clause.amended_by)}" if clause.amended_by else ""

    def _signs(self, hit: Hit, on: datetime.date | None) -> str:
        why = cause(hit.standing, hit.regulation.short, self.links, on)
        why = f'<p class="kb-sebab">{why}</p>' if why else ""
        doubtful = doubt() if unverified(hit.clause) else ""
        policy = policy_label() if is_policy(hit.regulation.jenis) else ""
        return f"<div>{badge(hit.standing)}{why}</div><div>{nature_label(hit.clause.nature)}{doubtful}{policy}</div>"

    def _context(self, hit: Hit, place: Place, on: datetime.date | None, opened: bool) -> str:
        """The words above the clause, the clause before, its own place, the clause after."""
        rows = [_neighbour("induk", c, on) for c in place.above]
        rows += [_neighbour("sebelumnya", place.previous, on)] if place.previous else []
        rows.append(
            f'<li class="kb-ini"><span class="kb-arah">klausul ini</span> <strong>{escape(hit.clause.locator.cite())}</strong></li>'
        )
        rows += [_neighbour("berikutnya", place.next, on)] if place.next else []
        if len(rows) == 1:
            return ""
        state = " open" if opened else ""
        way = f'<p><a href="{escape(reading(hit.clause.address, on))}">Baca dalam naskah</a></p>'
        return (
            f'<details class="kb-konteks"{state}><summary>Induk dan klausul di sebelahnya</summary><ol>{"".join(rows)}</ol>{way}</details>'
        )


class Dealer:
    """Hands out cards for the index that a library holds open, the same ones until a new index lands."""

    def __init__(self, library: Library) -> None:
        self._cards = Cards.of(library)

    def cards(self) -> Cards:
        """The cards of now; take them once at the start of an answer."""
        if self._cards.library.kb is not self._cards.kb:
            self._cards = Cards.of(self._cards.library)
            self._cards.library.let_go()
        return self._cards


@lru_cache(maxsize=1)
def _links(kb: KnowledgeBase) -> dict[str, str]:
    return {h.regulation.short: h.regulation.kunci for h in kb.holdings() if h.clauses}


def _breadcrumb(hit: Hit, on: datetime.date | None) -> str:
    clause, article = hit.clause, hit.clause.locator.article
    steps = [f'<a href="{escape(link(clause.key, on))}">{escape(hit.regulation.short)}</a>', *map(escape, clause.heading)]
    if article != clause.locator:
        steps.append(f'<a href="{escape(link(f"{clause.key}/{article}", on))}">{escape(article.cite())}</a>')
    items = "".join(f"<li>{step}</li>" for step in steps)
    return f'<nav class="kb-letak" aria-label="Letak dalam peraturan"><ol>{items}</ol></nav>'


def _words(hit: Hit, place: Place, stems: frozenset[str], opened: bool) -> str:
    """The quote under the words it hangs on; folded where it is no longer law."""
    above = "".join(f'<div class="kb-gantungan">{lead_html(c)}</div>' for c in place.above if not c.cells)
    quote = f'<blockquote class="kb-kutipan kb-{hit.clause.nature}">{clause_html(hit.clause, stems)}</blockquote>'
    if hit.standing.status is not Status.DICABUT:
        return above + quote
    state = " open" if opened else ""
    return f'<details class="kb-lama"{state}><summary>Tampilkan bunyi yang sudah dicabut</summary>{above}{quote}</details>'


def _companion(hit: Hit) -> str:
    if hit.companion is None:
        return ""
    doubtful = doubt() if unverified(hit.companion) else ""
    return (
        f'<aside class="kb-sederhana"><h4>Penjelasan sederhana</h4><p class="kb-catatan">{nature_label(hit.companion.nature)}{doubtful}</p>'
        f"{clause_html(hit.companion)}</aside>"
    )


def _copying(hit: Hit, on: datetime.date | None) -> str:
    where = escape(link(hit.clause.address, on))
    forms = [("Pendek", hit.citation, ""), ("Resmi", hit.official_citation, ""), ("Dengan tautan", hit.citation, f' data-tautan="{where}"')]
    buttons = "".join(
        f'<button type="button" data-salin="{escape(text)}"{extra} title="{escape(text)}">{_COPY_ICON}<span>{name}</span></button>'
        for name, text, extra in forms
    )
    day = f' data-hari="{on.isoformat()}"' if on else ""
    chosen = (
        f'<button type="button" data-pilih="{escape(hit.clause.address)}" data-kutipan="{escape(hit.citation)}"'
        f'{day} aria-pressed="false">{_CHOOSE_ICON}<span>Pilih</span></button>'
    )
    copies = f'<div role="group" aria-label="Salin kutipan"><span>Salin kutipan</span>{buttons}</div>'
    return f'<div class="kb-salin">{copies}{chosen}</div>'


def _neighbour(direction: str, clause: StoredClause, on: datetime.date | None) -> str:
    where = escape(link(clause.address, on))
    return (
        f'<li><span class="kb-arah">{direction}</span> <a href="{where}">{escape(clause.locator.cite())}</a>'
        f'<div class="kb-tetangga">{lead_html(clause)}</div></li>'
    )


def _place(source: Source) -> list[tuple[str, str]]:
    return [
        ("Berkas", f"<code>{escape(source.file)}</code>"),
        ("Tempat", f"halaman {source.page}, karakter {number(source.start)} sampai {number(source.end)}"),
        ("SHA-256", f'<code title="{escape(source.sha256)}">{escape(source.sha256[:12])}…</code>'),
    ]


def _source(hit: Hit) -> str:
    clause = hit.clause
    rows = [
        ("Sifat naskah", escape(NATURE_LABELS[clause.nature])),
        ("Menurut", escape(clause.reporter)),
        *(row for source in clause.sources for row in _place(source)),
        ("Diperiksa terhadap", _checked(clause)),
        ("Catatan", escape(hit.regulation.catatan)),
        ("Halaman resmi", official_page(hit.regulation.halaman)),
        ("Mengapa muncul", escape(", ".join(hit.why))),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<details class="kb-sumber"><summary>Sumber dan pemeriksaan</summary><dl>{listed}</dl>{wrong_text(hit)}</details>'


def _doubts(clause: StoredClause) -> str:
    """What of the words was not read with certainty."""
    return "".join(f'<p class="kb-catatan"><strong>Perhatian:</strong> {escape(doubt)}.</p>' for doubt in clause.doubts)


def _original(clause: StoredClause) -> str:
    """The words as the file has them, folded, with each word that was repaired; "" where none was."""
    told = "".join(f"<li>{escape(phrase)}</li>" for phrase in repairs_told(clause))
    if not told:
        return ""
    words = escape(clause.original.strip())
    return (
        f'<details class="kb-asli"><summary>Bunyi asli sebelum ejaan diperbaiki ({number(len(clause.repairs))} tempat)</summary>'
        f'<blockquote class="kb-kutipan">{words}</blockquote><ul>{told}</ul></details>'
    )


def _checked(clause: StoredClause) -> str:
    if not clause.checked:
        return doubt() if unverified(clause) else ""
    pieces = "".join(f"<li>{escape(piece)}</li>" for piece in clause.checked.split(_PIECE))
    return f"<ul>{pieces}</ul>"


def official_page(address: str) -> str:
    """A link to an instrument's page at its publisher, "" for anything but a web address."""
    if not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(address)}</a>'
