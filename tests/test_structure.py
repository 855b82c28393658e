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
    ("a penjelasan whose heading was lost begins where its Pasal are", "Pasal 1\nSumur.\n\nPasal 2\nTali.\n\nPasal 1\nCukup jelas.\n\nPasal 2\nCukup jelas.", ["pasal-1", "pasal-2", "penjelasan/pasal-1", "penjelasan/pasal-2"]),
    ("the title KETENTUAN UMUM is not the penjelasan's UMUM", "BAB I\nKETENTUAN UMUM\nPasal 1\nSumur.\n\nPasal 2\nTali.\n\nPASAL DEMI PASAL\nPasal 1\nCukup jelas.\n\nPasal 2\nCukup jelas.", ["pasal-1", "pasal-2", "penjelasan/pasal-1", "penjelasan/pasal-2"]),
    ("several Pasal explained together", "Pasal 1\nA.\n\nPasal 2\nB.\n\nPasal 3\nC.\n\nPasal 4\nD.\n\nPENJELASAN\n\nPasal 1\nYaitu sumur. Pasal 2 s/d Pasal 4. Cukup jelas.",
     ["pasal-1", "pasal-2", "pasal-3", "pasal-4", *(f"penjelasan/pasal-{n}" for n in (1, 2, 3, 4))]),
    ("numbers of a penjelasan whose column of the word Pasal was read apart", "Pasal 1\nA.\n\nPasal 2\nB.\n\nPasal 3\nC.\n\nPENJELASAN\n\nPasal 1\nCukup jelas. Pasal Pasal L2 Cukup jelas. 2 Cukup jelas. 3 Ayat (1) Cukup jelas.",
     ["pasal-1", "pasal-2", "pasal-3", "penjelasan/pasal-1", "penjelasan/pasal-2", "penjelasan/pasal-3", "penjelasan/pasal-3/ayat-1"]),
    ("a decree's labels on their own side of the page", "MEMUTUSKAN:\nKEPUTUSAN TENTANG SUMUR.\nSumur dijaga.\nTali diganti.\nKESATU\nKEDUA\nDitetapkan di Contoh", ["diktum-kesatu", "diktum-kedua"]),
    ("a diktum without a colon", "KESATU Sumur dijaga.\nKEDUA Tali diganti.", ["diktum-kesatu", "diktum-kedua"]),
    ("a label repeated where a page begins", "KESATU\nSumur.\nKEDUA\fKEDUA\nTali.", ["diktum-kesatu", "diktum-kedua"]),
    ("labels that no paragraph can be given to are left out", "MEMUTUSKAN:\nKEPUTUSAN TENTANG SUMUR.\nSumur dijaga.\nTimba dicuci.\nTali diganti.\nKESATU\nKEDUA\nDitetapkan di Contoh", []),
    ("one Pasal I that changes another's Pasal 2", "MEMUTUSKAN:\n\nPasal I\nMengubah Pasal 2 sehingga berbunyi sebagai berikut:\n\nPasal 2\nSumur ditutup.", ["pasal-i", "pasal-2"]),
]  # fmt: skip


def addresses(structure):
    return [str(c.locator) for c in structure.clauses if str(c.locator) != "pembukaan"]


@pytest.mark.parametrize(("text", "expected"), rows(TRAITS))
def test_addresses(text, expected):
    assert addresses(parse(document(text))) == expected


def hidden(heading, number=11, before="Sumur dijaga."):
    """Three Pasal in a row, the one in the middle under a damaged heading inside the line."""
    return f"Pasal {number - 1}\n{before} {heading} Timba dicuci tiap pagi.\n\nPasal {number + 1}\nTali itu kuat."


