"""Embedding models: the numpy path and sentence-transformers agree, prompts are honoured, faults are told in one line."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import HERE, letters_tokenizer, rows, static_model, transformer_model, words_tokenizer, write_modules
from safetensors.numpy import save_file
from tokenizers import normalizers, pre_tokenizers

from kb.errors import IndexMismatch, ModelError
from kb.indexing.embedding import EMBEDDED, StaticEmbedder, TransformerEmbedder, load_embedder, unit
from kb.ingest import build
from kb.knowledge import KnowledgeBase

TEXTS = [
    ("a question", "Bolehkah pegawai taman ikut kampanye?"),
    ("letters the vocabulary lacks", "Ž Ω 漢字 🌳"),
    ("letters and unknown ones", "taman🌳kota"),
    ("nothing", ""),
    ("blanks", "  \n\t"),
    ("one letter", "a"),
    ("long", "pasal ayat huruf " * 400),
    ("a number", "Rp1.000.000,00"),
]
PROMPTS = {"query": "pertanyaan: ", "passage": "naskah: "}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A static model that knows every letter, so that nearly every text has a vector."""
    return static_model(tmp_path_factory.mktemp("model") / "huruf")


@pytest.fixture(scope="module")
def transformer(tmp_path_factory):
    return transformer_model(tmp_path_factory.mktemp("model") / "bert-mungil", PROMPTS)


def test_a_static_model_is_read_without_torch(letters):
    embedder = load_embedder(str(letters))
    assert isinstance(embedder, StaticEmbedder)
    assert (embedder.name, embedder.dim, embedder.prompts) == ("huruf", 24, {})


def test_both_paths_agree(letters):
    texts = [text for _, text in TEXTS]
    numpy, torch = StaticEmbedder(letters), TransformerEmbedder(str(letters))
    assert torch.dim == numpy.dim
    for ours, theirs in (
        (numpy.encode_queries(texts), torch.encode_queries(texts)),
        (numpy.encode_passages(texts), torch.encode_passages(texts)),
    ):
        assert np.abs(ours - theirs).max() < 1e-5


def test_both_paths_agree_on_a_tokenizer_that_cuts_and_pads(tmp_path):
    tokenizer = letters_tokenizer(["[PAD]"])
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
    folder = static_model(tmp_path / "m", tokenizer=tokenizer)
    texts = [text for _, text in TEXTS]
    assert np.abs(StaticEmbedder(folder).encode_queries(texts) - TransformerEmbedder(str(folder)).encode_queries(texts)).max() < 1e-5


def test_a_static_model_saved_by_sentence_transformers_is_read(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    theirs = SentenceTransformer(modules=[StaticEmbedding(letters_tokenizer(), embedding_dim=12)], device="cpu")
    theirs.save(str(tmp_path / "m"))
    ours = load_embedder(str(tmp_path / "m"))
    assert isinstance(ours, StaticEmbedder)
    vectors = theirs.encode(["Pegawai taman"], convert_to_numpy=True, show_progress_bar=False)
    assert np.abs(ours.encode_queries(["Pegawai taman"]) - unit(vectors)).max() < 1e-5


def test_vectors_are_unit_or_zero(letters):
    vectors = load_embedder(str(letters)).encode_queries([text for _, text in TEXTS])
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 24)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))
    assert [why for (why, _), length in zip(TEXTS, lengths, strict=True) if length == 0] == [
        "letters the vocabulary lacks",
        "letters and unknown ones",
        "nothing",
        "blanks",
    ]


@given(st.lists(st.text(max_size=20), max_size=10))
def test_a_text_has_one_vector_in_any_company(letters, texts):
    embedder = load_embedder(str(letters))
    together = embedder.encode_passages(texts)
    assert together.shape == (len(texts), 24)
    assert np.isfinite(together).all()
    for text, vector in zip(texts, together, strict=True):
        assert (embedder.encode_queries([text])[0] == vector).all()  # few texts and many are summed up in two ways, with the same bits


