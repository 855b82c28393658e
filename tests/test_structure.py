"""From text to addressed clauses: whole documents kept as files, single traits as rows, and what always holds."""

from __future__ import annotations

import os

import pytest
from making import HERE, document, rows

from kb.read.pages import read_document
from kb.read.structure import parse

GOLDEN = sorted((HERE / "golden").glob("*.md"))


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
]  # fmt: skip
TRAITS_BUGS = [
    ("the last Pasal names its own instrument inside the line", "Pasal 1 Sumur itu dalam. Pasal 2 Peraturan Daerah ini mulai berlaku hari ini.", ["pasal-1", "pasal-2"]),
    ("the law's own Pasal I and II", AMENDING + "Undang-Undang ini mulai berlaku hari ini.", ["pasal-i", "pasal-i/angka-1", "pasal-7", "pasal-i/angka-2", "pasal-7a", "pasal-i/angka-3", "pasal-ii"]),
    ("lines that end as Windows ends them: diktum", "KESATU\r\nSumur.\r\n\r\nKEDUA\r\nTali.", ["diktum-kesatu", "diktum-kedua"]),
    ("lines that end as Windows ends them: rows", "KESATU\nSumur.\n\nKEDUA\nTali.\n\nLAMPIRAN I\r\n\r\n| No | Sumur |\r\n|---|---|\r\n| 1 | Timur |\r\n", ["diktum-kesatu", "diktum-kedua", "lampiran-1", "lampiran-1/baris-1"]),
]  # fmt: skip


def addresses(structure):
    return [str(c.locator) for c in structure.clauses if str(c.locator) != "pembukaan"]


@pytest.mark.parametrize(("text", "expected"), rows(TRAITS, TRAITS_BUGS))
def test_addresses(text, expected):
    assert addresses(parse(document(text))) == expected
