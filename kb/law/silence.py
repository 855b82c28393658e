"""Clauses that say nothing to search for: how a text opens and closes, and ``Cukup jelas``."""

from __future__ import annotations

import re

from kb.law.regulation import Unit

_FORMAL = {Unit.PEMBUKAAN, Unit.PENUTUP}
_EMPTY = re.compile(r"\s*(?:(?:Pasal|Ayat|Huruf|Angka)\s+\S+\s*)?Cukup\s+\^?jelas\.?\s*", re.IGNORECASE)


def says_nothing(unit: Unit, words: str) -> bool:
    """Whether a clause, given as its unit and its words, says nothing.

    >>> says_nothing(Unit.PASAL, "Pasal 5 Cukup jelas."), says_nothing(Unit.PASAL, "Pasal 5 Cukup jelas dan lugas.")
    (True, False)
    """
    return unit in _FORMAL or not words or _EMPTY.fullmatch(words) is not None
