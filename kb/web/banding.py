"""Two texts side by side, the words that went and came marked in each; and how one clause came to read as it does."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import quote

from kb.answer.compare import Deed, word_diff
from kb.answer.search import Hit
from kb.answer.versions import Wording
from kb.errors import QuestionError
from kb.law.catalogue import STATUS_LABELS, Standing
from kb.law.days import in_words
from kb.law.regulation import Locator
from kb.records import words_of
from kb.web.cards import Cards
from kb.web.labels import badge, cause, doubt, link, nature_label, unverified

_SIDE = re.compile(r"\s*(\S.{0,299}?)\s*(?:@\s*(\d{4}-\d{2}-\d{2}))?\s*", re.DOTALL)
_FORM = "tulis rujukan atau alamat, misalnya uu-1-2015/pasal-71@2015-03-01"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts: a citation or an address, and the day it is to be read on, None for today."""

    wanted: str
    on: datetime.date | None

    @classmethod
    def parse(cls, text: str) -> Side:
        """Read ``uu-1-2015/pasal-71@2015-03-01``; the day may be left out.

        Raises:
            QuestionError: If there is nothing, or a day that is none.
        """
        match = _SIDE.fullmatch(text)
        if not match:
            raise QuestionError(f"teks yang dibandingkan belum diisi; {_FORM}")
        try:
            return cls(match[1], datetime.date.fromisoformat(match[2]) if match[2] else None)
        except ValueError:
            raise QuestionError(f"tanggal {match[2]} tidak ada dalam kalender; {_FORM}") from None

    def __str__(self) -> str:
        return self.wanted + (f"@{self.on.isoformat()}" if self.on else "")


def comparing(one: Side, other: Side) -> str:
    """The link that shows two texts side by side."""
    return f"?banding={quote(str(one), safe='/@')}&dengan={quote(str(other), safe='/@')}"


def compared_html(one: Side, other: Side, cards: Cards) -> str:
    """Two texts side by side.

    Raises:
        QuestionError: If either is not held; says why.
    """
    hits = [cards.kb.show(side.wanted, side.on)[0] for side in (one, other)]
    before, after = ([], [])
    for run in word_diff(*(words_of(hit.clause) for hit in hits)):
        words = escape(run.words)
        if run.deed is not Deed.TAMBAH:
            before.append(f"<del>{words}</del>" if run.deed is Deed.HAPUS else words)
        if run.deed is not Deed.HAPUS:
            after.append(f"<ins>{words}</ins>" if run.deed is Deed.TAMBAH else words)
    same = not any("<del>" in words or "<ins>" in words for words in (*before, *after))
    told = "Kedua teks sama kata demi kata." if same else "Dicoret: hanya ada di teks pertama. Digarisbawahi: hanya ada di teks kedua."
    if hits[0].clause.nature != hits[1].clause.nature:
        told += " Sifat naskahnya berbeda: beda kata di sini belum tentu beda aturan."
    columns = "".join(
        _column(hit, side, " ".join(words), cards) for hit, side, words in zip(hits, (one, other), (before, after), strict=True)
    )
    return (
        f'<article class="kb-baca" data-ke="{escape(comparing(one, other))}"><h2>Perbandingan</h2>'
        f'<h3 class="kb-siaran">{escape(hits[0].citation)} dan {escape(hits[1].citation)}</h3>'
        f'<p class="kb-judul">{told}</p><div class="kb-banding">{columns}</div></article>'
    )


def _column(hit: Hit, side: Side, words: str, cards: Cards) -> str:
    on = side.on or datetime.date.today()
    why = cause(hit.standing, hit.regulation.short, cards.links, side.on)
    doubtful = doubt() if unverified(hit.clause) else ""
    amended = f", menurut perubahan oleh {escape(hit.amender)}" if hit.amender else ""
    return (
        f'<section><h3><a href="{escape(link(hit.clause.address, side.on))}">{escape(hit.citation)}</a></h3>'
        f'<p class="kb-judul">per {in_words(on)}{amended}</p><div class="kb-lencana">{badge(hit.standing)}'
        f'<span class="kb-sebab">{why}</span>{nature_label(hit.clause.nature)}{doubtful}</div>'
        f'<blockquote class="kb-kutipan kb-{hit.clause.nature}"><p>{words}</p></blockquote></section>'
    )


def history_html(address: str, locator: Locator, layers: list[Wording], fate: list[Standing], cards: Cards) -> str:
    """What changed a clause, day by day, with the way to see two layers side by side; "" where nothing did."""
    rows = [(s.since or datetime.date.min, _changed(s, locator, cards)) for s in fate]
    for old, new in pairwise(layers):
        if new.since is None or new.clause.deleted:
            continue
        before = Side(address, old.since or new.since - datetime.timedelta(days=1))
        way = f'<a href="{escape(comparing(before, Side(address, new.since)))}">bandingkan dengan bunyi sebelumnya</a>'
        point = f" ({escape(new.point)})" if new.point else ""
        rows.append((new.since, f"bunyi baru menurut {escape(new.by)}{point}: {way}"))
    listed = "".join(f"<li><span>{in_words(when)}</span> <span>{told}</span></li>" for when, told in sorted(rows))
    return f'<details class="kb-riwayat"><summary>Riwayat klausul ini</summary><ol>{listed}</ol></details>' if rows else ""


def _changed(standing: Standing, locator: Locator, cards: Cards) -> str:
    by = standing.cause
    named = f'<a href="{escape(link(cards.links[by]))}">{escape(by)}</a>' if by in cards.links else escape(by)
    note = f" ({escape(standing.note)})" if standing.note else ""
    return f"{escape(locator.cite())} {STATUS_LABELS[standing.status]} oleh {named}{note}"
