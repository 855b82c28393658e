"""A quotation in an article against the clause it quotes, word by word: the wording where it is held, else the ringkasan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from kb.indexing.clauses import StoredClause

_QUOTED = re.compile(r"[\"“]([^\"“”]{25,2000})[\"”]")
_WORD = re.compile(r"[^\W_]+")
_NEAR = 0.3
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``same`` in both, ``quoted`` in the article alone, ``held`` in the clause alone."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with the text it was compared with: its span, that text's nature, whether every word agrees, the differences."""

    start: int
    end: int
    nature: str
    exact: bool
    pieces: tuple[Piece, ...]


def quotation_near(text: str, sentence: tuple[int, int], clause: StoredClause) -> Quotation | None:
    """The quotation in or right after a sentence, compared with a clause; None where there is none or it quotes something else."""
    match = _QUOTED.search(text, sentence[0], min(len(text), sentence[1] + 2000))
    if match is None or match.start() > sentence[1]:
        return None
    quoted = _WORD.findall(match[1])[:_MOST_WORDS]
    pieces = _compared(match[1], clause.text)
    same = sum(len(p.words.split()) for p in pieces if p.kind == "same")
    if same < _NEAR * len(quoted):
        return None
    inner = pieces[1 if pieces[0].kind == "held" else 0 : len(pieces) - (1 if pieces[-1].kind == "held" else 0)]
    return Quotation(match.start(1), match.end(1), str(clause.nature), all(p.kind == "same" for p in inner), tuple(inner))


@lru_cache(maxsize=256)
def _compared(quoted: str, held: str) -> list[Piece]:
    return _pieces(_WORD.findall(quoted)[:_MOST_WORDS], _WORD.findall(held)[: 4 * _MOST_WORDS])


def _pieces(quoted: Sequence[str], held: Sequence[str]) -> list[Piece]:
    """The runs of words in order, case apart."""
    out: list[Piece] = []
    matcher = SequenceMatcher(None, [w.casefold() for w in quoted], [w.casefold() for w in held], autojunk=False)
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            out.append(Piece("same", " ".join(quoted[i:j])))
            continue
        out += [Piece("quoted", " ".join(quoted[i:j]))] if j > i else []
        out += [Piece("held", " ".join(held[k:m]))] if m > k else []
    return out
