"""Train token vectors so that two texts of one meaning lie close: the multiple-negatives ranking loss.

Each row's own partner is the answer, the partners of the other rows are wrong answers, in both directions.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from initial import Ids
from torch import Tensor
from torch.nn import functional as F

Pair = tuple[Ids, Ids]


@dataclass(frozen=True, slots=True)
class Course:
    """One course: how many batches, the largest learning rate, the factor on the cosine, rows of each kind a batch."""

    steps: int = 300
    rate: float = 0.003
    scale: float = 20.0
    articles: int = 256
    pairs: int = 256
    pasal: int = 256
    terms: int = 64


@dataclass(frozen=True, slots=True)
class Examples:
    """Token ids to draw from: articles as (questions, texts), general pairs, Pasal, and everyday words with the law's."""

    articles: Sequence[tuple[Sequence[Ids], Sequence[Ids]]]
    pairs: Sequence[Pair]
    pasal: Sequence[Ids]
    terms: Sequence[Pair]


def train(vectors: Tensor, examples: Examples, course: Course, seed: int, report: Callable[[str], None]) -> Tensor:
    """The vectors after one course, the same for the same seed and number of threads; the rate rises, then falls to zero."""
    draw = random.Random(seed)  # noqa: S311 - a seeded draw, not a secret
    weight = vectors.clone().requires_grad_()
    optimiser = torch.optim.Adam([weight], lr=course.rate)
    for step in range(course.steps):
        optimiser.param_groups[0]["lr"] = course.rate * min(1, (step + 1) / 30) * (1 - step / course.steps)
        batches = [
            _articles(draw, examples, course.articles),
            _pairs(draw, examples.pairs, course.pairs),
            _pasal(draw, examples, course.pasal),
            _pairs(draw, examples.terms, course.terms),
        ]
        loss = torch.stack([_ranking_loss(weight, batch, course.scale) for batch in batches if batch]).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % 100 == 0:
            report(f"step {step + 1} of {course.steps}: loss {loss.item():.3f}")
    return weight.detach()


def _articles(draw: random.Random, examples: Examples, rows: int) -> list[Pair]:
    """A question of each drawn article with one of its texts or another of its questions; one row an article."""
    out = []
    for questions, texts in draw.sample(examples.articles, min(rows, len(examples.articles))):
        at = draw.randrange(len(questions))
        others = [q for i, q in enumerate(questions) if i != at]
        out.append((questions[at], draw.choice(others) if others and draw.random() < 0.5 else texts[at]))
    return out


def _pairs(draw: random.Random, pairs: Sequence[Pair], rows: int) -> list[Pair]:
    return draw.sample(pairs, min(rows, len(pairs)))


def _pasal(draw: random.Random, examples: Examples, rows: int) -> list[Pair]:
    """A stretch of a Pasal with what is left of it."""
    out = []
    for ids in draw.sample(examples.pasal, min(rows, len(examples.pasal))):
        size = max(4, min(40, len(ids) // 3))
        start = draw.randrange(max(1, len(ids) - size))
        rest = np.concatenate([ids[:start], ids[start + size :]])
        out.append((ids[start : start + size], rest if len(rest) else ids))
    return out


def _pooled(vectors: Tensor, texts: Sequence[Ids]) -> Tensor:
    """The mean token vector of each text, of length 1."""
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    means = F.embedding_bag(torch.from_numpy(np.concatenate(texts)), vectors, torch.from_numpy(offsets), mode="mean")
    return F.normalize(means, dim=1)


def _ranking_loss(vectors: Tensor, batch: Sequence[Pair], scale: float) -> Tensor:
    """Cross-entropy of finding the own partner among all partners, the mean of both directions."""
    scores = scale * _pooled(vectors, [a for a, _ in batch]) @ _pooled(vectors, [b for _, b in batch]).T
    answer = torch.arange(len(batch))
    return (F.cross_entropy(scores, answer) + F.cross_entropy(scores.T, answer)) / 2
