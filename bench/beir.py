"""The golden questions in BEIR layout: ``python -m bench.beir FILE.jsonl OUT [--index DIR]``.

Writes ``OUT/corpus.jsonl`` (every clause held: ``_id`` its address, ``title`` its citation, ``text``), ``OUT/queries.jsonl`` and
``OUT/qrels/SPLIT.tsv`` (query, address, grade), as BEIR and MTEB read them. Questions out of scope have no line in qrels.
The card of the set is ``tests/golden/README.md``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kb.knowledge import KnowledgeBase


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    args = parser.parse_args()
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    counts = write(KnowledgeBase.open(args.index), questions, args.out)
    print(f"{args.out}: {counts[0]} clauses, {counts[1]} queries, {counts[2]} judgements")


def write(kb: KnowledgeBase, questions: list[dict[str, Any]], out: Path) -> tuple[int, int, int]:
    """Write the three parts and count their lines."""
    (out / "qrels").mkdir(parents=True, exist_ok=True)
    texts = {}
    for address in kb.addresses():
        if address not in texts:
            [hit] = kb.show(address)
            texts[address] = {"_id": address, "title": hit.citation, "text": hit.clause.text}
    _write_lines(out / "corpus.jsonl", [json.dumps(text, ensure_ascii=False) for text in texts.values()])
    _write_lines(out / "queries.jsonl", [json.dumps({"_id": q["id"], "text": q["question"]}, ensure_ascii=False) for q in questions])
    judged = 0
    for split in sorted({q["split"] for q in questions}):
        lines = [f"{q['id']}\t{g['address']}\t{g['grade']}" for q in questions if q["split"] == split for g in q["gold"]]
        _write_lines(out / "qrels" / f"{split}.tsv", ["query-id\tcorpus-id\tscore", *lines])
        judged += len(lines)
    return len(texts), len(questions), judged


def _write_lines(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
