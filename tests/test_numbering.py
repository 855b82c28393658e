"""Numbers as printed: Roman, words, letters, inserted ones; each reader undoes its writer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.law.numbering import CARDINALS, ORDINALS, cardinal, follows, from_roman, letter_value, ordinal, sort_key, to_roman

ROMAN = [
    # why, text, number
    ("one", "I", 1),
    ("subtraction", "IX", 9),
    ("longest under forty", "XXXVIII", 38),
    ("fifty", "L", 50),
    ("largest", "CCCXCIX", 399),
    ("nothing is no number", "", None),
    ("lower case is not a printed numeral", "iv", None),
    ("not canonical: IIX", "IIX", None),
    ("not canonical: four ones", "IIII", None),
    ("not canonical: VV", "VV", None),
    ("letters of other numerals", "XM", None),
    ("a word made of numeral letters", "CIVIL", None),
    ("space inside", "I V", None),
    ("Arabic", "4", None),
]


@pytest.mark.parametrize(("text", "number"), rows(ROMAN))
def test_from_roman(text, number):
    assert from_roman(text) == number


@pytest.mark.parametrize("number", range(1, 400))
def test_roman_numerals_read_back(number):
    assert from_roman(to_roman(number)) == number


@given(st.text("IVXLC", max_size=9))
def test_only_what_is_written_so_is_a_roman_numeral(text):
    number = from_roman(text)
    assert number is None or to_roman(number) == text


@pytest.mark.parametrize("number", [0, -1, 400, 4000])
def test_to_roman_refuses(number):
    with pytest.raises(ValueError, match=str(number)):
        to_roman(number)


CARDINAL = [
    ("unit", 7, "tujuh"),
    ("ten has a word of its own", 10, "sepuluh"),
    ("so has eleven", 11, "sebelas"),
    ("teen", 19, "sembilan belas"),
    ("round ten ends without a space", 40, "empat puluh"),
    ("last", 99, "sembilan puluh sembilan"),
]


@pytest.mark.parametrize(("number", "words"), rows(CARDINAL))
def test_cardinal(number, words):
    assert cardinal(number) == words
    assert CARDINALS[words] == number


@pytest.mark.parametrize("number", [0, 100, -5])
def test_cardinal_refuses(number):
    with pytest.raises(ValueError, match=str(number)):
        cardinal(number)


ORDINAL = [
    ("first diktum", "KESATU", 1),
    ("first in older decrees", "PERTAMA", 1),
    ("apart", "KEDUA BELAS", 12),
    ("together", "KEDUABELAS", 12),
    ("broken over a line", "Kedua\npuluh  satu", 21),
    ("tenth", "kesepuluh", 10),
    ("cardinal, not ordinal", "dua", None),
    ("number words do not stack", "keduadua", None),
    ("word that starts like one", "KETUA", None),
    ("hundredth is not printed so", "keseratus", None),
    ("nothing", "", None),
]


@pytest.mark.parametrize(("text", "place"), rows(ORDINAL))
def test_ordinal(text, place):
    assert ordinal(text) == place


@given(st.sampled_from(sorted(ORDINALS)), st.booleans())
def test_every_ordinal_is_read_in_any_case_and_spacing(word, together):
    assert ordinal(word.upper().replace(" ", "" if together else "  ")) == ORDINALS[word]


ORDERED = [
    ("inserted Pasal stand after their base", ["7", "7A", "7B", "8", "70"]),
    ("case of the inserted letter does not matter", ["7", "7a", "7B", "7c"]),
    ("tens after units", ["2", "9", "10", "99", "100"]),
    ("doubled letters after z", ["a", "i", "z", "aa", "bb"]),
    ("Roman numerals in capitals", ["I", "II", "IV", "IX", "XL"]),
    ("diktum words", ["kesatu", "kedua", "kedua belas", "kedua puluh"]),
]


@pytest.mark.parametrize("numbers", rows(ORDERED))
def test_sort_key_orders_as_printed(numbers):
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(numbers))


FOLLOWS = [
    ("next number", "8", "7", True),
    ("inserted after its base", "7A", "7", True),
    ("next inserted", "7B", "7A", True),
    ("next base after inserted ones", "8", "7C", True),
    ("next letter", "b", "a", True),
    ("i is a letter here, not a numeral", "i", "h", True),
    ("j after i", "j", "i", True),
    ("aa after z", "aa", "z", True),
    ("bb after aa", "bb", "aa", True),
    ("same again", "7", "7", False),
    ("one left out", "9", "7", False),
    ("inserted letter left out", "7B", "7", False),
    ("backwards", "6", "7", False),
    ("inserted of the next", "8A", "7", False),
    ("letter left out", "c", "a", False),
]


@pytest.mark.parametrize(("number", "previous", "expected"), rows(FOLLOWS))
def test_follows(number, previous, expected):
    assert follows(number, previous) is expected


@given(st.integers(1, 998))
def test_whole_numbers_follow_one_another(number):
    assert follows(str(number + 1), str(number))
    assert not follows(str(number), str(number + 1))


def test_letters_count_on_from_a_to_zz():
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    assert [letter_value(x) for x in [*alphabet, *(2 * x for x in alphabet)]] == list(range(1, 53))
