"""Make what tests need on the spot: tiny embedding models, PDFs, catalogue entries, documents."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from kb.law.catalogue import Effect, Nomor, Regulation
from kb.law.regulation import Document

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
CONTOH = HERE / "contoh"
RAW = ROOT.parent / "shared" / "corpus" / "raw"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_WORDS = ("taman", "pegawai", "calon", "kampanye", "pasal", "ayat", "huruf")


def rows(table: Iterable[tuple], bugs: Iterable[tuple] = ()) -> list:
    """Parameters of a table whose rows start with why they are there.

    ``bugs`` are rows of the same form that fail today: each must go on failing, and moves up into its
    table when the fault is mended.
    """
    good = [pytest.param(*row, id=why) for why, *row in table]
    bad = [pytest.param(*row, id=why, marks=pytest.mark.xfail(strict=True, reason=f"bug: {why}")) for why, *row in bugs]
    return [*good, *bad]


def static_model(folder: Path, dim: int = 24, seed: int = 7, tokenizer: Tokenizer | None = None) -> Path:
    """A StaticEmbedding as sentence-transformers saves it; without a tokenizer, any text of letters and digits has tokens."""
    inner = folder / "0_StaticEmbedding"
    inner.mkdir(parents=True)
    tokenizer = tokenizer or letters_tokenizer()
    tokenizer.save(str(inner / "tokenizer.json"))
    vectors = np.random.default_rng(seed).normal(size=(tokenizer.get_vocab_size(), dim)).astype(np.float32)
    vectors[tokenizer.token_to_id("[UNK]")] = 0  # what is unknown means nothing
    save_file({"embedding.weight": vectors}, str(inner / "model.safetensors"))
    write_modules(folder, "0_StaticEmbedding", "StaticEmbedding")
    return folder


def write_modules(folder: Path, path: str, kind: str) -> None:
    """The modules.json of a model of one module."""
    module = {"idx": 0, "name": "0", "path": path, "type": f"sentence_transformers.models.{kind}"}
    (folder / "modules.json").write_text(json.dumps([module]), encoding="utf-8")


def letters_tokenizer(more: Sequence[str] = ()) -> Tokenizer:
    """WordPiece over single letters and a few whole words."""
    vocab = [*more, "[UNK]", *_LETTERS, *(f"##{c}" for c in _LETTERS), *_WORDS]
    tokenizer = Tokenizer(models.WordPiece({w: i for i, w in enumerate(vocab)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF whose pages show these texts, one line a line; "" is a page without text."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, page in enumerate(pages):
        lines = " ".join(f"({_escaped(line)}) Tj T*" for line in page.splitlines())
        stream = f"BT /F1 11 Tf 14 TL 50 800 Td {lines} ET".encode("cp1252") if page else b""
        link = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R"
        objects.append(f"<< /Type /Page {link} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return out + f"{trailer}startxref\n{len(out)}\n%%EOF\n".encode()


def scanned(pages: Sequence[str], mark: str = "") -> bytes:
    """A PDF whose pages are pictures of these texts, as a scanner makes them; ``mark`` is written below each as a text layer."""
    import pypdfium2
    from pypdf import PdfReader, PdfWriter

    with pypdfium2.PdfDocument(pdf(pages)) as printed:
        pictures = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in printed]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    if not mark:
        return out.getvalue()
    writer = PdfWriter(clone_from=PdfReader(out))
    layer = PdfReader(io.BytesIO(pdf(["\n" * 52 + mark]))).pages[0]
    for page in writer.pages:
        page.merge_page(layer)
    marked = io.BytesIO()
    writer.write(marked)
    return marked.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def document(text: str, name: str = "uji.txt") -> Document:
    """A document of one page that holds just this text."""
    return Document(name, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, reading=text)


def regulation(key: str = "uu-1-2001", **changes: object) -> Regulation:
    """A catalogue entry; its kind, number and year are those of its key unless given."""
    jenis, nomor, tahun = key.split("-")[:3]
    given: dict[str, object] = {"jenis": jenis.upper(), "judul": "Contoh", "nomor": (Nomor(nomor, int(tahun)),)}
    return Regulation(kunci=key, **(given | changes))  # type: ignore[arg-type]


def effect(on: str, since: str, *clauses: str, but: Sequence[str] = (), deleted: Sequence[str] = (), **more: object) -> Effect:
    """What an entry does to another from a day on."""
    return Effect(on, day(since), clauses, tuple(but), tuple(deleted), **more)  # type: ignore[arg-type]


def day(text: str) -> datetime.date:
    """A date from its ISO form."""
    return datetime.date.fromisoformat(text)


def words_tokenizer(words: Iterable[str]) -> Tokenizer:
    """One token a word; a word that is not among them has the first token, whose vector ``static_model`` can make zero."""
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(["[UNK]", *sorted(set(words))])}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def transformer_model(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """A BERT of one layer with mean pooling, its weights from a fixed seed, as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    inner = bert(folder.with_name(f"{folder.name}-bert"))
    modules = [Transformer(str(inner), max_seq_length=128), Pooling(16)]
    SentenceTransformer(modules=modules, prompts=prompts or {}, device="cpu").save(str(folder))
    return folder


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A BERT of one layer with a head of so many scores, as sentence-transformers saves a cross-encoder."""
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(bert(folder.with_name(f"{folder.name}-bert"), labels)), device="cpu").save(str(folder))
    return folder


def bert(folder: Path, labels: int = 0) -> Path:
    """A BERT of one layer, its weights from a fixed seed, with a head of ``labels`` scores or none, as transformers saves it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

    tokenizer = letters_tokenizer(["[PAD]", "[CLS]", "[SEP]", "[MASK]", ":"])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]"
    ).save_pretrained(folder)
    torch.manual_seed(7)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 128}
    config = BertConfig(vocab_size=tokenizer.get_vocab_size(), num_labels=labels or 1, **size)
    (BertForSequenceClassification if labels else BertModel)(config).save_pretrained(folder)
    return folder
