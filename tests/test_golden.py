"""The golden questions are well formed, and nothing we wrote repeats a question kept for measuring."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from kb.chunks import read_questions
from kb.indexing.lexical import analyse

ROOT = Path(__file__).resolve().parent.parent
SEALED = ROOT.parent / "shared" / "eval" / "questions-dev.jsonl"
GOLDEN = [json.loads(line) for line in (ROOT / "tests" / "golden" / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
WRITTEN = [question for path in sorted((ROOT / "corpus" / "pertanyaan").glob("*.tsv")) for _, _, question in read_questions(path)]
NEAR = 0.75


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard similarity of two sets of stems."""
    return len(one & other) / max(1, len(one | other))


def nearest(questions: list[str], others: list[str]) -> list[tuple[float, str, str]]:
    """For each question its nearest neighbour among others, those at least ``NEAR`` apart left out."""
    sets = [(frozenset(analyse(other)), other) for other in others]
    found = []
    for question in questions:
        stems = frozenset(analyse(question))
        score, other = max((similarity(stems, s), o) for s, o in sets)
        if score >= NEAR and len(stems) > 2:
            found.append((score, question, other))
    return found


@pytest.mark.skipif(not SEALED.is_file() and os.environ.get("CI") != "true", reason="the sealed questions are not here: ../shared/eval")
@pytest.mark.parametrize("ours", [pytest.param(WRITTEN, id="trained on"), pytest.param([q["question"] for q in GOLDEN], id="golden")])
def test_no_sealed_question_is_repeated(ours):
    sealed = [json.loads(line)["question"] for line in SEALED.read_text(encoding="utf-8").splitlines()]
    assert nearest(sealed, ours) == []


def test_golden_questions_are_well_formed():
    assert len(GOLDEN) >= 400
    assert len({q["id"] for q in GOLDEN}) == len({q["question"] for q in GOLDEN}) == len(GOLDEN)
    assert {q["id"] for q in GOLDEN if (q["kind"] == "out_of_scope") != (not q["gold"])} == set()
    assert min(Counter(q["split"] for q in GOLDEN).values()) >= 200


def test_few_golden_questions_were_trained_on():
    repeated = nearest([q["question"] for q in GOLDEN if q["gold"]], WRITTEN)
    assert len(repeated) <= 0.03 * len(GOLDEN), repeated
