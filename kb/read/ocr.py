"""Read the picture of a page with Tesseract, where it is installed (``make ocr``).

A digit read wrongly is a wrong citation, so each page is read twice, at two sizes and in two ways: a number that the second reading does
not have at its place is marked with what it read instead. A page read with little confidence (a handwritten form) is kept but not used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kb.read.sheet import Sheet
from kb.read.words import WORD, counts, known_share

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "ind"
HOW = "dibaca dengan OCR dari gambar pindaian; cocokkan dengan gambarnya"
INSTALL = "make ocr"
LONG_SIDE, _SECOND_SIDE = 3508, 2600
"""Pixels of the page's long side: A4 at 300 dpi, and a second size at which Tesseract's mistakes are others."""
_SURE, _KNOWN = 60.0, 0.65
"""The mean confidence, of 100, and the share of known words from which a page is used.

Printed pages have above 85 and 0.75, filled-in forms 53 to 71 and 0.56 to 0.61.
"""
_NOISE, _NOISE_LINE = 20.0, 50.0
"""The confidence below which a word, and a line that holds no known word, is a speck or the edge of the sheet."""
_WHOLE = 0.97
"""The share of the other reading's known words below which a reading has lost lines."""
BY_LAYOUT, ONE_BLOCK = 4, 6
"""Tesseract's page segmentation modes: columns of text of many sizes; a single block of lines."""
_SECONDS_A_LOOK = 120
_PUNCTUATION = ".,;:()[]\"'|«»@#*"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as Tesseract saw it: confidence 0 to 100, box (left, top, right, bottom) in shares of the page, and its line."""

    text: str
    confidence: float
    box: tuple[float, float, float, float]
    line: tuple[int, int, int]


@cache
def version() -> str:
    """What would read a scan here, "" where OCR is not installed."""
    if not (program := shutil.which("tesseract")) or find_spec("pytesseract") is None:
        return ""
    asked = [[program, "--version"], [program, "--list-langs"]]
    try:
        done = [subprocess.run(a, capture_output=True, text=True, timeout=20, check=True).stdout for a in asked]  # noqa: S603 - found by which
    except (OSError, subprocess.SubprocessError):
        return ""
    return done[0].split("\n", 1)[0] if LANGUAGE in done[1].split() else ""


def read_scans(path: Path, numbers: Sequence[int]) -> list[Sheet]:
    """The pages with these numbers (from 1) of a PDF, read from their pictures."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pages side by side are faster than threads inside one
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(sheet_of, _pictures(path, numbers)))


def _pictures(path: Path, numbers: Sequence[int]) -> list[Image]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [picture_of(document[number - 1], LONG_SIDE) for number in numbers]


def picture_of(page: object, long_side: int) -> Image:
    """A page of pypdfium2 as a grey picture whose long side has this many pixels, whatever size the page says it has."""
    width, height = page.get_size()  # type: ignore[attr-defined]
    picture: Image = page.render(scale=long_side / max(width, height, 1), grayscale=True).to_pil()  # type: ignore[attr-defined]
    return picture


def sheet_of(picture: Image) -> Sheet:
    """One page's words in lines, its numbers compared with a second reading.

    The first reading follows the page's layout, the second takes it for one block of lines: it keeps fewer paragraphs, but
    loses no line to a stamp. The first is used unless it lacks words that the second has; the other one checks it.
    """
    share = _SECOND_SIDE / max(picture.size)
    smaller = picture.resize((round(picture.width * share), round(picture.height * share)))
    words, second = look(picture, BY_LAYOUT), look(smaller, ONE_BLOCK)
    if _known(words) < _WHOLE * _known(second):
        words, second = second, words
    text, places = _in_lines(words)
    if not words:
        return Sheet("", "tidak ada huruf yang terbaca OCR", usable=False)
    mean = sum(word.confidence for word in words) / len(words)
    if mean < _SURE or known_share(text) < _KNOWN:
        return Sheet(
            text, f"terbaca OCR dengan keyakinan rendah ({mean:.0f} dari 100), mungkin tulisan tangan; tidak dipakai", usable=False
        )
    return Sheet(text, HOW, tuple(_unsure(words, places, second)))


def _known(words: Sequence[Word]) -> int:
    return sum(len(part) > 2 and part in counts() for word in words for part in WORD.findall(word.text.casefold()))


def look(picture: Image, mode: int) -> list[Word]:
    """Every word that Tesseract sees in a page segmentation mode, in reading order, without lines that are but specks."""
    import pytesseract

    seen = pytesseract.image_to_data(
        picture, lang=LANGUAGE, config=f"--psm {mode} --dpi 300", output_type=pytesseract.Output.DICT, timeout=_SECONDS_A_LOOK
    )
    words = []
    for i, text in enumerate(seen["text"]):
        if text.strip():
            left, top, width, height = (seen[name][i] for name in ("left", "top", "width", "height"))
            box = (left / picture.width, top / picture.height, (left + width) / picture.width, (top + height) / picture.height)
            line = (seen["block_num"][i], seen["par_num"][i], seen["line_num"][i])
            words.append(Word(text.strip(), float(seen["conf"][i]), box, line))
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    return [word for line in lines if not _noise(line) for word in line]


def _noise(line: Sequence[Word]) -> bool:
    if sum(word.confidence for word in line) >= _NOISE_LINE * len(line):
        return False
    sure = [part for word in line if word.confidence >= _NOISE for part in WORD.findall(word.text.casefold())]
    return not any(len(part) > 3 and part in counts() for part in sure)


def _in_lines(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The words as text, a blank line between paragraphs, and where each begins."""
    text, places = "", []
    previous = None
    for word in words:
        if previous is not None:
            text += " " if word.line == previous else "\n" if word.line[:2] == previous[:2] else "\n\n"
        places.append(len(text))
        text += word.text
        previous = word.line
    return f"{text}\n" if text else "", places


def _unsure(words: Sequence[Word], places: Sequence[int], second: Sequence[Word]) -> list[tuple[int, int, str]]:
    """The words with a digit that the second reading has not at their place."""
    a, b = [w.text.strip(_PUNCTUATION) for w in words], [w.text.strip(_PUNCTUATION) for w in second]
    out = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for i in range(i1, i2 if kind != "equal" else i1):
            if re.search(r"\d", a[i]):
                other = " ".join(word for word in b[j1:j2] if re.search(r"\d", word))[:60]
                read = f"terbaca {other!r} pada pembacaan kedua" if other else "tidak terbaca pada pembacaan kedua"
                out.append((places[i], places[i] + len(words[i].text), f"angka {a[i]!r} belum pasti: {read}"))
    return out
