"""Where the rows of a training batch come from: every source draws pairs of token ids, with a group per row.

Rows of one group are never negatives of each other (Pasal that share answers, or one Pasal drawn twice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pairs import Pair
from questions import Topic
from regulations import Regulation

Ids = npt.NDArray[np.int64]
LONGEST = 320  # tokens of one text; the rest of a long Pasal is left out in training


class Drawn(NamedTuple):
    """Rows of a batch: token ids of both sides, and the group of each row."""

    a: list[Ids]
    b: list[Ids]
    group: list[int]


class Source(Protocol):
    """Something that rows can be drawn from."""

    def draw(self, rng: np.random.Generator, rows: int) -> Drawn:
        """Rows drawn at random, ``rows`` at most."""
        ...


def to_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Token ids of each text, cut to the longest length; a text without any gives the unknown token."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.asarray(e.ids[:LONGEST] or [0], dtype=np.int64) for e in encodings]


class Colloquial:
    """Puts everyday spellings in place of standard words, from pairs of single words."""

    def __init__(self, tokenizer: Tokenizer, words: Sequence[Pair], share: float) -> None:
        """Keep the pairs whose standard word is one token.

        Args:
            tokenizer: The tokenizer of the training.
            words: Everyday and standard word, in this order.
            share: Part of the replaceable tokens to replace.
        """
        self.share = share
        self.spellings: dict[int, list[Ids]] = {}
        sides = (to_ids(tokenizer, [side[i] for side in words]) for i in (0, 1))
        for everyday, standard in zip(*sides, strict=True):
            if len(standard) == 1 and len(everyday) <= 3:
                self.spellings.setdefault(int(standard[0]), []).append(everyday)

    def __call__(self, rng: np.random.Generator, ids: Ids) -> Ids:
        """The text with some words in an everyday spelling."""
        chosen = rng.random(len(ids)) < self.share
        parts = [
            forms[rng.integers(len(forms))] if hit and (forms := self.spellings.get(token)) else np.array([token])
            for token, hit in zip(ids.tolist(), chosen.tolist(), strict=True)
        ]
        return np.concatenate(parts)


class PairSource:
    """Pairs drawn evenly, each its own group unless two share a side."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> None:
        """Cut both sides into tokens."""
        self.a = to_ids(tokenizer, [pair.a for pair in pairs])
        self.b = to_ids(tokenizer, [pair.b for pair in pairs])
        self.group = [hash_of(pair.a) for pair in pairs]

    def draw(self, rng: np.random.Generator, rows: int) -> Drawn:
        """Rows drawn without repetition."""
        picked = rng.choice(len(self.a), size=min(rows, len(self.a)), replace=False).tolist()
        return Drawn([self.a[i] for i in picked], [self.b[i] for i in picked], [self.group[i] for i in picked])


