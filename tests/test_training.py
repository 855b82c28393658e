"""The training code on a few made-up texts, in seconds: what is mined, what is learnt, what is saved can be read."""

from __future__ import annotations

import re
import sys
from random import Random

import numpy as np
import pytest
import torch
from making import ROOT

from kb.indexing.embedding import StaticEmbedder, TransformerEmbedder, load_embedder

sys.path.insert(0, str(ROOT / "training"))

from contrastive import Batch, Course, Examples, _ranking_loss, pooled, train, train_vectors
from initial import first_vectors, weigh
from masked import MASK, SPECIAL, fill_in, first_bert
from negatives import article_ids, mine, read_siblings
from saving import ids_of, pair_ids, save, static_encoder
from texts import Asked
from transformer import Encoder, save_transformer
from vocabulary import count_words, train_tokenizer

THINGS = ("pohon", "bangku", "kolam", "lampu", "pagar", "air mancur", "jalan setapak", "rumput")


def asked(address, thing):
    text = f"Pengelola taman kota wajib merawat {thing} setiap bulan dan mencatat keadaan {thing} dalam buku taman."
    return Asked(address, (f"siapa yang merawat {thing}?", f"{thing} taman rusak lapor ke mana"), (text, text), (text,))


ARTICLES = [asked(f"uu-901-1991/pasal-{n}", thing) for n, thing in enumerate(THINGS, start=1)]
ARTICLES.append(asked("uu-901-1991/penjelasan/pasal-1", "pohon"))
TEXTS = [text for article in ARTICLES for text in (*article.questions, *article.texts)]
SILENT = str.strip


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer({word: 20 * count for word, count in count_words(TEXTS).items()}, 1000, 60)


@pytest.fixture(scope="module")
def vectors(tokenizer):
    ids = ids_of(tokenizer, TEXTS)
    counts = np.bincount(np.concatenate(ids), minlength=tokenizer.get_vocab_size()).astype(float)
    return first_vectors(ids * 3, weigh(counts, 1e-1), 20, 4, 0)


@pytest.fixture(scope="module")
def siblings(tmp_path_factory):
    table = tmp_path_factory.mktemp("training") / "serumpun.tsv"
    table.write_text("# remark\nuu-901-1991/pasal-2 uu-901-1991/pasal-3\twater and rest\n", encoding="utf-8")
    return read_siblings(table, ARTICLES)


@pytest.fixture(scope="module")
def examples(tokenizer, vectors, siblings):
    mined = mine(ARTICLES, siblings, static_encoder(tokenizer, vectors))
    pairs = pair_ids(tokenizer, [("lampu mati", "penerangan padam"), ("kolam kering", "air habis")])
    return Examples(article_ids(tokenizer, ARTICLES, mined), pairs, ids_of(tokenizer, [a.texts[0] for a in ARTICLES]), pairs, siblings)


def test_siblings_are_texts_of_one_pasal_and_those_named_together(siblings):
    found = {(ARTICLES[a].address, ARTICLES[b].address) for a, b in zip(*np.nonzero(siblings), strict=True)}
    assert {tuple(sorted(pair)) for pair in found} == {
        ("uu-901-1991/pasal-2", "uu-901-1991/pasal-3"),
        ("uu-901-1991/pasal-1", "uu-901-1991/penjelasan/pasal-1"),
    }


def test_wrong_answers_are_of_other_articles_that_are_no_siblings(tokenizer, vectors, siblings):
    mined = mine(ARTICLES, siblings, static_encoder(tokenizer, vectors))
    assert [len(questions) for questions in mined] == [len(article.questions) for article in ARTICLES]
    assert any(wrong for questions in mined for wrong in questions)
    for number, questions in enumerate(mined):
        right = {text for n, article in enumerate(ARTICLES) if n == number or siblings[number, n] for text in article.parts}
        assert not right & {text for wrong in questions for text in wrong}


def test_siblings_named_in_the_table_are_held():
    names = [line.split("\t")[0].split() for line in (ROOT / "training" / "serumpun.tsv").read_text(encoding="utf-8").splitlines()]
    keys = {path.stem for path in (ROOT / "corpus" / "ringkasan").glob("*.md")}
    named = {name.split("/")[0] for line in names if line and line[0] != "#" for name in line}
    assert {name for name in named if not any(key.startswith(name) for key in keys)} == set()


