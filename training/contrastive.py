"""Train token vectors so that two texts of one meaning lie close: the multiple-negatives ranking loss.

Each row's own partner is the answer, the partners of the other rows are wrong answers, in both directions.
The loop is written out here because rows carry groups: rows of one group are left out as wrong answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sources import Ids, Source


@dataclass(frozen=True, slots=True)
class Course:
    """One course of training.

    Attributes:
        steps: Number of batches.
        rate: Largest learning rate; it rises over the first twentieth and falls to zero in a straight line.
        scale: Factor on the cosine before the softmax.
        rows: Rows to draw from each source for one batch.
    """

    steps: int
    rate: float
    scale: float
    rows: Sequence[tuple[Source, int]]


def pooled(vectors: Tensor, texts: Sequence[Ids]) -> Tensor:
    """Mean token vector of each text, of length 1."""
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    means = F.embedding_bag(torch.from_numpy(np.concatenate(texts)), vectors, torch.from_numpy(offsets), mode="mean")
    return F.normalize(means, dim=1)


def ranking_loss(a: Tensor, b: Tensor, group: Tensor, scale: float) -> Tensor:
    """Cross-entropy of finding the own partner among all partners of other groups, mean of both directions.

    Args:
        a: Unit vectors, shape (rows, dimensions).
        b: Unit vectors of the partners, same shape.
        group: Group of each row, shape (rows,).
        scale: Factor on the cosine.
    """
    scores = scale * a @ b.T
    same = (group[:, None] == group[None, :]) & ~torch.eye(len(group), dtype=torch.bool)
    scores = scores.masked_fill(same, -torch.inf)
    answer = torch.arange(len(group))
    return (F.cross_entropy(scores, answer) + F.cross_entropy(scores.T, answer)) / 2


def train(vectors: Tensor, course: Course, seed: int, report: Callable[[str], None]) -> Tensor:
    """The vectors after one course, the same for the same seed and number of threads."""
    rng = np.random.default_rng(seed)
    weight = vectors.clone().requires_grad_()
    optimiser = torch.optim.Adam([weight], lr=course.rate)
    warm = max(1, course.steps // 20)
    total = 0.0
    for step in range(course.steps):
        rate = course.rate * min((step + 1) / warm, (course.steps - step) / (course.steps - warm))
        optimiser.param_groups[0]["lr"] = rate
        losses = []
        for source, rows in course.rows:
            drawn = source.draw(rng, rows)
            group = torch.tensor(drawn.group)
            losses.append(ranking_loss(pooled(weight, drawn.a), pooled(weight, drawn.b), group, course.scale) * len(group))
        loss = torch.stack(losses).sum() / sum(rows for _, rows in course.rows)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        total += loss.item()
        if (step + 1) % 100 == 0:
            report(f"step {step + 1} of {course.steps}: loss {total / 100:.3f}")
            total = 0.0
    return weight.detach()
