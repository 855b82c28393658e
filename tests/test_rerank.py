"""Reordering by a cross-encoder: its order holds among what was found, and nothing else changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from making import ROOT, bert, cross_encoder, rows, transformer_model

from kb.answer.ranking import POOL
from kb.cli import main
from kb.errors import ModelError
from kb.indexing.rerank import load_reranker, sigmoid
from kb.knowledge import KnowledgeBase

BROAD = "Bolehkah pegawai taman ikut kampanye?"
WHY = "urutan oleh model pembanding"


class Prefers:
    """A reranker for which a text that holds these words is the best, and the sooner read the worse the others are."""

    def __init__(self, words):
        self.words, self.read = words, []

    def scores(self, question, texts):
        self.read.append((question, list(texts)))
        return np.array([0.9 if self.words in text else 0.001 * n for n, text in enumerate(texts)])


def asked_with(kb, reranker):
    return KnowledgeBase(replace(kb.held, reranker=reranker), kb.manifest)


def addresses(answer):
    return [hit.clause.address for hit in answer.hits]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The folder of a cross-encoder of one layer."""
    return cross_encoder(tmp_path_factory.mktemp("pembanding") / "silang")


@pytest.mark.parametrize("place", range(5))
def test_the_clause_it_prefers_comes_first(repository_kb, place):
    question = "Boleh nggak PNS ikut kampanye?"
    wanted = repository_kb.ask(question).hits[place].clause
    answer = asked_with(repository_kb, Prefers(wanted.text)).ask(question)
    assert answer.hits[0].clause == wanted
    assert answer.hits[0].score in (0.9, round(0.9 * 0.75, 4))  # less where it no longer stands
    assert all(WHY in hit.why for hit in answer.hits)


def test_scores_fall_and_the_articles_are_those_found_without_it(repository_kb):
    question, many = "Boleh nggak PNS ikut kampanye?", 60
    found, reranker = repository_kb.ask(question, many), Prefers("tidak ada di mana pun")
    answer = asked_with(repository_kb, reranker).ask(question, many)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert sorted(addresses(answer)) == sorted(addresses(found))
    assert [len(texts) for _, texts in reranker.read] == [POOL]
    assert sum(WHY in hit.why for hit in answer.hits) == POOL
    assert addresses(answer) != addresses(found)


def test_it_reads_the_clause_below_the_leads_above_it(repository_kb):
    reranker = Prefers("")
    answer = asked_with(repository_kb, reranker).ask("Boleh nggak PNS ikut kampanye?")
    [(question, texts)] = reranker.read
    assert question == "Boleh nggak PNS ikut kampanye?"
    deep = [hit.clause for hit in answer.hits if len(hit.clause.locator.steps) > 1]
    assert deep
    for clause in deep:
        above, _, _ = repository_kb.held.clauses.around(clause)
        [text] = [t for t in texts if t.endswith(clause.text) and all(c.lead in t for c in above)][:1]
        assert text.index(above[0].lead) < len(text) - len(clause.text)


EXACT = [
    ("a Pasal", "Pasal 3 UU 901/1991"),
    ("down to a huruf", "Pasal 3 ayat (1) huruf c UU 901/1991"),
    ("in a sentence", "apa bunyi Pasal 2 PP 902/1995?"),
]


@pytest.mark.parametrize("question", rows(EXACT))
def test_an_exact_reference_stays_first(kb, question):
    found = kb.ask(question)
    answer = asked_with(kb, Prefers(found.hits[-1].clause.text)).ask(question)
    assert (answer.hits[0], answer.message) == (found.hits[0], found.message)
    assert answer.hits[0].score == 1.0


REFUSED = [
    ("outside the corpus", "resep nasi goreng"),
    ("not held", "Pasal 99 UU 901/1991"),
    ("letters at random", "qwzx plmk"),
]


@pytest.mark.parametrize("question", rows(REFUSED))
def test_what_is_refused_stays_refused_and_is_not_even_read(kb, question):
    reranker = Prefers("")
    answer, found = asked_with(kb, reranker).ask(question), kb.ask(question)
    assert not found.answered
    assert (answer.answered, answer.hits, answer.message) == (False, (), found.message)
    assert reranker.read == []


