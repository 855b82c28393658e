"""Embedding models: our own static one in numpy, any other through sentence-transformers.

A static model is a matrix and a tokenizer; reading it without torch keeps a cold question fast. Both
paths give the same vectors, which a test holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from kb.errors import ModelError

Matrix = npt.NDArray[np.float32]
EMBEDDED = Path(__file__).resolve().parents[2] / "training" / "model"
"""The model this project trained, used unless another is named."""

_KNOWN_PROMPTS = ((re.compile(r"(^|[/_-])e5([-_]|$)", re.IGNORECASE), {"query": "query: ", "passage": "passage: "}),)
_PASSAGE_NAMES = ("passage", "document", "corpus")
_ODD_BLANKS = "\x1c\x1d\x1e\x1f"
"""Blanks to Python, not to tokenizers."""
_WORDS_REMEMBERED = 200_000
_FEW = 4
"""So many texts are summed up one by one: to begin with more takes as long as a question."""


class Embedder(Protocol):
    """What turns texts into unit vectors; two embedders agree only if their fingerprints do."""

    name: str
    fingerprint: str
    dim: int
    prompts: dict[str, str]

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions, shape (n, dim), float32, each of length 1 or all zero."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of passages, shape (n, dim), float32, each of length 1 or all zero."""
        ...


def load_embedder(name: str = "") -> Embedder:
    """Load the embedded model, or the one in a folder, or one of a hub by its name.

    Raises:
        ModelError: If it cannot be loaded; says what was tried.
    """
    folder = Path(name) if name else EMBEDDED
    if folder.is_dir():
        return StaticEmbedder(folder) if _is_static(folder) else TransformerEmbedder(str(folder))
    if not name:
        raise ModelError(f"model bawaan tidak ada di {EMBEDDED}; pasang ulang, atau sebut model lain dengan --model")
    return TransformerEmbedder(name)


class _Module(msgspec.Struct):
    """One entry of ``modules.json``; other keys are ignored."""

    type: str
    path: str = ""


def _modules(folder: Path) -> list[_Module]:
    path = folder / "modules.json"
    if not path.is_file():
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[_Module])
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ModelError(f"{path}: rusak ({error}); salin ulang folder modelnya") from error


def _is_static(folder: Path) -> bool:
    kinds = [module.type.rsplit(".", 1)[-1] for module in _modules(folder)]
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


def _module_folder(folder: Path) -> Path:
    first = _modules(folder)[0].path
    inner = (folder / first).resolve()
    if not inner.is_relative_to(folder.resolve()):
        raise ModelError(f"{folder}: modules.json menunjuk ke luar foldernya ({first!r})")
    return inner


def _declared_prompts(folder: Path) -> dict[str, str]:
    """The prompts a model folder declares for queries and passages, {} where it declares none."""
    config = folder / "config_sentence_transformers.json"
    prompts = json.loads(config.read_text(encoding="utf-8")).get("prompts", {}) if config.is_file() else {}
    return _query_and_passage(prompts)


def _query_and_passage(prompts: dict[str, str | None]) -> dict[str, str]:
    declared = {name: prompt for name, prompt in prompts.items() if prompt}
    passage = next((declared[name] for name in _PASSAGE_NAMES if name in declared), "")
    return {"query": declared.get("query", ""), "passage": passage} if declared.get("query") or passage else {}


