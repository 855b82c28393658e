"""The rules a lawyer expects of the order: elections apart, penalties after their norm, the smallest address that answers."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT, day, rows, static_model, words_tokenizer

from kb.answer import ranking
from kb.answer.evidence import Evidence, Groups, Matches, best, two_best
from kb.answer.ranking import law_of_the_other_election
from kb.evaluation import compare, evaluate, printed_comparison
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law import aims
from kb.law.aims import Election, read_aims

TEXTS = {
    "uu-7-2017": """Pasal 1
Pegawai taman, kepala desa, dan prajurit dilarang ikut kampanye calon.

Pasal 2
(1) Kampanye berlangsung di taman:
    a. pada pagi hari;
    b. pada sore hari dengan obor menyala; dan
    c. pada malam hari.
(2) Panitia menyediakan kursi.

Pasal 3
Bunga taman disiram setiap pagi oleh pegawai taman.

Pasal 4
Kursi taman dicat oleh pegawai.

Pasal 5
(1) Lampu hias dinyalakan penjaga malam.

Pasal 6
Pegawai yang melanggar Pasal 1 dipidana penjara paling lama 9 (sembilan) hari.
""",
    "uu-1-2015": """Pasal 1
Pegawai taman, kepala desa, dan prajurit dilarang ikut kampanye calon.

Pasal 2
Pegawai yang melanggar Pasal 1 dipidana denda paling banyak Rp9,00.
""",
    "uu-6-2014": """Pasal 1
Kepala desa dilarang ikut kampanye calon di pasar, sekolah, kantor, terminal, pelabuhan, dan jalan.

Pasal 2
Perangkat desa dilarang membagi stiker calon di pasar, sekolah, kantor, terminal, pelabuhan, dan jalan.
""",
    "uu-34-2004": """Pasal 1
Prajurit darat dilarang ikut kampanye calon di pasar, sekolah, kantor, terminal, pelabuhan, dan jalan.

Pasal 2
Prajurit darat dilarang membagi stiker calon di pasar, sekolah, kantor, terminal, pelabuhan, dan jalan.
""",
    "pp-53-2010": """Pasal 1
Pegawai dilarang memakai topi calon saat kampanye.
""",
    "pp-94-2021": """Pasal 1
Pegawai dilarang memakai topi calon saat kampanye.

