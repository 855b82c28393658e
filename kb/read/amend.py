"""The points of an amending law: the numbered instructions of its Pasal I, what each does, and the text each quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.law.numbering import follows, sort_key
from kb.law.regulation import Clause, Locator, Problem, Step, Unit
from kb.read.instructions import Instruction, Kind, read_instruction
from kb.read.items import ANGKA, ANGKA_PAREN, AYAT, HURUF, HURUF_PAREN, IN_PASAL, Style, split_items
from kb.read.marks import Mark, divisions

PASAL_I = Locator((Step(Unit.PASAL, "I"),))
_OPENS = (
    r"Ketentuan|Di\s?antara|Antara|Setelah|Sesudah|Sebelum|Pasal|Judul|Penjelasan|BAB|Bab|Bagian|Paragraf|Mengubah|Menambah|Penambahan|"
    r"Menyisipkan|Menghapus|Mengganti|Beberapa|Lampiran|Kata|Frasa|Frase|Istilah|Sebutan|Penyebutan|Nomenklatur|Pada|Dalam|Huruf|Ayat|"
    r"Angka|Semua|Seluruh|Setiap|Rumusan|Bunyi|Ditambah|Diubah|Substansi"
)
_POINT = re.compile(rf"(?<![\w.,/(])(?P<n>\d{{1,3}}[a-z]?)\s?\.\s*(?=(?:{_OPENS})\b)")
_AS_FOLLOWS = re.compile(r"sebagai\s+berikut\s*:\s*")
_OPENING = re.compile(rf"(?:{_OPENS})\b")
_QUOTES = re.compile(r"\bberbunyi(?:\s+(?:sebagai\s+)?berikut)?\s*:?|\bsebagai\s+berikut\s*:|:\s*(?=[\"“”])")
_CATCHWORD = re.compile(r"[^\n]{0,40}?\.\s?[.-]")
_HEADING_ALONE = re.compile(r"(?<=[.;:])\s*\n[ \t]*[\"“]?(?=(?:Pasal\s+\d{1,3}\s?[A-Z]?|BAB\s+[IVXLC]+[A-Z]?)[ \t]*\r?\n)")
_SENTENCE = 1600
_HEADING = re.compile(
    r"(?:(?<=\n)|(?<=\f)|(?<=[\"“”:.;] )|(?<=[\"“”:])|(?<=\n[\"“”]))[ \t]*(?P<p>[Pp]asa[lI1i]\s+(?P<n>[0-9lIO]{1,4}\s?[A-Za-z]?)(?![\w(]))"
)
_MENTION_AFTER = re.compile(r"\s*(?:ayat|huruf|angka|dan\b|atau\b|sampai\b|[,;)])")
_CLOSING_QUOTE = re.compile(r"[\s\"“”']*\Z")
_STYLES: dict[Unit, tuple[Style, ...]] = {Unit.AYAT: (AYAT,), Unit.HURUF: (HURUF, HURUF_PAREN), Unit.ANGKA: (ANGKA, ANGKA_PAREN)}
_MOST_SKIPPED = 2
_FEW_WORDS = 4
_CATCHWORD_REACH = 300


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its number ("" for a Pasal I without points), its span, where its instruction ends and its quote begins."""

    number: str
    start: int
    end: int
    quote: int
    instruction: Instruction

    @property
    def locator(self) -> Locator:
        """Its address in the amending law."""
        return PASAL_I.child(Unit.ANGKA, self.number) if self.number else PASAL_I


@dataclass(frozen=True, slots=True)
class Section:
    """A quoted Pasal or part: its clauses in order, the quoted one first."""

    clauses: tuple[Clause, ...]

    @property
    def locator(self) -> Locator:
        """The address of the quoted clause."""
        return self.clauses[0].locator


def operations(text: str, pasal: list[Mark], end: int) -> list[Mark]:
    """The marks of the points of Pasal I in order; [] for a law that amends nothing."""
    roman = [mark for mark in pasal if not mark.number[0].isdecimal()]
    if not roman or roman[0].number != "I":
        return []
    return point_marks(text, roman[0].end, roman[1].start if len(roman) > 1 else end)


