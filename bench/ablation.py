"""What each lever gives, alone and taken away: ``python -m bench.ablation FILE.jsonl [--index DIR] [--split NAME]``.

The first rows add levers one by one: everyday words turned into the law's, questions written for clauses, the embedded
model. The rows below them take one rule away from the whole. A lever is taken away at question time, so that every row
asks the same index. ``precise`` is the share of first hits that are right down to the ayat or huruf their gold names.
"""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from kb.answer import evidence, matching, ranking, search
from kb.answer.held import LEXICAL_SHARE, Held
from kb.evaluation import evaluate
from kb.indexing.clauses import NO_CLAUSE
from kb.knowledge import KnowledgeBase

ADDED = (
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
TAKEN = (
    # name, the rooms where it is known, what it is called there, its value when taken away
    ("meaning of a text weighs no more", (evidence,), "TEXT_MEANING", 1.0),
    ("the whole Pasal as good as its part", (ranking,), "LEAF_BONUS", 0.0),
    ("elections not kept apart", (ranking,), "OTHER_ELECTION_SHARE", 1.0),
    ("other election not offered", (search,), "law_of_the_other_election", lambda *_: None),
    ("penalty not brought to its norm", (search,), "penalty_of_first", lambda *_: None),
    ("subject not heeded", (ranking,), "SUBJECT_GAIN", 1.0),
    ("letters as good as law", (ranking,), "LETTER_SHARE", 1.0),
    ("revoked as good as in force", (search,), "REVOKED_SHARE", 1.0),
    ("named instrument not preferred", (ranking,), "NAMED_BONUS", 0.0),
    ("every article ranked", (ranking,), "articles_worth_ranking", lambda held, *_: np.arange(len(held.articles))),
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
    print(f"{'':<38}{'hit@1':>7}{'hit@5':>7}{'MRR@10':>8}{'precise':>9}   of {len(questions)}")
    for name, share, everyday, asked in ADDED:
        kb.held = replace(whole if asked else _without_questions(whole), lexical_share=share)
        with patch.object(matching, "EVERYDAY_SHARE", matching.EVERYDAY_SHARE if everyday else 0.0):
            _print_row(name, kb, questions)
    kb.held = whole
    for name, rooms, called, value in TAKEN:
        with _changed(rooms, called, value):
            _print_row(f"- {name}", kb, questions)


def _print_row(name: str, kb: KnowledgeBase, questions: list[dict[str, Any]]) -> None:
    with patch.object(search, "THRESHOLD", 0.0):
        summary = evaluate(kb, questions)[-1]["summary"]
    print(f"{name:<38}{summary['hit@1']:>7.3f}{summary['hit@5']:>7.3f}{summary['mrr@10']:>8.3f}{summary['precise'] or 0:>9.3f}", flush=True)


@contextlib.contextmanager
def _changed(rooms: tuple[Any, ...], called: str, value: Any) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for room in rooms:
            stack.enter_context(patch.object(room, called, value))
        yield


def _without_questions(held: Held) -> Held:
    return replace(held, chunk_clause=np.where(held.chunk_question == 1, NO_CLAUSE, held.chunk_clause).astype(np.int32))


if __name__ == "__main__":
    main()
