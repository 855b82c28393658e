"""Find the Pasal headings that a bad text layer hides, by the numbers that are missing where they stand.

The headings that are clear bound the search: between Pasal 206 and Pasal 208 only the number 207 is looked for, so that
"Pasal 2OT" can be read as nothing else. A heading that was not read as printed is told as a problem, never taken in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from kb.law.regulation import Problem
from kb.read.marks import MENTION_AFTER, MENTION_BEFORE, Mark

_WORD = re.compile(
    r"(?<![A-Za-z-])(?:[PpF] ?[aA] ?[sS5] ?[aA]?[.,']? ?[lLIi17tTJjd!|\]\[]|P:? ?rsal|Paal)(?![a-hkm-pru-z])[\s'.^]{0,3}(?=\S)"
)
_AS = {
    **{digit: digit for digit in "0123456789"},
    **dict.fromkeys("oQDU", "0") | dict.fromkeys("lILiJjt|!][", "1") | {"O": "0", "I": "1"},
    **dict.fromkeys("z", "2") | {"Z": "27", "A": "4"} | dict.fromkeys("Ss", "5") | dict.fromkeys("Gb", "6"),
    **dict.fromkeys("T?", "7") | {"&": "8", "B": "8"} | dict.fromkeys("gq", "9"),
}
"""The digits a glyph of a bad text layer can stand for."""
_GLYPH = f"[{re.escape(''.join(_AS))}]"
_NUMBERS = [re.compile(rf"{_GLYPH}(?: ?{_GLYPH}){{{more}}}(?![0-9A-Za-z])") for more in (2, 1, 0)]
DECISION = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Menetapkan", re.IGNORECASE)
_STARTS_NORM = re.compile(r"[\s.:^]*(?:[({\[]\s?[1lIiUtT]\s?[)\]}1]?\s|\(\d\)\s|[A-Z“\"‘]|[0-9]{1,2}[.)]\s|a[.)]\s)|[.\s]*$")
_STARTS_LOWER = re.compile(r"\.\s+[a-z]")
_NOISE = re.compile(r"[_^]|(?:INDONESIA|[-_])\s*[-_~]*\s?\d{1,3}\s?[-_~]*(?=\s*$)")
"""A converter's marks, and the number of a page below its printed head."""
_SENTENCE_END = re.compile(r"(?:[.;:)\"”]|,-|[.;:,]\s*(?:dan|atau|dan ?/ ?atau))\s*$")
_AFTER_COMMA = re.compile(r"[^\d\s]\s*,\s*$")
_TITLE_END = re.compile(r"\b[A-Z][\w/-]*(?:\s[a-z]{1,4}|\s\d{4})?[^\w\s]?\s*$")
_IN_TITLE = re.compile(r"(?:\bBAB\s+[IVXLC]+|\bBag\w{2,4}\s+Ke\w+|\bParagra\w\s+\w+)\s[^.;:]*$")
_AYAT_NEXT = re.compile(r"[\s.:,;'-]{1,8}\(\s?[1lI]\s?\)\s+[A-Z]")
_COMMA_FOR_STOP = re.compile(r",\s+(?:\(1|[A-Z](?!asal))")
_CHANGES = re.compile(r"\W*(?:di(?:ubah|hapus|tambah|ganti|cabut|baca|sisipkan)|menjadi|ber(?:bunyi|ubah)|lama|baru|tentang)\b")
SHARED = re.compile(
    r"[\s.]*(?P<to>s\s?[/.]?\s?d\.?|sampai(?:\s+dengan)?|[-–]|dan|,)\s*(?:[Pp]asal\s+)?(?P<n>\d{1,3})(?!\d)(?=[.:\s]*\s[A-Z])"
)
"""In a penjelasan: "Pasal 9 s/d Pasal 12", explained together."""
_ALONE = re.compile(r"(?:^[ \t]*|(?<=[.;]\s))(?P<all>Pasal[ \t]+(?P<n>\d{1,3}))(?:(?<=\d)\.?[ \t]*\r?$|\.?\s\(1\))", re.MULTILINE)
_BARE = re.compile(rf"(?<=[.;:]\s)(?={_GLYPH}(?: ?{_GLYPH}){{0,2}}\s+(?:Cukup\s|Ayat\s+\(|Huruf\s+a|Angka\s+1\b|Yang\s+dimaksud))")
"""In a penjelasan, where the column of the word Pasal was read apart: "12 Cukup jelas."."""
_ENOUGH = 2.5
_FEW_WORDS = 5
_MOST_CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    start: int
    end: int
    score: float
    printed: str


