"""What the results show: the cards of an answer, an opened address, an empty answer, a hint or a fault."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from kb.answer.search import MAX_QUESTION, Answer, Hit
from kb.errors import QuestionError
from kb.law.days import in_words
from kb.law.terms import rank_of
from kb.web.cards import Cards
from kb.web.labels import icon, link, number
from kb.web.lapor import missing
from kb.web.outline import outline_html
from kb.web.wording import telling

HINT = '<p class="kb-petunjuk">Tulis pertanyaan atau rujukan pasal, lalu tekan Enter; atau mulai dari contoh di bawah.</p>'
_ALERT = icon('<circle cx="8" cy="8" r="6.25"/><path d="M8 4.5v4.2m0 2.3v.6"/>')


def fault_html(words: str) -> str:
    """A foreseen fault as one calm line."""
    return f'<p class="kb-salah" role="alert">{_ALERT}<span>{escape(words)}</span></p>'


def answer_html(answer: Answer, cards: Cards, on: datetime.date | None) -> str:
    """The cards of an answer, or what is held where there is none.

    Args:
        answer: What was found.
        cards: Makes a card of each hit.
        on: The day asked for, None for today.
    """
    question = answer.question
    chosen = ", ".join([*question.jenis, *question.wilayah])
    scope = f"status per {in_words(question.on)}" + (f" · hanya {chosen}" if chosen else "")
    if not answer.answered:
        return _results(f"0 klausul · {scope}", _question_link(answer, on), _nothing(answer, cards))
    note = f'<p class="kb-catatan">{escape(answer.message)}</p>' if answer.message else ""
    stems = telling(question.text)
    listed = "".join(
        (f'<h2 class="kb-lapis">{escape(title)}</h2>' if title else "") + _listed(cards.card(hit, stems, on) for hit in hits)
        for title, hits in layered(answer)
    )
    return _results(f"{len(answer.hits)} klausul · {scope}", _question_link(answer, on), note + listed)


def layered(answer: Answer) -> list[tuple[str, list[Hit]]]:
    """The hits under their titles: with a region chosen its own letters come first, then the national rules in order of rank."""
    regions = {region.casefold() for region in answer.question.wilayah}
    if not regions:
        return [("", list(answer.hits))]
    own = [hit for hit in answer.hits if hit.regulation.wilayah.casefold() in regions]
    above = sorted((hit for hit in answer.hits if hit not in own), key=lambda hit: rank_of(hit.regulation.jenis))
    titles = (f"Ketentuan {', '.join(answer.question.wilayah)}", "Aturan nasional di atasnya, menurut tingkatannya")
    return [(title, hits) for title, hits in zip(titles, (own, above), strict=True) if hits]


def opened_html(address: str, cards: Cards, on: datetime.date | None) -> str:
    """The clauses at an address with their neighbours unfolded, or an instrument's outline, or that it is not held."""
    address = address.strip()[:MAX_QUESTION]
    try:
        hits = cards.kb.show(address, on)
    except QuestionError:
        return _results("0 klausul", link(address, on), not_at_html(address, cards, on))
    scope = f"status per {in_words(on or datetime.date.today())}"
    if address in cards.kb.catalogue.regulations:
        return _results(f"{hits[0].regulation.short} · {scope}", link(address, on), outline_html(hits, cards, on))
    listed = _listed(cards.card(hit, on=on, opened=True) for hit in _paired(hits))
    return _results(f"Tautan klausul · {scope}", link(address, on), listed)


def not_at_html(address: str, cards: Cards, on: datetime.date | None) -> str:
    """That nothing is held at an address, with what is held near it."""
    regulation = cards.kb.catalogue.get(address.partition("/")[0])
    if regulation is None:
        remedy = f'Contoh alamat yang benar: <a href="{link("pp-94-2021/pasal-5", on)}">pp-94-2021/pasal-5</a>.'
    elif regulation.short in cards.links:
        remedy = f'Lihat isi yang dipegang: <a href="{escape(link(regulation.kunci, on))}">{escape(regulation.short)}</a>.'
    else:
        remedy = f"{escape(regulation.short)} dikenal, tetapi isinya tidak dipegang."
    return f'<div class="kb-kosong"><p><strong>{escape(address[:200])} tidak ada dalam korpus ini.</strong> {remedy}</p></div>'


def _paired(hits: Iterable[Hit]) -> list[Hit]:
    """One hit an address: the first text as the quote, the next as its companion."""
    out: dict[str, Hit] = {}
    for hit in hits:
        first = out.setdefault(hit.clause.address, hit)
        if first is not hit and first.companion is None:
            out[hit.clause.address] = replace(first, companion=hit.clause)
    return list(out.values())


def _question_link(answer: Answer, on: datetime.date | None) -> str:
    """The query string that asks this again."""
    question = answer.question
    asked = {
        "tanya": question.text,
        "tanggal": on.isoformat() if on else "",
        "jenis": ",".join(question.jenis),
        "wilayah": ",".join(question.wilayah),
    }
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def _results(state: str, shown: str, html: str) -> str:
    """Results under the line that says what they are; ``shown`` is the query string that shows them again."""
    return (
        f'<section class="kb-hasil" aria-label="Hasil" data-ke="{escape(shown)}"><p class="kb-keadaan">{escape(state)}</p>{html}</section>'
    )


def _listed(cards: Iterable[str]) -> str:
    return f'<ol class="kb-daftar">{"".join(f"<li>{card}</li>" for card in cards)}</ol>'


def _nothing(answer: Answer, cards: Cards) -> str:
    counts = cards.kb.manifest.counts
    first, stop, rest = answer.message.partition(". ")
    filtered = "<li>Kosongkan saringan jenis dan wilayah.</li>" if answer.question.jenis or answer.question.wilayah else ""
    return (
        f'<div class="kb-kosong"><p><strong>{escape(first + stop.strip())}</strong> {escape(rest)}</p>'
        f"{_unknown(answer, cards)}"
        f"<p>Yang dipegang: {number(counts['regulations'])} peraturan, {number(counts['clauses'])} klausul; lihat tab Korpus.</p>"
        f"<p>Yang dapat dicoba:</p><ul>{filtered}"
        "<li>Ceritakan perbuatannya dengan kata lain, misalnya “ikut kampanye” atau “foto bersama calon”.</li>"
        "<li>Sebut pasalnya, misalnya “Pasal 5 huruf n PP 94/2021”.</li>"
        "<li>Tambahkan naskah yang belum ada: <code>kb build --corpus corpus --corpus FOLDER</code>.</li></ul>"
        f"<p>{missing(answer, cards.library.generation)}</p></div>"
    )


def _unknown(answer: Answer, cards: Cards) -> str:
    """The question's words that no clause has, with the nearest that one has."""
    words = cards.kb.unknown_words(answer.question.text)
    told = [f"“{escape(word)}”{f' (dekat: {escape(near)})' if near else ''}" for word, near in list(words.items())[:8]]
    return f"<p>Kata dasar yang tidak ada dalam klausul mana pun: {', '.join(told)}.</p>" if told else ""
