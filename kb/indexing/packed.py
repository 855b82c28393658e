"""Rows pressed together: what is indexed repeats itself (an article, its ayat, their huruf), and small stays fast to back up."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

_BATCH = 512


def packed(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Rows of texts and numbers, some hundred a piece; the same rows give the same bytes.

    >>> list(unpacked(packed([("satu", 1), ("dua", 2)])))
    [['satu', 1], ['dua', 2]]
    """
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield zlib.compress(msgspec.msgpack.encode(batch), 1)


def unpacked(pieces: Iterable[bytes]) -> Iterator[list[Any]]:
    """The rows again, in order."""
    for piece in pieces:
        yield from msgspec.msgpack.decode(zlib.decompress(piece))
