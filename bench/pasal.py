"""Makes ``corpus/pasal.tsv``: for each instrument of the bulk set the highest Pasal number its text names.

    python -m bench.pasal BULK            # BULK: peraturan-uu-pp.tar.xz unpacked (uu/, pp/, permenkeu/)

A scan can lose a heading, but a text that ends as an instrument ends and nowhere names a Pasal above 20 has no
Pasal 490. The number is a bound, not a count: a text also names the Pasal of others. A text that breaks off is left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.register import CORPUS, JENIS

_PASAL = re.compile(r"\bpasal\s+(\d{1,3})(?!\d)", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:disahkan|ditetapkan|diundangkan)\s+(?:di|pada)\b", re.IGNORECASE)


def highest(text: str) -> int | None:
    """The highest Pasal number in a text that is whole, None for one that breaks off or names none.

    >>> highest("Pasal 1 Nama. Pasal 2 Mulai berlaku. Disahkan di Jakarta"), highest("Pasal 1 Nama")
    (2, None)
    """
    numbers = [int(n) for n in _PASAL.findall(text)]
    return max(numbers) if numbers and _CLOSED.search(text) else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``corpus/pasal.tsv``, in order of kind, year and number."""
    parser = argparse.ArgumentParser(description="Makes corpus/pasal.tsv out of the bulk set.")
    parser.add_argument("bulk", type=Path)
    rows = [
        (JENIS[path.parts[-3]], int(path.parts[-2]), int(path.stem), top)
        for path in parser.parse_args(arguments).bulk.glob("*/*/*.md")
        if path.parts[-3] in JENIS and path.stem.isdigit() and (top := highest(path.read_text("utf-8")))
    ]
    lines = [f"{jenis}\t{nomor}\t{tahun}\t{top}\n" for jenis, tahun, nomor, top in sorted(rows)]
    (CORPUS / "pasal.tsv").write_text("jenis\tnomor\ttahun\ttertinggi\n" + "".join(lines), "utf-8")
    print(f"{len(rows)} instrumen", file=sys.stderr)


if __name__ == "__main__":
    main()