def test_only_what_passes_the_status_is_read(repository_kb):
    reranker = Prefers("")
    answer = asked_with(repository_kb, reranker).ask("larangan kampanye PNS status:dicabut", 5)
    assert answer.hits
    assert all(WHY in hit.why and hit.standing.status.value == "dicabut" for hit in answer.hits)


def test_a_cross_encoder_of_a_folder_scores_each_text_alone(tiny):
    reranker = load_reranker(str(tiny))
    texts = ["pegawai taman", "calon ikut kampanye " * 500, ""]
    scores = reranker.scores("taman", texts)
    assert scores.shape == (3,)
    assert ((scores > 0) & (scores < 1)).all()
    alone = [float(reranker.scores("taman", [text])[0]) for text in texts]
    assert scores == pytest.approx(alone, abs=1e-6)
    assert reranker.scores("taman", []).shape == (0,)


def test_the_score_is_the_sigmoid_of_the_models_own(tiny):
    from sentence_transformers import CrossEncoder

    own = CrossEncoder(str(tiny), device="cpu", local_files_only=True).predict([("taman", "pegawai")], show_progress_bar=False)
    assert load_reranker(str(tiny)).scores("taman", ["pegawai"]) == pytest.approx(own, abs=1e-6)  # its default is a sigmoid


def test_a_sigmoid_keeps_the_order():
    scores = sigmoid([-1e9, -8, -7.9, 0, 1, 1e9])
    assert (np.diff(scores) > 0).all()
    assert 0 <= scores.min() <= scores.max() <= 1


FAULTY = [
    ("hub name that does not exist", lambda folder: "tidak/ada-model-ini", "tidak dapat dimuat"),
    ("path that does not exist", lambda folder: "./tidak-ada", "tidak dapat dimuat"),
    ("folder without a model", lambda folder: folder, "tidak dapat dimuat"),
    ("embedding model, whose head would be chance", lambda folder: transformer_model(folder / "m"), "tidak punya kepala penilai"),
    ("model of no task", lambda folder: bert(folder / "m"), "tidak punya kepala penilai"),
    ("several scores", lambda folder: cross_encoder(folder / "m", labels=3), "memberi 3 skor"),
]


@pytest.mark.parametrize(("make", "words"), rows(FAULTY))
def test_what_cannot_compare_is_told_in_one_line(tmp_path, make, words):
    name = str(make(tmp_path))
    with pytest.raises(ModelError) as caught:
        load_reranker(name)
    message = str(caught.value)
    assert repr(name) in message
    assert words in message
    assert "sebut" in message
    assert "\n" not in message


def test_weights_cut_short_are_told(tiny, tmp_path):
    folder = tmp_path / "rusak"
    shutil.copytree(tiny, folder)
    weights = next(folder.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(ModelError, match="tidak dapat dimuat"):
        load_reranker(str(folder))


def test_scores_that_are_no_numbers_are_told(tiny, monkeypatch):
    reranker = load_reranker(str(tiny))
    monkeypatch.setattr(reranker._model, "predict", lambda pairs, **_: np.full(len(pairs), np.nan))
    with pytest.raises(ModelError, match="bukan bilangan"):
        reranker.scores("taman", ["pegawai"])


def test_the_command_line_takes_it(index, model, tiny, tmp_path):
    ask = ["ask", BROAD, "--json", "--index", str(index), "--model", str(model)]
    plain, reranked = CliRunner().invoke(main, ask), CliRunner().invoke(main, [*ask, "--rerank", str(tiny)])
    assert (plain.exit_code, reranked.exit_code) == (0, 0), reranked.output
    assert WHY in reranked.stdout
    assert WHY not in plain.stdout
    file = tmp_path / "soal.jsonl"
    file.write_text('{"id": "1", "question": "Pasal 3 UU 901/1991", "gold": [{"reg": "UU 901/1991", "pasal": "3"}]}\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["eval", str(file), "--index", str(index), "--model", str(model), "--rerank", str(tiny)])
    assert done.exit_code == 0, done.output
    assert "hit@1" in done.stdout


def test_an_unknown_one_is_one_line_on_stderr(index, model):
    given = ["ask", BROAD, "--index", str(index), "--model", str(model), "--rerank", "./tidak-ada"]
    done = subprocess.run([sys.executable, "-m", "kb", *given], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "./tidak-ada" in done.stderr


def test_its_module_is_light():
    code = "import sys, kb.indexing.rerank; print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
