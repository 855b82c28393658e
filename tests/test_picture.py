"""A clause shown where it stands on its page: boxed where its words are, and nowhere else."""

from __future__ import annotations

import io
import os

import pytest
from making import pdf, rows, scanned
from PIL import Image

from kb.errors import ReadError
from kb.read import ocr
from kb.read.picture import page_picture

LINES = "PERATURAN BUPATI CONTOH\n\nPasal 1\nKolam dikuras tiap bulan oleh pegawai.\n\nPasal 2\nIkan emas tidak dijual kepada umum."
needs_ocr = pytest.mark.skipif(not ocr.version() and os.environ.get("CI") != "true", reason="OCR is not installed: make ocr")


def red_rows(png):
    """The lines of text (14 points apart, the first at 42 points from the top) that have red below or beside them."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    reds = {y for y in range(picture.height) for x in range(0, picture.width, 2) if is_red(picture.getpixel((x, y)))}
    points = {842 * y / picture.height for y in reds}
    return sorted({round((p - 39) / 14) for p in points})


def is_red(pixel):
    red, green, blue = pixel
    return red > 120 and green < 110 and blue < 110


WHERE = [
    # why, pages, page, words, lines of the page that are boxed
    ("one line", [LINES], 1, "Kolam dikuras tiap bulan oleh pegawai.", [3]),
    ("an article of two lines", [LINES], 1, "Pasal 2\nIkan emas tidak dijual kepada umum.", [5, 6]),
    (
        "the part of a clause that stands on this page",
        [LINES, "dan tidak ditukar."],
        2,
        "Ikan emas tidak dijual kepada umum.\fdan tidak ditukar.",
        [0],
    ),
    ("words of another text", [LINES], 1, "Taman dibuka pada pukul delapan.", []),
    ("no words", [LINES], 1, "", []),
]


@pytest.fixture
def no_ocr(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(("pages", "page", "words", "boxed"), rows(WHERE))
def test_words_are_boxed_where_they_stand(tmp_path, pages, page, words, boxed):
    (tmp_path / "a.pdf").write_bytes(pdf(pages))
    found = red_rows(page_picture(tmp_path / "a.pdf", page, words))
    assert set(boxed) <= set(found)
    assert set(found) <= {row + near for row in boxed for near in (-1, 0, 1)}


@needs_ocr
def test_words_of_a_scan_are_boxed_too(tmp_path):
    (tmp_path / "a.pdf").write_bytes(scanned([LINES]))
    assert 3 in red_rows(page_picture(tmp_path / "a.pdf", 1, "Kolam dikuras tiap bulan oleh pegawai."))


REFUSED = [
    # why, bytes, page, words of the message
    ("no such page", pdf([LINES]), 2, "halaman 2 tidak ada; berkas ini 1 halaman"),
    ("page nought", pdf([LINES]), 0, "halaman 0 tidak ada"),
    ("no PDF", b"%PDF-1.4 rusak", 1, "rusak"),
]


@pytest.mark.parametrize(("data", "page", "words"), rows(REFUSED))
def test_what_cannot_be_shown_is_refused(tmp_path, data, page, words):
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(ReadError, match=words):
        page_picture(tmp_path / "a.pdf", page, "Kolam")


def test_a_page_of_any_size_is_a_picture_of_bounded_size(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(["Kolam"]).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 14400 9000]"))
    assert max(Image.open(io.BytesIO(page_picture(tmp_path / "a.pdf", 1, "Kolam"))).size) <= 1760
