"""Tell which instrument a document is from its head: kind, number, year, title, issuer."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kb.law.catalogue import Nomor, Regulation
from kb.law.terms import ISSUERS, JENIS

_HEAD = 6000
_TITLE_KIND = re.compile(
    r"(?P<jenis>UNDANG\s?-\s?UNDANG(?:\s+DASAR)?|KETETAPAN\s+MAJELIS\s+PERMUSYAWARATAN\s+RAKYAT|"
    r"PERATURAN\s+PEMERINTAH\s+PENGGANTI\s+UNDANG\s?-\s?UNDANG|PERATURAN\s+PEMERINTAH|PERATURAN\s+DAERAH|"
    r"(?:PERATURAN|KEPUTUSAN|INSTRUKSI)\s+(?:BERSAMA|PRESIDEN|MENTERI|BUPATI|GUBERNUR|WALI\s?KOTA|KEPALA|BADAN|KOMISI|LEMBAGA)|"
    r"KEPUTUSAN\s+BERSAMA|SURAT\s+EDARAN|(?i:surat\s+edaran|instruksi)(?=\s+(?i:gubernur|bupati|wali|menteri|kepala|sekretaris))|INSTRUKSI)"
    r"(?P<issuer>[^\n]{0,140}?)",
)
_NUMBER = re.compile(r"(?i:nomor|no\.)\s*[:.]?\s*(?P<nomor>[\w][\w./ -]{0,40}?)\s*(?:(?i:tahun|th)\.?\s*(?P<tahun>[12][\dOo]{3})|(?=\n|\s{2,}|tentang|TENTANG|$))")
_ABOUT = re.compile(r"\bTENTANG\b\s*:?\s*(?P<judul>.+?)(?=\n\s*\n|DENGAN\s+RAHMAT|\bMenimbang\b|\bPRESIDEN\s+REPUBLIK|\bBAB\s+I\b|\bMENTERI\s+[A-Z]+|\bBUPATI\b|\bGUBERNUR\b|\bPasal\s+1\b|\Z)", re.DOTALL | re.IGNORECASE)
_SUBJECT = re.compile(r"^[ \t]*(?:Hal|Perihal)[ \t]*:[ \t]*(?P<judul>.+(?:\n(?![ \t]*\n)(?![A-Z]\w+\s*:).+)?)", re.MULTILINE)
_LETTER_NUMBER = re.compile(r"^[ \t]*(?:Nomor|No\.?)[ \t]*:[ \t]*(?P<nomor>\S*\d\S*)", re.MULTILINE | re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_KIND_OF = (
    (r"UNDANG\s?-?\s?UNDANG\s+DASAR", "UUD"), (r"PENGGANTI", "Perppu"), (r"UNDANG", "UU"), (r"KETETAPAN", "TAP MPR"),
    (r"PERATURAN\s+PEMERINTAH", "PP"), (r"PERATURAN\s+DAERAH", "Perda"), (r"PERATURAN\s+PRESIDEN", "Perpres"),
    (r"KEPUTUSAN\s+PRESIDEN", "Keppres"), (r"INSTRUKSI\s+PRESIDEN", "Inpres"), (r"(?:PERATURAN|KEPUTUSAN)\s+BERSAMA", "SKB"),
    (r"PERATURAN\s+MENTERI", "Permen"), (r"KEPUTUSAN\s+MENTERI", "Kepmen"), (r"PERATURAN\s+BUPATI", "Perbup"),
    (r"PERATURAN\s+GUBERNUR", "Pergub"), (r"PERATURAN\s+WALI", "Perwali"), (r"PERATURAN\s+BADAN\s+PENGAWAS\s+PEM", "Perbawaslu"),
    (r"PERATURAN\s+KOMISI\s+PEM", "PKPU"), (r"PERATURAN\s+(?:KEPALA|BADAN|LEMBAGA)", "Perka"), (r"SURAT\s+EDARAN", "SE"),
    (r"KEPUTUSAN", "Keputusan"), (r"INSTRUKSI", "Instruksi"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document's head says it is, and what of it could not be read."""

    regulation: Regulation
    missing: tuple[str, ...]


