"""How an index grows: ``python -m bench.growth --bulk DIR [--sizes 10000,100000,500000] [--vectors 1000000] [--svg FILE]``.

For each size so many clauses of the bulk folder's files (spread over all of them) are indexed from nothing, indexed again after
one file changed, and asked golden questions, each step in a process of its own; its memory is that of all the processes it starts.
For vectors alone, those of the largest index are multiplied by jittered copies (synthetic, and said so) and a search among them is
compared with comparing every one.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers import ROOT, lines, spread
from bench.watch import watched

CLAUSES_A_FILE = 117  # of the bulk set, to choose how many files give a size
QUESTIONS = ROOT / "tests" / "golden" / "questions.jsonl"
ASKED = 60


def main() -> None:
    """Print the tables and draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path)
    parser.add_argument("--sizes", default="10000,100000,500000", help="clauses")
    parser.add_argument("--vectors", default="10000,100000,500000,1000000", help='vectors; "" to leave this out')
    parser.add_argument("--index", type=Path, help="take the real vectors from this index, not from the largest one built")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--step", nargs=3, metavar=("STEP", "ARGUMENT", "FOLDER"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        step, argument, folder = args.step
        print(json.dumps({"build": _built, "ask": _asked, "vectors": _vectors}[step](argument, Path(folder))))
        return
    sizes, grown = [int(size) for size in args.sizes.split(",") if size], []
    with tempfile.TemporaryDirectory() as name:
        folder = args.index or Path(name)
        if sizes:
            print(f"{'clauses':>9}{'chunks':>9}{'build s':>9}{'again s':>9}{'CPU s':>8}{'ms/clause':>11}{'MB':>7}"
                  f"{'bytes/clause':>14}{'build MB':>10}"
                  f"{'cold s':>8}{'p50 ms':>8}{'p95 ms':>8}{'ask MB':>8}")  # fmt: skip
        for size in sizes:
            folder = args.index or Path(name) / str(size)
            grown.append(_row(Path(name) / str(size), str(args.bulk), size))
        if args.vectors:
            print(f"\n{'vectors':>9}{'kind':>8}{'build s':>9}{'MB':>7}{'recall@10':>11}{'of all':>9}"
                  f"{'p50 ms':>8}{'p95 ms':>8}{'every one ms':>14}")  # fmt: skip
        for count in filter(None, args.vectors.split(",")):
            v = _in_process("vectors", count, folder)
            print(f"{v['n']:>9,}{v['kind']:>8}{v['build']:>9.1f}{v['bytes'] / 1e6:>7.0f}{v['recall@10']:>11.4f}{v['recall']:>9.4f}"
                  f"{v['p50']:>8.2f}{v['p95']:>8.2f}{v['every']:>14.2f}", flush=True)  # fmt: skip
    if args.svg and grown:
        args.svg.write_text(_plot(grown), encoding="utf-8")


def _row(folder: Path, bulk: str, size: int) -> dict[str, Any]:
    found, asked = _in_process("build", f"{bulk}:{size}", folder), _in_process("ask", "", folder)
    found |= {**asked, "peak": found["peak"], "asking": asked["peak"]}
    found["each"] = 1000 * found["cpu"] / found["clauses"]
    found["weight"] = found["bytes"] / found["clauses"]
    found["mb"] = found["bytes"] / 1e6
    print("{clauses:>9,}{chunks:>9,}{build:>9.1f}{again:>9.1f}{cpu:>8.1f}{each:>11.3f}{mb:>7.0f}{weight:>14.0f}{peak:>10.0f}"
          "{cold:>8.2f}{p50:>8.1f}{p95:>8.1f}{asking:>8.0f}".format(**found), flush=True)  # fmt: skip
    return found


