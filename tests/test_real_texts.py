"""Real official files, read where they lie: clean ones give every Pasal once, and none of the folder crashes a build."""

from __future__ import annotations

import json
import os
import re
from collections import Counter

import pytest
from making import RAW, rows

from bench.structure import GOLD, articles, numbers
from kb import ingest
from kb.knowledge import KnowledgeBase
from kb.law.regulation import shown
from kb.read.reading import Taken

pytestmark = pytest.mark.skipif(
    not RAW.is_dir() and os.environ.get("CI") != "true", reason="the real files are not here: ../shared/corpus/raw"
)

READ_BY_HAND = [entry for entry in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()) if entry["file"].startswith("raw/")]
"""What stands in each file, read off it by hand: numbers only."""
UNREAD = {"perppu-1-2022.pdf": ["568A"]}
"""Headings not found today: this one is read as "Pasal 5684"."""
ARTICLES = [
    # why, file, Pasal in order
    ("a clean text: the law ends with Pasal 17", "pp-37-2004.md", numbers("1-17")),
    ("a clean PDF: the law ends with Pasal 141", "uu-5-2014.pdf", numbers("1-141")),
    (
        "an amending law in PDF: its own two Pasal and those it quotes",
        "uu-10-2016.pdf",
        next(numbers(entry["pasal"]) for entry in READ_BY_HAND if entry["file"] == "raw/uu-10-2016.pdf"),
    ),
]
FAILED = {
    # scans without a text layer, and one page that is not an instrument
    "abstrak-perda-banjarnegara-8-2025.pdf",
    "instruksi-walikota-dumai-750-423-1-2023.pdf",
    "se-djpb-36-2012.pdf",
    "se-walikota-dumai-800-821-bkpsdm-2023.pdf",
    "se-walikota-dumai-800-873-bkpsdm-2023.pdf",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory, model):
    """The whole folder built, what was read and parsed on the way by file name, and the index open."""
    documents, structures = {}, {}
    readings_of = ingest.readings_of

    def noted(files, names, index):
        for reading in readings_of(files, names, index):
            if isinstance(reading, Taken):
                whole = reading.packed.reading()
                document, structure = whole.document, whole.structure
                name = document.file.rpartition("/")[2]
                documents[name], structures[name] = document, structure
            yield reading

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "readings_of", noted)
        patch.setattr("kb.readings._FEW", 10**12)  # read in this process, which is told that there is no OCR
        patch.setattr("kb.read.ocr.version", lambda: "")  # what OCR makes of the scans is told in test_scans
        index = tmp_path_factory.mktemp("nyata") / "indeks"
        ingest.build([RAW], index, str(model))
    return documents, structures, KnowledgeBase.open(index, str(model))


ALONE = re.compile(r"^[ \t]*(Pasa[lI][ \t]+(\d+[A-Z]?|[IVX]+))[ \t]*$", re.MULTILINE)
"""A heading alone on its line, no parser of ours involved; a text layer may take its last letter for a capital I."""


def headings_by_eye(text):
    """The numbers of the headings alone on their line before the penjelasan."""
    return [number for _, number in ALONE.findall(text[: text.index("PENJELASAN")])]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["file"]) for entry in READ_BY_HAND])
def test_what_was_read_by_hand_is_found_once_and_nothing_else(read, entry):
    """The ten texts an open parser was measured on are among them, whole."""
    documents, structures, _ = read
    name = entry["file"].removeprefix("raw/")
    assert documents[name].sha256.startswith(entry["sha256"])
    structure = structures[name]
    assert structure.layout == entry["layout"]
    assert articles(structure) == [number for number in numbers(entry["pasal"]) if number not in UNREAD.get(name, [])]
    diktum = [c.locator.steps[0].number for c in structure.clauses if len(c.locator.steps) == 1 and c.locator.steps[0].unit == "diktum"]
    assert diktum == entry.get("diktum", "").split()
    points = [str(c.locator) for c in structure.clauses if c.locator.steps[0].unit in ("bagian", "angka", "huruf")]
    assert points == entry.get("butir", "").split()


@pytest.mark.parametrize(("name", "wanted"), rows(ARTICLES))
def test_headings_alone_on_their_line_say_the_same(read, name, wanted):
    documents, _, _ = read
    by_eye = headings_by_eye(documents[name].text)
    assert by_eye == (["I", *wanted[1:]] if name == "pp-37-2004.md" else wanted)  # its Pasal I is a misread 1


@pytest.mark.parametrize("name", [name for _, name, _ in ARTICLES])
def test_a_pasal_holds_its_own_heading_and_no_other(read, name):
    documents, structures, _ = read
    text = documents[name].text
    for clause in structures[name].clauses:
        if len(clause.locator.steps) == 1 and clause.locator.steps[0].unit == "pasal":
            words = text[clause.start : clause.end]
            assert [heading for heading, _ in ALONE.findall(words)] == [words.splitlines()[0].strip()]


