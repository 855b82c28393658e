"""``kb fetch`` against a server on this machine that misbehaves in every way a server on the web does."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from making import CONTOH, RAW, ROOT, pdf, rows

import kb.fetching.download
from kb.errors import CatalogueError, FetchError
from kb.fetching.download import Limits
from kb.fetching.fetch import Outcome, State, fetch, printed_fetch
from kb.fetching.sources import Kind, flaw, load_sources, read_lock, recognise, type_flaw
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import Catalogue, load_catalogue
from kb.law.regulation import Nature

TEXT = ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 99 TAHUN 1901\nTENTANG\nTAMAN\n\nPasal 1\nTaman dijaga.\n" * 2000).encode()
OTHER = TEXT.replace(b"dijaga", b"dirusa")
HALF = len(TEXT) // 2
PAGE = b"<!DOCTYPE html><html><body>Silakan masuk</body></html>" * 40
QUICK = Limits(workers=4, attempts=3, max_bytes=2_000_000, seconds=20, connect=5, read=2, pause=0.001, longest_pause=0.002)
needs_raw = pytest.mark.skipif(
    not RAW.is_dir() and os.environ.get("CI") != "true", reason="official texts are not here: ../shared/corpus/raw"
)


class Request(BaseHTTPRequestHandler):
    """One request, answered by what the test put at its path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        with self.server.guard:
            turn = sum(path == self.path for path, _ in self.server.asked)
            self.server.asked.append((self.path, self.headers.get("Range")))
        try:
            self.server.answers[self.path](self, turn)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """Answer; a ``length`` beyond the body's cuts the line off after the body."""
        self.send_response(status)
        told = {"Content_Type": "text/plain", "Content_Length": str(len(body) if length is None else length)} | headers
        for name, value in told.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.close_connection or (length is not None and length != len(body))

    def rest(self, body: bytes = TEXT, **headers: str) -> None:
        """Answer a Range request as the standard says."""
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        changed = self.headers.get("If-Range") not in (None, headers.get("ETag"))
        if start == 0 or changed:
            self.answer(200, body, **headers)
        else:
            self.answer(206, body[start:], Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}", **headers)


Answer = Callable[[Request, int], None]


