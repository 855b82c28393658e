"""What is indexed of a clause: its own words under those that give them their subject; and questions written for clauses."""

from __future__ import annotations

import pytest
from making import document, regulation, rows

from kb.chunks import MAX_EMBEDDED, MAX_OWN, MAX_QUESTION, chunks_of, read_questions
from kb.errors import LocatorError, ReadError
from kb.read.structure import parse

LAW = (
    "BAB I\nLARANGAN\n\nPasal 1\n(1) Pegawai tidak boleh:\na. memetik buah; dan\nb. membawa kambing.\n(2) Larangan itu tetap.\n\n"
    "PENJELASAN\n\nPasal 1\nAyat (1)\nCukup jelas.\nAyat (2)\nTetap ialah selamanya."
)


def chunks(text):
    clauses = parse(document(text)).clauses
    return {str(chunk.locator): chunk for chunk in chunks_of(clauses, text, regulation("uu-1-2001", judul="Kebun"))}


def test_a_huruf_carries_its_subject():
    chunk = chunks(LAW)["pasal-1/ayat-1/huruf-b"]
    assert chunk.own == "b. membawa kambing."
    assert chunk.context.split() == "Kebun BAB I LARANGAN Pasal 1 (1) Pegawai tidak boleh:".split()
    assert chunk.embedded == f"{chunk.context} {chunk.own}"
    assert chunk.key == "uu-1-2001"


INDEXED = [
    # why, address, whether it is indexed
    ("a Pasal with all below it", "pasal-1", True),
    ("an ayat", "pasal-1/ayat-2", True),
    ("an elucidation that says something", "penjelasan/pasal-1/ayat-2", True),
    ("an elucidation that says nothing", "penjelasan/pasal-1/ayat-1", False),
    ("the opening", "pembukaan", False),
]


@pytest.mark.parametrize(("address", "indexed"), rows(INDEXED))
def test_what_is_indexed(address, indexed):
    assert (address in chunks("PERATURAN CONTOH\n\n" + LAW)) is indexed


def test_rows_are_indexed_without_their_bars_and_their_annex_not_twice():
    found = chunks("KESATU\nA.\n\nKEDUA\nB.\n\nLAMPIRAN I\nJUDUL\n\n| No | Perbuatan |\n|---|---|\n| 1 | Memetik buah |")
    assert found["lampiran-1/baris-1"].own.split() == ["1", "Memetik", "buah"]
    assert "JUDUL" in found["lampiran-1/baris-1"].context
    assert "lampiran-1" not in found


def test_a_long_clause_is_cut_and_what_is_below_it_is_not():
    found = chunks("Pasal 1\n(1) " + "Sumur itu dalam. " * 400 + "\n(2) Tali.")
    assert len(found["pasal-1"].own) <= MAX_OWN
    assert len(found["pasal-1/ayat-1"].embedded) <= MAX_EMBEDDED + MAX_EMBEDDED // 3 + 1
    assert found["pasal-1/ayat-2"].own == "(2) Tali."


def test_no_word_of_a_long_clause_is_lost_to_search():
    text = "Pasal 1\n" + "Sumur itu dalam. " * 400 + "Kecuali sumur keramat."
    assert any("keramat" in chunk.own for chunk in chunks_of(parse(document(text)).clauses, text, regulation()))


QUESTIONS = [
    # why, file, what is read
    ("three columns", "uu-1-2001/pasal-1\tsehari-hari\tBoleh petik buah?", [("uu-1-2001", "pasal-1", "Boleh petik buah?")]),
    ("remarks and blank lines", "# ini catatan\n\nuu-1-2001/pasal-1\tresmi\tApa?\n", [("uu-1-2001", "pasal-1", "Apa?")]),
    ("a question nothing here answers", "-\tsehari-hari\tResep rendang?", [("", None, "Resep rendang?")]),
    ("a question too long is cut", "uu-1-2001/pasal-1\tresmi\t" + "a" * 900, [("uu-1-2001", "pasal-1", "a" * MAX_QUESTION)]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("text", "expected"), rows(QUESTIONS))
def test_questions_are_read(tmp_path, text, expected):
    (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
    found = read_questions(tmp_path / "a.tsv")
    assert [(key, locator and str(locator), question) for key, locator, question in found] == expected


BAD_QUESTIONS = [
    ("two columns", "uu-1-2001/pasal-1\tApa?", ReadError, "baris 1"),
    ("no locator", "# x\nuu-1-2001\tresmi\tApa?", ReadError, "baris 2"),
    ("a locator of no known unit", "uu-1-2001/bab-1\tresmi\tApa?", LocatorError, "bab-1"),
]


@pytest.mark.parametrize(("text", "error", "words"), rows(BAD_QUESTIONS))
def test_bad_questions_are_refused(tmp_path, text, error, words):
    (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words):
        read_questions(tmp_path / "a.tsv")
