"""The list of official texts, what was recorded of those fetched, and which of them a file is.

``corpus/sumber.toml`` names the texts: the instrument, the file name we give it, where it can be had and,
where known, its SHA-256. Where it is not known, the first download is recorded in ``corpus/resmi/kunci.json``
and the same bytes are asked for ever after. The record holds no dates, so that the same texts give the same
corpus on every machine.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from kb.errors import CatalogueError, ReadError
from kb.law.catalogue import Catalogue
from kb.law.references import Mention, resolve
from kb.law.regulation import Document, Nature
from kb.read.identity import identify
from kb.read.pages import read_document

LIST = "sumber.toml"
LOCK = "kunci.json"
HEAD = 1024
_BYTES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download"})
_HTML = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Kind(StrEnum):
    """What a file is, whatever a server or its name says."""

    PDF = "pdf"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    TEKS = "teks"


_SUFFIX = {Kind.PDF: ".pdf", Kind.MARKDOWN: ".md", Kind.HTML: ".html", Kind.DOCX: ".docx", Kind.TEKS: ".txt"}
_TYPES = {
    Kind.PDF: _BYTES | {"application/pdf", "application/x-pdf"},
    Kind.MARKDOWN: _BYTES | {"text/plain", "text/markdown", "text/x-markdown"},
    Kind.HTML: frozenset({"", "text/html", "application/xhtml+xml"}),
    Kind.DOCX: _BYTES | {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"},
    Kind.TEKS: _BYTES | {"text/plain"},
}


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One official text of the list; the fields are those of a ``[[sumber]]`` table of its TOML file."""

    regulasi: str
    berkas: str
    jenis: Kind
    halaman: str
    """The official page where a person can get it."""
    alamat: str = ""
    """Where the program gets it; "" for a text that only a person can get."""
    cadangan: tuple[str, ...] = ()
    """Other addresses of it, tried in order."""
    pengalihan: tuple[str, ...] = ()
    """Hosts a server may redirect to beside its own, with the port where it is not the usual one."""
    sha256: str = ""
    bagian: str = ""
    """What part of the instrument it holds, "" for the whole."""


class Locked(msgspec.Struct, frozen=True):
    """What was recorded of a text whose SHA-256 the list does not know: its hash, bytes and origin."""

    sha256: str
    ukuran: int
    alamat: str


class _List(msgspec.Struct, forbid_unknown_fields=True):
    sumber: tuple[Source, ...]


class _Lock(msgspec.Struct):
    versi: int
    berkas: dict[str, Locked]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file of the folder and the listed text it is, None where it is none.

    ``certain`` when its bytes are the listed or recorded ones; else its head named the instrument ``key``.
    """

    file: Path
    source: Source | None
    certain: bool
    key: str = ""


def load_sources(path: Path) -> tuple[Source, ...]:
    """Read the list of official texts, in its order.

    Raises:
        CatalogueError: Naming the entry and the value that is wrong and what is allowed.
    """
    try:
        sources = msgspec.toml.decode(path.read_bytes(), type=_List).sumber
    except OSError as error:
        raise CatalogueError(f"{path}: daftar sumber tidak terbaca ({error.strerror})") from error
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: {error}. Bentuk entri: lihat kepala {LIST}") from error
    seen: set[str] = set()
    for source in sources:
        for problem in _problems(source, seen):
            raise CatalogueError(f"{path}: {source.berkas}: {problem}")
        seen.add(source.berkas)
    return sources


def _problems(source: Source, seen: set[str]) -> Iterator[str]:
    suffix = _SUFFIX[source.jenis]
    if not _NAME.fullmatch(source.berkas) or not source.berkas.endswith(suffix):
        yield f"nama berkas hanya boleh huruf kecil, angka, titik dan tanda hubung, berakhir {suffix}"
    if source.berkas in seen:
        yield "nama berkas dipakai dua entri; beri nama yang berbeda"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source.regulasi):
        yield f"regulasi {source.regulasi!r} hanya boleh huruf kecil, angka dan tanda hubung"
    if source.sha256 and not re.fullmatch(r"[0-9a-f]{64}", source.sha256):
        yield f"sha256 {source.sha256!r} harus 64 angka heksadesimal huruf kecil, atau kosong"
    if source.cadangan and not source.alamat:
        yield "cadangan tanpa alamat; pindahkan yang pertama ke alamat"
    for address in filter(None, (source.halaman, source.alamat, *source.cadangan)):
        if not is_address(address):
            yield f"{address!r} bukan alamat http atau https"


def is_address(text: str) -> bool:
    """Whether a text is an address of HTTP or HTTPS with a host.

    >>> is_address("https://peraturan.go.id/files/a.pdf"), is_address("ftp://a/b"), is_address("file:///etc/passwd")
    (True, False, False)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f]", text)


