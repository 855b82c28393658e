"""Read PDF, DOCX and HTML in a child process with limits on time, memory and size.

A hostile file can cost its own verdict and nothing else. The child is this module run with ``-m``;
it writes one JSON object: ``{"sheets": [...], "warnings": [...]}``, ``{"picture": base64}`` or ``{"error": "..."}``.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from kb.errors import ReadError
from kb.read.sheet import Sheet

SECONDS = 180
SECONDS_A_SCAN = 60
MEMORY = 3 * 1024**3
MAX_PAGES = 5000
MAX_SCANS = 300
MAX_TEXT = 20_000_000
MAX_WORDS = 50_000


def extract(path: Path, kind: str) -> tuple[list[Sheet], list[str]]:
    """The pages of a ``pdf``, ``docx`` or ``html`` file, and warnings.

    Raises:
        ReadError: With the reader's reason, or that a limit was passed.
    """
    answer = _ask(SECONDS, kind, str(path))
    return msgspec.convert(answer["sheets"], list[Sheet]), answer["warnings"]


def read_scans(path: Path, numbers: Sequence[int]) -> list[Sheet]:
    """The pages with these numbers (from 1) of a PDF, read from their pictures by OCR.

    Raises:
        ReadError: With the reader's reason, or that a limit was passed.
    """
    if len(numbers) > MAX_SCANS:
        raise ReadError(f"{len(numbers):,} halaman perlu OCR, lebih dari batas {MAX_SCANS}; pecah berkasnya")
    seconds = SECONDS + SECONDS_A_SCAN * len(numbers)
    return msgspec.convert(_ask(seconds, "scan", str(path), *map(str, numbers))["sheets"], list[Sheet])


def ask_picture(path: Path, page: int, words: str) -> dict[str, Any]:
    """What ``drawing.drawn`` makes, made in the child: ``{"picture": base64}``.

    Raises:
        ReadError: With the reader's reason, or that a limit was passed.
    """
    return _ask(SECONDS_A_SCAN, "picture", str(path), str(page), words=words[:MAX_WORDS])


def _ask(seconds: float, kind: str, *arguments: str, words: str = "") -> dict[str, Any]:
    command = [sys.executable, "-m", "kb.read.sandbox", str(seconds), kind, *arguments]
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONPATH": str(root), "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=words.encode("utf-8", "replace"), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"pembacaan melewati batas {seconds} detik; pecah atau simpan ulang berkasnya") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "replace"))
    except json.JSONDecodeError:
        raise ReadError(f"pembaca {kind.upper()} berhenti (kode {done.returncode}); berkas rusak atau terlalu besar") from None
    if "error" in answer:
        raise ReadError(answer["error"])
    return answer


def _limit(seconds: float) -> None:
    most = max(1, round(seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(kind: str, path: Path, numbers: Sequence[int]) -> tuple[list[Sheet], list[str]]:
    if kind == "pdf":
        from kb.read.pdf import pdf_sheets

        return pdf_sheets(path, MAX_PAGES)
    if kind == "scan":
        from kb.read import ocr

        return ocr.read_scans(path, numbers), []
    from kb.read.office import docx_text, html_text

    return [Sheet(docx_text(path) if kind == "docx" else html_text(path))], []


def answer_of(kind: str, path: Path, numbers: Sequence[int] = ()) -> dict[str, object]:
    """What the child writes: pages and warnings, a picture, or the reason why there is neither; no exception leaves it."""
    try:
        if kind == "picture":
            from kb.read.drawing import drawn

            return {"picture": base64.b64encode(drawn(path, numbers[0], sys.stdin.buffer.read().decode())).decode()}
        sheets, warnings = _read(kind, path, numbers)
    except ReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"berkas memerlukan memori lebih dari batas {MEMORY // 1024**2} MB"}
    except RecursionError:
        return {"error": "susunan berkas terlalu dalam; berkas rusak atau dibuat untuk merusak"}
    except Exception as error:  # any fault of a parser over hostile bytes is that file's verdict
        return {"error": f"berkas rusak atau tidak lengkap ({type(error).__name__}: {str(error)[:120]})"}
    size = sum(len(sheet.text) for sheet in sheets)
    if size > MAX_TEXT:
        return {"error": f"{size:,} karakter, lebih dari batas {MAX_TEXT:,}; pecah berkasnya"}
    legible = [replace(sheet, text=sheet.text.encode("utf-8", "replace").decode()) for sheet in sheets]  # half of a pair is no letter
    return {"sheets": msgspec.to_builtins(legible), "warnings": warnings}


if __name__ == "__main__":
    _limit(float(sys.argv[1]))
    sys.stdout.write(json.dumps(answer_of(sys.argv[2], Path(sys.argv[3]), [int(n) for n in sys.argv[4:]])))
