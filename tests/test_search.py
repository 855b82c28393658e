"""Asking: an exact reference always comes first, what is not held is said, filters and dates hold."""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import day, rows, static_model

from kb.answer.ask import MOST_PHRASES
from kb.answer.search import MAX_HITS, MAX_QUESTION, OUT_OF_CORPUS, Answer, Question
from kb.errors import QuestionError
from kb.indexing.clauses import _finder
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.regulation import Locator

SHORT_WORDS = (("Pasal", "Ps."), ("ayat", "ay."), ("huruf", "hrf."))


def shortened(citation):
    for word, short in SHORT_WORDS:
        citation = citation.replace(word, short)
    return citation


def bracketed(citation):
    return re.sub(r"ayat (\(\w+\))(?: huruf (\w+))?", lambda m: f"{m[1]} ({m[2]})" if m[2] else m[1], citation)


def with_commas(citation):
    return re.sub(r" (ayat|huruf|angka|baris|bagian) ", r", \1 ", citation)


FORMS = [
    # why, how a clause's citation and its regulation make a question
    ("citation and label", lambda cite, r: f"{cite} {r.short}"),
    ("in a sentence", lambda cite, r: f"apa bunyi {cite} {r.short}?"),
    ("small letters", lambda cite, r: f"{cite} {r.short}".lower()),
    ("capitals", lambda cite, r: f"{cite} {r.short}".upper()),
    ("short words", lambda cite, r: f"{shortened(cite)} {r.short}"),
    ("instrument first", lambda cite, r: f"{r.short} {cite}"),
    ("with a preposition", lambda cite, r: f"tolong tampilkan {cite} dari {r.short}"),
    ("commas between the steps", lambda cite, r: f"{with_commas(cite)}, {r.short}"),
    ("ayat and huruf in brackets alone", lambda cite, r: f"{bracketed(cite)} {r.short}"),
]
NAME_FORMS = [
    ("official name", lambda cite, r: [f"{cite} {r.official}", *([] if cite.startswith("angka") else [f"{r.official} {cite}"])]),
    ("every name people use", lambda cite, r: [f"{cite} {name}" for name in r.sebutan]),
    ("every number of a joint decree", lambda cite, r: [f"{cite} {r.jenis} Nomor {n.nomor} Tahun {n.tahun}" for n in r.nomor]),
]
OPENINGS = ("pembukaan",)


def exact_cases(kb):
    """Every address held that a citation can name, with its citation and regulation."""
    for address in dict.fromkeys(kb.addresses()):
        key, _, locator = address.partition("/")
        if locator not in OPENINGS:
            yield address, Locator.parse(locator).cite(), kb.catalogue[key]


def first_hit(kb, question):
    answer = kb.ask(question, k=3, on=day("2000-01-01"))
    return answer.hits[0].clause.address if answer.hits else answer.message


@pytest.mark.parametrize("form", rows(FORMS))
def test_an_exact_reference_ranks_its_clause_first(kb, form):
    asked = [(form(cite, regulation), address) for address, cite, regulation in exact_cases(kb)]
    assert len(asked) > 40
    assert [(question, first_hit(kb, question)) for question, address in asked if first_hit(kb, question) != address] == []


@pytest.mark.parametrize("form", rows(NAME_FORMS))
def test_an_exact_reference_by_any_name_ranks_its_clause_first(kb, form):
    asked = [(question, address) for address, cite, regulation in exact_cases(kb) for question in form(cite, regulation)]
    assert asked
    assert [(question, first_hit(kb, question)) for question, address in asked if first_hit(kb, question) != address] == []


@pytest.mark.parametrize("address", rows([("the opening is an address too", "uu-901-1991/pembukaan")]))
def test_an_opening_is_found_by_its_citation(kb, address):
    assert first_hit(kb, "Pembukaan UU 901/1991") == address


def test_every_hit_is_found_again_by_its_own_citation(kb):
    answer = kb.ask("pegawai taman mendukung calon ketua taman saat kampanye", k=MAX_HITS, on=day("2000-01-01"))
    assert len(answer.hits) > 10
    assert [h.citation for h in answer.hits if first_hit(kb, h.citation) != h.clause.address] == []


