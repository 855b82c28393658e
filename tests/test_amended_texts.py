"""Real amending laws, read where they lie: every point read and applied, and the facts of clauses on dates."""

from __future__ import annotations

import os
import shutil
from datetime import date

import pytest
from making import RAW, ROOT, rows

from kb.answer.compare import Deed, word_diff
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import load_entry
from kb.law.layers import root_of
from kb.law.regulation import Locator, Problem, Unit
from kb.read.applying import Text
from kb.read.consolidate import Change, amending_points, consolidate
from kb.read.pages import read_document
from kb.read.structure import parse

pytestmark = pytest.mark.skipif(
    not RAW.is_dir() and os.environ.get("CI") != "true", reason="the real files are not here: ../shared/corpus/raw"
)

PILKADA = ("uu-1-2015.md", "uu-8-2015.md", "uu-10-2016.md")
POINTS = [
    # why, file, the number of its last point, read off the file by eye
    ("as text", "uu-8-2015.md", 117),
    ("as PDF", "uu-8-2015.pdf", 117),
    ("the second amendment, as text", "uu-10-2016.md", 67),
    ("the second amendment, as PDF", "uu-10-2016.pdf", 67),
    ("its Pasal I is printed as Pasal 1, its words are broken by blanks", "uu-43-1999.pdf", 17),
    ("its first number stands elsewhere on the page, catchwords repeat others", "perppu-1-2022.pdf", 13),
    ("a ministry's", "permendagri-65-2017.pdf", 7),
]


@pytest.mark.parametrize(("name", "last"), rows(POINTS))
def test_every_point_is_read_as_an_operation(name, last):
    problems: list[Problem] = []
    points = amending_points(read_text(name), "Perubahan atas", problems)
    assert [point.number for point in points] == [str(n) for n in range(1, last + 1)]
    assert [problem.message for problem in problems] == []


CATALOGUED = [
    # why, the law, the law that amends it
    ("the first amendment", "uu-1-2015.md", "uu-8-2015.md"),
    ("the second amendment, from PDF", "uu-1-2015.pdf", "uu-10-2016.pdf"),
    ("a scan's text layer", "uu-8-1974.pdf", "uu-43-1999.pdf"),
    ("an emergency law on a law held in part", "uu-7-2017.partial.md", "perppu-1-2022.pdf"),
]


@pytest.mark.parametrize(("base", "law"), rows(CATALOGUED))
def test_the_clauses_touched_are_those_that_the_catalogue_names(base, law):
    one, other = (read_text(name) for name in (base, law))
    entry = load_entry(ROOT / "corpus" / "katalog" / f"{other.key}.toml")
    [effect] = [effect for effect in entry.mengubah if effect.regulasi == one.key]
    layers, undone = consolidate(one, [Change(other, effect.sejak, amending_points(other, entry.judul, []))])
    assert undone == {other.key: []}
    named = {root_of(Locator.parse(address)) for address in (*effect.klausul, *effect.menghapus)}
    touched = {layer.root.locator for layer in layers}
    assert named <= touched
    assert {root for root in touched - named if root.steps[0].unit is not Unit.PENJELASAN} == set()
    gone = {locator for layer in layers for locator, _ in layer.gone}
    gone |= {part.locator for layer in layers for part in layer.root.walk() if part.deleted}
    assert {Locator.parse(address) for address in effect.menghapus} <= gone


def read_text(name):
    document = read_document(RAW / name, name)
    return Text(name.split(".")[0], document, parse(document))


@pytest.fixture(scope="module")
def pilkada(tmp_path_factory, model):
    """UU 1/2015 with its two amendments beside our corpus."""
    folder = tmp_path_factory.mktemp("pilkada")
    for name in PILKADA:
        shutil.copy(RAW / name, folder / name)
    build([ROOT / "corpus", folder], folder.parent / "indeks-pilkada", str(model))
    return KnowledgeBase.open(folder.parent / "indeks-pilkada", str(model))


def test_nothing_of_the_amendments_is_left_undone(pilkada):
    told = {v.file.rpartition("/")[2]: v.reason for v in pilkada.files() if v.file.endswith(PILKADA)}
    assert {name: reason for name, reason in told.items() if "perubahan" in reason} == {}


