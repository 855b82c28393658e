"""The files that an index was built from, where they still lie: found by name, believed by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from kb.errors import CorpusError, QuestionError
from kb.indexing.clauses import Source, StoredClause
from kb.ingest import labels
from kb.read.picture import page_picture


def leaves_of(clause: StoredClause) -> list[tuple[Source, str]]:
    """The pages a clause stands on, each with the words of it that stand there.

    A clause put together of several slices has a leaf for each, with all its words.
    """
    if clause.pieces:
        return [(piece, clause.original) for piece in clause.pieces]
    pages = enumerate(clause.original.split("\f"), start=clause.source.page)
    return [(msgspec.structs.replace(clause.source, page=page), words) for page, words in pages if words.strip()]


class Originals:
    """Looks for a source's file in some corpus folders; folders that are not there hold nothing."""

    def __init__(self, corpora: Sequence[Path]) -> None:
        there = [corpus for corpus in corpora if corpus.is_dir()]
        try:
            self._folders = dict(zip(labels(there), there, strict=True))
        except CorpusError:
            self._folders = {}

    def path(self, source: Source) -> Path | None:
        """The file of a source, None if it is not there or is no longer the same."""
        for label, folder in self._folders.items():
            if source.file.startswith(f"{label}/"):
                path = folder / source.file.removeprefix(f"{label}/")
                inside = path.is_file() and path.resolve().is_relative_to(folder.resolve())
                if inside and _sha256(path, path.stat().st_mtime_ns) == source.sha256:
                    return path
        return None

    def has_page(self, source: Source) -> bool:
        """Whether the page a source stands on can be drawn: its file is a PDF and lies there as it was read."""
        return source.file.casefold().endswith(".pdf") and self.path(source) is not None

    def picture(self, source: Source, words: str) -> bytes:
        """The page of a source as PNG, the words boxed.

        Raises:
            QuestionError: If the source is no PDF, or its file is not there as it was read.
            ReadError: If the page cannot be drawn.
        """
        if not source.file.casefold().endswith(".pdf"):
            raise QuestionError(f"{source.file} bukan PDF; halamannya tidak dapat digambar")
        path = self.path(source)
        if path is None:
            remedy = "buka halaman dengan folder korpusnya: kb serve --corpus FOLDER"
            raise QuestionError(f"{source.file} tidak ada di folder korpus, atau isinya sudah lain; {remedy}")
        return _drawn(path, source.sha256, source.page, words)


@lru_cache(maxsize=32)
def _drawn(path: Path, sha256: str, page: int, words: str) -> bytes:
    """A page drawn; ``sha256`` is part of what is remembered."""
    return page_picture(path, page, words)


@lru_cache(maxsize=256)
def _sha256(path: Path, changed: int) -> str:
    """The hash of a file as it was last changed; ``changed`` is part of what is remembered."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
