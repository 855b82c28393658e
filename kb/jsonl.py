"""Files of one JSON object a line, as questions are given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import QuestionError


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file, each with a ``question``.

    Raises:
        QuestionError: If the file is missing or a line is not such an object; names the line.
    """
    if not path.is_file():
        raise QuestionError(f"berkas {path} tidak ada")
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: bukan UTF-8 (byte ke-{error.start}); simpan ulang sebagai UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found = json.loads(line)
            except json.JSONDecodeError as error:
                raise QuestionError(f"{path}: baris {number} bukan JSON ({error.msg})") from error
            if not isinstance(found, dict) or not isinstance(found.get("question"), str):
                raise QuestionError(f'{path}: baris {number} harus objek berisi "question" berupa teks')
            yield found
