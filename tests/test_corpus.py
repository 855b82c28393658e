"""The repository's own corpus: every entry loads, every restatement parses clean, every relation leads somewhere."""

from __future__ import annotations

import re

import pytest
from making import ROOT, rows

from kb.answer.exact import targets
from kb.indexing.lexical import analyse
from kb.law.catalogue import Catalogue, load_catalogue
from kb.law.references import find_mentions
from kb.law.regulation import Locator, Nature, Unit
from kb.law.terms import EVERYDAY, JENIS_BY_SHORT
from kb.read.pages import read_document
from kb.read.structure import parse

CORPUS = ROOT / "corpus"
ENTRIES = {entry.kunci: entry for entry in load_catalogue(CORPUS / "katalog")}
OURS = sorted((CORPUS / "ringkasan").glob("*.md"))
RELATIONS = [
    (entry.kunci, kind, effect)
    for entry in ENTRIES.values()
    for kind in ("mencabut", "mengubah", "membatasi")
    for effect in getattr(entry, kind)
]

UNHELD = {"pkpu-23-2018", "pkpu-28-2018", "pkpu-33-2018"}
"""Instruments that ours revoked and that have no entry of their own; a new name here is to be looked at."""

FRONT = {"regulasi", "naskah", "diperiksa", "sumber"}
NOTES = {"diperiksa", "diubah"}


@pytest.fixture(scope="module", params=OURS, ids=lambda path: path.stem)
def ours(request):
    document = read_document(request.param, f"ringkasan/{request.param.name}")
    return request.param, document, parse(document)


