"""Days as people write them."""

from __future__ import annotations

import datetime

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember")


def in_words(day: datetime.date) -> str:
    """A date as people write it.

    >>> in_words(datetime.date(2024, 2, 14))
    '14 Februari 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
