"""Do to the articles of a law what one point of an amending law says: quote, insert, delete, reword.

Nothing is composed of words that no source holds: a new wording is a slice of the amending law, what it left
alone stays a slice of the older text, and a deletion is shown by the sentence that deletes. What cannot be
done is a problem that names the point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.law.layers import Part, Slice, root_of, tree
from kb.law.numbering import sort_key
from kb.law.regulation import Document, Locator, Problem, Step, Unit
from kb.read.amend import Point, Section, is_partial, quoted_alone, quoted_parts, quoted_sections
from kb.read.instructions import Kind, Operation
from kb.read.structure import Structure

_KEPT = re.compile(r"\W*(?:\(?\w{1,3}\)?\.?)?\s*\(?tetap\)?[.;]?\s*", re.IGNORECASE)
_GONE = re.compile(
    r"(?:\([0-9a-z]{1,3}\)|[a-z]{1,2}\d?[.)]|\d{1,3}[.)]|Pasal\s+\w+)?\s*\(?di\s?hapus(?:kan)?\)?\s*[.;,]?\s*(?:dan|atau)?\s*",
    re.IGNORECASE,
)
_IN_QUOTES = re.compile(r"[“\"”]\s*([^“”\"]{1,300}?)\s*[”\"“]")


@dataclass(frozen=True, slots=True)
class Text:
    """One instrument's official text, read: its key, document and structure."""

    key: str
    document: Document
    structure: Structure

    @property
    def words(self) -> str:
        """The text that spans are counted in."""
        return self.document.reading or self.document.text


