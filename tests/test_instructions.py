"""What an instruction of an amending law does: made-up sentences in the forms that drafters use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.law.regulation import Unit
from kb.read.instructions import read_instruction

SENTENCES = [
    # why, sentence, operations
    ("a Pasal", "Ketentuan Pasal 7 diubah sehingga berbunyi sebagai berikut:", "ganti pasal-7"),
    ("a Pasal, nothing but its verb", "Pasal 7 diubah.", "ganti pasal-7"),
    ("a deletion", "Ketentuan Pasal 9 dihapus.", "hapus pasal-9"),
    ("a deletion in the active voice", "Menghapus Pasal 9.", "hapus pasal-9"),
    ("ayat after the Pasal", "Ketentuan Pasal 3 ayat (2) diubah, sehingga berbunyi:", "ganti pasal-3/ayat-2"),
    ("ayat before the Pasal", "Ketentuan ayat (2) Pasal 3 diubah, sehingga berbunyi:", "ganti pasal-3/ayat-2"),
    ("two ayat before one Pasal", "Ketentuan ayat (2) dan ayat (4) Pasal 3 diubah", "ganti pasal-3/ayat-2, ganti pasal-3/ayat-4"),
    ("narrow before wide", "Ketentuan huruf c ayat (1) Pasal 9 dihapus.", "hapus pasal-9/ayat-1/huruf-c"),
    ("wide before narrow", "Ketentuan Pasal 9 ayat (1) huruf c angka 2 dihapus.", "hapus pasal-9/ayat-1/huruf-c/angka-2"),
    ("parts of different depth", "Ketentuan ayat (1) huruf c dan ayat (2) Pasal 65 diubah",
     "ganti pasal-65/ayat-1/huruf-c, ganti pasal-65/ayat-2"),
    ("two Pasal, each with a part", "Ketentuan ayat (1) Pasal 4 diubah dan ayat (3) Pasal 5 dihapus",
     "ganti pasal-4/ayat-1, hapus pasal-5/ayat-3"),
    ("bare numbers of a list", "Pasal 1, 2, dan 4 diubah sehingga berbunyi:", "ganti pasal-1, ganti pasal-2, ganti pasal-4"),
    ("an inserted Pasal", "Di antara Pasal 12 dan Pasal 13 disisipkan 1 (satu) pasal, yakni Pasal 12A yang berbunyi:", "sisip pasal-12a"),
    ("a blank inside the number", "Setelah Pasal 12 ditambahkan satu pasal baru yaitu Pasal 12 A yang berbunyi:", "sisip pasal-12a"),
    ("a range of inserted Pasal", "Di antara Pasal 7 dan Pasal 8 disisipkan 3 (tiga) pasal, yakni Pasal 7A sampai dengan Pasal 7C",
     "sisip pasal-7a, sisip pasal-7b, sisip pasal-7c"),
    ("an inserted ayat", "Di antara ayat (1) dan ayat (2) Pasal 16 disisipkan 1 (satu) ayat, yakni ayat (1a)", "sisip pasal-16/ayat-1a"),
    ("two places of insertion",
     "Pasal 9: di antara ayat (1) dan ayat (2) disisipkan ayat (1a), lalu di antara ayat (3) dan ayat (4) disisipkan ayat (3a):",
     "sisip pasal-9/ayat-1a, sisip pasal-9/ayat-3a"),
    ("an added ayat", "Ketentuan Pasal 27 ditambahkan 2 (dua) ayat, yakni ayat (3) dan ayat (4) sehingga Pasal 27 berbunyi:",
     "sisip pasal-27/ayat-3, sisip pasal-27/ayat-4"),
    ("an inserted letter with a digit", "Ketentuan Pasal 10, di antara huruf b dan huruf c disisipkan 1 (satu) huruf, yakni huruf b1",
     "sisip pasal-10/huruf-b1"),
    ("the letter after a deleted one stands under the same ayat",
     "Ketentuan huruf c ayat (1) Pasal 9 dihapus, setelah huruf d ditambahkan 1 (satu) huruf, yakni huruf e",
     "hapus pasal-9/ayat-1/huruf-c, sisip pasal-9/ayat-1/huruf-e"),
    ("an ayat added without its number: the Pasal is quoted whole", "Ketentuan Pasal 5 ditambah 1 (satu) ayat sehingga Pasal 5 berbunyi:",
     "ganti pasal-5"),
    ("a change and a deletion in one sentence", "Pasal 1 angka 1 dan angka 3 diubah, serta angka 2 dihapus, sehingga Pasal 1 berbunyi:",
     "ganti pasal-1/angka-1, ganti pasal-1/angka-3, hapus pasal-1/angka-2"),
    ("the Pasal is named only where it is quoted", "Ketentuan ayat (2) dihapus sehingga Pasal 6 berbunyi:", "hapus pasal-6/ayat-2"),
    ("active, and the law named behind", "Mengubah ketentuan Pasal 2 ayat (1) Peraturan Contoh Nomor 5 Tahun 1990, sehingga berbunyi:",
     "ganti pasal-2/ayat-1"),
    ("what stays is no operation", "Ketentuan Pasal 4 ayat (1) diubah, ayat (3) tetap, dan ayat (4) dihapus, sehingga Pasal 4 berbunyi:",
     "ganti pasal-4/ayat-1, hapus pasal-4/ayat-4"),
    ("no verb but the quote", "Ketentuan Pasal 2 dan Pasal 3 menjadi berbunyi sebagai berikut:", "ganti pasal-2, ganti pasal-3"),
    ("a chapter deleted", "BAB V dihapus.", "hapus BAB V"),
    ("a chapter inserted with its Pasal",
     "Di antara BAB IV dan BAB V disisipkan 1 (satu) BAB, yakni BAB IVA dan 2 (dua) pasal yakni Pasal 40A dan Pasal 40B",
     "sisip BAB IVA, sisip pasal-40a, sisip pasal-40b"),
    ("a section", "Judul Bagian Kedua diubah sehingga berbunyi:", "ganti Bagian Kedua"),
    ("a penjelasan", "Penjelasan Pasal 26 diubah.", "ganti penjelasan/pasal-26"),
    ("a penjelasan, its Pasal unchanged", "Ketentuan Pasal 71 tetap, dengan perubahan penjelasan Pasal 71 ayat (2), sehingga menjadi",
     "ganti penjelasan/pasal-71/ayat-2"),
    ("the penjelasan of the Pasal named before", "Pasal 2 ayat (2) substansi tetap, penjelasan pasal diubah sehingga",
     "ganti penjelasan/pasal-2"),
    ("a phrase", "Frasa “kepala sumur” dalam Pasal 5 ayat (1) diganti dengan frasa “juru sumur”.", "frasa pasal-5/ayat-1"),
    ("a word everywhere", "Kata “timba” dalam Undang-Undang ini diubah menjadi kata “ember”.", "frasa seluruhnya"),
    ("an annex", "Mengubah Lampiran II sehingga menjadi sebagaimana tercantum dalam Lampiran", "ganti lampiran-2"),
    ("a misread bracket", "Ketentuan ayat (21 Pasal 29 diubah sehingga berbunyi:", "ganti pasal-29/ayat-2"),
    ("lines broken anywhere", "Ketentuan ayat\n(2)  Pasal\n29 diubah,\fsehingga berbunyi:", "ganti pasal-29/ayat-2"),
    ("no instruction at all", "Sumur dijaga oleh juru sumur.", ""),
    ("a place without a deed", "Sebagaimana dimaksud dalam Pasal 5.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "operations"), rows(SENTENCES))
def test_operations(sentence, operations):
    assert ", ".join(map(str, read_instruction(sentence).operations)) == operations


WHOLE = [
    ("the Pasal named again", "Ketentuan ayat (2) Pasal 7 diubah, sehingga Pasal 7 berbunyi sebagai berikut:", ["pasal-7"]),
    ("only the part", "Ketentuan ayat (2) Pasal 7 diubah, sehingga berbunyi sebagai berikut:", []),
]


@pytest.mark.parametrize(("sentence", "whole"), rows(WHOLE))
def test_what_is_quoted_whole(sentence, whole):
    assert list(map(str, read_instruction(sentence).whole)) == whole


_WORDS = "Ketentuan Pasal ayat huruf angka dan dihapus diubah disisipkan yakni di antara (2) 7 c sehingga berbunyi BAB V penjelasan".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_any_sentence_is_read(words):
    for operation in read_instruction(" ".join(words)).operations:
        top = operation.target.steps[:1]
        assert not top or top[0].unit in (Unit.PASAL, Unit.LAMPIRAN, Unit.PENJELASAN), "an operation stands below a Pasal or an annex"
