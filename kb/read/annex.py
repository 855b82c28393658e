"""Address an annex: its lettered parts, its table rows, or its numbered points."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.law.regulation import Cell, Clause, Locator, Problem, Unit
from kb.read.items import IN_LETTER, split_items

_ROW = re.compile(r"^[ \t]*\|.*\|(?=[ \t]*\r?$)", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|[\s:|-]+\|[ \t]*")
_CELL = re.compile(r"\|((?:\\\||[^|])*)(?=\|)")
_PART = re.compile(r"(?:^|(?<=\f))[ \t]*(?P<n>[A-Z])\.[ \t]+\S", re.MULTILINE)


def annex_clauses(text: str, at: Locator, span: tuple[int, int, int], problems: list[Problem]) -> list[Clause]:
    """The clauses of one annex, the annex itself first.

    Args:
        text: The document's reading text.
        at: The annex's locator.
        span: Where its heading starts, where that heading ends, where the annex ends.
        problems: What could not be settled is added here.
    """
    start, after_heading, end = span
    end = start + len(text[start:end].rstrip())
    if not _ROW.search(text, after_heading, end):
        lead_end, items = split_items(text, (after_heading, end), at, IN_LETTER, (), problems)
        return [Clause(at, start, end, lead_end), *items]
    first_row = _ROW.search(text, after_heading, end)
    title = " ".join(text[after_heading : first_row.start() if first_row else end].split())
    parts = list(_PART.finditer(text, after_heading, end))
    out = [Clause(at, start, end, parts[0].start() if parts else first_row.start() if first_row else end)]
    if not parts:
        return out + _rows(text, at, after_heading, end, (title,), problems)
    for part, stop in zip(parts, [*(m.start() for m in parts[1:]), end], strict=True):
        where = at.child(Unit.BAGIAN, part["n"])
        row = _ROW.search(text, part.start(), stop)
        part_title = " ".join(text[part.start() : row.start() if row else stop].split())
        stop = part.start() + len(text[part.start() : stop].rstrip())
        heading = (title.split(f"{parts[0]['n']}.")[0].strip(),)
        out.append(Clause(where, part.start(), stop, min(row.start(), stop) if row else stop, heading))
        out += _rows(text, where, part.start(), stop, (part_title,), problems)
    return out


def _rows(text: str, at: Locator, start: int, end: int, heading: tuple[str, ...], problems: list[Problem]) -> list[Clause]:
    """The rows of the tables in a stretch; a row without a number continues the one above it."""
    columns: list[str] = []
    rows: list[Clause] = []
    for match in _ROW.finditer(text, start, end):
        if _RULE.fullmatch(match[0]):
            continue
        cells = _cells(text, match, columns)
        number = re.fullmatch(r"(\d{1,3})[.)]?", text[cells[0].start : cells[0].end]) if cells else None
        if number:
            rows.append(Clause(at.child(Unit.BARIS, number[1]), match.start(), match.end(), match.end(), heading, tuple(cells)))
        elif re.fullmatch(r"no\.?|nomor", text[cells[0].start : cells[0].end], re.IGNORECASE) if cells else False:
            columns = [text[c.start : c.end] for c in cells]
        elif rows:
            rows[-1] = replace(rows[-1], end=match.end(), lead_end=match.end(), cells=(*rows[-1].cells, *cells))
        else:
            problems.append(Problem(f"{at.cite()}: baris tabel tanpa nomor", match.start(), match.end()))
    return rows


def _cells(text: str, row: re.Match[str], columns: list[str]) -> list[Cell]:
    cells = []
    for i, match in enumerate(_CELL.finditer(text, row.start(), row.end())):
        raw = match[1]
        start = match.start(1) + len(raw) - len(raw.lstrip())
        cells.append(Cell(columns[i] if i < len(columns) else "", start, start + len(raw.strip())))
    return cells
