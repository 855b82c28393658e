"""The parts of a check by themselves: titles, slips of the hand, quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document, rows

from kb.answer.quotation import quotation_near
from kb.answer.suggest import one_slip
from kb.indexing.clauses import Source, StoredClause
from kb.law.regulation import Locator, Nature
from kb.law.titles import Title, compare, title_start

DISIPLIN = "Disiplin Pegawai Negeri Sipil"
TITLES = [
    # why, written after "tentang", the instrument's title, what it is
    ("the same", "Disiplin Pegawai Negeri Sipil", DISIPLIN, Title.SAME),
    ("short word", "Disiplin PNS", DISIPLIN, Title.SAME),
    ("lower case", "disiplin pns", DISIPLIN, Title.SAME),
    ("cut short", "Disiplin Pegawai", DISIPLIN, Title.SAME),
    ("prose after it", "Disiplin PNS mengatur larangan", DISIPLIN, Title.SAME),
    ("a name after the whole", "Disiplin PNS Bupati Contoh", DISIPLIN, Title.SAME),
    ("misspelt", "Disiplin Pegawai Negri Sipil", DISIPLIN, Title.SAME),
    ("another body", "Disiplin Aparatur Sipil Negara", DISIPLIN, Title.OTHER),
    ("another matter", "Pemilihan Umum", DISIPLIN, Title.OTHER),
    ("no title at all", "hal yang sama", DISIPLIN, Title.NONE),
    ("nothing", "", DISIPLIN, Title.NONE),
    ("a title that nobody could read", "Disiplin PNS", "", Title.NONE),
    ("commas of a list", "Pemilihan Gubernur, Bupati, dan Walikota", "Pemilihan Gubernur, Bupati, dan Walikota", Title.SAME),
    ("a reference after it", "Pemilihan Umum Pasal 280", "Pemilihan Umum", Title.SAME),
]


@pytest.mark.parametrize(("written", "judul", "expected"), rows(TITLES))
def test_titles(written, judul, expected):
    assert compare(written, 0, judul).title is expected


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_two_titles_are_compared(written, judul):
    compared = compare(written, 0, judul)
    assert 0 <= compared.end <= len(written)
    assert 0 <= compared.coverage <= 1


STARTS = [
    ("after tentang", "UU 1/2001 tentang Taman", 9, "Taman"),
    ("after a bracket", "UU 1/2001 (UU Taman) tentang Taman", 9, "Taman"),
    ("quoted", 'UU 1/2001 tentang "Taman"', 9, 'Taman"'),
]


@pytest.mark.parametrize(("text", "at", "rest"), rows(STARTS))
def test_where_a_title_starts(text, at, rest):
    assert text[title_start(text, at) :] == rest


def test_no_title_follows():
    assert title_start("UU 1/2001 melarang tentang", 9) is None


SLIPS = [
    ("a digit wrong", "2001", "2021", True),
    ("two exchanged", "2107", "2017", True),
    ("one lost", "7", "17", True),
    ("one doubled", "22", "2", True),
    ("the same is no slip", "2017", "2017", False),
    ("two wrong", "2034", "2017", False),
    ("two lost", "1999", "19", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), rows(SLIPS))
def test_slips(one, other, expected):
    assert one_slip(one, other) is one_slip(other, one) is expected


def clause(words, nature=Nature.RESMI):
    held = document(words)
    return StoredClause(
        1, "uu-1-2001", Locator.parse("pasal-1"), words, words, Source("a", 1, held.sha256, 0, 1), nature, (), (), "", "", ""
    )


WORDS = "Setiap pegawai dilarang membawa sepeda ke dalam taman kota pada malam hari."


def test_a_quotation_that_agrees_word_by_word():
    text = f'Pasal 1 berbunyi "{WORDS.casefold()}"'
    found = quotation_near(text, (0, len(text)), clause(WORDS))
    assert found.exact
    assert found.nature == "resmi"
    assert text[found.start : found.end] == WORDS.casefold()


def test_a_quotation_that_differs_says_where():
    text = f'Pasal 1 berbunyi "{WORDS.replace("dilarang", "boleh").replace(" kota", "")}"'
    found = quotation_near(text, (0, len(text)), clause(WORDS, Nature.RINGKASAN))
    assert not found.exact
    assert [(p.kind, p.words) for p in found.pieces if p.kind != "same"] == [("quoted", "boleh"), ("held", "dilarang"), ("held", "kota")]


@pytest.mark.parametrize("text", rows([
    ("none", "Pasal 1 melarang sepeda."),
    ("too short to compare", 'Pasal 1 melarang "sepeda".'),
    ("of something else", 'Kata bupati, "kami akan menindak tegas siapa pun tanpa pandang bulu di mana saja".'),
]))  # fmt: skip
def test_what_is_no_quotation_of_the_clause(text):
    assert quotation_near(text, (0, len(text)), clause(WORDS)) is None


def test_part_of_a_clause_is_quoted_exactly():
    text = '"pegawai dilarang membawa sepeda ke dalam taman"'
    assert quotation_near(text, (0, len(text)), clause(WORDS)).exact
