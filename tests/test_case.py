"""Cases: the clauses each must bring and must not, on made-up stories; nothing said that is not held; no verdict."""

from __future__ import annotations

import csv
import datetime
import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT, rows

from kb.answer.case import TABLES, examine, hit_at
from kb.answer.facts import MAX_STORY, Case, understand
from kb.answer.unknown import QUESTIONS
from kb.cli import main
from kb.errors import QuestionError
from kb.law import actors, conduct
from kb.law.phrases import compiled
from kb.records_case import SECTIONS, case_record, printed_case

CASES = ROOT / "bench" / "cases"
TODAY = datetime.date(2026, 11, 22)
SKB = "skb-netralitas-2022/lampiran-2/bagian-"
VERDICTS = re.compile(
    r"\b(?:bersalah|salah(?! satu)|terbukti|pelaku|melanggar hukum|anda melanggar|tidak bersalah|benar-benar|dihukum karena)\b", re.I
)


def table(name):
    with (CASES / f"{name}.tsv").open(encoding="utf-8") as file:
        return [
            (r["kasus"], r["cerita"], set(r["harus ada"].split()), set(r["tidak boleh ada"].split()))
            for r in csv.DictReader(file, delimiter="\t")
        ]


DEV, HELD_OUT = table("latih"), table("uji")


@pytest.fixture(scope="module")
def held(repository_kb):
    return repository_kb.held


@pytest.mark.parametrize(("story", "wanted", "forbidden"), rows(DEV))
def test_case_brings_its_clauses_and_no_others_forbidden(held, story, wanted, forbidden):
    found = examine(held, Case(story, on=None)).addresses
    assert (wanted - found, forbidden & found) == (set(), set())


def test_stories_the_vocabulary_was_not_tuned_on(held):
    right = 0
    for _, story, wanted, forbidden in HELD_OUT:
        found = examine(held, Case(story)).addresses
        right += wanted <= found and not forbidden & found
    assert right / len(HELD_OUT) >= 0.9


def test_every_row_of_the_annex_has_a_case():
    wanted = set().union(*(addresses for _, _, addresses, _ in DEV))
    assert {f"{SKB}a/baris-{n}" for n in range(1, 8)} | {f"{SKB}b/baris-{n}" for n in range(1, 14)} <= wanted


def test_there_are_cases_enough_and_no_two_are_the_same():
    stories = [story for _, story, _, _ in (*DEV, *HELD_OUT)]
    assert len(stories) >= 80
    assert len(set(stories)) == len(stories)
    assert len(HELD_OUT) * 3 >= len(stories) - 8


RULES = [rule for table in TABLES for rule in table]


def test_every_address_in_the_tables_is_held(held):
    named = {address for rule in RULES for address in (rule.address, *rule.by)} | {a for m, _ in QUESTIONS for a in m.addresses}
    assert sorted(address for address in named if hit_at(held, address, TODAY) is None) == []


def test_every_number_a_rule_says_stands_in_its_clause(held):
    wrong = []
    for rule in RULES:
        hit = hit_at(held, rule.address, TODAY)
        wrong += [
            (rule.address, n) for n in re.findall(r"\d+", f"{rule.why} {rule.condition}") if n not in f"{hit.clause.text} {hit.citation}"
        ]
    assert wrong == []


def test_rules_speak_of_acts_and_statuses_that_exist():
    assert {act for rule in RULES for act in rule.acts} <= set(conduct.NAMES)
    assert {who for rule in RULES for who in rule.who} <= {t.code for t in actors.STATUSES} | {"lurah"}
    assert {rule.phase for rule in RULES} <= {"", *(t.code for t in actors.PHASES)}
    assert {rule.election for rule in RULES} <= {"", *(t.code for t in actors.ELECTIONS)}
    assert set(conduct.NAMES) == {act for rule in RULES for act in rule.acts}, "an act no rule speaks of"


