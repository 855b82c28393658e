"""Files and words made to do harm: each costs its own verdict, in bearable time, and nothing of it works on a page or a terminal.

``python -m bench.fuzz`` looks for more of their kind; what it found stands here.
"""

# ruff: noqa: E501 - a table reads best one row a line

from __future__ import annotations

import json
import struct
import time
import zlib
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from making import document, rows

from bench.fuzzing.offices import docx, parts_of, zipped
from bench.fuzzing.pdfs import assembled, plain, stream
from kb.cli import main
from kb.errors import KbError, QuestionError, ReadError
from kb.escaping import on_terminal
from kb.ingest import build, read_one
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import Catalogue
from kb.law.references import find_citations
from kb.library import Library
from kb.lines import objects
from kb.read.office import MAX_COLUMNS, MAX_UNPACKED
from kb.read.pages import read_document
from kb.read.repair import _LONGEST, counts, repairs_of
from kb.read.structure import parse
from kb.records import printed_answer
from kb.web import cari, kasus, naskah
from kb.web.answers import answer_html
from kb.web.cards import Cards
from kb.web.rujukan import respond, uploaded
from kb.web.ways import Ways

LAW = "PERATURAN BUPATI CONTOH\nNOMOR 71 TAHUN 1998\nTENTANG\nKOLAM\n\nPasal 1\nKolam dikuras tiap bulan.\n"
SECRET = "rahasiasekali"


def pages(*changes, texts=("Pasal 1\nKolam dikuras.",) * 2, **more):
    """A PDF of ours with some of its objects changed: 1 the catalogue, 2 the tree of pages, 5 the first page, 6 what is on it."""
    objects_of = plain(texts, **more)
    for number, body in changes:
        objects_of[number - 1] = body
    return assembled(objects_of)


def blown_up(size, times):
    """Blanks deflated so many times over, as what is on the first page."""
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(b" " * 10_000_000) for _ in range(size // 10_000_000)), packer.flush()])
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    names = b" ".join([b"/FlateDecode"] * times)
    return pages((6, b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), names, data)), texts=("Pasal 1",))


def drawing_itself():
    more = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 6 0 R >> >>"
    return pages((6, stream(b"BT /F1 11 Tf (Pasal 1) Tj ET /X0 Do", more=more)), texts=("x",), mapped=True)


