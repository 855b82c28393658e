"""Read PDF, DOCX and HTML in a child process with limits on time, memory and size.

A hostile file can cost its own verdict and nothing else. The child is this module run with ``-m``;
it writes one JSON object: ``{"pages": [...], "warnings": [...]}`` or ``{"error": "..."}``.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from kb.errors import ReadError

SECONDS = 180
MEMORY = 3 * 1024**3
MAX_PAGES = 5000
MAX_TEXT = 20_000_000


def extract(path: Path, kind: str) -> tuple[list[str], list[str]]:
    """The text of each page of a ``pdf``, ``docx`` or ``html`` file, and warnings.

    Raises:
        ReadError: With the reader's reason, or that a limit was passed.
    """
    command = [sys.executable, "-m", "kb.read.sandbox", kind, str(path)]
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONPATH": str(root), "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment, check=False)  # noqa: S603 - our own module, no shell
    except subprocess.TimeoutExpired:
        raise ReadError(f"pembacaan melewati batas {SECONDS} detik; pecah atau simpan ulang berkasnya") from None
    try:
        answer = json.loads(done.stdout.decode("utf-8", "replace"))
    except json.JSONDecodeError:
        raise ReadError(f"pembaca {kind.upper()} berhenti (kode {done.returncode}); berkas rusak atau terlalu besar") from None
    if "error" in answer:
        raise ReadError(answer["error"])
    return answer["pages"], answer["warnings"]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(kind: str, path: Path) -> dict[str, object]:
    try:
        if kind == "pdf":
            from kb.read.pdf import pdf_pages

            pages, warnings = pdf_pages(path, MAX_PAGES)
        else:
            from kb.read.office import docx_text, html_text

            pages, warnings = [docx_text(path) if kind == "docx" else html_text(path)], []
    except ReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"berkas memerlukan memori lebih dari batas {MEMORY // 1024**2} MB"}
    except RecursionError:
        return {"error": "susunan berkas terlalu dalam; berkas rusak atau dibuat untuk merusak"}
    except Exception as error:  # any fault of a parser over hostile bytes is that file's verdict
        return {"error": f"berkas rusak atau tidak lengkap ({type(error).__name__}: {str(error)[:120]})"}
    size = sum(map(len, pages))
    if size > MAX_TEXT:
        return {"error": f"{size:,} karakter, lebih dari batas {MAX_TEXT:,}; pecah berkasnya"}
    return {"pages": [page.encode("utf-8", "replace").decode("utf-8") for page in pages], "warnings": warnings}


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_child(sys.argv[1], Path(sys.argv[2]))))
