"""What stood when: the instruments that replaced one another, and the bars of time drawn of them."""

from __future__ import annotations

from html import unescape

import pytest
from making import ROOT, day, effect, regulation, rows

from kb.law.catalogue import Catalogue, load_catalogue
from kb.law.lineage import lineage
from kb.web.timeline import timeline_html

FAMILY = Catalogue.of(
    [
        regulation("uu-1-2001", ditetapkan=day("2001-01-01")),
        regulation("uu-2-2005", ditetapkan=day("2005-01-01"), mengubah=(effect("uu-1-2001", "2005-01-01", "pasal-3"),)),
        regulation(
            "uu-3-2010", ditetapkan=day("2010-01-01"), mencabut=(effect("uu-1-2001", "2010-01-01"), effect("uu-2-2005", "2010-01-01"))
        ),
        regulation("pp-4-2010", ditetapkan=day("2010-06-01"), mencabut=(effect("uu-1-2001", "2010-06-01"),)),
        regulation("uu-5-2015", ditetapkan=day("2015-01-01"), mencabut=(effect("uu-3-2010", "2015-01-01", "pasal-9"),)),
        regulation("uu-6-2016"),
    ]
)
SPANS = [
    # why, key, the spans as (key, start, end)
    ("the whole family from its youngest", "uu-3-2010", [("uu-1-2001", "2001-01-01", "2010-01-01"), ("uu-3-2010", "2010-01-01", None)]),
    ("the same family from its oldest", "uu-1-2001", [("uu-1-2001", "2001-01-01", "2010-01-01"), ("uu-3-2010", "2010-01-01", None)]),
    ("an amending law has a span where it is asked for", "uu-2-2005",
     [("uu-1-2001", "2001-01-01", "2010-01-01"), ("uu-2-2005", "2005-01-01", "2010-01-01"), ("uu-3-2010", "2010-01-01", None)]),
    ("a partial revocation joins no families", "uu-5-2015", [("uu-5-2015", "2015-01-01", None)]),
    ("no day known, no span", "uu-6-2016", []),
]  # fmt: skip


@pytest.mark.parametrize(("key", "spans"), rows(SPANS))
def test_spans_of_a_family(key, spans):
    found = [(s.regulation.kunci, s.start.isoformat(), s.end.isoformat() if s.end else None) for s in lineage(FAMILY, key)]
    assert found == spans


def test_amendments_and_partial_revocations_are_marks():
    [old, new] = lineage(FAMILY, "uu-3-2010")
    assert [(m.day.isoformat(), m.kind, m.by.short) for m in old.marks] == [("2005-01-01", "mengubah", "UU 2/2005")]
    assert old.ended_by is FAMILY["uu-3-2010"]
    assert [(m.kind, m.by.short) for m in new.marks] == [("mencabut", "UU 5/2015")]


def test_every_instrument_of_the_catalogue_has_a_lineage_in_order():
    catalogue = Catalogue.of(load_catalogue(ROOT / "corpus" / "katalog"))
    for key in catalogue.regulations:
        spans = lineage(catalogue, key)
        assert [s.start for s in spans] == sorted(s.start for s in spans)
        assert all(s.end is None or s.end >= s.start for s in spans), key


def test_the_picture_says_in_words_what_it_draws():
    html = unescape(timeline_html(lineage(FAMILY, "uu-3-2010"), "uu-3-2010", {"uu-1-2001", "uu-3-2010"}, day("2012-05-05")))
    assert "1 Januari 2001, sampai 1 Januari 2010, dicabut UU 3/2010; diubah UU 2/2005 (1 Januari 2005)" in html
    assert 'href="?alamat=uu-1-2001&tanggal=2012-05-05"' in html
    assert 'aria-current="true"><strong>UU 3/2010</strong>' in html


def test_what_stood_alone_and_unchanged_needs_no_picture():
    alone = Catalogue.of([regulation("uu-7-2020", ditetapkan=day("2020-01-01"))])
    assert timeline_html(lineage(alone, "uu-7-2020"), "uu-7-2020", set(), None) == ""
