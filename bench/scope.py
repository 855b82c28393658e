"""Fit the scope model: ``python -m bench.scope FILE.jsonl [--index DIR] [--corpus DIR]`` prints the weights for ``kb/answer/scope.py``.

Logistic regression with an L2 penalty by Newton's method, on two sets of questions: our own (``corpus/pertanyaan``), each as if
it were not in the index, and those of split ``dev``. Inside and outside weigh the same in all. The figures of split ``test`` are
printed and not used.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.answer.scope import THRESHOLD
from kb.answer.search import signals
from kb.chunks import read_questions
from kb.knowledge import KnowledgeBase

PENALTY = 0.5
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]


def main() -> None:
    """Print weights, and the shares refused of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--model", default="")
    args = parser.parse_args()
    kb = KnowledgeBase.open(args.index, args.model)
    golden = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    sets = {
        "ours": _own(kb, args.corpus),
        **{
            split: _features(kb, [(q["question"], bool(q["gold"]), None) for q in golden if q["split"] == split])
            for split in ("dev", "test")
        },
    }
    features, inside = (np.concatenate(parts) for parts in zip(sets["ours"], sets["dev"], strict=True))
    weights = np.round(_fit(features, inside), 2)
    print("WEIGHTS =", tuple(float(w) for w in weights))
    for name, (features, inside) in sets.items():
        for threshold in sorted({THRESHOLD, 0.1, 0.2, 0.3, 0.4, 0.5}):
            refused = features @ weights < np.log(threshold / (1 - threshold))
            print(
                f"{name:<5} under {threshold}: refused {refused[~inside].mean():.3f} of {(~inside).sum()} outside, "
                f"{refused[inside].mean():.3f} of {inside.sum()} inside"
            )


def _own(kb: KnowledgeBase, corpus: Path) -> tuple[Floats, Labels]:
    """The signals of our own questions, each without its own chunk; an index keeps them in file order, the catalogue's after."""
    rows = [row for path in sorted((corpus / "pertanyaan").glob("*.tsv")) for row in read_questions(path)]
    chunks = np.flatnonzero(kb.held.chunk_question == 1)
    if len(rows) > len(chunks):
        raise SystemExit(f"{corpus} has {len(rows)} questions, the index {len(chunks)}; build it anew from this corpus alone")
    return _features(
        kb, [(text, locator is not None, int(chunk)) for (_, locator, text), chunk in zip(rows, chunks[: len(rows)], strict=True)]
    )


def _features(kb: KnowledgeBase, questions: list[tuple[str, bool, int | None]]) -> tuple[Floats, Labels]:
    """Signals after a one for the bias, shape (n, 9), and whether each question is inside."""
    rows = [[1.0, *astuple(signals(kb.held, text, without))] for text, _, without in questions]
    return np.array(rows), np.array([inside for _, inside, _ in questions])


def _fit(features: Floats, inside: Labels) -> Floats:
    importance = np.where(inside, 0.5 / inside.mean(), 0.5 / (1 - inside.mean()))
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (importance * (p - inside)) + PENALTY * weights
        hessian = (features * (importance * p * (1 - p))[:, None]).T @ features + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


if __name__ == "__main__":
    main()
