"""Which law of a corpus amends which, from what day, and the layers that gives; what could not be applied is told.

Each amended law is consolidated apart from all others: where many are, by several processes (``python -m kb.layering``).
What came of it is kept beside the index, so that a build does again only what one of its texts changed.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from kb import child
from kb.child import processors
from kb.crew import Crew, Helper
from kb.indexing.writing import NewLayer
from kb.keeping import Kept, code_of
from kb.law.catalogue import Catalogue
from kb.law.days import MONTHS
from kb.law.layers import Layer, assemble, root_of
from kb.law.references import find_mentions, resolve
from kb.law.regulation import Locator, Nature, Problem
from kb.parsed import Parsed
from kb.read.applying import Text
from kb.read.consolidate import Change, amending_points, consolidate, is_amending

_ENACTED = re.compile(r"Diundangkan\s+di\s+\w+,?\s+pada\s+tanggal\s+(\d{1,2})\s+([A-Za-z]+)\s+((?:19|20)\d{2})", re.IGNORECASE)
_AT_ONCE = re.compile(r"mulai\s+berlaku\s+(?:pada|sejak)\s+tanggal\s+diundangkan", re.IGNORECASE)
_FEW = 20
"""So many laws are consolidated by the build itself: starting a process costs more."""
_AHEAD = 3  # laws for each process
_CODE = ("*.py", "law/*", "read/*", "indexing/*")


@dataclass(frozen=True, slots=True)
class Amendments:
    """The layers of a corpus; the addresses whose words they took over; and for each file what was not applied."""

    layers: tuple[NewLayer, ...] = ()
    applied: frozenset[tuple[str, Locator]] = frozenset()
    doubts: dict[str, str] = field(default_factory=dict)


class Amending(msgspec.Struct, array_like=True):
    """A law that amends, and the day from which it does, where that is known without reading it."""

    law: Parsed
    since: datetime.date | None


class Amended(msgspec.Struct, array_like=True):
    """To be consolidated: a law, None where it is not held or not known which it is, and those that amend it."""

    base: Parsed | None
    by: list[Amending]


class Consolidated(msgspec.Struct, array_like=True):
    """The layers of a law, and by the key of each law that amends it what could not be applied."""

    layers: list[NewLayer]
    problems: dict[str, list[Problem]]


def amendments_of(parsed: Sequence[Parsed], catalogue: Catalogue, index: Path | None = None) -> Amendments:
    """Apply every amending law held to the law it amends, where that is held too.

    Args:
        parsed: The texts of the corpus, one of each instrument and nature; only official ones have layers.
        catalogue: For the days from which amendments stand and the laws they amend.
        index: Beside which it is kept what came of it; None keeps nothing.

    Raises:
        IndexUnusable: If a process ended over its work.
    """
    official = {one.regulation.kunci: one for one in parsed if one.nature is Nature.RESMI}
    known = Catalogue({**{key: one.regulation for key, one in official.items()}, **catalogue.regulations})
    layers: list[NewLayer] = []
    doubts: dict[str, str] = {}
    for made in _each_consolidated(_amended_laws(official, known), index):
        layers += made.layers
        doubts |= {official[key].file: _told(found) for key, found in made.problems.items() if found}
    return Amendments(tuple(layers), _taken_over([new.layer for new in layers], official), doubts)


def _amended_laws(official: dict[str, Parsed], known: Catalogue) -> list[Amended]:
    """Each law that others of a corpus amend, in key order, then those others alone whose law is not held."""
    by: dict[str, list[Amending]] = defaultdict(list)
    alone = []
    for key, one in official.items():
        if is_amending(one.regulation.judul):
            base = _amended(one, known)
            if base in official and base != key:
                by[base].append(Amending(_bare(one), _day_known(one, base, known)))
            else:
                alone.append(Amended(None, [Amending(_bare(one), None)]))
    return [*(Amended(_bare(official[base]), by[base]) for base in sorted(by)), *alone]


def _bare(one: Parsed) -> Parsed:
    """A text without its locators, which are in its reading too."""
    return replace(one, locators=())


def _each_consolidated(laws: Sequence[Amended], index: Path | None) -> Iterator[Consolidated]:
    """Each law consolidated, in order, and what did not change not again."""
    with ExitStack() as stack:
        kept, salt = stack.enter_context(closing(Kept(index, "layers"))), code_of(*_CODE)
        helpers = [stack.enter_context(closing(Helper(__name__))) for _ in range(processors())] if len(laws) > _FEW else []
        crew = stack.enter_context(Crew[_Here | Helper](helpers or [_Here()], _AHEAD))

        def kept_or_made(law: Amended) -> Consolidated:
            asked = msgspec.msgpack.encode(law)
            key = hashlib.sha256(salt + asked).digest()
            if data := kept.find(key):
                with suppress(ValueError, zlib.error):  # what is none is made anew
                    return msgspec.msgpack.decode(zlib.decompress(data), type=Consolidated)
            with crew.one() as maker:
                made = maker.ask(asked)
            kept.keep(key, zlib.compress(made, 1))
            return msgspec.msgpack.decode(made, type=Consolidated)

        yield from crew.each(kept_or_made, laws)
        kept.forget_others()


class _Here:
    """Consolidates in this process."""

    def ask(self, asked: bytes) -> bytes:
        return msgspec.msgpack.encode(consolidated(msgspec.msgpack.decode(asked, type=Amended)))


def consolidated(law: Amended) -> Consolidated:
    """A law's layers: all of it that depends on no other texts than its own and those that amend it."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    changes = []
    for amending in law.by:
        text = _text_of(amending.law)
        found = amending_points(text, amending.law.regulation.judul, problems[text.key])
        if not found or law.base is None:
            continue
        if (since := amending.since or _day_told(text.words)) is None:
            problems[text.key].append(Problem("hari mulai berlakunya tidak diketahui, jadi perubahannya tidak diterapkan", 0, 0))
        else:
            changes.append(Change(text, since, found))
    if law.base is None or not changes:
        return Consolidated([], problems)
    base = _text_of(law.base)
    layers, undone = consolidate(base, changes)
    for key, more in undone.items():
        problems[key] += more
    words = {text.document.file: text.words for text in (base, *(change.text for change in changes))}
    return Consolidated([NewLayer(layer, assemble(layer.root, words)) for layer in layers], problems)