HIDDEN = [
    # why, text, the number that is found, what is told of it ("" if the heading is as printed)
    ("digits spaced apart", hidden("Pasal 1 1"), "11", "terbaca dari judul 'Pasal 1 1'"),
    ("letters for digits", hidden("Pasal I1"), "11", "terbaca dari judul 'Pasal I1'"),
    ("a letter for the first digit", hidden("Pasal L27", 127), "127", "terbaca dari judul 'Pasal L27'"),
    ("O and T for 0 and 7", hidden("Pasal 2OT", 207), "207", "terbaca dari judul 'Pasal 2OT'"),
    ("no digit at all", hidden("PasalSO", 50), "50", "terbaca dari judul 'PasalSO'"),
    ("glued to the word", hidden("Pasat24", 24), "24", "terbaca dari judul 'Pasat24'"),
    ("a bracket for l", hidden("Pasa] 50", 50), "50", "terbaca dari judul 'Pasa] 50'"),
    ("a stop in the word", hidden("Pasa.l 11"), "11", "terbaca dari judul 'Pasa.l 11'"),
    ("two letters read as one", hidden("Pasd 11"), "11", "terbaca dari judul 'Pasd 11'"),
    ("the word spaced apart", hidden("P a s a l 11"), "11", "terbaca dari judul 'P a s a l 11'"),
    ("a small letter is no doubt", hidden("pasal 11"), "11", ""),
    (
        "behind a title that ends in no stop",
        hidden("Pasat 11", before="Sumur dijaga. Bagian Kedua Timba"),
        "11",
        "terbaca dari judul 'Pasat 11'",
    ),
    ("behind the last 'dan' of a list", hidden("Pasal 11", before="a. sumur;\nb. kolam; dan"), "11", ""),
    ("behind a comma for a stop", hidden("Pasal 11", before="Sumur dijaga,"), "11", "judulnya berdiri di tengah kalimat"),
    ("behind the head of a page", hidden("Pasal 11", before="Sumur dijaga. PRESIDEN REPUBLIK INDONESIA -16-"), "11", ""),
    ("between a converter's marks", hidden("__ Pasal 11 __"), "11", ""),
    ("before a lower-case word, as old laws have it", "Pasal 1. Sumur.\nPasal 2. dijaga tiap hari.\nPasal 3. Tali.", "2", ""),
    (
        "behind a title that ends in a small letter",
        hidden("Pasd 11", before="Sumur dijaga. Bagian Kedua Timba dan tali"),
        "11",
        "terbaca dari judul 'Pasd 11'",
    ),
    ("before specks and its first ayat", "Pasal 10\nSumur. Pasal 11 ,,, (1) Timba dicuci.\n\nPasal 12\nTali.", "11", ""),
    (
        "the last Pasal of all",
        "Pasal 10\nSumur.\n\nPasal 11\nTali. Pasal 1 2 Peraturan ini mulai berlaku hari ini.",
        "12",
        "terbaca dari judul 'Pasal 1 2'",
    ),
    (
        "a digit gone wrong in print",
        "Pasal 49\nSumur itu dijaga oleh warga desa.\n\nPasal 59\nTimba itu dicuci oleh warga desa.\n\nPasal 51\nTali.",
        "50",
        "terbaca dari judul 'Pasal 59'",
    ),
]


@pytest.mark.parametrize(("text", "number", "told"), rows(HIDDEN))
def test_a_hidden_heading_is_found_and_told(text, number, told):
    structure = parse(document(text))
    assert f"pasal-{number}" in addresses(structure)
    assert [p.message for p in structure.problems if not p.message.startswith("Pasal sebelum")] == [f"Pasal {number}: {told}"] * bool(told)


NOT_HIDDEN = [
    # why, text in which no Pasal 11 stands
    ("a mention", hidden("Sumur menurut Pasal 11 dijaga.")),
    ("a mention of an ayat", hidden("Pasal 11 ayat (2)")),
    ("a damaged mention", hidden("sebagaimana dimaksud dalam Pasal l1")),
    ("another law's", hidden("Pasal 11 Undang-Undang Nomor 4 Tahun 1990.")),
    ("in a list of Pasal", hidden("melanggar Pasal 9, Pasal 11, atau")),
    ("what changes it", hidden("Pasal 11 diubah.")),
    ("a number that is not the missing one", hidden("Pasal 1 3")),
    ("a market with a number", hidden("di Pasar 11")),
    ("a catchword of the next page", "Pasal 10\nSumur itu dijaga oleh warga desa.\nPasal 12\nPasal 12\nTali."),
]


@pytest.mark.parametrize("text", rows(NOT_HIDDEN))
def test_no_heading_is_made_of_what_is_none(text):
    structure = parse(document(text))
    assert addresses(structure)[:1] == ["pasal-10"]
    assert "pasal-11" not in addresses(structure)
    assert "Pasal sebelum 12 tidak ditemukan" in [p.message for p in structure.problems]


