"""Embedding models side by side: ``python -m bench.models DIR [DIR ...] [--file FILE.jsonl] [--corpus DIR]``.

For each model folder: its size, the milliseconds of embedding one question (median of 100 golden questions, one by one, one
thread, the models in turn), the seconds of building an index, and how well it ranks the questions of each split by meaning
alone and beside words. Nothing is refused, for the scope model is fitted to the shipped one. Intervals are as in ``bench.quality``.
Below the table each model is compared with the first, question by question (``kb.evaluation.compare``).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch

from bench.quality import VARIANTS
from kb.answer import search
from kb.evaluation import compare, evaluate, interval, reciprocal_ranks
from kb.indexing.embedding import EMBEDDED, Embedder, load_embedder
from kb.ingest import build
from kb.knowledge import KnowledgeBase

ROUNDS = 5
HEAD = f"{'hit@1':>7}{'hit@5':>7}{'MRR@10':>8}  {'95 %':<16}{'MRR/ms':>8}"
Rows = list[dict[str, Any]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=[str(EMBEDDED)])
    parser.add_argument("--file", type=Path, default=Path("tests/golden/questions.jsonl"))
    parser.add_argument("--corpus", type=Path, action="append")
    parser.add_argument("--split", action="append", help="a split to measure on (default: dev and test)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    took = milliseconds([load_embedder(model) for model in args.models], [q["question"] for q in questions[:100]])
    print(f"{'model':<24}{'MB':>6}{'ms':>8}{'build s':>9}  {'split':<6}{'':<14}" + HEAD)
    first: dict[tuple[str, str], Rows] = {}
    compared = []
    for model, ms in zip(args.models, took, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            build(args.corpus or [Path("corpus")], Path(folder), model)
            told = f"{Path(model).name:<24}{_megabytes(Path(model)):>6.1f}{ms:>8.3f}{time.perf_counter() - started:>9.1f}"
            for split in args.split or ("dev", "test"):
                for name, share in VARIANTS[1:]:
                    rows = _ranked(KnowledgeBase.open(Path(folder), model, lexical_share=share), questions, split)
                    print(f"{told}  {split:<6}{name:<14}{_cells(rows, ms)}", flush=True)
                    told = " " * len(told)
                    if (split, name) in first:
                        compared.append(f"{Path(model).name:<24}{split:<6}{name:<14}{_difference(first[split, name], rows)}")
                    first.setdefault((split, name), rows)
    print("\n".join(["", f"beside {Path(args.models[0]).name}:", *compared]) if compared else "")


def milliseconds(embedders: Sequence[Embedder], questions: Sequence[str]) -> list[float]:
    """The median milliseconds each model takes to embed one question; they take turns, round by round, so that a busy machine is fair."""
    took: list[list[float]] = [[] for _ in embedders]
    for _ in range(ROUNDS):
        for times, embedder in zip(took, embedders, strict=True):
            embedder.encode_queries(questions[:5])  # what another model put out of the cache comes back
            for question in questions:
                started = time.perf_counter()
                embedder.encode_queries([question])
                times.append(1000 * (time.perf_counter() - started))
    return [float(np.median(times)) for times in took]


def _ranked(kb: KnowledgeBase, questions: Rows, split: str) -> Rows:
    with patch.object(search, "THRESHOLD", 0.0):
        return evaluate(kb, [q for q in questions if q["gold"] and q.get("split") == split])


def _cells(rows: Rows, ms: float) -> str:
    found = rows[-1]["summary"]
    low, high = interval(reciprocal_ranks(rows))
    mrr = found["mrr@10"]
    return f"{found['hit@1']:>7.3f}{found['hit@5']:>7.3f}{mrr:>8.3f}  {f'{low:.3f} to {high:.3f}':<16}{mrr / ms:>8.2f}"


def _difference(one: Rows, other: Rows) -> str:
    found = compare(one, other)
    changed = f"{found.better} better, {found.worse} worse"
    return f"MRR@10 {found.difference:+.3f} ({found.low:+.3f} to {found.high:+.3f}), p {found.p:.2f}, {changed}"


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
