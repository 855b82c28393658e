"""A made-up law, amended twice: what each clause says on which day, who said so, and where it was read."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from making import document, rows

from kb.answer.compare import Deed, word_diff
from kb.cli import main
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.layers import assemble, tree
from kb.law.regulation import Locator
from kb.read.applying import Text
from kb.read.consolidate import Change, amending_points, consolidate
from kb.read.structure import parse

BASE = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 901 TAHUN 1991
TENTANG
PERSUMURAN

BAB I
SUMUR

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Sumur adalah lubang yang berair.
2. Timba adalah ember bertali.

Pasal 2
(1) Sumur dijaga oleh juru sumur.
(2) Juru sumur bekerja pada siang hari.

Pasal 3
(1) Sumur dibuka pada pagi hari.
(2) Sumur ditutup pada petang hari.
(3) Sumur dikuras setahun sekali.

Pasal 4
Timba disimpan oleh juru sumur.

BAB II
PUNGUTAN

Pasal 5
(1) Setiap timba dikenai pungutan.
(2) Pungutan dibayar di muka.

Pasal 6
Dibebaskan dari pungutan:
a. orang sakit;
b. orang yang berjalan jauh; dan
c. anak-anak.

BAB III
LARANGAN

Pasal 7
Setiap orang dilarang berteriak ke dalam sumur.

Pasal 8
Juru sumur memberi contoh kepada kepala kampung.

Pasal 9
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Diundangkan di Contoh
pada tanggal 1 Februari 1991

PENJELASAN
ATAS
UNDANG-UNDANG NOMOR 901 TAHUN 1991

I. UMUM
Sumur perlu dijaga.

II. PASAL DEMI PASAL

Pasal 2
Ayat (1)
Juru sumur seorang saja.
Ayat (2)
Cukup jelas.

Pasal 5
Cukup jelas.
"""

FIRST = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 902 TAHUN 1993
TENTANG
PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 1991 TENTANG PERSUMURAN

MEMUTUSKAN:

Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 901 Tahun 1991 tentang Persumuran diubah sebagai berikut:
1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:
Pasal 2
(1) Sumur dijaga oleh dua juru sumur.
(2) Juru sumur bekerja bergantian.
(3) Juru sumur membawa lentera.
2. Ketentuan ayat (2) Pasal 3 diubah sehingga berbunyi sebagai berikut:
(2) Sumur ditutup pada malam hari.
3. Di antara Pasal 4 dan Pasal 5 disisipkan 2 (dua) pasal, yakni Pasal 4A dan Pasal 4B yang berbunyi sebagai berikut:
Pasal 4A
Tali timba diganti setiap tahun.
Pasal 4B
Tali yang putus disambung.
4. Ketentuan Pasal 5 dihapus.
5. Ketentuan huruf b Pasal 6 dihapus.
6. Frasa “kepala kampung” dalam Pasal 8 diganti dengan frasa “kepala desa”.
7. Sumur dihitung dari yang terbesar.
8. Ketentuan Pasal 40 dihapus.

Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Diundangkan di Contoh
pada tanggal 10 Maret 1993

PENJELASAN
ATAS
UNDANG-UNDANG NOMOR 902 TAHUN 1993

I. UMUM
Juru sumur perlu dua.

II. PASAL DEMI PASAL