TERMS = [
    *((f"act {act.code}", act.phrases, act.example) for act in conduct.ACTS),
    *(
        (f"{term.code}", term.phrases, term.example)
        for terms in (actors.STATUSES, actors.POSITIONS, actors.ELECTIONS, actors.PHASES, actors.MEDIA, actors.CANDIDATES, actors.LEAVES)
        for term in terms
    ),
]


@pytest.mark.parametrize(("phrases", "example"), rows(TERMS))
def test_vocabulary_is_found_in_its_example(phrases, example):
    assert compiled(phrases).search(example)


def test_own_words_give_no_verdict(held):
    said = {word for rule in RULES for word in (rule.why, rule.condition)} | {m.question + m.changes for m, _ in QUESTIONS}
    said |= {title for _, title, _ in SECTIONS}
    for _, story, _, _ in (*DEV, *HELD_OUT):
        examined = examine(held, Case(story))
        said |= {examined.message, *examined.unheld}
    assert [words for words in said if VERDICTS.search(words)] == []
    assert VERDICTS.search("Anda melanggar Pasal 5"), "the check can fail"


@pytest.mark.parametrize("story", rows([(why, story) for why, story, _, _ in (*DEV, *HELD_OUT)]))
def test_facts_know_their_words(story):
    facts = understand(Case(story)).facts
    assert facts
    assert all(story[f.start : f.end] == f.words for f in facts)


UNDERSTOOD = [
    # why, story, name of fact, its values
    ("a question particle denies nothing", "Boleh nggak PNS ikut kampanye?", "act", ("ikut_kampanye",)),
    ("not only adds", "PNS tidak hanya ikut kampanye", "act", ("ikut_kampanye",)),
    ("denied", "PNS tidak pernah like status calon bupati", "denied_act", ("interaksi_medsos",)),
    ("refused", "Saya PNS menolak ikut kampanye", "denied_act", ("ikut_kampanye",)),
    ("another of the family did it", "Suami saya ikut kampanye. Saya PNS.", "other_act", ("ikut_kampanye",)),
    ("the candidate is another", "PNS mendukung paman yang mau nyaleg", "act", ()),
    ("calon bupati is no bupati", "Ada yang mendukung calon bupati", "status", ()),
    ("calon PNS is a CPNS", "Ia calon PNS", "status", ("cpns",)),
    ("who speaks is the one", "Kepala desa menyuruh saya yang PNS memasang baliho", "status", ("pns",)),
    ("not that status", "Dia bukan PNS, dia honorer", "status", ("non_asn",)),
    ("a position tells ASN, not which", "Camat memasang baliho", "status", ("asn",)),
    ("a photocopy is no photo", "PNS mengumpulkan fotokopi KTP", "act", ("dukungan_ktp",)),
    ("a date in words", "Pada 3 Maret 2024 PNS ikut kampanye", "date", ("2024-03-03",)),
    ("a date that does not exist", "Pada 31 Februari 2024 PNS ikut kampanye", "date", ()),
    ("no leave", "PNS ikut kampanye tanpa cuti", "leave", ("tanpa",)),
    ("prospective candidates", "PNS like status bakal calon bupati", "phase", ("bakal",)),
    ("the campaign", "PNS ikut kampanye bupati pada masa kampanye", "phase", ("calon",)),
    ("the campaign has not begun", "PNS like status calon bupati. Masa kampanye belum mulai.", "phase", ()),
    ("that of a year has not begun", "PNS like status calon bupati, masa kampanye Pilkada 2024 masih lama", "phase", ()),
    ("before the campaign", "PNS like status calon bupati sebelum masa kampanye", "phase", ()),
    ("not in it yet", "PNS like status calon bupati, belum masuk masa kampanye", "phase", ()),
    ("outside of it", "PNS like status calon bupati di luar masa kampanye", "phase", ()),
    ("the eve of the vote is not its day", "PNS bagi sembako menjelang hari pemungutan suara", "phase", ()),
    ("not determined yet", "PNS like status paslon yang belum jadi calon resmi", "phase", ()),
    ("once not, once so", "Sebelum masa kampanye ia diam. Saat masa kampanye PNS itu like status cabup.", "phase", ("calon",)),
]


