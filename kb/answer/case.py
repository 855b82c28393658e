"""A case examined without being judged: its facts, the clauses they touch and why, and what is still unknown.

The result never says whether anyone is to blame: it shows clauses that are held, under which condition each
would speak, and which missing fact would change that.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.answer.facts import Case, Understood, labels, understand
from kb.answer.held import Held
from kb.answer.procedure import CHANNELS, EXCEPTIONS, STEPS
from kb.answer.rules import ANYONE, CRIMES, NORMS, OLD_SANCTIONS, ROWS, SANCTIONS, Rule
from kb.answer.search import MAX_QUESTION, Hit, Question, search
from kb.answer.unknown import Missing, missing_facts, not_held
from kb.answer.versions import companion_of, quoted_first, standing_of
from kb.errors import QuestionError
from kb.law.catalogue import Status
from kb.law.regulation import Locator

TABLES = (ROWS, NORMS, SANCTIONS, OLD_SANCTIONS, CRIMES, CHANNELS, STEPS, EXCEPTIONS)
_IN_DOUBT = frozenset({"pns", "pppk"})
_NAMES_CPNS = frozenset({"pp-94-2021", "pp-42-2004", "pp-37-2004"})
_AFTER = frozenset({"calon", "tenang", "suara"})
_MAYBE = 5
_STATUS_CONDITION = {"pns": "kalau ia PNS", "pppk": "kalau ia PPPK", "lurah": "kalau ia lurah"}
_ELECTION_CONDITION = {"pemilu": "kalau ini Pemilu", "pilkada": "kalau ini Pilkada"}
_PHASE_CONDITION = {"bakal": "kalau calonnya belum ditetapkan", "calon": "kalau calonnya sudah ditetapkan"}
_NOTHING_HELD = (
    " Korpus ini tidak memegang ketentuan yang mengenai perbuatan itu oleh orang berstatus ini pada tanggal itu; "
    "ini bukan berarti tidak ada aturannya."
)
_NOT_A_VERDICT = (
    "Hasil ini menunjukkan ketentuan yang tersentuh cerita itu. Ia tidak menilai siapa pun; menilai adalah tugas pejabat yang memeriksa."
)


@dataclass(frozen=True, slots=True)
class Point:
    """A clause that the case touches: as which role, why, under which condition, for which acts, imposed by whom."""

    hit: Hit
    role: str
    why: str
    condition: str
    acts: tuple[str, ...]
    by: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Examined:
    """A case with all that was found; ``message`` says what it is and is not."""

    case: Case
    understood: Understood
    on: datetime.date
    points: tuple[Point, ...]
    missing: tuple[Missing, ...]
    unheld: tuple[str, ...]
    message: str

    def of(self, *roles: str) -> list[Point]:
        """The points that play one of these roles, in order."""
        return [point for point in self.points if point.role in roles]

    @property
    def addresses(self) -> set[str]:
        """Every address shown as a point."""
        return {point.hit.clause.address for point in self.points}


def examine(held: Held, case: Case) -> Examined:
    """Find what a case touches, on the day it names (today where it names none)."""
    understood = understand(case)
    on = case.on or understood.day or datetime.date.today()
    acts = understood.values("act") if understood.of_elections else ()
    points = list(_points(held, understood, on)) if acts else []
    if not (acts or understood.values("denied_act") or understood.values("other_act")):
        points = _perhaps(held, case, on)
    missing = missing_facts(understood) if acts else ()
    missing = tuple(m for m in missing if all(_hit(held, a, on) for a in m.addresses))
    return Examined(case, understood, on, tuple(points), missing, not_held(understood), _message(understood, points))


def hit_at(held: Held, address: str, on: datetime.date) -> Hit | None:
    """The clause at an address as quoted on a day, None where it is not held."""
    key, _, place = address.partition("/")
    versions = held.clauses.at(key, Locator.parse(place))
    if not versions:
        return None
    versions = quoted_first(versions, held.catalogue, on)
    standing = standing_of(versions, held.catalogue, on)
    return Hit(versions[0], companion_of(versions), held.catalogue[key], standing, 0.0, ())


def _hit(held: Held, address: str, on: datetime.date) -> Hit | None:
    """The clause at an address if it is law on that day."""
    hit = hit_at(held, address, on)
    return hit if hit and hit.standing.status not in (Status.DICABUT, Status.BELUM_BERLAKU) else None


def _points(held: Held, understood: Understood, on: datetime.date) -> Iterator[Point]:
    """Each clause once for each role, with the fewest conditions it was found under."""
    found: dict[tuple[str, str], tuple[Rule, list[str], list[str]]] = {}
    for rule in (rule for table in TABLES for rule in table):
        acts = [act for act in understood.values("act") if act in rule.acts and on < rule.until]
        conditions = conditions_of(rule, understood) if acts else None
        if conditions is None:
            continue
        place = (rule.address, rule.role)
        if place not in found:
            found[place] = (rule, conditions, acts)
        else:
            first, fewest, before = found[place]
            better = (rule, conditions) if len(conditions) < len(fewest) else (first, fewest)
            found[place] = (*better, [*before, *(a for a in acts if a not in before)])
    for rule, conditions, acts in found.values():
        if hit := _hit(held, rule.address, on):
            by = tuple(b for address in rule.by if (b := _hit(held, address, on)))
            yield Point(hit, rule.role, rule.why, "; ".join(conditions), tuple(acts), by)


def conditions_of(rule: Rule, understood: Understood) -> list[str] | None:
    """What must be so besides for a rule to touch a case; None where it cannot."""
    who = _who(understood)
    if not who & rule.who or (rule.relation and rule.relation not in understood.values("relation")):
        return None
    elections, phases = set(understood.values("election")), set(understood.values("phase"))
    if rule.election and elections and rule.election not in elections:
        return None
    if not _in_phase(rule.phase, phases):
        return None
    conditions = []
    if _is_in_doubt(understood) and not rule.who >= _IN_DOUBT:
        conditions.append(next(words for status, words in _STATUS_CONDITION.items() if status in rule.who & who))
    if "cpns" in who and "cpns" in rule.who and rule.address.partition("/")[0] not in _NAMES_CPNS and not rule.who >= ANYONE:
        conditions.append("kalau calon PNS termasuk yang dimaksud ketentuan ini")
    if rule.election and not elections:
        conditions.append(_ELECTION_CONDITION[rule.election])
    if rule.phase and not phases:
        conditions.append(_PHASE_CONDITION[rule.phase])
    return [*conditions, *filter(None, [rule.condition])]


def _in_phase(wanted: str, told: set[str]) -> bool:
    if wanted in ("tenang", "suara"):
        return wanted in told
    return not wanted or not told or bool(told & _AFTER if wanted == "calon" else wanted in told)


def _who(understood: Understood) -> frozenset[str]:
    """The statuses the person has or may have."""
    status = understood.value("status")
    lurah = frozenset({"lurah"} if "lurah" in understood.values("position") else ())
    return lurah | (_IN_DOUBT if _is_in_doubt(understood) else frozenset({status}))


def _is_in_doubt(understood: Understood) -> bool:
    return understood.value("status") in ("", "asn")


def _perhaps(held: Held, case: Case, on: datetime.date) -> list[Point]:
    """Clauses whose words are near, where the vocabulary knows no act in the story."""
    text = " ".join(case.story.encode("utf-8", "replace").decode().split())[:MAX_QUESTION]
    try:
        answer = search(held, Question(text, _MAYBE, on))
    except QuestionError:
        return []
    return [Point(hit, "mungkin_terkait", "kata-katanya berdekatan; mungkin terkait", "", ()) for hit in answer.hits]


def _message(understood: Understood, points: Iterable[Point]) -> str:
    acts, denied, others = (understood.values(name) for name in ("act", "denied_act", "other_act"))
    if acts and not understood.of_elections:
        return (
            f"Perbuatan yang dikenali: {'; '.join(labels(acts))}. Cerita ini tidak menyebut calon, partai, atau pemilihan, "
            f"sehingga kaitannya dengan netralitas belum terlihat; sebutkan untuk siapa perbuatan itu. {_NOT_A_VERDICT}"
        )
    if acts:
        status = understood.value("status")
        whose = "" if status else " Status orangnya tidak disebut; yang ditunjukkan ialah ketentuan bagi ASN."
        none = "" if any(p.role in ("norma", "bentuk", "pengecualian") for p in points) else _NOTHING_HELD
        return f"Perbuatan yang dikenali: {'; '.join(labels(acts))}.{whose}{none} {_NOT_A_VERDICT}"
    if denied:
        return f"Cerita ini menyangkal: {'; '.join(labels(denied))}. Tidak ada perbuatan lain yang dikenali. {_NOT_A_VERDICT}"
    if others:
        return f"Yang dikenali hanya perbuatan orang lain: {'; '.join(labels(others))}. {_NOT_A_VERDICT}"
    if any(points):
        return f"Tidak ada perbuatan yang dikenali dalam cerita ini. Klausul berikut mungkin terkait karena kata-katanya. {_NOT_A_VERDICT}"
    return (
        "Tidak ada perbuatan yang dikenali dalam cerita ini, dan tidak ada klausul yang berdekatan dalam korpus ini. "
        "Ceritakan siapa melakukan apa, misalnya: PNS memasang baliho calon bupati. Ini bukan berarti tidak ada aturannya di tempat lain."
    )
