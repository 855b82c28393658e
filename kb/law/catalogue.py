"""What exists and what stands on a date: the catalogue of instruments, checked by its schema on load.

One TOML file an instrument under ``katalog/``; ``corpus/README.md`` shows the form. msgspec holds
the schema because it names the path of an unknown key and costs no import time.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from kb.errors import CatalogueError, LocatorError
from kb.law.coverage import covers, holds, places
from kb.law.regulation import Locator, Unit
from kb.law.terms import JENIS_BY_SHORT

_DELETED = "dihapus"
_REMEMBERED = 10_000
"""How many standings are kept once they were found: a question asks for some thirty, mostly the same ones."""


class Status(StrEnum):
    """Where a clause or a regulation stands on a date."""

    BERLAKU = "berlaku"
    DIUBAH = "diubah"
    DICABUT = "dicabut"
    DICABUT_SEBAGIAN = "dicabut_sebagian"
    BELUM_BERLAKU = "belum_berlaku"
    BERSYARAT = "bersyarat"


STATUS_LABELS = {
    Status.BERLAKU: "berlaku",
    Status.DIUBAH: "berlaku, telah diubah",
    Status.DICABUT: "sudah dicabut",
    Status.DICABUT_SEBAGIAN: "dicabut sebagian",
    Status.BELUM_BERLAKU: "belum berlaku",
    Status.BERSYARAT: "berlaku bersyarat (putusan MK)",
}
"""How each is said to people."""


class Nomor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number of an instrument; a joint decree has one for each signatory."""

    nomor: str
    tahun: int
    penerbit: str = ""


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one instrument does to another from a day on; ``klausul`` empty means the whole of it."""

    regulasi: str
    sejak: datetime.date
    klausul: tuple[str, ...] = ()
    kecuali: tuple[str, ...] = ()
    menghapus: tuple[str, ...] = ()
    dasar: str = ""
    status: Status = Status.BERSYARAT
    akibat: str = ""


class Regulation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One instrument of the catalogue; the fields are those of its TOML file (``jumlah_pasal`` 0: not counted)."""

    kunci: str
    jenis: str
    judul: str
    nomor: tuple[Nomor, ...]
    penerbit: str = ""
    wilayah: str = "nasional"
    ditetapkan: datetime.date | None = None
    berlaku: datetime.date | None = None
    berakhir: datetime.date | None = None
    halaman: str = ""
    sebutan: tuple[str, ...] = ()
    diperiksa: tuple[str, ...] = ()
    catatan: str = ""
    label: str = ""
    jumlah_pasal: int = 0
    melaksanakan: tuple[str, ...] = ()
    mencabut: tuple[Effect, ...] = ()
    mengubah: tuple[Effect, ...] = ()
    membatasi: tuple[Effect, ...] = ()

    @property
    def short(self) -> str:
        """The short label: ``UU 7/2017``, or the label of its own that the file gives."""
        if self.label:
            return self.label
        first = self.nomor[0]
        return f"{self.jenis} {first.nomor}" if "/" in first.nomor else f"{self.jenis} {first.nomor}/{first.tahun}"

    @property
    def official(self) -> str:
        """The official name: ``Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum``."""
        name = JENIS_BY_SHORT[self.jenis.casefold()].name if self.jenis.casefold() in JENIS_BY_SHORT else self.jenis
        if name in ("Surat Edaran", "Instruksi", "Surat", "Peraturan Menteri", "Keputusan Menteri") and self.penerbit:
            name = f"{name.removesuffix(' Menteri')} {self.penerbit}"
        numbered = (n for n in self.nomor if any(map(str.isdigit, n.nomor)))
        numbers = ", ".join(f"Nomor {n.nomor}" + ("" if f"/{n.tahun}" in n.nomor else f" Tahun {n.tahun}") for n in numbered)
        return " ".join(filter(None, [name, numbers, f"tentang {self.judul}"]))


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the instrument and the day that made it so; empty cause when nothing touched it."""

    status: Status
    cause: str = ""
    since: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Catalogue:
    """The instruments by key, with the effects on each.

    Raises:
        CatalogueError: When two entries share a key.
    """

    regulations: dict[str, Regulation] = field(default_factory=dict)

    @classmethod
    def of(cls, regulations: Iterable[Regulation]) -> Catalogue:
        """Gather entries; a key given twice is an error."""
        out: dict[str, Regulation] = {}
        for regulation in regulations:
            if regulation.kunci in out:
                raise CatalogueError(f"kunci {regulation.kunci!r} dipakai dua entri katalog; beri kunci yang berbeda")
            out[regulation.kunci] = regulation
        return cls(out)

    def __getitem__(self, key: str) -> Regulation:
        return self.regulations[key]

    def get(self, key: str) -> Regulation | None:
        """The entry with a key, None if the catalogue has none."""
        return self.regulations.get(key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name people use for an instrument, and every short label."""
        return tuple(name for r in self.regulations.values() for name in (*r.sebutan, r.short))

    @cached_property
    def by_name(self) -> dict[str, list[Regulation]]:
        """The instruments that carry a name, by its ``squash``, in key order."""
        return _gathered((squash(name), r) for r in self.regulations.values() for name in (*r.sebutan, r.short))

    @cached_property
    def by_number(self) -> dict[str, list[Regulation]]:
        """The instruments that have a number, by its ``squash``, in key order."""
        return _gathered((squash(nomor.nomor), r) for r in self.regulations.values() for nomor in r.nomor)

    @cached_property
    def _effects(self) -> dict[str, list[tuple[str, Regulation, Effect]]]:
        effects: dict[str, list[tuple[str, Regulation, Effect]]] = defaultdict(list)
        for actor in self.regulations.values():
            for kind, listed in (("mencabut", actor.mencabut), ("mengubah", actor.mengubah), ("membatasi", actor.membatasi)):
                for effect in listed:
                    effects[effect.regulasi].append((kind, actor, effect))
        for touched in effects.values():
            touched.sort(key=lambda item: (item[2].sejak, item[1].kunci))
        return dict(effects)

    def _not_yet(self, key: str, locator: Locator | None, on: datetime.date) -> Standing | None:
        """The standing of an inserted clause (Pasal 187A) before the amendment that put it in; None for any other."""
        if locator is None or not any(
            step.unit is Unit.PASAL and step.number[-1:].isalpha() and step.number[0].isdecimal() for step in locator.steps
        ):
            return None
        where = places(locator)
        puts_in = [(actor, e) for kind, actor, e in self.effects_on(key) if kind == "mengubah" and covers(e.klausul, where)]
        if not puts_in or puts_in[0][1].sejak <= on:
            return None
        return Standing(Status.BELUM_BERLAKU, puts_in[0][0].short, puts_in[0][1].sejak, "disisipkan")

    def effects_on(self, key: str) -> list[tuple[str, Regulation, Effect]]:
        """What other instruments did to one, oldest first, each as (kind, actor, effect)."""
        return self._effects.get(key, [])

    def fate(self, key: str, locator: Locator | None) -> list[Standing]:
        """Where a clause, or the whole with ``locator`` None, came to stand after each day that changed it, oldest first."""
        out: list[Standing] = []
        for day in sorted({effect.sejak for _, _, effect in self.effects_on(key)}):
            standing = self.status(key, locator, day)
            if standing.since == day and standing not in out:
                out.append(standing)
        return out

    def status(self, key: str, locator: Locator | None, on: datetime.date) -> Standing:
        """Say where a clause, or with ``locator`` None the whole regulation, stands on a date.

        The clause's own fate decides: a revocation can spare it, an amendment can delete it.
        A regulation the catalogue does not know stands as ``berlaku`` with a note that says so.
        """
        return self._statuses(key, locator, on)

    @cached_property
    def _statuses(self) -> Callable[[str, Locator | None, datetime.date], Standing]:
        return lru_cache(maxsize=_REMEMBERED)(self._status)

    def _status(self, key: str, locator: Locator | None, on: datetime.date) -> Standing:
        regulation = self.get(key)
        if regulation is None:
            return Standing(Status.BERLAKU, note="status belum diverifikasi: tidak ada dalam katalog")
        starts = regulation.berlaku or regulation.ditetapkan
        if starts and on < starts:
            return Standing(Status.BELUM_BERLAKU, regulation.short, starts)
        if regulation.berakhir and on > regulation.berakhir:
            return Standing(Status.DICABUT, regulation.short, regulation.berakhir, "berakhir menurut ketentuannya sendiri")
        standing = self._not_yet(key, locator, on) or Standing(Status.BERLAKU)
        for kind, actor, effect in self.effects_on(key):
            revived = kind == "mengubah" and standing.note == _DELETED
            if effect.sejak <= on and (standing.status is not Status.DICABUT or revived):
                standing = _after(standing, kind, actor, effect, locator)
        return standing


