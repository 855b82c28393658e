"""The register: that it is whole, what it finds, what it must not find, and what it refuses."""

from __future__ import annotations

import pytest
from making import ROOT, rows

from kb.errors import CatalogueError
from kb.law.catalogue import load_catalogue
from kb.law.register import Entry, Register, title_words

PATH = ROOT / "corpus" / "register.tsv"
HEAD = "jenis\tnomor\ttahun\tjudul\n"


@pytest.fixture(scope="module")
def register():
    return Register.load(PATH)


def write(folder, text):
    path = folder / "register.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_instrument_of_the_bulk_set_is_there(register):
    assert len(register) >= 5_875
    assert sum(not entry.judul for entry in register) < 0.03 * len(register)
    assert {entry.jenis for entry in register} == {"UU", "PP", "Perppu", "Permenkeu"}


def test_the_file_is_compact_sorted_and_without_repeats(register):
    assert PATH.stat().st_size < 1_000_000
    keys = [(entry.jenis, entry.tahun, int(entry.nomor.split("/")[0])) for entry in register]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(1945 <= entry.tahun <= 2030 for entry in register)


TITLES = [
    # why, jenis, nomor, tahun, title
    ("the marriage law: one word", "UU", "1", 1974, "Perkawinan"),
    ("the agrarian law", "UU", "5", 1960, "Peraturan Dasar Pokok-Pokok Agraria"),
    ("criminal procedure", "UU", "8", 1981, "Hukum Acara Pidana"),
    ("human rights", "UU", "39", 1999, "Hak Asasi Manusia"),
    ("a title that ends in a word the penjelasan starts with", "UU", "9", 1998, "Kemerdekaan Menyampaikan Pendapat di Muka Umum"),
    ("two lines in the head", "UU", "1", 2022, "Hubungan Keuangan antara Pemerintah Pusat dan Pemerintahan Daerah"),
    ("a title that ends in whom it names", "UU", "11", 1959,
     "Kedudukan Keuangan Presiden, Wakil Presiden dan Pejabat yang Menjalankan Pekerjaan Jabatan Presiden Republik Indonesia"),
    ("capitals that stay", "PP", "51", 2014, "Kawasan Ekonomi Khusus Tanjung Api-Api"),
    ("Roman number at the end", "PP", "14", 1983, "Perusahaan Umum Pelabuhan I"),
    ("acronym", "UU", "24", 2011, "Badan Penyelenggara Jaminan Sosial"),
    ("an amending law", "UU", "12", 2008, "Perubahan Kedua atas Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah"),
    ("election law", "UU", "7", 2017, "Pemilihan Umum"),
    ("civil service law", "UU", "20", 2023, "Aparatur Sipil Negara"),
    ("the one before", "UU", "5", 2014, "Aparatur Sipil Negara"),
    ("the one before that", "UU", "8", 1974, "Pokok-Pokok Kepegawaian"),
    ("discipline of 2021", "PP", "94", 2021, "Disiplin Pegawai Negeri Sipil"),
    ("discipline of 2010", "PP", "53", 2010, "Disiplin Pegawai Negeri Sipil"),
    ("discipline of 1980", "PP", "30", 1980, "Peraturan Disiplin Pegawai Negeri Sipil"),
    ("no parties", "PP", "37", 2004, "Larangan Pegawai Negeri Sipil Menjadi Anggota Partai Politik"),
    ("ethics; the text writes Pegawai Negri", "PP", "42", 2004, "Pembinaan Jiwa Korps dan Kode Etik Pegawai Negeri Sipil"),
    ("management", "PP", "11", 2017, "Manajemen Pegawai Negeri Sipil"),
    ("a text scanned with letters apart", "PP", "79", 2014, "Kebijakan Energi Nasional"),
    ("words run together in the scan", "PP", "16", 2014, "Statuta Universitas Sumatera Utara"),
    ("a misread word in the head", "PP", "19", 2022, "Dekonsentrasi dan Tugas Pembantuan"),
    ("Perppu on elections", "Perppu", "1", 2022, "Perubahan atas Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum"),
    ("Perppu named by the law that set it", "Perppu", "3", 2005,
     "Perubahan atas Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah"),
    ("Perppu on Pilkada", "Perppu", "1", 2014, "Pemilihan Gubernur, Bupati, dan Walikota"),
    ("recent, no bulk text", "UU", "17", 2023, "Kesehatan"),
    ("case does not count in the kind", "uu", "7", 2017, "Pemilihan Umum"),
    ("nor a nought before the number", "PP", "094", 2021, "Disiplin Pegawai Negeri Sipil"),
]  # fmt: skip


