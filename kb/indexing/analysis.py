"""The stems and vectors of chunks, by processes beside the build's own: ``python -m kb.indexing.analysis MODEL``.

What a chunk's stems are and where its vector points depends on nothing but its text, so that every processor can work
them out. Of a few chunks the build does so itself: starting a process costs more.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec
import numpy as np

from kb import child
from kb.child import Child, ahead, processors
from kb.errors import IndexUnusable
from kb.indexing.embedding import Embedder, StaticEmbedder
from kb.indexing.stems import Stems

FEW = 20_000
"""Up to so many chunks are analysed by the build itself."""
_AHEAD = 3  # batches each process has before it


class Asked(msgspec.Struct, array_like=True):
    """Some chunks, each as the pieces of its text, and the texts to embed."""

    chunks: list[tuple[str, ...]]
    embed: list[str]


class Told(msgspec.Struct, array_like=True):
    """What is known of some chunks.

    ``stems`` are those that this analyst met for the first time; ``numbers`` is each chunk's stems, int32, by the order in
    which the analyst met them, ``lengths`` how many each has; ``vectors`` those of the texts to embed, float16, row by row.
    """

    stems: list[str]
    numbers: bytes
    lengths: list[int]
    vectors: bytes
    analyst: int = 0


class Analyst:
    """Numbers stems in an order of its own, and embeds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._stems = embedder, Stems()

    def analyse(self, asked: Asked) -> Told:
        """What is known of some chunks."""
        known = len(self._stems)
        found = [self._stems.of_texts(*pieces) for pieces in asked.chunks]
        vectors = self._embedder.encode_passages(asked.embed) if asked.embed else np.zeros(0, dtype=np.float32)
        numbers = b"".join(some.tobytes() for some in found)
        return Told(self._stems.since(known), numbers, list(map(len, found)), vectors.astype(np.float16).tobytes())


def analysed(asked: Iterable[Asked], embedder: Embedder) -> Iterator[Told]:
    """What is known of some chunks and then of some more, in the order asked; some batches are asked ahead.

    Raises:
        IndexUnusable: If a process ended over its work.
    """
    batches, done, here = iter(asked), 0, Analyst(embedder)
    for batch in batches:
        yield here.analyse(batch)
        done += len(batch.chunks)
        if done >= FEW and processors() > 1 and isinstance(embedder, StaticEmbedder):
            yield from _by_others(batches, embedder.folder, processors() - 1)


def _by_others(batches: Iterator[Asked], model: Path, count: int) -> Iterator[Told]:
    with ExitStack() as stack:
        others = [stack.enter_context(closing(Child(__name__, str(model)))) for _ in range(count)]
        turns = [stack.enter_context(ThreadPoolExecutor(max_workers=1)) for _ in others]  # one at a time is before each
        begun = (turns[n % count].submit(_ask, others[n % count], batch, n % count + 1) for n, batch in enumerate(batches))
        yield from ahead(begun, _AHEAD * count)


def _ask(other: Child, batch: Asked, number: int) -> Told:
    packed = other.ask(msgspec.msgpack.encode(batch))
    if packed is None:
        raise IndexUnusable(f"proses pembantu berhenti (kode {other.close()}); mungkin memori habis; jalankan lagi: kb build")
    told = msgspec.msgpack.decode(packed, type=Told)
    told.analyst = number
    return told


def main() -> None:
    """Answer until nobody asks any more."""
    gc.disable()  # nothing made here refers to itself
    analyst = Analyst(StaticEmbedder(Path(sys.argv[1])))
    for packed in child.asked():
        child.answer(msgspec.msgpack.encode(analyst.analyse(msgspec.msgpack.decode(packed, type=Asked))))


if __name__ == "__main__":
    main()
