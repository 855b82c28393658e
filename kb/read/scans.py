"""Which pages of a PDF have no usable text, and what OCR reads there; where it is not installed, the command that installs it."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from threading import get_ident

import msgspec

from kb.errors import ReadError
from kb.read import ocr, sandbox
from kb.read.sheet import Sheet
from kb.read.words import known_share

_MIN_LETTERS = 40
_MARK_LENGTH = 200
_GARBAGE = 0.55
"""The share of known words below which a text layer is no text: sound pages have above 0.7, pages of spaced letters below 0.5."""
_BETTER = 0.1
_ALIKE = 0.8
_NO_TEXT = "tanpa teks yang berguna"
_HELP = f"pasang OCR dengan satu perintah, {ocr.INSTALL}, lalu bangun ulang; atau ganti dengan naskah yang berlapis teks"


def with_scans(path: Path, sha256: str, sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """The pages with OCR's reading in place of those without usable text, and what the verdict says of them.

    Raises:
        ReadError: If no page has usable text and OCR is not installed or reads nothing either.
    """
    bad = unusable(sheets)
    if not bad:
        return list(sheets), []
    hopeless = [number for number, why in bad.items() if why != _SPACED]
    nothing = len(hopeless) == len(sheets)
    if not ocr.version():
        if nothing:
            raise ReadError(f"pindaian tanpa lapisan teks ({len(sheets)} halaman: {bad[1]}); {_HELP}")
        return list(sheets), [f"halaman {_listed(n for n in bad if bad[n] == why)}: {why}; {_HELP}" for why in dict.fromkeys(bad.values())]
    scans = _read_once(path, sha256, list(bad))
    read = {number: _without_mark(scan, sheets[number - 1]) for number, scan in zip(bad, scans, strict=True)}
    out = [_better(sheet, read.get(number)) for number, sheet in enumerate(sheets, start=1)]
    if nothing and not any(sheet.usable and sheet.text.strip() for sheet in read.values()):
        raise ReadError(
            f"pindaian tanpa lapisan teks ({len(sheets)} halaman), dan OCR tidak dapat membacanya; pindai ulang lebih terang dan lurus"
        )
    return out, _told(out, read)


def _without_mark(scan: Sheet, sheet: Sheet) -> Sheet:
    """OCR's reading with the scanner's mark, which the text layer holds too, left blank."""
    marks = [line.strip() for line in sheet.text.splitlines() if line.strip()]
    if known_share(sheet.text) < _GARBAGE or not marks:
        return scan
    lines = [
        " " * len(line) if any(SequenceMatcher(None, line.strip(), mark).ratio() > _ALIKE for mark in marks) else line
        for line in scan.text.split("\n")
    ]
    text = "\n".join(lines)
    return replace(scan, text=text, usable=scan.usable and any(map(str.isalpha, text)))


def _read_once(path: Path, sha256: str, numbers: list[int]) -> list[Sheet]:
    """OCR's reading of some pages, kept below the user's cache folder: a page takes seconds, and a file's bytes never change."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    asked = f"{sha256} {numbers} {ocr.version()} {hashlib.sha256(Path(ocr.__file__).read_bytes()).hexdigest()}"
    kept = home / "kb-netralitas-asn" / "ocr" / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(kept.read_bytes(), type=list[Sheet])
    sheets = sandbox.read_scans(path, numbers)
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        written = kept.with_suffix(f".{os.getpid()}-{get_ident()}")
        written.write_bytes(msgspec.json.encode(sheets))
        written.replace(kept)
    return sheets


def unusable(sheets: Sequence[Sheet]) -> dict[int, str]:
    """The pages (from 1) without usable text, each with why: nothing on it, a scanner's mark alone, or letters that make no words."""
    flat = [" ".join(sheet.text.split()) for sheet in sheets]
    mark, times = Counter(re.sub(r"\d+", "", page).strip() for page in flat).most_common(1)[0]
    marked = bool(mark) and len(sheets) > 1 and times == len(sheets) and len(mark) < _MARK_LENGTH
    out = {}
    for number, page in enumerate(flat, start=1):
        if marked:
            out[number] = f"hanya tanda pemindai {mark[:40]!r} pada tiap halaman"
        elif sum(map(str.isalpha, page)) < _MIN_LETTERS:
            out[number] = _NO_TEXT
        elif known_share(page) < _GARBAGE:
            out[number] = _SPACED
    return out


_SPACED = "lapisan teks buruk, huruf-hurufnya tidak membentuk kata"


def _better(sheet: Sheet, scan: Sheet | None) -> Sheet:
    """OCR's reading of a page, unless the text layer, poor as it is, has more known words."""
    if scan is None or not scan.text.strip():
        return sheet
    has_text = sum(map(str.isalpha, sheet.text)) >= _MIN_LETTERS and known_share(sheet.text) < 1
    return sheet if has_text and known_share(scan.text) < known_share(sheet.text) + _BETTER else scan


def _told(sheets: Sequence[Sheet], read: dict[int, Sheet]) -> list[str]:
    by_doubt: dict[str, list[int]] = defaultdict(list)
    for number, scan in read.items():
        by_doubt[scan.doubt if sheets[number - 1] is scan else _NO_TEXT].append(number)
    out = [f"halaman {_listed(numbers)}: {why}" for why, numbers in by_doubt.items()]
    unsure = sum(len(scan.unsure) for number, scan in read.items() if sheets[number - 1] is scan)
    return out + ([f"{unsure} angka belum pasti dibaca OCR"] if unsure else [])


def _listed(numbers: Iterable[int]) -> str:
    """Numbers with runs joined: ``1-8, 10``.

    >>> _listed([1, 2, 3, 5])
    '1-3, 5'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