def fill_gaps(text: str, pasal: list[Mark], span: tuple[int, int], highest: int = 0) -> tuple[list[Mark], list[Problem]]:
    """The Pasal headings with those found in the gaps of their numbers, and a problem for each not read as printed.

    Args:
        text: The document's reading text.
        pasal: The clear headings, in order; an amending law's, which quotes others, is given back as it is.
        span: The stretch they were found in, half-open.
        highest: The greatest number there can be, 0 if that is not known: then after the last clear heading the numbers must run on.
    """
    if not pasal or any(not mark.number[0].isdecimal() for mark in pasal):
        return pasal, []
    start, end = span
    decision = DECISION.search(text, start, pasal[0].start)
    numbers = [0, *(int(re.sub(r"\D", "", mark.number)) for mark in pasal), (highest or _numbered(pasal[-1]) + 99) + 1]
    borders = [(start, decision.end() if decision else start), *((mark.start, mark.end) for mark in pasal), (end, end)]
    found: list[_Candidate] = []
    for (low, high), ((_, opens), (closes, _)) in zip(pairwise(numbers), pairwise(borders), strict=True):
        if high > low + 1:
            run_on = closes == end and not highest
            missing = range(low + 1, high)
            candidates = list(_candidates(text, opens, closes, missing, bool(highest)))
            if highest:
                candidates = sorted([*candidates, *_bare(text, opens, closes, missing)], key=lambda c: c.start)
            inside = _rising(candidates, low if run_on else None)
            if not inside and not run_on and high == low + 2:
                inside = _misprinted(text, opens, closes, low + 1)
            found += inside
    marks = sorted([*pasal, *(Mark(str(c.number), c.start, c.end, c.score) for c in found)], key=lambda m: m.start)
    return marks, [_told(c) for c in found if c.printed]


def _told(one: _Candidate) -> Problem:
    if one.printed == f"Pasal {one.number}":
        return Problem(f"Pasal {one.number}: judulnya berdiri di tengah kalimat", one.start, one.end)
    return Problem(f"Pasal {one.number}: terbaca dari judul {one.printed!r}", one.start, one.end)


def _misprinted(text: str, start: int, end: int, missing: int) -> list[_Candidate]:
    """The one heading in a gap of one number that stands alone with words before and after it, but with a digit gone wrong."""
    found = [
        match
        for match in _ALONE.finditer(text, start, end)
        if _one_digit_wrong(match["n"], str(missing))
        and min(len(text[start : match.start()].split()), len(text[match.end() : end].split())) >= _FEW_WORDS
    ]
    return [_Candidate(missing, m.start("all"), m.end("all"), 1.0, m["all"]) for m in found] if len(found) == 1 else []


def _one_digit_wrong(printed: str, wanted: str) -> bool:
    """Whether one digit was changed or left out at an end, or two changed places.

    >>> [_one_digit_wrong(*pair) for pair in (("59", "50"), ("8", "18"), ("12", "21"), ("22", "50"))]
    [True, True, True, False]
    """
    if len(printed) == len(wanted):
        return sum(a != b for a, b in zip(printed, wanted, strict=True)) == 1 or printed == wanted[::-1]
    return len(printed) + 1 == len(wanted) and (wanted.startswith(printed) or wanted.endswith(printed))


def _numbered(mark: Mark) -> int:
    return int(re.sub(r"\D", "", mark.number))


