"""Read what an amending law's instruction does: which clause it replaces, inserts, deletes, or changes words of.

An instruction is one sentence: "Ketentuan ayat (2) dan ayat (4) Pasal 68 diubah, sehingga berbunyi sebagai berikut:".
It names places in either order (``Pasal 68 ayat (2)``, ``ayat (2) Pasal 68``) and verbs that stand after them
(``diubah``) or before them (``mengubah``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.errors import LocatorError
from kb.law.regulation import Locator, Step, Unit


class Kind(StrEnum):
    """What an instruction does to a place."""

    GANTI = "ganti"
    SISIP = "sisip"
    HAPUS = "hapus"
    FRASA = "frasa"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing done to one place: a clause, or with an empty ``target`` the division or the whole law that ``division`` names."""

    kind: Kind
    target: Locator
    division: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.target if self.target.steps else self.division or 'seluruhnya'}"


@dataclass(frozen=True, slots=True)
class Instruction:
    """The operations of one sentence, and the clauses it says the quoted text gives whole ("sehingga Pasal 7 berbunyi")."""

    operations: tuple[Operation, ...]
    whole: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as written: its span, its steps from the top, a division's name, whether it is of the penjelasan."""

    start: int
    end: int
    steps: tuple[Step, ...]
    division: str = ""
    penjelasan: bool = False


