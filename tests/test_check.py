"""References in articles we made up: each found as people write it, resolved by its context and day, and judged.

The rows on right references are there to keep the check from crying wolf: none of them may get a ``wrong_*``.
"""

# ruff: noqa: E501 - a table reads best one row a line
from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rows

from kb.answer.verdicts import Period, Verdict
from kb.answer.verify import MAX_TEXT
from kb.errors import QuestionError

DAY = "2024-06-01"  # between the Pemilu and the Pilkada of 2024
OK, HELD_NOT, UNCLEAR, REVOKED, NONE = "ok", "not_held", "unclear", "revoked", "no_provision"
YEAR, NUMBER, TITLE, CLAUSE = "wrong_year", "wrong_number", "wrong_title", "wrong_provision"

FORMS = [
    # why, day, text, references as (regulation, locator, verdict)
    ("full path", DAY, "Ia dijerat pasal 280 ayat (2) huruf f UU No. 7/2017.", [("UU 7/2017", "pasal-280/ayat-2/huruf-f", OK)]),
    ("short words", DAY, "Lihat Ps. 71 (1) UU 10 thn 2016.", [("UU 10/2016", "pasal-71/ayat-1", OK)]),
    ("ayat in words", DAY, "sesuai pasal 280 ayat dua UU Pemilu", [("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("no brackets", DAY, "pasal 283 ayat 1 uu 7 tahun 2017", [("UU 7/2017", "pasal-283/ayat-1", OK)]),
    ("shouted", DAY, "PASAL 494 UNDANG-UNDANG NOMOR 7 TAHUN 2017", [("UU 7/2017", "pasal-494", OK)]),
    ("over lines", DAY, "Pasal 280\nayat (2)\nUndang-Undang\nNomor 7\nTahun 2017", [("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("instrument first", DAY, "UU Nomor 7 Tahun 2017 Pasal 490", [("UU 7/2017", "pasal-490", OK)]),
    ("slash", DAY, "Pasal 5 huruf n PP 94/2021", [("PP 94/2021", "pasal-5/huruf-n", OK)]),
    ("deep point", DAY, "Pasal 5 huruf n angka 5 PP Nomor 94 Tahun 2021", [("PP 94/2021", "pasal-5/huruf-n/angka-5", OK)]),
    ("butir for angka", DAY, "Pasal 5 huruf n butir 2 PP 94/2021", [("PP 94/2021", "pasal-5/huruf-n/angka-2", OK)]),
    ("angka for ayat", DAY, "Pasal 280 angka 2 UU 7/2017", [("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("huruf after a bare ayat", DAY, "Pasal 24 ayat 1 d, UU 20/2023", [("UU 20/2023", "pasal-24/ayat-1/huruf-d", OK)]),
    ("bracketed huruf", DAY, "Pasal 24 ayat (1) (d) UU 20/2023", [("UU 20/2023", "pasal-24/ayat-1/huruf-d", OK)]),
    ("bracketed kind", DAY, "Pasal 3 Peraturan Pemerintah (PP) Nomor 94 Tahun 2021", [("PP 94/2021", "pasal-3", OK)]),
    ("list with its law once", DAY, "Pasal 490, 491, dan 493 UU 7/2017", [("UU 7/2017", f"pasal-{n}", OK) for n in (490, 491, 493)]),
    ("range", DAY, "Pasal 490 sampai dengan 494 UU Pemilu", [("UU 7/2017", "pasal-490", OK), ("UU 7/2017", "pasal-494", OK)]),
    ("range, Pasal repeated", DAY, "Pasal 490 s.d. Pasal 494 UU Pemilu", [("UU 7/2017", "pasal-490", OK), ("UU 7/2017", "pasal-494", OK)]),
    ("juncto", DAY, "Pasal 490 jo. Pasal 282 UU 7/2017", [("UU 7/2017", "pasal-490", OK), ("UU 7/2017", "pasal-282", OK)]),
    ("ayat listed", DAY, "Pasal 280 ayat (2) dan ayat (3) UU 7/2017", [("UU 7/2017", "pasal-280/ayat-2", OK), ("UU 7/2017", "pasal-280/ayat-3", OK)]),
    ("no-break space and dash", DAY, "Pasal\u00a0280 ayat\u00a0(2) Undang–Undang\u00a0Nomor 7 Tahun 2017", [("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("misspelt kind", DAY, "Peraturan Pemeritah No. 94 Tahun 2021", [("PP 94/2021", None, OK)]),
    ("misspelt kind, another", DAY, "Peraturan Pemerintaah Nomor 94 Tahun 2021", [("PP 94/2021", None, OK)]),
    ("title in words", DAY, "Pasal 280 Undang-Undang tentang Pemilihan Umum", [("UU 7/2017", "pasal-280", OK)]),
    ("title in words, alone", DAY, "diatur Undang-Undang tentang Pemilihan Umum.", [("UU 7/2017", None, OK)]),
    ("kind, bracket, title", DAY, "sosialisasi Undang-Undang (UU) Pemilihan Umum kepada warga", [("UU 7/2017", None, OK)]),
    ("common name", DAY, "Pasal 24 UU ASN", [("UU 20/2023", "pasal-24", OK)]),
    ("common name spelled out", DAY, "Pasal 24 Undang-Undang Aparatur Sipil Negara", [("UU 20/2023", "pasal-24", OK)]),
    ("common name of a PP", DAY, "Pasal 3 PP Disiplin PNS", [("PP 94/2021", "pasal-3", OK)]),
    ("PP by its title", DAY, "Peraturan Pemerintah tentang Disiplin Pegawai Negeri Sipil", [("PP 94/2021", None, OK)]),
    ("village law by name", DAY, "Pasal 29 UU Desa", [("UU 6/2014", "pasal-29", OK)]),
    ("joint decree by its first number", DAY, "SKB Nomor 2 Tahun 2022", [("SKB 2022", None, OK)]),
    ("joint decree by another signer's number", DAY, "SKB Nomor 246 Tahun 2022", [("SKB 2022", None, OK)]),
    ("joint decree with all its numbers", DAY,
     "Keputusan Bersama Menteri PANRB, Menteri Dalam Negeri, Kepala BKN, Ketua KASN dan Ketua Bawaslu Nomor 2 Tahun 2022, Nomor 800-5474 Tahun 2022, "
     "Nomor 246 Tahun 2022, Nomor 30 Tahun 2022 dan Nomor 1447.1/PM.01/K.1/09/2022 tentang Pedoman Pembinaan", [("SKB 2022", None, OK)]),
    ("joint decree by its signers and year", DAY, "SKB Menteri PANRB, Mendagri, Kepala BKN, Ketua KASN, dan Ketua Bawaslu tahun 2022", [("SKB 2022", None, OK)]),
    ("joint decree by name", DAY, "Itu dilarang SKB Netralitas ASN.", [("SKB 2022", None, OK)]),
    ("joint decree of five bodies", DAY, "SKB lima lembaga melarangnya.", [("SKB 2022", None, OK)]),
    ("circular by ministry", DAY, "SE MenPANRB 18/2023", [("SE MenPANRB 18/2023", None, OK)]),
    ("circular spelled out", DAY, "Surat Edaran Menteri PANRB Nomor 1 Tahun 2023", [("SE MenPANRB 1/2023", None, OK)]),
    ("circular that bears its number", DAY, "Surat Edaran Menteri PANRB bernomor 1 Tahun 2023", [("SE MenPANRB 1/2023", None, OK)]),
    ("letter by its number", DAY, "Surat MenPANRB B/71/M.SM.00.00/2017", [("Surat MenPANRB B/71/M.SM.00.00/2017", None, OK)]),
    ("letter without a year", DAY, "SE Gubernur Babel 800/194/BKPSDMD-II", [("SE Gubernur Babel 800/194/BKPSDMD-II", None, OK)]),
    ("letter with a colon", DAY, "Surat Menteri Dalam Negeri Nomor : 100.2.2.6/5812/OTDA", [("Surat Mendagri 100.2.2.6/5812/OTDA", None, OK)]),
    ("court ruling", "2024-12-01", "Putusan MK Nomor 136/PUU-XXII/2024 menambah TNI", [("Putusan MK 136/PUU-XXII/2024", None, OK)]),
    ("court ruling spelled out", DAY, "Putusan Mahkamah Konstitusi Nomor 65/PUU-XXI/2023", [("Putusan MK 65/PUU-XXI/2023", None, OK)]),
    ("kind once for three numbers", DAY, "UU Nomor 1 Tahun 2015, Nomor 8 Tahun 2015, dan Nomor 10 Tahun 2016",
     [("UU 1/2015", None, OK), ("UU 8/2015", None, OK), ("UU 10/2016", None, OK)]),
    ("two full citations", DAY, "Pasal 5 huruf n PP 94/2021 dan Pasal 24 UU 20/2023", [("PP 94/2021", "pasal-5/huruf-n", OK), ("UU 20/2023", "pasal-24", OK)]),
    ("election body's rule", DAY, "Perbawaslu Nomor 6 Tahun 2018", [("Perbawaslu 6/2018", None, OK)]),
    ("annex row", DAY, "Lampiran II nomor 3 SKB Netralitas", [("SKB 2022", "lampiran-2/baris-3", UNCLEAR)]),
    ("law first, another law after a comma", DAY, "UU No 20 Tahun 2023 Pasal 2 huruf f, UU No 10 Tahun 2016 pasal 71 (1), (2)",
     [("UU 20/2023", "pasal-2/huruf-f", OK), ("UU 10/2016", "pasal-71/ayat-1", OK), ("UU 10/2016", "pasal-71/ayat-2", OK)]),
    ("its name in brackets is no second reference", DAY, "UU Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara (UU ASN)", [("UU 20/2023", None, OK)]),
    ("an inserted Pasal", DAY, "Pasal 187A UU Pilkada", [("UU 1/2015", "pasal-187a", OK)]),
    ("amended law by the amending one", DAY, "Pasal 188 UU Nomor 10 Tahun 2016", [("UU 10/2016", "pasal-188", OK)]),
]  # fmt: skip

CONTEXT = [
    ("pasal in the next sentence", DAY, "UU Nomor 7 Tahun 2017 mengatur kampanye. Pasal 280 ayat (2) melarang ASN jadi pelaksana.",
     [("UU 7/2017", None, OK), ("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("law in the same sentence, apart", DAY, "Dalam UU Nomor 7 Tahun 2017 jelas disebutkan pada Pasal 283 bahwa ASN netral.",
     [("UU 7/2017", None, OK), ("UU 7/2017", "pasal-283", OK)]),
    ("law after, in square brackets", DAY, "Pasal 24 tegas sekali soal itu [Undang-Undang Nomor 20 Tahun 2023].",
     [("UU 20/2023", "pasal-24", OK), ("UU 20/2023", None, OK)]),
    ("pointing back to a law", DAY, "PP Nomor 94 Tahun 2021 sudah lama ada. Pasal 5 peraturan tersebut memuat larangan.",
     [("PP 94/2021", None, OK), ("PP 94/2021", "pasal-5", OK)]),
    ("pointing back by kind", DAY, "UU Nomor 7 Tahun 2017 dan PP Nomor 94 Tahun 2021 berlaku. Pasal 280 undang-undang tersebut melarang.",
     [("UU 7/2017", None, OK), ("PP 94/2021", None, OK), ("UU 7/2017", "pasal-280", OK)]),
    ("pasal tersebut", DAY, "Pasal 280 UU 7/2017 memuat larangan. Ayat (2) pasal tersebut menyebut ASN.",
     [("UU 7/2017", "pasal-280", OK), ("UU 7/2017", "pasal-280/ayat-2", OK)]),
    ("ayat in the next sentence", DAY, "Lihat Pasal 280 UU 7/2017. Sementara ayat (3) melarang pihak yang disebut ikut serta.",
     [("UU 7/2017", "pasal-280", OK), ("UU 7/2017", "pasal-280/ayat-3", OK)]),
    ("law that has no such pasal gives way to the one that has", DAY,
     "UU Nomor 7 Tahun 2017 lebih dulu terbit, lalu PP Nomor 94 Tahun 2021. Adapun Pasal 283 menyuruh pejabat netral.",
     [("UU 7/2017", None, OK), ("PP 94/2021", None, OK), ("UU 7/2017", "pasal-283", OK)]),
    ("an alias holds for the rest of the text", "2023-06-01",
     "UU Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara (UU ASN) masih berlaku. Pasal 2 UU ASN memuat asas.",
     [("UU 5/2014", None, OK), ("UU 5/2014", "pasal-2", OK)]),
    ("no law anywhere", DAY, "Menurut pasal 12, hal itu dilarang.", [("", "pasal-12", UNCLEAR)]),
    ("a law by year alone", DAY, "Isi Pasal 281 dan 299 UU Tahun 2017 tentang Pemilu",
     [("UU ?/2017", "pasal-281", UNCLEAR), ("UU ?/2017", "pasal-299", UNCLEAR)]),
    ("a number without a year", DAY, "sesuai UU Nomor 7", [("UU 7", None, UNCLEAR)]),
    ("huruf without its ayat, in two of them", DAY, "Pasal 280 huruf c UU 7/2017", [("UU 7/2017", "pasal-280/huruf-c", UNCLEAR)]),
    ("the words say which law", DAY,
     "Pada pasal 3 dinyatakan bahwa Gubernur, Bupati, dan Walikota dilarang menggunakan kewenangan, program, dan kegiatan yang menguntungkan "
     "atau merugikan salah satu pasangan calon.", [("UU 1/2015", "pasal-3", CLAUSE)]),
]  # fmt: skip

BY_DAY = [
    ("UU ASN before October 2023", "2022-01-10", "Pasal 2 UU ASN", [("UU 5/2014", "pasal-2", OK)]),
    ("UU ASN after", "2024-01-10", "Pasal 2 UU ASN", [("UU 20/2023", "pasal-2", OK)]),
    ("PP on discipline before August 2021", "2019-05-05", "Pasal 4 PP Disiplin PNS", [("PP 53/2010", "pasal-4", OK)]),
    ("PP on discipline after", "2022-05-05", "Pasal 4 PP Disiplin PNS", [("PP 94/2021", "pasal-4", OK)]),
    ("SKB of the year before", "2021-01-15", "SKB Netralitas ASN mengikat.", [("SKB 2020", None, OK)]),
    ("UU Pemilu before 2017 were three", "2014-03-01", "menurut UU Pemilu", [("UU Pemilu", None, UNCLEAR)]),
    ("a law by number is that law, in its day", "2018-01-01", "Pasal 119 UU Nomor 5 Tahun 2014", [("UU 5/2014", "pasal-119", OK)]),
    ("and revoked after its day", "2024-01-10", "Pasal 2 UU Nomor 5 Tahun 2014 tentang ASN", [("UU 5/2014", "pasal-2", REVOKED)]),
    ("the day of revocation itself", "2023-10-31", "UU Nomor 5 Tahun 2014", [("UU 5/2014", None, REVOKED)]),
    ("the day before it", "2023-10-30", "UU Nomor 5 Tahun 2014", [("UU 5/2014", None, OK)]),
    ("a year in which it was revoked proves nothing", "2023", "UU Nomor 5 Tahun 2014", [("UU 5/2014", None, OK)]),
    ("old PP on discipline", "2022-11-15", "PP nomor 53 Tahun 2010 tentang disiplin PNS", [("PP 53/2010", None, REVOKED)]),
    ("election law before last", "2014-04-01", "UU No. 23 Tahun 2003 tentang Pemilu Presiden", [("UU 23/2003", None, REVOKED)]),
    ("a clause that was spared", "2024-01-10", "Pasal 7 ayat (3) PP 53/2010", [("PP 53/2010", "pasal-7/ayat-3", OK)]),
    ("named as the former law", DAY, "UU ASN lama, yaitu UU Nomor 5 Tahun 2014, sudah dicabut.", [("UU 5/2014", None, OK), ("UU 5/2014", None, OK)]),
    ("said to be replaced", DAY, "PP Nomor 94 Tahun 2021 menggantikan PP Nomor 53 Tahun 2010.", [("PP 94/2021", None, OK), ("PP 53/2010", None, OK)]),
    ("a year of the past in the sentence", DAY, "Pada 2015 ia dihukum menurut PP Nomor 53 Tahun 2010.", [("PP 53/2010", None, OK)]),
    ("the longest term is not the past", "2022-11-15", "PP 53 Tahun 2010 mengancam hukuman paling lama satu tahun.", [("PP 53/2010", None, REVOKED)]),
    ("a month is enough", "2018-10", "Pasal 280 ayat 1 huruf h UU Nomor 7 Tahun 2107 tentang Pemilihan Umum", [("UU 7/2107", "pasal-280/ayat-1/huruf-h", YEAR)]),
]  # fmt: skip

WRONG = [
    # why, day, text, references as (regulation, locator, verdict, suggestion)
    ("year off by a digit", DAY, "PP Nomor 94 Tahun 2001 tentang Disiplin Pegawai Negeri Sipil", [("PP 94/2001", None, YEAR, "PP 94/2021")]),
    ("the same without a title", DAY, "Pasal 5 PP Nomor 94 Tahun 2001", [("PP 94/2001", "pasal-5", YEAR, "PP 94/2021")]),
    ("year of another PP 94", DAY, "PP 94 Tahun 2012 tentang Disiplin PNS", [("PP 94/2012", None, YEAR, "PP 94/2021")]),
    ("another PP 94, title left out, sentence on discipline", DAY, "Hukuman disiplin pegawai diatur PP 94 Tahun 2012.", [("PP 94/2012", None, YEAR, "PP 94/2021")]),
    ("two digits of the year exchanged", DAY, "UU Nomor 7 Tahun 2071", [("UU 7/2071", None, YEAR, "UU 7/2017")]),
    ("year after the article", "2018-06-01", "Pasal 18 ayat (1) PP Nomor 32 Tahun 2019", [("PP 32/2019", "pasal-18/ayat-1", YEAR, "PP 32/2018")]),
    ("ASN law with its year off", DAY, "UU Nomor 20 Tahun 2013 tentang Aparatur Sipil Negara", [("UU 20/2013", None, YEAR, "UU 20/2023")]),
    ("village law with its year off", DAY, "UU Nomor 6 Tahun 2004 tentang Desa", [("UU 6/2004", None, YEAR, "UU 6/2014")]),
    ("ethics PP with its year off", DAY, "PP Nomor 42 Tahun 2014 tentang Pembinaan Jiwa Korps dan Kode Etik Pegawai Negeri Sipil", [("PP 42/2014", None, YEAR, "PP 42/2004")]),
    ("old discipline PP, year off", "2015-01-01", "PP 53 Tahun 2011 tentang Disiplin PNS", [("PP 53/2011", None, YEAR, "PP 53/2010")]),
    ("election law with the ASN law's year", DAY, "UU Nomor 7 Tahun 2023 tentang Aparatur Sipil Negara", [("UU 7/2023", None, NUMBER, "UU 20/2023")]),
    ("number with a digit too many", DAY, "Pasal 490 UU Nomor 17 Tahun 2017", [("UU 17/2017", "pasal-490", NUMBER, "UU 7/2017")]),
    ("number with a digit too many, by title", DAY, "UU Nomor 17 Tahun 2017 tentang Pemilihan Umum", [("UU 17/2017", None, NUMBER, "UU 7/2017")]),
    ("number digits exchanged", DAY, "PP Nomor 49 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil", [("PP 49/2021", None, NUMBER, "PP 94/2021")]),
    ("number one off", DAY, "PP Nomor 93 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil", [("PP 93/2021", None, NUMBER, "PP 94/2021")]),
    ("Pilkada law one off", DAY, "UU Nomor 11 Tahun 2016 tentang Pilkada", [("UU 11/2016", None, NUMBER, "UU 10/2016")]),
    ("joint decree, number doubled", DAY, "SKB Nomor 22 Tahun 2022 tentang netralitas ASN", [("SKB 22/2022", None, NUMBER, "SKB 2022")]),
    ("joint decree, one number of five wrong", DAY, "SKB Nomor 2 Tahun 2022, Nomor 800-5474 Tahun 2022, Nomor 264 Tahun 2022", [("SKB 2022", None, NUMBER, "SKB 2022")]),
    ("joint decree, year off", DAY, "SKB Nomor 2 Tahun 2023 tentang netralitas ASN", [("SKB 2/2023", None, YEAR, "SKB 2022")]),
    ("five ministers who were two", DAY, "Surat Keputusan Bersama 5 Menteri Tahun 2022", [("SKB 2022", None, TITLE, "SKB 2022")]),
    ("the same in a word", DAY, "SKB lima menteri tahun 2022", [("SKB 2022", None, TITLE, "SKB 2022")]),
    ("ASN for PNS in a title", DAY, "PP 42 Tahun 2004 tentang Pembinaan Jiwa Korps dan Kode Etik ASN", [("PP 42/2004", None, TITLE, "PP 42/2004")]),
    ("ASN for PNS in the discipline PP", DAY, "PP Nomor 94 Tahun 2021 tentang Disiplin Aparatur Sipil Negara", [("PP 94/2021", None, TITLE, "PP 94/2021")]),
    ("management of ASN for PNS", DAY, "PP Nomor 11 Tahun 2017 tentang Manajemen ASN", [("PP 11/2017", None, TITLE, "PP 11/2017")]),
    ("Pilkada for Pemilu", DAY, "UU Nomor 7 Tahun 2017 tentang Pilkada", [("UU 7/2017", None, TITLE, None)]),
    ("Pemilu for Pilkada", DAY, "UU Nomor 10 Tahun 2016 tentang Pemilihan Umum Presiden", [("UU 10/2016", None, TITLE, None)]),
    ("beyond the last Pasal", DAY, "Pasal 999 UU Nomor 7 Tahun 2017", [("UU 7/2017", "pasal-999", NONE, None)]),
    ("one beyond the last Pasal", DAY, "Pasal 47 PP 94/2021", [("PP 94/2021", "pasal-47", NONE, None)]),
    ("an ayat too many", DAY, "Pasal 280 ayat (9) UU 7/2017", [("UU 7/2017", "pasal-280/ayat-9", NONE, None)]),
    ("a huruf too many", DAY, "Pasal 5 huruf z PP 94/2021", [("PP 94/2021", "pasal-5/huruf-z", NONE, None)]),
    ("ayat of a Pasal without any", DAY, "Pasal 494 ayat (2) UU 7/2017", [("UU 7/2017", "pasal-494/ayat-2", NONE, None)]),
    ("a Pasal of the law before", DAY, "Pasal 119 UU ASN", [("UU 20/2023", "pasal-119", NONE, "Pasal 119 UU 5/2014")]),
    ("an inserted Pasal of a law held whole", DAY, "Pasal 5A PP 94/2021", [("PP 94/2021", "pasal-5a", NONE, None)]),
    ("a register's law without that Pasal", DAY, "Pasal 700 UU Nomor 5 Tahun 2011", [("UU 5/2011", "pasal-700", NONE, None)]),
    ("penalty said of a norm", "2019-04-14", "Sanksi sesuai pasal 276 ayat (2) UU Pemilu yaitu dipidana dengan pidana kurungan paling lama 1 (satu) tahun.",
     [("UU 7/2017", "pasal-276/ayat-2", CLAUSE, None)]),
    ("what another Pasal says", DAY,
     "Pasal 71 ayat (3) UU Pilkada berbunyi bahwa kepala desa dan perangkat desa dilarang meminta pungutan dan sumbangan kampanye, padahal tidak.", [("UU 1/2015", "pasal-71/ayat-3", OK, None)]),
    ("another ayat of the same Pasal", DAY,
     "Pasal 71 ayat (1) UU Pilkada melarang penggantian pejabat 6 (enam) bulan sebelum tanggal penetapan pasangan calon kecuali mendapat persetujuan tertulis Menteri.",
     [("UU 1/2015", "pasal-71/ayat-1", CLAUSE, "Pasal 71 ayat (2) UU 1/2015")]),
    ("another Pasal of the same law", DAY,
     "Pasal 283 UU Pemilu menyatakan pelaksana dan tim kampanye dilarang mengikutsertakan aparatur sipil negara, anggota TNI dan Polri, kepala desa, perangkat desa.",
     [("UU 7/2017", "pasal-283", CLAUSE, "Pasal 280 ayat (2) UU 7/2017")]),
    ("a name before a number of another year", DAY, "UU ASN Nomor 20 Tahun 2013", [("UU 20/2013", None, YEAR, "UU 20/2023")]),
    ("a name before a number with a digit too many", DAY, "UU Pemilu No 17 Tahun 2017", [("UU 17/2017", None, NUMBER, "UU 7/2017")]),
    ("suggested clause of the new law", "2024-10-11", "Pasal 9 Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara", [("UU 5/2014", "pasal-9", REVOKED, "Pasal 9 UU 20/2023")]),
]  # fmt: skip

RIGHT = [
    # why, text, references: right ones in many dresses, none of which may be called wrong
    ("title abbreviated", "UU Nomor 7 Tahun 2017 tentang Pemilu", [("UU 7/2017", OK)]),
    ("title abbreviated, ASN", "UU No 20 Tahun 2023 tentang ASN", [("UU 20/2023", OK)]),
    ("title with both", "UU Nomor 7 Tahun 2017 tentang Pemilihan Umum (Pemilu)", [("UU 7/2017", OK)]),
    ("title in lower case", "uu nomor 7 tahun 2017 tentang pemilihan umum", [("UU 7/2017", OK)]),
    ("title, prose after it", "UU Nomor 7 Tahun 2017 tentang Pemilihan Umum melarang ASN ikut kampanye", [("UU 7/2017", OK)]),
    ("title, a name after it", "UU Nomor 7 Tahun 2017 tentang Pemilihan Umum Bawaslu Kota Contoh terapkan", [("UU 7/2017", OK)]),
    ("title, comma, prose", "PP 94 Tahun 2021 tentang Disiplin PNS, Kepala BKD meminta", [("PP 94/2021", OK)]),
    ("title and another law", "PP 94/2021 tentang Disiplin PNS dan SKB Nomor 2 Tahun 2022", [("PP 94/2021", OK), ("SKB 2022", OK)]),
    ("title cut short", "PP 42/2004 tentang Pembinaan Jiwa Korps", [("PP 42/2004", OK)]),
    ("title cut short before prose", "PP 42/2004 tentang Pembinaan Jiwa Korps dan Kode Etik yang mengikat PNS", [("PP 42/2004", OK)]),
    ("title misspelt", "PP 94/2021 tentang Disiplin Pegawai Negri Sipil", [("PP 94/2021", OK)]),
    ("title over lines", "PP 94/2021 tentang\nDisiplin Pegawai\nNegeri Sipil", [("PP 94/2021", OK)]),
    ("title with a torn word", "Instruksi Sekda Nomor 11 Tahun 2023 tentang Netralitas Aparatur Sipil Negara D\nalam Pemilihan Umum.", [("Instruksi Sekda DKI 11/2023", OK)]),
    ("Pilkada law by its everyday title", "UU Nomor 10 Tahun 2016 tentang Pilkada", [("UU 10/2016", OK)]),
    ("Pilkada law by its long title", "UU 10/2016 tentang Pemilihan Gubernur, Bupati, dan Wali Kota", [("UU 10/2016", OK)]),
    ("Pilkada law, kepala daerah", "UU Nomor 10 Tahun 2016 tentang Pemilihan Kepala Daerah", [("UU 10/2016", OK)]),
    ("Pilkada law by its own title", "UU Nomor 10 Tahun 2016 tentang Perubahan Kedua atas UU Nomor 1 Tahun 2015", [("UU 10/2016", OK), ("UU 1/2015", OK)]),
    ("village law", "Pasal 51 UU Nomor 6 Tahun 2014 tentang Desa", [("UU 6/2014", OK)]),
    ("village law by a longer title", "UU Nomor 6 Tahun 2014 tentang Pemerintahan Desa", [("UU 6/2014", OK)]),
    ("police law", "UU Nomor 2 Tahun 2002 tentang Kepolisian", [("UU 2/2002", OK)]),
    ("police law, short", "UU Nomor 2 Tahun 2002 tentang Polri", [("UU 2/2002", OK)]),
    ("army law", "Pasal 39 UU Nomor 34 Tahun 2004 tentang TNI", [("UU 34/2004", OK)]),
    ("PPPK", "PP Nomor 49 Tahun 2018 tentang Manajemen PPPK", [("PP 49/2018", OK)]),
    ("PNS and parties", "PP Nomor 37 Tahun 2004 tentang Larangan PNS Menjadi Anggota Partai Politik", [("PP 37/2004", OK)]),
    ("a law that is not ours", "UU Nomor 39 Tahun 1999 tentang Hak Asasi Manusia", [("UU 39/1999", OK)]),
    ("a law that is not ours, short title", "UU 39/1999 tentang HAM", [("UU 39/1999", OK)]),
    ("a Pasal of a law that is not ours", "Pasal 28 UU Nomor 19 Tahun 2016", [("UU 19/2016", HELD_NOT)]),
    ("marriage law", "Pasal 2 UU Nomor 1 Tahun 1974 tentang Perkawinan", [("UU 1/1974", HELD_NOT)]),
    ("a law by a name that is not ours", "UU Kesehatan disahkan.", [("UU 17/2023", OK)]),
    ("the constitution", "Pasal 28D ayat (3) UUD 1945", [("UUD 1945", HELD_NOT)]),
    ("a code", "Pasal 263 KUHP", [("KUHP", HELD_NOT)]),
    ("a code spelled out", "Pasal 263 ayat (1) Kitab Undang-Undang Hukum Pidana", [("Kitab Undang-Undang Hukum Pidana", HELD_NOT)]),
    ("a name before its number", "UU ASN Nomor 20 Tahun 2023", [("UU 20/2023", OK)]),
    ("the amending law by the name of the amended", "Pasal 71 ayat (1) UU Pilkada Nomor 10 Tahun 2016", [("UU 10/2016", OK)]),
    ("numbers spelled in brackets", "Pasal 280 ayat 2 (dua) UU 7/2017", [("UU 7/2017", OK)]),
    ("ministry with a hyphen", "Surat Menteri PAN-RB nomor B/71/M.SM.00.00/2017", [("Surat MenPANRB B/71/M.SM.00.00/2017", OK)]),
    ("signers with a hyphen", "Keputusan Bersama Menteri PAN-RB, Mendagri, Kepala BKN, KASN, dan Bawaslu No. 2/2022", [("SKB 2022", OK)]),
    ("a regional rule nobody here knows", "Perda Nomor 3 Tahun 2019", [("Perda 3/2019", HELD_NOT)]),
    ("a rule of a ministry nobody here knows", "Permendagri Nomor 12 Tahun 2017", [("Permendagri 12/2017", HELD_NOT)]),
    ("a circular with a number like one of ours", "SE MenPANRB Nomor 8 Tahun 2023", [("SE MenPANRB 8/2023", HELD_NOT)]),
    ("a joint decree on something else", "SKB 3 Menteri Nomor 855 Tahun 2023 tentang hari libur nasional dan cuti bersama", [("SKB 855/2023", HELD_NOT)]),
    ("a Pasal of ours that is not held", "Pasal 350 UU 7/2017", [("UU 7/2017", HELD_NOT)]),
    ("what the clause says, paraphrased", "Pasal 5 huruf n PP 94/2021 melarang PNS memberi dukungan kepada calon presiden, calon kepala daerah, atau calon legislatif.", [("PP 94/2021", OK)]),
    ("the norm beside its penalty", "Melanggar Pasal 282 UU 7/2017, pejabat itu diancam penjara paling lama 3 tahun sesuai Pasal 547 UU 7/2017.", [("UU 7/2017", OK), ("UU 7/2017", OK)]),
    ("a norm whose breach is a crime", "Pelanggaran Pasal 280 ayat (2) UU 7/2017 dapat dipidana penjara dan denda.", [("UU 7/2017", OK)]),
    ("neutrality principle", "Pasal 2 UU 20/2023 menyebutkan asas netralitas sebagai salah satu asas.", [("UU 20/2023", OK)]),
    ("duty of ASN", "Pasal 24 ayat (1) huruf d UU 20/2023 mewajibkan pegawai ASN menjaga netralitas.", [("UU 20/2023", OK)]),
    ("village head in a campaign", "Pasal 490 UU 7/2017 mengancam kepala desa yang membuat keputusan menguntungkan peserta pemilu dengan penjara paling lama 1 tahun.", [("UU 7/2017", OK)]),
    ("state facilities", "Pasal 304 UU 7/2017 melarang pemakaian fasilitas negara untuk kampanye.", [("UU 7/2017", OK)]),
    ("money politics", "Pasal 523 UU 7/2017 mengancam setiap orang yang menjanjikan atau memberi uang kepada pemilih.", [("UU 7/2017", OK)]),
    ("mutation before Pilkada", "Pasal 71 ayat (2) UU 10/2016 melarang penggantian pejabat enam bulan sebelum penetapan pasangan calon.", [("UU 10/2016", OK)]),
    ("penalty of Pilkada", "Pasal 188 UU 1/2015 mengancam pejabat yang melanggar Pasal 71 dengan pidana penjara dan denda.", [("UU 1/2015", OK), ("UU 1/2015", OK)]),
    ("kinds of punishment", "Pasal 8 ayat 3 PP 94/2021 menyebut jenis hukuman disiplin sedang.", [("PP 94/2021", OK)]),
    ("heavy punishment", "Pasal 8 ayat (4) PP 94/2021 memuat hukuman disiplin berat berupa penurunan jabatan, pembebasan jabatan, dan pemberhentian.", [("PP 94/2021", OK)]),
    ("ethics", "Pasal 11 PP 42/2004 menyuruh PNS menghindari konflik kepentingan.", [("PP 42/2004", OK)]),
    ("resigning to run", "Pasal 56 UU 20/2023 mewajibkan pegawai ASN mengundurkan diri sejak ditetapkan sebagai calon.", [("UU 20/2023", OK)]),
    ("the year of the article's own law", "UU Nomor 20 Tahun 2023 baru berlaku akhir Oktober.", [("UU 20/2023", OK)]),
    ("R.I.", "Undang-Undang R.I. Nomor 7 Tahun 2017", [("UU 7/2017", OK)]),
    ("Perppu", "Perppu Nomor 1 Tahun 2022", [("Perppu 1/2022", OK)]),
    ("a nought before a number", "SKB Nomor 05 Tahun 2020", [("SKB 2020", OK)]),
    ("a quotation beside it", "Pasal 2 UU 20/2023 berbunyi: \"netral artinya tidak berpihak kepada siapa pun\".", [("UU 20/2023", OK)]),
]  # fmt: skip

SILENT = [
    ("empty", ""),
    ("no law", "Cuaca cerah, pegawai apel pagi di balai kota pukul 07.30."),
    ("pasal as a plain word", "Pasalnya, tiga pegawai terlambat dan undang-undang belum dibahas."),
    ("another language", "The officer violated several rules during the campaign period of 2024."),
    ("right to left", "\u202eقانون الانتخابات رقم ٧\u202c"),
    ("control characters", "\x00\x01\x1b[31m\x7f\u2028\u2029"),
    ("a pointer to nothing", "Undang-undang tersebut dan peraturan itu akan dibahas."),
    ("a bare letter", "Keputusan bersama itu belum terbit."),
    ("ayat of a holy book", "Ia membaca ayat (3) surat itu."),
]


def found(kb, text, on):
    return [(r.regulation, str(r.locator) if r.locator else None, str(r.verdict)) for r in kb.check(text, Period.of(on))]


@pytest.mark.parametrize(("on", "text", "expected"), rows([*FORMS, *CONTEXT, *BY_DAY]))
def test_found_resolved_and_judged(repository_kb, on, text, expected):
    assert found(repository_kb, text, on) == expected


@pytest.mark.parametrize(("on", "text", "expected"), rows(WRONG))
def test_faults_are_named_with_what_was_meant(repository_kb, on, text, expected):
    references = repository_kb.check(text, Period.of(on))
    got = [(r.regulation, str(r.locator) if r.locator else None, str(r.verdict)) for r in references]
    assert got == [row[:3] for row in expected]
    for reference, (*_, suggestion) in zip(references, expected, strict=True):
        assert suggestion in (None, reference.finding.suggestion)


@pytest.mark.parametrize(("text", "expected"), rows(RIGHT))
def test_right_references_are_never_called_wrong(repository_kb, text, expected):
    assert [(r.regulation, str(r.verdict)) for r in repository_kb.check(text, Period.of(DAY))] == expected


@pytest.mark.parametrize("text", rows(SILENT))
def test_nothing_to_check(repository_kb, text):
    assert repository_kb.check(text) == ()


@pytest.mark.parametrize(
    "text", rows([(row[0], row[2]) for row in [*FORMS, *CONTEXT, *BY_DAY, *WRONG]] + [(why, text) for why, text, _ in RIGHT])
)
def test_every_reference_is_a_slice_of_the_text_and_gives_its_reason(repository_kb, text):
    for reference in repository_kb.check(text, Period.of(DAY)):
        assert text[reference.start : reference.end] == reference.text != ""
        assert reference.finding.reason
        assert isinstance(reference.verdict, Verdict)


PIECES = [
    "Pasal 280",
    "ayat (2)",
    "huruf f",
    "UU 7/2017",
    "PP Nomor 94 Tahun 2001",
    "tersebut",
    "UU ASN",
    "SKB 5 Menteri",
    "dan",
    ".",
    "(",
    "\n",
    "\u202e",
    "tentang",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map(" ".join))
def test_any_text_is_checked(repository_kb, text):
    spans = [(r.start, r.end) for r in repository_kb.check(text, Period.at(datetime.date(2024, 6, 1)))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_text_too_long_is_refused_with_both_numbers(repository_kb):
    with pytest.raises(QuestionError, match="500,001"):
        repository_kb.check("a" * (MAX_TEXT + 1))


DAYS = [("a day", "2024-02-14"), ("a day and an hour", "2024-02-14T08:00"), ("a month", "2024-02"), ("a year", "2024")]


@pytest.mark.parametrize("text", rows(DAYS))
def test_a_day_is_read(text):
    period = Period.of(text)
    assert period.first <= datetime.date(2024, 2, 14) <= period.last


@pytest.mark.parametrize("text", rows([("words", "kemarin"), ("no such day", "2024-02-30"), ("nothing", ""), ("two digits", "24")]))
def test_what_is_no_day_is_refused(text):
    with pytest.raises(QuestionError, match="tanggal"):
        Period.of(text)
