"""``kb check`` and the tab Verifikasi Rujukan: the contract's record, files of every kind, hostile input, the page in a browser."""

from __future__ import annotations

import json
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from making import pdf, rows
from page_fixtures import HOSTILE, chromium, served, turn_to
from playwright.sync_api import expect

from kb.articles import Article
from kb.cli import main
from kb.reports import report
from kb.web.rujukan import HINT, respond, uploaded
from kb.web.verdicts import checked_html, clean

FIELDS = ["text", "start", "end", "regulation", "locator", "verdict", "suggestion", "reason", "status_now", "address"]
TEXT = "Pasal 3 ayat (1) huruf c UU 901/1991 berlaku bagi semua."


@pytest.fixture
def run(index, model):
    def run_kb(*arguments, given=None):
        return CliRunner().invoke(main, ["check", *map(str, arguments), "--index", str(index), "--model", str(model)], input=given)

    return run_kb


def records(result):
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return [json.loads(line) for line in result.stdout.splitlines()]


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def docx(text):
    import docx as office

    document, out = office.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def test_the_record_of_the_contract(run):
    [record] = records(run("-", "--json", "--on", "2000-01-01", given=TEXT))
    assert list(record) == ["references"]
    [reference] = record["references"]
    assert [field for field in reference if field in FIELDS] == FIELDS
    assert reference["text"] == TEXT[reference["start"] : reference["end"]] == "Pasal 3 ayat (1) huruf c UU 901/1991"
    assert (reference["regulation"], reference["verdict"]) == ("UU 901/1991", "ok")
    assert reference["locator"] == {"pasal": "3", "ayat": "1", "huruf": "c"}
    assert reference["address"] == "uu-901-1991/pasal-3/ayat-1/huruf-c"


FILES = [
    ("plain text", "berita.txt", TEXT),
    ("no ending", "berita", TEXT),
    ("an ending nobody knows", "berita.berita", TEXT),
    ("byte order mark", "berita.txt", b"\xef\xbb\xbf" + TEXT.encode()),
    ("Markdown", "berita.md", f"# Berita\n\n{TEXT}"),
    ("HTML", "berita.html", f"<html><body><script>alert(1)</script><p>{TEXT}</p></body></html>"),
    ("DOCX", "berita.docx", docx(TEXT)),
    ("PDF", "berita.pdf", pdf([f"{TEXT}\nPara pegawai apel pagi di balai kota."])),
]


@pytest.mark.parametrize(("name", "data"), rows(FILES))
def test_a_file_of_any_kind(run, tmp_path, name, data):
    [record] = records(run(write(tmp_path, name, data), "--json"))
    assert [r["regulation"] for r in record["references"]] == ["UU 901/1991"]


def test_offsets_are_those_of_the_text_as_it_stands_in_the_file(run, tmp_path):
    text = f"---\njudul: x\n---\r\n<!-- catatan --> \u202e{TEXT}\n"
    [record] = records(run(write(tmp_path, "a.md", text), "--json"))
    [reference] = record["references"]
    assert text[reference["start"] : reference["end"]] == reference["text"]


LINE = {"id": "a1", "text": TEXT, "pub_date": "2000-01"}


def test_lines_in_give_lines_out(run, tmp_path):
    lines = [LINE, {"id": 2, "text": "Tidak ada apa-apa."}, {"id": "a3", "text": TEXT, "pub_date": None}]
    path = write(tmp_path, "b.jsonl", "\n".join(json.dumps(line) for line in lines) + "\n\n")
    found = records(run("--batch", path, "--json"))
    assert [record["id"] for record in found] == ["a1", 2, "a3"]
    assert [len(record["references"]) for record in found] == [1, 0, 1]
    assert records(run(path, "--json")) == found


def test_one_line_of_json_is_a_line(run, tmp_path):
    assert records(run(write(tmp_path, "satu.json", json.dumps(LINE)), "--json"))[0]["id"] == "a1"
    assert records(run("-", "--json", given=json.dumps(LINE)))[0]["id"] == "a1"