def _candidates(text: str, start: int, end: int, missing: range, shared: bool) -> Iterator[_Candidate]:
    """What may be a heading of one of the missing numbers; ``shared`` headings of several Pasal are those of a penjelasan."""
    for word in _WORD.finditer(text, start, end):
        before, exact = _NOISE.sub("\n", text[max(start, word.start() - 90) : word.start()]), word[0].strip("_^ \n\f") in ("Pasal", "PASAL")
        position = _position(before)
        for number, stop, as_printed in _readings(text, word.end(), end, missing):
            after = _NOISE.sub(" ", text[stop : min(end, stop + 60)])
            together = shared and position >= 0.9 and SHARED.match(after)
            if (not position and MENTION_BEFORE.search(before)) or (_is_mention(after, position) and not together):
                continue
            follows = (
                0.9
                if together
                else 1.0
                if _STARTS_NORM.match(after) or _AYAT_NEXT.match(after)
                else 0.6
                if _STARTS_LOWER.match(after)
                else 0.0
            )
            score = (1.0 if exact else 0.7) + (1.0 if as_printed else 0.6) + position + follows
            if score >= _ENOUGH and (position or (exact and as_printed)):
                plain = as_printed and word[0].strip("_^ \n\f").lower() == "pasal" and position >= 0.9 and follows
                printed = "" if plain else " ".join(text[word.start() : stop].split())
                yield _Candidate(number, word.start(), stop, score, printed)


def _bare(text: str, start: int, end: int, missing: range) -> Iterator[_Candidate]:
    """What may be the number of a Pasal explained, its word lost."""
    for match in _BARE.finditer(text, start, end):
        for number, stop, _ in _readings(text, match.start(), end, missing):
            yield _Candidate(number, match.start(), stop, _ENOUGH, text[match.start() : stop])


def _is_mention(after: str, position: float) -> bool:
    if _AYAT_NEXT.match(after):
        return False
    if _CHANGES.match(after):
        return True
    return bool(MENTION_AFTER.match(after.lstrip("."))) and not (position >= 0.9 and _COMMA_FOR_STOP.match(after))


def _position(before: str) -> float:
    """How much what stands before a word lets a heading begin there."""
    if _SENTENCE_END.search(before):
        return 0.9
    if MENTION_BEFORE.search(before):
        return 0.5 if _AFTER_COMMA.search(before) else 0.0
    blank = before[len(before.rstrip()) :]
    if not before.strip() or "\n" in blank or "\f" in blank:
        return 1.0
    return 0.5 if _TITLE_END.search(before) or _IN_TITLE.search(before) else 0.0


def _readings(text: str, start: int, end: int, missing: range) -> Iterator[tuple[int, int, bool]]:
    """The missing numbers that the glyphs at an offset can be read as: number, where it ends, whether it is printed so."""
    for pattern in _NUMBERS:
        if match := pattern.match(text, start, end):
            glyphs = match[0].replace(" ", "")
            for digits in product(*(_AS[glyph] for glyph in glyphs)):
                number = int("".join(digits))
                if number in missing and digits[0] != "0":
                    yield number, match.end(), match[0] == str(number)


def _rising(candidates: list[_Candidate], before: int | None) -> list[_Candidate]:
    """The rising chain of candidates with the greatest score; with ``before`` the numbers run on from it without a gap."""
    if len(candidates) > _MOST_CANDIDATES:
        candidates = sorted(sorted(candidates, key=lambda c: -c.score)[:_MOST_CANDIDATES], key=lambda c: c.start)
    best: list[tuple[float, int]] = []
    for i, one in enumerate(candidates):
        total, link = (0.0, -1) if before is None or one.number == before + 1 else (float("-inf"), -1)
        for j, other in enumerate(candidates[:i]):
            joins = other.end <= one.start and (other.number + 1 == one.number if before is not None else other.number < one.number)
            if joins and best[j][0] >= total:
                total, link = best[j][0], j
        best.append((total + one.score, link))
    chain: list[_Candidate] = []
    at = max(range(len(best)), key=lambda i: (best[i][0], i), default=-1)
    while at >= 0 and best[at][0] > float("-inf"):
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]
