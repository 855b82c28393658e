"""Apply amending laws to the law they amend, in order of their days, and give the layers of each article.

Nothing is composed of words that no source holds: a new wording is a slice of the amending law, what it left
alone stays a slice of the older text, and a deletion is shown by the sentence that deletes. What cannot be
applied is a problem that names the point.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.law.layers import Layer, Part, Slice, root_of, tree
from kb.law.numbering import sort_key
from kb.law.regulation import Clause, Document, Locator, Problem, Step, Unit
from kb.read.amend import PASAL_I, Point, Section, is_partial, points, quoted_parts, quoted_sections
from kb.read.instructions import Kind, Operation
from kb.read.structure import Structure

_AMENDING = re.compile(r"\s*perubahan\b", re.IGNORECASE)
_OPENING = re.compile(r"\n[ \t]*Pasa[lI]\s+[Il1]\s*\n(?P<opening>[^\f]{0,1500}?)\b(?:diubah|ditambah)[^:]{0,120}?sebagai\s+berikut\s*(?=:)")
_SECOND = re.compile(r"\n[ \t]*Pasa[lI]\s+II[ \t]*\n")
_NEXT_POINT = re.compile(r"Angka\s+\d{1,3}\s*")
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


@dataclass(frozen=True, slots=True)
class Change:
    """An amending law with the day it came into force and its points."""

    text: Text
    since: datetime.date
    points: tuple[Point, ...]


@dataclass
class _State:
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


def amending_points(text: Text, judul: str, problems: list[Problem]) -> tuple[Point, ...]:
    """The points of a law whose title says that it amends another; () for any other law.

    Args:
        text: The law.
        judul: Its title, what stands after "tentang".
        problems: Points that cannot be read are added here.
    """
    if not _AMENDING.match(judul):
        return ()
    span = _region(text)
    return tuple(points(text.words, *span, problems)) if span else ()


def _region(text: Text) -> tuple[int, int] | None:
    """Where the instructions stand: under Pasal I, up to Pasal II or the end of the body."""
    found = {c.locator: c for c in text.structure.clauses}
    body = [c for c in text.structure.clauses if c.locator.steps[0].unit is Unit.PASAL]
    if (one := found.get(PASAL_I)) is not None:
        two = found.get(Locator((Step(Unit.PASAL, "II"),)))
        stop = two.start if two and two.start > one.start else max(c.end for c in body)
        heading = re.match(r"\w+\s+\w+", text.words[one.start : one.end])
        return one.start + (heading.end() if heading else 0), stop
    if (misread := _OPENING.search(text.words)) is None:
        return None
    explained = [c.start for c in text.structure.clauses if c.locator.steps[0].unit is Unit.PENJELASAN and c.start > misread.end()]
    stop = min([*explained, len(text.words)])
    second = [match.start() for match in _SECOND.finditer(text.words, misread.end(), stop)]
    return misread.end(), second[-1] if second else stop


def consolidate(base: Text, changes: Sequence[Change]) -> tuple[list[Layer], dict[str, list[Problem]]]:
    """Apply changes to a law in order of their days.

    Returns:
        The layers made, in order, and for each amending law's key what could not be applied.
    """
    state = _State(_articles(base), {base.document.file: base.words})
    layers: list[Layer] = []
    problems: dict[str, list[Problem]] = {}
    for change in sorted(changes, key=lambda c: (c.since, c.text.key)):
        law, before = change.text, dict(state.roots)
        state.texts[law.document.file] = law.words
        state.touched, state.explained, state.problems = {}, [], []
        for point in change.points:
            _apply(state, law, point)
        _explain(state, law)
        for locator, point in state.touched.items():
            root, old = state.roots[locator], before.get(locator)
            here = {part.locator for part in root.walk()}
            words = _instruction(law, point)
            gone = tuple((part.locator, words) for part in old.walk() if part.locator not in here) if old else ()
            layers.append(Layer(base.key, law.key, point.locator, change.since, root, gone))
        problems[law.key] = state.problems
    return layers, problems


def _instruction(law: Text, point: Point) -> Slice:
    """The sentence of a point that says what is done."""
    return Slice(law.document.file, point.start, point.start + len(law.words[point.start : point.quote].rstrip()))


def _articles(text: Text) -> dict[Locator, Part]:
    """The tree of each article of a text; the tail "Angka 20" of a penjelasan announces the next point and is no part."""
    grouped: dict[Locator, list[Clause]] = {}
    for clause in text.structure.clauses:
        grouped.setdefault(root_of(clause.locator), []).append(clause)
    out = {}
    for locator, clauses in grouped.items():
        if clauses[0].locator == locator and not clauses[0].cells:
            if locator.steps[0].unit is Unit.PENJELASAN:
                clauses = [c for c in clauses if not _NEXT_POINT.fullmatch(text.words, c.start, c.end)]
            out[locator] = tree(clauses, text.document.file)
    return out


def _apply(state: _State, law: Text, point: Point) -> None:
    """Do what one point says."""
    found: list[Problem] = []
    sections = {s.locator: s for s in quoted_sections(law.words, point, found)}
    state.problems += [replace(p, message=f"{point.locator.cite()}: {p.message}") for p in found]
    for section in sections.values():
        _quote(state, law, point, section)
    asked = [op for op in point.instruction.operations if op.kind in (Kind.GANTI, Kind.SISIP)]
    loose = [
        op.target
        for op in asked
        if len(op.target.steps) > 1 and root_of(op.target) not in sections and op.target.steps[0].unit is Unit.PASAL
    ]
    _put_parts(state, law, point, loose, (point.quote, point.end))
    for op in point.instruction.operations:
        if op.kind is Kind.HAPUS:
            _delete(state, law, point, op, sections)
        elif op.kind is Kind.FRASA:
            _reword(state, law, point, op)
        elif op.division and not sections:
            state.doubt(point, f"{op.division}: judul atau isinya tidak diterapkan; judul yang tampil masih yang lama")
        elif op.target.steps[:1] == (Step(Unit.PENJELASAN),):
            state.explained.append((op.target, point))
        elif op.target.steps and op.target not in sections and len(op.target.steps) == 1:
            _annex(state, law, point, op.target)


def _quote(state: _State, law: Text, point: Point, section: Section) -> None:
    """Put a quoted Pasal in its place, whole or only the parts that it is quoted for."""
    old = state.roots.get(section.locator)
    if old is not None and not old.deleted and (targets := is_partial(point, section)):
        first = section.clauses[0]
        body = re.match(r"\w+\s+\w+(?:\s[A-Z](?!\w))?", law.words[first.start : first.end])
        _put_parts(state, law, point, targets, (first.start + (body.end() if body else 0), first.end))
        return
    new = tree(section.clauses, law.document.file)
    heading = new.heading or (old.heading if old else _heading_before(state, section.locator))
    state.set(_headed(_marked(new, old, law), heading), point)


def _marked(new: Part, old: Part | None, law: Text) -> Part:
    """A quoted tree in which "Dihapus." is a deletion, and "Tetap" the part as it stood."""
    words = "".join(law.words[piece.start : piece.end] for piece in new.lead)
    if old is not None and not new.parts and len(new.locator.steps) > 1 and _KEPT.fullmatch(words) and (kept := old.at(new.locator)):
        return kept
    deleted = not new.parts and bool(_GONE.fullmatch(words.strip()))
    return replace(new, parts=tuple(_marked(part, old, law) for part in new.parts), deleted=deleted)


def _headed(part: Part, heading: tuple[str, ...]) -> Part:
    return replace(part, heading=heading, parts=tuple(_headed(below, heading) for below in part.parts))


def _heading_before(state: _State, locator: Locator) -> tuple[str, ...]:
    """The division that an inserted Pasal stands in: that of the Pasal before it."""
    number = sort_key(locator.steps[0].number)
    earlier = [r for r in state.roots if r.steps[0].unit is Unit.PASAL and sort_key(r.steps[0].number) < number]
    return state.roots[max(earlier, key=lambda r: sort_key(r.steps[0].number))].heading if earlier else ()


def _put_parts(state: _State, law: Text, point: Point, targets: Sequence[Locator], span: tuple[int, int]) -> None:
    """Put parts quoted without the rest of their Pasal in place."""
    found: list[Problem] = []
    quoted = {s.locator: s for s in quoted_parts(law.words, span, targets, found)} if targets else {}
    for target in targets:
        section = quoted.get(target)
        root = state.roots.get(root_of(target))
        changed = (
            root.put(_headed(_marked(tree(section.clauses, law.document.file), root, law), root.heading)) if section and root else None
        )
        if changed is None:
            why = "bunyi barunya tidak ditemukan" if section is None else "tempatnya tidak ada pada naskah yang diubah"
            state.doubt(point, f"{target.cite()}: {why}")
        else:
            state.set(changed, point)


def _delete(state: _State, law: Text, point: Point, op: Operation, sections: dict[Locator, Section]) -> None:
    words = _instruction(law, point)
    if op.division:
        inside = [part for part in state.roots.values() if any(_names(title, op.division) for title in part.heading)]
        for part in inside:
            if not part.deleted:
                state.set(Part(part.locator, (words,), (), part.heading, deleted=True), point)
        if not inside:
            state.doubt(point, f"{op.division} yang dihapus tidak ditemukan")
        return
    if not op.target.steps:
        state.doubt(point, "tempat yang dihapus tidak terbaca")
        return
    at = root_of(op.target)
    if at in sections and not is_partial(point, sections[at]):
        return  # the quoted Pasal says what is left
    root = state.roots.get(at)
    heading = root.heading if root else ()
    gone = Part(op.target, (words,), (), heading, deleted=True)
    there = op.target == at or (root is not None and root.at(op.target) is not None)
    changed = root.put(gone) if root and there else gone if there else None
    if changed is None:
        state.doubt(point, f"{op.target.cite()} yang dihapus tidak ada pada naskah yang diubah")
        return
    state.set(changed, point)


def _names(title: str, division: str) -> bool:
    return title.upper().split()[:2] == division.upper().split()[:2]


def _reword(state: _State, law: Text, point: Point, op: Operation) -> None:
    """Put one phrase in the place of another, in the clause named or in every Pasal."""
    phrases = list(_IN_QUOTES.finditer(law.words, point.start, point.end))
    if len(phrases) != 2:
        state.doubt(point, "penggantian frasa tidak diterapkan; bunyi lama yang tampil")
        return
    old = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrases[0][1].split())) + r"(?!\w)")
    new = Slice(law.document.file, phrases[1].start(1), phrases[1].end(1))
    targets = [op.target] if op.target.steps else [r for r in state.roots if r.steps[0].unit is Unit.PASAL]
    changed = False
    for target in targets:
        root = state.roots.get(root_of(target))
        part = root.at(target) if root else None
        if root is None or part is None or part.deleted:
            continue
        reworded = _with_phrase(part, old, new, state.texts)
        if reworded != part and (whole := root.put(reworded)):
            state.set(whole, point)
            changed = True
    if not changed:
        state.doubt(point, "frasa yang diganti tidak ditemukan; bunyi lama yang tampil")


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


def _explain(state: _State, law: Text) -> None:
    """Give each touched Pasal the penjelasan that the amending law has for it, and those it says to replace."""
    own = _articles(law)
    asked: dict[Locator, list[tuple[Locator, Point]]] = {}
    for target, point in state.explained:
        asked.setdefault(root_of(target), []).append((target, point))
    for locator, point in list(state.touched.items()):
        at = Locator((Step(Unit.PENJELASAN), *locator.steps))
        if locator.steps[0].unit is Unit.PASAL and at not in asked:
            old = state.roots.get(at)
            if state.roots[locator].deleted and old and not old.deleted:
                state.set(Part(at, (_instruction(law, point),), (), (), deleted=True), point)
            elif at in own and not state.roots[locator].deleted:
                state.set(own[at], point)
    for at, targets in asked.items():
        _explain_asked(state, own.get(at), at, targets)


def _explain_asked(state: _State, new: Part | None, at: Locator, targets: list[tuple[Locator, Point]]) -> None:
    """Put a penjelasan that an instruction names in place: whole, or the parts named where the law's own says only those."""
    old, (_, point) = state.roots.get(at), targets[0]
    if new is None:
        state.doubt(point, f"{at.cite()}: bunyi barunya tidak ditemukan")
        return
    fewer = old is not None and {p.locator for p in new.parts} < {p.locator for p in old.parts}
    parts = [part for target, _ in targets if (part := new.at(target))]
    if old is None or not fewer or len(parts) < len(targets) or at in {target for target, _ in targets}:
        state.set(new, point)
        return
    for part in parts:
        state.set(state.roots[at].put(part) or new, point)


def _annex(state: _State, law: Text, point: Point, target: Locator) -> None:
    """Put an annex of the amending law in the place of the law's own; a Pasal that should have been quoted is a problem."""
    own = [c for c in law.structure.clauses if root_of(c.locator) == target] if target.steps[0].unit is Unit.LAMPIRAN else []
    if own and own[0].locator == target and not any(c.cells for c in own):
        state.set(tree(own, law.document.file), point)
    else:
        state.doubt(point, f"{target.cite()}: bunyi barunya tidak ditemukan")
