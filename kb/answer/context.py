"""Which instrument and Pasal a reference means, from the words around it and the day of the article; never by guess.

An instrument beside the reference is the one meant. Else the sentence, else what was named before, else what is named after,
decides, and the finding says which; where that leaves several, all are kept and the judgement says that it is unclear.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.law.catalogue import Catalogue, Status
from kb.law.known import Instrument, Known
from kb.law.references import Mention
from kb.law.regulation import Locator, Unit
from kb.law.terms import JENIS_BY_SHORT
from kb.law.titles import Title
from kb.law.written import POINTING, Written, find_references

_ENDS = re.compile(
    r"(?<!\bjo)(?<!\bNo)(?<!\bPs)(?<!\bPsl)(?<!\bhlm)(?<!\bR\.I)[.!?;][\"”)\]]*\s+(?=[A-Z0-9\"“(\[])|\n\s*\n|\n(?=\s*(?:[-•*]|\d{1,2}[.)])\s)"
)
_ALIAS = re.compile(r"[^.;\n]{0,250}(?:\(|disebut(?: juga)?|dikenal(?: sebagai| dengan)?|disingkat)\s*[\"“]?")
_REACH_BACK = 1500
_MOST_CANDIDATES = 6


class How(StrEnum):
    """By what an instrument was found."""

    BESIDE = "beside"
    SENTENCE = "sentence"
    BEFORE = "before"
    AFTER = "after"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference in its context.

    ``instruments`` are those it can mean, likeliest first, none where nothing known fits what is written;
    ``anchor`` is the mention they come from; ``sentence`` the half-open span of the sentence it stands in.
    """

    written: Written
    locator: Locator | None
    anchor: Mention | None
    instruments: tuple[Instrument, ...]
    how: How
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """An instrument named in the text: where, how, and what it can mean."""

    mention: Mention
    instruments: tuple[Instrument, ...]

    @property
    def can_have_pasal(self) -> bool:
        return self.mention.jenis not in ("Putusan MK", "Surat", "SE", "Instruksi")


def in_context(text: str, known: Known, on: datetime.date) -> list[Cited]:
    """Every reference of a text with what it can mean on a day."""
    found = find_references(text, known)
    breaks = [0, *(m.end() for m in _ENDS.finditer(text)), len(text)]
    anchors, again = _anchors(text, found, known, on)
    starts = [a.mention.start for a in anchors]
    out: list[Cited] = []
    last: Cited | None = None
    for written in found:
        if written.locator is None and written.mention in again:
            continue
        at = bisect_right(breaks, written.start)
        sentence = (breaks[at - 1], breaks[min(at, len(breaks) - 1)])
        cited = _placed(written, sentence, anchors, starts, last)
        if cited is None:
            continue
        out.append(cited)
        if cited.locator and cited.locator.steps[0].unit is Unit.PASAL:
            last = cited
    return _whole_lists(out)


def _placed(
    written: Written, sentence: tuple[int, int], anchors: Sequence[_Anchor], starts: Sequence[int], last: Cited | None
) -> Cited | None:
    if written.back:
        return _hanging(written, sentence, last)
    here = bisect_right(starts, written.start)
    if written.mention and written.mention.issuer != POINTING:
        beside = next((a for a in anchors[max(0, here - 1) :] if a.mention == written.mention), None)
        return Cited(written, written.locator, written.mention, beside.instruments if beside else (), How.BESIDE, sentence)
    kind = written.mention.jenis if written.mention else ""
    fitting = [a for a in anchors if a.can_have_pasal and kind in ("", a.mention.jenis)]
    spots = [a.mention.start for a in fitting]
    at = bisect_right(spots, written.start)
    before, after = fitting[:at], fitting[at:]
    if before and before[-1].mention.start >= sentence[0]:
        choice, how = before[-1], How.SENTENCE
    elif after and after[0].mention.start < sentence[1] and not _fresh(before, written):
        choice, how = after[0], How.SENTENCE
    elif before:
        choice, how = before[-1], How.BEFORE
    elif after:
        choice, how = after[0], How.AFTER
    else:
        return Cited(written, written.locator, None, (), How.NOWHERE, sentence)
    others = [a for a in (*reversed(before), *after) if a is not choice][:20]
    instruments = _merged([choice, *others]) if how is not How.BESIDE else choice.instruments
    return Cited(written, written.locator, choice.mention, instruments, how, sentence)


def _fresh(before: Sequence[_Anchor], written: Written) -> bool:
    """Whether an instrument was named so shortly before that a reader still has it in mind."""
    return bool(before) and written.start - before[-1].mention.end < _REACH_BACK // 10


def _merged(anchors: Sequence[_Anchor]) -> tuple[Instrument, ...]:
    return tuple(dict.fromkeys(i for a in anchors for i in a.instruments[:1]))[:_MOST_CANDIDATES]


def _hanging(written: Written, sentence: tuple[int, int], last: Cited | None) -> Cited | None:
    """A provision under the last Pasal named, None where there is none near."""
    if last is None or last.locator is None or written.locator is None or written.start - last.written.end > _REACH_BACK:
        return None
    pasal = last.locator.steps[:1] if written.locator.steps else last.locator.steps
    return Cited(written, Locator((*pasal, *written.locator.steps)), last.anchor, last.instruments, last.how, sentence)


def _whole_lists(found: list[Cited]) -> list[Cited]:
    """Drop an instrument cited alone where the same words were taken into a provision's reference."""
    covered = sorted((c.written.start, c.written.end) for c in found if c.locator)
    out = []
    for cited in found:
        i = bisect_right(covered, (cited.written.start, 10**9)) - 1
        inside = cited.locator is None and i >= 0 and covered[i][0] <= cited.written.start and cited.written.end <= covered[i][1]
        if not inside:
            out.append(cited)
    return out


