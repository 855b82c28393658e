"""How often a case brings its clauses: ``python -m bench.case [--index DIR]``.

Three sets. ``latih``: made-up cases the vocabulary was tuned on. ``uji``: made-up cases written before any
vocabulary and never tuned on. The third: the everyday questions of ``corpus/pertanyaan`` for the annex rows of
the SKB, which were written for searching; half of the vocabulary's everyday spellings come from them. And the
questions out of scope, for how often an act is read where there is none.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from kb.answer.case import examine
from kb.answer.facts import Case
from kb.knowledge import KnowledgeBase

HERE = Path(__file__).parent
QUESTIONS = HERE.parent / "corpus" / "pertanyaan"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Path("index"))
    kb = KnowledgeBase.open(parser.parse_args().index)
    for name, what in (("latih", "cases tuned on"), ("uji", "cases held out")):
        right, cases, points = table(kb, HERE / "cases" / f"{name}.tsv")
        print(f"{what}: {right} of {cases} bring every clause wanted and none forbidden; {points / cases:.1f} clauses a case")
    rows = [line.split("\t") for line in lines("skb-netralitas-2022.tsv") if "/baris-" in line.split("\t")[0]]
    right = sum(row[0] in addresses(kb, row[-1], "bentuk") for row in rows)
    print(f"questions for the annex rows: {right} of {len(rows)} bring their row")
    outside = [line.split("\t")[-1] for line in lines("luar-cakupan.tsv")]
    read = sum(bool(addresses(kb, text, "bentuk", "norma", "sanksi", "pidana")) for text in outside)
    print(f"questions out of scope: {read} of {len(outside)} are taken for a case")


def table(kb: KnowledgeBase, path: Path) -> tuple[int, int, int]:
    """How many cases of a table are right, how many there are, and how many clauses they bring together."""
    right = cases = points = 0
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = examine(kb.held, Case(row["cerita"])).addresses
            right += set(row["harus ada"].split()) <= found and not set(row["tidak boleh ada"].split()) & found
            cases, points = cases + 1, points + len(found)
    return right, cases, points


def addresses(kb: KnowledgeBase, story: str, *roles: str) -> set[str]:
    """The addresses that a story brings in these roles."""
    return {point.hit.clause.address for point in examine(kb.held, Case(story)).of(*roles)}


def lines(name: str) -> list[str]:
    """The lines of a file of questions."""
    return [line for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
