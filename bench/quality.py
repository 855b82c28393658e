"""Retrieval quality: ``python -m bench.quality FILE.jsonl [--index DIR] [--split NAME] [--markdown]``.

Words alone beside meaning alone beside both, then both by kind and by register, then the ten worst questions. With
``--markdown`` the first tables between the marks ``<!-- quality -->`` and ``<!-- end -->``, for a README. Questions carry their
gold clauses; see ``kb/evaluation.py`` for how a hit counts. Intervals are the middle 95 % of 2,000 bootstrap samples (fixed seed).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kb.answer.held import LEXICAL_SHARE
from kb.evaluation import K, evaluate, interval, reciprocal_ranks, summary
from kb.knowledge import KnowledgeBase

VARIANTS = (("words alone", 1.0), ("meaning alone", 0.0), ("both", LEXICAL_SHARE))


COLUMNS = ("hit@1", "hit@5", "MRR@10", "95 % of MRR@10", "precise", "refused", "wrongly", "held")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--model", default="")
    parser.add_argument("--split", default="", help="only questions of this split")
    parser.add_argument("--markdown", action="store_true", help="tables for a README")
    args = parser.parse_args()
    questions = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [q for q in questions if not args.split or q.get("split") == args.split]
    table = []
    rows: list[dict[str, Any]] = []
    for name, share in VARIANTS:
        rows = evaluate(KnowledgeBase.open(args.index, args.model, lexical_share=share), questions)
        table.append((name, *_cells(rows)))
    for group in ("kind", "register"):
        for value in sorted({q[group] for q in questions if group in q}):
            chosen = [q.get(group) == value for q in questions]
            table += [(f"{group} {value}", *_cells(_only(rows, chosen)))]
    print("\n".join(["<!-- quality -->", *_markdown(table), "<!-- end -->"] if args.markdown else _plain(table)))
    if not args.markdown:
        print("\nThe worst:", *_worst(rows, questions), sep="\n")


def _only(rows: list[dict[str, Any]], chosen: list[bool]) -> list[dict[str, Any]]:
    """Some rows of an evaluation, with a summary of their own."""
    kept = [row for row, wanted in zip(rows[:-1], chosen, strict=True) if wanted]
    return [*kept, {"summary": summary(kept)}]


def _cells(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    found: dict[str, Any] = rows[-1]["summary"]
    low, high = interval(reciprocal_ranks(rows))
    figures = [_show(found[name]) for name in ("hit@1", "hit@5", "mrr@10")]
    return (
        *figures,
        f"{low:.3f} to {high:.3f}" if found["gold_held"] else "-",
        *(_show(found[name]) for name in ("precise", "refused", "refused_wrongly")),
        f"{found['gold_held']} of {found['questions']}",
    )


def _plain(table: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[i]) for row in [("", *COLUMNS), *table]) for i in range(len(COLUMNS) + 1)]
    lines = []
    for name, *cells in [("", *COLUMNS), *table]:
        lines.append("  ".join([name.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(cells, widths[1:], strict=True))]))
    return lines


def _markdown(table: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [("", *COLUMNS), ("---",) * (len(COLUMNS) + 1), *table]]


def _worst(rows: list[dict[str, Any]], questions: list[dict[str, Any]], most: int = 10) -> list[str]:
    """The questions whose gold came last or not at all, with what was found first and what was to be found."""
    scored = [(row, q) for row, q in zip(rows[:-1], questions, strict=True) if row["held"] and row["rank"] != 1]
    scored.sort(key=lambda pair: -(pair[0]["rank"] or K + 1))
    return [
        f"{row['rank'] or '-':>3}  {row['question']}\n     found {row['first'] or 'nothing'}; "
        f"wanted {', '.join(g['address'] for g in q['gold'][:3] if 'address' in g)}"
        for row, q in scored[:most]
    ]


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
