"""What the tests share: a tiny embedding model, a small made-up corpus, its index. All offline, all seeded."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # read when sentence-transformers is first imported
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="kb-uji-")  # what OCR read is kept there, and must be read anew

import pytest
from hypothesis import HealthCheck, settings
from making import CONTOH, ROOT, static_model, words_tokenizer

from kb.ingest import build
from kb.knowledge import KnowledgeBase

settings.register_profile("kb", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kb")


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> Path:
    """The folder of a tiny static embedding model that knows the words of the made-up corpus and no others."""
    words = re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8").lower() for path in sorted(CONTOH.rglob("*.*"))))
    return static_model(tmp_path_factory.mktemp("model") / "mungil", dim=64, tokenizer=words_tokenizer(words))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """The made-up corpus ``tests/contoh``, in a place where a test may look but not write."""
    folder = tmp_path_factory.mktemp("korpus") / "contoh"
    shutil.copytree(CONTOH, folder)
    return folder


@pytest.fixture(scope="session")
def index(tmp_path_factory, corpus, model) -> Path:
    """The made-up corpus, indexed."""
    folder = tmp_path_factory.mktemp("indeks") / "contoh"
    build([corpus], folder, str(model))
    return folder


@pytest.fixture(scope="session")
def kb(index, model) -> KnowledgeBase:
    """The made-up corpus, open."""
    return KnowledgeBase.open(index, str(model))


@pytest.fixture(scope="session")
def repository_kb(tmp_path_factory, model) -> KnowledgeBase:
    """The repository's own corpus, indexed with the tiny model and open."""
    folder = tmp_path_factory.mktemp("indeks") / "corpus"
    build([ROOT / "corpus"], folder, str(model))
    return KnowledgeBase.open(folder, str(model))
