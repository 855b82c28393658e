"""Lexical search: BM25 over stemmed Indonesian words (bm25s), one score for each chunk."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from scipy.sparse import csc_array

ANALYSER = "id-snowball-3"
"""Version of ``analyse``; an index built by another one is refused."""

STOPWORDS = frozenset(
    """
    yang dan di ke dari untuk pada dalam dengan atau oleh itu ini adalah sebagai akan juga tidak bagi para tersebut sebagaimana dimaksud
    maka agar serta dapat telah sudah saya aku kamu dia kami kita mereka apa apakah siapa bagaimana gimana kenapa mengapa kapan mana dimana
    berapa boleh bolehkah gak nggak ga enggak tak tdk sih dong kah ya kalau kalo jika bila apabila lalu terus cuma hanya doang aja saja kok
    kan nih tuh deh yg dgn utk dlm pd sbg dr krn karena seperti kayak gitu begitu ada bisa mau sama lagi udah masih antara lain secara
    terhadap menurut tentang mengenai hal suatu sebuah setiap tiap harus sedang saat ketika waktu si sang pun per the of
    kepada berikut nya klo kl jd jdi gmn gmana gimna brp blm udh dah pdhl cm cma tetep pake pakai dtg
    bener beneran kaga kagak engga bgt banget tp tapi trs
    trus lg sm ama pas wkwk wkwkwk hehe haha min admin pak bu bang kak mas mbak tolong mohon halo permisi apaan kek kyk knp gan ngga nggak
    ngapain emang emangnya memang loh lho dll dsb tsb bs bsa bgmn sy gw gue lu lo elo ku mu
    """.split()
)
_TOKEN = re.compile(r"[^\W_]+")
_TWICE = re.compile(r"(?<=[a-z]{3})2$")  # joget2 is joget-joget
_ABSTRACT = re.compile(r"(?<=\w{4})(?:itas|isme|isasi|istik|is)$")
Vector = npt.NDArray[np.float32]


def analyse(text: str) -> list[str]:
    """The stems of a text's content words, in order.

    >>> analyse("Apakah netralitas PNS itu wajib?")
    ['netral', 'pns', 'wajib']
    """
    words = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    return [stem_ for word in words if (stem_ := content(word))]


def content(word: str) -> str:
    """The stem of a word in small letters, "" for one that says nothing by itself.

    >>> content("dukungan"), content("yang"), content("joget2")
    ('dukung', '', 'joget')
    """
    once = _TWICE.sub("", word) if word[-1] == "2" else word
    return "" if once in STOPWORDS else stem(once)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word's stem: Snowball's for Indonesian, after -itas, -isme, -isasi are taken off.

    >>> [stem(w) for w in ("netralitas", "netral", "dukungan", "mendukung", "280")]
    ['netral', 'netral', 'dukung', 'dukung', '280']
    """
    if word.isdecimal():
        return word
    return str(_stemmer().stemWord(_ABSTRACT.sub("", word)))


def colloquial(word: str) -> list[str]:
    """The standard stems a spoken form can stand for, likeliest first; [] for a word of standard shape.

    >>> colloquial("nyumbang"), colloquial("ngerusak"), colloquial("simpen"), colloquial("bagiin")
    (['sumbang', 'cumbang'], ['rusak'], ['simpan'], ['bagi'])
    """
    forms: list[str] = []
    root = word.removesuffix("in") if len(word) > 5 else word
    for prefix, letters in (("nge", ("",)), ("ny", ("s", "c")), ("ng", ("", "k")), ("n", ("t",)), ("m", ("p",))):
        if root.startswith(prefix) and len(root) > len(prefix) + 2:
            forms = [letter + root.removeprefix(prefix) for letter in letters]
            break
    if root != word:
        forms.append(root)
    if spoken := re.search(r"e(?=[^aeiou]$)", root):
        forms.append(f"{root[: spoken.start()]}a{root[spoken.end() :]}")
    return [stem(form) for form in forms]


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian")


class Postings(Protocol):
    """What each word scores in each chunk, wherever that is kept."""

    def scores(self, words: Mapping[int, float]) -> Vector:
        """The sum of some words' scores for each chunk, each times what it counts, shape (n_chunks,), float32."""
        ...


