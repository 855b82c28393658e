"""DOCX and HTML to text, tables as rows of ``| cell | cell |`` so that an annex keeps its rows."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import ReadError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MAX_UNPACKED = 300_000_000
MAX_COLUMNS = 1000
_BLOCK = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "dd", "dt", "blockquote", "pre"}
_HIDDEN = {"script", "style", "noscript", "template", "head", "svg"}


def docx_text(path: Path) -> str:
    """The paragraphs and tables of a DOCX in their order, one line each.

    Raises:
        ReadError: If the archive is damaged, unpacks to more than the limit, or declares entities.
    """
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
            if size > MAX_UNPACKED:
                raise ReadError(f"DOCX mengembang menjadi {size:,} byte, lebih dari batas {MAX_UNPACKED:,}")
            if any(b"<!DOCTYPE" in archive.read(part) for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))):
                raise ReadError("DOCX memuat entitas sendiri (DOCTYPE), yang bukan bagian DOCX; simpan ulang dari pengolah kata")
        document = docx.Document(str(path))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError(f"DOCX rusak ({str(error)[:120]}); simpan ulang dari pengolah kata") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += map(_table_row, block.rows)
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _table_row(row: Any) -> str:
    """A row of a DOCX table; a cell that is merged stands in each column it takes."""
    if (columns := sum(cell.grid_span for cell in row._tr.tc_lst)) > MAX_COLUMNS:
        raise ReadError(f"DOCX rusak (baris tabel selebar {columns:,} kolom, lebih dari batas {MAX_COLUMNS:,}); simpan ulang")
    return _row([cell.text for cell in row.cells])


def html_text(path: Path) -> str:
    """The visible text of an HTML file, one line a block, tables as rows; scripts and styles left out.

    A row that holds a table is layout, and is read as blocks.
    """
    from bs4 import BeautifulSoup

    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in _Seen().of(BeautifulSoup(path.read_bytes(), "lxml")).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Seen:
    """The text of a page, each element entered and left once, however many there are and however deep they stand."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._cells: list[list[str]] | None = None  # of the row we are in

    def of(self, soup: BeautifulSoup) -> str:
        """Walk the page and give its text."""
        from bs4.element import CData, NavigableString, Tag

        layout = _holding_tables(soup)
        ahead: list[tuple[Any, bool]] = [(soup, False)]
        while ahead:
            node, left = ahead.pop()
            if isinstance(node, Tag):
                row = node.name == "tr" and id(node) not in layout
                if left:
                    self._leave(node.name, row)
                elif node.name not in _HIDDEN:
                    self._enter(node.name, row)
                    ahead.append((node, True))
                    ahead += [(child, False) for child in reversed(node.contents)]
            elif type(node) in (NavigableString, CData):
                self._say(node)
        return "".join(self._text)

    def _say(self, words: str) -> None:
        if self._cells is None:
            self._text.append(words)
        elif self._cells:
            self._cells[-1].append(words)
        elif words.strip():
            self._cells.append([words])

    def _enter(self, name: str, row: bool) -> None:
        if row:
            self._cells = []
        elif self._cells is None:
            self._text += ["\n"] if name in _BLOCK or name == "br" else []
        elif name in ("td", "th"):
            self._cells.append([])

    def _leave(self, name: str, row: bool) -> None:
        if row:
            self._text.append(f"\n{_row([' '.join(cell) for cell in self._cells or []])}\n")
            self._cells = None
        elif self._cells is None and name in _BLOCK:
            self._text.append("\n")


def _holding_tables(soup: BeautifulSoup) -> set[int]:
    """The ids of the rows and of all else that a table stands in."""
    seen: set[int] = set()
    for table in soup.find_all("table"):
        above = table.parent
        while above is not None and id(above) not in seen:
            seen.add(id(above))
            above = above.parent
    return seen


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "/") for cell in cells) + " |"
