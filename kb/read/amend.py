"""The operations of an amending law: the numbered points of its Pasal I that replace, insert or delete."""

from __future__ import annotations

import re

from kb.law.numbering import follows
from kb.read.marks import Mark

_OPERATION = re.compile(
    r"^[ \t]*(?P<n>\d{1,3}[a-z]?)\.\s+(?=(?:Ketentuan|Di\s?antara|Antara|Setelah|Sesudah|Pasal|Judul|Penjelasan|BAB|Bagian|Paragraf|"
    r"Mengubah|Menambah|Menyisipkan|Menghapus|Beberapa|Lampiran|Kata|Frasa)\b)",
    re.MULTILINE,
)


def operations(text: str, pasal: list[Mark], end: int) -> list[Mark]:
    """The points of Pasal I in order, each from its number to its instruction; [] for a law that amends nothing."""
    roman = [mark for mark in pasal if not mark.number[0].isdigit()]
    if not roman or roman[0].number != "I":
        return []
    stop = roman[1].start if len(roman) > 1 else end
    out: list[Mark] = []
    for match in _OPERATION.finditer(text, roman[0].end, stop):
        if match["n"] == "1" if not out else follows(match["n"], out[-1].number):
            out.append(Mark(match["n"], match.start("n"), match.end(), 1.0))
    return out
