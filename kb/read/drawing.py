"""Draw a page of a PDF with a clause's words boxed.

The words are found on the page by the text layer's own boxes; on a page without one (a scan), by OCR's.
For the child process with limits only: ``picture`` asks for it from outside.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from kb.errors import ReadError
from kb.read import ocr

_LONG_SIDE = 1754
"""Pixels of the picture's long side: A4 at 150 dpi."""
_MARGIN = 0.004
_WORD = re.compile(r"\S+")
_LEAST = 0.5
"""The share of a clause's words that must be found on a page before anything is boxed; fewer is another page or another text."""


class Box(NamedTuple):
    """A rectangle in shares of the page's width and height, from its top left corner: ``Box(0, 0, 1, 1)`` is the page."""

    left: float
    top: float
    right: float
    bottom: float


class Placed(NamedTuple):
    """A word of a page and where it stands."""

    text: str
    box: Box


def boxes_of(placed: Sequence[Placed], words: str) -> list[Box]:
    """The boxes, one a line, of a clause's words on a page, told by their order.

    >>> page = [Placed(w, Box(n / 8, 0.1, (n + 1) / 8, 0.12)) for n, w in enumerate("Pasal 5 Pegawai wajib netral".split())]
    >>> boxes_of(page, "Pegawai wajib netral")
    [Box(left=0.25, top=0.1, right=0.625, bottom=0.12)]
    >>> boxes_of(page, "Ikan emas")
    []
    """
    there, wanted = [_plain(p.text) for p in placed], [_plain(word) for word in words.split()]
    wanted = [word for word in wanted if word]
    blocks = SequenceMatcher(None, there, wanted, autojunk=False).get_matching_blocks()
    found = [placed[block.a + i] for block in blocks for i in range(block.size) if block.size > 1 or len(wanted) < 3]
    if not found or len(found) < _LEAST * min(len(wanted), len(there)):
        return []
    lines: list[Box] = []
    for _, box in found:
        if lines and _one_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(min(last.left, box.left), min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            lines.append(box)
    return lines


def drawn(path: Path, page: int, words: str) -> bytes:
    """A page as PNG with a clause's words boxed.

    Raises:
        ReadError: If the file has no such page.
    """
    import pypdfium2
    from PIL import ImageDraw

    with pypdfium2.PdfDocument(path) as document:
        if not 1 <= page <= len(document):
            raise ReadError(f"halaman {page} tidak ada; berkas ini {len(document)} halaman")
        sheet = document[page - 1]
        picture = ocr.picture_of(sheet, _LONG_SIDE)
        placed = _text_layer(sheet)
        boxes = boxes_of(placed, words)
        if not boxes and ocr.version():
            seen = ocr.look(ocr.picture_of(sheet, ocr.LONG_SIDE), ocr.ONE_BLOCK)
            boxes = boxes_of([Placed(word.text, Box(*word.box)) for word in seen], words)
    coloured = picture.convert("RGB")
    draw = ImageDraw.Draw(coloured)
    for box in boxes:
        left, top, right, bottom = (round(share * side) for share, side in zip(_wider(box), (*coloured.size, *coloured.size), strict=True))
        draw.rectangle((left, top, right, bottom), outline=(176, 42, 48), width=3)
    out = io.BytesIO()
    coloured.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _text_layer(sheet: Any) -> list[Placed]:
    """The words of a page's text layer with their boxes, in its order."""
    import pypdfium2

    width, height = sheet.get_size()
    page = sheet.get_textpage()
    text = page.get_text_range()
    placed = []
    for match in _WORD.finditer(text):
        try:
            corners = [page.get_charbox(i) for i in range(match.start(), min(match.end(), page.count_chars()))]
        except pypdfium2.PdfiumError:
            continue
        if corners and width and height:
            left, bottom = min(c[0] for c in corners), min(c[1] for c in corners)
            right, top = max(c[2] for c in corners), max(c[3] for c in corners)
            placed.append(Placed(match[0], Box(left / width, 1 - top / height, right / width, 1 - bottom / height)))
    return placed


def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


def _one_line(line: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return line.top <= middle <= line.bottom and box.left >= line.left


def _wider(box: Box) -> Box:
    return Box(max(0.0, box.left - _MARGIN), max(0.0, box.top - _MARGIN), min(1.0, box.right + _MARGIN), min(1.0, box.bottom + _MARGIN))
