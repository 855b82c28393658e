"""PDF to the text of its pages, read by two engines that know nothing of each other: pypdf and pypdfium2.

Both read every page. The text with more known words is used, pypdf's where they are alike: an engine that puts blanks into
words is told by that. Where the letters and digits themselves differ, the page is marked, for one of the two must be wrong.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from kb.errors import ReadError
from kb.read.sheet import Sheet
from kb.read.words import known_share

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

BETTER = 0.015
"""How much larger the share of known words must be for pypdfium2's text of a page to be used."""
DISAGREE = 0.01
"""The share of characters that may differ before a page is marked: on every page of 30 of 31 official files it is at most 0.0031,
on the worst page of the one with a damaged layer 0.0822 (``python -m bench.reading RAW --engines``)."""


def pdf_sheets(path: Path, most: int) -> tuple[list[Sheet], list[str]]:
    """The pages in order, and a warning for each page that could not be read.

    Raises:
        ReadError: If the file is locked, damaged, or has more than ``most`` pages.
    """
    first, warnings = pypdf_pages(path, most)
    second = pdfium_pages(path)
    if len(second) != len(first):
        second = first
    return [choose(*pair) for pair in zip(first, second, strict=True)], warnings


def choose(first: str, second: str) -> Sheet:
    """The better of two readings of a page; marked where their characters differ.

    >>> choose("Pasal 5 ayat (2)", "Pasal 5 ayat (2)").doubt
    ''
    >>> choose("Pasal 5 ayat (2)", "Pasal 6 ayat (2)").doubt
    'dua pembaca PDF tidak sama membaca halaman ini'
    """
    better = not first.strip() or known_share(second) >= known_share(first) + BETTER
    doubt = "dua pembaca PDF tidak sama membaca halaman ini" if difference(first, second) > DISAGREE else ""
    text = second if better else first
    return Sheet(text if text.endswith("\n") or not text else f"{text}\n", doubt)  # what opens a page opens a line


def difference(first: str, second: str) -> float:
    """The share of characters, blanks left out and order not counted, that one reading has and the other has not."""
    a, b = Counter("".join(first.split())), Counter("".join(second.split()))
    most = max(a.total(), b.total())
    return (most - (a & b).total()) / most if most else 0.0


def pypdf_pages(path: Path, most: int) -> tuple[list[str], list[str]]:
    """The pages as pypdf reads them, and warnings.

    Raises:
        ReadError: If the file is locked, damaged, or has more than ``most`` pages.
    """
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("PDF terkunci kata sandi; simpan salinan tanpa sandi")
        count = len(reader.pages)
    except PdfReadError as error:
        raise ReadError(f"PDF rusak atau terpotong ({str(error)[:120]}); unduh ulang") from error
    if count == 0:
        raise ReadError("PDF tidak berisi halaman; unduh ulang")
    if count > most:
        raise ReadError(f"{count:,} halaman, lebih dari batas {most:,}; pecah berkasnya")
    pages, warnings = [], []
    for number in range(count):
        try:
            pages.append(reader.pages[number].extract_text().replace("\f", "\n"))
        except Exception as error:  # one bad page must not cost the others
            pages.append("")
            warnings.append(f"halaman {number + 1} tidak terbaca ({type(error).__name__})")
    return pages, warnings


def pdfium_pages(path: Path) -> list[str]:
    """The pages as pypdfium2 reads them; none where it cannot read the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            return [_plain(page.get_textpage().get_text_bounded()) for page in document]
    except pypdfium2.PdfiumError:
        return []


def _plain(text: str) -> str:
    """Line ends as ours, and a hyphen at a line's end as the hyphen it is printed as."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\ufffe", "-").replace("\x02", "-")
