"""Lexical search: what a word is taken for, and BM25 against its formula written out."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import rows

from kb.indexing.counting import index_of
from kb.indexing.lexical import LexicalIndex, analyse, colloquial, idf, stem
from kb.indexing.stems import Stems

STEMS = [
    # why, text, stems
    ("words that say nothing are left out", "Apakah yang itu di dan ke?", []),
    ("prefix and suffix", "mendukung dukungan didukung", ["dukung", "dukung", "dukung"]),
    ("abstract noun and its adjective meet", "netralitas netral", ["netral", "netral"]),
    ("numbers stay whole", "Pasal 280", ["pasal", "280"]),
    ("case and punctuation", "PNS, (pns)!", ["pns", "pns"]),
    ("full-width letters are letters", "ＰＮＳ", ["pns"]),
    ("a hyphen parts words", "nge-like", ["nge", "like"]),
    ("an underscore too", "tim_sukses", ["tim", "sukses"]),
    ("twice, as people type it", "joget2", [stem("joget")]),
    ("near miss: a number that ends in 2", "12 x2", ["12", "x2"]),
    ("nothing", "", []),
    ("only signs", "?! … 🌳", []),
]


@pytest.mark.parametrize(("text", "stems"), rows(STEMS))
def test_analyse(text, stems):
    assert analyse(text) == stems


ODD = "a1İé\u0301ﬁ²\u00a0\u3000\u1680\x1c\x85\u00b4\u1100\u1161가-_ "  # letters that join or change, and blanks of every kind


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODD)), max_size=60))
def test_a_text_has_the_stems_of_what_stands_between_its_blanks(text):
    stems = Stems()
    numbers = stems.of_text(text)
    assert [stems.since(0)[number] for number in numbers] == analyse(text)


@given(st.text(max_size=60))
def test_analysis_gives_words_and_is_the_same_each_time(text):
    stems = analyse(text)
    assert stems == analyse(text)
    assert all(s and s == s.casefold() and not any(c.isspace() for c in s) for s in stems)


SPOKEN = [
    ("ny stands for s or c", "nyumbang", "sumbang"),
    ("ng before a vowel stands for nothing or k", "ngajak", "ajak"),
    ("nge", "ngerusak", "rusak"),
    ("-in", "bagiin", "bagi"),
    ("e for a at the end", "simpen", "simpan"),
]


@pytest.mark.parametrize(("word", "standard"), rows(SPOKEN))
def test_spoken_forms_lead_to_standard_ones(word, standard):
    assert standard in colloquial(word)


def test_a_spoken_form_is_taken_only_for_a_word_the_corpus_holds():
    index = index_of([["sumbang"], ["netral"]])
    assert [index.known(s) for s in ("nyumbang", "netral", "nyanyi", "xyz")] == ["sumbang", "netral", "nyanyi", "xyz"]


K1, B = 1.2, 0.6


def by_formula(chunks, query):
    """BM25, Lucene's variant, the slow way: sum over query stems of idf * tf / (tf + k1 (1 - b + b len / average))."""
    average = sum(map(len, chunks)) / len(chunks)
    scores = []
    for chunk in chunks:
        total = 0.0
        for word in query:
            holding = sum(word in other for other in chunks)
            if holding:
                rarity = math.log(1 + (len(chunks) - holding + 0.5) / (holding + 0.5))
                count = chunk.count(word)
                total += rarity * count / (count + K1 * (1 - B + B * len(chunk) / average))
        scores.append(total)
    return scores


def test_scores_of_two_chunks_by_hand():
    index = index_of([["kampanye", "pns"], ["pns"]], K1, B)
    rarity = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))  # one of two chunks holds it
    assert index.scores({"kampanye": 1}) == pytest.approx([rarity * 1 / (1 + 1.2 * (1 - 0.6 + 0.6 * 2 / 1.5)), 0])


WORDS = st.sampled_from("abcdefg")


@settings(max_examples=60)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=8),
    st.lists(st.sampled_from("abcdefgxyz"), max_size=5, unique=True),
)
def test_scores_are_those_of_the_formula(chunks, query):
    assert index_of(chunks, K1, B).scores(Counter(query)) == pytest.approx(by_formula(chunks, query), rel=1e-4, abs=1e-6)


ASKED = [
    # why, query, which chunks score above nothing
    ("a word of one chunk", ["timba"], [True, False, False]),
    ("a word of two", ["sumur"], [True, True, False]),
    ("a word of none", ["langit"], [False, False, False]),
    ("one known, one not", ["langit", "tali"], [False, False, True]),
    ("nothing asked", [], [False, False, False]),
]


@pytest.mark.parametrize(("query", "above"), rows(ASKED))
def test_a_score_for_each_chunk(query, above):
    scores = index_of([["sumur", "timba"], ["sumur"], ["tali"]]).scores(Counter(query))
    assert scores.dtype == np.float32
    assert (scores > 0).tolist() == above


def test_a_word_counts_as_much_as_is_said():
    index = index_of([["sumur", "timba"], ["sumur"], ["tali"]])
    once, each = index.scores({"sumur": 1}), index.scores({"timba": 1})
    assert index.scores({"sumur": 2, "timba": 0.5}) == pytest.approx(2 * once + 0.5 * each)


def test_a_chunk_without_words_scores_nothing():
    assert index_of([["sumur"], []]).scores({"sumur": 1})[1] == 0


def test_an_index_reads_back(tmp_path):
    index = index_of([["sumur", "timba"], ["sumur"], ["tali"]])
    index.save(tmp_path)
    again = LexicalIndex.load(tmp_path)
    for query in (["sumur"], ["tali", "timba"], ["langit"], []):
        assert again.scores(Counter(query)).tolist() == index.scores(Counter(query)).tolist()
    assert "timba" in again
    assert "langit" not in again
    assert again.weight("tali") == index.weight("tali")


def test_the_same_chunks_give_the_same_bytes(tmp_path):
    chunks = [["sumur", "timba"], ["tali", "ember", "sumur"]]
    for name in ("satu", "dua"):
        index_of(chunks).save(tmp_path / name)
    files = sorted(p.name for p in (tmp_path / "satu").iterdir())
    assert files == sorted(p.name for p in (tmp_path / "dua").iterdir())
    assert all((tmp_path / "satu" / name).read_bytes() == (tmp_path / "dua" / name).read_bytes() for name in files)


def test_rarer_words_weigh_more_and_unknown_ones_most():
    index = index_of([["sumur", "timba"], ["sumur"], ["sumur", "tali"]])
    assert index.weight("langit") == index.weight("tali") == index.weight("timba") > index.weight("sumur") > 0


def test_idf_by_hand():
    weights = idf(np.array([1, 2, 4]), n_chunks=4)
    assert weights == pytest.approx([math.log(1 + 3.5 / 1.5), math.log(1 + 2.5 / 2.5), math.log(1 + 0.5 / 4.5)])
    assert weights.dtype == np.float32
