"""From a text to a verdict on every reference in it: found as written, resolved in context, then judged.

Each verdict rests on what is held, catalogued or registered, and its reason says which. Where that does not settle a
reference, the verdict is ``unclear`` or ``not_held``; a fault is named only where it is sure.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from kb.answer.content import Content
from kb.answer.context import Cited, How, in_context, label, narrowed
from kb.answer.held import Held
from kb.answer.instruments import Instruments
from kb.answer.places import Place, Places, State
from kb.answer.quotation import quotation_near
from kb.answer.verdicts import Finding, Period, Reference, Verdict
from kb.errors import QuestionError
from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Standing, Status
from kb.law.known import Instrument, Known
from kb.law.register import Register
from kb.law.titles import compare, title_start

MAX_TEXT = 1_000_000
_PAST = re.compile(
    r"(?<!paling )(?<!lebih )(?<!se)\blama\b(?! (?:pada|dalam|bekerja))|\bterdahulu\b|\bdulu(?:nya)?\b|\bdahulu\b|\bsemula\b|\b(?:kala|ketika|waktu) itu\b"
    r"|\btidak (?:lagi )?berlaku\b|\b(?:telah|sudah) (?:di)?(?:cabut|ganti)\w*|\bdicabut\b|\bmencabut\b|\bmenggantikan\b|\bmengganti\b|\bdigantikan\b|\bdiganti\b"
    r"|\bpengganti(?! undang)\w*|\bpernah\b|\b(?:aturan|regulasi|undang-undang|uu|pp|peraturan) (?:yang )?sebelumnya\b|\bsebelum (?:di)?(?:ganti|cabut|ubah)\w*",
    re.IGNORECASE,
)
_PAST_YEAR = re.compile(r"\b(?:pada|sejak|pemilu|pilkada|pilpres|pileg)\s+(?:tahun\s+)?((?:19|20)\d{2})\b(?!\s*/)", re.IGNORECASE)
_NORM_BEFORE = re.compile(r"(?:melanggar|larangan|pelanggaran|dimaksud|terhadap|ketentuan|bertentangan|jerat\w*)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_LIST_GAP = 14


class Verifier:
    """Checks texts against an open index, its catalogue and the register."""

    def __init__(self, held: Held, register: Register) -> None:
        self._held, self._known = held, Known(held.catalogue, register)
        self._places = Places(held.clauses, self._known)
        self._instruments = Instruments(self._known, self._places)
        self._content = Content(held)

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

    def _reference(self, text: str, cited: Cited, near: tuple[Cited | None, Cited | None], on: Period) -> Reference:
        finding = self._judged(text, cited, near, on)
        written = cited.written
        instrument = finding.instrument if finding.verdict in _ABOUT_ITSELF or not cited.instruments else cited.instruments[0]
        clause = finding.clause
        locator = clause.locator if clause else finding.locator or cited.locator
        name = label(cited.anchor, cited.instruments) if cited.anchor else instrument.short if instrument else ""
        own = instrument if finding.verdict in _ABOUT_ITSELF else None
        return Reference(
            text[written.start : written.end], written.start, written.end, name, locator, finding,
            self._status_now(own or (cited.instruments[0] if cited.instruments else None), clause),
            clause.address if clause else own.key if own else "",
            quotation_near(text, cited.sentence, clause) if clause and finding.verdict in (Verdict.OK, Verdict.REVOKED) else None,
        )  # fmt: skip

    def _status_now(self, instrument: Instrument | None, clause: StoredClause | None) -> str:
        key = clause.key if clause else instrument.key if instrument else ""
        return str(self._held.catalogue.status(key, clause.locator if clause else None, datetime.date.today()).status) if key else ""

    def _judged(self, text: str, cited: Cited, near: tuple[Cited | None, Cited | None], on: Period) -> Finding:
        mention = cited.anchor
        if mention is None:
            return self._without_instrument(text, cited, near, on)
        if not cited.instruments:
            if mention.nomor:
                return self._instruments.unknown(text, cited, mention, on)
            return Finding(Verdict.UNCLEAR, "Nomor peraturannya tidak ditulis dan tidak dapat dipastikan dari judul atau konteksnya.")
        said = self._said(text, cited, near)
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

    def _in_instrument(
        self, text: str, cited: Cited, instrument: Instrument, said: str, near: tuple[Cited | None, Cited | None], on: Period
    ) -> Finding:
        """The finding on a provision of a known instrument, or on the instrument where no provision is cited."""
        place = self._places.look(instrument, cited.locator) if cited.locator else None
        clause = place.clause if place else None
        if place and place.state is State.ABSENT:
            return self._absent(cited, instrument, place, said)
        standing = self._standing(instrument, clause, on)
        if standing and standing.status is Status.DICABUT:
            return self._revoked(text, cited, instrument, clause, standing, on)
        if place and place.state is State.SEVERAL:
            names = ", ".join(choice.cite() for choice in place.choices[:4])
            return Finding(Verdict.UNCLEAR, f"Letaknya kurang lengkap; dapat berarti {names}.", "", instrument)
        if place and place.state is State.UNHELD:
            known = "katalog" if instrument.regulation else "register"
            reason = f"{instrument.short} tentang {instrument.judul} ada ({known}), tetapi isi {place.locator.cite()} tidak dipegang."
            return Finding(Verdict.NOT_HELD, reason, "", instrument, cited.locator)
        if clause and (wrong := self._other_clause(text, cited, clause, said, near)):
            return wrong
        return Finding(Verdict.OK, self._why_ok(cited, instrument, place, standing, on), "", instrument, cited.locator, clause)

    def _absent(self, cited: Cited, instrument: Instrument, place: Place, said: str) -> Finding:
        if len(cited.instruments) > 1 and cited.how is not How.BESIDE:
            return Finding(Verdict.UNCLEAR, f"{place.locator.cite()} tidak ada pada {instrument.short}, dan peraturannya tidak disebut di dekatnya.")
        if place.note:
            why = f"{instrument.short} {place.note}"
        else:
            top = place.choices[0].article.cite()
            inside = sorted({c.steps[1].cite() for c in place.choices if len(c.steps) > 1}, key=lambda words: (len(words), words))
            why = f"{top} {instrument.short} dipegang utuh dan " + (f"memuat {inside[0]} sampai {inside[-1]}" if inside else "tidak berayat")
        reason = f"{place.locator.cite()} tidak ada: {why}."
        sibling = next((i for i in self._siblings(instrument) if self._places.look(i, place.locator).state is State.FOUND), None)
        meant = f"{place.locator.cite()} {sibling.short}" if sibling else ""
        if not meant and self._content.says_something(said) and (clause := self._content.meant_alone(said, self._places.keys(instrument))):
            meant = f"{clause.locator.cite()} {instrument.short}"
        return Finding(Verdict.NO_PROVISION, reason, meant, instrument, place.locator)

    def _siblings(self, instrument: Instrument) -> list[Instrument]:
        """The instruments of the same kind and title: the law before and after it."""
        return [i for i in self._known.of_kind(instrument.jenis) if i.judul == instrument.judul and i.short != instrument.short]

    def _standing(self, instrument: Instrument, clause: StoredClause | None, on: Period) -> Standing | None:
        """Where the instrument and the clause stand; revoked only where they are on every day of the period."""
        if instrument.regulation is None:
            return None
        catalogue, key = self._held.catalogue, clause.key if clause else instrument.key
        locator = clause.locator if clause else None
        first, last = catalogue.status(key, locator, on.first), catalogue.status(key, locator, on.last)
        return first if last.status is Status.DICABUT and first.status is not Status.DICABUT else last

    def _revoked(
        self, text: str, cited: Cited, instrument: Instrument, clause: StoredClause | None, standing: Standing, on: Period
    ) -> Finding:
        what = f"{clause.locator.cite()} {instrument.short}" if clause and standing.note == "dihapus" else instrument.short
        since = f" sejak {standing.since.isoformat()}" if standing.since else ""
        by = f" oleh {standing.cause}" if standing.cause != instrument.short else ""
        if self._of_the_past(text, cited, standing):
            reason = f"{what} sudah dicabut{by}{since}; tulisan ini menyebutnya sebagai aturan yang lama."
            return Finding(Verdict.OK, reason, "", instrument, cited.locator, clause)
        heir = self._heir(instrument, on.last)
        now = self._heir(instrument, datetime.date.today())
        later = f" Sekarang yang berlaku {now.short}." if now and heir and now.short != heir.short else ""
        meant = heir.short if heir else standing.cause
        if heir and clause and (same := self._content.same_norm(clause, heir.key)):
            meant = f"{same.locator.cite()} {heir.short}"
        return Finding(
            Verdict.REVOKED, f"{what} sudah dicabut{by}{since}, sebelum tulisan ini (katalog).{later}", meant, instrument, cited.locator, clause
        )

    def _of_the_past(self, text: str, cited: Cited, standing: Standing) -> bool:
        """Whether the sentence says that it speaks of a former rule, or of a year before the revocation."""
        start, end = cited.written.start, cited.written.end
        around = f"{text[max(cited.sentence[0], start - 160) : start]} … {text[end : min(cited.sentence[1], end + 160)]}"
        years = [int(y) for y in _PAST_YEAR.findall(around)]
        return bool(_PAST.search(around)) or bool(standing.since and any(y < standing.since.year for y in years))

    def _heir(self, instrument: Instrument, on: datetime.date) -> Instrument | None:
        """The instrument that stands in another's place on a day, through every revocation up to it."""
        catalogue, key = self._held.catalogue, instrument.key
        for _ in range(10):
            whole = [a for kind, a, e in catalogue.effects_on(key) if kind == "mencabut" and not e.klausul and e.sejak <= on]
            if not whole:
                break
            key = whole[-1].kunci
        entry = catalogue.get(key)
        return Instrument.of(entry) if entry and key != instrument.key else None

    def _other_clause(
        self, text: str, cited: Cited, clause: StoredClause, said: str, near: tuple[Cited | None, Cited | None]
    ) -> Finding | None:
        """Whether the article says of the clause what another clause says."""
        if not said or not self._content.says_something(said):
            return None
        before = text[max(cited.sentence[0], cited.written.start - 60) : cited.written.start]
        alone = not any(n and n.locator and n.sentence == cited.sentence for n in near)
        instrument = cited.instruments[0] if cited.instruments else None
        held = f"{clause.locator.cite()} ({clause.nature}) tidak memuat itu"
        name = instrument.short if instrument else self._held.catalogue[clause.key].short
        if alone and not _NORM_BEFORE.search(before) and (penal := self._content.sanction_elsewhere(said, clause)):
            reason = f"Tulisan ini menyebut ancaman pidana, sedangkan {held}; ancaman itu ada pada {penal.locator.cite()} {name}."
            return Finding(Verdict.WRONG_PROVISION, reason, f"{penal.locator.cite()} {name}", instrument, cited.locator, clause, penal)
        if better := self._content.better(said, clause):
            where = better.clause.locator.cite()
            reason = f"Yang ditulis tentang klausul ini adalah isi {where} {name}, sedangkan {held}."
            return Finding(Verdict.WRONG_PROVISION, reason, f"{where} {name}", instrument, cited.locator, clause, better.clause)
        return None

    def _without_instrument(self, text: str, cited: Cited, near: tuple[Cited | None, Cited | None], on: Period) -> Finding:
        """The finding on a provision where the whole text names no instrument: only what its words prove."""
        said, locator = self._said(text, cited, near), cited.locator
        keys = [k for k in self._held.clauses.held() if self._held.catalogue.status(k, None, on.last).status not in (Status.DICABUT, Status.BELUM_BERLAKU)]
        laws = [i for i in (Instrument.of(self._held.catalogue[k]) for k in keys)]
        if self._content.says_something(said) and (meant := self._content.meant_alone(said, keys)):
            instrument = Instrument.of(self._held.catalogue[meant.key])
            place = f"{meant.locator.cite()} {instrument.short}"
            if locator and meant.locator.article.steps[-1] == locator.steps[0]:
                return Finding(Verdict.OK, f"Peraturannya tidak disebut; isinya sesuai dengan {place}.", "", instrument, locator, meant)
            reason = f"Peraturannya tidak disebut; yang ditulis adalah isi {place}, bukan {locator.cite() if locator else ''}."
            return Finding(Verdict.WRONG_PROVISION, reason, place, instrument, locator, better=meant)
        fitting = [(i, p) for i in laws if locator and (p := self._places.look(i, locator)).state is State.FOUND]
        for instrument, place_ in fitting:
            alone = narrowed(cited, [instrument])
            if place_.clause and said and (wrong := self._other_clause(text, alone, place_.clause, said, near)):
                return wrong
        names = ", ".join(i.short for i, _ in fitting[:4])
        hint = f" Dalam korpus, {locator.cite() if locator else ''} ada pada {names}." if names else ""
        return Finding(Verdict.UNCLEAR, f"Peraturannya tidak disebut di mana pun dalam tulisan ini.{hint}", "", None, locator)

    def _said(self, text: str, cited: Cited, near: tuple[Cited | None, Cited | None]) -> str:
        """The words of the sentence that are said of a reference: those after it, up to the next; "" where that cannot be told."""
        if cited.locator is None:
            return ""
        before, after = near
        start, end = cited.written.end, cited.sentence[1]
        if after and after.written.start < end:
            if after.written.start - start <= _LIST_GAP:
                return ""
            end = after.written.start
        in_list = before is not None and 0 <= cited.written.start - before.written.end <= _LIST_GAP
        if in_list:
            return ""
        title = title_start(text, start)
        if title is not None and title < end and cited.instruments:
            start = max(title, compare(text, title, cited.instruments[0].judul).end)
        return text[start:end]

    def _why_ok(self, cited: Cited, instrument: Instrument, place: Place | None, standing: Standing | None, on: Period) -> str:
        known = "katalog" if instrument.regulation else "register"
        held = f"Klausulnya dipegang ({place.clause.nature})" if place and place.clause else f"{instrument.short} tentang {instrument.judul} ada ({known})"
        parts = [held, place.note if place else ""]
        if cited.how is not How.BESIDE:
            parts.append(f"peraturannya, {instrument.short}, diambil dari {_TAKEN[cited.how]}")
        if standing and standing.status is Status.DIUBAH:
            parts.append(f"telah diubah oleh {standing.cause}")
        if standing and standing.status is Status.BERSYARAT:
            parts.append(f"dibaca menurut {standing.cause}")
        if standing and standing.status is Status.BELUM_BERLAKU:
            parts.append(f"baru berlaku {standing.since}")
        return "; ".join(filter(None, parts)) + "."


_ABOUT_ITSELF = frozenset({Verdict.OK, Verdict.REVOKED, Verdict.NOT_HELD, Verdict.NO_PROVISION, Verdict.WRONG_PROVISION, Verdict.UNCLEAR})
_TAKEN = {How.SENTENCE: "kalimat yang sama", How.BEFORE: "yang disebut sebelumnya", How.AFTER: "yang disebut sesudahnya", How.NOWHERE: "isinya"}


def _around(cited: Sequence[Cited], i: int) -> tuple[Cited | None, Cited | None]:
    """The references before and after one."""
    return (cited[i - 1] if i else None, cited[i + 1] if i + 1 < len(cited) else None)
