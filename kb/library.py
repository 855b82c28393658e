"""The index kept open for long: a new generation is picked up when it lands, without a restart."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from kb.errors import KbError
from kb.indexing.generation import current
from kb.indexing.warming import read_ahead_beside
from kb.knowledge import KnowledgeBase
from kb.originals import Originals

LOOK_EVERY = 1.0
"""Seconds between two looks at ``CURRENT``."""


class Library:
    """Gives the knowledge base of the generation that ``CURRENT`` names now.

    Whoever took a ``kb`` keeps its generation for as long as they hold it, so that one answer is never made of two.
    A new generation that cannot be opened leaves the old one serving, and ``fault`` says why.

    ``originals`` are the files it was built from, looked for in ``corpora``.

    Raises:
        IndexUnusable: If there is nothing to open at first.
        ModelError: If the model cannot be loaded.
    """

    def __init__(self, index: Path, model: str = "", look_every: float = LOOK_EVERY, corpora: Sequence[Path] = ()) -> None:
        self.originals = Originals(corpora)
        self._index, self._model, self._every = index, model, look_every
        self._lock = threading.Lock()
        self.fault = ""
        self.generation = current(index).name
        self._kb = KnowledgeBase.open(index, model)
        self._warm()
        self.let_go()
        self._looked = time.monotonic()

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base to use for one answer."""
        if time.monotonic() - self._looked >= self._every and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                self._turn()
            finally:
                self._lock.release()
        return self._kb

    def let_go(self) -> None:
        """Free the generations of before that nobody holds any more, and their files; to be called by who was the last to hold one."""
        gc.unfreeze()
        gc.collect()  # a generation refers to itself in circles
        gc.freeze()  # what is left lives long: the collector need not walk it again and again while people wait

    def _warm(self) -> None:
        threading.Thread(target=read_ahead_beside, args=(self._index / self.generation,), daemon=True).start()

    def _turn(self) -> None:
        try:
            name = current(self._index).name
            if name != self.generation:
                self._kb = KnowledgeBase.open(self._index, self._model)
                self.let_go()
                self.generation = name
                self._warm()
            self.fault = ""
        except KbError as error:
            self.fault = str(error)
