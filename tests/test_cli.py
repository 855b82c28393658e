"""The command line's contract: what goes to stdout, what to stderr, with which exit code."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner
from making import ROOT, day, rows

from kb.cli import main
from kb.indexing.generation import current

HIT = ["regulation", "address", "locator", "citation", "text", "nature", "status", "score", "source"]
SOURCE = ["file", "page", "sha256", "start", "end"]


@pytest.fixture
def run(index, model):
    """Runs kb on the made-up corpus's index with the tiny model."""

    def run_kb(*arguments, given=None):
        named = {"ask", "show", "status", "eval"} & {arguments[0]} if arguments else ()
        more = ["--index", str(index), "--model", str(model)] if named else []
        return CliRunner().invoke(main, [*map(str, arguments), *more], input=given)

    return run_kb


def records(result):
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return [json.loads(line) for line in result.stdout.splitlines()]


def in_order(wanted, record):
    """Whether the fields of the contract stand in a record in the contract's order; more may stand between."""
    return [field for field in record if field in wanted] == wanted


def test_ask_json(run):
    [record] = records(run("ask", "Pasal 3 ayat (1) huruf c UU 901/1991", "--json", "-k", "2", "--on", "2000-01-01"))
    assert in_order(["answered", "hits"], record)
    assert record["answered"] is True
    assert len(record["hits"]) == 2
    for hit in record["hits"]:
        assert in_order(HIT, hit)
        assert list(hit["source"]) == SOURCE
    first = record["hits"][0]
    assert first["address"] == "uu-901-1991/pasal-3/ayat-1/huruf-c"
    assert first["locator"] == {"pasal": "3", "ayat": "1", "huruf": "c"}
    assert (first["regulation"], first["citation"]) == ("UU 901/1991", "Pasal 3 ayat (1) huruf c UU 901/1991")
    assert (first["nature"], first["status"], first["score"]) == ("ringkasan", "berlaku", 1.0)