def squash(text: str) -> str:
    """A number or a name as it is compared: without case, spaces, full stops and leading zeros.

    >>> squash("UU  Pemilu"), squash("007")
    ('uupemilu', '7')
    """
    return re.sub(r"[\s.]+", "", text.casefold()).replace("-", "/").lstrip("0")


def _gathered(pairs: Iterable[tuple[str, Regulation]]) -> dict[str, list[Regulation]]:
    out: dict[str, list[Regulation]] = defaultdict(list)
    for name, regulation in pairs:
        if not out[name] or out[name][-1] is not regulation:
            out[name].append(regulation)
    return dict(out)


def _after(before: Standing, kind: str, actor: Regulation, effect: Effect, locator: Locator | None) -> Standing:
    """The standing once one more effect has come into force."""
    where = places(locator)
    if kind == "mencabut":
        if effect.klausul and not where:
            return Standing(Status.DICABUT_SEBAGIAN, actor.short, effect.sejak, effect.akibat)
        if effect.klausul and not covers(effect.klausul, where):
            part = holds(effect.klausul, where)
            return Standing(Status.DICABUT_SEBAGIAN, actor.short, effect.sejak, effect.akibat) if part else before
        if covers(effect.kecuali, where):
            return Standing(before.status, actor.short, effect.sejak, "tetap berlaku meskipun peraturannya dicabut")
        if holds(effect.kecuali, where):
            return Standing(Status.DICABUT_SEBAGIAN, actor.short, effect.sejak, effect.akibat)
        return Standing(Status.DICABUT, actor.short, effect.sejak, effect.akibat)
    if kind == "mengubah":
        if where and covers(effect.menghapus, where):
            return Standing(Status.DICABUT, actor.short, effect.sejak, _DELETED)
        if where and not (covers(effect.klausul, where) or holds((*effect.klausul, *effect.menghapus), where)):
            return before
        if not where and before.status is Status.DICABUT_SEBAGIAN:
            return before
        return Standing(Status.DIUBAH, actor.short, effect.sejak, effect.akibat)
    if effect.klausul and not (covers(effect.klausul, where) or holds(effect.klausul, where)):
        return before
    if effect.klausul and effect.status is Status.DICABUT and not covers(effect.klausul, where):
        return Standing(Status.DICABUT_SEBAGIAN, actor.short, effect.sejak, effect.akibat)
    return Standing(effect.status, actor.short, effect.sejak, effect.akibat)