class Bm25Postings:
    """The scores in memory or memory-mapped, by bm25s."""

    def __init__(self, retriever: bm25s.BM25) -> None:
        self.retriever = retriever
        for name in ("data", "indices", "indptr"):  # plain arrays, whose parts are not each wrapped as a memory map
            retriever.scores[name] = np.asarray(retriever.scores[name])

    def scores(self, words: Mapping[int, float]) -> Vector:
        """The sum of some words' scores for each chunk; by scipy, which takes half the time of bm25s without a compiler."""
        data, chunks, starts = (self.retriever.scores[name] for name in ("data", "indices", "indptr"))
        spans = [slice(starts[word], starts[word + 1]) for word in words]
        ends = np.cumsum([0, *(span.stop - span.start for span in spans)], dtype=np.int32)
        columns = (
            np.concatenate([data[:0], *(data[span] for span in spans)]),
            np.concatenate([chunks[:0], *(chunks[span] for span in spans)]),
        )
        scores = csc_array((*columns, ends), shape=(int(self.retriever.scores["num_docs"]), len(words)))
        return np.asarray(scores @ np.fromiter(words.values(), dtype=np.float32, count=len(words)), dtype=np.float32)

    def by_chunk(self) -> Iterator[dict[int, float]]:
        """Each chunk's words with their scores, in order; their products with a question's words are its BM25 scores."""
        data, words, starts = (self.retriever.scores[name] for name in ("data", "indices", "indptr"))
        order = np.argsort(words, kind="stable")
        word_of = np.repeat(np.arange(len(starts) - 1), np.diff(starts))[order]
        scores, ends = data[order], np.cumsum(np.bincount(words, minlength=int(self.retriever.scores["num_docs"])))
        for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
            yield dict(zip(word_of[start:end].tolist(), scores[start:end].tolist(), strict=True))


class LexicalIndex:
    """BM25 (the Lucene variant) over chunks; chunk ids are positions in the list it was built from."""

    def __init__(self, postings: Postings, vocabulary: dict[str, int], idf: Vector) -> None:
        self.postings, self._vocabulary, self._idf = postings, vocabulary, idf

    def kept_by(self, postings: Postings) -> LexicalIndex:
        """The same words, their scores kept elsewhere."""
        return LexicalIndex(postings, self._vocabulary, self._idf)

    def scores(self, stems: Mapping[str, float]) -> Vector:
        """A score for each chunk, shape (n_chunks,), float32, 0 where no stem occurs; each stem's is times what it counts."""
        return self.postings.scores({self._vocabulary[stem]: counts for stem, counts in stems.items() if stem in self._vocabulary})

    def weight(self, stem_: str) -> float:
        """How telling a stem is, its idf in nats; a stem no chunk holds weighs as much as the rarest."""
        at = self._vocabulary.get(stem_)
        return float(self._idf[at]) if at is not None else float(self._idf.max(initial=0.0))

    def known(self, stem_: str) -> str:
        """The stem itself, or the standard stem it is a spoken form of, if a chunk holds it; else the stem unchanged."""
        if stem_ in self._vocabulary:
            return stem_
        return next((form for form in colloquial(stem_) if form in self._vocabulary), stem_)

    def near(self, stem_: str) -> str:
        """The stem of the vocabulary spelt most like one that is not in it, "" where none is near."""
        return next(iter(get_close_matches(stem_, self._vocabulary, 1, 0.85)), "")

    def __contains__(self, stem_: str) -> bool:
        return stem_ in self._vocabulary

    def save(self, folder: Path) -> None:
        """Write the vocabulary below ``folder``, and the postings where they are in memory; no pickle."""
        folder.mkdir(exist_ok=True)
        if isinstance(self.postings, Bm25Postings):
            self.postings.retriever.save(str(folder), show_progress=False)
        np.save(folder / "idf.npy", self._idf, allow_pickle=False)
        (folder / "vocabulary.json").write_text(json.dumps(sorted(self._vocabulary), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, postings: Postings | None = None) -> LexicalIndex:
        """Open what ``save`` wrote, arrays memory-mapped; ``postings`` where they are kept elsewhere."""
        words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        postings = postings or Bm25Postings(bm25s.BM25.load(str(folder), mmap=True, load_vocab=False))
        return cls(postings, {w: i for i, w in enumerate(words)}, np.load(folder / "idf.npy", allow_pickle=False))


def idf(doc_freq: npt.NDArray[np.int64], n_chunks: int) -> Vector:
    """Weigh each term by how few chunks hold it.

    Args:
        doc_freq: Chunks that hold each term, shape (n_terms,), integers from 1 to n_chunks.
        n_chunks: Chunks in the index, at least 1.

    Returns:
        Weights in nats, shape (n_terms,), float32, all above 0; rarer terms weigh more.

    Source:
        ln(1 + (N - df + 0.5) / (df + 0.5)), the Lucene variant in Kamphuis et al., ECIR 2020.

    >>> idf(np.array([1, 3]), n_chunks=3).round(3)
    array([0.981, 0.134], dtype=float32)
    """
    return np.asarray(np.log(1 + (n_chunks - doc_freq + 0.5) / (doc_freq + 0.5)), dtype=np.float32)
