"""Locators: one text for each, read back to the same value, cited as lawyers cite."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.errors import KbError, LocatorError
from kb.law.numbering import ORDINALS
from kb.law.regulation import Document, Locator, Step, Unit

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=2)
DIGITS = st.integers(1, 999).map(str)
NUMBERS = {
    Unit.PEMBUKAAN: st.just(""),
    Unit.PENUTUP: st.just(""),
    Unit.PENJELASAN: st.just(""),
    Unit.UMUM: st.just(""),
    Unit.LAMPIRAN: st.one_of(st.just(""), st.integers(1, 399).map(str)),
    Unit.BAGIAN: st.sampled_from("ABCDEFGH"),
    Unit.DIKTUM: st.sampled_from(sorted(ORDINALS)),
    Unit.PASAL: st.one_of(DIGITS, st.builds("{}{}".format, DIGITS, st.sampled_from("ABCZabc")), st.sampled_from(["I", "II", "IV"])),
    Unit.AYAT: st.one_of(DIGITS, DIGITS.map("{}a".format)),
    Unit.HURUF: LETTERS,
    Unit.ANGKA: DIGITS,
    Unit.BARIS: DIGITS,
}
STEPS = st.sampled_from(list(Unit)).flatmap(lambda unit: st.builds(Step.of, st.just(unit), NUMBERS[unit]))
LOCATORS = st.lists(STEPS, min_size=1, max_size=5).map(lambda steps: Locator(tuple(steps)))


def test_every_unit_is_generated():
    assert set(NUMBERS) == set(Unit)


@given(LOCATORS)
def test_parse_undoes_str(locator):
    assert Locator.parse(str(locator)) == locator


@given(LOCATORS)
def test_parts_agree_with_the_whole(locator):
    *above, last = locator.steps
    assert locator.parent == (Locator(tuple(above)) if above else None)
    if locator.parent:
        assert locator.parent.child(last.unit, last.number) == locator
    assert list(locator.as_dict().values()) == [step.number for step in locator.steps]
    assert f"{str(locator).removeprefix('penjelasan/')}/".startswith(f"{str(locator.article).removeprefix('penjelasan/')}/")
    assert locator.article.article == locator.article
    assert locator.cite() == " ".join(step.cite() for step in locator.steps)


CITED = [
    # why, locator, citation
    ("whole path", "pasal-280/ayat-2/huruf-f", "Pasal 280 ayat (2) huruf f"),
    ("angka under huruf", "pasal-5/huruf-n/angka-1", "Pasal 5 huruf n angka 1"),
    ("inserted Pasal prints its letter in capitals", "pasal-7a", "Pasal 7A"),
    ("inserted ayat prints it small", "pasal-7/ayat-1a", "Pasal 7 ayat (1a)"),
    ("Roman Pasal of an amending law", "pasal-i/angka-2", "Pasal I angka 2"),
    ("elucidation is another place than the Pasal", "penjelasan/pasal-5/huruf-n", "Penjelasan Pasal 5 huruf n"),
    ("general elucidation", "penjelasan/umum", "Penjelasan Umum"),
    ("annex in Roman, row in Arabic", "lampiran-2/baris-6", "Lampiran II baris 6"),
    ("part of an annex", "lampiran-1/bagian-b/baris-3", "Lampiran I bagian B baris 3"),
    ("the only annex has no number", "lampiran", "Lampiran"),
    ("diktum in capitals, apart", "diktum-kedua-belas/huruf-a", "diktum KEDUA BELAS huruf a"),
    ("lettered part of a letter", "bagian-e/angka-3/huruf-a", "bagian E angka 3 huruf a"),
    ("opening", "pembukaan", "Pembukaan"),
]


@pytest.mark.parametrize(("text", "citation"), rows(CITED))
def test_cite(text, citation):
    locator = Locator.parse(text)
    assert locator.cite() == citation
    assert str(locator) == text


CANONICAL = [
    ("small letter of a Pasal", Unit.PASAL, "7a", "pasal-7a", "7A"),
    ("small Roman Pasal", Unit.PASAL, "ii", "pasal-ii", "II"),
    ("capital huruf", Unit.HURUF, "N", "huruf-n", "n"),
    ("annex number in Roman", Unit.LAMPIRAN, "IV", "lampiran-4", "4"),
    ("annex number with a nought before it", Unit.LAMPIRAN, "02", "lampiran-2", "2"),
    ("diktum over two lines", Unit.DIKTUM, "KEDUA\n BELAS", "diktum-kedua-belas", "kedua-belas"),
    ("spaces around", Unit.ANGKA, " 3 ", "angka-3", "3"),
]


@pytest.mark.parametrize(("unit", "number", "text", "kept"), rows(CANONICAL))
def test_step_has_one_form(unit, number, text, kept):
    step = Step.of(unit, number)
    assert (str(step), step.number) == (text, kept)


ARTICLES = [
    ("huruf stands in its Pasal", "pasal-5/ayat-1/huruf-n", "pasal-5"),
    ("elucidation belongs to the Pasal it explains", "penjelasan/pasal-5/ayat-1", "pasal-5"),
    ("diktum", "diktum-kedua/huruf-a", "diktum-kedua"),
    ("annex row", "lampiran-1/bagian-a/baris-2", "lampiran-1/bagian-a/baris-2"),
    ("point of a letter", "bagian-e/angka-3/huruf-a", "bagian-e/angka-3"),
    ("point in an annex", "lampiran-1/huruf-a/angka-2", "lampiran-1/huruf-a"),
    ("nothing smaller: itself", "penjelasan/umum", "penjelasan/umum"),
]


@pytest.mark.parametrize(("text", "article"), rows(ARTICLES))
def test_article(text, article):
    assert str(Locator.parse(text).article) == article


ORDERS = [
    ("body, annexes, penjelasan", ["pembukaan", "pasal-1", "pasal-2", "lampiran-1", "penjelasan/pasal-1"]),
    ("a Pasal, what is in it, the inserted one, the next", ["pasal-3", "pasal-3/ayat-1", "pasal-3/ayat-1/huruf-a", "pasal-3a", "pasal-4"]),
    ("tenth after ninth", ["pasal-9", "pasal-10", "pasal-99", "pasal-100"]),
    ("diktum by its word", ["diktum-kesatu", "diktum-kedua", "diktum-ketiga", "diktum-kesepuluh"]),
    ("rows after their annex's heading", ["lampiran-1", "lampiran-1/baris-1", "lampiran-1/baris-10", "lampiran-2"]),
    ("penjelasan umum is printed before that of Pasal 1", ["penjelasan", "penjelasan/umum", "penjelasan/pasal-1"]),
    ("diktum whose word has two parts", ["diktum-kesepuluh", "diktum-kesebelas", "diktum-kedua-belas", "diktum-kedua-puluh-satu"]),
    ("a part's letter is not a Roman numeral", ["bagian-b", "bagian-c", "bagian-d", "bagian-i", "bagian-j"]),
]


@pytest.mark.parametrize("texts", rows(ORDERS))
def test_order_is_that_of_print(texts):
    locators = [Locator.parse(text) for text in texts]
    assert all(one.order < other.order for one, other in pairwise(locators))


def test_a_unit_that_occurs_twice_keeps_both_numbers():
    assert Locator.parse("pasal-i/angka-2/huruf-a/angka-1").as_dict() == {"pasal": "I", "angka": "2", "huruf": "a", "angka_2": "1"}


BAD = [
    ("nothing", ""),
    ("only slashes", "//"),
    ("unknown unit", "bab-2"),
    ("unknown unit below a good one", "pasal-5/butir-1"),
    ("capital unit", "Pasal-5"),
    ("a citation, not an address", "Pasal 5 huruf n"),
    ("number alone", "5"),
    ("number missing after the hyphen", "pasal-"),
    ("two hyphens", "pasal--5"),
    ("brackets as printed", "pasal-5/ayat-(1)"),
    ("empty step inside", "pasal-5//huruf-n"),
    ("space after", "pasal-5 "),
    ("line break after", "pasal-5\n"),
    ("capital number is not how addresses are written", "pasal-7A"),
    ("annex nought", "lampiran-0"),
    ("annex beyond what Roman numerals print", "lampiran-400"),
    ("annex with a word", "lampiran-satu"),
    ("climbing out", "../pasal-5"),
    ("digits of another script", "pasal-٥"),
]


@pytest.mark.parametrize("text", rows(BAD))
def test_parse_refuses_and_quotes(text):
    with pytest.raises(LocatorError) as caught:
        Locator.parse(text)
    assert isinstance(caught.value, KbError)
    assert "\n" not in str(caught.value)


def test_refusal_quotes_the_step_at_fault():
    with pytest.raises(LocatorError, match="'butir-1'"):
        Locator.parse("pasal-5/butir-1/huruf-a")


@given(st.text(max_size=30))
def test_any_text_is_a_locator_or_refused(text):
    try:
        locator = Locator.parse(text)
    except LocatorError:
        return
    assert Locator.parse(str(locator)) == locator


def test_page_of_counts_from_one():
    document = Document("a.pdf", "", "satu\fdua\f\ftiga", page_starts=(0, 5, 9, 10))
    assert [document.page_of(at) for at in (0, 4, 5, 8, 9, 10, 13)] == [1, 1, 2, 2, 3, 4, 4]