REFERENCES = [
    # why, question, first addresses
    ("two references, in their order", "beda Pasal 2 PP 902/1995 dan Pasal 3 UU 901/1991", ["pp-902-1995/pasal-2", "uu-901-1991/pasal-3"]),
    ("a list", "Pasal 3 ayat (1) dan ayat (2) UU 901/1991", ["uu-901-1991/pasal-3/ayat-1", "uu-901-1991/pasal-3/ayat-2"]),
    ("asked twice, shown once", "Pasal 2 UU 901/1991 dan lagi Pasal 2 UU 901/1991", ["uu-901-1991/pasal-2"]),
    ("one instrument for all the Pasal of a question", "dalam UU Taman, apa beda Pasal 2, lalu apa isi Pasal 4?", ["uu-901-1991/pasal-2", "uu-901-1991/pasal-4"]),
    ("inserted Pasal is not its base", "Pasal 3A UU 901/1991", ["uu-901-1991/pasal-3a"]),
    ("a revoked instrument still comes first when asked for", "Pasal 1 PP 903/1992", ["pp-903-1992/pasal-1"]),
    ("one not yet in force too", "Pasal 1 UU 907/2091", ["uu-907-2091/pasal-1"]),
    ("a joint decree by its other signatory's number", "diktum KEDUA SKB 22/DK/1996", ["skb-taman-1996/diktum-kedua"]),
    ("row of a part without naming the part: each", "Lampiran II nomor 1 SKB Taman", ["skb-taman-1996/lampiran-2/bagian-a/baris-1", "skb-taman-1996/lampiran-2/bagian-b/baris-1"]),
    ("no instrument: everyone that has it", "apa isi Pasal 12?", ["perbup-contoh-908-1999/pasal-12"]),
    ("no instrument, huruf and all", "Pasal 3 ayat (1) huruf c angka 2", ["uu-901-1991/pasal-3/ayat-1/huruf-c/angka-2"]),
    ("a number without its year", "Pasal 1 PP 903", ["pp-903-1992/pasal-1"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "first"), rows(REFERENCES))
def test_references_come_first_and_in_order(kb, question, first):
    answer = kb.ask(question, on=day("2000-01-01"))
    assert answer.answered
    assert [h.clause.address for h in answer.hits][: len(first)] == first
    assert all(h.score == 1.0 for h in answer.hits[: len(first)])
    assert all(h.score < 1.0 for h in answer.hits[len(first) :])


def test_a_pasal_of_no_named_instrument_is_offered_from_each(kb):
    hits = [h for h in kb.ask("Pasal 2", on=day("2000-01-01")).hits if h.score == 1.0]
    assert [h.clause.address for h in hits] == ["pp-902-1995/pasal-2", "pp-903-1992/pasal-2", "uu-901-1991/pasal-2"]
    assert all("tanpa nama peraturan" in h.why[0] for h in hits)


NOT_HELD = [
    # why, question, words of the message
    ("known instrument, not held", "Pasal 5 UU 905/1990", "UU 905/1990"),
    ("known by its name, not held", "apa isi Pasal 1 UU Pagar?", "UU 905/1990"),
    ("instrument nobody knows", "Pasal 5 UU 999/2050", "UU 999/2050"),
    ("instrument alone, not held", "apa isi UU 905/1990?", "UU 905/1990"),
    ("Pasal the held instrument has not", "Pasal 999 UU 901/1991", "Pasal 999 UU 901/1991"),
    ("ayat the held Pasal has not", "Pasal 3 ayat (9) UU 901/1991", "Pasal 3 ayat (9) UU 901/1991"),
    ("huruf of another Pasal", "Pasal 2 huruf a UU 901/1991", "Pasal 2 huruf a UU 901/1991"),
    ("right number, wrong year", "Pasal 3 UU 901/1992", "UU 901/1992"),
    ("right number, wrong kind", "Pasal 3 PP 901/1991", "PP 901/1991"),
    ("diktum it has not", "diktum KESEPULUH SKB Taman", "diktum KESEPULUH SKB Taman 1996"),
    ("annex row it has not", "Lampiran I nomor 99 SKB Taman", "Lampiran I baris 99 SKB Taman 1996"),
]


@pytest.mark.parametrize(("question", "words"), rows(NOT_HELD))
def test_what_is_not_held_is_said_by_its_name(kb, question, words):
    answer = kb.ask(question)
    assert not answer.answered
    assert answer.hits == ()
    assert words in answer.message
    assert "tidak ada dalam korpus ini" in answer.message
    assert answer.message != OUT_OF_CORPUS


def test_what_is_held_comes_with_a_word_on_what_is_not(kb):
    answer = kb.ask("Pasal 2 UU 901/1991 dan Pasal 5 UU 905/1990")
    assert answer.answered
    assert answer.hits[0].clause.address == "uu-901-1991/pasal-2"
    assert "UU 905/1990" in answer.message


def test_a_pasal_that_nobody_has_is_said(kb):
    answer = kb.ask("apa isi Pasal 999?")
    assert not answer.answered
    assert "Pasal 999" in answer.message


OUTSIDE = [
    ("cooking", "resep rendang padang yang empuk"),
    ("weather", "cuaca besok cerah nggak?"),
    ("another language", "what is the capital of France"),
    ("only words that say nothing", "apakah itu yang di dan ke?"),
    ("only signs", "??? !!!"),
    ("a number", "12345"),
    ("letters at random", "qwzx plmk"),
]


@pytest.mark.parametrize("question", rows(OUTSIDE))
def test_a_question_outside_the_corpus_is_refused(kb, question):
    answer = kb.ask(question)
    assert (answer.answered, answer.hits, answer.message) == (False, (), OUT_OF_CORPUS)


def test_a_question_outside_the_corpus_is_refused_under_any_model(tmp_path, corpus):
    other = static_model(tmp_path / "huruf")  # knows letters, not words, so that all texts look alike to it
    build([corpus], tmp_path / "indeks", str(other))
    assert not KnowledgeBase.open(tmp_path / "indeks", str(other)).ask("resep rendang padang yang empuk").answered


INSIDE = [
    # why, question, an address among the first three
    ("its own words", "pegawai taman berpidato untuk calon ketua taman saat kampanye", "uu-901-1991/pasal-3"),
    ("other forms of its words", "apakah pegawai boleh mendukung calon ketua taman?", "pp-902-1995/pasal-2"),
    ("a row of an annex", "berfoto bersama calon dengan jari terangkat", "skb-taman-1996/lampiran-1/baris-2"),
    ("a letter", "pegawai memakai topi calon saat bekerja", "se-wali-kota-contoh-800-904-tmn/angka-1"),
]


@pytest.mark.parametrize(("question", "address"), rows(INSIDE))
def test_a_question_finds_its_clause(kb, question, address):
    answer = kb.ask(question, on=day("2000-01-01"))
    assert answer.answered
    assert any(h.clause.address.startswith(address) for h in answer.hits[:3]), [h.clause.address for h in answer.hits]


def test_hits_come_in_order_without_repeats_and_quote_their_source(kb):
    answer = kb.ask("pegawai taman mendukung calon ketua taman saat kampanye", k=MAX_HITS, on=day("2000-01-01"))
    scores = [h.score for h in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    articles = [(h.clause.key, h.clause.locator.article) for h in answer.hits]
    assert len(set(articles)) == len(articles)
    assert all(h.why for h in answer.hits)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_no_more_hits_than_asked_for(kb, k):
    assert len(kb.ask("pegawai taman mendukung calon ketua taman saat kampanye", k=k).hits) == k
    assert len(kb.ask("Pasal 2 UU 901/1991 dan Pasal 3 UU 901/1991", k=1).hits) == 1


def test_fewer_hits_are_the_first_of_more(kb):
    question = "pegawai taman mendukung calon ketua taman saat kampanye"
    few, many = (kb.ask(question, k=k, on=day("2000-01-01")).hits for k in (3, 10))
    assert [h.clause.address for h in few] == [h.clause.address for h in many[:3]]


FILTERS = [
    # why, jenis, wilayah, kinds that may come
    ("one kind", ("UU",), (), {"UU"}),
    ("kinds in any case", ("uu", "skb"), (), {"UU", "SKB"}),
    ("a region, and what is national", (), ("Kota Contoh",), {"UU", "PP", "SKB", "SE", "Perbup"}),
    ("both", ("SE",), ("kota contoh",), {"SE"}),
]


@pytest.mark.parametrize(("jenis", "wilayah", "kinds"), rows(FILTERS))
def test_filters_let_through_only_what_they_name(kb, jenis, wilayah, kinds):
    answer = kb.ask("pegawai taman mendukung calon ketua taman saat kampanye", k=MAX_HITS, jenis=jenis, wilayah=wilayah)
    assert answer.hits
    assert {h.regulation.jenis for h in answer.hits} <= kinds


WRITTEN = [
    # why, what is written before the question, what holds for every hit
    ("a kind", "jenis:uu,skb", lambda h: h.regulation.jenis in ("UU", "SKB")),
    ("a region of two words", 'wilayah:"Kota Lain"', lambda h: h.regulation.wilayah == "nasional"),
    ("a year", "tahun:1995", lambda h: h.regulation.nomor[0].tahun == 1995),
    ("a status", "status:dicabut", lambda h: h.standing.status == "dicabut"),
    (
        "a phrase",
        '"calon ketua taman"',
        lambda h: "calon ketua taman" in " ".join(f"{h.clause.text} {h.companion and h.companion.text}".lower().split()),
    ),
]


@pytest.mark.parametrize(("written", "holds"), rows(WRITTEN))
def test_filters_and_phrases_written_in_the_question_hold(kb, written, holds):
    question = f"{written} pegawai taman mendukung calon ketua taman saat kampanye"
    answer = kb.ask(question, k=MAX_HITS)
    assert answer.hits
    assert [h.clause.address for h in answer.hits if not holds(h)] == []
    assert answer.question.text == question


def test_a_phrase_that_no_clause_has_is_said_and_the_nearest_come(kb):
    answer = kb.ask('pegawai taman mendukung "calon ketua kebun" saat kampanye')
    assert answer.hits
    assert "Tidak ada klausul yang memuat “calon ketua kebun” kata demi kata" in answer.message


def test_more_provisions_than_are_looked_up_are_said_and_one_cited_again_is_one(kb):
    many = kb.ask("; ".join(f"Pasal {number}" for number in range(1, 31)))
    assert "30 rujukan disebut, lebih dari batas 20; hanya 20 yang pertama dicari." in many.message
    often = kb.ask("Pasal 2 UU 901/1991, " * 60)
    assert (often.message, often.hits[0].citation) == ("", kb.ask("Pasal 2 UU 901/1991").hits[0].citation)


def test_the_clauses_under_an_article_are_its_own_and_not_those_of_a_longer_number(kb):
    article, held = Locator.parse("pasal-3"), kb.held.clauses
    under = [str(clause.locator) for clause in held.under("uu-901-1991", article)]
    assert under == [str(c.locator) for c in held.of("uu-901-1991") if str(c.locator).split("/")[0] == "pasal-3"]
    assert held.having_under(article) == {
        h.regulation.kunci for h in kb.holdings() if h.clauses and held.under(h.regulation.kunci, article)
    }


def test_more_quotations_than_are_heeded_are_words_like_any_other(kb):
    words = "pegawai taman mendukung calon ketua taman saat kampanye"
    quoted = " ".join(f'"{word} {number}"' for number, word in enumerate(words.split()[: MOST_PHRASES + 1]))
    answer = kb.ask(f"{words} {quoted}")
    assert answer.hits
    assert f"{MOST_PHRASES + 1} frasa dalam tanda kutip, lebih dari batas {MOST_PHRASES}: dicari seperti kata biasa." in answer.message


def test_a_phrase_quoted_again_and_again_is_one_phrase(kb):
    words = "pegawai taman mendukung calon ketua taman saat kampanye"
    once, often = kb.ask(f'"calon ketua taman" {words}', k=MAX_HITS), kb.ask(f"{'“CALON ketua taman” ' * 40}{words}", k=MAX_HITS)
    assert {h.clause.address for h in once.hits} == {h.clause.address for h in often.hits}
    assert often.message == ""


@given(st.text(st.sampled_from("aAbBſK\u212aİıß .,\n1_"), max_size=40), st.text(st.sampled_from("aAbBkſß1_ "), min_size=1, max_size=4))
def test_a_phrase_stands_where_it_does_in_any_case(text, phrase):
    """Found in small letters, where none is longer so, and not by a slow pattern."""
    if not phrase.split():
        return
    slow = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.lower().split())) + r"(?!\w)")
    assert [text[a:b].lower() for a, b in _finder(phrase)(text)] == [m[0] for m in slow.finditer(text.lower())] or len(text.lower()) != len(
        text
    )


