"""Find the marks a regulation is laid out by: Pasal, BAB, Bagian, Paragraf, annexes.

A mark is told from a mention by its place in the line, by its neighbours, and above all by the
document's own consistency: the Pasal that stand in the text are the heaviest rising chain of candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kb.law.numbering import from_roman, sort_key


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading candidate: its number as read, half-open span, and how much it looks like a heading."""

    number: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Division:
    """A BAB, Bagian or Paragraf: level 0 to 2, its printed heading with title, and its span."""

    level: int
    title: str
    start: int
    end: int


_PASAL = re.compile(
    r"(?<![\w-])(?:Pasal|PASAL|PasaI|Pasa1|Pasai|Pasa-l)\s+\^?"
    r"(?P<n>[0-9][0-9OolI]{0,2}[A-Z]?(?![\w])|[IVX]{1,4}(?!\w))"
    r"(?P<dot>\.(?=\s+[A-Z(0-9\"“\[]))?"  # the old style: "Pasal 1. Setiap orang ..."
)
MENTION_BEFORE = re.compile(
    r"(?:\b(?:[Dd]alam|[Pp]ada|dan|atau|dengan|dari|ketentuan|sampai|ke|menurut|jo|juncto|oleh|dan/atau|antara|terhadap|"
    r"melanggar|dimaksud|[Bb]erdasarkan|penjelasan|bunyi|yaitu|isi|tersebut|rumusan|[Kk]etentuan)|[,(/])\s*$"
)
MENTION_AFTER = re.compile(
    r"\s*(?:ayat|huruf|angka|dan\b|sampai\b|jo\b|juncto|atau\b|[,;):]|\.\s*$|serta\b|[Uu]ndang\W{0,3}[Uu]ndang(?!\s+ini)|[Pp]eraturan\s+(?:[Pp]emerintah|[Pp]residen|[Mm]enteri|[Dd]aerah)(?!\s+(?:[Pp]engganti\s+[Uu]ndang-?\s?[Uu]ndang\s+)?(?:ini|diundangkan|mulai))|UU|PP\b|(?:Perp(?:pu|res)?|Permen\w*|Perda|Pergub|Perbup|Perwali|Perbawaslu|PKPU|SKB)\b|KUH|[Kk]itab|[Kk]onvensi)"
)
_STARTS_NORM = re.compile(r"\s*(?:\(\s?[1lI]\s?[)\]1]|[A-Z“\"]|[0-9]{1,2}\.\s|a\.\s)")
_ORDERS_CHANGE = re.compile(
    r"[\s.:]*(?:[1I]\.\s+)?(?:Mengubah|Merubah|Menambah|Beberapa|Ketentuan|Di\s?antara|Pasal\s+\d|Undang-[Uu]ndang|Peraturan|Ordonan|Lampiran)"
)
_CHANGES = re.compile(
    r"\b(?:di(?:ubah|rubah|tambah|hapus|sisipkan)|[Mm](?:engubah|erubah|enambah)|berbunyi|harus dibaca|ditetapkan (?:se|men)\w+ [Uu]ndang)"
)
_DIVISION = re.compile(
    r"(?<![\w-])(?:(?P<bab>BAB\s+(?:[IVXLCl1]+[A-Z]?)(?!\w))|(?P<bagian>Bagian\s+(?:Ke[a-z]+|Pertama)(?:\s+(?:[Bb]elas|[Pp]uluh)(?:\s+[A-Z]?[a-z]+)?)?)|(?P<paragraf>Paragraf\s+[0-9lI]+))"
)
_SENTENCE_END = re.compile(r"[.;:](?=\s)")
_DIVISION_REACH = 3000
_GAP_COST, _GAP_MOST = 0.25, 2.5


def pasal_chain(text: str, start: int, end: int) -> list[Mark]:
    """The Pasal headings of a stretch of text, numbers strictly rising, Roman ones (amending laws) apart.

    Among all candidates the chain with the most weight wins, of equals the one that stands closest
    together (a law that enacts another carries two Pasal 1); a gap in the numbers costs, so that a
    lone mention of Pasal 86 between Pasal 5 and Pasal 6 is not worth taking.
    """
    candidates = _candidates(text, start, end)
    arabic = _best_chain([m for m in candidates if m.number[0].isdecimal()])
    roman = _rising([m for m in candidates if not m.number[0].isdecimal()])
    if roman and not _is_roman(text, roman, arabic):
        one = Mark("1", roman[0].start, roman[0].end, roman[0].weight / 2)
        arabic = _best_chain(sorted([*(m for m in candidates if m.number[0].isdecimal()), one], key=lambda m: m.start))
        roman = []
    return sorted([*arabic, *roman], key=lambda m: m.start)


def _is_roman(text: str, roman: list[Mark], arabic: list[Mark]) -> bool:
    """Whether Pasal I is one and not a misread 1, told by what it says and by what comes after it, Pasal II or Pasal 2."""
    later = [mark.number for mark in arabic if mark.start > roman[0].start]
    after = roman[0].end
    if _ORDERS_CHANGE.match(text, after) and _CHANGES.search(text, after, after + 500):
        return True
    changes = bool(_CHANGES.search(text, after, after + 500))
    return later[:1] != ["2"] and (changes or len(roman) > 1)