def _anchors(text: str, found: Sequence[Written], known: Known, on: datetime.date) -> tuple[list[_Anchor], set[Mention]]:
    """The instruments a text names, in order, each with what it can mean on the day; and those that only name again the one before.

    ``UU Nomor 5 Tahun 2014 tentang ASN (UU ASN)`` says what "UU ASN" means in the rest of the text.
    """
    written = {w.mention: w.named for w in found if w.mention and w.mention.issuer != POINTING}
    out: list[_Anchor] = []
    aliases: dict[str, tuple[Instrument, ...]] = {}
    again: set[Mention] = set()
    for mention in sorted(written, key=lambda m: m.start):
        name = " ".join(mention.name.casefold().split())
        if name and out and out[-1].mention.nomor and _ALIAS.fullmatch(text, out[-1].mention.end, mention.start):
            aliases[name] = out[-1].instruments
            again.add(mention)
        instruments = aliases.get(name) or tuple(meant(mention, written[mention], text, known, on))
        out.append(_Anchor(mention, instruments))
    return out, again


def meant(mention: Mention, named: Sequence[Instrument], text: str, known: Known, on: datetime.date) -> list[Instrument]:
    """The instruments a mention can mean on a day, likeliest first; [] where none is known."""
    if mention.nomor:
        return _numbered(mention, text, known)
    if mention.jenis == "SKB":
        return _joint(mention, known, on)
    if named:
        return of_the_day(named, known.catalogue, on)
    start = known.title_of(text, mention)
    if mention.tahun and start is not None:
        same = [i for i in known.same_year(mention.jenis, mention.tahun) if known.title(text, start, i).title is Title.SAME]
        return sorted(same, key=lambda i: -known.title(text, start, i).coverage)
    return []


def _numbered(mention: Mention, text: str, known: Known) -> list[Instrument]:
    found = known.numbered(mention)
    start = known.title_of(text, mention)
    if len(found) > 1 and start is not None:
        same = [i for i in found if known.title(text, start, i).title is Title.SAME]
        found = same or found
    return found


def _joint(mention: Mention, known: Known, on: datetime.date) -> list[Instrument]:
    """The joint decrees of a year, or else the last one made before the day."""
    all_of_them = sorted(known.of_kind("SKB"), key=lambda i: (_made(i), i.key))
    if mention.tahun:
        return [i for i in all_of_them if i.tahun == mention.tahun]
    return [i for i in all_of_them if _made(i) <= on][-1:]


def _made(instrument: Instrument) -> datetime.date:
    entry = instrument.regulation
    day = (entry.berlaku or entry.ditetapkan) if entry else None
    return day or datetime.date(instrument.tahun, 1, 1)


def of_the_day(named: Sequence[Instrument], catalogue: Catalogue, on: datetime.date) -> list[Instrument]:
    """Of the instruments a name can mean, those in force on a day; else what the not yet made ones replaced; else the last one made."""
    stands = [i for i in named if i.regulation and _in_force(i, catalogue, on)]
    if stands:
        return sorted(stands, key=_made, reverse=True)
    replaced = [
        Instrument.of(before)
        for i in named
        if i.regulation and _made(i) > on
        for effect in i.regulation.mencabut
        if not effect.klausul and (before := catalogue.get(effect.regulasi)) and before.jenis == i.jenis
    ]
    if stands := [i for i in replaced if _in_force(i, catalogue, on)]:
        return stands
    made = [i for i in named if _made(i) <= on]
    return [max(made, key=_made)] if made else list(named)


def _in_force(instrument: Instrument, catalogue: Catalogue, on: datetime.date) -> bool:
    return catalogue.status(instrument.key, None, on).status not in (Status.DICABUT, Status.BELUM_BERLAKU)


def label(mention: Mention, instruments: Sequence[Instrument]) -> str:
    """The instrument as written, in the short form: ``PP 94/2001``, ``UU ?/2017``; by its own label where no number was written."""
    if mention.nomor:
        exact = next((i for i in instruments if i.regulation and i.regulation.label and i.jenis == mention.jenis), None)
        if exact:
            return exact.short
        return _as_written(mention)
    if mention.name and len(instruments) != 1:
        return " ".join(mention.name.split())
    if instruments and not (mention.tahun and mention.jenis in ("UU", "PP", "Perppu", "Perpres", "PKPU", "Perbawaslu")):
        return instruments[0].short
    return f"{mention.jenis} ?/{mention.tahun or '?'}"


def _as_written(mention: Mention) -> str:
    jenis = mention.jenis
    rank = JENIS_BY_SHORT[jenis.casefold()].rank if jenis.casefold() in JENIS_BY_SHORT else 9
    issuer = "" if rank <= 5 or jenis in ("Perbawaslu", "PKPU", "SKB", "Putusan MK") else " ".join(mention.issuer.split())
    kind = f"{jenis}{issuer}" if jenis in ("Permen", "Kepmen") and issuer.islower() and " " not in issuer else f"{jenis} {issuer}".strip()
    return f"{kind} {mention.nomor}" if "/" in mention.nomor or not mention.tahun else f"{kind} {mention.nomor}/{mention.tahun}"


def narrowed(cited: Cited, instruments: Sequence[Instrument]) -> Cited:
    """The reference with fewer instruments that it can mean."""
    return replace(cited, instruments=tuple(instruments))