def test_the_day_of_the_line_decides(run, tmp_path):
    line = {"id": 1, "text": "UU 901/1991", "pub_date": "1980-01-01"}
    [record] = records(run(write(tmp_path, "satu.json", json.dumps(line)), "--json"))
    assert record["references"][0]["verdict"] == "unclear"


FAULTS = [
    # why, arguments, standard input, words of the message
    ("no such file", ["tidak-ada.txt"], None, "tidak ada"),
    ("binary", ["-"], b"\x00\x01\x02", "biner"),
    ("no UTF-8", ["-"], b"Pasal \xff", "UTF-8"),
    ("too long", ["-"], b"a" * 500_001, "500,001"),
    ("far too long", ["-"], b"a" * 20_000_001, "20,000,000"),
    ("an ending no report has", ["-", "--out", "x.xls"], b"UU 901/1991", ".docx"),
]


@pytest.mark.parametrize(("arguments", "given", "words"), rows(FAULTS))
def test_a_fault_is_one_line(run, arguments, given, words):
    result = run(*arguments, given=given)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("line", rows([("no JSON", "{x"), ("no object", "[1]"), ("no text", '{"id": 1}'), ("text no text", '{"text": 1}')]))
def test_a_faulty_line_is_named(run, tmp_path, line):
    result = run("--batch", write(tmp_path, "b.jsonl", f"{json.dumps(LINE)}\n{line}\n"), "--json")
    assert result.exit_code == 1
    assert "baris 2" in result.stderr


def test_a_line_too_long_costs_its_own_record(run, tmp_path):
    path = write(tmp_path, "b.jsonl", json.dumps({"id": 1, "text": "a" * 500_001}) + "\n" + json.dumps(LINE))
    first, second = records(run("--batch", path, "--json"))
    assert (first["references"], second["id"]) == ([], "a1")
    assert "500,001" in first["message"]


def test_for_a_terminal(run):
    result = run("-", given=f"{TEXT} Juga Pasal 99 ayat (1) UU 901/1991.")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 rujukan: 1 tepat")
    assert "uu-901-1991/pasal-3/ayat-1/huruf-c" in result.stdout
    assert run("-", given="").stdout.startswith("Tidak ditemukan")


def test_either_a_file_or_a_batch(run):
    assert run().exit_code == 2


@pytest.mark.parametrize("suffix", rows([("Markdown", ".md"), ("DOCX", ".docx"), ("JSON", ".json")]))
def test_reports(run, tmp_path, suffix):
    out = tmp_path / f"laporan{suffix}"
    assert run("-", "--out", out, given=TEXT).exit_code == 0
    data = out.read_bytes()
    words = data.decode() if suffix != ".docx" else ""
    if suffix == ".docx":
        with zipfile.ZipFile(out) as packed:
            words = packed.read("word/document.xml").decode()
    assert "UU 901/1991" in words
    assert "ringkasan" in words or suffix == ".json"


def test_markdown_of_hostile_text_does_nothing(kb):
    text = "Pasal 3 ayat (1) huruf c UU 901/1991"
    article = Article(text, name="<script>[x](javascript:1)|`")
    written = report(".md", article, kb.check(text)).decode()
    assert "<script>" not in written.replace("\\<script\\>", "")
    assert not re.search(r"(?<!\\)\]\(", written)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen |= {tag, *(name for name, _ in attrs if name.startswith("on"))}


@given(st.lists(st.sampled_from([TEXT, HOSTILE, "</article>", "\x00", "\u202e", "&amp;"]) | st.text(max_size=20), max_size=6).map(" ".join))
def test_the_article_shown_back_is_only_text(kb, text):
    tags = Tags()
    tags.feed(checked_html(Article(text), kb.check(text)))
    assert not tags.seen & {"script", "img", "iframe", "onerror", "onload", "object"}


