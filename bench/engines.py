"""The search engines that ``bench.peers`` measures: each takes the same texts and answers with their positions.

An engine is a class with ``build(texts)`` and ``search(question) -> positions``, best first, ten at most. Each is used
as its own documentation begins, with the project's embedding model where it embeds.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kb.indexing.embedding import EMBEDDED, load_embedder

K = 10
_WORD = re.compile(r"\w+")


class Engine(Protocol):
    """What a peer must do."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""

    def search(self, question: str) -> list[int]:
        """The positions of the best texts, best first."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


class RankBm25:
    """rank-bm25: BM25Okapi over lower-case words."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        from rank_bm25 import BM25Okapi

        self.index = BM25Okapi([_words(text) for text in texts])

    def search(self, question: str) -> list[int]:
        """The best texts."""
        scores = self.index.get_scores(_words(question))
        return [int(i) for i in np.argsort(-scores)[:K]]


class Bm25s:
    """bm25s alone, its own tokenizer."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        import bm25s

        self.index = bm25s.BM25()
        self.index.index(bm25s.tokenize(list(texts), stopwords=None, show_progress=False), show_progress=False)

    def search(self, question: str) -> list[int]:
        """The best texts."""
        import bm25s

        tokens = bm25s.tokenize([question], stopwords=None, show_progress=False, return_ids=False)
        found, _ = self.index.retrieve(tokens, k=K, show_progress=False)
        return [int(i) for i in found[0]]


class SqliteFts5:
    """SQLite's full-text search, any of the question's words, by its own BM25."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        self.folder = tempfile.TemporaryDirectory()
        self.db = sqlite3.connect(Path(self.folder.name) / "fts.db")
        self.db.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='')")
        self.db.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
        self.db.commit()

    def search(self, question: str) -> list[int]:
        """The best texts."""
        query = " OR ".join(f'"{word}"' for word in _words(question))
        rows = self.db.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (query, K))
        return [int(row[0]) for row in rows]


class PostgresFts:
    """PostgreSQL's full-text search in its Indonesian configuration, a server of Debian's started for the run."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        import psycopg

        self.folder = Path(tempfile.mkdtemp(prefix="kb-pg-"))
        shutil.chown(self.folder, "postgres")
        binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
        data, log = self.folder / "data", self.folder / "log"
        self._as_postgres(binaries / "initdb", "-D", data, "-E", "UTF8", "--locale=C")
        options = f"-k {self.folder} -c listen_addresses='' -c shared_buffers=512MB -c maintenance_work_mem=512MB"
        self._as_postgres(binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        self.stop = lambda: self._as_postgres(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        self.db = psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True)
        self.db.execute("CREATE UNLOGGED TABLE texts (id int, words tsvector)")
        with self.db.cursor() as cursor:
            for start in range(0, len(texts), 5000):
                rows = [(start + i, text.replace("\0", " ")) for i, text in enumerate(texts[start : start + 5000])]
                cursor.executemany("INSERT INTO texts VALUES (%s, to_tsvector('indonesian', %s))", rows)
        self.db.execute("CREATE INDEX ON texts USING gin (words)")
        self.db.execute("ANALYZE texts")

    def _as_postgres(self, *command: object) -> None:
        subprocess.run(["/usr/sbin/runuser", "-u", "postgres", "--", *map(str, command)], check=True, capture_output=True, cwd="/")

    def search(self, question: str) -> list[int]:
        """The best texts."""
        query = " | ".join(_words(question))
        sql = """SELECT id FROM texts, to_tsquery('indonesian', %s) AS asked WHERE words @@ asked
                 ORDER BY ts_rank(words, asked) DESC LIMIT 10"""
        return [int(row[0]) for row in self.db.execute(sql, (query,))]

    def close(self) -> None:
        """Stop the server."""
        self.db.close()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class LlamaIndexFaiss:
    """A LlamaIndex pipeline with FAISS, the project's model read by sentence-transformers.

    Its own class for such models refuses a static one (a length without a limit), so a class of eight lines stands in.
    """

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.base.embeddings.base import BaseEmbedding
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.faiss import FaissVectorStore

        encode = self._encoder()

        class Embedding(BaseEmbedding):
            def _get_query_embedding(self, query: str) -> list[float]:
                return encode([query])[0].tolist()

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

            def _get_text_embedding(self, text: str) -> list[float]:
                return encode([text])[0].tolist()

            def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
                return encode(texts).tolist()

        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(load_embedder().dim))
        nodes = [TextNode(text=text, id_=str(i)) for i, text in enumerate(texts)]
        context = StorageContext.from_defaults(vector_store=store)
        index = VectorStoreIndex(nodes, storage_context=context, embed_model=Embedding(embed_batch_size=512))
        self.retriever = index.as_retriever(similarity_top_k=K)

    def _encoder(self) -> Callable[[list[str]], Any]:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(EMBEDDED), device="cpu")
        return lambda texts: model.encode(texts, normalize_embeddings=True)

    def search(self, question: str) -> list[int]:
        """The best texts."""
        return [int(hit.node.node_id) for hit in self.retriever.retrieve(question)]


class LlamaIndexOurEncoder(LlamaIndexFaiss):
    """The same with the project's own reader of the model lent to it."""

    def _encoder(self) -> Callable[[list[str]], Any]:
        return load_embedder().encode_passages


class TxtaiHybrid:
    """txtai's hybrid of BM25 and vectors, the project's model read as its documentation says."""

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        from txtai import Embeddings

        self.index: Any = Embeddings(hybrid=True, **self._model())
        self.index.index((i, text, None) for i, text in enumerate(texts))

    def _model(self) -> dict[str, Any]:
        return {"path": str(EMBEDDED), "method": "sentence-transformers", "gpu": False}

    def search(self, question: str) -> list[int]:
        """The best texts."""
        return [int(number) for number, _ in self.index.search(question, K)]


class TxtaiOurEncoder(TxtaiHybrid):
    """The same with the project's own reader of the model."""

    def _model(self) -> dict[str, Any]:
        model = load_embedder()
        return {"method": "external", "transform": lambda batch: model.encode_passages(list(batch))}


ENGINES: dict[str, type[Any]] = {
    "rank-bm25": RankBm25,
    "bm25s": Bm25s,
    "sqlite-fts5": SqliteFts5,
    "postgresql": PostgresFts,
    "llamaindex-faiss": LlamaIndexFaiss,
    "llamaindex-ours": LlamaIndexOurEncoder,
    "txtai-hybrid": TxtaiHybrid,
    "txtai-ours": TxtaiOurEncoder,
}