def test_no_texts_no_rows(letters, transformer):
    for folder in (letters, transformer):
        embedder = load_embedder(str(folder))
        assert embedder.encode_queries([]).shape == (0, embedder.dim)


def test_declared_prompts_are_put_before_each_text(transformer):
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(transformer), device="cpu")

    def bare(text):
        return unit(plain.encode([text], prompt="", convert_to_numpy=True, show_progress_bar=False))

    embedder = load_embedder(str(transformer))
    assert isinstance(embedder, TransformerEmbedder)
    assert embedder.prompts == PROMPTS
    query, passage = embedder.encode_queries(["pegawai"]), embedder.encode_passages(["pegawai"])
    assert np.abs(query - bare("pertanyaan: pegawai")).max() < 1e-5
    assert np.abs(passage - bare("naskah: pegawai")).max() < 1e-5
    assert np.abs(query - passage).max() > 1e-3


def test_a_static_model_with_prompts_is_read_as_sentence_transformers_reads_it(tmp_path):
    folder = static_model(tmp_path / "m")
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": PROMPTS}), encoding="utf-8")
    assert load_embedder(str(folder)).prompts == PROMPTS
    ours, theirs = load_embedder(str(folder)), TransformerEmbedder(str(folder))
    assert np.abs(ours.encode_queries(["pegawai"]) - theirs.encode_queries(["pegawai"])).max() < 1e-5


def test_prompts_are_recorded_and_asked_with(tmp_path, corpus, transformer):
    _, manifest = build([corpus], tmp_path / "indeks", str(transformer))
    assert (manifest.model, manifest.dim, manifest.prompts) == ("bert-mungil", 16, PROMPTS)
    kb = KnowledgeBase.open(tmp_path / "indeks", str(transformer))
    assert kb.ask("Pasal 2 UU 901/1991").hits[0].clause.address == "uu-901-1991/pasal-2"


def test_fingerprints_tell_models_apart(tmp_path, letters):
    same, other = static_model(tmp_path / "lain" / "nama"), static_model(tmp_path / "m", seed=8)
    assert load_embedder(str(same)).fingerprint == load_embedder(str(letters)).fingerprint
    assert load_embedder(str(other)).fingerprint != load_embedder(str(letters)).fingerprint


MISMATCHED = [
    ("other weights", {"dim": 64, "seed": 8}),
    ("other size", {"dim": 12}),
]


@pytest.mark.parametrize("changes", rows(MISMATCHED))
def test_an_index_is_refused_with_another_model(tmp_path, index, changes):
    other = static_model(tmp_path / "lain", **changes)
    with pytest.raises(IndexMismatch) as caught:
        KnowledgeBase.open(index, str(other))
    message = str(caught.value)
    assert all(words in message for words in ("'mungil'", "'lain'", "dimensi 64", f"dimensi {changes['dim']}", "kb build", "--model"))
    assert "\n" not in message


