"""What a question says beside its words: phrases in quotes and filters."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.answer.query import Query, parse_query
from kb.errors import QuestionError
from kb.law.catalogue import Status

TAKEN_APART = [
    # why, question, what it says
    ("no filter, no phrase", "boleh like postingan?", Query("boleh like postingan?")),
    ("a filter of each kind", 'kampanye jenis:SE wilayah:"DKI Jakarta" tahun:2023 status:berlaku', Query("kampanye", (), ("SE",), ("DKI Jakarta",), (2023,), (Status.BERLAKU,))),
    ("several values", "cuti jenis:UU,PP tahun:2014,2017", Query("cuti", (), ("UU", "PP"), (), (2014, 2017))),
    ("the field in capitals", "JENIS:pp cuti", Query("cuti", (), ("pp",))),
    ("a status of two words", 'status:"dicabut sebagian" disiplin', Query("disiplin", status=(Status.DICABUT_SEBAGIAN,))),
    ("typographic quotation marks", "“foto bersama” calon", Query("foto bersama calon", ("foto bersama",))),
    ("two phrases", '"ikut kampanye" dan "foto bersama"', Query("ikut kampanye dan foto bersama", ("ikut kampanye", "foto bersama"))),
    ("a quotation mark never closed", 'boleh "like postingan', Query('boleh "like postingan')),
    ("a phrase of nothing", 'apa itu " "', Query("apa itu")),
    ("a colon that is no filter", "pukul 10:30 jam kerja: boleh?", Query("pukul 10:30 jam kerja: boleh?")),
    ("a word that ends like a field", "subjenis:SE", Query("subjenis:SE")),
]  # fmt: skip
REFUSED = [
    # why, question, what the message names
    ("a year of letters", "tahun:kemarin cuti", "tahun:2023"),
    ("a status there is not", "status:hidup cuti", "dicabut_sebagian"),
]


@pytest.mark.parametrize(("text", "query"), rows(TAKEN_APART))
def test_a_question_is_taken_apart(text, query):
    assert parse_query(text) == query


@pytest.mark.parametrize(("text", "named"), rows(REFUSED))
def test_a_filter_that_means_nothing_is_named_with_the_remedy(text, named):
    with pytest.raises(QuestionError, match=named):
        parse_query(text)


@given(st.text(alphabet=st.characters(exclude_characters=':"“”')))
def test_a_text_without_filters_and_quotes_keeps_its_words(text):
    assert parse_query(text) == Query(" ".join(text.split()))
