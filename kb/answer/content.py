"""What an article says of a clause, against what the clause says: by telling words, and by meaning where words are few.

A clause is called the wrong one only where another says the same and it says none of it, so that a loose paraphrase of the
right clause is never an alarm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

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
_LEVEL = 0.02  # shares this near are alike
_LONG = 80  # telling words of a clause beyond which it says too much for one norm

Scores = npt.NDArray[np.float32]

_SANCTION = re.compile(r"\b(?:dipidana|penjara|kurungan|denda)\b", re.IGNORECASE)
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


class Content:
    """Compares words of articles with the clauses held: a share of telling words for every clause at once."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._shares = lru_cache(maxsize=256)(self._shares_of)

    def telling(self, said: str) -> frozenset[str]:
        """The stems that tell what is said, without those every reference is wrapped in."""
        return frozenset(analyse(said)) - _FILLER

    def says_something(self, said: str) -> bool:
        """Whether a text claims what a clause says, in words enough to compare."""
        return bool(_SAYS.search(said)) and len(self.telling(said)) >= FEWEST

    def better(self, said: str, cited: StoredClause) -> list[StoredClause]:
        """The clauses of the same instrument that say what was said, where the cited one says none of it; [] otherwise."""
        stems = self.telling(said)
        if len(stems) < FEWEST:
            return []
        article = self._article(cited)
        best, share = self._best(stems, sorted(set(self._places[cited.key]) - set(article)))
        if best and self.plainly(stems, share, self.of_article(stems, cited)) and self._nearer(said, best[0], cited):
            return best
        own = [i for i in article if _inside(self._clauses[i].locator, cited.locator)]
        best, share = self._best(stems, [i for i in article if not _related(self._clauses[i].locator, cited.locator)])
        elsewhere = self.plainly(stems, share, self._share(stems, frozenset(s for i in own for s in self._stems[i])))
        return best if best and elsewhere and self._nearer(said, best[0], cited) else []

    def sanction_elsewhere(self, said: str, sentence: str, cited: StoredClause) -> list[StoredClause]:
        """Where a penalty is said of a clause that names none: the clauses that punish its breach, else that say it best; [] otherwise."""
        if not _THREATENS.search(said) or any(i in self._penal for i in self._article(cited)):
            return []
        penal = [i for i in self._places[cited.key] if i in self._penal]
        for step in range(len(cited.locator.steps), 0, -1):
            words = Locator(cited.locator.steps[:step]).cite()
            citing = re.compile(rf"\b{re.escape(words)}(?!\d)" if words[-1].isalnum() else re.escape(words))
            if found := [i for i in penal if citing.search(self._clauses[i].text)]:
                places = [self._clauses[i].locator for i in found]
                smallest = [i for i, at in zip(found, places, strict=True) if not any(_inside(o, at) for o in places if o != at)]
                return self._best(frozenset(analyse(sentence)), smallest)[0]
        best, share = self._best(frozenset(analyse(said)), penal)
        return best if share >= MOST_SAID else []

    def meant_alone(self, said: str, keys: Iterable[str]) -> list[StoredClause]:
        """The clauses of one instrument that say what was said, where they do so plainly more than any other's; [] otherwise."""
        stems = self.telling(said)
        if len(stems) < FEWEST:
            return []
        ranked = sorted((self._best(stems, self._places.get(key, [])) for key in keys), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < ALONE or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - ALONE_MARGIN):
            return []
        return ranked[0][0]

    def same_norm(self, clause: StoredClause, key: str) -> StoredClause | None:
        """The clause of another instrument that says what a clause says; None where none does plainly."""
        stems = self.telling(clause.text)
        if not 3 <= len(stems) <= _LONG:
            return None
        ranked = [(self._both_ways(stems, self._stems[i]), -i) for i in self._places.get(key, [])]
        share, at = max(ranked, default=(0.0, 0))
        return self._clauses[-at] if share >= SAME_NORM else None

    def of_article(self, stems: frozenset[str], clause: StoredClause) -> float:
        """The share of stems that the Pasal of a clause holds: generous, so that only what is nowhere in it counts against it."""
        return self._share(stems, frozenset(s for i in self._article(clause) for s in self._stems[i]))

    def plainly(self, stems: frozenset[str], share: float, other: float) -> bool:
        """Whether one share of stems is so far above another that it decides."""
        return len(stems) >= FEWEST and share >= MOST_SAID and other <= LEAST_SAID and share - other >= MARGIN

    def _share(self, stems: frozenset[str], of: frozenset[str]) -> float:
        """The share of stems, by how telling each is, that others hold; from 0 to 1."""
        total = sum(map(self._held.lexical.weight, stems))
        return sum(self._held.lexical.weight(s) for s in stems & of) / total if total else 0.0

    def _both_ways(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two sets of stems say the same: the lesser of what each holds of the other."""
        return min(self._share(one, other), self._share(other - _FILLER, one))

    def _shares_of(self, stems: frozenset[str]) -> Scores:
        """The share of stems that each clause holds, shape (n_clauses,)."""
        out = np.zeros(len(self._clauses), dtype=np.float32)
        for stem in stems & self._postings.keys():
            out[self._postings[stem]] += self._held.lexical.weight(stem)
        return out / np.float32(sum(map(self._held.lexical.weight, stems)) or 1.0)

    def _best(self, stems: frozenset[str], among: Sequence[int]) -> tuple[list[StoredClause], float]:
        """The clauses that hold the greatest share of stems, one an article and the shortest first, and that share; [] and 0 for none."""
        shares = self._shares(stems)[among]
        top = float(shares.max(initial=0.0))
        level = [among[int(i)] for i in np.flatnonzero((shares > 0) & (shares >= top - _LEVEL))]
        articles: dict[Locator, StoredClause] = {}
        for i in sorted(level, key=lambda i: (len(self._stems[i]), i)):
            articles.setdefault(self._clauses[i].locator.article, self._clauses[i])
        return list(articles.values()), top

    def _nearer(self, said: str, better: StoredClause, cited: StoredClause) -> bool:
        """Whether what was said lies nearer in meaning to the better clause than to the cited one."""
        vectors = self._held.embedder.encode_passages([better.text[:2000], cited.text[:2000]])
        near = vectors @ self._held.embedder.encode_queries([said])[0]
        return bool(near[0] >= near[1])

    def _article(self, clause: StoredClause) -> list[int]:
        """The clauses of the Pasal a clause stands in, in every version held."""
        return self._articles.get((clause.key, clause.locator.article), [])

    @cached_property
    def _clauses(self) -> tuple[StoredClause, ...]:
        """Every clause held of a body, by instrument."""
        every = (c for key in sorted(self._held.clauses.held()) for c in self._held.clauses.of(key))
        return tuple(c for c in every if c.locator.steps[0].unit is not Unit.PENJELASAN)

    @cached_property
    def _stems(self) -> tuple[frozenset[str], ...]:
        """The stems of each clause and of the words it hangs on."""
        leads = {(c.key, c.locator): c.lead for c in self._clauses}
        out = []
        for clause in self._clauses:
            words, at = [clause.text], clause.locator.parent
            while at is not None:
                words.append(leads.get((clause.key, at), ""))
                at = at.parent
            out.append(frozenset(analyse(" ".join(words))))
        return tuple(out)

    @cached_property
    def _postings(self) -> dict[str, npt.NDArray[np.int64]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for i, stems in enumerate(self._stems):
            for stem in stems:
                holders[stem].append(i)
        return {stem: np.array(found, dtype=np.int64) for stem, found in holders.items()}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = defaultdict(list)
        for i, clause in enumerate(self._clauses):
            out[clause.key].append(i)
        return dict(out)

    @cached_property
    def _articles(self) -> dict[tuple[str, Locator], list[int]]:
        out: dict[tuple[str, Locator], list[int]] = defaultdict(list)
        for i, clause in enumerate(self._clauses):
            out[clause.key, clause.locator.article].append(i)
        return dict(out)

    @cached_property
    def _penal(self) -> frozenset[int]:
        return frozenset(i for i, clause in enumerate(self._clauses) if _SANCTION.search(clause.text))


def _inside(locator: Locator, other: Locator) -> bool:
    """Whether a locator is another or stands under it."""
    return locator.steps[: len(other.steps)] == other.steps


def _related(one: Locator, other: Locator) -> bool:
    """Whether one of two locators stands under the other."""
    return _inside(one, other) or _inside(other, one)
