"""Fit the scope model: ``python -m bench.scope FILE.jsonl [--index DIR]`` prints the weights for ``kb/answer/scope.py``.

Logistic regression with an L2 penalty, a question in scope weighing more, by Newton's
method on the questions of split ``dev``; the figures of split ``test`` are printed and not used.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.answer.search import signals
from kb.knowledge import KnowledgeBase

PENALTY = 0.5
INSIDE_SHARE = 0.7  # refusing a question in scope is the worse fault


def main() -> None:
    """Print weights, and the shares refused on both splits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--model", default="")
    args = parser.parse_args()
    kb = KnowledgeBase.open(args.index, args.model)
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = {split: [q for q in questions if q.get("split") == split] for split in ("dev", "test")}
    data = {
        split: (np.array([[1.0, *astuple(signals(kb.held, q["question"]))] for q in qs]), np.array([bool(q["gold"]) for q in qs]))
        for split, qs in rows.items()
    }
    weights = _fit(*data["dev"])
    print("WEIGHTS =", tuple(round(float(w), 2) for w in weights))
    for split, (features, inside) in data.items():
        refused = features @ weights < 0
        outside_share, inside_share = refused[~inside].mean(), refused[inside].mean()
        print(f"{split}: refused {outside_share:.3f} of {(~inside).sum()} outside, {inside_share:.3f} of {inside.sum()} inside")


def _fit(features: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    importance = np.where(inside, INSIDE_SHARE / inside.mean(), (1 - INSIDE_SHARE) / max(1e-9, (~inside).mean()))
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (importance * (p - inside)) + PENALTY * weights
        hessian = (features * (importance * p * (1 - p))[:, None]).T @ features + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


if __name__ == "__main__":
    main()