def test_a_question_of_nothing_but_filters_is_sent_back(kb):
    with pytest.raises(QuestionError, match="tulis juga kata yang dicari"):
        kb.ask("jenis:UU tahun:1991")


def test_another_region_is_left_out(kb):
    hits = kb.ask("pegawai memakai topi calon saat bekerja kampanye", k=MAX_HITS, wilayah=("Kota Lain",)).hits
    assert hits
    assert {h.regulation.wilayah for h in hits} == {"nasional"}


def test_a_filter_that_lets_nothing_through_is_said(kb):
    answer = kb.ask("pegawai taman mendukung calon ketua taman saat kampanye", jenis=("Perda",))
    assert not answer.answered
    assert "saringan" in answer.message


def test_an_exact_reference_obeys_the_filter(kb):
    hits = kb.ask("Pasal 2", jenis=("PP",), on=day("2000-01-01")).hits
    assert {h.regulation.jenis for h in hits} == {"PP"}


ON_DATES = [
    # why, citation, day, status, whose doing
    ("before it was made", "Pasal 3 UU 901/1991", "1991-02-28", "belum_berlaku", "UU 901/1991"),
    ("in force", "Pasal 3 UU 901/1991", "1991-03-01", "berlaku", ""),
    ("before it was revoked", "Pasal 1 PP 903/1992", "1995-04-30", "berlaku", ""),
    ("revoked", "Pasal 1 PP 903/1992", "1995-05-01", "dicabut", "PP 902/1995"),
    ("outlives its regulation", "Pasal 2 ayat (2) PP 903/1992", "1995-05-01", "berlaku", "PP 902/1995"),
    ("conditioned by the court", "Pasal 3 ayat (1) huruf b UU 901/1991", "1998-08-01", "bersyarat", "Putusan MK 906/PUU-I/1998"),
]


