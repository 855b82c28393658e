"""PDF to the text of its pages with pypdf."""

from __future__ import annotations

import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from kb.errors import ReadError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_pages(path: Path, most: int) -> tuple[list[str], list[str]]:
    """The text of each page in order, and a warning for each page that could not be read.

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
