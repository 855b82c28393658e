"""Links between clauses: read from words, typed, both ways, each knowing the words it comes from."""

from __future__ import annotations

import datetime
import sqlite3

import pytest
from making import document, rows

from kb.indexing.generation import current
from kb.law.links import LinkKind, cited_in, cited_keys
from kb.read.structure import parse
from kb.records_links import link_record, printed_links, show_records
from kb.web.links import links_html, picture_svg

TEXT = """UNDANG-UNDANG NOMOR 901 TAHUN 1991
TENTANG
CONTOH TAUTAN

BAB I
LARANGAN

Pasal 3
(1) Penjaga taman wajib netral.
(2) Penjaga taman dilarang:
    a. memasang papan;
    b. membagikan selebaran; dan
    c. memakai gerobak.
(3) Larangan ayat (2) huruf b dan huruf c tidak mengenai hari libur.

Pasal 4
Penjaga taman yang melanggar larangan Pasal 3 ayat (2) huruf a, huruf b, dan huruf c dijatuhi teguran tertulis menurut Pasal 6.

BAB II
TATA CARA PEMERIKSAAN

Pasal 5
Pemeriksaan atas pelanggaran Pasal 3 dilakukan tertutup.

Pasal 6
Jenis hukuman ada dua.
"""
MENGHUKUM, MENYEBUT, MENGATUR = LinkKind.MENGHUKUM, LinkKind.MENYEBUT, LinkKind.MENGATUR_PROSES
FOUND = [
    # why, the clause that cites, the one it cites, as what, its words
    ("ayat alone is of the same Pasal", "pasal-3/ayat-3", "pasal-3/ayat-2/huruf-b", MENYEBUT, "ayat (2) huruf b"),
    ("a list goes on", "pasal-3/ayat-3", "pasal-3/ayat-2/huruf-c", MENYEBUT, "huruf c"),
    ("a breach punished", "pasal-4", "pasal-3/ayat-2/huruf-a", MENGHUKUM, "Pasal 3 ayat (2) huruf a"),
    ("the last of the breaches", "pasal-4", "pasal-3/ayat-2/huruf-c", MENGHUKUM, "huruf c"),
    ("how it is punished is no breach", "pasal-4", "pasal-6", MENYEBUT, "Pasal 6"),
    ("a procedure, by its heading", "pasal-5", "pasal-3", MENGATUR, "Pasal 3"),
]


@pytest.fixture(scope="module")
def found():
    made = document(TEXT)
    clauses = parse(made).clauses
    links = [cited for cited in cited_in(made.text, clauses, []) if not cited.mention and cited_keys("", None, cited.itself)]
    return [(str(clauses[link.clause].locator), str(link.locator), link.kind, made.text[link.start : link.end]) for link in links]


@pytest.mark.parametrize(("citing", "cited", "kind", "words"), rows(FOUND))
def test_link_is_found_in_the_words(found, citing, cited, kind, words):
    assert (citing, cited, kind, words) in found


def test_no_other_link_is_found(found):
    assert {link[:2] for link in found} == {row[1:3] for row in FOUND} | {("pasal-4", "pasal-3/ayat-2/huruf-b")}


def test_a_clause_is_not_linked_with_itself(found):
    assert all(citing != cited for citing, cited, _, _ in found)


TODAY = datetime.date(2026, 11, 22)
HELD = [
    # why, a clause, its label for the other end, the other end
    ("norm to crime", "uu-7-2017/pasal-280/ayat-3", "Sanksi", "uu-7-2017/pasal-494"),
    ("and back", "uu-7-2017/pasal-494", "Mengancam pelanggaran atas", "uu-7-2017/pasal-280/ayat-3"),
    ("norm to discipline, down to angka", "pp-94-2021/pasal-5/huruf-n/angka-6", "Sanksi", "pp-94-2021/pasal-14/huruf-i"),
    ("act to norm", "skb-netralitas-2022/lampiran-2/bagian-b/baris-6", "Aturan yang dilanggar", "pp-94-2021/pasal-5/huruf-n/angka-5"),
    ("norm to act", "pp-94-2021/pasal-5/huruf-n/angka-5", "Bentuk pelanggaran", "skb-netralitas-2022/lampiran-2/bagian-b/baris-7"),
    ("act to sanction", "skb-netralitas-2022/lampiran-2/bagian-a/baris-1", "Sanksi menurut", "pp-42-2004/pasal-15/ayat-3"),
    ("explained", "pp-94-2021/pasal-5/huruf-n/angka-1", "Penjelasan", "pp-94-2021/penjelasan/pasal-5/huruf-n/angka-1"),
    ("a ruling, from the catalogue", "uu-1-2015/pasal-188", "Dibatasi oleh", "putusan-mk-136-puu-xxii-2024"),
    ("a report handled", "uu-1-2015/pasal-134/ayat-1", "Pelaporan", "uu-1-2015/pasal-135/ayat-1"),
]