def test_a_quote_is_a_slice_of_the_file_it_names(run, corpus):
    for question in ("Pasal 3 UU 901/1991", "Lampiran I nomor 2 SKB Taman", "Pasal 2 PP 902/1995"):
        for hit in records(run("ask", question, "--json"))[0]["hits"]:
            source = hit["source"]
            data = (corpus.parent / source["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == source["sha256"]
            assert data.decode()[source["start"] : source["end"]] == hit["text"]


def test_ask_json_refused(run):
    [record] = records(run("ask", "resep rendang padang", "--json"))
    assert (record["answered"], record["hits"]) == (False, [])
    assert "korpus ini" in record["message"]


def test_ask_batch_answers_in_order_of_input(run, tmp_path):
    questions = ["Pasal 2 UU 901/1991", "resep rendang", "Pasal 1 PP 903/1992"]
    lines = [json.dumps({"id": f"q{n}", "question": question}) for n, question in enumerate(questions)]
    path = tmp_path / "tanya.jsonl"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    found = records(run("ask", "--batch", path, "--json"))
    assert all(in_order(["id", "answered", "hits"], record) and next(iter(record)) == "id" for record in found)
    assert [(record["id"], record["answered"]) for record in found] == [("q0", True), ("q1", False), ("q2", True)]
    assert found[0]["hits"] == records(run("ask", questions[0], "--json"))[0]["hits"]


BATCHES = [
    # why, bytes of the file, exit code, answers printed, words on stderr
    ("nothing in it", b"", 0, 0, ""),
    ("ids of any kind", b'{"id": 7, "question": "Pasal 2 UU 901/1991"}\n', 0, 1, ""),
    ("no id", b'{"question": "Pasal 2 UU 901/1991"}', 0, 1, ""),
    ("lines that end as Windows ends them", b'{"question": "Pasal 2 UU 901/1991"}\r\n{"question": "Pasal 4 UU 901/1991"}\r\n', 0, 2, ""),
    ("not JSON: the line is named", b'{"question": "Pasal 2 UU 901/1991"}\n{"question"\n', 1, 1, "baris 2 bukan JSON"),
    ("no question", b'{"id": "a"}\n', 1, 0, 'berisi "question"'),
    ("a list, not an object", b'["Pasal 2"]\n', 1, 0, "baris 1 harus objek"),
    ("a line separator inside a question ends no line", '{"question": "Pasal 2\u2028UU 901/1991"}\n'.encode(), 0, 1, ""),
    ("not UTF-8", b'{"question": "Pasal 2 \xff"}\n', 1, 0, "UTF-8"),
    ("half of a letter in a question", b'{"question": "Pasal 2 UU 901/1991 \\ud800"}\n', 0, 1, ""),
    ("an empty question costs its own line only", b'{"question": ""}\n{"question": "Pasal 2 UU 901/1991"}\n', 0, 2, ""),
    ("a question that is no text", b'{"question": null}\n', 1, 0, "question"),
]


@pytest.mark.parametrize(("data", "code", "answers", "words"), rows(BATCHES))
def test_batches_good_and_bad(run, tmp_path, data, code, answers, words):
    path = tmp_path / "tanya.jsonl"
    path.write_bytes(data)
    result = run("ask", "--batch", path, "--json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (code, answers)
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == code


SHOWN = [
    ("a citation", "Pasal 3 ayat (2) UU 901/1991", ["uu-901-1991/pasal-3/ayat-2"]),
    ("an address", "pp-902-1995/pasal-2/ayat-1", ["pp-902-1995/pasal-2/ayat-1"]),
    ("a key: every clause in order", "uu-907-2091", ["uu-907-2091/pembukaan", "uu-907-2091/pasal-1"]),
]


@pytest.mark.parametrize(("wanted", "addresses"), rows(SHOWN))
def test_show_json(run, wanted, addresses):
    found = records(run("show", wanted, "--json"))
    assert [record["address"] for record in found] == addresses
    for record in found:
        assert in_order([field for field in HIT if field != "score"], record)
        assert "score" not in record
        assert list(record["source"]) == SOURCE


def test_show_json_says_status_on_a_day_and_its_cause(run):
    [before] = records(run("show", "pp-903-1992/pasal-1", "--json", "--on", "1995-04-30"))
    [after] = records(run("show", "pp-903-1992/pasal-1", "--json", "--on", "1995-05-01"))
    assert (before["status"], before["status_cause"], before["status_since"]) == ("berlaku", "", None)
    assert (after["status"], after["status_cause"], after["status_since"]) == ("dicabut", "PP 902/1995", "1995-05-01")


def test_status_json(run, kb):
    found = records(run("status", "--json"))
    regulations = [record for record in found if "key" in record]
    files = [record for record in found if "file" in record]
    assert found == [*regulations, *files]
    assert all(list(r) == ["key", "regulation", "judul", "status", "clauses", "natures", "unverified"] for r in regulations)
    assert all(list(f) == ["file", "verdict", "reason"] for f in files)
    by_key = {r["key"]: r for r in regulations}
    assert (by_key["pp-902-1995"]["clauses"], by_key["pp-902-1995"]["natures"]) == (12, {"resmi": 6, "ringkasan": 6})
    assert (by_key["pp-903-1992"]["status"], by_key["pp-903-1992"]["unverified"]) == ("dicabut", 5)
    assert (by_key["uu-901-1991"]["unverified"], by_key["uu-905-1990"]["clauses"]) == (1, 0)
    assert sum(r["clauses"] for r in regulations) == len(list(kb.addresses()))
    assert [f["file"] for f in files if f["verdict"] != "ok"] == ["contoh/resmi/perbup-contoh-908-1999.txt"]


PLAIN = [
    # why, arguments, words that must be there
    (
        "an answer",
        ("ask", "Pasal 2 UU 901/1991"),
        ["1. Pasal 2 UU 901/1991", "ringkasan, bukan teks resmi", "uu-901-1991/pasal-2", "contoh/ringkasan/uu-901-1991.md"],
    ),
    (
        "official wording with ours beside it",
        ("ask", "Pasal 1 PP 902/1995", "-k", 1),
        ["sebelum pukul 07.00", "Penjelasan sederhana: ", "teks resmi"],
    ),
    ("a refusal", ("ask", "resep rendang padang"), ["Tidak ditemukan dalam korpus ini"]),
    ("a clause that is gone", ("show", "pp-903-1992/pasal-1"), ["sudah dicabut oleh PP 902/1995 sejak 1995-05-01", "belum diverifikasi"]),
    ("a reported letter", ("show", "se-wali-kota-contoh-800-904-tmn/angka-1"), ["menurut pemberitaan, bukan teks resmi"]),
    (
        "an annex row with its columns",
        ("show", "skb-taman-1996/lampiran-1/baris-2"),
        ["Perbuatan: Berfoto bersama calon", "Sanksi: Teguran tertulis"],
    ),
    (
        "an outline",
        ("show", "uu-901-1991"),
        ["Undang-Undang Nomor 901 Tahun 1991 tentang Pemilihan Ketua Taman", "BAB II LARANGAN", "Pasal 3A: "],
    ),
    ("what is held", ("status",), ["UU 901/1991", "7 peraturan dipegang dari 9 yang dikenal", "contoh/katalog/uu-901-1991.toml"]),
]


@pytest.mark.parametrize(("arguments", "words"), rows(PLAIN))
def test_plain_output_is_for_people(run, arguments, words):
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    flowing = result.stdout.replace("\n  | ", " ")
    assert [w for w in words if w not in flowing] == []


def test_a_document_cannot_steer_the_terminal(tmp_path, model):
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "PERATURAN BUPATI CONTOH\nNOMOR 81 TAHUN 1998\nTENTANG\nAIR\n\nPasal 1\nAir \x1b[2Jjernih.\n", encoding="utf-8"
    )
    arguments = ["--index", str(tmp_path / "i"), "--model", str(model)]
    assert CliRunner().invoke(main, ["build", "--corpus", str(folder), *arguments]).exit_code == 0
    shown = CliRunner().invoke(main, ["show", "perbup-contoh-81-1998/pasal-1", *arguments])
    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout


FAULTS = [
    # why, arguments, words on stderr
    ("empty question", ("ask", ""), "pertanyaan kosong"),
    ("question too long", ("ask", "a" * 3000), "3,000"),
    ("no hits wanted", ("ask", "pegawai", "-k", "0"), "1 sampai 100"),
    ("batch file that is not there", ("ask", "--batch", "/tidak/ada.jsonl", "--json"), "/tidak/ada.jsonl tidak ada"),
    ("a batch that is a folder", ("ask", "--batch", "/", "--json"), "berkas / tidak ada"),
    ("clause that is not held", ("show", "uu-901-1991/pasal-99"), "kb show uu-901-1991"),
    ("nothing known by that name", ("show", "Undang-undang gaib"), "tidak dikenali"),
    ("instrument that is not held", ("show", "Pasal 5 UU 905/1990"), "UU 905/1990"),
    ("a name over two lines", ("show", "Pasal 5 UU\n999 Tahun 1990"), "UU 999/1990"),
    ("questions that are not there", ("eval", "/tidak/ada.jsonl"), "/tidak/ada.jsonl tidak ada"),
    ("an instrument alone, over two lines", ("show", "UU\n999 Tahun 1990"), "tidak ada dalam korpus ini"),
]


@pytest.mark.parametrize(("arguments", "words"), rows(FAULTS))
def test_a_fault_is_one_line_on_stderr_and_exit_1(run, arguments, words):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("kb: ")
    assert words in result.stderr


USAGE = [
    ("neither question nor batch", ("ask",), "beri satu pertanyaan"),
    ("both", ("ask", "pegawai", "--batch", "a.jsonl"), "beri satu pertanyaan"),
    ("no quotes around a question", ("ask", "Boleh", "PNS", "kampanye?"), "Kelebihan kata: PNS kampanye?"),
    ("unknown option", ("ask", "pegawai", "--warna", "biru"), "Pilihan '--warna' tidak ada"),
    ("an option without its value", ("build", "--corpus"), "Pilihan '--corpus' perlu nilai"),
    ("unknown command, one near it", ("asks", "pegawai"), "Perintah 'asks' tidak ada. Barangkali maksudnya: 'ask'"),
    ("a day that is none", ("ask", "pegawai", "--on", "2023-02-30"), "Nilai '--on' tidak sah"),
    ("a day as people write it", ("show", "uu-901-1991", "--on", "1 Februari 1991"), "Nilai '--on' tidak sah"),
    ("a number that is none", ("ask", "pegawai", "-k", "banyak"), "'banyak' bukan bilangan"),
    ("a form that is none", ("export", "uu-901-1991", "--as", "pdf"), "'pdf' tidak ada di antara 'akn', 'jsonld'"),
    ("show nothing", ("show",), "Belum disebut: 'RUJUKAN'"),
    ("eval nothing", ("eval",), "Belum disebut"),
    ("a port that is none", ("serve", "--port", "pintu"), "'pintu' bukan bilangan"),
]


@pytest.mark.parametrize(("arguments", "words"), rows(USAGE))
def test_a_usage_error_is_exit_2_and_told_in_indonesian(run, arguments, words):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr.partition("kb: ")[2]


SAID = ROOT / "kb" / "bahasa" / "id" / "LC_MESSAGES" / "messages.po"


def test_what_click_says_is_compiled_from_what_we_wrote_and_click_still_says_it():
    catalogue = read_po(io.BytesIO(SAID.read_bytes()), locale="id")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert SAID.with_suffix(".mo").read_bytes() == compiled.getvalue(), "compile it anew: its first line says how"
    clicks = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    said = [m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id]
    assert [words for words in said if json.dumps(words) not in clicks] == []


COMMANDS = ["ask", "backup", "build", "eval", "export", "restore", "serve", "show", "status", "verify-index"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "--index" in result.stdout


def test_help_names_every_command():
    result = CliRunner().invoke(main, ["-h"])
    assert result.exit_code == 0
    assert all(f"  {command} " in result.stdout for command in COMMANDS)


def test_build_tells_what_it_made_and_is_quick_the_second_time(corpus, model, tmp_path):
    arguments = ["build", "--corpus", str(corpus), "--index", str(tmp_path / "i"), "--model", str(model)]
    first, second = (CliRunner().invoke(main, arguments) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert "7 peraturan" in first.stdout
    assert str(current(tmp_path / "i")) in first.stdout
    assert "Membaca naskah" in first.stderr
    assert second.stderr == ""


BUILDS = [
    # why, options, words on stderr
    ("corpus that is not there", ("--corpus", "/tidak/ada"), "/tidak/ada"),
    ("model that is not there", ("--corpus", "{corpus}", "--model", "./tidak-ada"), "./tidak-ada"),
    ("store nobody knows", ("--corpus", "{corpus}", "--store", "laci"), "'laci'"),
]


@pytest.mark.parametrize(("options", "words"), rows(BUILDS))
def test_build_faults(corpus, tmp_path, options, words):
    given = [option.format(corpus=corpus) for option in options]
    result = CliRunner().invoke(main, ["build", *given, "--index", str(tmp_path / "i")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


def test_a_missing_index_names_the_remedy(tmp_path):
    for arguments in (["ask", "pegawai"], ["show", "uu-901-1991"], ["status"]):
        result = CliRunner().invoke(main, [*arguments, "--index", str(tmp_path / "kosong")])
        assert (result.exit_code, result.stdout) == (1, "")
        assert "kb build" in result.stderr


GOLD = [
    # id, question, gold, rank: 1 found first, None not among ten or nothing held
    ("first", "Pasal 2 UU 901/1991", [{"reg": "UU 901/1991", "pasal": "2"}], 1),
    ("second", "Pasal 2 dan Pasal 4 UU 901/1991", [{"reg": "UU 901/1991", "pasal": "4"}], 2),
    ("not found", "Pasal 2 UU 901/1991", [{"reg": "PP 903/1992", "pasal": "1"}], None),
    ("gold that is not held", "Pasal 2 UU 901/1991", [{"reg": "UU 905/1990", "pasal": "1"}], None),
    (
        "known by another label too",
        "Lampiran I nomor 2 SKB Taman",
        [{"reg": "SKB 22/DK/1996", "alt": ["SKB Taman 1996"], "pasal": None}],
        1,
    ),
    ("out of scope, refused", "resep rendang padang", [], None),
]


def test_eval_counts_as_the_field_counts(run, tmp_path):
    path = tmp_path / "emas.jsonl"
    lines = [json.dumps({"id": name, "question": question, "gold": gold}) for name, question, gold, _ in GOLD]
    path.write_text("\n".join(lines), encoding="utf-8")
    *found, last = records(run("eval", path, "--json"))
    assert [(row["id"], row["rank"] if row["held"] else None) for row in found] == [(name, rank) for name, _, _, rank in GOLD]
    summary = last["summary"]
    assert (summary["questions"], summary["gold_held"]) == (6, 4)
    assert summary["hit@1"] == 2 / 4
    assert summary["hit@5"] == 3 / 4
    assert summary["mrr@10"] == round((1 + 1 / 2 + 0 + 1) / 4, 4)
    assert summary["refused"] == 1 / 1
    plain = run("eval", path)
    assert plain.exit_code == 0
    assert "hit@1" in plain.stdout


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "kb", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "ask" in done.stdout
    assert done.stderr == ""


def test_today_is_the_day_when_none_is_named(run):
    [shown] = records(run("show", "uu-907-2091/pasal-1", "--json"))
    assert shown["status"] == "belum_berlaku"
    assert shown["status_since"] == day("2091-01-01").isoformat()
