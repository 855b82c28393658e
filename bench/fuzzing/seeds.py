"""Texts, questions, stories and articles of our own that parsers and answers understand, to be spoiled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = "KB_ACAK_NASKAH"
"""The environment variable that names a folder of more texts."""
_LENGTH = 6000
DECREE = """PERATURAN BUPATI CONTOH
NOMOR 41 TAHUN 1998
TENTANG
KOLAM IKAN

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI CONTOH,

Menimbang: bahwa kolam perlu dijaga;
Mengingat: 1. Undang-Undang Nomor 3 Tahun 1990 tentang Kolam;

MEMUTUSKAN:
Menetapkan: PERATURAN BUPATI TENTANG KOLAM IKAN.

BAB I
KETENTUAN UMUM
Bagian Kesatu
Istilah

Pasal 1
Dalam Peraturan ini yang dimaksud dengan:
1. Kolam adalah tempat ikan.
2. Penjaga adalah pegawai yang menguras kolam.

BAB II
LARANGAN
Pasal 2
(1) Penjaga dilarang:
    a. memancing di kolam dinas;
    b. menjual ikan, kecuali:
       1. ikan yang mati;
       2. ikan yang lari; dan
    c. memihak pemancing sebagaimana dimaksud dalam Pasal 5 ayat (1) UU 3/1990.
(2) Penjaga yang melanggar ayat (1) huruf a ditegur tertulis.

Pasal 3
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.

Ditetapkan di Contoh
pada tanggal 5 Mei 1998
BUPATI CONTOH,
ttd.

PENJELASAN
ATAS
PERATURAN BUPATI CONTOH
I. UMUM
Kolam sering kering.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Huruf a
Memancing termasuk menjala.
Ayat (2)
Cukup jelas.

LAMPIRAN I
PERATURAN BUPATI CONTOH
| No | Perbuatan | Hukuman |
|---|---|---|
| 1 | Menjala | Teguran |
| 2 | Menjual | Denda |
"""
LAW = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 1990
TENTANG
KOLAM

Pasal 1
Kolam dijaga oleh penjaga.

Pasal 2
(1) Penjaga menguras kolam:
a. tiap pagi; dan
b. tiap bulan.
(2) Penjaga dilarang tidur.

Pasal 3
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Diundangkan di Jakarta
pada tanggal 2 Januari 1990
"""
AMENDING = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 8 TAHUN 1995
TENTANG
PERUBAHAN ATAS UNDANG-UNDANG NOMOR 3 TAHUN 1990 TENTANG KOLAM

Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 3 Tahun 1990 tentang Kolam diubah sebagai berikut:
1. Ketentuan Pasal 1 diubah sehingga berbunyi sebagai berikut:

Pasal 1
Kolam dijaga oleh dua penjaga.

2. Ketentuan Pasal 2 ayat (1) huruf b diubah sehingga berbunyi sebagai berikut:

Pasal 2
(1) Penjaga menguras kolam:
a. tiap pagi; dan
b. tiap pekan.
(2) Penjaga dilarang tidur.

3. Di antara Pasal 2 dan Pasal 3 disisipkan 1 (satu) pasal, yakni Pasal 2A yang berbunyi sebagai berikut:

Pasal 2A
Ikan emas tidak dijual.

4. Pasal 3 dihapus.

Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Diundangkan di Jakarta
pada tanggal 7 Juli 1995
"""
DECISION = """KEPUTUSAN BUPATI CONTOH
NOMOR 188/12/KPTS/1999
TENTANG
PENJAGA KOLAM

MEMUTUSKAN:
Menetapkan:
KESATU : Menunjuk penjaga kolam sebagaimana tercantum dalam Lampiran.
KEDUA : Penjaga bertugas:
a. menguras kolam;
b. memberi makan ikan.
KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.

Ditetapkan di Contoh
pada tanggal 9 September 1999

LAMPIRAN
| No | Nama | Kolam |
| 1 | Penjaga Satu | Utara |
| 2 | Penjaga Dua | Selatan |
"""
LETTER = """Nomor : 800/12/BKD/1999
Sifat : Segera
Hal : Netralitas penjaga kolam dalam pemilihan ketua kolam

Yth. Para Penjaga Kolam