@pytest.mark.parametrize(("address", "label", "other"), rows(HELD))
def test_links_of_the_repository(repository_kb, address, label, other):
    links = repository_kb.links(address, TODAY)
    assert (label, other) in {(link.label, link.address) for link in links}
    assert all(link.words for link in links)


def test_a_ruling_is_no_link_before_its_day(repository_kb):
    before = repository_kb.links("uu-1-2015/pasal-188", datetime.date(2024, 11, 13))
    assert "Dibatasi oleh" not in {link.label for link in before}


def test_every_link_held_is_between_clauses_held_and_its_words_stand_in_the_clause_that_cites(repository_kb):
    store = repository_kb.held.clauses
    links = []
    for key in repository_kb.catalogue.regulations:
        for clause in store.of(key):
            if clause.locator == clause.locator.article:
                links += store.links.of(key, clause.locator)
    assert len(links) > 500
    wrong = []
    for link in links:
        [citing] = [c for c in store.at(link.key, link.locator) if c.id == link.clause]
        if citing.text[link.start : link.start + len(link.words)] != link.words or not store.at(link.cited_key, link.cited):
            wrong.append(link)
    assert wrong == []


def test_links_are_the_same_in_a_second_build(repository_kb, tmp_path, model):
    from making import ROOT

    from kb.ingest import build
    from kb.knowledge import KnowledgeBase

    build([ROOT / "corpus"], tmp_path / "lagi", str(model))
    again = KnowledgeBase.open(tmp_path / "lagi", str(model))
    assert again.links("uu-7-2017/pasal-280", TODAY) == repository_kb.links("uu-7-2017/pasal-280", TODAY)
    with sqlite3.connect(current(tmp_path / "lagi") / "clauses.sqlite") as db:
        assert db.execute("SELECT count(*) FROM links").fetchone()[0] > 500


def test_record_and_print(repository_kb):
    links = repository_kb.links("uu-7-2017/pasal-280/ayat-3", TODAY)
    record = link_record(links[0])
    assert record == {
        "label": "Sanksi", "kind": "menghukum", "direction": "masuk", "address": "uu-7-2017/pasal-494", "citation": "Pasal 494 UU 7/2017",
        "status": "berlaku", "words": "Pasal 280 ayat (3)", "span": record["span"], "via": None,
    }  # fmt: skip
    assert record["span"]["address"] == "uu-7-2017/pasal-494"
    assert "Sanksi: Pasal 494 UU 7/2017; Pasal 522 UU 7/2017" in printed_links(links)


def test_show_carries_links_for_a_clause_and_not_for_a_whole_regulation(repository_kb):
    [one] = show_records(repository_kb, "uu-7-2017/pasal-494", TODAY)
    assert [link["address"] for link in one["links"]] == ["uu-7-2017/pasal-280/ayat-3"]
    assert all("links" not in record for record in show_records(repository_kb, "uu-2-2002", TODAY))


def test_picture_and_list_escape_what_they_show(repository_kb):
    from dataclasses import replace

    hostile = "<script>alert(1)</script>\"'"
    links = [
        replace(link, citation=hostile, words=hostile, label=hostile) for link in repository_kb.links("uu-7-2017/pasal-280/ayat-3", TODAY)
    ]
    for html in (links_html(links, hostile, None, opened=True), picture_svg(links, hostile)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html
    assert links_html([], "Pasal 1", None) == ""
