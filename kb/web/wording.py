"""The words of a clause as HTML: lines as blocks, table rows as tables, the question's words marked.

Words are only escaped and wrapped in elements, never changed. What is left out is what the parser
leaves out too: the annotation lines of our own files, and the bars that draw a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import groupby

from kb.indexing.clauses import StoredClause
from kb.indexing.lexical import analyse
from kb.law.regulation import Unit
from kb.law.terms import JENIS

SHOWN = 900
"""Characters of a long clause that are shown before the fold, at least; it breaks where a block does."""

_LONGEST_BLOCK = 1500
_WORDS_REMEMBERED = 20_000
_WORD = re.compile(r"[^\W_]+")
_ANNOTATION = re.compile(r"[ \t]*<!--.*?-->[ \t]*")
_SIGN = re.compile(r"\s*(\(\d+[a-z]?\)|\d{1,3}[a-z]?\.|[a-z]{1,2}\.|[-•])\s+(?=\S)")
_HEADING = re.compile(r"\s*(?:Pasal\s+\d+[A-Z]*|LAMPIRAN(?:\s+[IVX]+)?|KE[A-Z]+)\s*")
_RULE = re.compile(r"[\s|:-]+")
_ROW_NUMBER = ("no", "no.", "nomor")
_NOT_TELLING = frozenset(analyse(" ".join([*Unit, "nomor tahun", *(j.short for j in JENIS)])))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or table line: its kind, its sign as printed, its depth from 0, its words."""

    kind: str
    sign: str
    depth: int
    words: str


def telling(question: str) -> frozenset[str]:
    """The stems of a question's words that are worth marking in an answer.

    >>> sorted(telling("Pasal 5 huruf n PP 94/2021: dukungan kepada calon?"))
    ['calon', 'dukung']
    """
    return frozenset(s for s in analyse(question) if len(s) > 2 and not s.isdecimal() and s not in _NOT_TELLING)


def marked(text: str, stems: frozenset[str]) -> str:
    """A text escaped, with the words of the given stems in ``<mark>``.

    >>> marked("memberi dukungan <b>", frozenset({"dukung"}))
    'memberi <mark>dukungan</mark> &lt;b&gt;'
    """
    out, end = [], 0
    for word in _WORD.finditer(text) if stems else ():
        if not stems.isdisjoint(_stems(word[0])):
            out += [escape(text[end : word.start()]), f"<mark>{escape(word[0])}</mark>"]
            end = word.end()
    return "".join([*out, escape(text[end:])])


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(analyse(word))


def blocks(text: str) -> list[Block]:
    r"""A clause's text cut where its lines begin an ayat, huruf, angka, heading or table row; other lines join.

    >>> [(b.kind, b.sign, b.depth, b.words) for b in blocks("a. memilih\n   calon:\n   1. satu;")]
    [('butir', 'a.', 0, 'memilih\n   calon:'), ('butir', '1.', 1, 'satu;')]
    """
    out: list[Block] = []
    signs: list[str] = []
    apart = True
    for line in _ANNOTATION.sub("", text).split("\n"):
        if not line.strip():
            apart = True
            continue
        block = _block(line, signs)
        if out and not apart and block.kind == "alinea" and out[-1].kind in ("alinea", "butir"):
            out[-1] = replace(out[-1], words=f"{out[-1].words}\n{line}")
        else:
            out.append(block)
        apart = False
    return out


def plain(clause: StoredClause) -> str:
    """A clause's words on one line, without headings and table rows."""
    return " ".join(" ".join(b.words.split()) for b in blocks(clause.text) if b.kind in ("alinea", "butir"))


def _block(line: str, signs: list[str]) -> Block:
    """The block a line begins; ``signs`` holds the kinds of sign met so far, the outermost first."""
    if line.lstrip().startswith("|"):
        return Block("baris", "", 0, line)
    if sign := _SIGN.match(line):
        kind = re.sub(r"[a-z]+", "a", re.sub(r"\d+[a-z]?", "1", sign[1]))
        if kind not in signs:
            signs.append(kind)
        return Block("butir", sign[1], min(signs.index(kind), 3), line[sign.end() :])
    return Block("kepala" if _HEADING.fullmatch(line) else "alinea", "", 0, line)


def clause_html(clause: StoredClause, stems: frozenset[str] = frozenset()) -> str:
    """A clause's words: the labelled cells of an annex row, or its blocks with what is long behind a fold."""
    if clause.cells:
        return cells_html(clause, stems)
    shown, folded = _cut(blocks(clause.text))
    if not folded:
        return _html(shown, stems)
    more = f"{sum(len(b.words) for b in folded):,}".replace(",", ".")
    return (
        f'{_html(shown, stems)}<details class="kb-lanjut"><summary>Tampilkan kelanjutannya ({more} karakter lagi)</summary>'
        f"{_html(folded, stems)}</details>"
    )


def whole_html(clause: StoredClause) -> str:
    """A clause's words, all of them in sight."""
    return cells_html(clause, frozenset()) if clause.cells else _html(blocks(clause.text), frozenset())


def lead_html(clause: StoredClause) -> str:
    """A clause's own words before its first child, without the fold; its cells if it is an annex row."""
    return cells_html(clause, frozenset()) if clause.cells else _html(blocks(clause.lead), frozenset())


def cells_html(clause: StoredClause, stems: frozenset[str]) -> str:
    """An annex row as a list of column headings and cells, without its number, which its citation gives."""
    told = [cell for cell in clause.cells if cell[0].casefold() not in _ROW_NUMBER]
    rows = (f"<div><dt>{escape(h)}</dt><dd>{marked(words, stems)}</dd></div>" for h, words in told)
    return f'<dl class="kb-sel">{"".join(rows)}</dl>'


def _cut(found: list[Block]) -> tuple[list[Block], list[Block]]:
    """Blocks to show and blocks to fold; a short rest is not worth a fold, a very long block is cut at a space."""
    pieces = [piece for block in found for piece in _pieces(block)]
    length = 0
    for i, piece in enumerate(pieces):
        length += len(piece.words)
        rest = sum(len(p.words) for p in pieces[i + 1 :])
        if length >= SHOWN and rest > SHOWN // 2:
            return pieces[: i + 1], pieces[i + 1 :]
    return pieces, []


def _pieces(block: Block) -> Iterator[Block]:
    words = block.words
    while len(words) > _LONGEST_BLOCK and (space := words.rfind(" ", 0, SHOWN)) > 0:
        yield replace(block, words=words[:space])
        block, words = replace(block, kind="alinea", sign="", words=words[space:]), words[space:]
    yield replace(block, words=words)


def _html(found: Iterable[Block], stems: frozenset[str]) -> str:
    out = []
    for is_table, group in groupby(found, key=lambda b: b.kind == "baris"):
        listed = list(group)
        out += [_table([b.words for b in listed], stems)] if is_table else [_paragraph(b, stems) for b in listed]
    return "".join(out)


def _paragraph(block: Block, stems: frozenset[str]) -> str:
    words = marked(block.words, stems)
    if block.kind == "butir":
        return f'<p class="kb-butir kb-d{block.depth}"><span class="kb-tanda">{escape(block.sign)}</span> <span>{words}</span></p>'
    return f'<p class="kb-{block.kind}">{words}</p>'


def _table(lines: list[str], stems: frozenset[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)]
    body = ("".join(f"<td>{marked(cell, stems)}</td>" for cell in row) for row in rows)
    return f'<div class="kb-gulung"><table>{"".join(f"<tr>{cells}</tr>" for cells in body)}</table></div>'
