"""What is said of a clause beside its words: that it cites what was revoked, or may hold the words of a missing one; and nothing else."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import pytest
from making import day, effect, regulation, rows
from msgspec import structs

from kb.answer.outdated import outdated
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import Catalogue

LAW = Catalogue.of(
    [
        regulation("uu-1-2001", ditetapkan=day("2001-01-01")),
        regulation("uu-2-2010", ditetapkan=day("2010-01-01"), mencabut=(effect("uu-1-2001", "2010-01-01", but=["pasal-9"]),)),
        regulation("pp-3-2005", ditetapkan=day("2005-01-01")),
    ]
)
CITING = [
    # why, the clause's words, the day, what is said
    ("revoked by then", "Sanksi menurut Pasal 4 UU 1/2001 berlaku.", "2012-05-05", ["Pasal 4 UU 1/2001: UU 2/2010"]),
    ("not yet revoked", "Sanksi menurut Pasal 4 UU 1/2001 berlaku.", "2009-05-05", []),
    ("the one clause that was spared", "Sanksi menurut Pasal 9 UU 1/2001 berlaku.", "2012-05-05", []),
    ("each instrument once", "Menurut Pasal 4 UU 1/2001 dan Pasal 5 Undang-Undang Nomor 1 Tahun 2001.", "2012-05-05", ["Pasal 4 UU 1/2001: UU 2/2010"]),
    ("a clause that revokes", "UU 1/2001 dicabut dan dinyatakan tidak berlaku.", "2012-05-05", []),
    ("an instrument nobody knows", "Menurut Pasal 4 UU 77/1977.", "2012-05-05", []),
    ("its own instrument", "Menurut Pasal 4 PP 3/2005.", "2012-05-05", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def clause(kb):
    return structs.replace(kb.show("uu-901-1991/pasal-3")[0].clause, key="pp-3-2005", cells=())


@pytest.mark.parametrize(("words", "on", "said"), rows(CITING))
def test_what_is_cited_and_no_longer_stands_is_said(clause, words, on, said):
    found = outdated(structs.replace(clause, text=words), LAW, day(on))
    assert [f"{old.cited}: {old.standing.cause}" for old in found] == said


def test_the_annex_row_that_cites_the_old_law_says_so(repository_kb):
    [hit] = repository_kb.show("skb-netralitas-2022/lampiran-2/bagian-b/baris-6")
    assert [(old.regulation, old.standing.cause) for old in repository_kb.outdated(hit.clause, day("2024-02-14"))] == [
        ("UU 5/2014", "UU 20/2023")
    ]
    assert repository_kb.outdated(hit.clause, day("2022-12-01")) == []


def test_a_clause_that_may_hold_the_words_of_a_missing_one_says_so(tmp_path, model):
    (tmp_path / "naskah").mkdir()
    text = "PERATURAN PEMERINTAH\nNOMOR 5 TAHUN 2001\nTENTANG\nTAMAN\n\nPasal 1\nSumur.\n\nPasal 2\nTimba.\n\nPasal 4\nTali.\n"
    (tmp_path / "naskah" / "pp-5-2001.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "naskah"], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    doubts = {str(hit.clause.locator): hit.clause.doubts for hit in kb.show("pp-5-2001")}
    assert doubts["pasal-2"] == ("Pasal sebelum 4 tidak ditemukan",)
    assert doubts["pasal-1"] == doubts["pasal-4"] == ()
