"""Read bulk regulations (one Markdown file each) into Pasal with their heading and Penjelasan.

The bulk files are text layers of scanned gazettes: a Pasal heading stands on its own line in most, and inside
a running paragraph in some. This reader is for training text, not for citation: it prefers to miss a Pasal
rather than to cut one in the middle, and it drops what it cannot place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

SHORTEST_PASAL = 40
SHORTEST_PENJELASAN = 60

_JUDUL = re.compile(r"\bTENTANG\s+(?P<judul>.+?)(?=\n|DENGAN RAHMAT|Menimbang|MENIMBANG|PRESIDEN REPUBLIK|$)", re.S)
_PENJELASAN = re.compile(r"\bP\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\s+(?:ATAS|MENGENAI|UMUM)?\b")
_PASAL_DEMI_PASAL = re.compile(r"\bPASAL\s+DEMI\s+PASAL\b|^Pasal\s+demi\s+Pasal\b", re.M)
_CONSIDERANS = re.compile(r"\bMenimbang\s*:")
_MARK = re.compile(
    r"^[ \t]*Pasal[ \t]+(?P<line>\d{1,3}[A-Z]?)[ \t]*$"  # a heading on a line of its own
    r"|\bPasal[ \t]+(?P<inline>\d{1,3}[A-Z]?)[ \t]+(?=\(1\)|[A-Z][a-z]|Cukup)",  # "... diatur. Pasal 6 (1) Setiap ..."
    re.M,
)
_HEADING = re.compile(r"\b(?:BAB\s+[IVXLC]+|Bagian\s+Ke\w+|Paragraf\s+\d+)\b")
_CUKUP_JELAS = re.compile(r"(?:(?:Pasal|Ayat|Huruf|Angka)\s+\S{1,5}\s+)?Cukup\s+\^?jelas\.?", re.I)
_CLOSING = re.compile(r"\bAgar setiap orang mengetahui|\bDitetapkan di\b|\bDisahkan di\b")
_NOISE = re.compile(r"[\^_*#|]+|\.{4,}|…")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Pasal:
    """One Pasal of one regulation.

    Attributes:
        nomor: Number as printed, such as ``5`` or ``187A``.
        bab: Nearest BAB, Bagian or Paragraf heading above it, empty where none was found.
        text: Wording without its own heading.
        penjelasan: Official elucidation, empty where there is none or it only says "cukup jelas".
    """

    nomor: str
    bab: str
    text: str
    penjelasan: str = ""


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation of the bulk.

    Attributes:
        label: Short label, such as ``PP 94/2021``.
        judul: Title after "tentang", in lower case.
        pasal: Pasal in the order of the file.
    """

    label: str
    judul: str
    pasal: list[Pasal] = field(default_factory=list)


def tidy(text: str) -> str:
    """The text on one line, without the marks that scanning left."""
    return _SPACE.sub(" ", _NOISE.sub(" ", text)).strip()


def read_regulations(folder: Path) -> Iterator[Regulation]:
    """Every regulation under a folder laid out as ``{uu,pp}/TAHUN/NOMOR.md``, sorted by path."""
    for path in sorted(folder.glob("*/*/*.md")):
        jenis, tahun, nomor = path.parts[-3].upper(), path.parts[-2], path.stem
        yield parse_regulation(f"{jenis} {nomor}/{tahun}", path.read_text(encoding="utf-8", errors="replace"))


def parse_regulation(label: str, text: str) -> Regulation:
    """The Pasal that can be told apart in one file, each with its heading and Penjelasan."""
    found = _JUDUL.search(text[:3000])
    judul = tidy(found["judul"]).lower()[:300] if found else ""
    notes: dict[str, str] = {}
    pasal: dict[str, Pasal] = {}
    for body, explanation in _divide(text):
        notes |= {nomor: tidy(_CUKUP_JELAS.sub(" ", part)) for nomor, _, part in _split(explanation)}
        for nomor, bab, part in _split(body):
            wording = tidy(_CLOSING.split(part)[0])
            if len(wording) >= max(SHORTEST_PASAL, len(pasal[nomor].text) if nomor in pasal else 0):
                pasal[nomor] = Pasal(nomor, bab, wording)
    return Regulation(label, judul, [replace(p, penjelasan=_note(notes, p.nomor)) for p in pasal.values()])


def _note(notes: dict[str, str], nomor: str) -> str:
    """Penjelasan of one Pasal, empty where it is too short to say anything."""
    note = notes.get(nomor, "")
    return note if len(note) >= SHORTEST_PENJELASAN else ""


def _divide(text: str) -> Iterator[tuple[str, str]]:
    """Body and "Pasal demi Pasal" of each instrument in a file; a law that ratifies another holds two."""
    start = 0
    while start < len(text):
        demi = _PASAL_DEMI_PASAL.search(text, start)
        if demi is None:
            yield text[start:], ""
            return
        again = _CONSIDERANS.search(text, demi.end())
        end = again.start() if again else len(text)
        opened = _PENJELASAN.search(text, start + (demi.start() - start) // 5, demi.start())
        yield text[start : opened.start() if opened else demi.start()], text[demi.end() : end]
        start = end


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    """Number, heading above and wording of each Pasal, in order."""
    marks = list(_marks(text))
    bab = _last_heading(text[: marks[0][1]]) if marks else ""
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    for (nomor, _, start), end in zip(marks, ends, strict=False):
        part = text[start:end]
        heading = _HEADING.search(part)
        while heading and len(part) - heading.start() > 400:  # a reference to a Bab, not the heading of the next Pasal
            heading = _HEADING.search(part, heading.end())
        yield nomor, bab, part[: heading.start()] if heading else part
        if heading:
            bab = _heading_text(part[heading.start() :])


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """Number, start and end of each Pasal heading; one inside a line counts only if it goes on counting."""
    last = 0
    for found in _MARK.finditer(text):
        nomor = found["line"] or found["inline"]
        value = int(re.sub(r"\D", "", nomor))
        if found["line"] is None and not last < value <= last + 2:
            continue
        last = value
        yield nomor, found.start(), found.end()


def _last_heading(text: str) -> str:
    """The last heading before the first Pasal, empty where there is none."""
    found = list(_HEADING.finditer(text))
    return _heading_text(text[found[-1].start() :]) if found else ""


def _heading_text(text: str) -> str:
    """Words of a run of headings without "BAB II" and its like, in lower case, at most 150 characters."""
    return tidy(_HEADING.sub(" ", text)).lower()[:150]