@pytest.mark.parametrize(("story", "name", "values"), rows(UNDERSTOOD))
def test_story_is_understood(story, name, values):
    assert understand(Case(story)).values(name) == values


def test_the_form_stands_before_the_story():
    told = understand(Case("Saya PNS like status calon bupati", status="pppk", election="pemilu"))
    assert told.values("status") == ("pppk",)
    assert told.values("election") == ("pemilu",)
    assert next(f for f in told.facts if f.name == "status").start is None


def test_a_form_alone_is_a_case(held):
    examined = examine(held, Case(status="pns", act="anggota_partai"))
    assert f"{SKB}b/baris-5" in examined.addresses


DATES = [
    # why, day, held to be law then, not yet or no longer
    ("before UU 20/2023", "2023-03-10", "uu-5-2014/pasal-9/ayat-2", "uu-20-2023/pasal-9/ayat-2"),
    ("after it", "2024-03-10", "uu-20-2023/pasal-9/ayat-2", "uu-5-2014/pasal-9/ayat-2"),
    ("before PP 94/2021", "2018-05-05", "pp-53-2010/pasal-4/angka-15", "pp-94-2021/pasal-5/huruf-n/angka-6"),
    ("after it, again", "2022-05-05", "pp-94-2021/pasal-5/huruf-n/angka-6", "pp-53-2010/pasal-4/angka-15"),
    ("KASN between the two laws", "2024-03-10", "uu-20-2023/pasal-70/ayat-3", "se-menpanrb-4-2024/angka-3/huruf-c"),
    ("BKN since", "2024-10-10", "se-menpanrb-4-2024/angka-3/huruf-c", "uu-20-2023/pasal-70/ayat-3"),
    ("before BKN took over from KASN", "2023-03-10", "uu-5-2014/pasal-31/ayat-2/huruf-c", "se-menpanrb-4-2024/angka-3/huruf-c"),
]


@pytest.mark.parametrize(("day", "then", "not_then"), rows(DATES))
def test_the_day_decides_which_law(held, day, then, not_then):
    found = examine(held, Case("PNS mengajak staf memilih calon bupati", on=datetime.date.fromisoformat(day))).addresses
    assert then in found
    assert not_then not in found


def test_what_is_not_held_for_a_status_is_said(held):
    assert "tidak memegang ketentuan" in examine(held, Case("Anggota BPD like status calon bupati")).message


def test_a_ruling_that_conditions_a_clause_is_said_with_it(held):
    examined = examine(held, Case("Anggota TNI membuat keputusan yang menguntungkan salah satu paslon pilkada"))
    [point] = [p for p in examined.of("pidana") if p.hit.clause.address == "uu-1-2015/pasal-188"]
    assert point.hit.standing.cause == "Putusan MK 136/PUU-XXII/2024"


def test_a_story_that_names_no_election_asks_for_whom(held):
    examined = examine(held, Case("Saya PNS, bolehkah mobil dinas dibawa pulang?"))
    assert "tidak menyebut calon, partai, atau pemilihan" in examined.message
    assert {p.role for p in examined.points} <= {"mungkin_terkait"}


def test_missing_facts_change_with_what_is_told(held):
    little = {m.fact for m in examine(held, Case("Ada yang like status calon")).missing}
    more = {m.fact for m in examine(held, Case("PNS like status calon bupati saat masa kampanye 3 Oktober 2024")).missing}
    assert {"status", "election", "phase", "date"} <= little
    assert not more & {"status", "election", "phase", "date"}


