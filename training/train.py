"""Train the embedded model: ``python training/train.py --regulations DIR --pairs DIR``.

Steps: count words and learn the tokenizer; factorise which tokens stand near which, for first vectors whose
lengths are the tokens' rarity; one contrastive course; save in sentence-transformers format, vectors in half
precision. Seeded; a few minutes on two cores. ``--wrong N`` takes the course anew, each question shown N of the wrong answers
mined with the first one's vectors.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from contrastive import Course, Examples, train_vectors
from initial import Ids, first_vectors, weigh
from negatives import article_ids, mine, read_siblings
from saving import clock, ids_of, pair_ids, save, static_encoder
from texts import read_articles, read_frequencies, read_outside, read_pairs, read_pasal, read_terms
from vocabulary import count_words, mix_counts, train_tokenizer

ROOT = Path(__file__).resolve().parent.parent
PIECES, STEMS, DIMENSIONS, WINDOW = 20_000, 6_000, 160, 6
SMOOTHING = 1e-3


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regulations", type=Path, required=True, help="folder of laws in Markdown")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of *.jsonl.xz text pairs")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "training" / "model")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wrong", type=int, default=0, help="mined wrong answers a question")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    say = clock()

    articles, pairs = read_articles(args.corpus), read_pairs(args.pairs, args.seed)
    say(f"{len(articles)} articles, {sum(len(a.questions) for a in articles)} questions, {sum(map(len, pairs.values()))} pairs")
    pasal = list(read_pasal(args.regulations))
    say(f"{len(pasal)} Pasal")
    everyday = [text for rows in pairs.values() for row in rows for text in row]
    own = [t for a in articles for t in (*a.questions, *a.texts)] + read_outside(args.corpus)
    tokenizer = train_tokenizer(_counts(pasal, everyday, own, read_frequencies(args.pairs)), PIECES, STEMS)
    say("tokenizer learnt")
    pasal_ids, everyday_ids, own_ids = (ids_of(tokenizer, texts) for texts in (pasal, everyday, own))
    weights = weigh(_shares(pasal_ids) + _shares(everyday_ids) + _shares(own_ids), SMOOTHING)
    first = first_vectors([*pasal_ids, *everyday_ids, *own_ids * 5], weights, DIMENSIONS, WINDOW, args.seed)
    say("first vectors")
    examples = Examples(
        article_ids(tokenizer, articles),
        [pair for rows in pairs.values() for pair in pair_ids(tokenizer, rows)],
        [ids for ids in pasal_ids if len(ids) > 12],
        pair_ids(tokenizer, read_terms(ROOT / "training" / "istilah.tsv")),
    )
    vectors = train_vectors(torch.from_numpy(first), examples, Course(), args.seed, say)
    if args.wrong:
        siblings = read_siblings(ROOT / "training" / "serumpun.tsv", articles)
        mined = mine(articles, siblings, static_encoder(tokenizer, vectors.numpy()))
        say(f"{sum(len(wrong) for one in mined for wrong in one)} wrong answers")
        again = replace(examples, articles=article_ids(tokenizer, articles, mined))
        vectors = train_vectors(torch.from_numpy(first), again, Course(wrong=args.wrong), args.seed, say)
    save(args.out, tokenizer, vectors.numpy())
    say(f"saved to {args.out}")


def _counts(pasal: Sequence[str], everyday: Sequence[str], own: Sequence[str], frequencies: dict[str, int]) -> dict[str, int]:
    """Word counts of law, everyday text and our own, flattened so that none crowds out the others."""
    groups = [(count_words(pasal), 1.0), (count_words(everyday), 1.0), (frequencies, 1.0), (count_words(own), 20.0)]
    return mix_counts(groups, power=0.75, least=8)


def _shares(texts: Sequence[Ids]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The share of each token among the tokens of a set of texts, shape (PIECES,)."""
    counts = Counter(np.concatenate(texts).tolist())
    out = np.zeros(PIECES)
    out[list(counts)] = list(counts.values())
    return out / out.sum()


if __name__ == "__main__":
    main()