class PasalSource:
    """Two views of one Pasal of the bulk: its heading, Penjelasan, a crop or its key words, and its wording."""

    def __init__(
        self, tokenizer: Tokenizer, regulations: Sequence[Regulation], informative: npt.NDArray[np.float32],
        colloquial: Colloquial, neighbours: int,
    ) -> None:
        """Cut headings, Penjelasan and wording into tokens.

        Args:
            tokenizer: The tokenizer of the training.
            regulations: The bulk; regulations with few Pasal are kept.
            informative: Weight of each token when key words are drawn, shape (n_tokens,).
            colloquial: Everyday spellings for the short side.
            neighbours: Pasal of one regulation that are drawn together, as hard negatives of each other.
        """
        self.informative, self.colloquial, self.neighbours = informative, colloquial, neighbours
        rows = [(r, p) for r in regulations for p in r.pasal]
        self.text = to_ids(tokenizer, [p.text for _, p in rows])
        self.heading = to_ids(tokenizer, [f"{r.judul} {p.bab}" for r, p in rows])
        self.penjelasan = to_ids(tokenizer, [p.penjelasan for _, p in rows])
        ends = np.cumsum([len(r.pasal) for r in regulations])
        self.first = np.repeat(ends - [len(r.pasal) for r in regulations], [len(r.pasal) for r in regulations])
        self.last = np.repeat(ends, [len(r.pasal) for r in regulations])

    def draw(self, rng: np.random.Generator, rows: int) -> Drawn:
        """Runs of neighbouring Pasal from regulations drawn at random."""
        starts = rng.choice(len(self.text), size=rows // self.neighbours, replace=False)
        lower = np.maximum(self.first[starts], np.minimum(starts, self.last[starts] - self.neighbours))
        picked = {i for s, end in zip(lower, self.last[starts], strict=True) for i in range(s, min(s + self.neighbours, end))}
        order = sorted(picked)
        views = [self._views(rng, i) for i in order]
        return Drawn([a for a, _ in views], [b for _, b in views], [-1 - i for i in order])

    def _views(self, rng: np.random.Generator, row: int) -> tuple[Ids, Ids]:
        """A short view and the wording; a crop is taken out of the wording half of the time."""
        text, chance = self.text[row], rng.random()
        if chance < 0.25 and len(self.penjelasan[row]) > 5:
            return self._cut(rng, self.penjelasan[row], 8, 120)[0], text
        if chance < 0.40 and len(self.heading[row]) > 2:
            return self.colloquial(rng, self.heading[row]), text
        if chance < 0.65 and len(text) > 8:
            weights = self.informative[text].astype(np.float64)
            size = min(int(rng.integers(3, 12)), int(np.count_nonzero(weights)))
            words = rng.choice(text, size=size, replace=False, p=weights / weights.sum())
            return self.colloquial(rng, words), text
        crop, rest = self._cut(rng, text, 5, max(6, min(60, len(text) // 2)))
        return self.colloquial(rng, crop), rest if rng.random() < 0.7 and len(rest) > 5 else text

    @staticmethod
    def _cut(rng: np.random.Generator, ids: Ids, least: int, most: int) -> tuple[Ids, Ids]:
        """A run of tokens and what is left without it."""
        size = min(int(rng.integers(least, most + 1)), len(ids))
        start = int(rng.integers(len(ids) - size + 1))
        return ids[start : start + size], np.concatenate([ids[:start], ids[start + size :]])


class QuestionSource:
    """A question of a topic with its ringkasan, its wording, both, or another question of the topic."""

    VIEWS = ("ringkasan", "text", "chunk", "question")

    def __init__(self, tokenizer: Tokenizer, topics: Sequence[Topic], colloquial: Colloquial, weights: Sequence[float]) -> None:
        """Cut all texts into tokens.

        Args:
            tokenizer: The tokenizer of the training.
            topics: Topics with the questions to train on.
            colloquial: Everyday spellings for the questions.
            weights: Chance of each view of ``VIEWS``, in this order.
        """
        self.colloquial, self.weights = colloquial, np.asarray(weights) / sum(weights)
        self.questions = [to_ids(tokenizer, t.questions) for t in topics]
        self.rows = [(row, i) for row, t in enumerate(topics) for i in range(len(t.questions))]
        self.group = [hash_of(f"topic {t.group}") for t in topics]
        self.chunks: dict[str, list[Ids]] = {
            "ringkasan": to_ids(tokenizer, [t.ringkasan for t in topics]),
            "text": to_ids(tokenizer, [t.text or t.ringkasan for t in topics]),
            "chunk": to_ids(tokenizer, [t.chunk for t in topics]),
        }

    def draw(self, rng: np.random.Generator, rows: int) -> Drawn:
        """Questions drawn without repetition, each with one view of its topic."""
        picked = rng.choice(len(self.rows), size=min(rows, len(self.rows)), replace=False).tolist()
        drawn = Drawn([], [], [])
        for topic, i in (self.rows[p] for p in picked):
            view = self.VIEWS[rng.choice(len(self.VIEWS), p=self.weights)]
            others = self.questions[topic]
            drawn.a.append(self.colloquial(rng, others[i]))
            drawn.b.append(others[rng.integers(len(others))] if view == "question" else self.chunks[view][topic])
            drawn.group.append(self.group[topic])
        return drawn


def hash_of(text: str) -> int:
    """A number that is the same for equal texts in every run."""
    return int.from_bytes(text.encode()[:64].ljust(8), "big") % (1 << 61)


def weigh(counts: Mapping[int, int], size: int, smoothing: float) -> npt.NDArray[np.float32]:
    """Weight of each token by rarity, as in smooth inverse frequency: a / (a + p), shape (size,)."""
    found = np.zeros(size)
    found[list(counts)] = list(counts.values())
    return (smoothing / (smoothing + found / found.sum())).astype(np.float32)
