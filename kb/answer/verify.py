"""From a text to a verdict on every reference in it: found as written, resolved in context, then judged.

Each verdict rests on what is held, catalogued or registered, and its reason says which. Where that does not settle a
reference, the verdict is ``unclear`` or ``not_held``; a fault is named only where it is sure.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from kb.answer.content import Content
from kb.answer.context import Cited, How, in_context, label, narrowed
from kb.answer.held import Held
from kb.answer.instruments import Instruments
from kb.answer.places import Place, Places, State
from kb.answer.quotation import quotation_near
from kb.answer.revoked import Revocations
from kb.answer.said import Near, other_clause, places, said_of
from kb.answer.verdicts import Finding, Period, Reference, Verdict
from kb.errors import QuestionError
from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Standing, Status
from kb.law.known import Instrument, Known
from kb.law.register import Register
from kb.law.regulation import Locator

MAX_TEXT = 500_000
_CLOSE = 2000
_FITTING = 4
"""Instruments named for a provision that stands alone; more than one is as good as any."""


class Verifier:
    """Checks texts against an open index, its catalogue and the register."""

    def __init__(self, held: Held, register: Register) -> None:
        self._held, self._known = held, Known(held.catalogue, register)
        self._places = Places(held.clauses, self._known)
        self._instruments = Instruments(self._known, self._places)
        self._content = Content(held)
        self._laws = lru_cache(maxsize=64)(self._laws_of)
        self._fitting = lru_cache(maxsize=10_000)(self._places_of)
        self._revocations = Revocations(held.catalogue, self._content)

    def check(self, text: str, on: Period) -> tuple[Reference, ...]:
        """Every reference of a text with a verdict, in order.

        Args:
            text: An article, at most ``MAX_TEXT`` characters.
            on: The day or days it is of, which decide what was in force.

        Raises:
            QuestionError: If the text is longer.
        """
        if len(text) > MAX_TEXT:
            raise QuestionError(f"teks {len(text):,} karakter, lebih dari batas {MAX_TEXT:,}; pecah menjadi beberapa bagian")
        cited = in_context(text, self._known, on.last)
        return tuple(self._reference(text, one, _around(cited, i), on) for i, one in enumerate(cited))

    def _reference(self, text: str, cited: Cited, near: Near, on: Period) -> Reference:
        finding = self._judged(text, cited, near, on)
        written = cited.written
        instrument = finding.instrument if finding.verdict in _ABOUT_ITSELF or not cited.instruments else cited.instruments[0]
        clause = finding.clause
        locator = clause.locator if clause else finding.locator or cited.locator
        name = _named(cited, instrument)
        own = instrument if finding.verdict in _ABOUT_ITSELF else None
        return Reference(
            text[written.start : written.end], written.start, written.end, name, locator, finding,
            self._status_now(own or (cited.instruments[0] if cited.instruments else None), clause),
            clause.address if clause else own.key if own else "",
            quotation_near(text, _close(cited), clause) if clause and finding.verdict in (Verdict.OK, Verdict.REVOKED) else None,
        )  # fmt: skip

    def _status_now(self, instrument: Instrument | None, clause: StoredClause | None) -> str:
        key = clause.key if clause else instrument.key if instrument else ""
        return str(self._held.catalogue.status(key, clause.locator if clause else None, datetime.date.today()).status) if key else ""

    def _judged(self, text: str, cited: Cited, near: Near, on: Period) -> Finding:
        mention = cited.anchor
        if mention is None:
            return self._without_instrument(text, cited, near, on)
        if not cited.instruments:
            if mention.nomor:
                return self._instruments.unknown(text, cited, mention, on)
            if mention.name and not cited.instruments:
                return Finding(Verdict.NOT_HELD, f"{mention.name} tidak dipegang, jadi tidak dapat diperiksa.")
            return Finding(Verdict.UNCLEAR, "Nomor peraturannya tidak ditulis dan tidak dapat dipastikan dari judul atau konteksnya.")
        said = said_of(text, cited, near)
        cited, doubt = self._chosen(text, cited, said)
        if doubt:
            return doubt
        instrument = cited.instruments[0]
        if cited.how is How.BESIDE and (wrong := self._instruments.known(text, cited, mention, instrument, on)):
            return wrong
        if not mention.nomor and mention.tahun and cited.how is How.BESIDE and mention.jenis != "SKB":
            reason = f"Nomor peraturannya tidak ditulis; dari tahun dan judulnya mungkin {instrument.short} tentang {instrument.judul}."
            return Finding(Verdict.UNCLEAR, reason, instrument.short, instrument)
        return self._in_instrument(text, cited, instrument, said, near, on)

    def _chosen(self, text: str, cited: Cited, said: str) -> tuple[Cited, Finding | None]:
        """The reference with one instrument, the likeliest that can hold the provision; or why none can be chosen."""
        if len(cited.instruments) == 1:
            return cited, None
        places = [self._places.look(i, cited.locator) if cited.locator else None for i in cited.instruments]
        found = [i for i, p in zip(cited.instruments, places, strict=True) if p and p.state in (State.FOUND, State.SEVERAL)]
        if cited.how is How.BESIDE:
            open_ones = [i for i, p in zip(cited.instruments, places, strict=True) if p is None or p.state is not State.ABSENT]
            if len(found) == 1 and cited.anchor and not (cited.anchor.nomor and not cited.anchor.tahun):
                return narrowed(cited, found), None
            if len(open_ones) == 1:
                return narrowed(cited, open_ones), None
            names = ", ".join(i.short for i in cited.instruments[:5])
            return cited, Finding(Verdict.UNCLEAR, f"Sebutan ini dapat berarti beberapa peraturan: {names}.", cited.instruments[0].short)
        first = places[0]
        if first and first.state in (State.FOUND, State.SEVERAL):
            return narrowed(cited, [self._by_words(cited, places, said)]), None
        if first and first.state is State.ABSENT and len(found) == 1:
            return narrowed(cited, found), None
        if first and first.state is State.UNHELD and (cited.how is How.SENTENCE or not found):
            return narrowed(cited, cited.instruments[:1]), None
        names = ", ".join(i.short for i in cited.instruments[:5])
        return cited, Finding(Verdict.UNCLEAR, f"Peraturannya tidak disebut di dekatnya; dapat berarti {names}.", "")

    def _by_words(self, cited: Cited, places: Sequence[Place | None], said: str) -> Instrument:
        """The nearest instrument, or a farther one whose clause says what is said where the nearest one's says none of it."""
        stems = self._content.telling(said)
        shares = [self._content.of_article(stems, p.clause) if p and p.clause else 0.0 for p in places]
        best = max(range(len(shares)), key=lambda i: (shares[i], -i))
        return cited.instruments[best if self._content.plainly(stems, shares[best], shares[0]) else 0]

    def _in_instrument(self, text: str, cited: Cited, instrument: Instrument, said: str, near: Near, on: Period) -> Finding:
        """The finding on a provision of a known instrument, or on the instrument where no provision is cited."""
        place = self._places.look(instrument, cited.locator) if cited.locator else None
        clause = place.clause if place else None
        if place and place.state is State.ABSENT:
            return self._absent(cited, instrument, place, said)
        standing = self._revocations.standing(instrument, clause, on)
        if standing and standing.status is Status.DICABUT:
            return self._revocations.finding(text, cited, instrument, clause, standing, on)
        if place and place.state is State.SEVERAL:
            names = ", ".join(choice.cite() for choice in place.choices[:4])
            return Finding(Verdict.UNCLEAR, f"Letaknya kurang lengkap; dapat berarti {names}.", "", instrument)
        if place and place.state is State.UNHELD:
            known = "katalog" if instrument.regulation else "register"
            reason = f"{instrument.short} tentang {instrument.judul} ada ({known}), tetapi isi {place.locator.cite()} tidak dipegang."
            return Finding(Verdict.NOT_HELD, reason, "", instrument, cited.locator)
        if clause and (wrong := other_clause(text, cited, clause, said, near, self._content, self._held.catalogue)):
            return wrong
        return Finding(Verdict.OK, self._why_ok(cited, instrument, place, standing, on), "", instrument, cited.locator, clause)

    def _absent(self, cited: Cited, instrument: Instrument, place: Place, said: str) -> Finding:
        if len(cited.instruments) > 1 and cited.how is not How.BESIDE:
            return Finding(
                Verdict.UNCLEAR, f"{place.locator.cite()} tidak ada pada {instrument.short}, dan peraturannya tidak disebut di dekatnya."
            )
        if place.note:
            why = f"{instrument.short} {place.note}"
        else:
            top = place.choices[0].article.cite()
            inside = sorted({c.steps[1].cite() for c in place.choices if len(c.steps) > 1}, key=lambda words: (len(words), words))
            why = f"{top} {instrument.short} dipegang utuh dan " + (
                f"memuat {inside[0]} sampai {inside[-1]}" if inside else "tidak berayat"
            )
        reason = f"{place.locator.cite()} tidak ada: {why}."
        sibling = next((i for i in self._siblings(instrument) if self._places.look(i, place.locator).state is State.FOUND), None)
        meant = f"{place.locator.cite()} {sibling.short}" if sibling else ""
        if not meant and self._content.says_something(said):
            meant = places(found, instrument.short) if (found := self._content.meant_alone(said, self._places.keys(instrument))) else ""
        return Finding(Verdict.NO_PROVISION, reason, meant, instrument, place.locator)

    def _siblings(self, instrument: Instrument) -> list[Instrument]:
        """The instruments of the same kind and title: the law before and after it."""
        return [i for i in self._known.of_kind(instrument.jenis) if i.judul == instrument.judul and i.short != instrument.short]

    def _without_instrument(self, text: str, cited: Cited, near: Near, on: Period) -> Finding:
        """The finding on a provision where the whole text names no instrument: only what its words prove."""
        said, locator = said_of(text, cited, near), cited.locator
        if locator is None:
            return Finding(Verdict.UNCLEAR, "Peraturannya tidak dapat dipastikan.")
        fitting = self._fitting(locator, on.last)
        if len(fitting) == 1:
            alone = narrowed(cited, [fitting[0][0]])
            if wrong := other_clause(text, alone, fitting[0][1], said, near, self._content, self._held.catalogue):
                return wrong
        if self._content.says_something(said) and (meant := self._content.meant_alone(said, self._laws(on.last))):
            instrument = Instrument.of(self._held.catalogue[meant[0].key])
            where = places(meant, instrument.short)
            own = next((c for c in meant if c.locator.article.steps[-1] == locator.steps[0]), None)
            if own:
                return Finding(Verdict.OK, f"Peraturannya tidak disebut; isinya sesuai dengan {where}.", "", instrument, locator, own)
            reason = f"Peraturannya tidak disebut; yang ditulis adalah isi {where}, bukan {locator.cite()}."
            return Finding(Verdict.WRONG_PROVISION, reason, where, instrument, locator, better=meant[0])
        names = ", ".join(i.short for i, _ in fitting)
        hint = f" Dalam korpus, {locator.cite()} ada pada {names}." if names else ""
        return Finding(Verdict.UNCLEAR, f"Peraturannya tidak disebut di mana pun dalam tulisan ini.{hint}", "", None, locator)

    def _laws_of(self, on: datetime.date) -> tuple[str, ...]:
        """The keys of the instruments held that are in force on a day."""
        gone, catalogue = (Status.DICABUT, Status.BELUM_BERLAKU), self._held.catalogue
        return tuple(key for key in self._held.clauses.held() if catalogue.status(key, None, on).status not in gone)

    def _places_of(self, locator: Locator, on: datetime.date) -> tuple[tuple[Instrument, StoredClause], ...]:
        """The first few instruments in force on a day that hold a provision, each with its clause."""
        held = self._places.hold(Locator(locator.steps[:1]))
        laws = (Instrument.of(self._held.catalogue[key]) for key in self._laws(on))
        found = ((law, self._places.look(law, locator)) for law in laws if held.intersection(self._places.keys(law)))
        return tuple(islice(((law, place.clause) for law, place in found if place.state is State.FOUND and place.clause), _FITTING))

    def _why_ok(self, cited: Cited, instrument: Instrument, place: Place | None, standing: Standing | None, on: Period) -> str:
        known = "katalog" if instrument.regulation else "register"
        held = (
            f"Klausulnya dipegang ({place.clause.nature})"
            if place and place.clause
            else f"{instrument.short} tentang {instrument.judul} ada ({known})"
        )
        parts = [held, place.note if place else ""]
        if cited.how is not How.BESIDE:
            parts.append(f"peraturannya, {instrument.short}, diambil dari {_TAKEN[cited.how]}")
        if standing and standing.status is Status.DIUBAH and standing.cause != instrument.short:
            parts.append(f"telah diubah oleh {standing.cause}")
        if standing and standing.status is Status.BERSYARAT:
            parts.append(f"dibaca menurut {standing.cause}")
        if standing and standing.status is Status.BELUM_BERLAKU:
            parts.append(f"baru berlaku {standing.since}")
        return "; ".join(filter(None, parts)) + "."


