"""A story in everyday words, or a short form, to facts: each with the words it was read from.

Nothing is guessed: a fact that the words do not tell stays missing, and what is denied ("tidak ikut") is kept
as denied.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.errors import QuestionError
from kb.law import actors, conduct
from kb.law.days import MONTHS
from kb.law.phrases import compiled

MAX_STORY = 20_000
_ACTS = [(act, compiled(act.phrases)) for act in conduct.ACTS]
_TERMS = {
    name: [(term.code, compiled(term.phrases)) for term in table]
    for name, table in (
        ("status", actors.STATUSES), ("position", actors.POSITIONS), ("election", actors.ELECTIONS), ("phase", actors.PHASES),
        ("medium", actors.MEDIA), ("candidate", actors.CANDIDATES), ("leave", actors.LEAVES),
    )
}  # fmt: skip
_CODES = {name: {code for code, _ in table} for name, table in _TERMS.items()} | {"act": set(conduct.NAMES)}
_FIELD = compiled(actors.FIELD)
_SUPPORT, _SPOUSE = compiled(actors.SUPPORT), compiled(actors.SPOUSE)
_OF_OTHERS, _KINFOLK = compiled(actors.OF_OTHERS), compiled(actors.KINFOLK)
_STATUS = compiled(phrase for term in actors.STATUSES for phrase in term.phrases)
_UNSAID = "dukungan"  # support of which the way is not told; it gives way to any act that is
_ELECTORAL = {
    "tim_sukses", "dekati_partai", "anggota_partai", "mencalonkan", "jurkam", "dukungan_ktp", "dukungan", "politik_uang", "narasumber",
    "kampanye_medsos", "hadir", "ikut_kampanye", "mendampingi",
}  # fmt: skip
_ABOUT_OTHERS = {"mencalonkan", "dekati_partai"}
_NO = r"(?:tidak|nggak|enggak|ngga|gak|ga|tak|tdk|belum|blm|bukan|menolak|nolak|batal|berhenti|jangan)"
_DENIED = re.compile(
    rf"(?<!\w)(?P<no>{_NO})(?:\s+(?:pernah|sempat|mau|jadi|akan|ikut|turut|sampai|lagi|saya|untuk|dengan|memakai|pakai)){{0,4}}\s+$", re.I
)
_NOT_DENIED = re.compile(r"(?:boleh|bisa|dapat|apakah|apa|kena|atau|kenapa|mengapa|yang|jika|kalau)\W+$|(?:hanya|cuma|sekadar)\W*$", re.I)
_ONLY = re.compile(r"^\W*(?:hanya|cuma|sekadar|boleh)", re.I)
_CALON_BEFORE = re.compile(
    r"(?:calon|cawa|balon|kandidat|pasangan|paslon|bakal|mendukung|untuk|postingan|akun|sebagai|jadi|suami|istri)\W+(?:wakil\W+)?$", re.I
)
_NOT_BEFORE = re.compile(r"(?<!\w)bukan\W+(?:\w+\W+)?$", re.I)
_NOT_YET_BEFORE = re.compile(
    r"(?<!\w)(?:sebelum|belum|blm|bukan|di\s?luar|jelang|menjelang)(?:\s+(?:masuk|memasuki|ada|sampai|tiba|mulai|dalam|saat|pada|jadi))?\s+$",
    re.I,
)
_NOT_YET_AFTER = re.compile(
    r"(?:\s+(?:ini|itu|pun|juga|memang|resmi|pilkada|pemilu|pilgub|pilbup|pilwali|pilpres|pileg|\d{4})){0,3}\s+(?:belum|blm|masih\s+(?:lama|jauh))\b",
    re.I,
)
_ME = re.compile(r"(?:saya|aku|gue|kami)\W+(?:adalah|seorang|sebagai|yang|ini|seorang)?\W*$", re.I)
_STOP = re.compile(r"[.;!?,\n]")
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{{1,2}})[/-](?P<m2>\d{{1,2}})[/-](?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{'|'.join(MONTHS)})\s+(?P<y3>\d{{4}}))(?!\d)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the story tells: ``words`` is its slice from ``start`` to ``end``; a fact of the form has no slice."""

    name: str
    value: str
    label: str
    words: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as brought: a story, a form, or both; what the form says stands before what the story seems to say.

    Raises:
        QuestionError: If there is nothing in it, too much, or a value that is not offered.
    """

    story: str = ""
    status: str = ""
    act: str = ""
    medium: str = ""
    phase: str = ""
    election: str = ""
    position: str = ""
    on: datetime.date | None = None

    def __post_init__(self) -> None:
        if not self.story.strip() and not self.act:
            raise QuestionError(
                "kasus kosong; ceritakan siapa melakukan apa, misalnya: PNS like postingan calon bupati, atau isi perbuatannya"
            )
        if len(self.story) > MAX_STORY:
            raise QuestionError(f"cerita {len(self.story):,} karakter, lebih dari batas {MAX_STORY:,}; ceritakan pokok kejadiannya saja")
        for name, value in self.given:
            if value not in _CODES[name]:
                raise QuestionError(f"isian {name} {value[:40]!r} tidak dikenal; pilih salah satu: {', '.join(sorted(_CODES[name]))}")

    @property
    def given(self) -> list[tuple[str, str]]:
        """What the form fills in, as name and code."""
        form = [(n, getattr(self, n)) for n in ("status", "act", "medium", "phase", "election", "position")]
        return [(name, value) for name, value in form if value]


@dataclass(frozen=True)
class Understood:
    """The facts of a case."""

    facts: tuple[Fact, ...]
    of_elections: bool = True
    """Whether the story speaks of elections at all: a like or a car is no case without a candidate or a party."""

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a fact, in order of the story."""
        return tuple(dict.fromkeys(f.value for f in self.facts if f.name == name))

    def value(self, name: str) -> str:
        """The only or first value of a fact, "" where it is missing."""
        return next(iter(self.values(name)), "")

    def words(self, name: str, value: str) -> str:
        """The words a value was read from, "" where it was not."""
        return next((f.words for f in self.facts if (f.name, f.value) == (name, value)), "")

    @property
    def day(self) -> datetime.date | None:
        """The day the story names, None where it names none."""
        return datetime.date.fromisoformat(self.value("date")) if self.value("date") else None


