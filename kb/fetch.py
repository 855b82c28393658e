"""Bring the official texts named in ``corpus/sumber.toml`` into ``corpus/resmi/``, whole and checked, or say why not.

A text is written to a hidden ``.NAME.part`` beside where it will stand, checked, flushed to disk and only then
given its name.

httpx is used in place of urllib: it limits the time for connecting and for each read, streams the raw bytes, and
leaves redirects to us, so that each hop can be judged; gradio brings it anyway. A part is kept when the line fails,
with a note of which version of the text it holds, and is continued later.
"""

from __future__ import annotations

import fcntl
import ipaddress
import random
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import httpx
import msgspec

from kb import __version__
from kb.errors import CatalogueError, KbError
from kb.law.catalogue import Catalogue, Regulation, load_entry
from kb.read.pages import MAX_BYTES
from kb.sources import (
    HEAD,
    LIST,
    LOCK,
    Kind,
    Locked,
    Source,
    flaw,
    is_address,
    load_sources,
    plain_files,
    read_lock,
    recognise,
    settle,
    sha256_of,
    type_flaw,
    write_lock,
)


class FetchError(KbError):
    """One official text cannot be had, which becomes its row in the report; or a fetch cannot start at all."""


_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard to try and how much to take; times in seconds, ``seconds`` for one text with all its attempts."""

    workers: int = 4
    attempts: int = 5
    redirects: int = 5
    max_bytes: int = MAX_BYTES
    seconds: float = 900.0
    connect: float = 15.0
    read: float = 60.0
    pause: float = 1.0
    longest_pause: float = 30.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Line:
    """What the downloads of one fetch share: the client, the limits, hosts found down, and the word to stop."""

    client: httpx.Client
    limits: Limits
    count: Callable[[int], None]
    """Called with the size of each piece received."""
    down: set[str] = field(default_factory=set)
    stop: threading.Event = field(default_factory=threading.Event)


class _Passing(Exception):
    """A fault that may pass: worth another attempt, after ``wait`` seconds at the least."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class _Note(msgspec.Struct):
    """Which version of a text a part holds the start of; ``ukuran`` is 0 where the server did not say."""

    alamat: str
    versi: str
    ukuran: int


