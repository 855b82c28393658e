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
    ("a letter by its own number", "WALI KOTA CONTOH\n\nNomor: 600/1/KBN\nHal: Panen 1998\n\nSURAT EDARAN\n\nMeneruskan Surat Edaran Menteri Kebun Nomor 9 Tahun 1997", "se-wali-kota-contoh-600-1-kbn-1998", "SE Wali Kota Contoh 600/1/KBN", "Panen 1998", ()),
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
