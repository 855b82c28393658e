"""What a bad text layer is repaired to, and what is left alone: only what is certain, each place listed, nothing moved."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document, rows

from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.regulation import shown
from kb.read.pages import read_document, repaired
from kb.read.repair import applied, repairs_of
from kb.records import hit_record, printed_clause


def mended(text, starts=(0,)):
    return shown(text, 0, repairs_of(text, starts))


REPAIRED = [
    # why, as read, as shown
    ("rn for m", "tugas pernerintah daerah", "tugas pemerintah daerah"),
    ("hr for tu", "wajib unhrk hadir", "wajib untuk hadir"),
    ("lr for k, capital kept", "Dewan Perwakilan Ralryat", "Dewan Perwakilan Rakyat"),
    ("heading in capitals", "PRESIDEN REPIIBLIK", "PRESIDEN REPUBLIK"),
    ("an acronym's case", "anggota KpU dan pNS", "anggota KPU dan PNS"),
    ("two faults in a word", "pengatrrran taman", "pengaturan taman"),
    ("a single letter, where the word read is no word", "pejabat yang berwenang melakuken pemeriksaen atas dokumcn", "pejabat yang berwenang melakuken pemeriksaen atas dokumen"),
    ("a year with O for 0 and l for 1", "Undang-Undang Nomor 5 Tahun 2Ol4", "Undang-Undang Nomor 5 Tahun 2014"),
    ("letters that stand apart", "untuk P em b in aan pegawai", "untuk Pembinaan pegawai"),
    ("the mark of an ayat by its neighbours", "(1) Pegawai hadir.\n(21 Pegawai pulang.\n(3) Pegawai libur.", "(1) Pegawai hadir.\n(2) Pegawai pulang.\n(3) Pegawai libur."),
    ("the first ayat read as l", "(l) Pegawai hadir.\n(2) Pegawai pulang.", "(1) Pegawai hadir.\n(2) Pegawai pulang."),
    ("a page's head inside a line, between a catchword and its return", "4. memakai topi; 5. membuat PFTESIDEN REPUBLIK INDONESIA 5. membuat keputusan;", "4. memakai topi; 5. membuat keputusan;"),
    ("Pasal I before Pasal 2", "Pasal I\nKolam.\nPasal 2\nIkan.", "Pasal 1\nKolam.\nPasal 2\nIkan."),
]  # fmt: skip

KEPT = [
    # why, what must stay as read
    ("the head of state named between two words that do not repeat", "5. menghadap PRESIDEN REPUBLIK INDONESIA 5. membuat keputusan"),
    ("a head between two lines, which the pages' own rule knows", "a. Warga\nPRESIDEN\nREPUBLIK INDONESIA\n-6-\na. Warga Negara;"),
    ("sound words", "Pegawai negeri sipil wajib bersikap netral dalam pemilihan umum."),
    ("a name that no regulation has", "Bupati Sukarnowati dan Hernandes"),
    ("a rare word that is a word", "lencana, rasional, tanggul, modul, pertalian, lugas"),
    ("modern is no modem", "teknologi modern"),
    ("an amount", "denda Rp l2.000.000,00 atau 1O0 hari"),
    ("a number of a Pasal that is a year's look-alike", "Pasal 2Ol4 dan nomor 2Ol4"),
    ("an ayat cited without its closing bracket: 2 or 21?", "sebagaimana dimaksud pada ayat (21, pegawai"),
    ("an ayat that may be the twenty-first", "(20) Pegawai hadir.\n(21 Pegawai pulang."),
    ("Pasal I of an amending law", "Pasal I\nKetentuan diubah.\nPasal 2\nKolam.\nPasal II\nBerlaku."),
    ("two words that make a third", "di atas ke luar dari pada"),
    ("a letter of a list before a word", "huruf d an gka sebagaimana huruf b agian"),
    ("half of a word is not repaired into another word", "harkat dan marta bat orang"),
    ("a longer word whose end is cut off by blanks", "P e nd a p a t a nx"),
    ("a word broken at the line's end", "pela-\nksanaan pernerin-\ntah"),
    ("Roman numerals", "BAB iii dan huruf ii"),
    ("spelling before 1972", "Dewan Perwakilan Rakjat menjelenggarakan urusan"),
    ("a typing error of the original", "negri, memilki"),
]


@pytest.mark.parametrize(("text", "wanted"), rows(REPAIRED))
def test_what_is_certain_is_repaired(text, wanted):
    assert mended(text) == wanted


@pytest.mark.parametrize("text", rows(KEPT))
def test_what_is_not_certain_is_left(text):
    assert mended(text) == text


def paged(*pages):
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return "\f".join(pages), tuple(starts)


PAGES = [
    # why, pages, what is shown
    ("the printer's head in mid-sentence", ["Pegawai wajib\n", "PRESIDEN\nREPUBLIK INDONESIA\n-2-\nbersikap netral."], "Pegawai wajib\n\fbersikap netral."),
    ("the next page's first words, announced", ["Kolam dikuras.\n(2) Ikan . . .", "-2-\n(2) Ikan emas."], "Kolam dikuras.\n\f(2) Ikan emas."),
    ("an announcement whose number is misread on the next page", ["Kolam dikuras.\n(2) Ikan . . .", "(21 Ikan emas."], "Kolam dikuras.\n\f(21 Ikan emas."),
    ("an announcement that the next page does not keep is text", ["Kolam dikuras.\nIsi: . . .", "Ikan emas."], "Kolam dikuras.\nIsi: . . .\fIkan emas."),
    ("a serial number below the page", ["Kolam dikuras.\nSK No 145336 A", "Ikan emas."], "Kolam dikuras.\n\fIkan emas."),
    ("the gazette's head", ["Kolam\n", "2014, No.369 4\ndikuras."], "Kolam\n\fdikuras."),
    ("a head below blank lines", ["Pegawai wajib\n4. netral . . .\n", " \n \n \n \n \n \n- 2 -\n \n4. netral."], "Pegawai wajib\n\n\f4. netral."),
    ("the first page's head is the text's", ["PRESIDEN\nREPUBLIK INDONESIA\nKolam.", "Ikan."], "PRESIDEN\nREPUBLIK INDONESIA\nKolam.\fIkan."),
    ("a closing signature is text", ["Kolam.", "PRESIDEN REPUBLIK INDONESIA,\nttd"], "Kolam.\fPRESIDEN REPUBLIK INDONESIA,\nttd"),
    ("page numbers that count on", ["a", "2\nKolam", "3\nikan", "4\nemas"], "a\fKolam\fikan\femas"),
    ("a number alone on a line that is no page number", ["a", "7\nKolam", "1999\nikan"], "a\f7\nKolam\f1999\nikan"),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "wanted"), rows(PAGES))
def test_what_the_printer_puts_on_each_page_is_left_out(pages, wanted):
    assert mended(*paged(*pages)) == wanted


@given(st.text(alphabet="abdegiklmnprstuIOl012 .()\n-\f", max_size=300))
def test_repairs_lie_in_order_and_move_nothing(text):
    starts = (0, *(i + 1 for i, c in enumerate(text) if c == "\f"))
    repairs = repairs_of(text, starts)
    assert all(0 <= r.start < r.end <= len(text) for r in repairs)
    assert all(a.end <= b.start for a, b in pairwise(repairs))
    assert len(applied(text, repairs)) == len(text)
    assert [c for c in applied(text, repairs) if c in "\n\f"] == [c for c in text if c in "\n\f"] or any(
        "\n" in text[r.start : r.end] for r in repairs
    )


@given(st.text(alphabet="0123456789 ,.()/-%Rp", max_size=120))
def test_numbers_alone_are_never_touched(text):
    assert repairs_of(text, (0,)) == ()


def test_our_own_words_stay_as_they_are():
    own = dataclasses.replace(document("Pasal 1\nKolam unhrk ikan."), front={"naskah": "ringkasan"})
    assert repaired(own) == own


BAD = "PERATURAN BUPATI CONTOH\nNOMOR 41 TAHUN 1998\nTENTANG\nKOLAM IKAN\n\nPasal 1\nKolam dikuras unhrk pegawai.\n\nPasal 2\n(1) Ikan emas tidak dijual.\n(21 Pernerintah menjaga kolam.\n(3) Kolam dijaga.\n"


def test_a_repaired_clause_says_so_and_keeps_the_original(tmp_path, model):
    folder = tmp_path / "korpus"
    folder.mkdir()
    (folder / "a.txt").write_text(BAD, encoding="utf-8")
    build([folder], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    [hit] = kb.show("perbup-contoh-41-1998/pasal-2/ayat-2")
    record = hit_record(hit)
    assert record["text"] == "(2) Pemerintah menjaga kolam."
    assert record["original"] == "(21 Pernerintah menjaga kolam." == BAD[record["source"]["start"] : record["source"]["end"]]
    assert [(r["from"], r["to"]) for r in record["repaired"]] == [("1", ")"), ("Pernerintah", "Pemerintah")]
    assert all(record["original"][r["start"] : r["end"]] == r["from"] for r in record["repaired"])
    assert "Ejaan diperbaiki dari naskah: “1” menjadi “)”; “Pernerintah” menjadi “Pemerintah”" in " ".join(printed_clause(kb, hit).split())
    [sound] = kb.show("perbup-contoh-41-1998/pasal-2/ayat-1")
    assert hit_record(sound)["repaired"] == []
    assert hit_record(sound)["original"] is None


def test_a_repair_never_changes_where_a_clause_stands(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BAD, encoding="utf-8")
    read = read_document(path, "a.txt")
    assert read.text == BAD
    assert len(read.reading) == len(read.text)
    assert "(2) Pemerintah" in read.reading
