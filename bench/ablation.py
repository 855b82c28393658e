"""What each lever gives, alone and together: ``python -m bench.ablation FILE.jsonl [--index DIR] [--split NAME]``.

The levers: everyday words turned into the law's, questions written for clauses, the embedded model. A
lever is taken away at question time, so that every row asks the same index.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from kb.answer import search
from kb.answer.held import LEXICAL_SHARE, Held
from kb.evaluation import evaluate
from kb.indexing.clauses import NO_CLAUSE
from kb.knowledge import KnowledgeBase

ROWS = (
    # name, share of words, everyday words, questions
    ("words of clauses", 1.0, False, False),
    ("+ everyday words", 1.0, True, False),
    ("+ questions", 1.0, False, True),
    ("+ both", 1.0, True, True),
    ("meaning of clauses", 0.0, False, False),
    ("meaning + questions", 0.0, False, True),
    ("words and meaning of clauses", LEXICAL_SHARE, True, False),
    ("all", LEXICAL_SHARE, True, True),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--split", default="")
    args = parser.parse_args()
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [q for q in questions if q["gold"] and (not args.split or q.get("split") == args.split)]
    kb = KnowledgeBase.open(args.index)
    whole = kb.held
    print(f"{'':<30}{'hit@1':>7}{'hit@5':>7}{'MRR@10':>8}   of {len(questions)}")
    for name, share, everyday, asked in ROWS:
        kb.held = replace(whole if asked else _without_questions(whole), lexical_share=share)
        with patch.object(search, "EVERYDAY_SHARE", search.EVERYDAY_SHARE if everyday else 0.0), patch.object(search, "THRESHOLD", 0.0):
            summary = evaluate(kb, questions)[-1]["summary"]
        print(f"{name:<30}{summary['hit@1']:>7.3f}{summary['hit@5']:>7.3f}{summary['mrr@10']:>8.3f}")


def _without_questions(held: Held) -> Held:
    return replace(held, chunk_clause=np.where(held.chunk_question == 1, NO_CLAUSE, held.chunk_clause).astype(np.int32))


if __name__ == "__main__":
    main()
