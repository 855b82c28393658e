"""What the training commands share: texts to token ids, the static model read and written, a clock."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from initial import Floats, Ids
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from kb.indexing.embedding import unit

LONGEST = 256


def save(folder: Path, tokenizer: Tokenizer, vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> None:
    """Write the model as sentence-transformers reads it: vectors in half precision, whose weights of one make it compute in full."""
    inner = folder / "0_StaticEmbedding"
    inner.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(inner / "tokenizer.json"), pretty=False)
    tensors = {"embeddings": vectors.astype(np.float16), "weights": np.ones(len(vectors), dtype=np.float32)}
    save_file(tensors, str(inner / "model.safetensors"))
    modules = [{"idx": 0, "name": "0", "path": inner.name, "type": "sentence_transformers.models.StaticEmbedding"}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=1) + "\n", encoding="utf-8")
    config = {"similarity_fn_name": "cosine", "prompts": {}, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def load_static(folder: Path) -> tuple[Tokenizer, Floats]:
    """The tokenizer and the token vectors of a model that ``save`` wrote."""
    inner = folder / "0_StaticEmbedding"
    vectors = load_file(str(inner / "model.safetensors"))["embeddings"]
    return Tokenizer.from_file(str(inner / "tokenizer.json")), vectors.astype(np.float32)


def ids_of(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """The token ids of each text, at most ``LONGEST``; one unknown token for a text without any."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.asarray(e.ids[:LONGEST] or [0], dtype=np.int64) for e in encodings]


def pair_ids(tokenizer: Tokenizer, rows: Sequence[tuple[str, str]]) -> list[tuple[Ids, Ids]]:
    """The token ids of both sides of each pair."""
    return list(zip(ids_of(tokenizer, [a for a, _ in rows]), ids_of(tokenizer, [b for _, b in rows]), strict=True))


def static_encoder(tokenizer: Tokenizer, vectors: Floats) -> Callable[[Sequence[str]], Floats]:
    """What gives texts the unit vectors of a static model."""

    def encode(texts: Sequence[str]) -> Floats:
        return unit(np.stack([vectors[ids].mean(axis=0) for ids in ids_of(tokenizer, texts)]))

    return encode


def clock() -> Callable[[str], None]:
    """Something that prints words after the seconds since now."""
    started = time.perf_counter()

    def say(words: str) -> None:
        print(f"{time.perf_counter() - started:6.0f} s  {words}", flush=True)

    return say
