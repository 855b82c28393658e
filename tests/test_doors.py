"""The four doors: the same questions through Python, the command line, HTTP and MCP give the same answers and the same faults."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from click.testing import CliRunner
from making import rows
from mcp import Client, StdioServerParameters
from page_fixtures import environment, free_port, kb_command, running

from kb.answer.facts import Case
from kb.articles import Article
from kb.cli import main
from kb.errors import KbError, QuestionError
from kb.operations import OPERATIONS, Ask, CaseForm, Check, Show
from kb.records import answer_record, file_record, holding_record
from kb.records_case import case_record
from kb.records_links import show_records
from kb.reports import check_record
from kb.web.api import described
from kb.web.exchange import AT_ONCE, WAITING, Busy, Turns, refused
from kb.web.guard import MAX_BODY
from kb.web.metrics import BOUNDS, Metrics

ON = "2000-01-01"
ASKED = [
    # why, operation, what is given
    ("an exact reference", "ask", {"question": "Pasal 3 ayat (1) huruf c UU 901/1991", "k": 2, "on": ON}),
    ("everyday words", "ask", {"question": "pegawai ikut kampanye calon", "on": ON}),
    ("filters", "ask", {"question": "pegawai ikut kampanye calon", "jenis": ["PP"], "on": ON}),
    ("nothing here answers", "ask", {"question": "resep rendang padang", "on": ON}),
    ("not held", "ask", {"question": "Pasal 99 UU 901/1991", "on": ON}),
    ("a question that looks like markup", "ask", {"question": "<script>alert(1)</script> Pasal 2 UU 901/1991", "on": ON}),
    ("a clause by its citation", "show", {"wanted": "Pasal 3 ayat (2) UU 901/1991", "on": ON}),
    ("a clause by its address", "show", {"wanted": "pp-902-1995/pasal-2/ayat-1", "on": ON}),
    ("a whole regulation", "show", {"wanted": "uu-901-1991", "on": ON}),
    ("a case as a story", "case", {"story": "PNS like status calon bupati", "on": ON}),
    ("a case as a form", "case", {"status": "pns", "act": "anggota_partai", "on": ON}),
    ("what is held", "status", {}),
    ("an article, judged by its day", "check", {"text": "Menurut Pasal 3 UU 901/1991 dan PP 902/1996, pegawai netral.", "on": ON}),
]
WEB = httpx.Client(trust_env=False, timeout=30, limits=httpx.Limits(max_keepalive_connections=0))
FAULTS = [
    # why, operation, what is given
    ("an empty question", "ask", {"question": "  "}),
    ("a question that is too long", "ask", {"question": "a" * 2001}),
    ("an address that holds nothing", "show", {"wanted": "uu-901-1991/pasal-77"}),
    ("a case with nothing in it", "case", {"story": " "}),
    ("a status nobody offers", "case", {"story": "ikut kampanye", "status": "raja"}),
    ("words that name nothing", "show", {"wanted": "tidak ada yang begini"}),
]


@pytest.fixture(scope="module")
def site(index, model, tmp_path_factory) -> Iterator[str]:
    """The address of a served index, no limit on how fast one may ask."""
    log = tmp_path_factory.mktemp("pintu") / "log"
    with running(index, model, log, free_port(), "--rate", 0) as url:
        yield url


@pytest.fixture(scope="module")
def tools(index, model):
    """Everything the MCP server says to one client: its tools, and the answer to each question of the tables, by name and form."""
    command, *arguments = kb_command("serve", "--mcp", "--index", index, "--model", model)

    async def talk():
        async with Client(StdioServerParameters(command=command, args=arguments, env=environment())) as client:
            listed = (await client.list_tools()).tools
            said = {}
            for _, name, given in [*ASKED, *FAULTS]:
                answer = await client.call_tool(name, given)
                (only,) = answer.content
                said[name, json.dumps(given)] = (bool(answer.is_error), only.text)
            unknown = await client.call_tool("hapus", {})
            return listed, said, (unknown.is_error, unknown.content[0].text)

    return asyncio.run(talk())


def by_python(kb, name, given):
    form = OPERATIONS[name].read(given)
    if isinstance(form, Ask):
        return answer_record(kb.ask(form.question, form.k, form.on, form.jenis, form.wilayah))
    if isinstance(form, Show):
        return show_records(kb, form.wanted, form.on)
    if isinstance(form, Check):
        return check_record(Article(form.text), kb.check(form.text, form.on))
    if isinstance(form, CaseForm):
        return case_record(kb.case(Case(**msgspec.structs.asdict(form))))
    return [*map(holding_record, kb.holdings()), *map(file_record, kb.files())]


def by_command(index, model, name, given):
    options = [part for key in ("k", "on", "jenis") if key in given for part in (f"{'-' if key == 'k' else '--'}{key}", spelt(given[key]))]
    options += [part for key in ("status", "act") if key in given for part in (f"--{key}", given[key])]
    said = ["-"] if name == "check" else [given[key] for key in ("question", "wanted", "story") if key in given]
    arguments = [name, *options, *([] if name == "status" else ["--"]), *said]
    shared = ["--json", "--index", str(index), "--model", str(model)]
    return CliRunner().invoke(main, [arguments[0], *shared, *arguments[1:]], input=given.get("text"))


def spelt(value):
    return ",".join(value) if isinstance(value, list) else str(value)


def asked(site, path, given, verb="get"):
    more = {"params": {k: spelt(v) for k, v in given.items()}} if verb == "get" else {"json": given}
    return WEB.request(verb, f"{site}{path}", **more)


@pytest.mark.parametrize(("name", "given"), rows(ASKED))
def test_four_doors_give_one_answer(kb, index, model, site, tools, name, given):
    wanted = msgspec.to_builtins(by_python(kb, name, given))
    printed = by_command(index, model, name, given)
    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    assert (lines[0] if OPERATIONS[name].one else lines) == wanted
    for verb in ("get", "post"):
        answer = asked(site, f"/api/{name}", given, verb)
        assert (answer.status_code, answer.json()) == (200, wanted)
    fault, text = tools[1][name, json.dumps(given)]
    assert not fault
    assert json.loads(text) == wanted


@pytest.mark.parametrize(("name", "given"), rows(FAULTS))
def test_four_doors_tell_one_fault(kb, index, model, site, tools, name, given):
    with pytest.raises(KbError) as caught:
        by_python(kb, name, given)
    wanted = str(caught.value)
    printed = by_command(index, model, name, given)
    assert (printed.exit_code, printed.stderr) == (1, f"kb: {wanted}\n")
    answer = asked(site, f"/api/{name}", given, "post")
    assert (answer.status_code, answer.json()) == (400, {"error": wanted})
    assert tools[1][name, json.dumps(given)] == (True, wanted)


def test_each_operation_is_a_tool_that_only_reads(tools):
    listed, _, unknown = tools
    assert [tool.name for tool in listed] == list(OPERATIONS)
    assert all(tool.annotations.read_only_hint and tool.description and tool.input_schema["type"] == "object" for tool in listed)
    assert unknown == (True, f"alat 'hapus' tidak dikenal; yang ada: {', '.join(OPERATIONS)}")


FORMS = [
    # why, operation, what is given, words of the fault
    ("nothing given", "ask", {}, "isian question belum diisi: pertanyaan"),
    (
        "another field",
        "ask",
        {"question": "a", "limit": 3},
        "isian 'limit' tidak dikenal untuk ask; yang ada: question, k, on, jenis, wilayah",
    ),
    ("too many", "ask", {"question": "a", "k": 101}, "isian k tidak sesuai: banyaknya klausul, 1 sampai 100"),
    ("a number in a text", "ask", {"question": "a", "k": "3"}, "isian k tidak sesuai"),
    ("a question that is no text", "ask", {"question": ["a"]}, "isian question tidak sesuai"),
    ("a day that is none", "show", {"wanted": "a", "on": "2023-02-30"}, "isian on tidak sesuai: tanggal TTTT-BB-HH"),
    ("a list of other things", "ask", {"question": "a", "jenis": [1]}, "isian jenis tidak sesuai"),
    ("a field without a name", "ask", {"question": "a", "": 3}, "isian '' tidak dikenal untuk ask"),
    ("a field whose name reads like another fault", "ask", {"question": "a", "z` missing required field `k": 3}, "isian 'z` missing"),
    ("a field for what needs none", "status", {"on": ON}, "isian 'on' tidak dikenal untuk status; yang ada: tidak ada"),
]


@pytest.mark.parametrize(("name", "given", "words"), rows(FORMS))
def test_a_form_at_fault_names_the_field_and_what_it_holds(name, given, words):
    with pytest.raises(QuestionError) as caught:
        OPERATIONS[name].read(given)
    assert words in str(caught.value)


JSON = {"content-type": "application/json"}
BODIES = [
    # why, verb and path, headers, body, code, words
    ("no JSON", "POST /api/ask", JSON, b"{", 400, "bukan JSON"),
    ("deep nesting", "POST /api/ask", JSON, b"[" * 60_000, 400, "JSON"),
    ("a list", "POST /api/ask", JSON, b"[]", 400, "objek JSON"),
    ("half of a letter", "POST /api/ask", JSON, b'{"question": "\\ud800"}', 400, "JSON"),
    ("a letter that is no UTF-8", "POST /api/ask", JSON, b'{"question": "\xed\xa0\x80"}', 400, "JSON"),
    ("a form", "POST /api/ask", {"content-type": "application/x-www-form-urlencoded"}, b"question=a", 400, "application/json"),
    ("too large for the operation", "POST /api/ask", JSON, b" " * 65_537, 413, "65,536 byte"),
    ("no such operation", "GET /api/hapus", {}, b"", 404, "/api/hapus tidak ada"),
    ("a path in the name", "GET /api/..%2f..%2fetc", {}, b"", 404, "tidak ada"),
    ("an empty field is one not given", "GET /api/ask?question=Pasal+2+UU+901/1991&on=&jenis=&k=1", {}, b"", 200, "Pasal 2"),
    ("no question", "GET /api/ask?question=", {}, b"", 400, "belum diisi"),
    ("the page's own", "POST /minta/cari", JSON, b'["", null, [], [], "Pasal 2 UU 901/1991", null]', 200, "kb-kartu"),
    ("the page's own, half of a letter", "POST /minta/cari", JSON, b'["", null, [], [], "Pasal 2 \\ud83d", null]', 200, "kb-hasil"),
    ("the page's own, half of a letter in a link", "POST /minta/tautan", JSON, b'["?tanya=Pasal 2 \\ud83d"]', 200, "kb-hasil"),
    ("the page's own, half of a letter in a list", "POST /minta/cari", JSON, b'["", null, ["\\ud83d"], [], "Pasal 2", null]', 200, "kb-"),
    ("the page's own, half of a letter to be compared", "POST /minta/banding", JSON, b'["\\ud83d", "\\ud83d"]', 200, "kb-salah"),
    ("the page's own, too little filled in", "POST /minta/cari", JSON, b'["a"]', 400, "isian halaman tidak terbaca"),
    ("the page's own, a number for a text", "POST /minta/cari", JSON, b'["", null, [], [], 5, null]', 400, "isian halaman"),
    ("the page's own, deep nesting", "POST /minta/kasus", JSON, b"[" * 60_000, 400, "isian halaman"),
    ("the page's own, no JSON", "POST /minta/naskah", JSON, b"\xff\xfe{", 400, "isian halaman"),
    ("the page's own, a form", "POST /minta/cari", {"content-type": "text/plain"}, b"[]", 400, "application/json"),
    ("the page's own, too large", "POST /minta/cari", JSON, b" " * 65_537, 413, "65,536 byte"),
    ("the page's own, nothing of the name", "POST /minta/hapus", JSON, b"[]", 404, "/minta/hapus tidak ada"),
]


@pytest.mark.parametrize(("target", "headers", "body", "code", "words"), rows(BODIES))
def test_bad_requests_are_one_calm_line(site, target, headers, body, code, words):
    verb, path = target.split()
    answer = WEB.request(verb, site + path, headers=headers, content=body or None)
    assert answer.status_code == code
    assert words in answer.text
    if code != 200:
        assert list(answer.json()) == ["error"]
        assert "\n" not in answer.json()["error"]


LENGTHS = [
    # why, header, its value, code
    ("larger than anything may be", "content-length", str(MAX_BODY + 1), 413),
    ("no length told", "transfer-encoding", "chunked", 411),
]


@pytest.mark.parametrize(("header", "value", "code"), rows(LENGTHS))
def test_a_body_of_no_known_or_no_bearable_length_is_not_read(site, header, value, code):
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=30)
    connection.putrequest("POST", "/gradio_api/queue/join")
    connection.putheader(header, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == code
    assert list(json.loads(answer.read())) == ["error"]
    connection.close()


def test_so_many_are_answered_at_a_time_so_many_wait_in_order_and_the_next_is_told_to_come_back():
    at_work, most, done, turns = set(), [0], [], Turns()

    def work(number):
        at_work.add(number)
        most[0] = max(most[0], len(at_work))
        time.sleep(0.002)
        at_work.discard(number)
        return number

    async def asks(number):
        done.append(await turns.take(work, number))

    async def crowd():
        asking = [asyncio.create_task(asks(number)) for number in range(AT_ONCE + WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as told:
            await turns.take(work, -1)
        await asyncio.gather(*asking)
        return refused(told.value), await turns.take(work, 99)

    answer, after = asyncio.run(crowd())
    assert (answer.status_code, answer.headers["retry-after"], after) == (503, "2", 99)
    assert most[0] <= AT_ONCE
    assert all(abs(place - number) <= AT_ONCE for place, number in enumerate(done))


def test_description_names_every_operation(site):
    said = WEB.get(f"{site}/api/openapi.json").json()
    assert said == json.loads(msgspec.json.encode(described()))
    assert list(said["paths"]) == [f"/api/{name}" for name in OPERATIONS]
    assert said["paths"]["/api/ask"]["post"]["requestBody"]["content"]["application/json"]["schema"]["required"] == ["question"]


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/api/status", "/api/tidak-ada", "/healthz", "/gradio_api/file=/etc/passwd", "/tidak-ada"])
def test_every_answer_carries_the_headers(site, path):
    answer = WEB.get(site + path)
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


OUTSIDE = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=../../../../etc/passwd",
    "/gradio_api/file={index}/CURRENT",
    "/gradio_api/file={root}/pyproject.toml",
    "/file=/etc/passwd",
    "/static/../../../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/theme.css/../../../../etc/passwd",
    "/gradio_api/proxy=http://127.0.0.1:1/",
    "/custom_component/x/client/../../../../../etc/passwd",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_outside_its_own_is_served(site, index, pytestconfig, path):
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=30)  # sends the path as it is, dots and all
    connection.request("GET", path.format(index=index, root=pytestconfig.rootpath))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (400, 403, 404, 405)
    assert b"root:" not in body
    assert b"gen-" not in body
    assert b"[project]" not in body


UPLOADED = [
    # why, name given, how the name ends that it gets
    ("up and out", "../../../../../../../tmp/kb-keluar.txt", "/kb-keluar.txt"),
    ("absolute", "/tmp/kb-keluar.txt", "/kb-keluar.txt"),
    ("up and out, as another system writes it", "..\\..\\kb-keluar.txt", "kb-keluar.txt"),
    ("longer than a name may be", "a" * 400 + ".txt", "a.txt"),
]


@pytest.mark.parametrize(("name", "end"), rows(UPLOADED))
def test_an_upload_lands_in_its_own_folder_whatever_its_name(site, name, end):
    answer = WEB.post(f"{site}/gradio_api/upload", files={"files": (name, b"Pasal 2 UU 901/1991")})
    [place] = map(Path, answer.json())
    assert str(place).endswith(end)
    assert re.fullmatch("[0-9a-f]{64}", place.parent.name)
    assert ".." not in place.parts
    assert not Path("/tmp/kb-keluar.txt").exists()
    place.unlink()


def test_uploads_have_a_pace_and_leave_with_the_server(index, model, tmp_path):
    """Else anyone could fill the disk."""
    kept, codes = [], []
    with running(index, model, tmp_path / "log", free_port(), "--rate", 1) as site:
        for number in range(80):
            answer = WEB.post(f"{site}/gradio_api/upload", files={"files": (f"{number}.txt", b"Pasal 2 %d" % number)})
            codes.append(answer.status_code)
            kept += map(Path, answer.json()) if answer.status_code == 200 else []
        assert set(codes) == {200, 429}
        assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in kept)


def sent(site, number, data):
    """What the page's own event of this number answers to data made by hand."""
    session = f"uji{number}"
    WEB.post(f"{site}/gradio_api/queue/join", json={"data": data, "fn_index": number, "session_hash": session})
    with WEB.stream("GET", f"{site}/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            if "process_completed" in line or "unexpected_error" in line:
                return line
    return ""


def test_no_event_of_the_page_takes_a_file_of_the_machine_for_an_upload(site, tmp_path):
    """Gradio passes a file on by its path, and anyone can write a path."""
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasiasekali, Pasal 2 UU 901/1991", encoding="utf-8")
    own = Path(WEB.post(f"{site}/gradio_api/upload", files={"files": ("biasa.txt", b"Pasal 2 UU 901/1991, biasasaja")}).json()[0])
    events = [d for d in WEB.get(f"{site}/config").json()["dependencies"] if d["inputs"]]
    [upload] = [d for d in events if any(target[1] == "upload" for target in d["targets"])]
    for path in (secret, own.parent / ".." / ".." / ".." / secret.relative_to("/"), Path("/etc/passwd")):
        payload = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
        for event in events:
            said = sent(site, event["id"], [payload] * len(event["inputs"]))
            assert '"success":false' in said, (event["targets"], said[:300])
            assert "rahasiasekali" not in said
    assert secret.exists()
    said = sent(site, upload["id"], [{"path": str(own), "meta": {"_type": "gradio.FileData"}}, ""])
    assert "biasasaja" in said, "what was uploaded is read"
    assert not own.exists(), "and not kept"


def test_health_and_metrics_tell_and_hold_no_question(site, index):
    asked(site, "/api/ask", {"question": "rahasiasekali Pasal 2 UU 901/1991"})
    health = WEB.get(f"{site}/healthz").json()
    assert (health["status"], health["fault"]) == ("ok", "")
    assert health["generation"] == (index / "CURRENT").read_text(encoding="utf-8").strip()
    text = WEB.get(f"{site}/metrics").text
    assert 'kb_requests_total{door="api/ask",code="200"}' in text
    assert "rahasiasekali" not in text
    for line in text.splitlines():
        assert line.startswith("# ") or float(line.rpartition(" ")[2]) >= 0


def test_a_histogram_counts_each_request_once():
    metrics = Metrics()
    for seconds in (0.001, BOUNDS[0], 0.02, 99.0):
        metrics.observe("api/ask", 200, seconds)
    counted = [int(line.rpartition(" ")[2]) for line in metrics.text({}).splitlines() if "_bucket" in line]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1], len(counted)) == (2, 4, len(BOUNDS) + 1)
    assert 'kb_request_seconds_count{door="api/ask"} 4' in metrics.text({})


