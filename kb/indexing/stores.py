"""Which store keeps an index's vectors and postings, by its name: ``faiss``, files beside the rest; or ``milvus:ADDRESS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.errors import QuestionError
from kb.indexing.lexical import Bm25Postings, LexicalIndex
from kb.indexing.milvus import MilvusStore, Row
from kb.indexing.vectors import FaissStore, Half, VectorStore

FAISS = "faiss"
_MILVUS = "milvus:"
VECTORS = "vectors.faiss"
_WORDS = "lexical"


def named(store: str) -> str:
    """A store's name as it is kept: the path of an embedded Milvus made whole.

    Raises:
        QuestionError: If there is none of that name.

    >>> named("faiss"), named("milvus:http://db:19530")
    ('faiss', 'milvus:http://db:19530')
    """
    uri = store.removeprefix(_MILVUS)
    if store == FAISS or (uri != store and "://" in uri):
        return store
    if uri != store and uri.endswith(".db"):
        return f"{_MILVUS}{Path(uri).resolve()}"
    raise QuestionError(
        f"penyimpanan {store!r} tidak dikenal; yang ada: faiss, milvus:BERKAS.db (tertanam), milvus:http://ALAMAT:19530 (kluster)"
    )


def write_store(
    store: str, generation: str, folder: Path, vectors: Half, index_words: Callable[[], LexicalIndex], places: Iterable[tuple[str, str]]
) -> None:
    """Keep vectors and words, which are indexed meanwhile; ``places`` are each chunk's kind and region, for a store that parts them."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        held = beside.submit(FaissStore.build, vectors) if store == FAISS else None
        words = index_words()
        if held:
            held.result().save(folder / VECTORS)
    if store != FAISS and isinstance(words.postings, Bm25Postings):
        rows = (Row(of, jenis, wilayah) for of, (jenis, wilayah) in zip(words.postings.by_chunk(), places, strict=True))
        words = words.kept_by(MilvusStore.build(store.removeprefix(_MILVUS), _collection(generation), vectors, rows))
    words.save(folder / _WORDS)


def open_store(store: str, generation: str, folder: Path, chunks: int) -> tuple[LexicalIndex, VectorStore]:
    """Open what ``write_store`` kept of a generation of so many chunks.

    Raises:
        IndexUnusable: If the store cannot be reached.
        IndexCorrupt: If it does not hold the generation whole.
    """
    if store == FAISS:
        return LexicalIndex.load(folder / _WORDS), FaissStore.load(folder / VECTORS)
    milvus = MilvusStore.open(store.removeprefix(_MILVUS), _collection(generation), chunks)
    return LexicalIndex.load(folder / _WORDS, milvus), milvus


def column(folder: Path, name: str) -> npt.NDArray[np.int32]:
    """An array over chunks, memory-mapped; a plain array, whose parts are not each wrapped as a memory map."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"), dtype=np.int32).view(np.ndarray)


def _collection(generation: str) -> str:
    return "_".join(["kb", *generation.split("-")[:2]])  # one that was built again holds the same