@pytest.mark.parametrize(("jenis", "nomor", "tahun", "judul"), rows(TITLES))
def test_title(register, jenis, nomor, tahun, judul):
    assert register.judul(jenis, nomor, tahun) == judul


UNKNOWN = [
    ("PP 94/2001 was never made: 94/2021 with a digit off", "PP", "94", 2001),
    ("nor PP 94 of the year after", "PP", "94", 2011),
    ("UU 7/2017 is no PP that fits", "PP", "570", 2017),
    ("no such kind", "Perda", "7", 2017),
    ("a kind cut short", "P", "94", 2021),
    ("no such number", "UU", "999", 2017),
    ("no number", "UU", "", 2017),
    ("a year to come", "UU", "7", 2117),
    ("UU 20/2023 with its year off by ten", "UU", "200", 2013),
]


@pytest.mark.parametrize(("jenis", "nomor", "tahun"), rows(UNKNOWN))
def test_no_such_instrument(register, jenis, nomor, tahun):
    assert register.get(jenis, nomor, tahun) is None
    assert register.judul(jenis, nomor, tahun) is None


def test_the_same_number_of_another_year_is_another_instrument(register):
    assert "Disiplin" not in register.judul("PP", "94", 2012)
    assert "Aparatur" not in register.judul("UU", "20", 2013)
    assert register.judul("PP", "24", 2011) == "Badan Pertimbangan Kepegawaian"


def test_a_title_that_cannot_be_read_is_empty_and_not_unknown(register):
    unread = next(entry for entry in register if not entry.judul)
    assert register.judul(unread.jenis, unread.nomor, unread.tahun) == ""
    assert unread not in register.titled("Undang-Undang")


def test_titles_are_clean(register):
    for entry in register:
        judul = entry.judul
        assert judul == " ".join(judul.split())
        assert not judul.casefold().startswith(("tentang ", "undang-undang republik", "peraturan pemerintah republik"))
        assert not judul.endswith((",", ";", ":", "-", " dan", " atas", " tentang", " yang", " Nomor", " PT", " di", " ke"))
        assert judul == "" or judul[0].isupper() or judul[0] in '"(0123456789'
        assert not any(mark in judul for mark in "^~{}<>|•■\\\t\n"), entry
        assert judul.count("(") == judul.count(")"), entry


def test_the_catalogue_and_the_register_name_an_instrument_alike(register):
    for entry in load_catalogue(ROOT / "corpus" / "katalog"):
        if entry.jenis in ("UU", "PP", "Perppu"):
            for number in entry.nomor:
                assert register.judul(entry.jenis, number.nomor, number.tahun) == entry.judul


def test_by_number(register):
    found = register.numbered("94", jenis="PP")
    assert [entry.short for entry in found] == sorted(entry.short for entry in found)
    assert {"PP 94/2012", "PP 94/2021"} <= {entry.short for entry in found}
    assert all(entry.nomor == "94" for entry in found)
    assert {entry.jenis for entry in register.numbered("24", tahun=2011)} == {"UU", "PP"}
    assert register.numbered("0") == register.numbered("") == []


def test_a_number_with_a_code_is_found_by_either_form(register):
    assert register.get("Permenkeu", "148/PMK.01/2012", 2012) == register.get("permenkeu", "148", 2012)
    assert register.get("Permenkeu", "148", 2012).short.startswith("Permenkeu 148/PMK")


WORDS = [
    # why, words, kind, labels that come first
    ("all words, whatever their order", "negeri disiplin pegawai sipil", "PP", ["PP 94/2021", "PP 53/2010"]),
    ("the plain title before the longer ones", "pemilihan umum", "UU", ["UU 7/2017", "UU 3/1999"]),
    ("small words do not count", "tentang Aparatur Sipil Negara dan", "UU", ["UU 20/2023", "UU 5/2014"]),
    ("capitals do not count", "KODE ETIK PEGAWAI", "PP", ["PP 42/2004"]),
    ("a word that no title holds", "netralitas swafoto", "", []),
    ("every word must be there", "perkawinan swafoto", "", []),
    ("nothing asked, nothing found", "", "", []),
    ("small words alone", "dan atau tentang", "", []),
    ("half a word is no word", "aparat", "UU", []),
]