def identify(text: str, name: str) -> Identity:
    """Read the head of a document; what is missing is named, never guessed.

    Args:
        text: The document's reading text.
        name: The file's name, which gives the key of a document whose number cannot be read.
    """
    head = text[:_HEAD]
    title = _TITLE_KIND.search(head)
    jenis = _jenis(title["jenis"] + head[title.end() : title.end() + 40]) if title else "Naskah"
    start = title.end() if title else 0
    number = _NUMBER.search(head, start, start + 1200) if title else None
    nomor = " ".join(number["nomor"].split()) if number else ""
    tahun = int(number["tahun"].replace("O", "0").replace("o", "0")) if number and number["tahun"] else None
    if letter := _LETTER_NUMBER.search(head):
        nomor = nomor if number and number["tahun"] else letter["nomor"]
    if tahun is None and nomor and (years := _YEAR.findall(nomor)):
        tahun = int(years[-1])
    if tahun is None and jenis in ("SE", "Surat", "Instruksi", "Naskah") and (years := _YEAR.findall(head)):
        tahun = int(years[0])
    about = _ABOUT.search(head, start) or _SUBJECT.search(head)
    judul = _title_case(about["judul"]) if about else ""
    issuer = _issuer(head[title.start() : number.start() if number else title.end() + 80]) if title else ""
    missing = tuple(n for n, value in (("jenis", title), ("nomor", nomor), ("tahun", tahun), ("judul", judul)) if not value)
    return Identity(_regulation(jenis, nomor, tahun, judul, issuer, name), missing)


def _jenis(words: str) -> str:
    plain = " ".join(words.upper().split())
    return next((short for pattern, short in _KIND_OF if re.match(pattern, plain) or (short == "Perppu" and re.match(r"PERATURAN PEMERINTAH PENGGANTI", plain))), "Naskah")


def _issuer(words: str) -> str:
    plain = re.sub(r"\s+", " ", words)
    match = re.search(r"(?i)(MENTERI|BUPATI|GUBERNUR|WALI\s?KOTA|KEPALA|SEKRETARIS|DIREKTUR|KOMISI|LEMBAGA|BADAN)\b.*", plain)
    if not match:
        return ""
    name = re.sub(r"(?i)\s*(REPUBLIK\s+INDONESIA|NOMOR.*|TENTANG.*)$", "", re.sub(r"(?i)\s+NOMOR.*", "", match[0]))
    return _title_case(re.sub(r"(?i)\s*REPUBLIK\s+INDONESIA\s*", " ", name))


def _title_case(text: str) -> str:
    words = " ".join(text.split()).strip(" .:;,-").split(" ")[:40]
    if sum(map(str.isupper, "".join(words))) < 0.6 * max(1, sum(map(str.isalpha, "".join(words)))):
        return " ".join(words)
    small = {"dan", "atas", "di", "dari", "dalam", "untuk", "bagi", "yang", "oleh", "pada", "dengan", "ke", "atau", "serta", "melalui"}
    return " ".join(w.lower() if w.lower() in small and i else w.capitalize() for i, w in enumerate(words))


def _regulation(jenis: str, nomor: str, tahun: int | None, judul: str, issuer: str, name: str) -> Regulation:
    stem = name.rsplit("/", 1)[-1].split(".")[0]
    label, prefix = "", jenis
    if jenis in ("Permen", "Kepmen", "SE", "Instruksi", "Keputusan", "Perka", "Perbup", "Pergub", "Perwali", "Perda"):
        tail = next((t for words, t in ISSUERS.items() if issuer.lower().startswith(f"menteri {words}")), "")
        prefix = f"{jenis}{tail}" if tail else f"{jenis} {issuer.removeprefix('Menteri ') if jenis in ('Permen', 'Kepmen') else _place(issuer)}".strip()
        label = f"{prefix} {nomor}" if "/" in nomor else f"{prefix} {nomor}/{tahun}"
    if not nomor or not tahun:
        label = f"{prefix} {nomor}".strip() if nomor else f"{judul[:60] or stem} (nomor tidak terbaca)"
    year = f"-{tahun}" if tahun and not nomor.endswith(str(tahun)) else ""
    key = _slug(f"{prefix}-{nomor}{year}") if nomor else f"berkas-{_slug(stem)}"
    return Regulation(key, jenis, judul or stem, (Nomor(nomor or "?", tahun or 0),), penerbit=issuer, label=label,
                      ditetapkan=None if not tahun else _january(tahun))  # fmt: skip


def _january(year: int) -> datetime.date | None:
    """No date is known from a head that gives a year alone."""
    return None


def _place(issuer: str) -> str:
    return re.sub(r"(?i)^(bupati|gubernur|wali\s?kota)\s+", lambda m: m[0], issuer)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


KNOWN_KINDS = frozenset(j.short for j in JENIS)