_ABOUT_ITSELF = frozenset({Verdict.OK, Verdict.REVOKED, Verdict.NOT_HELD, Verdict.NO_PROVISION, Verdict.WRONG_PROVISION, Verdict.UNCLEAR})
_TAKEN = {
    How.SENTENCE: "kalimat yang sama",
    How.BEFORE: "yang disebut sebelumnya",
    How.AFTER: "yang disebut sesudahnya",
    How.NOWHERE: "isinya",
}


def _close(cited: Cited) -> tuple[int, int]:
    """The sentence of a reference, of one that does not end what is close by."""
    (start, end), written = cited.sentence, cited.written
    return max(start, written.start - _CLOSE), min(end, written.end + _CLOSE)


def _named(cited: Cited, instrument: Instrument | None) -> str:
    """The instrument as written where it is, else the one that the context gave."""
    numbered = cited.anchor is not None and bool(cited.anchor.nomor) and cited.instruments[:1] == (instrument,)
    own = cited.how is How.BESIDE or instrument is None or numbered
    return label(cited.anchor, cited.instruments) if cited.anchor and own else instrument.short if instrument else ""


def _around(cited: Sequence[Cited], i: int) -> Near:
    """The references before and after one."""
    return (cited[i - 1] if i else None, cited[i + 1] if i + 1 < len(cited) else None)