@pytest.mark.parametrize("name", ["pp-37-2004.md", "uu-5-2014.pdf"])
def test_ayat_run_on_from_one(read, name):
    _, structures, _ = read
    listed = {}
    for clause in structures[name].clauses:
        if clause.locator.steps[-1].unit == "ayat" and clause.locator.steps[0].unit == "pasal":
            listed.setdefault(str(clause.locator.parent), []).append(clause.locator.steps[-1].number)
    assert len(listed) > 5
    assert {pasal: numbers for pasal, numbers in listed.items() if numbers != [str(n) for n in range(1, len(numbers) + 1)]} == {}


def test_every_file_has_one_verdict_and_a_reason_where_it_failed(read):
    _, _, kb = read
    files = [path.relative_to(RAW.parent).as_posix() for path in sorted(RAW.rglob("*")) if path.is_file()]
    verdicts = {v.file: v for v in kb.files()}
    assert list(verdicts) == files
    assert all(v.reason for v in verdicts.values() if v.verdict != "ok")
    failed = {file.rpartition("/")[2] for file, v in verdicts.items() if v.verdict == "failed"}
    assert failed == FAILED


def test_scans_say_that_they_need_ocr(read):
    _, _, kb = read
    reasons = [v.reason for v in kb.files() if v.verdict == "failed" and "abstrak" not in v.file]
    assert len(reasons) == 4
    assert all("make ocr" in reason for reason in reasons)


def test_every_readable_file_parses_and_its_pieces_join(read):
    documents, structures, _ = read
    assert len(documents) == len(structures) > 35
    for name, document in documents.items():
        assert "".join(structures[name].pieces(document.text)) == document.text
        addresses = Counter(str(c.locator) for c in structures[name].clauses)
        assert [a for a, times in addresses.items() if times > 1] == []
        assert all(0 <= c.start <= c.lead_end <= c.end <= len(document.text) for c in structures[name].clauses)


def test_every_quote_is_a_slice_of_what_was_read(read):
    documents, _, kb = read
    for key in kb.catalogue.regulations:
        for clause in kb.held.clauses.of(key):
            read_from = [documents[s.file.rpartition("/")[2]].text[s.start : s.end] for s in clause.sources]
            assert "".join(clause.original.split()) == "".join("".join(read_from).split()), clause.address
            assert clause.original == read_from[0] or len(read_from) > 1, clause.address
            assert clause.text == shown(clause.original, 0, clause.repairs), clause.address
            assert all(source.page >= 1 for source in clause.sources)


WHICH = [
    # why, file, which instrument
    ("a law", "uu-5-2014.pdf", "UU 5/2014"),
    ("a government regulation", "pp-94-2021.md", "PP 94/2021"),
    ("a ministry's", "permendagri-73-2022.pdf", "Permendagri 73/2022"),
    ("a letter by its own number, not by that of the one it passes on", "se-walikota-dumai-800-873-bkpsdm-2023.transcript.txt",
     "SE Wali Kota Dumai 800/873/BKPSDM"),
    ("a number read as l", "perppu-1-2022.pdf", "Perppu 1/2022"),
    ("a number broken by a blank", "perbup-merangin-62-2018.pdf", "Perbup Merangin 62/2018"),
    ("a decree of the assembly", "tap-mpr-11-1998.pdf", "TAP MPR XI/MPR/1998"),
]  # fmt: skip


@pytest.fixture(scope="module")
def held(read):
    """The label under which the clauses of each file are held; a copy that was not used has that of the one used."""
    _, _, kb = read
    labels = {}
    for key in kb.catalogue.regulations:
        labels |= {clause.source.file: kb.catalogue[key].short for clause in kb.held.clauses.of(key) if not clause.point}
    for verdict in kb.files():
        if used := re.search(r"yang dipakai ([^;]+)", verdict.reason):
            labels[verdict.file] = labels[used[1]]
    return labels


@pytest.mark.parametrize(("name", "label"), rows(WHICH))
def test_which_instrument_a_file_is(held, name, label):
    assert held[f"raw/{name}"] == label


def test_an_exact_reference_ranks_first_here_too(read):
    _, _, kb = read
    for question, address in (
        ("Pasal 71 ayat (2) UU 10/2016", "uu-10-2016/pasal-71/ayat-2"),
        ("Ps. 9 ay. (2) UU No. 5 Tahun 2014", "uu-5-2014/pasal-9/ayat-2"),
        ("pasal 2 ayat 1 PP 37 thn 2004", "pp-37-2004/pasal-2/ayat-1"),
    ):
        assert kb.ask(question, k=1).hits[0].clause.address == address
