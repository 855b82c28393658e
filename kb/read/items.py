"""Split a clause into its ayat, huruf and angka by lists whose numbers run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.law.numbering import follows
from kb.law.regulation import Clause, Locator, Problem, Unit


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering a list: the unit it makes, its mark, and the number it starts with."""

    name: str
    unit: Unit
    mark: re.Pattern[str]
    first: str
    everywhere: bool = False


_AYAT = re.compile(r"\(\s?(?P<n>[0-9]{1,2}[a-z]?|[lI])\s?(?:\)|(?<=[0-9])[\]1](?=\s+[A-Z]))")
_HURUF = re.compile(r"(?<![\w.(])(?P<n>[a-z]{1,2})\.(?=\s|[A-Z])")
_ANGKA = re.compile(r"(?<![\w.,/(])(?P<n>[0-9]{1,3})\.(?=\s)")
_HURUF_PAREN = re.compile(r"(?<![\w.(])(?P<n>[a-z]{1,2})\)(?=\s)")
_ANGKA_PAREN = re.compile(r"(?<![\w.(])(?P<n>[0-9]{1,2})\)(?=\s)")
_BAGIAN = re.compile(r"(?:^|(?<=\f))[ \t]*(?:\*\*)?(?P<n>[A-Z])\.(?=[ \t])", re.MULTILINE)

AYAT = Style("ayat", Unit.AYAT, _AYAT, "1", everywhere=True)
HURUF = Style("huruf", Unit.HURUF, _HURUF, "a")
ANGKA = Style("angka", Unit.ANGKA, _ANGKA, "1")
HURUF_PAREN = Style("huruf)", Unit.HURUF, _HURUF_PAREN, "a")
ANGKA_PAREN = Style("angka)", Unit.ANGKA, _ANGKA_PAREN, "1")
BAGIAN = Style("bagian", Unit.BAGIAN, _BAGIAN, "A")

IN_PASAL = (AYAT, HURUF, ANGKA, HURUF_PAREN, ANGKA_PAREN)
IN_LETTER = (BAGIAN, ANGKA, HURUF, ANGKA_PAREN, HURUF_PAREN)

_LIST_BEFORE = re.compile(r"(?:[:;.,]|\b(?:dan|atau|dan/atau|serta))\s*$", re.IGNORECASE)
_MENTION_BEFORE = re.compile(r"\b(?:ayat|huruf|angka|pasal|nomor|no|butir|dan|atau|sampai dengan)[\s,]*$", re.IGNORECASE)
_MISREAD = {"1": "1lIifU|!", "2": "2zZ", "5": "5sS", "8": "8B", "0": "0Oo"}
"""The glyphs of a bad text layer for a digit of a list's mark."""
_HIDDEN = {
    "ayat": r"(?<![\w(])[({{\[]\s?{0}\s?[)}}\]1ltI|](?=\s*[A-Z“\"])|(?<=[.;:]\s)[lt1]{0}[)lt](?=\s[A-Z])",
    "huruf": r"(?<![\w.(]){0}\s?[.,-](?=\s?[a-zA-Z])",
    "angka": r"(?<![\w.,/(]){0}\s?[.,](?=\s[a-zA-Z])|(?<=\n){0}\.(?=\s\S)",
    "huruf)": r"(?<![\w.(]){0}\s?[)l\]](?=\s[a-zA-Z])",
    "angka)": r"(?<![\w.(]){0}\s?[)lI\]](?=\s[a-zA-Z])",
    "bagian": r"(?<![\w.(]){0}\.(?=[ \t][A-Z])",
}
"""The mark of one item of each style, wherever it stands in a line, a little misread."""
_CATCHWORD = 40
_SENTENCE = re.compile(r"\s*[A-Z][\w-]+(?:\s+[\w,/()-]+){4}")


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    start: int
    end: int
    opens_line: bool


def split_items(
    text: str, span: tuple[int, int], at: Locator, styles: tuple[Style, ...], heading: tuple[str, ...], problems: list[Problem]
) -> tuple[int, list[Clause]]:
    """Split ``text[span]`` into listed clauses, outer list first, each clause before those under it.

    Args:
        text: The document's reading text.
        span: The stretch to split, half-open; its own mark already left out.
        at: The locator of the clause that holds the stretch.
        styles: The numbering styles that may still occur, outermost first.
        heading: Division titles, handed on to every clause.
        problems: Gaps in a list are added here.

    Returns:
        Where the lead (the words before the first item) ends, and the clauses.
    """
    start, end = span
    style, items = _outer_list(text, start, end, styles)
    if style is None:
        return end, []
    items = _with_hidden(text, (start, end), at, style, items, problems)
    clauses: list[Clause] = []
    inner = tuple(s for s in styles if s is not style and s is not AYAT and s is not BAGIAN)
    stops = [item.start for item in items[1:]] + [end]
    previous = ""
    for item, stop in zip(items, stops, strict=True):
        if (previous and not _runs_on(item.number, previous)) or (not previous and item.number != style.first):
            problems.append(Problem(f"{at.cite()}: {style.unit} sebelum {item.number} tidak ditemukan", item.start, item.end))
        previous = item.number
        locator = at.child(style.unit, item.number)
        stop = item.start + len(text[item.start : stop].rstrip())
        lead_end, below = split_items(text, (item.end, stop), locator, inner, heading, problems)
        clauses.append(Clause(locator, item.start, stop, min(lead_end, stop), heading))
        clauses.extend(below)
    return items[0].start, clauses