def understand(case: Case) -> Understood:
    """The facts of a case, those of the form first.

    >>> [(f.name, f.value, f.words) for f in understand(Case("Saya PNS, kemarin like status calon bupati")).facts][:3]
    [('status', 'pns', 'PNS'), ('act', 'interaksi_medsos', 'like'), ('election', 'pilkada', 'calon bupati')]
    """
    story = case.story.encode("utf-8", "replace").decode("utf-8")
    given = [Fact(name, value, _label(name, value), f"isian: {_label(name, value)}") for name, value in case.given]
    if case.on:
        given.append(Fact("date", case.on.isoformat(), case.on.isoformat(), f"isian: {case.on.isoformat()}"))
    told = [*_statuses(story), *_acts(story), *_rest(story)]
    filled = {fact.name for fact in given}
    acts = {fact.value for fact in told if fact.name == "act"}
    of_elections = bool(case.act or case.election or acts & _ELECTORAL or _FIELD.search(story))
    return Understood((*given, *(fact for fact in told if fact.name not in filled)), of_elections)


def _label(name: str, value: str) -> str:
    return (conduct.NAMES if name in ("act", "denied_act", "other_act") else actors.NAMES).get(value, value)


def _fact(name: str, value: str, match: re.Match[str], label: str = "") -> Fact:
    return Fact(name, value, label or _label(name, value), match[0], match.start(), match.end())


def _statuses(story: str) -> Iterator[Fact]:
    """The status of the one the case is about, then those of others named; the position too."""
    found = sorted(_found("status", story), key=lambda fact: (fact.start or 0, -(fact.end or 0)))
    found = [f for i, f in enumerate(found) if not any(_inside(f, g) for g in found if g is not f)]
    found = [f for f in found if not _NOT_BEFORE.search(story, 0, f.start or 0)]
    found = [f for f in found if f.value != "pejabat_negara" or not _CALON_BEFORE.search(story[max(0, (f.start or 0) - 40) : f.start])]
    found = [f for f in found if f.value != "pejabat_negara" or not re.match(r"\W+(?:yang\W+)?(?:pns|asn)\b", story[f.end :], re.I)]
    positions = [p for p in _found("position", story) if not _NOT_BEFORE.search(story, 0, p.start or 0)]
    positions.sort(key=lambda fact: ([t.code for t in actors.POSITIONS].index(fact.value) == 3, fact.start or 0))
    holder = next((p for p in positions if p.value != "fungsional"), None)
    me = [f for f in found if _ME.search(story[max(0, (f.start or 0) - 30) : f.start])]
    first = next(iter(me or found), None)
    asn = next((f for f in found if f.value in ("pns", "pppk", "cpns", "asn")), None)
    if holder and not me and (first is None or (holder.start or 0) < (first.start or 0)):
        first = asn or Fact("status", "asn", actors.NAMES["asn"], holder.words, holder.start, holder.end)
    if first:
        yield first
    yield from (Fact("other_status", f.value, f.label, f.words, f.start, f.end) for f in found if first and f.value != first.value)
    if positions:
        yield positions[0]


