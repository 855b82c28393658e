"""Two wordings side by side: which words stayed, went and came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_MOST_PAIRS = 40_000_000  # words of the one times words of the other; beyond that only the whole is compared


class Deed(StrEnum):
    """What became of a run of words."""

    SAMA = "sama"
    HAPUS = "hapus"
    TAMBAH = "tambah"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words and what became of it."""

    deed: Deed
    words: str


def word_diff(old: str, new: str) -> list[Run]:
    """The runs of words that lead from one wording to another, in order; blanks do not count.

    The words of the runs kept or gone, joined, are the old wording's; of those kept or come, the new one's.

    >>> [str(run.deed) + ": " + run.words for run in word_diff("PNS dilarang hadir", "ASN dilarang hadir")]
    ['hapus: PNS', 'tambah: ASN', 'sama: dilarang hadir']
    """
    before, after = re.findall(r"\S+", old), re.findall(r"\S+", new)
    if len(before) * len(after) > _MOST_PAIRS and before != after:
        return [Run(Deed.HAPUS, " ".join(before)), Run(Deed.TAMBAH, " ".join(after))]
    out = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(Run(Deed.SAMA, " ".join(before[a:b])))
            continue
        if a < b:
            out.append(Run(Deed.HAPUS, " ".join(before[a:b])))
        if c < d:
            out.append(Run(Deed.TAMBAH, " ".join(after[c:d])))
    return out