def type_flaw(content_type: str, kind: Kind) -> str:
    """Why a server's Content-Type cannot be that of a kind of file, "" if it can.

    >>> type_flaw("text/plain; charset=utf-8", Kind.MARKDOWN)
    ''
    """
    named = content_type.partition(";")[0].strip().lower()
    return "" if named in _TYPES[kind] else f"server mengirim {named}, bukan {kind.value}"


def flaw(data: bytes, kind: Kind) -> str:
    """Why a file's first bytes (``HEAD`` or all of them) cannot be those of a kind of file, "" if they can.

    >>> flaw(b"<!DOCTYPE html><title>Masuk</title>", Kind.PDF)
    'isinya html, bukan pdf'
    """
    head = data[:HEAD]
    if b"%PDF-" in head:
        found = Kind.PDF
    elif head.startswith(b"PK\x03\x04"):
        found = Kind.DOCX
    elif _HTML.match(head):
        found = Kind.HTML
    else:
        found = Kind.TEKS
    if not data:
        return "berkas kosong (0 byte)"
    if found is Kind.TEKS and kind in (Kind.TEKS, Kind.MARKDOWN):
        return "isinya biner, bukan teks" if b"\0" in head else ""
    return "" if found is kind else f"isinya {'bukan' if found is Kind.TEKS else f'{found.value}, bukan'} {kind.value}"


def recognise(folder: Path, sources: Sequence[Source], catalogue: Catalogue) -> list[Recognised]:
    """Say of each file below a folder which listed text it is, in order of path.

    The bytes decide: a SHA-256 of the list or of the record. Failing that, the file's head is read, and an
    instrument it names points to a text of the list. Hidden files, links, the record and READMEs are left out.
    """
    known = {lock.sha256: s for name, lock in read_lock(folder).items() for s in sources if s.berkas == name}
    known |= {s.sha256: s for s in sources if s.sha256}
    found = []
    for path in plain_files(folder):
        if path.name == LOCK or path.stem.upper() == "README":
            continue
        if source := known.get(sha256_of(path)):
            found.append(Recognised(path, source, True, source.regulasi))
        else:
            key = _key_of(path, catalogue)
            found.append(Recognised(path, _listed(key, path, sources), False, key))
    return found


def _key_of(path: Path, catalogue: Catalogue) -> str:
    """The instrument whose official wording a file says it is, "" where it does not say."""
    try:
        document = read_document(path, path.name)
    except (ReadError, OSError):
        return ""
    if document.front.get("naskah", Nature.RESMI) != Nature.RESMI:
        return ""
    return document.front.get("regulasi") or _named(document, catalogue)


def _named(document: Document, catalogue: Catalogue) -> str:
    found = identify(document.reading or document.text, document.file)
    if "nomor" in found.missing:
        return ""
    first = found.regulation.nomor[0]
    matches = resolve(Mention(found.regulation.jenis, first.nomor, first.tahun or None, "", 0, 0), catalogue)
    return matches[0].kunci if len(matches) == 1 else found.regulation.kunci


def _listed(key: str, path: Path, sources: Sequence[Source]) -> Source | None:
    """The text of the list that a file of an instrument can be: first one of unknown hash, then one of its kind."""
    ranked = [(not s.sha256, path.suffix.lower() == _SUFFIX[s.jenis], s) for s in sources if s.regulasi == key]
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def plain_files(folder: Path) -> Iterable[Path]:
    """The files below a folder in order of path; hidden ones and links left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_symlink() and path.is_file():
            yield path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_lock(folder: Path) -> dict[str, Locked]:
    """What was recorded of the texts in a folder, by file name; {} where nothing was.

    Raises:
        CatalogueError: If the record cannot be read.
    """
    path = folder / LOCK
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Lock).berkas
    except (OSError, msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: catatan unduhan rusak ({error}); hapus berkas itu untuk mencatat ulang") from error


def write_lock(folder: Path, entries: dict[str, Locked]) -> None:
    """Replace the record of a folder in one step."""
    data = msgspec.json.format(msgspec.json.encode(_Lock(1, dict(sorted(entries.items())))), indent=1)
    part = folder / f".{LOCK}.part"
    part.write_bytes(data + b"\n")
    settle(part, folder / LOCK)


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name: flushed to disk first, in one step, and the folder flushed after."""
    _flush(part)
    part.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