@dataclass
class Download:
    """One address into one part file, attempt after attempt.

    ``hosts`` are those a redirect may lead to beside the address's own; ``deadline`` is of ``time.monotonic``.
    """

    line: Line
    address: str
    kind: Kind
    hosts: tuple[str, ...]
    part: Path
    deadline: float
    _resumed: bool = False

    def complete(self, check: Callable[[], None]) -> None:
        """Fill the part until it passes the check.

        Args:
            check: Raises FetchError if the whole part is not the text wanted.

        Raises:
            FetchError: If the address gives something else, or nothing, in the attempts and the time allowed.
        """
        best = failures = 0
        while True:
            try:
                self._attempt()
            except (_Passing, httpx.TransportError) as error:
                size = self._size()
                failures = 1 if size > best else failures + 1
                best = max(best, size)
                self._wait(failures, error)
            except httpx.InvalidURL as error:
                self._refuse(f"alamat tidak dapat dipakai ({error})")
            else:
                if self._passes(check):
                    return

    def _passes(self, check: Callable[[], None]) -> bool:
        """Whether the part passes; False where it was joined of pieces that may not fit: then once more, afresh."""
        try:
            check()
        except FetchError:
            if not self._resumed:
                raise
            self._resumed = False
            return False
        finally:
            self._note.unlink(missing_ok=True)
        return True

    def _wait(self, failures: int, error: Exception) -> None:
        """Pause before the next attempt, each time twice as long and never twice the same; or give up."""
        limits = self.line.limits
        reason = _told(error)
        if failures >= limits.attempts:
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                self.line.down.add(_host(httpx.URL(self.address)))
            raise FetchError(f"{reason}, {failures} kali dicoba")
        longest = min(limits.pause * 2 ** (failures - 1), limits.longest_pause)
        least = min(getattr(error, "wait", 0.0), limits.longest_pause)
        wait = max(least, random.uniform(longest / 2, longest))  # noqa: S311 - jitter, not a secret
        if time.monotonic() + wait > self.deadline:
            raise FetchError(f"{reason}; batas {limits.seconds:g} detik habis")
        self.line.stop.wait(wait)

    def _attempt(self) -> None:
        self._in_time()
        if (host := _host(httpx.URL(self.address))) in self.line.down:
            raise FetchError(f"{host} tidak dapat dihubungi")
        note, start = self._read_note(), self._size()
        if note is None or note.alamat != self.address or start > note.ukuran > 0:
            note, start = None, 0
        if note and start and start == note.ukuran:
            return
        headers = {"Range": f"bytes={start}-"} if note and start else {}
        if note and start and note.versi:
            headers["If-Range"] = note.versi
        with self._open(headers) as response:
            start, total = self._accept(response, note, start)
            self._receive(response, start, total)

    @contextmanager
    def _open(self, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer at the end of the redirects, each of which must be permitted."""
        client, url = self.line.client, httpx.URL(self.address)
        for _ in range(self.line.limits.redirects + 1):
            response = client.send(client.build_request("GET", url, headers=headers), stream=True)
            try:
                if not response.has_redirect_location:
                    yield response
                    return
                target = url.join(response.headers["Location"])
            finally:
                response.close()
            self._permit(url, target)
            url = target
        self._refuse(f"lebih dari {self.line.limits.redirects} pengalihan, barangkali berputar")

    def _permit(self, url: httpx.URL, target: httpx.URL) -> None:
        """Refuse a redirect that leaves the host, the web, encryption, or the public network."""
        home = httpx.URL(self.address)
        if target.scheme not in ("http", "https") or (url.scheme, target.scheme) == ("https", "http"):
            self._refuse(f"dialihkan ke {target.scheme}://, yang tidak diikuti")
        if _host(target) not in (_host(home), *self.hosts):
            self._refuse(f"dialihkan ke host lain, {_host(target)}, yang tidak diizinkan untuk naskah ini")
        if _is_private(target.host) and not _is_private(home.host):
            self._refuse(f"dialihkan ke alamat jaringan dalam, {target.host}")

    def _accept(self, response: httpx.Response, note: _Note | None, start: int) -> tuple[int, int]:
        """Where the body begins and how long the text is, 0 where the server does not say."""
        status, told = response.status_code, response.headers
        if status in _PASSING:
            after = told.get("Retry-After", "")
            raise _Passing(f"server menjawab HTTP {status}", float(after) if after.isdecimal() else 0.0)
        if status == 416:
            self._discard()
            raise _Passing("server menolak melanjutkan")
        if status not in (200, 206):
            self._refuse(f"server menjawab HTTP {status}")
        if wrong := type_flaw(told.get("Content-Type", ""), self.kind):
            self._refuse(wrong)
        if told.get("Content-Encoding", "identity") != "identity":
            self._refuse("server memampatkan isi walau tidak diminta")
        if status == 206:
            total = self._continues(response, note, start)
        else:
            start, total = 0, int(told.get("Content-Length", "0"))
            version = _version(response)
            self._note.write_bytes(msgspec.json.encode(_Note(self.address, version, total)) if version or total else b"")
        if total > self.line.limits.max_bytes:
            self._refuse(f"{total:,} byte, lebih dari batas {self.line.limits.max_bytes:,}")
        return start, total

    def _continues(self, response: httpx.Response, note: _Note | None, start: int) -> int:
        """The length of the text, if the answer is the rest of the version begun."""
        match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        same = match and note and int(match[1]) == start > 0 and note.ukuran in (0, int(match[2]))
        if not match or not same or (note and note.versi and _version(response) not in ("", note.versi)):
            self._discard()
            raise _Passing("lanjutan yang dikirim server tidak cocok")
        self._resumed = True
        return int(match[2])

    def _receive(self, response: httpx.Response, start: int, total: int) -> None:
        size, head, limit = start, b"", self.line.limits.max_bytes
        with self.part.open("ab" if start else "wb") as file:
            for chunk in response.iter_raw():
                self._in_time()
                file.write(chunk)
                size += len(chunk)
                self.line.count(len(chunk))
                if size > limit:
                    self._refuse(f"lebih dari batas {limit:,} byte")
                if not start and len(head) < HEAD <= len(head := head + chunk[:HEAD]) and (wrong := flaw(head, self.kind)):
                    self._refuse(wrong)
        if size < total:
            raise _Passing(f"terputus pada {size:,} dari {total:,} byte")

    def _in_time(self) -> None:
        if self.line.stop.is_set():
            raise FetchError("dihentikan")
        if time.monotonic() > self.deadline:
            raise FetchError(f"belum selesai dalam {self.line.limits.seconds:g} detik; yang sudah diterima dilanjutkan lain kali")

    @property
    def _note(self) -> Path:
        return self.part.with_name(f"{self.part.name}.json")

    def _read_note(self) -> _Note | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Note)
        except (OSError, msgspec.DecodeError):
            return None

    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _discard(self) -> None:
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _refuse(self, reason: str) -> NoReturn:
        """Give this address up for good, with what came of it."""
        self._discard()
        raise FetchError(reason)


def _told(error: Exception) -> str:
    """A fault of the line in words."""
    if isinstance(error, httpx.ConnectTimeout):
        return "server tidak menjawab sambungan"
    if isinstance(error, httpx.TimeoutException):
        return "server berhenti mengirim"
    if isinstance(error, httpx.ConnectError):
        return f"tidak dapat tersambung ({error})"
    return str(error) if isinstance(error, _Passing) else f"sambungan terputus ({error})"


def _version(response: httpx.Response) -> str:
    """What tells this version of a text from another byte for byte, "" if nothing does: a weak ETag does not."""
    etag: str = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _host(url: httpx.URL) -> str:
    """The host of an address, with its port where that is not the usual one."""
    return url.netloc.decode().lower()


def _is_private(host: str) -> bool:
    """Whether a host is, or has among its addresses, one that is not on the public network."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # connecting will say that it cannot be found
    return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in found)


