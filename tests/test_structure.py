"""From text to addressed clauses: whole documents kept as files, single traits as rows, and what always holds."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import os
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HERE, document, rows

from kb.law.regulation import Locator
from kb.read.pages import read_document
from kb.read.structure import parse

GOLDEN = [path for path in sorted((HERE / "golden").glob("*.md")) if path.stem != "README"]


def outline(text, structure):
    """A document's clauses for a reader: address, own words from both ends, cells; headings where they change."""
    lines, heading = [f"tata letak: {structure.layout}"], ()
    for clause in structure.clauses:
        if clause.heading != heading:
            heading = clause.heading
            lines.append(f"[{' > '.join(heading)}]")
        cells = "".join(f" «{cell.heading}={text[cell.start : cell.end]}»" for cell in clause.cells)
        lines.append(f"{clause.locator}: {cells.strip() or ends(text[clause.start : clause.lead_end])}")
    return "\n".join([*lines, *(f"keraguan: {p.message}" for p in structure.problems), ""])


def ends(words):
    words = " ".join(words.split())
    return words if len(words) <= 90 else f"{words[:60]} … {words[-27:]}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_document(path):
    """Rewritten by KB_REWRITE_GOLDEN=1; read the difference before it is kept."""
    held = read_document(path, path.name)
    found = outline(held.text, parse(held))
    expected = path.with_suffix(".expected.txt")
    if os.environ.get("KB_REWRITE_GOLDEN") == "1":
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_every_layout_has_a_golden_document():
    assert {parse(read_document(path, path.name)).layout for path in GOLDEN} == {"peraturan", "keputusan", "surat"}


