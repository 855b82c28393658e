"""Wrong answers that look right, mined from our own corpus: for each question the best-scoring articles that do not answer it.

By words (the index's own BM25) and by meaning (a model trained before). Many articles answer the same question: the
Pasal of a code and those that punish its breach, a law and the letters that repeat it. Such siblings are never wrong
answers of each other (``serumpun.tsv``, ours), and an article for which somebody wrote nearly the same question is not one either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from contrastive import Article
from initial import Floats
from saving import ids_of
from texts import Asked
from tokenizers import Tokenizer

from kb.indexing.counting import index_of
from kb.indexing.lexical import analyse

EACH = 4
"""Wrong answers by words and by meaning, so many each."""
TOO_NEAR = 0.65
"""The cosine of two questions from which on an article is taken to answer both."""
SURELY_LESS = 0.95
"""A wrong answer's cosine, as a share of the right one's: above this it may well be right."""


def read_siblings(path: Path, articles: Sequence[Asked]) -> npt.NDArray[np.bool_]:
    """Which articles share answers, shape (n, n): texts of one Pasal, and those a line of the file names together.

    A line names articles by the starts of their addresses, ``pp-53-2010/`` or ``se-`` all that begin so. No article is its own sibling.
    """
    addresses = [article.address.replace("/penjelasan/", "/") for article in articles]
    out = np.array([[one == other for other in addresses] for one in addresses])
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            names = line.split("\t")[0].split()
            inside = np.array([any(_is_named(address, name) for name in names) for address in addresses])
            out |= inside[:, None] & inside[None, :]
    np.fill_diagonal(out, False)
    return out


def _is_named(address: str, name: str) -> bool:
    return address.startswith(name) and (name[-1] in "-/" or address[len(name) :][:1] in ("", "/"))


def mine(articles: Sequence[Asked], siblings: npt.NDArray[np.bool_], encode: Callable[[Sequence[str]], Floats]) -> list[list[list[str]]]:
    """For each article, for each of its questions, the texts of at most ``2 * EACH`` articles that look right and are wrong.

    Args:
        articles: What is asked and held.
        siblings: Which articles share answers.
        encode: Unit vectors of texts, shape (n, dim).
    """
    parts = [(n, text) for n, article in enumerate(articles) for text in article.parts]
    article_of = np.array([n for n, _ in parts])
    starts = np.searchsorted(article_of, np.arange(len(articles)))
    words = index_of([analyse(text) for _, text in parts])
    meaning = encode([text for _, text in parts])
    asked = encode([q for article in articles for q in article.questions])
    asked_of = np.repeat(np.arange(len(articles)), [len(article.questions) for article in articles])
    asked_starts = np.searchsorted(asked_of, np.arange(len(articles)))
    out: list[list[list[str]]] = [[] for _ in articles]
    for number, question, vector in zip(asked_of, (q for a in articles for q in a.questions), asked, strict=True):
        cosines = meaning @ vector
        nearest = np.maximum.reduceat(cosines, starts)
        wrong = (np.maximum.reduceat(asked @ vector, asked_starts) < TOO_NEAR) & ~siblings[number]
        wrong &= nearest < SURELY_LESS * nearest[number]
        wrong[number] = False
        found: dict[int, str] = {}
        for scores in (words.scores(Counter(analyse(question))), cosines):
            best = np.where(wrong, np.maximum.reduceat(scores, starts), -np.inf)
            for other in np.argsort(-best, kind="stable")[:EACH]:
                if best[other] > 0:
                    at = starts[other] + int(np.argmax(scores[article_of == other]))
                    found.setdefault(at, parts[at][1])
        out[number].append(list(found.values()))
    return out


def article_ids(tokenizer: Tokenizer, articles: Sequence[Asked], mined: Sequence[Sequence[Sequence[str]]] = ()) -> list[Article]:
    """The articles as the course draws from them, with the wrong answers mined for each question, if any."""
    wrong = [[ids_of(tokenizer, texts) for texts in one] for one in mined] or [[] for _ in articles]
    return [Article(ids_of(tokenizer, a.questions), ids_of(tokenizer, a.texts), own) for a, own in zip(articles, wrong, strict=True)]
