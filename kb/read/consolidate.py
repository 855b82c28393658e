"""Apply amending laws to the law they amend, in order of their days, and give the layers of each article."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.law.layers import Layer, Part, root_of, tree
from kb.law.regulation import Clause, Locator, Problem, Step, Unit
from kb.read.amend import PASAL_I, Point, points
from kb.read.applying import Body, Text, apply_point, instruction_of

_AMENDING = re.compile(r"\s*perubahan(?:\s+\w+){0,3}\s+atas\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?<=\n)|(?<=\.\s))[ \t]*P(?:asa[lIi]|ASAL)\s*[Il1i](?!\w)\s+"
    r"(?P<opening>(?=[A-Z])(?=[\s\S]{0,1500}?(?:[Uu]bah|[Tt]ambah))[\s\S]{0,1600}?sebagai\s+berikut\s*:)"
)
_SECOND = re.compile(r"\n[ \t]*Pasa[lI]\s+II[ \t]*\n")
_MARKS = {Unit.AYAT: r"\(\s?{}\s?[)\]]?\s", Unit.HURUF: r"{}[.)]\s", Unit.ANGKA: r"{}[.)]\s"}
_NEXT_POINT = re.compile(r"Angka\s+\d{1,3}\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """An amending law with the day it came into force and its points."""

    text: Text
    since: datetime.date
    points: tuple[Point, ...]


def is_amending(judul: str) -> bool:
    """Whether a title, what stands after "tentang", is that of a law that amends another.

    >>> is_amending("Perubahan Kedua atas Undang-Undang Nomor 1 Tahun 2015"), is_amending("Perubahan Bentuk Perusahaan Umum")
    (True, False)
    """
    return bool(_AMENDING.match(judul))


def amending_points(text: Text, judul: str, problems: list[Problem]) -> tuple[Point, ...]:
    """The points of a law whose title says that it amends another; () for any other law.

    Args:
        text: The law.
        judul: Its title, what stands after "tentang".
        problems: Points that cannot be read are added here.
    """
    if not is_amending(judul):
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
    return misread.start("opening"), second[-1] if second else stop


def consolidate(base: Text, changes: Sequence[Change]) -> tuple[list[Layer], dict[str, list[Problem]]]:
    """Apply changes to a law in order of their days.

    Returns:
        The layers made, in order, and for each amending law's key what could not be applied.
    """
    body = Body(_articles(base), {base.document.file: base.words})
    layers: list[Layer] = []
    problems: dict[str, list[Problem]] = {}
    for change in sorted(changes, key=lambda c: (c.since, c.text.key)):
        law, before = change.text, dict(body.roots)
        body.texts[law.document.file] = law.words
        body.touched, body.explained, body.problems = {}, [], []
        for point in change.points:
            apply_point(body, law, point)
        _explain(body, law)
        for locator, point in body.touched.items():
            root, old = body.roots[locator], before.get(locator)
            here = {part.locator for part in root.walk()}
            ended = [part.locator for part in old.walk() if part.locator not in here] if old else []
            unread = tuple(at for at in ended if not root.deleted and _stands_unread(at, root, body.texts))
            for at in unread:
                body.doubt(point, f"{at.cite()} tidak terbaca dalam bunyi baru")
            gone = tuple((at, instruction_of(law, point)) for at in ended if at not in unread)
            layers.append(Layer(base.key, law.key, point.locator, change.since, root, gone, unread))
        problems[law.key] = body.problems
    return layers, problems


def _stands_unread(locator: Locator, root: Part, texts: dict[str, str]) -> bool:
    """Whether a part that the tree of a new wording has not may stand in its words all the same, under a mark not read."""
    last = locator.steps[-1]
    if last.unit not in _MARKS or any(part.locator.steps[-1] == last for part in root.walk()):
        return False
    mark = re.compile(r"(?:^|\n|\f|[.;:]\s)[ \t]*" + _MARKS[last.unit].format(re.escape(last.number)), re.IGNORECASE)
    return any(mark.search(texts[piece.file][piece.start : piece.end]) for part in root.walk() for piece in part.lead)


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


def _explain(body: Body, law: Text) -> None:
    """Give each touched Pasal the penjelasan that the amending law has for it, and those it says to replace."""
    own = _articles(law)
    asked: dict[Locator, list[tuple[Locator, Point]]] = {}
    for target, point in body.explained:
        asked.setdefault(root_of(target), []).append((target, point))
    for locator, point in list(body.touched.items()):
        at = Locator((Step(Unit.PENJELASAN), *locator.steps))
        if locator.steps[0].unit is Unit.PASAL and at not in asked:
            old = body.roots.get(at)
            if body.roots[locator].deleted and old and not old.deleted:
                body.set(Part(at, (instruction_of(law, point),), (), (), deleted=True), point)
            elif at in own and not body.roots[locator].deleted:
                asked[at] = [(target, point) for target in _changed(point, locator)]
    for at, targets in asked.items():
        _explain_asked(body, own.get(at), at, targets)


def _changed(point: Point, root: Locator) -> list[Locator]:
    """The penjelasan of the parts that a point changes of a Pasal it leaves otherwise alone, else that of all of it."""
    inner = [op.target for op in point.instruction.operations if op.target.steps and root_of(op.target) == root]
    whole = root in point.instruction.whole or root in inner or not inner
    return [Locator((Step(Unit.PENJELASAN), *target.steps)) for target in ([root] if whole else inner)]


def _explain_asked(body: Body, new: Part | None, at: Locator, targets: list[tuple[Locator, Point]]) -> None:
    """Put a penjelasan that an instruction names in place: whole, or the parts named where the law's own says only those."""
    old, (_, point) = body.roots.get(at), targets[0]
    if new is None:
        body.doubt(point, f"{at.cite()}: bunyi barunya tidak ditemukan")
        return
    fewer = old is not None and {p.locator for p in new.parts} < {p.locator for p in old.parts}
    parts = [part for target, _ in targets if (part := new.at(target))]
    if old is None or not fewer or len(parts) < len(targets) or at in {target for target, _ in targets}:
        body.set(new, point)
        return
    for part in parts:
        body.set(body.roots[at].put(part) or new, point)