def test_an_amending_law_leaves_gaps_as_they_are():
    text = AMENDING.replace("Pasal 7A\nTutup", "Pasal 7A\nPasa1 5 Tutup")
    assert "pasal-5" not in addresses(parse(document(text)))


HIDDEN_ITEMS = [
    # why, text, address, its words, what is told
    (
        "behind the foot of a page",
        "Pasal 1\na. sumur;\nb. timba; : il( x\\lo A c. tali;\nd. katrol.",
        "pasal-1/huruf-c",
        "c. tali;",
        "Pasal 1: huruf c terbaca dari 'c.'",
    ),
    (
        "a catchword and its line",
        "Pasal 1\na. sumur; 106 / b. timba b. timba besar;\nc. tali.",
        "pasal-1/huruf-b",
        "b. timba besar;",
        "Pasal 1: huruf b terbaca dari 'b.'",
    ),
    (
        "a bracket read as l",
        "Pasal 1\nYaitu:\n1) sumur besar; 2l timba kecil; dan\n3) tali.",
        "pasal-1/angka-2",
        "2l timba kecil; dan",
        "Pasal 1: angka 2 terbaca dari '2l'",
    ),
    (
        "the first number read as a letter",
        "Pasal 1\nDengan cara: f . menimba;\n2. mencuci;\n3. menali.",
        "pasal-1/angka-1",
        "f . menimba;",
        "Pasal 1: angka 1 terbaca dari 'f .'",
    ),
    (
        "a dash for a stop",
        "Pasal 1\na. sumur;\nb. timba; c- tali;\nd. katrol.",
        "pasal-1/huruf-c",
        "c- tali;",
        "Pasal 1: huruf c terbaca dari 'c-'",
    ),
    (
        "an ayat whose mark was lost",
        "Pasal 1\nSumur itu dijaga oleh warga desa.\n(2) Timba itu dicuci oleh warga desa.",
        "pasal-1/ayat-1",
        "Sumur itu dijaga oleh warga desa.",
        "Pasal 1: ayat 1 tanpa tanda; dibaca dari kata-kata sebelum ayat 2",
    ),
]


@pytest.mark.parametrize(("text", "address", "words", "told"), rows(HIDDEN_ITEMS))
def test_a_hidden_item_is_found_and_told(text, address, words, told):
    structure = parse(document(text))
    [clause] = [c for c in structure.clauses if str(c.locator) == address]
    assert text[clause.start : clause.end] == words
    assert [p.message for p in structure.problems] == [told]


LEFT_ALONE = [
    # why, text, what is told
    ("a mention of the missing letter", "Pasal 1\na. sumur menurut huruf b. timba;\nc. tali.", "Pasal 1: huruf sebelum c tidak ditemukan"),
    ("two places for one letter", "Pasal 1\na. sumur; b. timba di halaman rumah kepala desa dan di balai desa; b. kolam;\nc. tali.", ""),
    (
        "a list inside may have the letter",
        "Pasal 1\n1. sumur:\na. besar, x b. kecil;\n3. tali.",
        "Pasal 1: angka sebelum 3 tidak ditemukan",
    ),
    (
        "a mark with no words is no second ayat",
        "Pasal 1\nSumur itu dijaga oleh warga desa.\n(2)",
        "Pasal 1: ayat sebelum 2 tidak ditemukan",
    ),
]


