"""Citations as people write them: which provision, of which instrument, where in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import effect, regulation, rows

from kb.law.catalogue import Catalogue, Nomor
from kb.law.numbering import cardinal
from kb.law.references import find_citations, find_mentions, resolve
from kb.law.terms import JENIS

NAMES = ["UU Taman", "UU Taman Kota", "SKB 1996", "SE Wali Kota Contoh"]
UU = "UU 12/2011"
PP = "PP 94/2021"

PROVISIONS = [
    # what the row is for, text, citations in order as (instrument, locator)
    ("whole path", "sesuai Pasal 5 ayat (1) huruf b UU Nomor 12 Tahun 2011", [(UU, "pasal-5/ayat-1/huruf-b")]),
    ("angka under huruf", "Pasal 5 huruf n angka 3 PP No. 94 Tahun 2021", [(PP, "pasal-5/huruf-n/angka-3")]),
    ("short words", "Ps.5 ay. (2) hrf. f UU 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("psl", "psl 5 UU 12/2011", [(UU, "pasal-5")]),
    ("brackets alone", "Ps. 5 (2) f UU 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("both in brackets", "pasal 5 (2) (f) UU 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("no brackets", "pasal 5 ayat 2 huruf f uu 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("nothing between bracket and huruf", "Pasal 5 ayat (2)huruf f", [(None, "pasal-5/ayat-2/huruf-f")]),
    ("shouted", "PASAL 5 AYAT (2) HURUF F UU 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("ayat in words", "pasal 5 ayat dua huruf f UU 12 thn 2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("ayat in an ordinal word", "Pasal 5 ayat kesatu", [(None, "pasal-5/ayat-1")]),
    ("commas between the steps", "Pasal 5, ayat (2), huruf f, UU 12/2011", [(UU, "pasal-5/ayat-2/huruf-f")]),
    ("over lines", "Pasal 5\nayat (2)\nUU\nNomor 12\nTahun 2011", [(UU, "pasal-5/ayat-2")]),
    ("of a code with many Pasal", "Pasal 1365 UU 12/2011", [(UU, "pasal-1365")]),
    ("no law has so many, and the one who cites it is to be told", "Pasal 99999 UU 12/2011", [(UU, "pasal-99999")]),
    ("nor so many ayat", "Pasal 5 ayat (100) UU 12/2011", [(UU, "pasal-5/ayat-100")]),
    ("nor so many angka", "Pasal 5 huruf n angka 100 PP 94/2021", [(PP, "pasal-5/huruf-n/angka-100")]),
    ("a list of long numbers", "Pasal 1320, 1321 dan 1365 UU 12/2011", [(UU, f"pasal-{n}") for n in (1320, 1321, 1365)]),
    ("a year ends a list", "Pasal 7 dan 2011", [(None, "pasal-7")]),
    ("inserted Pasal", "Pasal 187A UU 12/2011", [(UU, "pasal-187a")]),
    ("inserted Pasal, letter apart", "pasal 187 A ayat (1) UU 12/2011", [(UU, "pasal-187a/ayat-1")]),
    ("inserted ayat", "Pasal 5 ayat (1a) UU 12/2011", [(UU, "pasal-5/ayat-1a")]),
    ("doubled letter", "Pasal 1 huruf aa UU 12/2011", [(UU, "pasal-1/huruf-aa")]),
    ("Roman Pasal of an amending law", "Pasal I angka 2 UU 12/2011", [(UU, "pasal-i/angka-2")]),
    ("butir and poin are angka", "Pasal 5 huruf n butir 3", [(None, "pasal-5/huruf-n/angka-3")]),
    ("elucidation is another place", "Penjelasan Pasal 5 huruf n PP 94/2021", [(PP, "penjelasan/pasal-5/huruf-n")]),
    ("elucidation, longer", "penjelasan atas Pasal 9 ayat (2) UU 12/2011", [(UU, "penjelasan/pasal-9/ayat-2")]),
    ("instrument first", "UU 12/2011 Pasal 5 ayat (2)", [(UU, "pasal-5/ayat-2")]),
    ("instrument first, with words between", "dalam UU 12/2011, khususnya Pasal 5", [(UU, "pasal-5")]),
    ("instrument first, in brackets", "UU 12/2011 (Pasal 5)", [(UU, "pasal-5")]),
    ("preposition between", "Pasal 5 dari UU 12/2011", [(UU, "pasal-5")]),
    ("a title after it changes nothing", "Pasal 5 UU 12/2011 tentang Kebun", [(UU, "pasal-5")]),
    ("two full citations", "pasal 5 pp 94/2021 dan pasal 28 uu 12/2011", [(PP, "pasal-5"), (UU, "pasal-28")]),
    ("no instrument named", "sebagaimana dimaksud dalam Pasal 5", [(None, "pasal-5")]),
    ("the law speaks of itself", "Pasal 5 huruf n Undang-Undang ini", [(None, "pasal-5/huruf-n")]),
    ("diktum", "diktum KETIGA SKB 1996", [("SKB 1996", "diktum-ketiga")]),
    ("diktum of two words", "diktum kedua puluh satu", [(None, "diktum-kedua-puluh-satu")]),
    ("annex row", "Lampiran II nomor 3 SKB 1996", [("SKB 1996", "lampiran-2/baris-3")]),
    ("annex row in a part", "lampiran 1 bagian A angka 4 SKB 1996", [("SKB 1996", "lampiran-1/bagian-a/baris-4")]),
    ("row by the name of its step", "Lampiran I bagian B baris 3, SKB 1996", [("SKB 1996", "lampiran-1/bagian-b/baris-3")]),
    ("annex alone", "Lampiran II SKB 1996", [("SKB 1996", "lampiran-2")]),
    ("name people use", "Pasal 5 UU Taman", [("UU Taman", "pasal-5")]),
    ("longest name wins", "Pasal 5 UU Taman Kota", [("UU Taman Kota", "pasal-5")]),
    ("name in any case and spacing", "pasal 5 uu\ntaman", [("uu\ntaman", "pasal-5")]),
    ("R.I. with both dots", "Pasal 5 UU R.I. No. 12 Th. 2011", [(UU, "pasal-5")]),
    ("s.d. is not an inserted letter", "Pasal 5 s.d. Pasal 8 UU 12/2011", [(UU, "pasal-5"), (UU, "pasal-8")]),
    ("s/d is not an inserted letter", "Pasal 5 s/d Pasal 8 UU 12/2011", [(UU, "pasal-5"), (UU, "pasal-8")]),
    ("a quo is not an inserted letter", "Pasal 5 a quo", [(None, "pasal-5")]),
    ("the constitution has no number", "Pasal 28D ayat (3) UUD 1945", [("UUD 1945", "pasal-28d/ayat-3")]),
    ("no space before the number", "pasal 5 PP94/2021", [(PP, "pasal-5")]),
    ("only a space before the year", "pp 94 2021 pasal 5", [(PP, "pasal-5")]),
    ("a stroke before the year", "pasal 5 pp 94-2021", [(PP, "pasal-5")]),
    ("a span of years is no year", "pasal 5 UU 12 2011-2014", [("UU 12/None", "pasal-5")]),
    ("nor is a date below", "pasal 5 UU 12\n2011", [("UU 12/None", "pasal-5")]),
    ("nor is a sum", "pasal 5 UU 12 2000.000", [("UU 12/None", "pasal-5")]),
    ("lettered part of a letter", "bagian E angka 3 SE Wali Kota Contoh", [("SE Wali Kota Contoh", "bagian-e/angka-3")]),
    ("point of a letter", "angka 2 huruf a SE Wali Kota Contoh", [("SE Wali Kota Contoh", "angka-2/huruf-a")]),
    ("huruf of a diktum", "diktum KEDUA huruf b SKB 1996", [("SKB 1996", "diktum-kedua/huruf-b")]),
    ("general elucidation", "Penjelasan Umum UU 12/2011", [(UU, "penjelasan/umum")]),
]

LISTS = [
    ("list shares its Pasal", "Pasal 7 ayat (1) dan ayat (3) UU No. 12 Tahun 2011", [(UU, "pasal-7/ayat-1"), (UU, "pasal-7/ayat-3")]),
    ("list shares its ayat", "Pasal 7 ayat (1) huruf a, huruf b, dan huruf d", [(None, f"pasal-7/ayat-1/huruf-{h}") for h in "abd"]),
    ("list shares its instrument", "Pasal 7 dan Pasal 9 UU 12/2011", [(UU, "pasal-7"), (UU, "pasal-9")]),
    ("juncto", "Pasal 7 jo. Pasal 9 UU 12/2011", [(UU, "pasal-7"), (UU, "pasal-9")]),
    ("from one to another", "Pasal 7 sampai dengan Pasal 9 UU 12/2011", [(UU, "pasal-7"), (UU, "pasal-9")]),
    ("three ayat", "Pasal 7 ayat (1), ayat (2), dan ayat (3) UU 12/2011", [(UU, f"pasal-7/ayat-{n}") for n in (1, 2, 3)]),
    (
        "a later ayat takes huruf of its own",
        "Pasal 7 ayat (1) huruf a atau ayat (2) huruf b",
        [(None, "pasal-7/ayat-1/huruf-a"), (None, "pasal-7/ayat-2/huruf-b")],
    ),
    ("a new sentence shares nothing", "Pasal 7 UU 12/2011. Pasal 9 lain lagi", [(UU, "pasal-7"), (None, "pasal-9")]),
    ("Pasal by bare numbers", "Pasal 7, 8, dan 9 UU 12/2011", [(UU, "pasal-7"), (UU, "pasal-8"), (UU, "pasal-9")]),
    ("ayat by bare numbers", "Pasal 7 ayat (1), (2), dan (3) UU 12/2011", [(UU, f"pasal-7/ayat-{n}") for n in (1, 2, 3)]),
    ("huruf by bare letters", "Pasal 7 huruf a, b dan d UU 12/2011", [(UU, f"pasal-7/huruf-{h}") for h in "abd"]),
]

INSTRUMENTS = [
    ("full name", "Undang-Undang Republik Indonesia Nomor 12 Tahun 2011", [(UU, None)]),
    ("hyphen broken by a line", "Undang- Undang Nomor 12 Tahun 2011", [(UU, None)]),
    ("short, slash", "UU 12/2011", [(UU, None)]),
    ("No. with no space", "UU No.12 Tahun 2011", [(UU, None)]),
    ("RI", "UU RI No. 12 Th. 2011", [(UU, None)]),
    ("spaces around the slash", "UU 12 / 2011", [(UU, None)]),
    ("colon", "PP Nomor: 94 Tahun 2021", [(PP, None)]),
    ("its short name in brackets", "Peraturan Pemerintah (PP) Nomor 94 Tahun 2021", [(PP, None)]),
    ("no year", "UU Nomor 12", [("UU 12/None", None)]),
    (
        "longer kind before the shorter it holds",
        "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2014",
        [("Perppu 1/2014", None)],
    ),
    ("old spelling of Perppu", "Perpu 1/2014", [("Perppu 1/2014", None)]),
    ("ministry inside the word", "Permendagri 65/2017", [("Permen 65/2017", None)]),
    ("ministry spelled out", "Peraturan Menteri Dalam Negeri Nomor 65 Tahun 2017", [("Permen 65/2017", None)]),
    ("election bodies", "Peraturan Bawaslu No 6 Tahun 2018 dan PKPU 15/2023", [("Perbawaslu 6/2018", None), ("PKPU 15/2023", None)]),
    ("letter number with its year", "Surat MenPANRB B/71/M.SM.00.00/2017", [("Surat B/71/M.SM.00.00/2017/2017", None)]),
    ("letter number without a year", "SE Gubernur Babel 800/194/BKPSDMD-II", [("SE 800/194/BKPSDMD-II/None", None)]),
    ("court", "Putusan MK Nomor 65/PUU-XXI/2023", [("Putusan MK 65/PUU-XXI/2023/2023", None)]),
    ("Roman number", "TAP MPR Nomor XI/MPR/1998", [("TAP MPR XI/MPR/1998/1998", None)]),
    ("two in a row", "PP No 53 Th 2010 dan PP No 94 Th 2021", [("PP 53/2010", None), (PP, None)]),
    ("name that stands inside a longer word is none", "UU Tamanan", []),
]

NEAR_MISSES = [
    ("plain word, no number", "pasal-pasal yang mengatur hal tersebut"),
    ("word that starts like Pasal", "pasalnya, 3 orang datang"),
    ("word that ends like Ps.", "Kompas. 280 orang datang"),
    ("no Pasal to stand in", "sebagaimana dimaksud pada ayat (2)"),
    ("number and year without a kind", "nomor 94 tahun 2021"),
    ("a date", "ditetapkan tanggal 5 Mei 2017 pukul 10.30"),
    ("kind without a number", "peraturan pemerintah yang berlaku, undang-undang, dan surat edaran"),
    ("kind inside another word", "UUD, SEMA, PPPK 2023, PPN 11 persen"),
    ("a number too long for any Pasal", "Pasal 1234567890"),
    ("law of ministers, not a numbered one", "UU tentang Aparatur Sipil Negara tahun 2014"),
    ("an amount", "denda Rp12.000.000,00 (dua belas juta rupiah)"),
    ("nothing", ""),
]


def found(text):
    return [(named(c.mention), str(c.locator) if c.locator else None) for c in find_citations(text, NAMES)]


def named(mention):
    return mention and (mention.name or f"{mention.jenis} {mention.nomor}/{mention.tahun}")


@pytest.mark.parametrize(("text", "expected"), rows([*PROVISIONS, *LISTS, *INSTRUMENTS]))
def test_find_citations(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", rows(NEAR_MISSES))
def test_near_misses_are_no_citations(text):
    assert found(text) == []


@pytest.mark.parametrize("text", [text for _, text, _ in (*PROVISIONS, *LISTS, *INSTRUMENTS)])
def test_spans_slice_the_text(text):
    padded = f"Menurut … {text}; demikian."
    for citation in find_citations(padded, NAMES):
        assert padded[citation.start : citation.end] == citation.text
        assert citation.text == citation.text.strip(" ,\n")
        if citation.mention:
            assert padded[citation.mention.start : citation.mention.end].strip()


PIECES = st.sampled_from(
    "Pasal |pasal 5|Ps. 7 |(2)| ayat |ayat (1)| huruf |huruf f| f |angka 3| dan |, |UU |UU 12/2011|PP 94| tahun 2021|Nomor "
    "|Lampiran II| diktum |KESATU|SKB 1996|uu taman|\n|28A|UUD 1945|/|SE 1/2/3|Penjelasan ".split("|")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12).map("".join))
def test_any_text_has_citations_in_order_that_slice_it(text):
    citations = find_citations(text, NAMES)
    assert all(text[c.start : c.end] == c.text for c in citations)
    assert all(c.locator or c.mention for c in citations)
    assert [c.start for c in citations] == sorted(c.start for c in citations)
    mentions = find_mentions(text, NAMES)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


STEP_FORMS = {
    "ayat": [" ayat ({})", " ayat {}", " ({})", " ay. ({})", ", ayat ({})"],
    "huruf": [" huruf {}", " hrf. {}", ", huruf {}", " huruf ({})"],
    "angka": [" angka {}", " butir {}", " poin {}"],
}
INSTRUMENT_FORMS = [
    " UU 12/2011",
    " UU Nomor 12 Tahun 2011",
    " UU No. 12 Thn 2011",
    " Undang-Undang Nomor 12 Tahun 2011",
    ", UU No.12/2011",
]


@given(st.data())
def test_every_written_form_reads_as_the_same_locator(data):
    text = data.draw(st.sampled_from(["Pasal {}", "pasal {}", "Ps. {}", "psl {}", "PASAL {}"]))
    number = data.draw(st.one_of(st.integers(1, 599).map(str), st.sampled_from(["7A", "187B"])))
    text, locator = text.format(number), f"pasal-{number.lower()}"
    for unit, numbers in (
        ("ayat", st.integers(1, 20).map(str)),
        ("huruf", st.sampled_from("abcnz")),
        ("angka", st.integers(1, 15).map(str)),
    ):
        if data.draw(st.booleans()):
            number = data.draw(numbers)
            text += data.draw(st.sampled_from(STEP_FORMS[unit])).format(number)
            locator += f"/{unit}-{number}"
    text += data.draw(st.sampled_from(INSTRUMENT_FORMS))
    assert found(text) == [(UU, locator)]


@pytest.mark.parametrize("number", range(1, 21))
def test_an_ayat_may_be_spelled_out(number):
    assert found(f"Pasal 5 ayat {cardinal(number)} UU 12/2011") == [(UU, f"pasal-5/ayat-{number}")]


@pytest.mark.parametrize("jenis", rows([(j.short, j) for j in JENIS]))
def test_every_kind_finds_its_example(jenis):
    [mention] = find_mentions(jenis.example)
    assert mention.jenis == jenis.short


CATALOGUE = Catalogue.of(
    [
        regulation("uu-12-2011", sebutan=("UU Taman",)),
        regulation("uu-12-1999"),
        regulation("pp-12-2011", mencabut=(effect("pp-1-1990", "2011-01-01"),)),
        regulation("permen-1-2023", jenis="Permen", penerbit="Menteri Taman"),
        regulation("se-1-2023", jenis="SE", penerbit="Menteri Taman", label="SE MenTaman 1/2023"),
        regulation(
            "skb-911-1996",
            jenis="SKB",
            nomor=(Nomor("911", 1996), Nomor("22/DK/1996", 1996)),
            sebutan=("SKB Taman", "UU Taman"),
            label="SKB 1996",
        ),
    ]
)
RESOLVED = [
    # why, text, keys
    ("kind, number and year", "UU 12/2011", ["uu-12-2011"]),
    ("no year: every one that fits", "UU Nomor 12", ["uu-12-2011", "uu-12-1999"]),
    ("wrong year is not guessed right", "UU 12/2012", []),
    ("wrong kind is not guessed right", "Perpres 12/2011", []),
    ("a name finds every instrument that carries it", "UU Taman", ["uu-12-2011", "skb-911-1996"]),
    ("a name in another case", "uu  taman", ["uu-12-2011", "skb-911-1996"]),
    ("the short label is a name", "SKB 1996", ["skb-911-1996"]),
    ("a joint decree by its first number", "SKB 911/1996", ["skb-911-1996"]),
    ("a joint decree by its other number", "Keputusan Bersama Nomor 22/DK/1996", ["skb-911-1996"]),
    ("a joint decree as one minister's", "Keputusan Menteri Taman Nomor 911 Tahun 1996", ["skb-911-1996"]),
    ("number with a nought before it is another's", "UU 120/2011", []),
    ("nought before the number", "UU Nomor 012 Tahun 2011", ["uu-12-2011"]),
    ("another minister's letter of the same number", "SE Menteri Pagar Nomor 1 Tahun 2023", []),
    ("another ministry's Permen of the same number", "Permendagri 1/2023", []),
]


@pytest.mark.parametrize(("text", "keys"), rows(RESOLVED))
def test_resolve(text, keys):
    names = [name for r in CATALOGUE.regulations.values() for name in (*r.sebutan, r.short)]
    [mention] = find_mentions(text, names)
    assert [r.kunci for r in resolve(mention, CATALOGUE)] == keys