@pytest.mark.parametrize(("words", "jenis", "labels"), rows(WORDS))
def test_by_title(register, words, jenis, labels):
    found = [entry.short for entry in register.titled(words, jenis)]
    assert found[: len(labels)] == labels
    assert bool(found) == bool(labels)


def test_title_words_are_those_that_tell_titles_apart():
    assert title_words("Perubahan atas Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum") >= {"7", "2017", "pemilihan"}
    assert title_words("dan untuk yang") == frozenset()


FAULTY = [
    ("twice the same", HEAD + "PP\t1\t2001\tTaman\nPP\t1\t2001\tLain\n", "PP 1/2001"),
    ("twice the same but for a code", HEAD + "Permenkeu\t1/PMK.01/2001\t2001\tA\nPermenkeu\t1\t2001\tB\n", "Permenkeu 1/2001"),
    ("a column short", HEAD + "PP\t1\t2001\n", ":2:"),
    ("a column more", HEAD + "PP\t1\t2001\tTaman\t\n", ":2:"),
    ("a year that is none", HEAD + "PP\t1\t2001\tA\nPP\t2\tdua\tTaman\n", ":3:"),
    ("an empty line", HEAD + "\n", ":2:"),
    ("no heading", "PP\t1\t2001\tTaman\n", "baris pertama"),
    ("nothing", "", "baris pertama"),
    ("no text", b"\xff\xfe\x00", "bench.register"),
]


@pytest.mark.parametrize(("text", "words"), rows(FAULTY))
def test_a_faulty_register_is_refused(tmp_path, text, words):
    with pytest.raises(CatalogueError) as caught:
        Register.load(write(tmp_path, text))
    assert words in str(caught.value)


def test_no_register_at_all(tmp_path):
    with pytest.raises(CatalogueError, match=r"register\.tsv"):
        Register.load(tmp_path / "register.tsv")


def test_an_empty_register_finds_nothing(tmp_path):
    register = Register.load(write(tmp_path, HEAD))
    assert (len(register), list(register), register.numbered("1"), register.titled("taman")) == (0, [], [], [])


def test_an_entry_reads_as_it_is_cited():
    assert Entry("UU", "7", 2017, "Pemilihan Umum").short == "UU 7/2017"
    assert Entry("Permenkeu", "148/PMK.01/2012", 2012, "").short == "Permenkeu 148/PMK.01/2012"


PASAL = "jenis\tnomor\ttahun\ttertinggi\n"


def test_the_highest_pasal_of_an_instrument(register):
    assert register.highest_pasal("UU", "5", 2014) == 141
    assert 0 < register.highest_pasal("uu", "017", 2017) < 490  # a treaty's ratification has no Pasal 490
    assert register.highest_pasal("UU", "7", 2017) == 0  # its text breaks off, so nothing is said
    assert register.highest_pasal("UU", "999", 2017) == 0


def test_a_register_without_pasal_knows_none(tmp_path):
    assert Register.load(write(tmp_path, HEAD + "PP\t1\t2001\tTaman\n")).highest_pasal("PP", "1", 2001) == 0


@pytest.mark.parametrize("line", rows([("a column short", "PP\t1\t2001\n"), ("no number", "PP\t1\t2001\tdua\n")]))
def test_a_faulty_list_of_pasal_is_refused(tmp_path, line):
    path = write(tmp_path, HEAD + "PP\t1\t2001\tTaman\n")
    path.with_name("pasal.tsv").write_text(PASAL + line, "utf-8")
    with pytest.raises(CatalogueError, match=r"pasal\.tsv:2"):
        Register.load(path)


def test_where_a_number_that_is_missing_was_never_given(register):
    assert register.complete("PP", 2001)
    assert not register.complete("UU", 2024)  # too few of that year are known
    assert not register.complete("UU", 1900)


def test_words_that_tell_what_an_instrument_is_about(register):
    assert register.rare("disiplin")
    assert not register.rare("perubahan")
    assert not register.rare("swafoto")
