"""DOCX and HTML to text, tables as rows of ``| cell | cell |`` so that an annex keeps its rows."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from kb.errors import ReadError

MAX_UNPACKED = 300_000_000
_BLOCK = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "dd", "dt", "blockquote", "pre"}


def docx_text(path: Path) -> str:
    """The paragraphs and tables of a DOCX in their order, one line each.

    Raises:
        ReadError: If the archive is damaged or unpacks to more than the limit.
    """
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
        if size > MAX_UNPACKED:
            raise ReadError(f"DOCX mengembang menjadi {size:,} byte, lebih dari batas {MAX_UNPACKED:,}")
        document = docx.Document(str(path))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError(f"DOCX rusak ({str(error)[:120]}); simpan ulang dari pengolah kata") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [_row([cell.text for cell in row.cells]) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def html_text(path: Path) -> str:
    """The visible text of an HTML file, one line a block, tables as rows; scripts and styles left out."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, Tag

    soup = BeautifulSoup(path.read_bytes(), "lxml")
    for hidden in soup(["script", "style", "noscript", "template", "head", "svg"]):
        hidden.decompose()
    for row in soup.find_all("tr"):
        cells = [cell.get_text(" ") for cell in row.find_all(["td", "th"])]
        row.replace_with(NavigableString(f"\n{_row(cells)}\n"))
    for br in soup.find_all("br"):
        br.replace_with("\n")
    for block in soup.find_all(_BLOCK):
        if isinstance(block, Tag):
            block.insert_before("\n")
            block.append("\n")
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in soup.get_text().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"