def point_marks(text: str, start: int, stop: int) -> list[Mark]:
    """The numbers that open the instructions of a stretch, running on; up to two unread ones are stepped over.

    An opening instruction whose number stands elsewhere on the page is point 1 where point 2 comes next.
    """
    candidates = _without_catchwords(text, [Mark(m["n"], m.start("n"), m.end(), 1.0) for m in _POINT.finditer(text, start, stop)])
    out: list[Mark] = []
    first = _unnumbered(text, start, stop)
    if first and any(c.number == "2" for c in candidates):
        out.append(Mark("1", first, first, 0.5))
    for i, mark in enumerate(candidates):
        later = {c.number for c in candidates[i + 1 :]}
        if not out:
            wanted = mark.number == "1" or (mark.number == "2" and "1" not in later)
        else:
            gap = sort_key(mark.number)[0] - sort_key(out[-1].number)[0]
            skipped = 1 < gap <= _MOST_SKIPPED + 1 and _opens_line(text, mark.start)
            wanted = follows(mark.number, out[-1].number) or (skipped and not any(follows(n, out[-1].number) for n in later))
        if wanted:
            out.append(mark)
    return list(_with_skipped(text, out))


def _with_skipped(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """The marks, and between two of them the one that was stepped over, where just one line opens with its number."""
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        yield mark
        if following and mark.number.isdecimal() and following.number == str(int(mark.number) + 2):
            number = str(int(mark.number) + 1)
            lines = list(re.finditer(rf"^[ \t]*(?P<n>{number})\s?\.\s", text[mark.end : following.start], re.MULTILINE))
            if len(lines) == 1:
                yield Mark(number, mark.end + lines[0].start("n"), mark.end + lines[0].end(), 0.5)


def _unnumbered(text: str, start: int, stop: int) -> int:
    """Where an instruction begins right after "diubah sebagai berikut:", without a number; 0 if none does."""
    begins = _AS_FOLLOWS.search(text, max(0, start - 60), min(stop, start + _SENTENCE))
    return begins.end() if begins and _OPENING.match(text, begins.end()) else 0


def _without_catchwords(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks without those that a page's last line only announces: the same number stands close by."""
    dropped: set[int] = set()
    for one, other in pairwise(marks):
        if one.number == other.number and other.start - one.start <= _CATCHWORD_REACH:
            dropped.add((other if _CATCHWORD.match(text, other.end) and not _CATCHWORD.match(text, one.end) else one).start)
    return [mark for mark in marks if mark.start not in dropped]


def points(text: str, start: int, stop: int, problems: list[Problem]) -> list[Point]:
    """The points between two offsets, each with what it does; numbers not read and instructions not understood are problems.

    A stretch without numbered points is one instruction.
    """
    marks = point_marks(text, start, stop)
    if not marks:
        alone = _unnumbered(text, start, stop)
        marks = [Mark("", alone or start, alone or start, 1.0)]
    out = []
    previous = ""
    for mark, end in zip(marks, [*(m.start for m in marks[1:]), stop], strict=True):
        if mark.number and not follows(mark.number, previous or "0"):
            problems.append(Problem(f"Pasal I: angka sebelum {mark.number} tidak ditemukan", mark.start, mark.end))
        previous = mark.number
        quote = _instruction_end(text, mark.end, end)
        instruction = read_instruction(text[mark.end : quote])
        point = Point(mark.number, mark.start, mark.start + len(text[mark.start : end].rstrip()), quote, instruction)
        if not instruction.operations:
            problems.append(Problem(f"{point.locator.cite()}: tidak terbaca sebagai perubahan", mark.start, quote))
        out.append(point)
    return out


def _opens_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _instruction_end(text: str, start: int, end: int) -> int:
    """Where an instruction ends: after "berbunyi sebagai berikut:", before a quoted heading, or with its point."""
    stop = min(end, start + _SENTENCE)
    ends = [m.end() for m in [_QUOTES.search(text, start, stop)] if m]
    ends += [m.start() for m in [_HEADING_ALONE.search(text, start, stop)] if m]
    return min(ends, default=stop)


def quoted_sections(text: str, point: Point, problems: list[Problem]) -> list[Section]:
    """The Pasal that a point quotes, each with its own parts, under the division titles quoted above it."""
    expected = {op.target.steps[0].number for op in point.instruction.operations if op.target.steps[:1]} | {
        whole.steps[0].number for whole in point.instruction.whole
    }
    heads: list[Mark] = []
    for match in _HEADING.finditer(text, point.quote, point.end):
        number = _number(match["n"], expected)
        alone = not text[match.end() : point.end].split("\n", 1)[0].strip()
        rising = not heads or sort_key(number) > sort_key(heads[-1].number)
        mention = not alone and (match["p"][0] == "p" or _MENTION_AFTER.match(text, match.end()))
        if rising and not mention and (number in expected or (alone and not expected)):
            heads.append(Mark(number, match.start("p"), match.end(), 2.0))
    found = divisions(text, point.quote, heads)
    borders = sorted([*(m.start for m in heads), *(d.start for d in found), point.end])
    out = []
    for head in heads:
        stop = next(b for b in borders if b > head.start)
        titles = tuple(d.title for d in found if d.start < head.start)
        out.append(_section(text, Locator((Step.of(Unit.PASAL, head.number),)), (head.start, head.end, stop), IN_PASAL, titles, problems))
    return out


def quoted_alone(text: str, point: Point, target: Locator, problems: list[Problem]) -> Section | None:
    """What a point quotes without any heading or number, where it changes just one clause: all of it is that clause's."""
    if _HEADING.search(text, point.quote - 1, point.end) or len(text[point.quote : point.end].split()) < _FEW_WORDS:
        return None
    start = point.quote + len(text[point.quote : point.end]) - len(text[point.quote : point.end].lstrip(' \t\r\n\f"“”:'))
    unit = target.steps[-1].unit
    styles = IN_PASAL[IN_PASAL.index(_STYLES[unit][0]) + 1 :] if unit in _STYLES else IN_PASAL
    return _section(text, target, (start, start, point.end), styles, (), problems)


def quoted_parts(text: str, span: tuple[int, int], targets: Sequence[Locator], problems: list[Problem]) -> list[Section]:
    """The parts that a stretch quotes without the rest of their Pasal: ``(2) ...`` of ``ayat (2) Pasal 68``.

    Only the parts asked for, in order; one that is not found is left out.
    """
    starts: list[tuple[Locator, int, int]] = []
    floor = span[0]
    for target in targets:
        for match in _part_marks(text, floor, span[1], target.steps[-1]):
            starts.append((target, match.start(), match.end()))
            floor = match.end()
            break
    out = []
    stops = [*(start for _, start, _ in starts[1:]), span[1]]
    for (target, start, after), stop in zip(starts, stops, strict=False):
        styles = IN_PASAL[IN_PASAL.index(_STYLES[target.steps[-1].unit][0]) + 1 :]
        out.append(_section(text, target, (start, after, stop), styles, (), problems))
    return out


def _part_marks(text: str, start: int, end: int, step: Step) -> Iterator[re.Match[str]]:
    """Where a part of this number may begin: at a line's start, or right after the instruction or a quotation mark."""
    for style in _STYLES.get(step.unit, ()):
        for match in style.mark.finditer(text, start, end):
            before = text[start : match.start()].rstrip(" \t")
            if match["n"] == step.number and (not before.strip() or before[-1] in '\n\f"“”:'):
                yield match


def _section(
    text: str, at: Locator, span: tuple[int, int, int], styles: tuple[Style, ...], titles: tuple[str, ...], problems: list[Problem]
) -> Section:
    start, after, stop = span
    stop = start + len(_CLOSING_QUOTE.sub("", text[start:stop]))
    stop = max(stop, after)
    lead_end, below = split_items(text, (after, stop), at, styles, titles, problems)
    lead_end = start + len(text[start:lead_end].rstrip())
    return Section((Clause(at, start, stop, lead_end, titles), *below))


def _number(text: str, expected: set[str]) -> str:
    """The number of a heading, its commonly misread characters read: ``l2 A`` is 12A, and 5684 is 568A where that is expected."""
    digits, letter = re.fullmatch(r"([0-9lIO]+)\s?([A-Za-z]?)", text).groups()  # type: ignore[union-attr]
    if letter == "l":
        digits, letter = f"{digits}1", ""
    number = re.sub("[lI]", "1", digits).replace("O", "0") + letter.upper()
    misread = number[:-1] + {"4": "A", "8": "B"}.get(number[-1], "")
    return misread if misread in expected and number not in expected else number


def is_partial(point: Point, section: Section) -> list[Locator]:
    """The parts a quoted Pasal stands for, where the instruction touches only those and quotes no others; [] for a whole Pasal."""
    inner = [
        op.target
        for op in point.instruction.operations
        if op.target.steps[:1] == section.locator.steps and op.kind in (Kind.GANTI, Kind.SISIP)
    ]
    named = section.locator in point.instruction.whole or any(len(target.steps) == 1 for target in inner)
    children = {c.locator for c in section.clauses if c.locator.parent == section.locator}
    if named or not inner or not children <= set(inner):
        return []
    return inner
