"""Find the diktum of a decree, KESATU, KEDUA and so on, each with its own words.

In many PDF the labels of the left column are read apart from the words beside them. Words are then given to labels
only where there are as many paragraphs as labels, and that is told as a problem; else the labels are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.law.numbering import ordinal
from kb.law.regulation import Problem

_LABEL = re.compile(
    r"(?:^|(?<=\f))[ \t]*(?P<n>(?:PERTAMA|KE[A-Z]{3,}?)(?:[ \t]+(?:BELAS|PULUH))?"
    r"(?:[ \t]+(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN))?)"
    r"(?P=n)?(?:[ \t]*(?::|\r?(?=[\n\f]|\Z))|[ \t]+(?=[A-Z][a-z]))",
    re.MULTILINE,
)
_DECISION = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\S{0,6}|Menetapkan\s*:")
_CLOSING = re.compile(r"^[ \t]*(?:Ditetapkan|Ditandatangani|Dikeluarkan)\s+(?:di|pada)\b", re.MULTILINE)
_SENTENCE = re.compile(r"\.\s*\n")
_LINE = re.compile(r"[^\n\f]+")
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Diktum:
    """One diktum: its ordinal as an address has it (``kedua-belas``), where it starts, its words start, and they end."""

    number: str
    start: int
    words: int
    end: int


def diktum_of(text: str, problems: list[Problem]) -> list[Diktum]:
    """The diktum in order; one out of order is none.

    Args:
        text: The document's reading text.
        problems: What could not be settled, and what was settled by counting, is added here.
    """
    labels = _labels(text)
    if not labels:
        return []
    decision = _DECISION.search(text)
    closing = _CLOSING.search(text, decision.end() if decision else labels[0].start)
    last = closing.start() if closing else len(text)
    title = _SENTENCE.search(text, decision.end(), last) if decision else None
    inside = not decision or (labels[0].start > decision.start() and labels[-1].start < last)
    found = _in_place(text, labels, last) if inside else None
    if found is None:
        found = _beside(text, labels, title.end(), last) if title else None
    names = " ".join(label.number.replace("-", " ").upper() for label in labels)
    where = (labels[0].start, labels[0].words)
    if found is None:
        problems.append(Problem(f"diktum {names}: terpisah dari kata-katanya dan tidak dapat dipasangkan", *where))
    elif any(one.start == one.words for one in found):
        problems.append(Problem(f"diktum {names}: sebagian terpisah dari kata-katanya; dipasangkan menurut urutan", *where))
    return found or []


def _in_place(text: str, labels: list[Diktum], last: int) -> list[Diktum] | None:
    """Each label with the words up to the next; labels that stand together share out the paragraphs after them."""
    out: list[Diktum] = []
    waiting: list[Diktum] = []
    for i, label in enumerate(labels):
        stop = labels[i + 1].start if i + 1 < len(labels) else max(last, label.words)
        waiting.append(Diktum(label.number, label.start, label.words, stop))
        if i + 1 < len(labels) and not text[label.words : stop].strip():
            continue
        shared = waiting if len(waiting) == 1 else _beside(text, waiting, label.words, stop)
        if shared is None:
            return None
        out += shared
        waiting = []
    return out


def _beside(text: str, labels: list[Diktum], start: int, end: int) -> list[Diktum] | None:
    """The labels with the paragraphs of a stretch, one each, None unless there are as many."""
    found = _paragraphs(text, start, end)
    if len(found) != len(labels):
        return None
    return [Diktum(label.number, begin, begin, stop) for label, (begin, stop) in zip(labels, found, strict=True)]


def _labels(text: str) -> list[Diktum]:
    out: list[Diktum] = []
    for match in _LABEL.finditer(text):
        if ordinal(match["n"]) == len(out) + 1:
            out.append(Diktum("-".join(match["n"].lower().split()), match.start("n"), match.end(), match.end()))
    return out


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of a stretch, each to the line that ends its sentence; labels, page heads and catchwords are none."""
    out: list[tuple[int, int]] = []
    begin = -1
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if not words or (begin < 0 and _is_furniture(words)):
            continue
        begin = begin if begin >= 0 else line.start() + len(line[0]) - len(line[0].lstrip())
        if words.endswith((".", ";")) and not words.endswith(".."):
            out.append((begin, line.start() + len(line[0].rstrip())))
            begin = -1
    return out


def _is_furniture(line: str) -> bool:
    """Whether a line is a label, a page's head or number, or a catchword."""
    letters = [c for c in line if c.isalpha()]
    few = len(line.split()) <= _FEW_WORDS
    return line.endswith("..") or not letters or line == "Menetapkan" or (few and sum(map(str.isupper, letters)) >= len(letters) / 2)
