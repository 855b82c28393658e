"""Write the true output of the READMEs' commands into them: ``python docs/refresh.py``; a test checks they are fresh."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = "PP Nomor 94 Tahun 2001 tentang Disiplin PNS melarang ASN ikut kampanye.\n"
READMES = (ROOT / "README.md", ROOT / "README.id.md")
_BLOCK = re.compile(r"(<!-- output: (?P<name>\w+) -->\n```text\n).*?(```\n<!-- end -->)", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def refreshed(text: str, index: Path) -> str:
    """The README's text with the output of its commands, run against an index."""
    code = _PYTHON.search(text)
    outputs = {
        "ask": _run(["-m", "kb", "ask", "Boleh nggak PNS ikut kampanye?", "-k", "2", "--index", str(index)]),
        "check": _run(["-m", "kb", "check", "-", "--on", "2024-02-14", "--index", str(index)], CHECKED),
        "python": _run(["-c", (code[1] if code else "").replace('Path("index")', f"Path({str(index)!r})")]),
    }
    return _BLOCK.sub(lambda m: m[1] + outputs[m["name"]] + m[3], text)


def _run(arguments: list[str], given: str = "") -> str:
    environment = {**os.environ, "COLUMNS": "90", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, input=given)
    return done.stdout


if __name__ == "__main__":
    for path in READMES:
        path.write_text(refreshed(path.read_text(encoding="utf-8"), ROOT / "index"), encoding="utf-8")