def _rising(marks: list[Mark]) -> list[Mark]:
    out: list[Mark] = []
    for mark in marks:
        if (from_roman(mark.number) or 0) == len(out) + 1:
            out.append(mark)
    return out


def _candidates(text: str, start: int, end: int) -> list[Mark]:
    marks = []
    for match in _PASAL.finditer(text, start, end):
        number = match["n"]
        if number[0].isdecimal():
            number = re.sub(r"[lI]", "1", number[:-1].replace("O", "0").replace("o", "0")) + number[-1]
            if number[-1] in "lI" and len(number) > 1:
                number = number[:-1] + "1"
            elif number[-1] in "Oo":
                number = number[:-1] + "0"
        weight = _heading_weight(text, match.start(), match.end(), end, dotted=bool(match["dot"]))
        if weight > 0 and (number[0].isdecimal() or weight >= 1):
            marks.append(Mark(number, match.start(), match.end(), weight))
    return marks


def _heading_weight(text: str, start: int, stop: int, end: int, dotted: bool) -> float:
    """How much a candidate looks like a heading; ``dotted`` is the old style, "Pasal 1. Setiap orang ..."."""
    before = text[max(0, start - 60) : start]
    after = text[stop : min(end, stop + 60)]
    opens = not before.strip() or "\n" in before[len(before.rstrip()) :] or "\f" in before[len(before.rstrip()) :]
    closes = not after.strip() or "\n" in after[: len(after) - len(after.lstrip())]
    mention_before, mention_after = MENTION_BEFORE.search(before), None if dotted else MENTION_AFTER.match(after)
    norm = bool(_STARTS_NORM.match(after))
    if opens and closes:
        return 0.0 if mention_before and (mention_after or not norm) else 0.4 if mention_before or mention_after else 3.0
    if mention_after or mention_before or not norm:
        return 0.0
    if opens:
        return 2.0
    last_word = before.split()[-1] if before.split() else ""
    ended = bool(re.search(r"[.;:)\"”]$", before.rstrip())) or not last_word[:1].islower()
    return 1.0 if ended else 0.4


def _best_chain(marks: list[Mark]) -> list[Mark]:
    """The rising chain of greatest total weight less the cost of its gaps; of equals the later, so the closer one."""
    ending: dict[tuple[int, str], tuple[float, int]] = {}  # for each number the best chain that ends with it
    back: list[int] = []
    scores: list[float] = []
    for j, mark in enumerate(marks):
        key = sort_key(mark.number)
        score, link = mark.weight - _gap(0, key[0]), -1
        for before, (total, i) in ending.items():
            joined = total + mark.weight - _gap(before[0], key[0])
            if before < key and (joined, i) >= (score, link):
                score, link = joined, i
        back.append(link)
        scores.append(score)
        if score >= ending.get(key, (float("-inf"), -1))[0]:
            ending[key] = (score, j)
    chain: list[Mark] = []
    at = max(range(len(marks)), key=lambda i: (scores[i], -i), default=-1)
    while at >= 0:
        chain.append(marks[at])
        at = back[at]
    return chain[::-1]


def _gap(previous: int, number: int) -> float:
    return min(_GAP_MOST, _GAP_COST * max(0, number - previous - 1))


def divisions(text: str, start: int, pasal: list[Mark]) -> list[Division]:
    """The BAB, Bagian and Paragraf headings, each of which runs without a sentence up to a Pasal heading."""
    out: list[Division] = []
    floor = start
    for mark in pasal:
        window = max(floor, mark.start - _DIVISION_REACH)
        found = list(_DIVISION.finditer(text, window, mark.start))
        while found and _SENTENCE_END.search(text, found[0].end(), mark.start):
            found.pop(0)
        stops = [*(m.start() for m in found[1:]), mark.start]
        for match, stop in zip(found, stops, strict=False):
            level = ("bab", "bagian", "paragraf").index(match.lastgroup or "bab")
            title = " ".join(text[match.start() : stop].split())
            out.append(Division(level, title, match.start(), stop))
        floor = mark.end
    return out


def heading_at(found: list[Division], offset: int) -> tuple[str, ...]:
    """The titles of the divisions an offset stands in, outermost first."""
    current: dict[int, str] = {}
    for division in found[: bisect_left([d.start for d in found], offset)]:
        current = {level: title for level, title in current.items() if level < division.level}
        current[division.level] = division.title
    return tuple(current[level] for level in sorted(current))


_LAMPIRAN = re.compile(r"(?:^|(?<=\f))[ \t]*LAMPIRAN(?:[ \t]+(?P<n>[IVX]{1,5}|[0-9]{1,2}))?(?![ \t]*:)\b", re.MULTILINE)


def annex_marks(text: str, start: int, end: int) -> list[Mark]:
    """The annex headings that stand on their own line; repeated headings of one annex count once, and LAMPIRAN 0 or IIIII is none."""
    out: list[Mark] = []
    for match in _LAMPIRAN.finditer(text, start, end):
        number = match["n"] or ""
        counts = not number or (int(number) > 0 if number.isdecimal() else from_roman(number) is not None)
        if counts and not any(m.number == number for m in out):
            out.append(Mark(number, match.start(), match.end(), 1.0))
    return out


def until_next(marks: list[Mark], end: int) -> Iterator[tuple[Mark, int]]:
    """Each mark with where the next one, or the stretch, begins or ends."""
    yield from zip(marks, [*(m.start for m in marks[1:]), end], strict=False)
