"""Time a build and questions: ``python -m bench.speed [--corpus DIR]... [--runs N]``.

Every figure is a median of several runs; a shared machine is noisy, so compare within one table only.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.served import served
from kb.ingest import build
from kb.knowledge import KnowledgeBase

QUESTIONS = (
    "Boleh nggak PNS ikut kampanye?",
    "ASN like postingan calon bupati kena sanksi apa?",
    "pasal 5 huruf n angka 3 PP 94 tahun 2021",
    "kepala desa jadi tim sukses, hukumannya?",
    "istri saya caleg, boleh saya temani kampanye?",
    "PPPK wajib netral juga?",
    "lapor pelanggaran netralitas ke mana?",
    "apa itu masa tenang?",
    "foto bareng calon gubernur pakai pose jari",
    "cara membuat rendang",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    for corpora in [[c] for c in args.corpus or [Path("corpus")]]:
        with tempfile.TemporaryDirectory() as folder:
            _report(corpora, Path(folder), args.runs)


def _report(corpora: list[Path], folder: Path, runs: int) -> None:
    builds = []
    for run in range(runs):
        started = time.perf_counter()
        _, manifest = build(corpora, folder / str(run))
        builds.append(time.perf_counter() - started)
    index = folder / "0"
    kb = KnowledgeBase.open(index)
    for question in QUESTIONS:
        kb.ask(question)
    warm = [_seconds(kb, question) for _ in range(20) for question in QUESTIONS]
    cold = [_cold(index) for _ in range(runs)]
    page = [_page(index) for _ in range(runs)]
    size = sum(p.stat().st_size for p in index.rglob("*") if p.is_file())
    print(f"corpus               {', '.join(c.name for c in corpora)}")
    print(f"contents             {json.dumps(manifest.counts)}")
    print(f"build, median        {statistics.median(builds):.2f} s of {runs}")
    print(f"index size           {size / 1e6:.1f} MB")
    print(f"ask, warm p50        {1000 * statistics.median(warm):.1f} ms of {len(warm)}")
    print(f"ask, warm p95        {1000 * statistics.quantiles(warm, n=20)[-1]:.1f} ms")
    print(f"kb ask, cold, median {statistics.median(cold):.2f} s of {runs}")
    print(f"page after its start {statistics.median(page):.2f} s of {runs}")
    print()


def _seconds(kb: KnowledgeBase, question: str) -> float:
    started = time.perf_counter()
    kb.ask(question)
    return time.perf_counter() - started


def _cold(index: Path) -> float:
    """A whole process from start to answer."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kb", "ask", QUESTIONS[0], "--index", str(index)], check=True, capture_output=True)
    return time.perf_counter() - started


def _page(index: Path) -> float:
    """From the start of ``kb serve`` until the page can be had."""
    started = time.perf_counter()
    with served(index):
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