@pytest.mark.parametrize(("citation", "on", "status", "cause"), rows(ON_DATES))
def test_a_hit_stands_as_on_the_day_asked(kb, citation, on, status, cause):
    hit = kb.ask(citation, on=day(on)).hits[0]
    assert (str(hit.standing.status), hit.standing.cause) == (status, cause)
    [shown] = kb.show(citation, on=day(on))
    assert shown.standing == hit.standing


def test_what_is_revoked_ranks_below_what_stands(kb):
    question = "pegawai lalai menyapu halaman taman, calon, kampanye"
    before = {h.clause.address: h.score for h in kb.ask(question, k=MAX_HITS, on=day("1995-04-30")).hits}
    after = {h.clause.address: h.score for h in kb.ask(question, k=MAX_HITS, on=day("1995-05-01")).hits}
    assert after["pp-903-1992/pasal-1"] < before["pp-903-1992/pasal-1"]
    assert after["uu-901-1991/pasal-2"] == before["uu-901-1991/pasal-2"]


def test_the_official_wording_is_the_quote_and_ours_stands_beside_it(kb):
    hit = kb.ask("Pasal 2 ayat (1) PP 902/1995").hits[0]
    assert (hit.clause.nature, hit.companion.nature) == ("resmi", "ringkasan")
    assert hit.clause.locator == hit.companion.locator
    assert kb.ask("Pasal 2 UU 901/1991").hits[0].companion is None