def test_an_index_is_refused_with_other_prompts(tmp_path, corpus, transformer):
    build([corpus], tmp_path / "indeks", str(transformer))
    other = shutil.copytree(transformer, tmp_path / "bert-mungil")
    config = json.loads((other / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    config["prompts"]["passage"] = "lain: "
    (other / "config_sentence_transformers.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(IndexMismatch):
        KnowledgeBase.open(tmp_path / "indeks", str(other))


def cut(name, keep):
    def change(folder):
        path = folder / "0_StaticEmbedding" / name
        path.write_bytes(path.read_bytes()[:keep])

    return change


def write(name, text):
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def without(name):
    return lambda folder: (folder / "0_StaticEmbedding" / name).unlink()


def renamed_tensor(folder):
    save_file({"weight": np.zeros((200, 4), np.float32)}, str(folder / "0_StaticEmbedding" / "model.safetensors"))


def too_few_vectors(folder):
    save_file({"embedding.weight": np.zeros((5, 4), np.float32)}, str(folder / "0_StaticEmbedding" / "model.safetensors"))


FAULTY = [
    # why, what is done to a good model's folder, words of the message
    ("vectors missing", without("model.safetensors"), "model.safetensors"),
    ("tokenizer missing", without("tokenizer.json"), "tokenizer.json"),
    ("fewer vectors than tokens", too_few_vectors, "5 vektor"),
    ("module outside the folder", lambda folder: write_modules(folder, "../../lain", "StaticEmbedding"), "ke luar foldernya"),
    ("no model in the folder", lambda folder: (folder / "modules.json").unlink(), "tidak dapat dimuat"),
    ("list of modules is no JSON", write("modules.json", "[{"), "modules.json"),
    ("list of modules is empty of what is needed", write("modules.json", '[{"name": "0"}]'), "modules.json"),
    ("vectors cut short", cut("model.safetensors", 100), "model.safetensors"),
    ("vectors under another name", renamed_tensor, "embedding.weight"),
    ("tokenizer cut short", cut("tokenizer.json", 100), "tokenizer.json"),
]


@pytest.mark.parametrize(("change", "words"), rows(FAULTY))
def test_a_faulty_model_is_told_in_one_line(tmp_path, change, words):
    folder = static_model(tmp_path / "m")
    change(folder)
    with pytest.raises(ModelError) as caught:
        load_embedder(str(folder))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


UNKNOWN = [
    ("hub name that does not exist", "tidak/ada-model-ini"),
    ("path that does not exist", "./tidak-ada"),
    ("a file, not a folder", str(HERE / "making.py")),
]


@pytest.mark.parametrize("name", rows(UNKNOWN))
def test_an_unknown_model_is_told_in_one_line(name):
    with pytest.raises(ModelError) as caught:
        load_embedder(name)
    message = str(caught.value)
    assert repr(name) in message
    assert "sebut folder model" in message
    assert "\n" not in message


def test_no_model_at_all_names_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr("kb.indexing.embedding.EMBEDDED", tmp_path / "tidak-ada")
    with pytest.raises(ModelError, match="--model"):
        load_embedder()


def test_the_embedded_model_agrees_with_sentence_transformers():
    from sentence_transformers import SentenceTransformer

    texts = ["Boleh nggak PNS ikut kampanye?", "Pasal 280 ayat (2) huruf f", "netralitas " * 500, "ASN"]
    theirs = SentenceTransformer(str(EMBEDDED), device="cpu").encode(texts, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(load_embedder().encode_queries(texts) - theirs).max() < 1e-5


def test_the_embedded_model_is_small():
    assert sum(path.stat().st_size for path in EMBEDDED.rglob("*") if path.is_file()) < 8_000_000


@given(st.lists(st.one_of(st.text(max_size=40), st.text(alphabet="aZé1 .,-\u00a0\u2003\x1c\x85\n", max_size=40)), max_size=6))
def test_words_remembered_give_the_tokens_of_the_whole_text(texts):
    embedder = load_embedder()
    assert isinstance(embedder, StaticEmbedder)
    assert embedder._words is not None
    whole = [encoding.ids for encoding in embedder._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    assert embedder._ids(texts) == whole


def blanks_kept(tokenizer):
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.normalizer = normalizers.Replace(" ", "_")
    return tokenizer


def split_at_blanks(tokenizer):
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


@pytest.mark.parametrize(
    ("tokenizer", "word_by_word"),
    rows(
        [
            ("blanks part words", split_at_blanks(words_tokenizer(["taman"])), True),
            ("blanks are made letters first", blanks_kept(words_tokenizer(["taman"])), False),
            ("marks part words too, by rules of its own", words_tokenizer(["taman"]), False),
        ]
    ),
)
def test_words_are_remembered_only_where_they_are_cut_one_by_one(tmp_path, tokenizer, word_by_word):
    folder = static_model(tmp_path / "m", tokenizer=tokenizer)
    assert (StaticEmbedder(folder)._words is not None) == word_by_word