Progress = Callable[[str, int, int], None]


class State(StrEnum):
    """What became of one text of the list; ``manual`` is one that only a person can get."""

    ADA = "ada"
    DIAMBIL = "diambil"
    MANUAL = "manual"
    GAGAL = "gagal"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text of the list and what became of it; ``reason`` says why, or in which file it was recognised."""

    source: Source
    state: State
    reason: str = ""


def fetch(corpus: Path, origin: str = "", progress: Progress | None = None, limits: Limits = LIMITS) -> list[Outcome]:
    """Bring every listed text that is not there yet; what fails does not stop the rest.

    Args:
        corpus: The folder with ``sumber.toml`` and ``katalog``; texts go to its ``resmi``.
        origin: A folder or base address to take them from in place of the listed addresses.
        progress: Called with a step's name, how many texts are done, and of how many.
        limits: How hard to try.

    Returns:
        One outcome a text, in the order of the list.

    Raises:
        CatalogueError: If the list or the record of earlier fetches cannot be read.
        FetchError: If the origin is neither folder nor address, or another fetch runs in the folder.
    """
    sources = load_sources(corpus / LIST)
    if origin and not is_address(origin) and not Path(origin).is_dir():
        raise FetchError(f"{origin!r} bukan folder yang ada dan bukan alamat http(s); sebut cermin dengan --from FOLDER atau --from URL")
    folder = corpus / "resmi"
    with _alone(folder), _client(limits) as client:
        held = _held(folder, sources, _catalogue(corpus))
        run = _Run(folder, origin, client, limits, progress or (lambda step, done, total: None), read_lock(folder))
        fresh = run.all([source for source in sources if source.berkas not in held])
    return [held.get(source.berkas) or fresh[source.berkas] for source in sources]


def _client(limits: Limits) -> httpx.Client:
    """A client that asks for plain bytes, waits no longer than the limits and follows no redirect of its own."""
    headers = {"User-Agent": f"kb-netralitas-asn/{__version__}", "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(limits.read, connect=limits.connect))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second fetch out of the folder while this one runs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".mengunduh").open("w")
    except OSError as error:
        raise FetchError(f"folder {folder} tidak dapat ditulisi ({error.strerror})") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FetchError(f"kb fetch lain sedang berjalan di {folder}; tunggu sampai selesai") from None
        yield


def _catalogue(corpus: Path) -> Catalogue:
    """The catalogue as far as it can be read; a build names the entries at fault."""
    entries: list[Regulation] = []
    for path in sorted((corpus / "katalog").glob("*.toml")):
        with suppress(CatalogueError):
            entries.append(load_entry(path))
    return Catalogue.of(entries)


def _held(folder: Path, sources: Sequence[Source], catalogue: Catalogue) -> dict[str, Outcome]:
    """The texts already there: by their bytes, or where the list asks for no bytes by what the file's head says."""
    out: dict[str, Outcome] = {}
    for found in recognise(folder, sources, catalogue):
        if (source := found.source) and (found.certain or not source.sha256) and source.berkas not in out:
            other = "" if found.file.name == source.berkas else f"dikenali dari isinya: {found.file.name}"
            out[source.berkas] = Outcome(source, State.ADA, other)
    return out