def test_a_wrong_answer_of_its_own_costs_and_a_sibling_does_not():
    encode = torch.stack
    one, near, far = torch.tensor([1.0, 0.0]), torch.tensor([0.8, 0.6]), torch.tensor([0.0, 1.0])
    plain = _ranking_loss(encode, Batch([(one, one), (far, far)]), 5)
    assert _ranking_loss(encode, Batch([(one, one), (far, far)], [[near], []]), 5) > plain
    shared = ~torch.eye(2, dtype=torch.bool)
    assert _ranking_loss(encode, Batch([(one, one), (far, far)], [], shared), 5) == pytest.approx(0, abs=1e-6)


def test_a_course_brings_questions_to_their_texts(tokenizer, vectors, examples):
    learnt = train_vectors(torch.from_numpy(vectors), examples, Course(steps=60, rate=0.05, wrong=1), 0, SILENT)
    again = train_vectors(torch.from_numpy(vectors), examples, Course(steps=60, rate=0.05, wrong=1), 0, SILENT)
    assert torch.equal(learnt, again)
    questions = ids_of(tokenizer, [a.questions[0] for a in ARTICLES[:8]])
    texts = ids_of(tokenizer, [a.texts[0] for a in ARTICLES[:8]])
    scores = pooled(learnt, questions) @ pooled(learnt, texts).T
    assert scores.argmax(dim=1).tolist() == list(range(8))


def test_a_static_model_is_saved_and_read(tmp_path, tokenizer, vectors):
    save(tmp_path / "statis", tokenizer, vectors)
    embedder = load_embedder(str(tmp_path / "statis"))
    assert isinstance(embedder, StaticEmbedder)
    ours = static_encoder(tokenizer, vectors)(TEXTS)
    assert np.abs(embedder.encode_passages(TEXTS) - ours).max() < 1e-3


def test_a_transformer_begins_as_the_static_model_learns_and_is_read_by_sentence_transformers(tmp_path, tokenizer, vectors, examples):
    torch.manual_seed(0)
    bert = first_bert(vectors, SPECIAL, layers=1, heads=2)
    first = Encoder(bert, np.linalg.norm(vectors, axis=1))
    ids = ids_of(tokenizer, TEXTS)
    with torch.no_grad():
        begun = first(ids).numpy()
    assert (begun * static_encoder(tokenizer, vectors)(TEXTS)).sum(axis=1).min() > 0.9

    told: list[str] = []
    fill_in(bert, ids * 300, len(vectors) + MASK, 6, 0, told.append)
    encoder = Encoder(bert, np.linalg.norm(vectors, axis=1))
    train(encoder, encoder.groups(), examples, Course(steps=5, rate=0.2, articles=4, pairs=2, pasal=2, terms=2, wrong=1), 0, told.append)
    assert any(re.search(r"step 6 of 6: loss \d", words) for words in told)

    save_transformer(tmp_path / "mungil", encoder, tokenizer)
    embedder = load_embedder(str(tmp_path / "mungil"))
    assert isinstance(embedder, TransformerEmbedder)
    with torch.no_grad():
        learnt = encoder(ids).numpy()
    assert (embedder.encode_queries(TEXTS) * learnt).sum(axis=1).min() > 0.999
    assert (learnt * begun).sum(axis=1).min() < 0.999
    assert not list(tmp_path.rglob("*.bin")) + list(tmp_path.rglob("*.pkl"))


def test_order_of_a_batch_is_kept(tokenizer, vectors):
    torch.manual_seed(0)
    encoder = Encoder(first_bert(vectors, SPECIAL, layers=1, heads=2), np.linalg.norm(vectors, axis=1))
    ids = ids_of(tokenizer, TEXTS)
    shuffled = Random(0).sample(range(len(ids)), len(ids))
    with torch.no_grad():
        assert torch.allclose(encoder([ids[n] for n in shuffled]), encoder(ids)[shuffled], atol=2e-2)


def test_nothing_kept_for_measuring_is_named_in_the_training_code():
    code = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "training").glob("*.py")}
    assert [name for name, text in code.items() if re.search(r"questions\.jsonl|tests/|\beval\b", text)] == []
