"""Pretrain a small transformer: ``python training/masked.py --regulations DIR --pairs DIR --out FOLDER``.

It starts as the static model and learns to fill in words that are hidden from it. Its token vectors are those of the static
model. What a layer adds begins at zero, so that the mean of its outputs, each weighed by its token's weight, begins as the
static model's mean, but for the length that layer norm gives every token. Seeded, one thread.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from initial import Floats, Ids
from saving import clock, ids_of, load_static
from texts import read_articles, read_outside, read_pairs, read_pasal
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertConfig, BertModel

ROOT = Path(__file__).resolve().parent.parent
LAYERS, HEADS, LONGEST = 3, 5, 128
STEPS = 2000
PAD, MASK, SPECIAL = 0, 1, 2
"""Special tokens by their place after the tokens of the static model, and how many there are."""
ROW = 64
HIDDEN = 0.2
"""Tokens of a row, and the share of them that is hidden."""
AMONG = 1500
"""Tokens drawn to guess among, beside those that were hidden: the whole vocabulary would take most of the time."""


def main() -> None:
    """Pretrain and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regulations", type=Path, required=True, help="folder of laws in Markdown")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of *.jsonl.xz text pairs")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--static", type=Path, default=ROOT / "training" / "model", help="the static model to start from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)
    say = clock()
    tokenizer, vectors = load_static(args.static)
    articles = read_articles(args.corpus)
    own = [t for a in articles for t in (*a.questions, *a.texts)] + read_outside(args.corpus)
    everyday = [text for rows in read_pairs(args.pairs, args.seed).values() for row in rows for text in row]
    texts = ids_of(tokenizer, [*read_pasal(args.regulations), *everyday, *own * 5])
    say(f"{len(texts)} texts, {sum(map(len, texts))} tokens")
    bert = first_bert(vectors, SPECIAL)
    fill_in(bert, texts, len(vectors) + MASK, args.steps, args.seed, say)
    bert.save_pretrained(args.out)
    say(f"saved to {args.out}")


def first_bert(vectors: Floats, more: int, layers: int = LAYERS, heads: int = HEADS) -> BertModel:
    """A transformer over the tokens of the static model and ``more`` special ones after them, which mean nothing yet."""
    size, dimensions = vectors.shape
    config = BertConfig(
        vocab_size=size + more,
        hidden_size=dimensions,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=4 * dimensions,
        max_position_embeddings=LONGEST,
        type_vocab_size=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        pad_token_id=size + PAD,
    )
    bert = BertModel(config, add_pooling_layer=False)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    with torch.no_grad():
        tables = bert.embeddings
        tables.word_embeddings.weight[:size] = torch.from_numpy(vectors / lengths)
        tables.word_embeddings.weight[size:] = 0
        tables.token_type_embeddings.weight.zero_()
        tables.position_embeddings.weight *= 0.25
        for layer in bert.encoder.layer:
            for added in (layer.attention.output.dense, layer.output.dense):
                added.weight.zero_()
                added.bias.zero_()
    return bert


def fill_in(bert: BertModel, texts: Sequence[Ids], mask: int, steps: int, seed: int, report: Callable[[str], None]) -> None:
    """Train the layers to guess hidden tokens; the token vectors stay, so that the space they span stays the static model's.

    Args:
        bert: The transformer, changed in place.
        texts: Token ids of the texts, joined in a seeded order and cut into rows.
        mask: The token that stands for a hidden one.
        steps: Batches of 64 rows.
        seed: Seed of the order and of what is hidden.
        report: Told the loss on rows kept apart.
    """
    draw = np.random.default_rng(seed)
    rows = _rows(texts, draw)
    kept, rows = rows[:256], rows[256:]
    vectors = bert.embeddings.word_embeddings.weight
    head = _Head(vectors.detach())
    vectors.requires_grad_(False)
    learnt = [p for p in (*bert.parameters(), *head.parameters()) if p.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=1e-3, weight_decay=0.01)
    hidden = _hide(kept, mask, np.random.default_rng(seed + 1))
    others = torch.from_numpy(rows.ravel()[:AMONG])
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 1e-3 * min(1, (step + 1) / 200) * (1 - step / steps)
        among = torch.from_numpy(draw.choice(rows.ravel(), AMONG))
        loss = _loss(bert, head, among, *_hide(rows[draw.integers(len(rows), size=64)], mask, draw))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        if (step + 1) % 250 == 0 or step + 1 == steps:
            with torch.no_grad():
                report(f"step {step + 1} of {steps}: loss {_loss(bert, head, others, *hidden).item():.3f} on rows kept apart")
    vectors.requires_grad_(True)


class _Head(nn.Module):
    """Which of some tokens a hidden one was; of use in training only."""

    def __init__(self, vectors: Tensor) -> None:
        super().__init__()
        dimensions = vectors.shape[1]
        self.turned = nn.Sequential(nn.Linear(dimensions, dimensions), nn.GELU(), nn.LayerNorm(dimensions))
        self.tokens = nn.Parameter(vectors.clone())

    def forward(self, states: Tensor, among: Tensor) -> Tensor:
        return self.turned(states) @ self.tokens[among].T


def _rows(texts: Sequence[Ids], draw: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """All texts one after another, cut into rows of ``ROW`` tokens, shuffled."""
    flat = np.concatenate([texts[n] for n in draw.permutation(len(texts))])
    rows = flat[: len(flat) // ROW * ROW].reshape(-1, ROW)
    return rows[draw.permutation(len(rows))]


def _hide(rows: Ids, mask: int, draw: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Rows with some tokens hidden (one in ten of them by another token), where, and what stood there."""
    where = draw.random(rows.shape) < HIDDEN
    other = np.where(draw.random(rows.shape) < 0.1, rows[draw.permutation(len(rows))], mask)
    shown = np.where(where, other, rows)
    return torch.from_numpy(shown), torch.from_numpy(where), torch.from_numpy(rows[where])


def _loss(bert: BertModel, head: _Head, others: Tensor, shown: Tensor, where: Tensor, stood: Tensor) -> Tensor:
    among, answers = torch.unique(torch.cat([stood, others]), return_inverse=True)
    with torch.autocast("cpu", torch.bfloat16):
        scores = head(bert(input_ids=shown).last_hidden_state[where], among)
    return F.cross_entropy(scores.float(), answers[: len(stood)])


if __name__ == "__main__":
    main()
