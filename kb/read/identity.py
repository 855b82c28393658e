"""Tell which instrument a document is from its head: kind, number, year, title, issuer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb.errors import ReadError
from kb.law.catalogue import Nomor, Regulation
from kb.law.days import MONTHS
from kb.law.terms import ISSUERS

_HEAD = 6000
# What a title opens with, longer before shorter. Titles are printed in capitals; letters are less strict.
_TITLES: tuple[tuple[str, str], ...] = (
    (r"UNDANG\s?-\s?UNDANG\s+DASAR", "UUD"),
    (r"KETETAPAN\s+MAJELIS\s+PERMUSYAWARATAN\s+RAKYAT", "TAP MPR"),
    (r"PERATURAN\s+PEMERINTAH\s+PENGGANTI\s+UNDANG\s?-\s?UNDANG", "Perppu"),
    (r"UNDANG\s?-\s?UNDANG", "UU"),
    (r"PERATURAN\s+PEMERINTAH", "PP"),
    (r"PERATURAN\s+DAERAH", "Perda"),
    (r"PERATURAN\s+PRESIDEN", "Perpres"),
    (r"KEPUTUSAN\s+PRESIDEN", "Keppres"),
    (r"INSTRUKSI\s+PRESIDEN", "Inpres"),
    (r"(?:PERATURAN|KEPUTUSAN)\s+BERSAMA", "SKB"),
    (r"PERATURAN\s+MENTERI", "Permen"),
    (r"KEPUTUSAN\s+MENTERI", "Kepmen"),
    (r"PERATURAN\s+BUPATI", "Perbup"),
    (r"PERATURAN\s+GUBERNUR", "Pergub"),
    (r"PERATURAN\s+WALI\s?KOTA", "Perwali"),
    (r"PERATURAN\s+BADAN\s+PENGAWAS\s+PEMILIHAN", "Perbawaslu"),
    (r"PERATURAN\s+KOMISI\s+PEMILIHAN", "PKPU"),
    (r"PERATURAN\s+(?:KEPALA|BADAN|LEMBAGA)", "Perka"),
    (r"(?i:SURAT\s+EDARAN)", "SE"),
    (r"INSTRUKSI", "Instruksi"),
    (r"KEPUTUSAN", "Keputusan"),
)
_TITLE = re.compile("|".join(f"(?P<t{i}>{pattern})" for i, (pattern, _) in enumerate(_TITLES)))
_NUMBER = re.compile(
    r"(?i:nomor|no\.)\s*[:.]?\s*(?P<nomor>\w[\w./ -]{0,40}?)\s*"
    r"(?:(?i:tahun|th\.)\s*(?P<tahun>[12][\dOo]{3})|(?=\n|\s{2,}|(?i:tentang)|$))"
)
_ABOUT = re.compile(
    r"\bTENTANG\b\s*:?\s*(?!DENGAN\s+RAHMAT)(?P<judul>.+?)"
    r"(?=\n\s*\n|\bDENGAN\s+RAHMAT|\bMenimbang\b|\b(?:PRESIDEN|MENTERI|BUPATI|GUBERNUR|WALI\s?KOTA|KEPALA)\s+[A-Z\s]{3,80},"
    r"|\bBAB\s+I\b|\bPasal\s+1\b|\bbahwa\b|\bDalam\s+rangka\b|\bSehubungan\b|\n\s*(?:A|1|I)\.\s|\Z)",
    re.DOTALL,
)
_SUBJECT = re.compile(
    r"^[ \t]*(?:Hal|Perihal)[ \t]*:[ \t]*(?P<judul>\S.*(?:\n(?![ \t]*(?:\n|SURAT|Yth|Kepada|Nomor|Sifat|Lampiran|Tanggal|Dasar|[A-Z1-9]\.\s"
    r"|[A-Z][a-z]+,\s\d|Dengan\s|Menindaklanjuti|Meneruskan|Sehubungan|Dalam\s+rangka|Berdasarkan|<!--)).*){0,9})",
    re.MULTILINE | re.IGNORECASE,
)
_LETTER_NUMBER = re.compile(r"^[ \t]*(?:Nomor|No\.?)[ \t]*:[ \t]*(?P<nomor>\S*\d\S*(?:[ \t]*/[ \t]*\S+)*)", re.MULTILINE | re.IGNORECASE)
_OWN_NUMBER = 120
"""How far below its title a letter's own number may stand; a number further down is that of a text it names."""
_ANOTHER = re.compile(r"(?i)peraturan|undang|keputusan|instruksi|edaran|nomor")
_DATED = re.compile(r"(?<!\w)(?P<hari>\d{1,2})\s+(?P<bulan>[A-Z][a-z]{2,8}|[A-Z]{3,9})\s+(?P<tahun>(?:19|20)\d{2})(?!\d)")
_DAY_BEFORE = re.compile(r"(?:^[ \t]*[A-Z][A-Za-z ]{2,30},\s*|\b[Tt]anggal\s*:?\s*)$", re.MULTILINE)
_ISSUER = re.compile(
    r"\b(?:DIREKTORAT\s+JENDERAL|INSPEKTORAT|SEKRETARIAT|DINAS|MENTERI|BUPATI|GUBERNUR|WALI\s?KOTA|KEPALA|SEKRETARIS|DIREKTUR|KOMISI|LEMBAGA|BADAN)\b.*"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_ISSUED = frozenset({"Permen", "Kepmen", "SE", "Instruksi", "Keputusan", "Perka", "Perbup", "Pergub", "Perwali", "Perda"})
_LETTERS = frozenset({"SE", "Instruksi", "Naskah"})
_SMALL = frozenset("dan atas di dari dalam untuk bagi yang oleh pada dengan ke atau serta melalui menjadi".split())


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says a file is, in ``FILE.toml`` beside it; a field left out is read from the head."""

    jenis: str = ""
    nomor: str = ""
    tahun: int | None = None
    judul: str = ""
    penerbit: str = ""
    ditetapkan: datetime.date | None = None


def given_of(path: Path) -> Given:
    """What stands beside a file about it; nothing where there is no such file.

    Raises:
        ReadError: If that file cannot be understood; names it and the field.
    """
    beside = path.with_name(f"{path.name}.toml")
    if not beside.is_file():
        return Given()
    try:
        return msgspec.toml.decode(beside.read_bytes(), type=Given)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ReadError(f'{beside.name}: {error}; isinya {", ".join(Given.__struct_fields__)}, misalnya nomor = "800/1/BKD"') from error


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document's head says it is, and what of it could not be read."""

    regulation: Regulation
    missing: tuple[str, ...]


def identify(text: str, name: str, unsure: Sequence[tuple[int, int]] = (), given: Given = NOTHING_GIVEN) -> Identity:
    """Read the head of a document; what is missing is named, never guessed.

    Args:
        text: The document's reading text.
        name: The file's name, which gives the key of a document whose number cannot be read.
        unsure: Half-open spans of the text that were not read with certainty; a number that stands there is missing.
        given: What a person says of it, which goes before what is read.
    """
    begin = len(text) - len(text.lstrip())
    head = text[begin : begin + _HEAD]
    title = _TITLE.search(head)
    jenis = _TITLES[int((title.lastgroup or "t0")[1:])][1] if title else "Naskah"
    start = title.end() if title else 0
    nomor, tahun, at = _number(head, start, jenis)
    if nomor and any(
        first < begin + at + _OWN_NUMBER and begin + at < last and text[first:last].strip(".,;:()") in nomor for first, last in unsure
    ):
        nomor, tahun = "", None
    about = _ABOUT.search(head, start) or _SUBJECT.search(head)
    judul = _title_case(about["judul"]) if about else ""
    if jenis in _LETTERS:
        issuer = next(filter(None, map(_issuer, head.splitlines()[:8])), "")
    else:
        issuer = _issuer(" ".join(head[title.start() : at].split())) if title else ""
    jenis, nomor, judul, issuer = given.jenis or jenis, given.nomor or nomor, given.judul or judul, given.penerbit or issuer
    tahun = given.tahun or tahun
    found = (("jenis", given.jenis or title), ("nomor", nomor), ("tahun", tahun), ("judul", judul))
    regulation = _regulation(jenis, nomor, tahun, judul, issuer, name)
    if day := given.ditetapkan or (_dated(text[begin:], tahun) if jenis in _LETTERS else None):
        regulation = msgspec.structs.replace(regulation, ditetapkan=day)
    return Identity(regulation, tuple(n for n, value in found if not value))


def _number(head: str, start: int, jenis: str) -> tuple[str, int | None, int]:
    """The number and year, and where the number stands; "" and None for what is not there."""
    if jenis in _LETTERS:
        return _letter_number(head, start)
    number = _NUMBER.search(head, start, start + 1200)
    letter = _LETTER_NUMBER.search(head)
    if number and number["tahun"]:
        return _tidy(number["nomor"]), int(re.sub("[Oo]", "0", number["tahun"])), number.start()
    nomor = _tidy(letter["nomor"] if letter else number["nomor"] if number else "")
    years = _YEAR.findall(nomor)
    return nomor, int(years[-1]) if years else None, letter.start() if letter else number.start() if number else start


def _letter_number(head: str, start: int) -> tuple[str, int | None, int]:
    """A letter's own number: after "Nomor :", else below its title; its year is that of the number, else of its date."""
    found = _LETTER_NUMBER.search(head)
    year = None
    if found is None and (below := _NUMBER.search(head, start)) and below.start() < start + _OWN_NUMBER:
        between = head[start : below.start()]
        if (not between.strip() or "\n" in between) and not _ANOTHER.search(between):
            found, year = below, below["tahun"]
    nomor = _tidy(found["nomor"]) if found else ""
    years = [re.sub("[Oo]", "0", year)] if year else _YEAR.findall(nomor)[-1:]
    day = _dated(head)
    return nomor, int(years[0]) if years else day.year if day else None, found.start() if found else start


def _dated(text: str, tahun: int | None = None) -> datetime.date | None:
    """The first day a letter bears after its place or the word "tanggal"; of its own year where that is known."""
    for match in _DATED.finditer(text):
        month, before = match["bulan"].lower(), text[max(0, match.start() - 40) : match.start()]
        if month in MONTHS and tahun in (None, int(match["tahun"])) and _DAY_BEFORE.search(before):
            with suppress(ValueError):
                return datetime.date(int(match["tahun"]), MONTHS.index(month) + 1, int(match["hari"]))
    return None


def _tidy(nomor: str) -> str:
    """A number without stray spaces; a lone l or I, which no number is, is the digit one."""
    tidy = re.sub(r"\s*([/-])\s*", r"\1", " ".join(nomor.split())).strip(" .-")
    tidy = tidy.replace(" ", "") if re.fullmatch(r"[\d ]+", tidy) else tidy
    return "1" if tidy in ("l", "I") else tidy


def _issuer(words: str) -> str:
    match = _ISSUER.search(words)
    return _title_case(re.sub(r"(?i)\s*REPUBLIK\s+INDONESIA\s*", " ", match[0])) if match else ""


def _title_case(text: str) -> str:
    """A title as a title is written: words of a heading all in capitals get one capital each."""
    words = " ".join(text.split()).strip(" .:;,-").split(" ")[:40]
    letters = [c for word in words for c in word if c.isalpha()]
    if sum(map(str.isupper, letters)) < 0.6 * max(1, len(letters)):
        return " ".join(words)
    return " ".join(w.lower() if i and w.lower() in _SMALL else w.capitalize() for i, w in enumerate(words))


def _regulation(jenis: str, nomor: str, tahun: int | None, judul: str, issuer: str, name: str) -> Regulation:
    stem = name.rsplit("/", 1)[-1].split(".")[0]
    kind = _kind(jenis, issuer)
    if not nomor:
        key, label = f"berkas-{_slug(stem)}", f"{judul[:60] or stem} (nomor tidak terbaca)"
    else:
        kind = "" if nomor.upper().startswith(f"{kind}-") else kind
        with_year = str(tahun) if tahun and str(tahun) not in nomor else ""
        key = _slug(f"{kind} {nomor} {with_year}")
        label = (
            "" if kind == jenis and with_year else f"{kind} {nomor}".strip() + (f"/{with_year}" if with_year and "/" not in nomor else "")
        )
    return Regulation(key, jenis, judul or stem, (Nomor(nomor or "?", tahun or 0),), penerbit=issuer, label=label)


def _kind(jenis: str, issuer: str) -> str:
    """The kind with its issuer where the number alone does not say it: Permendagri, Perbup Merangin."""
    if jenis not in _ISSUED or not issuer:
        return jenis
    ministry = issuer.removeprefix("Menteri ")
    tail = next((tail for words, tail in ISSUERS.items() if ministry.lower().startswith(words)), "")
    if jenis in ("Permen", "Kepmen"):
        return f"{jenis}{tail}" if tail else f"{jenis} {ministry}"
    if tail:
        return f"{jenis} {tail.removeprefix('panrb') or 'MenPANRB'}"
    return f"{jenis} {re.sub(r'^(?:Bupati|Gubernur|Wali ?[Kk]ota) ', '', issuer) if jenis.startswith('Per') else issuer}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