HEAD = "PERATURAN DAERAH CONTOH\nNOMOR 5 TAHUN 1999\nTENTANG\nSUMUR\n\n"
AMENDING = (
    "Pasal I\nBeberapa ketentuan diubah sebagai berikut:\n\n1. Pasal 7 diubah sehingga berbunyi sebagai berikut:\n\nPasal 7\nSumur ditutup.\n\n"
    "2. Di antara Pasal 7 dan Pasal 8 disisipkan Pasal 7A yang berbunyi sebagai berikut:\n\nPasal 7A\nTutup sumur dari kayu.\n\n"
    "3. Pasal 12 dihapus.\n\nPasal II\n"
)
TRAITS = [
    # why, text, addresses in order but for the opening
    ("headings on their own lines", HEAD + "Pasal 1\nSumur itu dalam.\n\nPasal 2\nTimba itu ringan.", ["pasal-1", "pasal-2"]),
    ("headings inside the line", "Pasal 1 Sumur itu dalam. Pasal 2 Timba itu ringan. Pasal 3 Tali itu kuat.", ["pasal-1", "pasal-2", "pasal-3"]),
    ("the old style, with a stop", "Pasal 1. Sumur itu dalam.\nPasal 2. Timba itu ringan.", ["pasal-1", "pasal-2"]),
    ("capitals", "PASAL 1\nSumur itu dalam.\n\nPASAL 2\nTimba itu ringan.", ["pasal-1", "pasal-2"]),
    ("spaces and tabs around", "  Pasal 1 \t\nSumur itu dalam.\n\n\tPasal 2\nTimba itu ringan.", ["pasal-1", "pasal-2"]),
    ("a page break before a heading", "Pasal 1\nSumur itu dalam.\fPasal 2\nTimba itu ringan.", ["pasal-1", "pasal-2"]),
    ("one Pasal is enough", HEAD + "Pasal 1\nSumur itu dalam.", ["pasal-1"]),
    ("inserted Pasal", "Pasal 7\nSumur.\n\nPasal 7A\nTimba.\n\nPasal 7B\nTali.\n\nPasal 8\nKatrol.", ["pasal-7", "pasal-7a", "pasal-7b", "pasal-8"]),
    ("mention of another law's Pasal at a line's start", "Pasal 1\nSumur dijaga menurut ketentuan\nPasal 9 Undang-Undang Nomor 4 Tahun 1990.\n\nPasal 2\nTimba.", ["pasal-1", "pasal-2"]),
    ("mention of its own Pasal at a line's start", "Pasal 1\nSumur.\n\nPasal 2\nSebagaimana dimaksud dalam\nPasal 1 sumur itu dijaga.\n\nPasal 3\nTali.", ["pasal-1", "pasal-2", "pasal-3"]),
    ("mention of a far Pasal alone on its line", "Pasal 1\nSumur.\n\nPasal 2\nSebagaimana dimaksud dalam\nPasal 86\nsumur dijaga.\n\nPasal 3\nTali.", ["pasal-1", "pasal-2", "pasal-3"]),
    ("Pasal I where no Pasal II follows is a misread 1", "Pasal I\nSumur itu dalam.\n\nPasal 2\nTimba.\n\nPasal 3\nTali.", ["pasal-1", "pasal-2", "pasal-3"]),
    ("misread digits in a heading", "".join(f"Pasal {n}\nSumur.\n\n" for n in ["8", "9", "1O", "1l", "12"]), [f"pasal-{n}" for n in range(8, 13)]),
    ("misread letters in the word", "Pasal 1\nSumur.\n\nPasaI 2\nTimba.\n\nPasal 3\nTali.", ["pasal-1", "pasal-2", "pasal-3"]),
    ("ayat", "Pasal 1\n(1) Sumur.\n(2) Timba.\n\nPasal 2\nTali.", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-2"]),
    ("ayat inside the line", "Pasal 1\n(1) Sumur dijaga. (2) Timba dicuci.", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2"]),
    ("inserted ayat", "Pasal 1\n(1) Sumur.\n(1a) Timba.\n(2) Tali.", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-1a", "pasal-1/ayat-2"]),
    ("ayat with a stop after the bracket", "Pasal 1\n(1). Sumur.\n(2). Timba.", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2"]),
    ("OCR: (41 for (4)", "Pasal 1\n(1) A.\n(2) B.\n(3) C.\n(41 Dalam hal itu.\n(5) E.", ["pasal-1", *(f"pasal-1/ayat-{n}" for n in range(1, 6))]),
    ("OCR: (l) for (1)", "Pasal 1\n(l) Sumur.\n(2) Timba.", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2"]),
    ("mention of an ayat is none", "Pasal 1\nSebagaimana dimaksud pada ayat (1) dan ayat (2), sumur dijaga.", ["pasal-1"]),
    ("mention of an ayat at a line's start", "Pasal 1\n(1) Sumur.\n(2) Timba sebagaimana dimaksud pada ayat\n(1) dicuci.\n(3) Tali.", ["pasal-1", *(f"pasal-1/ayat-{n}" for n in (1, 2, 3))]),
    ("a number spelled out in brackets is no ayat", "Pasal 1\nPaling lama 1 (satu) tahun dan 2 (dua) bulan (3) kali.", ["pasal-1"]),
    ("huruf", "Pasal 1\nYaitu:\na. sumur;\nb. timba; dan\nc. tali.", ["pasal-1", *(f"pasal-1/huruf-{h}" for h in "abc")]),
    ("huruf inside the line", "Pasal 1\nYaitu: a. sumur; b. timba; dan c. tali.", ["pasal-1", *(f"pasal-1/huruf-{h}" for h in "abc")]),
    ("huruf go on after z", "Pasal 1\n" + "".join(f"{h}. sumur;\n" for h in [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]), ["pasal-1", *(f"pasal-1/huruf-{h}" for h in [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"])]),
    ("angka in huruf in ayat", "Pasal 1\n(1) Yaitu:\na. sumur:\n1. besar; dan\n2. kecil;\nb. timba.\n(2) Tali.",
     ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-1/huruf-a", "pasal-1/ayat-1/huruf-a/angka-1", "pasal-1/ayat-1/huruf-a/angka-2", "pasal-1/ayat-1/huruf-b", "pasal-1/ayat-2"]),
    ("huruf in angka", "Pasal 1\n1. Sumur:\na. besar;\nb. kecil.\n2. Timba.", ["pasal-1", "pasal-1/angka-1", "pasal-1/angka-1/huruf-a", "pasal-1/angka-1/huruf-b", "pasal-1/angka-2"]),
    ("shortened words are no huruf", "Pasal 1\nSumur a.n. warga s.d. sore, yaitu d.a. balai.", ["pasal-1"]),
    ("an amount is no angka", "Pasal 1\nDenda paling banyak Rp1.000.000,00 atau 2.5 persen.", ["pasal-1"]),
    ("a chapter named in a sentence is no division", "BAB I\nUMUM\n\nPasal 1\nSumur dalam BAB I dijaga.\n\nPasal 2\nTali.", ["pasal-1", "pasal-2"]),
    ("what closes the instrument is not the last Pasal's", "Pasal 1\nSumur.\n\nPasal 2\nTali.\n\nDitetapkan di Contoh\npada tanggal 1 Mei 1999\n\n1. ini\n2. itu", ["pasal-1", "pasal-2"]),
    ("annex of a peraturan", "Pasal 1\nSumur.\n\nDitetapkan di Contoh\n\nLAMPIRAN\nDAFTAR SUMUR\n\n| No | Sumur |\n|---|---|\n| 1 | Timur |", ["pasal-1", "lampiran", "lampiran/baris-1"]),
    ("numbered annexes", "Pasal 1\nSumur.\n\nLAMPIRAN I\n\n1. Timur.\n2. Barat.\n\nLAMPIRAN II\n\n1. Utara.\n2. Selatan.",
     ["pasal-1", "lampiran-1", "lampiran-1/angka-1", "lampiran-1/angka-2", "lampiran-2", "lampiran-2/angka-1", "lampiran-2/angka-2"]),
    ("elucidation is addressed apart", "Pasal 1\nSumur.\n\nPasal 2\nTali.\n\nPENJELASAN\n\nPasal 1\nCukup jelas.\n\nPasal 2\nTali ialah tambang.", ["pasal-1", "pasal-2", "penjelasan/pasal-1", "penjelasan/pasal-2"]),
    ("diktum", "KESATU\nSumur.\n\nKEDUA\nTali.", ["diktum-kesatu", "diktum-kedua"]),
    ("diktum from PERTAMA", "PERTAMA : Sumur.\n\nKEDUA : Tali.", ["diktum-pertama", "diktum-kedua"]),
    ("diktum of two words", "".join(f"{w}\nSumur.\n\n" for w in "KESATU,KEDUA,KETIGA,KEEMPAT,KELIMA,KEENAM,KETUJUH,KEDELAPAN,KESEMBILAN,KESEPULUH,KESEBELAS,KEDUA BELAS".split(",")),
     [f"diktum-{w}" for w in "kesatu,kedua,ketiga,keempat,kelima,keenam,ketujuh,kedelapan,kesembilan,kesepuluh,kesebelas,kedua-belas".split(",")]),
    ("diktum named in a sentence is none", "KESATU\nSumur menurut diktum\nKEDUA dijaga.\n\nKEDUA\nTali.", ["diktum-kesatu", "diktum-kedua"]),
    ("numbered points", "Hal: Sumur\n\n1. Sumur.\n2. Tali:\na. baru;\nb. kuat.", ["angka-1", "angka-2", "angka-2/huruf-a", "angka-2/huruf-b"]),
    ("lettered parts", "Hal: Sumur\n\nA. Dasar\n1. Adat.\n2. Adab.\n\nB. Isi\n1. Sumur.", ["bagian-a", "bagian-a/angka-1", "bagian-a/angka-2", "bagian-b", "bagian-b/angka-1"]),
    ("the annex line in a letter's head is no annex", "Nomor: 1\nLampiran : 2 lembar\nLAMPIRAN : -\nHal: Sumur\n\n1. Sumur.\n2. Tali.", ["angka-1", "angka-2"]),
    ("copies named below a letter are no points", "Hal: Sumur\n\n1. Sumur.\n2. Tali.\n\nTembusan:\n3. Arsip.", ["angka-1", "angka-2"]),
    ("nothing at all", "", []),
    ("blanks", " \n\t\f\n ", []),
    ("the last Pasal names its own instrument inside the line", "Pasal 1 Sumur itu dalam. Pasal 2 Peraturan Daerah ini mulai berlaku hari ini.", ["pasal-1", "pasal-2"]),
    ("the law's own Pasal I and II", AMENDING + "Undang-Undang ini mulai berlaku hari ini.", ["pasal-i", "pasal-i/angka-1", "pasal-7", "pasal-i/angka-2", "pasal-7a", "pasal-i/angka-3", "pasal-ii"]),
    ("lines that end as Windows ends them: diktum", "KESATU\r\nSumur.\r\n\r\nKEDUA\r\nTali.", ["diktum-kesatu", "diktum-kedua"]),
    ("lines that end as Windows ends them: rows", "KESATU\nSumur.\n\nKEDUA\nTali.\n\nLAMPIRAN I\r\n\r\n| No | Sumur |\r\n|---|---|\r\n| 1 | Timur |\r\n| 2 | Barat |\r\n", ["diktum-kesatu", "diktum-kedua", "lampiran-1", "lampiran-1/baris-1", "lampiran-1/baris-2"]),
    ("digits of another script are no numbers of an address", "Pasal 1\nSumur.\n\nPasal ٢\nTimba.\n\nPasal ٣\nTali.", ["pasal-1"]),
]  # fmt: skip


def addresses(structure):
    return [str(c.locator) for c in structure.clauses if str(c.locator) != "pembukaan"]


@pytest.mark.parametrize(("text", "expected"), rows(TRAITS))
def test_addresses(text, expected):
    assert addresses(parse(document(text))) == expected


WORDS = [
    # why, text, address, its words
    (
        "a clause ends before the blank lines below it",
        "Pasal 1\nSumur itu dalam.  \n\n\nPasal 2\nTali.",
        "pasal-1",
        "Pasal 1\nSumur itu dalam.",
    ),
    ("an ayat is quoted with its mark", "Pasal 1\n(1) Sumur.\n(2) Timba.", "pasal-1/ayat-2", "(2) Timba."),
    (
        "a huruf holds what is under it",
        "Pasal 1\na. sumur:\n1. besar;\n2. kecil;\nb. timba.",
        "pasal-1/huruf-a",
        "a. sumur:\n1. besar;\n2. kecil;",
    ),
    ("a title below stands outside", "Pasal 1\nSumur.\n\nBAB II\nTALI\n\nPasal 2\nTali.", "pasal-1", "Pasal 1\nSumur."),
    ("the signature stands outside", "Pasal 1\nSumur.\n\nPasal 2\nTali.\n\nDitetapkan di Contoh", "pasal-2", "Pasal 2\nTali."),
    ("a page break inside stays", "Pasal 1\nSumur itu\fdalam.\n\nPasal 2\nTali.", "pasal-1", "Pasal 1\nSumur itu\fdalam."),
    (
        "an annex row is its line",
        "KESATU\nA.\n\nKEDUA\nB.\n\nLAMPIRAN I\n\n| No | Sumur |\n|---|---|\n| 1 | Timur |",
        "lampiran-1/baris-1",
        "| 1 | Timur |",
    ),
    ("what the amending law says next is not the quoted Pasal's", AMENDING, "pasal-7a", "Pasal 7A\nTutup sumur dari kayu."),
    (
        "the numeral of the heading below is not the general elucidation's",
        "Pasal 1\nSumur.\n\nPENJELASAN\n\nI. UMUM\nSumur itu tua.\n\nII. PASAL DEMI PASAL\n\nPasal 1\nCukup jelas.",
        "penjelasan/umum",
        "I. UMUM\nSumur itu tua.",
    ),
]


@pytest.mark.parametrize(("text", "address", "words"), rows(WORDS))
def test_words_of_a_clause(text, address, words):
    [clause] = [c for c in parse(document(text)).clauses if str(c.locator) == address]
    assert text[clause.start : clause.end] == words


DIVISIONS = [
    # why, text, headings above the last Pasal
    ("chapter with its title", "BAB I\nUMUM\n\nPasal 1\nSumur.", ["BAB I UMUM"]),
    (
        "chapter, part and paragraph",
        "BAB I\nUMUM\n\nBagian Kesatu\nSumur\n\nParagraf 1\nTimba\n\nPasal 1\nTali.",
        ["BAB I UMUM", "Bagian Kesatu Sumur", "Paragraf 1 Timba"],
    ),
    ("a new chapter ends the part above", "BAB I\nA\n\nBagian Kesatu\nB\n\nPasal 1\nTali.\n\nBAB II\nC\n\nPasal 2\nTali.", ["BAB II C"]),
    (
        "a new part ends the paragraph above",
        "BAB I\nA\n\nBagian Kesatu\nB\n\nParagraf 1\nC\n\nPasal 1\nTali.\n\nBagian Kedua\nD\n\nPasal 2\nTali.",
        ["BAB I A", "Bagian Kedua D"],
    ),
    ("inside the line", "Pasal 1 Sumur dalam. BAB II TALI Pasal 2 Tali kuat.", ["BAB II TALI"]),
    ("named in a sentence", "Pasal 1\nSumur dalam BAB II dijaga. Itu saja.\n\nPasal 2\nTali.", []),
]


@pytest.mark.parametrize(("text", "headings"), rows(DIVISIONS))
def test_headings_above(text, headings):
    assert list(parse(document(text)).clauses[-1].heading) == headings


PROBLEMS = [
    # why, text, what is said
    ("a huruf left out", "Pasal 1\na. sumur;\nb. timba;\nd. tali.", ["Pasal 1: huruf sebelum d tidak ditemukan"]),
    ("an ayat left out", "Pasal 1\n(1) Sumur.\n(3) Tali.", ["Pasal 1: ayat sebelum 3 tidak ditemukan"]),
    (
        "a row without a number",
        "KESATU\nA.\n\nKEDUA\nB.\n\nLAMPIRAN I\n\n| No | Sumur |\n|---|---|\n| x | Timur |",
        ["Lampiran I: baris tabel tanpa nomor"],
    ),
    ("nothing wrong", "Pasal 1\na. sumur;\nb. timba.", []),
    ("a Pasal left out", "Pasal 1\nSumur.\n\nPasal 3\nTali.", ["Pasal sebelum 3 tidak ditemukan"]),
]


@pytest.mark.parametrize(("text", "messages"), rows(PROBLEMS))
def test_problems_are_told_with_their_place(text, messages):
    problems = parse(document(text)).problems
    assert [p.message for p in problems] == messages
    assert all(0 <= p.start < p.end <= len(text) for p in problems)


def test_annex_cells_carry_their_columns_headings():
    text = "KESATU\nA.\n\nKEDUA\nB.\n\nLAMPIRAN I\nJUDUL\n\n| No | Perbuatan | Sanksi |\n|---|---|---|\n| 1 | Memetik buah | Teguran |"
    row = parse(document(text)).clauses[-1]
    assert [(cell.heading, text[cell.start : cell.end]) for cell in row.cells] == [
        ("No", "1"),
        ("Perbuatan", "Memetik buah"),
        ("Sanksi", "Teguran"),
    ]
    assert row.heading == ("JUDUL",)


FRAGMENTS = (
    "Pasal 1|Pasal 2|Pasal 3|Pasal 3A|Pasal I|Pasal II|pasal 1 ayat (1)|PASAL 4|Pasal 1O|(1)|(2)|(l)|(41|(3) Warga|a.|b.|c.|aa.|1.|2.|3. Tali|10.|a)|1)|A.|B."
    "|BAB I|BAB II|Bagian Kesatu|Paragraf 1|KESATU|KEDUA :|KETIGA|PERTAMA|LAMPIRAN|LAMPIRAN I|LAMPIRAN II"
    "|PENJELASAN|PENJELASAN ATAS|UMUM|PASAL DEMI PASAL|Ayat (1)|Huruf a|Angka 1|Cukup jelas.|Menimbang|Ditetapkan di Contoh|Demikian|Tembusan"
    "|sebagaimana dimaksud dalam|Undang-Undang Nomor 4 Tahun 1990|Sumur itu dalam.|dan|;|:|\u2028|\r|\f"
).split("|")
TEXTS = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(FRAGMENTS), st.sampled_from(["| No | Isi |", "| 1 | Sumur |", "| x | Tali |", "|---|---|"]), st.text(max_size=6)
        ),
        st.sampled_from(["\n", " ", "\n\n", ""]),
    ),
    max_size=30,
).map(lambda parts: "".join(word + gap for word, gap in parts))


@settings(max_examples=400)
@given(TEXTS)
def test_any_text_parses_and_loses_nothing(text):
    structure = parse(document(text))
    assert "".join(structure.pieces(text)) == text
    locators = [c.locator for c in structure.clauses]
    assert len(set(map(str, locators))) == len(locators)
    assert [Locator.parse(str(locator)) for locator in locators] == locators
    for clause in structure.clauses:
        assert 0 <= clause.start <= clause.lead_end <= clause.end <= len(text)
        assert text[clause.start : clause.end].strip()
        assert all(clause.start <= cell.start <= cell.end <= clause.end for cell in clause.cells)
    for problem in structure.problems:
        assert 0 <= problem.start <= problem.end <= len(text)


@settings(max_examples=400)
@given(TEXTS)
def test_clauses_nest_and_never_cross(text):
    clauses = parse(document(text)).clauses
    for one, other in combinations(clauses, 2):
        apart = one.end <= other.start or other.end <= one.start
        inside = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
        assert apart or inside, (str(one.locator), str(other.locator))
    spans = {c.locator: (c.start, c.end) for c in clauses}
    for clause in clauses:
        if clause.locator.parent in spans:
            start, end = spans[clause.locator.parent]
            assert start <= clause.start
            assert clause.end <= end


HOSTILE = [
    ("many Pasal", "Pasal 1\nSumur.\n" * 600),
    ("many ayat", "Pasal 1\n" + "(1) Sumur.\n" * 5000),
    ("many lists", "Pasal 1\n" + "a. sumur;\n1. besar;\n" * 3000),
    ("many annexes", "KESATU\nA.\n\nKEDUA\nB.\n" + "LAMPIRAN I\n| 1 | x |\n" * 3000),
    ("many chapters", "BAB I\n" * 5000 + "Pasal 1\nSumur."),
    ("one long line", "Pasal 1 " + "sumur " * 50_000),
    ("blanks", "Pasal 1" + " " * 100_000 + "(1) Sumur."),
    ("many elucidations, as a page's head repeats the word", "Pasal 1\nSumur.\n\n" + "PENJELASAN\n\nPasal 1\n" * 600),
    ("many elucidations of one Pasal", "Pasal 1\nSumur.\n\nPENJELASAN\n\nPasal 1\n" + "Ayat (1)\nHuruf a\n" * 3500),
]


@pytest.mark.parametrize("text", rows(HOSTILE))
def test_a_text_made_to_be_slow_is_not(text):
    started = time.process_time()
    parse(document(text))
    assert time.process_time() - started < 0.5
