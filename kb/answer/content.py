"""What an article says of a clause, against what the clause says: by telling words, and by meaning where words are few.

A clause is called the wrong one only where another says the same and it says none of it, so that a loose paraphrase of the
right clause is never an alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kb.answer.held import Held
from kb.indexing.clauses import StoredClause
from kb.indexing.lexical import analyse
from kb.law.regulation import Locator, Unit

MOST_SAID, LEAST_SAID, MARGIN = 0.6, 0.3, 0.35
"""Shares of the telling words: what another clause must say at least, the cited one at most, and between them."""
ALONE, ALONE_MARGIN = 0.7, 0.15
"""What a clause must say to be taken for the one meant where no instrument is named, and how far before other instruments'."""
SAME_NORM = 0.55
"""What two clauses must hold of each other at least to be taken for the same norm in an old and a new law."""
FEWEST = 5
"""Telling words below which nothing is said of what was said."""

_SANCTION = re.compile(r"\b(?:di)?pidana\b|\bpenjara\b|\bkurungan\b|\bdenda\b|\bdipidana\b", re.IGNORECASE)
_THREATENS = re.compile(r"\b(?:dipidana|diancam|ancaman|pidana|penjara|kurungan|denda)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:ber)?(?:bunyi|isi(?:nya)?)\b|\b(?:menyebut|menyata|menegas|menjelas|menerang|menentu|memuat|mengatur|melarang|mewajib|mengancam|"
    r"disebut|dinyata|ditegas|dijelas|diterang|ditentu|dimuat|diatur|dilarang|dipidana|diancam|diwajib)\w*|\byaitu\b|\byakni\b|\bbahwa\b|\bsanksi\b",
    re.IGNORECASE,
)
_FILLER = frozenset(analyse(
    "pasal ayat huruf angka undang undang-undang peraturan pemerintah nomor tahun republik indonesia bunyi menyebutkan menyatakan "
    "disebutkan dinyatakan mengatur diatur menegaskan menjelaskan jelas tegas larangan melarang dilarang sanksi aturan ketentuan sesuai "
    "berdasarkan melanggar pelanggaran terancam ancaman diancam kata ujar lanjut tambah katanya ujarnya isi berisi tersebut"
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Better:
    """Another clause that says what the article says of the cited one, and the shares of its words each says."""

    clause: StoredClause
    share: float
    cited_share: float


@dataclass(frozen=True, slots=True)
class _Words:
    clause: StoredClause
    stems: frozenset[str]


class Content:
    """Compares words of articles with the clauses held."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._of = lru_cache(maxsize=256)(self._words_of)

    def telling(self, said: str) -> frozenset[str]:
        """The stems that tell what is said, without those every reference is wrapped in."""
        return frozenset(analyse(said)) - _FILLER

    def says_something(self, said: str) -> bool:
        """Whether a text claims what a clause says, in words enough to compare."""
        return bool(_SAYS.search(said)) and len(self.telling(said)) >= FEWEST

    def better(self, said: str, cited: StoredClause) -> Better | None:
        """A clause of the same instrument that says what was said, where the cited one says none of it; None otherwise."""
        stems = self.telling(said)
        if len(stems) < FEWEST:
            return None
        own = self.share(stems, self._all_stems(cited))
        rest = [w for w in self._of(cited.key) if not _related(w.clause.locator, cited.locator)]
        best = max(rest, key=lambda w: (self.share(stems, w.stems), -w.clause.id), default=None)
        if best is None:
            return None
        share = self.share(stems, best.stems)
        if share >= MOST_SAID and own <= LEAST_SAID and share - own >= MARGIN and self._nearer(said, best.clause, cited):
            return Better(best.clause, share, own)
        return None

    def sanction_elsewhere(self, said: str, cited: StoredClause) -> StoredClause | None:
        """Where a penalty is said of a clause that names none: the clause of the instrument that says it best; None otherwise."""
        if not _THREATENS.search(said) or any(_SANCTION.search(w.clause.text) for w in self._article(cited)):
            return None
        stems = frozenset(analyse(said))
        penal = [w for w in self._of(cited.key) if _SANCTION.search(w.clause.text)]
        best = max(penal, key=lambda w: (self.share(stems, w.stems), -w.clause.id), default=None)
        return best.clause if best and self.share(stems, best.stems) >= MOST_SAID else None

    def meant_alone(self, said: str, keys: Iterable[str]) -> StoredClause | None:
        """The clause that says what was said, of whatever instrument, where it does so plainly more than any other's; None otherwise."""
        stems = self.telling(said)
        if len(stems) < FEWEST:
            return None
        best = (max(self._of(key), key=lambda w: (self.share(stems, w.stems), -len(w.stems)), default=None) for key in keys)
        ranked = sorted(((self.share(stems, w.stems), w.clause) for w in best if w), key=lambda item: (-item[0], item[1].id))
        if not ranked or ranked[0][0] < ALONE or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - ALONE_MARGIN):
            return None
        return ranked[0][1]

    def same_norm(self, clause: StoredClause, key: str) -> StoredClause | None:
        """The clause of another instrument that says what a clause says; None where none does plainly."""
        stems = self.telling(clause.text)
        if not 3 <= len(stems) <= 80:
            return None
        ranked = sorted(self._of(key), key=lambda w: (-self._both_ways(stems, w.stems), w.clause.id))
        best = ranked[0] if ranked else None
        return best.clause if best and self._both_ways(stems, best.stems) >= SAME_NORM else None

    def _both_ways(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two sets of stems say the same: the lesser of what each holds of the other."""
        return min(self.share(one, other), self.share(other - _FILLER, one))

    def of_article(self, stems: frozenset[str], clause: StoredClause) -> float:
        """The share of stems that the Pasal of a clause holds."""
        return self.share(stems, self._all_stems(clause))

    def plainly(self, stems: frozenset[str], share: float, other: float) -> bool:
        """Whether one share of stems is so far above another that it decides."""
        return len(stems) >= FEWEST and share >= MOST_SAID and other <= LEAST_SAID and share - other >= MARGIN

    def share(self, stems: frozenset[str], of: frozenset[str]) -> float:
        """The share of stems, by how telling each is, that others hold; from 0 to 1."""
        total = sum(map(self._held.lexical.weight, stems))
        return sum(self._held.lexical.weight(s) for s in stems & of) / total if total else 0.0

    def _nearer(self, said: str, better: StoredClause, cited: StoredClause) -> bool:
        vectors = self._held.embedder.encode_passages([better.text[:2000], cited.text[:2000]])
        near = vectors @ self._held.embedder.encode_queries([said])[0]
        return bool(np.float32(near[0]) >= near[1])

    def _all_stems(self, clause: StoredClause) -> frozenset[str]:
        """The stems of every text of the Pasal a clause stands in: generous, so that only what is nowhere in it counts against it."""
        return frozenset(s for w in self._article(clause) for s in w.stems)

    def _article(self, clause: StoredClause) -> list[_Words]:
        return [w for w in self._of(clause.key) if w.clause.locator.article == clause.locator.article]

    def _words_of(self, key: str) -> tuple[_Words, ...]:
        """Each clause of an instrument's body with its stems and those of the words it hangs on."""
        clauses = [c for c in self._held.clauses.of(key) if c.locator.steps[0].unit is not Unit.PENJELASAN]
        leads = {c.locator: c.lead for c in clauses}
        out = []
        for clause in clauses:
            above = []
            at = clause.locator.parent
            while at is not None:
                above.append(leads.get(at, ""))
                at = at.parent
            out.append(_Words(clause, frozenset(analyse(" ".join([clause.text, *above])))))
        return tuple(out)


def _related(one: Locator, other: Locator) -> bool:
    """Whether one locator stands in the other's article."""
    return one.article == other.article
