"""Which instrument a document is, told from its head; what cannot be read is named, never guessed."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import CONTOH, rows

from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.read.identity import identify

HEADS = [
    # why, head, key, short label, title, what is missing
    ("a law", "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 3 TAHUN 1991\nTENTANG\nKEBUN DAN TAMAN\n\nDENGAN RAHMAT", "uu-3-1991", "UU 3/1991", "Kebun dan Taman", ()),
    ("a longer kind before the shorter it holds", "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nNOMOR 2 TAHUN 1992\nTENTANG\nSUMUR\n\n", "perppu-2-1992", "Perppu 2/1992", "Sumur", ()),
    ("all in one line", "PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 4 TAHUN 1993 TENTANG KOLAM IKAN Menimbang:", "pp-4-1993", "PP 4/1993", "Kolam Ikan", ()),
    ("a ministry with a short name", "PERATURAN MENTERI DALAM NEGERI REPUBLIK INDONESIA\nNOMOR 5 TAHUN 1994\nTENTANG\nPAGAR\n\n", "permendagri-5-1994", "Permendagri 5/1994", "Pagar", ()),
    ("a ministry without one", "PERATURAN MENTERI KEBUN\nNOMOR 6 TAHUN 1995\nTENTANG\nPUPUK\n\n", "permen-kebun-6-1995", "Permen Kebun 6/1995", "Pupuk", ()),
    ("a regent's", "PERATURAN BUPATI CONTOH\nNOMOR 7 TAHUN 1996\nTENTANG\nPARKIR\n\n", "perbup-contoh-7-1996", "Perbup Contoh 7/1996", "Parkir", ()),
    ("a digit read as a letter in the year", "PERATURAN BUPATI CONTOH\nNOMOR 7 TAHUN 2O19\nTENTANG\nPARKIR\n\n", "perbup-contoh-7-2019", "Perbup Contoh 7/2019", "Parkir", ()),
    ("a number broken by a blank", "PERATURAN BUPATI CONTOH\nNOMOR 6 2 TAHUN 1996\nTENTANG\nPARKIR\n\n", "perbup-contoh-62-1996", "Perbup Contoh 62/1996", "Parkir", ()),
    ("a one read as l", "PERATURAN PEMERINTAH\nNOMOR l TAHUN 1996\nTENTANG\nAIR\n\n", "pp-1-1996", "PP 1/1996", "Air", ()),
    ("a joint decree", "KEPUTUSAN BERSAMA\nMENTERI KEBUN DAN MENTERI AIR\nNOMOR 8 TAHUN 1997\nTENTANG\nSUMUR\n\n", "skb-8-1997", "SKB 8/1997", "Sumur", ()),
    ("a letter by its own number", "WALI KOTA CONTOH\n\nNomor: 600/1/KBN\nHal: Panen 1998\n\nSURAT EDARAN\n\nMeneruskan Surat Edaran Menteri Kebun Nomor 9 Tahun 1997", "se-wali-kota-contoh-600-1-kbn", "SE Wali Kota Contoh 600/1/KBN", "Panen 1998", ("tahun",)),
    ("words in small letters stay as they are", "UNDANG-UNDANG NOMOR 3 TAHUN 1991 TENTANG Kebun dan Taman\n\n", "uu-3-1991", "UU 3/1991", "Kebun dan Taman", ()),
    ("no number", "PERATURAN BUPATI CONTOH\nTENTANG\nPARKIR\n\nPasal 1\nRak.", "berkas-uji", "Parkir (nomor tidak terbaca)", "Parkir", ("nomor", "tahun")),
    ("no title", "PERATURAN PEMERINTAH\nNOMOR 4 TAHUN 1993\n\nPasal 1", "pp-4-1993", "PP 4/1993", "uji", ("judul",)),
    ("nothing of it", "Pasal 1\nRak utara.", "berkas-uji", "uji (nomor tidak terbaca)", "uji", ("jenis", "nomor", "tahun", "judul")),
    ("nothing at all", "", "berkas-uji", "uji (nomor tidak terbaca)", "uji", ("jenis", "nomor", "tahun", "judul")),
]  # fmt: skip


@pytest.mark.parametrize(("head", "key", "short", "title", "missing"), rows(HEADS))
def test_identify(head, key, short, title, missing):
    found = identify(head, "naskah/uji.txt")
    assert (found.regulation.kunci, found.regulation.short, found.regulation.judul, found.missing) == (key, short, title, missing)


PIECES = st.sampled_from(
    "UNDANG-UNDANG |PERATURAN BUPATI CONTOH\n|SURAT EDARAN\n|NOMOR |Nomor: |12 |800/1/X\n|TAHUN |1999|2O01|TENTANG |AIR |\n\n|Hal: |Menimbang".split(
        "|"
    )
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map("".join))
def test_any_head_gives_an_entry_that_can_be_named(head):
    found = identify(head, "naskah/uji.txt")
    assert found.regulation.kunci
    assert found.regulation.short
    assert found.regulation.official
    assert "\n" not in found.regulation.short + found.regulation.judul


LETTER = "BUPATI SEBERANG\n\nNomor: 800/904/TMN\nHal: Jam Kerja 1997\n\nSURAT EDARAN\n\n1. Pegawai masuk pukul enam.\n2. Pegawai pulang pukul dua.\n"
SAME_NUMBER = [
    # why, text, the catalogue's key it must not be taken for
    ("another issuer's letter of the same number", LETTER, "se-wali-kota-contoh-800-904-tmn"),
]


@pytest.mark.parametrize(("text", "key"), rows(SAME_NUMBER))
def test_a_text_is_not_taken_for_another_issuers(tmp_path, model, text, key):
    folder = tmp_path / "korpus"
    (folder / "katalog").mkdir(parents=True)
    (folder / "katalog" / f"{key}.toml").write_bytes((CONTOH / "katalog" / f"{key}.toml").read_bytes())
    (folder / "naskah.txt").write_text(text, encoding="utf-8")
    build([folder], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    assert [h.regulation.kunci for h in kb.holdings() if h.clauses and h.regulation.kunci == key] == []


def test_a_text_is_known_by_its_head_in_the_catalogue(kb):
    assert {v.nature for v in kb.held.clauses.of("pp-902-1995")} == {"resmi", "ringkasan"}


LETTERS = [
    # why, head, number, year, subject, issuer, date, what is missing
    ("place and date above, subject over several lines", "WALI KOTA CONTOH\n\nContoh, 24 Mei 1997\nNomor : 800/8/X\nSifat : Penting\nHal : Pedoman Sikap\nPegawai dalam\nPemilihan\n\nSURAT EDARAN\n\nMeneruskan",
     "800/8/X", 1997, "Pedoman Sikap Pegawai dalam Pemilihan", "Wali Kota Contoh", "1997-05-24", ()),
    ("a title with its number below", "DINAS TAMAN\n\nSURAT EDARAN\nNOMOR SE- 36 /TMN/2012\n\nTENTANG\n\nPENGEMBALIAN BIBIT\n\nA. Umum\nDitetapkan di Contoh\npada tanggal 28 November 2012",
     "SE-36/TMN/2012", 2012, "Pengembalian Bibit", "Dinas Taman", "2012-11-28", ()),
    ("no number of its own, only that of a law it names", "BUPATI CONTOH\n\nHal : Apel\n\nSURAT EDARAN\n\nDengan hormat, sehubungan dengan hal-hal yang telah disampaikan sebelumnya, sesuai dengan Peraturan Pemerintah\nNomor 94 Tahun 2021 tentang Disiplin, pegawai hadir.",
     "?", 0, "Apel", "Bupati Contoh", None, ("nomor", "tahun")),
    ("a date of another year is not the letter's", "BUPATI CONTOH\n\nNomor: 1/X/1999\nHal: Apel\n\nSURAT EDARAN\n\nContoh, 3 Mei 1998", "1/X/1999", 1999, "Apel", "Bupati Contoh", None, ()),
    ("a day that no month has", "BUPATI CONTOH\n\nNomor: 1/X/1999\nHal: Apel\n\nSURAT EDARAN\n\nContoh, 31 Februari 1999", "1/X/1999", 1999, "Apel", "Bupati Contoh", None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("head", "nomor", "tahun", "judul", "penerbit", "ditetapkan", "missing"), rows(LETTERS))
def test_the_head_of_a_letter(head, nomor, tahun, judul, penerbit, ditetapkan, missing):
    found = identify(head, "uji.txt")
    r = found.regulation
    day = r.ditetapkan.isoformat() if r.ditetapkan else None
    assert (r.nomor[0].nomor, r.nomor[0].tahun, r.judul, r.penerbit, day, found.missing) == (
        nomor,
        tahun,
        judul,
        penerbit,
        ditetapkan,
        missing,
    )


def test_a_number_that_was_not_read_with_certainty_is_missing():
    head = "INSTRUKSI WALI KOTA CONTOH\nNOMOR 150/423 TAHUN 1997\nTENTANG\nSENSUS\n\n"
    at = head.index("150/423")
    assert identify(head, "uji.txt").missing == ()
    found = identify(head, "uji.txt", [(at, at + 7)])
    assert found.missing == ("nomor", "tahun")
    assert "150" not in found.regulation.short


UNKNOWN = "Pegawai taman wajib:\n1. hadir pukul enam;\n2. pulang pukul dua.\n"


def built(folder, tmp_path, model):
    build([folder], tmp_path / "indeks", str(model))
    return KnowledgeBase.open(tmp_path / "indeks", str(model))


def test_what_the_head_does_not_say_is_asked_for_and_can_be_given(tmp_path, model):
    folder = tmp_path / "korpus"
    folder.mkdir()
    (folder / "surat saya.txt").write_text(UNKNOWN, encoding="utf-8")
    [verdict] = built(folder, tmp_path, model).files()
    assert verdict.verdict == "partial"
    assert "jenis, nomor, tahun, judul; tulis dalam surat saya.txt.toml di sebelahnya" in verdict.reason
    given = 'jenis = "SE"\nnomor = "5/TMN"\ntahun = 1997\njudul = "Jam Kerja"\npenerbit = "Bupati Contoh"\nditetapkan = 1997-03-02\n'
    (folder / "surat saya.txt.toml").write_text(given, encoding="utf-8")
    kb = built(folder, tmp_path, model)
    assert {v.file: (v.verdict, v.reason) for v in kb.files()} == {
        "korpus/surat saya.txt": ("ok", ""),
        "korpus/surat saya.txt.toml": ("ok", "keterangan naskah surat saya.txt"),
    }
    [hit] = kb.show("se-bupati-contoh-5-tmn-1997/angka-2")
    assert hit.citation.endswith("SE Bupati Contoh 5/TMN")
    assert hit.regulation.ditetapkan.isoformat() == "1997-03-02"


WRONG = [
    # why, what stands beside the file, words of the verdict
    ("an unknown field", 'nomer = "1"', "nomer"),
    ("a year that is no number", 'tahun = "dua ribu"', "tahun"),
    ("no TOML", "nomor: 1", "surat.txt.toml"),
]


@pytest.mark.parametrize(("given", "words"), rows(WRONG))
def test_what_is_given_wrongly_costs_that_file_and_names_the_field(tmp_path, model, given, words):
    folder = tmp_path / "korpus"
    folder.mkdir()
    (folder / "surat.txt").write_text(UNKNOWN, encoding="utf-8")
    (folder / "surat.txt.toml").write_text(given, encoding="utf-8")
    (folder / "lain.txt").write_text(UNKNOWN, encoding="utf-8")
    verdicts = {v.file: v for v in built(folder, tmp_path, model).files()}
    assert verdicts["korpus/surat.txt"].verdict == "failed"
    assert words in verdicts["korpus/surat.txt"].reason
    assert verdicts["korpus/lain.txt"].verdict == "partial"
