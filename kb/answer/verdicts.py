"""What a check gives: a verdict on each reference, with its reason and what was probably meant."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from kb.answer.quotation import Quotation
from kb.errors import QuestionError
from kb.indexing.clauses import StoredClause
from kb.law.known import Instrument
from kb.law.regulation import Locator


class Verdict(StrEnum):
    """What is said of a reference."""

    OK = "ok"
    WRONG_YEAR = "wrong_year"
    WRONG_NUMBER = "wrong_number"
    WRONG_TITLE = "wrong_title"
    WRONG_PROVISION = "wrong_provision"
    NO_PROVISION = "no_provision"
    REVOKED = "revoked"
    NOT_HELD = "not_held"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Period:
    """The day an article is of, or the days it can be of where only a month or a year is known; both ends belong to it."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, text: str) -> Period:
        """Read ``2024-02-14``, ``2024-02`` or ``2024``.

        Raises:
            QuestionError: If the text is none of these; shows the form.

        >>> Period.of("2018-02")
        Period(first=datetime.date(2018, 2, 1), last=datetime.date(2018, 2, 28))
        """
        form = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?", text.strip())
        try:
            if form is None:
                raise ValueError
            year, month, day = int(form[1]), int(form[2] or 0), int(form[3] or 0)
            first = datetime.date(year, month or 1, day or 1)
            last = first if day else datetime.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
        except ValueError:
            raise QuestionError(f"tanggal {text.strip()[:40]!r} tidak terbaca; tulis TTTT-BB-HH, TTTT-BB atau TTTT") from None
        return cls(first, last)

    @classmethod
    def at(cls, day: datetime.date) -> Period:
        """The period of one day."""
        return cls(day, day)


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with the reason for it, what was probably meant, and the clause and instrument it is about."""

    verdict: Verdict
    reason: str
    suggestion: str = ""
    instrument: Instrument | None = None
    locator: Locator | None = None
    clause: StoredClause | None = None
    better: StoredClause | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference of a text and what is said of it; ``text`` is the input from ``start`` to ``end``.

    ``regulation`` is the instrument as written in the short form, ``status_now`` where it stands today ("" if unknown),
    ``address`` the clause or instrument it was taken for ("" if none), ``quotation`` a quotation compared with it.
    """

    text: str
    start: int
    end: int
    regulation: str
    locator: Locator | None
    finding: Finding
    status_now: str = ""
    address: str = ""
    quotation: Quotation | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.finding.verdict
