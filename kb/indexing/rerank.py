"""Cross-encoders: models that read a question and a text together and say how well the one answers the other.

Slower than comparing vectors, so only the first articles of a ranking are read by one, and only where a person
asks for it. Nothing of torch is loaded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError

Scores = npt.NDArray[np.float64]


class Reranker(Protocol):
    """What says how well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the question, from 0 to 1, shape (n,)."""
        ...


def load_reranker(name: str) -> Reranker:
    """Load the cross-encoder in a folder, or one of a hub by its name.

    Raises:
        ModelError: If it cannot be loaded, or gives no single score; says what was tried.
    """
    return CrossEncoderReranker(name)


class CrossEncoderReranker:
    """Any cross-encoder of one score that sentence-transformers can load; code of its author is never run."""

    def __init__(self, name: str) -> None:
        from huggingface_hub.constants import HF_HUB_OFFLINE
        from sentence_transformers import CrossEncoder
        from transformers import AutoConfig

        self.name = name
        local = HF_HUB_OFFLINE or Path(name).is_dir()
        try:
            fault = _fault(AutoConfig.from_pretrained(name, trust_remote_code=False, local_files_only=local))
            if not fault:
                self._model = CrossEncoder(name, device="cpu", trust_remote_code=False, local_files_only=local)
        except Exception as error:  # the libraries raise types of their own for damaged files
            raise ModelError(
                f"model pembanding {name!r} tidak dapat dimuat ({(str(error).splitlines() or [''])[0][:160]}); "
                "sebut folder cross-encoder, atau nama hub pada mesin yang terhubung ke jaringan"
            ) from error
        if fault:
            raise ModelError(f"model pembanding {name!r} {fault}; sebut cross-encoder dengan satu skor, bukan model embedding")

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the question, the sigmoid of the model's own score, shape (n,).

        Raises:
            ModelError: If the model gives something that is no number.
        """
        if not texts:
            return np.zeros(0)
        from torch import nn

        pairs = [(question, text) for text in texts]
        raw = np.asarray(self._model.predict(pairs, activation_fn=nn.Identity(), show_progress_bar=False), dtype=np.float64)
        if not np.isfinite(raw).all():
            raise ModelError(f"model pembanding {self.name!r} memberi skor yang bukan bilangan; salin ulang modelnya, atau tanpa --rerank")
        return sigmoid(raw)


def _fault(config: Any) -> str:
    """Why a model of this configuration cannot compare, "" where it can: without a trained head its scores would be chance."""
    kinds = config.architectures or []
    if not any(kind.endswith("ForSequenceClassification") for kind in kinds):
        return f"tidak punya kepala penilai ({', '.join(kinds) or 'arsitektur tidak disebut'})"
    return "" if config.num_labels == 1 else f"memberi {config.num_labels} skor, bukan satu"


def sigmoid(scores: npt.ArrayLike) -> Scores:
    """Scores of any size between 0 and 1, in the same order.

    >>> sigmoid([-1000, 0, 1000]).round(3)
    array([0. , 0.5, 1. ])
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -500, 500))), dtype=np.float64)