PENJELASAN
Pasal 1
Topi calon ialah penutup kepala bergambar wajah.
""",
}


@pytest.fixture(scope="module")
def taman(tmp_path_factory) -> KnowledgeBase:
    """Made-up words under the names of laws that rules know by name."""
    folder = tmp_path_factory.mktemp("aturan")
    (folder / "korpus" / "ringkasan").mkdir(parents=True)
    shutil.copytree(ROOT / "corpus" / "katalog", folder / "korpus" / "katalog")
    for key, text in TEXTS.items():
        (folder / "korpus" / "ringkasan" / f"{key}.md").write_text(
            f"---\nregulasi: {key}\nnaskah: ringkasan\n---\n\n{text}", encoding="utf-8"
        )
    words = sorted({word.strip(".,:;()") for text in TEXTS.values() for word in text.lower().split()})
    model = static_model(folder / "model", dim=64, tokenizer=words_tokenizer(words))
    build([folder / "korpus"], folder / "indeks", str(model))
    return KnowledgeBase.open(folder / "indeks", str(model))


def found(kb, question):
    return [h.clause.address for h in kb.ask(question, on=day("2024-06-01")).hits]


APART = [
    # why, question, an address, another that must stand below it or be absent
    ("pilkada by its name", "pegawai ikut kampanye calon pilkada", "uu-1-2015/pasal-1", "uu-7-2017/pasal-1"),
    ("a candidate for bupati", "pegawai ikut kampanye calon bupati", "uu-1-2015/pasal-1", "uu-7-2017/pasal-1"),
    ("a candidate for the council", "pegawai ikut kampanye caleg", "uu-7-2017/pasal-1", "uu-1-2015/pasal-1"),
    ("a candidate for president", "pegawai ikut kampanye calon presiden", "uu-7-2017/pasal-1", "uu-1-2015/pasal-1"),
    ("whom it binds: kepala desa", "kades ikut kampanye calon", "uu-6-2014/pasal-1", "uu-34-2004/pasal-1"),
    ("whom it binds: prajurit", "tentara prajurit ikut kampanye calon", "uu-34-2004/pasal-1", "uu-6-2014/pasal-1"),
    ("what is revoked stands below", "pegawai memakai topi calon saat kampanye", "pp-94-2021/pasal-1", "pp-53-2010/pasal-1"),
]


@pytest.mark.parametrize(("question", "above", "below"), rows(APART))
def test_one_clause_stands_above_another(taman, question, above, below):
    addresses = found(taman, question)
    assert above in addresses
    assert below not in addresses or addresses.index(above) < addresses.index(below)


def test_both_election_laws_are_offered_where_none_is_named(taman):
    assert {"uu-7-2017/pasal-1", "uu-1-2015/pasal-1"} <= set(found(taman, "pegawai taman ikut kampanye calon")[:5])


def test_a_clause_on_those_the_question_names_gains(taman, monkeypatch):
    def scores():
        return {h.clause.address: h.score for h in taman.ask("pamong membagi stiker calon kampanye", on=day("2024-06-01")).hits}

    heeded = scores()
    monkeypatch.setattr(ranking, "SUBJECT_GAIN", 1.0)
    plain = scores()
    assert heeded["uu-6-2014/pasal-2"] > plain["uu-6-2014/pasal-2"]
    assert heeded["uu-34-2004/pasal-2"] == plain["uu-34-2004/pasal-2"]


PEMILU, PILKADA, DESA = "uu-7-2017", "uu-1-2015", "uu-6-2014"
OFFERED = [
    # why, the laws in order with their scores, the place of the one to be offered
    ("near and far down", [(PEMILU, 0.9), *[(DESA, 0.8)] * 5, (PILKADA, 0.7)], 6),
    ("the other way about", [(PILKADA, 0.9), *[(DESA, 0.8)] * 5, (PEMILU, 0.7)], 6),
    ("already among the first five", [(PEMILU, 0.9), (PILKADA, 0.8), (DESA, 0.7)], None),
    ("too far from the first", [(PEMILU, 0.9), *[(DESA, 0.8)] * 5, (PILKADA, 0.5)], None),
    ("no election law leads", [*[(DESA, 0.9)] * 6, (PILKADA, 0.8)], None),
    ("only one law is held", [(PEMILU, 0.9)] * 8, None),
    ("nothing found", [], None),
]


@pytest.mark.parametrize(("order", "place"), rows(OFFERED))
def test_the_other_election_law_is_offered(order, place):
    assert law_of_the_other_election([SimpleNamespace(key=key) for key, _ in order], [score for _, score in order]) == place


RULINGS = [
    # why, question, the clause that must come first
    ("by its number", "Setelah Putusan MK 136/PUU-XXII/2024, siapa yang dipidana karena tidak netral di pilkada?", "uu-1-2015/pasal-188"),
    ("spoken of without a number", "putusan mk soal kampanye di kampus", "uu-7-2017/pasal-280/ayat-1/huruf-h"),
]


@pytest.mark.parametrize(("question", "address"), rows(RULINGS))
def test_a_question_about_a_ruling_brings_what_it_reads_anew(repository_kb, question, address):
    assert repository_kb.ask(question, on=day("2026-06-01")).hits[0].clause.address == address


FATES = [
    # why, question, day, the clause that must come first ("" for no answer), what must be told
    ("revoked", "Apakah PP 53/2010 masih berlaku?", "2024-06-01", "pp-94-2021/pasal-45/angka-3",
        "PP 53/2010 sudah dicabut oleh PP 94/2021 sejak 31 Agustus 2021, kecuali Pasal 7 ayat (3) (katalog)."),
    ("as it is typed", "pp 53 2010 udh dicabut blm", "2024-06-01", "pp-94-2021/pasal-45/angka-3", "PP 53/2010 sudah dicabut"),
    ("not yet, on that day", "Apakah PP 53/2010 masih berlaku?", "2020-06-01", "pp-53-2010/", "PP 53/2010 berlaku (katalog)."),
    ("a premise that is wrong", "Bukankah UU 5 Tahun 2014 masih menjadi dasar utama manajemen ASN?", "2024-06-01", "uu-20-2023/pasal-76",
        "UU 5/2014 sudah dicabut oleh UU 20/2023"),
    ("not held, what revoked it is", "pp 5 thn 1999 msh dipake ga", "2024-06-01", "pp-37-2004/pasal-15",
        "jadi isinya tidak dapat ditunjukkan. PP 5/1999 sudah dicabut oleh PP 37/2004 sejak 16 Oktober 2004 (katalog)."),
    ("neither is held", "UU 11 Tahun 2020 masih berlaku?", "2024-06-01", "", "UU 11/2020 sudah dicabut oleh Perppu 2/2022"),
    ("amended", "UU 1/2015 masih berlaku?", "2024-06-01", "uu-1-2015/", "UU 1/2015 berlaku, telah diubah, terakhir oleh Perppu 2/2020"),
    ("it stands", "Apakah PP 94/2021 sudah dicabut?", "2024-06-01", "pp-94-2021/", "PP 94/2021 berlaku (katalog)."),
    ("nothing of the kind is known", "Apakah PP 1/1901 masih berlaku?", "2024-06-01", "", "tidak ada dalam korpus ini"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "on", "address", "told"), rows(FATES))
def test_whether_an_instrument_holds_is_told_and_what_revoked_it_comes_first(repository_kb, question, on, address, told):
    answer = repository_kb.ask(question, on=day(on))
    assert told in answer.message
    assert (answer.hits[0].clause.address if answer.hits else "").startswith(address)
    assert answer.answered == bool(address)


ABOUT_A_CLAUSE = ["Apakah Pasal 7 ayat (3) PP 53/2010 masih berlaku?", "Apa kewajiban PNS menurut PP 53/2010?"]


@pytest.mark.parametrize("question", ABOUT_A_CLAUSE)
def test_a_clause_carries_its_own_fate_and_others_are_not_told_it(repository_kb, question):
    answer = repository_kb.ask(question, on=day("2024-06-01"))
    assert answer.message == ""
    assert answer.hits[0].clause.key == "pp-53-2010"


def test_the_fate_of_what_the_filters_leave_out_is_told_and_not_shown(repository_kb):
    answer = repository_kb.ask("Apakah PP 5/1999 masih berlaku?", on=day("2024-06-01"), jenis=("UU",))
    assert "PP 5/1999 sudah dicabut oleh PP 37/2004" in answer.message
    assert not any(hit.regulation.jenis == "PP" for hit in answer.hits)


def test_an_old_rule_that_is_asked_for_is_not_put_below(taman):
    asked = "pegawai memakai topi calon saat kampanye"
    scores = {h.clause.key: h.score for h in taman.ask(f"{asked} menurut aturan lama", on=day("2024-06-01")).hits}
    usual = {h.clause.key: h.score for h in taman.ask(asked, on=day("2024-06-01")).hits}
    assert scores["pp-53-2010"] / scores["pp-94-2021"] > usual["pp-53-2010"] / usual["pp-94-2021"]


def test_a_question_about_the_penalty_brings_it_after_the_norm(taman):
    hits = taman.ask("pegawai taman, kepala desa, prajurit ikut kampanye caleg dihukum apa", on=day("2024-06-01")).hits
    assert [h.clause.address for h in hits[:2]] == ["uu-7-2017/pasal-1", "uu-7-2017/pasal-6"]
    assert "sanksi atas norma di atasnya" in hits[1].why
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


SMALLEST = [
    ("a huruf, not the Pasal that holds it", "kampanye sore hari dengan obor menyala", "uu-7-2017/pasal-2/ayat-1/huruf-b"),
    ("the only ayat, not the Pasal of the same words", "lampu hias dinyalakan penjaga malam kampanye", "uu-7-2017/pasal-5/ayat-1"),
    ("an ayat, not its neighbour", "panitia menyediakan kursi kampanye", "uu-7-2017/pasal-2/ayat-2"),
    ("the norm, not its elucidation", "pegawai memakai topi calon bergambar wajah saat kampanye", "pp-94-2021/pasal-1"),
    ("the elucidation, where a meaning is asked", "apa yang dimaksud topi calon bergambar wajah", "pp-94-2021/penjelasan/pasal-1"),
]


@pytest.mark.parametrize(("question", "address"), rows(SMALLEST))
def test_the_smallest_address_that_answers_is_the_quote(taman, question, address):
    assert found(taman, question)[0] == address


def test_every_way_of_saying_is_seen_in_its_example():
    lost = [s.example for s in aims.ELECTIONS if Election(s.says) not in read_aims(s.example).elections]
    lost += [s.example for s in aims.SUBJECTS if s.name not in read_aims(s.example).subjects]
    lost += [aims.PENALTY.example] * (not read_aims(aims.PENALTY.example).penalty)
    lost += [aims.FORMER.example] * (not read_aims(aims.FORMER.example).former)
    lost += [aims.MEANING.example] * (not read_aims(aims.MEANING.example).meaning)
    lost += [aims.RULING.example] * (not read_aims(aims.RULING.example).ruling)
    lost += [aims.FATE.example] * (not read_aims(aims.FATE.example).fate)
    lost += [aims.PENALTY_TEXT.example] * (not aims.sets_penalty(aims.PENALTY_TEXT.example))
    assert lost == []


NOT_SAID = [
    # why, question
    ("pemilu alone is said of both", "netral di pemilu"),
    ("a bupati who acts is no candidate", "bupati menyuruh camat kampanye"),
    ("a word inside another", "tnis dan pilkadang"),
    ("nothing", ""),
]


@pytest.mark.parametrize("question", rows(NOT_SAID))
def test_what_is_not_said_is_not_heard(question):
    assert (read_aims(question).elections, read_aims(question).penalty, read_aims(question).meaning) == (frozenset(), False, False)


SCORES = st.lists(st.tuples(st.integers(0, 5), st.floats(0, 1, width=32)), min_size=1, max_size=30)


@given(SCORES)
def test_groups_agree_with_the_plain_way(pairs):
    numbers = {g: n for n, g in enumerate(dict.fromkeys(g for g, _ in pairs))}
    group_of = np.array([numbers[g] for g, _ in pairs], dtype=np.int32)
    scores = np.array([s for _, s in pairs], dtype=np.float32)
    groups = Groups(group_of)
    chunks, starts = groups.members(np.arange(len(groups)))
    best, second = two_best(starts, scores[chunks])
    for group in range(len(numbers)):
        ordered = sorted((float(s) for s in scores[group_of == group]), reverse=True)
        assert best[group] == ordered[0]
        assert second[group] == (ordered[1] if len(ordered) > 1 else 0)
        assert groups.members(np.array([group]))[0].tolist() == np.flatnonzero(group_of == group).tolist()
    assert groups.first().tolist() == chunks[starts].tolist()


@given(st.floats(0, 1, width=32), SCORES)
def test_evidence_stays_between_nothing_and_one(share, pairs):
    scores = np.array([s for _, s in pairs], dtype=np.float32)
    asked, answers = np.array([g % 2 == 0 for g, _ in pairs]), np.ones(len(pairs), dtype=bool)
    totals = Evidence.for_groups(np.array([0]), Matches(np.arange(len(pairs)), scores, scores, asked, answers)).total(share)
    assert ((totals >= 0) & (totals <= 1 + 1e-6)).all()


def test_an_empty_index_has_no_groups():
    groups = Groups(np.zeros(0, dtype=np.int32))
    assert (len(groups), best(groups.members(np.arange(0))[1], np.zeros(0, dtype=np.float32)).tolist()) == (0, [])


def ranked(*ranks):
    return [*({"rank": r, "held": True} for r in ranks), {"summary": {}}]


COMPARED = [
    # why, ranks of one, ranks of the other, the difference, whether it is significant
    ("the same", (1, 2, None), (1, 2, None), 0.0, False),
    ("one question proves nothing", (2,), (1,), 0.5, False),
    ("all better", (2,) * 12, (1,) * 12, 0.5, True),
    ("all worse", (1,) * 12, (2,) * 12, -0.5, True),
    ("beyond rank ten is nothing", (11,) * 12, (None,) * 12, 0.0, False),
]


@pytest.mark.parametrize(("one", "other", "difference", "significant"), rows(COMPARED))
def test_two_models_are_compared_question_by_question(one, other, difference, significant):
    result = compare(ranked(*one), ranked(*other))
    assert result.difference == pytest.approx(difference)
    assert (result.p < 0.05) == significant
    assert result.low <= result.difference <= result.high
    assert f"{difference:+.4f}" in printed_comparison(("satu", "dua"), result)


PRECISE = [
    # why, gold, right down to what it names
    ("the huruf named", {"pasal": "2", "ayat": "1", "huruf": "b"}, True),
    ("another huruf", {"pasal": "2", "ayat": "1", "huruf": "c"}, False),
    ("only the Pasal is named", {"pasal": "2"}, None),
    ("by its address", {"pasal": "2", "address": "uu-7-2017/pasal-2/ayat-1/huruf-b"}, True),
    ("within the ayat of its address", {"pasal": "2", "address": "uu-7-2017/pasal-2/ayat-1"}, True),
]


@pytest.mark.parametrize(("gold", "precise"), rows(PRECISE))
def test_a_hit_is_right_down_to_what_the_gold_names(taman, gold, precise):
    question = {"question": "kampanye sore hari dengan obor menyala", "gold": [{"reg": "UU 7/2017", **gold}]}
    row, _ = evaluate(taman, [question])
    assert (row["rank"], row["precise"]) == (1, precise)
