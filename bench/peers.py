"""Side by side with what one would pick instead: ``python -m bench.peers [--bulk DIR] [--files N] [--python PEERS_PYTHON]``.

Every engine gets the same texts (each indexed chunk of ``corpus/`` and of N files of a bulk folder, its own words with
those above it) and the same golden questions, in a process of its own, one after another. Ours is built twice: from the files,
reading and parsing counted; and once more with nothing left but what was read of each file before, which is what the
others begin with: they are given the texts ready in memory. A question is hit at the rank of the first
distinct article that is one of its gold clauses' articles, the same way for all.

The peers live in an environment of their own, never in the project's:

    python3.11 -m venv /tmp/peers && echo "$PWD/.venv/lib/python3.11/site-packages" > /tmp/peers/lib/python3.11/site-packages/project.pth
    /tmp/peers/bin/pip install -r bench/peers-requirements.txt
    python -m bench.peers --bulk BULK --files 500 --python /tmp/peers/bin/python

All questions are asked three times over, and each counts by the median of its three times: what a neighbour on the machine does
to one of them is nobody's speed. ``once`` is the p95 of the first time alone. Times are of one machine and one run: compare within
one table only. The peak is the most that the process and those it started held at once, looked at every tenth of a second; the
server of PostgreSQL goes away from the process and is not in it.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.engines import ENGINES
from bench.watch import watched
from kb.chunks import read_questions
from kb.ingest import build, read_corpus
from kb.knowledge import KnowledgeBase
from kb.law.regulation import Locator
from kb.library import Library

OURS, AGAIN = "kb", "kb, files known"
ROUNDS = 3
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table, or with ``--run`` measure one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path, help="a folder of many texts, indexed beside corpus/")
    parser.add_argument("--files", type=int, default=500, help="how many of its files, spread over all of them")
    parser.add_argument("--peers", default=",".join(ENGINES), help="which engines, by name")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "golden" / "questions.jsonl")
    parser.add_argument("--asked", type=int, default=150, help="how many of the golden questions, spread over all of them")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the peers' environment")
    parser.add_argument("--run", nargs=2, metavar=("ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        print(json.dumps(_measure(args.run[0], Path(args.run[1]))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = _prepare(folder, args)
        asked = len(lines(folder / "questions.jsonl"))
        print(f"{texts:,} texts, {asked} questions, bandwidth {bandwidth() / 1e9:.1f} GB/s (one core, copying)")
        print(f"{'':<18}{'build s':>9}{'p50 ms':>9}{'p95 ms':>9}{'once':>9}{'peak MB':>9}{'hit@5':>7}{'MRR@10':>8}{'least ms':>10}")
        for engine in (OURS, AGAIN, *filter(None, args.peers.split(","))):
            _print(engine, _in_process(sys.executable if engine in (OURS, AGAIN) else args.python, engine, folder))


def _prepare(folder: Path, args: argparse.Namespace) -> int:
    """Write the corpus to read, the texts of its chunks with the article of each, and the questions."""
    corpora = [folder / "corpus"]
    shutil.copytree(ROOT / "corpus", corpora[0])
    if args.bulk:
        files = sorted(path for path in args.bulk.rglob("*") if path.is_file())
        for path in spread(files, args.files):
            target = folder / "bulk" / path.relative_to(args.bulk)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        corpora.append(folder / "bulk")
    questions, parsed = read_corpus(corpora)
    count = 0
    with (folder / "texts.jsonl").open("w", encoding="utf-8") as out:
        for one in parsed:
            for chunk in one.chunks:
                out.write(json.dumps([chunk.embedded, f"{chunk.key}/{chunk.locator.article}" if chunk.locator else ""]) + "\n")
                count += 1
        for path in questions:
            for key, locator, question in read_questions(path):
                if locator:
                    out.write(json.dumps([question, f"{key}/{locator.article}"]) + "\n")
                    count += 1
    asked = [q for q in map(json.loads, lines(args.questions)) if q["gold"]]
    with (folder / "questions.jsonl").open("w", encoding="utf-8") as out:
        for q in spread(asked, args.asked):
            gold = sorted({_article(g["address"]) for g in q["gold"]})
            out.write(json.dumps({"question": q["question"], "gold": gold}) + "\n")
    return count


def _measure(engine: str, folder: Path) -> dict[str, Any]:
    """Build one engine and ask it every question, in this process."""
    questions = list(map(json.loads, lines(folder / "questions.jsonl")))
    if engine in (OURS, AGAIN):
        for generation in (folder / "index").glob("gen-*"):
            shutil.rmtree(generation)
        started = time.perf_counter()
        corpora = [path for path in (folder / "corpus", folder / "bulk") if path.is_dir()]
        build(corpora, folder / "index")
        built = time.perf_counter() - started
        kb = Library(folder / "index").kb
        ask: Callable[[str], list[str]] = lambda question: [  # noqa: E731
            f"{hit.clause.key}/{hit.clause.locator.article}" for hit in kb.ask(question).hits
        ]
        least = [_least_bytes(kb, q["question"]) for q in questions]
        close: Callable[[], None] = lambda: None  # noqa: E731
    else:
        rows = list(map(json.loads, lines(folder / "texts.jsonl")))
        texts, places = [row[0] for row in rows], [row[1] for row in rows]
        peer = ENGINES[engine]()
        started = time.perf_counter()
        peer.build(texts)
        built = time.perf_counter() - started
        ask = lambda question: [places[n] for n in peer.search(question)]  # noqa: E731
        least, close = [], getattr(peer, "close", lambda: None)
    for q in questions[:5]:
        ask(q["question"])
    rounds = [_asked(ask, questions) for _ in range(ROUNDS)]
    close()
    first, usual, ranks = rounds[0][0], np.median([times for times, _ in rounds], axis=0), rounds[0][1]
    return {
        "build": built, "p50": float(np.median(usual)), "p95": float(np.quantile(usual, 0.95)), "once": float(np.quantile(first, 0.95)),
        "hit@5": float(np.mean([0 < r <= 5 for r in ranks])), "mrr": float(np.mean([1 / r if r else 0 for r in ranks])),
        "bytes": statistics.mean(least) if least else 0,
    }  # fmt: skip


def _asked(ask: Callable[[str], list[str]], questions: list[dict[str, Any]]) -> tuple[list[float], list[int]]:
    """For each question, in order, the milliseconds it took and the rank at which it was hit, 0 for none."""
    times, ranks = [], []
    for q in questions:
        started = time.perf_counter()
        found = ask(q["question"])
        times.append(1000 * (time.perf_counter() - started))
        ranks.append(next((n for n, place in enumerate(dict.fromkeys(found), start=1) if place in q["gold"]), 0))
    return times, ranks


def _least_bytes(kb: KnowledgeBase, question: str) -> float:
    """The bytes a question must read: the postings of its words, a score for each chunk, the codes of the vectors."""
    from kb.answer.words import terms_of

    lexical = kb.held.lexical
    terms = terms_of(question, lexical)
    n, dim = len(kb.held.chunk_key), kb.held.embedder.dim
    stems = [stem for stem in (*terms.own, *terms.everyday) if stem in lexical]
    postings = sum((n + 1) / math.exp(lexical.weight(stem)) - 0.5 for stem in stems)  # how many chunks hold each: idf read backwards
    codes = dim / 4 if getattr(kb.held.vectors, "kind", "exact") == "sifted" else 2 * dim
    return postings * 8 + n * 4 + n * codes


def _in_process(python: str, engine: str, folder: Path) -> dict[str, Any] | str:
    command = [python, "-m", "bench.peers", "--run", engine, str(folder)]
    done = watched(command, ROOT)
    if done.code:
        return (done.told.strip().splitlines() or ["?"])[-1]
    return {**json.loads(done.out.strip().splitlines()[-1]), "peak": done.peak}


def _print(engine: str, found: dict[str, Any] | str) -> None:
    if isinstance(found, str):
        print(f"{engine:<18} failed: {found[:120]}", flush=True)
        return
    least = f"{1000 * found['bytes'] / bandwidth():>10.2f}" if found["bytes"] else f"{'':>10}"
    print(
        f"{engine:<18}{found['build']:>9.1f}{found['p50']:>9.2f}{found['p95']:>9.2f}{found['once']:>9.2f}{found['peak']:>9.0f}"
        f"{found['hit@5']:>7.3f}{found['mrr']:>8.3f}{least}",
        flush=True,
    )


def bandwidth() -> float:
    """Bytes a second that one core copies, read and written, the best of five."""
    block = np.ones(32 * 2**20, dtype=np.float64)
    best = 0.0
    for _ in range(5):
        started = time.perf_counter()
        block.copy()
        best = max(best, 2 * block.nbytes / (time.perf_counter() - started))
    return best


def _article(address: str) -> str:
    key, _, locator = address.partition("/")
    return f"{key}/{Locator.parse(locator).article}"


def spread(items: list[Any], most: int) -> Iterable[Any]:
    """At most so many of some items, evenly from all of them."""
    step = max(1.0, len(items) / most) if most else 1.0
    return islice((items[int(i * step)] for i in range(len(items)) if i * step < len(items)), most)


def lines(path: Path) -> list[str]:
    """The lines of a file that are not empty."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    main()