Pasal I
Angka 1
Pasal 2
Ayat (1)
Dua juru sumur itu tidak bersaudara. Angka 2
"""

SECOND = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 903 TAHUN 1996
TENTANG
PERUBAHAN KEDUA ATAS UNDANG-UNDANG NOMOR 901 TAHUN 1991 TENTANG PERSUMURAN

MEMUTUSKAN:

Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 901 Tahun 1991 tentang Persumuran diubah sebagai berikut:
1. Ketentuan ayat (2) Pasal 2 dihapus sehingga Pasal 2 berbunyi sebagai berikut:
Pasal 2
(1) Sumur dijaga oleh tiga juru sumur.
(2) Dihapus.
(3) Juru sumur membawa lentera.
2. Di antara ayat (2) dan ayat (3) Pasal 3 disisipkan 1 (satu) ayat, yakni ayat (2a) yang berbunyi sebagai berikut:
(2a) Sumur yang kering tidak dibuka.
3. BAB III dihapus.
4. Ketentuan Pasal 4A diubah sehingga berbunyi sebagai berikut:
Pasal 4A
Tali timba diganti setiap bulan.

Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Diundangkan di Contoh
pada tanggal 5 Mei 1996
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory, model):
    folder = tmp_path_factory.mktemp("sumur")
    for name, text in (("901", BASE), ("902", FIRST), ("903", SECOND)):
        (folder / f"uu-{name}.txt").write_text(text, encoding="utf-8")
    build([folder], folder.parent / "indeks-sumur", str(model))
    return folder.parent / "indeks-sumur"


@pytest.fixture(scope="module")
def wells(index, model):
    return KnowledgeBase.open(index, str(model))


KEY = "uu-901-1991"
OLD, BETWEEN, NOW = date(1992, 1, 1), date(1994, 1, 1), date(2000, 1, 1)
FIRST_DAY, SECOND_DAY = date(1993, 3, 10), date(1996, 5, 5)

WORDINGS = [
    # why, address, day, its words, status, by whom
    ("never amended", "pasal-1/angka-1", NOW, "1. Sumur adalah lubang yang berair.", "berlaku", ""),
    ("before its replacement", "pasal-2/ayat-1", OLD, "(1) Sumur dijaga oleh juru sumur.", "berlaku", ""),
    ("on the eve of the amendment", "pasal-2/ayat-1", FIRST_DAY - timedelta(1), "(1) Sumur dijaga oleh juru sumur.", "berlaku", ""),
    ("on the day of the amendment", "pasal-2/ayat-1", FIRST_DAY, "(1) Sumur dijaga oleh dua juru sumur.", "diubah", "UU 902/1993"),
    ("after the second amendment", "pasal-2/ayat-1", NOW, "(1) Sumur dijaga oleh tiga juru sumur.", "diubah", "UU 903/1996"),
    ("a new ayat, before it was made", "pasal-2/ayat-3", OLD, "(3) Juru sumur membawa lentera.", "belum_berlaku", "UU 902/1993"),
    ("an ayat that the new wording says is deleted", "pasal-2/ayat-2", NOW, "(2) Juru sumur bekerja bergantian.", "dicabut", "UU 903/1996"),
    ("a part quoted without its Pasal", "pasal-3/ayat-2", NOW, "(2) Sumur ditutup pada malam hari.", "diubah", "UU 903/1996"),
    ("its neighbour stays as it was", "pasal-3/ayat-1", NOW, "(1) Sumur dibuka pada pagi hari.", "diubah", "UU 903/1996"),
    ("an ayat put between two", "pasal-3/ayat-2a", NOW, "(2a) Sumur yang kering tidak dibuka.", "diubah", "UU 903/1996"),
    ("an inserted Pasal", "pasal-4b", NOW, "Pasal 4B\nTali yang putus disambung.", "diubah", "UU 902/1993"),
    ("an inserted Pasal, amended", "pasal-4a", NOW, "Pasal 4A\nTali timba diganti setiap bulan.", "diubah", "UU 903/1996"),
    ("a deleted Pasal, before", "pasal-5/ayat-1", OLD, "(1) Setiap timba dikenai pungutan.", "berlaku", ""),
    ("a deleted Pasal is quoted as it last read", "pasal-5/ayat-1", NOW, "(1) Setiap timba dikenai pungutan.", "dicabut", "UU 902/1993"),
    ("a deleted huruf", "pasal-6/huruf-b", NOW, "b. orang yang berjalan jauh; dan", "dicabut", "UU 902/1993"),
    ("the huruf beside it", "pasal-6/huruf-c", NOW, "c. anak-anak.", "diubah", "UU 902/1993"),
    ("a phrase, before its chapter was deleted", "pasal-8", BETWEEN, "Pasal 8\nJuru sumur memberi contoh kepada kepala desa.", "diubah",
     "UU 902/1993"),
    ("a chapter deleted", "pasal-7", NOW, "Pasal 7\nSetiap orang dilarang berteriak ke dalam sumur.", "dicabut", "UU 903/1996"),
    ("the penjelasan that came with the new wording", "penjelasan/pasal-2/ayat-1", BETWEEN,
     "Ayat (1)\nDua juru sumur itu tidak bersaudara.", "diubah", "UU 902/1993"),
    ("the penjelasan of a deleted Pasal", "penjelasan/pasal-5", NOW, "Pasal 5\nCukup jelas.", "dicabut", "UU 902/1993"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "on", "words", "status", "by"), rows(WORDINGS))
def test_the_wording_of_a_day(wells, address, on, words, status, by):
    [hit] = wells.show(f"{KEY}/{address}", on)
    assert (hit.clause.text, str(hit.standing.status), hit.standing.cause) == (words, status, by)


def test_a_pasal_amended_in_part_is_whole_and_names_every_source(wells):
    [hit] = wells.show(f"{KEY}/pasal-3", NOW)
    assert hit.clause.text == (
        "Pasal 3\n(1) Sumur dibuka pada pagi hari.\n(2) Sumur ditutup pada malam hari.\n(2a) Sumur yang kering tidak dibuka.\n"
        "(3) Sumur dikuras setahun sekali."
    )
    files = [piece.file.rpartition("/")[2] for piece in hit.clause.pieces]
    assert files == ["uu-901.txt", "uu-902.txt", "uu-903.txt", "uu-901.txt"]


def test_every_piece_of_every_layer_is_a_slice_of_the_file_it_names(wells):
    texts = {"uu-901.txt": BASE, "uu-902.txt": FIRST, "uu-903.txt": SECOND}
    for key in wells.catalogue.regulations:
        for clause in wells.held.clauses.of(key):
            pieces = [texts[p.file.rpartition("/")[2]][p.start : p.end] for p in clause.pieces or (clause.source,)]
            assert "".join(clause.text.split()) == "".join("".join(pieces).split()), clause.address
            assert clause.pieces or clause.text == pieces[0]


def test_layers_are_disjoint_and_cover_every_day(wells):
    for clause in wells.held.clauses.of(KEY):
        [layers] = wells.history(clause.address)
        assert [w.until for w in layers[:-1]] == [w.since for w in layers[1:]]
        assert layers[-1].until is None
        days = [w.since for w in layers if w.since]
        assert days == sorted(set(days)), clause.address


def test_the_history_names_who_and_by_which_point(wells):
    [layers] = wells.history(f"{KEY}/pasal-2/ayat-2")
    assert [(w.by, w.point, w.since, w.clause.deleted) for w in layers] == [
        ("UU 901/1991", "", None, False),
        ("UU 902/1993", "Pasal I angka 1", FIRST_DAY, False),
        ("UU 903/1996", "Pasal I angka 1", SECOND_DAY, True),
    ]


def test_what_did_not_change_has_no_second_layer(wells):
    [layers] = wells.history(f"{KEY}/pasal-3/ayat-1")
    assert len(layers) == 1


def test_a_deleted_clause_says_by_which_sentence(wells):
    [layers] = wells.history(f"{KEY}/pasal-5")
    assert layers[-1].clause.text == "4. Ketentuan Pasal 5 dihapus."
    [hit] = wells.show(f"{KEY}/pasal-5", NOW)
    assert (hit.standing.since, hit.standing.note) == (FIRST_DAY, "dihapus")


def test_the_points_and_their_quotes_stay_addressable(wells):
    [point] = wells.show("uu-902-1993/pasal-i/angka-4")
    assert point.clause.text == "4. Ketentuan Pasal 5 dihapus."
    [quoted] = wells.show("Pasal 2 ayat (3) UU 902/1993")
    assert quoted.clause.address == "uu-902-1993/pasal-2/ayat-3"


def test_what_cannot_be_done_is_told_in_the_verdict(wells):
    [verdict] = [v for v in wells.files() if v.file.endswith("uu-902.txt")]
    assert verdict.verdict == "partial"
    assert "Pasal 40 yang dihapus tidak ada" in verdict.reason
    assert "angka 7" in verdict.reason


def test_a_question_finds_the_wording_of_the_day_once(wells, monkeypatch):
    monkeypatch.setattr("kb.answer.search.THRESHOLD", 0.0)  # wells are out of scope otherwise
    found = [hit.clause for hit in wells.ask("siapa membawa lentera?", on=NOW).hits if "lentera" in hit.clause.text]
    assert [clause.address for clause in found] == [f"{KEY}/pasal-2/ayat-3"]


def test_neighbours_stand_in_the_order_of_their_numbers(wells):
    [hit] = wells.show(f"{KEY}/pasal-4a", NOW)
    place = wells.place(hit.clause)
    assert (str(place.previous.locator), str(place.next.locator)) == ("pasal-4", "pasal-4b")


def test_a_neighbour_above_is_of_the_same_layer(wells):
    [hit] = wells.show(f"{KEY}/pasal-2/ayat-1", NOW)
    assert [c.text for c in wells.place(hit.clause).above] == [wells.show(f"{KEY}/pasal-2", NOW)[0].clause.text]


def run(index, model, *arguments):
    done = CliRunner().invoke(main, ["show", *arguments, "--index", str(index), "--model", str(model)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_line_shows_the_layers_with_their_words_compared(index, model):
    words = " ".join(run(index, model, f"{KEY}/pasal-2/ayat-1", "--history").split())
    assert "bunyi menurut UU 901/1991" in words
    assert "bunyi menurut UU 902/1993 (Pasal I angka 1) sejak 1993-03-10 sampai sebelum 1996-05-05" in words
    assert "Sumur dijaga oleh [-dua-] {+tiga+} juru sumur." in words


def test_the_layers_as_json(index, model):
    lines = [json.loads(line) for line in run(index, model, f"{KEY}/pasal-2/ayat-1", "--history", "--json").splitlines()]
    assert [line["since"] for line in lines] == [None, "1993-03-10", "1996-05-05"]
    assert lines[2]["diff"] == [["sama", "(1) Sumur dijaga oleh"], ["hapus", "dua"], ["tambah", "tiga"], ["sama", "juru sumur."]]
    assert lines[1]["source"]["file"].endswith("uu-902.txt")


def read(text, name):
    made = document(text, name)
    return Text(name, made, parse(made))


def test_applying_no_operation_changes_nothing():
    base, law = read(BASE, "dasar"), read(FIRST, "ubahan")
    assert consolidate(base, [Change(law, FIRST_DAY, ())]) == ([], {"ubahan": []})


def test_a_law_that_amends_nothing_has_no_points():
    assert amending_points(read(BASE, "dasar"), "Persumuran", []) == ()


@given(st.lists(st.text("abc \n(1)2.", min_size=1, max_size=30), min_size=1, max_size=6))
def test_an_untouched_article_is_one_slice_and_loses_no_word(bodies):
    text = "".join(f"Pasal {n}\n(1) {body}\n(2) Lagi.\n" for n, body in enumerate(bodies, start=1))
    made = read(text, "apa pun")
    for clause in made.structure.clauses:
        if len(clause.locator.steps) == 1 and str(clause.locator) != "pembukaan":
            below = [c for c in made.structure.clauses if c.locator.steps[:1] == clause.locator.steps]
            whole = assemble(tree(below, "apa pun"), {"apa pun": text})
            assert "".join(whole.text.split()) == "".join(text[clause.start : clause.end].split())
            assert len(whole.slices) == 1


@given(st.text("ab c", max_size=40), st.text("ab c", max_size=40))
def test_a_word_diff_gives_both_wordings_back(old, new):
    runs = word_diff(old, new)
    assert " ".join(r.words for r in runs if r.deed is not Deed.TAMBAH).split() == old.split()
    assert " ".join(r.words for r in runs if r.deed is not Deed.HAPUS).split() == new.split()


def test_a_part_is_put_by_its_number():
    made = read("Pasal 1\n(1) Satu.\n(2) Dua.\n(3) Tiga.\n", "x")
    root = tree([c for c in made.structure.clauses if str(c.locator).startswith("pasal-1")], "x")
    new = tree([next(c for c in made.structure.clauses if str(c.locator) == "pasal-1/ayat-3")], "x")
    moved = root.put(type(new)(Locator.parse("pasal-1/ayat-2a"), new.lead))
    assert [str(part.locator) for part in moved.parts] == ["pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-1/ayat-2a", "pasal-1/ayat-3"]
    assert root.put(type(new)(Locator.parse("pasal-1/ayat-9/huruf-a"), new.lead)) is None


def test_a_part_whose_mark_was_not_read_is_not_said_to_be_gone():
    broken = SECOND.replace("(2) Dihapus.\n(3) Juru sumur membawa lentera.", "(2 Juru sumur bekerja.")
    base, law = read(BASE, "dasar"), read(broken.replace("ayat (2) Pasal 2 dihapus", "Pasal 2 diubah"), "ubahan")
    problems = []
    layers, undone = consolidate(base, [Change(law, FIRST_DAY, amending_points(law, "Perubahan atas", problems))])
    [layer] = [layer for layer in layers if str(layer.root.locator) == "pasal-2"]
    assert [str(locator) for locator in layer.unread] == ["pasal-2/ayat-2"]
    assert layer.gone == ()
    assert "Pasal I angka 1: Pasal 2 ayat (2) tidak terbaca dalam bunyi baru" in [p.message for p in undone["ubahan"]]
