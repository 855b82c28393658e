"""What Indonesian instruments exist by number, year and title, held or not: ``corpus/register.tsv``.

The catalogue says what stands of the instruments of this field; the register only that an instrument
with a number and year exists and what it is called, so that a reference to any of them can be checked.
It is one file of tab-separated lines, because six thousand rows load in milliseconds as plain text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kb.errors import CatalogueError

COLUMNS = ("jenis", "nomor", "tahun", "judul")
NAME, HIGHEST = "register.tsv", "pasal.tsv"
_RARE = 40  # titles
_ENOUGH_OF_YEAR, _MOST_OF_YEAR = 10, 0.8
_SMALL = frozenset(
    """antara atas atau bagi dalam dan dari dengan di ke kepada nomor oleh pada secara serta sebagai tahun tentang
    terhadap untuk yang""".split()
)


class Entry(NamedTuple):
    """One instrument: ``judul`` is what stands after "tentang", "" where it could not be read."""

    jenis: str
    nomor: str
    tahun: int
    judul: str

    @property
    def short(self) -> str:
        """The short label.

        >>> Entry("PP", "94", 2021, "Disiplin Pegawai Negeri Sipil").short
        'PP 94/2021'
        """
        return f"{self.jenis} {self.nomor}" if "/" in self.nomor else f"{self.jenis} {self.nomor}/{self.tahun}"


class Register:
    """The instruments by kind, number and year; its indexes are made when first asked for.

    Args:
        entries: Every instrument once; two with the same kind, number and year are an error.

    Raises:
        CatalogueError: When an instrument is there twice.

    >>> register = Register([
    ...     Entry("PP", "94", 2012, "Hak Keuangan dan Fasilitas Hakim yang Berada di Bawah Mahkamah Agung"),
    ...     Entry("PP", "94", 2021, "Disiplin Pegawai Negeri Sipil"),
    ...     Entry("UU", "7", 2017, "Pemilihan Umum"),
    ... ])
    >>> register.judul("PP", "94", 2021)
    'Disiplin Pegawai Negeri Sipil'
    >>> register.judul("PP", "94", 2001) is None
    True
    >>> [entry.short for entry in register.numbered("94")]
    ['PP 94/2012', 'PP 94/2021']
    >>> [entry.short for entry in register.titled("disiplin PNS Pegawai Negeri")]
    []
    >>> [entry.short for entry in register.titled("disiplin pegawai negeri")]
    ['PP 94/2021']
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._tops: dict[tuple[str, str, int], int] = {}
        self._by_key: dict[tuple[str, str, int], Entry] = {}
        for entry in self.entries:
            key = (entry.jenis.casefold(), _leading(entry.nomor), entry.tahun)
            if key in self._by_key:
                raise CatalogueError(f"register: {entry.short} ada dua kali; hapus salah satu barisnya")
            self._by_key[key] = entry

    @classmethod
    def load(cls, path: Path) -> Register:
        """Read ``register.tsv``.

        Raises:
            CatalogueError: When it is missing or a line is not jenis, nomor, tahun, judul; names the line.
        """
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path}: tidak terbaca ({error}). Buat lagi dengan: python -m bench.register BULK") from error
        if not lines or tuple(lines[0].split("\t")) != COLUMNS:
            raise CatalogueError(f"{path}: baris pertama harus {' '.join(COLUMNS)}, dipisahkan tab")
        register = cls(_parsed(path, lines))
        register._tops = _highest(path.with_name(HIGHEST))
        return register

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def get(self, jenis: str, nomor: str, tahun: int) -> Entry | None:
        """The instrument of a kind with a number and year, None if the register has none.

        Case does not count, and a number with a code is found by either form: ``148`` is ``148/PMK.01/2012``.
        """
        return self._by_key.get((jenis.casefold(), _leading(nomor), tahun))

    def judul(self, jenis: str, nomor: str, tahun: int) -> str | None:
        """The title of an instrument; "" when it exists but its title could not be read, None when it is not known."""
        entry = self.get(jenis, nomor, tahun)
        return None if entry is None else entry.judul

    def numbered(self, nomor: str, jenis: str = "", tahun: int | None = None) -> list[Entry]:
        """Every instrument with a number, of one kind or year if given, in order of kind and year."""
        return [
            entry
            for entry in self._by_number.get(_leading(nomor), ())
            if (not jenis or entry.jenis.casefold().startswith(jenis.casefold())) and tahun in (None, entry.tahun)
        ]

    def titled(self, words: str, jenis: str = "") -> list[Entry]:
        """Every instrument whose title holds all of the words, the closest title first, then the newest.

        Small words (``tentang``, ``dan``, ...), case and order do not count; "" finds nothing.
        """
        wanted = title_words(words)
        if not wanted:
            return []
        found = set.intersection(*(self._by_word.get(word, set()) for word in wanted))
        entries = [self.entries[i] for i in found if not jenis or self.entries[i].jenis.casefold() == jenis.casefold()]
        return sorted(entries, key=lambda e: (len(title_words(e.judul)), -e.tahun, e.jenis, e.nomor))

    def rare(self, word: str) -> bool:
        """Whether so few titles hold a word that it tells what an instrument is about."""
        return 0 < len(self._by_word.get(word, ())) <= _RARE

    def highest_pasal(self, jenis: str, nomor: str, tahun: int) -> int:
        """A number above which an instrument has no Pasal, 0 where none is known; from ``pasal.tsv``."""
        return self._tops.get((jenis.casefold(), _leading(nomor), tahun), 0)

    def of_year(self, jenis: str, tahun: int) -> list[Entry]:
        """Every instrument of a kind and year."""
        return self._by_year.get((jenis.casefold(), tahun), [])

    def complete(self, jenis: str, tahun: int) -> bool:
        """Whether so many of a kind's numbers of a year are known that one missing was most likely never given.

        >>> Register([Entry("PP", str(n), 2001, "") for n in range(1, 31)]).complete("PP", 2001)
        True
        """
        known = self.of_year(jenis, tahun)
        numbers = [int(_leading(e.nomor)) for e in known if _leading(e.nomor).isdecimal()]
        return len(numbers) >= _ENOUGH_OF_YEAR and len(numbers) >= _MOST_OF_YEAR * max(numbers)

    @cached_property
    def _by_year(self) -> dict[tuple[str, int], list[Entry]]:
        years: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            years[entry.jenis.casefold(), entry.tahun].append(entry)
        return dict(years)

    @cached_property
    def _by_number(self) -> dict[str, list[Entry]]:
        numbers: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            numbers[_leading(entry.nomor)].append(entry)
        return dict(numbers)

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        words: dict[str, set[int]] = defaultdict(set)
        for i, entry in enumerate(self.entries):
            for word in title_words(entry.judul):
                words[word].add(i)
        return dict(words)