@pytest.mark.parametrize(("text", "told"), rows(LEFT_ALONE))
def test_an_item_that_is_not_certain_is_left_out_and_told(text, told):
    assert [p.message for p in parse(document(text)).problems] == ([told] if told else [])


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
    (
        "a diktum's words are the paragraph beside its label",
        "MEMUTUSKAN:\nKEPUTUSAN TENTANG SUMUR.\nSumur\ndijaga.\nMenetapkan\nKESATU\nKEDUA\fKEDUA\n-2-\nTali diganti.\nDitetapkan di Contoh",
        "diktum-kedua",
        "Tali diganti.",
    ),
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
    (
        "an ayat cited by its own article",
        "Pasal 1\n(1) Sumur.\n(2) Timba sebagaimana dimaksud pada ayat (3) dari kayu.",
        ["Pasal 1 ayat (2) merujuk Pasal 1 ayat (3), yang tidak ditemukan"],
    ),
    (
        "an ayat cited from another article: both are marked",
        "Pasal 1\n(1) Sumur.\n(2) Timba.\n\nPasal 2\nTali sebagaimana dimaksud dalam Pasal 1 ayat (3) dari rami.",
        ["Pasal 2 merujuk Pasal 1 ayat (3), yang tidak ditemukan", "Pasal 1 ayat (3) dirujuk Pasal 2, tetapi tidak ditemukan"],
    ),
    (
        "a huruf cited",
        "Pasal 1\nSyarat:\na. sumur;\nb. timba.\n\nPasal 2\nTali sebagaimana dimaksud dalam Pasal 1 huruf c dari rami.",
        ["Pasal 2 merujuk Pasal 1 huruf c, yang tidak ditemukan", "Pasal 1 huruf c dirujuk Pasal 2, tetapi tidak ditemukan"],
    ),
    (
        "what is cited is there",
        "Pasal 1\n(1) Sumur:\na. besar;\nb. kecil.\n(2) Timba sebagaimana dimaksud pada ayat (1) huruf b dari kayu.",
        [],
    ),
    (
        "another instrument's ayat is not this one's",
        "Pasal 1\n(1) Sumur.\n(2) Timba sebagaimana dimaksud dalam Pasal 1 ayat (9) Undang-Undang Nomor 5 Tahun 1999 tentang Sumur.",
        [],
    ),
    (
        "this instrument named in full is this one",
        "Pasal 1\n(1) Sumur.\n(2) Timba sebagaimana dimaksud dalam Pasal 1 ayat (3) Peraturan Menteri ini.",
        ["Pasal 1 ayat (2) merujuk Pasal 1 ayat (3), yang tidak ditemukan"],
    ),
    (
        "an article without any ayat may be cited loosely",
        "Pasal 1\nSumur.\n\nPasal 2\nTali sebagaimana dimaksud dalam Pasal 1 ayat (1) dari rami.",
        [],
    ),
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
    "|Pasa1 2|Pasat 3|PasalT2|Pasal 1 1|pasal 2.|Pasal 2 s/d 4.|MEMUTUSKAN:|KEDUA Tali|c- tali|2l timba|12) Warga|(2|sebagaimana dimaksud dalam|Undang-Undang Nomor 4 Tahun 1990|Sumur itu dalam.|dan|;|:|\u2028|\r|\f"
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
    ("many Pasal", "Pasal 1\nSumur.\n" * 12_000),
    ("many ayat", "Pasal 1\n" + "(1) Sumur.\n" * 20_000),
    ("many lists", "Pasal 1\n" + "a. sumur;\n1. besar;\n" * 12_000),
    ("many annexes", "KESATU\nA.\n\nKEDUA\nB.\n" + "LAMPIRAN I\n| 1 | x |\n" * 12_000),
    ("many chapters", "BAB I\n" * 50_000 + "Pasal 1\nSumur."),
    ("one long line", "Pasal 1 " + "sumur " * 200_000),
    ("blanks", "Pasal 1" + " " * 400_000 + "(1) Sumur."),
    ("many damaged headings in one gap", "Pasal 1\nSumur.\n\n" + "Pasa1 2O Sumur. " * 16_000 + "\n\nPasal 999\nTali."),
    ("many gaps", "".join(f"Pasal {n}\nSumur. Pasal {n} ayat (1).\n\n" for n in range(1, 999, 2))),
    ("many labels", "KESATU\nSumur.\n" * 40_000),
    ("many hidden items", "Pasal 1\n" + "a. sumur; x b. timba\nc. tali;\n" * 12_000),
    ("many elucidations, as a page's head repeats the word", "Pasal 1\nSumur.\n\n" + "PENJELASAN\n\nPasal 1\n" * 12_000),
    ("many elucidations of one Pasal", "Pasal 1\nSumur.\n\nPENJELASAN\n\nPasal 1\n" + "Ayat (1)\nHuruf a\n" * 12_000),
]


@pytest.mark.parametrize("text", rows(HOSTILE))
def test_a_text_made_to_be_slow_is_not(text):
    """A second or less; reading that grows with the square takes minutes, so no busy machine can fail this."""
    started = time.process_time()
    parse(document(text))
    assert time.process_time() - started < 20
