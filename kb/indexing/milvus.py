"""Vectors and words on Milvus, through its own client: an embedded file or a cluster, told apart by the address alone.

A generation is one collection. A chunk is one row: its vector, its words with their BM25 scores as a sparse
vector, and the kind and region of its instrument; rows are partitioned by kind. A question's words are a sparse
vector of what each counts, so that the inner product is the BM25 score.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from kb.errors import IndexCorrupt, IndexUnusable
from kb.indexing.embedding import Matrix
from kb.indexing.lexical import Vector
from kb.indexing.vectors import Half, Ids

_MOST_HITS = 16_384  # the most Milvus gives for one search
_BATCH = 1000
_NO_WORD = 0  # a row without words needs one; those of the vocabulary are counted from 1
_TEXT = 256


class Row(NamedTuple):
    """What is kept of a chunk beside its vector: its words' scores, and the kind and region of its instrument."""

    words: dict[int, float]
    jenis: str
    wilayah: str


def connect(uri: str) -> Any:
    """A client for a cluster's address or an embedded file's path; ``MILVUS_TOKEN`` signs in where the cluster asks for it.

    Raises:
        IndexUnusable: If the client is not installed or does not reach the address.
    """
    try:
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException
    except ImportError as error:
        raise IndexUnusable('penyimpanan milvus memerlukan pustakanya; pasang dengan: pip install "kb-netralitas-asn[milvus]"') from error
    try:
        return MilvusClient(uri, token=os.environ.get("MILVUS_TOKEN", ""))
    except (MilvusException, OSError, ValueError) as error:
        raise IndexUnusable(f"milvus {uri}: tidak dapat dihubungi ({str(error)[:160]}); periksa alamatnya dan MILVUS_TOKEN") from error


class MilvusStore:
    """The vectors of one collection, searched exactly as far as its index is exact."""

    def __init__(self, client: Any, collection: str, count: int) -> None:
        self._client, self._collection, self._count = client, collection, count

    @classmethod
    def build(cls, uri: str, collection: str, vectors: Matrix | Half, rows: Iterable[Row]) -> MilvusStore:
        """Make the collection anew and fill it; ``rows`` has one for each vector."""
        client = connect(uri)
        if client.has_collection(collection):
            client.drop_collection(collection)
        _create(client, collection, vectors.shape[1])
        numbered = enumerate(zip(vectors.astype(np.float32), rows, strict=True))
        while batch := [_row(number, vector, row) for number, (vector, row) in islice(numbered, _BATCH)]:
            client.insert(collection, batch)
        client.flush(collection)
        return cls(client, collection, len(vectors))

    @classmethod
    def open(cls, uri: str, collection: str, count: int) -> MilvusStore:
        """Open a collection that ``build`` made.

        Raises:
            IndexUnusable: If it cannot be reached.
            IndexCorrupt: If it is not there or does not have ``count`` rows.
        """
        client = connect(uri)
        if not client.has_collection(collection):
            raise IndexCorrupt(f"milvus {uri}: koleksi {collection} tidak ada; bangun dengan: kb build --store milvus:{uri}")
        client.load_collection(collection)
        found = int(client.query(collection, filter="", output_fields=["count(*)"])[0]["count(*)"])
        if found != count:
            raise IndexCorrupt(
                f"milvus {uri}: koleksi {collection} berisi {found} baris, seharusnya {count}; bangun dengan: kb build --store milvus:{uri}"
            )
        return cls(client, collection, count)

    def search(self, queries: Matrix, k: int) -> tuple[Matrix, Ids]:
        """Scores and ids, best first, ties by id."""
        most = min(k, self._count, _MOST_HITS)
        if most == 0:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        found = self._client.search(
            self._collection, queries.tolist(), anns_field="vector", limit=most, output_fields=["id"], search_params={"metric_type": "IP"}
        )
        scores = np.array([[hit["distance"] for hit in hits] for hits in found], dtype=np.float32)
        ids = np.array([[hit["id"] for hit in hits] for hits in found], dtype=np.int64)
        order = np.lexsort((ids, -scores), axis=1)
        return np.take_along_axis(scores, order, 1), np.take_along_axis(ids, order, 1)

    def rows(self, ids: Ids) -> Matrix:
        """The vectors with these ids."""
        wanted = [int(number) for number in ids]
        found: dict[int, Any] = {}
        for batch in _batches(wanted):
            found |= {row["id"]: row["vector"] for row in self._client.get(self._collection, batch, output_fields=["id", "vector"])}
        return np.array([found[number] for number in wanted], dtype=np.float32)

    def scores(self, words: Mapping[int, float]) -> Vector:
        """The sum of some words' scores for each chunk, each times what it counts, the best 16,384 where more have one."""
        out = np.zeros(self._count, dtype=np.float32)
        if words and self._count:
            asked = {word + 1: float(counts) for word, counts in words.items()}
            most = min(self._count, _MOST_HITS)
            found = self._client.search(
                self._collection, [asked], anns_field="words", limit=most, output_fields=["id"], search_params={"metric_type": "IP"}
            )
            for hit in found[0]:
                out[hit["id"]] = hit["distance"]
        return out


def _create(client: Any, collection: str, dim: int) -> None:
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("jenis", DataType.VARCHAR, max_length=_TEXT, is_partition_key=True)
    schema.add_field("wilayah", DataType.VARCHAR, max_length=_TEXT)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dim)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="FLAT", metric_type="IP")
    indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    client.create_collection(collection, schema=schema, index_params=indexes, consistency_level="Strong")


def _row(number: int, vector: Matrix, row: Row) -> dict[str, Any]:
    words = {word + 1: score for word, score in row.words.items()} or {_NO_WORD: 1.0}
    return {"id": number, "vector": vector.tolist(), "words": words, "jenis": row.jenis[:_TEXT], "wilayah": row.wilayah[:_TEXT]}


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]
