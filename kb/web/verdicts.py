"""A checked article as HTML: its own words with each reference marked, and beside it what is said of each. All text is escaped."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape

from kb.answer.quotation import Quotation
from kb.answer.verdicts import Reference, Verdict
from kb.articles import Article
from kb.indexing.clauses import StoredClause
from kb.law.catalogue import STATUS_LABELS, Status
from kb.records import NATURE_LABELS
from kb.reports import VERDICT_LABELS, report, summary
from kb.web.labels import icon, link, nature_label
from kb.web.wording import clause_html

_RING = '<circle cx="8" cy="8" r="6.25"/>'
_CROSS = f'{_RING}<path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>'
_ICONS = {
    Verdict.OK: f'{_RING}<path d="m5.2 8.2 2 2 3.7-4.2"/>',
    Verdict.REVOKED: f'{_RING}<path d="M8 4.3V8l2.4 1.6"/>',
    Verdict.NOT_HELD: f'{_RING}<path d="M4.8 8h6.4"/>',
    Verdict.UNCLEAR: f'{_RING}<path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1m0 2v.5"/>',
}
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_KINDS = {Verdict.OK: "tepat", Verdict.REVOKED: "dicabut", Verdict.NOT_HELD: "kosong", Verdict.UNCLEAR: "ragu"}
_FORMS = {".md": ("Markdown", "text/markdown"), ".docx": ("DOCX", "application/octet-stream"), ".json": ("JSON", "application/json")}
_MOST_SHOWN = 400


def checked_html(article: Article, references: Sequence[Reference]) -> str:
    """An article shown back with its references marked, and the list of them."""
    cut = f" Ditampilkan {_MOST_SHOWN} yang pertama; semuanya ada dalam laporan." if len(references) > _MOST_SHOWN else ""
    shown = references[:_MOST_SHOWN]
    listed = "".join(_item(number, reference) for number, reference in enumerate(shown, start=1))
    beside = f'<ol class="kb-rujukan">{listed}</ol>' if shown else ""
    return (
        f'<div class="kb-hasil"><p class="kb-keadaan" role="status">{escape(summary(references))}{cut}</p>{_downloads(article, references)}'
        '<div class="kb-periksa"><article class="kb-tulisan" dir="auto" aria-label="Tulisan dengan rujukan bertanda">'
        f"{_marked(article.text, shown)}</article>{beside}</div></div>"
    )


def clean(text: str) -> str:
    r"""Text with characters that are not seen, or that turn the line round, made visible.

    >>> clean("a\u202eb")
    'a�b'
    """
    return _HIDDEN.sub("\ufffd", text)


def _marked(text: str, references: Sequence[Reference]) -> str:
    out, end = [], 0
    for number, reference in enumerate(references, start=1):
        if reference.start < end:
            continue
        words = VERDICT_LABELS[reference.verdict]
        told = "" if reference.verdict is Verdict.OK else f'<span class="kb-kata">{escape(words)}</span>'
        out.append(escape(clean(text[end : reference.start])))
        out.append(
            f'<a class="kb-ruj {_kind(reference.verdict)}" href="#rujukan-{number}" title="{escape(words)}">'
            f"<mark>{escape(clean(reference.text))}</mark>{_sign(reference.verdict)}{told}"
            f'<span class="kb-siaran">({escape(words)}, rujukan {number})</span></a>'
        )
        end = reference.end
    out.append(escape(clean(text[end:])))
    return "".join(out)


def _kind(verdict: Verdict) -> str:
    return f"kb-v-{_KINDS.get(verdict, 'salah')}"


def _sign(verdict: Verdict) -> str:
    return icon(_ICONS.get(verdict, _CROSS))


def _item(number: int, reference: Reference) -> str:
    finding = reference.finding
    words = VERDICT_LABELS[reference.verdict]
    facts = [
        ("Mungkin maksudnya", escape(finding.suggestion)),
        ("Status hari ini", escape(STATUS_LABELS[Status(reference.status_now)]) if reference.status_now else ""),
        ("Alamat", f'<a href="{escape(link(reference.address))}">{escape(reference.address)}</a>' if finding.clause else ""),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    state = "" if reference.verdict in (Verdict.OK, Verdict.NOT_HELD) else " open"
    return (
        f'<li class="{_kind(reference.verdict)}"><details{state}><summary>'
        f'<span class="kb-putusan">{_sign(reference.verdict)}{escape(words)}</span> '
        f'<span class="kb-dirujuk" dir="auto">{number}. {escape(clean(" ".join(reference.text.split())))}</span></summary>'
        f'<div id="rujukan-{number}" tabindex="-1"><p>{escape(clean(finding.reason))}</p>{f"<dl>{listed}</dl>" if listed else ""}'
        f"{_compared(reference.quotation)}{_clause(finding.clause)}{_clause(finding.better, 'Yang memuatnya')}</div></details></li>"
    )


def _clause(clause: StoredClause | None, title: str = "Bunyi yang dipegang") -> str:
    if clause is None:
        return ""
    return (
        f'<div class="kb-isi"><p class="kb-catatan">{title}: {escape(clause.locator.cite())} · {nature_label(clause.nature)}</p>'
        f'<blockquote class="kb-kutipan kb-{clause.nature}">{clause_html(clause)}</blockquote></div>'
    )


def _compared(quotation: Quotation | None) -> str:
    """A quotation with what differs from the text held: the article's own words struck out, the held ones put in."""
    if quotation is None:
        return ""
    against = escape(NATURE_LABELS[quotation.nature])
    if quotation.exact:
        return f'<p class="kb-beda">Kutipannya sama kata demi kata dengan naskah yang dipegang ({against}).</p>'
    tags = {"same": "span", "quoted": "del", "held": "ins"}
    words = " ".join(f"<{tags[p.kind]}>{escape(clean(p.words))}</{tags[p.kind]}>" for p in quotation.pieces)
    return (
        f'<details class="kb-beda"><summary>Kutipan dibandingkan kata demi kata ({against})</summary>'
        '<p class="kb-catatan">Dicoret: hanya pada tulisan. Digarisbawahi: hanya pada naskah yang dipegang.</p>'
        f'<p dir="auto">{words}</p></details>'
    )


def _downloads(article: Article, references: Sequence[Reference]) -> str:
    """The report in each form, inside the page itself, so that nothing of the article stays on disk."""
    if not references:
        return ""
    links = []
    for suffix, (name, mime) in _FORMS.items():
        data = base64.b64encode(report(suffix, article, references)).decode()
        links.append(f'<a download="verifikasi-rujukan{suffix}" href="data:{mime};base64,{data}">{name}</a>')
    return f'<p class="kb-unduh"><span>Unduh laporan:</span> {" ".join(links)}</p>'