_PASAL = r"[0-9lOI]{1,3}(?:\s?[A-Z](?![\w.]))?[a-z]?(?!\w)|[IVX]+\b"
_TOKEN = re.compile(
    rf"""\b(?:
    (?P<penjelasan>penjelasan(?:nya)?)
    | (?:pasal|pasa1|pasai)\s*(?P<pasal>{_PASAL})
    | ayat\s*(?P<ayat>\(\s?[0-9lI]{{1,2}}[a-z]?\s?[)\]1]?)
    | huruf\s+(?P<huruf>[a-z]{{1,2}}[0-9]?)(?!\w)
    | (?:angka|butir)\s+(?P<angka>[0-9]{{1,3}}[a-z]?)(?!\w)
    | (?P<division>(?:bab|bagian|paragraf)\s+(?:ke[a-z]+|pertama|[IVXLC]+\s?[A-Z]?(?!\w)|[0-9]+[A-Z]?)(?:\s(?:belas|puluh)\b)?)
    | lampiran(?:\s+(?P<lampiran>[IVX]+|[0-9]{{1,2}})(?!\w))?(?P<annex>)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE = {
    "pasal": re.compile(r"(?:\s*,\s*(?:dan\s+)?|\s+(?:dan|atau|serta)\s+)(?P<n>[0-9]{1,3}[A-Z]?)(?!\w|\s*\()"),
    "ayat": re.compile(r"(?:\s*,\s*(?:dan\s+)?|\s+(?:dan|atau|serta)\s+)(?P<n>\(\s?[0-9]{1,2}[a-z]?\s?\))"),
    "huruf": re.compile(r"(?:\s*,\s*(?:dan\s+)?|\s+(?:dan|atau|serta)\s+)(?P<n>[a-z]{1,2}[0-9]?)(?![\w.])"),
}
_RANGE = re.compile(r"\s*(?:sampai\s+dengan|s[./]?d\.?)\s*$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:(?P<ganti>(?:di|meng)ubah|perubahan|diganti(?:kan)?|mengganti|disempurnakan)"
    r"|(?P<hapus>dihapus(?:kan)?|menghapus(?:kan)?|ditiadakan|meniadakan|dicabut|mencabut)"
    r"|(?P<sisip>di\s?sisipkan|menyisipkan|di\s?tambah(?:kan)?|menambah(?:kan)?|penambahan)"
    r"|(?P<tetap>tetap))\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"me|pe[nr]", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:sehingga|hingga|(?:yang\s+|menjadi\s+)?berbunyi)\b", re.IGNORECASE)
_NAMELY = re.compile(r"\b(?:yakni|yaitu|ialah|adalah|menjadi|dijadikan|dengan)\b", re.IGNORECASE)
_ANCHOR = re.compile(r"\b(?:di\s?antara|antara|setelah|sesudah|sebelum)\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:frasa|frase|kata|kata-kata|sebutan|istilah|penyebutan|nomenklatur|singkatan)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b([0-9]{1,2})\s*\([^)]*\)\s*(pasal|ayat|huruf|angka|butir)", re.IGNORECASE)
_RANK = {Unit.PASAL: 0, Unit.LAMPIRAN: 0, Unit.AYAT: 1, Unit.HURUF: 2, Unit.ANGKA: 3}
_ALONE = re.compile(r"(?:\s+pasal)?\s*(?:,|$|(?=di[a-z]))", re.IGNORECASE)
_MOST_IN_RANGE = 60
_NOWHERE = Locator(())


def read_instruction(sentence: str) -> Instruction:
    """Read one instruction, its point number left out.

    >>> [str(op) for op in read_instruction("Ketentuan Pasal 71 diubah sehingga berbunyi sebagai berikut:").operations]
    ['ganti pasal-71']
    >>> [str(op) for op in read_instruction("Di antara ayat (1) dan ayat (2) Pasal 16 disisipkan ayat (1a)").operations]
    ['sisip pasal-16/ayat-1a']
    >>> [str(op) for op in read_instruction("BAB V dihapus.").operations]
    ['hapus BAB V']
    >>> read_instruction("Peraturan ini berlaku umum.").operations
    ()
    """
    text = " ".join(sentence.replace("\f", " ").split())
    result = _RESULT.search(text)
    head, tail = (text[: result.start()], text[result.start() :]) if result else (text, "")
    given = [p for p in _places(tail) if p.steps[:1] and p.steps[0].unit is Unit.PASAL]
    found = list(_by_verb(head))
    if not found and result and "berbunyi" in tail:
        found = [(Kind.GANTI, place) for place in [*_places(head), *given]]
    home = next((p.steps[:1] for p in [*_places(head), *given] if p.steps and _RANK[p.steps[0].unit] == 0), ())
    operations = _completed(found, home)
    whole = tuple(_locator(p) for p in given if re.search(r"\bberbunyi\b|\bmenjadi\b", tail) and not p.penjelasan)
    return Instruction(tuple(dict.fromkeys(operations)), whole)


def _by_verb(head: str) -> Iterator[tuple[Kind, _Place]]:
    """What each verb of a sentence does to which places, in order."""
    verbs = list(_VERB.finditer(head))
    floor = 0
    for i, verb in enumerate(verbs):
        kind, stop = verb.lastgroup or "", verbs[i + 1].start() if i + 1 < len(verbs) else len(head)
        before, after = head[floor : verb.start()], head[verb.end() : stop]
        floor = verb.end()
        if kind == "tetap":
            continue
        if kind == "sisip":
            new, used = _inserted(head, before, after)
            yield from new
            floor = verb.end() + used
            continue
        passive = not _ACTIVE.match(verb[0])
        places = _places(before) if passive else _places(after)
        words = bool(_WORDS.search(before if passive else after))
        if not passive:
            floor = stop
        for place in places or ([_Place(0, 0, ())] if words else []):
            yield Kind.FRASA if words else Kind(kind), place


def _inserted(head: str, before: str, after: str) -> tuple[list[tuple[Kind, _Place]], int]:
    """What is inserted, placed beside the anchors named before it; and how much of what follows the verb was read."""
    boundary = _ANCHOR.search(after) if _ANCHOR.search(before) else None
    reach = after[: boundary.start()] if boundary else after
    namely = _NAMELY.search(reach)
    new = _places(reach[namely.end() :]) if namely else _places(reach)
    shift = namely.end() if namely else 0
    anchors = [p for p in _places(before) if p.steps] or [p for p in _places(reach[: namely.start()] if namely else "") if p.steps]
    if boundary is None and not anchors:
        later = _ANCHOR.search(after)
        anchors = [p for p in _places(after[later.start() :]) if p.steps] if later else []
        new = [p for p in new if later is None or p.start + shift < later.start()]
    if (count := _COUNT.search(reach)) and len(new) > int(count[1]) and not any(p.division for p in new):
        new = new[: int(count[1])]
    if not new and anchors:  # "ditambah 1 (satu) ayat" without its number: the quoted text gives the clause whole
        return [(Kind.GANTI, anchors[-1])], 0
    placed = [(Kind.SISIP, _beside(p, anchors)) for p in new]
    return placed, shift + new[-1].end if new else 0


def _beside(new: _Place, anchors: list[_Place]) -> _Place:
    """An inserted place with what stands above it: as its neighbours have it, else the clause it is added to."""
    if not new.steps or _RANK[new.steps[0].unit] == 0:
        return new
    unit = new.steps[0].unit
    for anchor in anchors:
        for depth, step in enumerate(anchor.steps):
            if step.unit is unit:
                return replace(new, steps=(*anchor.steps[:depth], *new.steps))
    if anchors:
        above = tuple(s for s in anchors[-1].steps if _RANK[s.unit] < _RANK[unit])
        return replace(new, steps=(*above, *new.steps))
    return new


def _completed(found: list[tuple[Kind, _Place]], home: tuple[Step, ...]) -> list[Operation]:
    """The operation on each place; one named without what stands above it takes that of the place before, else the sentence's Pasal."""
    out = []
    recent = home
    for kind, place in found:
        steps = place.steps
        if steps and _RANK[steps[0].unit] > 0:
            rank = _RANK[steps[0].unit]
            steps = (*(s for s in recent if _RANK[s.unit] < rank), *steps)
        elif place.penjelasan and not steps:
            steps = home
        if place.division or not steps:
            out.append(Operation(kind, _NOWHERE, place.division))
        elif _RANK[steps[0].unit] == 0:
            recent = steps
            out.append(Operation(kind, _locator(replace(place, steps=steps))))
    return out


def _locator(place: _Place) -> Locator:
    return Locator(((Step(Unit.PENJELASAN),) if place.penjelasan else ()) + place.steps)


def _places(text: str) -> list[_Place]:
    """Every place named, each completed from its neighbours: ``ayat (2) dan ayat (4) Pasal 68`` are two of Pasal 68."""
    chains = _chains(text)
    out: list[_Place] = []
    for i, chain in enumerate(chains):
        steps = chain.steps
        if steps and _RANK[steps[0].unit] > 0:
            rank = _RANK[steps[0].unit]
            follows = next((c for c in chains[i + 1 :] if c.steps and c.steps[0].unit is Unit.PASAL), None)
            previous = next((c for c in reversed(out) if c.steps and c.steps[0].unit is Unit.PASAL), None)
            turned = follows is not None and text[chain.start : follows.end].lower().rfind("pasal") > 0 and follows.division == "<"
            above = follows if turned and follows is not None else previous
            if above is not None and not (chain.penjelasan and not above.penjelasan and turned):
                steps = (*(s for s in above.steps if _RANK[s.unit] < rank), *steps)
        out.append(_Place(chain.start, chain.end, steps, "" if chain.division == "<" else chain.division, chain.penjelasan))
    return [p for p in out if p.steps or p.division or p.penjelasan]


def _chains(text: str) -> list[_Place]:
    """Places as runs of adjoining units, each turned so that the widest stands first; "<" marks one that was turned."""
    runs: list[list[tuple[int, int, Step]]] = []
    flags: list[tuple[bool, str, int, int]] = []
    penjelasan, last_end = False, -1
    for start, end, name, value in _tokens(text):
        gap = text[last_end:start] if last_end >= 0 else ""
        last_end = end
        if name == "penjelasan":
            penjelasan = True
            if _ALONE.match(text, end):
                runs.append([])
                flags.append((True, "", start, end))
            continue
        if name == "division":
            runs.append([])
            flags.append((False, _division(value), start, end))
            continue
        step = _step(name, value)
        if step is None:
            continue
        ranks = [_RANK[s.unit] for _, _, s in runs[-1]] if runs else []
        joined = bool(runs and runs[-1] and not gap.strip(" ") and _RANK[step.unit] not in ranks)
        if joined and (_RANK[step.unit] > max(ranks) or _RANK[step.unit] < min(ranks)):
            runs[-1].append((start, end, step))
        else:
            if gap and not re.fullmatch(r"\s*(?:,|dan|serta|atau|sampai|dengan|\s)*\s*", gap):
                penjelasan = penjelasan and "penjelasan" in text[max(0, start - 12) : start].lower()
            runs.append([(start, end, step)])
            flags.append((penjelasan, "", start, end))
    out = []
    for run, (of_penjelasan, division, start, end) in zip(runs, flags, strict=True):
        turned = len(run) > 1 and _RANK[run[0][2].unit] > _RANK[run[-1][2].unit]
        steps = tuple(s for _, _, s in (sorted(run, key=lambda r: _RANK[r[2].unit]) if turned else run))
        last = run[-1][1] if run else end
        out.append(_Place(start, last, steps, division or ("<" if turned else ""), of_penjelasan))
    return out


def _tokens(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each named unit with its span and number; bare numbers of a list and the members of a range are named too."""
    at = 0
    before: tuple[str, str] | None = None
    while match := _TOKEN.search(text, at):
        name = "lampiran" if match["annex"] is not None else match.lastgroup or ""
        value = match["lampiran"] or "" if name == "lampiran" else match[name]
        if before and before[0] == name and _RANGE.search(text[at : match.start()]):
            for between in _between(before[1], value):
                yield match.start(), match.start(), name, between
        yield match.start(), match.end(), name, value
        before, at = (name, value), match.end()
        while name in _BARE and (bare := _BARE[name].match(text, at)):
            yield bare.start("n"), bare.end("n"), name, bare["n"]
            before, at = (name, bare["n"]), bare.end()


def _between(first: str, last: str) -> list[str]:
    """The numbers inside a range, its ends left out: 178B and 178C for 178A to 178D."""
    a, b = re.sub(r"[\s()]", "", first), re.sub(r"[\s()]", "", last)
    if a[:-1] == b[:-1] and a[-1:].isalpha() and b[-1:].isalpha() and a[-1] < b[-1]:
        return [a[:-1] + chr(c) for c in range(ord(a[-1]) + 1, ord(b[-1]))]
    if a.isdecimal() and b.isdecimal() and 0 < int(b) - int(a) < _MOST_IN_RANGE:
        return [str(n) for n in range(int(a) + 1, int(b))]
    return []


def _step(name: str, value: str) -> Step | None:
    """The step a token names, its commonly misread digits read; None where it is none."""
    number = re.sub(r"[\s()\]]", "", value)
    if name == "ayat":
        number = re.sub(r"[lI]", "1", number)
        if ")" not in value and "]" not in value and len(number) > 1 and number.endswith("1"):
            number = number[:-1]  # "(21" is "(2)" with its bracket misread
    elif name == "pasal" and any(map(str.isdigit, number)):
        number = re.sub(r"[lI]", "1", number[:-1]).replace("O", "0") + (number[-1] if number[-1] not in "lIO" else "10"[number[-1] == "O"])
    try:
        return Step.of(Unit(name), number)
    except (LocatorError, ValueError):
        return None


def _division(value: str) -> str:
    kind, _, number = value.partition(" ")
    return f"BAB {number.replace(' ', '').upper()}" if kind.lower() == "bab" else f"{kind.capitalize()} {number}"
