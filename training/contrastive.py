"""Train texts of one meaning to lie close: the multiple-negatives ranking loss, over any encoder of token ids.

Each row's own partner is the answer, the partners of the other rows are wrong answers, in both directions. A question of
ours may bring wrong answers of its own (``negatives.py``), and articles that share an answer are none for each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from initial import Ids
from torch import Tensor
from torch.nn import functional as F

Pair = tuple[Ids, Ids]
Encode = Callable[[Sequence[Ids]], Tensor]
"""Unit vectors of texts, shape (n, dim)."""


@dataclass(frozen=True, slots=True)
class Course:
    """One course: how many batches, the largest learning rate, the factor on the cosine, rows of each kind a batch.

    ``wrong`` is how many wrong answers of its own each question is shown, where it has any.
    """

    steps: int = 300
    rate: float = 0.003
    scale: float = 20.0
    articles: int = 256
    pairs: int = 256
    pasal: int = 256
    terms: int = 64
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """The token ids of an article's questions, of the text each leads to, and of the wrong answers mined for each."""

    questions: Sequence[Ids]
    texts: Sequence[Ids]
    wrong: Sequence[Sequence[Ids]] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """Token ids to draw from: articles, general pairs, Pasal, and everyday words with the law's.

    ``siblings`` of shape (n_articles, n_articles) tells which articles share answers; None: none do.
    """

    articles: Sequence[Article]
    pairs: Sequence[Pair]
    pasal: Sequence[Ids]
    terms: Sequence[Pair]
    siblings: npt.NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of pairs, the wrong answers each first part has of its own, and which rows share answers, shape (n, n) or None."""

    pairs: Sequence[Pair]
    wrong: Sequence[Sequence[Ids]] = ()
    shared: Tensor | None = field(default=None)


def train(
    encode: Encode,
    groups: Sequence[tuple[Sequence[Tensor], float]],
    examples: Examples,
    course: Course,
    seed: int,
    report: Callable[[str], None],
) -> None:
    """Train what ``encode`` is made of for one course, in place; the same for the same seed and number of threads.

    ``groups`` are parameters with their share of the course's rate, which rises, then falls to zero.
    """
    draw = random.Random(seed)  # noqa: S311 - a seeded draw, not a secret
    optimiser = torch.optim.Adam([{"params": list(parameters), "lr": 0.0, "share": share} for parameters, share in groups])
    for step in range(course.steps):
        for group in optimiser.param_groups:
            group["lr"] = group["share"] * course.rate * min(1, (step + 1) / 30) * (1 - step / course.steps)
        batches = [
            _articles(draw, examples, course),
            Batch(_pairs(draw, examples.pairs, course.pairs)),
            Batch(_pasal(draw, examples, course.pasal)),
            Batch(_pairs(draw, examples.terms, course.terms)),
        ]
        loss = torch.stack([_ranking_loss(encode, batch, course.scale) for batch in batches if batch.pairs]).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % 50 == 0:
            report(f"step {step + 1} of {course.steps}: loss {loss.item():.3f}")


def train_vectors(vectors: Tensor, examples: Examples, course: Course, seed: int, report: Callable[[str], None]) -> Tensor:
    """The token vectors of a static model after one course."""
    weight = vectors.clone().requires_grad_()
    train(lambda texts: pooled(weight, texts), [([weight], 1.0)], examples, course, seed, report)
    return weight.detach()


def pooled(vectors: Tensor, texts: Sequence[Ids]) -> Tensor:
    """The mean token vector of each text, of length 1."""
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    means = F.embedding_bag(torch.from_numpy(np.concatenate(texts)), vectors, torch.from_numpy(offsets), mode="mean")
    return F.normalize(means, dim=1)


def _articles(draw: random.Random, examples: Examples, course: Course) -> Batch:
    """A question of each drawn article with one of its texts or another of its questions; one row an article."""
    chosen = draw.sample(range(len(examples.articles)), min(course.articles, len(examples.articles)))
    pairs, wrong = [], []
    for number in chosen:
        article = examples.articles[number]
        at = draw.randrange(len(article.questions))
        others = [q for i, q in enumerate(article.questions) if i != at]
        pairs.append((article.questions[at], draw.choice(others) if others and draw.random() < 0.5 else article.texts[at]))
        mined = article.wrong[at] if course.wrong and article.wrong else ()
        wrong.append(draw.sample(mined, min(course.wrong, len(mined))))
    shared = None if examples.siblings is None else torch.from_numpy(examples.siblings[np.ix_(chosen, chosen)])
    return Batch(pairs, wrong, shared)


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


def _ranking_loss(encode: Encode, batch: Batch, scale: float) -> Tensor:
    """Cross-entropy of finding the own partner among all partners and the own wrong answers, the mean of both directions."""
    n = len(batch.pairs)
    wrong = [ids for row in batch.wrong for ids in row]
    vectors = encode([*(a for a, _ in batch.pairs), *(b for _, b in batch.pairs), *wrong])
    asked, answers, mined = vectors[:n], vectors[n : 2 * n], vectors[2 * n :]
    scores = scale * asked @ answers.T
    if batch.shared is not None:
        scores = scores.masked_fill(batch.shared, -torch.inf)
    answer = torch.arange(n)
    back = F.cross_entropy(scores.T, answer)
    if wrong:
        row = torch.tensor([r for r, own in enumerate(batch.wrong) for _ in own])
        place = torch.tensor([p for own in batch.wrong for p in range(len(own))])
        more = torch.full((n, int(place.max()) + 1), -torch.inf)
        more = more.index_put((row, place), scale * (asked[row] * mined).sum(dim=1))
        scores = torch.cat([scores, more], dim=1)
    return (F.cross_entropy(scores, answer) + back) / 2
