"""A file to a Document: its kind told by its bytes, its text decoded, nothing dropped in silence.

Text and Markdown are decoded here; PDF, DOCX and HTML, which need parsers that hostile bytes can
harm, are read by ``sandbox`` in a child process with limits.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from kb.errors import ReadError
from kb.law.regulation import Document, Doubt
from kb.read import sandbox
from kb.read.repair import applied, repairs_of
from kb.read.scans import with_scans
from kb.read.sheet import Sheet

MAX_BYTES = 200_000_000
MAX_TEXT = 20_000_000
TEXT_SUFFIXES = {".md", ".txt", ".markdown", ".text"}
READABLE = "PDF, DOCX, HTML, Markdown dan teks"
_NOTE = re.compile(r"^[ \t]*<!--(.*?)-->[ \t]*$", re.MULTILINE | re.DOTALL)
_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)


def read_document(path: Path, name: str) -> Document:
    """Read one file.

    Args:
        path: The file.
        name: What the file is called in citations, relative to its corpus.

    Raises:
        ReadError: If the file is empty, too large, of an unknown kind, damaged, locked, or has no usable text.
    """
    size = path.stat().st_size
    if size == 0:
        raise ReadError("berkas kosong (0 byte); unduh atau salin ulang")
    if size > MAX_BYTES:
        raise ReadError(f"{size:,} byte, lebih dari batas {MAX_BYTES:,}; pecah berkasnya")
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    kind = _kind(data, path.suffix.lower())
    if kind == "text":
        return repaired(_from_text(name, sha256, *_decode(data)))
    sheets, warnings = sandbox.extract(path, kind)
    if kind == "pdf":
        sheets, more = with_scans(path, sha256, sheets)
        warnings = [*warnings, *more]
    if kind != path.suffix.lower().lstrip(".").replace("htm", "html").replace("htmll", "html"):
        warnings = [*warnings, f"isi berkas adalah {kind.upper()}, bukan {path.suffix or 'tanpa akhiran'}; dibaca menurut isinya"]
    return repaired(_from_sheets(name, sha256, sheets, warnings))


def _kind(data: bytes, suffix: str) -> str:
    head = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        if b"word/" in data:
            return "docx"
        raise ReadError(f"berkas ZIP yang bukan DOCX; yang dapat dibaca: {READABLE}")
    if re.match(rb"(?i)(?:\xef\xbb\xbf)?<(?:!doctype\s+html|html|head|body)", head):
        return "html"
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in (".html", ".htm"):
        return "html"
    raise ReadError(f"isi berkas {suffix or 'tanpa akhiran'} tidak dikenal; yang dapat dibaca: {READABLE}")


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a warning where its encoding had to be guessed."""
    warnings: tuple[str, ...] = ()
    if b"\0" in data:
        raise ReadError("isi berkas biner, bukan teks; simpan ulang sebagai teks UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        warnings = ("bukan UTF-8; dibaca sebagai Windows-1252, periksa huruf-huruf khususnya",)
    if len(text) > MAX_TEXT:
        raise ReadError(f"{len(text):,} karakter, lebih dari batas {MAX_TEXT:,}; pecah berkasnya")
    return text, warnings


def _from_text(name: str, sha256: str, text: str, warnings: tuple[str, ...]) -> Document:
    """A text file is one page; front matter and annotation comments are blanked in the reading text."""
    if not text.strip():
        raise ReadError("tidak ada teks di dalam berkas")
    front: dict[str, str] = {}
    reading = text
    if match := _FRONT.match(text):
        pairs = (line.split(":", 1) for line in match[1].splitlines() if ":" in line)
        front = {key.strip(): value.strip() for key, value in pairs}
        reading = " " * match.end() + reading[match.end() :]
    notes = []
    for match in _NOTE.finditer(text):
        key, _, value = match[1].strip().partition(":")
        notes.append((match.start(), key.strip(), value.strip()))
        blank = re.sub(r"[^\n]", " ", match[0])
        reading = reading[: match.start()] + blank + reading[match.end() :]
    return Document(name, sha256, text, (0,), front, tuple(notes), reading, warnings)


def repaired(document: Document) -> Document:
    """A document with the repairs of its text layer; the words of a file that says what it is (our own) stay as they are."""
    if document.front:
        return document
    reading = document.reading or document.text
    repairs = repairs_of(reading, document.page_starts)
    return replace(document, repairs=repairs, reading=applied(reading, repairs)) if repairs else document


def _from_sheets(name: str, sha256: str, sheets: list[Sheet], warnings: list[str]) -> Document:
    """Pages joined by form feeds; a page that is not usable is kept, and blank in the reading text."""
    starts, doubts, reading = [], [], []
    offset = 0
    for sheet in sheets:
        starts.append(offset)
        end = offset + len(sheet.text)
        doubts += [Doubt(offset, end, sheet.doubt)] if sheet.doubt and sheet.usable else []
        doubts += [Doubt(offset + a, offset + b, why) for a, b, why in sheet.unsure]
        reading.append(sheet.text if sheet.usable else re.sub(r"[^\n]", " ", sheet.text))
        offset = end + 1
    text = "\f".join(sheet.text for sheet in sheets)
    if not text.strip():
        raise ReadError("tidak ada teks di dalam berkas")
    return Document(name, sha256, text, tuple(starts) or (0,), {}, (), "\f".join(reading), tuple(warnings), doubts=tuple(doubts))
