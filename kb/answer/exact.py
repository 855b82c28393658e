"""Citations in a question or argument to the held clauses they name, exactly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kb.errors import LocatorError
from kb.indexing.clauses import ClauseStore, StoredClause
from kb.law.catalogue import Catalogue, Regulation
from kb.law.coverage import covers, places
from kb.law.references import Citation, Mention, citations_among, resolve
from kb.law.regulation import Locator, Step, Unit

_MOST_OFFERED = 5
_MOST_CITED = 20
"""Provisions of one question that are looked up."""


@dataclass(frozen=True, slots=True)
class Target:
    """A held clause that a citation names, and why it was taken."""

    key: str
    clause: StoredClause
    why: str


def targets(text: str, mentions: Sequence[Mention], catalogue: Catalogue, clauses: ClauseStore) -> tuple[list[Target], str]:
    """The held clauses that a text's citations name, in order, and what is cited but not held ("" if nothing); ``mentions`` are its own.

    A provision without an instrument takes the only instrument the text names; where it names none, every held
    instrument that has the provision is offered.
    """
    citations = citations_among(text, mentions)
    alone = {c.mention for c in citations if c.mention}
    found: dict[str, Target] = {}
    missing: list[str] = []
    asked = dict.fromkeys(
        (c.locator, _placeless(c.mention or (next(iter(alone)) if len(alone) == 1 else None))) for c in citations if c.locator
    )
    for locator, mention in islice(asked, _MOST_CITED):
        hits, why_not = _resolve_one(locator, mention, catalogue, clauses)
        for hit in hits:
            found.setdefault(hit.clause.address, hit)
        if why_not:
            missing.append(why_not)
    if len(asked) > _MOST_CITED:
        missing.append(f"{len(asked)} rujukan disebut, lebih dari batas {_MOST_CITED}; hanya {_MOST_CITED} yang pertama dicari.")
    if not found and not missing and citations and not any(c.locator for c in citations):
        missing = _unheld(citations, catalogue, clauses)
    return list(found.values()), " ".join(dict.fromkeys(missing))


def _placeless(mention: Mention | None) -> Mention | None:
    """A mention wherever it stands."""
    return replace(mention, start=0, end=0) if mention else None


def beside_citations(text: str, mentions: Sequence[Mention]) -> str:
    """What a text says beside the instruments it names; "" where it cites a provision, for then that is what it asks for."""
    citations = citations_among(text, mentions)
    if any(citation.locator is not None for citation in citations):
        return ""
    for citation in sorted(citations, key=lambda c: -c.start):
        text = f"{text[: citation.start]} {text[citation.end :]}"
    return text.strip()


def _resolve_one(locator: Locator, mention: Mention | None, catalogue: Catalogue, clauses: ClauseStore) -> tuple[list[Target], str]:
    if mention is None:
        anywhere = _everywhere(locator, clauses)
        return anywhere, "" if anywhere else f"{locator.cite()} tidak ada pada peraturan mana pun dalam korpus ini."
    regulations = _best(resolve(mention, catalogue))
    name = mention.name or f"{mention.jenis} {mention.nomor}" + (f"/{mention.tahun}" if mention.tahun else "")
    if not regulations:
        return [], f"{name} tidak ada dalam korpus ini, jadi isinya tidak dapat ditunjukkan.{_other_years(mention, catalogue)}"
    out = [
        Target(regulation.kunci, clause, "rujukan yang disebut")
        for regulation in regulations
        for clause in find_clauses(clauses, regulation.kunci, locator)
    ]
    out = out or [target for regulation in regulations for target in _in_the_law_it_amends(regulation, locator, catalogue, clauses)]
    if out:
        return out, ""
    return [], f"{locator.cite()} {regulations[0].short} tidak ada dalam korpus ini, jadi isinya tidak dapat ditunjukkan."


def _in_the_law_it_amends(regulation: Regulation, locator: Locator, catalogue: Catalogue, clauses: ClauseStore) -> list[Target]:
    """What people call Pasal 71 UU 10/2016: the Pasal 71 that it gave the law it amends, where that one is held."""
    out = []
    for effect in regulation.mengubah:
        base = catalogue.get(effect.regulasi)
        if base and covers(effect.klausul, places(locator)):
            why = f"rujukan yang disebut: {regulation.short} mengubah {base.short}, dan bunyinya ada di sana"
            out += [Target(base.kunci, clause, why) for clause in find_clauses(clauses, base.kunci, locator)]
    return out


def _other_years(mention: Mention, catalogue: Catalogue) -> str:
    """A sentence naming the instruments of the same kind and number of another year, "" where there is none."""
    same = resolve(replace(mention, tahun=None), catalogue) if mention.tahun and not mention.name else []
    return f" Nomor yang sama ada pada {', '.join(r.short for r in same)}; periksa tahunnya." if same else ""


def _best(regulations: Sequence[Regulation]) -> list[Regulation]:
    """Of several instruments a mention can mean, those of the highest kind named; the newest first."""
    return sorted(regulations, key=lambda r: (-max(n.tahun for n in r.nomor), r.kunci))


def _everywhere(locator: Locator, clauses: ClauseStore) -> list[Target]:
    """The clause at a locator in the first instruments that have it, without those whose words are found in the law they amend."""
    why = "rujukan yang disebut, tanpa nama peraturan"
    found = clauses.having(locator)
    taken_over = {amender for _, amender in found}
    keys = dict.fromkeys(key for key, _ in found if key not in taken_over)
    return [Target(key, clauses.at(key, locator)[0], why) for key in islice(keys, _MOST_OFFERED)]


def _unheld(citations: Sequence[Citation], catalogue: Catalogue, clauses: ClauseStore) -> list[str]:
    """Sentences for instruments named alone of which no clause is held; [] when any named one is held."""
    out = []
    for citation in citations:
        known = resolve(citation.mention, catalogue) if citation.mention else []
        if any(clauses.holds(r.kunci) for r in known):
            return []
        out.append(f"{citation.text} tidak ada dalam korpus ini, jadi isinya tidak dapat ditunjukkan.")
    return out


def find_clauses(clauses: ClauseStore, key: str, locator: Locator) -> list[StoredClause]:
    """The held clause at a locator; an annex row cited without its part is offered from every part that has it."""
    places = [locator]
    if len(locator.steps) == 2 and locator.steps[-1].unit is Unit.BARIS:
        annex, row = locator.steps
        places += [Locator((annex, Step.of(Unit.BAGIAN, part), row)) for part in "ABCDE"]
    return [found[0] for place in places if (found := clauses.at(key, place))]


def parse_address(text: str) -> tuple[str, Locator] | None:
    """Read ``pp-94-2021/pasal-5/huruf-n`` as key and locator; None if it has another form."""
    key, _, rest = text.strip().strip("/").partition("/")
    if not rest or " " in text.strip():
        return None
    try:
        return key, Locator.parse(rest)
    except LocatorError:
        return None