def _inside(one: Fact, other: Fact) -> bool:
    """Whether one match lies in another that is longer."""
    a, b, c, d = one.start or 0, one.end or 0, other.start or 0, other.end or 0
    return c <= a and b <= d and (d - c) > (b - a)


def _acts(story: str) -> Iterator[Fact]:
    """What is done, in order of the story, each act once; what is denied and what another does apart."""
    candidates = [(m.start(), _clause_end(story, m.end())) for m in _OF_OTHERS.finditer(story)]
    kin = [(a, b) for a, b in _kin_clauses(story) if not _STATUS.search(story, a, b)]
    found: list[Fact] = []
    for act, pattern in _ACTS:
        fact = None
        for match in pattern.finditer(story):
            at = match.start()
            if act.code in _ABOUT_OTHERS and any(a <= at < b for a, b in candidates):
                continue
            other = any(a <= at < b for a, b in kin)
            name = "other_act" if other else "denied_act" if not act.denies and _is_denied(story, at) else "act"
            if fact is None or name == "act":
                fact = _fact(name, act.code, match)
            if name == "act":
                break
        if fact:
            found.append(fact)
    said = {f.name for f in found if f.value != _UNSAID}
    found = [f for f in found if f.value != _UNSAID or f.name not in said]
    yield from sorted(found, key=lambda f: (f.start or 0, -(f.end or 0)))


def _kin_clauses(story: str) -> Iterator[tuple[int, int]]:
    """The clauses that start with another of the family."""
    for match in _KINFOLK.finditer(story):
        if not story[: match.start()].strip() or _STOP.search(story[: match.start()].rstrip()[-1:]):
            yield match.start(), _clause_end(story, match.end())


def _clause_end(story: str, start: int) -> int:
    stop = _STOP.search(story, start)
    return stop.start() if stop else len(story)


def _is_denied(story: str, start: int) -> bool:
    """Whether a "tidak" before an act denies it; "boleh nggak" asks and "tidak hanya" adds."""
    before = story[max(0, start - 60) : start]
    match = _DENIED.search(before)
    if not match:
        return False
    return not _NOT_DENIED.search(before[: match.start("no")]) and not _ONLY.match(before[match.end("no") :])


def _rest(story: str) -> Iterator[Fact]:
    for name in ("election", "phase", "candidate", "medium", "leave"):
        found = _found(name, story)
        if name == "leave":
            found = found[:1]
        yield from found
    if match := _SPOUSE.search(story):
        yield _fact("relation", "pasangan_calon", match, "suami atau istri menjadi calon")
    if (match := _SUPPORT.search(story)) and not _is_denied(story, match.start()):
        yield _fact("support", "aktif", match, "dukungan aktif")
    for match in _DATE.finditer(story):
        if day := _day(match):
            yield _fact("date", day.isoformat(), match, day.isoformat())
            break


def _found(name: str, story: str) -> list[Fact]:
    """Each value of a fact at its first mention, in the table's order; a time that is not yet is not told."""
    found = []
    for code, pattern in _TERMS[name]:
        mentions = (match for match in pattern.finditer(story) if name != "phase" or not _not_yet(code, match, story))
        if first := next(mentions, None):
            found.append(_fact(name, code, first))
    return found


def _not_yet(phase: str, match: re.Match[str], story: str) -> bool:
    """Whether a time is named to say that it has not come: before candidates are determined is told in just such words."""
    before = story[max(0, match.start() - 40) : match.start()]
    return phase != "bakal" and bool(_NOT_YET_BEFORE.search(before) or _NOT_YET_AFTER.match(story, match.end()))


def _day(match: re.Match[str]) -> datetime.date | None:
    parts: Sequence[str | None] = next(
        (p for p in (match.group("y", "m", "d"), match.group("y2", "m2", "d2"), match.group("y3", "m3", "d3")) if p[0]), ("", "", "")
    )
    year, month, day = (part or "" for part in parts)
    number = MONTHS.index(month.casefold()) + 1 if month.casefold() in MONTHS else int(month or 0)
    try:
        return datetime.date(int(year), number, int(day))
    except ValueError:
        return None


def labels(codes: Iterable[str]) -> list[str]:
    """The names of codes for people."""
    return [conduct.NAMES.get(code) or actors.NAMES.get(code, code) for code in codes]
