"""Whether what a reference names was still law on the day of the article, and what stands in its place."""

from __future__ import annotations

import datetime
import re

from kb.answer.content import Content
from kb.answer.context import Cited
from kb.answer.verdicts import Finding, Period, Verdict
from kb.indexing.clauses import StoredClause
from kb.law.catalogue import Catalogue, Standing, Status
from kb.law.known import Instrument

_PAST = re.compile(
    r"""(?<!paling[ ])(?<!lebih[ ])(?<!se)\blama\b(?![ ](?:pada|dalam|bekerja)) | \bterdahulu\b | \bdulu(?:nya)?\b | \bdahulu\b | \bsemula\b
    | \b(?:kala|ketika|waktu)[ ]itu\b | \btidak[ ](?:lagi[ ])?berlaku\b | \b(?:telah|sudah)[ ](?:di)?(?:cabut|ganti)\w* | \bdicabut\b
    | \bmencabut\b | \bmenggantikan\b | \bmengganti\b | \bdigantikan\b | \bdiganti\b | \bpengganti(?![ ]undang)\w* | \bpernah\b
    | \b(?:aturan|regulasi|undang-undang|uu|pp|peraturan)[ ](?:yang[ ])?sebelumnya\b | \bsebelum[ ](?:di)?(?:ganti|cabut|ubah)\w*""",
    re.IGNORECASE | re.VERBOSE,
)
_PAST_YEAR = re.compile(r"\b(?:pada|sejak|pemilu|pilkada|pilpres|pileg)\s+(?:tahun\s+)?((?:19|20)\d{2})\b(?!\s*/)", re.IGNORECASE)
_AROUND = 160
_LONGEST_CHAIN = 10


class Revocations:
    """Judges by the catalogue's statuses."""

    def __init__(self, catalogue: Catalogue, content: Content) -> None:
        self._catalogue, self._content = catalogue, content

    def standing(self, instrument: Instrument, clause: StoredClause | None, on: Period) -> Standing | None:
        """Where an instrument or clause stands, None outside the catalogue; revoked only where it is on every day of the period."""
        if instrument.regulation is None:
            return None
        key, locator = (clause.key, clause.locator) if clause else (instrument.key, None)
        first, last = self._catalogue.status(key, locator, on.first), self._catalogue.status(key, locator, on.last)
        return first if last.status is Status.DICABUT and first.status is not Status.DICABUT else last

    def finding(
        self, text: str, cited: Cited, instrument: Instrument, clause: StoredClause | None, standing: Standing, on: Period
    ) -> Finding:
        """The finding on something revoked: right where the sentence speaks of the past, else with what stands in its place."""
        what = f"{clause.locator.cite()} {instrument.short}" if clause and standing.note == "dihapus" else instrument.short
        since = f" sejak {standing.since.isoformat()}" if standing.since else ""
        by = f" oleh {standing.cause}" if standing.cause != instrument.short else ""
        if _of_the_past(text, cited, standing):
            reason = f"{what} sudah dicabut{by}{since}; tulisan ini menyebutnya sebagai aturan yang lama."
            return Finding(Verdict.OK, reason, "", instrument, cited.locator, clause)
        heir, now = self._heir(instrument, on.last), self._heir(instrument, datetime.date.today())
        later = f" Sekarang yang berlaku {now.short}." if now and heir and now.short != heir.short else ""
        meant = heir.short if heir else standing.cause
        if heir and clause and (same := self._content.same_norm(clause, heir.key)):
            meant = f"{same.locator.cite()} {heir.short}"
        reason = f"{what} sudah dicabut{by}{since}, sebelum tulisan ini (katalog).{later}"
        return Finding(Verdict.REVOKED, reason, meant, instrument, cited.locator, clause)

    def _heir(self, instrument: Instrument, on: datetime.date) -> Instrument | None:
        """The instrument that stands in another's place on a day, through every revocation up to it."""
        key = instrument.key
        for _ in range(_LONGEST_CHAIN):
            whole = [a for kind, a, e in self._catalogue.effects_on(key) if kind == "mencabut" and not e.klausul and e.sejak <= on]
            if not whole:
                break
            key = whole[-1].kunci
        entry = self._catalogue.get(key)
        return Instrument.of(entry) if entry and key != instrument.key else None


def _of_the_past(text: str, cited: Cited, standing: Standing) -> bool:
    """Whether the sentence says that it speaks of a former rule, or of a year before the revocation."""
    start, end = cited.written.start, cited.written.end
    around = f"{text[max(cited.sentence[0], start - _AROUND) : start]} … {text[end : min(cited.sentence[1], end + _AROUND)]}"
    years = [int(y) for y in _PAST_YEAR.findall(around)]
    return bool(_PAST.search(around)) or bool(standing.since and any(y < standing.since.year for y in years))
