"""Pages without usable text: told from the others, read by OCR where it is installed, labelled wherever they are shown."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import json
import os
import re

import pytest
from making import RAW, pdf, rows, scanned
from PIL import Image

from kb.errors import ReadError
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.read import ocr, sandbox, scans
from kb.read.ocr import Word
from kb.read.pages import read_document
from kb.read.pdf import choose
from kb.read.sheet import Sheet
from kb.records import hit_record, printed_clause

needs_ocr = pytest.mark.skipif(not ocr.version() and os.environ.get("CI") != "true", reason="OCR is not installed: make ocr")

LETTER = """WALI KOTA CONTOH

Contoh, 12 Mei 1997

Nomor : 800/77/TMN
Hal : Sikap Pegawai Taman

SURAT EDARAN

Dengan ini disampaikan kepada Saudara sebagai berikut:

A. Dasar Hukum

1. Undang-Undang Nomor 8 Tahun 1974 tentang Pokok-Pokok Kepegawaian.

B. Isi Surat Edaran

1. Setiap pegawai taman wajib bersikap netral dalam pemilihan umum.
2. Kepala taman melakukan pengawasan, antara lain:
a. melakukan sosialisasi kepada seluruh pegawai;
b. menyampaikan hasil pelanggaran kepada Wali Kota.

