"""Which law of a corpus amends which, from what day, and the layers that gives; what could not be applied is told."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from kb.indexing.writing import NewLayer
from kb.law.catalogue import Catalogue
from kb.law.layers import Layer, assemble, root_of
from kb.law.references import find_mentions, resolve
from kb.law.regulation import Locator, Nature, Problem
from kb.parsed import Parsed
from kb.read.applying import Text
from kb.read.consolidate import Change, amending_points, consolidate, is_amending

_MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember".split()
_ENACTED = re.compile(r"Diundangkan\s+di\s+\w+,?\s+pada\s+tanggal\s+(\d{1,2})\s+([A-Za-z]+)\s+((?:19|20)\d{2})", re.IGNORECASE)
_AT_ONCE = re.compile(r"mulai\s+berlaku\s+(?:pada|sejak)\s+tanggal\s+diundangkan", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The layers of a corpus; the addresses whose words they took over; and for each file what was not applied."""

    layers: tuple[NewLayer, ...] = ()
    applied: frozenset[tuple[str, Locator]] = frozenset()
    doubts: dict[str, str] = field(default_factory=dict)


def amendments_of(parsed: Sequence[Parsed], catalogue: Catalogue) -> Amendments:
    """Apply every amending law held to the law it amends, where that is held too.

    Args:
        parsed: The texts of the corpus, one of each instrument and nature; only official ones have layers.
        catalogue: For the days from which amendments stand and the laws they amend.
    """
    official = {one.regulation.kunci: one for one in parsed if one.nature is Nature.RESMI}
    known = Catalogue({**{key: one.regulation for key, one in official.items()}, **catalogue.regulations})
    texts = _Texts(official)
    changes: dict[str, list[Change]] = defaultdict(list)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for key, one in official.items():
        if not is_amending(one.regulation.judul):
            continue
        found = amending_points(texts[key], one.regulation.judul, problems[key])
        base = _amended(one, known) if found else ""
        if not found or base not in official or base == key:
            continue
        if (since := _since(one, base, known, texts[key].words)) is None:
            problems[key].append(Problem("hari mulai berlakunya tidak diketahui, jadi perubahannya tidak diterapkan", 0, 0))
        else:
            changes[base].append(Change(texts[key], since, found))
    layers: list[Layer] = []
    for base in sorted(changes):
        made, undone = consolidate(texts[base], changes[base])
        layers += made
        for key, more in undone.items():
            problems[key] += more
    words = {text.document.file: text.words for text in texts.values()}
    return Amendments(
        tuple(NewLayer(layer, assemble(layer.root, words)) for layer in layers),
        _taken_over(layers, official),
        {official[key].file: _told(found) for key, found in problems.items() if found},
    )


class _Texts(dict[str, Text]):
    """The texts of the laws that amend and are amended, by key, each unpacked when it is first asked for."""

    def __init__(self, official: dict[str, Parsed]) -> None:
        super().__init__()
        self._official = official

    def __missing__(self, key: str) -> Text:
        reading = self._official[key].read()
        self[key] = Text(key, reading.document, reading.structure)
        return self[key]


def _amended(one: Parsed, known: Catalogue) -> str:
    """The key of the law that an amending one amends: the catalogue's word, else the first its title names; "" if unclear."""
    keys = {effect.regulasi for effect in one.regulation.mengubah}
    if len(keys) == 1:
        return keys.pop()
    mentions = find_mentions(one.regulation.judul, [])
    matches = resolve(mentions[0], known) if mentions else []
    return matches[0].kunci if len(matches) == 1 else ""


def _since(one: Parsed, base: str, known: Catalogue, text: str) -> datetime.date | None:
    """The day an amendment came into force: the catalogue's, else its promulgation's where it says so itself."""
    days = [effect.sejak for kind, actor, effect in known.effects_on(base) if kind == "mengubah" and actor.kunci == one.regulation.kunci]
    if days:
        return min(days)
    if day := one.regulation.berlaku or one.regulation.ditetapkan:
        return day
    enacted = _ENACTED.search(text)
    if enacted and _AT_ONCE.search(text) and enacted[2].lower() in _MONTHS:
        with suppress(ValueError):
            return datetime.date(int(enacted[3]), _MONTHS.index(enacted[2].lower()) + 1, int(enacted[1]))
    return None


def _taken_over(layers: Iterable[Layer], official: dict[str, Parsed]) -> frozenset[tuple[str, Locator]]:
    """The addresses of amending laws whose words are found at the amended law's address: quoted articles and their points."""
    roots = {(layer.by, layer.root.locator) for layer in layers}
    used = {(layer.by, layer.point) for layer in layers}
    return frozenset(
        (key, locator)
        for key in {layer.by for layer in layers}
        for locator in map(Locator.parse, official[key].locators)
        if (key, root_of(locator)) in roots or (key, locator) in used
    )


def _told(problems: Sequence[Problem]) -> str:
    shown = "; ".join(p.message for p in problems[:3])
    more = f"; dan {len(problems) - 3} lagi" if len(problems) > 3 else ""
    return f"{len(problems)} perubahan tidak diterapkan: {shown}{more}"
