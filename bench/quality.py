"""Retrieval quality, words alone beside meaning alone beside both: ``python -m bench.quality FILE.jsonl [--index DIR]``.

Questions carry their gold clauses; see ``kb/evaluation.py`` for how a hit counts. Intervals are the
middle 95 % of 2,000 bootstrap samples of the questions (fixed seed).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from kb.answer.held import LEXICAL_SHARE
from kb.evaluation import evaluate
from kb.knowledge import KnowledgeBase

VARIANTS = (("words alone", 1.0), ("meaning alone", 0.0), ("both", LEXICAL_SHARE))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--model", default="")
    parser.add_argument("--split", default="", help="only questions of this split")
    args = parser.parse_args()
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [q for q in questions if not args.split or q.get("split") == args.split]
    print(f"{'':<14}{'hit@1':>7}{'hit@5':>7}{'MRR@10':>8}  {'95 % of MRR@10':<16}{'refused':>8}{'wrongly':>8}   held")
    for name, share in VARIANTS:
        rows = evaluate(KnowledgeBase.open(args.index, args.model, lexical_share=share), questions)
        summary: dict[str, Any] = rows[-1]["summary"]
        low, high = _interval([1 / r["rank"] if r["rank"] else 0.0 for r in rows[:-1] if r["held"]])
        print(
            f"{name:<14}{_show(summary['hit@1'])}{_show(summary['hit@5'])} {_show(summary['mrr@10'])}  {low:.3f} to {high:.3f}  "
            f"{_show(summary['refused'])} {_show(summary['refused_wrongly'])}   {summary['gold_held']} of {summary['questions']}"
        )


def _show(value: float | None) -> str:
    return f"{'-':>7}" if value is None else f"{value:>7.3f}"


def _interval(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    samples = np.random.default_rng(0).choice(values, (2000, len(values))).mean(axis=1)
    return float(np.quantile(samples, 0.025)), float(np.quantile(samples, 0.975))


if __name__ == "__main__":
    main()
