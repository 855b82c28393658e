"""Whether a title as written ("tentang ...") is an instrument's, told with tolerance for how people shorten titles.

A title is wrong only where a word of it stands in the place of another: ``Kode Etik ASN`` for ``Kode Etik Pegawai
Negeri Sipil``. One cut short, abbreviated or misspelt is right, and prose that goes on after it is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import islice

SHORT: dict[str, str] = {
    "asn": "aparatur sipil negara",
    "pns": "pegawai negeri sipil",
    "pppk": "pegawai pemerintah perjanjian kerja",
    "pemilu": "pemilihan umum",
    "pilkada": "pemilihan gubernur bupati walikota",
    "pemilukada": "pemilihan gubernur bupati walikota",
    "pilpres": "pemilihan umum presiden wakil presiden",
    "pileg": "pemilihan umum anggota dewan perwakilan rakyat",
    "legislatif": "anggota dewan perwakilan rakyat",
    "cagub": "calon gubernur",
    "pemda": "pemerintahan daerah",
    "parpol": "partai politik",
    "tni": "tentara nasional indonesia",
    "polri": "kepolisian negara republik indonesia",
    "dpr": "dewan perwakilan rakyat",
    "dprd": "dewan perwakilan rakyat daerah",
    "dpd": "dewan perwakilan daerah",
    "mpr": "majelis permusyawaratan rakyat",
    "ham": "hak asasi manusia",
    "ri": "republik indonesia",
    "uu": "undang undang",
    "perppu": "peraturan pemerintah pengganti undang undang",
    "perpu": "peraturan pemerintah pengganti undang undang",
    "pp": "peraturan pemerintah",
    "bawaslu": "badan pengawas pemilihan umum",
    "kpu": "komisi pemilihan umum",
    "bumn": "badan usaha milik negara",
    "bumd": "badan usaha milik daerah",
    "kemendagri": "kementerian dalam negeri",
    "ite": "informasi transaksi elektronik",
    "kuhp": "kitab undang undang hukum pidana",
}
"""Short words of titles and what they stand for."""

_PHRASES = (
    (r"pemilihan\s+kepala\s+daerah(?:\s+dan\s+wakil\s+kepala\s+daerah)?", "pilkada"),
    (r"pemilihan\s+gubernur,?\s+(?:dan\s+wakil\s+gubernur,?\s+)?bupati", "pemilihan gubernur bupati"),
    (r"wali\s+kota", "walikota"),
    (r"penyelenggara\b", "penyelenggaraan"),
)
_SMALL = frozenset(
    "antara atas atau bagi dalam dan dari dengan di ke kepada oleh pada secara serta sebagai tentang terhadap untuk yang nomor no "
    "tahun republik indonesia menjadi para".split()
)
_ENDS = frozenset("pasal ayat huruf angka jo juncto junto lampiran diktum".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SEGMENT = re.compile(r"""[^.;:()\[\]"“”]*?(?=[.;:()\[\]"“”]|\n\s*\n|$)""")
_LEAD = re.compile(r"""(?:\s*\([^()\n]{1,60}\))?[\s,]*(?:tentang|ttg\.?|mengenai|perihal|bertajuk)\s+["“]?""", re.IGNORECASE)
_LONGEST = 400
_ENOUGH = 0.99


