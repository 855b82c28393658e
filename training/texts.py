"""What the model learns from: our own questions and clauses, given Indonesian text pairs, and the Pasal of many laws."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.chunks import read_questions
from kb.ingest import read_corpus
from kb.law.regulation import Document
from kb.read.structure import parse

MOST_PER_SOURCE = 7000  # so that one large set (synonyms) does not drown the rest
MOST_CHARACTERS = 1500
SHORTEST_PASAL = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions and the texts of one article: whatever is drawn from one is no wrong answer for another of it.

    ``texts`` are those the questions lead to, one for each; ``parts`` are all that is indexed of the article.
    """

    address: str
    questions: tuple[str, ...]
    texts: tuple[str, ...]
    parts: tuple[str, ...]


def read_articles(corpus: Path) -> list[Asked]:
    """Each article of our corpus that has questions, with the chunk texts its questions lead to, in order of address."""
    files, parsed = read_corpus([corpus])
    texts = {(c.key, c.locator): c for one in parsed for c in one.chunks if c.locator is not None}
    asked: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for path in sorted(files):
        for key, locator, question in read_questions(path):
            if locator is None or (key, locator) not in texts:
                continue
            questions, passages = asked.setdefault((key, str(locator.article)), ([], []))
            questions.append(question)
            passages.append(texts[key, locator].embedded)
    parts: dict[tuple[str, str], list[str]] = {}
    for (key, locator), chunk in texts.items():
        parts.setdefault((key, str(locator.article)), []).append(chunk.embedded)
    return [Asked("/".join(place), tuple(q), tuple(t), tuple(parts[place])) for place, (q, t) in sorted(asked.items())]


def read_outside(corpus: Path) -> list[str]:
    """The questions we wrote that nothing in the corpus answers."""
    files, _ = read_corpus([corpus])
    return [question for path in sorted(files) for _, locator, question in read_questions(path) if locator is None]


def read_pairs(folder: Path, seed: int) -> dict[str, list[tuple[str, str]]]:
    """The pairs of each ``*.jsonl.xz`` file by its name, at most ``MOST_PER_SOURCE`` drawn from each."""
    out = {}
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [(row["a"], row["b"]) for row in map(json.loads, lines)]
        random.Random(seed).shuffle(rows)  # noqa: S311 - a seeded draw, not a secret
        out[path.name.removesuffix(".jsonl.xz")] = rows[:MOST_PER_SOURCE]
    return out


def read_terms(path: Path) -> list[tuple[str, str]]:
    """Everyday words and the words of the law for them, from ``istilah.tsv``: two columns, # for a remark."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#"))
    return [(columns[0], columns[1]) for columns in rows if len(columns) > 1]


def read_frequencies(folder: Path) -> dict[str, int]:
    """How often everyday words are said, from ``word-frequency-id.tsv.xz``; {} where it is absent."""
    path = folder / "word-frequency-id.tsv.xz"
    if not path.is_file():
        return {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return {word: int(count) for word, count in (line.rstrip("\n").split("\t") for line in lines)}


def read_pasal(folder: Path) -> Iterator[str]:
    """The words of every Pasal below a folder of laws in Markdown, penjelasan included, in order of path."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for clause in parse(Document(path.name, "", text)).clauses:
            if clause.locator == clause.locator.article and clause.end - clause.start >= SHORTEST_PASAL:
                yield " ".join(text[clause.start : clause.end][:MOST_CHARACTERS].split())