def test_log_is_json_without_questions_and_the_end_is_graceful(index, model, tmp_path):
    log = tmp_path / "log"
    with running(index, model, log, free_port(), "--rate", 1) as site:
        codes = [asked(site, "/api/ask", {"question": f"rahasiasekali {n} Pasal 2 UU 901/1991"}).status_code for n in range(70)]
        limited = asked(site, "/api/show", {"wanted": "rahasiasekali"})
        assert WEB.get(f"{site}/healthz").status_code == 200
    assert codes.count(200) >= 60
    assert (codes[-1], limited.status_code, limited.headers["retry-after"]) == (429, 429, "2")
    said = log.read_text(encoding="utf-8")
    assert "rahasiasekali" not in said
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [line["event"] for line in lines if line["event"] != "permintaan"] == ["mulai", "berhenti"]
    assert {(line["door"], line["code"]) for line in lines if line["event"] == "permintaan"} == {
        ("api/ask", 200),
        ("api/ask", 429),
        ("api/show", 429),
    }
    assert all(isinstance(line["ms"], float) for line in lines if line["event"] == "permintaan")


def test_under_a_sub_path_the_page_names_it(index, model, tmp_path):
    """As a reverse proxy asks that takes the sub-path off before it passes a request on."""
    with running(index, model, tmp_path / "log", free_port(), "--root-path", "/netralitas") as site:
        page = WEB.get(site + "/")
        assert '"root":"/netralitas"' in page.text.replace(" ", "") or "/netralitas" in page.text
        assert 'lang="id"' in page.text
        said = WEB.get(f"{site}/api/openapi.json").json()
        assert said["servers"] == [{"url": "/netralitas"}]
        assert asked(site, "/api/ask", {"question": "Pasal 2 UU 901/1991"}).status_code == 200


@pytest.mark.parametrize("options", [("--root-path", "netralitas"), ("--root-path", "/a b"), ("--root-path", "/"), ("--rate", "-1")])
def test_bad_ways_to_serve_are_told(index, model, options):
    result = CliRunner().invoke(main, ["serve", "--index", str(index), "--model", str(model), *options])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "--root-path" in result.stderr or "permintaan sedetik" in result.stderr