class Title(StrEnum):
    """What a written title is to an instrument's own."""

    SAME = "same"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Compared:
    """The verdict on a title, where it ends in the text, how many of its words agree, what share of the true title that is."""

    title: Title
    end: int
    matched: int = 0
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a written title: its plain form, where it ends, whether it looks like a name, whether a mark parts it from the last."""

    plain: str
    end: int
    name: bool
    parted: bool


def title_start(text: str, at: int) -> int | None:
    """Where the words after "tentang" start, if a title follows an offset; None if none does."""
    match = _LEAD.match(text, at)
    return match.end() if match else None


def compare(text: str, start: int, judul: str, loose: bool = True) -> Compared:
    """Compare the title that starts at an offset with an instrument's; ``loose`` lets one word stand before a whole one.

    >>> compare("Disiplin PNS, hukuman sedang", 0, "Disiplin Pegawai Negeri Sipil").title
    <Title.SAME: 'same'>
    >>> compare("Kode Etik ASN", 0, "Kode Etik Pegawai Negeri Sipil").title
    <Title.OTHER: 'other'>
    """
    wanted = _plain_words(judul)
    if not wanted:
        return Compared(Title.NONE, start)
    matched: set[str] = set()
    end = start
    parted = False
    for word in _written(text, start):
        parted |= word.parted
        if word.plain in _SMALL:
            parted |= word.plain in ("dan", "serta", "atau")
            continue
        akin = _akin(word.plain, wanted)
        if akin:
            matched |= akin
            end, parted = word.end, False
            continue
        whole = len(matched) >= _ENOUGH * len(wanted)
        if whole or (matched and (parted or not word.name)):
            break
        if not matched and not word.name:
            return Compared(Title.NONE, start)
        if loose and not matched and (rest := _all_of(text, word.end, wanted)):
            return Compared(Title.SAME, rest, len(wanted), 1.0)  # "Pemerintahan Desa" for "Desa"
        return Compared(Title.OTHER, word.end, len(matched), len(matched) / len(wanted))
    return Compared(Title.SAME if matched else Title.NONE, end, len(matched), len(matched) / len(wanted))


def _all_of(text: str, start: int, wanted: frozenset[str]) -> int | None:
    """Where a title ends that follows at once and is whole, None where none does."""
    matched: set[str] = set()
    for word in _written(text, start):
        if word.plain in _SMALL:
            continue
        if not (akin := _akin(word.plain, wanted)):
            return None
        matched |= akin
        if len(matched) == len(wanted):
            return word.end
    return None


def _akin(word: str, wanted: frozenset[str]) -> set[str]:
    """The words of a title that a written word agrees with, spelling faults allowed."""
    if word in wanted:
        return {word}
    return {w for w in wanted if _alike(word, w)} if len(word) > 4 else set()


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> bool:
    if one.isdecimal() or other.isdecimal() or abs(len(one) - len(other)) > 4:
        return False
    return one[:5] == other[:5] or SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.82


@lru_cache(maxsize=20_000)
def _plain_words(judul: str) -> frozenset[str]:
    return frozenset(word.plain for word in _written(judul, 0)) - _SMALL


def _written(text: str, start: int) -> Iterator[_Word]:
    """The words of a title from an offset to the mark that must end it, short words spelled out."""
    match = _SEGMENT.match(text, start, min(len(text), start + _LONGEST))
    stop = match.end() if match and match.end() > start else min(len(text), start + _LONGEST)
    segment = text[start:stop]
    for pattern, words in _PHRASES:
        segment = re.sub(pattern, lambda m, w=words: w.ljust(len(m[0])), segment, flags=re.IGNORECASE)  # type: ignore[misc]
    last = 0
    for found in _WORD.finditer(segment):
        plain = found[0].casefold()
        if len(plain) == 1 and plain.isalpha():
            continue  # a letter of a word that a line break tore
        if plain in _ENDS:
            return
        between = segment[last : found.start()]
        last = found.end()
        name = found[0][0].isupper() or plain in SHORT
        parted = "," in between or "/" in between or "–" in between or " - " in between
        for spelled in SHORT.get(plain, plain).split():
            yield _Word(spelled, start + found.end(), name, parted)


def plain_words(text: str, start: int = 0, stop: int | None = None, most: int = 100) -> list[tuple[str, int, bool]]:
    """The first telling words of a name, short ones spelled out: each with where it ends and whether it looks like a name.

    >>> [word for word, _, _ in plain_words("tentang Disiplin PNS")]
    ['disiplin', 'pegawai', 'negeri', 'sipil']
    """
    words = (word for word in _written(text[start:stop], 0) if word.plain not in _SMALL)
    return [(word.plain, start + word.end, word.name) for word in islice(words, most)]
