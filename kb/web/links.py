"""The links of a clause on its card: a line for each kind of link, and a small picture of them. All text is escaped."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from textwrap import shorten

from kb.answer.graph import Link
from kb.web.labels import link as permalink

_SHOWN = 6
_WIDTH, _ROW, _BOX = 760, 44, 228


def links_html(links: Sequence[Link], citation: str, on: datetime.date | None, opened: bool = False) -> str:
    """What a clause is linked with, folded unless ``opened``; the picture only then; "" where there is nothing."""
    if not links:
        return ""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.label, []).append(link)
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{_ends(group, on, opened)}</dd></div>" for label, group in groups.items())
    picture = (
        f'<div class="kb-gulung" tabindex="0" role="group" aria-label="Gambar tautan">{picture_svg(links, citation)}</div>'
        if opened
        else ""
    )
    state = " open" if opened else ""
    summary = escape("; ".join(f"{label} {len(group)}" for label, group in groups.items()))
    return (
        f'<details class="kb-tautan"{state}><summary>Terhubung dengan: {summary}</summary><dl>{rows}</dl>'
        f'{picture}<p class="kb-catatan">Dibaca dari kata-kata naskah yang dipegang.</p></details>'
    )


def _ends(links: Sequence[Link], on: datetime.date | None, worded: bool) -> str:
    """The other ends as links; ``worded`` adds the words each was read from."""
    return "; ".join(
        f'<a href="{escape(permalink(link.address, on))}">{escape(link.citation)}</a>'
        + (f" <span>dari <q>{escape(shorten(link.words, 90, placeholder=' …'))}</q></span>" if worded else "")
        for link in links
    )


def picture_svg(links: Sequence[Link], citation: str) -> str:
    """The clause in the middle, what cites it on the left, what it cites on the right; its words are those of the list beside it."""
    left = [link for link in links if not link.outward][:_SHOWN]
    right = [link for link in links if link.outward][:_SHOWN]
    height = max(len(left), len(right), 1) * _ROW + 12
    middle = height / 2
    parts = [_node(_WIDTH / 2 - _BOX / 2, middle, "klausul ini", citation, "kb-pusat")]
    for side, x, join, edge in (
        (left, 4.0, _BOX + 4.0, _WIDTH / 2 - _BOX / 2),
        (right, _WIDTH - _BOX - 4.0, _WIDTH - _BOX - 4.0, _WIDTH / 2 + _BOX / 2),
    ):
        for i, link in enumerate(side):
            y = middle + (i - (len(side) - 1) / 2) * _ROW
            parts.append(f'<path d="M{join:.0f} {y:.0f}L{edge:.0f} {middle:.0f}"/>')
            parts.append(_node(x, y, link.label, link.citation, "kb-ujung"))
    told = "; ".join(f"{link.label}: {link.citation}" for link in (*left, *right))
    return (
        f'<svg class="kb-gambar" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(f"Gambar tautan {citation}. {told}")}">{"".join(parts)}</svg>'
    )


def _node(x: float, y: float, label: str, words: str, kind: str) -> str:
    shown = words if len(words) <= 34 else words[:33] + "…"
    return (
        f'<g class="{kind}"><rect x="{x:.0f}" y="{y - 19:.0f}" width="{_BOX}" height="38" rx="5"/>'
        f'<text x="{x + 8:.0f}" y="{y - 4:.0f}" class="kb-kecil">{escape(label)}</text>'
        f'<text x="{x + 8:.0f}" y="{y + 12:.0f}">{escape(shown)}</text></g>'
    )