@dataclass
class _Run:
    """One fetch: what its threads share, and how far they are."""

    folder: Path
    origin: str
    client: httpx.Client
    limits: Limits
    report: Progress
    lock: dict[str, Locked]
    mirror: dict[str, Path] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    received: int = 0
    done: int = 0
    total: int = 0
    reported: float = 0.0

    def __post_init__(self) -> None:
        self.line = Line(self.client, self.limits, self.count)

    def all(self, sources: Sequence[Source]) -> dict[str, Outcome]:
        """Each text's outcome by its file name."""
        self.total = len(sources)
        if self.origin and not is_address(self.origin):
            files = list(plain_files(Path(self.origin)))
            self.mirror = {path.name.lower(): path for path in files} | {sha256_of(path): path for path in files}
        out: dict[str, Outcome] = {}
        with ThreadPoolExecutor(self.limits.workers) as pool:
            futures = [pool.submit(self._one, source) for source in sources]
            try:
                for future in as_completed(futures):
                    outcome = future.result()
                    out[outcome.source.berkas] = outcome
                    self.count(texts=1)
            except BaseException:
                self.line.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return out

    def count(self, size: int = 0, texts: int = 0) -> None:
        """Count what came in; report when a text is done, and now and then between."""
        with self.guard:
            self.received += size
            self.done += texts
            if texts or time.monotonic() - self.reported > 0.5:
                self.reported = time.monotonic()
                self.report(f"Mengambil naskah resmi ({self.received / 1e6:.1f} MB)".replace(".", ","), self.done, self.total)

    def _one(self, source: Source) -> Outcome:
        if not source.alamat and not self.origin:
            return Outcome(source, State.MANUAL)
        try:
            self._obtain(source, self.folder / f".{source.berkas}.part")
        except FetchError as error:
            return Outcome(source, State.GAGAL if source.alamat else State.MANUAL, str(error))
        except OSError as error:
            return Outcome(source, State.GAGAL, f"tidak dapat disimpan ({error.strerror})")
        return Outcome(source, State.DIAMBIL)

    def _obtain(self, source: Source, part: Path) -> None:
        target = self.folder / source.berkas
        if target.exists() or target.is_symlink():
            raise FetchError(f"{target} sudah ada tetapi isinya lain dari yang terdaftar; pindahkan atau hapus, lalu ulangi")
        if self.origin and not is_address(self.origin):
            return self._copy(source, part)
        base = self.origin.rstrip("/")
        addresses = [f"{base}/{quote(source.berkas)}"] if base else [source.alamat, *source.cadangan]
        hosts = () if base else source.pengalihan
        deadline = time.monotonic() + self.limits.seconds
        reasons = []
        for address in addresses:
            try:
                download = Download(self.line, address, source.jenis, hosts, part, deadline)
                return download.complete(partial(self._keep, source, part, address))
            except FetchError as error:
                reasons.append(f"{error} ({address})")
        raise FetchError("; ".join(reasons))

    def _copy(self, source: Source, part: Path) -> None:
        """Take a text from a folder: the file of its bytes, else of its name."""
        found = self.mirror.get(source.sha256) or self.mirror.get(source.berkas)
        if not found:
            raise FetchError(f"tidak ada di {self.origin}")
        if (size := found.stat().st_size) > self.limits.max_bytes:
            raise FetchError(f"{found}: {size:,} byte, lebih dari batas {self.limits.max_bytes:,}")
        shutil.copyfile(found, part)
        self.count(size)
        self._keep(source, part, "")

    def _keep(self, source: Source, part: Path, address: str) -> None:
        """Check a whole part and give it its name; record its hash where the list knows none.

        Raises:
            FetchError: If it is not the text asked for; the part is then gone.
        """
        with part.open("rb") as file:
            wrong = flaw(file.read(HEAD), source.jenis)
        sha256, size = sha256_of(part), part.stat().st_size
        recorded = self.lock.get(source.berkas)
        if source.sha256 and sha256 != source.sha256:
            wrong = wrong or f"SHA-256 {sha256[:12]}, seharusnya {source.sha256[:12]}"
        elif not source.sha256 and recorded and sha256 != recorded.sha256:
            wrong = wrong or f"SHA-256 {sha256[:12]}, dulu tercatat {recorded.sha256[:12]} di {LOCK}; hapus barisnya bila memang diganti"
        if wrong:
            part.unlink()
            raise FetchError(wrong)
        settle(part, self.folder / source.berkas)
        if not source.sha256 and not recorded:
            with self.guard:
                self.lock[source.berkas] = Locked(sha256, size, address)
                write_lock(self.folder, self.lock)


def printed_fetch(outcomes: Sequence[Outcome]) -> str:
    """The outcomes for a person: how many of each, and for each text that is missing the page where it can be got."""
    number = {state: sum(o.state is state for o in outcomes) for state in State}
    lines = [
        f"{len(outcomes)} naskah resmi: {number[State.DIAMBIL]} diambil, {number[State.ADA]} sudah ada, "
        f"{number[State.GAGAL]} gagal, {number[State.MANUAL]} perlu diambil sendiri."
    ]
    for outcome in outcomes:
        source, reason = outcome.source, f": {outcome.reason}" if outcome.reason else ""
        part = f" (hanya {source.bagian})" if source.bagian else ""
        missing = outcome.state in (State.GAGAL, State.MANUAL)
        if missing or part or reason:
            lines.append(f"  {outcome.state.value:8}{source.berkas}{part}{reason}")
        if missing:
            lines.append(f"          {source.halaman}")
    if number[State.GAGAL] or number[State.MANUAL]:
        lines.append("Ambil sendiri dari halaman itu lalu taruh di corpus/resmi dengan nama apa pun; program mengenali isinya.")
    return "\n".join(lines)
