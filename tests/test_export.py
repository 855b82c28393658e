"""Akoma Ntoso and JSON-LD: no word lost or added, no ringkasan where the wording is looked for, every place named once.

The official schema is no file of ours. ``python -m bench.akn SCHEMA`` checks every regulation against it; here our own rules hold.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter

import pytest
from click.testing import CliRunner
from lxml import etree
from making import rows

from kb.cli import main
from kb.export import exported
from kb.export_akn import AKN, OWN
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.regulation import Nature
from kb.records import NATURE_LABELS

ON = datetime.date(2024, 2, 14)
HIERARCHY = {"book", "chapter", "section", "subsection", "article", "paragraph", "point", "indent", "hcontainer"}
ORDER = {"num": 0, "heading": 1, "intro": 2, "content": 2, "wrapUp": 4}


def tag(element):
    return etree.QName(element).localname


def find(root, path):
    return root.findall(path, {"a": AKN, "kb": OWN})


def held(kb):
    return [h.regulation.kunci for h in kb.holdings() if h.clauses]


@pytest.fixture(scope="module", params=["contoh", "corpus"])
def some(request, kb, repository_kb):
    """The made-up corpus, which has official texts too, and the one we ship."""
    return kb if request.param == "contoh" else repository_kb


def documents(kb):
    return [(key, etree.fromstring(exported(kb, key, "akn", ON).encode())) for key in held(kb)]


def squeezed(words):
    return "".join(re.sub(r"<!--.*?-->", " ", words, flags=re.DOTALL).split())


def words_of(element):
    """All words of an element but our own remarks."""
    return "".join(element.xpath(".//text()[not(parent::a:remark)]", namespaces={"a": AKN}))


def test_every_place_is_named_once_and_every_clause_has_its_place(some):
    for key, root in documents(some):
        names = Counter(element.get("eId") for element in root.iter() if element.get("eId") and tag(element) != "klausul")
        assert not [name for name, times in names.items() if times > 1], key
        clauses = find(root, ".//kb:klausul")
        assert [c.get("alamat") for c in clauses] == [h.clause.address for h in some.show(key, ON)]
        assert {c.get("eId") for c in clauses} <= set(names), key


def test_no_word_is_lost_or_added(some):
    """The words of each place, without remarks and white space, are those of its clause; rows of tables have their columns' headings."""
    seen = 0
    for key, root in documents(some):
        places = {element.get("eId"): element for element in root.iter() if element.get("eId") and tag(element) != "klausul"}
        hits = some.show(key, ON)
        tables = tuple(h.clause.address for h in hits if h.clause.cells)
        for clause, hit in zip(find(root, ".//kb:klausul"), hits, strict=True):
            if not any(table.startswith(hit.clause.address) for table in tables):
                assert squeezed(words_of(places[clause.get("eId")])) == squeezed(hit.clause.text), hit.clause.address
                seen += 1
    assert seen > 20


def test_what_is_not_the_wording_says_so(some):
    for key, root in documents(some):
        natures = {hit.clause.nature for hit in some.show(key, ON)}
        remarks = {re.sub(r"[\[\]]", "", r.text) for r in find(root, ".//a:remark")}
        for nature in natures - {Nature.RESMI}:
            assert NATURE_LABELS[nature] in remarks, key
        for clause in find(root, ".//kb:klausul"):
            place = root.find(f".//*[@eId='{clause.get('eId')}']")
            if clause.get("naskah") != "resmi" and tag(place) in HIERARCHY:
                assert (place.get("class"), place.get("status")) == (clause.get("naskah"), "editorial")
            elif tag(place) in HIERARCHY:
                assert place.get("class") is None
        assert {e.get("value") for e in find(root, ".//a:FRBRauthoritative")} == {"false"}


