"""One instrument as an outline: its divisions, and each article with its first words and its permalink."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from html import escape
from itertools import groupby

from kb.answer.search import Hit
from kb.law.days import in_words
from kb.law.regulation import Nature
from kb.web.cards import Cards, official_page
from kb.web.labels import badge, cause, link, nature_label, note
from kb.web.wording import plain

_FIRST_WORDS = 120


def outline_html(hits: Sequence[Hit], cards: Cards, on: datetime.date | None) -> str:
    """The outline of an instrument.

    Args:
        hits: Every clause held of it, in order, of every nature.
        cards: For the instruments that can be linked to.
        on: The day asked for, None for today.
    """
    regulation = hits[0].regulation
    standing = cards.kb.catalogue.status(regulation.kunci, None, on or datetime.date.today())
    facts = [
        ("Ditetapkan", in_words(regulation.ditetapkan) if regulation.ditetapkan else ""),
        ("Sebutan lain", escape(", ".join(regulation.sebutan))),
        ("Catatan", escape(regulation.catatan)),
        ("Halaman resmi", official_page(regulation.halaman)),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    order = list(Nature)
    natures = groupby(sorted(hits, key=lambda h: order.index(h.clause.nature)), key=lambda h: h.clause.nature)
    texts = "".join(
        f'<section><p class="kb-catatan">{nature_label(nature)}</p>{_divisions(list(group), on)}</section>' for nature, group in natures
    )
    return (
        f'<article class="kb-naskah"><h2>{escape(regulation.short)}</h2><p class="kb-judul">{escape(regulation.official)}</p>'
        f'<p class="kb-lencana">{badge(standing)} <span class="kb-sebab">{cause(standing, regulation.short, cards.links, on)}</span></p>'
        f"{note(standing)}<dl>{listed}</dl>{texts}</article>"
    )


def _divisions(hits: Sequence[Hit], on: datetime.date | None) -> str:
    articles = [h for h in hits if h.clause.locator == h.clause.locator.article]
    out = []
    for heading, group in groupby(articles, key=lambda h: h.clause.heading):
        titles = "".join(f"<span>{escape(title)}</span>" for title in heading)
        out.append((f"<h3>{titles}</h3>" if titles else "") + f"<ul>{''.join(_article(h, on) for h in group)}</ul>")
    return "".join(out)


def _article(hit: Hit, on: datetime.date | None) -> str:
    cited = hit.clause.locator.cite()
    words = hit.clause.cells[1][1] if len(hit.clause.cells) > 1 else plain(hit.clause)
    first = textwrap.shorten(words, _FIRST_WORDS, placeholder=" …")
    return f'<li><a href="{escape(link(hit.clause.address, on))}">{escape(cited)}</a> <span>{escape(first)}</span></li>'