Demikian untuk dilaksanakan."""
LAW = "PERATURAN BUPATI CONTOH\nNOMOR 41 TAHUN 1998\nTENTANG\nKOLAM IKAN\n\nPasal 1\nKolam dikuras tiap bulan oleh pegawai.\n\nPasal 2\nIkan emas tidak dijual kepada umum.\n"
SPACED = "\n".join(" ".join(line) for line in LETTER.splitlines())
MARK = "Dipindai dengan PindaiKilat"


@pytest.fixture
def no_ocr(monkeypatch):
    monkeypatch.setattr(ocr, "version", lambda: "")


def put(folder, name, data):
    (folder / name).write_bytes(data)
    return folder / name


SHEETS = [
    # why, texts of the pages, pages without usable text
    ("sound pages", [LETTER, LAW], []),
    ("an empty page", [LAW, ""], [2]),
    ("a page number is no text", [LAW, "- 2 -"], [2]),
    ("a scanner's mark on every page", [MARK, MARK, MARK], [1, 2, 3]),
    ("a mark that counts the pages", [f"{MARK} 1", f"{MARK} 2"], [1, 2]),
    ("letters spaced apart", [LAW, SPACED], [2]),
    ("letters that make no words", [LAW, "lcgrvn tbqpx mjwkz hfdsq " * 20], [2]),
    ("a short page that is alike on both sides of a sheet is no mark if it is long", ["Pegawai negeri sipil wajib. " * 30] * 2, []),
]


@pytest.mark.parametrize(("texts", "bad"), rows(SHEETS))
def test_pages_without_usable_text_are_told(texts, bad):
    assert list(scans.unusable([Sheet(text) for text in texts])) == bad


WITHOUT = [
    # why, file, what its verdict or refusal says
    ("a scan", scanned([LETTER]), "make ocr"),
    ("a scan with the scanner's mark", scanned([LETTER, LAW], MARK), "tanda pemindai 'Dipindai dengan PindaiKilat'"),
    ("letters spaced apart", pdf([LAW, SPACED]), "make ocr"),
]


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(("data", "words"), rows(WITHOUT))
def test_without_ocr_the_one_command_that_installs_it_is_named(tmp_path, data, words):
    path = put(tmp_path, "a.pdf", data)
    try:
        told = "; ".join(read_document(path, "a.pdf").warnings)
    except ReadError as error:
        told = str(error)
    assert words in told
    assert "make ocr" in told


@needs_ocr
def test_a_scan_becomes_an_addressable_letter_and_says_so(tmp_path, model):
    folder = tmp_path / "korpus"
    folder.mkdir()
    put(folder, "surat.pdf", scanned([LETTER], MARK))
    build([folder], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    [verdict] = kb.files()
    assert verdict.verdict == "partial"
    assert "halaman 1: dibaca dengan OCR" in verdict.reason
    hits = kb.show("se-wali-kota-contoh-800-77-tmn-1997")
    assert [str(h.clause.locator) for h in hits][-5:] == [
        "bagian-b",
        "bagian-b/angka-1",
        "bagian-b/angka-2",
        "bagian-b/angka-2/huruf-a",
        "bagian-b/angka-2/huruf-b",
    ]
    assert hits[0].regulation.judul == "Sikap Pegawai Taman"
    assert hits[0].regulation.ditetapkan.isoformat() == "1997-05-12"
    assert all(ocr.HOW in h.clause.doubts for h in hits)
    assert "OCR" in hit_record(hits[-1])["doubts"][0]
    assert "Perhatian: dibaca dengan OCR" in " ".join(printed_clause(kb, hits[-1]).split())
    assert not any("PindaiKilat" in h.clause.text for h in hits)


@needs_ocr
def test_a_poor_text_layer_gives_way_to_ocr_and_a_sound_one_does_not(tmp_path):
    poor = put(tmp_path, "a.pdf", pdf([LAW, SPACED]))
    document = read_document(poor, "a.pdf")
    assert document.warnings[0].startswith("halaman 2: ")
    assert [document.page_of(doubt.start) for doubt in document.doubts if doubt.message == ocr.HOW] in ([2], [])
    assert document.text.startswith(LAW.split("\n", 1)[0])


@needs_ocr
def test_a_page_that_no_one_can_read_is_refused(tmp_path):
    noise = Image.effect_noise((800, 1100), 90)
    noise.save(tmp_path / "a.pdf", "PDF")
    with pytest.raises(ReadError, match="OCR tidak dapat membacanya"):
        read_document(tmp_path / "a.pdf", "a.pdf")


@needs_ocr
def test_what_ocr_read_is_kept_for_the_next_build(tmp_path, monkeypatch):
    path = put(tmp_path, "a.pdf", scanned([LAW]))
    first = read_document(path, "a.pdf")
    monkeypatch.setattr(sandbox, "read_scans", lambda *_: pytest.fail("read again"))
    assert read_document(path, "a.pdf") == first
    monkeypatch.setattr(ocr, "version", lambda: "another")
    with pytest.raises(pytest.fail.Exception, match="read again"):
        read_document(path, "a.pdf")


def look_like(*readings):
    """Stands in for Tesseract: the first call sees the first text, the second the second."""
    left = list(readings)

    def look(picture, mode):
        words, confidence = left.pop(0)
        return [Word(word, confidence, (0, 0, 1, 1), (1, 1, n)) for n, line in enumerate(words.splitlines()) for word in line.split()]

    return look


TEXT = "Setiap pegawai taman wajib bersikap netral\nNomor 30 Tahun 2022 tentang pemilihan umum dan pemilihan kepala daerah sebagaimana dimaksud dalam pasal ini"
TWICE = [
    # why, second reading, spans marked
    ("both alike", TEXT, []),
    ("a digit read differently", TEXT.replace("30", "80"), [("30", "angka '30' belum pasti: terbaca '80' pada pembacaan kedua")]),
    ("a number lost", TEXT.replace("30 ", ""), [("30", "angka '30' belum pasti: tidak terbaca pada pembacaan kedua")]),
    ("only a letter differs", TEXT.replace("umum", "umurn"), []),
    ("only a comma differs", TEXT.replace("2022", "2022,"), []),
]


@pytest.mark.parametrize(("second", "marked"), rows(TWICE))
def test_a_number_must_be_read_twice_alike(monkeypatch, second, marked):
    monkeypatch.setattr(ocr, "look", look_like((TEXT, 95.0), (second, 95.0)))
    sheet = ocr.sheet_of(Image.new("L", (100, 100)))
    assert sheet.text == f"{TEXT}\n"
    assert [(sheet.text[a:b], why) for a, b, why in sheet.unsure] == marked


def test_the_reading_that_lost_lines_gives_way(monkeypatch):
    monkeypatch.setattr(ocr, "look", look_like((TEXT.splitlines()[0], 95.0), (TEXT, 95.0)))
    assert ocr.sheet_of(Image.new("L", (100, 100))).text == f"{TEXT}\n"


def test_what_is_read_with_little_confidence_is_kept_but_not_used(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "look", look_like((TEXT, 40.0), (TEXT, 40.0)))
    sheet = ocr.sheet_of(Image.new("L", (100, 100)))
    assert not sheet.usable
    monkeypatch.setattr(ocr, "version", lambda: "any")
    monkeypatch.setattr(sandbox, "read_scans", lambda *_: [sheet])
    document = read_document(put(tmp_path, "a.pdf", pdf([LAW, ""])), "a.pdf")
    assert TEXT in document.text
    assert "netral" not in document.reading
    assert "halaman 2: terbaca OCR dengan keyakinan rendah (40 dari 100), mungkin tulisan tangan; tidak dipakai" in document.warnings


ENGINES = [
    # why, pypdf's text, pypdfium2's, which is used, whether the page is marked
    ("alike", LAW, LAW, "first", False),
    ("blanks put into words by the first", LAW.replace("e", "e ").replace("a", "a "), LAW, "second", False),
    ("blanks put into words by the second", LAW, LAW.replace("e", "e ").replace("a", "a "), "first", False),
    ("the first read nothing", "", LAW, "second", True),
    ("a digit differs", LAW, LAW.replace("41 TAHUN 1998", "47 TAHUN 1993"), "first", True),
    ("only the order of lines differs", LAW, "\n".join(reversed(LAW.splitlines())), "first", False),
]


@pytest.mark.parametrize(("first", "second", "used", "marked"), rows(ENGINES))
def test_two_engines_read_each_page(first, second, used, marked):
    sheet = choose(first, second)
    assert sheet.text.strip() == (first if used == "first" else second).strip()
    assert bool(sheet.doubt) == marked


HUGE = pdf([""]).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 14400 9]")


@needs_ocr
def test_a_page_of_any_size_is_a_picture_of_bounded_size(tmp_path):
    with pytest.raises(ReadError, match="OCR"):
        read_document(put(tmp_path, "a.pdf", HUGE), "a.pdf")


def test_too_many_pages_to_read_by_ocr_are_refused_with_both_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "MAX_SCANS", 1)
    with pytest.raises(ReadError, match=r"2 halaman perlu OCR, lebih dari batas 1"):
        sandbox.read_scans(put(tmp_path, "a.pdf", pdf(["", ""])), [1, 2])


@needs_ocr
@pytest.mark.skipif(not RAW.is_dir() and os.environ.get("CI") != "true", reason="the real files are not here: ../shared/corpus/raw")
def test_a_real_circular_that_is_a_photograph(tmp_path, model):
    """Its words against a transcript by hand: the measure is bench.reading's; here only that it stays readable."""
    folder = tmp_path / "korpus"
    folder.mkdir()
    name = "se-walikota-dumai-800-873-bkpsdm-2023.pdf"
    put(folder, name, (RAW / name).read_bytes())
    build([folder], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    hits = kb.show("se-wali-kota-dumai-800-873-bkpsdm-2023")
    found = {str(h.clause.locator): " ".join(h.clause.text.split()) for h in hits}
    points = [at for at in found if at.startswith("bagian-e")]
    assert points == [
        "bagian-e",
        "bagian-e/angka-1",
        "bagian-e/angka-2",
        *(f"bagian-e/angka-2/huruf-{n}" for n in "abcdef"),
        "bagian-e/angka-3",
    ]
    assert [at for at in found if at.startswith("bagian-d/")] == [f"bagian-d/angka-{n}" for n in range(1, 5)]
    assert hits[0].regulation.ditetapkan.isoformat() == "2023-05-24"
    assert hits[0].regulation.judul.endswith("Penyelenggaraan Pemilihan Umum dan Pemilihan")
    transcript = " ".join((RAW / name.replace(".pdf", ".transcript.txt")).read_text(encoding="utf-8").split())
    third = transcript[transcript.index("3. Bentuk pelanggaran") : transcript.index(" F. Agar Kepala")]
    assert re.sub(r"\W+", " ", found["bagian-e/angka-3"]).strip() == re.sub(r"\W+", " ", third).strip()


def test_answers_of_the_child_are_plain_json(tmp_path):
    path = put(tmp_path, "a.pdf", pdf([LAW]))
    assert json.loads(json.dumps(sandbox.answer_of("pdf", path)))["sheets"][0]["text"].startswith("PERATURAN BUPATI")