def _built(argument: str, folder: Path) -> dict[str, Any]:
    """Index so many clauses."""
    from kb.ingest import build

    bulk, _, size = argument.rpartition(":")
    files = sorted(path for path in Path(bulk).rglob("*") if path.is_file())
    corpus = folder / "naskah"
    for path in spread(files, max(1, int(size) // CLAUSES_A_FILE)):
        target = corpus / path.relative_to(bulk)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target) if path.stat().st_dev == folder.stat().st_dev else target.write_bytes(path.read_bytes())
    started, cpu = time.perf_counter(), _processor_time()
    index, manifest = build([corpus], folder / "index")
    found = {"build": time.perf_counter() - started, "cpu": _processor_time() - cpu, **manifest.counts}
    found["bytes"] = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    changed = next(path for path in sorted(corpus.rglob("*")) if path.is_file())
    text = changed.read_bytes()
    changed.unlink()  # it may be a link to the bulk folder's own
    changed.write_bytes(text + b"\n")
    started = time.perf_counter()
    build([corpus], folder / "index")
    return {**found, "again": time.perf_counter() - started}


def _processor_time() -> float:
    """Seconds of processor time of this process and those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _asked(argument: str, folder: Path) -> dict[str, Any]:
    """Ask an index golden questions, first from a cold process."""
    from kb.knowledge import KnowledgeBase

    questions = _questions()
    started = time.perf_counter()
    command = [sys.executable, "-m", "kb", "ask", questions[0], "--index", str(folder / "index")]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    cold = time.perf_counter() - started
    kb = KnowledgeBase.open(folder / "index")
    for question in questions[:5]:
        kb.ask(question)
    times = []
    for question in questions:
        started = time.perf_counter()
        kb.ask(question)
        times.append(1000 * (time.perf_counter() - started))
    return {"cold": cold, "p50": statistics.median(times), "p95": float(np.quantile(times, 0.95))}


def _vectors(argument: str, folder: Path) -> dict[str, Any]:
    """Search among so many vectors as a question does: an index's own, then jittered copies of them."""
    from kb.answer.matching import reach
    from kb.indexing.embedding import load_embedder, unit
    from kb.indexing.vectors import FaissStore
    from kb.knowledge import KnowledgeBase

    kb, n = KnowledgeBase.open(folder / "index" if (folder / "index").is_dir() else folder), int(argument)
    own = kb.held.vectors.rows(np.arange(len(kb.held.chunk_key)))
    random = np.random.default_rng(7)
    held = np.empty((n, own.shape[1]), dtype=np.float16)
    for start in range(0, n, 20_000):
        some = own[np.arange(start, min(n, start + 20_000)) % len(own)]
        jitter = 0.0 if start + len(some) <= len(own) else 0.02
        held[start : start + len(some)] = unit((some + jitter * random.normal(size=some.shape)).astype(np.float32))
    started = time.perf_counter()
    store = FaissStore.build(held)
    built = time.perf_counter() - started
    with tempfile.NamedTemporaryFile() as file:
        store.save(Path(file.name))
        size = Path(file.name).stat().st_size
        store = FaissStore.load(Path(file.name))
        queries = load_embedder().encode_queries(_questions())
        (found, times), (true, every) = _timed(store, queries, reach(n)), _timed(FaissStore.build(held, exact_up_to=n), queries, reach(n))

    def recall(k: int) -> float:
        return float(np.mean([len(set(a[:k]) & set(b[:k])) / k for a, b in zip(found, true, strict=True)]))

    return {
        "n": n, "kind": store.kind, "build": built, "bytes": size, "recall@10": recall(10), "recall": recall(reach(n)),
        "p50": statistics.median(times), "p95": float(np.quantile(times, 0.95)), "every": statistics.median(every),
    }  # fmt: skip


def _timed(store: Any, queries: Any, reach: int) -> tuple[list[Any], list[float]]:
    found, times = [], []
    for query in queries:
        started = time.perf_counter()
        found.append(store.search(query[None], reach)[1][0].tolist())
        times.append(1000 * (time.perf_counter() - started))
    return found, times


def _questions() -> list[str]:
    asked = [q for q in map(json.loads, lines(QUESTIONS)) if q["gold"]]
    return [q["question"] for q in spread(asked, ASKED)]


def _in_process(step: str, argument: str, folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench.growth", "--step", step, argument, str(folder)]
    done = watched(command, ROOT)
    if done.code:
        raise SystemExit(done.told)
    return {**json.loads(done.out.strip().splitlines()[-1]), "peak": done.peak}


PANELS = (
    ("build", "membangun, detik"),
    ("bytes", "ukuran indeks, MB"),
    ("p95", "menjawab p95, milidetik"),
    ("asking", "memori menjawab, MB"),
)


def _plot(grown: list[dict[str, Any]]) -> str:
    """Four small plots, both axes logarithmic, as SVG."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 230" font-family="sans-serif" font-size="12">',
             '<rect width="920" height="230" fill="#fff"/>']  # fmt: skip
    for n, (field, title) in enumerate(PANELS):
        left = 40 + 225 * n
        points = [(row["clauses"], row[field] / (1e6 if field == "bytes" else 1)) for row in grown]
        (x0, x1), (y0, y1) = _decades([x for x, _ in points]), _decades([y for _, y in points])
        at = [(left + 165 * (np.log10(x) - x0) / (x1 - x0), 190 - 140 * (np.log10(y) - y0) / (y1 - y0), y) for x, y in points]
        parts.append(f'<text x="{left}" y="24" font-weight="bold">{title}</text>')
        parts += [f'<text x="{left - 6}" y="{194 - 140 * i / (y1 - y0):.0f}" text-anchor="end" fill="#555">{10 ** (y0 + i):g}</text>'
                  f'<path d="M{left} {190 - 140 * i / (y1 - y0):.0f}h165" stroke="#ddd"/>' for i in range(y1 - y0 + 1)]  # fmt: skip
        parts += [f'<text x="{left + 165 * i / (x1 - x0):.0f}" y="208" text-anchor="middle" fill="#555">{_short(10 ** (x0 + i))}</text>'
                  for i in range(x1 - x0 + 1)]  # fmt: skip
        parts.append(f'<polyline fill="none" stroke="#0b5394" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#0b5394"/>'
                  f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{v:.3g}</text>' for x, y, v in at]  # fmt: skip
    parts.append('<text x="460" y="226" text-anchor="middle" fill="#555">klausul dalam indeks</text></svg>')
    return "\n".join(parts) + "\n"


def _decades(values: list[float]) -> tuple[int, int]:
    low, high = int(np.floor(np.log10(min(values)))), int(np.ceil(np.log10(max(values))))
    return low, max(high, low + 1)


def _short(count: float) -> str:
    return f"{count / 1e6:g} jt" if count >= 1e6 else f"{count / 1e3:g} rb"


if __name__ == "__main__":
    main()
