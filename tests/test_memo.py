"""A memo of chosen clauses: whatever its form, each clause keeps its citation, nature, status, source and hash."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import docx
import pytest
from making import day
from msgspec import structs

from kb.errors import QuestionError
from kb.knowledge import KnowledgeBase
from kb.memo import CAUTION, FORMS, memo

ON = day("2024-02-14")
HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> [tautan](javascript:1) \x07"


@pytest.fixture(scope="module")
def hits(repository_kb: KnowledgeBase):
    return [repository_kb.show(address, ON)[0] for address in ("pp-94-2021/pasal-5/huruf-n", "uu-7-2017/pasal-494", "pp-53-2010/pasal-4")]


def words_of(form, data):
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode("utf-8-sig").replace("\\", "")


@pytest.mark.parametrize("form", FORMS)
def test_each_clause_keeps_what_makes_it_checkable(hits, form):
    told = words_of(form, memo(hits, ON, form))
    for hit in hits:
        for fact in (hit.citation, hit.regulation.official, hit.clause.address, hit.clause.source.sha256, hit.clause.source.file):
            assert fact in told
    assert "ringkasan, bukan teks resmi" in told
    assert "sudah dicabut oleh PP 94/2021 sejak 2021-08-31" in told
    assert "2024-02-14" in told
    assert form == "csv" or CAUTION in told


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_stay_words(hits, form):
    hostile = replace(hits[0], clause=structs.replace(hits[0].clause, text=HOSTILE, cells=()))
    data = memo([hostile], ON, form)
    if form == "csv":
        [row] = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        assert row["Bunyi"].startswith("'=")
    elif form == "md":
        assert "<script>" not in data.decode().replace("\\<", "")
        assert not re.search(r"(?<!\\)\]\(", data.decode())
    else:
        assert "<script>" in words_of(form, data)


@pytest.mark.parametrize("form", FORMS)
def test_same_clauses_same_words(hits, form):
    assert words_of(form, memo(hits, ON, form)) == words_of(form, memo(hits, ON, form))


def test_no_clause_and_no_such_form_are_said(hits):
    with pytest.raises(QuestionError, match="belum ada klausul"):
        memo([], ON, "md")
    with pytest.raises(QuestionError, match="md, docx, csv"):
        memo(hits, ON, "exe")