def _fingerprint(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _vectors(tensors: dict[str, Any]) -> Matrix:
    """The token vectors of a static model, in either form sentence-transformers reads."""
    if "embeddings" in tensors and "weights" in tensors:
        return np.asarray(tensors["embeddings"], dtype=np.float32) * np.asarray(tensors["weights"], dtype=np.float32)[:, None]
    return np.asarray(tensors["embedding.weight"], dtype=np.float32)


def _loaded(path: Path, load: Callable[[], Any]) -> Any:
    """What a library makes of a model's file; any fault of it is told in one line."""
    try:
        return load()
    except Exception as error:  # the libraries raise types of their own for damaged files
        raise ModelError(f"{path}: rusak atau tidak lengkap ({str(error)[:120]!r}); salin ulang folder modelnya") from error


class _Part(msgspec.Struct):
    """One step of a tokenizer's file; other keys are ignored."""

    type: str = ""
    content: str = ""
    normalizers: list[_Part] = []
    pretokenizers: list[_Part] = []

    @property
    def only_changes_letters(self) -> bool:
        """Whether a normalizer leaves blanks where they are, or makes more of them."""
        if self.type == "Sequence":
            return all(part.only_changes_letters for part in self.normalizers)
        return self.type in ("", "NFC", "NFD", "NFKC", "NFKD", "StripAccents", "Lowercase") or (self.type, self.content) == ("Replace", " ")


class _TokenizerFile(msgspec.Struct):
    """What of a ``tokenizer.json`` says whether words are cut up each by itself."""

    truncation: dict[str, Any] | None = None
    added_tokens: list[Any] = []
    normalizer: _Part | None = None
    pre_tokenizer: _Part | None = None


def _word_by_word(path: Path) -> bool:
    """Whether a tokenizer changes letters only and then splits at blanks: a word's tokens are then the same in every text."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_TokenizerFile)
    except msgspec.DecodeError:
        return False
    cut = file.pre_tokenizer or _Part()
    first = cut.pretokenizers[0] if cut.pretokenizers else cut
    plain = not file.truncation and not file.added_tokens and (file.normalizer or _Part()).only_changes_letters
    return plain and first.type == "WhitespaceSplit"


class _WordTokens(dict[str, list[int]]):
    """The tokens of words, each cut up when it is first asked for; the first that are met are remembered, mostly the frequent ones."""

    def __init__(self, tokenizer: Any) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> list[int]:
        tokens = list(self._tokenizer.encode(word, add_special_tokens=False).ids)
        if len(self) < _WORDS_REMEMBERED:
            self[word] = tokens
        return tokens


class StaticEmbedder:
    """A sentence-transformers StaticEmbedding read with numpy: the mean of the vectors of a text's tokens.

    Where its tokenizer takes words one by one, a word that is remembered is cut up once.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        inner = _module_folder(folder)
        files = [inner / "tokenizer.json", inner / "model.safetensors"]
        for path in files:
            if not path.is_file():
                raise ModelError(f"{folder}: {path.name} tidak ada; model statis memerlukan tokenizer.json dan model.safetensors")
        self._tokenizer = _loaded(files[0], lambda: Tokenizer.from_file(str(files[0])))
        self._tokenizer.no_padding()
        self._vectors = _loaded(files[1], lambda: _vectors(load_file(str(files[1]))))
        self.folder = folder
        self.name = "bawaan" if folder.resolve() == EMBEDDED.resolve() else folder.name
        self.fingerprint = _fingerprint(files)
        self.dim = int(self._vectors.shape[1])
        self.prompts = _declared_prompts(folder)
        self._words = _WordTokens(self._tokenizer) if _word_by_word(files[0]) else None
        if self._tokenizer.get_vocab_size() > len(self._vectors):
            raise ModelError(
                f"{folder}: {self._tokenizer.get_vocab_size()} token tetapi {len(self._vectors)} vektor; berkas model tidak sepasang"
            )

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions, under the model's query prompt where it declares one."""
        return self._encode([self.prompts.get("query", "") + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of passages, under the model's passage prompt where it declares one."""
        return self._encode([self.prompts.get("passage", "") + text for text in texts])

    def _encode(self, texts: Sequence[str]) -> Matrix:
        ids = self._ids(texts)
        lengths = np.array([max(1, len(row)) for row in ids], dtype=np.float32)
        return unit(self._sums(ids) / lengths[:, None])

    def _sums(self, ids: Sequence[Sequence[int]]) -> Matrix:
        """The sum of the vectors of each text's tokens, added in their order: the same bits in any company."""
        if len(ids) <= _FEW:
            return np.array([np.add.reduce(self._vectors.take(row, axis=0), axis=0) for row in ids], np.float32).reshape(-1, self.dim)
        ends = np.cumsum([0, *map(len, ids)], dtype=np.int32)
        tokens = np.fromiter(chain.from_iterable(ids), dtype=np.int32, count=int(ends[-1]))
        once = np.ones(len(tokens), dtype=np.float32)
        return np.asarray(csr_array((once, tokens, ends), shape=(len(ids), len(self._vectors))) @ self._vectors, dtype=np.float32)

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text."""
        letters = "".join(texts)
        if self._words is None or any(blank in letters for blank in _ODD_BLANKS):
            return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        tokens = self._words.__getitem__
        return [list(chain.from_iterable(map(tokens, text.split()))) for text in texts]


class TransformerEmbedder:
    """Any model sentence-transformers can load, with the prompts it declares for queries and passages."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu", trust_remote_code=False)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"model {name!r} tidak dapat dimuat ({str(error).splitlines()[0][:160]}); "
                "sebut folder model, atau nama hub pada mesin yang terhubung ke jaringan"
            ) from error
        self.name = Path(name).name if Path(name).is_dir() else name
        self.dim = int(self._model.get_embedding_dimension() or 0)
        known = next((dict(prompts) for pattern, prompts in _KNOWN_PROMPTS if pattern.search(name)), {})
        self.prompts = _query_and_passage(dict(self._model.prompts or {})) or known
        self.fingerprint = self._probe()

    def _probe(self) -> str:
        """A mark of the model's weights: what it says of one sentence, so that a hub revision is noticed."""
        vector = self._encode(["Pegawai ASN wajib menjaga netralitas."], "")[0]
        return hashlib.sha256(np.round(vector, 3).tobytes()).hexdigest()[:16]

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions, under the model's query prompt."""
        return self._encode(texts, self.prompts.get("query", ""))

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of passages, under the model's passage prompt."""
        return self._encode(texts, self.prompts.get("passage", ""))

    def _encode(self, texts: Sequence[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model.encode(list(texts), prompt=prompt or None, convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(vectors, dtype=np.float32))


def unit(vectors: Matrix) -> Matrix:
    """Rows scaled to length 1; a row of zeros stays so.

    >>> unit(np.array([[3, 4], [0, 0]], dtype=np.float32))
    array([[0.6, 0.8],
           [0. , 0. ]], dtype=float32)
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0), dtype=np.float32)
