"""Rows pressed together: what is indexed repeats itself (an article, its ayat, their huruf), and small stays fast to back up."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import msgspec


def packed(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows of texts and numbers as bytes; the same rows give the same bytes.

    >>> unpacked(packed([("satu", 1), ("dua", 2)]))
    [['satu', 1], ['dua', 2]]
    """
    return zlib.compress(msgspec.msgpack.encode(rows), 1)


def unpacked(piece: bytes) -> list[list[Any]]:
    """The rows again, in order."""
    return list(msgspec.msgpack.decode(zlib.decompress(piece)))
