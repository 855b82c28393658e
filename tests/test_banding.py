"""Two texts side by side, and how one clause came to read as it does."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import day, effect, regulation, rows

from kb.errors import QuestionError
from kb.law.catalogue import Catalogue
from kb.law.regulation import Locator
from kb.web.banding import Side, comparing

SIDES = [
    # why, what is typed, the side
    ("an address", "uu-1-2015/pasal-71", Side("uu-1-2015/pasal-71", None)),
    ("an address on a day", "uu-1-2015/pasal-71@2015-03-01", Side("uu-1-2015/pasal-71", day("2015-03-01"))),
    ("a citation on a day, with blanks", " Pasal 71 UU 1/2015 @ 2015-03-01 ", Side("Pasal 71 UU 1/2015", day("2015-03-01"))),
]
NO_SIDES = [
    # why, what is typed, what the message names
    ("nothing", "  ", "belum diisi"),
    ("a day that is none", "uu-1-2015/pasal-71@2015-02-31", "2015-02-31"),
]


@pytest.mark.parametrize(("typed", "side"), rows(SIDES))
def test_a_side_is_read(typed, side):
    assert Side.parse(typed) == side
    assert Side.parse(str(side)) == side


@pytest.mark.parametrize(("typed", "named"), rows(NO_SIDES))
def test_what_is_no_side_is_said(typed, named):
    with pytest.raises(QuestionError, match=named):
        Side.parse(typed)


@given(st.text(max_size=400))
def test_any_text_is_a_side_or_is_refused(text):
    with suppress(QuestionError):
        assert Side.parse(text).wanted


def test_the_link_says_both_texts():
    assert comparing(Side("uu-1-2015/pasal-71", day("2015-03-01")), Side('Pasal "5"', None)) == (
        "?banding=uu-1-2015/pasal-71@2015-03-01&dengan=Pasal%20%225%22"
    )


def test_the_fate_of_a_clause_is_told_day_by_day():
    law = Catalogue.of(
        [
            regulation("uu-1-2001", ditetapkan=day("2001-01-01")),
            regulation("uu-2-2005", ditetapkan=day("2005-01-01"), mengubah=(effect("uu-1-2001", "2005-01-01", "pasal-3"),)),
            regulation("uu-3-2010", ditetapkan=day("2010-01-01"), mencabut=(effect("uu-1-2001", "2010-01-01"),)),
        ]
    )
    told = [(str(s.status), s.cause, s.since.isoformat()) for s in law.fate("uu-1-2001", Locator.parse("pasal-3"))]
    assert told == [("diubah", "UU 2/2005", "2005-01-01"), ("dicabut", "UU 3/2010", "2010-01-01")]
    assert [s.cause for s in law.fate("uu-1-2001", Locator.parse("pasal-4"))] == ["UU 3/2010"]