def test_the_structure_keeps_the_schemas_rules(some):
    """Those of its rules that our documents could break: order in a place, content or places below, what must be there."""
    for key, root in documents(some):
        (act,) = root
        parts = [tag(part) for part in act]
        assert parts == [p for p in ("meta", "preface", "preamble", "body", "conclusions", "attachments") if p in parts], key
        assert {"meta", "preface", "body"} <= set(parts)
        assert next(tag(e) for e in find(act, "a:meta")[0]) == "identification"
        for element in root.iter():
            if not isinstance(element.tag, str) or tag(element) not in HIERARCHY:
                continue
            inside = [tag(child) for child in element]
            order = [ORDER.get(name, 3) for name in inside]
            assert order == sorted(order), (key, element.get("eId"), inside)
            assert ("content" in inside) != any(name in HIERARCHY for name in inside), (key, element.get("eId"))
            assert tag(element) != "hcontainer" or element.get("name")


def test_json_ld_holds_each_clause_with_its_nature(some):
    for key in held(some):
        record = json.loads(exported(some, key, "jsonld", ON))
        assert (record["@type"], record["@id"]) == ("Legislation", f"kb:{key}")
        hits = some.show(key, ON)
        assert [part["@id"] for part in record["hasPart"]] == [f"kb:{hit.clause.address}" for hit in hits]
        for part, hit in zip(record["hasPart"], hits, strict=True):
            assert ("text" in part) == (hit.clause.nature is Nature.RESMI)
            assert part["disambiguatingDescription"] == NATURE_LABELS[hit.clause.nature]
            assert [file["sha256"] for file in part["isBasedOn"]] == [source.sha256 for source in hit.clause.sources]
            assert part["legislationIdentifier"] == hit.citation
            if hit.clause.nature is not Nature.RESMI and not hit.clause.cells:
                assert squeezed(part["abstract"]) == squeezed(hit.clause.text)


FORCE = [
    # why, day, what it says
    ("before it was made", datetime.date(1970, 1, 1), "NotInForce"),
    ("in force", datetime.date(2000, 1, 1), "InForce"),
]


@pytest.mark.parametrize(("on", "force"), rows(FORCE))
def test_the_day_decides_the_force(kb, on, force):
    assert json.loads(exported(kb, "uu-901-1991", "jsonld", on))["legislationLegalForce"] == force


def test_a_hostile_document_is_only_text(tmp_path, model):
    text = (
        "PERATURAN BUPATI <b>CONTOH</b>\nNOMOR 71 TAHUN 1998\nTENTANG\nPERAHU & ]]> <!DOCTYPE x>\n\n"
        "Pasal 1\nPerahu <script>&amp;\x01\x0b\u202e dicat &lt;biru&gt; ]]>.\n"
    )
    (tmp_path / "naskah").mkdir()
    (tmp_path / "naskah" / "a.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "naskah"], tmp_path / "indeks", str(model))
    kb = KnowledgeBase.open(tmp_path / "indeks", str(model))
    (key,) = held(kb)
    root = etree.fromstring(exported(kb, key, "akn", ON).encode(), etree.XMLParser(resolve_entities=False))
    words = " ".join(words_of(find(root, ".//a:article")[0]).split())
    assert "<script>&amp;" in words
    assert "&lt;biru&gt; ]]>." in words
    assert "\ufffd" in words
    assert not [e for e in root.iter() if isinstance(e.tag, str) and tag(e) in ("script", "b")]
    assert "<script>&amp;" in json.loads(exported(kb, key, "jsonld", ON))["hasPart"][-1]["text"]


COMMANDS = [
    # why, arguments, exit code, words
    ("akn", ("uu-901-1991", "--as", "akn"), 0, "<akomaNtoso"),
    ("json-ld on a day", ("uu-901-1991", "--as", "jsonld", "--on", "2000-01-01"), 0, '"temporalCoverage": "2000-01-01"'),
    ("nothing by that key", ("uu-1-1", "--as", "akn"), 1, "'uu-1-1' tidak dikenal"),
    ("known, not held", ("uu-905-1990", "--as", "akn"), 1, "tidak ada dalam korpus ini"),
    ("no form", ("uu-901-1991",), 2, "--as"),
    ("another form", ("uu-901-1991", "--as", "pdf"), 2, "pdf"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), rows(COMMANDS))
def test_export_command(index, model, arguments, code, words):
    result = CliRunner().invoke(main, ["export", *arguments, "--index", str(index), "--model", str(model)])
    assert result.exit_code == code
    assert words in (result.stderr if code else result.stdout)