BAD = [
    ("nothing", {"text": ""}, "kosong"),
    ("blanks", {"text": " \n\t"}, "kosong"),
    ("too long", {"text": "a" * (MAX_QUESTION + 1)}, f"{MAX_QUESTION:,}"),
    ("no hits wanted", {"text": "pegawai", "k": 0}, "1 sampai"),
    ("less than none", {"text": "pegawai", "k": -3}, "-3"),
    ("too many", {"text": "pegawai", "k": MAX_HITS + 1}, str(MAX_HITS)),
]


@pytest.mark.parametrize(("asked", "words"), rows(BAD))
def test_a_question_that_cannot_be_asked_is_refused(asked, words):
    with pytest.raises(QuestionError, match=re.escape(words)):
        Question(**asked)


def test_the_longest_question_is_asked(kb):
    assert isinstance(kb.ask("a" * MAX_QUESTION), Answer)


PIECES = st.sampled_from(
    "Pasal |Pasal 3|(1)| huruf a|UU 901/1991|UU Taman|PP 999|SKB| diktum |Lampiran II|pegawai |kampanye |boleh |<script>|\n|'; --|\x00|\u202e|🌳".split(
        "|"
    )
)


@settings(max_examples=200)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_any_text_is_answered_or_refused(kb, text):
    try:
        answer = kb.ask(text)
    except QuestionError:
        assert not text.strip() or len(text) > MAX_QUESTION
        return
    assert answer.answered == bool(answer.hits)
    assert answer.answered or answer.message
    assert len(answer.hits) <= 10


