"""What stood when, as bars of time that are text too."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from html import escape

from kb.law.days import in_words
from kb.law.lineage import Mark, Span
from kb.web.labels import link

_DAYS = 365.2425
_DEEDS = {"mengubah": "diubah", "mencabut": "dicabut sebagian", "membatasi": "dibatasi"}


def timeline_html(spans: Sequence[Span], own: str, held: Collection[str], on: datetime.date | None) -> str:
    """The spans as a fold, "" where one instrument stood alone and unchanged.

    Args:
        spans: Oldest first.
        own: The key of the instrument the figure is about.
        held: The keys of the instruments that can be opened.
        on: The day asked for, None for today; it is drawn as a line.
    """
    if not spans or (len(spans) == 1 and not spans[0].marks):
        return ""
    first, today = spans[0].start, on or datetime.date.today()
    last = max(today, *(mark.day for span in spans for mark in span.marks), *(span.end or span.start for span in spans))

    def at(when: datetime.date) -> float:
        return round(100 * (when - first).days / max(1, (last - first).days), 2)

    rows = "".join(_row(span, own, held, on, at(span.start), at(span.end or last), [(at(m.day), m) for m in span.marks]) for span in spans)
    scale = "".join(f'<span style="left:{at(datetime.date(year, 1, 1))}%">{year}</span>' for year in _years(first, last))
    return (
        f'<details class="kb-waktu"><summary>Apa yang berlaku kapan</summary><ol style="--kini:{at(today)}%">{rows}</ol>'
        f'<div class="kb-tahun" aria-hidden="true"><div>{scale}</div></div></details>'
    )


def _row(
    span: Span, own: str, held: Collection[str], on: datetime.date | None, start: float, end: float, marks: Sequence[tuple[float, Mark]]
) -> str:
    regulation = span.regulation
    name = escape(regulation.short)
    if regulation.kunci in held and regulation.kunci != own:
        name = f'<a href="{escape(link(regulation.kunci, on))}">{name}</a>'
    ticks = "".join(f'<i class="kb-tik kb-{mark.kind}" style="left:{place}%" title="{escape(_mark(mark))}"></i>' for place, mark in marks)
    here = ' aria-current="true"' if regulation.kunci == own else ""
    return (
        f"<li{here}><strong>{name}</strong>"
        f'<div class="kb-jalur" aria-hidden="true"><b style="left:{start}%;width:{max(0.6, end - start):.2f}%"></b>{ticks}</div>'
        f"<span>{escape(_told(span))}</span></li>"
    )


def _told(span: Span) -> str:
    """A span in words."""
    until = f"sampai {in_words(span.end)}" if span.end else "masih berlaku"
    by = f", dicabut {span.ended_by.short}" if span.ended_by else ""
    marks = "".join(f"; {_mark(mark)}" for mark in span.marks)
    return f"{in_words(span.start)}, {until}{by}{marks}"


def _mark(mark: Mark) -> str:
    return f"{_DEEDS[mark.kind]} {mark.by.short} ({in_words(mark.day)})"


def _years(first: datetime.date, last: datetime.date) -> list[int]:
    """The years written under the bars: round ones, at most seven."""
    length = (last - first).days / _DAYS
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if length / s <= 7)
    return [year for year in range(first.year + 1, last.year + 1) if year % step == 0]
