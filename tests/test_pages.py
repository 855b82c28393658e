"""Files of every sort: what is read of the good ones, and one clear verdict for each bad one while the rest goes on."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import CONTOH, pdf, rows
from pypdf import PdfReader, PdfWriter

from kb.errors import CorpusError, ReadError
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.read import office, sandbox
from kb.read.pages import read_document

LAW = "PERATURAN BUPATI CONTOH\nNOMOR 41 TAHUN 1998\nTENTANG\nKOLAM IKAN\n\nPasal 1\nKolam dikuras tiap bulan purnama.\n\nPasal 2\nIkan emas tidak dijual.\n"
ADVERTISEMENT = "Dipindai dengan PindaiKilat"


def locked(user, owner="pemilik"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([LAW]))))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(rows_of_table=()):
    document = docx.Document()
    for line in LAW.splitlines():
        document.add_paragraph(line)
    if rows_of_table:
        document.add_paragraph("LAMPIRAN")
        table = document.add_table(rows=0, cols=len(rows_of_table[0]))
        for row in rows_of_table:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(name, size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as file:
        for _ in range(size // 1_000_000):
            file.write(bytes(1_000_000))
        file.write(bytes(size % 1_000_000))
    return out.getvalue()


def html(body):
    return f"<!DOCTYPE html>\n<html><head><title>Judul</title></head><body>{body}</body></html>".encode()


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LAW.splitlines())
TABLE = "<p>LAMPIRAN</p><table><tr><th>No</th><th>Ikan</th></tr><tr><td>1</td><td>Mas | koki</td></tr></table>"
SCRIPT = "<script>alert('Pasal 3')</script><style>p { color: red }</style>"

FILES = [
    # why, file, bytes, verdict, words of the reason
    ("plain text", "teks.txt", LAW.encode(), "ok", ""),
    ("Markdown", "teks.md", LAW.replace("41", "42").encode(), "ok", ""),
    ("text with a byte order mark", "bom.txt", b"\xef\xbb\xbf" + LAW.replace("41", "43").encode(), "ok", ""),
    ("PDF", "naskah.pdf", pdf([LAW.replace("41", "44")]), "ok", ""),
    ("PDF in capitals", "BESAR.PDF", pdf([LAW.replace("41", "45")]), "ok", ""),
    ("PDF locked against printing only", "cetak.pdf", locked(user=""), "ok", ""),
    ("PDF one page of which is empty", "kosong-satu.pdf", pdf([LAW.replace("41", "46"), ""]), "partial", "halaman 2: tanpa teks yang berguna"),
    ("DOCX with a table", "tabel.docx", word([("No", "Ikan"), ("1", "Mas"), ("2", "Nila")]), "ok", ""),
    ("HTML with table and script", "laman.html", html(PARAGRAPHS.replace("41", "48") + SCRIPT + TABLE), "ok", ""),
    ("HTML that says PDF", "laman.pdf", html(PARAGRAPHS.replace("41", "49")), "partial", "isi berkas adalah HTML, bukan .pdf"),
    ("an error page that says PDF", "galat.pdf", html("<h1>404 Not Found</h1>"), "failed", "tidak ada pasal"),
    ("PDF that says text", "naskah.txt", pdf([LAW.replace("41", "50")]), "partial", "isi berkas adalah PDF, bukan .txt"),
    ("PDF that cannot be opened without its password", "terkunci.pdf", locked(user="rahasia"), "failed", "kata sandi"),
    ("PDF cut in half", "terpotong.pdf", pdf([LAW])[:400], "failed", "rusak atau terpotong"),
    ("PDF that is only its first line", "kepala.pdf", b"%PDF-1.7\n", "failed", "rusak atau terpotong"),
    ("nothing in it", "nol.pdf", b"", "failed", "0 byte"),
    ("scan whose every page says only who scanned it", "pindai.pdf", pdf([ADVERTISEMENT] * 3), "failed", "hanya tanda pemindai 'Dipindai dengan PindaiKilat'"),
    ("scan of one page", "pindai-satu.pdf", pdf([ADVERTISEMENT]), "failed", "pindaian tanpa lapisan teks"),
    ("PDF without text", "gambar.pdf", pdf(["", ""]), "failed", "make ocr"),
    ("PDF without pages", "tanpa-halaman.pdf", pdf([]), "failed", "halaman"),
    ("text that says nothing of law", "puisi.txt", b"Hujan turun di atap seng.", "failed", "tidak ada pasal"),
    ("blank text", "spasi.txt", b" \n\t\n", "failed", "tidak ada teks"),
    ("a picture", "foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), "failed", ".jpg tidak dikenal"),
    ("no ending, no known start", "LICENSE", b"Hak cipta", "failed", "tanpa akhiran tidak dikenal"),
    ("a spreadsheet", "tabel.csv", b"a,b\n1,2\n", "failed", ".csv tidak dikenal"),
    ("binary that says text", "biner.txt", b"Pasal 1\x00\x01\x02" + bytes(100), "failed", "biner"),
    ("text in two bytes a letter", "utf16.txt", LAW.encode("utf-16"), "failed", "UTF-8"),
    ("archive that is no DOCX", "arsip.zip", zipped("data.bin", 10), "failed", "ZIP yang bukan DOCX"),
    ("archive that says DOCX", "arsip.docx", zipped("data.bin", 10), "failed", "ZIP yang bukan DOCX"),
    ("DOCX cut in half", "terpotong.docx", word()[:8000], "failed", "DOCX rusak"),
    ("DOCX that unpacks to more than the limit", "bom.docx", lambda: zipped("word/document.xml", office.MAX_UNPACKED + 1), "failed", "mengembang"),
    ("restatement of an instrument the catalogue lacks", "asing.md", b"---\nregulasi: uu-77-1977\nnaskah: ringkasan\n---\nPasal 1\nIkan.\n", "failed",
     "tambahkan katalog/uu-77-1977.toml"),
    ("nature of no known kind", "sifat.md", b"---\nregulasi: uu-901-1991\nnaskah: resmi sekali\n---\nPasal 1\nIkan.\n", "failed", "'resmi sekali' tidak dikenal"),
    ("catalogue entry with an unknown key", "katalog/uu-1-1991.toml", b'kunci = "uu-1-1991"\njenis = "UU"\njudul = "X"\nwarna = "biru"\n', "failed", "warna"),
    ("catalogue entry that is no TOML", "katalog/uu-2-1991.toml", b"kunci: uu", "failed", "uu-2-1991.toml"),
    ("another copy of an instrument", "salinan.txt", (LAW + "\n\nTembusan").encode(), "ok", "salinan lain dari"),
    ("read-me of a folder", "README.md", b"# Apa ini", "ok", "keterangan folder"),
    ("text in Latin-1 is read by guess and must say so", "latin.txt", LAW.replace("41", "51").replace("emas", "ém\x96s").encode("latin-1"), "partial", "UTF-8"),
    ("a zero byte far into a text", "nol-jauh.txt", ("Kolam ikan. " * 500 + "\x00" + LAW.replace("41", "52")).encode(), "failed", "biner"),
    ("scan whose mark counts its pages", "pindai-hitung.pdf", pdf([f"{ADVERTISEMENT} halaman {n}" for n in (1, 2, 3)]), "failed", "pindaian tanpa lapisan teks"),
]  # fmt: skip
LINKS = [
    ("symlink to a file", "tautan.txt", "tautan simbolik"),
    ("symlink to nothing", "putus.txt", "tautan simbolik"),
    ("symlink to a folder", "tautan-folder", "tautan simbolik"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory, model):
    """A folder with every file above beside the made-up corpus, built; its verdicts by file, and what answers."""
    folder = tmp_path_factory.mktemp("berkas") / "berkas"
    shutil.copytree(CONTOH, folder)
    for _, name, data, *_ in FILES:
        (folder / name).write_bytes(data() if callable(data) else data)
    (folder / "tautan.txt").symlink_to(folder / "teks.txt")
    (folder / "putus.txt").symlink_to(folder / "tidak-ada.txt")
    (folder / "tautan-folder").symlink_to(tmp_path_factory.mktemp("lain"), target_is_directory=True)
    index = folder.parent / "indeks"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.read.ocr.version", lambda: "")  # what OCR reads is told in test_scans
        build([folder], index, str(model))
    return KnowledgeBase.open(index, str(model))


def verdict_of(kb, name):
    [verdict] = [v for v in kb.files() if v.file == f"berkas/{name}"]
    return verdict


@pytest.mark.parametrize(("name", "data", "verdict", "words"), rows(FILES))
def test_each_file_has_one_clear_verdict(built, name, data, verdict, words):
    found = verdict_of(built, name)
    assert found.verdict == verdict, found.reason
    assert words in found.reason
    assert "\n" not in found.reason
    assert "Traceback" not in found.reason


@pytest.mark.parametrize(("name", "words"), rows(LINKS))
def test_links_are_not_followed_and_said_so(built, name, words):
    found = verdict_of(built, name)
    assert found.verdict == "failed"
    assert words in found.reason


def test_the_rest_of_the_corpus_is_there(built, kb):
    assert set(kb.addresses()) <= set(built.addresses())
    assert built.ask("Pasal 3 ayat (2) UU 901/1991").hits[0].clause.address == "uu-901-1991/pasal-3/ayat-2"


def test_tables_become_rows(built):
    rows_found = {h.clause.source.file: h.clause.cells for h in built.show("perbup-contoh-41-1998") if h.clause.cells}
    assert {words for cells in rows_found.values() for _, words in cells} <= {"1", "Mas", "2", "Nila"}
    [row] = [h.clause for h in built.show("perbup-contoh-48-1998") if h.clause.cells]
    assert row.cells == (("No", "1"), ("Ikan", "Mas / koki"))


def test_scripts_and_styles_are_no_text(tmp_path):
    path = tmp_path / "laman.html"
    path.write_bytes(html(SCRIPT + "<p>Pasal&nbsp;1<br>Kolam &lt;dikuras&gt;.</p><noscript>Aktifkan</noscript>"))
    text = read_document(path, "laman.html").text
    assert text == "Pasal 1\nKolam <dikuras>."


def test_docx_keeps_paragraphs_and_tables_in_order(tmp_path):
    path = tmp_path / "tabel.docx"
    path.write_bytes(word([("No", "Ikan"), ("1", "Mas\nkoki")]))
    assert read_document(path, "tabel.docx").text == LAW.rstrip("\n") + "\nLAMPIRAN\n| No | Ikan |\n| 1 | Mas koki |"


def test_pages_start_where_they_say(tmp_path):
    path = tmp_path / "dua.pdf"
    path.write_bytes(pdf(["Pasal 1\nKolam dikuras tiap bulan purnama bersama.", "Pasal 2\nIkan emas tidak dijual kepada siapa pun."]))
    document = read_document(path, "dua.pdf")
    assert document.text.count("\f") == 1
    assert [document.text[at:].split("\n")[0] for at in document.page_starts] == ["Pasal 1", "Pasal 2"]
    assert document.page_of(document.text.index("Ikan")) == 2


def test_annotations_are_no_words_of_the_instrument(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\nregulasi: uu-1-2001\nnaskah: ringkasan\n---\nPasal 1\nKolam.\n\n<!-- diperiksa: A; B -->\n\nPasal 2\nIkan.\n",
        encoding="utf-8",
    )
    document = read_document(path, "a.md")
    assert document.front == {"regulasi": "uu-1-2001", "naskah": "ringkasan"}
    assert [(name, value) for _, name, value in document.notes] == [("diperiksa", "A; B")]
    assert len(document.reading) == len(document.text)
    assert "diperiksa" not in document.reading
    assert document.reading.split() == "Pasal 1 Kolam. Pasal 2 Ikan.".split()


@given(st.one_of(st.text(max_size=200).map(str.encode), st.binary(max_size=200)))
def test_any_bytes_are_a_text_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bita") / "a.txt"
    path.write_bytes(data)
    try:
        document = read_document(path, "a.txt")
    except ReadError:
        return
    assert len(document.reading) == len(document.text)
    assert document.page_starts == (0,)


def test_reading_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([LAW]))
    with pytest.raises(ReadError, match="batas"):
        read_document(path, "a.pdf")


def test_a_reader_that_dies_costs_its_own_file_only(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([LAW]))
    with pytest.raises(ReadError, match=r"berhenti \(kode 1\)"):
        read_document(path, "a.pdf")


SIZES = [
    ("bytes", "MAX_BYTES", "byte"),
    ("characters", "MAX_TEXT", "karakter"),
]


@pytest.mark.parametrize(("limit", "words"), rows(SIZES))
def test_a_file_over_a_limit_is_refused_with_both_numbers(tmp_path, monkeypatch, limit, words):
    monkeypatch.setattr(f"kb.read.pages.{limit}", 100)
    path = tmp_path / "a.txt"
    path.write_text(LAW, encoding="utf-8")
    with pytest.raises(ReadError, match=rf"{len(LAW)} {words}.*100"):
        read_document(path, "a.txt")


NO_CORPUS = [
    # why, files by name, words of the message
    ("no such folder", None, "tidak ada"),
    ("empty folder", {}, "tidak ada berkas"),
    ("only hidden files", {".DS_Store": b"x"}, "tidak ada berkas"),
    ("nothing that can be read", {"foto.jpg": b"\xff\xd8\xff", "nol.txt": b""}, "tidak satu pun berkas dapat dibaca"),
    (
        "a catalogue and no text",
        {"katalog/uu-1-2001.toml": b'kunci = "uu-1-2001"\njenis = "UU"\njudul = "X"\n[[nomor]]\nnomor = "1"\ntahun = 2001\n'},
        "tidak satu pun",
    ),
]


@pytest.mark.parametrize(("files", "words"), rows(NO_CORPUS))
def test_a_corpus_without_texts_is_refused(tmp_path, model, files, words):
    folder = tmp_path / "korpus"
    for name, data in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if files == {}:
        folder.mkdir()
    with pytest.raises(CorpusError, match=words) as caught:
        build([folder], tmp_path / "indeks", str(model))
    assert "\n" not in str(caught.value)


def test_two_corpora_are_one(tmp_path, model):
    for name, text in (("satu", LAW), ("dua", LAW.replace("41", "60"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "naskah.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "satu", tmp_path / "dua"], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    assert [v.file for v in kb.files()] == ["satu/naskah.txt", "dua/naskah.txt"]
    assert {h.regulation.kunci for h in kb.holdings()} == {"perbup-contoh-41-1998", "perbup-contoh-60-1998"}


def test_two_corpora_of_one_name_are_told_apart(tmp_path, model):
    for name in ("satu", "dua"):
        (tmp_path / name / "naskah").mkdir(parents=True)
        (tmp_path / name / "naskah" / "a.txt").write_text(LAW + name, encoding="utf-8")
    build([tmp_path / "satu" / "naskah", tmp_path / "dua" / "naskah"], tmp_path / "indeks", str(model))
    verdicts = KnowledgeBase.open(tmp_path / "indeks", str(model)).files()
    assert len({v.file for v in verdicts}) == 2
    assert sum("salinan lain" in v.reason for v in verdicts) == 1


def odd_socket(folder):
    os.mknod(folder / "soket.txt", stat.S_IFSOCK | 0o600)


def odd_name(folder):
    Path(os.fsdecode(os.fsencode(folder) + b"/naskah-\xff.txt")).write_text(LAW.replace("41", "61"), encoding="utf-8")


ODD = [
    ("a file that cannot be opened", odd_socket),
    ("a name that is not UTF-8", odd_name),
]


@pytest.mark.parametrize("make", rows(ODD))
def test_an_odd_file_does_not_stop_the_build(tmp_path, model, make):
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "a.txt").write_text(LAW, encoding="utf-8")
    make(folder)
    build([folder], tmp_path / "indeks", str(model))
    assert len(KnowledgeBase.open(tmp_path / "indeks", str(model)).files()) == 2
