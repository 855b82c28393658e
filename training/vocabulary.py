"""Train the tokenizer: lower-cased Unigram pieces over letters and whole numbers.

Pieces carry no mark for the start of a word, so that the stem of "berkampanye" and the word "kampanye" share one
vector. Everything but letters and digits is a space; accents are dropped. A run of digits is one word, and the
numbers that name a Pasal or a year are pieces of their own.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase, digits

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

UNKNOWN = "[UNK]"
LARGEST_PASAL = 700
YEARS = range(1945, 2031)
NUMBER_SCORE = -9.0  # above any run of single digits
_WORD = re.compile(r"[a-z]+")


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each run of the letters a to z stands in the texts, lower-cased."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text.lower()))
    return counts


def mix_counts(groups: Iterable[tuple[Mapping[str, float], float]], power: float, least: float) -> dict[str, int]:
    """Flatten and add word counts, so that the bulk does not crowd out everyday words.

    Args:
        groups: Word counts, each with the weight of its group.
        power: Exponent that flattens each count, from 0 (every word alike) to 1 (as counted).
        least: Words whose sum stays below this are left out (misprints of the scans, mostly).

    Returns:
        Whole counts, at least 1, sorted by word.
    """
    mixed: Counter[str] = Counter()
    for counts, weight in groups:
        for word, count in counts.items():
            mixed[word] += weight * count**power  # type: ignore[assignment]
    return {word: round(mixed[word]) for word in sorted(mixed) if mixed[word] >= max(least, 1)}


def train_tokenizer(counts: Mapping[str, int], size: int, stems: int) -> Tokenizer:
    """A Unigram tokenizer of ``size`` pieces, without padding, truncation or special tokens.

    Args:
        counts: Words with their whole counts.
        size: Pieces in all, the unknown piece (row 0) among them.
        stems: Pieces learnt from the inside of words, for words that are not held whole. The most frequent
            words and the whole numbers fill the rest.

    Returns:
        The tokenizer. Every text of letters and digits can be cut into its pieces.
    """
    scores = dict(_learn_pieces(counts, stems))
    total = math.log(sum(counts.values()))
    for number in (*range(LARGEST_PASAL + 1), *YEARS):
        scores[str(number)] = NUMBER_SCORE
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(scores) >= size - 1:
            break
        if len(word) > 1:  # one letter is the name of a huruf, held as a piece already
            scores[word] = max(math.log(count) - total, scores.get(word, -math.inf))
    pieces = [(UNKNOWN, 0.0), *sorted(scores.items(), key=lambda item: (-item[1], item[0]))]
    return _tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))


def _tokenizer(model: models.Model) -> Tokenizer:
    """The model behind the steps that turn any text into words of a to z and runs of digits."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[^a-z0-9]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Digits(individual_digits=False)])
    return tokenizer


def _learn_pieces(counts: Mapping[str, int], size: int) -> list[tuple[str, float]]:
    """Pieces of words and their log probabilities, single letters and digits among them."""
    tokenizer = _tokenizer(models.Unigram())
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        initial_alphabet=list(ascii_lowercase + digits),
        max_piece_length=16,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_repeat(counts), trainer)
    vocabulary: list[tuple[str, float]] = json.loads(tokenizer.to_str())["model"]["vocab"]
    return [(piece, score) for piece, score in vocabulary if piece.isalnum()]


def _repeat(counts: Mapping[str, int], width: int = 1000) -> Iterator[str]:
    """Each word as often as counted, in lines of at most ``width`` words."""
    for word, count in counts.items():
        for _ in range(count // width):
            yield " ".join([word] * width)
        if count % width:
            yield " ".join([word] * (count % width))