FACTS = [
    # why, address, day, status, by whom, the file its words are in, a few words that are there
    ("Pasal 71 as first made", "pasal-71/ayat-1", "2015-03-01", "berlaku", "", "uu-1-2015.md", "selama masa Kampanye"),
    ("Pasal 71 of today", "pasal-71/ayat-1", "2024-06-01", "diubah", "UU 10/2016", "uu-10-2016.md", "TNI/POLRI"),
    ("on the eve of the change", "pasal-71/ayat-1", "2016-06-30", "berlaku", "", "uu-1-2015.md", "selama masa Kampanye"),
    ("on its day", "pasal-71/ayat-1", "2016-07-01", "diubah", "UU 10/2016", "uu-10-2016.md", "pejabat daerah"),
    ("an ayat that came in 2016", "pasal-71/ayat-6", "2015-06-01", "belum_berlaku", "UU 10/2016", "uu-10-2016.md", "bukan petahana"),
    (
        "only the penjelasan changed in 2015",
        "penjelasan/pasal-71/ayat-2",
        "2015-06-01",
        "diubah",
        "UU 8/2015",
        "uu-8-2015.md",
        "kekosongan",
    ),
    ("Pasal 7 between the amendments", "pasal-7/huruf-a", "2015-06-01", "diubah", "UU 8/2015", "uu-8-2015.md", "bertakwa"),
    ("Pasal 7 of today has ayat", "pasal-7/ayat-2/huruf-e", "2024-06-01", "diubah", "UU 10/2016", "uu-10-2016.md", "30 (tiga puluh)"),
    ("Pasal 73 of today", "pasal-73/ayat-1", "2024-06-01", "diubah", "UU 10/2016", "uu-10-2016.md", "tim Kampanye"),
    ("Pasal 73 before", "pasal-73/ayat-1", "2016-01-01", "berlaku", "", "uu-1-2015.md", "tim Kampanye"),
    ("an inserted Pasal", "pasal-187a/ayat-1", "2024-06-01", "diubah", "UU 10/2016", "uu-10-2016.md", "menjanjikan"),
    (
        "the inserted Pasal before it was law",
        "pasal-187a/ayat-1",
        "2016-01-01",
        "belum_berlaku",
        "UU 10/2016",
        "uu-10-2016.md",
        "menjanjikan",
    ),
    ("an inserted Pasal, amended a year later", "pasal-22b/huruf-a", "2015-06-01", "diubah", "UU 8/2015", "uu-8-2015.md", "pedoman teknis"),
    ("a Pasal deleted in 2015", "pasal-4/ayat-1", "2024-06-01", "dicabut", "UU 8/2015", "uu-1-2015.md", "DPRD Provinsi"),
    ("a Pasal restated in 2015 and deleted in 2016", "pasal-196", "2024-06-01", "dicabut", "UU 10/2016", "uu-8-2015.md", "Pasal 196"),
    ("an ayat deleted by a sentence that names no Pasal", "pasal-166/ayat-2", "2024-06-01", "dicabut", "UU 10/2016", "uu-8-2015.md", "(2)"),
    ("never amended", "pasal-72/ayat-1", "2024-06-01", "berlaku", "", "uu-1-2015.md", "Pasal 69"),
]


@pytest.mark.parametrize(("address", "on", "status", "by", "file", "words"), rows(FACTS))
def test_the_wording_of_a_day(pilkada, address, on, status, by, file, words):
    [hit] = pilkada.show(f"uu-1-2015/{address}", date.fromisoformat(on))
    found = (str(hit.clause.nature), str(hit.standing.status), hit.standing.cause, hit.clause.source.file.rpartition("/")[2])
    assert found == ("resmi", status, by, file)
    assert words in " ".join(hit.clause.text.split())


def test_pasal_71_is_two_texts_and_they_compare(pilkada):
    old, new = (pilkada.show("uu-1-2015/pasal-71", date.fromisoformat(on))[0].clause for on in ("2015-03-01", "2024-06-01"))
    assert (old.text.count("\n("), new.text.count("\n(")) == (4, 6)
    runs = word_diff(old.text, new.text)
    assert {run.deed for run in runs} == set(Deed)
    assert any("TNI/POLRI" in run.words for run in runs if run.deed is Deed.TAMBAH)
    [layers] = pilkada.history("uu-1-2015/pasal-71")
    assert [(w.by, w.point, str(w.since)) for w in layers] == [
        ("UU 1/2015", "", "2015-02-02"),
        ("UU 10/2016", "Pasal I angka 27", "2016-07-01"),
    ]


def test_every_piece_of_every_layer_is_a_slice_of_the_file_it_names(pilkada):
    texts = {name: read_document(RAW / name, name).text for name in PILKADA}
    layered = [c for c in pilkada.held.clauses.of("uu-1-2015") if c.point]
    assert len(layered) > 1500
    for clause in layered:
        pieces = [texts[p.file.rpartition("/")[2]][p.start : p.end] for p in clause.pieces or (clause.source,)]
        assert "".join(clause.text.split()) == "".join("".join(pieces).split()), clause.address


def test_a_question_finds_the_consolidated_clause_and_not_the_amending_point(pilkada):
    hits = pilkada.ask(
        "gubernur dilarang melakukan penggantian pejabat enam bulan sebelum penetapan pasangan calon menurut UU 10/2016"
    ).hits
    [hit] = [hit for hit in hits if hit.clause.address.startswith("uu-1-2015/pasal-71")]
    assert hit.amender == "UU 10/2016"
    assert [hit.clause.address for hit in hits if hit.clause.key in ("uu-8-2015", "uu-10-2016")] == []


def test_what_an_amending_law_quotes_stays_citable(pilkada):
    assert pilkada.ask("Pasal 71 ayat (2) UU 10/2016").hits[0].clause.address == "uu-10-2016/pasal-71/ayat-2"
    [hit] = pilkada.ask("Pasal 187A ayat (1)", k=1).hits
    assert hit.clause.address == "uu-1-2015/pasal-187a/ayat-1"