def _text_of(one: Parsed) -> Text:
    reading = one.read()
    return Text(one.regulation.kunci, reading.document, reading.structure)


def _amended(one: Parsed, known: Catalogue) -> str:
    """The key of the law that an amending one amends: the catalogue's word, else the first its title names; "" if unclear."""
    keys = {effect.regulasi for effect in one.regulation.mengubah}
    if len(keys) == 1:
        return keys.pop()
    mentions = find_mentions(one.regulation.judul, [])
    matches = resolve(mentions[0], known) if mentions else []
    return matches[0].kunci if len(matches) == 1 else ""


def _day_known(one: Parsed, base: str, known: Catalogue) -> datetime.date | None:
    """The day from which a law amends another, as the catalogue has it or the law's own head."""
    days = [effect.sejak for kind, actor, effect in known.effects_on(base) if kind == "mengubah" and actor.kunci == one.regulation.kunci]
    return min(days, default=one.regulation.berlaku or one.regulation.ditetapkan)


def _day_told(text: str) -> datetime.date | None:
    """The day of a law's promulgation, where it says that it comes into force on that day."""
    enacted = _ENACTED.search(text)
    if enacted and _AT_ONCE.search(text) and enacted[2].lower() in MONTHS:
        with suppress(ValueError):
            return datetime.date(int(enacted[3]), MONTHS.index(enacted[2].lower()) + 1, int(enacted[1]))
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


def main() -> None:
    """Answer until nobody asks any more."""
    gc.disable()  # nothing made here refers to itself
    here = _Here()
    for packed in child.asked():
        child.answer(here.ask(packed))


if __name__ == "__main__":
    main()