class Server(ThreadingHTTPServer):
    """Answers by path, and what was asked in order as (path, Range)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.guard = threading.Lock()
        self.host = f"127.0.0.1:{self.server_port}"
        self.other = ""

    def ranges(self, path: str) -> list[str | None]:
        return [asked for at, asked in self.asked if at == path]


@pytest.fixture
def servers(monkeypatch) -> Iterator[tuple[Server, Server]]:
    """A server and another one, which a redirect may lead to."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    both = Server(), Server()
    both[0].other, both[1].other = both[1].host, both[0].host
    for server in both:
        server.answers["/b"] = ok
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in both]
    for thread in threads:
        thread.start()
    yield both
    for server, thread in zip(both, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


def listed(name: str = "uu-99-1901.md", **fields: object) -> dict[str, object]:
    """An entry of a list."""
    key = "-".join(name.split(".")[0].split("-")[:3])
    return {"regulasi": key, "berkas": name, "jenis": "markdown", "halaman": "https://contoh.go.id/naskah"} | fields


def write_list(corpus: Path, *entries: dict[str, object]) -> Path:
    """A corpus folder with this list."""
    corpus.mkdir(exist_ok=True)
    tables = ("[[sumber]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entry.items()) for entry in entries)
    (corpus / "sumber.toml").write_text("\n".join(tables), encoding="utf-8")
    return corpus


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def names(folder: Path) -> set[str]:
    """What a person sees in a folder."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def one(servers: tuple[Server, Server], corpus: Path, answer: Answer, limits: Limits = QUICK, **fields: object) -> Outcome:
    """Fetch one text from a server that answers so."""
    server, other = servers
    server.answers["/a"] = answer
    if fields.get("pengalihan"):
        fields["pengalihan"] = [other.host]
    entry = listed() | {"alamat": f"http://{server.host}/a"} | fields
    return fetch(write_list(corpus, entry), limits=limits)[0]


# Servers that misbehave; ``turn`` is 0 for the first request.


def ok(request: Request, turn: int) -> None:
    request.rest(ETag='"1"')


def slow_start(request: Request, turn: int) -> None:
    time.sleep(0.4)
    request.rest()


def cut(request: Request, turn: int) -> None:
    if turn:
        request.rest(ETag='"1"')
    else:
        request.answer(200, TEXT[:HALF], len(TEXT), ETag='"1"')


def cut_without_etag(request: Request, turn: int) -> None:
    if turn:
        request.rest()
    else:
        request.answer(200, TEXT[:HALF], len(TEXT))


def cut_then_no_range(request: Request, turn: int) -> None:
    request.answer(200, TEXT if turn else TEXT[:HALF], len(TEXT), ETag='"1"')


def cut_then_changed(request: Request, turn: int) -> None:
    if turn:
        request.rest(ETag='"2"')
    else:
        request.answer(200, OTHER[:HALF], len(OTHER), ETag='"1"')


def cut_then_changed_in_silence(request: Request, turn: int) -> None:
    if turn == 1:
        start = int(request.headers["Range"][6:-1])
        request.answer(206, TEXT[start:], Content_Range=f"bytes {start}-{len(TEXT) - 1}/{len(TEXT)}")
    else:
        request.answer(200, TEXT if turn else OTHER[:HALF], len(TEXT))


def cut_then_wrong_place(request: Request, turn: int) -> None:
    if request.headers.get("Range"):
        request.answer(206, TEXT[HALF + 5 :], Content_Range=f"bytes {HALF + 5}-{len(TEXT) - 1}/{len(TEXT)}", ETag='"1"')
    else:
        request.answer(200, TEXT if turn else TEXT[:HALF], len(TEXT), ETag='"1"')


def cut_then_416(request: Request, turn: int) -> None:
    if request.headers.get("Range"):
        request.answer(416)
    else:
        request.answer(200, TEXT if turn else TEXT[:HALF], len(TEXT), ETag='"1"')


def cut_often(request: Request, turn: int) -> None:
    start = int((request.headers.get("Range") or "bytes=0-")[6:-1])
    told = {"Content_Range": f"bytes {start}-{len(TEXT) - 1}/{len(TEXT)}"} if start else {}
    request.answer(206 if start else 200, TEXT[start : start + 20_000], len(TEXT) - start, ETag='"1"', **told)


def cut_always(request: Request, turn: int) -> None:
    request.answer(200, TEXT[:HALF], len(TEXT))


def stalls(request: Request, turn: int) -> None:
    if turn:
        request.rest(ETag='"1"')
    else:
        request.answer(200, TEXT[:HALF], len(TEXT), ETag='"1"')
        request.wfile.flush()
        time.sleep(2.5)


def says(status: int, **headers: str) -> Answer:
    return lambda request, turn: request.answer(status, b"maaf", **headers)


def fails_twice(request: Request, turn: int) -> None:
    request.answer(500) if turn < 2 else request.rest()


def busy_once(request: Request, turn: int) -> None:
    request.rest() if turn else request.answer(429, Retry_After="9")


def gives(body: bytes, content_type: str = "text/plain", **headers: str) -> Answer:
    return lambda request, turn: request.answer(200, body, Content_Type=content_type, **headers)


def to(location: str) -> Answer:
    return lambda request, turn: request.answer(302, Location=location)


def to_other(request: Request, turn: int) -> None:
    request.answer(302, Location=f"http://{request.server.other}/b")


def sets_a_cookie(request: Request, turn: int) -> None:
    request.rest() if "masuk=1" in request.headers.get("Cookie", "") else request.answer(302, Location="/a", Set_Cookie="masuk=1")


def endless(request: Request, turn: int) -> None:
    request.answer(200, Content_Length="", Transfer_Encoding="chunked")
    while True:
        request.wfile.write(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")


def drips(request: Request, turn: int) -> None:
    request.answer(200, Content_Length="", Transfer_Encoding="chunked")
    while True:
        request.wfile.write(b"1\r\na\r\n")
        time.sleep(0.02)


def too_large_as_told(request: Request, turn: int) -> None:
    request.answer(200, b"a", 5_000_000)


GOT, FAILED = State.DIAMBIL, State.GAGAL
SHA = {"sha256": sha(TEXT)}
ALLOWED = {"pengalihan": ["the other server"]}

MISBEHAVIOUR = [
    # what the row is for, answer, fields of the entry, outcome, words of the reason, how often it was asked
    ("a good server", ok, SHA, GOT, "", 1),
    ("no hash in the list", ok, {}, GOT, "", 1),
    ("slow to start", slow_start, SHA, GOT, "", 1),
    ("cut off, continued", cut, SHA, GOT, "", 2),
    ("cut off, no version but the same size", cut_without_etag, SHA, GOT, "", 2),
    ("cut off, cannot continue", cut_then_no_range, SHA, GOT, "", 2),
    ("cut off, changed meanwhile", cut_then_changed, SHA, GOT, "", 2),
    ("changed meanwhile and does not say", cut_then_changed_in_silence, SHA, GOT, "", 3),
    ("continued at the wrong place", cut_then_wrong_place, SHA, GOT, "", 3),
    ("continuing refused", cut_then_416, SHA, GOT, "", 3),
    ("cut off more often than there are attempts, but further each time", cut_often, SHA, GOT, "", 9),
    ("cut off always at one place", cut_always, SHA, FAILED, "3 kali dicoba", 3),
    ("stalls half-way", stalls, SHA, GOT, "", 2),
    ("not found", says(404), SHA, FAILED, "HTTP 404", 1),
    ("forbidden", says(403), SHA, FAILED, "HTTP 403", 1),
    ("500 twice, then good", fails_twice, SHA, GOT, "", 3),
    ("503 always", says(503), SHA, FAILED, "HTTP 503, 3 kali dicoba", 3),
    ("429 with a wait beyond our patience", busy_once, SHA, GOT, "", 2),
    ("wrong bytes", gives(OTHER), SHA, FAILED, "SHA-256", 1),
    ("nothing", gives(b""), {}, FAILED, "kosong", 1),
    ("a page in place of the text", gives(PAGE), SHA, FAILED, "isinya html, bukan markdown", 1),
    (
        "a page in place of a PDF",
        gives(PAGE, "application/pdf"),
        {"berkas": "uu-1.pdf", "jenis": "pdf"},
        FAILED,
        "isinya html, bukan pdf",
        1,
    ),
    ("a text in place of a PDF", gives(TEXT, ""), {"berkas": "uu-1.pdf", "jenis": "pdf"}, FAILED, "isinya bukan pdf", 1),
    ("a short page in place of a PDF", gives(PAGE[:60], ""), {"berkas": "uu-1.pdf", "jenis": "pdf"}, FAILED, "isinya html", 1),
    ("a PDF", gives(pdf(["Pasal 1"]), "application/octet-stream"), {"berkas": "uu-1.pdf", "jenis": "pdf"}, GOT, "", 1),
    ("wrong Content-Type", gives(TEXT, "text/html; charset=utf-8"), SHA, FAILED, "server mengirim text/html, bukan markdown", 1),
    ("bytes that are no text", gives(b"a\0b" * 900), {}, FAILED, "biner", 1),
    ("compressed unasked", gives(TEXT, Content_Encoding="gzip"), SHA, FAILED, "memampatkan", 1),
    ("too large, as told", too_large_as_told, {}, FAILED, "5,000,000 byte, lebih dari batas 2,000,000", 1),
    ("too large, without end", endless, {}, FAILED, "lebih dari batas 2,000,000", 1),
    ("redirect on the host", to("/b"), SHA, GOT, "", 1),
    ("redirect to another host", to_other, SHA, FAILED, "host lain", 1),
    ("redirect to another host, allowed", to_other, SHA | ALLOWED, GOT, "", 1),
    ("redirect round and round", to("/a"), SHA, FAILED, "lebih dari 5 pengalihan", 6),
    ("redirect that only sets a cookie", sets_a_cookie, SHA, GOT, "", 2),
    ("redirect out of the web", to("file:///etc/passwd"), SHA, FAILED, "file://", 1),
    ("redirect to no address", to("http://[::1"), SHA, FAILED, "Invalid URL", 3),
]


@pytest.mark.parametrize(("answer", "fields", "state", "reason", "asked"), rows(MISBEHAVIOUR))
def test_a_server_that_misbehaves(servers, tmp_path, answer, fields, state, reason, asked):
    outcome = one(servers, tmp_path, answer, **fields)
    folder = tmp_path / "resmi"
    name = fields.get("berkas", "uu-99-1901.md")
    assert (outcome.state, reason in outcome.reason) == (state, True), outcome.reason
    assert len(servers[0].ranges("/a")) == asked
    assert bool(servers[1].asked) == bool(fields.get("pengalihan")), "a host that is not allowed must not even be asked"
    if state is GOT:
        assert names(folder) == ({name} if "sha256" in fields else {name, "kunci.json"})
        assert "sha256" not in fields or (folder / name).read_bytes() == TEXT
        assert not list(folder.glob(".*.part*"))
    else:
        assert names(folder) == set()
        assert outcome.source.halaman in printed_fetch([outcome])


CONTINUED = [
    ("with its version", cut, [None, f"bytes={HALF}-"]),
    ("by its size", cut_without_etag, [None, f"bytes={HALF}-"]),
    ("joined, found wrong, taken afresh", cut_then_changed_in_silence, [None, f"bytes={HALF}-", None]),
    ("at the wrong place, taken afresh", cut_then_wrong_place, [None, f"bytes={HALF}-", None]),
]


@pytest.mark.parametrize(("answer", "ranges"), rows(CONTINUED))
def test_what_is_asked_after_a_cut(servers, tmp_path, answer, ranges):
    one(servers, tmp_path, answer, **SHA)
    assert servers[0].ranges("/a") == ranges


def test_a_later_fetch_continues(servers, tmp_path):
    assert one(servers, tmp_path, cut, replace(QUICK, attempts=1), **SHA).state is FAILED
    assert (tmp_path / "resmi" / ".uu-99-1901.md.part").stat().st_size == HALF
    assert one(servers, tmp_path, cut, **SHA).state is GOT
    assert servers[0].ranges("/a") == [None, f"bytes={HALF}-"]


def test_a_part_of_another_address_is_not_continued(servers, tmp_path):
    one(servers, tmp_path, cut, replace(QUICK, attempts=1), **SHA)
    assert one(servers, tmp_path, cut, alamat=f"http://{servers[0].host}/b", **SHA).state is GOT
    assert servers[0].ranges("/b") == [None]


def test_a_whole_part_is_not_asked_for_again(servers, tmp_path):
    one(servers, tmp_path, cut, replace(QUICK, attempts=1), **SHA)
    (tmp_path / "resmi" / ".uu-99-1901.md.part").write_bytes(TEXT)
    assert one(servers, tmp_path, cut, **SHA).state is GOT
    assert servers[0].ranges("/a") == [None]


def test_time_runs_out(servers, tmp_path):
    before = time.monotonic()
    outcome = one(servers, tmp_path, drips, replace(QUICK, seconds=0.6))
    assert "belum selesai dalam 0.6 detik" in outcome.reason
    assert time.monotonic() - before < 5


def test_time_runs_out_between_attempts(servers, tmp_path):
    outcome = one(servers, tmp_path, says(503), replace(QUICK, seconds=0.5, pause=10, longest_pause=10))
    assert outcome.reason.startswith("server menjawab HTTP 503; batas 0.5 detik habis")


def test_pauses_grow_and_are_never_twice_the_same(servers, tmp_path, monkeypatch):
    drawn: list[tuple[float, float]] = []
    monkeypatch.setattr("random.uniform", lambda low, high: drawn.append((low, high)) or 0.0)
    one(servers, tmp_path, says(503), replace(QUICK, attempts=6, pause=1, longest_pause=5))
    assert drawn == [(0.5, 1), (1, 2), (2, 4), (2.5, 5), (2.5, 5)]


def test_a_redirect_into_the_inner_network_is_refused(servers, tmp_path, monkeypatch):
    """Both hosts are this machine; the first is taken for a public one, and the list allows the second."""
    monkeypatch.setattr(kb.fetching.download, "_is_private", lambda host: host == "localhost")
    entry = {"pengalihan": [f"localhost:{servers[1].server_port}"]}
    servers[0].answers["/a"] = to(f"http://localhost:{servers[1].server_port}/b")
    [outcome] = fetch(write_list(tmp_path, listed() | entry | {"alamat": f"http://{servers[0].host}/a"}), limits=QUICK)
    assert "alamat jaringan dalam, localhost" in outcome.reason
    assert not servers[1].asked


HOSTS = [
    ("loopback", "127.0.0.1", True),
    ("loopback by name", "localhost", True),
    ("loopback of IPv6", "::1", True),
    ("loopback of IPv4 in IPv6", "::ffff:127.0.0.1", True),
    ("a home network", "192.168.1.1", True),
    ("link local, where clouds keep secrets", "169.254.169.254", True),
    ("unspecified", "0.0.0.0", True),
    ("public", "93.184.216.34", False),
    ("found nowhere", "tidak-ada.invalid", False),
]


@pytest.mark.parametrize(("host", "private"), rows(HOSTS))
def test_private_hosts(host, private):
    assert kb.fetching.download._is_private(host) is private


def test_nobody_there_is_asked_only_so_often(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{closed.getsockname()[1]}"
        entries = [listed(f"uu-{n}-1901.md", alamat=f"http://{host}/{n}") for n in range(1, 9)]
        outcomes = fetch(write_list(tmp_path, *entries), limits=replace(QUICK, workers=1))
    assert "tidak dapat tersambung" in outcomes[0].reason
    assert [o.reason for o in outcomes[1:]] == [f"{host} tidak dapat dihubungi (http://{host}/{n})" for n in range(2, 9)]


def test_the_second_address_is_tried(servers, tmp_path):
    outcome = one(servers, tmp_path, says(404), cadangan=[f"http://{servers[1].host}/b"])
    assert outcome.state is GOT
    assert read_lock(tmp_path / "resmi")["uu-99-1901.md"].alamat == f"http://{servers[1].host}/b"


def test_one_failure_does_not_stop_the_rest(servers, tmp_path):
    server = servers[0]
    server.answers |= {"/good": ok, "/gone": says(404)}
    entries = [
        listed("uu-1-1901.md", alamat=f"http://{server.host}/gone"),
        listed("uu-2-1901.md", alamat=f"http://{server.host}/good"),
        listed("skb-3-1901.md", halaman="https://contoh.go.id/skb"),
    ]
    outcomes = fetch(write_list(tmp_path, *entries), limits=QUICK)
    assert [o.state for o in outcomes] == [FAILED, GOT, State.MANUAL]
    printed = printed_fetch(outcomes)
    assert printed.splitlines()[0] == "3 naskah resmi: 1 diambil, 0 sudah ada, 1 gagal, 1 perlu diambil sendiri."
    assert "uu-2-1901.md" not in printed
    assert "https://contoh.go.id/skb" in printed


def test_several_at_once_and_progress(servers, tmp_path):
    gate = threading.Barrier(4, timeout=10)

    def together(request: Request, turn: int) -> None:
        gate.wait()
        request.rest()

    entries = []
    for n in range(8):
        servers[0].answers[f"/{n}"] = together
        entries.append(listed(f"uu-{n}-1901.md", alamat=f"http://{servers[0].host}/{n}"))
    told: list[tuple[str, int, int]] = []
    outcomes = fetch(write_list(tmp_path, *entries), progress=lambda *step: told.append(step), limits=replace(QUICK, read=15))
    assert {o.state for o in outcomes} == {GOT}
    done = [step[1] for step in told]
    assert done == sorted(done)
    assert [step[1:] for step in told].count((8, 8)) == 1
    assert told[-1][0] == f"Mengambil naskah resmi ({8 * len(TEXT) / 1e6:.1f} MB)".replace(".", ",")


def test_a_break_stops_everything_and_leaves_nothing_half_named(servers, tmp_path):
    def broken(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    servers[0].answers |= {"/good": ok, "/slow": drips}
    entries = [listed(f"uu-{n}-1901.md", alamat=f"http://{servers[0].host}/{path}") for n, path in enumerate(["good", "slow"])]
    with pytest.raises(KeyboardInterrupt):
        fetch(write_list(tmp_path, *entries), progress=broken, limits=QUICK)
    assert names(tmp_path / "resmi") <= {"uu-0-1901.md", "kunci.json"}


def test_a_second_fetch_in_the_folder_is_refused(tmp_path):
    (tmp_path / "resmi").mkdir()
    with (tmp_path / "resmi" / ".mengunduh").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(FetchError, match="sedang berjalan"):
            fetch(write_list(tmp_path, listed()))


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "resmi").write_text("bukan folder")
    with pytest.raises(FetchError, match="tidak dapat ditulisi"):
        fetch(write_list(tmp_path, listed()))


# What is there already, and what was recorded of it.


def test_nothing_is_fetched_twice(servers, tmp_path):
    for fields in (SHA, {}):
        assert one(servers, tmp_path, ok, **fields).state is GOT
        assert one(servers, tmp_path, ok, **fields).state is State.ADA
        assert len(servers[0].asked) == 1
        shutil.rmtree(tmp_path / "resmi")
        servers[0].asked.clear()


def test_the_first_bytes_of_an_unknown_text_are_recorded(servers, tmp_path):
    one(servers, tmp_path, ok)
    first = (tmp_path / "resmi" / "kunci.json").read_bytes()
    lock = read_lock(tmp_path / "resmi")["uu-99-1901.md"]
    assert (lock.sha256, lock.ukuran, lock.alamat) == (sha(TEXT), len(TEXT), f"http://{servers[0].host}/a")
    (tmp_path / "resmi" / "uu-99-1901.md").unlink()
    outcome = one(servers, tmp_path, gives(OTHER))
    assert outcome.state is FAILED
    assert "dulu tercatat" in outcome.reason
    assert one(servers, tmp_path, ok).state is GOT
    assert (tmp_path / "resmi" / "kunci.json").read_bytes() == first


def test_a_broken_record_is_named(servers, tmp_path):
    (tmp_path / "resmi").mkdir()
    (tmp_path / "resmi" / "kunci.json").write_text("{")
    with pytest.raises(CatalogueError, match=r"kunci\.json: catatan unduhan rusak"):
        one(servers, tmp_path, ok)


OCCUPIED = [
    ("other bytes", lambda path: path.write_bytes(b"catatan saya")),
    ("a link", lambda path: path.symlink_to("/dev/null")),
    ("a folder", lambda path: path.mkdir()),
]


@pytest.mark.parametrize("occupy", rows(OCCUPIED))
def test_a_file_of_that_name_is_never_overwritten(servers, tmp_path, occupy):
    (tmp_path / "resmi").mkdir()
    occupy(tmp_path / "resmi" / "uu-99-1901.md")
    outcome = one(servers, tmp_path, ok, **SHA)
    assert "pindahkan atau hapus" in outcome.reason
    assert not servers[0].asked


BY_HAND = [
    # what the row is for, name, bytes, entry, what it is taken for, certain
    ("listed bytes under another name", "unduhan (3).md", TEXT, SHA, True, True),
    ("its head names the instrument", "UU Taman.txt", TEXT, {}, True, False),
    ("its head does, but the list asks for other bytes", "uu.txt", OTHER, SHA, True, False),
    ("another instrument", "uu.txt", TEXT.replace(b"99", b"98"), {}, False, False),
    ("no law", "resep.txt", b"Garam secukupnya.", {}, False, False),
    ("our restatement", "uu.md", b"---\nregulasi: uu-99-1901\nnaskah: ringkasan\n---\n" + TEXT, {}, False, False),
    ("unreadable", "uu.pdf", b"%PDF-1.4 rusak", {}, False, False),
]


@pytest.mark.parametrize(("name", "data", "fields", "known", "certain"), rows(BY_HAND))
def test_recognise(tmp_path, name, data, fields, known, certain):
    write_list(tmp_path, listed() | fields, listed("uu-97-1901.md"))
    (tmp_path / name).write_bytes(data)
    sources = load_sources(tmp_path / "sumber.toml")
    (tmp_path / "sumber.toml").unlink()
    [found] = recognise(tmp_path, sources, Catalogue())
    assert (found.file.name, found.source, found.certain) == (name, sources[0] if known else None, certain)


def test_a_text_put_there_by_hand_is_not_fetched(servers, tmp_path):
    (tmp_path / "resmi").mkdir()
    (tmp_path / "resmi" / "UU Taman.txt").write_bytes(TEXT)
    outcome = one(servers, tmp_path, ok)
    assert (outcome.state, outcome.reason) == (State.ADA, "dikenali dari isinya: UU Taman.txt")
    assert not servers[0].asked
    assert one(servers, tmp_path, ok, **SHA | {"sha256": sha(OTHER)}).state is FAILED, "the list asks for certain bytes"


# A mirror.


def test_from_a_folder(tmp_path):
    mirror = tmp_path / "cermin" / "dalam"
    mirror.mkdir(parents=True)
    (mirror / "nama lain.md").write_bytes(TEXT)
    (mirror / "UU-2-1901.md").write_bytes(OTHER)
    (mirror / "uu-3-1901.md").write_bytes(OTHER)
    (mirror / "uu-5-1901.md").write_bytes(OTHER)
    entries = [
        listed("uu-1-1901.md", alamat="https://contoh.go.id/1", **SHA),
        listed("uu-2-1901.md", alamat="https://contoh.go.id/2"),
        listed("uu-3-1901.md", alamat="https://contoh.go.id/3", sha256=sha(b"x")),
        listed("uu-4-1901.md", alamat="https://contoh.go.id/4"),
        listed("uu-5-1901.md"),
        listed("uu-6-1901.md"),
    ]
    outcomes = fetch(write_list(tmp_path, *entries), str(tmp_path / "cermin"), limits=QUICK)
    assert [o.state for o in outcomes] == [GOT, GOT, FAILED, FAILED, GOT, State.MANUAL]
    assert "SHA-256" in outcomes[2].reason
    assert "tidak ada di" in outcomes[3].reason
    assert (tmp_path / "resmi" / "uu-1-1901.md").read_bytes() == TEXT
    assert set(read_lock(tmp_path / "resmi")) == {"uu-2-1901.md", "uu-5-1901.md"}


def test_from_a_folder_too_large(tmp_path):
    (tmp_path / "cermin").mkdir()
    (tmp_path / "cermin" / "uu-99-1901.md").write_bytes(TEXT)
    corpus = write_list(tmp_path, listed(alamat="https://contoh.go.id/1"))
    [outcome] = fetch(corpus, str(tmp_path / "cermin"), limits=replace(QUICK, max_bytes=1000))
    assert "lebih dari batas 1,000" in outcome.reason


def test_from_an_address(servers, tmp_path):
    servers[0].answers |= {"/cermin/uu-1-1901.md": ok, "/cermin/uu-2-1901.md": to_other, "/cermin/uu-3-1901.md": says(404)}
    entries = [
        listed("uu-1-1901.md", alamat="https://contoh.go.id/1", **SHA),
        listed("uu-2-1901.md", alamat="https://contoh.go.id/2", pengalihan=[servers[1].host]),
        listed("uu-3-1901.md"),
    ]
    outcomes = fetch(write_list(tmp_path, *entries), f"http://{servers[0].host}/cermin/", limits=QUICK)
    assert [o.state for o in outcomes] == [GOT, FAILED, State.MANUAL]
    assert "host lain" in outcomes[1].reason, "what is allowed to the listed host is not allowed to a mirror"


@pytest.mark.parametrize("origin", ["ftp://contoh.go.id/", "/tidak/ada", "file:///etc"])
def test_from_something_else(tmp_path, origin):
    with pytest.raises(FetchError, match="bukan folder yang ada dan bukan alamat"):
        fetch(write_list(tmp_path, listed()), origin)


# The list.

FAULTS = [
    # what the row is for, change, words of the message
    ("unknown field", {"judul": "x"}, "judul"),
    ("a path for a name", {"berkas": "../uu.md"}, "nama berkas"),
    ("a hidden name", {"berkas": ".uu.md"}, "nama berkas"),
    ("name of another kind", {"berkas": "uu.pdf"}, "berakhir .md"),
    ("unknown kind", {"jenis": "epub"}, "epub"),
    ("not the web", {"alamat": "file:///etc/passwd"}, "bukan alamat http"),
    ("no host", {"alamat": "https:///a"}, "bukan alamat http"),
    ("a blank in it", {"alamat": "https://contoh.go.id/a b"}, "bukan alamat http"),
    ("page that is none", {"halaman": "lihat JDIH"}, "bukan alamat http"),
    ("half a hash", {"sha256": "abc"}, "64 angka"),
    ("a key that is none", {"regulasi": "UU 7/2017"}, "regulasi"),
    ("second address without a first", {"cadangan": ["https://contoh.go.id/a"]}, "cadangan tanpa alamat"),
    ("not a text", {"alamat": 5}, "alamat"),
]


@pytest.mark.parametrize(("change", "words"), rows(FAULTS))
def test_faults_of_a_list_are_named(tmp_path, change, words):
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_sources(write_list(tmp_path, listed() | change) / "sumber.toml")


def test_a_name_given_twice(tmp_path):
    with pytest.raises(CatalogueError, match="dua entri"):
        load_sources(write_list(tmp_path, listed(), listed()) / "sumber.toml")


def test_no_list(tmp_path):
    with pytest.raises(CatalogueError, match="daftar sumber tidak terbaca"):
        fetch(tmp_path)


def test_our_list():
    sources = load_sources(ROOT / "corpus" / "sumber.toml")
    assert len(sources) > 40
    pinned = re.compile(r"https://raw\.githubusercontent\.com/[\w.-]+/[\w.-]+/[0-9a-f]{40}/[\w./%-]+")
    assert [s.alamat for s in sources if "githubusercontent" in s.alamat and not pinned.fullmatch(s.alamat)] == []
    assert [s.berkas for s in sources if not s.halaman] == []


KINDS = [
    ("docx", b"PK\x03\x04" + b"0" * 30, Kind.DOCX, ""),
    ("docx, but text", b"Pasal 1", Kind.DOCX, "isinya bukan docx"),
    ("html", b"\xef\xbb\xbf <HTML>", Kind.HTML, ""),
    ("a PDF in place of text", b"%PDF-1.7", Kind.TEKS, "isinya pdf, bukan teks"),
]


@pytest.mark.parametrize(("data", "kind", "expected"), rows(KINDS))
def test_magic_bytes(data, kind, expected):
    assert flaw(data, kind) == expected


def test_a_content_type_of_any_case():
    assert type_flaw("Application/PDF", Kind.PDF) == ""


# From a list to an answer.


def test_the_official_wording_becomes_the_quote(servers, tmp_path, model):
    """The made-up corpus without its official texts, one of which a server has."""
    corpus = tmp_path / "contoh"
    shutil.copytree(CONTOH, corpus, ignore=shutil.ignore_patterns("resmi"))
    official = (CONTOH / "resmi" / "pp-902-1995.txt").read_bytes()
    servers[0].answers["/pp"] = gives(official)
    write_list(corpus, listed("pp-902-1995.txt", jenis="teks", alamat=f"http://{servers[0].host}/pp"))
    assert [o.state for o in fetch(corpus, limits=QUICK)] == [GOT]
    build([corpus], tmp_path / "indeks", str(model))
    opened = KnowledgeBase.open(tmp_path / "indeks", str(model))
    [hit] = opened.show("pp-902-1995/pasal-1")
    assert (hit.clause.nature, hit.clause.source.file) == (Nature.RESMI, "contoh/resmi/pp-902-1995.txt")
    assert hit.clause.source.sha256 == sha(official)
    assert hit.companion is not None
    assert hit.companion.nature is Nature.RINGKASAN


@needs_raw
def test_from_the_mirror_to_an_answer(tmp_path, model):
    """Real texts, copied from a folder by their bytes, and built beside our restatements."""
    keys = ["pp-94-2021", "pp-37-2004", "uu-43-1999"]
    corpus, resmi = tmp_path / "sebagian", tmp_path / "sebagian" / "resmi"
    shutil.copytree(ROOT / "corpus" / "katalog", corpus / "katalog")
    (corpus / "ringkasan").mkdir()
    for key in keys[:2]:
        shutil.copy(ROOT / "corpus" / "ringkasan" / f"{key}.md", corpus / "ringkasan")
    tables = re.split(r"\n(?=\[\[sumber\]\])", (ROOT / "corpus" / "sumber.toml").read_text(encoding="utf-8"))
    (corpus / "sumber.toml").write_text("\n".join(t for t in tables[1:] if any(f'"{key}"' in t for key in keys)), encoding="utf-8")
    outcomes = fetch(corpus, str(RAW))
    assert {o.source.berkas: o.state for o in outcomes} == {"uu-43-1999.pdf": GOT, "pp-37-2004.md": GOT, "pp-94-2021.md": GOT}
    catalogue = Catalogue.of(load_catalogue(corpus / "katalog"))
    sources = load_sources(corpus / "sumber.toml")
    assert {r.file.name: r.certain for r in recognise(resmi, sources, catalogue)} == dict.fromkeys((s.berkas for s in sources), True)
    shutil.move(resmi, tmp_path / "resmi")
    build([corpus, tmp_path / "resmi"], tmp_path / "indeks", str(model))
    opened = KnowledgeBase.open(tmp_path / "indeks", str(model))
    assert {f.file: f.verdict for f in opened.files() if f.file.endswith((".md", ".pdf")) and f.verdict == "failed"} == {}
    [hit] = opened.show("pp-94-2021/pasal-5/huruf-n")
    assert (hit.clause.nature, hit.clause.source.file) == (Nature.RESMI, "resmi/pp-94-2021.md")
    assert hit.companion is not None
    assert (hit.companion.nature, hit.companion.source.file) == (Nature.RINGKASAN, "sebagian/ringkasan/pp-94-2021.md")
    first = opened.ask("Pasal 2 PP 37/2004").hits[0]
    assert (first.clause.address, first.clause.nature) == ("pp-37-2004/pasal-2", Nature.RESMI)
    assert {h.regulation.kunci: set(h.natures) for h in opened.holdings() if h.clauses} == {
        "pp-94-2021": {"resmi", "ringkasan"},
        "pp-37-2004": {"resmi", "ringkasan"},
        "uu-43-1999": {"resmi"},
    }
