"""Phrases as people can read them, made into patterns: the notation of the vocabulary of cases.

Words stand in order; between two words only spaces, commas and quotation marks may stand.

========= ==========================================================
``a/b``   either word
``like*``    the word and what is joined to its end; ``*like`` to its start
``wali_kota`` two words as one alternative
``[di]``  a word that may be left out
``...``   up to five other words of the same sentence
========= ==========================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BETWEEN = r"[\s,:\"'“”‘’()/-]+"
_GAP = rf"(?:{_BETWEEN}\w+){{0,5}}?"
_AFFIX = r"\w{0,14}"


def compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches any of the phrases, whatever the case of letters.

    >>> found = compiled(["pasang*/memasang* ... baliho*/spanduk*"])
    >>> found.search("Ia memasang dua buah baliho besar")[0]
    'memasang dua buah baliho'
    >>> found.search("Ia memasang lampu. Ada baliho") is None
    True
    """
    return re.compile("|".join(f"(?:{_phrase(p)})" for p in phrases), re.IGNORECASE)


def _phrase(phrase: str) -> str:
    out = r"(?<!\w)"
    first = True
    gap = False
    for token in phrase.split():
        if token == "...":  # noqa: S105 - a mark of the notation
            gap = True
            continue
        optional = token.startswith("[")
        words = "|".join(_word(w) for w in token.strip("[]").split("/"))
        between = "" if first else (_GAP if gap else "") + _BETWEEN
        out += (
            f"(?:(?:{words}){_BETWEEN})?" if optional and first else f"(?:{between}(?:{words}))?" if optional else f"{between}(?:{words})"
        )
        first = first and optional
        gap = False
    return out + r"(?!\w)"


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", _AFFIX).replace("_", r"[\s-]?")
