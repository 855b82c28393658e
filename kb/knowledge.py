"""``KnowledgeBase``: the one object the doors use."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kb.answer.ask import ask
from kb.answer.exact import parse_address, targets
from kb.answer.held import LEXICAL_SHARE, Held
from kb.answer.outdated import Outdated, outdated
from kb.answer.search import Answer, Hit, Question
from kb.answer.verdicts import Period, Reference
from kb.answer.verify import Verifier
from kb.answer.versions import Wording, amender_of, companion_of, history_of, quoted_first, standing_of
from kb.errors import IndexCorrupt, IndexMismatch, IndexUnusable, QuestionError
from kb.indexing.clauses import ClauseStore, StoredClause, Verdict
from kb.indexing.embedding import Embedder, load_embedder
from kb.indexing.generation import Manifest, current, read_manifest
from kb.indexing.lexical import ANALYSER, analyse
from kb.indexing.rerank import Reranker, load_reranker
from kb.indexing.stores import column, open_store
from kb.law.catalogue import Catalogue, Regulation, Standing
from kb.law.references import find_mentions, resolve
from kb.law.register import NAME, Register
from kb.law.regulation import Locator, Unit

if TYPE_CHECKING:
    from kb.answer.case import Examined
    from kb.answer.facts import Case
    from kb.answer.graph import Link


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one instrument: clauses by nature, how many are unverified, where it stands today."""

    regulation: Regulation
    standing: Standing
    natures: dict[str, int]
    unverified: int

    @property
    def clauses(self) -> int:
        """How many clauses are held, of every nature."""
        return sum(self.natures.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A clause among its neighbours: its ancestors from the Pasal down, the one before, the one after."""

    above: tuple[StoredClause, ...]
    previous: StoredClause | None
    next: StoredClause | None


class KnowledgeBase:
    """An open index, ready to be asked.

    >>> kb = KnowledgeBase.open(Path("index"))  # doctest: +SKIP
    >>> kb.ask("Boleh nggak PNS ikut kampanye?").hits[0].citation  # doctest: +SKIP
    'Pasal 5 huruf n angka 1 PP 94/2021'
    """

    def __init__(self, held: Held, manifest: Manifest, register: Path | None = None) -> None:
        self.held, self.manifest, self._register = held, manifest, register

    @classmethod
    def open(cls, index: Path, model: str = "", lexical_share: float = LEXICAL_SHARE, rerank: str = "") -> KnowledgeBase:
        """Open the current generation of an index.

        Args:
            index: The folder of generations.
            model: The embedding model to ask with, "" for the embedded one.
            lexical_share: The weight of words against meaning, from 0 to 1; 1 asks by words alone.
            rerank: A cross-encoder to order the first articles by, "" for none.

        Raises:
            IndexMissing: If there is none.
            IndexMismatch: If it was built with another model, analyser or format.
            IndexCorrupt: If a file of it is missing.
            ModelError: If a model cannot be loaded.
        """
        while True:
            folder = current(index)
            try:
                return cls._opened(folder, model, lexical_share, rerank)
            except IndexUnusable:
                if current(index) == folder:
                    raise  # else a newer generation landed meanwhile, and this one is no longer needed

    @classmethod
    def _opened(cls, folder: Path, model: str, lexical_share: float, rerank: str) -> KnowledgeBase:
        manifest = read_manifest(folder)
        if manifest.analyser != ANALYSER:
            raise IndexMismatch(
                f"{folder}: dibangun dengan penganalisis {manifest.analyser!r}, program ini memakai {ANALYSER!r}; "
                "bangun ulang dengan: kb build"
            )
        embedder = load_embedder(model)
        _check_model(folder, manifest, embedder)
        reranker = load_reranker(rerank) if rerank else None
        try:
            return cls(held_in(folder, manifest, embedder, reranker, lexical_share), manifest, folder / NAME)
        except (sqlite3.Error, ValueError, RuntimeError, OSError) as error:
            raise IndexCorrupt(
                f"{folder}: isi indeks rusak ({' '.join(str(error).split())[:120]}); kb verify-index --repair, atau kb build"
            ) from error

    @property
    def catalogue(self) -> Catalogue:
        """Every instrument known, held or not."""
        return self.held.catalogue

    def ask(
        self, text: str, k: int = 10, on: datetime.date | None = None, jenis: tuple[str, ...] = (), wilayah: tuple[str, ...] = ()
    ) -> Answer:
        """Answer a question with at most ``k`` clauses as they stand on a date (today by default)."""
        filters = tuple(map(_legible, jenis)), tuple(map(_legible, wilayah))
        return ask(self.held, Question(_legible(text), k, on or datetime.date.today(), *filters))

    def unknown_words(self, text: str) -> dict[str, str]:
        """The stems of a question that no clause has, each with the nearest stem that one has, "" for none near."""
        lexical = self.held.lexical
        stems = dict.fromkeys(stem for stem in analyse(text) if len(stem) > 3 and not stem.isdecimal())
        return {stem: lexical.near(stem) for stem in stems if lexical.known(stem) not in lexical}

    def check(self, text: str, on: datetime.date | Period | None = None) -> tuple[Reference, ...]:
        """A verdict on every reference in a text, as of the day or days it was written (today by default).

        Raises:
            QuestionError: If the text is too long.
        """
        period = on if isinstance(on, Period) else Period.at(on or datetime.date.today())
        return self._verifier.check(_legible(text), period)

    @cached_property
    def _verifier(self) -> Verifier:
        there = self._register is not None and self._register.is_file()
        return Verifier(self.held, Register.load(self._register) if there and self._register else Register(()))

    def show(self, wanted: str, on: datetime.date | None = None) -> list[Hit]:
        """The clauses that a citation, an address or a regulation's key or name asks for, in order.

        Raises:
            QuestionError: If nothing held answers to it; says whether the instrument is known.
        """
        on, wanted = on or datetime.date.today(), _legible(wanted)
        if address := parse_address(wanted):
            clauses = self.held.clauses.at(*address)
        elif wanted.strip() in self.catalogue.regulations:
            clauses = self.held.clauses.of(wanted.strip())
        else:
            clauses = self._cited(wanted)
        if not clauses:
            raise QuestionError(self._why_nothing(wanted))
        return [self._as_hit(quoted_first(versions, self.catalogue, on), on) for versions in _by_address(clauses)]

    def _cited(self, wanted: str) -> list[StoredClause]:
        mentions = find_mentions(wanted, self.catalogue.names)
        found, missing = targets(wanted, mentions, self.catalogue, self.held.clauses)
        if found:
            return [v for t in found for v in self.held.clauses.at(t.key, t.clause.locator)]
        if missing:
            raise QuestionError(missing)
        named = [r for mention in mentions for r in resolve(mention, self.catalogue)]
        return [c for r in dict.fromkeys(r.kunci for r in named) for c in self.held.clauses.of(r)]

    def _why_nothing(self, wanted: str) -> str:
        key = wanted.strip().partition("/")[0]
        if known := self.catalogue.get(key):
            return f"{wanted.strip()} tidak ada dalam korpus ini; lihat isi {known.short} dengan: kb show {key}"
        return f'{wanted.strip()[:80]!r} tidak dikenali; contoh: kb show "Pasal 280 ayat (2) UU Pemilu" atau kb show pp-94-2021/pasal-5'

    def _as_hit(self, versions: list[StoredClause], on: datetime.date) -> Hit:
        quote = versions[0]
        standing = standing_of(versions, self.catalogue, on)
        companion = companion_of(versions)
        return Hit(quote, companion, self.catalogue[quote.key], standing, 0.0, (), amender_of(quote, self.catalogue))

    def history(self, wanted: str) -> list[list[Wording]]:
        """The layers of each clause that a citation or an address asks for, oldest first.

        Raises:
            QuestionError: If nothing held answers to it; says whether the instrument is known.
        """
        places = dict.fromkeys((hit.clause.key, hit.clause.locator) for hit in self.show(wanted))
        return [history_of(self.held.clauses.at(key, locator), self.catalogue) for key, locator in places]

    def case(self, case: Case | str) -> Examined:
        """Examine a case: the clauses it touches, each with its reason and condition, and the facts still missing.

        Raises:
            QuestionError: If there is nothing in it, or too much.
        """
        from kb.answer.case import examine  # its vocabulary takes 50 ms to compile, which a question does not need
        from kb.answer.facts import Case

        return examine(self.held, Case(case) if isinstance(case, str) else case)

    def links(self, address: str, on: datetime.date | None = None) -> list[Link]:
        """The links of a clause, both ways, as they stand on a date (today by default); [] where none is held.

        Raises:
            LocatorError: If the address has another form than ``pp-94-2021/pasal-5``.
        """
        from kb.answer.graph import links

        return links(self.held, address, on or datetime.date.today())

    def outdated(self, clause: StoredClause, on: datetime.date | None = None) -> list[Outdated]:
        """What a clause cites that was revoked on a day (today by default)."""
        return outdated(clause, self.catalogue, on or datetime.date.today())

    def has(self, key: str, locator: str) -> bool:
        """Whether a clause is held at an address given as key and locator text."""
        return bool(self.held.clauses.at(key, Locator.parse(locator)))

    def place(self, clause: StoredClause) -> Place:
        """A clause's ancestors and its neighbours at the same depth in the same text."""
        above, previous, following = self.held.clauses.around(clause)
        return Place(tuple(above), previous, following)

    def contents(self, key: str) -> list[StoredClause]:
        """The articles, points and annex rows of an instrument in order, the wording where there are two texts."""
        versions = _by_address([c for c in self.held.clauses.of(key) if c.locator == c.locator.article])
        return [texts[0] for texts in versions if texts[0].locator.steps[0].unit is not Unit.PENJELASAN]

    def holdings(self, on: datetime.date | None = None) -> list[Holding]:
        """What is held of each instrument, in key order; instruments known but not held have no clauses."""
        on = on or datetime.date.today()
        held = self.held.clauses.held()
        out = []
        for key, regulation in self.catalogue.regulations.items():
            natures = held.get(key, {})
            counts = {nature: count for nature, (count, _) in natures.items()}
            unverified = sum(bad for _, bad in natures.values())
            out.append(Holding(regulation, self.catalogue.status(key, None, on), counts, unverified))
        return out

    def files(self) -> list[Verdict]:
        """What became of each file of the corpus."""
        return self.held.clauses.files()

    @cached_property
    def jenis(self) -> list[str]:
        """The kinds of instrument of which clauses are held, most clauses first."""
        counts: dict[str, int] = {}
        for holding in self.holdings():
            if holding.clauses:
                counts[holding.regulation.jenis] = counts.get(holding.regulation.jenis, 0) + holding.clauses
        return sorted(counts, key=lambda j: (-counts[j], j))

    @cached_property
    def wilayah(self) -> list[str]:
        """The regions of which clauses are held, "nasional" left out."""
        return sorted({h.regulation.wilayah for h in self.holdings() if h.clauses} - {"nasional"})

    def addresses(self) -> Iterator[str]:
        """Every address held, in order."""
        for key in self.catalogue.regulations:
            for clause in self.held.clauses.of(key):
                yield clause.address


def _legible(text: str) -> str:
    """A text without halves of surrogate pairs, which are no letters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _by_address(clauses: list[StoredClause]) -> list[list[StoredClause]]:
    """The versions of each address; in the text's order, or the numbers' where two texts are merged."""
    grouped: dict[str, list[StoredClause]] = {}
    for clause in clauses:
        grouped.setdefault(clause.address, []).append(clause)
    versions = list(grouped.values())
    if len({clause.source.file for clause in clauses}) > 1:
        versions.sort(key=lambda v: (v[0].key, v[0].locator.order))
    return versions


def held_in(folder: Path, manifest: Manifest, embedder: Embedder, reranker: Reranker | None, lexical_share: float) -> Held:
    """What an answer stands on, from a generation's files."""
    clauses = ClauseStore(folder / "clauses.sqlite")
    entries = list(clauses.regulations())
    lexical, vectors = open_store(manifest.store, folder.name, folder, manifest.counts["chunks"])
    return Held(
        clauses=clauses,
        lexical=lexical,
        vectors=vectors,
        embedder=embedder,
        catalogue=Catalogue.of(r for r, _ in entries),
        keys=tuple(r.kunci for r, _ in entries),
        chunk_clause=column(folder, "clauses"),
        chunk_article=column(folder, "articles"),
        chunk_key=column(folder, "keys"),
        chunk_question=column(folder, "questions"),
        chunk_place=column(folder, "places"),
        chunk_leaf=column(folder, "leaves"),
        chunk_days=column(folder, "days"),
        lexical_share=lexical_share,
        reranker=reranker,
    )


def _check_model(folder: Path, manifest: Manifest, embedder: Embedder) -> None:
    if (manifest.fingerprint, manifest.dim, manifest.prompts) != (embedder.fingerprint, embedder.dim, embedder.prompts):
        raise IndexMismatch(
            f"{folder}: dibangun dengan model {manifest.model!r} ({manifest.fingerprint}, dimensi {manifest.dim}); "
            f"diminta {embedder.name!r} ({embedder.fingerprint}, dimensi {embedder.dim}). "
            f"Bangun ulang dengan: kb build, atau buka dengan model yang sama lewat --model"
        )