SHOWN = [
    # why, what is asked for, addresses
    ("citation", "Pasal 3 ayat (2) UU 901/1991", ["uu-901-1991/pasal-3/ayat-2"]),
    ("address", "uu-901-1991/pasal-3/ayat-2", ["uu-901-1991/pasal-3/ayat-2"]),
    ("address with a slash after it", "uu-901-1991/pasal-2/", ["uu-901-1991/pasal-2"]),
    ("elucidation by its address", "uu-901-1991/penjelasan/pasal-4", ["uu-901-1991/penjelasan/pasal-4"]),
    ("key", "uu-907-2091", ["uu-907-2091/pembukaan", "uu-907-2091/pasal-1"]),
    ("name", "UU Taman Terapung", ["uu-907-2091/pembukaan", "uu-907-2091/pasal-1"]),
    ("label", "UU 907/2091", ["uu-907-2091/pembukaan", "uu-907-2091/pasal-1"]),
    ("held twice, shown once", "pp-902-1995/pasal-1", ["pp-902-1995/pasal-1"]),
]


@pytest.mark.parametrize(("wanted", "addresses"), rows(SHOWN))
def test_show(kb, wanted, addresses):
    assert [h.clause.address for h in kb.show(wanted)] == addresses


NOT_SHOWN = [
    ("no such clause", "uu-901-1991/pasal-99", "kb show uu-901-1991"),
    ("no such key", "uu-1-1900/pasal-1", "tidak dikenali"),
    ("known, not held", "uu-905-1990", "UU 905/1990"),
    ("known by name, not held", "UU Pagar", "UU Pagar"),
    ("Pasal of an instrument not held", "Pasal 1 UU Pagar", "UU 905/1990"),
    ("nothing at all", "", "contoh"),
    ("no reference", "pegawai taman", "contoh"),
    ("an address with a bad step", "uu-901-1991/bab-2", "uu-901-1991"),
]


@pytest.mark.parametrize(("wanted", "words"), rows(NOT_SHOWN))
def test_show_says_why_there_is_nothing(kb, wanted, words):
    with pytest.raises(QuestionError, match=re.escape(words)) as caught:
        kb.show(wanted)
    assert "\n" not in str(caught.value)


PLACES = [
    # why, address, ancestors, the one before, the one after
    ("ayat between ayat", "uu-901-1991/pasal-3/ayat-1", ["pasal-3"], None, "pasal-3/ayat-2"),
    ("angka deep down", "uu-901-1991/pasal-3/ayat-1/huruf-c/angka-2", ["pasal-3", "pasal-3/ayat-1", "pasal-3/ayat-1/huruf-c"], "pasal-3/ayat-1/huruf-c/angka-1", None),
    ("Pasal between Pasal, the inserted one too", "uu-901-1991/pasal-3", [], "pasal-2", "pasal-3a"),
    ("row in its part", "skb-taman-1996/lampiran-2/bagian-a/baris-1", ["lampiran-2", "lampiran-2/bagian-a"], None, "lampiran-2/bagian-a/baris-2"),
    ("the opening is nobody's neighbour", "uu-907-2091/pasal-1", [], None, None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "above", "previous", "following"), rows(PLACES))
def test_a_clause_among_its_neighbours(kb, address, above, previous, following):
    place = kb.place(kb.show(address)[0].clause)
    assert [str(c.locator) for c in place.above] == above
    assert (place.previous and str(place.previous.locator) == previous) or place.previous is previous
    assert (place.next and str(place.next.locator) == following) or place.next is following