def load_catalogue(folder: Path) -> list[Regulation]:
    """Read every ``*.toml`` of a ``katalog`` folder, in order of file name; [] where there is none.

    Raises:
        CatalogueError: Naming the file, the key or value that is wrong and what is allowed.
    """
    return [load_entry(path) for path in sorted(folder.glob("*.toml"))]


def load_entry(path: Path) -> Regulation:
    """Read one file of a catalogue.

    Raises:
        CatalogueError: Naming the file, the key or value that is wrong and what is allowed.
    """
    try:
        regulation = msgspec.toml.decode(path.read_bytes(), type=Regulation)
        for problem in _problems(regulation):
            raise CatalogueError(f"{path}: {problem}")
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: {error}. Bentuk entri: lihat corpus/README.md") from error
    if regulation.kunci != path.stem:
        raise CatalogueError(f"{path}: kunci {regulation.kunci!r} tidak sama dengan nama berkas; samakan keduanya")
    return regulation


def _problems(regulation: Regulation) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", regulation.kunci):
        yield f"kunci {regulation.kunci!r} hanya boleh huruf kecil, angka dan tanda hubung"
    if not regulation.nomor:
        yield "tidak ada [[nomor]]; isi paling sedikit satu"
    for effect in (*regulation.mencabut, *regulation.mengubah, *regulation.membatasi):
        for address in (*effect.klausul, *effect.kecuali, *effect.menghapus):
            try:
                Locator.parse(address)
            except LocatorError as error:
                yield f"pada {effect.regulasi}: {error}"
