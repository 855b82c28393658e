"""Small signs of a card: where a clause stands on a day, whose words it is, the day as people write it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from kb.indexing.clauses import StoredClause
from kb.law.catalogue import STATUS_LABELS, Standing, Status
from kb.law.days import in_words
from kb.law.regulation import Nature
from kb.records import NATURE_LABELS

_RING = '<circle cx="8" cy="8" r="6.25"/>'
_STATUS_ICONS = {
    Status.BERLAKU: f'{_RING}<path d="m5.2 8.2 2 2 3.7-4.2"/>',
    Status.DIUBAH: '<path d="m3 13 .8-3.2 7-7a1.2 1.2 0 0 1 1.7 0l.7.7a1.2 1.2 0 0 1 0 1.7l-7 7zM9.6 4l2.4 2.4"/>',
    Status.DICABUT: f'{_RING}<path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>',
    Status.DICABUT_SEBAGIAN: f'{_RING}<path d="M8 1.75v12.5A6.25 6.25 0 0 1 8 1.75z" fill="currentColor"/>',
    Status.BELUM_BERLAKU: f'{_RING}<path d="M8 4.3V8l2.4 1.6"/>',
    Status.BERSYARAT: '<path d="M8 2v11.5M4.5 13.5h7M3 4.5h10M3 4.5l-1.6 4a1.8 1.8 0 0 0 3.2 0zm10 0-1.6 4a1.8 1.8 0 0 0 3.2 0z"/>',
}
_NATURE_ICONS = {
    Nature.RESMI: '<path d="M4 1.75h5.5L13 5.2v9H4zM9.3 1.75V5.4H13M6.2 8.3h4.6m-4.6 2.7h4.6"/>',
    Nature.RINGKASAN: '<path d="M2.5 3.5h11m-11 3h11m-11 3h7m-7 3h4"/>',
    Nature.DILAPORKAN: '<path d="M2 3h9.5v10.2H3.2A1.2 1.2 0 0 1 2 12zm9.5 3H14v6a1.2 1.2 0 0 1-2.4 0M4.3 6h4.8M4.3 9h4.8"/>',
}
_POLICY_ICON = '<path d="M1.75 4h12.5v8.5H1.75zM2 4.3l6 4.7 6-4.7"/>'
_DOUBT_ICON = '<path d="M8 2 14.5 13.5h-13zM8 6.3v3.4m0 1.7v.6"/>'


def icon(shape: str) -> str:
    """A drawn sign, silent for screen readers; its meaning stands in the words beside it."""
    return f'<svg class="kb-ikon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>'


def number(count: int) -> str:
    """A count with Indonesian thousands.

    >>> number(16479)
    '16.479'
    """
    return f"{count:,}".replace(",", ".")


def link(address: str, on: datetime.date | None = None) -> str:
    """The permalink of an address, relative to the page; with the day only where it is not today.

    >>> link("pp-94-2021/pasal-5", datetime.date(2024, 2, 14))
    '?alamat=pp-94-2021/pasal-5&tanggal=2024-02-14'
    """
    return f"?alamat={quote(address, safe='/')}" + (f"&tanggal={on.isoformat()}" if on else "")


def reading(address: str, on: datetime.date | None = None) -> str:
    """The link that opens an address in the reader.

    >>> reading("pp-94-2021/pasal-5")
    '?naskah=pp-94-2021/pasal-5'
    """
    return link(address, on).replace("?alamat=", "?naskah=", 1)


def badge(standing: Standing) -> str:
    """Where a clause or instrument stands, as an icon and words."""
    status = standing.status
    return f'<span class="kb-status kb-{status}">{icon(_STATUS_ICONS[status])}{escape(STATUS_LABELS[status])}</span>'


def cause(standing: Standing, own: str, links: Mapping[str, str], on: datetime.date | None = None) -> str:
    """What made it so and since when, as HTML; "" where nothing touched it. ``note`` gives the rest.

    Args:
        standing: The status with its cause.
        own: The short label of the instrument itself, which is never named as its own cause.
        links: Keys of the instruments held, by short label.
        on: The day asked for, None for today; links carry it.
    """
    by = standing.cause if standing.cause != own else ""
    named = f'<a href="{escape(link(links[by], on))}">{escape(by)}</a>' if by in links else escape(by)
    if standing.status is Status.BERLAKU:
        since = f", {in_words(standing.since)}" if standing.since else ""
        return escape(standing.note) + (f" ({named}{since})" if by else "")
    if standing.status is Status.BELUM_BERLAKU:
        return f"baru berlaku {in_words(standing.since)}" if standing.since else escape(standing.note)
    parts = [f"oleh {named}" if by else "", f"sejak {in_words(standing.since)}" if standing.since else ""]
    return " ".join(filter(None, parts))


def note(standing: Standing) -> str:
    """What the change means for the words, as HTML; "" where ``cause`` says all there is."""
    if standing.status in (Status.BERLAKU, Status.BELUM_BERLAKU) or not standing.note:
        return ""
    words = standing.note[:1].upper() + standing.note[1:]
    sign = icon(_STATUS_ICONS[standing.status])
    return f'<p class="kb-akibat kb-{standing.status}">{sign}<span><strong>Akibatnya:</strong> {escape(words)}</span></p>'


def unverified(clause: StoredClause) -> bool:
    """Whether a text that is not official was checked against nothing."""
    return not clause.checked and clause.nature is not Nature.RESMI


def nature_label(nature: str) -> str:
    """Whose words a text is, as an icon and words."""
    return f'<span class="kb-sifat kb-{escape(nature)}">{icon(_NATURE_ICONS[Nature(nature)])}{escape(NATURE_LABELS[nature])}</span>'


def policy_label() -> str:
    """The mark of a circular, letter or joint decree: it is not ranked as law."""
    return f'<span class="kb-sifat">{icon(_POLICY_ICON)}peraturan kebijakan</span>'


def doubt(words: str = "belum diverifikasi") -> str:
    """The mark of a text that was checked against nothing."""
    return f'<span class="kb-ragu">{icon(_DOUBT_ICON)}{escape(words)}</span>'
