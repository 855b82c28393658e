"""Train a small transformer to embed: ``python training/transformer.py --bert FOLDER --regulations DIR --pairs DIR --out DIR``.

``--bert`` is what ``masked.py`` saved. The same course as the static model's, with smaller batches, trains its layers, its token
vectors and the weight of each token in the mean. Saved as sentence-transformers reads it, weights in half precision. Seeded, one thread.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from contrastive import Course, Examples, train
from initial import Floats, Ids
from masked import LONGEST
from negatives import article_ids, mine, read_siblings
from safetensors.numpy import load_file, save_file
from saving import clock, ids_of, load_static, pair_ids, static_encoder
from texts import read_articles, read_pairs, read_pasal, read_terms
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel
from vocabulary import UNKNOWN

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(steps=300, rate=0.001, articles=128, pairs=96, pasal=48, terms=32, wrong=1)
TOKENS = 4096
"""Tokens encoded at once, padding among them."""


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bert", type=Path, required=True, help="the pretrained transformer")
    parser.add_argument("--regulations", type=Path, required=True, help="folder of laws in Markdown")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of *.jsonl.xz text pairs")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--static", type=Path, default=ROOT / "training" / "model", help="the static model it was pretrained from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)
    say = clock()
    tokenizer, vectors = load_static(args.static)
    articles = read_articles(args.corpus)
    siblings = read_siblings(ROOT / "training" / "serumpun.tsv", articles)
    mined = mine(articles, siblings, static_encoder(tokenizer, vectors))
    say(f"{len(articles)} articles, {sum(len(wrong) for one in mined for wrong in one)} wrong answers")
    examples = Examples(
        article_ids(tokenizer, articles, mined),
        [pair for rows in read_pairs(args.pairs, args.seed).values() for pair in pair_ids(tokenizer, rows)],
        [ids for ids in ids_of(tokenizer, list(read_pasal(args.regulations))) if len(ids) > 12],
        pair_ids(tokenizer, read_terms(ROOT / "training" / "istilah.tsv")),
        siblings,
    )
    encoder = Encoder(BertModel.from_pretrained(args.bert, add_pooling_layer=False), np.linalg.norm(vectors, axis=1))
    train(encoder, encoder.groups(), examples, COURSE, args.seed, say)
    save_transformer(args.out, encoder, tokenizer)
    say(f"saved to {args.out}")


class Encoder(nn.Module):
    """A transformer and the weight of each token in the mean of its outputs."""

    def __init__(self, bert: BertModel, weights: Floats) -> None:
        super().__init__()
        self.bert = bert
        first = torch.full((bert.config.vocab_size,), 1e-3)
        first[: len(weights)] = torch.from_numpy(weights).clamp(min=1e-3)
        self.logarithms = nn.Parameter(first.log())

    def groups(self) -> list[tuple[list[Tensor], float]]:
        """What to train, with shares of the learning rate."""
        tokens = self.bert.embeddings.word_embeddings.weight
        layers = [p for p in self.bert.parameters() if p is not tokens]
        return [([tokens], 1.0), (layers, 0.5), ([self.logarithms], 3.0)]

    def weights(self) -> Tensor:
        """The weight of each token."""
        return self.logarithms.exp()

    def forward(self, texts: Sequence[Ids]) -> Tensor:
        """Unit vectors of texts, shape (n, dim); those of like length are encoded together."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        vectors = []
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end - start + 1) * min(LONGEST, len(texts[order[end]])) <= TOKENS:
                end += 1
            vectors.append(self._encode([texts[n][:LONGEST] for n in order[start:end]]))
            start = end
        back = torch.from_numpy(np.argsort(order))
        return torch.cat(vectors)[back]

    def _encode(self, texts: Sequence[Ids]) -> Tensor:
        longest = max(map(len, texts))
        pad = self.bert.config.pad_token_id
        ids = torch.from_numpy(np.array([[*text, *[pad] * (longest - len(text))] for text in texts]))
        kept = (ids != pad).float()
        with torch.autocast("cpu", torch.bfloat16):
            states = self.bert(input_ids=ids, attention_mask=kept).last_hidden_state
        weights = (self.weights()[ids] * kept).unsqueeze(2)
        return F.normalize((states.float() * weights).sum(dim=1), dim=1)


def save_transformer(folder: Path, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Write a transformer, word weights and mean pooling as sentence-transformers reads them; it computes in full precision."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer, WordWeights
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer.from_str(tokenizer.to_str())
    special = {"pad_token": "[PAD]", "mask_token": "[MASK]"}  # in the order of ``masked.PAD`` and ``masked.MASK``
    tokenizer.add_special_tokens(list(special.values()))
    if tokenizer.token_to_id("[PAD]") != encoder.bert.config.pad_token_id:
        raise ValueError("the tokenizer is not the one this transformer was pretrained with")
    with tempfile.TemporaryDirectory() as inner:
        encoder.bert.save_pretrained(inner)
        known = {"unk_token": UNKNOWN, **special}
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=LONGEST, **known).save_pretrained(inner)
        transformer = Transformer(inner, max_seq_length=LONGEST)
    with torch.no_grad():
        for unused in transformer.model.pooler.parameters():
            unused.zero_()
    vocabulary = [tokenizer.id_to_token(n) for n in range(tokenizer.get_vocab_size())]
    weights = {token: round(float(weight), 5) for token, weight in zip(vocabulary, encoder.weights().detach(), strict=True)}
    modules = [transformer, WordWeights(vocabulary, weights), Pooling(encoder.bert.config.hidden_size)]
    SentenceTransformer(modules=modules, device="cpu", similarity_fn_name="cosine").save(str(folder), create_model_card=False)
    for path in folder.rglob("model.safetensors"):
        tensors = load_file(str(path))
        save_file({name: table.astype(np.float16) for name, table in tensors.items()}, str(path), {"format": "pt"})


if __name__ == "__main__":
    main()
