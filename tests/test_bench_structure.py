"""The measure of structure: its notation is read right, and its gold holds facts only."""

from __future__ import annotations

import json

import pytest
from making import document, rows

from bench.structure import GOLD, OPEN_PARSER, articles, numbers, parts
from kb.law.regulation import Unit
from kb.read.structure import parse

ENTRIES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]

NUMBERS = [
    ("one", "4", ["4"]),
    ("a run", "9-11", ["9", "10", "11"]),
    ("letters run on", "47A-47C", ["47A", "47B", "47C"]),
    ("an amending law's", "I 4 7A II", ["I", "4", "7A", "II"]),
    ("none", "", []),
]


@pytest.mark.parametrize(("text", "expected"), rows(NUMBERS))
def test_numbers(text, expected):
    assert numbers(text) == expected


PARTS = [
    ("ayat", "(1) (2)", {"pasal-5/ayat-1", "pasal-5/ayat-2"}),
    ("ayat with huruf", "(2)ab", {"pasal-5/ayat-2", "pasal-5/ayat-2/huruf-a", "pasal-5/ayat-2/huruf-b"}),
    ("huruf of the Pasal", "ab", {"pasal-5/huruf-a", "pasal-5/huruf-b"}),
    ("so many angka", "#2", {"pasal-5/angka-1", "pasal-5/angka-2"}),
    ("none", "", set()),
]


@pytest.mark.parametrize(("text", "expected"), rows(PARTS))
def test_parts(text, expected):
    assert parts("5", text) == expected


def test_articles_of_the_body_and_of_the_penjelasan_are_told_apart():
    structure = parse(document("Pasal 1\nSumur.\n\nPasal 2\nTali.\n\nPENJELASAN\n\nPasal 1\nCukup jelas."))
    assert articles(structure) == ["1", "2"]
    assert articles(structure, Unit.PENJELASAN) == ["1"]


def test_the_gold_holds_names_and_numbers_only():
    allowed = {"file", "sha256", "layout", "pasal", "diktum", "butir", "parts", "sample", "note", "lost", "headless"}
    assert len(ENTRIES) >= 80
    assert len({entry["file"] for entry in ENTRIES}) + 1 >= len(ENTRIES)
    for entry in ENTRIES:
        assert set(entry) <= allowed
        assert len(entry["sha256"]) == 16
        assert all(word[:1].isdigit() or set(word) <= set("IVX") for word in entry["pasal"].split())
        assert len(entry.get("note", "").split()) < 10


def test_the_ten_texts_with_published_shares_are_in_the_gold():
    assert {f"raw/{name}.md" for name in OPEN_PARSER} == {entry["file"] for entry in ENTRIES if entry["sample"] == "sepuluh"}
    assert sum(entry["sample"] != "sepuluh" for entry in ENTRIES) >= 40