Sehubungan dengan pemilihan ketua kolam, disampaikan hal-hal sebagai berikut:
A. Dasar
   1. Undang-Undang Nomor 3 Tahun 1990 tentang Kolam;
   2. Peraturan Pemerintah Nomor 94 Tahun 2021 Pasal 5 huruf n.
B. Larangan
   1. Penjaga dilarang:
      a. memasang bendera calon ketua;
      b. berfoto bersama calon ketua dengan isyarat jari.
   2. Penjaga yang melanggar dilaporkan kepada kepala kolam.
Demikian untuk dilaksanakan.

Contoh, 3 Maret 1999
KEPALA DINAS KOLAM,

Tembusan: Bupati Contoh
"""
OWN = """---
regulasi: uu-7-2017
naskah: ringkasan
diperiksa: contoh buatan sendiri
---
UNDANG-UNDANG NOMOR 7 TAHUN 2017
TENTANG
PEMILIHAN UMUM

BAB VII
KAMPANYE

<!-- diperiksa: belum -->
Pasal 280
(1) Pelaksana kampanye dilarang memakai kolam dinas.
(2) Pelaksana dilarang mengikutsertakan:
a. penjaga kolam;
b. kepala kolam.
"""


def _others(folder: str) -> Iterator[str]:
    """Pieces of the texts in a folder, in the order of their names."""
    for path in sorted(Path(folder).glob("*.md")) if folder else []:
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from (text[at : at + _LENGTH] for at in range(0, len(text), 5 * _LENGTH))


TEXTS = (DECREE, LAW, AMENDING, DECISION, LETTER, OWN, *_others(os.environ.get(FOLDER, "")))
QUESTIONS = (
    "Boleh nggak PNS ikut kampanye?", "Pasal 280 ayat (2) UU Pemilu", "pasal 5 huruf n PP 94/2021",
    "Suami saya nyaleg, boleh foto bareng?",
    "Cuma like postingan capres, kena sanksi apa?", "Kepala desa jadi tim kampanye, apa pidananya?",
    "jenis:UU tahun:2017 \"tim kampanye\"",
    "SKB netralitas 2022 foto bersama bakal calon", "Apakah UU 5/2014 masih berlaku?", "sanksi disiplin berat PNS", "pp-94-2021/pasal-5",
    "Penjelasan Pasal 5 huruf n PP 94/2021", "lampiran II SKB 2022 baris 6", "resep rendang", "status:dicabut PP 53/2010",
    "tukin dipotong kalau tidak netral?",
    "uu-7-2017", "uu-5-2014/pasal-2@2015-01-01", "wilayah:DKI ASN pilkada",
    "Siapa yang mengawasi netralitas ASN setelah KASN dibubarkan?",
)  # fmt: skip
STORIES = (
    "Saya PNS, kemarin like status calon bupati di Facebook. Masa kampanye belum mulai.",
    "Kepala desa membagikan sembako bergambar caleg kepada warga pada 12 Januari 2024.",
    "Suami saya maju sebagai calon wali kota. Saya PPPK, boleh ikut ke kampanyenya?",
    "Camat tidak ikut kampanye, tetapi memasang spanduk bakal calon gubernur di kantor 2024-09-30.",
    "Sekda jadi narasumber acara partai politik saat cuti di luar tanggungan negara.",
)  # fmt: skip
ARTICLES = (
    "Bupati mengingatkan pegawainya akan PP Nomor 94 Tahun 2001 tentang Disiplin Pegawai Negeri Sipil. Menurut dia, Pasal 280 ayat (3) "
    "UU Nomor 7 Tahun 2017 melarang ASN menjadi tim kampanye, sedangkan Pasal 494 memuat ancaman pidananya.",
    "UU Nomor 5 Tahun 2014 tentang ASN sudah dicabut. Pasal tersebut kini ada pada UU 20/2023, begitu pula SKB 5 Menteri tahun 2022 yang "
    'menyebut "dilarang memberikan dukungan". PP 53 Tahun 2010 Pasal 4 angka 12 sampai dengan angka 15 juga disebut.',
    "Putusan MK 65/PUU-XXI/2023 dan Perbawaslu 6/2018 dibahas bersama Surat Edaran MenPANRB Nomor 1 Tahun 2023, huruf a, b, dan c.",
)  # fmt: skip
