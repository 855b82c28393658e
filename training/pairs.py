"""Text pairs that mean the same: the given pair files, the project's own word list, and terms defined in the bulk."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from regulations import Regulation

GLOSSARY = Path(__file__).with_name("istilah.tsv")
_TERM = re.compile(
    r"(?:^|[.;:]\s*\d{0,2}\s*\.?\s)"
    r"(?P<term>[A-Z][A-Za-z/ -]{2,70}?)"
    r"(?:,? yang selanjutnya (?:disingkat|disebut)(?: dengan| sebagai)? (?P<short>[A-Za-z/ -]{2,40}?),?)?"
    r" adalah (?P<meaning>[^.;]{30,400})"
)


class Pair(NamedTuple):
    """Two texts of one meaning."""

    a: str
    b: str


def read_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Pairs of every ``NAME.jsonl.xz`` in the folder, by name."""
    return {path.name.removesuffix(".jsonl.xz"): _read(path) for path in sorted(folder.glob("*.jsonl.xz"))}


def _read(path: Path) -> list[Pair]:
    """Pairs of one file of JSON lines with the fields ``a`` and ``b``."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [Pair(record["a"], record["b"]) for record in map(json.loads, lines)]


def read_frequencies(folder: Path) -> dict[str, int]:
    """Words of a to z with their count in subtitles, from ``word-frequency-id.tsv.xz``."""
    with lzma.open(folder / "word-frequency-id.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {word: int(count) for word, count in rows if word.isascii() and word.isalpha()}


def read_glossary(path: Path = GLOSSARY) -> list[Pair]:
    """Everyday words of elections and the civil service, each with the words of the law."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Pair(everyday, legal) for everyday, legal in rows]


def find_terms(regulations: Iterable[Regulation]) -> list[Pair]:
    """Terms defined in Pasal 1 of each regulation with their meaning, and short forms with their long form."""
    found: dict[Pair, None] = {}
    for regulation in regulations:
        for match in _TERM.finditer(" ".join(p.text for p in regulation.pasal if p.nomor == "1")):
            term, short, meaning = (match[name] or "" for name in ("term", "short", "meaning"))
            found[Pair(f"{term} {short}".strip(), meaning)] = None
            if short:
                found[Pair(short, term)] = None
    return list(found)