def test_crime_is_named_apart_from_discipline(held):
    examined = examine(held, Case("PNS jadi tim kampanye capres setelah penetapan"))
    crimes = {p.hit.clause.address for p in examined.of("pidana")}
    assert "uu-7-2017/pasal-494" in crimes
    assert not crimes & {p.hit.clause.address for p in examined.of("sanksi", "jenis_sanksi")}


BAD = [
    # why, story, what the error says
    ("nothing", "", "kasus kosong"),
    ("only spaces", " \n\t ", "kasus kosong"),
    ("five megabytes", "PNS ikut kampanye. " * 260_000, f"{MAX_STORY:,}"),
]


@pytest.mark.parametrize(("story", "error"), rows(BAD))
def test_bad_cases_are_told_so(story, error):
    with pytest.raises(QuestionError, match=re.escape(error)):
        Case(story)


def test_a_value_the_form_does_not_offer_is_named_with_those_it_does():
    with pytest.raises(QuestionError, match=r"status 'raja' tidak dikenal; pilih salah satu: .*pns"):
        Case("x", status="raja")


ODD = [
    ("another language", "The quick brown fox jumps over the lazy dog"),
    ("control characters", "PNS \x00\x1b[31m ikut\x07 kampanye \u202eitapub\u202c"),
    ("markup", "<script>alert(1)</script> PNS like <b>status</b> calon bupati"),
    ("half a letter", "PNS ikut kampanye \ud800 calon bupati"),
    ("one long word", "a" * MAX_STORY),
    ("one word over and over", "ikut " * (MAX_STORY // 5)),
]


@pytest.mark.parametrize("story", rows(ODD))
def test_odd_stories_get_a_calm_answer(repository_kb, story):
    examined = repository_kb.case(story)
    assert examined.message
    assert "\x1b" not in printed_case(repository_kb, examined)
    json.dumps(case_record(examined), ensure_ascii=False).encode("utf-8")


WORDS = (
    "PNS",
    "tidak",
    "ikut",
    "kampanye",
    "calon bupati",
    "like",
    "suami saya",
    ",",
    ".",
    "saya",
    "bakal calon",
    "partai",
    "foto",
    "nyaleg",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_any_story_of_these_words_is_read_the_same_twice_and_no_act_is_both_done_and_denied(words):
    story = " ".join(words)
    told = understand(Case(story))
    assert told == understand(Case(story))
    assert not set(told.values("act")) & set(told.values("denied_act"))
    assert all(story[f.start : f.end] == f.words for f in told.facts)


RECORD = ["message", "on", "facts", *(name for name, _, _ in SECTIONS), "missing", "not_held"]


@pytest.fixture
def run(index, model):
    return lambda *arguments, given=None: CliRunner().invoke(
        main, ["case", *arguments, "--index", str(index), "--model", str(model)], input=given
    )


def test_case_json_has_its_fields_even_where_nothing_of_it_is_held(run):
    result = run("PNS like status calon bupati", "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert list(record) == RECORD
    assert record["norms"] == []
    assert record["facts"][0] == {"name": "status", "value": "pns", "label": "PNS", "words": "PNS", "start": 0, "end": 3}


def test_case_reads_a_story_from_standard_input(run):
    assert "PNS" in run("-", given="PNS like status calon bupati").stdout


def test_an_empty_case_is_one_line_on_stderr(run):
    result = run("")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kb: kasus kosong")


def test_record_of_a_case(held):
    record = case_record(examine(held, Case("Kepala desa membagikan sembako bergambar caleg kepada warga")))
    assert list(record) == RECORD
    [crime] = [c for c in record["criminal"] if c["address"] == "uu-7-2017/pasal-490"]
    assert crime["condition"]
    assert "1 (satu) tahun" in crime["text"]
    assert all(point["reason"] and point["source"]["sha256"] for name, _, _ in SECTIONS for point in record[name])
    assert all({"fact", "question", "changes", "addresses"} == set(missing) for missing in record["missing"])
