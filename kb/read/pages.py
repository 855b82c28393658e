"""A file to a Document: its kind told by its bytes, its text decoded, nothing dropped in silence.

Text and Markdown are decoded here; PDF, DOCX and HTML, which need parsers that hostile bytes can
harm, are read by ``sandbox`` in a child process with limits.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

from kb.errors import ReadError
from kb.law.regulation import Document
from kb.read import sandbox

MAX_BYTES = 200_000_000
MAX_TEXT = 20_000_000
TEXT_SUFFIXES = {".md", ".txt", ".markdown", ".text"}
READABLE = "PDF, DOCX, HTML, Markdown dan teks"
_NOTE = re.compile(r"^[ \t]*<!--(.*?)-->[ \t]*$", re.MULTILINE | re.DOTALL)
_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)
_MIN_LETTERS_PER_PAGE = 40
_OCR = "perlu OCR; lewati berkas ini atau ganti dengan naskah yang berlapis teks"


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
        return _from_text(name, sha256, *_decode(data))
    pages, warnings = sandbox.extract(path, kind)
    if kind == "pdf":
        warnings = [*warnings, *_check_pages(pages)]
    if kind != path.suffix.lower().lstrip(".").replace("htm", "html").replace("htmll", "html"):
        warnings = [*warnings, f"isi berkas adalah {kind.upper()}, bukan {path.suffix or 'tanpa akhiran'}; dibaca menurut isinya"]
    return _from_pages(name, sha256, pages, warnings)


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


def _from_pages(name: str, sha256: str, pages: list[str], warnings: list[str]) -> Document:
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + 1
    text = "\f".join(pages)
    if not text.strip():
        raise ReadError(f"tidak ada lapisan teks pada {len(pages)} halaman; {_OCR}")
    return Document(name, sha256, text, tuple(starts) or (0,), {}, (), text, tuple(warnings))


def _check_pages(pages: list[str]) -> list[str]:
    """Refuse a scan whose only text is a scanner's mark; name the pages without usable text."""
    stripped = [" ".join(page.split()) for page in pages]
    repeated, times = Counter(re.sub(r"\d+", "", page).strip() for page in stripped).most_common(1)[0]
    if len(pages) > 1 and times == len(pages) and len(repeated) < 200:
        mark = f"hanya tanda pemindai {repeated[:40]!r}" if repeated else "tidak ada teks"
        raise ReadError(f"pindaian tanpa lapisan teks: {mark} pada tiap halaman ({len(pages)}); {_OCR}")
    if sum(map(_letters, stripped)) < _MIN_LETTERS_PER_PAGE:
        raise ReadError(f"pindaian tanpa lapisan teks ({len(pages)} halaman); {_OCR}")
    empty = [str(i) for i, page in enumerate(stripped, start=1) if _letters(page) < _MIN_LETTERS_PER_PAGE]
    warnings = [f"halaman tanpa teks yang berguna: {', '.join(empty)}"] if empty else []
    spaced = [str(i) for i, page in enumerate(stripped, start=1) if _spaced_out(page)]
    return warnings + ([f"huruf berjarak pada halaman {', '.join(spaced)}; lapisan teks buruk"] if spaced else [])


def _letters(page: str) -> int:
    return sum(map(str.isalpha, page))


def _spaced_out(page: str) -> bool:
    words = page.split()
    return len(words) > 60 and sum(len(w) <= 2 and w.isalpha() for w in words) > 0.45 * len(words)
