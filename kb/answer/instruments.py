"""Judge the instrument a reference names: does it exist, by that number, of that year, under that title."""

from __future__ import annotations

import re

from kb.answer.context import Cited, label
from kb.answer.places import Places, State
from kb.answer.suggest import Slip, by_title, elsewhere, slips
from kb.answer.verdicts import Finding, Period, Verdict
from kb.law.known import Instrument, Known
from kb.law.numbering import CARDINALS
from kb.law.references import Mention
from kb.law.register import title_words
from kb.law.titles import Title

_COUNTED = frozenset({"UU", "PP", "Perppu"})
_FIELD = re.compile(r"netral|\bASN\b|\bPNS\b|pemilu|pilkada|kampanye|pegawai negeri", re.IGNORECASE)
_AROUND = 300
_SURE = 0.4
_PARTS = {"year": (Verdict.WRONG_YEAR, "tahunnya"), "number": (Verdict.WRONG_NUMBER, "nomornya")}


class Instruments:
    """Judges instruments against the catalogue and the register."""

    def __init__(self, known: Known, places: Places) -> None:
        self._known, self._places = known, places

    def unknown(self, text: str, cited: Cited, mention: Mention, on: Period) -> Finding:
        """The finding on a numbered instrument that neither the catalogue nor the register has."""
        name = label(mention, ())
        start = self._known.title_of(text, mention)
        if start is not None and mention.nomor:
            if found := by_title(mention, text, start, self._known, on.last):
                return self._slipped(name, found[0], f"{found[0].instrument.judul} adalah judul {found[0].instrument.short}")
            if others := elsewhere(mention, text, start, self._known):
                reason = f"{name} tidak dikenal katalog dan register; judul yang ditulis adalah judul {others[0].short}"
                return Finding(Verdict.WRONG_NUMBER, reason, others[0].short, others[0])
        close = slips(mention, self._known, lambda i: i.tahun <= on.last.year and self._can_hold(i, cited))
        if mention.tahun and mention.tahun > on.last.year:
            return self._from_the_future(name, mention, cited, close, on)
        if close and self._provable(text, mention) and len({s.instrument.short for s in close}) == 1:
            return self._slipped(name, close[0], f"yang dikenal {_numbers(close[0].instrument)} tentang {close[0].instrument.judul}")
        hint = f" Nomor yang mirip: {', '.join(dict.fromkeys(s.instrument.short for s in close))}; periksa." if close else ""
        return Finding(Verdict.NOT_HELD, f"{name} tidak ada dalam katalog dan register, jadi tidak dapat diperiksa.{hint}")

    def _from_the_future(self, name: str, mention: Mention, cited: Cited, close: list[Slip], on: Period) -> Finding:
        reason = f"{name} belum mungkin ada pada tanggal tulisan ini ({on.last.year})"
        years = [s for s in close if s.part == "year"]
        same = [i for i in self._known.same_number(mention.jenis, mention.nomor) if i.regulation and i.tahun <= on.last.year]
        same = [i for i in same if self._can_hold(i, cited)]
        meant = years[0].instrument if years else same[0] if len(same) == 1 else None
        more = f"; mungkin maksudnya {meant.short} tentang {meant.judul}" if meant else ""
        return Finding(Verdict.WRONG_YEAR, f"{reason}{more}.", meant.short if meant else "", meant)

    def _provable(self, text: str, mention: Mention) -> bool:
        """Whether an instrument's absence means that it does not exist, or the text is so plainly of our field that a slip is likelier."""
        if mention.jenis in _COUNTED:
            return mention.tahun is not None and self._known.register.complete(mention.jenis, mention.tahun)
        around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
        return mention.jenis == "SKB" and bool(_FIELD.search(around))

    def _slipped(self, name: str, slip: Slip, why: str) -> Finding:
        verdict, part = _PARTS[slip.part]
        return Finding(verdict, f"{name} tidak cocok: {why}. Jadi {part} salah tulis.", slip.instrument.short, slip.instrument)

    def _can_hold(self, instrument: Instrument, cited: Cited) -> bool:
        return cited.locator is None or self._places.look(instrument, cited.locator).state is not State.ABSENT

    def known(self, text: str, cited: Cited, mention: Mention, instrument: Instrument, on: Period) -> Finding | None:
        """The finding on what is wrong with a known instrument's number, year or title as written; None where nothing is."""
        return (
            self._ministers(mention, instrument)
            or self._other_numbers(mention, instrument)
            or self._title(text, mention, instrument, on)
            or self._not_ours(text, cited, mention, instrument, on)
            or self._too_early(cited, mention, instrument, on)
        )

    def _too_early(self, cited: Cited, mention: Mention, instrument: Instrument, on: Period) -> Finding | None:
        """Whether an instrument is of a year after the article: its year or the article's day is wrong."""
        if not mention.nomor or mention.tahun is None or mention.tahun <= on.last.year:
            return None
        close = slips(mention, self._known, lambda i: i.tahun <= on.last.year and self._can_hold(i, cited))
        found = self._from_the_future(instrument.short, mention, cited, close, on)
        if found.suggestion:
            return found
        return Finding(
            Verdict.UNCLEAR, f"{instrument.short} ada, tetapi dari tahun sesudah tulisan ini ({on.last.year}); periksa tanggalnya."
        )

    def _ministers(self, mention: Mention, instrument: Instrument) -> Finding | None:
        """Whether "SKB 5 Menteri" says rightly how many ministers signed."""
        said = re.fullmatch(r"(\S+) menteri", mention.issuer) if mention.jenis == "SKB" else None
        signers = [n.penerbit for n in instrument.regulation.nomor if n.penerbit] if instrument.regulation else []
        if said is None or not signers:
            return None
        count = int(said[1]) if said[1].isdecimal() else CARDINALS[said[1]]
        ministers = sum(s.casefold().startswith("menteri") for s in signers)
        if count == ministers:
            return None
        reason = (
            f"{instrument.short} ditandatangani {len(signers)} pejabat, {ministers} di antaranya menteri: {', '.join(signers)} (katalog)."
        )
        return Finding(Verdict.WRONG_TITLE, f"Sebutan {count} menteri tidak tepat: {reason}", instrument.short, instrument)

    def _other_numbers(self, mention: Mention, instrument: Instrument) -> Finding | None:
        """Whether the further numbers of a joint decree are its own."""
        own = {n.nomor.casefold().lstrip("0") for n in instrument.regulation.nomor} if instrument.regulation else set()
        wrong = [nomor for nomor, _ in mention.also if nomor.casefold().lstrip("0") not in own]
        if not wrong:
            return None
        reason = f"Nomor {', '.join(wrong)} bukan nomor {instrument.short}; nomornya {_numbers(instrument)} (katalog)."
        return Finding(Verdict.WRONG_NUMBER, reason, instrument.short, instrument)

    def _title(self, text: str, mention: Mention, instrument: Instrument, on: Period) -> Finding | None:
        start = self._known.title_of(text, mention)
        if start is None or not mention.nomor or not instrument.judul:
            return None
        compared = self._known.title(text, start, instrument)
        if compared.title is not Title.OTHER:
            return None
        own = f"{instrument.short} adalah tentang {instrument.judul} ({'katalog' if instrument.regulation else 'register'})"
        if compared.coverage >= _SURE:
            written = " ".join(text[start : compared.end].split())
            return Finding(Verdict.WRONG_TITLE, f"Judul yang ditulis, {written!r}, tidak tepat: {own}.", instrument.short, instrument)
        if found := by_title(mention, text, start, self._known, on.last):
            verdict, part = _PARTS[found[0].part]
            meant = found[0].instrument
            return Finding(verdict, f"{own}; judul yang ditulis adalah judul {meant.short}. Jadi {part} salah tulis.", meant.short, meant)
        if others := elsewhere(mention, text, start, self._known):
            return Finding(Verdict.WRONG_TITLE, f"{own}; judul yang ditulis adalah judul {others[0].short}.", others[0].short, others[0])
        if compared.matched:
            return Finding(Verdict.WRONG_TITLE, f"Judul yang ditulis tidak tepat: {own}.", instrument.short, instrument)
        return Finding(Verdict.UNCLEAR, f"Judul yang ditulis tidak dikenal: {own}.", instrument.short, instrument)

    def _not_ours(self, text: str, cited: Cited, mention: Mention, instrument: Instrument, on: Period) -> Finding | None:
        """A register's instrument that cannot be meant: it lacks the Pasal, or the sentence is about one that is a slip away."""
        if instrument.regulation or not mention.nomor:
            return None
        close = slips(mention, self._known, lambda i: i.tahun <= on.last.year and self._can_hold(i, cited))
        if not close:
            return None
        absent = cited.locator is not None and self._places.look(instrument, cited.locator).state is State.ABSENT
        if absent and cited.locator:
            close = [s for s in close if self._places.look(s.instrument, cited.locator).state is State.FOUND]
        sentence = title_words(text[cited.sentence[0] : cited.sentence[1]])
        fitting = [s for s in close if self._speaks_of(sentence, s.instrument)]
        about = bool(fitting) and self._known.title_of(text, mention) is None and not title_words(instrument.judul) & sentence
        if not close or not (absent or about):
            return None
        slip = (fitting or close)[0]
        verdict, part = _PARTS[slip.part]
        lacks = f" dan {self._places.look(instrument, cited.locator).note}" if absent and cited.locator else ""
        own = f"{instrument.short} adalah tentang {instrument.judul}{lacks} (register)"
        return Finding(
            verdict,
            f"{own}; yang dimaksud mungkin {slip.instrument.short}, jadi {part} salah tulis.",
            slip.instrument.short,
            slip.instrument,
        )

    def _speaks_of(self, words: frozenset[str], instrument: Instrument) -> bool:
        """Whether words tell that an instrument is spoken of: two of its title, or one that few titles hold."""
        common = title_words(instrument.judul) & words
        return len(common) > 1 or any(map(self._known.register.rare, common))


def _numbers(instrument: Instrument) -> str:
    """An instrument's short label with every number it has."""
    numbers = [n.nomor for n in instrument.regulation.nomor] if instrument.regulation else []
    return f"{instrument.short} (nomor {', '.join(numbers)})" if len(numbers) > 1 else instrument.short