def test_the_first_part_of_the_corpus_is_there():
    held = {path.stem for path in OURS}
    assert held >= {"pp-94-2021", "uu-7-2017", "skb-netralitas-2022", "se-gubernur-babel-800-194-bkpsdmd-ii-2023"}
    assert held <= set(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_is_whole(entry):
    assert entry.jenis.casefold() in JENIS_BY_SHORT or entry.label
    assert entry.judul == entry.judul.strip() != ""
    assert not entry.judul.casefold().startswith("tentang ")
    assert all(1900 < n.tahun < 2100 for n in entry.nomor)
    assert entry.berlaku is None or entry.ditetapkan is None or entry.berlaku >= entry.ditetapkan or entry.catatan
    assert len(set(entry.sebutan)) == len(entry.sebutan)
    assert set(entry.melaksanakan) <= set(ENTRIES) | UNHELD


def test_no_two_entries_share_a_label():
    labels = [entry.short for entry in ENTRIES.values()]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize(("key", "kind", "effect"), RELATIONS, ids=[f"{key}-{kind}-{effect.regulasi}" for key, kind, effect in RELATIONS])
def test_a_relation_leads_somewhere(key, kind, effect):
    assert effect.regulasi in set(ENTRIES) | UNHELD
    assert effect.regulasi != key
    for text in (*effect.klausul, *effect.kecuali, *effect.menghapus, *([effect.dasar] if effect.dasar else [])):
        assert str(Locator.parse(text)) == text
    assert not set(effect.klausul) & set(effect.menghapus)
    if kind == "membatasi":
        assert effect.klausul
        assert effect.akibat
    if made := ENTRIES[key].ditetapkan:
        assert effect.sejak >= made


def test_unheld_names_are_still_needed():
    named = {effect.regulasi for _, _, effect in RELATIONS} | {key for entry in ENTRIES.values() for key in entry.melaksanakan}
    assert named >= UNHELD
    assert not set(ENTRIES) & UNHELD


def test_front_matter_is_known(ours):
    path, document, _ = ours
    assert set(document.front) <= FRONT
    assert document.front["regulasi"] == path.stem
    assert document.front["naskah"] in {Nature.RINGKASAN, Nature.DILAPORKAN}
    assert (document.front["naskah"] == "dilaporkan") == bool(document.front.get("sumber"))
    for _, name, value in document.notes:
        assert name in NOTES
        assert value
        assert name != "diubah" or value in ENTRIES


def test_a_restatement_parses_without_problems(ours):
    _, document, structure = ours
    assert [problem.message for problem in structure.problems] == []
    assert [c for c in structure.clauses if str(c.locator) != "pembukaan"]
    assert "".join(structure.pieces(document.text)) == document.text
    addresses = [str(c.locator) for c in structure.clauses]
    assert len(set(addresses)) == len(addresses)


def test_a_restatement_leaves_nothing_out_with_dots(ours):
    _, document, _ = ours
    assert not re.search(r"\.\.\.|…|lihat aslinya", document.reading)


def test_every_file_is_read_without_doubt(repository_kb):
    assert [v for v in repository_kb.files() if v.verdict != "ok"] == []


def test_no_address_twice_in_one_nature(repository_kb):
    for holding in repository_kb.holdings():
        clauses = repository_kb.held.clauses.of(holding.regulation.kunci)
        places = [(c.nature, c.address) for c in clauses]
        assert len(set(places)) == len(places)


def test_every_quote_is_a_slice_of_its_file(repository_kb):
    texts = {}
    count = 0
    for key in repository_kb.catalogue.regulations:
        for clause in repository_kb.held.clauses.of(key):
            source = clause.source
            if source.file not in texts:
                texts[source.file] = (ROOT / source.file).read_bytes().decode("utf-8")
            assert texts[source.file][source.start : source.end] == clause.text, clause.address
            assert clause.text.startswith(clause.lead)
            count += 1
    assert count == repository_kb.manifest.counts["clauses"] > 1000


def test_the_catalogue_is_indexed_whole(repository_kb):
    assert set(repository_kb.catalogue.regulations) == set(ENTRIES)
    assert repository_kb.catalogue == Catalogue.of(sorted(ENTRIES.values(), key=lambda entry: entry.kunci))


def first_target(kb, question):
    """The address that a citation leads to, as asking and showing both resolve it; what is missing where there is none."""
    mentions = find_mentions(question, kb.catalogue.names)
    found, missing = targets(question, mentions, kb.catalogue, kb.held.clauses)
    return found[0].clause.address if found else missing


HELD = sorted(path.stem for path in OURS)


@pytest.mark.parametrize("key", HELD)
def test_every_clause_is_found_by_its_citation(repository_kb, key):
    short = repository_kb.catalogue[key].short
    clauses = [c for c in repository_kb.held.clauses.of(key) if str(c.locator) != "pembukaan"]
    asked = [(f"{c.locator.cite()} {short}", c.address) for c in clauses]
    assert [(question, address) for question, address in asked if first_target(repository_kb, question) != address] == []


@pytest.mark.parametrize("key", HELD)
def test_every_name_finds_its_instrument(repository_kb, key):
    entry = repository_kb.catalogue[key]
    clause = next(c for c in repository_kb.held.clauses.of(key) if c.locator.article == c.locator and str(c.locator) != "pembukaan")
    if clause.locator.steps[0].unit is Unit.BAGIAN:
        clause = next(c for c in repository_kb.held.clauses.of(key) if len(c.locator.steps) > 1)
    questions = [f"{clause.locator.cite()} {name}" for name in entry.sebutan]
    assert [q for q in questions if first_target(repository_kb, q) != clause.address] == []


def test_no_official_name_has_a_number_that_is_none():
    assert [entry.official for entry in ENTRIES.values() if "tanpa nomor" in entry.official] == []


@pytest.mark.parametrize("everyday", EVERYDAY, ids=[e.word for e in EVERYDAY])
def test_an_everyday_word_is_seen_in_its_example_and_leads_to_words_of_the_law(repository_kb, everyday):
    assert re.search(rf"(?<!\w){re.escape(everyday.word)}", everyday.example, re.IGNORECASE)
    assert any(stem in repository_kb.held.lexical for stem in analyse(everyday.legal))


SEEDS = [
    # clauses the issue names, by address
    *(f"pp-94-2021/pasal-{n}" for n in range(1, 17)),
    *(f"pp-94-2021/pasal-5/huruf-n/angka-{n}" for n in range(1, 8)),
    *(f"uu-7-2017/pasal-{n}" for n in (*range(280, 284), *range(490, 495), *range(521, 524))),
    "uu-7-2017/pasal-280/ayat-2/huruf-f",
    "skb-netralitas-2022/diktum-kesatu",
    "skb-netralitas-2022/lampiran-2",
]


@pytest.mark.parametrize("address", SEEDS)
def test_what_the_first_part_promises_is_held(repository_kb, address):
    key, _, locator = address.partition("/")
    assert repository_kb.has(key, locator)


def test_a_letter_known_from_the_press_says_whose_numbers_its_points_have(repository_kb):
    [hit] = repository_kb.show("se-menpanrb-18-2023/angka-2/huruf-e")
    assert hit.citation.endswith("SE MenPANRB 18/2023 (penomoran penyusun)")
    [law] = repository_kb.show("pp-94-2021/pasal-5/huruf-n")
    assert law.citation == "Pasal 5 huruf n PP 94/2021"


AMENDING = [
    # why, as people cite it, the clause of the amended law, "" where the amending law did not touch it
    ("an ayat it changed", "Pasal 71 ayat (1) UU 10/2016", "uu-1-2015/pasal-71/ayat-1"),
    ("a Pasal it put in", "Pasal 187A UU Nomor 10 Tahun 2016", "uu-1-2015/pasal-187a"),
    ("one that is not of it", "Pasal 999 UU 10/2016", ""),
]


@pytest.mark.parametrize(("cited", "address"), rows(AMENDING))
def test_a_clause_cited_by_the_law_that_amended_it_is_found_in_the_law_amended(repository_kb, cited, address):
    answer = repository_kb.ask(cited)
    assert [hit.clause.address for hit in answer.hits[:1]] == [address] * bool(address)
    assert all("UU 10/2016 mengubah UU 1/2015" in hit.why[0] for hit in answer.hits[:1])
    assert answer.answered == bool(address)


NOT_HELD = [
    # why, as cited; a clause beside it must never be shown as if it were the one cited
    ("a Pasal after the last", "Pasal 574 UU 7/2017"),
    ("a Pasal of four digits", "Pasal 9999 UU 7/2017"),
    ("a Pasal of more digits than any law has", "Pasal 1234567 UU 7/2017"),
    ("an ayat that the Pasal lacks", "Pasal 280 ayat (9) UU 7/2017"),
    ("an ayat of three digits", "Pasal 5 ayat (100) PP 94/2021"),
    ("an ayat of four digits", "Pasal 280 ayat (1000) UU Pemilu"),
    ("an angka of three digits", "Pasal 5 huruf n angka 100 PP 94/2021"),
    ("a row of three digits", "Lampiran II baris 100 SKB 2022"),
    ("an annex of three digits", "Lampiran 100 SKB 2022"),
]


@pytest.mark.parametrize("cited", rows(NOT_HELD))
def test_a_citation_of_what_is_not_held_is_answered_by_nothing_else(repository_kb, cited):
    answer = repository_kb.ask(cited)
    assert not answer.answered
    assert answer.hits == ()
    assert "tidak ada dalam korpus ini" in answer.message
