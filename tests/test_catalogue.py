"""The catalogue: what its schema refuses, and where a clause stands on a day and the day before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT, day, effect, regulation, rows

from kb.errors import CatalogueError, CorpusError
from kb.law.catalogue import Catalogue, Nomor, Status, load_catalogue
from kb.law.regulation import Locator

ENTRY = """
kunci = "uu-1-2001"
jenis = "UU"
judul = "Taman"
ditetapkan = 2001-01-10
berlaku = 2001-02-01

[[nomor]]
nomor = "1"
tahun = 2001

[[mencabut]]
regulasi = "uu-9-1999"
sejak = 2001-02-01
klausul = ["pasal-3/ayat-2"]
"""


def write(folder, text, name="uu-1-2001"):
    katalog = folder / "katalog"
    katalog.mkdir(exist_ok=True)
    (katalog / f"{name}.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return katalog


def test_a_good_entry_loads(tmp_path):
    [entry] = load_catalogue(write(tmp_path, ENTRY))
    assert (entry.short, entry.official) == ("UU 1/2001", "Undang-Undang Nomor 1 Tahun 2001 tentang Taman")
    assert entry.mencabut[0].klausul == ("pasal-3/ayat-2",)
    assert (entry.ditetapkan, entry.berlaku, entry.wilayah) == (day("2001-01-10"), day("2001-02-01"), "nasional")


def test_no_catalogue_is_an_empty_one(tmp_path):
    assert load_catalogue(tmp_path / "katalog") == []


def test_entries_come_in_order_of_file_name(tmp_path):
    for name in ("uu-2-2001", "pp-1-2001", "uu-1-2001"):
        write(tmp_path, ENTRY.replace("uu-1-2001", name), name)
    assert [r.kunci for r in load_catalogue(tmp_path / "katalog")] == ["pp-1-2001", "uu-1-2001", "uu-2-2001"]


WRONG = [
    # why, what to replace, by what, words the message must hold
    ("unknown key", 'jenis = "UU"', 'jenis = "UU"\njudull = "x"', "judull"),
    ("unknown key in a table", 'nomor = "1"', 'nomor = "1"\nabjad = "A"', "abjad"),
    ("unknown key in a relation", "sejak = 2001-02-01", 'sejak = 2001-02-01\nsebab = "x"', "sebab"),
    ("missing key", 'judul = "Taman"\n', "", "judul"),
    ("missing key in a relation", "sejak = 2001-02-01\n", "", "sejak"),
    ("no number at all", '[[nomor]]\nnomor = "1"\ntahun = 2001\n', "nomor = []\n", "nomor"),
    ("text where a whole number goes", "tahun = 2001", 'tahun = "2001"', "tahun"),
    ("number where text goes", 'nomor = "1"', "nomor = 1", "nomor"),
    ("text where a list goes", 'klausul = ["pasal-3/ayat-2"]', 'klausul = "pasal-3/ayat-2"', "klausul"),
    ("day that is not in the calendar", "berlaku = 2001-02-01", "berlaku = 2001-02-30", "line 6"),
    ("date as people write it", "berlaku = 2001-02-01", 'berlaku = "1 Februari 2001"', "berlaku"),
    ("key in capitals", 'kunci = "uu-1-2001"', 'kunci = "UU-1-2001"', "UU-1-2001"),
    ("key with a slash", 'kunci = "uu-1-2001"', 'kunci = "uu/1/2001"', "uu/1/2001"),
    ("key is not the file's name", 'kunci = "uu-1-2001"', 'kunci = "uu-1-2002"', "uu-1-2002"),
    ("locator of no known unit", "pasal-3/ayat-2", "bab-3/ayat-2", "bab-3"),
    ("locator as a citation", "pasal-3/ayat-2", "Pasal 3 ayat (2)", "Pasal 3 ayat (2)"),
    ("locator with a capital", "pasal-3/ayat-2", "pasal-3A", "pasal-3A"),
    ("status no clause can have", "sejak = 2001-02-01", 'sejak = 2001-02-01\nstatus = "batal"', "status"),
    ("same key twice", 'jenis = "UU"', 'jenis = "UU"\njenis = "PP"', "line 4"),
    ("not TOML", 'jenis = "UU"', "jenis: UU", "line 3"),
]


@pytest.mark.parametrize(("old", "new", "words"), rows(WRONG))
def test_schema_refuses_and_names_file_and_key(tmp_path, old, new, words):
    assert ENTRY.count(old) >= 1
    folder = write(tmp_path, ENTRY.replace(old, new, 1))
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert isinstance(caught.value, CorpusError)
    message = str(caught.value)
    assert "uu-1-2001.toml" in message
    assert words in message
    assert "\n" not in message


def test_bytes_that_are_not_text_are_refused(tmp_path):
    with pytest.raises(CatalogueError, match=r"uu-1-2001\.toml"):
        load_catalogue(write(tmp_path, ENTRY.encode("utf-16")))


def test_one_wrong_entry_is_named_among_good_ones(tmp_path):
    write(tmp_path, ENTRY)
    with pytest.raises(CatalogueError, match=r"uu-2-2001\.toml"):
        load_catalogue(write(tmp_path, ENTRY.replace("uu-1-2001", "uu-2-2001").replace("2001-01-10", "2001-13-10"), "uu-2-2001"))


def test_a_key_given_twice_is_refused():
    with pytest.raises(CatalogueError, match="'uu-1-2001'"):
        Catalogue.of([regulation("uu-1-2001"), regulation("uu-1-2001", judul="Lain")])


LABELS = [
    # why, changes, short label, official name
    ("plain law", {}, "UU 1/2001", "Undang-Undang Nomor 1 Tahun 2001 tentang Contoh"),
    ("number with slashes carries no year", {"jenis": "SE", "nomor": (Nomor("8/X", 2001),)}, "SE 8/X",
     "Surat Edaran Nomor 8/X Tahun 2001 tentang Contoh"),
    ("year inside the number", {"jenis": "Putusan MK", "nomor": (Nomor("9/PUU/2001", 2001),)}, "Putusan MK 9/PUU/2001",
     "Putusan Mahkamah Konstitusi Nomor 9/PUU/2001 tentang Contoh"),
    ("label of its own", {"label": "UU Taman"}, "UU Taman", "Undang-Undang Nomor 1 Tahun 2001 tentang Contoh"),
    ("joint decree names every number", {"jenis": "SKB", "nomor": (Nomor("1", 2001), Nomor("2", 2001))}, "SKB 1/2001",
     "Keputusan Bersama Nomor 1 Tahun 2001, Nomor 2 Tahun 2001 tentang Contoh"),
    ("whose letter it is", {"jenis": "SE", "penerbit": "Menteri Taman"}, "SE 1/2001",
     "Surat Edaran Menteri Taman Nomor 1 Tahun 2001 tentang Contoh"),
    ("the minister's own regulation", {"jenis": "Permen", "penerbit": "Menteri Taman"}, "Permen 1/2001",
     "Peraturan Menteri Taman Nomor 1 Tahun 2001 tentang Contoh"),
    ("kind the vocabulary lacks", {"jenis": "Maklumat"}, "Maklumat 1/2001", "Maklumat Nomor 1 Tahun 2001 tentang Contoh"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "short", "official"), rows(LABELS))
def test_names(changes, short, official):
    entry = regulation("uu-1-2001", **changes)
    assert (entry.short, entry.official) == (short, official)


HISTORY = Catalogue.of(
    [
        regulation("uu-1-2001", ditetapkan=day("2001-01-10"), berlaku=day("2001-02-01")),
        regulation(
            "uu-2-2010",
            mencabut=(
                effect("uu-1-2001", "2010-05-05", but=["pasal-7/ayat-3"]),
                effect("pp-3-2003", "2010-05-05", "pasal-2", "pasal-4/ayat-1"),
            ),
        ),
        regulation("pp-3-2003"),
        regulation("pp-4-2004"),
        regulation(
            "pp-5-2006", mengubah=(effect("pp-4-2004", "2006-06-06", "pasal-3", "pasal-3a", deleted=["pasal-5", "pasal-6/huruf-b"]),)
        ),
        regulation("pp-6-2006", ditetapkan=day("2006-01-01"), berakhir=day("2006-12-31")),
        regulation("pp-7-2007", mengubah=(effect("pp-4-2004", "2012-12-12", "pasal-3"),)),
        regulation(
            "mk-8-2008", label="Putusan MK 8", membatasi=(effect("pp-4-2004", "2008-08-08", "pasal-3/ayat-2", akibat="Dibaca lain."),)
        ),
        regulation(
            "mk-9-2009", label="Putusan MK 9", membatasi=(effect("pp-4-2004", "2009-09-09", "pasal-9/ayat-1", status=Status.DICABUT),)
        ),
    ]
)
STANDINGS = [
    # why, key, locator, day, status, whose doing
    ("made but not yet in force", "uu-1-2001", None, "2001-01-31", "belum_berlaku", "UU 1/2001"),
    ("first day in force", "uu-1-2001", None, "2001-02-01", "berlaku", ""),
    ("a clause of it waits too", "uu-1-2001", "pasal-1", "2001-01-31", "belum_berlaku", "UU 1/2001"),
    ("in force from its making where no other day is given", "pp-6-2006", None, "2005-12-31", "belum_berlaku", "PP 6/2006"),
    ("no day known at all", "pp-3-2003", "pasal-1", "1900-01-01", "berlaku", ""),
    ("the day before it is revoked", "uu-1-2001", None, "2010-05-04", "berlaku", ""),
    ("the day it is revoked", "uu-1-2001", None, "2010-05-05", "dicabut", "UU 2/2010"),
    ("its clauses go with it", "uu-1-2001", "pasal-1/ayat-1", "2010-05-05", "dicabut", "UU 2/2010"),
    ("a clause outlives its regulation", "uu-1-2001", "pasal-7/ayat-3", "2010-05-05", "berlaku", "UU 2/2010"),
    ("what stands in that clause lives too", "uu-1-2001", "pasal-7/ayat-3/huruf-a", "2010-05-05", "berlaku", "UU 2/2010"),
    ("so does its elucidation", "uu-1-2001", "penjelasan/pasal-7/ayat-3", "2010-05-05", "berlaku", "UU 2/2010"),
    ("the Pasal around it is revoked in part", "uu-1-2001", "pasal-7", "2010-05-05", "dicabut_sebagian", "UU 2/2010"),
    ("near miss: ayat (30) is not ayat (3)", "uu-1-2001", "pasal-7/ayat-30", "2010-05-05", "dicabut", "UU 2/2010"),
    ("near miss: Pasal 70 is not Pasal 7", "uu-1-2001", "pasal-70", "2010-05-05", "dicabut", "UU 2/2010"),
    ("revoked in part, seen whole", "pp-3-2003", None, "2010-05-05", "dicabut_sebagian", "UU 2/2010"),
    ("the part that went", "pp-3-2003", "pasal-2/huruf-a", "2010-05-05", "dicabut", "UU 2/2010"),
    ("the ayat that stayed", "pp-3-2003", "pasal-4/ayat-2", "2010-05-05", "berlaku", ""),
    ("the day before the part went", "pp-3-2003", "pasal-2", "2010-05-04", "berlaku", ""),
    ("the day before it is amended", "pp-4-2004", "pasal-3", "2006-06-05", "berlaku", ""),
    ("amended, seen whole", "pp-4-2004", None, "2006-06-06", "diubah", "PP 5/2006"),
    ("amended clause", "pp-4-2004", "pasal-3/ayat-1", "2006-06-06", "diubah", "PP 5/2006"),
    ("inserted clause", "pp-4-2004", "pasal-3a", "2006-06-06", "diubah", "PP 5/2006"),
    ("clause the amendment leaves alone", "pp-4-2004", "pasal-4", "2006-06-06", "berlaku", ""),
    ("deleted clause", "pp-4-2004", "pasal-5/ayat-1", "2006-06-06", "dicabut", "PP 5/2006"),
    ("a Pasal one huruf of which was deleted", "pp-4-2004", "pasal-6", "2006-06-06", "diubah", "PP 5/2006"),
    ("the day before the court", "pp-4-2004", "pasal-3/ayat-2", "2008-08-07", "diubah", "PP 5/2006"),
    ("conditioned by the court", "pp-4-2004", "pasal-3/ayat-2", "2008-08-08", "bersyarat", "Putusan MK 8"),
    ("the Pasal around it is conditioned too", "pp-4-2004", "pasal-3", "2008-08-08", "bersyarat", "Putusan MK 8"),
    ("its neighbour is not", "pp-4-2004", "pasal-3/ayat-1", "2008-08-08", "diubah", "PP 5/2006"),
    ("a later text replaces the conditioned one", "pp-4-2004", "pasal-3/ayat-2", "2012-12-12", "diubah", "PP 7/2007"),
    ("struck down by the court", "pp-4-2004", "pasal-9/ayat-1", "2009-09-09", "dicabut", "Putusan MK 9"),
    ("the Pasal around what was struck down", "pp-4-2004", "pasal-9", "2009-09-09", "dicabut_sebagian", "Putusan MK 9"),
    ("last day by its own terms", "pp-6-2006", "pasal-1", "2006-12-31", "berlaku", ""),
    ("over by its own terms", "pp-6-2006", "pasal-1", "2007-01-01", "dicabut", "PP 6/2006"),
    ("an instrument the catalogue does not know", "uu-99-1999", "pasal-1", "2020-01-01", "berlaku", ""),
    ("a Pasal one ayat of which went", "pp-3-2003", "pasal-4", "2010-05-05", "dicabut_sebagian", "UU 2/2010"),
]


@pytest.mark.parametrize(("key", "locator", "on", "status", "cause"), rows(STANDINGS))
def test_status_on_a_day(key, locator, on, status, cause):
    standing = HISTORY.status(key, locator and Locator.parse(locator), day(on))
    assert (str(standing.status), standing.cause) == (status, cause)


@pytest.mark.parametrize(
    ("key", "locator", "since"),
    [("uu-1-2001", "pasal-1", "2010-05-05"), ("uu-1-2001", "pasal-7/ayat-3", "2010-05-05"), ("pp-4-2004", "pasal-3/ayat-2", "2008-08-08")],
)
def test_a_standing_names_its_day(key, locator, since):
    assert HISTORY.status(key, Locator.parse(locator), day("2011-01-01")).since == day(since)


def test_a_standing_says_what_the_status_alone_does_not():
    def note(key, locator, on):
        return HISTORY.status(key, Locator.parse(locator), day(on)).note

    assert note("pp-4-2004", "pasal-3/ayat-2", "2008-08-08") == "Dibaca lain."
    assert "tetap berlaku" in note("uu-1-2001", "pasal-7/ayat-3", "2010-05-05")
    assert note("pp-4-2004", "pasal-5", "2006-06-06") == "dihapus"
    assert "katalog" in note("uu-99-1999", "pasal-1", "2006-06-06")


ODD = [
    # why, effect kind, effects as (day, clauses, more), locator, status on 2020-01-01
    (
        "effects are taken in order of their days, not of the file",
        "mengubah",
        [("2012-01-01", ["pasal-1"], {}), ("2011-01-01", ["pasal-1"], {})],
        "pasal-1",
        "diubah",
    ),
    (
        "a clause given in another form of the same locator",
        "mencabut",
        [("2010-01-01", ["lampiran-ii"], {})],
        "lampiran-2/baris-1",
        "dicabut",
    ),
    ("a clause given with a slash after it", "mencabut", [("2010-01-01", ["pasal-5/"], {})], "pasal-5", "dicabut"),
    ("the court strikes down the whole", "membatasi", [("2010-01-01", [], {"status": Status.DICABUT})], None, "dicabut"),
    ("the whole struck down takes its clauses along", "membatasi", [("2010-01-01", [], {"status": Status.DICABUT})], "pasal-1", "dicabut"),
    (
        "deleted, then put back",
        "mengubah",
        [("2010-01-01", [], {"deleted": ["pasal-5"]}), ("2015-01-01", ["pasal-5"], {})],
        "pasal-5",
        "diubah",
    ),
]


@pytest.mark.parametrize(("kind", "effects", "locator", "status"), rows(ODD))
def test_status_after(kind, effects, locator, status):
    did = tuple(effect("pp-1-2000", since, *clauses, **more) for since, clauses, more in effects)
    catalogue = Catalogue.of([regulation("pp-1-2000"), regulation("pp-2-2009", **{kind: did})])
    assert catalogue.status("pp-1-2000", locator and Locator.parse(locator), day("2020-01-01")).status == status


@given(st.sampled_from(STANDINGS), st.dates(day("1990-01-01"), day("2030-01-01")))
def test_a_status_changes_only_on_a_day_some_instrument_names(row, on):
    _, key, locator, *_ = row
    days = {e.sejak for r in HISTORY.regulations.values() for e in (*r.mencabut, *r.mengubah, *r.membatasi)}
    days |= {d for r in HISTORY.regulations.values() for d in (r.ditetapkan, r.berlaku) if d}
    days |= {day("2007-01-01")}
    where = locator and Locator.parse(locator)
    before = max((d for d in days if d <= on), default=day("1900-01-01"))
    assert HISTORY.status(key, where, on) == HISTORY.status(key, where, before)


REAL = [
    # why, key, locator, day, status, whose doing; days and clauses as the instruments print them
    ("PP 94/2021 Pasal 42 and 45 spare it", "pp-53-2010", "pasal-7/ayat-3", "2021-08-31", "berlaku", "PP 94/2021"),
    ("what stands in it", "pp-53-2010", "pasal-7/ayat-3/huruf-a", "2024-01-01", "berlaku", "PP 94/2021"),
    ("its neighbour is gone", "pp-53-2010", "pasal-7/ayat-4", "2021-08-31", "dicabut", "PP 94/2021"),
    ("the day before", "pp-53-2010", "pasal-7/ayat-4", "2021-08-30", "berlaku", ""),
    ("the whole of it", "pp-53-2010", None, "2021-08-31", "dicabut", "PP 94/2021"),
    ("the newer discipline rule was not there yet", "pp-94-2021", "pasal-5/huruf-n", "2021-08-30", "belum_berlaku", "PP 94/2021"),
    ("the older civil service law on its last day", "uu-5-2014", None, "2023-10-30", "berlaku", ""),
    ("and after it", "uu-5-2014", "pasal-2/huruf-f", "2023-10-31", "dicabut", "UU 20/2023"),
    ("made on 15, in force on 16 August 2017", "uu-7-2017", "pasal-280", "2017-08-15", "belum_berlaku", "UU 7/2017"),
    ("the election law before the court spoke", "uu-7-2017", "pasal-280/ayat-1/huruf-h", "2023-08-14", "berlaku", ""),
    ("and on the day it did", "uu-7-2017", "pasal-280/ayat-1/huruf-h", "2023-08-15", "bersyarat", "Putusan MK 65/PUU-XXI/2023"),
    ("the huruf beside it", "uu-7-2017", "pasal-280/ayat-1/huruf-g", "2023-08-15", "berlaku", ""),
    ("Pilkada law as amended", "uu-1-2015", "pasal-71/ayat-1", "2016-07-01", "diubah", "UU 10/2016"),
    ("Pilkada law before", "uu-1-2015", "pasal-71/ayat-1", "2016-06-30", "berlaku", ""),
    ("read wider by the court", "uu-1-2015", "pasal-188", "2024-11-14", "bersyarat", "Putusan MK 136/PUU-XXII/2024"),
]  # fmt: skip


@pytest.fixture(scope="module")
def real():
    return Catalogue.of(load_catalogue(ROOT / "corpus" / "katalog"))


@pytest.mark.parametrize(("key", "locator", "on", "status", "cause"), rows(REAL))
def test_status_of_real_instruments(real, key, locator, on, status, cause):
    standing = real.status(key, locator and Locator.parse(locator), day(on))
    assert (str(standing.status), standing.cause) == (status, cause)