def lying():
    """A DOCX whose main part unpacks to 150 MB, and says that it is 100 bytes."""
    parts = [(name, part.encode()) for name, part in parts_of("x").items() if name != "word/document.xml"]
    data = zipped([*parts, ("word/document.xml", b" " * (MAX_UNPACKED // 2))])
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 100) + data[at + 28 :]


def with_entities(head):
    parts = {name: part.encode() for name, part in parts_of("BERKAS Pasal 1", head).items()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"BERKAS", b"&berkas;")
    return zipped(list(parts.items()))


def wide(columns):
    row = f"<w:tbl><w:tblGrid/><w:tr><w:tc><w:tcPr><w:gridSpan w:val='{columns}'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    parts = parts_of(LAW)
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:body>", f"<w:body>{row}")
    return zipped([(name, part.encode()) for name, part in parts.items()])


LAUGHS = "".join(f'<!ENTITY t{n} "{f"&t{n - 1};" * 10 if n else "tawa"}">' for n in range(10))
PAGE = b"<!DOCTYPE html>\n<html><body>"
FILES = [
    # why, ending, bytes, words of the reason, "" where it is read
    ("PDF: a stream that unpacks to 100 MB", "pdf", lambda: blown_up(100_000_000, 1), "tanpa lapisan teks"),
    ("PDF: a stream that unpacks twice, to 300 MB", "pdf", lambda: blown_up(300_000_000, 2), "tanpa lapisan teks"),
    ("PDF: the tree of pages is its own branch", "pdf", lambda: pages((2, b"<< /Type /Pages /Count 2 /Kids [2 0 R 5 0 R] >>")), "rusak"),
    ("PDF: a page is the tree it stands in", "pdf", lambda: pages((5, b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [2 0 R] >>")), "rusak"),
    ("PDF: a form that draws itself", "pdf", drawing_itself, "tanpa lapisan teks"),
    ("PDF: 100,000 brackets deep", "pdf", lambda: pages((1, b"<< /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>")), "rusak"),
    ("PDF: 10,000 pages", "pdf", lambda: pages(texts=("Pasal 1",) * 10_000), "10,000 halaman, lebih dari batas 5,000"),
    ("PDF: a tree that says 999,999,999 pages", "pdf", lambda: pages((2, b"<< /Type /Pages /Count 999999999 /Kids [5 0 R] >>")), "lapisan teks"),
    ("DOCX: a part of another size than it says", "docx", lying, "DOCX rusak"),
    ("DOCX: an entity that is a file", "docx", lambda path: with_entities(f'<!DOCTYPE w [<!ENTITY berkas SYSTEM "file://{path}">]>'), "DOCTYPE"),
    ("DOCX: entities that grow tenfold ten times", "docx", lambda: with_entities(f'<!DOCTYPE w [{LAUGHS}<!ENTITY berkas "&t9;">]>'), "DOCTYPE"),
    ("DOCX: a cell that is 99,999,999 columns wide", "docx", lambda: wide(99_999_999), "lebih dari batas 1,000"),
    ("DOCX: a cell as wide as may be", "docx", lambda: wide(MAX_COLUMNS), ""),
    ("DOCX: parts whose names lead out", "docx", lambda: zipped([*((n, p.encode()) for n, p in parts_of(LAW).items()), ("../../../tmp/kb-keluar", b"x")]), ""),
    ("HTML: 100,000 elements deep", "html", lambda: PAGE + b"<div>" * 100_000 + LAW.encode(), ""),
    ("HTML: 10,000 tables in each other's cells", "html", lambda: PAGE + b"<table><tr><td>" * 10_000 + LAW.encode(), ""),
    ("HTML: an entity that is a file", "html", lambda path: PAGE.replace(b"html>", f'html [<!ENTITY x SYSTEM "file://{path}">]>'.encode(), 1) + b"&x;" + LAW.encode(), ""),
    ("HTML: cells outside of any row, a row outside of any table", "html", lambda: PAGE + b"<td>a<tr><td>b</table><p>" + LAW.encode(), ""),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "make", "words"), rows(FILES))
def test_a_hostile_file_costs_its_own_verdict(tmp_path, monkeypatch, ending, make, words):
    monkeypatch.setattr("kb.read.ocr.version", lambda: "")
    (tmp_path / "rahasia").write_text(SECRET, encoding="utf-8")
    path = tmp_path / f"a.{ending}"
    path.write_bytes(make(tmp_path / "rahasia") if make.__code__.co_varnames[:1] == ("path",) else make())
    started = time.monotonic()
    if words:
        with pytest.raises(ReadError, match=words) as caught:
            read_document(path, path.name)
        assert SECRET not in str(caught.value)
    else:
        text = read_document(path, path.name).text
        assert "Kolam dikuras tiap bulan." in text
        assert SECRET not in text
    assert time.monotonic() - started < 90
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name, "rahasia"]


NAMES = [
    # why, name
    ("a new line", "a\nb.txt"),
    ("a code for the terminal", "a\x1b[31mb.txt"),
    ("letters that run the other way", "a\u202etxt.b.txt"),
    ("markup", "<img src=x onerror=alert(1)>.txt"),
    ("two dots", "..txt"),
    ("no UTF-8", "a\udcffb.txt"),
]


@pytest.mark.parametrize("name", rows(NAMES))
def test_a_name_is_one_printable_line_wherever_it_is_told(tmp_path, model, name):
    folder = tmp_path / "naskah"
    folder.mkdir()
    (folder / f"x{name}").write_text(LAW.replace("KOLAM", ""), encoding="utf-8")
    build([folder], tmp_path / "indeks", str(model))
    [verdict] = KnowledgeBase.open(tmp_path / "indeks", str(model)).files()
    assert verdict.file.isprintable()
    assert verdict.reason.isprintable()
    told = CliRunner().invoke(main, ["status", "--index", str(tmp_path / "indeks"), "--model", str(model)]).stdout
    assert told.replace("\n", "").isprintable()


def test_a_reason_is_one_line_whatever_the_parser_says(tmp_path):
    """lxml quotes the line at fault."""
    parts = [(name, part.encode()) for name, part in parts_of(LAW).items()]
    path = tmp_path / "a.docx"
    path.write_bytes(zipped([(n, d.replace(b"<Override", b"<![CDATA[\n<Override") if n.startswith("[") else d) for n, d in parts]))
    verdict, _ = read_one(path, "naskah/a.docx", Catalogue({}))
    assert verdict.verdict == "failed"
    assert "\n" not in verdict.reason


NO_NUMBERS = [
    # why, text: a build must read it, and an article that says it must be checked
    ("annex 0", "LAMPIRAN 0"),
    ("annex IIIII", "LAMPIRAN IIIII"),
    ("a digit that int() does not read", "Pasal ²"),
    ("digits of another script", "Pasal ٣"),
    ("a number of 5,000 digits", f"Pasal {'9' * 5000}"),
    ("a number as a page's first line that int() does not read", "Pasal 2\nIkan.\n\f²\nPasal 3"),
]


@pytest.mark.parametrize("words", rows(NO_NUMBERS))
def test_what_is_no_number_is_no_place(tmp_path, kb, words):
    text = f"{LAW}\n{words}\nIkan emas.\n\n{words} UU 901/1991\n"
    assert "".join(parse(document(text)).pieces(text)) == text
    find_citations(text, kb.catalogue.names)
    kb.check(text)
    repairs_of(text, (0, *(n + 1 for n, c in enumerate(text) if c == "\f")))


def test_a_catchword_of_one_long_word_is_soon_dismissed():
    text = "Pasal 1\n" + "x" * 40_000 + "\n\fPasal 2\n"
    started = time.process_time()
    repairs_of(text, (0, text.index("\f") + 1))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("word", ["rnri" * 1_000, "it" * 2_000])
def test_a_word_that_never_ends_is_no_misread_one(word):
    started = time.process_time()
    assert not repairs_of(f"Pasal 1 {word} unhrk", (0,))[:-1]
    assert time.process_time() - started < 20


def test_no_known_word_is_too_long_to_be_repaired():
    assert max(map(len, counts())) + 2 <= _LONGEST


@pytest.fixture
def library_cards(index, model):
    return Cards.of(Library(index, str(model)))


ENDLESS = [
    # why, article of one sentence without an end, 500,000 characters at most
    ("references", "Pasal 3 ayat (1) UU 901/1991 " * 17_000),
    ("references and quotations", ("Pasal 3 ayat (1) UU 901/1991 " * 60 + f'"{"pegawai dilarang memihak calon " * 60}" ') * 130),
]


@pytest.mark.parametrize("text", rows(ENDLESS))
def test_an_article_of_one_sentence_takes_no_longer_than_one_of_many(kb, text):
    started = time.process_time()
    kb.check(text[:500_000])
    assert time.process_time() - started < 20


@pytest.mark.parametrize("words", ["ayat (1), ", "huruf a, ", "Pasal 3 ayat (1), dipidana, "])
def test_a_clause_that_cites_without_an_end_is_read_in_bearable_time(tmp_path, words):
    """It took the square of its length: 3 s for 67,000 letters."""
    path = tmp_path / "surat.txt"
    path.write_text(f"{LAW.rstrip()} {words * (200_000 // len(words))}\n", encoding="utf-8")
    started = time.process_time()
    verdict, one = read_one(path, "acak/surat.txt", Catalogue({}))
    assert one is not None, verdict
    assert time.process_time() - started < 10


HALF = "UU 901/1991 \ud83d Pasal 2"


def asked_for(name, answer, cards, filled):
    """The texts that an event of the page is answered with."""
    ways = Ways(SimpleNamespace(cards=lambda: cards))
    ways.add(name, answer)
    return [text for text in ways.answer(name, json.dumps(filled).encode()) if isinstance(text, str)]


def test_half_of_a_letter_is_no_letter_at_any_door(kb, library_cards):
    """A browser may send one; nothing that is put out can hold one."""
    shown = [
        respond(kb, HALF, None, HALF),
        *asked_for("cari", cari.respond, library_cards, ["", None, [HALF], [], HALF, HALF]),
        *asked_for("tautan", cari.arrive, library_cards, [f"?tanya={HALF}"]),
        *asked_for("tautan", cari.arrive, library_cards, [f"?alamat={HALF}"]),
        *asked_for("tautan", naskah.arrive, library_cards, [f"?naskah={HALF}"]),
        *asked_for("tautan", naskah.arrive, library_cards, [f"?banding={HALF}&dengan={HALF}"]),
        *asked_for("contoh", kasus.sample, library_cards, [HALF]),
        printed_answer(kb, kb.ask(HALF)),
        answer_html(kb.ask("larangan", jenis=(HALF,), wilayah=(HALF,)), library_cards, None),
    ]
    for html in shown:
        assert html.encode("utf-8", "replace").decode("utf-8") == html
    for attempt in (lambda: kb.show(HALF), lambda: kb.show("uu-901-1991\ud83d/pasal-2")):
        try:
            attempt()
        except KbError as error:
            str(error).encode("utf-8")


LINES = [
    # why, line, words of the fault, "" where it is read
    ("half of a letter", '{"id": "\\ud83d", "text": "a\\uD83D"}', ""),
    ("100,000 brackets deep", "[" * 100_000, "terlalu dalam"),
    ("a number of 5,000 digits", f'{{"id": {"9" * 5000}, "text": "a"}}', "terlalu panjang"),
]


@pytest.mark.parametrize(("line", "words"), rows(LINES))
def test_a_line_of_a_batch_is_an_object_or_a_fault(line, words):
    if words:
        with pytest.raises(QuestionError, match=words):
            list(objects(line, "text", "a.jsonl"))
    else:
        [found] = objects(line, "text", "a.jsonl")
        json.dumps(found, ensure_ascii=False).encode("utf-8")


def test_a_terminal_is_told_nothing_that_it_would_obey(tmp_path, model):
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "a.txt").write_text(LAW.replace("dikuras", "dikuras\x1b]0;jahat\x07 \u202e\x9b31m"), encoding="utf-8")
    build([tmp_path / "k"], tmp_path / "i", str(model))
    shared = ["--index", str(tmp_path / "i"), "--model", str(model)]
    for command in (["show", "perbup-contoh-71-1998/pasal-1"], ["ask", "Pasal 1 Perbup Contoh 71/1998"], ["show", "perbup-contoh-71-1998"]):
        told = CliRunner().invoke(main, [*command, *shared]).stdout
        assert "Kolam dikuras" in told
        assert told == on_terminal(told)


def test_an_upload_whose_name_leads_out_touches_nothing_else(kb, tmp_path):
    (tmp_path / "dalam").mkdir()
    (tmp_path / "luar.txt").write_text("Pasal 2 UU 901/1991", encoding="utf-8")
    _, html = uploaded(kb, str(tmp_path / "dalam" / ".." / "tidak-ada" / "luar.txt"), "")
    assert 'role="alert"' in html
    assert (tmp_path / "luar.txt").exists()


def test_the_makers_make_what_is_read(tmp_path):
    """Else the table above, and the fuzzing, would prove nothing."""
    for name, data in (("a.docx", docx(LAW)), ("a.pdf", assembled(plain([LAW])))):
        (tmp_path / name).write_bytes(data)
        assert "Kolam dikuras tiap bulan." in read_document(tmp_path / name, name).text