def test_what_is_not_seen_is_shown():
    assert clean("a\x00b\u202ec\u200bd\n\te") == "a\ufffdb\ufffdc\ufffdd\n\te"


def test_the_page_answers_faults_calmly(kb, tmp_path):
    assert respond(kb, "", None) == HINT
    assert "tidak terbaca" in respond(kb, TEXT, "besok")
    assert "500,001" in respond(kb, "a" * 500_001, "")
    file = write(tmp_path, "x.txt", b"\x00\x01")
    _, html = uploaded(kb, str(file), "")
    assert "biner" in html
    assert not file.exists()  # the copy a browser sent is not kept


def test_an_uploaded_file_is_checked_and_not_kept(kb, tmp_path):
    file = write(tmp_path, "x.docx", docx(TEXT))
    text, html = uploaded(kb, str(file), "2000-01-01")
    assert TEXT in text
    assert "kb-v-tepat" in html
    assert not file.exists()


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with served(tmp_path_factory.mktemp("halaman")) as site, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(15_000)
        page.goto(site.url)
        page.wait_for_selector("#contoh button")
        turn_to(page, "Verifikasi Rujukan")
        yield page


def check(page, text, day="2020-01-01"):
    page.get_by_label("Tulisan yang diperiksa").fill(text)
    page.get_by_label("Tanggal tulisan").fill(day)
    page.get_by_role("button", name="Periksa rujukan").click()


def test_an_article_comes_back_marked_with_the_clause_beside_it(tab):
    check(tab, f"Ini {HOSTILE} dari Pasal 3 huruf b PP 71/2019, juga PP 17/2001 dan Pasal 9 PP 71/2019.")
    expect(tab.locator("#hasil-rujukan .kb-keadaan")).to_contain_text("3 rujukan")
    expect(tab.locator(".kb-tulisan")).to_contain_text("<script>window.pwned=1</script>")
    assert tab.evaluate("window.pwned") is None
    marks = tab.locator(".kb-ruj")
    expect(marks).to_have_count(3)
    expect(marks.nth(1)).to_contain_text("sudah dicabut")  # a word, not only a colour
    item = tab.locator(".kb-rujukan > li").first
    expect(item.locator("blockquote")).to_be_hidden()
    marks.first.click()
    expect(item.locator("blockquote")).to_be_visible()
    expect(item.locator("blockquote")).to_contain_text("membagikan selebaran kampanye")


def test_a_report_is_downloaded_from_the_page_itself(tab):
    check(tab, "Pasal 3 huruf b PP 71/2019")
    expect(tab.locator("#hasil-rujukan .kb-keadaan")).to_contain_text("1 rujukan")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Markdown").click()
    assert download.value.suggested_filename == "verifikasi-rujukan.md"
    assert "PP 71/2019" in download.value.path().read_text("utf-8")


def test_a_file_is_uploaded(tab, tmp_path):
    with tab.expect_file_chooser() as chooser:
        tab.get_by_role("button", name="Unggah berkas").click()
    chooser.value.set_files(write(tmp_path, "berita.html", "<html><body><p>Pasal 4 PP 71/2019</p></body></html>"))
    expect(tab.get_by_label("Tulisan yang diperiksa")).to_have_value(re.compile("Pasal 4 PP 71/2019"))
    expect(tab.locator(".kb-rujukan > li")).to_have_count(1)


def test_a_fault_is_said_and_nothing_scrolls_sideways_on_a_phone(tab):
    tab.set_viewport_size({"width": 390, "height": 844})
    check(tab, "Pasal 3 huruf b PP 71/2019 " * 30, "besok")
    expect(tab.locator("#hasil-rujukan .kb-salah")).to_contain_text("tidak terbaca")
    check(tab, "Pasal 3 huruf b PP 71/2019 " * 30, "2020")
    expect(tab.locator(".kb-rujukan > li")).to_have_count(30)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