def _with_hidden(text: str, span: tuple[int, int], at: Locator, style: Style, items: list[_Item], problems: list[Problem]) -> list[_Item]:
    """The items with those found where just one number is missing: inside a line, behind a page's foot, or misread."""
    out: list[_Item] = []
    for item in items:
        missing = _next(out[-1].number if out else "", style)
        if item.number != missing and _next(missing, style) == item.number:
            begin = out[-1].end if out else span[0]
            hidden = _hidden(text, begin, item.start, style, missing) or (None if out else _unmarked(text, begin, item, at, style))
            if hidden:
                out.append(hidden)
                mark = text[hidden.start : hidden.end]
                said = f"terbaca dari {mark!r}" if mark else "tanpa tanda; dibaca dari kata-kata sebelum ayat 2"
                problems.append(Problem(f"{at.cite()}: {style.unit} {missing} {said}", hidden.start, max(hidden.end, hidden.start + 1)))
        out.append(item)
    return out


def _hidden(text: str, start: int, end: int, style: Style, number: str) -> _Item | None:
    """The one place between two items where the mark of a number between them can stand; of a catchword and its line the line."""
    digits = "".join(f"[{_MISREAD.get(c, c)}]" for c in number)
    pattern = re.compile(_HIDDEN[style.name].format(digits))
    places = _unmentioned(pattern, text, start, end)
    while len(places) > 1 and places[1].start() - places[0].end() < _CATCHWORD:
        places.pop(0)
    nested = style is not AYAT and number != style.first and any(m["n"] == style.first for m in _unmentioned(style.mark, text, start, end))
    return _Item(number, places[0].start(), places[0].end(), False) if len(places) == 1 and not nested else None


def _unmentioned(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    return [m for m in pattern.finditer(text, start, end) if not _MENTION_BEFORE.search(text[max(start, m.start() - 20) : m.start()])]


def _unmarked(text: str, start: int, second: _Item, at: Locator, style: Style) -> _Item | None:
    """The words between a Pasal's heading and its ayat (2): they are ayat (1), its mark lost."""
    if style is not AYAT or at.steps[-1].unit is not Unit.PASAL:
        return None
    if not all(_SENTENCE.match(text, a, b) for a, b in ((start, second.start), (second.end, second.end + 200))):
        return None
    begin = start + len(text[start : second.start]) - len(text[start : second.start].lstrip())
    return _Item("1", begin, begin, True)


def _outer_list(text: str, start: int, end: int, styles: tuple[Style, ...]) -> tuple[Style | None, list[_Item]]:
    """The list that opens first, with its items; a list of one item is a list only where it opens a line."""
    found: list[tuple[int, Style, list[_Item]]] = []
    for style in styles:
        items = _run(list(_marks(text, start, end, style)), style)
        if len(items) > 1 or (items and items[0].opens_line):
            found.append((items[0].start, style, items))
    if not found:
        return None, []
    _, style, items = min(found, key=lambda f: (f[0], styles.index(f[1])))
    return style, items


def _marks(text: str, start: int, end: int, style: Style) -> Iterator[_Item]:
    for match in style.mark.finditer(text, start, end):
        before = text[max(start, match.start() - 30) : match.start()]
        opens = not before.strip() or "\n" in before[len(before.rstrip()) :]
        number = "1" if match["n"] in ("l", "I") and style.unit is Unit.AYAT else match["n"]
        if opens and not re.search(r"\b(?:ayat|huruf|angka|Nomor|Pasal)\s*$", before):
            yield _Item(number, match.start(), match.end(), True)
        elif not opens and _may_stand_inline(text, before, match, style):
            yield _Item(number, match.start(), match.end(), False)


def _may_stand_inline(text: str, before: str, match: re.Match[str], style: Style) -> bool:
    if style.everywhere:
        return not _MENTION_BEFORE.search(before) and bool(re.match(r"\s*[A-Z“\"^]", text[match.end() : match.end() + 5]))
    if re.search(r"\b(?:huruf|angka|pasal|nomor|no)\.?\s*$", before, re.IGNORECASE):
        return False
    return bool(_LIST_BEFORE.search(before))


def _run(marks: list[_Item], style: Style) -> list[_Item]:
    """The items whose numbers run on from the first; one missing number is stepped over at a line's start."""
    out: list[_Item] = []
    i = 0
    while i < len(marks):
        item = marks[i]
        wanted = item.number == style.first if not out else _runs_on(item.number, out[-1].number)
        if wanted or (item.opens_line and _skips_one(item, out, style) and not _has_missing(marks[i + 1 :], out, style)):
            out.append(item)
        i += 1
    return out


def _runs_on(number: str, previous: str) -> bool:
    """As ``follows``, capitals read as letters: part C follows B, though both are Roman numerals too."""
    return follows(number.lower(), previous.lower())


def _skips_one(item: _Item, out: list[_Item], style: Style) -> bool:
    between = out[-1].number if out else ""
    step = _next(between, style)
    return item.number == _next(step, style) and style.unit is not Unit.BAGIAN


def _has_missing(rest: list[_Item], out: list[_Item], style: Style) -> bool:
    step = _next(out[-1].number if out else "", style)
    return any(item.number == step for item in rest)


def _next(number: str, style: Style) -> str:
    if not number:
        return style.first
    if number.isdecimal():
        return str(int(number) + 1)
    if number[:-1].isdecimal():
        return str(int(number[:-1]) + 1)
    return "aa" if number == "z" else number[:-1] + chr(ord(number[-1]) + 1)