@dataclass
class Body:
    """The articles of a law as they stand, those touched by the law being applied, and what could not be."""

    roots: dict[Locator, Part]
    texts: dict[str, str]
    touched: dict[Locator, Point] = field(default_factory=dict)
    explained: list[tuple[Locator, Point]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def set(self, root: Part, point: Point) -> None:
        """Let an article stand so from now on, as a point made it."""
        self.roots[root.locator] = root
        self.touched[root.locator] = point

    def doubt(self, point: Point, what: str) -> None:
        """Note that something a point says was not done."""
        self.problems.append(Problem(f"{point.locator.cite()}: {what}", point.start, point.quote))


def instruction_of(law: Text, point: Point) -> Slice:
    """The sentence of a point that says what is done."""
    return Slice(law.document.file, point.start, point.start + len(law.words[point.start : point.quote].rstrip()))


def apply_point(body: Body, law: Text, point: Point) -> None:
    """Do what one point says."""
    found: list[Problem] = []
    sections = {s.locator: s for s in quoted_sections(law.words, point, found)}
    body.problems += [replace(p, message=f"{point.locator.cite()}: {p.message}") for p in found]
    for section in sections.values():
        _quote(body, law, point, section)
    asked = [op for op in point.instruction.operations if op.kind in (Kind.GANTI, Kind.SISIP)]
    if not sections and len(asked) == 1 and asked[0].target.steps[:1] and asked[0].target.steps[0].unit is Unit.PASAL:
        _quote_alone(body, law, point, asked[0].target)
        asked = []
    loose = [
        op.target
        for op in asked
        if len(op.target.steps) > 1 and root_of(op.target) not in sections and op.target.steps[0].unit is Unit.PASAL
    ]
    _put_parts(body, law, point, loose, (point.quote, point.end))
    for op in point.instruction.operations:
        if op.kind is Kind.HAPUS:
            _delete(body, law, point, op, sections)
        elif op.kind is Kind.FRASA:
            _reword(body, law, point, op)
        elif op.division and not sections:
            body.doubt(point, f"{op.division}: judul atau isinya tidak diterapkan; judul yang tampil masih yang lama")
        elif op.target.steps[:1] == (Step(Unit.PENJELASAN),):
            body.explained.append((op.target, point))
        elif op in asked and op.target not in sections and len(op.target.steps) == 1:
            _annex(body, law, point, op.target)


def _quote(body: Body, law: Text, point: Point, section: Section) -> None:
    """Put a quoted Pasal in its place, whole or only the parts that it is quoted for."""
    old = body.roots.get(section.locator)
    if targets := is_partial(point, section):
        first = section.clauses[0]
        heading = re.match(r"\w+\s+\w+(?:\s[A-Z](?!\w))?", law.words[first.start : first.end])
        _put_parts(body, law, point, targets, (first.start + (heading.end() if heading else 0), first.end))
        return
    new = tree(section.clauses, law.document.file)
    titles = new.heading or (old.heading if old else _heading_before(body, section.locator))
    body.set(_headed(_marked(new, old, law), titles), point)


def _quote_alone(body: Body, law: Text, point: Point, target: Locator) -> None:
    """Put the one clause a point quotes in its place, marked by its number or not."""
    found: list[Problem] = []
    marked = quoted_parts(law.words, (point.quote, point.end), [target], found) if len(target.steps) > 1 else []
    section = marked[0] if marked else quoted_alone(law.words, point, target, found)
    old = body.roots.get(root_of(target))
    new = _marked(tree(section.clauses, law.document.file), old, law) if section else None
    heading = old.heading if old else _heading_before(body, root_of(target))
    changed = None if new is None else _headed(new, heading) if len(target.steps) == 1 else old.put(_headed(new, heading)) if old else None
    if changed is None:
        body.doubt(point, f"{target.cite()}: {_why_not(section)}")
    else:
        body.set(changed, point)


def _why_not(section: Section | None) -> str:
    return "bunyi barunya tidak ditemukan" if section is None else "tempatnya tidak ada pada naskah yang diubah"


def _marked(new: Part, old: Part | None, law: Text) -> Part:
    """A quoted tree in which "Dihapus." is a deletion, and "Tetap" the part as it stood."""
    words = "".join(law.words[piece.start : piece.end] for piece in new.lead)
    if old is not None and not new.parts and len(new.locator.steps) > 1 and _KEPT.fullmatch(words) and (kept := old.at(new.locator)):
        return kept
    deleted = not new.parts and bool(_GONE.fullmatch(words.strip()))
    return replace(new, parts=tuple(_marked(part, old, law) for part in new.parts), deleted=deleted)


def _headed(part: Part, heading: tuple[str, ...]) -> Part:
    return replace(part, heading=heading, parts=tuple(_headed(below, heading) for below in part.parts))


def _heading_before(body: Body, locator: Locator) -> tuple[str, ...]:
    """The division that an inserted Pasal stands in: that of the Pasal before it."""
    number = sort_key(locator.steps[0].number)
    earlier = [r for r in body.roots if r.steps[0].unit is Unit.PASAL and sort_key(r.steps[0].number) < number]
    return body.roots[max(earlier, key=lambda r: sort_key(r.steps[0].number))].heading if earlier else ()


def _put_parts(body: Body, law: Text, point: Point, targets: Sequence[Locator], span: tuple[int, int]) -> None:
    """Put parts quoted without the rest of their Pasal in place."""
    found: list[Problem] = []
    quoted = {s.locator: s for s in quoted_parts(law.words, span, targets, found)} if targets else {}
    for target in targets:
        section = quoted.get(target)
        root = body.roots.get(root_of(target))
        changed = (
            root.put(_headed(_marked(tree(section.clauses, law.document.file), root, law), root.heading)) if section and root else None
        )
        if changed is None:
            body.doubt(point, f"{target.cite()}: {_why_not(section)}")
        else:
            body.set(changed, point)


def _delete(body: Body, law: Text, point: Point, op: Operation, sections: dict[Locator, Section]) -> None:
    words = instruction_of(law, point)
    if op.division:
        inside = [part for part in body.roots.values() if any(_names(title, op.division) for title in part.heading)]
        for part in inside:
            if not part.deleted:
                body.set(Part(part.locator, (words,), (), part.heading, deleted=True), point)
        if not inside:
            body.doubt(point, f"{op.division} yang dihapus tidak ditemukan")
        return
    if not op.target.steps:
        body.doubt(point, "tempat yang dihapus tidak terbaca")
        return
    at = root_of(op.target)
    if at in sections and not is_partial(point, sections[at]):
        return  # the quoted Pasal says what is left
    root = body.roots.get(at)
    heading = root.heading if root else ()
    gone = Part(op.target, (words,), (), heading, deleted=True)
    changed = root.put(gone) if root and root.at(op.target) else None
    if changed is None:
        body.doubt(point, f"{op.target.cite()} yang dihapus tidak ada pada naskah yang diubah")
        return
    body.set(changed, point)


def _names(title: str, division: str) -> bool:
    return title.upper().split()[:2] == division.upper().split()[:2]


def _reword(body: Body, law: Text, point: Point, op: Operation) -> None:
    """Put one phrase in the place of another, in the clause named or in every Pasal."""
    phrases = list(_IN_QUOTES.finditer(law.words, point.start, point.end))
    if len(phrases) != 2:
        body.doubt(point, "penggantian frasa tidak diterapkan; bunyi lama yang tampil")
        return
    old = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrases[0][1].split())) + r"(?!\w)")
    new = Slice(law.document.file, phrases[1].start(1), phrases[1].end(1))
    targets = [op.target] if op.target.steps else [r for r in body.roots if r.steps[0].unit is Unit.PASAL]
    changed = False
    for target in targets:
        root = body.roots.get(root_of(target))
        part = root.at(target) if root else None
        if root is None or part is None or part.deleted:
            continue
        reworded = _with_phrase(part, old, new, body.texts)
        if reworded != part and (whole := root.put(reworded)):
            body.set(whole, point)
            changed = True
    if not changed:
        body.doubt(point, "frasa yang diganti tidak ditemukan; bunyi lama yang tampil")


def _with_phrase(part: Part, old: re.Pattern[str], new: Slice, texts: dict[str, str]) -> Part:
    """The part with every occurrence of a phrase replaced, the words around it left where they were read."""
    lead: list[Slice] = []
    for piece in part.lead:
        at = piece.start
        for match in old.finditer(texts[piece.file], piece.start, piece.end):
            lead += [Slice(piece.file, at, match.start()), new]
            at = match.end()
        lead.append(Slice(piece.file, at, piece.end))
    kept = tuple(piece for piece in lead if piece.start < piece.end)
    return replace(part, lead=kept, parts=tuple(_with_phrase(below, old, new, texts) for below in part.parts))


def _annex(body: Body, law: Text, point: Point, target: Locator) -> None:
    """Put an annex of the amending law in the place of the law's own; a Pasal that should have been quoted is a problem."""
    own = [c for c in law.structure.clauses if root_of(c.locator) == target] if target.steps[0].unit is Unit.LAMPIRAN else []
    if own and own[0].locator == target and not any(c.cells for c in own):
        body.set(tree(own, law.document.file), point)
    else:
        body.doubt(point, f"{target.cite()}: bunyi barunya tidak ditemukan")
