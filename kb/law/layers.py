"""The layers of an article: its text as each instrument in turn made it, assembled from slices of the sources.

An article is a tree of parts; a part has its own words (its lead) and the parts below it. An amendment puts
a part in the place of another, between two others, or takes one away; the words stay where they were read.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.law.numbering import sort_key
from kb.law.regulation import Clause, Locator, Step, Unit


@dataclass(frozen=True, slots=True)
class Slice:
    """A half-open span in the text of a file."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of an article: its own words, then its parts in order; ``deleted`` where its words only say that it is gone."""

    locator: Locator
    lead: tuple[Slice, ...]
    parts: tuple[Part, ...] = ()
    heading: tuple[str, ...] = ()
    deleted: bool = False

    def walk(self) -> Iterator[Part]:
        """The part and everything under it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def at(self, locator: Locator) -> Part | None:
        """The part at an address, None if there is none."""
        return next((part for part in self.walk() if part.locator == locator), None)

    def put(self, new: Part) -> Part | None:
        """The tree with a part in its place, among its neighbours by number; None if nothing stands above that place."""
        if new.locator == self.locator:
            return new
        if new.locator.parent == self.locator:
            if any(part.locator == new.locator for part in self.parts):
                return replace(self, parts=tuple(new if part.locator == new.locator else part for part in self.parts))
            last = new.locator.steps[-1]
            before = [p for p in self.parts if p.locator.steps[-1].unit is not last.unit or _place(p.locator.steps[-1]) < _place(last)]
            return replace(self, parts=(*before, new, *(p for p in self.parts if p not in before)))
        for i, part in enumerate(self.parts):
            if new.locator.steps[: len(part.locator.steps)] == part.locator.steps and (changed := part.put(new)):
                return replace(self, parts=(*self.parts[:i], changed, *self.parts[i + 1 :]))
        return None


@dataclass(frozen=True, slots=True)
class Layer:
    """An article from a day on, as one instrument made it: by which of its points, and what of the layer before is gone.

    ``base`` and ``by`` are keys; ``gone`` gives each address that ended and the words that ended it; ``unread``
    those whose number stands in the new text but whose words could not be told from the rest of it.
    """

    base: str
    by: str
    point: Locator
    since: datetime.date
    root: Part
    gone: tuple[tuple[Locator, Slice], ...] = ()
    unread: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Assembled:
    """An article's text put together: its clauses with spans in it, and from which offset on each slice runs."""

    text: str
    clauses: tuple[Clause, ...]
    deleted: frozenset[Locator]
    slices: tuple[tuple[int, Slice], ...]

    def within(self, start: int, end: int) -> tuple[Slice, ...]:
        """The slices of the sources that a span of the text is made of."""
        out = []
        for offset, piece in self.slices:
            a, b = max(start, offset), min(end, offset + piece.end - piece.start)
            if a < b:
                out.append(Slice(piece.file, piece.start + a - offset, piece.start + b - offset))
        return tuple(out)


def tree(clauses: Sequence[Clause], file: str) -> Part:
    """The tree of one article's clauses, given in order with the article first."""
    held = {clause.locator for clause in clauses}
    below: dict[Locator, list[Clause]] = defaultdict(list)
    for clause in clauses[1:]:
        above = clause.locator.parent
        while above is not None and above not in held:
            above = above.parent
        if above is not None:
            below[above].append(clause)

    def part(clause: Clause) -> Part:
        lead = Slice(file, clause.start, max(clause.start, clause.lead_end))
        return Part(clause.locator, (lead,), tuple(map(part, below[clause.locator])), clause.heading)

    return part(clauses[0])


def root_of(locator: Locator) -> Locator:
    """The article whose layers hold a clause: its Pasal, annex or other top step; a penjelasan's own.

    >>> str(root_of(Locator.parse("pasal-71/ayat-2"))), str(root_of(Locator.parse("penjelasan/pasal-71/ayat-2")))
    ('pasal-71', 'penjelasan/pasal-71')
    """
    return Locator(locator.steps[: 2 if locator.steps[0].unit is Unit.PENJELASAN else 1])


def assemble(root: Part, texts: Mapping[str, str]) -> Assembled:
    """Put an article's text together; neighbours in one file keep what stands between them, others a line break.

    Args:
        root: The article.
        texts: The text of each file its slices are of.
    """
    words: list[str] = []
    slices: list[tuple[int, Slice]] = []
    clauses: list[Clause] = []
    deleted: set[Locator] = set()
    length = 0

    def write(part: Part) -> None:
        nonlocal length
        start = -1
        for i, piece in enumerate(part.lead):
            text = texts[piece.file]
            last = slices[-1] if slices else None
            if last and _adjoin(last[1], piece, text):
                gap = text[last[1].end : piece.start]
                slices[-1] = (last[0], Slice(piece.file, last[1].start, piece.end))
            else:
                gap = "\n" if slices and i == 0 else ""
                slices.append((length + len(gap), piece))
            begin = length + len(gap)
            start = begin if start < 0 else start
            words.append(gap + text[piece.start : piece.end])
            length = begin + piece.end - piece.start
        place, lead_end = len(clauses), length
        clauses.append(Clause(part.locator, start, length, lead_end, part.heading))
        if part.deleted:
            deleted.add(part.locator)
        for below in part.parts:
            write(below)
        clauses[place] = replace(clauses[place], end=length)

    write(root)
    return Assembled("".join(words), tuple(clauses), frozenset(deleted), tuple(slices))


def _adjoin(one: Slice, other: Slice, text: str) -> bool:
    """Whether only blanks stand between two slices of a file."""
    return one.file == other.file and one.end <= other.start and not text[one.end : other.start].strip()


def _place(step: Step) -> tuple[int, str]:
    """The order of a number: b1 stands after b, as 7A after 7."""
    if inserted := re.fullmatch(r"([a-z]{1,2})(\d)", step.number):
        return sort_key(inserted[1])[0], inserted[2]
    return sort_key(step.number)