def title_words(text: str) -> frozenset[str]:
    """The words by which titles are compared: lower case, without the small ones.

    >>> sorted(title_words("Perubahan atas Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum"))
    ['2017', '7', 'pemilihan', 'perubahan', 'umum', 'undang']
    """
    return frozenset(re.findall(r"\w+", text.casefold())) - _SMALL


def _leading(nomor: str) -> str:
    return nomor.casefold().split("/", 1)[0].strip().lstrip("0")


def _highest(path: Path) -> dict[tuple[str, str, int], int]:
    """The highest Pasal of each instrument as ``pasal.tsv`` gives it; {} where there is no such file.

    Raises:
        CatalogueError: When a line is not jenis and three numbers; names the line.
    """
    if not path.is_file():
        return {}
    out = {}
    for at, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        parts = line.split("\t")
        if len(parts) != 4 or not (parts[2].isdecimal() and parts[3].isdecimal()):
            raise CatalogueError(f"{path}:{at}: {line!r} bukan jenis, nomor, tahun, nomor Pasal tertinggi yang dipisahkan tab")
        out[parts[0].casefold(), _leading(parts[1]), int(parts[2])] = int(parts[3])
    return out


def _parsed(path: Path, lines: list[str]) -> Iterator[Entry]:
    for at, line in enumerate(lines[1:], start=2):
        parts = line.split("\t")
        if len(parts) != len(COLUMNS) or not parts[2].isdecimal():
            raise CatalogueError(f"{path}:{at}: {line!r} bukan jenis, nomor, tahun, judul yang dipisahkan tab")
        yield Entry(parts[0], parts[1], int(parts[2]), parts[3])
