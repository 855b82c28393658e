"""Texts prepared for the index one after another: by processes beside where there are many, and what did not change not again.

``python -m kb.preparing MODEL DIGESTS``, the process, is told the names of instruments first and then answers each
``Asked`` with an ``Answer``. What it answered is kept beside the index but for the vectors, which stand in the index already.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from kb import child
from kb.child import processors
from kb.crew import Crew, Helper
from kb.errors import IndexUnusable
from kb.gather import TEXTS, Gathered
from kb.indexing.embedding import Embedder, StaticEmbedder
from kb.indexing.generation import current, read_manifest, sha256_of
from kb.indexing.reuse import Embedded, Known, Remembered, digests_in
from kb.indexing.stores import VECTORS, open_store
from kb.keeping import Kept, code_of
from kb.prepared import Asked, Prepared, Preparer

_AHEAD = 3  # texts for each process
_CODE = ("*.py", "law/*", "read/*", "indexing/*")


class Unit(NamedTuple):
    """What is to be prepared, and where it stands: so many clauses ``before`` it, of which instrument."""

    asked: Asked
    before: int
    key: str = ""


class Answer(msgspec.Struct, array_like=True):
    """A ``Prepared``, pressed together, and its vectors."""

    prepared: bytes
    embedded: Embedded


class Preparing:
    """Prepares the texts of one build.

    Args:
        embedder: The embedding model.
        names: Names people use for instruments.
        index: The index whose vectors are taken over, and beside which is kept what was prepared; None for neither.
    """

    def __init__(self, embedder: Embedder, names: Sequence[str] = (), index: Path | None = None) -> None:
        self._embedder, self._names, self._index = embedder, names, index
        told = (embedder.fingerprint, sorted(embedder.prompts.items()), list(names))
        self._salt = code_of(*_CODE) + hashlib.sha256(repr(told).encode("utf-8", "replace")).digest()
        self._digests: Path | None = None
        self._remembered: Remembered | None = None
        if index:
            self._digests, self._remembered = _remembered_of(index)

    def gathered(self) -> Gathered:
        """Where what is prepared is gathered."""
        return Gathered(self._embedder.dim, self._remembered)

    def prepared(self, units: Iterable[Unit], few: bool) -> Iterator[tuple[Unit, Prepared, Embedded]]:
        """Each text prepared, in order; ``few`` are prepared here.

        Raises:
            IndexUnusable: If a process ended over its work.
        """
        with ExitStack() as stack:
            kept = stack.enter_context(closing(Kept(self._index, "prepared")))
            helpers = [] if few else [stack.enter_context(closing(helper)) for helper in self._helpers()]
            here = _Here(Preparer(self._embedder, self._remembered.known if self._remembered else None, self._names))
            crew = stack.enter_context(Crew[_Here | Helper](helpers or [here], _AHEAD))
            for unit, made, vectors in crew.each(lambda unit: self._kept_or_made(unit, kept, crew), units):
                yield unit, msgspec.msgpack.decode(made, type=Prepared), vectors
            kept.forget_others()

    def _helpers(self) -> list[Helper]:
        """A process for each processor, where the model is one that they can read."""
        if not isinstance(self._embedder, StaticEmbedder):
            return []
        arguments, told = (str(self._embedder.folder), str(self._digests or "")), msgspec.msgpack.encode(list(self._names))
        return [Helper(__name__, *arguments, told=told) for _ in range(processors())]

    def _kept_or_made(self, unit: Unit, kept: Kept, crew: Crew[_Here | Helper]) -> tuple[Unit, bytes, Embedded]:
        asked = msgspec.msgpack.encode(unit.asked)
        key = hashlib.sha256(self._salt + asked).digest()
        if data := kept.find(key):
            with suppress(ValueError, zlib.error):  # what is none is made anew
                answer = msgspec.msgpack.decode(data, type=Answer)
                if self._remembers(answer.embedded):
                    return unit, zlib.decompress(answer.prepared), answer.embedded
        with crew.one() as maker:
            answer = msgspec.msgpack.decode(maker.ask(asked), type=Answer)
        kept.keep(key, msgspec.msgpack.encode(Answer(answer.prepared, Embedded(answer.embedded.digests, b"", b""))))
        return unit, zlib.decompress(answer.prepared), answer.embedded

    def _remembers(self, some: Embedded) -> bool:
        digests = digests_in(some.digests)
        return bool(self._remembered and (self._remembered.known.places(digests) >= 0).all()) or not len(digests)


class _Here:
    """Prepares in this process."""

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer

    def ask(self, asked: bytes) -> bytes:
        prepared, vectors = self._preparer.prepare(msgspec.msgpack.decode(asked, type=Asked))
        return msgspec.msgpack.encode(Answer(zlib.compress(msgspec.msgpack.encode(prepared), 1), vectors))


def _remembered_of(index: Path) -> tuple[Path, Remembered] | tuple[None, None]:
    """The file of hashes and the vectors of the generation that stands; nothing where there is none that is whole."""
    try:
        folder = current(index)
        manifest = read_manifest(folder)
        if any(name in manifest.files and sha256_of(folder / name) != manifest.files[name][0] for name in (TEXTS, VECTORS)):
            return None, None  # a vector that was damaged must not be handed on
        _, vectors = open_store(manifest.store, folder.name, folder, manifest.counts["chunks"])
        return folder / TEXTS, Remembered(np.load(folder / TEXTS, allow_pickle=False), vectors)
    except (IndexUnusable, OSError, ValueError, RuntimeError):
        return None, None


def main() -> None:
    """Answer until nobody asks any more."""
    gc.disable()  # nothing made here refers to itself
    model, digests = sys.argv[1:]
    told = child.asked()
    names = msgspec.msgpack.decode(next(told, b"\x90"), type=list[str])
    known = Known(np.load(digests, allow_pickle=False)) if digests else None
    here = _Here(Preparer(StaticEmbedder(Path(model)), known, names))
    for packed in told:
        child.answer(here.ask(packed))


if __name__ == "__main__":
    main()
