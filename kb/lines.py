"""Files of JSON lines, as batches are given: one object a line, each with a text that it must have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import QuestionError
from kb.escaping import whole_letters

_HALF = "\\ud"
"""How JSON writes a half of a surrogate pair, which may stand alone."""


def read_lines(path: Path, field: str) -> Iterator[dict[str, Any]]:
    """The objects of a file.

    Raises:
        QuestionError: If there is no such file, it is not UTF-8, or a line is no object with a text under ``field``; names the line.
    """
    if not path.is_file():
        raise QuestionError(f"berkas {path} tidak ada")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: bukan UTF-8 (byte ke-{error.start}); simpan ulang sebagai UTF-8") from error
    yield from objects(text, field, str(path))


def objects(text: str, field: str, name: str) -> Iterator[dict[str, Any]]:
    r"""The objects of a text, one a line; empty lines are passed over.

    Raises:
        QuestionError: If a line is no object with a text under ``field``; names the line.

    >>> [found["id"] for found in objects('{"id": 1, "text": "a"}\n\n', "text", "b.jsonl")]
    [1]
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            if _HALF in line.casefold():
                found = json.loads(whole_letters(json.dumps(found, ensure_ascii=False)))
        except json.JSONDecodeError as error:
            raise QuestionError(f"{name}: baris {number} bukan JSON ({error.msg})") from error
        except (RecursionError, ValueError) as error:
            raise QuestionError(f"{name}: baris {number} bersusun terlalu dalam, atau angkanya terlalu panjang") from error
        if not isinstance(found, dict) or not isinstance(found.get(field), str):
            raise QuestionError(f'{name}: baris {number} harus objek berisi "{field}" berupa teks')
        yield found
