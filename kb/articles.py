"""Articles to be checked: read from a file of any kind a corpus can hold, from standard input, or as lines of JSON."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.answer.verdicts import Period
from kb.errors import QuestionError, ReadError
from kb.lines import objects
from kb.read.pages import read_document

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """A text, the day or days it is of (None: today), and its id where it came as a line of JSON."""

    text: str
    day: Period | None = None
    number: Any = None
    name: str = ""


def read_articles(source: str, on: datetime.date | None = None, as_lines: bool = False) -> list[Article]:
    """Read what is to be checked.

    Args:
        source: A path, or ``-`` for standard input.
        on: The day to judge by, which wins over a line's own; None for the line's, else today.
        as_lines: Whether the file holds a JSON object a line; a file of one such line, or one named ``.jsonl``, is read so anyway.

    Raises:
        QuestionError: If there is no such file, or a line is no object with a text.
        ReadError: If the file cannot be read.
    """
    day = Period.at(on) if on else None
    text = _from_stdin() if source == "-" else read_article(Path(source), raw=as_lines or source.endswith(".jsonl"))
    if as_lines or source.endswith(".jsonl"):
        return list(_lines(source, text, day))
    single = text.strip()
    if single.startswith("{") and "\n" not in single:
        try:
            if isinstance(json.loads(single).get("text"), str):
                return list(_lines(source, single, day))
        except (json.JSONDecodeError, AttributeError):
            pass  # an article that starts with a brace
    return [Article(text, day, None, "" if source == "-" else Path(source).name)]


def read_article(path: Path, raw: bool = False) -> str:
    """The text of one file: PDF, DOCX and HTML by the sandboxed readers, all else as UTF-8.

    Raises:
        QuestionError: If it does not exist or is too large.
        ReadError: If it cannot be read.
    """
    if not path.is_file():
        raise QuestionError(f"berkas {path} tidak ada")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise QuestionError(f"{path.name}: {size:,} byte, lebih dari batas {MAX_BYTES:,}; pecah berkasnya")
    if not raw and size:
        with path.open("rb") as file:
            head = file.read(1024)
        if b"%PDF-" in head or head.startswith(b"PK\x03\x04") or path.suffix.lower() in (".htm", ".html", ".pdf", ".docx"):
            return read_document(path, path.name).text
    return _decoded(path.read_bytes(), path.name)


def _from_stdin() -> str:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise QuestionError(f"masukan lebih dari batas {MAX_BYTES:,} byte; pecah menjadi beberapa bagian")
    return _decoded(data, "masukan")


def _decoded(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise ReadError(f"{name}: isi biner, bukan teks; simpan ulang sebagai teks UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: bukan UTF-8 (byte ke-{error.start}); simpan ulang sebagai UTF-8") from error


def _lines(source: str, text: str, on: Period | None) -> Iterator[Article]:
    for found in objects(text, "text", source):
        written = found.get("pub_date")
        yield Article(found["text"], on or (Period.of(str(written)) if written else None), found.get("id", ""), source)
