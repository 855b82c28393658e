"""How often words stand in Indonesian regulations: the evidence by which a text layer is judged and repaired.

``vocabulary.txt`` holds counts only; ``python -m bench.vocabulary`` makes it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
WORD = re.compile(r"[^\W\d_]+")
_COMMON = 25
_FEW = 20


@cache
def counts() -> dict[str, int]:
    """Each word, in small letters, with how often it was counted."""
    rows = (line.split(" ") for line in VOCABULARY.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for word, count in rows}


def known_share(text: str) -> float:
    """The share of a text's words that are common in regulations, 0 to 1; a text of few words counts as all known.

    >>> sample = "Pegawai negeri sipil wajib bersikap netral dalam pemilihan umum dan pemilihan kepala daerah. " * 2
    >>> known_share(sample)
    1.0
    >>> known_share(" ".join(sample)) < 0.2
    True
    """
    words = WORD.findall(text.casefold())
    if len(words) < _FEW:
        return 1.0
    known = counts()
    return sum(len(word) > 1 and known.get(word, 0) >= _COMMON for word in words) / len(words)
